package diagram

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/topo"
)

// stretch is a straight piece of a wire: the cells from a to b of a row or a column.
type stretch struct{ wire, at, from, to int }

func (s stretch) meets(o stretch) bool { return s.at == o.at && s.from <= o.to && o.from <= s.to }

// stretches are the upright and the level pieces of all wires, with their plugs.
func (l laid) stretches() (upright, level []stretch) {
	piece := func(wire, at, a, b int) stretch { return stretch{wire, at, min(a, b), max(a, b)} }
	for _, v := range l.ways {
		w := l.wires[v.wire]
		var ends, turns [2]int
		for i, s := range []seat{w.from, w.to} {
			b := l.boxes[s.box]
			ends[i], turns[i] = b.x, l.turnX(v, i)
			if v.sides[i] == atRight {
				ends[i] = b.x + b.width - 1
			}
		}
		if v.straight {
			level = append(level, piece(v.wire, v.y[0], ends[0], ends[1]))
			continue
		}
		for i := range ends {
			level = append(level, piece(v.wire, v.y[i], ends[i], turns[i]))
		}
		if v.lane == 0 {
			upright = append(upright, piece(v.wire, turns[0], v.y[0], v.y[1]))
			continue
		}
		level = append(level, piece(v.wire, v.lane, turns[0], turns[1]))
		for i := range ends {
			upright = append(upright, piece(v.wire, turns[i], v.y[i], v.lane))
		}
	}
	return upright, level
}

// TestWires holds that wires cross at most: no two run along each other, and none runs through a box.
func TestWires(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	below := 0
	for n := range 2000 {
		o := Options{Width: 20 + r.IntN(160), Height: 5 + r.IntN(60), Words: English(), Zoom: Zoom(r.IntN(3))}
		if n%2 == 1 {
			o.Places = Draw(randomNetwork(r), o).Places()
		}
		l := arrange(randomNetwork(r), o)
		upright, level := l.stretches()
		for _, list := range [][]stretch{upright, level} {
			for i, s := range list {
				for _, o := range list[:i] {
					if s.wire != o.wire && s.meets(o) {
						t.Fatalf("network %d: wires run along each other: %v and %v", n, s, o)
					}
				}
			}
		}
		for _, s := range upright {
			for _, b := range l.boxes {
				if s.at >= b.x && s.at < b.x+b.width && s.from < b.y+b.height && s.to >= b.y {
					t.Fatalf("network %d: wire %v runs through the box of %s", n, s, b.name)
				}
			}
		}
		for _, v := range l.ways {
			if v.lane > 0 {
				below++
			}
			if v.lane >= l.height {
				t.Fatalf("network %d: a wire is drawn in row %d of %d", n, v.lane, l.height)
			}
		}
	}
	if below == 0 {
		t.Error("no wire had to go below the boxes: the networks are too simple to test it")
	}
}

// randomNetwork joins namespaces by veth pairs as a kernel might.
func randomNetwork(r *rand.Rand) topo.Topology {
	t := topo.Topology{Namespaces: make([]topo.Namespace, 1+r.IntN(9))}
	for i := range t.Namespaces {
		t.Namespaces[i] = topo.Namespace{Name: fmt.Sprintf("n%d", i), ID: topo.ID(i + 1)}
	}
	for i := range r.IntN(2 * len(t.Namespaces)) {
		join(t, fmt.Sprint(i), r.IntN(len(t.Namespaces)), r.IntN(len(t.Namespaces)))
	}
	if host := &t.Namespaces[0]; r.IntN(2) == 0 {
		host.Links = append(host.Links, topo.Link{Index: len(host.Links) + 1, Name: "br", Kind: "bridge", Flags: running})
		for i := range len(host.Links) - 1 {
			if r.IntN(2) == 0 {
				host.Links[i].Master = len(host.Links)
			}
		}
	}
	if r.IntN(3) == 0 {
		t.Namespaces[len(t.Namespaces)-1].Name = outsideName
	}
	return t
}

// join adds a pair: aN in one namespace, bN in the other, which may be the same.
func join(t topo.Topology, n string, a, b int) {
	add := func(ns *topo.Namespace, name string) *topo.Link {
		ns.Links = append(ns.Links, topo.Link{
			Index: len(ns.Links) + 1, Name: name, Kind: "veth", Flags: topo.FlagUp | topo.FlagLowerUp, MTU: 1500,
		})
		return &ns.Links[len(ns.Links)-1]
	}
	one, two := &t.Namespaces[a], &t.Namespaces[b]
	i := add(one, "a"+n).Index
	far := add(two, "b"+n)
	far.Peer = &topo.End{Namespace: one.ID, Index: i}
	one.Links[i-1].Peer = &topo.End{Namespace: two.ID, Index: far.Index}
}

// TestCircle holds the drawing of two wires that would run along each other whichever is left: one goes below.
func TestCircle(t *testing.T) {
	top := topo.Topology{Namespaces: []topo.Namespace{{Name: "one", ID: 1}, {Name: "two", ID: 2}}}
	join(top, "0", 0, 1)
	join(top, "1", 0, 1)
	join(top, "2", 0, 1)
	two := top.Namespaces[1].Links
	two[1], two[2] = two[2], two[1] // the kernel may have dumped them so
	golden.RequireEqual(t, Draw(top, Options{Width: 64, Height: 16, Words: English()}).Render(Style{}))
}

// TestLostEnd holds how a veth is drawn whose other end is in a namespace that nobody knows, and an MTU worth telling.
func TestLostEnd(t *testing.T) {
	up := topo.FlagUp | topo.FlagLowerUp
	top := topo.Topology{Namespaces: []topo.Namespace{{Name: topo.HostName, ID: 1, Links: []topo.Link{
		{Index: 1, Name: "lo", Flags: up, MTU: 65536},
		{Index: 2, Name: "veth0", Kind: "veth", Flags: up, MTU: 1400, Peer: &topo.End{Namespace: 77, Index: 2}},
		{Index: 3, Name: "veth9", Kind: "veth", Flags: topo.FlagUp, MTU: 1500},
	}}, {Name: "test0", ID: 2, Links: []topo.Link{{Index: 4, Name: "veth4", Kind: "veth", Flags: up, MTU: 1500}}}}}
	golden.RequireEqual(t, Draw(top, Options{Width: 90, Height: 12, Words: English()}).Render(Style{}))
}

// TestManyInLittle holds that wires move together before boxes become unreadable.
func TestManyInLittle(t *testing.T) {
	golden.RequireEqual(t, draw(t, "star", Options{Width: 36, Height: 30, Here: "host"}))
}
