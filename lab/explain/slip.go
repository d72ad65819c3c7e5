package explain

import (
	"cmp"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"vethlab/lab/spell"
	"vethlab/lab/topo"
)

// slip is a way in which a command is often written wrongly.
type slip struct {
	// err is what its error looks like; its first group, if it has one, is handed to mend.
	err *regexp.Regexp
	// mend gives the words as they were meant, from the program's name on; nil where they are not this slip.
	mend func(words []string, wrong string, lab around) []string
}

// around is what a lab holds around a command.
type around struct {
	held Held
	here string // the name of the namespace in which the command acts
}

func (a around) hasNamespace(name string) bool { return slices.Contains(a.held.namespaces(), name) }

// links are the names of the devices in the command's namespace.
func (a around) links() []string {
	return a.held.links(a.here, func(topo.Link) bool { return true })
}

func (a around) hasLink(name string) bool { return slices.Contains(a.links(), name) }

// onlyContainer is the name of the one container there is; empty for none, or several.
func (a around) onlyContainer() string {
	if list := a.held.containers(); len(list) == 1 {
		return list[0]
	}
	return ""
}

// alike is the one of the names that is most like a word, as fingers slip; empty for none, or where two are as much.
func alike(word string, names []string) string {
	best, least := "", 3
	for _, name := range names {
		switch d := spell.Slips(word, name); {
		// Another number is meant.
		case d == 0 || d > 1 && len(word) < 5 || withoutDigits(word) == withoutDigits(name):
		case d < least:
			best, least = name, d
		case d == least:
			best = ""
		}
	}
	return best
}

func withoutDigits(word string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, word)
}

// slips are those that are told, in the order in which they are looked for.
func slips() []slip {
	return []slip{
		{regexp.MustCompile(`(?m)^bash: .*: (?:command )?not found$`), withoutIP},
		{regexp.MustCompile(`Object "exec" is unknown`), func(words []string, _ string, _ around) []string {
			if len(words) < 2 || words[0] != "ip" || words[1] != "exec" {
				return nil
			}
			return slices.Insert(slices.Clone(words), 1, "netns")
		}},
		{regexp.MustCompile(`Command "([^"]+)" is unknown`), turnedRound},
		{regexp.MustCompile(`Object "set" is unknown`), func(words []string, _ string, lab around) []string {
			if len(words) > 2 && words[0] == "ip" && words[1] == "set" && lab.hasLink(words[2]) {
				return slices.Insert(slices.Clone(words), 1, "link")
			}
			return nil
		}},
		{regexp.MustCompile(`exec of "([^"]+)" failed`), func(words []string, wrong string, _ around) []string {
			if words[0] != wrong || !slices.Contains([]string{"addr", "address", "link", "route", "neigh", "rule"}, wrong) {
				return nil
			}
			return slices.Concat([]string{"ip"}, words)
		}},
		{regexp.MustCompile(`Cannot open network namespace "([^"]+)"`), otherNamespace},
		{regexp.MustCompile(`Invalid "netns" value`), intoNamespace},
		{regexp.MustCompile(`(?m)(?:Cannot find device|Device|argument) "([^"]+)"(?:$| does not exist| is wrong: Device does not exist)`), func(words []string, wrong string, lab around) []string {
			return instead(words, wrong, alike(wrong, lab.links()))
		}},
		{regexp.MustCompile(`or "(?:peer|name)" is a garbage`), withoutKind},
		{regexp.MustCompile(`or "([^"]+)" is a garbage|"([^"]+)" is invalid lladdr`), addressOfLink},
		{regexp.MustCompile(`No such container: (\S+)`), otherContainer},
		{regexp.MustCompile(`exec: "([^"]+)": executable file not found`), withoutName},
		{regexp.MustCompile(`ping: ([^:]+): (?:Temporary failure|Name or service)`), addressOfName},
	}
}

// slipped is a line with a command in it as it was most likely meant, by what the lab holds; empty where its error is of another kind.
func (w Words) slipped(line, output string, held Held) string {
	all := commands(tokens(line))
	for _, slip := range slips() {
		found := slip.err.FindStringSubmatch(output)
		if found == nil {
			continue
		}
		wrong := strings.Join(found[1:], "")
		for _, s := range slices.Backward(all) {
			words := s.texts()
			_, p := w.follow(words)
			for _, start := range slices.Compact([]int{p.program, 0}) {
				lab := around{held, cmp.Or(held.Here, topo.HostName)}
				if start > 0 {
					lab.here = cmp.Or(p.netns, lab.here)
				}
				if start >= len(words) {
					continue
				}
				if better := slip.mend(words[start:], wrong, lab); better != nil {
					return line[:s.words[start].from] + strings.Join(better, " ") + line[s.words[len(words)-1].to:]
				}
			}
		}
	}
	return ""
}

// instead are the words with another in the place of one of them; nil where there is no other.
func instead(words []string, wrong, right string) []string {
	at := slices.Index(words, wrong)
	if at < 0 || right == "" {
		return nil
	}
	words = slices.Clone(words)
	words[at] = right
	return words
}

// swapped are the words with two that stand beside each other turned round.
func swapped(words []string, at int) []string {
	words = slices.Clone(words)
	words[at], words[at+1] = words[at+1], words[at]
	return words
}

// withoutIP mends `exec red ip link` and `netns exec red ip link`.
func withoutIP(words []string, _ string, lab around) []string {
	switch {
	case len(words) > 2 && words[0] == "exec" && lab.hasNamespace(words[1]):
		return slices.Concat([]string{"ip", "netns"}, words)
	case len(words) > 3 && words[0] == "netns" && words[1] == "exec":
		return slices.Concat([]string{"ip"}, words)
	}
	return nil
}

// turnedRound mends `ip netns red exec ip link`, `ip addr 10.0.0.1/24 add dev v0` and `ip link up v0`.
func turnedRound(words []string, wrong string, lab around) []string {
	if len(words) < 4 || words[0] != "ip" || words[2] != wrong {
		return nil
	}
	verb := words[3]
	switch object := words[1]; {
	case object == "netns" && verb == "exec", strings.HasPrefix("address", object) && slices.Contains([]string{"add", "del", "delete"}, verb):
		return swapped(words, 2)
	case object == "link" && (wrong == "up" || wrong == "down") && lab.hasLink(verb):
		return slices.Concat([]string{"ip", "link", "set", verb, wrong}, words[4:])
	case strings.HasPrefix("address", object) && wrong == "set":
		if _, err := netip.ParsePrefix(verb); err == nil {
			return instead(words, "set", "add")
		}
	}
	return nil
}

// otherNamespace mends `ip netns exec rde ip link`, and `ip netns exec ip link` where there is one namespace that may be meant.
func otherNamespace(words []string, wrong string, lab around) []string {
	if better := instead(words, wrong, alike(wrong, lab.held.namespaces())); better != nil {
		return better
	}
	list := lab.held.namespaces()
	if len(words) < 4 || words[1] != "netns" || words[2] != "exec" || words[3] != wrong || wrong != "ip" || len(list) != 1 {
		return nil
	}
	return slices.Insert(slices.Clone(words), 3, list[0])
}

// intoNamespace mends `ip link set v1 netns rde` and `ip link set red netns v1`.
func intoNamespace(words []string, _ string, lab around) []string {
	at := slices.Index(words, "netns")
	if at < 1 || at+1 >= len(words) {
		return nil
	}
	if lab.hasNamespace(words[at-1]) && lab.hasLink(words[at+1]) {
		words = slices.Clone(words)
		words[at-1], words[at+1] = words[at+1], words[at-1]
		return words
	}
	return instead(words, words[at+1], alike(words[at+1], lab.held.namespaces()))
}

// withoutKind mends `ip link add v0 peer v1` and `ip link add v0 peer name v1`.
func withoutKind(words []string, _ string, _ around) []string {
	at := slices.Index(words, "peer")
	if len(words) < 5 || words[1] != "link" || words[2] != "add" || at < 4 || at+1 >= len(words) || slices.Contains(words, "type") {
		return nil
	}
	other := words[at+1:]
	if other[0] == "name" {
		other = other[1:]
	}
	return slices.Concat(words[:at], []string{"type", "veth", "peer", "name"}, other)
}

// addressOfLink mends `ip link set v0 10.0.0.1/24` and `ip link set v0 address 10.0.0.1/24`.
func addressOfLink(words []string, wrong string, _ around) []string {
	if _, err := netip.ParsePrefix(wrong); err != nil || len(words) < 4 || words[1] != "link" || words[2] != "set" {
		return nil
	}
	name := words[3]
	if name == "dev" && len(words) > 4 {
		name = words[4]
	}
	return []string{"ip", "addr", "add", wrong, "dev", name}
}

// otherContainer mends `docker exec wbe ip addr`, and `docker exec ip addr` where there is one container that may be meant.
func otherContainer(words []string, wrong string, lab around) []string {
	if better := instead(words, wrong, alike(wrong, lab.held.containers())); better != nil {
		return better
	}
	at, one := slices.Index(words, wrong), lab.onlyContainer()
	if at < 0 || one == "" || !slices.Contains(words[:at], "exec") || lab.held.Program == nil || !lab.held.Program(wrong) {
		return nil
	}
	return slices.Insert(slices.Clone(words), at, one)
}

// withoutName mends `docker run web base httpd`, of which the second is the image.
func withoutName(words []string, wrong string, _ around) []string {
	at := slices.Index(words, wrong)
	images := []string{"alpine", "base", "busybox", "debian", "httpd", "nginx", "ubuntu"}
	if at < 3 || words[1] != "run" || !slices.Contains(images, wrong) || strings.HasPrefix(words[at-1], "-") {
		return nil
	}
	return slices.Insert(slices.Clone(words), at-1, "--name")
}

// addressOfName mends `ping red`: what has that name here is a namespace or a container with an address.
func addressOfName(words []string, wrong string, lab around) []string {
	n := lab.held.Topology.Namespace(wrong)
	if n == nil && slices.Contains(lab.held.containers(), wrong) {
		n = lab.held.namespace(wrong)
	}
	if n == nil || n.Name == lab.here {
		return nil
	}
	for _, l := range n.Links {
		for _, a := range l.Addrs {
			if a.Local.Is4() && !a.Local.IsLoopback() {
				return instead(words, wrong, a.Local.String())
			}
		}
	}
	return nil
}
