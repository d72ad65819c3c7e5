package ipcmd

import (
	"slices"

	"vethlab/lab/topo"
)

// matchLinks makes an end of every link, and joins those of the two topologies that are the same link. A cable stays whole: both its
// ends stay, or none. old and spaces are the namespaces of from and of to by their identities.
func (t *transcriber) matchLinks(old, spaces map[topo.ID]*space) {
	was := map[topo.End]*end{}
	for _, ns := range t.from.Namespaces {
		for _, l := range ns.Links {
			e := &end{space: old[ns.ID], now: l, was: l.Name, spent: l.Kind == "bridge" && isSpent(l)}
			was[topo.End{Namespace: ns.ID, Index: l.Index}] = e
			t.ends = append(t.ends, e)
		}
		for _, f := range ns.FDB {
			if e := was[topo.End{Namespace: ns.ID, Index: f.Dev}]; e != nil {
				e.fdb = append(e.fdb, f)
			}
		}
	}
	for at, e := range was {
		if e.now.Peer != nil {
			e.peer = was[*e.now.Peer]
		}
		e.master = was[topo.End{Namespace: at.Namespace, Index: e.now.Master}]
	}
	m := matcher{t: t, was: was, old: old, spaces: spaces, taken: map[*end]bool{}, found: map[topo.End]*end{}}
	for _, same := range []func(topo.End, topo.Link, *end) bool{m.identical, m.named} {
		for _, both := range []bool{true, false} {
			m.each(func(at topo.End, l topo.Link) { m.try(at, l, same, both) })
		}
	}
	t.adopt(m)
}

// matcher pairs the links of to with those of from.
type matcher struct {
	t           *transcriber
	was         map[topo.End]*end
	old, spaces map[topo.ID]*space
	taken       map[*end]bool
	found       map[topo.End]*end // by the place in to
}

func (m matcher) each(visit func(topo.End, topo.Link)) {
	for _, ns := range m.t.to.Namespaces {
		for _, l := range ns.Links {
			visit(topo.End{Namespace: ns.ID, Index: l.Index}, l)
		}
	}
}

// identical tells whether a link of to has the identity of one that was.
func (m matcher) identical(at topo.End, l topo.Link, e *end) bool {
	return e.space == m.spaces[at.Namespace] && e.space.old.ID == at.Namespace && e.now.Index == at.Index
}

func (m matcher) named(at topo.End, l topo.Link, e *end) bool {
	return e.space == m.spaces[at.Namespace] && e.now.Name == l.Name
}

// try looks for the link that a link of to was. Of a cable both ends must be the same, or one will do.
func (m matcher) try(at topo.End, l topo.Link, same func(topo.End, topo.Link, *end) bool, both bool) {
	if m.found[at] != nil {
		return
	}
	for _, e := range m.t.ends {
		if m.taken[e] || e.now.Kind != l.Kind || e.now.Type != l.Type || !same(at, l, e) {
			continue
		}
		if l.Peer == nil || e.peer == nil {
			if l.Peer == nil && e.peer == nil && both {
				m.taken[e], m.found[at] = true, e
			}
			continue
		}
		_, far := m.t.to.Link(*l.Peer)
		if far == nil || m.found[*l.Peer] != nil || m.taken[e.peer] || both && !same(*l.Peer, *far, e.peer) {
			continue
		}
		if !m.reaches(e, at) || !m.reaches(e.peer, *l.Peer) {
			continue
		}
		m.taken[e], m.found[at] = true, e
		m.taken[e.peer], m.found[*l.Peer] = true, e.peer
	}
}

// reaches tells whether a link can be moved to where it shall be: back to the host there is no way that is the same in a lab and on
// a machine, for the host has no name.
func (m matcher) reaches(e *end, at topo.End) bool {
	target := m.spaces[at.Namespace]
	return e.space == target || target.name != topo.HostName
}

// adopt gives each link of to its end, a new one where it was not there.
func (t *transcriber) adopt(m matcher) {
	ends := map[topo.End]*end{}
	for i := range t.to.Namespaces {
		ns := &t.to.Namespaces[i]
		for j := range ns.Links {
			at := topo.End{Namespace: ns.ID, Index: ns.Links[j].Index}
			e := m.found[at]
			if e == nil {
				e = &end{}
				if ns.Links[j].Type == "loopback" {
					// Every new namespace has it.
					e.space, e.now = m.spaces[ns.ID], freshLo()
				}
				t.ends = append(t.ends, e)
			}
			e.to, e.target = &ns.Links[j], m.spaces[ns.ID]
			ends[at] = e
		}
	}
	for _, e := range ends {
		if e.space == nil && e.to.Peer != nil {
			e.peer = ends[*e.to.Peer]
		}
	}
	for _, e := range t.ends {
		if e.space != nil && e.to == nil && e.peer != nil && e.peer.to != nil {
			t.replace(e.peer)
		}
	}
}

// replace has a link deleted, with its other end, and new ones made in their place.
func (t *transcriber) replace(e *end) {
	both := []*end{e}
	if e.peer != nil {
		both = append(both, e.peer)
	}
	var made []*end
	for _, old := range both {
		if old.to != nil {
			made = append(made, &end{to: old.to, target: old.target})
		}
		old.to, old.target = nil, nil
	}
	if len(made) == 2 {
		made[0].peer, made[1].peer = made[1], made[0]
	}
	t.ends = append(t.ends, made...)
}

// plan sees to the order of links, which is that of their indexes: a link that comes out at the wrong place is given its index, or is
// made anew.
func (t *transcriber) plan() {
	for _, e := range slices.Clone(t.ends) {
		if e.space != nil && e.to != nil && t.isPast(e) {
			t.replace(e)
		}
	}
	for again := true; again; {
		again = false
		for _, s := range t.spaces {
			again = t.planSpace(s) || again
		}
	}
	for !t.orderOfCreation(func(*end, *end) {}) || t.isUneven() {
	}
}

// isUneven tells whether a cable has an end with an index that is made along with one without: the kernel gives the second its index
// only if the first was given one too (veth_newlink). Then it has had indexes given in that namespace.
func (t *transcriber) isUneven() bool {
	uneven := false
	t.orderOfCreation(func(e, peer *end) {
		if e, peer = t.mainFirst(e, peer); peer != nil && peer.index != 0 && e.index == 0 && !uneven {
			uneven, e.target.explicit = true, true
		}
	})
	for _, s := range t.spaces {
		t.planSpace(s)
	}
	return uneven
}

// mainFirst tells which end of a cable is made first: the one that is nearer to the host, or that has an index. The second is made
// along, in a namespace that must have a name.
func (t *transcriber) mainFirst(e, peer *end) (first, second *end) {
	if peer == nil || peer.target == e.target {
		return e, peer
	}
	if slices.Index(t.spaces, peer.target) < slices.Index(t.spaces, e.target) {
		e, peer = peer, e
	}
	if e.index == 0 && peer.index != 0 && e.target.name != topo.HostName {
		e, peer = peer, e
	}
	return e, peer
}

// planSpace gives indexes to what must come before a link that stays. It tells whether it had to replace a link.
func (t *transcriber) planSpace(s *space) (replaced bool) {
	links := t.linksOf(s)
	last := -1
	for i, e := range links {
		if e.space == s {
			last = i
		}
	}
	at := 0
	for i, e := range links[:last+1] {
		if e.space == s {
			if e.now.Index <= at {
				t.replace(e)
				return true
			}
			at, e.index = e.now.Index, 0
			continue
		}
		next := links[i+1]
		for j := i + 1; next.space != s; j++ {
			next = links[j]
		}
		if e.index = at + 1; e.index >= next.now.Index {
			t.replace(next)
			return true
		}
		if wanted := e.to.Index; wanted > at && wanted < next.now.Index {
			e.index = wanted
		}
		at = e.index
	}
	return !t.planTail(s, links[last+1:], at) && t.planSpace(s)
}

// planTail sees to the links after the last that stays, whose index is at. The kernel gives a new link an index above all that it gave
// in the namespace before, which nobody can see; one that moves takes its index along, if it is free. It is false if they must be
// planned anew, with indexes given.
func (t *transcriber) planTail(s *space, links []*end, at int) bool {
	var created, moved bool
	for _, e := range links {
		moves := e.space != nil
		switch e.index = 0; {
		case s.explicit || !moves && moved:
			e.index = max(at+1, e.to.Index)
			at = e.index
		case moves && (created || e.now.Index <= at || t.busy(s, e.now.Index)):
			s.explicit = true
			return false
		case moves:
			at, moved = e.now.Index, true
		default:
			created = true
		}
	}
	return true
}

// busy tells whether a link has the index that will leave the namespace later.
func (t *transcriber) busy(s *space, index int) bool {
	return slices.ContainsFunc(t.ends, func(e *end) bool { return e.space == s && e.to != nil && e.target != s && e.now.Index == index })
}

// orderOfCreation visits what is to be made, in an order in which each link comes out at its place: a cable with both its ends. It is
// false where there is none; then it has chosen a namespace in which indexes are given.
func (t *transcriber) orderOfCreation(visit func(e, peer *end)) bool {
	q := queues{}
	var todo []*end
	for _, s := range t.spaces {
		for _, e := range t.linksOf(s) {
			if e.space == nil {
				todo = append(todo, e)
				q.add(e)
			}
		}
	}
	done := map[*end]bool{}
	for progress := true; progress; {
		progress = false
		for _, e := range todo {
			if done[e] || !q.takes(e) {
				continue
			}
			done[e], done[e.peer], progress = true, true, true
			if e.peer != nil && e.peer.target == e.target {
				// Of two ends in one namespace the kernel makes the second first.
				e = e.peer
			}
			visit(e, e.peer)
		}
	}
	for _, e := range todo {
		if !done[e] {
			t.explain(q)
			return false
		}
	}
	return true
}

// queues are the links of each namespace that wait to be made, in the order of the indexes that the kernel will give them.
type queues map[*space][]*end

func (q queues) add(e *end) {
	if e.index == 0 {
		q[e.target] = append(q[e.target], e)
	}
}

// takes takes a link out, with its other end, if it is their turn. One that is given its index has no turn.
func (q queues) takes(e *end) bool {
	heads := map[*space]int{}
	for _, end := range []*end{e, e.peer} {
		if end == nil || end.index != 0 {
			continue
		}
		at := heads[end.target]
		if at >= len(q[end.target]) || q[end.target][at] != end {
			return false
		}
		heads[end.target]++
	}
	for s, n := range heads {
		q[s] = q[s][n:]
	}
	return true
}

// explain chooses a namespace where links wait for each other, and has its new links given their indexes.
func (t *transcriber) explain(waiting queues) {
	for _, s := range t.spaces {
		if len(waiting[s]) > 0 && !s.explicit {
			s.explicit = true
			t.planSpace(s)
			return
		}
	}
}

func freshLo() topo.Link {
	const loopback = 1 << 3
	return topo.Link{Index: 1, Name: "lo", Type: "loopback", Flags: loopback, MTU: 65536, TxQueue: 1000}
}
