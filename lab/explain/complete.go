package explain

import (
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// Held is what a lab holds right now, of which a word may be the name.
type Held struct {
	Topology topo.Topology
	Here     string                        // the name of the namespace where the shell stands; empty is topo.HostName
	Files    func(prefix string) []string  // names of files that begin so, folders with a slash behind; nil has none
	Program  func(name string) (runs bool) // whether a program or command of the shell has that name; nil says so of all
}

// Candidate is a word that may come next.
type Candidate struct {
	Word string
	Text string // what it means; empty where it is a name
}

// Completion is what may stand where the cursor is.
type Completion struct {
	From       int // the byte of the line where the word begins that is being typed
	Candidates []Candidate
	Command    string   // of which it is a part: "ip link set"; empty at the beginning of one
	Forms      []string // all that may stand in that, as the tables write it: "dev DEV", "up"
}

// Complete tells what may stand at a place of the line, a byte of it. What was typed of the word is what the candidates begin with.
func (w Words) Complete(line string, at int, held Held, lang string) Completion {
	list := tokens(line[:at])
	typed, from := "", at
	if n := len(list); n > 0 && !list[n-1].operator && list[n-1].to == at {
		typed, from, list = list[n-1].text, list[n-1].from, list[:n-1]
	}
	all := commands(list)
	last := all[len(all)-1]
	if last.open {
		return Completion{From: from, Candidates: names(held.files(typed), "")}
	}
	_, p := w.follow(last.texts())
	if p.at == "" && p.stood > 0 {
		return Completion{From: from, Candidates: names(held.files(typed), "")}
	}
	c := Completion{From: from, Command: p.at, Forms: w.forms(p)}
	var next []Candidate
	for _, r := range w.next(p) {
		word := r.pattern[len(p.after)]
		switch {
		case strings.HasPrefix(word, "<") || isValue(word):
			for _, name := range held.values(word, r, p, typed) {
				next = append(next, Candidate{Word: name})
			}
		default:
			next = append(next, Candidate{Word: word, Text: r.texts[lang]})
		}
	}
	c.Candidates = begin(next, typed)
	return c
}

// forms are the patterns of what may stand at a place, each meaning once: "dev DEV", "type veth|bridge".
func (w Words) forms(p place) (list []string) {
	if p.at == "" {
		return nil
	}
	seen, at := map[string]bool{}, map[string]int{}
	for _, r := range w.at(p) {
		meaning := r.texts["en"] + strings.Join(r.pattern[1:], " ")
		first := r.pattern[0]
		i, known := at[first]
		switch {
		case seen[meaning]:
		case !known:
			at[first] = len(list)
			list = append(list, strings.Join(r.pattern, " "))
		case len(r.pattern) == 2 && !isValue(r.pattern[1]):
			list[i] += "|" + r.pattern[1]
		}
		seen[meaning] = true
	}
	return list
}

// next are the rows of which a word may come at a place.
func (w Words) next(p place) (list []row) {
	standing, stands := standing(w.at(p), p.stood)
	for _, r := range w.at(p) {
		switch n := len(p.after); {
		case n > 0:
			if len(r.pattern) > n && r.pattern[0] == p.after[0] && literal(r.pattern[1:n], p.after[1:]) {
				list = append(list, r)
			}
		case !strings.HasPrefix(r.pattern[0], "<"):
			list = append(list, r)
		case stands && slices.Equal(r.pattern, standing.pattern):
			if r.pattern[0] == "<COMMAND>" {
				list = append(list, w.commands[""]...)
			} else {
				list = append(list, r)
			}
		}
	}
	return list
}

// begin keeps the candidates that begin with what was typed, one of each word, and of words that mean the same the first.
func begin(list []Candidate, typed string) (kept []Candidate) {
	words, texts := map[string]bool{}, map[string]bool{}
	for _, c := range list {
		if !strings.HasPrefix(c.Word, typed) || words[c.Word] || c.Text != "" && texts[c.Text] {
			continue
		}
		// A switch is offered to one who has begun it.
		if typed == "" && strings.HasPrefix(c.Word, "-") {
			continue
		}
		words[c.Word], texts[c.Text] = true, true
		kept = append(kept, c)
	}
	return kept
}

func names(list []string, text string) (candidates []Candidate) {
	for _, name := range list {
		candidates = append(candidates, Candidate{Word: name, Text: text})
	}
	return candidates
}

func (h Held) files(typed string) []string {
	if h.Files == nil {
		return nil
	}
	return h.Files(typed)
}

// values are the names that the lab has for a value of a pattern, in the order of the topology.
func (h Held) values(value string, r row, p place, typed string) []string {
	// What is made has a new name, and a command is about one device.
	if value == "<DEV>" && (p.at == "ip link add" || p.stood > 0 && !strings.HasPrefix(p.at, "brctl")) {
		return nil
	}
	switch strings.Trim(value, "<>") {
	case "DEV":
		if r.pattern[0] == "master" || r.pattern[0] == "br" {
			return h.links(p.netns, func(l topo.Link) bool { return l.Kind == "bridge" })
		}
		return h.links(p.netns, func(topo.Link) bool { return true })
	case "BRIDGE":
		return h.links(p.netns, func(l topo.Link) bool { return l.Kind == "bridge" })
	case "NETNS":
		return h.namespaces()
	case "CONTAINER":
		return h.containers()
	case "NETWORK":
		list := []string{"bridge", "host", "none"}
		for _, name := range h.containers() {
			list = append(list, "container:"+name)
		}
		return list
	case "ADDRESS", "PREFIX":
		return h.addresses(r, p)
	case "SWITCH":
		return []string{"on", "off"}
	case "SCOPE":
		return []string{"global", "link", "host"}
	case "TABLE":
		return []string{"main", "local", "default"}
	case "STATE":
		return []string{"permanent", "reachable", "stale", "noarp", "none", "incomplete", "delay", "probe", "failed"}
	case "FILE", "FOLDER", "WORD":
		return h.files(typed)
	}
	return nil
}

// namespace is the one of a name or a container; the one where the shell stands for none.
func (h Held) namespace(name string) *topo.Namespace {
	if name == "" {
		name = h.Here
	}
	if name == "" {
		name = topo.HostName
	}
	if n := h.Topology.Namespace(name); n != nil {
		return n
	}
	for i, n := range h.Topology.Namespaces {
		if slices.ContainsFunc(n.Containers, func(c topo.Container) bool { return c.Name == name }) {
			return &h.Topology.Namespaces[i]
		}
	}
	return nil
}

func (h Held) links(namespace string, wanted func(topo.Link) bool) (list []string) {
	if n := h.namespace(namespace); n != nil {
		for _, l := range n.Links {
			if wanted(l) {
				list = append(list, l.Name)
			}
		}
	}
	return list
}

func (h Held) namespaces() (list []string) {
	for i, n := range h.Topology.Namespaces {
		if i > 0 && n.Path == "" {
			list = append(list, n.Name)
		}
	}
	return list
}

func (h Held) containers() (list []string) {
	for _, n := range h.Topology.Namespaces {
		for _, c := range n.Containers {
			list = append(list, c.Name)
		}
	}
	return list
}

// addresses are those that a command may mean: what is to be taken away is here, and what is to be reached is elsewhere.
func (h Held) addresses(r row, p place) (list []string) {
	own := r.pattern[0] == "src" || strings.HasPrefix(p.at, "ip addr")
	lengths := strings.HasPrefix(p.at, "ip addr")
	if strings.HasPrefix(p.at, "ip addr") && strings.HasSuffix(p.at, " add") {
		return nil
	}
	here := h.namespace(p.netns)
	for i := range h.Topology.Namespaces {
		n := &h.Topology.Namespaces[i]
		if own != (n == here) {
			continue
		}
		for _, l := range n.Links {
			for _, a := range l.Addrs {
				switch {
				case lengths && l.Name != "lo":
					list = append(list, a.Local.String()+"/"+strconv.Itoa(a.PrefixLen))
				case !lengths && !a.Local.IsLoopback() && !a.Local.IsLinkLocalUnicast():
					list = append(list, a.Local.String())
				}
			}
		}
	}
	return list
}
