//go:build linux

package shell

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// lines makes random command lines of `ip` and `bridge`: most of them right, some nearly.
type lines struct{ *rand.Rand }

// of gives one of the words.
func (l lines) of(words ...string) string { return words[l.IntN(len(words))] }

// maybe gives one of the words, or nothing.
func (l lines) maybe(words ...string) string {
	if l.IntN(3) > 0 {
		return ""
	}
	return l.of(words...)
}

func (l lines) link() string { return l.of("v0", "v0", "v1", "v1", "br0", "br0", "lo", "w0", "none") }

func (l lines) bridge() string { return l.of("br0", "br0", "br0", "br1", "v0") }

func (l lines) number() string {
	return l.of("0", "1", "7", "100", "1500", "65536", "-1", "0x10", "010", "4294967295", "x", "1x")
}

func (l lines) mac() string {
	return l.of("02:00:00:00:00:0a", "02:0:0:0:0:b", "ff:ff:ff:ff:ff:ff", "01:00:00:00:00:01", "02:00:00", "zz:00:00:00:00:01")
}

func (l lines) address() string {
	return l.of("10.0.0.1", "10.0.0.2", "10.0.1.1", "192.0.2.9", "2001:db8::1", "2001:db8::2", "10.0.0", "10", "0.0.0.0", "::", "127.0.0.1", "x")
}

func (l lines) prefix() string {
	return l.of("10.0.0.0/24", "10.0.1.0/24", "10.0.0.1/32", "default", "2001:db8:1::/64", "0/0", "10/8", "10.0.0.0/33", "10.0.0.5/24", l.address())
}

func (l lines) addrPrefix() string {
	return l.of("10.0.0.1/24", "10.0.0.2/24", "10.0.0.3/16", "10.0.1.1/24", "2001:db8::1/64", "2001:db8::2/64", "10.9.9.9", "10.0.0.1/0", "10.0.0.1/33", l.address())
}

func (l lines) table() string {
	return l.of("main", "local", "100", "200", "default", "all", "0", "x", "300000")
}

// any is one line.
func (l lines) any() string {
	line := []func() string{
		l.linkAdd, l.linkSet, l.linkSet, l.linkSet, l.linkShow, l.linkShow, l.linkDelete,
		l.addrAdd, l.addrAdd, l.addrChange, l.addrShow, l.addrShow,
		l.routeAdd, l.routeAdd, l.routeAdd, l.routeShow, l.routeShow, l.routeGet, l.neigh, l.neigh, l.neighShow,
		l.bridgeLink, l.fdb, l.netns,
	}[l.IntN(24)]()
	words := strings.Fields(line)
	if l.IntN(6) == 0 {
		words = l.spoil(words, "dev", "foo", "help", "up", "to", "via", "table", "type", "-4")
	}
	return strings.Join(words, " ")
}

// spoil makes a line nearly right: a word is left out, said twice, cut, exchanged, or one of others.
func (l lines) spoil(words []string, others ...string) []string {
	i := 1 + l.IntN(len(words)-1)
	rest := append([]string{}, words[i+1:]...)
	switch l.IntN(6) {
	case 0:
		return append(words[:i:i], rest...)
	case 1:
		return append(words[:i+1:i+1], words[i:]...)
	case 2:
		return append(append(words[:i:i], words[i][:1+l.IntN(len(words[i]))]), rest...)
	case 3:
		return append(append(words[:i:i], l.number()), rest...)
	case 4:
		return append(append(words[:i:i], l.of(others...)), rest...)
	default:
		if len(rest) > 0 {
			words[i], words[i+1] = words[i+1], words[i]
		}
		return words
	}
}

// with puts pieces together, each with a chance of one in three, the first ones always.
func (l lines) with(always string, pieces ...string) string {
	l.Shuffle(len(pieces), func(i, j int) { pieces[i], pieces[j] = pieces[j], pieces[i] })
	for _, p := range pieces {
		if l.IntN(4) == 0 {
			always += " " + p
		}
	}
	return always
}

func (l lines) linkAdd() string {
	switch l.IntN(4) {
	case 0:
		return l.with("ip link add "+l.of("", "dev ", "name ")+l.bridge(), "mtu "+l.number(), "address "+l.mac(), "up", "txqueuelen "+l.number()) +
			" type bridge " + l.with("", "stp_state "+l.of("0", "1", "2"), "forward_delay "+l.number(), "vlan_filtering "+l.of("0", "1", "x"), "ageing_time "+l.number())
	case 1:
		return "ip link add type veth"
	}
	return l.with("ip link add "+l.of("v0", "v0", "w0", "v1"), "mtu "+l.number(), "address "+l.mac(), "up", "index "+l.of("50", "60", "0")) + " type veth " +
		l.of("", "peer", "peer name "+l.of("v1", "v1", "w1", "v0"), l.with("peer name "+l.of("v1", "w1"), "address "+l.mac(), "mtu "+l.number(), "netns "+l.of("N", "none")))
}

func (l lines) linkSet() string {
	return l.with("ip link set "+l.of("", "", "dev ")+l.link(),
		l.of("up", "down"), "mtu "+l.number(), "address "+l.mac(), "name "+l.of("v0", "v1", "w0", "br1", "a/b", "averylonglinkname"),
		"master "+l.bridge(), "nomaster", "alias "+l.of("word", "x"), "txqueuelen "+l.number(), "arp "+l.of("on", "off", "x"),
		"promisc "+l.of("on", "off"), "multicast "+l.of("on", "off"), "allmulticast "+l.of("on", "off"), "group "+l.of("default", "5", "x"),
		"netns "+l.of("N", "none"), "addrgenmode "+l.of("none", "eui64", "x"), "carrier "+l.of("on", "off"))
}

func (l lines) linkDelete() string {
	return "ip link " + l.of("del", "delete", "d") + " " + l.maybe("dev") + " " + l.link() + " " + l.maybe("type veth", "type bridge")
}

// flags are those before an object that change what it shows.
func (l lines) flags() string {
	return l.of("ip", "ip", "ip", "ip -o", "ip -br", "ip -j", "ip -j -p", "ip -d", "ip -c", "ip -4", "ip -6", "ip -o -br", "ip -j -br")
}

func (l lines) linkShow() string {
	return l.flags() + " link " + l.of("", "show", "list", "ls") + " " + l.of("", l.link(), l.link(),
		l.with("", "up", "master "+l.bridge(), "nomaster", "type "+l.of("veth", "bridge"), "group "+l.of("default", "5"), "dev "+l.link()))
}

func (l lines) addrAdd() string {
	return l.with("ip addr add "+l.addrPrefix()+" dev "+l.link(), "brd "+l.of("+", "-", "10.0.0.255", "x"), "label "+l.of("v0:x", "v0", "br0:1", "x"),
		"scope "+l.of("global", "link", "host", "5", "x"), "peer "+l.of("10.0.0.9", "10.0.0.9/32", "x"), "metric "+l.number(), "noprefixroute", "nodad",
		"valid_lft "+l.of("forever", "1000", "0", "x"), "preferred_lft "+l.of("forever", "1000", "0"))
}

func (l lines) addrChange() string {
	return l.of(
		"ip addr del "+l.addrPrefix()+" dev "+l.link(), l.with("ip addr del "+l.addrPrefix()+" dev "+l.link(), "scope link", "label v0:x"),
		l.with("ip addr "+l.of("replace", "change")+" "+l.addrPrefix()+" dev "+l.link(), "metric 5", "valid_lft 1000", "noprefixroute"),
		l.with("ip addr flush "+l.of("dev ", "")+l.link(), "scope "+l.of("global", "link"), "to "+l.prefix(), "label 'v*'"),
	)
}

func (l lines) addrShow() string {
	return l.flags() + " addr " + l.of("", "show", "list") + " " + l.of("", l.link(), l.link(),
		l.with("", "up", "dev "+l.link(), "scope "+l.of("global", "host", "link", "x"), "to "+l.prefix(), "label 'v*'", "primary", "permanent", "-secondary",
			"type veth", "master "+l.bridge(), "tentative"))
}

func (l lines) route() string {
	return l.with(l.maybe("blackhole", "unreachable", "prohibit", "unicast", "local")+" "+l.prefix()+" "+
		l.of("dev "+l.link(), "via "+l.address(), "via "+l.address()+" dev "+l.link(), "nexthop via "+l.address()+" nexthop dev "+l.link()+" weight "+l.number()),
		"metric "+l.number(), "table "+l.table(), "src "+l.address(), "scope "+l.of("link", "host", "global"), "proto "+l.of("static", "kernel", "99", "x"),
		"onlink", "mtu "+l.number(), "advmss lock 1000")
}

func (l lines) routeAdd() string {
	return "ip " + l.maybe("-6") + " route " + l.of("add", "add", "add", "replace", "change", "append", "prepend", "del", "del") + " " + l.route()
}

func (l lines) routeShow() string {
	return l.flags() + " route " + l.of("", "show", "list") + " " + l.with(l.of("", "", l.prefix()), "table "+l.table(), "dev "+l.link(), "proto "+l.of("kernel", "static"),
		"scope "+l.of("link", "host"), "root "+l.prefix(), "match "+l.prefix(), "exact "+l.prefix(), "type "+l.of("unicast", "blackhole"), "via "+l.address(), "src "+l.address())
}

func (l lines) routeGet() string {
	return l.with(l.of("ip", "ip -j", "ip -6", "ip -o")+" route get "+l.address(), "from "+l.address(), "iif "+l.link(), "oif "+l.link(), "fibmatch", "mark 5")
}

func (l lines) neigh() string {
	return l.with("ip neigh "+l.of("add", "add", "replace", "change", "del", "append")+" "+l.of("", "proxy ")+l.address()+" "+l.of("lladdr "+l.mac(), "")+" dev "+l.link(),
		"nud "+l.of("permanent", "noarp", "stale", "reachable", "x"), "router")
}

func (l lines) neighShow() string {
	return l.of("ip", "ip -j", "ip -br", "ip -c", "ip -4") + " neigh " + l.of("show", "", "list") + " " +
		l.with("", "dev "+l.link(), "nud "+l.of("permanent", "all", "stale", "x"), l.address(), "proxy")
}

func (l lines) bridgeLink() string {
	return l.of("bridge link", "bridge -d link", "bridge link show dev "+l.link(), "bridge -o link",
		l.with("bridge link set dev "+l.link(), "cost "+l.number(), "priority "+l.number(), "state "+l.of("3", "0", "forwarding", "x"), "hairpin "+l.of("on", "off", "x"), "learning off", "isolated on"))
}

func (l lines) fdb() string {
	return l.of("bridge fdb", "bridge fdb show br "+l.bridge(), "bridge fdb show dev "+l.link(),
		l.with("bridge fdb "+l.of("add", "del", "replace", "append")+" "+l.mac()+" dev "+l.link(), "master", "self", "permanent", "static", "dynamic", "vlan "+l.number()))
}

func (l lines) netns() string {
	return l.of("ip netns", "ip netns list", "ip netns add "+l.of("N", "x1"), "ip netns del "+l.of("x1", "none"), "ip netns exec N ip -br link", "ip -n N addr",
		"ip -n N link set lo up", "ip netns list-id", fmt.Sprintf("ip netns set N %d", l.IntN(4)))
}
