package tui

import (
	"fmt"
	"strings"
	"testing"

	"vethlab/lab/topo"
)

// TestFollow holds that the drawing scrolls to what is new, but not against its reader, until the next command.
func TestFollow(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{Open: openBroken}).press("enter")
	read := func(links int) {
		ns := topo.Namespace{Name: topo.HostName, ID: 1}
		for i := range links {
			ns.Links = append(ns.Links, topo.Link{Index: i + 1, Name: fmt.Sprintf("dummy%d", i+1), Kind: "dummy", Type: "ether"})
		}
		s.m.session.read(topo.Topology{Namespaces: []topo.Namespace{ns}})
	}
	sees := func(name string, want bool) {
		t.Helper()
		if text := s.text(); strings.Contains(text, name) != want {
			t.Errorf("unexpected drawing: %s in view: want %v\n%s", name, want, text)
		}
	}
	read(40)
	s.m.session.calm()
	sees("dummy1 ", true)
	read(41)
	sees("dummy41", true)
	s.m.scrollBy(networkPane, -100)
	read(42)
	sees("dummy1 ", true)
	sees("dummy42", false)
	s.m.session.calm()
	s.m.unhold()
	read(43)
	sees("dummy43", true)
}
