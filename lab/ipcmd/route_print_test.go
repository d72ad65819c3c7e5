package ipcmd

import (
	"fmt"
	"net/netip"
	"testing"

	"vethlab/lab/topo"
)

func entry(dst string, change func(*RouteEntry)) RouteEntry {
	r := RouteEntry{Route: topo.Route{
		Family: "inet", Type: "unicast", Dst: netip.MustParsePrefix(dst), Protocol: "boot", Scope: "global",
		Table: topo.TableMain, DevName: "v0",
	}}
	change(&r)
	return r
}

// What a lab's kernel does not say by itself: old kernels' errors, times, answers with flags.
func TestRouteText(t *testing.T) {
	host := netip.MustParsePrefix("10.0.0.2/32")
	for _, test := range []struct {
		route  RouteEntry
		filter RouteFilter
		option Options
		want   string
	}{
		{entry("0.0.0.0/0", func(r *RouteEntry) { r.Gateway = host.Addr() }), RouteFilter{}, Options{}, "default via 10.0.0.2 dev v0 \n"},
		{entry("0.0.0.0/0", func(r *RouteEntry) { r.Gateway = host.Addr() }), RouteFilter{Via: &host}, Options{}, "default dev v0 \n"},
		{entry("10.0.0.0/8", func(r *RouteEntry) { r.Scope, r.Flags = "link", []string{"dead", "linkdown"} }), RouteFilter{Dev: "v0"}, Options{},
			"10.0.0.0/8 scope link dead linkdown \n"},
		{entry("10.0.0.0/8", func(r *RouteEntry) { r.Gateway = netip.MustParseAddr("fe80::1") }), RouteFilter{}, Options{},
			"10.0.0.0/8 via inet6 fe80::1 dev v0 \n"},
		{entry("2001:db8::/32", func(r *RouteEntry) { r.Family, r.Type, r.Error, r.Pref = "inet6", "unreachable", 4294967183, "medium" }),
			RouteFilter{}, Options{}, "unreachable 2001:db8::/32 dev v0 metric 0 error 4294967183 pref medium\n"},
		{entry("2001:db8::/32", func(r *RouteEntry) { r.Family, r.Metric, r.Left = "inet6", 9, 6000 }),
			RouteFilter{}, Options{}, "2001:db8::/32 dev v0 metric 9 expires 60sec \n"},
		{entry("2001:db8::/32", func(r *RouteEntry) { r.Family, r.Metric, r.Left, r.Age = "inet6", 9, 99, 1 }),
			RouteFilter{}, Options{Stats: 1}, "2001:db8::/32 dev v0 metric 9 expires 0sec age 0sec \n"},
		{entry("2001:db8::/32", func(r *RouteEntry) { r.Family, r.Metric, r.From = "inet6", 9, netip.MustParsePrefix("::/64") }),
			RouteFilter{}, Options{}, "2001:db8::/32 from ::/64 dev v0 metric 9 \n"},
		{entry("10.0.0.255/32", func(r *RouteEntry) { r.Type, r.Cloned, r.Cache, r.UID = "broadcast", true, 0x90000000, new(uint32) }),
			RouteFilter{}, Options{}, "broadcast 10.0.0.255 dev v0 uid 0 \n    cache <local,brd> \n"},
		{entry("10.0.0.2/32", func(r *RouteEntry) { r.Cloned, r.IIF, r.Mark = true, "v1", 16 }),
			RouteFilter{}, Options{OneLine: true}, "10.0.0.2 dev v0 mark 0x10 \\    cache iif v1 \n"},
		{entry("10.0.0.0/8", func(r *RouteEntry) {
			r.Metrics = []topo.Metric{{Name: "rtt", Value: 2400}, {Name: "rttvar", Value: 6000}, {Name: "features", Value: 3}, {Name: "mtu", Locked: true}}
		}), RouteFilter{}, Options{}, "10.0.0.0/8 dev v0 rtt 300ms rttvar 1.5s features ecn 0x3 mtu lock 0 \n"},
	} {
		if got := RouteText(test.route, test.filter, test.option); got != test.want {
			t.Errorf("unexpected route:\nwant %q\n got %q", test.want, got)
		}
	}
}

func TestAddrText(t *testing.T) {
	link := topo.Link{Index: 2, Name: "v0", Addrs: []topo.Addr{{
		Family: "inet6", Local: netip.MustParseAddr("2001:db8::1"), PrefixLen: 64, Scope: "global",
		Flags: topo.AddrSecondary | topo.AddrDeprecated | topo.AddrStablePrivacy | 0x1000, Valid: 9, Preferred: topo.Forever - 1,
	}}}
	want := `2: v0    inet6 2001:db8::1/64 scope global temporary deprecated dynamic stable-privacy flags 1000 \` +
		"       valid_lft 9sec preferred_lft -2sec\n"
	if got := AddrText(link, nil, AddrFilter{}, Options{OneLine: true}); got != want {
		t.Errorf("unexpected address:\nwant %q\n got %q", want, got)
	}
	if got, want := AddrText(link, nil, AddrFilter{Family: Inet}, Options{Brief: true, OneLine: true}), fmt.Sprintf("%-16s %-14s \n", "v0", ""); got != want {
		t.Errorf("unexpected address:\nwant %q\n got %q", want, got)
	}
}

func TestHost(t *testing.T) {
	for _, text := range []string{"10.0.0.1", "::", "::1", "::192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1", "::12"} {
		if got := host(netip.MustParseAddr(text)); got != text {
			t.Errorf("unexpected text: want %s, got %s", text, got)
		}
	}
}
