package explain

import (
	"net/netip"
	"testing"

	"vethlab/lab/topo"
)

// routedLab is a – r – b: a has 10.0.1.1 and a default route by r, which has .254 of both networks, and b has 10.0.2.1 and no way back. changes
// are made to it.
func routedLab(changes ...func(a, r, b *topo.Namespace)) Held {
	const works = topo.FlagUp | topo.FlagLowerUp
	veth := func(name string, index int, address string, ns topo.ID, peer int) topo.Link {
		in := netip.MustParsePrefix(address)
		return topo.Link{Name: name, Index: index, Kind: "veth", Flags: works, Peer: &topo.End{Namespace: ns, Index: peer},
			Addrs: []topo.Addr{{Family: "inet", Local: in.Addr(), PrefixLen: in.Bits()}}}
	}
	near := func(network string, dev int, source string) topo.Route {
		return topo.Route{Type: "unicast", Dst: netip.MustParsePrefix(network), Dev: dev, Table: topo.TableMain, PrefSrc: netip.MustParseAddr(source)}
	}
	h := Held{Topology: topo.Topology{Namespaces: []topo.Namespace{
		{Name: topo.HostName, ID: 1, Links: []topo.Link{{Name: "lo", Index: 1, Flags: works}}},
		{Name: "a", ID: 2, Links: []topo.Link{{Name: "lo", Index: 1}, veth("va", 2, "10.0.1.1/24", 3, 2)},
			Routes: []topo.Route{by("0.0.0.0/0", "10.0.1.254", 2), near("10.0.1.0/24", 2, "10.0.1.1")}},
		{Name: "r", ID: 3, Links: []topo.Link{{Name: "lo", Index: 1}, veth("ra", 2, "10.0.1.254/24", 2, 2), veth("rb", 3, "10.0.2.254/24", 4, 2)},
			Routes: []topo.Route{near("10.0.1.0/24", 2, "10.0.1.254"), near("10.0.2.0/24", 3, "10.0.2.254")}},
		{Name: "b", ID: 4, Links: []topo.Link{{Name: "lo", Index: 1}, veth("vb", 2, "10.0.2.1/24", 3, 3)},
			Routes: []topo.Route{near("10.0.2.0/24", 2, "10.0.2.1")}},
	}}}
	for _, change := range changes {
		change(&h.Topology.Namespaces[1], &h.Topology.Namespaces[2], &h.Topology.Namespaces[3])
	}
	return h
}

// by is a route by a router.
func by(network, gateway string, dev int) topo.Route {
	return topo.Route{Type: "unicast", Dst: netip.MustParsePrefix(network), Gateway: netip.MustParseAddr(gateway), Dev: dev, Table: topo.TableMain}
}

// withBack gives b its way back.
func withBack(_, _, b *topo.Namespace) {
	b.Routes = append(b.Routes, by("10.0.1.0/24", "10.0.2.254", 2))
}

// bridged puts a device of b's and one of a's at two ports of a bridge of r's, which has an address in their network.
func bridged(a, r, b *topo.Namespace) {
	r.Links[1].Master, r.Links[2].Master = 9, 9
	r.Links[1].Port, r.Links[2].Port = &topo.Port{State: "forwarding"}, &topo.Port{State: "forwarding"}
	bridge := topo.Link{Name: "br0", Index: 9, Kind: "bridge", Flags: topo.FlagUp | topo.FlagLowerUp, Bridge: &topo.Bridge{}, Addrs: r.Links[1].Addrs}
	r.Links[1].Addrs, r.Links[2].Addrs = nil, nil
	r.Links = append(r.Links, bridge)
	b.Links[1].Addrs = []topo.Addr{{Family: "inet", Local: netip.MustParseAddr("10.0.1.2"), PrefixLen: 24}}
}

// ruled are tables with these rules.
func ruled(texts ...string) []topo.Table {
	var rules []topo.Rule
	for _, text := range texts {
		rules = append(rules, topo.Rule{Text: text})
	}
	return []topo.Table{{Family: "ip", Name: "nat", Chains: []topo.Chain{{Rules: rules}}}}
}

func TestRouted(t *testing.T) {
	w := tables(t)
	const lost, generally, chinese = "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n",
		"Nothing came back. Are both ends up (`ip link`), with an address (`ip addr`) and a route (`ip route`), and does no rule drop it (`nft list ruleset`)?",
		"没有收到任何回应。两端都启用了吗（`ip link`）？有地址（`ip addr`）和路由（`ip route`）吗？有没有规则丢弃它（`nft list ruleset`）？"
	const noWayBack, zhNoWayBack = "The answer finds no way back: b has no route to 10.0.1.1. `ip -n b route add 10.0.1.0/24 via 10.0.2.254` makes one.",
		"应答回不来：b 没有到 10.0.1.1 的路由。用 `ip -n b route add 10.0.1.0/24 via 10.0.2.254` 添加。"
	const closed, zhClosed = "The way to 10.0.2.1 leads through r, which does not forward packets. `ip netns exec r sysctl -w net.ipv4.ip_forward=1` makes it do so.",
		"去 10.0.2.1 要经过 r，而它不转发包。用 `ip netns exec r sysctl -w net.ipv4.ip_forward=1` 打开转发。"
	const far, here = "ip netns exec a ping -c1 10.0.2.1", "ip netns exec a ping -c1 10.0.1.9"
	inside := routedLab(withBack)
	inside.Here = "r"
	for name, test := range map[string]struct {
		line             string
		held             Held
		english, chinese string
	}{
		"no way back":    {far, routedLab(), noWayBack, zhNoWayBack},
		"not forwarding": {far, routedLab(withBack), closed, zhClosed},
		"forwarding":     {far, routedLab(withBack, func(_, r, _ *topo.Namespace) { r.Sysctls = map[string]string{"net.ipv4.ip_forward": "1"} }), generally, chinese},
		"a device not forwarding": {far, routedLab(withBack, func(_, r, _ *topo.Namespace) {
			r.Sysctls = map[string]string{"net.ipv4.ip_forward": "1", "net.ipv4.conf.ra.forwarding": "0"}
		}), "The way to 10.0.2.1 leads through r, which does not forward what comes by ra. `ip netns exec r sysctl -w net.ipv4.conf.ra.forwarding=1` makes it do so.",
			"去 10.0.2.1 要经过 r，而它不转发从 ra 来的包。用 `ip netns exec r sysctl -w net.ipv4.conf.ra.forwarding=1` 打开转发。"},
		"both devices forwarding": {far, routedLab(withBack, func(_, r, _ *topo.Namespace) {
			r.Sysctls = map[string]string{"net.ipv4.conf.ra.forwarding": "1", "net.ipv4.conf.rb.forwarding": "1"}
		}), generally, chinese},
		"a strict device": {far, routedLab(withBack, func(_, r, b *topo.Namespace) {
			r.Sysctls, b.Sysctls = map[string]string{"net.ipv4.ip_forward": "1"}, map[string]string{"net.ipv4.conf.all.rp_filter": "1"}
			b.Routes = append(b.Routes, topo.Route{Type: "unicast", Dst: netip.MustParsePrefix("10.0.1.1/32"), Dev: 5, Table: topo.TableMain})
			b.Links = append(b.Links, topo.Link{Name: "d", Index: 5, Kind: "dummy", Flags: topo.FlagUp | topo.FlagLowerUp})
		}), "b takes no packets of 10.0.1.1 that come by vb: its own way there is another (rp_filter). `ip netns exec b sysctl -w net.ipv4.conf.vb.rp_filter=2` lets them in.",
			"b 不收从 vb 来的 10.0.1.1 的包：它自己去那里走另一条路（rp_filter）。用 `ip netns exec b sysctl -w net.ipv4.conf.vb.rp_filter=2` 放行。"},
		"nc":              {"ip netns exec a nc -zw1 10.0.2.1 80", routedLab(withBack), closed, zhClosed},
		"from another":    {"ip netns exec a ping -I va 10.0.2.1", routedLab(), generally, chinese},
		"a container":     {far, routedLab(withBack, func(_, r, _ *topo.Namespace) { r.Path = "/proc/9/ns/net" }), generally, chinese},
		"the shell's own": {far, inside, "The way to 10.0.2.1 leads through r, which does not forward packets. `sysctl -w net.ipv4.ip_forward=1` makes it do so.", "去 10.0.2.1 要经过 r，而它不转发包。用 `sysctl -w net.ipv4.ip_forward=1` 打开转发。"},
		"another source": {far, routedLab(func(_, r, _ *topo.Namespace) {
			r.Sysctls, r.Tables = map[string]string{"net.ipv4.ip_forward": "1"}, ruled("masquerade")
		}), generally, chinese},
		"another source, and not forwarding": {far, routedLab(func(_, r, _ *topo.Namespace) { r.Tables = ruled("masquerade") }), closed, zhClosed},
		"led elsewhere": {far, routedLab(func(_, r, _ *topo.Namespace) {
			r.Tables = ruled("tcp dport 80 dnat to 10.0.9.9:80", "dnat to 10.0.9.9")
		}), generally, chinese},
		"a port led elsewhere": {far, routedLab(func(_, r, _ *topo.Namespace) { r.Tables = ruled("tcp dport 80 dnat to 10.0.9.9:80") }), noWayBack, zhNoWayBack},
		"nc to a port led elsewhere": {"ip netns exec a nc -zw1 10.0.2.1 80",
			routedLab(func(_, r, _ *topo.Namespace) { r.Tables = ruled("tcp dport 80 dnat to 10.0.9.9:80") }), generally, chinese},
		"a table that no rule asks": {far, routedLab(func(_, _, b *topo.Namespace) {
			b.Routes = append(b.Routes, topo.Route{Table: 100, Dst: netip.MustParsePrefix("0.0.0.0/0")})
		}), noWayBack, zhNoWayBack},
		"no way back for a private one": {"ip netns exec a ping 203.0.113.9", routedLab(func(_, r, b *topo.Namespace) {
			r.Links[2].Addrs[0].Local, b.Links[1].Addrs[0].Local = netip.MustParseAddr("203.0.113.2"), netip.MustParseAddr("203.0.113.9")
			r.Routes[1].Dst, r.Routes[1].PrefSrc = netip.MustParsePrefix("203.0.113.0/24"), netip.MustParseAddr("203.0.113.2")
		}), "The answer finds no way back: b has no route to 10.0.1.1. `ip -n b route add 10.0.1.0/24 via 203.0.113.2` makes one. With masquerade on r it needs none.",
			"应答回不来：b 没有到 10.0.1.1 的路由。用 `ip -n b route add 10.0.1.0/24 via 203.0.113.2` 添加。若在r上做 masquerade，就不需要。"},
		"b may be off":      {far, routedLab(func(_, _, b *topo.Namespace) { b.Links = append(b.Links, topo.Link{Name: "v9", Index: 9}) }), generally, chinese},
		"lo off is no sign": {far, routedLab(func(_, _, b *topo.Namespace) { b.Links[0].Flags = 0 }), noWayBack, zhNoWayBack},
		"no way on": {far, routedLab(func(_, r, _ *topo.Namespace) { r.Routes = r.Routes[:1] }),
			"The way ends at r, which has no route to 10.0.2.1. `ip -n r route` lists those that it has.", "路到 r 就断了：它没有到 10.0.2.1 的路由。用 `ip -n r route` 看看它有哪些。"},
		"nobody": {here, routedLab(), "Nobody in the lab has the address 10.0.1.9. In its network: 10.0.1.254 (r).",
			"实验里没有谁有 10.0.1.9 这个地址。那个网络里有：10.0.1.254（r）。"},
		"nobody at all": {here, routedLab(func(_, r, _ *topo.Namespace) { r.Links[1].Addrs = nil }),
			"Nobody in the lab has the address 10.0.1.9: `ip -n r addr add 10.0.1.9/24 dev ra` gives it to a device.", "实验里没有谁有 10.0.1.9 这个地址：用 `ip -n r addr add 10.0.1.9/24 dev ra` 加给一个设备。"},
		"nobody at a bridge": {here, routedLab(bridged), "Nobody in the lab has the address 10.0.1.9. In its network: 10.0.1.2 (b), 10.0.1.254 (r).",
			"实验里没有谁有 10.0.1.9 这个地址。那个网络里有：10.0.1.2（b）、10.0.1.254（r）。"},
		"the end of a bridge": {"ip netns exec a ping 10.0.1.2", routedLab(bridged), "The answer finds no way back: b has no route to 10.0.1.1. `ip -n b route` lists those that it has.",
			"应答回不来：b 没有到 10.0.1.1 的路由。用 `ip -n b route` 看看它有哪些。"},
		"a circle": {far, routedLab(func(_, r, _ *topo.Namespace) { r.Routes = append(r.Routes, by("10.0.2.1/32", "10.0.1.1", 2)) }),
			"The way to 10.0.2.1 goes round in a circle: r sends it back. `ip -n r route get 10.0.2.1` shows by which route.",
			"去 10.0.2.1 的路绕成了圈：r 又把包送了回来。用 `ip -n r route get 10.0.2.1` 看看走的是哪条路由。"},
		"refused": {far, routedLab(func(_, r, _ *topo.Namespace) {
			r.Routes = append(r.Routes, topo.Route{Type: "unreachable", Dst: netip.MustParsePrefix("10.0.2.1/32"), Table: topo.TableMain})
		}), "The way to 10.0.2.1 ends at r, whose route `unreachable 10.0.2.1` lets nothing through. `ip -n r route del unreachable 10.0.2.1` takes it away.",
			"去 10.0.2.1 的路到 r 就断了：它的路由 `unreachable 10.0.2.1` 什么都不放行。用 `ip -n r route del unreachable 10.0.2.1` 删掉它。"},
		"refused on the way back": {far, routedLab(func(_, r, b *topo.Namespace) {
			b.Routes = append(b.Routes, topo.Route{Type: "blackhole", Dst: netip.MustParsePrefix("10.0.1.0/24"), Table: topo.TableMain})
		}), "The way to 10.0.1.1 ends at b, whose route `blackhole 10.0.1.0/24` lets nothing through. `ip -n b route del blackhole 10.0.1.0/24` takes it away.",
			"去 10.0.1.1 的路到 b 就断了：它的路由 `blackhole 10.0.1.0/24` 什么都不放行。用 `ip -n b route del blackhole 10.0.1.0/24` 删掉它。"},
		"the router's device is off": {far, routedLab(func(_, r, _ *topo.Namespace) { r.Links[2].Flags, r.Routes = 0, r.Routes[:1] }),
			"The way to 10.0.2.1 leads through rb in r, which is down: `ip -n r link set rb up`.", "去 10.0.2.1 要经过 r 里的 rb，而它未启用：用 `ip -n r link set rb up` 启用它。"},
		"a wrong gateway": {far, routedLab(func(a, r, _ *topo.Namespace) {
			a.Routes[0].Gateway, r.Sysctls = netip.MustParseAddr("10.0.1.77"), map[string]string{"net.ipv4.ip_forward": "1"}
		}), "The route leads by 10.0.1.77, which nobody in the lab has. In its network: 10.0.1.254 (r).", "路由要经过 10.0.1.77，而实验里没有谁有这个地址。那个网络里有：10.0.1.254（r）。"},
		"all of a network": {"ip netns exec a ping -b 10.0.1.255", routedLab(), generally, chinese},
		"AnyIP": {here, routedLab(func(_, r, _ *topo.Namespace) {
			r.Routes = append(r.Routes, topo.Route{Type: "local", Dst: netip.MustParsePrefix("10.0.1.0/28"), Table: topo.TableLocal})
		}), generally, chinese},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := w.Advice(test.line, lost, test.held, lang); got != want {
				t.Errorf("%s: unexpected advice on %s: want %q, got %q", name, test.line, want, got)
			}
		}
	}
}
