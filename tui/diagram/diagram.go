// Package diagram draws a topology: a box a namespace, a row a link, a wire between the two ends of a veth pair.
//
// It is pure: no clock, no theme, no I/O. A [topo.Topology] becomes a scene (boxes with rows, and wires between rows),
// the scene is laid out for a width and a height, and painted on a grid of cells. A cell of a line holds a mask of the
// sides it leaves by, so that lines which meet are joined, and wires which merely cross are not. Only
// [Picture.Render] knows of styles, and gives every role its own.
//
//	╭ ▶ host ──────────────────────╮         ╭ test0 ───────────────────────╮
//	│ lo     up                    │         │ lo     down                  │
//	│ veth0  up                    ●─────────● veth1  up                    │
//	│        192.168.5.2/24        │         │        192.168.5.3/24        │
//	╰──────────────────────────────╯         ╰──────────────────────────────╯
//
// A host's bridge is a bar, and its ports stand on it where their wires go straight to the other ends. Where boxes do not fit, a
// namespace is a line. What is beyond the host, a namespace of the name internet, stands apart, below all others, and rows are kept
// free above it; beside it is what happens to packets on that way, at the edge of the host.
//
//	╭ ▶ host ──────────────── lo up ─╮
//	│  ┏━ docker0  up  172.17.0.1/16 │
//	│  ┠─ veth000d889  forwarding    ●────────●  ▣ web     up  172.17.0.2/16
//	│  ┖─ veth0011667  forwarding    ●────────●  ▣ db      up  172.17.0.3/16
//	│                                │
//	│  uplink      up                ●────────●  internet  up  198.51.100.1/24
//	│  NAT 172.17.0.0/16 → out       ▷
//	│  :8080 → 172.17.0.2:80  web    ◁
//	╰────────────────────────────────╯
//
// What stands keeps its place while other things come and go, if the [Places] of one picture are given to the next.
//
// Colour is never the only sign: states are words, a wire without carrier is dashed, its plugs are hollow, and what
// changed carries a mark.
package diagram

import "vethlab/lab/topo"

// Options say how a topology is drawn.
type Options struct {
	// Width and Height are the cells there are, both at least 0. What does not fit can be scrolled to.
	Width, Height int
	// Changed is lit, and marked with + (added), • (changed) or - (something of it removed).
	Changed []topo.Change
	// Here is the name of the namespace in which the shell stands; empty for none.
	Here string
	// Words are those of the reader's language.
	Words Words
	// OffsetX and OffsetY scroll a drawing that is larger than Width and Height; they are clamped.
	OffsetX, OffsetY int
	// Follow scrolls further down or up to what is lit, if that is out of view.
	Follow bool
	// Zoom is how large the namespaces are; the zero value has them fit.
	Zoom Zoom
	// Places are those of the picture before: what is still there stays where it was. The zero Places is none.
	Places Places
}

// Picture is a drawing, ready to be rendered. The zero Picture is empty.
type Picture struct {
	width, height    int // of the view
	offsetX, offsetY int
	grid             grid
	more             string // what is out of sight
	places           Places
}

// Draw lays t out for o.Width and o.Height, as rich in detail as there is room for, and paints it. It works for any
// topology and any size.
func Draw(t topo.Topology, o Options) Picture {
	l := arrange(housed(t), o)
	p := view(l.paint(), o, l)
	p.places = placesOf(l, o)
	return p
}

// Offset is what of the drawing is left of the part in view, and above it.
func (p Picture) Offset() (x, y int) { return p.offsetX, p.offsetY }

// Size is that of the whole drawing in cells, whatever part of it is in view.
func (p Picture) Size() (width, height int) { return p.grid.width, p.grid.height }
