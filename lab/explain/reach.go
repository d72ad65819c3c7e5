package explain

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// unreached tells why an address was not reached, where what the lab holds shows it: lo is down, and the address is the host's own; one of
// the two sides has an address without its length, and no route to the other; or what [Held.routed] finds.
func (w Words) unreached(line, output string, held Held, lang string) string {
	if output = strings.TrimSpace(output); output != "" && !regexp.MustCompile(`100% packet loss|nreachable|timed out|No route to host|Packet filtered|Prohibited|Port Unreachable|sendmsg: |Connection refused|ping: Do you want|connect: Invalid argument|Cannot assign requested address`).MatchString(output) {
		return ""
	}
	for _, s := range commands(tokens(line)) {
		words := s.texts()
		steps, p := w.follow(words)
		target, here := target(steps, words), held.namespace(p.netns)
		if !target.IsValid() || here == nil || !isConnecting(words[p.program]) {
			continue
		}
		if text := held.without6(here, target, lang); text != "" {
			return text
		}
		if isOwn(*here, target) {
			if lo := here.Link("lo"); lo != nil && lo.Flags&topo.FlagUp == 0 {
				text := map[string]string{
					"en": "%s is this host's own address. It is reached through lo, which is down: `%s`.",
					"zh": "%s 是本机自己的地址，要经过 lo，而 lo 未启用：用 `%s` 启用它。",
				}[lang]
				return fmt.Sprintf(text, target, acting(*here, held, "link set lo up"))
			}
			if text := held.deaf(here, sent(words[p.program:], target), lang); text != "" {
				return text
			}
			continue
		}
		if strings.Contains(output, "Connection refused") || strings.Contains(output, "ping: Do you want") || strings.Contains(output, "Invalid argument") {
			return held.rejected(here, sent(words[p.program:], target), lang)
		}
		if text := alone32(*here, target, held, lang); text != "" {
			return text
		}
		if text := held.routed(here, sent(words[p.program:], target), lang); text != "" && !isBound(words[p.program:]) {
			return text
		}
		if strings.Contains(output, "Network is unreachable") {
			return held.noWay(here, target, words[p.program], lang)
		}
	}
	return ""
}

// sent is what a command sends that wants to reach an address.
func sent(words []string, target netip.Addr) packet {
	p := packet{to: target, protocol: "icmp"}
	if strings.HasPrefix(words[0], "ping") {
		return p
	}
	p.protocol = "tcp"
	switch last := words[len(words)-1]; {
	case words[0] == "nc" && slices.ContainsFunc(words, func(w string) bool { return isAmong("-u", w) }):
		p.protocol = "udp"
	case words[0] == "nc":
		p.port, _ = strconv.Atoi(last)
	default:
		p.port = 80
		if found := regexp.MustCompile(`^(https?://)?[\d.]+:(\d+)`).FindStringSubmatch(last); found != nil {
			p.port, _ = strconv.Atoi(found[2])
		} else if strings.HasPrefix(last, "https:") {
			p.port = 443
		}
	}
	return p
}

// isConnecting tells whether a program wants to reach the address that it is given.
func isConnecting(program string) bool {
	return program == "ping" || program == "ping6" || program == "nc" || program == "curl" || program == "wget"
}

// isBound tells whether a command says itself by which device, or with which address, packets leave.
func isBound(words []string) bool {
	bound := func(word string) bool {
		// ping's -s is a size.
		return strings.HasPrefix(word, "-I") || strings.HasPrefix(word, "--interface") || word == "-s" && words[0] == "nc"
	}
	return slices.ContainsFunc(words, bound)
}

// target is the first address that stands by itself in a command, also one in a URL; the zero Addr for none.
func target(steps []step, words []string) netip.Addr {
	at := 0
	for _, s := range steps {
		if s.value && s.isFor("<ADDRESS>") {
			if a, err := netip.ParseAddr(words[at]); err == nil {
				return a.Unmap()
			}
			a, _ := netip.ParseAddr(regexp.MustCompile(`\b\d+\.\d+\.\d+\.\d+\b`).FindString(words[at]))
			return a
		}
		at += s.count
	}
	return netip.Addr{}
}

// isOwn tells whether an address is of the namespace itself.
func isOwn(ns topo.Namespace, target netip.Addr) bool {
	if target.IsLoopback() {
		return true
	}
	for _, l := range ns.Links {
		for _, a := range l.Addrs {
			if a.Local == target {
				return true
			}
		}
	}
	return false
}

// acting is a command of ip's as it is written where the shell stands, to act in a namespace.
func acting(ns topo.Namespace, held Held, command string) string {
	switch here := held.namespace(""); {
	case here != nil && here.Name == ns.Name:
		return "ip " + command
	case ns.Path != "":
		return "docker exec " + ns.Name + " ip " + command
	}
	return "ip -n " + ns.Name + " " + command
}

// usualLength is how many bits of an address are the network's in most examples: what is taken for meant where none was given.
const usualLength = 24

// alone32 tells of the side without a route to the other: its IPv4 address was given without a length, so that it is a network of its own,
// though it is near the other's.
func alone32(here topo.Namespace, target netip.Addr, held Held, lang string) string {
	length := usualLength
	for _, there := range held.Topology.Namespaces {
		link, address, ok := lone(there, netip.PrefixFrom(target, target.BitLen()))
		if ok && there.ID == here.ID {
			continue
		}
		if ok && hasNear(here, target) {
			text := map[string]string{
				"en": "%[1]s stands alone in its network, as /32: it has no route back. Delete it with `%[2]s`, and add it with its length: `%[3]s`.",
				"zh": "%[1]s 独自成为一个网络（/32），没有回来的路由。先用 `%[2]s` 删掉，再带上长度添加：`%[3]s`。",
			}[lang]
			return anew(text, there, link, address, length, held)
		}
		if l := lengthOf(there, target); l > 0 && l < target.BitLen() {
			length = l
		}
	}
	near, err := target.Prefix(length)
	if link, address, ok := lone(here, near); err == nil && ok && !hasNear(here, target) {
		text := map[string]string{
			"en": "%[1]s stands alone in its network, as /32: there is no route to its neighbours. Delete it with `%[2]s`, and add it with its length: `%[3]s`.",
			"zh": "%[1]s 独自成为一个网络（/32），没有到邻居的路由。先用 `%[2]s` 删掉，再带上长度添加：`%[3]s`。",
		}[lang]
		return anew(text, here, link, address, length, held)
	}
	return ""
}

// anew fills in the commands that give an address its length. From inside a namespace none acts on the lab's host.
func anew(text string, ns topo.Namespace, link string, address netip.Addr, length int, held Held) string {
	if !held.mayAct(&ns) {
		return ""
	}
	del := acting(ns, held, fmt.Sprintf("addr del %s/32 dev %s", address, link))
	add := acting(ns, held, fmt.Sprintf("addr add %s/%d dev %s", address, length, link))
	return fmt.Sprintf(text, address, del, add)
}

// lone is an IPv4 address of the namespace's in a prefix that is a network of its own; one of lo, or with another side, is meant to be. One
// that stands there with its length too is in that one's network.
func lone(ns topo.Namespace, in netip.Prefix) (link string, address netip.Addr, ok bool) {
	for _, l := range ns.Links {
		for _, a := range l.Addrs {
			alone := l.Name != "lo" && a.Local.Is4() && a.PrefixLen == 32 && !a.Peer.IsValid() && in.Contains(a.Local)
			inNetwork := func(other topo.Addr) bool { return other.Local == a.Local && other.PrefixLen < a.PrefixLen }
			if alone && !slices.ContainsFunc(l.Addrs, inNetwork) {
				return l.Name, a.Local, true
			}
		}
	}
	return "", netip.Addr{}, false
}

// hasNear tells whether an address is in a network of the namespace's.
func hasNear(ns topo.Namespace, target netip.Addr) bool {
	return slices.ContainsFunc(ns.Links, func(l topo.Link) bool { return isNear(l, target) })
}

// isNear tells whether an address is in a network of a device's.
func isNear(l topo.Link, target netip.Addr) bool {
	return slices.ContainsFunc(l.Addrs, func(a topo.Addr) bool {
		near, err := a.Local.Prefix(a.PrefixLen)
		return err == nil && near.Contains(target)
	})
}

// lengthOf is how many bits of an address are the network's where it stands; 0 if it is not in the namespace.
func lengthOf(ns topo.Namespace, address netip.Addr) int {
	for _, l := range ns.Links {
		for _, a := range l.Addrs {
			if a.Local == address {
				return a.PrefixLen
			}
		}
	}
	return 0
}
