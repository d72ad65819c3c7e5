//go:build linux

package shell

// match is one thing that a rule asks for.
func (l nftLines) match() string {
	return l.one(l.matchNetwork, l.matchNetwork, l.matchTransport, l.matchTransport, l.matchMeta, l.matchMeta, l.matchTracked, l.matchSets, l.matchLink)()
}

func (l nftLines) matchNetwork() string {
	switch l.IntN(12) {
	case 0, 1, 2:
		return "ip " + l.of("saddr ", "daddr ") + l.value(l.ip4)
	case 3, 4:
		return "ip6 " + l.of("saddr ", "daddr ") + l.value(l.ip6)
	case 5, 6:
		return l.of("ip protocol ", "ip6 nexthdr ") + l.value(l.protocol)
	case 7:
		return "ip ttl " + l.of("1", "64", "< 5", "!= 1", "{ 1, 2 }", "1-5")
	case 8:
		return "ip dscp " + l.of("cs1", "0x10", "af11", "!= cs0", "{ cs1, af11 }")
	case 9:
		return l.of("ip length > 100", "ip length 100-200", "ip id 5", "ip version 4", "ip hdrlength 5", "ip frag-off & 0x1fff != 0", "ip checksum 0x10",
			"ip ecn ce")
	case 10:
		return l.of("ip6 hoplimit 5", "ip6 length < 10", "ip6 flowlabel 5", "ip6 version 6", "ip6 hoplimit != { 1, 255 }")
	}
	return "icmp" + l.of(" type ", " type ", "v6 type ", "v6 type ") + l.value(func() string {
		return l.of("echo-request", "echo-reply", "8", "destination-unreachable", "128", "nd-neighbor-solicit", "1-5", "time-exceeded")
	})
}

func (l nftLines) matchTransport() string {
	switch l.IntN(10) {
	case 0, 1, 2, 3:
		return l.of("tcp", "tcp", "udp", "th", "sctp") + l.of(" dport ", " dport ", " sport ") + l.value(l.port)
	case 4, 5:
		return "tcp flags " + l.of("syn", "syn,ack", "& (syn|ack) == syn", "syn / syn,ack", "! syn", "fin,rst", "== syn", "!= syn", "{ syn, ack }",
			"& syn == syn", "& (fin|syn|rst|ack) == syn",
			"& syn != 0", "syn | ack")
	case 6:
		return l.of("tcp sequence 5", "tcp ackseq 1-5", "tcp window 5", "tcp doff 8", "udp length > 8", "udp checksum 0", "tcp urgptr 0", "sctp vtag 5",
			"dccp sport 5", "udplite dport 6")
	case 7:
		return l.of("icmp code ", "icmpv6 code ") + l.of("0", "1-3", "port-unreachable", "host-unreachable", "{ 0, 1 }")
	case 8:
		return l.of("tcp option maxseg size 1400", "icmp id 5", "icmp mtu 5", "icmp sequence 1", "icmpv6 id 5", "esp spi 5", "ah spi 5", "igmp type 0x11",
			"comp cpi 5", "udp dport . udp sport { 1 . 2 }")
	}
	return l.of("tcp", "udp") + " dport vmap " + l.braces(func() string { return l.port() + " : " + l.verdict() })
}

func (l nftLines) matchMeta() string {
	switch l.IntN(14) {
	case 0, 1, 2:
		return l.of("iifname ", "oifname ", "meta iifname ", "meta oifname ") + l.value(l.device)
	case 3, 4:
		return l.of("iif ", "oif ", "meta iif ") + l.value(l.there)
	case 5:
		return l.of("meta mark ", "mark ") + l.value(l.mark)
	case 6, 7:
		return "meta l4proto " + l.value(l.protocol)
	case 8:
		return "meta protocol " + l.value(func() string { return l.of("ip", "ip6", "arp", "vlan", "0x0800") })
	case 9:
		return "meta nfproto " + l.of("ipv4", "ipv6", "!= ipv4", "{ ipv4, ipv6 }")
	case 10:
		return l.of("meta pkttype ", "pkttype ") + l.value(func() string { return l.of("broadcast", "host", "multicast", "unicast") })
	case 11:
		return l.of("meta skuid ", "skuid ", "meta skgid ") + l.value(func() string { return l.of("0", "root", "1000", "5-10") })
	case 12:
		return l.of("meta length < 500", "meta length 5-10", "meta priority 5:6", "meta priority none", "meta cpu 0", "iifgroup default", "oifgroup 5",
			"iiftype ether", "meta iiftype loopback",
			"meta nftrace 1", "meta hour \"10:00\"", "meta mark and 0xff == 5", "meta mark & 0xf != 1", "meta random 5", "meta ibrname br0",
			"meta obrname \"br0\"", "rtclassid 5", "meta iifkind veth")
	}
	return "fib " + l.of("daddr type ", "saddr type ", "daddr . iif type ", "saddr . iif oif ", "daddr oifname ", "saddr . mark type ",
		"daddr . mark . iif type ") +
		l.of("local", "broadcast", "!= local", "{ local, unicast }", "0", "missing", "exists", "lo", "blackhole")
}

func (l nftLines) matchTracked() string {
	switch l.IntN(4) {
	case 0:
		return "ct state " + l.of("established", "new", "established,related", "related,established", "invalid", "{ new, established }", "! new", "!= new",
			"untracked", "invalid,new", "== new", "& new == new", "vmap { invalid : drop, established : accept, related : accept }", "new|related",
			"{ new, established, new }")
	case 1:
		return "ct mark " + l.of("5", "0x10", "!= 7", "and 0xff == 5", "{ 1, 2 }", "1-5")
	case 2:
		return "ct " + l.of("direction original", "direction reply", "status dnat", "status snat,dnat", "status expected", "status ! snat",
			"count over 5", "count 7", "helper \"ftp\"", "expiration > 30s", "protocol tcp", "l3proto ipv4", "id 5", "zone 5", "label 1", "bytes > 100",
			"original packets > 5", "avgpkt 5")
	}
	return "ct " + l.of("original ", "reply ") + l.of("ip saddr 10.0.0.1", "ip daddr 10.0.0.0/8", "ip6 saddr ::1", "saddr 1.2.3.4", "proto-dst 22",
		"protocol tcp", "l3proto ipv4")
}

func (l nftLines) matchSets() string {
	return l.of("ip saddr @sa", "ip daddr @sa", "ip daddr != @sa", "tcp dport @sp", "udp sport != @sp", "ip6 saddr @s6", "iifname @sn",
		"ip saddr . tcp dport @sc", "tcp dport vmap @mv", "ip saddr vmap @mv",
		"ip saddr . tcp dport { 1.2.3.4 . 22, 10.0.0.1 . 80 }", "ip saddr . ip daddr { 10.0.0.0/8 . 1.2.3.4, 10.0.0.1 . 10.0.0.2 }",
		"iifname . ip saddr { \"lo\" . 1.2.3.4, v0 . 10.0.0.1 }",
		"ip saddr vmap "+l.braces(func() string { return l.ip4() + " : " + l.verdict() }),
		"iifname vmap "+l.braces(func() string { return l.device() + " : " + l.verdict() }),
		"ip protocol . th dport { tcp . 22, udp . 53 }", "meta l4proto . th dport { tcp . 22, udp . 53 }",
		"ip saddr . tcp dport vmap { 1.2.3.4 . 22 : accept }", "tcp dport @nosuch", "ip saddr @sp",
		"iif . ip saddr { lo . 1.2.3.4 }", "meta mark . ip saddr { 1 . 1.2.3.4 }", "numgen random mod 2 0",
		"numgen inc mod 4 vmap { 0 : accept, 1 : drop }", "jhash ip saddr mod 2 0")
}

func (l nftLines) matchLink() string {
	switch l.IntN(4) {
	case 0:
		return "ether " + l.of("saddr ", "daddr ") + l.value(func() string { return l.of("02:00:00:00:00:01", "02:00:00:00:00:02") })
	case 1:
		return "ether type " + l.value(func() string { return l.of("ip", "arp", "ip6", "0x88cc", "vlan") })
	case 2:
		return l.of("vlan id 5", "vlan id != 7", "vlan pcp 3", "vlan type ip", "ether type vlan vlan id 5")
	}
	return "arp " + l.of("operation request", "operation reply", "htype 1", "ptype ip", "saddr ip 10.0.0.1", "daddr ether 02:00:00:00:00:01", "hlen 6",
		"operation { request, reply }")
}

func (l nftLines) actVerdict() string { return l.of("accept", "accept", "drop", l.verdict()) }

func (l nftLines) actCount() string {
	return l.of("counter", "counter", "counter packets 5 bytes 7", "counter name n", "counter name nosuch", "quota 10 mbytes",
		"quota over 5 kbytes used 1 bytes", "quota name q", "limit rate 5/second",
		"limit rate 10/minute burst 3 packets", "limit rate over 1 mbytes/second", "limit rate 3/hour", "limit rate over 10/second burst 5 packets",
		"limit rate 1 kbytes/second burst 2 kbytes", "ct count over 5",
		`comment "hello"`, "limit rate 0/second", "limit name x")
}

func (l nftLines) actNAT() string {
	flags := l.maybe("", " random", " persistent", " fully-random", " random,persistent")
	switch l.IntN(8) {
	case 0, 1:
		return "masquerade" + l.maybe(" to :1024-2048", " to :80") + flags
	case 2, 3:
		return "redirect" + l.of("", " to :8080", " to :80-90", " to 80", " to : 80") + flags
	case 4:
		return "snat " + l.of("to 1.2.3.4", "to 10.0.0.1-10.0.0.9", "to 1.2.3.4:80-90", "ip to 1.2.3.4", "to 2001:db8::1", "ip6 to 2001:db8::1",
			"to [2001:db8::1]:80", "to ip saddr map { 10.0.0.1 : 1.2.3.4 }", "to :80",
			"to 10.0.0.0/24", "ip to ip saddr map { 10.0.0.1 : 1.2.3.4 }") + flags
	case 5, 6:
		return "dnat " + l.of("to 10.0.0.2:80", "to 10.0.0.2", "ip to 10.0.0.2", "ip to 10.0.0.2:80", "to [fd00::1]:80", "ip6 to fd00::1",
			"to 10.0.0.2-10.0.0.4", "to :80", "to 10.0.0.2 : 80", "to fd00::1") + flags
	}
	return "dnat " + l.of("to tcp dport map @ma", "to tcp dport map { 80 : 10.0.0.2, 81 : 10.0.0.3 }",
		"ip to tcp dport map { 80 : 10.0.0.2, 81 : 10.0.0.3 }", "to numgen inc mod 2 map { 0 : 10.0.0.2, 1 : 10.0.0.3 }",
		"ip to tcp dport map @ma", "to tcp dport map { 80 : 10.0.0.2 . 8080, 81 : 10.0.0.3 . 90 }",
		"ip addr . port to tcp dport map { 80 : 10.0.0.2 . 8080 }")
}

func (l nftLines) actReject() string {
	return "reject" + l.of("", "", " with tcp reset", " with icmp type host-unreachable", " with icmpx type admin-prohibited",
		" with icmpv6 type no-route", " with icmp host-unreachable", " with icmpx port-unreachable",
		" with icmp type 3", " with icmpv6 port-unreachable")
}

func (l nftLines) actSet() string {
	return l.of("meta mark set 5", "meta mark set 0x10", "ct mark set 5", "ct mark set meta mark", "meta mark set ct mark",
		"meta mark set ip saddr map { 1.2.3.4 : 5, 1.2.3.5 : 6 }", "meta priority set 1:2", "meta nftrace set 1",
		"meta pkttype set host", "add @sa { ip saddr }", "update @sa { ip saddr timeout 5m }", "add @sa { ip saddr limit rate 5/second }",
		"delete @sa { ip daddr }", "notrack", "ip ttl set 5", "ip dscp set cs1",
		"tcp option maxseg size set rt mtu", "ct mark set ct mark and 0xff", "meta mark set meta mark or 1", "ct zone set 5", "tcp dport set 80",
		"update @sc { ip saddr . tcp dport }", "add @ma { tcp dport : ip saddr }",
		"ether saddr set 02:00:00:00:00:01", "meta mark set numgen inc mod 2", "meta mark set jhash ip saddr mod 2", "ct helper set \"x\"",
		"update @sa { ip saddr counter }")
}

func (l nftLines) actLog() string {
	return l.of("log", `log prefix "a b"`, `log prefix "a" level info`, "log group 5", "log level debug flags all", "log flags tcp options",
		"log group 5 snaplen 10 queue-threshold 2", "log flags skuid", "log level audit",
		"queue", "queue num 3", "queue num 3-5 fanout", "queue flags bypass to 3", "queue to 3-5", "dup to 10.0.0.1", "synproxy mss 1460 wscale 7",
		"tproxy to :80", "log flags ether", "log prefix x group 1")
}
