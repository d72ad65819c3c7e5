// Package explain says what each word of a command, and of what it shows, means: in English and in Chinese, for somebody who meets it
// for the first time. It is pure; the words stand in tables: those of ip, bridge and brctl in package ipcmd, the others in commands.txt,
// output.txt, advice.txt and machine.txt.
package explain

import (
	"bufio"
	"cmp"
	_ "embed" // for the tables
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vethlab/lab/ipcmd"
)

//go:embed commands.txt
var commandTable string

//go:embed output.txt
var outputTable string

// Entry is what some words mean.
type Entry struct {
	Words   string // as they were written
	Text    string // of what is Unknown, why the program refuses it; empty where that is not known, either
	Unknown bool
	Meant   string // what a word is taken for that is none, and of which Text tells; else empty
}

// Topic is the same for entries of which one is enough: of the same word with other values, and of values that stand alone.
func (e Entry) Topic() string {
	first, _, _ := strings.Cut(e.Words, " ")
	if !e.Unknown && isShape(first) {
		return e.Text
	}
	return first + e.Text
}

// Say is what there is to say of the words in a language: what they mean, or that this is not known.
func (e Entry) Say(lang string) string {
	said := map[string][3]string{
		"en": {"? vethlab does not know this word", "? did you mean %s: %s", "? "}, "zh": {"？vethlab 不认识这个词", "？是不是 %s：%s", "？"},
	}[lang]
	switch {
	case e.Unknown && e.Text != "":
		return said[2] + e.Text
	case e.Unknown:
		return said[0]
	case e.Meant != "":
		return fmt.Sprintf(said[1], e.Meant, e.Text)
	}
	return e.Text
}

// Words are the tables.
type Words struct {
	commands map[string][]row // by where in a command they may stand: "ip link add"
	shown    []form           // of what is shown, those that go before others first
	advices  []advice
	sayings  []saying
	own      Databases
}

// Databases are names of the machine's own.
type Databases = ipcmd.Databases

// With gives words that take no name of the machine's own for a wrong one; nil has none.
func (w Words) With(own Databases) Words {
	w.own = own
	return w
}

// row is a line of a table. A pattern's first word is meant as it is, and so are the others that are no value.
type row struct {
	pattern []string
	least   string            // the shortest beginning that stands for its first word; empty for none
	texts   map[string]string // by language
}

// Read reads the tables. The error names the line that is wrong, which a test has seen to be none.
func Read() (Words, error) {
	w := Words{commands: map[string][]row{}}
	for _, p := range ipcmd.Grammar() {
		for _, word := range p.Words {
			r := row{strings.Fields(word.Form), word.Least, map[string]string{"en": word.English, "zh": word.Chinese}}
			w.commands[p.After] = append(w.commands[p.After], r)
		}
	}
	err := eachRow(commandTable, func(head string, r row) {
		for p := range strings.SplitSeq(head, ", ") {
			w.commands[p] = append(w.commands[p], r)
		}
	})
	if err != nil {
		return w, fmt.Errorf("commands.txt: %w", err)
	}
	if w.shown, err = w.readForms(outputTable); err != nil {
		return w, fmt.Errorf("output.txt: %w", err)
	}
	if w.advices, err = readAdvice(); err != nil {
		return w, err
	}
	w.sayings, err = readSayings()
	return w, err
}

// eachRow reads a table: each row, and the head in brackets that it stands under.
func eachRow(table string, add func(head string, r row)) error {
	var head string
	lines := bufio.NewScanner(strings.NewReader(table))
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "", strings.HasPrefix(line, "# "):
			continue
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			head = line[1 : len(line)-1]
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 3 {
			return fmt.Errorf("line %d: want words, English and Chinese, got %d cells", number, len(cells))
		}
		add(head, row{
			pattern: strings.Fields(cells[0]),
			texts:   map[string]string{"en": strings.TrimSpace(cells[1]), "zh": strings.TrimSpace(cells[2])},
		})
	}
	return lines.Err()
}

// Line takes a line of the shell apart, command by command, and each of them word by word.
func (w Words) Line(line, lang string) (list []Entry) {
	tokens := tokens(line)
	for i, s := range commands(tokens) {
		if i > 0 && !s.follows() {
			list = append(list, joint(separator(tokens, i), lang))
		}
		list = append(list, s.before(lang)...)
		list = append(list, w.Command(s.texts(), lang)...)
		list = append(list, s.redirections(lang)...)
	}
	return list
}

// separator is the nth operator between commands.
func separator(list []token, nth int) string {
	for _, t := range list {
		if t.operator && !redirects(t.text) {
			if nth--; nth == 0 {
				return t.text
			}
		}
	}
	return ""
}

// joint is what an operator between two commands means.
func joint(operator, lang string) Entry {
	texts := map[string]map[string]string{
		"|":  {"en": "what comes before prints into what follows", "zh": "前面打印的内容交给后面"},
		"&&": {"en": "what follows runs only if that succeeds", "zh": "前面成功才运行后面"},
		"||": {"en": "what follows runs only if that fails", "zh": "前面失败才运行后面"},
		";":  {"en": "then", "zh": "然后"},
		"\n": {"en": "then", "zh": "然后"},
		"&":  {"en": "that runs in the background", "zh": "在后台运行"},
	}
	text := texts[operator][lang]
	return Entry{Words: strings.TrimSpace(operator), Text: text, Unknown: text == ""}
}

// unquoted takes apart the words that nft is given in one, as it does itself: nft 'add table ip t'.
func unquoted(words []string) []string {
	nft := slices.Index(words, "nft")
	if nft < 0 {
		return words
	}
	list := slices.Clone(words[:nft+1])
	for _, word := range words[nft+1:] {
		for part := range strings.FieldsSeq(word) {
			if part = strings.TrimSuffix(part, ";"); part != "" {
				list = append(list, part)
			}
		}
	}
	return list
}

// Command takes the words of a command apart. Those that the tables do not have are Unknown, or taken for a word that they have and that
// differs little; so are those that the program refuses, of which the text says why, or without which other words it does.
func (w Words) Command(words []string, lang string) []Entry {
	var list []Entry
	words = unquoted(words)
	steps, p, meant := w.corrected(words)
	if len(meant) == 0 {
		if r, ok := w.better(words, steps); ok {
			return w.repairedCommand(words, r, lang)
		}
	}
	wrong := w.refusal(p, replaced(words, meant))
	at := 0
	for _, s := range steps {
		said := strings.Join(words[at:at+s.count], " ")
		e := Entry{Words: said}
		refused := at <= wrong.at && wrong.at < at+s.count && !isExpanded(words[wrong.at])
		for range s.count {
			e.Meant = cmp.Or(e.Meant, meant[at])
			at++
		}
		switch {
		case refused && e.Meant == "":
			list = append(list, Entry{Words: said, Unknown: true, Text: w.refusedBecause(p, words, wrong, lang)})
		case len(s.rows) == 0:
			list = append(list, Entry{Words: said, Unknown: true})
		default:
			list = append(list, s.entries(e, lang)...)
		}
	}
	return list
}

// repairedCommand is the same of words with a repair: what it puts in is one entry.
func (w Words) repairedCommand(words []string, r repair, lang string) (list []Entry) {
	steps, _ := w.follow(r.apply(words))
	at, end := 0, r.at+len(r.words)
	for _, s := range steps {
		said := strings.Join(r.apply(words)[at:at+s.count], " ")
		switch {
		case at == r.at:
			said := strings.Join(words[r.at:r.at+r.count], " ")
			list = append(list, Entry{Words: said, Text: s.rows[0].texts[lang], Meant: strings.Join(r.words, " ")})
		case at < r.at || at >= end:
			list = append(list, s.entries(Entry{Words: said}, lang)...)
		}
		at += s.count
	}
	return list
}

// better is the repair of a command of which the program refuses a word, or of which the program is unknown.
func (w Words) better(words []string, steps []step) (repair, bool) {
	for _, s := range steps {
		if s.at == "" && !s.value && len(s.rows) == 0 {
			return w.withProgram(words)
		}
	}
	return w.repair(words)
}

// entries are those of a step: of its words, or of each of the switches that stand together in them.
func (s step) entries(e Entry, lang string) (list []Entry) {
	said := e.Words
	for i, r := range s.rows {
		if i > 0 && slices.Equal(r.pattern, s.rows[i-1].pattern) {
			continue // -vv
		}
		e.Words = s.letter(i, said)
		e.Text = r.texts[lang]
		if slices.Contains(r.pattern, "SWITCH") && strings.HasSuffix(said, " off") {
			e.Text = map[string]string{"en": "switched off: ", "zh": "关掉："}[lang] + e.Text
		}
		list = append(list, e)
	}
	return list
}

// letter is what of the words is about the nth of the rows of switches that stand together, with the value of the last of them.
func (s step) letter(nth int, said string) string {
	r := s.rows[nth]
	same := func(other row) bool { return slices.Equal(r.pattern, other.pattern) }
	switch last := nth == len(s.rows)-1; {
	case !slices.ContainsFunc(s.rows, func(other row) bool { return !same(other) }):
		return said
	case last && s.count > 1:
		_, value, _ := strings.Cut(said, " ")
		return r.pattern[0] + " " + value
	case last:
		return r.pattern[0] + said[min(1+len(s.rows), len(said)):]
	}
	return r.pattern[0]
}

func isAssignment(word string) bool { return regexp.MustCompile(`^[A-Za-z_]\w*=`).MatchString(word) }

// find gives the row whose pattern the words begin with, and how many they are: the longest; where there is none, the first whose word
// they abbreviate, as iproute2 takes it.
func find(rows []row, words []string) (found row, count int) {
	if found, count = longest(rows, words); count > 0 {
		return found, count
	}
	if name, value, joined := strings.Cut(words[0], "="); joined && strings.HasPrefix(name, "--") {
		for _, name := range []string{name, name + "="} {
			if r, n := longest(rows, []string{name, value}); n == 2 {
				return r, 1
			}
		}
	}
	if r, ok := joined(rows, words[0]); ok {
		return r, 1
	}
	for _, r := range rows {
		if n := len(r.pattern); r.begins(words[0]) && n <= len(words) && literal(r.pattern[1:], words[1:n]) {
			return r, n
		}
	}
	return row{}, 0
}

// joined is the row of a word in which a value stands right behind what it is for: -c3, or -5 and @10.0.0.1, where that is the sign alone.
func joined(rows []row, word string) (row, bool) {
	for at := 1; at <= 2 && at < len(word) && strings.ContainsAny(word[:1], "-@"); at++ {
		if r, n := longest(rows, []string{word[:at], word[at:]}); n == 2 && (at == 1 || word[1] != '-') {
			return r, true
		}
	}
	return row{}, false
}

// begins tells whether a word is a beginning of the row's that stands for it.
func (r row) begins(word string) bool {
	return r.least != "" && len(word) >= len(r.least) && strings.HasPrefix(r.pattern[0], word)
}

// longest is the row of most words that these begin with; of those as long the one with most words that are meant as they are.
func longest(rows []row, words []string) (found row, count int) {
	for _, r := range rows {
		n := len(r.pattern)
		if r.pattern[0] != words[0] || n > len(words) || !literal(r.pattern[1:], words[1:n]) {
			continue
		}
		if n > count || n == count && r.values() < found.values() {
			found, count = r, n
		}
	}
	return found, count
}

// values is how many words of the pattern may be anything.
func (r row) values() (count int) {
	for _, word := range r.pattern {
		if isValue(word) {
			count++
		}
	}
	return count
}

// literal tells whether words are those of a pattern, of which values may be anything that theirs can be.
func literal(pattern, words []string) bool {
	for i, p := range pattern {
		if !isValue(p) && p != words[i] || !mayBe(p, words[i]) {
			return false
		}
	}
	return true
}

// mayBe tells whether a word may be the value: one that may be left out is told by it from what comes next.
func mayBe(value, word string) bool {
	switch value {
	case "INDEX":
		return isNumber(word)
	case "CHAIN":
		return !isSwitch(word)
	}
	return true
}

func isNumber(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" }

func isSwitch(word string) bool { return len(word) > 1 && word[0] == '-' && !isNumber(word[1:]) }

// isValue tells whether a word of a pattern is a value. Flags are in capitals too.
func isValue(word string) bool {
	switch word {
	case "ADDRESS", "BYTES", "CAPABILITY", "CHAIN", "COMMAND", "COUNT", "DEV", "FAMILY", "FILE", "FLAGS", "FOLDER", "GROUP", "HOOK", "INDEX", "KIND",
		"MAC", "MARK", "MODE", "NAME", "NETNS", "NETWORK", "NUMBER", "PACKETS", "PATHS", "PATTERN", "PORT", "PORTS", "PREFIX", "RATE", "SCOPE",
		"SECONDS", "STATE", "STATES", "STATUS", "SWITCH", "TABLE", "TEMPLATE", "TEXT", "TIME", "TIMES", "TYPE", "USERS", "VARIABLE", "WORD":
		return true
	}
	return false
}

// letters takes switches apart that stand together: -dit. The last of them may be followed by its value, joined to it or as a word of its
// own, which count has: -zvw1.
func letters(rows []row, words []string) (list []row, count int) {
	word := words[0]
	if len(word) < 3 || word[0] != '-' || word[1] == '-' {
		return nil, 0
	}
	for at := 1; at < len(word); at++ {
		one, joined := "-"+word[at:at+1], word[at+1:]
		if r, n := longest(rows, []string{one}); n > 0 {
			list = append(list, r)
			continue
		}
		if r, n := longest(rows, []string{one, joined}); n == 2 && joined != "" {
			return append(list, r), 1
		}
		if len(words) > 1 && joined == "" {
			if r, n := longest(rows, []string{one, words[1]}); n == 2 {
				return append(list, r), 2
			}
		}
		return nil, 0
	}
	return list, 1
}

// standing are the rows for words that stand by themselves, in their order.
func standing(rows []row) (list []row) {
	for _, r := range rows {
		if isStanding(r.pattern[0]) {
			list = append(list, r)
		}
	}
	return list
}

// isStanding tells whether a word of a pattern is a value that no word goes before. A pattern may also have the sign < for itself.
func isStanding(word string) bool {
	return strings.HasPrefix(word, "<") && strings.HasSuffix(word, ">") && len(word) > 2
}

// stands is the row for a word that stands by itself: the nth, or the last one. A number is no address where a port follows, as nc has it.
func stands(rows []row, nth int, word string) (row, bool) {
	list := standing(rows)
	if len(list) == 0 {
		return row{}, false
	}
	nth = min(nth, len(list)-1)
	if nth+1 < len(list) && list[nth].pattern[0] == "<ADDRESS>" && list[nth+1].pattern[0] == "<PORT>" && isNumber(word) {
		nth++
	}
	return list[nth], true
}
