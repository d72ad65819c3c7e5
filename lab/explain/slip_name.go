package explain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// spacedAssignment mends `pid = 5`.
func spacedAssignment(words []string, _ string, _ around) []string {
	if len(words) < 3 || words[1] != "=" || !isAssignment(words[0]+"=") {
		return nil
	}
	return append([]string{words[0] + "=" + words[2]}, words[3:]...)
}

// bareSubstitution mends `pid=docker inspect web`, which runs inspect with pid in its environment.
func bareSubstitution(words []string, _ string, lab around) []string {
	name, program, _ := strings.Cut(words[0], "=")
	if len(words) < 2 || !isAssignment(words[0]) || lab.held.Program == nil || !lab.held.Program(program) {
		return nil
	}
	words = slices.Clone(words)
	words[0], words[len(words)-1] = name+"=$("+program, words[len(words)-1]+")"
	return words
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

// objectFirst mends `ip add addr 10.0.0.1/24 dev v0`, `ip ns add red`, `ip bridge add br0` and `ip up v0`.
func objectFirst(words []string, _ string, lab around) []string {
	head, rest := apart(words)
	switch {
	case len(rest) < 2:
		return nil
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

// networkOfContainer mends `docker run --net=container web base` and `docker run --net=hots base`.
func networkOfContainer(words []string, wrong string, lab around) []string {
	at := slices.IndexFunc(words, func(word string) bool { return word == "--net="+wrong || word == "--network="+wrong })
	if at < 0 {
		return nil
	}
	option, _, _ := strings.Cut(words[at], "=")
	if wrong == "container" && at+1 < len(words) && slices.Contains(lab.held.containers(), words[at+1]) {
		return slices.Replace(slices.Clone(words), at, at+2, option+"=container:"+words[at+1])
	}
	meant := alike(wrong, []string{"host", "none", "bridge"})
	if wrong == "docker0" || wrong == "bridge0" {
		meant = "bridge"
	}
	if meant == "" {
		return nil
	}
	return instead(words, words[at], option+"="+meant)
}

// inContainer mends `ip netns exec web ip addr` and `ip -n web addr`, where that is a container.
func inContainer(words []string, wrong string, lab around) []string {
	if !slices.Contains(lab.held.containers(), wrong) || len(words) < 4 || words[0] != "ip" {
		return nil
	}
	switch {
	case slices.Equal(words[1:4], []string{"netns", "exec", wrong}) && len(words) > 4:
		return slices.Concat([]string{"docker", "exec", wrong}, words[4:])
	case (words[1] == "-n" || words[1] == "-netns") && words[2] == wrong:
		return slices.Concat([]string{"docker", "exec", wrong, "ip"}, words[3:])
	}
	return nil
}
