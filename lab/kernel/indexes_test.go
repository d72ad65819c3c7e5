//go:build linux

package kernel_test

import (
	"io"
	"strings"
	"testing"
)

// TestIndexes holds that a name always leads to the link that has it now, whichever had it before.
func TestIndexes(t *testing.T) {
	w := newWorld(t)
	up := func(name string) bool { return strings.Contains(w.must("link show dev "+name), "UP") }
	w.must("link add name one type veth")
	w.must("link set one up")
	w.must("link set one down")
	w.must("link set one name two")
	if w.run(io.Discard, "link set one up") == 0 {
		t.Error("one was set up, and has another name")
	}
	w.must("link add name one type veth")
	w.must("link set one up")
	if up("two") || !up("one") {
		t.Errorf("the wrong link is up:\n%s", w.must("link"))
	}
	w.must("link set one down")
	w.must("link del one")
	w.must("link set two name one")
	w.must("link set one up")
	if !up("one") {
		t.Errorf("one is down:\n%s", w.must("link"))
	}
	w.must("netns add n")
	w.must("link set one netns n")
	if w.run(io.Discard, "addr add 10.0.0.1/24 dev one") == 0 {
		t.Error("one got an address, and is in another namespace")
	}
	w.must("-n n link set one up")
	w.must("-n n link property add dev one altname another-name-of-it")
	w.must("-n n link set another-name-of-it down")
	w.must("-n n link set another-name-of-it up")
}
