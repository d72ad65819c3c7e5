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

func (a around) hasBridge(name string) bool {
	return slices.Contains(a.held.links(a.here, func(l topo.Link) bool { return l.Kind == "bridge" }), name)
}

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
	return slices.Concat(namespaceSlips(), linkSlips(), addressSlips(), dockerSlips(), nftSlips(), otherSlips())
}

// namespaceSlips are of the words around a namespace.
func namespaceSlips() []slip {
	return []slip{
		{regexp.MustCompile(`(?m)^bash: .*: (?:command )?not found$`), withoutIP},
		{regexp.MustCompile(`Object "[^"]+" is unknown|Command "[^"]+" is unknown`), objectFirst},
		{regexp.MustCompile(`Object "exec" is unknown`), func(words []string, _ string, _ around) []string {
			if len(words) < 4 || words[0] != "ip" || words[1] != "exec" {
				return nil
			}
			return inside(words[2], words[3:])
		}},
		{regexp.MustCompile(`Object "([^"]+)" is unknown`), namespaceFirst},
		{regexp.MustCompile(`Command "([^"]+)" is unknown`), turnedRound},
		{regexp.MustCompile(`exec of "([^"]+)" failed|(?m)^link: |\A\s*\z`), func(words []string, wrong string, _ around) []string {
			// link is a program of the machine's, too, of which a prompt may not hear what it says.
			if words[0] != cmp.Or(wrong, "link") || !isObject(words[0]) || len(words) > 1 && !isVerb(words[1]) {
				return nil
			}
			return slices.Concat([]string{"ip"}, words)
		}},
		{regexp.MustCompile(`Cannot open network namespace "([^"]+)"|Cannot remove namespace file "(?:[^"]*/)?([^"/]+)"`), otherNamespace},
		{regexp.MustCompile(`Cannot open network namespace "([^"]+)"`), inContainer},
		{regexp.MustCompile(`exec of "([^"]+)" failed`), commandApart},
		{regexp.MustCompile(`Invalid "netns" value`), intoNamespace},
		{regexp.MustCompile(`Invalid "netnsid" value|No netns name and PID|Command "[^"]+" is unknown`), linkAsNamespace},
		{regexp.MustCompile(`^nsenter: |\A\s*\z`), entered},
	}
}

// linkSlips are of devices and their addresses.
func linkSlips() []slip {
	return []slip{
		{regexp.MustCompile(`Object "set" is unknown`), func(words []string, _ string, lab around) []string {
			if len(words) > 2 && words[0] == "ip" && words[1] == "set" && lab.hasLink(words[2]) {
				return slices.Insert(slices.Clone(words), 1, "link")
			}
			return nil
		}},
		{regexp.MustCompile(`(?:"rename" is|Command "rename"|Cannot find device)`), renamed},
		{regexp.MustCompile(`(?m)(?:Cannot find device|Device|argument) "([^"]+)"(?:$| does not exist| is wrong: Device does not exist)`), func(words []string, wrong string, lab around) []string {
			return instead(words, wrong, alike(wrong, lab.links()))
		}},
		{regexp.MustCompile(`is a garbage|Command "[^"]+" is unknown`), linkMoved},
		{regexp.MustCompile(`is a garbage`), severalDeleted},
		{regexp.MustCompile(`File exists|Command line is not complete`), peerNamed},
		{regexp.MustCompile(`is a garbage|Usage: ip link <options> type veth|both "name" and "dev"`), cable},
		{regexp.MustCompile(`is a garbage|prefix is expected rather than|Command "[^"]+" is unknown`), addressInOrder},
		{regexp.MustCompile(`or "([^"]+)" is a garbage|"([^"]+)" is invalid lladdr`), addressOfLink},
		{regexp.MustCompile(`or "(mac|ether|hwaddr|lladdr)" is a garbage`), func(words []string, wrong string, _ around) []string {
			return instead(words, wrong, "address")
		}},
		{regexp.MustCompile(`is a garbage|Invalid address length`), intoBridge},
		{regexp.MustCompile(`Operation not supported|Invalid argument|Too many levels`), bridgeAsPort},
		{regexp.MustCompile(`is a garbage|Device "-|Cannot find device "-|Command "-|expected rather than "-`), switchesFirst},
		{regexp.MustCompile(`Usage: ip link <options> type veth`), func(words []string, _ string, _ around) []string {
			at := slices.IndexFunc(words, func(word string) bool { return strings.HasPrefix(word, "peer=") })
			if at < 0 {
				return nil
			}
			return slices.Replace(slices.Clone(words), at, at+1, "peer", "name", strings.TrimPrefix(words[at], "peer="))
		}},
		{regexp.MustCompile(`or "(\w+=[^"]+)" is a garbage`), func(words []string, wrong string, _ around) []string {
			if at := slices.Index(words, wrong); at >= 0 {
				name, value, _ := strings.Cut(wrong, "=")
				return slices.Replace(slices.Clone(words), at, at+1, name, value)
			}
			return nil
		}},
	}
}

// otherSlips are of other programs than ip.
func otherSlips() []slip {
	return []slip{
		{regexp.MustCompile(`(?m)^bash: .*: command not found$`), pastedPrompt},
		{regexp.MustCompile(`or "([^"]+)" is a garbage|Device "([^"]+)" does|Cannot find device "([^"]+)"|Object "([^"]+)" is|Command "([^"]+)" is|bash: ([^: ]+): command not found`), inSmallLetters},
		{regexp.MustCompile(`(?m)^bash: .*: command not found$`), spacedAssignment},
		{regexp.MustCompile(`(?m)^bash: .*: command not found$`), bareSubstitution},
		{regexp.MustCompile(`(?m)^bash: (?:line \d+: )?([^:]+): command not found$`), func(words []string, wrong string, _ around) []string {
			return instead(words, wrong, alike(wrong, []string{"explain", "history"}))
		}},
		{regexp.MustCompile(`^can't add|never heard of command`), brctlInOrder},
		// The machine's own ping carries that out, of which a prompt may not hear what it says.
		{regexp.MustCompile(`^ping: |\A\s*\z`), pingedWithin},
		{regexp.MustCompile(`ping: ([^:]+): (?:Temporary failure|Name or service)`), addressOfName},
		{regexp.MustCompile(`^ping: |100% packet loss|^\s*$`), countedAsElsewhere},
		{regexp.MustCompile(`cannot stat /proc/sys/(\S+):`), wholeSwitch},
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
				if held.namespace(p.netns) != nil {
					lab.here = cmp.Or(p.netns, lab.here)
				}
				if start >= len(words) {
					continue
				}
				if better := slip.mend(words[start:], wrong, lab); better != nil && !slices.Equal(better, words[start:]) {
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

// isObject tells whether a word is one of ip's, by which it is often known.
func isObject(word string) bool {
	return slices.Contains([]string{"addr", "address", "link", "route", "neigh", "rule"}, word)
}

// isVerb tells whether a word says what to do with one of ip's objects.
func isVerb(word string) bool {
	return slices.Contains([]string{"add", "change", "del", "delete", "flush", "get", "list", "ls", "replace", "set", "show"}, word)
}

// inside is a command that runs another in a namespace; what comes after ip's name alone gets that name.
func inside(namespace string, command []string) []string {
	before := []string{"ip", "netns", "exec", namespace}
	if len(command) > 0 && isObject(command[0]) {
		before = append(before, "ip")
	}
	return slices.Concat(before, command)
}

// withoutIP mends `exec red ip link` and `netns exec red ip link`.
func withoutIP(words []string, _ string, lab around) []string {
	switch {
	case len(words) > 2 && words[0] == "exec" && lab.hasNamespace(words[1]):
		return inside(words[1], words[2:])
	case len(words) > 3 && words[0] == "netns" && words[1] == "exec":
		return inside(words[2], words[3:])
	}
	return nil
}

// namespaceFirst mends `ip red link`.
func namespaceFirst(words []string, wrong string, lab around) []string {
	if len(words) < 3 || words[0] != "ip" || words[1] != wrong || !lab.hasNamespace(wrong) {
		return nil
	}
	return inside(wrong, words[2:])
}

// turnedRound mends `ip netns red exec ip link`, `ip netns red`, `ip netns red add`, `ip netns enter red`, `ip link up v0`,
// `ip addr set 10.0.0.1/24 dev v0` and `ip route default 10.0.0.1`.
func turnedRound(words []string, wrong string, lab around) []string {
	switch {
	case len(words) < 3 || words[0] != "ip" || words[2] != wrong:
		return nil
	case len(words) == 3 && words[1] == "netns" && lab.hasNamespace(wrong):
		return inside(wrong, []string{"bash"})
	case len(words) == 3:
		return nil
	}
	next := words[3]
	switch object := words[1]; {
	case object == "netns" && next == "exec":
		return inside(wrong, words[4:])
	case object == "netns" && len(words) == 4 && isVerb(next):
		return swapped(words, 2)
	case object == "netns" && len(words) == 4 && lab.hasNamespace(next) && isEntering(wrong):
		return inside(next, []string{"bash"})
	case object == "link" && (wrong == "up" || wrong == "down") && lab.hasLink(next):
		return slices.Concat([]string{"ip", "link", "set", next, wrong}, words[4:])
	case strings.HasPrefix("address", object) && wrong == "set":
		if _, err := netip.ParsePrefix(next); err == nil {
			return instead(words, "set", "add")
		}
	case strings.HasPrefix("route", object) && wrong == "default":
		if _, err := netip.ParseAddr(next); err == nil {
			return slices.Concat([]string{"ip", object, "add", "default", "via"}, words[3:])
		}
	}
	return nil
}

// isEntering tells whether a word is one by which others go into something.
func isEntering(word string) bool {
	return slices.Contains([]string{"enter", "use", "go", "cd", "open", "switch", "shell", "into", "join", "login"}, word)
}

// linkAsNamespace mends `ip netns set v0 red`: a device is moved by `ip link`.
func linkAsNamespace(words []string, _ string, lab around) []string {
	head, rest := apart(words)
	if len(rest) != 4 || rest[0] != "netns" || rest[1] == "exec" {
		return nil
	}
	for _, pair := range [][2]string{{rest[2], rest[3]}, {rest[3], rest[2]}} {
		if lab.hasLink(pair[0]) && lab.hasNamespace(pair[1]) {
			return slices.Concat(head, []string{"link", "set", pair[0], "netns", pair[1]})
		}
	}
	return nil
}

// entered mends `nsenter red ip addr` and `nsenter -t red`, which wants the number of a process.
func entered(words []string, _ string, lab around) []string {
	if words[0] != "nsenter" {
		return nil
	}
	for at, word := range words[1:] {
		if !lab.hasNamespace(word) {
			continue
		}
		command := words[at+2:]
		if len(command) == 0 {
			command = []string{"bash"}
		}
		return inside(word, command)
	}
	return nil
}

// otherNamespace mends `ip netns exec rde ip link`, `ip netns exec ip link red`, and `ip netns exec ip link` and `ip -n link` where there is one
// namespace that may be meant.
func otherNamespace(words []string, wrong string, lab around) []string {
	if better := instead(words, wrong, alike(wrong, lab.held.namespaces())); better != nil {
		return better
	}
	list := lab.held.namespaces()
	at := 1 + slices.Index(words[1:], wrong)
	last := words[len(words)-1]
	switch {
	case at > 1 && words[at-1] == "exec" && wrong == "ip" && len(words) > at+2 && lab.hasNamespace(last):
		return inside(last, words[at:len(words)-1])
	case len(list) != 1 || at < 1 || at+1 == len(words) && wrong == "ip":
		return nil
	case words[at-1] == "exec" && (wrong == "ip" || isObject(wrong)):
		return inside(list[0], words[at:])
	case (words[at-1] == "-n" || words[at-1] == "-netns") && isObject(wrong):
		return slices.Insert(slices.Clone(words), at, list[0])
	}
	return nil
}

// intoNamespace mends `ip link set v1 netns rde`, `ip link set red netns v1` and `ip link set v1 netns host`, as the first process is called.
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
	if words[at+1] == topo.HostName && lab.here != topo.HostName {
		return instead(words, topo.HostName, "1")
	}
	return instead(words, words[at+1], alike(words[at+1], lab.held.namespaces()))
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

// pingedWithin mends `ping -n red 10.0.0.2`, where that is a namespace.
func pingedWithin(words []string, _ string, lab around) []string {
	at := slices.IndexFunc(words, func(word string) bool { return word == "-n" || word == "-netns" })
	if words[0] != "ping" || at < 0 || at+1 >= len(words) || len(words) < 4 || !lab.hasNamespace(words[at+1]) {
		return nil
	}
	return inside(words[at+1], slices.Delete(slices.Clone(words), at, at+2))
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
