//go:build linux

package shell

import (
	"fmt"
	"slices"
	"strings"
)

// nftLines makes random commands of `nft`: most of them right, some nearly. There are few names, so that they meet.
type nftLines struct {
	lines
	family string // of most of its tables
}

func newNftLines(l lines) nftLines {
	return nftLines{l, l.of("ip", "ip", "ip", "inet", "inet", "ip6", "ip6", "bridge", "bridge", "arp")}
}

// table is the name of a table with its family.
func (l nftLines) table() string {
	if l.IntN(20) == 0 {
		return l.of("ip t", "ip6 t", "inet t", "bridge t", "t", l.family+" u", l.family+" tt")
	}
	return l.family + " t"
}

func (l nftLines) chain() string { return l.of("c", "c", "c", "d", "d", "e", "chan") }

// beginning are the commands that a sequence starts with, a few of them left out: without tables and chains all else would fail.
func (l nftLines) beginning() []string {
	var some []string
	for _, line := range []string{
		"add table " + l.family + " t", "add chain " + l.family + " t c " + l.hook(), "add chain " + l.family + " t d",
		"add set " + l.family + " t sa { type ipv4_addr; }", "add set " + l.family + " t sp { type inet_service; flags interval; elements = { 1-5, 22 }; }",
		"add map " + l.family + " t mv { type inet_service : verdict; elements = { 22 : accept, 80 : jump d }; }",
		"add map " + l.family + " t ma { type inet_service : ipv4_addr; }", "add counter " + l.family + " t n",
	} {
		if l.IntN(8) > 0 {
			some = append(some, line)
		}
	}
	return some
}

// command is one call of nft with what it takes, as one types it to a shell.
func (l nftLines) command() string {
	kinds := []func() string{
		l.rule, l.rule, l.rule, l.rule, l.rule, l.rule, l.rule, l.rule, l.rulePlace, l.rulePlace, l.chainChange, l.chainChange, l.tableChange,
		l.setAdd, l.setAdd, l.setChange, l.element, l.element, l.object, l.list, l.list, l.block,
	}
	switch l.IntN(24) {
	case 0:
		return l.of("ip link del v0", "ip link del v1", "ip link add w0 type veth peer name w1", "ip link set v0 name v5")
	case 1, 2:
		var all []string
		for range 1 + l.IntN(4) {
			all = append(all, kinds[l.IntN(len(kinds))]())
		}
		return "nft" + l.options() + " -f - <<'NFT'\n" + strings.Join(all, "\n") + "\nNFT"
	}
	words := strings.Fields(kinds[l.IntN(len(kinds))]())
	if l.IntN(8) == 0 {
		words = l.spoil(words, "t", "c", "{", "}", ";", ",", "!=", "tcp", "ip", "accept", "set", "0", "65536", "@sa", "@nosuch", "handle", "==", "1.2.3.4",
			"d")
	}
	return "nft" + l.options() + " '" + strings.Join(words, " ") + "'"
}

func (l nftLines) options() string {
	if l.IntN(4) > 0 {
		return ""
	}
	return " -" + l.of("a", "a", "a", "n", "s", "t", "y", "c", "an", "j", "ns")
}

func (l nftLines) priority() string {
	return l.of("0", "filter", "filter + 5", "-5", "raw", "mangle", "dstnat", "srcnat", "security", "100", "filter - 10", "-300", "out", "srcnat + 20")
}

func (l nftLines) hook() string {
	policy := l.of("", "", " policy drop;", " policy accept;")
	switch l.IntN(8) {
	case 0:
		return ""
	case 1:
		return "{ type nat hook prerouting priority " + l.of("dstnat", "dstnat", "-100", l.priority()) + ";" + policy + " }"
	case 2:
		return "{ type nat hook postrouting priority " + l.of("srcnat", "srcnat", "100", l.priority()) + ";" + policy + " }"
	case 3:
		return "{ type " + l.of("nat", "route", "filter") + " hook output priority " + l.priority() + ";" + policy + " }"
	}
	return "{ type filter hook " + l.of("input", "forward", "output", "prerouting", "postrouting") + " priority " + l.priority() + ";" + policy + " }"
}

func (l nftLines) rule() string {
	return l.of("add", "add", "add", "add", "insert") + " rule " + l.table() + " " + l.chain() + " " + l.statements()
}

func (l nftLines) rulePlace() string {
	number := fmt.Sprint(l.IntN(12))
	place := l.table() + " " + l.chain() + " "
	return l.of(
		"add rule "+place+l.of("index ", "position ", "handle ")+fmt.Sprint(l.IntN(5))+" "+l.statements(),
		"insert rule "+place+l.of("index ", "position ", "handle ")+fmt.Sprint(l.IntN(5))+" "+l.statements(),
		"replace rule "+place+"handle "+number+" "+l.statements(), "delete rule "+place+"handle "+number,
	)
}

func (l nftLines) chainChange() string {
	place := l.table() + " " + l.chain()
	return l.of(
		"add chain "+place, "add chain "+place+" "+l.hook(), "create chain "+place+" "+l.hook(), "delete chain "+place, "flush chain "+place,
		"list chain "+place,
		"rename chain "+place+" "+l.chain(), "add chain "+place+" { policy "+l.of("accept", "drop")+"; }",
		"delete chain "+l.table()+" handle "+fmt.Sprint(l.IntN(6)),
	)
}

func (l nftLines) tableChange() string {
	return l.of(
		"add table "+l.table(), "create table "+l.table(), "delete table "+l.table(), "flush table "+l.table(), "list table "+l.table(),
		"list table "+l.table(),
		"add table "+l.table()+" { comment \"x y\"; }", "delete table "+l.family+" handle "+fmt.Sprint(l.IntN(4)), "flush ruleset", "flush ruleset "+l.family,
	)
}

func (l nftLines) setName() string { return l.of("sa", "sa", "sp", "sn", "s6", "sc", "sets") }

func (l nftLines) mapName() string { return l.of("mv", "mv", "ma", "mc") }

// setAdd declares a set or a map.
func (l nftLines) setAdd() string {
	verb := l.of("add", "add", "add", "create")
	flags := l.maybe(" flags interval;", " flags timeout;", " flags constant;", " flags dynamic;", " flags interval, timeout;",
		" flags interval; auto-merge;") +
		l.maybe(" size 5;", " timeout 1h;", " comment \"x\";", " policy memory;", " counter;", " gc-interval 10s;")
	elements := func(one func() string) string {
		if l.IntN(3) == 0 {
			return ""
		}
		return " elements = " + l.braces(one) + ";"
	}
	pair := func(key, data func() string) func() string { return func() string { return key() + " : " + data() } }
	if l.IntN(3) > 0 {
		kinds := []struct {
			types string
			one   func() string
		}{
			{"type ipv4_addr", l.ip4}, {"type ipv4_addr", l.ip4}, {"type inet_service", l.port}, {"type ifname", l.device}, {"type ipv6_addr", l.ip6},
			{"type ipv4_addr . inet_service", func() string { return l.ip4() + " . " + l.port() }}, {"typeof ip saddr", l.ip4}, {"type mark", l.mark},
			{"type iface_index", l.device}, {"type inet_proto", l.protocol}, {"type ct_state", func() string {
				return l.of("new", "established",
					"invalid")
			}},
		}
		k := kinds[l.IntN(len(kinds))]
		return verb + " set " + l.table() + " " + l.setName() + " { " + k.types + ";" + flags + elements(k.one) + " }"
	}
	kinds := []struct {
		types string
		one   func() string
	}{
		{"type inet_service : verdict", pair(l.port, l.verdict)}, {"type ipv4_addr : verdict", pair(l.ip4, l.verdict)},
		{"type inet_service : ipv4_addr", pair(l.port, l.host4)}, {"type ipv4_addr : mark", pair(l.ip4, l.mark)},
		{"type inet_service : ipv4_addr . inet_service", pair(l.port, func() string { return l.host4() + " . 80" })},
	}
	k := kinds[l.IntN(len(kinds))]
	return verb + " map " + l.table() + " " + l.mapName() + " { " + k.types + ";" + flags + elements(k.one) + " }"
}

func (l nftLines) setChange() string {
	if l.IntN(3) == 0 {
		return l.of("delete", "flush", "list") + " map " + l.table() + " " + l.mapName()
	}
	return l.of("delete", "flush", "list") + " set " + l.table() + " " + l.setName()
}

// element changes elements: mostly such as the set's name promises.
func (l nftLines) element() string {
	verb := l.of("add", "add", "add", "create", "delete", "delete", "get") + " element " + l.table() + " "
	add := func(one func() string) func() string {
		return func() string { return one() + l.maybe("", "", " timeout 5m", ` comment "x"`, " counter") }
	}
	switch l.IntN(8) {
	case 0:
		return verb + "mv " + l.braces(func() string { return l.port() + " : " + l.verdict() })
	case 1:
		return verb + "ma " + l.braces(func() string { return l.port() + " : " + l.host4() })
	case 2:
		return verb + l.setName() + " " + l.braces(add(l.one(l.ip4, l.port, l.device, l.ip6)))
	case 3, 4:
		return verb + "sp " + l.braces(add(l.port))
	}
	return verb + "sa " + l.braces(add(l.ip4))
}

// one gives one of the makers of words.
func (l nftLines) one(makers ...func() string) func() string { return makers[l.IntN(len(makers))] }

func (l nftLines) object() string {
	return l.of(
		"add counter "+l.table()+" n", "add counter "+l.table()+" n { packets 5 bytes 7 }", "list counters", "list counter "+l.table()+" n",
		"delete counter "+l.table()+" n", "add quota "+l.table()+" q { over 10 mbytes }", "list quotas", "reset counter "+l.table()+" n",
		"create counter "+l.table()+" n",
		"delete quota "+l.table()+" q",
	)
}

func (l nftLines) list() string {
	return "list " + l.of("ruleset", "ruleset", "ruleset "+l.family, "tables", "tables "+l.family, "chains", "sets", "maps", "counters",
		"chains "+l.family, "table "+l.table(),
		"chain "+l.table()+" "+l.chain(), "set "+l.table()+" "+l.setName(), "map "+l.table()+" "+l.mapName(), "sets "+l.of("ip", "inet"))
}

// block is a table as it is listed.
func (l nftLines) block() string {
	chain := func() string {
		text := "chain " + l.chain() + " { " + strings.Trim(l.hook(), "{}") + " "
		for range l.IntN(3) {
			text += l.statements() + "; "
		}
		return text + "}; "
	}
	text := "table " + l.table() + " { "
	if l.IntN(2) == 0 {
		text += "set sa { type ipv4_addr; elements = " + l.braces(l.ip4) + "; }; "
	}
	for range 1 + l.IntN(2) {
		text += chain()
	}
	return text + "}"
}

// statements are what a rule says: mostly what its family allows, and one end.
func (l nftLines) statements() string {
	var parts []string
	for range l.IntN(3) {
		parts = append(parts, l.fitting(l.match))
	}
	for range l.IntN(2) {
		parts = append(parts, l.fitting(l.one(l.actCount, l.actCount, l.actSet, l.actLog)))
	}
	for range 1 + l.IntN(6)/5 - l.IntN(3)/2 {
		parts = append(parts, l.fitting(l.one(l.actVerdict, l.actVerdict, l.actNAT, l.actReject)))
	}
	if len(parts) == 0 {
		parts = append(parts, "counter")
	}
	return strings.Join(parts, " ")
}

// fitting gives what the family has packets for, as far as a few tries find it.
func (l nftLines) fitting(make func() string) string {
	wrong := map[string][]string{
		"ip": {"ip6", "icmpv6", "arp", "vlan"}, "ip6": {"ip", "icmp", "arp", "vlan"}, "inet": {"arp", "vlan"},
		"bridge": {"arp", "snat", "dnat", "masquerade", "redirect"},
		"arp":    {"ip", "ip6", "icmp", "icmpv6", "tcp", "udp", "sctp", "snat", "dnat", "masquerade", "redirect", "reject", "ct"},
	}[l.family]
	words := make()
	for range l.IntN(12) {
		if !slices.Contains(wrong, strings.Fields(words)[0]) {
			break
		}
		words = make()
	}
	return words
}

// braces are one to four of something, rarely one twice.
func (l nftLines) braces(one func() string) string {
	var all []string
	for range 1 + l.IntN(4) {
		if w := one(); l.IntN(8) == 0 || !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return "{ " + strings.Join(all, ", ") + " }"
}

// value is what something is compared with: one, several, or all but one.
func (l nftLines) value(one func() string) string {
	switch l.IntN(6) {
	case 0:
		return l.braces(one)
	case 1:
		return "!= " + one()
	case 2:
		return l.of("== ", "!= "+l.braces(one)+" ", "", "") + one()
	}
	return one()
}

func (l nftLines) ip4() string {
	return l.of("10.0.0.1", "10.0.0.2", "192.168.1.0/24", "172.16.0.0/12", "10.0.0.5-10.0.0.9", "1.2.3.4", "10.0.0.0/8", "0.0.0.0/0", "10.0.0.4/31")
}

func (l nftLines) host4() string { return l.of("10.0.0.1", "10.0.0.2", "192.168.1.7") }

func (l nftLines) ip6() string {
	return l.of("2001:db8::1", "fd00::/8", "2001:db8::/32", "::1", "2001:db8::1-2001:db8::9", "fe80::/10", "::/0")
}

func (l nftLines) port() string {
	return l.of("22", "80", "443", "1000-2000", "8080", "ssh", "53", "81-90", "23", "0-1023", "http")
}

func (l nftLines) device() string { return l.of(`"lo"`, "v0", `"v1"`, `"v*"`, `"br0"`, "eth0", "none") }

func (l nftLines) there() string { return l.of(`"lo"`, "v0", "v0", "v1", `"v1"`, "gone") }

func (l nftLines) mark() string { return l.of("1", "0x10", "5", "7-9", "0xff") }

func (l nftLines) protocol() string {
	return l.of("tcp", "udp", "icmp", "6", "ipv6-icmp", "sctp", "gre", "1-5")
}

func (l nftLines) verdict() string {
	return l.of("accept", "drop", "return", "continue", "jump d", "goto d", "jump e")
}
