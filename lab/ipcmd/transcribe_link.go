package ipcmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

func (e *end) isUp() bool { return e.now.Flags&topo.FlagUp != 0 }

// moves tells whether a link leaves its namespace for another.
func (e *end) moves() bool { return e.to != nil && e.space != nil && e.space != e.target }

// removeLinks deletes what goes: of a cable one end, which takes the other along. What is in a namespace that goes too is left to that,
// unless its other end is elsewhere: the kernel takes a namespace down in its own time.
func (t *transcriber) removeLinks() {
	var gone []*end
	for _, e := range t.ends {
		if e.space == nil || e.to != nil || e.now.Type == "loopback" || slices.Contains(gone, e) {
			continue
		}
		stays := slices.Contains(t.spaces, e.space)
		if !stays && (e.peer == nil || !slices.Contains(t.spaces, e.peer.space)) {
			continue
		}
		if !stays && e.peer != nil && e.space.name != topo.HostName {
			e = e.peer
		} else if stays && e.peer != nil && e.peer.space.name == topo.HostName {
			e = e.peer
		}
		t.say(e.space, "ip", "link", "delete")
		t.more(device(e.now.Name)...)
		for _, end := range []*end{e, e.peer} {
			if end != nil {
				t.forget(end)
				t.leave(end)
				gone = append(gone, end)
			}
		}
	}
	t.ends = slices.DeleteFunc(t.ends, func(e *end) bool { return e.space != nil && e.to == nil })
}

// more adds words to the last step.
func (t *transcriber) more(words ...string) {
	last := &t.steps[len(t.steps)-1]
	last.Argv = append(last.Argv, words...)
}

// forget takes away what goes with a link that leaves its namespace: its routes and neighbours, and the routes
// of others that have an address of its as their source.
func (t *transcriber) forget(e *end) {
	for _, a := range e.now.Addrs {
		e.space.loseSource(a)
	}
	t.forgetRoutes(e, func(r topo.Route) bool { return leavesBy(r, e.now.Index) })
	t.forgetNeighbours(e, "")
}

// forgetRoutes takes the routes of a link's namespace away that are gone.
func (t *transcriber) forgetRoutes(e *end, gone func(topo.Route) bool) {
	e.space.routes = slices.DeleteFunc(e.space.routes, gone)
}

// leavesBy tells whether a route, or a way of it, leaves by a link.
func leavesBy(r topo.Route, index int) bool {
	return r.Dev == index || slices.ContainsFunc(r.NextHops, func(h topo.NextHop) bool { return h.Dev == index })
}

// forgetNeighbours takes the neighbours of a link away, those of one family if it is not empty.
func (t *transcriber) forgetNeighbours(e *end, family string) {
	e.space.neighbours = slices.DeleteFunc(e.space.neighbours, func(n topo.Neighbour) bool {
		return n.Dev == e.now.Index && (family == "" || n.Dst.Is4() == (family == "inet"))
	})
}

// set adds `ip link set` of a link with these words, or adds them to the last step if that sets the same link.
func (t *transcriber) set(e *end, words ...string) {
	begin := append([]string{"ip", "link", "set"}, device(e.now.Name)...)
	if n := len(t.steps); n > 0 {
		last := t.steps[n-1]
		if last.Namespace == e.space.name && len(last.Argv) > len(begin) && slices.Equal(last.Argv[:len(begin)], begin) && !ends(last.Argv) {
			t.more(words...)
			return
		}
	}
	t.say(e.space, append(begin, words...)...)
}

// ends tells whether a step that sets a link must stay as it is: what says where a link goes, what it is called or that it is up or
// down is easier to read alone, or comes last.
func ends(argv []string) bool {
	last := argv[len(argv)-1]
	return last == "up" || last == "down" || slices.Contains(argv, "netns") || slices.Contains(argv, "name") || slices.Contains(argv, "type")
}

// down sets a link down, which empties much of it.
func (t *transcriber) down(e *end) {
	t.set(e, "down")
	e.now.Flags &^= topo.FlagUp
	t.forgetRoutes(e, func(r topo.Route) bool {
		// One with several ways stays while another of them is up.
		return leavesBy(r, e.now.Index) && !slices.ContainsFunc(t.ends, func(o *end) bool {
			return r.Family == "inet" && o != e && o.space == e.space && o.isUp() && leavesBy(r, o.now.Index)
		})
	})
	t.forgetNeighbours(e, "")
	t.loseInet6(e)
}

func (t *transcriber) leaveBridges() {
	for _, e := range t.ends {
		if e.space == nil || e.master == nil || e.moves() {
			continue
		}
		if e.master.to == nil || t.masterOf(e) != e.master {
			// That of a bridge that was deleted has left already.
			if e.master.to != nil {
				t.set(e, "nomaster")
			}
			t.leave(e)
		}
	}
}

// masterOf is the bridge that a link shall be a port of, nil for none.
func (t *transcriber) masterOf(e *end) *end {
	if e.to.Master == 0 {
		return nil
	}
	for _, m := range t.ends {
		if m.to != nil && m.target == e.target && m.to.Index == e.to.Master {
			return m
		}
	}
	return nil
}

// setDown sets down what shall be down, what is renamed, because not every kernel renames a link that is up, and what shall come up
// after another.
func (t *transcriber) setDown() {
	for _, e := range t.ends {
		if e.space == nil || !e.isUp() || e.moves() {
			continue
		}
		if e.to.Flags&topo.FlagUp == 0 && !t.late(e) || e.to.Name != e.now.Name || t.isSecond(e) {
			t.down(e)
		}
	}
}

// moveLinks moves links to their namespaces, and names them there if they can be.
func (t *transcriber) moveLinks() {
	for _, e := range t.ends {
		if !e.moves() {
			continue
		}
		words := []string{"netns", e.target.name}
		if e.target.path != "" {
			words[1] = pidOf(e.target.path)
		}
		if name := t.freeName(e); name != e.now.Name {
			words = append([]string{"name", name}, words...)
		}
		if e.index != 0 {
			words = append([]string{"index", strconv.Itoa(e.index)}, words...)
		}
		t.set(e, words...)
		t.forget(e)
		if i := slices.Index(words, "name"); i >= 0 {
			e.now.Name = words[i+1]
		}
		t.leave(e)
		e.space, e.now.Addrs, e.was = e.target, nil, ""
		e.now.Flags &^= topo.FlagUp
		if e.index != 0 {
			e.now.Index = e.index
		}
	}
}

// freeName is the name that a link takes in the namespace it goes to: its own, if that is free there, or one for the time being.
func (t *transcriber) freeName(e *end) string {
	for _, name := range []string{e.to.Name, e.now.Name} {
		if !t.has(e.target, name) {
			return name
		}
	}
	return t.unusedName(e.target)
}

func (t *transcriber) has(s *space, name string) bool {
	return slices.ContainsFunc(t.ends, func(e *end) bool { return e.space == s && e.now.Name == name })
}

func (t *transcriber) unusedName(s *space) string {
	for i := 0; ; i++ {
		name := fmt.Sprintf("spare%d", i)
		if !t.has(s, name) && s.to.Link(name) == nil {
			return name
		}
	}
}

// renameLinks renames those that are free to go first; where names are exchanged one is put aside.
func (t *transcriber) renameLinks() {
	for {
		var waiting *end
		progress := false
		for _, e := range t.ends {
			if e.space == nil || e.now.Name == e.to.Name {
				continue
			}
			if t.has(e.space, e.to.Name) {
				waiting = e
				continue
			}
			t.rename(e, e.to.Name)
			progress = true
		}
		if waiting == nil {
			return
		}
		if !progress {
			t.rename(waiting, t.unusedName(waiting.space))
		}
	}
}

func (t *transcriber) rename(e *end, name string) {
	t.set(e, "name", name)
	for i := range e.space.neighbours {
		if e.space.neighbours[i].Dev == e.now.Index {
			e.space.neighbours[i].DevName = name
		}
	}
	for i := range e.space.routes {
		if e.space.routes[i].Dev == e.now.Index {
			e.space.routes[i].DevName = name
		}
	}
	e.now.Addrs = relabel(e.now.Addrs, e.now.Name, name)
	e.now.Name = name
}

// relabel gives the labels of IPv4 addresses after a rename (inetdev_changename of devinet.c).
func relabel(addrs []topo.Addr, old, name string) []topo.Addr {
	const longest = 15
	addrs = slices.Clone(addrs)
	named := 0
	for i := range addrs {
		a := &addrs[i]
		if a.Family != "inet" {
			continue
		}
		label := name
		if named > 0 {
			suffix := fmt.Sprintf(":%d", named)
			if dot := strings.IndexByte(a.Label, ':'); dot >= 0 {
				suffix = a.Label[dot:]
			}
			if len(suffix)+len(name) <= longest {
				label += suffix
			} else {
				label = name[:longest-len(suffix)] + suffix
			}
		}
		named++
		a.Label = label
	}
	return addrs
}

// createLinks makes what is new, in the order of the indexes that they shall have.
func (t *transcriber) createLinks() {
	var pairs [][2]*end
	t.orderOfCreation(func(e, peer *end) { pairs = append(pairs, [2]*end{e, peer}) })
	for _, p := range pairs {
		t.create(p[0], p[1])
	}
}

func (t *transcriber) create(e, peer *end) {
	e, peer = t.mainFirst(e, peer)
	words := append([]string{"ip", "link", "add"}, t.newWords(e)...)
	words = append(words, "type", e.to.Kind)
	if e.to.Kind == "bridge" {
		e.now.Bridge = freshBridge()
		if !losesCarrier(e) {
			settings := bridgeChanges(e.now.Bridge, e.to.Bridge)
			words, e.spent, e.now.Bridge = append(words, settings...), spends(settings), e.to.Bridge
		}
	}
	if peer != nil {
		words = append(append(words, "peer"), t.newWords(peer)...)
		if peer.target != e.target {
			words = append(words, "netns", peer.target.name)
			if peer.target.path != "" {
				words[len(words)-1] = pidOf(peer.target.path)
			}
		}
	}
	t.say(e.target, words...)
	if e.to.Kind == "veth" && peer == nil {
		// Its other end is where nobody sees it.
		t.more("peer", "name", e.to.Name+"p")
	}
}

// newWords are those of a new link, or of its other end.
func (t *transcriber) newWords(e *end) []string {
	e.space = e.target
	e.now = topo.Link{Name: e.to.Name, Kind: e.to.Kind, Type: e.to.Type, MTU: 1500, TxQueue: 1000}
	e.now.Flags = (e.to.Flags | multicast) &^ (topo.FlagUp | topo.FlagPromisc | allMulticast | noARP)
	e.now.Index = e.to.Index
	words := named("name", e.to.Name)
	if e.peer != nil {
		words = []string{"name", e.to.Name}
		if t.isMain(e) {
			words = named("name", e.to.Name)
		}
	}
	if e.index != 0 {
		words = append(words, "index", strconv.Itoa(e.index))
	}
	if t.chosen(e) {
		e.now.Address = e.to.Address
		words = append(words, "address", e.to.Address)
	}
	if e.to.Kind != "bridge" && e.to.MTU != e.now.MTU {
		words, e.now.MTU = append(words, "mtu", strconv.Itoa(e.to.MTU)), e.to.MTU
	}
	if e.to.TxQueue != e.now.TxQueue {
		words, e.now.TxQueue = append(words, "txqueuelen", strconv.Itoa(e.to.TxQueue)), e.to.TxQueue
	}
	return words
}

// isMain tells whether a link is the first of a pair that is being made: its other end is not there yet.
func (t *transcriber) isMain(e *end) bool { return e.peer.space == nil }
