//go:build linux

package shell

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// state writes a script that makes a network. Some of its lines may fail: what counts is what they leave.
type state struct {
	*rand.Rand
	b     strings.Builder
	links map[string][]string // by namespace
	kinds map[string]string   // by namespace/link
}

// newState is a random network, small enough for two of them to have much in common.
func newState(r *rand.Rand) string {
	s := &state{Rand: r, links: map[string][]string{}, kinds: map[string]string{}}
	places := []string{"host"}
	for _, name := range []string{"n1", "n2", "n3"} {
		if s.chance(60) {
			s.line("ip netns add %s", name)
			places = append(places, name)
		}
	}
	for _, p := range places {
		s.wide(p)
		if s.chance(50) {
			s.ip(p, "link set lo up")
		}
	}
	for range s.IntN(3) {
		s.bridge(s.of(places))
	}
	for range s.IntN(4) {
		s.veth(s.of(places), s.of(places))
	}
	for _, p := range places {
		for _, l := range s.links[p] {
			s.link(p, l)
		}
	}
	for _, p := range places {
		for _, l := range s.links[p] {
			s.inet(p, l)
		}
	}
	for _, p := range places {
		s.routes(p)
		if s.chance(15) {
			s.rules(p)
		}
	}
	for _, p := range places {
		for _, l := range s.links[p] {
			if s.chance(8) {
				s.ip(p, "link set %s down", l)
			}
			if s.chance(5) {
				s.ip(p, "link delete %s", l)
			}
		}
	}
	for _, p := range places {
		if s.chance(20) {
			s.policy(p)
		}
	}
	return s.b.String()
}

func (s *state) chance(percent int) bool      { return s.IntN(100) < percent }
func (s *state) of(list []string) string      { return list[s.IntN(len(list))] }
func (s *state) line(f string, v ...any)      { fmt.Fprintf(&s.b, f+"\n", v...) }
func (s *state) ip(place, f string, v ...any) { s.tool("ip", place, f, v...) }

func (s *state) tool(name, place, f string, v ...any) {
	if place != "host" {
		name += " -n " + place
	}
	s.line(name+" "+f, v...)
}

func (s *state) set(place, f string, v ...any) {
	prefix := ""
	if place != "host" {
		prefix = "ip netns exec " + place + " "
	}
	s.line(prefix+"sysctl -w "+f, v...)
}

func (s *state) wide(p string) {
	for _, set := range []string{
		"net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1", "net.ipv4.conf.all.rp_filter=1", "net.ipv4.conf.default.rp_filter=2",
		"net.ipv6.conf.default.disable_ipv6=1", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.accept_dad=0",
		"net.ipv4.ip_unprivileged_port_start=80", "net.ipv4.conf.default.proxy_arp=1", "net.ipv4.conf.default.forwarding=1",
		"'net.ipv4.ping_group_range=0 7'", "net.ipv4.conf.all.route_localnet=1",
	} {
		if s.chance(8) {
			s.set(p, "%s", set)
		}
	}
}

// name is one that the namespace does not have yet.
func (s *state) name(p, prefix string) string {
	for {
		name := fmt.Sprintf("%s%d", prefix, s.IntN(6))
		if s.kinds[p+"/"+name] == "" {
			return name
		}
	}
}

func (s *state) have(p, name, kind string) {
	s.links[p] = append(s.links[p], name)
	s.kinds[p+"/"+name] = kind
}

func (s *state) bridge(p string) {
	name := s.name(p, "br")
	settings := ""
	for _, set := range []string{"stp_state 1", "priority 4096", "forward_delay 400", "ageing_time 1000", "mcast_snooping 0"} {
		if s.chance(10) {
			settings += " " + set
		}
	}
	s.ip(p, "link add %s type bridge%s", name, settings)
	s.have(p, name, "bridge")
}

func (s *state) veth(p, q string) {
	a := s.name(p, "e")
	s.have(p, a, "veth")
	b := s.name(q, "e")
	s.have(q, b, "veth")
	switch {
	case p == q:
		s.ip(p, "link add %s type veth peer name %s", a, b)
	case q == "host" || s.chance(50):
		near, far, x, y := p, q, a, b
		if q == "host" {
			near, far, x, y = q, p, b, a
		}
		s.ip(near, "link add %s type veth peer name %s netns %s", x, y, far)
	default:
		s.ip(p, "link add %s type veth peer name moved", a)
		s.ip(p, "link set moved netns %s", q)
		s.ip(q, "link set moved name %s", b)
	}
}

// link sets what a link has by itself.
func (s *state) link(p, l string) {
	for _, set := range []string{
		"mtu 1400", "txqueuelen 500", "alias 'a b'", "group 7", fmt.Sprintf("address 02:00:00:00:00:%02x", s.IntN(200)+1),
		"multicast off", "promisc on", "arp off", "allmulticast on",
	} {
		if s.chance(8) {
			s.ip(p, "link set %s %s", l, set)
		}
	}
	if s.kinds[p+"/"+l] == "veth" && s.chance(50) {
		for _, b := range s.links[p] {
			if s.kinds[p+"/"+b] == "bridge" {
				s.ip(p, "link set %s master %s", l, b)
				if s.chance(20) {
					s.tool("bridge", p, "link set dev %s hairpin on", l)
				}
				if s.chance(30) {
					s.tool("bridge", p, "fdb add 02:00:00:00:01:%02x dev %s master static", s.IntN(9), l)
				}
				break
			}
		}
	}
	for _, set := range []string{"ipv4.conf.%s.rp_filter=1", "ipv6.conf.%s.disable_ipv6=1", "ipv6.conf.%s.accept_dad=0", "ipv4.conf.%s.proxy_arp=1", "ipv4.conf.%s.forwarding=1"} {
		if s.chance(5) {
			s.set(p, "net."+set, l)
		}
	}
	if s.chance(75) {
		s.ip(p, "link set %s up", l)
	}
	if s.chance(8) {
		name := s.name(p, "r")
		s.ip(p, "link set %s name %s", l, name)
		for i := range s.links[p] {
			if s.links[p][i] == l {
				s.links[p][i] = name
			}
		}
		s.kinds[p+"/"+name] = s.kinds[p+"/"+l]
	}
}

// inet gives a link addresses and neighbours.
func (s *state) inet(p, l string) {
	for range s.IntN(3) {
		net, host := s.IntN(3), s.IntN(4)+1
		extra := s.of([]string{"", "", "", " broadcast +", " scope link", " label " + l + ":x", " metric 50", " valid_lft 5000 preferred_lft 4000", " noprefixroute"})
		if s.chance(10) {
			s.ip(p, "addr add 10.9.0.%d peer 10.9.%d.1/%d dev %s", host, net, 24+8*s.IntN(2), l)
			continue
		}
		s.ip(p, "addr add 10.0.%d.%d/%d%s dev %s", net, host, 24+s.IntN(2), extra, l)
	}
	for range s.IntN(2) {
		s.ip(p, "addr add 2001:db8:%d::%d/64%s dev %s", s.IntN(3), s.IntN(4)+1, s.of([]string{"", "", " nodad", " preferred_lft 0"}), l)
	}
	if s.chance(20) {
		s.ip(p, "neigh add 10.0.%d.%d lladdr 02:00:00:00:02:%02x dev %s", s.IntN(3), s.IntN(9)+10, s.IntN(9), l)
	}
	if s.chance(10) {
		s.ip(p, "neigh add 2001:db8:0::%d lladdr 02:00:00:00:02:%02x dev %s", s.IntN(9)+10, s.IntN(9), l)
	}
}

func (s *state) routes(p string) {
	links := append([]string{"lo"}, s.links[p]...)
	for range s.IntN(4) {
		n := s.IntN(3)
		l := s.of(links)
		s.ip(p, "%s", s.of([]string{
			fmt.Sprintf("route add default via 10.0.%d.%d", n, s.IntN(4)+1),
			fmt.Sprintf("route add 192.0.2.0/24 via 10.0.%d.%d metric 7", n, s.IntN(4)+5),
			fmt.Sprintf("route add 192.0.2.%d dev %s", s.IntN(3), l),
			fmt.Sprintf("route add 198.51.100.0/24 via 203.0.113.%d dev %s onlink", s.IntN(3)+1, l),
			fmt.Sprintf("route add 198.51.100.0/24 dev %s table 100 proto static mtu 1300", l),
			"route add blackhole 203.0.113.0/24",
			"route add unreachable 203.0.113.0/25 metric 3",
			fmt.Sprintf("route add 198.51.100.0/25 nexthop via 10.0.%d.77 weight 2 nexthop via 10.0.%d.78", n, (n+1)%3),
			fmt.Sprintf("-6 route add default via 2001:db8:%d::77", n),
			fmt.Sprintf("route add 2001:db8:9::/64 via 2001:db8:%d::77 metric 5", n),
			fmt.Sprintf("route add 2001:db8:8::/64 dev %s", l),
			fmt.Sprintf("route add 192.0.2.128/25 dev %s src 10.0.%d.%d", l, n, s.IntN(4)+1),
			"route add blackhole 2001:db8:7::/64",
		}))
	}
}

// policy are some rules of the routing policy that keep no route from its gateway.
func (s *state) policy(p string) {
	for range s.IntN(4) {
		s.ip(p, "%srule add %s priority %d", s.of([]string{"", "", "-6 "}), s.of([]string{
			fmt.Sprintf("from all fwmark %d lookup 100", s.IntN(2)+1), "fwmark 0x1/0xff prohibit", fmt.Sprintf("iif e%d lookup 100", s.IntN(3)),
			"lookup main suppress_prefixlength 0", "not fwmark 0 lookup 200", "lookup 300 protocol static",
		}), s.IntN(3)+1000)
	}
	if s.chance(20) {
		s.ip(p, "rule del lookup default")
	}
}

// rules are some of those that Docker writes, and some that a lesson does.
func (s *state) rules(p string) {
	nft := func(f string, v ...any) {
		prefix := ""
		if p != "host" {
			prefix = "ip netns exec " + p + " "
		}
		s.line(prefix+"nft "+f, v...)
	}
	for _, table := range []string{"ip nat", "ip filter"}[s.IntN(2):] {
		nft("add table %s", table)
		kind, hook := "nat", "postrouting"
		if table == "ip filter" {
			kind, hook = "filter", "forward"
		}
		nft("add chain %s %s '{ type %s hook %s priority %d; policy %s; }'", table, hook, kind, hook, 100*s.IntN(2), "accept")
		nft("add chain %s OWN", table)
		for range s.IntN(4) {
			nft("add rule %s %s '%s'", table, s.of([]string{hook, "OWN"}), s.of([]string{
				"ip saddr 10.0.0.0/24 counter accept", `oifname "e1" accept`, "jump OWN", "tcp dport 80 counter accept", "ip daddr 10.0.1.1 drop",
			}))
		}
	}
}
