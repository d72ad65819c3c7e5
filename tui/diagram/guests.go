package diagram

import (
	"fmt"
	"hash/fnv"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// What stands before a container's name.
const (
	signContainer = "▣"
	signDead      = "×"
)

// edge is what happens to packets at the frame of a box, on the side of its wires.
type edge uint8

const (
	noEdge edge = iota
	edgeOut
	edgeIn
)

// sign points away from the box, or into it.
func (e edge) sign(right bool) string {
	if (e == edgeOut) == right {
		return "▷"
	}
	return "◁"
}

// housed gives each container that has exited a namespace with nothing in it, for a box of its own beside the others.
func housed(t topo.Topology) topo.Topology {
	for _, c := range t.Exited {
		id := fnv.New64()
		id.Write([]byte(c.ID)) // never fails
		// No inode is so large.
		room := topo.Namespace{Name: c.Name, ID: topo.ID(id.Sum64() | 1<<63), Containers: []topo.Container{c}}
		t.Namespaces = append(slices.Clip(t.Namespaces), room)
	}
	return t
}

// exited tells that the namespace stands for a container that has none any more; every other has lo.
func (w *writer) exited() bool {
	return len(w.ns.Links) == 0 && len(w.ns.Containers) == 1 && w.ns.Containers[0].Pid == 0
}

// mark is that of the box.
func (w *writer) mark() string {
	if w.exited() {
		return w.news.container(0, w.ns.Containers[0])
	}
	return w.news.namespace(w.ns.ID)
}

// title is the name of the namespace's first container, or its own.
func (w *writer) title(line bool) string {
	if w.hub || len(w.ns.Containers) == 0 {
		return clean(w.ns.Name)
	}
	if w.d.inside || len(w.ns.Containers) > 1 && !line {
		return clean(w.ns.Containers[0].Name)
	}
	return sign(w.ns.Containers[0]) + " " + clean(w.ns.Containers[0].Name)
}

// titleRole tells namespaces with containers from others, and those with none left alive.
func (w *writer) titleRole() role {
	switch {
	case w.hub || len(w.ns.Containers) == 0:
		return roleTitle
	case !slices.ContainsFunc(w.ns.Containers, func(c topo.Container) bool { return c.Pid != 0 }):
		return roleDown
	}
	return roleContainer
}

func sign(c topo.Container) string {
	if c.Pid == 0 {
		return signDead
	}
	return signContainer
}

// containers writes those whose processes live in the namespace. They come last, so that no other row moves when they come or go.
func (w *writer) containers() {
	if name := clean(w.ns.Name); len(w.ns.Containers) > 0 && !w.hub && w.ns.Path == "" && name != clean(w.ns.Containers[0].Name) {
		w.aside = append(w.aside, piece{text: "netns " + name, role: roleDim, optional: true})
	}
	if len(w.ns.Containers) == 1 && !w.hub && !w.d.inside {
		c := w.ns.Containers[0]
		w.aside = append(w.aside, piece{text: w.process(c), role: roleDim, optional: !w.exited()})
		if c.Image != "" {
			w.aside = append(w.aside, piece{text: clean(c.Image), role: roleDim, optional: true})
		}
		return
	}
	for i, c := range w.ns.Containers {
		if i == 0 && w.d.air {
			w.rows = append(w.rows, row{})
		}
		name := piece{text: sign(c) + " " + clean(c.Name), role: roleContainer}
		r := row{flush: true}
		if c.Pid == 0 {
			name.role = roleDown
		}
		if mark := w.news.container(w.ns.ID, c); mark != "" {
			r.mark, name.role = mark, roleChanged
		}
		r.pieces = append(r.pieces, name)
		little := w.d.terse || w.d.brief
		if c.Image != "" {
			r.pieces = append(r.pieces, piece{text: clean(c.Image), role: roleDim, optional: little, near: true, yields: true})
		}
		r.pieces = append(r.pieces, piece{text: w.process(c), role: roleDim, optional: little && !w.exited(), near: true})
		if mode := modeText(w.t, c); mode != "" {
			r.pieces = append(r.pieces, piece{text: "--net " + mode, role: roleDim, optional: true})
		}
		w.rows = append(w.rows, r)
	}
}

func (w *writer) process(c topo.Container) string {
	if c.Pid == 0 {
		return w.o.Words.Exited
	}
	return "pid " + strconv.Itoa(c.Pid)
}

// modeText is what --net said, with the name of the container whose namespace is shared.
func modeText(t topo.Topology, c topo.Container) string {
	id, shared := strings.CutPrefix(c.Mode, "container:")
	if !shared {
		return clean(c.Mode)
	}
	for _, ns := range t.Namespaces {
		for _, other := range ns.Containers {
			if other.ID == id {
				return "container:" + clean(other.Name)
			}
		}
	}
	return clean("container:" + id[:min(len(id), 12)])
}

// doors writes where packets get other addresses: on their way out, and on their way in to a published port.
func (w *writer) doors() {
	for i, n := range masquerades(w.ns) {
		if i == 0 && w.d.air {
			w.rows = append(w.rows, row{})
		}
		r := row{flush: true, edge: edgeOut, pieces: []piece{{text: n.text(w.o.Words), role: roleNAT}}}
		if n.notOut != "" {
			text := fmt.Sprintf(w.o.Words.NotTo, clean(n.notOut))
			r.pieces = append(r.pieces, piece{text: text, role: roleDim, optional: true, near: true})
		}
		w.rows = append(w.rows, w.ruled(r, n.rule))
	}
	for _, p := range w.published() {
		r := row{flush: true, edge: edgeIn, pieces: []piece{{text: p.text(), role: rolePublished}}}
		if p.protocol != "tcp" {
			r.pieces = append(r.pieces, piece{text: clean(p.protocol), role: rolePublished})
		}
		if p.name != "" && p.to.IsValid() {
			r.pieces = append(r.pieces, piece{text: clean(p.name), role: roleDim, optional: true, near: true})
		}
		w.rows = append(w.rows, w.ruled(r, p.rule))
	}
}

// ruled lights a row if the rule that it tells of is news.
func (w *writer) ruled(r row, rule string) row {
	if mark := w.news.rule(w.ns.ID, rule); mark != "" {
		r.mark, r.pieces[0].role = mark, roleChanged
	}
	return r
}

// nat is a rule that gives packets the host's address as they leave.
type nat struct {
	from   netip.Prefix // whose packets; the zero Prefix for all
	notOut string       // the link by which they do not leave, empty for any
	rule   string       // that says so
}

func (n nat) text(w Words) string {
	if !n.from.IsValid() {
		return fmt.Sprintf(w.NAT, "*")
	}
	return fmt.Sprintf(w.NAT, n.from.String())
}

// masquerades are those of a namespace's rules. Those that only turn a container's packets to itself back are not for the way out.
func masquerades(ns topo.Namespace) []nat {
	var list []nat
	for _, r := range rules(ns) {
		from, notOut, ok := r.Masquerades()
		n := nat{from, notOut, r.Text}
		same := func(o nat) bool { return o.from == n.from && o.notOut == n.notOut }
		if ok && !strings.Contains(r.Text, " daddr ") && !slices.ContainsFunc(list, same) {
			list = append(list, n)
		}
	}
	return list
}

func rules(ns topo.Namespace) []topo.Rule {
	var list []topo.Rule
	for _, t := range ns.Tables {
		for _, c := range t.Chains {
			list = append(list, c.Rules...)
		}
	}
	return list
}

// door is a published port.
type door struct {
	protocol string
	host     netip.Addr // the zero Addr for all of the host's
	port     uint16
	to       netip.AddrPort // the zero AddrPort where no rule says
	name     string         // of the container
	inner    uint16         // its port
	rule     string         // that says so
}

func (p door) text() string {
	host := ":" + strconv.Itoa(int(p.port))
	if p.host.IsValid() && !p.host.IsUnspecified() {
		host = netip.AddrPortFrom(p.host, p.port).String()
	}
	if p.to.IsValid() {
		return host + " → " + p.to.String()
	}
	return fmt.Sprintf("%s → %s:%d", host, clean(p.name), p.inner)
}

// published are the ports that the namespace's rules lead on; on the host also those that a container was asked to have.
func (w *writer) published() []door { return doorsOf(w.t, w.ns, w.hub) }

func doorsOf(t topo.Topology, ns topo.Namespace, hub bool) []door {
	var list []door
	find := func(protocol string, port uint16) int {
		return slices.IndexFunc(list, func(p door) bool { return p.protocol == protocol && p.port == port })
	}
	for _, r := range rules(ns) {
		protocol, port, to, ok := r.Publishes()
		// What leads to the namespace's own loopback, such as to Docker's name server, lets nobody in.
		if ok && !to.Addr().IsLoopback() && find(protocol, port) < 0 {
			list = append(list, door{protocol: protocol, port: port, to: to, rule: r.Text})
		}
	}
	if !hub {
		return list
	}
	for _, other := range t.Namespaces {
		for _, c := range other.Containers {
			for _, p := range c.Ports {
				i := find(p.Protocol, p.Host.Port())
				if i < 0 {
					i = len(list)
					list = append(list, door{protocol: p.Protocol, port: p.Host.Port(), inner: p.Port})
				}
				list[i].host, list[i].name = p.Host.Addr(), c.Name
			}
		}
	}
	return list
}

// plain tells that a line for each link is enough for the namespace.
func (w *writer) plain() bool {
	others := 0
	for i := range w.ns.Links {
		l := &w.ns.Links[i]
		if l.Kind == "bridge" || l.Master != 0 {
			return false
		}
		if !isLo(l) {
			others++
		}
	}
	return others <= 3 && len(masquerades(w.ns))+len(w.published()) == 0
}

// longestName is how long the name in a line may be where there is little room.
const longestName = 14

// lines is a namespace without a frame: its name, and for each link its state and its first address.
func (w *writer) lines() []row {
	var rows []row
	for i := range w.ns.Links {
		if l := &w.ns.Links[i]; !isLo(l) || len(w.ns.Links) == 1 {
			rows = append(rows, w.lineOf(l, isLo(l) || len(w.ns.Links) > 2))
		}
	}
	switch {
	case w.exited():
		rows = []row{{}}
	case len(rows) == 0:
		rows = []row{{pieces: []piece{{text: w.o.Words.OnlyLo, role: roleDim}}}}
	}
	first := &rows[0]
	if len(w.ns.Containers) == 1 {
		c := w.ns.Containers[0]
		first.pieces = append(first.pieces, piece{text: w.process(c), role: roleDim, optional: !w.exited()})
		if c.Image != "" {
			first.pieces = append(first.pieces, piece{text: clean(c.Image), role: roleDim, optional: true})
		}
	}
	first.name = piece{text: w.title(true), role: w.titleRole()}
	first.close = w.d.cut && w.ns.Name == outsideName // rather it than all others is cut short
	if w.d.tight {
		first.name.text = shorten(first.name.text, longestName)
	}
	if w.ns.Name == w.o.Here && w.o.Here != "" {
		first.name = piece{text: "▶ " + first.name.text, role: roleTitleHere}
	}
	if mark := w.mark(); mark != "" {
		first.mark, first.name.role = mark, roleChanged
	}
	return w.sharers(rows)
}

// sharers writes the other containers of a line beneath its first.
func (w *writer) sharers(rows []row) []row {
	for i, c := range w.ns.Containers {
		if i == 0 {
			continue
		}
		if i == len(rows) {
			rows = append(rows, row{})
		}
		name := piece{text: sign(c) + " " + clean(c.Name), role: roleContainer}
		if c.Pid == 0 {
			name.role = roleDown
		}
		if w.d.tight {
			name.text = shorten(name.text, longestName)
		}
		if mark := w.news.container(w.ns.ID, c); mark != "" {
			rows[i].mark, name.role = mark, roleChanged
		}
		rows[i].name = name
		if mode := modeText(w.t, c); mode != "" && len(rows[i].pieces) == 0 {
			rows[i].pieces = []piece{{text: "--net " + mode, role: roleDim, optional: true, near: true}}
		}
	}
	return rows
}

// lineOf is a link of such a namespace, with its name where that tells it from others.
func (w *writer) lineOf(l *topo.Link, named bool) row {
	r := row{mark: w.news.link(w.end(l))}
	if named || !w.d.terse && !w.d.brief {
		r.pieces = append(r.pieces, piece{text: clean(l.Name), role: roleDim})
	}
	word := w.state(l)
	if isLo(l) {
		r.pieces = append(r.pieces, word)
		return r
	}
	r.link, r.lost, r.alive = l.Index, w.lost(l), carrier(l)
	late := w.d.cut && stateOf(*l) == stateUp // its plug says so too
	if !late {
		r.pieces = append(r.pieces, word)
	}
	if more := w.addresses(l); len(more) > 0 {
		if w.d.tight || w.d.bare && w.ns.Name == outsideName {
			more[0].text, _, _ = strings.Cut(more[0].text, "/")
		}
		r.pieces = append(r.pieces, counted(more)...)
	}
	if late {
		word.optional, word.near = true, true
		r.pieces = append(r.pieces, word)
	}
	return r
}
