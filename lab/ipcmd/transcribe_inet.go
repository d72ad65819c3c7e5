package ipcmd

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// asked are the flags of an address that somebody asks for; the others are the kernel's.
const asked = topo.AddrNoDAD | topo.AddrOptimistic | topo.AddrHome | topo.AddrManageTemp | topo.AddrNoPrefixRoute | topo.AddrMCAutoJoin

// byKernel tells whether the kernel gave a link that IPv6 address: that of lo, the link-local one, and what a router announced
// (IFAPROT_* of if_addr.h). A kernel before 5.18 does not say so, and leaves it to be guessed.
func byKernel(l topo.Link, a topo.Addr) bool {
	switch {
	case a.Protocol >= 1 && a.Protocol <= 3:
		return true
	case a.Protocol != 0:
		return false
	case l.Type == "loopback":
		return a.Local == netip.IPv6Loopback()
	}
	b := a.Local.As16()
	return a.Family == "inet6" && a.Local.IsLinkLocalUnicast() && b[11] == 0xff && b[12] == 0xfe
}

func sameAddr(a, b topo.Addr) bool {
	a.Flags, b.Flags = a.Flags&asked, b.Flags&asked
	a.Protocol, b.Protocol = 0, 0
	for _, l := range []*topo.Lifetime{&a.Valid, &a.Preferred, &b.Valid, &b.Preferred} {
		// Time goes on by itself.
		if *l != topo.Forever {
			*l = 0
		}
	}
	return a == b
}

// addresses brings the addresses of a link to what they shall be, in their order.
func (t *transcriber) addresses(e *end, families ...string) {
	if e.isUp() && !hasOwn(*e.to) {
		for _, a := range e.now.Addrs {
			if isOwn(e.now, a) {
				t.say(e.space, "ip", "addr", "del", a.String(), "dev", e.now.Name)
			}
		}
	}
	for _, family := range families {
		of := func(l topo.Link) []topo.Addr {
			return slices.DeleteFunc(slices.Clone(l.Addrs), func(a topo.Addr) bool { return a.Family != family || byKernel(l, a) })
		}
		now, to := of(e.now), of(*e.to)
		if slices.EqualFunc(now, to, sameAddr) {
			continue
		}
		keep := slices.DeleteFunc(slices.Clone(now), func(a topo.Addr) bool {
			return !slices.ContainsFunc(to, func(b topo.Addr) bool { return sameAddr(a, b) })
		})
		if !slices.EqualFunc(withAdded(keep, missing(keep, to)), to, sameAddr) || orphans(now, keep) {
			keep = nil
		}
		t.deleteAddresses(e, now, keep)
		for _, a := range missing(keep, to) {
			t.say(e.space, append([]string{"ip"}, addrAddWords(e.to.Name, a)...)...)
		}
		others := slices.DeleteFunc(slices.Clone(e.now.Addrs), func(a topo.Addr) bool { return a.Family == family && !byKernel(e.now, a) })
		e.now.Addrs = append(others, to...)
	}
}

// missing are the addresses of to that are not in have, in the order in which they are to be added: the kernel puts a new IPv6
// address before the others of its scope (ipv6_link_dev_addr).
func missing(have, to []topo.Addr) []topo.Addr {
	list := slices.DeleteFunc(slices.Clone(to), func(a topo.Addr) bool {
		return slices.ContainsFunc(have, func(b topo.Addr) bool { return sameAddr(a, b) })
	})
	if len(list) > 0 && list[0].Family == "inet6" {
		slices.Reverse(list)
	}
	return list
}

// withAdded is the list of a link's addresses after some more are added (inet_insert_ifa of devinet.c; ipv6_link_dev_addr).
func withAdded(list, more []topo.Addr) []topo.Addr {
	list = slices.Clone(list)
	for _, a := range more {
		at := len(list)
		if a.Family == "inet6" {
			if at = slices.IndexFunc(list, func(b topo.Addr) bool { return scopeRank(b) <= scopeRank(a) }); at < 0 {
				at = len(list)
			}
		} else if a.Flags&topo.AddrSecondary == 0 {
			at = 0
			for i, b := range list {
				if b.Flags&topo.AddrSecondary == 0 && scopeNumber(a) <= scopeNumber(b) {
					at = i + 1
				}
			}
		}
		list = slices.Insert(list, at, a)
	}
	return list
}

// scopeRank is the order of IPv6 scopes: global addresses come first.
func scopeRank(a topo.Addr) int { return -int(scopeNumber(a)) }

func scopeNumber(a topo.Addr) uint32 {
	n, _ := numberOf(scopeNames().names, a.Scope, 255)
	return n
}

// orphans tells whether an address that is deleted takes others along that shall stay, or makes one of them the first: the secondaries
// of its network.
func orphans(now, keep []topo.Addr) bool {
	for _, a := range now {
		if slices.ContainsFunc(keep, func(b topo.Addr) bool { return sameAddr(a, b) }) || a.Family != "inet" || a.Flags&topo.AddrSecondary != 0 {
			continue
		}
		if slices.ContainsFunc(keep, func(b topo.Addr) bool { return b.Flags&topo.AddrSecondary != 0 && b.Prefix() == a.Prefix() }) {
			return true
		}
	}
	return false
}

// deleteAddresses deletes those that are not to be kept, the last first: no secondary goes before its time, nor becomes the first.
func (t *transcriber) deleteAddresses(e *end, now, keep []topo.Addr) {
	for _, a := range slices.Backward(now) {
		if slices.ContainsFunc(keep, func(b topo.Addr) bool { return sameAddr(a, b) }) {
			continue
		}
		t.say(e.space, append(append([]string{"ip", "addr", "del"}, strings.Fields(a.String())...), "dev", e.now.Name)...)
		e.space.loseSource(a)
		for i := range e.space.routes {
			if r := &e.space.routes[i]; r.Family == "inet6" && r.PrefSrc == a.Local {
				r.PrefSrc = netip.Addr{} // rt6_remove_prefsrc
			}
		}
	}
	if len(now) > 0 && len(keep) == 0 && now[0].Family == "inet" {
		// With its last address a link loses all that IPv4 had of it (fib_disable_ip).
		e.space.routes = slices.DeleteFunc(e.space.routes, func(r topo.Route) bool {
			return r.Family == "inet" && leavesBy(r, e.now.Index)
		})
		t.forgetNeighbours(e, "inet")
	}
}

// loseSource takes away the routes that go with an IPv4 address which is their source: not those of tables of one's own (fib_sync_down_addr).
func (s *space) loseSource(a topo.Addr) {
	s.routes = slices.DeleteFunc(s.routes, func(r topo.Route) bool {
		return r.Family == "inet" && r.PrefSrc == a.Local && (r.Table == topo.TableMain || r.Table == topo.TableLocal)
	})
}

func addrAddWords(dev string, a topo.Addr) []string {
	words := []string{"addr", "add"}
	if a.Peer.IsValid() && a.Peer != a.Local {
		words = append(words, a.Local.String(), "peer", netip.PrefixFrom(a.Peer, a.PrefixLen).String())
	} else {
		words = append(words, a.String())
	}
	if a.Broadcast.IsValid() {
		if b := lastOf(a.Prefix()); b == a.Broadcast {
			words = append(words, "broadcast", "+")
		} else {
			words = append(words, "broadcast", a.Broadcast.String())
		}
	}
	words = append(words, "dev", dev)
	if a.Label != "" && a.Label != dev {
		words = append(words, "label", a.Label)
	}
	usual := "global"
	if a.Local.Is4() && a.Local.IsLoopback() {
		usual = "host"
	}
	// The kernel reckons the scope of an IPv6 address itself.
	if a.Family == "inet" && a.Scope != usual {
		words = append(words, "scope", a.Scope)
	}
	if a.Metric != 0 {
		words = append(words, "metric", strconv.Itoa(a.Metric))
	}
	if a.Valid != topo.Forever {
		words = append(words, "valid_lft", fmt.Sprint(uint32(a.Valid)))
	}
	if a.Preferred != topo.Forever {
		words = append(words, "preferred_lft", fmt.Sprint(uint32(a.Preferred)))
	}
	if flags := a.Flags & asked; flags != 0 {
		words = append(words, flags.Names()...)
	}
	return words
}

// lastOf is the last address of an IPv4 network, the zero Addr of one that has no room for a broadcast address.
func lastOf(p netip.Prefix) netip.Addr {
	if !p.Addr().Is4() || p.Bits() > 30 {
		return netip.Addr{}
	}
	b := p.Masked().Addr().As4()
	for bit := p.Bits(); bit < 32; bit++ {
		b[bit/8] |= 0x80 >> (bit % 8)
	}
	return netip.AddrFrom4(b)
}

// settleNeighbours sets and deletes the permanent neighbours.
func (t *transcriber) settleNeighbours(s *space) {
	key := func(n topo.Neighbour) string { return n.DevName + " " + n.Dst.String() }
	for _, n := range s.neighbours {
		if isPermanent(n) && !slices.ContainsFunc(s.to.Neighbours, func(m topo.Neighbour) bool { return isPermanent(m) && key(m) == key(n) }) {
			t.say(s, "ip", "neigh", "del", n.Dst.String(), "dev", n.DevName)
		}
	}
	for _, n := range s.to.Neighbours {
		if !isPermanent(n) {
			continue
		}
		verb := "add"
		i := slices.IndexFunc(s.neighbours, func(m topo.Neighbour) bool { return key(m) == key(n) })
		if i >= 0 {
			old := s.neighbours[i]
			if isPermanent(old) && old.Address == n.Address && old.Router == n.Router && old.Protocol == n.Protocol {
				continue
			}
			verb = "replace"
		}
		words := append([]string{"ip", "neigh", verb, n.Dst.String()}, option("lladdr", n.Address)...)
		words = append(words, "dev", n.DevName)
		if n.Router {
			words = append(words, "router")
		}
		words = append(words, option("protocol", n.Protocol)...)
		t.say(s, words...)
	}
}

func isPermanent(n topo.Neighbour) bool { return slices.Contains(n.State, "PERMANENT") }

// settleFDB sets and deletes the forwarding entries that somebody set by hand: not those that a bridge learns, or has for the addresses
// of its ports and its own.
func (t *transcriber) settleFDB(e *end) {
	var to []topo.FDBEntry
	for _, f := range e.space.to.FDB {
		if f.Dev == e.to.Index {
			to = append(to, f)
		}
	}
	byHand := func(l topo.Link) func(topo.FDBEntry) bool {
		return func(f topo.FDBEntry) bool {
			return f.State == "static" || f.State == "permanent" && f.Address != l.Address && f.VLAN == 0 && !t.isLinkOf(e.space, f.Address)
		}
	}
	same := func(a, b topo.FDBEntry) bool { return a.Address == b.Address && a.VLAN == b.VLAN && a.State == b.State }
	words := func(verb string, f topo.FDBEntry) []string {
		list := []string{"bridge", "fdb", verb, f.Address, "dev", e.to.Name, "master"}
		if f.Dev == f.Master {
			list[len(list)-1] = "self"
		}
		if verb == "add" && f.State == "static" {
			list = append(list, "static")
		}
		if f.VLAN != 0 {
			list = append(list, "vlan", strconv.Itoa(f.VLAN))
		}
		return list
	}
	for _, f := range e.fdb {
		if byHand(e.now)(f) && !slices.ContainsFunc(to, func(g topo.FDBEntry) bool { return same(f, g) }) {
			t.say(e.space, words("del", f)...)
		}
	}
	for _, f := range to {
		if byHand(*e.to)(f) && !slices.ContainsFunc(e.fdb, func(g topo.FDBEntry) bool { return same(f, g) }) {
			t.say(e.space, words("add", f)...)
		}
	}
}

// isLinkOf tells whether a link of the namespace has the MAC address, before or after.
func (t *transcriber) isLinkOf(s *space, mac string) bool {
	for _, ns := range []*topo.Namespace{s.old, s.to} {
		if ns != nil && slices.ContainsFunc(ns.Links, func(l topo.Link) bool { return strings.EqualFold(l.Address, mac) }) {
			return true
		}
	}
	return false
}
