package explain

import (
	"slices"
	"strings"
)

// place is where in a command the next word stands.
type place struct {
	at      string   // the words that lead there: "ip link add"
	kind    string   // of the device, once it was said: "type vxlan"
	stood   int      // how many words have stood by themselves
	after   []string // words whose value has not come yet: {"dev"}
	bridge  string   // of brctl, whose ports come next
	family  string   // of nft's table, and the table whose chain comes next
	table   string
	doubt   doubt  // of the words that stand by themselves
	lost    int    // which word was not known there: nothing is known of those behind it; 0 for none
	netns   string // the namespace, or the container, in which the command acts; empty for where the shell stands
	program int    // which word of the line names the program
	all     bool   // it acts in every namespace: none is named
}

// doubt is how sure it is what a word means that stands by itself.
type doubt int

// A switch that the tables do not have may take the next word as its value. Where words that stand by themselves differ in what they mean,
// those behind it are not known then, either.
const (
	sure doubt = iota
	perhapsValue
	shifted
)

// step is what some words of a command are.
type step struct {
	count int    // of words
	rows  []row  // what they mean: several where switches stand together; none where the tables do not have them
	value bool   // a word that stands by itself: a device, an address
	at    string // where they stood

	within string // where what follows them stands
}

// isFor tells whether what stands there is what the tables call that; an assignment and a quoted line have no name there.
func (s step) isFor(name string) bool {
	return len(s.rows) > 0 && len(s.rows[0].pattern) > 0 && s.rows[0].pattern[0] == name
}

// follow goes through the words of a command, and tells what they are and where the next one stands.
func (w Words) follow(words []string) (steps []step, p place) {
	done := 0
	for done < len(words) {
		var s step
		p.after = nil
		if p.at == "" && p.stood == 0 && isAssignment(words[done]) {
			s = step{count: 1, rows: []row{assignment()}, value: true}
			p.program = done + 1
		} else {
			s = w.step(&p, words[done:], done)
		}
		s.within = p.at
		steps = append(steps, s)
		done += s.count
	}
	return steps, p
}

func assignment() row {
	return row{texts: map[string]string{"en": "a variable of the shell, and its value", "zh": "shell 的变量和它的值"}}
}

func quotedLine() row {
	return row{texts: map[string]string{"en": "a command, all of it in one word", "zh": "一整条命令，写成一个词"}}
}

func elements() row {
	return row{pattern: []string{"{"}, texts: map[string]string{"en": "one of these, or what each of them leads to", "zh": "这些值之一，或每个值的结果"}}
}

// help is what two switches mean that nearly every program has.
func help(word string) (row, bool) {
	texts, ok := map[string]map[string]string{
		"--help":    {"en": "print all that may be said", "zh": "打印用法"},
		"--version": {"en": "print the version", "zh": "打印版本"},
	}[word]
	return row{pattern: []string{word}, texts: texts}, ok
}

// at are the rows of what may stand at a place.
func (w Words) at(p place) []row {
	switch {
	case p.lost > 0:
		return nil
	case p.kind != "":
		return w.commands[p.kind]
	}
	return w.commands[p.at]
}

// step is what the first of the words, or more of them, are. The place moves on; done is how many words came before.
func (w Words) step(p *place, words []string, done int) step {
	s := step{count: 1, at: p.at}
	rows := w.at(*p)
	if r, count := find(rows, words); count > 0 {
		s.count, s.rows = count, []row{r}
		if words[count-1] == "{" && strings.HasPrefix(p.at, "nft ") && strings.HasSuffix(p.at, " rule <CHAIN>") {
			s.count = closed(words)
			if count == 1 {
				s.rows = []row{elements()}
			}
		}
		if r.pattern[0] == "type" && count == 2 && w.commands["type "+words[1]] != nil {
			p.kind = "type " + words[1]
		}
		switch {
		case r.pattern[0] == "-netns":
			p.netns = words[1]
		case r.pattern[0] == "-all":
			p.all = true
		case r.pattern[0] == "peer":
			// Behind it stands all that stands before a kind.
			p.kind = ""
		}
		switch inner := strings.TrimSpace(p.at + " " + r.pattern[0]); {
		case count == 1 && (w.commands[inner] != nil || w.commands[inner+" …"] != nil):
			p.at, p.kind, p.stood = inner, "", 0
			if p.all && inner == "ip netns exec" {
				p.stood = 1
			}
		case strings.HasPrefix(p.at, "nft ") && p.stood == 0 && p.table == "":
			p.family = r.pattern[0]
		case isVerbs(p.at) && !isSwitch(words[0]):
			p.lost = done
		}
		return s
	}
	if switches, count := letters(rows, words); count > 0 {
		s.count, s.rows = count, switches
		return s
	}
	if r, ok := begun(rows, words); ok {
		s.count, s.rows = len(words), []row{r}
		p.after = append([]string{r.pattern[0]}, words[1:]...)
		return s
	}
	if r, count := longest(w.absent(*p), words); count > 0 {
		s.count, s.rows, p.lost = count, []row{r}, done
		return s
	}
	return w.alone(p, words, done)
}

// closed is how many words there are up to a bracket that closes; all of them where none does.
func closed(words []string) int {
	if at := slices.IndexFunc(words, func(word string) bool { return strings.HasSuffix(word, "}") }); at >= 0 {
		return at + 1
	}
	return len(words)
}

// alone is a step of one word that stands by itself, or of which nothing is known.
func (w Words) alone(p *place, words []string, done int) step {
	s := step{count: 1, at: p.at}
	if r, ok := help(words[0]); ok && p.at != "" {
		s.rows = []row{r}
		return s
	}
	if p.at != "" && isSwitch(words[0]) {
		if w.takesOthers(p.at, words[0]) {
			p.doubt = perhapsValue
		}
		return s
	}
	rows := w.at(*p)
	r, ok := stands(rows, p.stood, words[0])
	switch {
	case p.doubt == perhapsValue:
		p.doubt = sure
		if len(standing(rows)) > 1 {
			p.doubt = shifted
		}
		return s
	case ok && p.doubt == shifted:
		return s
	case ok && r.pattern[0] == "<COMMAND>" && strings.ContainsAny(words[0], " \t"):
		s.rows, s.value = []row{quotedLine()}, true
		return s
	case ok && r.pattern[0] == "<COMMAND>" && isAssignment(words[0]):
		s.rows, s.value = []row{assignment()}, true
		return s
	case ok && r.pattern[0] == "<COMMAND>":
		*p = place{netns: p.netns, program: done}
		return w.step(p, words, done)
	case ok && !strings.HasPrefix(words[0], "-"):
		s.rows, s.value = []row{r}, true
		p.stand(r.pattern[0], words[0])
		if inner := p.at + " " + r.pattern[0]; w.commands[inner] != nil {
			p.at, p.stood = inner, 0
			return s
		}
	case p.at != "" && len(rows) > 0 && !strings.HasPrefix(words[0], "-"):
		p.lost = done
	}
	p.stood++
	return s
}

// isVerbs tells whether the words of a place say what to do, of which one is enough.
func isVerbs(at string) bool {
	switch at {
	case "docker", "docker container", "docker image", "docker network", "docker system", "nft":
		return true
	}
	return false
}

// absent are the rows of what may stand at a place, but not in a lab: its own docker has no images to build, for example. They are
// explained, and not offered; of what follows them nothing is known.
func (w Words) absent(p place) []row {
	if p.lost > 0 || p.kind != "" {
		return nil
	}
	return w.commands[p.at+" …"]
}

// takesOthers tells whether a program may have a switch that the tables do not have, and a value for it in the next word.
func (w Words) takesOthers(at, word string) bool {
	program, _, _ := strings.Cut(at, " ")
	switch program {
	case "ip", "bridge", "brctl":
		return false
	}
	return !strings.Contains(word, "=") && !w.refuses(at, word)
}

// stand keeps a word that stands by itself, where what may follow depends on it.
func (p *place) stand(what, word string) {
	switch what {
	case "<NETNS>", "<CONTAINER>":
		p.netns = word
	case "<TABLE>":
		p.table = word
	case "<BRIDGE>":
		p.bridge = word
	}
}

// begun is a row of several words of which these are the first: its value has not come.
func begun(rows []row, words []string) (row, bool) {
	for _, is := range []func(row) bool{
		func(r row) bool { return r.pattern[0] == words[0] }, func(r row) bool { return r.begins(words[0]) },
	} {
		for _, r := range rows {
			if n := len(words); n < len(r.pattern) && is(r) && literal(r.pattern[1:n], words[1:]) {
				return r, true
			}
		}
	}
	return row{}, false
}
