//go:build linux

package kernel

import (
	"errors"
	"maps"
	"os"
	"slices"
	"sync"

	"golang.org/x/sys/unix"

	"vethlab/lab/topo"
)

// known is what was read of namespaces in which nothing has happened since, as far as events tell. There is something in it only
// while somebody watches.
//
// The kernel puts an event into the sockets of those who listen before the change returns to who made it. So who looks at the
// sockets first, and then takes what is known, misses no change that was made before.
type known struct {
	mu      sync.Mutex
	watcher *watcher // nil while nobody watches
	was     map[topo.ID]topo.Namespace
	// ends are the namespaces to which the veths of each lead: a link that comes up or goes down changes its other end, of which
	// the kernel tells in its own time.
	ends map[topo.ID][]topo.ID
	// ids are what each namespace calls others. An id stays as long as both live, and the watcher's sockets hold them.
	ids map[topo.ID]map[int]topo.ID
	// The touches are counted, so that what is read while a namespace is touched is not kept.
	count   uint64
	touched map[topo.ID]uint64
	doubted uint64
	// Of a namespace that was listened to from its birth on nothing need be asked that cannot have changed since: empty are those in which
	// no rule of nftables was ever made, plain those whose routing policy nobody has changed, unset those whose sysctls nobody can have set.
	empty, plain, unset map[topo.ID]bool
	// unheard is how much goes on that may change what no event tells of.
	unheard int
	births  uint64 // counted
	// shared is the mount of RunDir that was made a shared one, 0 if somebody may have changed that since.
	shared uint64
}

func (k *known) begin(w *watcher) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.watcher, k.was, k.ends, k.touched = w, map[topo.ID]topo.Namespace{}, map[topo.ID][]topo.ID{}, map[topo.ID]uint64{}
	k.ids, k.empty, k.plain, k.unset = map[topo.ID]map[int]topo.ID{}, map[topo.ID]bool{}, map[topo.ID]bool{}, map[topo.ID]bool{}
}

func (k *known) end() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.watcher, k.was, k.ends, k.touched, k.ids, k.empty, k.plain, k.unset = nil, nil, nil, nil, nil, nil, nil, nil
}

// birth takes the ears that a new namespace was given before anything could happen in it, and lets name give it its name; without that
// they are closed. Nobody looks at the names meanwhile.
func (k *known) birth(id topo.ID, e ears, name func() error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := name(); err != nil || k.watcher == nil {
		e.close()
		return err
	}
	k.births++
	e.birth = k.births
	k.empty[id], k.plain[id] = true, true
	if k.unheard == 0 {
		k.unset[id] = true
	}
	return k.watcher.heedBy(id, e)
}

func (k *known) listening() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.watcher != nil
}

// touch notes that something happened in a namespace; far tells that it may be seen at the other ends of its veths. It wants the lock held.
func (k *known) touch(id topo.ID, far bool) {
	k.count++
	touched := []topo.ID{id}
	if far {
		touched = append(touched, k.ends[id]...)
	}
	for _, id := range touched {
		k.touched[id] = k.count
		delete(k.was, id)
	}
}

// lose forgets a namespace that has no name any more. It wants the lock held.
func (k *known) lose(id topo.ID) {
	k.touch(id, true)
	delete(k.ends, id)
	delete(k.empty, id)
	delete(k.plain, id)
	delete(k.unset, id)
	clear(k.ids)
}

// id gives the namespace that another calls by an id, where that is known.
func (k *known) id(viewer topo.ID, id int) (of topo.ID, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	of, ok = k.ids[viewer][id]
	return of, ok
}

// call notes the id by which a namespace calls another. Only of those that are listened to it is known that they live on.
func (k *known) call(viewer topo.ID, id int, of topo.ID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.watcher == nil || k.watcher.ears[viewer] == nil || k.watcher.ears[of] == nil {
		return
	}
	if k.ids[viewer] == nil {
		k.ids[viewer] = map[int]topo.ID{}
	}
	k.ids[viewer][id] = of
}

// Doubt says that something may have changed of which no event tells: a sysctl, or the state of a neighbour to which packets went.
// All is read anew then.
func (k *Kernel) Doubt() {
	k.known.mu.Lock()
	defer k.known.mu.Unlock()
	k.known.count++
	k.known.doubted = k.known.count
	k.known.shared = 0
	clear(k.known.was)
	clear(k.known.unset)
}

// Unheard says that something begins that may change what no event tells of; it goes on until end is called, once or more. All is read
// anew after that, as after Doubt.
func (k *Kernel) Unheard() (end func()) {
	k.known.mu.Lock()
	defer k.known.mu.Unlock()
	k.known.unheard++
	k.known.shared = 0
	clear(k.known.unset)
	return sync.OnceFunc(func() {
		k.known.mu.Lock()
		k.known.unheard--
		k.known.mu.Unlock()
		k.Doubt()
	})
}

// reading is one reading of the topology: what it need not read, and when it began.
type reading struct {
	known               map[topo.ID]topo.Namespace
	heard               map[topo.ID]bool // whose events would be heard
	empty, plain, unset map[topo.ID]bool // as of known
	count               uint64
}

// take gives what is known, after a look at the events that wait. Without a watcher that is nothing.
func (k *known) take() (reading, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r := reading{known: map[topo.ID]topo.Namespace{}, heard: map[topo.ID]bool{}, count: k.count}
	if k.watcher == nil {
		return r, nil
	}
	if err := k.watcher.hear(); err != nil {
		return r, err
	}
	r.count, r.empty, r.plain, r.unset = k.count, maps.Clone(k.empty), maps.Clone(k.plain), maps.Clone(k.unset)
	for id := range k.watcher.ears {
		r.heard[id] = true
		if ns, ok := k.was[id]; ok {
			r.known[id] = ns
		}
	}
	return r, nil
}

// keep keeps what was read, before its pairs were joined; joined is the same afterwards.
func (k *known) keep(r reading, read []topo.Namespace, joined topo.Topology) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.watcher == nil || k.doubted > r.count {
		return
	}
	for i, ns := range read {
		if !r.heard[ns.ID] || k.touched[ns.ID] > r.count || !lasting(ns) {
			continue
		}
		k.was[ns.ID] = ns
		k.ends[ns.ID] = ends(joined.Namespaces[i])
	}
}

// lasting tells whether a namespace stays as it is while nobody does anything: no time runs out, and no carrier is about to settle.
func lasting(ns topo.Namespace) bool {
	for _, l := range ns.Links {
		// Of what hangs on a link of another namespace nobody says here when that changes.
		elsewhere := l.LinkNetnsID != nil && l.Kind != "veth"
		if elsewhere || !settled(l) || slices.ContainsFunc(l.Addrs, func(a topo.Addr) bool { return a.Valid != topo.Forever || a.Preferred != topo.Forever }) {
			return false
		}
	}
	return !slices.ContainsFunc(ns.Routes, func(r topo.Route) bool { return r.Expires != 0 })
}

func ends(ns topo.Namespace) (list []topo.ID) {
	for _, l := range ns.Links {
		if l.Peer != nil && l.Peer.Namespace != ns.ID && !slices.Contains(list, l.Peer.Namespace) {
			list = append(list, l.Peer.Namespace)
		}
	}
	return list
}

// hear looks at the events that wait in the sockets. It wants the lock of known held.
func (w *watcher) hear() error {
	events := make([]unix.EpollEvent, len(w.owners)+1)
	for {
		n, err := unix.EpollWait(w.heard, events, 0)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return os.NewSyscallError("epoll_wait", err)
		}
		w.heed(events[:n])
		return nil
	}
}

// heed drains the sockets that have events, and notes in which namespaces something happened. It wants the lock of known held.
func (w *watcher) heed(events []unix.EpollEvent) {
	for _, e := range events {
		id, ok := w.owners[int(e.Fd)]
		if !ok {
			continue
		}
		if w.ears[id].rules == int(e.Fd) {
			delete(w.kernel.known.empty, id)
		}
		far, policy := w.hears(int(e.Fd))
		if policy {
			delete(w.kernel.known.plain, id)
		}
		w.kernel.known.touch(id, far)
	}
}

// hears drains a socket, and tells whether what was in it may be seen in another namespace as well, as a link that hangs on one there, and
// whether it was of the routing policy; both where something was lost (netlink(7), ENOBUFS).
func (w *watcher) hears(fd int) (far, policy bool) {
	for {
		n, err := unix.Read(fd, w.buffer)
		switch {
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.ENOBUFS):
			far, policy = true, true
		case err != nil || n == 0:
			return far, policy
		default:
			far = far || leadsAway(w.buffer[:n])
			policy = policy || isPolicy(w.buffer[:n])
		}
	}
}

// isPolicy tells whether there is a rule of the routing policy among these messages. What cannot be read may be one.
func isPolicy(messages []byte) (policy bool) {
	err := eachMessage(messages, func(h unix.NlMsghdr, _ []byte) error {
		policy = policy || h.Type == unix.RTM_NEWRULE || h.Type == unix.RTM_DELRULE
		return nil
	})
	return policy || err != nil
}

// leadsAway tells whether there is a link among these messages whose other end is in another namespace. What cannot be read may be one.
func leadsAway(messages []byte) (away bool) {
	err := eachMessage(messages, func(h unix.NlMsghdr, data []byte) error {
		if h.Type != unix.RTM_NEWLINK && h.Type != unix.RTM_DELLINK {
			return nil
		}
		for kind := range attributes(data[min(unix.SizeofIfInfomsg, len(data)):]) {
			away = away || kind == unix.IFLA_LINK_NETNSID
		}
		return nil
	})
	return away || err != nil
}
