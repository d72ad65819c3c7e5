package explain

import (
	"net/netip"
	"testing"

	"vethlab/lab/topo"
)

// TestUnheard holds that settings are named by which a ping, or the question who has an address, is not answered.
func TestUnheard(t *testing.T) {
	w := tables(t)
	const lost, generally, chinese = "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n",
		"Nothing came back. Are both ends up (`ip link`), with an address (`ip addr`) and a route (`ip route`), and does no rule drop it (`nft list ruleset`)?",
		"没有收到任何回应。两端都启用了吗（`ip link`）？有地址（`ip addr`）和路由（`ip route`）吗？有没有规则丢弃它（`nft list ruleset`）？"
	set := func(settings map[string]string) func(a, r, b *topo.Namespace) {
		return func(_, r, b *topo.Namespace) {
			r.Sysctls = map[string]string{"net.ipv4.ip_forward": "1"}
			b.Sysctls = settings
		}
	}
	const far = "ip netns exec a ping -c1 10.0.2.1"
	const deaf, zhDeaf = "b answers no pings (icmp_echo_ignore_all): `ip netns exec b sysctl -w net.ipv4.icmp_echo_ignore_all=0` has it answer.",
		"b 不应答 ping（icmp_echo_ignore_all）：用 `ip netns exec b sysctl -w net.ipv4.icmp_echo_ignore_all=0` 让它应答。"
	const silent, zhSilent = "b does not answer who has 10.0.2.1 when it is asked by vb (arp_ignore): `ip netns exec b sysctl -w net.ipv4.conf.vb.arp_ignore=0` has it answer.",
		"有人从 vb 问谁有 10.0.2.1 时，b 不应答（arp_ignore）：用 `ip netns exec b sysctl -w net.ipv4.conf.vb.arp_ignore=0` 让它应答。"
	const router, zhRouter = "r does not answer who has 10.0.1.254 when it is asked by ra (arp_ignore): `ip netns exec r sysctl -w net.ipv4.conf.all.arp_ignore=0` has it answer.",
		"有人从 ra 问谁有 10.0.1.254 时，r 不应答（arp_ignore）：用 `ip netns exec r sysctl -w net.ipv4.conf.all.arp_ignore=0` 让它应答。"
	ignoring := map[string]string{"net.ipv4.icmp_echo_ignore_all": "1"}
	for name, test := range map[string]struct {
		line             string
		held             Held
		english, chinese string
	}{
		"no pings":             {far, routedLab(withBack, set(ignoring)), deaf, zhDeaf},
		"no pings, and nc":     {"ip netns exec a nc -v 10.0.2.1 80", routedLab(withBack, set(ignoring)), generally, chinese},
		"no pings of its own":  {"ip netns exec b ping -c1 10.0.2.1", routedLab(set(ignoring), func(_, _, b *topo.Namespace) { b.Links[0].Flags = topo.FlagUp }), deaf, zhDeaf},
		"no answer at all":     {far, routedLab(withBack, set(map[string]string{"net.ipv4.conf.vb.arp_ignore": "8"})), silent, zhSilent},
		"asked by its device":  {far, routedLab(withBack, set(map[string]string{"net.ipv4.conf.vb.arp_ignore": "1"})), generally, chinese},
		"asked by another one": {far, routedLab(withBack, set(map[string]string{"net.ipv4.conf.vb.arp_ignore": "1"}), elsewhereOfB), silent, zhSilent},
		"a router": {far, routedLab(withBack, func(_, r, _ *topo.Namespace) {
			r.Sysctls = map[string]string{"net.ipv4.ip_forward": "1", "net.ipv4.conf.all.arp_ignore": "8", "net.ipv4.conf.ra.arp_ignore": "1"}
		}), router, zhRouter},
		"a container": {far, routedLab(withBack, set(ignoring), func(_, _, b *topo.Namespace) { b.Path = "/proc/9/ns/net" }),
			"b answers no pings (icmp_echo_ignore_all).", "b 不应答 ping（icmp_echo_ignore_all）。"},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := w.Advice(test.line, lost, test.held, lang); got != want {
				t.Errorf("%s: unexpected advice: want %q, got %q", name, want, got)
			}
		}
	}
}

// elsewhereOfB gives b's address to another device of b's, and vb one beside it.
func elsewhereOfB(_, _, b *topo.Namespace) {
	addrs := b.Links[1].Addrs
	b.Links = append(b.Links, topo.Link{Name: "d", Index: 5, Kind: "dummy", Flags: topo.FlagUp | topo.FlagLowerUp, Addrs: addrs})
	b.Links[1].Addrs = []topo.Addr{{Family: "inet", Local: netip.MustParseAddr("10.0.2.9"), PrefixLen: 24}}
}

// TestWithout6 holds that it is told where IPv6 is switched off.
func TestWithout6(t *testing.T) {
	w := tables(t)
	lab := func(settings map[string]string) Held {
		return routedLab(func(_, r, _ *topo.Namespace) { r.Sysctls = settings })
	}
	const unreachable, unassigned = "ping: connect: Network is unreachable\n", "ping: connect: Cannot assign requested address\n"
	const noRoute, zhNoRoute = "There is no route to that address: `ip -n r route` lists them. Is the device up?", "没有到这个地址的路由：用 `ip -n r route` 看看。设备启用了吗？"
	const off, zhOff = "IPv6 is switched off in r: `ip netns exec r sysctl -w net.ipv6.conf.all.disable_ipv6=0` switches it on.",
		"r 里关掉了 IPv6：用 `ip netns exec r sysctl -w net.ipv6.conf.all.disable_ipv6=0` 打开。"
	const both = "net.ipv6.conf.all.disable_ipv6"
	for _, test := range []struct {
		line, output     string
		settings         map[string]string
		english, chinese string
	}{
		{"ip netns exec r ping fd00::1", unreachable, map[string]string{both: "1"}, off, zhOff},
		{"ip netns exec r ping ::1", unassigned, map[string]string{both: "1"}, off, zhOff},
		{"ip netns exec r ping fd00::1", unreachable, map[string]string{"net.ipv6.conf.ra.disable_ipv6": "1", "net.ipv6.conf.rb.disable_ipv6": "1"}, off, zhOff},
		{"ip netns exec r ping fd00::1", unreachable, map[string]string{"net.ipv6.conf.ra.disable_ipv6": "1"}, noRoute, zhNoRoute},
		{"ip netns exec r ping fd00::1", unreachable, nil, noRoute, zhNoRoute},
		{"ip netns exec r ping 10.9.9.9", unreachable, map[string]string{both: "1"}, noRoute, zhNoRoute},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := w.Advice(test.line, test.output, lab(test.settings), lang); got != want {
				t.Errorf("unexpected advice on %s with %v: want %q, got %q", test.line, test.settings, want, got)
			}
		}
	}
	here := lab(map[string]string{both: "1"})
	here.Here = "r"
	if got, want := w.Advice("ping fd00::1", unreachable, here, "en"), "IPv6 is switched off here: `sysctl -w net.ipv6.conf.all.disable_ipv6=0` switches it on."; got != want {
		t.Errorf("unexpected advice: want %q, got %q", want, got)
	}
}
