package explain

import (
	"net/netip"
	"testing"

	"vethlab/lab/topo"
)

// bridgedLab is a – bridge – b: a has 10.0.1.1 and b 10.0.1.2, at va and vb of r's br0, which has .254.
// changes are made to it.
func bridgedLab(changes ...func(a, r, b *topo.Namespace)) Held {
	const works = topo.FlagUp | topo.FlagLowerUp
	address := func(text string) []topo.Addr {
		in := netip.MustParsePrefix(text)
		return []topo.Addr{{Family: "inet", Local: in.Addr(), PrefixLen: in.Bits()}}
	}
	port := func(name string, index int, ns topo.ID) topo.Link {
		return topo.Link{Name: name, Index: index, Kind: "veth", Flags: works, Master: 9, Peer: &topo.End{Namespace: ns, Index: 2},
			Port: &topo.Port{State: "forwarding"}}
	}
	end := func(name string, id topo.ID, text string, peer int) topo.Namespace {
		near := topo.Route{Type: "unicast", Dst: netip.MustParsePrefix("10.0.1.0/24"), Dev: 2, Table: topo.TableMain}
		return topo.Namespace{Name: name, ID: id, Routes: []topo.Route{by("0.0.0.0/0", "10.0.1.254", 2), near}, Links: []topo.Link{
			{Name: "eth0", Index: 2, Kind: "veth", Flags: works, Peer: &topo.End{Namespace: 3, Index: peer}, Addrs: address(text)},
		}}
	}
	h := Held{Topology: topo.Topology{Namespaces: []topo.Namespace{
		{Name: topo.HostName, ID: 1},
		end("a", 2, "10.0.1.1/24", 2),
		{Name: "r", ID: 3, Routes: []topo.Route{{Type: "unicast", Dst: netip.MustParsePrefix("10.0.1.0/24"), Dev: 9, Table: topo.TableMain}}, Links: []topo.Link{port("va", 2, 2), port("vb", 3, 4),
			{Name: "br0", Index: 9, Kind: "bridge", Flags: works, Bridge: &topo.Bridge{}, Addrs: address("10.0.1.254/24")}}},
		end("b", 4, "10.0.1.2/24", 3),
	}}}
	for _, change := range changes {
		change(&h.Topology.Namespaces[1], &h.Topology.Namespaces[2], &h.Topology.Namespaces[3])
	}
	return h
}

func TestBroken(t *testing.T) {
	w := tables(t)
	const lost = "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n"
	const neighbour, router, beyond = "ip netns exec a ping -c1 10.0.1.2", "ip netns exec a ping -c1 10.0.1.254", "ip netns exec a ping -c1 10.0.2.9"
	const unplugged, zhUnplugged = "va, which leads to a, is in no bridge: `ip -n r link set va master br0` plugs it in.",
		"va 的另一端在 a，它却没有插在网桥上：用 `ip -n r link set va master br0` 插上。"
	const unjoined, zhUnjoined = "No bridge joins va and vb: `ip -n r link add NAME type bridge` makes one, `ip -n r link set va master NAME` plugs in an end.",
		"没有网桥连接 va 和 vb：用 `ip -n r link add 名字 type bridge` 建一个，用 `ip -n r link set va master 名字` 把一端插上。"
	pull := func(ports ...int) func(a, r, b *topo.Namespace) {
		return func(_, r, _ *topo.Namespace) {
			for _, i := range ports {
				r.Links[i].Master, r.Links[i].Port = 0, nil
			}
		}
	}
	noBridge := func(_, r, _ *topo.Namespace) { r.Links = r.Links[:2] }
	noAddress := func(_, r, _ *topo.Namespace) { r.Links[2].Addrs = nil }
	for name, test := range map[string]struct {
		line             string
		held             Held
		english, chinese string
	}{
		"the bridge is off": {neighbour, bridgedLab(func(_, r, _ *topo.Namespace) { r.Links[2].Flags = 0 }),
			"The way to 10.0.1.2 leads through br0 in r, which is down: `ip -n r link set br0 up`.", "去 10.0.1.2 要经过 r 里的 br0，而它未启用：用 `ip -n r link set br0 up` 启用它。"},
		"a port is off": {router, bridgedLab(func(a, r, _ *topo.Namespace) { r.Links[0].Flags, a.Links[0].Flags = 0, topo.FlagUp }),
			"The way to 10.0.1.254 leads through va in r, which is down: `ip -n r link set va up`.", "去 10.0.1.254 要经过 r 里的 va，而它未启用：用 `ip -n r link set va up` 启用它。"},
		"the other end is off": {neighbour, bridgedLab(func(_, r, b *topo.Namespace) { b.Links[0].Flags, r.Links[1].Flags = 0, topo.FlagUp }),
			"The way to 10.0.1.2 leads through eth0 in b, which is down: `ip -n b link set eth0 up`.", "去 10.0.1.2 要经过 b 里的 eth0，而它未启用：用 `ip -n b link set eth0 up` 启用它。"},
		"that of a container": {neighbour, bridgedLab(func(_, r, b *topo.Namespace) {
			b.Links[0].Flags, r.Links[1].Flags, b.Path = 0, topo.FlagUp, "/proc/9/ns/net"
		}), "The way to 10.0.1.2 leads through eth0 in b, which is down.", "去 10.0.1.2 要经过 b 里的 eth0，而它未启用。"},
		"one is not plugged in":              {neighbour, bridgedLab(pull(0)), unplugged, zhUnplugged},
		"one is not plugged in, to a router": {router, bridgedLab(pull(0)), unplugged, zhUnplugged},
		"the other is not plugged in": {neighbour, bridgedLab(pull(1)), "vb, which leads to b, is in no bridge: `ip -n r link set vb master br0` plugs it in.",
			"vb 的另一端在 b，它却没有插在网桥上：用 `ip -n r link set vb master br0` 插上。"},
		"none is plugged in":               {neighbour, bridgedLab(pull(0, 1)), unjoined, zhUnjoined},
		"the bridge is gone":               {neighbour, bridgedLab(pull(0, 1), noBridge), unjoined, zhUnjoined},
		"the bridge is gone, and a router": {router, bridgedLab(pull(0, 1), noBridge), unjoined, zhUnjoined},
		"the bridge is gone, beyond":       {beyond, bridgedLab(pull(0, 1), noBridge), unjoined, zhUnjoined},
		"no router": {beyond, bridgedLab(noAddress), "Nobody in the lab has the address 10.0.1.254: `ip -n r addr add 10.0.1.254/24 dev br0` gives it to a device.",
			"实验里没有谁有 10.0.1.254 这个地址：用 `ip -n r addr add 10.0.1.254/24 dev br0` 加给一个设备。"},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := w.Advice(test.line, lost, test.held, lang); got != want {
				t.Errorf("%s: unexpected advice on %s:\nwant %q\ngot  %q", name, test.line, want, got)
			}
		}
	}
}
