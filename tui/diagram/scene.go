package diagram

import (
	"fmt"
	"net/netip"
	"slices"

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
	terse  bool // only names and states must fit
}

// levels of detail, from the richest.
func levels() []detail {
	return []detail{
		{air: true, gap: 1, mac: true, below: true, local: true, reason: true, lo: true, routes: true},
		{air: true, gap: 1, mac: true, below: true, reason: true, lo: true, routes: true},
		{air: true, gap: 1, mac: true, below: true, lo: true, routes: true},
		{gap: 1, below: true, local: true, reason: true, lo: true, routes: true},
		{gap: 1, below: true, lo: true},
		{below: true, lo: true},
		{lo: true},
		{},
		{terse: true},
	}
}

// scene is what there is to draw, without places: boxes with rows, and wires between rows.
type scene struct {
	boxes []box
	wires []wire
}

// box is a namespace.
type box struct {
	id    topo.ID
	name  string
	here  bool
	mark  string
	aside []piece // in the title line at the right
	rows  []row
	stem  int // cells before the state: bars, the longest name and two blanks
	need  int // width of the rows, without borders and padding

	x, y, width, height int
}

// row is a line of a box.
type row struct {
	bars   []mask // what is left of the name: the bars of the bridges that the link hangs on
	name   piece
	pieces []piece // from the stem on, two blanks apart
	flush  bool    // pieces begin at the left, not at the stem
	mark   string
	link   int  // index of the link that begins in this row, 0 for none
	wired  bool // a wire ends here
	lost   bool // the end of a wire whose other end is in none of the namespaces
	alive  bool // of a lost end: it has a carrier
}

// piece is text of one role.
type piece struct {
	text     string
	role     role
	optional bool // is left out where there is no room, and stands at the right
}

// wire joins two rows.
type wire struct {
	from, to seat
	alive    bool
	lit      bool
}

// seat is a row of a box of the scene.
type seat struct{ box, row int }

// newScene tells t at a level of detail.
func newScene(t topo.Topology, o Options, d detail) scene {
	s := scene{boxes: make([]box, 0, len(t.Namespaces))}
	news := newNews(o.Changed)
	seats := make(map[topo.End]seat, 2*len(t.Namespaces))
	for _, ns := range t.Namespaces {
		b := newBox(t, ns, o, d, news)
		for i, r := range b.rows {
			if r.link != 0 {
				seats[topo.End{Namespace: ns.ID, Index: r.link}] = seat{len(s.boxes), i}
			}
		}
		s.boxes = append(s.boxes, b)
	}
	s.join(t, seats, news)
	return s
}

// join finds the wires. An end is in one wire at most, whatever the topology says.
func (s *scene) join(t topo.Topology, seats map[topo.End]seat, news news) {
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
			_, other := t.Link(far)
			alive := carrier(link) && other != nil && carrier(other)
			a.wired, b.wired = true, true
			s.wires = append(s.wires, wire{from, to, alive, news.wire(end) || news.wire(far)})
		}
	}
}

func carrier(l *topo.Link) bool { return l.Flags&topo.FlagLowerUp != 0 && l.Flags&topo.FlagUp != 0 }

// newBox tells one namespace.
func newBox(t topo.Topology, ns topo.Namespace, o Options, d detail, news news) box {
	b := box{id: ns.ID, name: clean(ns.Name), here: ns.Name == o.Here && o.Here != "", mark: news.namespace(ns.ID)}
	w := writer{o: o, d: d, news: news, t: t, ns: ns, rows: make([]row, 0, 2*len(ns.Links)+1)}
	w.links()
	w.ways()
	b.rows, b.aside = w.rows, w.aside
	for _, r := range b.rows {
		if r.name.text != "" {
			b.stem = max(b.stem, 3*len(r.bars)+width(r.name.text)+2)
		}
	}
	for _, r := range b.rows {
		b.need = max(b.need, r.need(b.stem))
	}
	title := 4 + width(b.name) // "▶ " before it, two cells of line after it
	for _, p := range b.aside {
		title += width(p.text) + 3
	}
	b.need = max(b.need, title)
	b.height = len(b.rows) + 2
	return b
}

// need is the width without which something of a row is lost.
func (r row) need(stem int) int {
	x := stem
	if r.flush {
		x = 0
	}
	for _, p := range r.pieces {
		if !p.optional {
			x += width(p.text) + 2
		}
	}
	return max(x-2, 0)
}

// writer writes the rows of one namespace.
type writer struct {
	o     Options
	d     detail
	news  news
	t     topo.Topology
	ns    topo.Namespace
	rows  []row
	aside []piece
}

// links writes all links, each bridge's ports beneath it.
func (w *writer) links() {
	ports := map[int][]*topo.Link{}
	for i := range w.ns.Links {
		if l := &w.ns.Links[i]; l.Master != 0 {
			ports[l.Master] = append(ports[l.Master], l)
		}
	}
	told := make(map[int]bool, len(w.ns.Links))
	for i := range w.ns.Links {
		if l := &w.ns.Links[i]; l.Master == 0 || w.ns.LinkByIndex(l.Master) == nil {
			w.tree(l, nil, ports, told)
		}
	}
	// What is left hangs on itself: no kernel does that, but a topology may come from a file.
	for i := range w.ns.Links {
		w.tree(&w.ns.Links[i], nil, nil, told)
	}
	if len(w.rows)+len(w.aside) == 0 {
		w.rows = append(w.rows, row{flush: true, pieces: []piece{{text: w.o.Words.OnlyLo, role: roleDim}}})
	}
}

func (w *writer) tree(l *topo.Link, bars []mask, ports map[int][]*topo.Link, told map[int]bool) {
	if told[l.Index] {
		return
	}
	told[l.Index] = true
	mine := slices.DeleteFunc(slices.Clone(ports[l.Index]), func(p *topo.Link) bool { return told[p.Index] })
	if w.d.air && len(bars) == 0 && len(w.rows) > 0 {
		w.rows = append(w.rows, row{})
	}
	w.link(l, bars, len(mine) > 0 && l.Index != 0)
	if l.Index == 0 {
		return
	}
	for i, p := range mine {
		joint := north | east | south
		if i == len(mine)-1 {
			joint = north | east
		}
		w.tree(p, append(slices.Clone(bars), joint), ports, told)
	}
}

// link writes a link's row, and the rows beneath it.
func (w *writer) link(l *topo.Link, bars []mask, hasPorts bool) {
	state, lit := stateOf(*l), w.news.state(w.end(l))
	word := piece{text: state.word(w.o.Words), role: state.role(lit)}
	if isLo(l) && !w.d.lo && !w.global(l) {
		w.aside = append(w.aside, piece{text: clean(l.Name) + " " + word.text, role: word.role})
		return
	}
	r := row{bars: bars, link: l.Index, name: piece{text: clean(l.Name), role: roleName}, mark: w.news.link(w.end(l))}
	if w.news.added(w.end(l)) {
		r.name.role = roleChanged
	}
	r.pieces = []piece{word}
	if kind := clean(l.Kind); kind != "" && kind != "veth" {
		r.pieces = append(r.pieces, piece{text: kind, role: roleDim, optional: w.d.terse})
	}
	more := w.addresses(l)
	if len(more) > 0 && !w.d.below {
		more[0].optional = w.d.terse
		if more[0].role == roleChanged && r.mark == "" {
			r.mark = markAdded
		}
		r.pieces, more = append(r.pieces, more[0]), more[1:]
	}
	if w.d.terse {
		more = nil
	}
	if isLo(l) && len(more) == 0 && l.Flags&topo.FlagUp != 0 {
		r.pieces = append(r.pieces, w.loopback(l)...)
	}
	if !isLo(l) && l.MTU != 0 && l.MTU != usualMTU {
		r.pieces = append(r.pieces, piece{text: fmt.Sprintf("mtu %d", l.MTU), role: roleDim, optional: !w.d.below})
	}
	mac := piece{text: clean(l.Address), role: roleDim, optional: !w.d.mac}
	if mac.text != "" && !isLo(l) && !w.d.terse {
		if w.d.mac {
			more = append([]piece{mac}, more...)
		} else {
			r.pieces = append(r.pieces, mac)
		}
	}
	r.lost, r.alive = w.lost(l), carrier(l)
	switch {
	case r.lost && w.d.reason:
		more = append([]piece{{text: w.o.Words.LostEnd, role: roleDim}}, more...)
	case state == stateNoCarrier && w.d.reason && l.Peer != nil:
		more = append([]piece{{text: w.o.Words.OtherEndDown, role: roleNoCarrier}}, more...)
	}
	w.rows = append(w.rows, r)
	for _, p := range more {
		beneath := row{bars: below(bars, hasPorts), pieces: []piece{p}}
		if p.role == roleChanged {
			beneath.mark = markAdded
		}
		w.rows = append(w.rows, beneath)
	}
}

// lost tells whether a link is a veth whose other end is in none of the namespaces, such as one without a name.
func (w *writer) lost(l *topo.Link) bool {
	if l.Kind != "veth" || l.Peer == nil {
		return l.Kind == "veth"
	}
	_, other := w.t.Link(*l.Peer)
	return other == nil
}

// usualMTU is that of Ethernet; where a link has it, it goes without saying.
const usualMTU = 1500

// below gives the bars of the rows beneath a link: those that go on to the next port, and that of its own ports.
func below(bars []mask, hasPorts bool) []mask {
	var on []mask
	for _, b := range bars {
		on = append(on, b&south|(b&south)>>2)
	}
	if hasPorts {
		on = append(on, north|south)
	}
	return on
}

func (w *writer) end(l *topo.Link) topo.End { return topo.End{Namespace: w.ns.ID, Index: l.Index} }

// global tells whether a link has other addresses than those that every lo has.
func (w *writer) global(l *topo.Link) bool {
	return slices.ContainsFunc(l.Addrs, func(a topo.Addr) bool { return a.Scope != "host" })
}

func (w *writer) addresses(l *topo.Link) []piece {
	var list []piece
	for _, a := range l.Addrs {
		if a.Scope == "host" {
			continue
		}
		p := piece{text: addrText(a), role: roleAddress}
		if a.Family == "inet6" && a.Scope == "link" {
			if !w.d.local {
				continue
			}
			p.role = roleAddressLocal
		}
		if w.news.address(w.end(l), p.text) {
			p.role = roleChanged
		}
		list = append(list, p)
	}
	return list
}

// loopback is the first of lo's own addresses, which is the same everywhere.
func (w *writer) loopback(l *topo.Link) []piece {
	for _, a := range l.Addrs {
		if a.Scope == "host" {
			return []piece{{text: addrText(a), role: roleDim, optional: !w.d.below}}
		}
	}
	return nil
}

// ways writes the default routes, and the others that somebody set.
func (w *writer) ways() {
	first := true
	for _, r := range w.ns.Routes {
		isDefault := r.Dst.IsValid() && r.Dst.Bits() == 0
		if r.Table != topo.TableMain && r.Table != 0 || !isDefault && (!w.d.routes || r.Protocol == "kernel") ||
			r.Family == "inet6" && r.Dst.Addr().IsMulticast() {
			continue
		}
		if first && w.d.air {
			w.rows = append(w.rows, row{})
		}
		first = false
		out := row{flush: true, pieces: []piece{{text: "→ " + routeText(r), role: roleRoute}}}
		if r.DevName != "" {
			dev := piece{text: "dev " + clean(r.DevName), role: roleDim, optional: !w.d.routes}
			out.pieces = append(out.pieces, dev)
		}
		if mark := w.news.route(w.ns.ID, r); mark != "" {
			out.mark, out.pieces[0].role = mark, roleChanged
		}
		w.rows = append(w.rows, out)
	}
}

func routeText(r topo.Route) string {
	text := "default"
	if r.Dst.IsValid() && r.Dst.Bits() > 0 {
		text = prefixText(r.Dst)
	}
	if r.Type != "" && r.Type != "unicast" {
		text = clean(r.Type) + " " + text
	}
	if r.Gateway.IsValid() {
		text += " via " + clean(r.Gateway.String())
	}
	return text
}

// prefixText leaves out the length where it is the whole address, as `ip route` does.
func prefixText(p netip.Prefix) string {
	if p.IsSingleIP() {
		return clean(p.Addr().String())
	}
	return clean(p.String())
}

func addrText(a topo.Addr) string {
	if a.Peer.IsValid() {
		return clean(a.Local.String() + " peer " + netip.PrefixFrom(a.Peer, a.PrefixLen).String())
	}
	return clean(netip.PrefixFrom(a.Local, a.PrefixLen).String())
}

func isLo(l *topo.Link) bool { return l.Type == "loopback" || l.Type == "" && l.Name == "lo" }
