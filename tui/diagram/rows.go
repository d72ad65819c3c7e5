package diagram

import (
	"cmp"
	"fmt"
	"math"
	"net/netip"
	"slices"

	"vethlab/lab/topo"
)

// writer writes the rows of one namespace.
type writer struct {
	o     Options
	d     detail
	news  news
	t     topo.Topology
	ends  ends
	ns    topo.Namespace
	order order
	hub   bool
	rows  []row
	aside []piece

	next, linked int // as of box
}

// box tells the namespace.
func (w *writer) box() box {
	b := box{
		id: w.ns.ID, name: w.title(false), role: w.titleRole(), key: w.ns.Name, here: w.ns.Name == w.o.Here && w.o.Here != "",
		mark: w.mark(), outside: !w.hub && w.ns.Name == outsideName,
	}
	if w.d.lines && !w.hub && w.plain() {
		b.line, b.rows = true, w.lines()
		b.measure()
		return b
	}
	w.links()
	w.ways()
	w.doors()
	w.containers()
	b.rows, b.aside, b.next, b.links = w.rows, w.aside, w.next, w.linked
	b.measure()
	return b
}

// outsideName is the namespace that stands for all that is beyond the host.
const outsideName = "internet"

// links writes all links, each bridge's ports beneath it.
func (w *writer) links() {
	ports := map[int][]*topo.Link{}
	for i := range w.ns.Links {
		if l := &w.ns.Links[i]; l.Master != 0 {
			ports[l.Master] = append(ports[l.Master], l)
		}
	}
	told := make(map[int]bool, len(w.ns.Links))
	for _, l := range w.masters() {
		w.tree(l, nil, ports, told)
		if l.Kind == "bridge" && w.next == 0 {
			w.next = len(w.rows)
		}
	}
	// What is left hangs on itself: no kernel does that, but a topology may come from a file.
	for i := range w.ns.Links {
		w.tree(&w.ns.Links[i], nil, nil, told)
	}
	if len(w.rows)+len(w.aside) == 0 && !w.exited() {
		w.rows = append(w.rows, row{flush: true, pieces: []piece{{text: w.o.Words.OnlyLo, role: roleDim}}})
	}
	w.linked = len(w.rows)
}

// masters are the links that are no ports: lo first, and those that lead beyond the host last, beside what happens to packets on that
// way. The others are as the kernel has them.
func (w *writer) masters() []*topo.Link {
	var list []*topo.Link
	for i := range w.ns.Links {
		if l := &w.ns.Links[i]; l.Master == 0 || w.ns.LinkByIndex(l.Master) == nil {
			list = append(list, l)
		}
	}
	rank := func(l *topo.Link) int {
		switch {
		case isLo(l):
			return 0
		case w.leadsOut(l):
			return 2
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b *topo.Link) int { return rank(a) - rank(b) })
	return list
}

// leadsOut tells that the other end of a host's link is beyond the host.
func (w *writer) leadsOut(l *topo.Link) bool {
	return w.hub && l.Peer != nil && w.ends[*l.Peer].namespace == outsideName
}

func (w *writer) tree(l *topo.Link, bars []mask, ports map[int][]*topo.Link, told map[int]bool) {
	if told[l.Index] {
		return
	}
	told[l.Index] = true
	mine := slices.DeleteFunc(slices.Clone(ports[l.Index]), func(p *topo.Link) bool { return told[p.Index] })
	slices.SortStableFunc(mine, func(a, b *topo.Link) int { return cmp.Compare(w.rank(a), w.rank(b)) })
	if w.d.air && len(bars) == 0 && len(w.rows) > 0 {
		w.rows = append(w.rows, row{})
	}
	outer := bars
	if l.Kind == "bridge" || len(mine) > 0 {
		bars = append(slices.Clone(bars), head)
		if len(mine) > 0 {
			bars[len(bars)-1] |= south
		}
	}
	w.link(l, bars, len(outer) > 0)
	for i, p := range mine {
		joint := north | east | south
		if i == len(mine)-1 {
			joint = north | east
		}
		w.tree(p, append(below(outer), joint), ports, told)
	}
}

// rank is where a port stands among those of its bridge: beside its other end.
func (w *writer) rank(l *topo.Link) int {
	if l.Peer != nil {
		if at, ok := w.order[l.Peer.Namespace]; ok {
			return at
		}
	}
	return math.MaxInt
}

// link writes a link's row, and the rows beneath it.
func (w *writer) link(l *topo.Link, bars []mask, port bool) {
	word := w.state(l)
	if isLo(l) && !w.d.lo && !w.global(l) {
		w.aside = append(w.aside, piece{text: clean(l.Name) + " " + word.text, role: word.role})
		return
	}
	r := row{bars: bars, link: l.Index, port: port, out: w.leadsOut(l), deep: port, mark: w.news.link(w.end(l))}
	r.name = piece{text: clean(l.Name), role: roleName}
	if w.news.added(w.end(l)) {
		r.name.role = roleChanged
	}
	r.pieces = []piece{word}
	if kind := clean(l.Kind); kind != "" && kind != "veth" && kind != "bridge" {
		r.pieces = append(r.pieces, piece{text: kind, role: roleDim, optional: w.d.terse})
	}
	more := w.addresses(l)
	bridge := l.Kind == "bridge"
	r.close = bridge && w.d.terse
	// What leads beyond the host stands below all else, where a row more moves nothing.
	beneath := w.d.below || w.d.under && w.hub || bridge && w.d.tight || r.out && !w.d.terse
	if len(more) > 0 && !beneath {
		if w.d.terse {
			more = counted(more)
		}
		more[0].optional = w.d.terse && !bridge
		if more[0].role == roleChanged && r.mark == "" {
			r.mark = markAdded
		}
		r.pieces, more = append(r.pieces, more[0]), more[1:]
	}
	if bridge {
		r.pieces = append(r.pieces, piece{text: l.Kind, role: roleDim, optional: true, near: true})
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
	case stateOf(*l) == stateNoCarrier && w.d.reason && l.Peer != nil:
		more = append([]piece{{text: w.o.Words.OtherEndDown, role: roleNoCarrier}}, more...)
	}
	w.rows = append(w.rows, r)
	w.beneath(more, bars, port)
}

// beneath writes what else there is to say of a link, a row each.
func (w *writer) beneath(more []piece, bars []mask, port bool) {
	for _, p := range more {
		beneath := row{bars: below(bars), pieces: []piece{p}, deep: port, flush: w.d.tight || w.d.brief}
		if beneath.flush && len(beneath.bars) == 0 {
			beneath.bars = []mask{0}
		}
		if p.role == roleChanged {
			beneath.mark = markAdded
		}
		w.rows = append(w.rows, beneath)
	}
}

// state is the word for a link's state; of a port that is up it is what the bridge does with it.
func (w *writer) state(l *topo.Link) piece {
	state, lit := stateOf(*l), w.news.state(w.end(l))
	p := piece{text: state.word(w.o.Words), role: state.role(lit)}
	if state != stateUp || l.Port == nil || l.Port.State == "" {
		return p
	}
	if word := portWord(l.Port.State, w.o.Words); word != "" {
		p.text = word
	}
	if l.Port.State != portForwarding && !lit {
		p.role = roleOther
	}
	return p
}

// lost tells whether a link is a veth whose other end is in none of the namespaces, such as one without a name.
func (w *writer) lost(l *topo.Link) bool {
	if l.Kind != "veth" || l.Peer == nil {
		return l.Kind == "veth"
	}
	return w.ends[*l.Peer].link == nil
}

// usualMTU is that of Ethernet; where a link has it, it goes without saying.
const usualMTU = 1500

// below gives the bars of the rows beneath a link: those that go on to the next port.
func below(bars []mask) []mask {
	on := make([]mask, 0, len(bars)+1)
	for _, b := range bars {
		on = append(on, b&south|(b&south)>>2)
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

// counted is the first of several addresses, with a sign for the others: how many they are.
func counted(list []piece) []piece {
	if len(list) < 2 {
		return list
	}
	first := list[0]
	first.text += fmt.Sprintf(" +%d", len(list)-1)
	if slices.ContainsFunc(list, func(p piece) bool { return p.role == roleChanged }) {
		first.role = roleChanged
	}
	return []piece{first}
}

// loopback is the first of lo's own addresses, which is the same everywhere.
func (w *writer) loopback(l *topo.Link) []piece {
	for _, a := range l.Addrs {
		if a.Scope == "host" {
			return []piece{{text: addrText(a), role: roleDim, optional: !w.d.below || w.d.brief, near: true}}
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
			dev := piece{text: "dev " + clean(r.DevName), role: roleDim, optional: true, near: true}
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
