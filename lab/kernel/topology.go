//go:build linux

package kernel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/netfilter"
	"vethlab/lab/netns"
	"vethlab/lab/topo"
)

// Topology reads the host and every namespace that has a name in [RunDir]. Left out is what the kernel makes of
// what is there: the routing table local, the neighbours that need no resolving (NOARP; `ip neigh` hides them too),
// and the forwarding entries of devices that are no bridge's ports. Handles of namespaces that have lost their
// names are closed.
//
// The rules of the routing policy are those that a namespace has beside the usual ones. Every reading tells them; the kernel is not asked, which
// would take a tenth of the time, where nobody can have changed them: in a namespace that was made here, before a rule was changed in it from
// here and before any Stranger, or that somebody has watched from its birth on.
//
// While somebody watches, only those namespaces are read in which something has happened since the last reading (see Doubt).
func (k *Kernel) Topology(ctx context.Context) (topo.Topology, error) {
	r, err := k.known.take()
	if err != nil {
		return topo.Topology{}, err
	}
	containers := k.contained()
	named, err := k.named(containers)
	if err != nil {
		return topo.Topology{}, err
	}
	defer named.close()
	t, err := k.readAll(ctx, named, r)
	if err != nil {
		return topo.Topology{}, err
	}
	for _, c := range containers {
		if c.Pid == 0 {
			t.Exited = append(t.Exited, c)
		}
	}
	read := slices.Clone(t.Namespaces)
	for i, ns := range read {
		// What is known stays as it was read, whatever is joined, and to whomever it is given.
		t.Namespaces[i].Links = slices.Clone(ns.Links)
	}
	if err := k.join(t, named); err != nil {
		return topo.Topology{}, err
	}
	k.known.keep(r, read, t)
	return t, nil
}

// readAll reads the namespaces that are not known, several at a time: most of it is waiting for the kernel.
func (k *Kernel) readAll(ctx context.Context, named names, r reading) (topo.Topology, error) {
	t := topo.Topology{Namespaces: make([]topo.Namespace, len(named))}
	errs := make([]error, len(named))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(named)) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(named) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if ns, ok := r.known[named[i].ns.ID()]; ok {
					ns.Name, ns.Path, ns.Containers = named[i].name, named[i].path, named[i].containers
					t.Namespaces[i] = ns
					continue
				}
				if t.Namespaces[i], errs[i] = k.namespace(named[i], r); errs[i] != nil {
					errs[i] = fmt.Errorf("read namespace %s: %w", named[i].name, errs[i])
				}
			}
		})
	}
	group.Wait()
	return t, errors.Join(append(errs, ctx.Err())...)
}

// name is a namespace with its name, open.
type name struct {
	name       string
	ns         *netns.Namespace
	path       string           // of one that has no name in RunDir
	containers []topo.Container // that live in it
}

// names are the namespaces of a lab: the host first, then by name, each once.
type names []name

// named opens all of them, and forgets those that are gone. What is in [RunDir] but no namespace is left out, and
// so is what vanishes meanwhile.
func (k *Kernel) named(containers []topo.Container) (names, error) {
	list := names{{name: topo.HostName, ns: k.host}}
	files, err := netnsFiles()
	if err != nil && !errors.Is(err, unix.ENOENT) {
		return nil, fmt.Errorf("read %s: %w", RunDir, err)
	}
	slices.Sort(files)
	for _, file := range files {
		ns, err := netns.Open(filepath.Join(RunDir, file))
		if err != nil {
			continue
		}
		if slices.ContainsFunc(list, func(n name) bool { return n.ns.ID() == ns.ID() }) {
			ns.Close()
			continue
		}
		list = append(list, name{name: file, ns: ns})
	}
	list = list.house(containers)
	k.forgetAllBut(list)
	return list, nil
}

// SetContainers says who tells which containers there are, in a list of the caller's own; it is asked at each reading. Those that have
// exited have no process.
func (k *Kernel) SetContainers(list func() []topo.Container) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.containers = list
}

func (k *Kernel) contained() []topo.Container {
	k.mu.Lock()
	list := k.containers
	k.mu.Unlock()
	if list == nil {
		return nil
	}
	return list()
}

// house puts each container into the namespace that its process is in, which the kernel tells; one that is none of those in the list
// is added under the container's name. A process that has ended meanwhile is in none.
func (l names) house(containers []topo.Container) names {
	for _, c := range containers {
		if c.Pid == 0 {
			continue
		}
		path := filepath.Join("/proc", strconv.Itoa(c.Pid), "ns/net")
		ns, err := netns.Open(path)
		if err != nil {
			continue
		}
		i := slices.IndexFunc(l, func(n name) bool { return n.ns.ID() == ns.ID() })
		if i < 0 {
			i = len(l)
			l = append(l, name{name: l.free(c.Name), ns: ns, path: path})
		} else {
			ns.Close()
		}
		l[i].containers = append(l[i].containers, c)
	}
	return l
}

// free gives the name, or another like it where a namespace has it already.
func (l names) free(want string) string {
	free := want
	for i := 2; slices.ContainsFunc(l, func(n name) bool { return n.name == free }); i++ {
		free = fmt.Sprintf("%s(%d)", want, i)
	}
	return free
}

func (l names) has(id topo.ID) bool { return l.place(id) >= 0 }

// place is where in the list a namespace is, -1 for nowhere.
func (l names) place(id topo.ID) int {
	return slices.IndexFunc(l, func(n name) bool { return n.ns.ID() == id })
}

// close closes all but the host, which is the Kernel's.
func (l names) close() {
	for _, n := range l[1:] {
		n.ns.Close()
	}
}

// forgetAllBut closes the handles of namespaces that are not in the list: an open socket would keep them alive. What the kernel
// would have done when a container's last process ended, it does only now, and a moment later; so the links are deleted here, at once.
// Of any other namespace nobody knows that it has ended: it may have got its name after the list was made.
func (k *Kernel) forgetAllBut(list names) {
	there := make(map[topo.ID]bool, len(list))
	for _, n := range list {
		there[n.ns.ID()] = true
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for id, h := range k.handles {
		if there[id] {
			continue
		}
		if k.housing[id] && h.users == 0 && !inhabited(id) {
			h.deleteLinks()
		}
		k.forget(id)
	}
	for id := range k.housing {
		if !there[id] {
			delete(k.housing, id)
		}
	}
	for _, n := range list[1:] {
		if len(n.containers) > 0 {
			k.housing[n.ns.ID()] = true
		}
	}
}

// inhabited tells whether a process is in a namespace, one that nobody told of.
func inhabited(id topo.ID) bool {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return true
	}
	for _, e := range entries {
		var s unix.Stat_t
		if _, err := strconv.Atoi(e.Name()); err != nil {
			continue
		}
		if unix.Stat(filepath.Join("/proc", e.Name(), "ns/net"), &s) == nil && topo.ID(s.Ino) == id {
			return true
		}
	}
	return false
}

// deleteLinks deletes the links of a namespace that ends. Those that cannot be deleted end with it.
func (h *Handle) deleteLinks() {
	links, err := h.links()
	if err != nil {
		return
	}
	for _, l := range links {
		if l.Kind == "" {
			continue
		}
		r := h.request(unix.RTM_DELLINK, unix.NLM_F_ACK)
		message := nl.NewIfInfomsg(unix.AF_UNSPEC)
		message.Index = int32(l.Index)
		r.AddData(message)
		_, _ = r.execute(0)
	}
}

// Settle lets go of the namespaces that have ended since the last reading, and of their links.
func (k *Kernel) Settle() error {
	named, err := k.named(k.contained())
	if err != nil {
		return err
	}
	named.close()
	return nil
}

func (k *Kernel) namespace(n name, r reading) (topo.Namespace, error) {
	out := topo.Namespace{Name: n.name, ID: n.ns.ID(), Path: n.path, Containers: n.containers}
	h, release, err := k.use(n.ns)
	if err != nil {
		return out, err
	}
	defer release()
	settings := map[int]linkSettings{}
	out.Links, err = h.linksBy(skipStats, func(message []byte) (topo.Link, error) {
		l, err := decodeLink(message)
		settings[l.Index] = decodeSettings(message)
		return l, err
	})
	if err != nil {
		return out, err
	}
	addrs, err := h.addrs()
	if err != nil {
		return out, err
	}
	bridges := false
	for i := range out.Links {
		out.Links[i].Addrs = addrs[out.Links[i].Index]
		bridges = bridges || out.Links[i].Bridge != nil
	}
	routes, err := h.routes()
	if err != nil {
		return out, err
	}
	out.Routes = slices.DeleteFunc(routes, func(r topo.Route) bool { return r.Table == topo.TableLocal })
	if !r.plain[out.ID] && (k.strange.Load() || !h.born || h.policy.Load()) {
		if out.Rules, err = h.policyRules(); err != nil {
			return out, err
		}
	}
	neighbours, err := h.neighbours()
	if err != nil {
		return out, err
	}
	out.Neighbours = slices.DeleteFunc(neighbours, func(n topo.Neighbour) bool { return slices.Contains(n.State, "NOARP") })
	nameDevices(out)
	if !r.empty[out.ID] {
		if out.Tables, err = h.readTables(n.ns); err != nil {
			return out, err
		}
	}
	values := h.wideSysctls
	if r.unset[out.ID] {
		values = k.usualSysctls
	}
	if out.Sysctls, err = k.sysctls(values, n.ns, out.Links, settings); err != nil {
		return out, err
	}
	if !bridges {
		return out, nil
	}
	fdb, err := h.fdb()
	out.FDB = slices.DeleteFunc(fdb, func(e topo.FDBEntry) bool { return e.Master == 0 })
	return out, err
}

// readTables keeps its socket open with the handle.
func (h *Handle) readTables(ns *netns.Namespace) ([]topo.Table, error) {
	h.tablesOnce.Do(func() {
		// Who cannot open one now opens one for each reading, and is told why if that fails too.
		h.tables, _ = netfilter.Open(ns)
	})
	if h.tables == nil {
		return netfilter.Read(ns)
	}
	return h.tables.Read()
}

// nameDevices puts the names of links where the kernel has their indexes alone.
func nameDevices(ns topo.Namespace) {
	names := make(map[int]string, len(ns.Links))
	for _, l := range ns.Links {
		names[l.Index] = l.Name
	}
	for i := range ns.Routes {
		r := &ns.Routes[i]
		r.DevName = names[r.Dev]
		for j := range r.NextHops {
			r.NextHops[j].DevName = names[r.NextHops[j].Dev]
		}
	}
	for i := range ns.Neighbours {
		ns.Neighbours[i].DevName = names[ns.Neighbours[i].Dev]
	}
}

// join pairs the two ends of each veth, and names the namespaces of those that are elsewhere. A netns id is one
// viewer's alone, so each namespace is asked for its own ids; an end is believed only if the other end points back.
func (k *Kernel) join(t topo.Topology, named names) error {
	for i := range t.Namespaces {
		ns := &t.Namespaces[i]
		v := viewer{kernel: k, named: named, at: named[i], ids: map[int]int{}}
		for j := range ns.Links {
			l := &ns.Links[j]
			if l.Parent == 0 {
				continue
			}
			place := i
			if l.LinkNetnsID != nil {
				var err error
				if place, err = v.place(*l.LinkNetnsID); err != nil {
					return fmt.Errorf("find the other end of %s in %s: %w", l.Name, ns.Name, err)
				}
				if place > 0 && named[place].path == "" {
					l.LinkNetns = named[place].name
				}
			}
			if place < 0 || l.Kind != "veth" {
				continue
			}
			far := &t.Namespaces[place]
			if end := far.LinkByIndex(l.Parent); end != nil && end.Kind == "veth" && end.Parent == l.Index {
				l.Peer = &topo.End{Namespace: far.ID, Index: end.Index}
			}
		}
	}
	return nil
}

// viewer finds out which of the named namespaces one of them calls by which id.
type viewer struct {
	kernel *Kernel
	named  names
	at     name
	ids    map[int]int // place in named by id
	asked  int         // how many of named have been asked for
}

// place is the place in named of the namespace with that id; -1 if it is none of them.
func (v *viewer) place(id int) (int, error) {
	if id < 0 {
		return -1, nil
	}
	if place, ok := v.ids[id]; ok {
		return place, nil
	}
	if of, ok := v.kernel.known.id(v.at.ns.ID(), id); ok {
		if place := v.named.place(of); place >= 0 {
			v.ids[id] = place
			return place, nil
		}
	}
	h, release, err := v.kernel.use(v.at.ns)
	if err != nil {
		return -1, err
	}
	defer release()
	for ; v.asked < len(v.named); v.asked++ {
		known, err := h.netnsIDOf(v.named[v.asked].ns.Fd())
		if err != nil {
			return -1, err
		}
		// The first name of a namespace is the one that iproute2 shows; -1 is for those that have no id here.
		if _, ok := v.ids[known]; !ok && known >= 0 {
			v.ids[known] = v.asked
			v.kernel.known.call(v.at.ns.ID(), known, v.named[v.asked].ns.ID())
		}
		if known == id {
			v.asked++
			return v.asked - 1, nil
		}
	}
	return -1, nil
}

// Links reads the links of one namespace, without their addresses.
func (k *Kernel) Links(ns *netns.Namespace) ([]topo.Link, error) {
	h, release, err := k.use(ns)
	if err != nil {
		return nil, err
	}
	defer release()
	return h.links()
}
