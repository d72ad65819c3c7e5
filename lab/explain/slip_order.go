package explain

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/spell"
	"vethlab/lab/topo"
)

// apart takes a command of ip's apart: its name with the switches, and what it is about; both nil for another program's.
func apart(words []string) (head, rest []string) {
	if words[0] != "ip" {
		return nil, nil
	}
	at := 1
	for at < len(words) && strings.HasPrefix(words[at], "-") {
		if words[at] == "-n" || words[at] == "-netns" {
			at++
		}
		at++
	}
	at = min(at, len(words))
	return words[:at], words[at:]
}

// cable mends `ip link add v0 peer v1`, `ip link add veth v0 type veth peer name v1`, `ip link add v0 v1 type veth`: two names, and words of a
// veth in some order.
func cable(words []string, _ string, _ around) []string {
	head, rest := apart(words)
	if len(rest) < 4 || rest[0] != "link" || rest[1] != "add" {
		return nil
	}
	said, tail := rest[2:], []string(nil)
	if at := slices.Index(said, "netns"); at >= 0 && at == len(said)-2 {
		said, tail = said[:at], said[at:]
	}
	var names []string
	isVeth := false
	for _, word := range said {
		switch word {
		case "veth", "peer":
			isVeth = true
		case "type", "name", "dev", "and":
		case "vlan", "bridge", "dummy", "macvlan", "ipvlan", "vxlan", "tun", "link", "master", "address", "mtu", "up", "down":
			return nil
		default:
			names = append(names, word)
		}
	}
	isNoName := func(name string) bool {
		isSlip := func(word string) bool { return !strings.ContainsAny(name, "0123456789") && spell.Slips(name, word) < 2 }
		return !isName(name) || strings.Contains(name, "=") || isSwitch(name) || isExpanded(name) || slices.ContainsFunc([]string{"type", "peer", "name"}, isSlip)
	}
	isVeth = isVeth || len(said) == 2 && len(names) == 2 && strings.HasPrefix(names[0], "veth") && strings.HasPrefix(names[1], "veth")
	if len(names) != 2 || !isVeth || names[0] == names[1] || slices.ContainsFunc(names, isNoName) {
		return nil
	}
	return slices.Concat(head, []string{"link", "add", names[0], "type", "veth", "peer", "name", names[1]}, tail)
}

// switchesFirst mends `ip addr -n red` and `ip link --brief`: switches stand before what a command is about.
func switchesFirst(words []string, _ string, lab around) []string {
	if words[0] != "ip" {
		return nil
	}
	head, rest := apart(words)
	moved, left := slices.Clone(head), []string(nil)
	for at := 0; at < len(rest); at++ {
		switch word := strings.TrimLeft(rest[at], "-"); {
		case at == 0 || word == rest[at]:
			left = append(left, rest[at])
		case (word == "n" || word == "netns") && at+1 < len(rest) && lab.hasNamespace(rest[at+1]):
			moved = append(moved, "-"+word, rest[at+1])
			at++
		case slices.Contains(strings.Fields("4 6 br brief c color d details j json o oneline p pretty s stats statistics"), word):
			moved = append(moved, "-"+word)
		default:
			left = append(left, rest[at])
		}
	}
	if len(left) == len(rest) {
		return nil
	}
	return slices.Concat(moved, left)
}

// commandApart mends `ip netns exec red "ip addr"` and `ip netns exec red -- ip addr`.
func commandApart(words []string, wrong string, _ around) []string {
	if len(words) < 5 || !slices.Equal(words[:3], []string{"ip", "netns", "exec"}) {
		return nil
	}
	switch command := strings.Fields(wrong); {
	case wrong == "--" && len(words) > 5:
		return slices.Delete(slices.Clone(words), 4, 5)
	case len(command) > 1 && len(words) == 5:
		return slices.Concat(words[:4], command)
	}
	return nil
}

// addressInOrder mends `ip addr add v0 10.0.0.1/24` and `ip addr 10.0.0.1/24 add dev v0`: a verb, an address and a device in some order.
func addressInOrder(words []string, _ string, _ around) []string {
	head, rest := apart(words)
	if len(rest) < 4 || !strings.HasPrefix("address", rest[0]) {
		return nil
	}
	var verb, address, device string
	for _, word := range rest[1:] {
		_, err := netip.ParsePrefix(word)
		switch {
		case word == "dev":
		case verb == "" && (word == "add" || word == "del" || word == "delete"):
			verb = word
		case address == "" && err == nil:
			address = word
		case device == "" && isName(word) && !isExpanded(word):
			device = word
		default:
			return nil
		}
	}
	if verb == "" || address == "" || device == "" {
		return nil
	}
	return slices.Concat(head, []string{rest[0], verb, address, "dev", device})
}

// renamed mends `ip link rename v0 v1`, `ip link set v0 rename v1` and `ip link set name v0 v1`.
func renamed(words []string, _ string, lab around) []string {
	head, rest := apart(words)
	switch {
	case len(rest) < 4 || rest[0] != "link":
		return nil
	case len(rest) == 4 && rest[1] == "rename":
		return slices.Concat(head, []string{"link", "set", rest[2], "name", rest[3]})
	case len(rest) == 5 && rest[1] == "set" && rest[3] == "rename":
		return instead(words, "rename", "name")
	case len(rest) == 5 && rest[1] == "set" && rest[2] == "name" && lab.hasLink(rest[3]):
		return slices.Concat(head, swapped(rest, 2))
	}
	return nil
}

// intoBridge mends `ip link set v0 bridge br0` and `ip link set v0 add br0`.
func intoBridge(words []string, _ string, lab around) []string {
	_, rest := apart(words)
	if len(rest) < 5 || rest[0] != "link" || rest[1] != "set" || !lab.hasBridge(rest[len(rest)-1]) {
		return nil
	}
	word := rest[len(rest)-2]
	if !slices.Contains([]string{"bridge", "br", "add", "addif", "to", "in", "into", "port"}, word) {
		return nil
	}
	words = slices.Clone(words)
	words[len(words)-2] = "master"
	return words
}

// bridgeAsPort mends `ip link set br0 master v0`.
func bridgeAsPort(words []string, _ string, lab around) []string {
	at := slices.Index(words, "master")
	if words[0] != "ip" || at < 1 || at+1 >= len(words) || !lab.hasBridge(words[at-1]) || !lab.hasLink(words[at+1]) || lab.hasBridge(words[at+1]) {
		return nil
	}
	words = slices.Clone(words)
	words[at-1], words[at+1] = words[at+1], words[at-1]
	return words
}

// brctlInOrder mends `brctl addif v0 br0`, `brctl br0 addif v0` and `brctl add br0 v0`.
func brctlInOrder(words []string, _ string, lab around) []string {
	if len(words) != 4 || words[0] != "brctl" {
		return nil
	}
	isPlugging := func(word string) bool { return word == "addif" || word == "delif" }
	switch {
	case isPlugging(words[1]) && lab.hasBridge(words[3]) && lab.hasLink(words[2]) && !lab.hasBridge(words[2]):
		return swapped(words, 2)
	case isPlugging(words[2]) && lab.hasBridge(words[1]):
		return swapped(words, 1)
	case words[1] == "add" && lab.hasBridge(words[2]):
		return instead(words, "add", "addif")
	}
	return nil
}

// countedAsElsewhere mends `ping -n 3 10.0.0.1`, which counts with Windows' ping.
func countedAsElsewhere(words []string, _ string, _ around) []string {
	at := slices.Index(words, "-n")
	if words[0] != "ping" || at < 0 || at+2 >= len(words) || !isNumber(words[at+1]) || slices.Contains(words, "-c") {
		return nil
	}
	return instead(words, "-n", "-c")
}

// wholeSwitch mends `sysctl ip_forward` and `sysctl -w net.ipv4.ip_foward=1`.
func wholeSwitch(words []string, wrong string, _ around) []string {
	wrong = strings.ReplaceAll(wrong, "/", ".")
	for at, word := range words {
		name, value, sets := strings.Cut(word, "=")
		if words[0] != "sysctl" || strings.ReplaceAll(name, "/", ".") != wrong {
			continue
		}
		for _, known := range []string{
			"net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding", "net.ipv4.icmp_echo_ignore_all", "net.ipv4.conf.all.rp_filter",
			"net.ipv4.conf.all.arp_ignore", "net.ipv6.conf.all.disable_ipv6",
		} {
			if strings.HasSuffix(known, "."+wrong) || spell.Slips(known, wrong) < 3 {
				if sets {
					known += "=" + value
				}
				return slices.Replace(slices.Clone(words), at, at+1, known)
			}
		}
	}
	return nil
}

// peerNamed mends `ip link add v0 type veth peer`, whose second end gets the name of the first.
func peerNamed(words []string, _ string, lab around) []string {
	head, rest := apart(words)
	said := slices.DeleteFunc(slices.Clone(rest), func(word string) bool { return word == "name" || word == "dev" })
	if len(said) != 6 || !slices.Equal(said[:2], []string{"link", "add"}) || !slices.Equal(said[3:], []string{"type", "veth", "peer"}) || lab.hasLink(said[2]) {
		return nil
	}
	stem := withoutDigits(said[2])
	n, err := strconv.Atoi(strings.TrimPrefix(said[2], stem))
	if err != nil {
		n = 0
	}
	for n++; lab.hasLink(stem + strconv.Itoa(n)); n++ {
	}
	return slices.Concat(head, []string{"link", "add", said[2], "type", "veth", "peer", "name", stem + strconv.Itoa(n)})
}

// linkMoved mends `ip link move v0 red`, `ip link set v0 in red`, `ip link set v0 red` and `ip link v0 set netns red`.
func linkMoved(words []string, _ string, lab around) []string {
	head, rest := apart(words)
	if len(rest) < 4 || rest[0] != "link" {
		return nil
	}
	last := rest[len(rest)-1]
	if rest[2] == "set" && lab.hasLink(rest[1]) {
		return slices.Concat(head, swapped(rest, 1))
	}
	said := slices.DeleteFunc(slices.Clone(rest[2:]), func(word string) bool {
		return slices.Contains([]string{"dev", "in", "into", "to", "ns", "namespace"}, word)
	})
	if (rest[1] != "move" && rest[1] != "set") || len(said) != 2 || !lab.hasNamespace(last) || !lab.hasLink(said[0]) {
		return nil
	}
	return slices.Concat(head, []string{"link", "set", said[0], "netns", last})
}

// severalDeleted mends `ip link del v0 v1`: with one end of a cable the other goes, too.
func severalDeleted(words []string, _ string, lab around) []string {
	head, rest := apart(words)
	if len(rest) != 4 || rest[0] != "link" || rest[1] != "del" && rest[1] != "delete" || !lab.hasLink(rest[2]) || !lab.hasLink(rest[3]) {
		return nil
	}
	one := slices.Concat(head, rest[:3])
	here := lab.held.Topology.Namespace(cmp.Or(lab.here, topo.HostName))
	if here == nil {
		return nil
	}
	if l := here.Link(rest[2]); l.Peer != nil && l.Peer.Namespace == here.ID && l.Peer.Index == here.Link(rest[3]).Index {
		return one
	}
	one[len(one)-1] += ";"
	return slices.Concat(one, head, rest[:2], rest[3:])
}

// objectFirst mends `ip -n red ip addr`, `ip add addr 10.0.0.1/24 dev v0`, `ip ns add red`, `ip bridge add br0` and `ip up v0`.
func objectFirst(words []string, _ string, lab around) []string {
	head, rest := apart(words)
	switch {
	case len(rest) < 2:
		return nil
	case rest[0] == "ip":
		return slices.Concat(head, rest[1:])
	case isVerb(rest[0]) && isObject(rest[1]):
		return slices.Concat(head, swapped(rest, 0))
	case rest[0] == "ns":
		return slices.Concat(head, []string{"netns"}, rest[1:])
	case len(rest) == 3 && (rest[0] == "bridge" || rest[0] == "br") && rest[1] == "add":
		return slices.Concat(head, []string{"link", "add", rest[2], "type", "bridge"})
	case len(rest) == 2 && (rest[0] == "up" || rest[0] == "down") && lab.hasLink(rest[1]):
		return slices.Concat(head, []string{"link", "set", rest[1], rest[0]})
	}
	return nil
}
