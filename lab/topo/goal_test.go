package topo

import (
	"net/netip"
	"slices"
	"testing"
)

// TestReaches changes what a learner built, and tells whether it is still what was asked for.
func TestReaches(t *testing.T) {
	from := Topology{Namespaces: []Namespace{{Name: HostName, ID: 1}}}
	built := func(change func(red, blue *Namespace)) Topology {
		end := func(name string, id, other ID, address string) Namespace {
			a := Addr{Family: "inet", Local: netip.MustParseAddr(address), PrefixLen: 24, Scope: "global"}
			l := Link{Index: 2, Name: name + "0", Kind: "veth", Flags: FlagUp, Address: "7a:00:00:00:00:01", Peer: &End{other, 2}, Addrs: []Addr{a}}
			return Namespace{Name: name, ID: id, Links: []Link{l}}
		}
		red, blue := end("red", 2, 3, "10.1.1.1"), end("blue", 3, 2, "10.1.1.2")
		change(&red, &blue)
		return Topology{Namespaces: []Namespace{from.Namespaces[0], red, blue}}
	}
	goal := built(func(_, _ *Namespace) {})
	for _, test := range []struct {
		name   string
		change func(red, blue *Namespace)
		want   bool
	}{
		{"the same", func(_, _ *Namespace) {}, true},
		{"another MAC address", func(red, _ *Namespace) { red.Links[0].Address = "7a:00:00:00:00:99" }, true},
		{"a neighbour that was met", func(red, _ *Namespace) {
			red.Neighbours = []Neighbour{{Dst: netip.MustParseAddr("10.1.1.2"), Dev: 2, State: []string{"REACHABLE"}}}
		}, true},
		{"more than was asked for", func(red, _ *Namespace) { red.Links = append(red.Links, Link{Index: 3, Name: "x"}) }, true},
		{"one end down", func(_, blue *Namespace) { blue.Links[0].Flags = 0 }, false},
		{"no address", func(red, _ *Namespace) { red.Links[0].Addrs = nil }, false},
		{"another length", func(red, _ *Namespace) { red.Links[0].Addrs[0].PrefixLen = 32 }, false},
		{"another name", func(red, _ *Namespace) { red.Name = "rot" }, false},
		{"a cable that leads elsewhere", func(red, _ *Namespace) { red.Links[0].Peer = &End{1, 9} }, false},
	} {
		if got := Reaches(built(test.change), from, goal); got != test.want {
			t.Errorf("unexpected answer for %s: want %v, got %v", test.name, test.want, got)
		}
	}
	if got := Missing(built(func(red, _ *Namespace) { red.Links[0].Addrs[0].PrefixLen = 32 }), from, goal); !slices.Contains(got, "red: 10.1.1.1/24 on red0") || slices.Contains(got, "namespace red") {
		t.Errorf("unexpected parts that are missing: %q", got)
	}
	if there, all := Parts(from, from, goal); there != 0 || all == 0 {
		t.Errorf("unexpected parts of what was not begun: %d of %d", there, all)
	}
	if Reaches(from, from, goal) || Reaches(goal, goal, goal) {
		t.Error("unexpected answer: want no where nothing was built, and where there is nothing to build")
	}
	if !Reaches(from, goal, from) || Reaches(goal, goal, from) {
		t.Error("unexpected answer: want what is to go to be gone")
	}
}

// TestReachesWithoutAddress builds a bridge that has no address, by names of one's own.
func TestReachesWithoutAddress(t *testing.T) {
	with := func(links ...Link) Topology {
		return Topology{Namespaces: []Namespace{{Name: HostName, ID: 1, Links: links}}}
	}
	veth := Link{Index: 2, Name: "v", Kind: "veth"}
	plugged := veth
	plugged.Master = 3
	bridge := func(name string, flags LinkFlags) Link {
		return Link{Index: 3, Name: name, Kind: "bridge", Flags: flags}
	}
	goal := with(plugged, bridge("br0", FlagUp))
	for name, test := range map[string]struct {
		now  Topology
		want bool
	}{
		"nothing":      {with(veth), false},
		"off":          {with(plugged, bridge("br0", 0)), false},
		"not in it":    {with(veth, bridge("br0", FlagUp)), false},
		"another name": {with(plugged, bridge("mine", FlagUp)), true},
		"and more":     {with(plugged, bridge("br0", FlagUp), Link{Index: 4, Name: "w", Kind: "veth"}), true},
	} {
		if got := Reaches(test.now, with(veth), goal); got != test.want {
			t.Errorf("unexpected answer for %s: want %v, got %v", name, test.want, got)
		}
	}
}
