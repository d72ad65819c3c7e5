package ipcmd

import "testing"

// inetLines are commands of addresses, routes and neighbours as they are typed, and as String writes them.
func inetLines() [][2]string {
	return [][2]string{
		{"ip a", "ip addr show"},
		{"ip -6 a s lo", "ip -6 addr show dev lo"},
		{"ip a a 10.1/16 dev v0", "ip addr add 10.1.0.0/16 dev v0"},
		{"ip addr add 192.168.5.3/255.255.255.0 dev veth1", "ip addr add 192.168.5.3/24 dev veth1"},
		{"ip addr add local 10.0.0.1 remote 10.0.0.2/30 b + dev v0", "ip addr add 10.0.0.1/32 peer 10.0.0.2/30 broadcast + dev v0"},
		{"ip addr chg 10.0.0.1/8 brd 10.0.0.9 label v0:a dev v0", "ip addr change 10.0.0.1/8 broadcast 10.0.0.9 dev v0 label v0:a"},
		{"ip addr replace 10.0.0.1/8 dev v0 scope 0xfd pref 7", "ip addr replace 10.0.0.1/8 dev v0 scope link metric 7"},
		{"ip addr add fe80::1/64 dev v0 nodad home valid_lft 9 preferred_lft 0", "ip addr add fe80::1/64 dev v0 valid_lft 9 preferred_lft 0 nodad home"},
		{"ip addr add 10.0.0.1/8 nodad secondary dev v0", "ip addr add nodad secondary 10.0.0.1/8 dev v0"},
		{"ip addr del 10.0.0.1 dev v0", "ip addr del 10.0.0.1 dev v0"},
		{"ip addr del fe80::1 dev v0", "ip addr del fe80::1/128 dev v0"},
		{"ip addr show primary -tentative dynamic", "ip addr show -secondary -tentative -permanent"},
		{"ip addr show type bridge_slave master br0 up", "ip addr show up master br0 type bridge_slave"},
		{"ip addr show label 'v0:*' scope all to 10/8", "ip addr show to 10.0.0.0/8 label 'v0:*'"},
		{"ip addr flush scope all", "ip addr flush scope all"},
		{"ip addr save", "ip addr save"},
		{"ip r", "ip route show"},
		{"ip route add default via 10.0.0.1", "ip route add default via 10.0.0.1"},
		{"ip route add 10/8 dev v0 src 10.0.0.1", "ip route add 10.0.0.0/8 src 10.0.0.1 dev v0"},
		{"ip route add black 10/8 t 100 pri 5", "ip route add blackhole 10.0.0.0/8 metric 5 table 100"},
		{"ip route add 10/8 via inet6 fe80::1 dev v0 onlink", "ip route add 10.0.0.0/8 via inet6 fe80::1 dev v0 onlink"},
		{"ip route add default src 10.0.0.1 via inet6 fe80::1 dev v0", "ip route add default src 10.0.0.1 via inet6 fe80::1 dev v0"},
		{"ip route add 10/8 via 10.0.0.1 mtu lock 1400 w 9 tos 0x28", "ip route add 10.0.0.0/8 via 10.0.0.1 tos AF11 mtu lock 1400 window 9"},
		{"ip route d 10/8 proto 77 scope host", "ip route delete 10.0.0.0/8 proto 77 scope host"},
		{"ip route add 10/8 nexthop via 10.0.0.1 nexthop dev v0 weight 3 onlink", "ip route add 10.0.0.0/8 nexthop via 10.0.0.1 weight 1 nexthop dev v0 weight 3 onlink"},
		{"ip -6 route add default dev v0 pref high expires 60", "ip -6 route add default dev v0 pref 1 expires 60"},
		{"ip route add default encap mpls 7 via 10.0.0.1", "ip route add default encap mpls 7 via 10.0.0.1"},
		{"ip ro l table all", "ip route show table all"},
		{"ip route show 10/8", "ip route show to exact 10.0.0.0/8"},
		{"ip route show root 10/8 from match default", "ip route show to root 10.0.0.0/8 from match default"},
		{"ip route show any via 10.0.0.1 dev v0 type prohi", "ip route show via 10.0.0.1/32 dev v0 type prohibit"},
		{"ip route flush table main", "ip route flush table main"},
		{"ip route flush cache", "ip route flush cached"},
		{"ip route get fibmatch to 10.0.0.9 oif v0 uid 0", "ip route get fibmatch 10.0.0.9/32 oif v0 uid 0"},
		{"ip n", "ip neigh show"},
		{"ip neigh add 10.0.0.2 ll 2:0:0:0:0:a dev v0", "ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:0a dev v0 nud permanent"},
		{"ip neigh replace 10.0.0.2 dev v0 nud r router use", "ip neigh replace 10.0.0.2 dev v0 nud reachable router use"},
		{"ip neigh add proxy 10.0.0.2", "ip neigh add proxy 10.0.0.2 nud permanent"},
		{"ip neigh add 10.0.0.2 dev v0 managed extern_learn proto static", "ip neigh add 10.0.0.2 dev v0 managed nud none extern_learn protocol static"},
		{"ip neigh get 10.0.0.2 dev v0", "ip neigh get 10.0.0.2 dev v0"},
		{"ip neigh list nud 4 nud all 10/8 unused", "ip neigh show to 10.0.0.0/8 unused nud stale nud all"},
		{"ip neigh flush all", "ip neigh flush all"},
	}
}

func TestParseInetRefuses(t *testing.T) {
	for _, test := range []struct {
		line, text string
		status     int
	}{
		{"ip addr bogus", "Command \"bogus\" is unknown, try \"ip address help\".\n", 255},
		{"ip addr add 10.0.0.1/24", "Not enough information: \"dev\" argument is required.\n", 1},
		{"ip addr add 10.0.0.256 dev v0", "Error: any valid prefix is expected rather than \"10.0.0.256\".\n", 1},
		{"ip -6 addr add 10.0.0.1 dev v0", "Error: inet6 prefix is expected rather than \"10.0.0.1\".\n", 1},
		{"ip addr add 10.0.0.1 peer ::1 dev v0", "Error: inet prefix is expected rather than \"::1\".\n", 1},
		{"ip addr add 10.0.0.1 10.0.0.2 dev v0", "Error: either \"local\" is duplicate, or \"10.0.0.2\" is a garbage.\n", 255},
		{"ip addr add 10.0.0.1 nodad", "Warning: nodad option can be set only for IPv6 addresses\nNot enough information: \"dev\" argument is required.\n", 1},
		{"ip addr add ::1 brd - dev v0", "Broadcast can be set only for IPv4 addresses\n", 1},
		{"ip addr add 10.0.0.1 dev v0 scope x", "Error: argument \"x\" is wrong: invalid scope value.\n", 255},
		{"ip addr flush", "Flush requires arguments.\n", 1},
		{"ip route flush", "\"ip route flush\" requires arguments.\n", 1},
		{"ip route get", "need at least a destination address\n", 1},
		{"ip route add 10/8 via x", "Error: inet address is expected rather than \"x\".\n", 1},
		{"ip route add 10/8 via 10.0.0.1 via 10.0.0.2", "Error: argument \"via\" is wrong: use nexthop syntax to specify multiple via\n\n", 255},
		{"ip route add 10/8 nexthop", "Error: unexpected end of line after \"nexthop\"\n", 255},
		{"ip route add 10/8 nexthop via 10.0.0.1 x", "Error: \"nexthop\" or end of line is expected instead of \"x\"\n", 255},
		{"ip route show table x", "Error: argument \"x\" is wrong: table id value is invalid\n\n", 255},
		{"ip neigh add 10.0.0.1", "Device and destination are required arguments.\n", 255},
		{"ip neigh get 10.0.0.1", "Device and address are required arguments.\n", 1},
		{"ip neigh add 10.0.0.1 dev v0 nud x", "Error: argument \"x\" is wrong: nud state is bad\n", 255},
		{"ip neigh add 10.0.0.1 dev v0 lladdr zz", "\"zz\" is invalid lladdr.\n", 1},
	} {
		_, err := Parse(split(t, test.line)[1:])
		refused, ok := err.(*Error)
		if !ok {
			t.Errorf("unexpected error of %s: want an *Error, got %v", test.line, err)
			continue
		}
		if refused.Text != test.text || refused.Status != test.status {
			t.Errorf("unexpected error of %s:\nwant %q, %d\n got %q, %d", test.line, test.text, test.status, refused.Text, refused.Status)
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"ip addr add ::1 dev v0 nodad", ""},
		{"ip addr add 10.0.0.1/8 dev v0 nodad", "Warning: nodad option can be set only for IPv6 addresses\n"},
		{"ip addr del 10.0.0.1/8 dev v0", ""},
		{"ip addr del 10.0.0.1 dev v0", "Warning: Executing wildcard deletion to stay compatible with old scripts.\n" +
			"         Explicitly specify the prefix length (10.0.0.1/32) to avoid this warning.\n" +
			"         This special behaviour is likely to disappear in further releases,\n" +
			"         fix your scripts!\n"},
		{"ip route get 10.0.0.1/8", "Warning: /8 as prefix is invalid, only /32 (or none) is supported.\n"},
		{"ip route get ::1/8", "Warning: /8 as prefix is invalid, only /128 (or none) is supported.\n"},
	} {
		c, err := Parse(split(t, test.line)[1:])
		if err != nil {
			t.Fatalf("unexpected error of %s: %v", test.line, err)
		}
		if got := c.Action.(interface{ Warnings() string }).Warnings(); got != test.want {
			t.Errorf("unexpected warnings of %s: want %q, got %q", test.line, test.want, got)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, test := range []struct{ words, want string }{
		{"valid_lft 5 preferred_lft 5", ""},
		{"valid_lft 0", "valid_lft is zero"},
		{"valid_lft 5", "preferred_lft is greater than valid_lft"},
		{"autojoin", "autojoin needs multicast address"},
	} {
		c, err := Parse(split(t, "ip addr add 10.0.0.1/8 dev v0 "+test.words)[1:])
		if err != nil {
			t.Fatalf("unexpected error of %s: %v", test.words, err)
		}
		got := ""
		if err := c.Action.(AddrAdd).Check(); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("unexpected error of %s: want %q, got %q", test.words, test.want, got)
		}
	}
}
