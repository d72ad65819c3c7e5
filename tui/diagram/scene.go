package diagram

import (
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// detail says how much of a namespace is told.
type detail struct {
	air    bool // a blank row between links
	gap    int  // blank rows between the boxes of a column
	mac    bool // MAC addresses have rows of their own; else they stand at the right where there is room
	below  bool // every address has a row of its own; else the first stands behind the state
	local  bool // IPv6 addresses of link scope are told
	reason bool // why there is no carrier
	lo     bool // lo has a row; else its state stands in the title
	routes bool // other routes than the default too
	inside bool // a namespace's only container has a row; else it stands in the title
	lines  bool // a namespace with one link at most is a line without a frame
	brief  bool // addresses stand further left; of a container its name must fit, of a line also state and address
	terse  bool // only names and states must fit
	under  bool // the addresses of the host's links have rows of their own, whatever others have
	bare   bool // the address beyond the host has no length
	tight  bool // a bridge's address stands beneath it, where that is narrower
	cut    bool // the host is cut short, so that the names and addresses of lines have room
}

// levels of detail, from the richest.
func levels() []detail {
	return []detail{
		{air: true, gap: 1, mac: true, below: true, local: true, reason: true, lo: true, routes: true, inside: true},
		{air: true, gap: 1, mac: true, below: true, reason: true, lo: true, routes: true, inside: true},
		{air: true, gap: 1, mac: true, below: true, lo: true, routes: true, inside: true},
		{gap: 1, below: true, reason: true, lo: true, routes: true, inside: true},
		{gap: 1, below: true, lo: true, inside: true},
		{below: true, lo: true, inside: true},
		{gap: 1, below: true, lo: true, inside: true, brief: true},
		{below: true, lo: true, inside: true, brief: true},
		{below: true, inside: true, brief: true},
		{under: true, inside: true, brief: true},
		{lo: true, inside: true},
		{inside: true},
		{inside: true, brief: true},
		{},
		{lines: true},
		{lines: true, below: true, brief: true},
		{lines: true, below: true, brief: true, bare: true},
		{lines: true, terse: true},
		{lines: true, terse: true, bare: true},
		{lines: true, terse: true, tight: true},
		{lines: true, terse: true, tight: true, cut: true},
	}
}

// more are the ways to tell more where a level leaves rows free, what is missed most first.
func (d detail) more() []detail {
	var list []detail
	add := func(set func(*detail)) {
		m := d
		if set(&m); m != d {
			list = append(list, m)
		}
	}
	if d.terse {
		add(func(m *detail) { m.under = true })
		return list
	}
	add(func(m *detail) { m.below = true })
	if d.lines {
		return list
	}
	add(func(m *detail) { m.brief = false })
	add(func(m *detail) { m.inside = true })
	add(func(m *detail) { m.lo = true })
	add(func(m *detail) { m.gap = 1 })
	add(func(m *detail) { m.reason = true })
	add(func(m *detail) { m.routes = true })
	add(func(m *detail) { m.local = m.below })
	return list
}

// kind is how a detail looks at first sight: airy boxes, boxes, lines, short lines.
func (d detail) kind() int {
	switch {
	case d.terse:
		return 3
	case d.lines:
		return 2
	case d.air:
		return 0
	}
	return 1
}

// scene is what there is to draw, without places: boxes with rows, and wires between rows.
type scene struct {
	boxes []box
	wires []wire
	hub   int // the box of the host, -1 for none
	order order

	crowded bool // there are containers, or bridges of the host: then more must fit into the width than anywhere else
}

// box is a namespace.
type box struct {
	id      topo.ID
	name    string // the title
	role    role   // of that
	key     string // the namespace's own name
	here    bool
	mark    string
	outside bool // it stands beyond the host's edge
	line    bool // it has no frame
	column  int
	right   bool    // its wires end at its right
	aside   []piece // in the title line at the right
	rows    []row
	stem    int // cells before the state: bars, the longest name and two blanks
	deep    int // the same of the ports of bridges
	need    int // width of the rows, without borders and padding
	next    int // the row in which the next port of its first bridge would stand; 0 without a bridge
	links   int // the row behind those of its links

	at                  []int // the row of the box, from 0, in which each of rows stands: a bridge's bar may be stretched
	x, y, width, height int
}

// row is a line of a box.
type row struct {
	bars   []mask // what is left of the name: the bars of the bridges that the link hangs on
	name   piece
	pieces []piece // from the stem on, two blanks apart
	flush  bool    // pieces begin behind the bars, not at the stem
	close  bool    // pieces begin behind the name, not at the stem
	mark   string
	edge   edge // what goes out, or comes in
	link   int  // index of the link that begins in this row, 0 for none
	port   bool // it hangs on a bridge's bar
	out    bool // it leads beyond the host
	deep   bool // it tells of a port
	wired  bool // a wire ends here
	lost   bool // the end of a wire whose other end is in none of the namespaces
	alive  bool // of a lost end: it has a carrier
}

// piece is text of one role.
type piece struct {
	text     string
	role     role
	optional bool // is left out where there is no room, and stands at the right
	near     bool // of an optional one: it stands behind the one before
	yields   bool // of an optional one: the one behind it matters more
}

// wire joins two rows.
type wire struct {
	from, to seat
	alive    bool
	lit      bool
}

// seat is a row of a box of the scene.
type seat struct{ box, row int }

// order is how far down the boxes of namespaces stand: the ports of a bridge follow their other ends. Those that are not in it
// come last.
type order map[topo.ID]int

// newScene tells t at a level of detail.
func newScene(t topo.Topology, o Options, d detail, by order) scene {
	s := scene{boxes: make([]box, 0, len(t.Namespaces)), hub: -1, order: by}
	news := newNews(o.Changed)
	seats := make(map[topo.End]seat, 2*len(t.Namespaces))
	hub, ends := hubOf(t), newEnds(t)
	for n, ns := range t.Namespaces {
		w := writer{o: o, d: d, news: news, t: t, ends: ends, ns: ns, order: by, hub: n == hub, rows: make([]row, 0, 2*len(ns.Links)+1)}
		b := w.box()
		for i, r := range b.rows {
			if r.link != 0 {
				seats[topo.End{Namespace: ns.ID, Index: r.link}] = seat{len(s.boxes), i}
			}
		}
		s.boxes = append(s.boxes, b)
	}
	s.hub, s.crowded = hub, crowded(t, hub)
	s.join(t, ends, seats, news)
	s.alignLines()
	return s
}

// ends finds links, which [topo.Topology.Link] would look for from the beginning each time.
type ends map[topo.End]struct {
	namespace string
	link      *topo.Link
}

func newEnds(t topo.Topology) ends {
	e := make(ends, 2*len(t.Namespaces))
	for _, ns := range t.Namespaces {
		for i := range ns.Links {
			end := topo.End{Namespace: ns.ID, Index: ns.Links[i].Index}
			if _, ok := e[end]; !ok {
				e[end] = struct {
					namespace string
					link      *topo.Link
				}{ns.Name, &ns.Links[i]}
			}
		}
	}
	return e
}

func crowded(t topo.Topology, hub int) bool {
	return hub >= 0 && slices.ContainsFunc(t.Namespaces[hub].Links, func(l topo.Link) bool { return l.Kind == "bridge" }) ||
		slices.ContainsFunc(t.Namespaces, func(ns topo.Namespace) bool { return len(ns.Containers) > 0 })
}

// hubOf is the namespace that the others stand around: the host, which comes first; -1 without any.
func hubOf(t topo.Topology) int {
	i := slices.IndexFunc(t.Namespaces, func(ns topo.Namespace) bool { return ns.Name == topo.HostName })
	if i < 0 && len(t.Namespaces) > 0 {
		return 0
	}
	return i
}

// join finds the wires. An end is in one wire at most, whatever the topology says.
func (s *scene) join(t topo.Topology, ends ends, seats map[topo.End]seat, news news) {
	for _, ns := range t.Namespaces {
		for i := range ns.Links {
			link := &ns.Links[i]
			if link.Peer == nil {
				continue
			}
			end, far := topo.End{Namespace: ns.ID, Index: link.Index}, *link.Peer
			from, ok := seats[end]
			to, ok2 := seats[far]
			if !ok || !ok2 || from == to {
				continue
			}
			a, b := &s.boxes[from.box].rows[from.row], &s.boxes[to.box].rows[to.row]
			if a.wired || b.wired {
				continue
			}
			other, ok := ends[far]
			alive := carrier(link) && ok && carrier(other.link)
			a.wired, b.wired = true, true
			s.wires = append(s.wires, wire{from, to, alive, news.wire(end) || news.wire(far)})
		}
	}
}

// alignLines gives all boxes that are lines the same columns, so that they read as a table.
func (s *scene) alignLines() {
	stem, need := 0, 0
	var optional []int // the widths of what is told where there is room
	for _, b := range s.boxes {
		if !b.line {
			continue
		}
		stem = max(stem, b.stem)
		for i, p := range b.extras() {
			if i == len(optional) {
				optional = append(optional, 0)
			}
			optional[i] = max(optional[i], width(p.text))
		}
	}
	for _, b := range s.boxes {
		if b.line {
			for _, r := range b.rows {
				if !r.close {
					need = max(need, r.need(stem))
				}
			}
		}
	}
	for i := range s.boxes {
		if b := &s.boxes[i]; b.line {
			b.stem, b.need = stem, need
			for i, p := range b.extras() {
				p.text = strings.Repeat(" ", optional[i]-width(p.text)) + p.text
			}
		}
	}
}

// extras are the optional pieces of a line's first row.
func (b *box) extras() []*piece {
	var list []*piece
	for i := range b.rows[0].pieces {
		if p := &b.rows[0].pieces[i]; p.optional {
			list = append(list, p)
		}
	}
	return list
}

func carrier(l *topo.Link) bool { return l.Flags&topo.FlagLowerUp != 0 && l.Flags&topo.FlagUp != 0 }

// measure gives a box the size that its rows need.
func (b *box) measure() {
	for _, r := range b.rows {
		cells := 3*len(r.bars) + width(r.name.text) + 2
		switch {
		case r.name.text == "", r.close:
		case r.deep:
			b.deep = max(b.deep, cells)
		default:
			b.stem = max(b.stem, cells)
		}
	}
	for _, r := range b.rows {
		b.need = max(b.need, r.need(b.stemOf(r)))
	}
	b.at = make([]int, len(b.rows))
	for i := range b.at {
		b.at[i] = i
	}
	b.height = len(b.rows)
	if b.line {
		return
	}
	b.height += 2
	title := 4 + width(b.name) // "▶ " before it, two cells of line after it
	for _, p := range b.aside {
		if !p.optional {
			title += width(p.text) + 3
		}
	}
	b.need = max(b.need, title)
}

func (b *box) stemOf(r row) int {
	if r.deep {
		return b.deep
	}
	return b.stem
}

// top is how many cells of the frame are above the rows.
func (b *box) top() int {
	if b.line {
		return 0
	}
	return 1
}

// need is the width without which something of a row is lost.
func (r row) need(stem int) int {
	x := stem
	switch {
	case r.flush:
		x = 3 * len(r.bars)
	case r.close:
		x = 3*len(r.bars) + width(r.name.text) + 2
	}
	for _, p := range r.pieces {
		if !p.optional {
			x += width(p.text) + 2
		}
	}
	return max(x-2, 0)
}

// trim is the cells of a box's row that are not its text. Most lines have no wire at their right.
func (b *box) trim() int {
	if b.line && !b.right {
		return trimLine
	}
	return trimBox
}

const (
	trimLine = 3
	trimBox  = 5
)
