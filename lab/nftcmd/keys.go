package nftcmd

import "strings"

// Source is what a key is read from.
type Source int

// The sources.
const (
	SourcePayload Source = iota + 1
	SourceMeta
	SourceCt
	SourceFIB
	SourceNumgen
)

// The bases of a payload's offsets (nf_tables.h).
const (
	BaseLink      = 0
	BaseNetwork   = 1
	BaseTransport = 2
)

// Key is something of a packet that a rule can ask for, or set.
type Key struct {
	Name   string // as it is listed: "ip saddr", "tcp dport", "iifname", "ct state", "fib daddr type", …
	Type   Type
	Source Source

	// Of a payload: which header, and where in it.
	Header       string
	Base         uint32
	Offset, Bits uint32
	Desc, Field  uint32 // nft's numbers of both, which `typeof` leaves in the kernel

	Number    uint32 // of meta and ct, the kernel's number; of fib, what is asked for; of numgen, the way
	Flags     uint32 // of fib, by what is asked
	Direction int    // of ct: 0 original, 1 reply, -1 either
}

// header is a protocol's header with its fields, as nft has them.
type header struct {
	name   string
	base   uint32
	desc   uint32
	fields []field
}

type field struct {
	name         string
	number       uint32
	offset, bits uint32
	kind         string // the type; empty is a number
}

func headers() []header {
	ports := []field{{"sport", 1, 0, 16, "inet_service"}, {"dport", 2, 16, 16, "inet_service"}}
	return []header{
		{"ether", BaseLink, 17, []field{{"daddr", 1, 0, 48, "ether_addr"}, {"saddr", 2, 48, 48, "ether_addr"}, {"type", 3, 96, 16, "ether_type"}}},
		{"arp", BaseNetwork, 15, []field{{"htype", 1, 0, 16, ""}, {"ptype", 2, 16, 16, "ether_type"}, {"hlen", 3, 32, 8, ""}, {"plen", 4, 40, 8, ""},
			{"operation", 5, 48, 16, "arp_op"}, {"saddr ether", 6, 64, 48, "ether_addr"}, {"daddr ether", 7, 144, 48, "ether_addr"},
			{"saddr ip", 8, 112, 32, "ipv4_addr"}, {"daddr ip", 9, 192, 32, "ipv4_addr"}}},
		{"ip", BaseNetwork, 12, []field{{"version", 1, 0, 4, ""}, {"hdrlength", 2, 4, 4, ""}, {"dscp", 3, 8, 6, "dscp"}, {"ecn", 4, 14, 2, "ecn"},
			{"length", 5, 16, 16, ""}, {"id", 6, 32, 16, ""}, {"frag-off", 7, 48, 16, ""}, {"ttl", 8, 64, 8, ""}, {"protocol", 9, 72, 8, "inet_proto"},
			{"checksum", 10, 80, 16, ""}, {"saddr", 11, 96, 32, "ipv4_addr"}, {"daddr", 12, 128, 32, "ipv4_addr"}}},
		{"ip6", BaseNetwork, 13, []field{{"length", 5, 32, 16, ""}, {"nexthdr", 6, 48, 8, "inet_proto"}, {"hoplimit", 7, 56, 8, ""},
			{"saddr", 8, 64, 128, "ipv6_addr"}, {"daddr", 9, 192, 128, "ipv6_addr"}}},
		{"icmp", BaseTransport, 4, []field{{"type", 1, 0, 8, "icmp_type"}, {"code", 2, 8, 8, "icmp_code"}, {"checksum", 3, 16, 16, ""}}},
		{"icmpv6", BaseTransport, 14, []field{{"type", 1, 0, 8, "icmpv6_type"}, {"code", 2, 8, 8, "icmpv6_code"}, {"checksum", 3, 16, 16, ""}}},
		{"tcp", BaseTransport, 8, append(ports, field{"sequence", 3, 32, 32, ""}, field{"ackseq", 4, 64, 32, ""}, field{"doff", 5, 96, 4, ""},
			field{"flags", 7, 104, 8, "tcp_flag"}, field{"window", 8, 112, 16, ""}, field{"checksum", 9, 128, 16, ""}, field{"urgptr", 10, 144, 16, ""})},
		{"udp", BaseTransport, 6, append(ports, field{"length", 3, 32, 16, ""}, field{"checksum", 4, 48, 16, ""})},
		{"udplite", BaseTransport, 7, append(ports, field{"checksum", 4, 48, 16, ""})},
		{"dccp", BaseTransport, 9, ports},
		{"sctp", BaseTransport, 10, append(ports, field{"vtag", 3, 32, 32, ""}, field{"checksum", 4, 64, 32, ""})},
		{"th", BaseTransport, 11, ports},
	}
}

// key is the key of a field.
func (h header) key(f field) Key {
	t := integer(int(f.bits+7)/8, false)
	if f.bits%8 != 0 {
		t.Bits = int(f.bits)
	}
	if f.kind != "" {
		t = must(f.kind)
	}
	return Key{Name: h.name + " " + f.name, Type: t, Source: SourcePayload, Header: h.name, Base: h.base, Offset: f.offset, Bits: f.bits, Desc: h.desc,
		Field: f.number, Direction: -1}
}

// Keys are all that can be matched.
func Keys() []Key {
	var all []Key
	for _, h := range headers() {
		for _, f := range h.fields {
			all = append(all, h.key(f))
		}
	}
	for _, m := range metas() {
		all = append(all, m.key())
	}
	for _, c := range cts() {
		all = append(all, c.key())
	}
	all = append(all, fibs()...)
	for _, n := range numgens() {
		all = append(all, n.key())
	}
	return all
}

// KeyOf gives the key of that name.
func KeyOf(name string) (Key, bool) {
	first, rest, _ := strings.Cut(name, " ")
	for _, h := range headers() {
		if h.name != first {
			continue
		}
		for _, f := range h.fields {
			if f.name == rest {
				return h.key(f), true
			}
		}
	}
	var others []known
	switch first {
	case "ct":
		others = cts()
	case "numgen":
		others = numgens()
	case "fib":
		for _, k := range fibs() {
			if k.Name == name {
				return k, true
			}
		}
	default:
		others = metas()
	}
	for _, o := range others {
		if o.name == name {
			return o.key(), true
		}
	}
	return Key{}, false
}

// Protocol tells whether a key is a protocol of a packet's connection. What a rule asks of it, nft takes for known of the packet, too, where
// it knows the protocol below: what comes after it is left to nft.
func Protocol(key string) bool {
	return strings.HasPrefix(key, "ct ") && (strings.HasSuffix(key, " protocol") || strings.HasSuffix(key, " l3proto"))
}

// known is a key that is no field of a header.
type known struct {
	name      string
	number    uint32
	kind      string // the type; empty is a number of so many bytes, in the machine's byte order
	size      int
	source    Source
	direction int
}

func (k known) key() Key {
	t := integer(k.size, true)
	switch k.kind {
	case "":
	case "classid":
		t = traffic()
	case "string":
		t = helper()
	default:
		if t = must(k.kind); k.size > 0 {
			t.Size = k.size
		}
	}
	return Key{Name: k.name, Type: t, Source: k.source, Number: k.number, Direction: k.direction}
}

// numgens make numbers: one after the other, or at random.
func numgens() []known {
	return []known{{name: "numgen inc", size: 4, source: SourceNumgen}, {name: "numgen random", number: 1, size: 4, source: SourceNumgen}}
}

// metas are what the kernel knows of a packet beside what is in it (enum nft_meta_keys).
func metas() []known {
	all := []known{
		{name: "meta length", number: 0, size: 4}, {name: "meta protocol", number: 1, kind: "ether_type"}, {name: "meta priority", number: 2, kind: "classid"},
		{name: "meta mark", number: 3, kind: "mark"}, {name: "iif", number: 4, kind: "iface_index"}, {name: "oif", number: 5, kind: "iface_index"},
		{name: "iifname", number: 6, kind: "ifname"}, {name: "oifname", number: 7, kind: "ifname"}, {name: "meta iiftype", number: 8, kind: "iface_type"},
		{name: "meta oiftype", number: 9, kind: "iface_type"}, {name: "meta skuid", number: 10, kind: "uid"}, {name: "meta skgid", number: 11, kind: "gid"},
		{name: "meta nftrace", number: 12, size: 1}, {name: "meta nfproto", number: 15, kind: "nf_proto"}, {name: "meta l4proto", number: 16, kind: "inet_proto"},
		{name: "meta ibrname", number: 17, kind: "ifname"}, {name: "meta obrname", number: 18, kind: "ifname"}, {name: "meta pkttype", number: 19, kind: "pkt_type"},
		{name: "meta cpu", number: 20, size: 4}, {name: "iifgroup", number: 21, kind: "devgroup"}, {name: "oifgroup", number: 22, kind: "devgroup"},
	}
	for i := range all {
		all[i].source, all[i].direction = SourceMeta, -1
	}
	return all
}

// traffic is the type of a packet's class.
func traffic() Type {
	return Type{Name: "classid", ID: 23, Size: 4, Host: true, Form: FormTraffic, Symbols: []Symbol{{"none", 0}, {"root", 0xffffffff}}, Group: 5}
}

// cts are what is known of a packet's connection (enum nft_ct_keys).
func cts() []known {
	all := []known{
		{name: "ct state", number: 0, kind: "ct_state"}, {name: "ct direction", number: 1, kind: "ct_dir"}, {name: "ct status", number: 2, kind: "ct_status"},
		{name: "ct mark", number: 3, kind: "mark"}, {name: "ct expiration", number: 5, kind: "time", size: 4}, {name: "ct helper", number: 6, kind: "string"},
		{name: "ct l3proto", number: 7, kind: "nf_proto"}, {name: "ct protocol", number: 10, kind: "inet_proto"}, {name: "ct bytes", number: 15, size: 8},
		{name: "ct packets", number: 14, size: 8}, {name: "ct avgpkt", number: 16, size: 8}, {name: "ct zone", number: 17, size: 2},
	}
	for i := range all {
		all[i].direction = -1
	}
	for i, direction := range []string{"original", "reply"} {
		for _, c := range []known{
			{name: "bytes", number: 15, size: 8}, {name: "packets", number: 14, size: 8}, {name: "avgpkt", number: 16, size: 8},
			{name: "proto-src", number: 11, kind: "inet_service"}, {name: "proto-dst", number: 12, kind: "inet_service"},
			{name: "ip saddr", number: 19, kind: "ipv4_addr"}, {name: "ip daddr", number: 20, kind: "ipv4_addr"},
			{name: "ip6 saddr", number: 21, kind: "ipv6_addr"}, {name: "ip6 daddr", number: 22, kind: "ipv6_addr"},
		} {
			c.name, c.direction = "ct "+direction+" "+c.name, i
			all = append(all, c)
		}
	}
	for i := range all {
		all[i].source = SourceCt
	}
	return all
}

// helper is the type of a connection helper's name.
func helper() Type { return Type{Name: "string", ID: 5, Size: 16, Host: true, Form: FormText} }

// What a fib is asked by, and for (nf_tables.h).
const (
	fibSource      = 1
	fibDestination = 2
	fibMark        = 4
	fibIn          = 8
	fibOut         = 16
	fibPresent     = 32

	fibResultIndex = 1
	fibResultName  = 2
	fibResultType  = 3
)

// fibs ask the routing table. `oif` with the word missing or exists asks whether there is a route.
func fibs() []Key {
	var all []Key
	for _, by := range []struct {
		name string
		flag uint32
	}{{"saddr", fibSource}, {"daddr", fibDestination}} {
		for _, more := range []struct {
			name string
			flag uint32
		}{{"", 0}, {" . mark", fibMark}, {" . iif", fibIn}, {" . oif", fibOut}, {" . mark . iif", fibMark | fibIn}, {" . mark . oif", fibMark | fibOut}} {
			for _, result := range []struct {
				name   string
				number uint32
				flag   uint32
				kind   string
			}{{" type", fibResultType, 0, "fib_addrtype"}, {" oifname", fibResultName, 0, "ifname"}, {" oif", fibResultIndex, fibPresent, "boolean"}} {
				t := must(result.kind)
				if result.kind == "boolean" {
					t = presence()
				}
				all = append(all, Key{Name: "fib " + by.name + more.name + result.name, Type: t, Source: SourceFIB,
					Number: result.number, Flags: by.flag | more.flag | result.flag, Direction: -1})
			}
		}
	}
	return all
}

// presence is whether there is a route.
func presence() Type {
	t := must("boolean")
	t.Size, t.Host = 4, true
	return t
}

// other are the words by which keys may also be called.
func other(name string) string {
	rest, ok := strings.CutPrefix(name, "meta ")
	switch rest {
	case "iif", "oif", "iifname", "oifname", "iifgroup", "oifgroup":
		if ok {
			return rest
		}
	case "mark", "nftrace", "skuid", "skgid", "pkttype", "cpu", "iiftype", "oiftype":
		if !ok {
			return "meta " + rest
		}
	}
	for _, d := range []string{"original", "reply"} {
		for _, f := range []string{"saddr", "daddr", "protocol", "l3proto"} {
			if name != "ct "+d+" "+f {
				continue
			}
			if strings.HasPrefix(f, "proto") || strings.HasPrefix(f, "l3") {
				return "ct " + f
			}
		}
	}
	return name
}
