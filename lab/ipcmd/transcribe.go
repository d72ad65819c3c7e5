package ipcmd

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// Step is one line of a shell that stands in the host, as [Transcribe] gives it.
type Step struct {
	Namespace string   // the name in the topology of the one that it acts in; topo.HostName where it makes or deletes another
	Path      string   // where that is found if it has no name in /run/netns, such as /proc/23/ns/net; else empty
	Argv      []string // the program and its words, without what leads into the namespace
}

// String is the line as bash takes it: `ip -n test0 addr add 192.168.5.3/24 dev veth1`.
func (s Step) String() string { return strings.Join(quoteAll(s.Words()), " ") }

// Words are those of the line: Argv, with what leads into the namespace before it.
func (s Step) Words() []string {
	switch {
	case s.Path != "":
		return append([]string{"nsenter", "--net=" + s.Path}, s.Argv...)
	case s.Namespace == topo.HostName:
		return s.Argv
	case s.Argv[0] == "ip" || s.Argv[0] == "bridge":
		return append([]string{s.Argv[0], "-n", s.Namespace}, s.Argv[1:]...)
	}
	return append([]string{"ip", "netns", "exec", s.Namespace}, s.Argv...)
}

// Transcribe is the inverse of carrying commands out: the shortest natural list of `ip`, `bridge`, `sysctl` and `nft` commands that
// leads from one topology to another, nil where nothing is to be done. Carried out in their order on from, they give to, but for
// what differs from run to run (topo.Equal).
//
// Namespaces are the same by their identity and name, or by name alone; links by identity, else by their names and those of their
// other ends, so that the two topologies may come from two labs. The new namespace of a container is written as `ip netns add` of a
// stand-in with its name; that one of it is gone is not written, for it goes with its processes. The MAC address of a new link is
// written where somebody seems to have chosen it. Not written is what the kernel learns and makes by itself, nor alternative names, nor
// the settings of kinds of link other than veth and bridge, which no topology tells. A veth whose other end is in no namespace of the
// topology is given one beside it.
//
// A table of nftables whose sets, maps or counters differ is made anew as a whole. Of sets that packets or time change, the elements are
// not written.
//
// Where a setting of net.* goes back to a fresh namespace's, that is taken to be what the kernel is compiled with.
func Transcribe(from, to topo.Topology) []Step {
	t := &transcriber{from: from, to: to}
	t.match()
	t.plan()
	t.deleteRules()
	t.removeLinks()
	t.addNamespaces()
	for _, s := range t.spaces {
		t.wideSysctls(s)
	}
	t.leaveBridges()
	t.setDown()
	t.moveLinks()
	t.removeNamespaces()
	t.renameLinks()
	t.createLinks()
	for _, s := range t.spaces {
		t.settleLinks(s)
	}
	for _, s := range t.spaces {
		t.settlePolicy(s)
	}
	t.setDownLate()
	for _, s := range t.spaces {
		t.settleNeighbours(s)
		for _, e := range t.linksOf(s) {
			t.settleFDB(e)
		}
	}
	for _, s := range t.spaces {
		t.addRules(s)
	}
	return t.steps
}

// transcriber has the steps so far, and what they have made of the first topology.
type transcriber struct {
	from, to topo.Topology
	steps    []Step
	spaces   []*space // those of to, in its order
	leaving  []*space // those of from that are not in to
	ends     []*end   // every link of either
}

// space is a namespace on its way.
type space struct {
	name, path string          // as it is reached now
	old        *topo.Namespace // nil if it is new
	to         *topo.Namespace // nil if it goes
	explicit   bool            // its new links are given their indexes
	routes     []topo.Route
	neighbours []topo.Neighbour
	sysctls    map[string]string // as they are now
	spread     map[string]string // the values that every link was given along, by family and setting: "ipv4.forwarding"
	rules      []ruleChange
}

// end is a link on its way: one end of a cable, or what has no other end.
type end struct {
	space  *space     // where it is now, nil before it is made
	target *space     // where it shall be, nil if it goes
	now    topo.Link  // as it is now
	to     *topo.Link // as it shall be, nil if it goes
	peer   *end       // the other end of a veth, nil if that is in no namespace of the topology
	index  int        // what it must be given as its index, 0 where the kernel's choice will do
	fdb    []topo.FDBEntry
	master *end   // the bridge that it is a port of now
	spent  bool   // of a bridge: it has lost its carrier
	was    string // its name at first, empty if it is new in its namespace: its settings go by that
}

// say adds a step that acts in a namespace.
func (t *transcriber) say(s *space, words ...string) {
	t.steps = append(t.steps, Step{s.name, s.path, words})
}

// host adds a step that acts on namespaces.
func (t *transcriber) host(words ...string) {
	t.steps = append(t.steps, Step{Namespace: topo.HostName, Argv: words})
}

// match finds out which namespaces and links stay.
func (t *transcriber) match() {
	taken := map[topo.ID]bool{}
	find := func(same func(topo.Namespace) bool) *topo.Namespace {
		for i := range t.from.Namespaces {
			if ns := &t.from.Namespaces[i]; !taken[ns.ID] && same(*ns) {
				taken[ns.ID] = true
				return ns
			}
		}
		return nil
	}
	spaces := make(map[topo.ID]*space)
	for i := range t.to.Namespaces {
		ns := &t.to.Namespaces[i]
		s := &space{name: ns.Name, path: ns.Path, to: ns}
		// A namespace that only a process has may be given a name, and lose it again.
		s.old = find(func(o topo.Namespace) bool {
			return o.ID == ns.ID && (o.Name == ns.Name || o.Path != "" || ns.Path != "")
		})
		t.spaces = append(t.spaces, s)
		spaces[ns.ID] = s
	}
	for _, s := range t.spaces {
		if s.old == nil {
			s.old = find(func(o topo.Namespace) bool { return o.Name == s.to.Name })
		}
	}
	stays := map[topo.ID]*space{}
	for _, s := range t.spaces {
		if s.old != nil {
			stays[s.old.ID] = s
			s.routes, s.neighbours = slices.Clone(s.old.Routes), slices.Clone(s.old.Neighbours)
		} else {
			s.path = "" // the stand-in has a name
		}
	}
	for i := range t.from.Namespaces {
		if ns := &t.from.Namespaces[i]; stays[ns.ID] == nil {
			s := &space{name: ns.Name, path: ns.Path, old: ns, routes: ns.Routes, neighbours: ns.Neighbours}
			t.leaving = append(t.leaving, s)
			stays[ns.ID] = s
		}
	}
	t.matchLinks(stays, spaces)
}

// removeNamespaces deletes those that are gone, but for those that go with their processes.
func (t *transcriber) removeNamespaces() {
	for _, s := range t.leaving {
		if s.path == "" {
			t.host("ip", "netns", "delete", s.name)
		}
	}
	for _, s := range t.spaces {
		if s.old != nil && s.old.Path == "" && s.path != "" {
			t.host("ip", "netns", "delete", s.old.Name)
		}
	}
}

func (t *transcriber) addNamespaces() {
	for _, s := range t.spaces {
		switch {
		case s.old == nil && s.name == topo.HostName:
		case s.old == nil:
			t.host("ip", "netns", "add", s.name)
		case s.old.Path != "" && s.path == "":
			t.host("ip", "netns", "attach", s.name, pidOf(s.old.Path))
		}
	}
}

// pidOf is the process of /proc/PID/ns/net, or the path itself where it is another.
func pidOf(path string) string {
	if pid, ok := strings.CutPrefix(path, "/proc/"); ok {
		if pid, ok = strings.CutSuffix(pid, "/ns/net"); ok {
			return pid
		}
	}
	return path
}

// settleLinks brings the links of a namespace to their end, with their addresses, but for those that are set down late.
func (t *transcriber) settleLinks(s *space) {
	links := t.linksOf(s)
	for _, e := range links {
		t.linkSysctls(e)
	}
	for _, e := range links {
		if losesCarrier(e) {
			t.setUp(e)
			t.settle(e)
		}
	}
	for _, e := range links {
		t.settings(e)
	}
	for _, e := range portsFirst(links) {
		t.join(e)
	}
	for _, e := range links {
		t.bridgeMTU(e)
	}
	for _, e := range t.inTurn(s, links) {
		if e.to.Type == "loopback" {
			t.setUp(e)
		}
		if t.late(e) {
			// Those of IPv6 would be lost again.
			t.addresses(e, "inet")
		} else {
			t.addresses(e, "inet", "inet6")
		}
		if hasOwn(*e.to) {
			t.setUp(e)
		}
		t.spend(e)
		t.setUp(e)
	}
}

// settle has the kernel settle that a link has a carrier before that is lost again, and give it its address: it does when it is asked
// for the link (rtnl_getlink), and else in its own time.
func (t *transcriber) settle(e *end) {
	t.say(e.space, append([]string{"ip", "link", "show"}, device(e.to.Name)...)...)
}

// setDownLate sets down what was left up for its other end.
func (t *transcriber) setDownLate() {
	for _, e := range t.ends {
		if e.to.Flags&topo.FlagUp == 0 && e.isUp() {
			if e.peer != nil && e.peer.to != nil && hasOwn(*e.peer.to) {
				t.settle(e.peer)
			}
			t.down(e)
			t.addresses(e, "inet6")
		}
	}
}

// linksOf are the links of a namespace as it shall be, in its order.
func (t *transcriber) linksOf(s *space) []*end {
	var list []*end
	for i := range s.to.Links {
		for _, e := range t.ends {
			if e.to == &s.to.Links[i] {
				list = append(list, e)
			}
		}
	}
	return list
}

// Programs are those that steps call, sorted.
func Programs(steps []Step) []string {
	called := map[string]bool{}
	for _, s := range steps {
		called[s.Words()[0]], called[s.Argv[0]] = true, true
	}
	return slices.Sorted(maps.Keys(called))
}

// Script writes steps as a bash script that ends at the first that fails, with a comment where the namespace changes; host is what that
// calls the host.
func Script(steps []Step, about, host string) string {
	var b strings.Builder
	b.WriteString("#!/bin/bash\n")
	for line := range strings.Lines(about) {
		fmt.Fprintf(&b, "# %s\n", strings.TrimSuffix(line, "\n"))
	}
	b.WriteString("set -euo pipefail\n")
	at := ""
	for _, s := range steps {
		if s.Namespace != at {
			at = s.Namespace
			name := at
			if at == topo.HostName {
				name = host
			}
			fmt.Fprintf(&b, "\n# %s\n", name)
		}
		fmt.Fprintf(&b, "%s\n", s)
	}
	return b.String()
}
