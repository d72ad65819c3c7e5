package ipcmd

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// The flags of if.h that `ip link set` knows, beside those of package topo.
const (
	noARP        topo.LinkFlags = 1 << 7
	allMulticast topo.LinkFlags = 1 << 9
	multicast    topo.LinkFlags = 1 << 12
)

// settings sets what a link has by itself, but for whether it is up.
func (t *transcriber) settings(e *end) {
	var words []string
	number := func(word string, now, to int) {
		if now != to {
			words = append(words, word, strconv.Itoa(to))
		}
	}
	if e.now.Address != e.to.Address && t.chosen(e) {
		words = append(words, "address", e.to.Address)
		t.forgetNeighbours(e, "")
	}
	if e.to.Kind != "bridge" {
		number("mtu", e.now.MTU, e.to.MTU)
	}
	number("txqueuelen", e.now.TxQueue, e.to.TxQueue)
	for _, f := range []struct {
		flag topo.LinkFlags
		word string
		on   bool
	}{{multicast, "multicast", true}, {allMulticast, "allmulticast", true}, {topo.FlagPromisc, "promisc", true}, {noARP, "arp", false}} {
		if (e.now.Flags^e.to.Flags)&f.flag != 0 {
			on := e.to.Flags&f.flag != 0 == f.on
			words = append(words, f.word, map[bool]string{true: "on", false: "off"}[on])
			if f.flag == noARP && e.isUp() {
				t.forgetNeighbours(e, "") // arp_netdev_event, ndisc_netdev_event
			}
		}
	}
	if e.now.Alias != e.to.Alias {
		words = append(words, "alias", e.to.Alias)
	}
	number("group", int(e.now.Group), int(e.to.Group))
	if t.lacksOwn(e) {
		words = append(words, "addrgenmode", "none")
	}
	if len(words) > 0 {
		t.set(e, words...)
	}
	if changes := bridgeChanges(e.now.Bridge, e.to.Bridge); len(changes) > 0 {
		e.spent = e.spent || spends(changes)
		t.setBridge(e, changes...)
	}
}

// setBridge adds `ip link set … type bridge` with these settings.
func (t *transcriber) setBridge(e *end, settings ...string) {
	words := append([]string{"ip", "link", "set"}, device(e.now.Name)...)
	t.say(e.space, append(append(words, "type", "bridge"), settings...)...)
}

// freshBridge has the settings that the kernel gives a new bridge (br_dev_setup of br_device.c).
func freshBridge() *topo.Bridge {
	return &topo.Bridge{Priority: 0x8000, ForwardDelay: 1500, HelloTime: 200, MaxAge: 2000, AgeingTime: 30000, McastSnooping: 1}
}

// bridgeChanges are the words after "type bridge" that make one of the other.
func bridgeChanges(now, to *topo.Bridge) []string {
	if now == nil || to == nil {
		return nil
	}
	var words []string
	for _, s := range []struct {
		name    string
		now, to int
	}{
		{"forward_delay", now.ForwardDelay, to.ForwardDelay}, {"hello_time", now.HelloTime, to.HelloTime},
		{"max_age", now.MaxAge, to.MaxAge}, {"ageing_time", now.AgeingTime, to.AgeingTime},
		{"stp_state", now.STP, to.STP}, {"priority", now.Priority, to.Priority},
		{"vlan_filtering", now.VLANFiltering, to.VLANFiltering}, {"mcast_snooping", now.McastSnooping, to.McastSnooping},
	} {
		// A topology that was kept by an older version tells of the first bridges' settings alone: its HelloTime is 0, which none has.
		if s.now != s.to && (to.HelloTime != 0 && now.HelloTime != 0 || s.name == "stp_state" || s.name == "vlan_filtering") {
			words = append(words, s.name, strconv.Itoa(s.to))
		}
	}
	return words
}

// chosen tells whether a link's MAC address is to be written. Of a link that stays it is whenever it differs, but for what a bridge
// takes from its ports. The kernel gives a new link a random one, and no topology tells that from another: it is taken for chosen if
// it is not one of those that anybody may take, is of a known maker of such addresses (Docker, QEMU), has two bytes of zero, or
// if a neighbour or a forwarding entry of the topology names it.
func (t *transcriber) chosen(e *end) bool {
	mac := e.to.Address
	if e.to.Type != "ether" || mac == "" || mac == noMAC {
		return false
	}
	if e.to.Kind == "bridge" && t.ofPort(e) {
		return false
	}
	const local = 2
	first, err := strconv.ParseUint(mac[:2], 16, 8)
	known := strings.HasPrefix(mac, "02:42:") || strings.HasPrefix(mac, "52:54:00:")
	if err != nil || first&local == 0 || known || strings.Count(mac, "00") >= 2 {
		return true
	}
	for _, ns := range t.to.Namespaces {
		if slices.ContainsFunc(ns.Neighbours, func(n topo.Neighbour) bool { return n.Address == mac && isPermanent(n) }) {
			return true
		}
	}
	return e.was != "" && e.now.Index == e.to.Index && e.space.old.ID == e.space.to.ID && e.now.Address != mac && e.to.Kind != "bridge"
}

// ofPort tells whether a bridge has the address of one of its ports.
func (t *transcriber) ofPort(e *end) bool {
	return slices.ContainsFunc(e.target.to.Links, func(l topo.Link) bool { return l.Master == e.to.Index && l.Address == e.to.Address })
}

// portsFirst puts links in the order in which their bridges number them.
func portsFirst(links []*end) []*end {
	number := func(e *end) int {
		if e.to.Port == nil {
			return 0
		}
		return e.to.Port.Number
	}
	return slices.SortedStableFunc(slices.Values(links), func(a, b *end) int { return cmp.Compare(number(a), number(b)) })
}

// join makes a link a port of its bridge, and sets what a port has.
func (t *transcriber) join(e *end) {
	master := t.masterOf(e)
	if master != nil && e.master != master {
		t.set(e, "master", master.to.Name)
		e.master, e.now.Port = master, freshPort()
	}
	if master == nil || e.to.Port == nil || e.now.Port == nil || e.to.Port.Number == 0 {
		return
	}
	if words := portChanges(*e.now.Port, *e.to.Port); len(words) > 0 {
		t.say(e.space, append([]string{"bridge", "link", "set", "dev", e.now.Name}, words...)...)
	}
}

// freshPort has the settings of a new port (new_nbp of br_if.c).
func freshPort() *topo.Port {
	return &topo.Port{Cost: 2, Priority: 32, Learning: true, Flood: true, MulticastFlood: true, BroadcastFlood: true, MulticastRouter: 1}
}

func portChanges(now, to topo.Port) []string {
	var words []string
	for _, s := range []struct {
		name    string
		now, to bool
	}{
		{"guard", now.Guard, to.Guard}, {"hairpin", now.Hairpin, to.Hairpin}, {"fastleave", now.FastLeave, to.FastLeave},
		{"root_block", now.RootBlock, to.RootBlock}, {"learning", now.Learning, to.Learning}, {"flood", now.Flood, to.Flood},
		{"mcast_flood", now.MulticastFlood, to.MulticastFlood}, {"bcast_flood", now.BroadcastFlood, to.BroadcastFlood},
		{"mcast_to_unicast", now.MulticastUnicast, to.MulticastUnicast}, {"neigh_suppress", now.NeighSuppress, to.NeighSuppress},
		{"isolated", now.Isolated, to.Isolated}, {"locked", now.Locked, to.Locked},
	} {
		if s.now != s.to {
			words = append(words, s.name, map[bool]string{true: "on", false: "off"}[s.to])
		}
	}
	for _, s := range []struct {
		name    string
		now, to int
	}{{"cost", now.Cost, to.Cost}, {"priority", now.Priority, to.Priority}, {"mcast_router", now.MulticastRouter, to.MulticastRouter}} {
		if s.now != s.to {
			words = append(words, s.name, strconv.Itoa(s.to))
		}
	}
	return words
}

// bridgeMTU sets the MTU of a bridge that is not the least of its ports, or 1500 without any, which the kernel gives it by itself
// (br_mtu_auto_adjust) until somebody sets one.
func (t *transcriber) bridgeMTU(e *end) {
	if e.to.Kind != "bridge" {
		return
	}
	least := func(links []topo.Link, index int) int {
		mtu := 0
		for _, l := range links {
			if l.Master == index && (mtu == 0 || l.MTU < mtu) {
				mtu = l.MTU
			}
		}
		return cmp.Or(mtu, 1500)
	}
	now := e.now.MTU
	if e.space.old == nil || now == least(e.space.old.Links, e.now.Index) {
		now = least(e.space.to.Links, e.to.Index)
	}
	if now != e.to.MTU {
		t.set(e, "mtu", strconv.Itoa(e.to.MTU))
	}
}

// setUp sets a link up, for good or for its other end's sake.
func (t *transcriber) setUp(e *end) {
	if e.isUp() || e.to.Flags&topo.FlagUp == 0 && !t.late(e) {
		return
	}
	t.set(e, "up")
	e.now.Flags |= topo.FlagUp
	home := homeAddr()
	hasHome := slices.ContainsFunc(e.now.Addrs, func(a topo.Addr) bool { return sameAddr(a, home) })
	if e.to.Type == "loopback" && !hasHome {
		e.now.Addrs = append(slices.Clone(e.now.Addrs), home)
	}
}

// homeAddr is what the kernel gives lo when it comes up (inetdev_event of devinet.c).
func homeAddr() topo.Addr {
	return topo.Addr{
		Family: "inet", Local: netip.AddrFrom4([4]byte{127, 0, 0, 1}), PrefixLen: 8, Scope: "host", Label: "lo",
		Valid: topo.Forever, Preferred: topo.Forever,
	}
}

// late tells whether a link must be set down after all others are up: a way of a route that has several leaves by it, or its other end
// has the link-local address that the kernel gives a link when it first has a carrier.
func (t *transcriber) late(e *end) bool {
	if e.to.Flags&topo.FlagUp != 0 {
		return false
	}
	if t.isDeadWay(e) {
		return true
	}
	p := e.peer
	return p != nil && p.to != nil && p.to.Flags&topo.FlagUp != 0 && hasOwn(*p.to) && (p.space == nil || !p.isUp() || !hasOwn(p.now))
}

// isDeadWay tells whether a route with several ways is to be added of which one leaves by that link.
func (t *transcriber) isDeadWay(e *end) bool {
	return slices.ContainsFunc(e.target.to.Routes, func(r topo.Route) bool {
		return len(r.NextHops) > 0 && leavesBy(r, e.to.Index) && !slices.ContainsFunc(e.target.routes, func(o topo.Route) bool { return sameRoute(o, r) })
	})
}

// hasOwn tells whether a link has the link-local address that the kernel gives it.
func hasOwn(l topo.Link) bool {
	return slices.ContainsFunc(l.Addrs, func(a topo.Addr) bool { return isOwn(l, a) })
}

func isOwn(l topo.Link, a topo.Addr) bool {
	return a.Family == "inet6" && a.Local.IsLinkLocalUnicast() && byKernel(l, a)
}

// lacksOwn tells whether a link is to be kept from having a link-local address: it has a carrier and none.
func (t *transcriber) lacksOwn(e *end) bool {
	const least = 1280 // IPV6_MIN_MTU
	ready := e.to.Type == "ether" && e.to.Flags&topo.FlagUp != 0 && e.to.Flags&topo.FlagLowerUp != 0 && e.to.MTU >= least
	if !ready || e.isUp() || e.to.Flags&noARP != 0 || hasOwn(*e.to) {
		return false
	}
	disabled, ok := e.space.to.Sysctls[topo.LinkSysctl(true, e.to.Name, "disable_ipv6")]
	if !ok {
		disabled = t.wideSysctl(e.space.to.Sysctls, "net.ipv6.conf.default.disable_ipv6")
	}
	return disabled == "0"
}
