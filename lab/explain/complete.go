package explain

import (
	"slices"
	"strings"
)

// Candidate is a word that may come next.
type Candidate struct {
	Word string
	Text string // what it means; empty where it is a name
}

// Whole is the word with the blank that ends it; a folder, or a group of sysctls, leads on.
func (c Candidate) Whole() string {
	if strings.HasSuffix(c.Word, "/") || strings.HasSuffix(c.Word, ".") {
		return c.Word
	}
	return c.Word + " "
}

// Completion is what may stand where the cursor is.
type Completion struct {
	From       int // the byte of the line where the word begins that is being typed
	Candidates []Candidate
	Command    string   // of which it is a part: "ip link set"; empty at the beginning of one
	Forms      []string // all that may stand in that, as the tables write it: "dev DEV", "up", "<DEV>"
}

// Complete tells what may stand at a place of the line, a byte of it. What was typed of the word is what the candidates begin with.
func (w Words) Complete(line string, at int, held Held, lang string) Completion {
	if from := substituted(line[:at]); from > 0 {
		c := w.Complete(line[from:at], at-from, held, lang)
		c.From += from
		return c
	}
	list := tokens(line[:at])
	typed, from := "", at
	if n := len(list); n > 0 && !list[n-1].operator && list[n-1].to == at {
		typed, from, list = list[n-1].text, list[n-1].from, list[:n-1]
	}
	all := commands(list)
	last := all[len(all)-1]
	if last.open {
		return Completion{From: from, Candidates: names(held.files(typed), "")}.written(line[from:at], typed)
	}
	words := last.texts()
	// A value may be joined to its switch: --net=host.
	if name, value, joined := strings.Cut(typed, "="); joined && strings.HasPrefix(name, "--") {
		words, from, typed = append(words, name), from+len(name)+1, value
	}
	_, p := w.follow(words)
	if p.at == "" && p.stood > 0 {
		return Completion{From: from, Candidates: names(held.files(typed), "")}.written(line[from:at], typed)
	}
	// Behind a chain of nft other rows begin.
	command, chain, _ := strings.Cut(p.at, " <")
	c := Completion{From: from, Command: command, Forms: w.forms(p)}
	if chain != "" {
		c.Forms = append([]string{"<TABLE>", "<" + chain}, c.Forms...)
	}
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
	if stand, ok := stands(w.at(p), p.stood, ""); p.at == "" || ok && stand.pattern[0] == "<COMMAND>" && !strings.HasPrefix(p.at, "docker") {
		c.Candidates = slices.DeleteFunc(c.Candidates, func(c Candidate) bool { return w.isAbsent(c.Word, held) })
	}
	return c.written(line[from:at], typed)
}

// written has the candidates be as they are to be written behind what stands there, of which typed is the meaning: with a backslash before
// signs that mean something to the shell (bash(1), QUOTING). Within quotes they stay as they are, and so do the tables' own words, which have
// a text: != is one.
func (c Completion) written(there, typed string) Completion {
	if strings.ContainsAny(there, "'\"`") {
		return c
	}
	c.Candidates = slices.Clone(c.Candidates)
	for i, one := range c.Candidates {
		if one.Text != "" || !strings.ContainsAny(one.Word, signs) || !strings.HasPrefix(one.Word, typed) {
			continue
		}
		var b strings.Builder
		for _, r := range one.Word[len(typed):] {
			if strings.ContainsRune(signs, r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		c.Candidates[i].Word = there + b.String()
	}
	return c
}

// signs are those that mean something to the shell within a word.
const signs = " \t'\"`$&|;<>()*?[]\\!"

// substituted is where the innermost command begins that stands in a $( that is not closed; 0 where none does.
func substituted(line string) (from int) {
	for at := 0; at < len(line); at++ {
		switch {
		case line[at] == '\\':
			at++
		case line[at] == '\'':
			at = closes(line, at, '\'')
		case strings.HasPrefix(line[at:], "$(("), strings.HasPrefix(line[at:], "${"):
			at = closesBracket(line, at+1)
		case strings.HasPrefix(line[at:], "$("):
			if end := closesBracket(line, at+1); end < len(line) {
				at = end
				continue
			}
			from = at + 2
			at++
		}
	}
	return from
}

// isAbsent tells whether a word is a program that is not there.
func (w Words) isAbsent(word string, held Held) bool {
	return held.Program != nil && len(only(w.commands[""], word)) > 0 && !held.Program(word)
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
	// What a command is about comes before its switches, of which there may be many.
	switches := func(form string) int {
		if strings.HasPrefix(form, "-") {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b string) int { return switches(a) - switches(b) })
	return list
}

// next are the rows of which a word may come at a place.
func (w Words) next(p place) (list []row) {
	stand, found := stands(w.at(p), p.stood, "")
	for _, r := range w.at(p) {
		switch n := len(p.after); {
		case n > 0:
			if len(r.pattern) > n && r.pattern[0] == p.after[0] && literal(r.pattern[1:n], p.after[1:]) {
				list = append(list, r)
			}
		case !isStanding(r.pattern[0]):
			// The family of nft's tables stands before all names.
			if !strings.HasPrefix(p.at, "nft ") || p.family == "" && p.stood == 0 || strings.HasSuffix(p.at, ">") {
				list = append(list, r)
			}
		case found && slices.Equal(r.pattern, stand.pattern):
			if r.pattern[0] == "<COMMAND>" {
				list = append(list, w.programs(p)...)
			} else {
				list = append(list, r)
			}
		}
	}
	return list
}

// programs are the rows of the programs that a command at that place may run.
func (w Words) programs(p place) []row {
	if !strings.HasPrefix(p.at, "docker") {
		return w.commands[""]
	}
	return slices.DeleteFunc(slices.Clone(w.commands[""]), func(r row) bool { return !isInContainer(r.pattern[0]) })
}

// isInContainer tells whether a container has that program.
func isInContainer(program string) bool {
	return slices.Contains(strings.Fields("bash brctl bridge cat curl echo head hostname httpd ip ln ls mkdir nc nft ping ps readlink rm sh "+
		"sleep sysctl tail touch true wc wget"), program)
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
