package topo

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Change is one difference between two topologies: what there is to light up, or to say.
type Change struct {
	Kind          ChangeKind
	Namespace     ID
	NamespaceName string
	Link          int    // the index of the link that it is about; 0 if it is about none
	What          string // "namespace", "link", "name", "state", "master", "mac", "mtu", "alias", "address", "route", "policy", "neighbour", "fdb", "rule", "container" or "sysctl"
	Text          string // of the new value, of the old one if it was removed: "192.168.5.3/24", "default via 10.0.0.1 dev eth0"
}

// ChangeKind tells in which way something differs.
type ChangeKind string

// The ways.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// String is the change in one line, such as `added address 192.168.5.3/24 in test0`.
func (c Change) String() string {
	return fmt.Sprintf("%s %s %s in %s", c.Kind, c.What, c.Text, c.NamespaceName)
}

// Diff tells what leads from one topology to another. Namespaces are the same by their ID, links by their index in
// it; a link that was moved is removed in one namespace and added in another. What a new namespace or a new link
// holds is not told apart: it is all new. Containers that have exited are in the namespace 0;
// one that ran before has changed.
func Diff(from, to Topology) []Change {
	var list []Change
	for _, ns := range from.Namespaces {
		if to.ByID(ns.ID) == nil {
			list = append(list, Change{Removed, ns.ID, ns.Name, 0, "namespace", ns.Name})
		}
	}
	for _, ns := range to.Namespaces {
		old := from.ByID(ns.ID)
		if old == nil {
			list = append(list, Change{Added, ns.ID, ns.Name, 0, "namespace", ns.Name})
			old = &Namespace{ID: ns.ID, Name: ns.Name}
		}
		d := differ{ns: ns}
		if old.Name != ns.Name {
			d.add(Changed, 0, "name", ns.Name)
		}
		d.links(old.Links, ns.Links)
		compare(&d, "route", old.Routes, ns.Routes, Route.String, func(r Route) int { return r.Dev })
		compare(&d, "policy", old.Policy(), ns.Policy(), PolicyRule.String, func(PolicyRule) int { return 0 })
		compare(&d, "neighbour", old.Neighbours, ns.Neighbours, Neighbour.key, func(n Neighbour) int { return n.Dev })
		compare(&d, "fdb", old.FDB, ns.FDB, FDBEntry.key, func(e FDBEntry) int { return e.Dev })
		same := func(s string) string { return s }
		compare(&d, "rule", old.ruleset(), ns.ruleset(), same, func(string) int { return 0 })
		compare(&d, "container", old.Containers, ns.Containers, func(c Container) string { return c.Name }, func(Container) int { return 0 })
		compare(&d, "sysctl", old.sysctls(), ns.sysctls(), same, func(string) int { return 0 })
		list = append(list, d.list...)
	}
	d := differ{ns: Namespace{Name: "no namespace"}}
	compare(&d, "container", from.Exited, to.Exited, func(c Container) string { return c.Name }, func(Container) int { return 0 })
	for i, c := range d.list {
		if c.Kind == Added && from.runs(c.Text) {
			d.list[i].Kind = Changed
		}
	}
	return append(list, d.list...)
}

// runs tells whether a container of that name is in a namespace.
func (t Topology) runs(name string) bool {
	return slices.ContainsFunc(t.Namespaces, func(ns Namespace) bool {
		return slices.ContainsFunc(ns.Containers, func(c Container) bool { return c.Name == name })
	})
}

// differ gathers the changes inside one namespace.
type differ struct {
	ns   Namespace
	list []Change
}

func (d *differ) add(kind ChangeKind, link int, what, text string) {
	d.list = append(d.list, Change{kind, d.ns.ID, d.ns.Name, link, what, text})
}

func (d *differ) links(from, to []Link) {
	for _, l := range from {
		if !slices.ContainsFunc(to, func(o Link) bool { return o.Index == l.Index }) {
			d.add(Removed, l.Index, "link", l.Name)
		}
	}
	for _, l := range to {
		i := slices.IndexFunc(from, func(o Link) bool { return o.Index == l.Index })
		if i < 0 {
			d.add(Added, l.Index, "link", l.Name)
			d.addrs(l.Index, nil, l.Addrs)
			continue
		}
		d.link(from[i], l)
	}
}

func (d *differ) link(from, to Link) {
	if from.Name != to.Name {
		d.add(Changed, to.Index, "name", to.Name)
	}
	if from.OperState != to.OperState || (from.Flags^to.Flags)&(FlagUp|FlagRunning|FlagLowerUp) != 0 {
		d.add(Changed, to.Index, "state", to.OperState)
	}
	if from.Master != to.Master {
		name := ""
		if m := d.ns.LinkByIndex(to.Master); m != nil {
			name = m.Name
		}
		d.add(Changed, to.Index, "master", name)
	}
	if from.Address != to.Address {
		d.add(Changed, to.Index, "mac", to.Address)
	}
	if from.MTU != to.MTU {
		d.add(Changed, to.Index, "mtu", strconv.Itoa(to.MTU))
	}
	if from.Alias != to.Alias {
		d.add(Changed, to.Index, "alias", to.Alias)
	}
	d.addrs(to.Index, from.Addrs, to.Addrs)
}

func (d *differ) addrs(link int, from, to []Addr) {
	compare(d, "address", from, to, Addr.String, func(Addr) int { return link })
}

// compare tells which values, known by their text, are only on one side.
func compare[T any](d *differ, what string, from, to []T, text func(T) string, link func(T) int) {
	before, after := make(map[string]bool, len(from)), make(map[string]bool, len(to))
	for _, v := range from {
		before[text(v)] = true
	}
	for _, v := range to {
		after[text(v)] = true
	}
	for _, v := range from {
		if !after[text(v)] {
			d.add(Removed, link(v), what, text(v))
		}
	}
	for _, v := range to {
		if !before[text(v)] {
			d.add(Added, link(v), what, text(v))
		}
	}
}

// String is the address with its prefix's length, as `ip addr` prints it: 192.168.5.3/24, 10.0.0.1 peer 10.0.0.2/32.
func (a Addr) String() string {
	if a.Peer.IsValid() && a.Peer != a.Local {
		return fmt.Sprintf("%s peer %s/%d", a.Local, a.Peer, a.PrefixLen)
	}
	return fmt.Sprintf("%s/%d", a.Local, a.PrefixLen)
}

// String is the route's beginning as `ip route show table all` prints it: default via 10.0.0.1 dev eth0 table 100. It tells no table
// where that is main.
func (r Route) String() string {
	var b strings.Builder
	if r.Type != "" && r.Type != "unicast" {
		b.WriteString(r.Type + " ")
	}
	if r.Dst.IsValid() && r.Dst.Bits() > 0 {
		b.WriteString(r.Dst.String())
	} else {
		b.WriteString("default")
	}
	if r.Gateway.IsValid() {
		b.WriteString(" via " + r.Gateway.String())
	}
	if r.DevName != "" {
		b.WriteString(" dev " + r.DevName)
	}
	if r.Table != 0 && r.Table != TableMain {
		b.WriteString(" table " + tableName(r.Table))
	}
	if r.Metric != 0 {
		fmt.Fprintf(&b, " metric %d", r.Metric)
	}
	for _, h := range r.NextHops {
		b.WriteString(" nexthop")
		if h.Gateway.IsValid() {
			b.WriteString(" via " + h.Gateway.String())
		}
		if h.DevName != "" {
			b.WriteString(" dev " + h.DevName)
		}
	}
	return b.String()
}

func tableName(table int) string {
	switch table {
	case tableDefault:
		return "default"
	case TableMain:
		return "main"
	case TableLocal:
		return "local"
	}
	return strconv.Itoa(table)
}

// key leaves the state out: it ages by itself, which is no news.
func (n Neighbour) key() string { return strings.TrimSpace(n.Dst.String() + " " + n.Address) }

func (e FDBEntry) key() string { return fmt.Sprintf("%s dev %d", e.Address, e.Dev) }
