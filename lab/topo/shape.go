package topo

import (
	"cmp"
	"net/netip"
	"reflect"
	"slices"
	"strings"
)

// Equal tells whether two topologies are the same but for what differs from run to run: MAC addresses, indexes, inode
// numbers and ids of namespaces, times, and how fresh neighbours are.
func Equal(a, b Topology) bool { return reflect.DeepEqual(Shape(a), Shape(b)) }

// Shape gives a topology in which all that differs from run to run is replaced: indexes by the link's place in its
// namespace, from 1; ids of namespaces by their place, from 1; MAC addresses, and what the kernel makes of them, by
// their form; neighbours' states by VALID or FAILED. The argument is left as it is.
func Shape(t Topology) Topology {
	s := shaper{from: t}
	out := Topology{Namespaces: make([]Namespace, len(t.Namespaces))}
	for i, ns := range t.Namespaces {
		out.Namespaces[i] = s.namespace(i, ns)
	}
	out.Exited = containersShape(t.Exited)
	return out
}

func containersShape(list []Container) []Container {
	var out []Container
	for _, c := range list {
		c.ID, c.Pid = "", 0
		out = append(out, c)
	}
	return out
}

type shaper struct{ from Topology }

// index is the place of a link in its namespace, from 1; 0 for a link that is not there.
func (s shaper) index(ns Namespace, index int) int {
	return 1 + slices.IndexFunc(ns.Links, func(l Link) bool { return l.Index == index })
}

func (s shaper) namespace(place int, ns Namespace) Namespace {
	out := Namespace{
		Name: ns.Name, ID: ID(place + 1), Containers: containersShape(ns.Containers),
		Rules: ns.Rules, Sysctls: ns.Sysctls, Tables: tablesShape(ns.Tables),
	}
	for _, l := range ns.Links {
		out.Links = append(out.Links, s.link(ns, l))
	}
	for _, r := range ns.Routes {
		r.Dev, r.Expires = s.index(ns, r.Dev), 0
		r.Flags = withoutCarrier(r.Flags)
		r.NextHops = slices.Clone(r.NextHops)
		for i := range r.NextHops {
			r.NextHops[i].Dev = s.index(ns, r.NextHops[i].Dev)
			r.NextHops[i].Flags = withoutCarrier(r.NextHops[i].Flags)
		}
		out.Routes = append(out.Routes, r)
	}
	slices.SortStableFunc(out.Routes, byLink)
	for _, n := range ns.Neighbours {
		n.Dev, n.Address, n.Dst = s.index(ns, n.Dev), macShape(n.Address), addrShape(n.Dst)
		if slices.Contains(n.State, "FAILED") || slices.Contains(n.State, "INCOMPLETE") {
			n.State = []string{"FAILED"}
		} else if !slices.Contains(n.State, "PERMANENT") {
			n.State = []string{"VALID"}
		}
		out.Neighbours = append(out.Neighbours, n)
	}
	slices.SortFunc(out.Neighbours, func(a, b Neighbour) int { return cmp.Or(a.Dst.Compare(b.Dst), a.Dev-b.Dev) })
	for _, e := range ns.FDB {
		if e.Dev == e.Master && e.State == "permanent" {
			// Whether a bridge has one for its own address depends on which it had before its ports came.
			continue
		}
		e.Dev, e.Master, e.Address = s.index(ns, e.Dev), s.index(ns, e.Master), macShape(e.Address)
		out.FDB = append(out.FDB, e)
	}
	// They are kept by their addresses, which differ.
	slices.SortFunc(out.FDB, func(a, b FDBEntry) int {
		return cmp.Or(a.Dev-b.Dev, a.VLAN-b.VLAN, strings.Compare(a.State, b.State), slices.Compare(a.Flags, b.Flags))
	})
	return out
}

func (s shaper) link(ns Namespace, l Link) Link {
	l.Index, l.Master = s.index(ns, l.Index), s.index(ns, l.Master)
	l.Address, l.Broadcast = macShape(l.Address), macShape(l.Broadcast)
	if l.Flags&FlagUp == 0 {
		// That of a link that is down only tells whether it ever was up.
		l.Qdisc = ""
	}
	if l.OperState == "LOWERLAYERDOWN" {
		// Which of the two a link without a carrier has depends on where its other end was when the kernel looked (default_operstate).
		l.OperState = "DOWN"
	}
	if l.Kind == "bridge" && l.OperState == "UNKNOWN" {
		// A bridge that came up before its first port never heard of its own carrier, and says so for ever.
		l.OperState = "UP"
	}
	if l.Port != nil {
		// The kernel gives the least number that is free.
		p := *l.Port
		p.Number = 0
		l.Port = &p
	}
	if l.LinkNetnsID != nil {
		l.LinkNetnsID = new(int)
	}
	if l.Peer != nil {
		far, end := s.from.Link(*l.Peer)
		if far != nil {
			place := slices.IndexFunc(s.from.Namespaces, func(n Namespace) bool { return n.ID == far.ID })
			l.Peer = &End{ID(place + 1), s.index(*far, end.Index)}
			l.Parent = l.Peer.Index
		}
	}
	if l.Bridge != nil {
		b := *l.Bridge
		prefix, mac, _ := strings.Cut(b.ID, ".")
		b.ID = prefix + "." + strings.Repeat("x", len(mac))
		l.Bridge = &b
	}
	l.Addrs = slices.Clone(l.Addrs)
	for i := range l.Addrs {
		l.Addrs[i].Local = addrShape(l.Addrs[i].Local)
		// Whether the kernel still looks for duplicates is a matter of time.
		l.Addrs[i].Flags &^= AddrTentative
		if l.Addrs[i].Valid != Forever {
			l.Addrs[i].Valid, l.Addrs[i].Preferred = 0, 0
		}
	}
	return l
}

func macShape(mac string) string {
	if mac == "" || mac == "00:00:00:00:00:00" || mac == "ff:ff:ff:ff:ff:ff" {
		return mac
	}
	return strings.Map(func(r rune) rune {
		if r == ':' {
			return r
		}
		return 'x'
	}, mac)
}

// addrShape makes one of all link-local addresses, which the kernel makes of the MAC.
func addrShape(a netip.Addr) netip.Addr {
	if a.Is6() && a.IsLinkLocalUnicast() {
		return netip.MustParseAddr("fe80::")
	}
	return a
}

// byLink puts IPv6 routes that differ in their links alone in the order of these: the kernel keeps them in that in which the links came
// up.
func byLink(a, b Route) int {
	if a.Family != "inet6" || b.Family != "inet6" || a.Dst != b.Dst || a.Metric != b.Metric || a.Table != b.Table {
		return 0
	}
	return a.Dev - b.Dev
}

// withoutCarrier leaves out what a route says of its link's carrier: whether it has heard of it depends on which came first.
func withoutCarrier(flags []string) []string {
	var list []string
	for _, f := range flags {
		if f != "linkdown" {
			list = append(list, f)
		}
	}
	return list
}
