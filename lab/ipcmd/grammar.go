package ipcmd

import "strings"

// The grammar of the commands stands in tables, a row a word. A row is the only place of its word: what it is called and how far it
// may be abbreviated, what it means in two languages, how it is read, and how it is written again. From the rows come Parse, String,
// and by [Grammar] what package explain completes, explains and colours.

// Word is a word of the grammar, for those who explain it.
type Word struct {
	Form             string // as usage writes it: "metric NUMBER", "up"; "<ADDRESS>" is what stands by itself
	Least            string // the shortest beginning that stands for its first word
	English, Chinese string // what it means
}

// Place is where in a command some words may stand: after "ip link add". Those after "type KIND" are those of that kind.
type Place struct {
	After string
	Words []Word
}

// said is what a row says of its word, but for what is done with it.
//
// form has in brackets what may be left out of it: "m[etric] NUMBER". A form that begins with "<" is what stands by itself, and is
// read where no other row fits. Rows that are left to the machine's own tool may have no words.
type said struct {
	form   string
	en, zh string
}

// keyword is a row of what may follow a verb. P holds the words that are read, and the value that comes of them.
type keyword[P any] struct {
	said
	also []string // more words for the same, in the form's way
	// values are those of its values that mean something of their own: "bridge" after "type".
	values []said
	read   func(P) error
	write  func(P) []string // nil where another row writes it
}

// spelling takes a form's first word apart: the whole word, and the shortest beginning that means it.
func spelling(form string) (full, least string) {
	word, _, _ := strings.Cut(form, " ")
	least, rest, short := strings.Cut(word, "[")
	if !short {
		return word, word
	}
	return least + strings.TrimSuffix(rest, "]"), least
}

// whole is a form's first word.
func whole(form string) string {
	full, _ := spelling(form)
	return full
}

// spells tells whether a word is that of a form, or a beginning that is long enough.
func spells(form, word string) bool {
	form, _, _ = strings.Cut(form, " ")
	least, rest, short := strings.Cut(form, "[")
	if !short {
		return word == form
	}
	end, found := strings.CutPrefix(word, least)
	return found && word != "" && strings.HasPrefix(strings.TrimSuffix(rest, "]"), end)
}

func (k keyword[P]) is(word string) bool {
	if strings.HasPrefix(k.form, "<") {
		return false
	}
	if spells(k.form, word) {
		return true
	}
	for _, form := range k.also {
		if spells(form, word) {
			return true
		}
	}
	return false
}

// alias gives the row more words for the same.
func (k keyword[P]) alias(forms ...string) keyword[P] {
	k.also = forms
	return k
}

// valued gives the row values that mean something of their own.
func (k keyword[P]) valued(values ...said) keyword[P] {
	k.values = values
	return k
}

// find gives the first row that a word means: nil for none.
func find[P any](rows []keyword[P], word string) *keyword[P] {
	for i, k := range rows {
		if k.is(word) {
			return &rows[i]
		}
	}
	return nil
}

// writeAll writes what the rows have to write, in their order.
func writeAll[P any](rows []keyword[P], p P) (words []string) {
	for _, k := range rows {
		if k.write != nil {
			words = append(words, k.write(p)...)
		}
	}
	return words
}

// explained are the words of rows, those of the same meaning one after another.
func explained[P any](rows []keyword[P]) (list []Word) {
	for _, k := range rows {
		for _, form := range append([]string{k.form}, k.also...) {
			list = append(list, k.said.as(form, k.values)...)
		}
	}
	return list
}

// as are the words of what is said, written as that form.
func (s said) as(form string, values []said) (list []Word) {
	full, least := spelling(form)
	for _, v := range values {
		list = append(list, Word{full + " " + v.form, least, v.en, v.zh})
	}
	if s.en != "" {
		_, value, _ := strings.Cut(s.form, " ")
		list = append(list, Word{strings.TrimSuffix(full+" "+value, " "), least, s.en, s.zh})
	}
	return list
}

// verb is a row of what may follow an object: "add" of "ip link".
type verb struct {
	said
	also  []string
	parse func(*args, Options) (Action, error)
	// words are what may follow it; nil for nothing.
	words func() []Word
}

func (v verb) is(word string) bool {
	if spells(v.form, word) {
		return true
	}
	for _, form := range v.also {
		if spells(form, word) {
			return true
		}
	}
	return false
}

// parseVerb reads what stands after an object. The order of its verbs is iproute2's, which decides on abbreviations.
func parseVerb(object string, verbs []verb, a *args, o Options) (Action, error) {
	word := a.word()
	a.skip()
	for _, v := range verbs {
		if v.is(word) {
			return v.parse(a, o)
		}
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"%s help\".\n", word, object)
}

// foreignVerb is left to the machine's own tool.
func foreignVerb(*args, Options) (Action, error) { return Foreign{}, nil }

// asking is a verb that is answered with help.
func asking(usage func() error) func(*args, Options) (Action, error) {
	return func(*args, Options) (Action, error) { return nil, usage() }
}

// places are what may follow an object, and what may follow each of its verbs.
func places(at string, verbs []verb) (list []Place) {
	here := Place{After: at}
	for _, v := range verbs {
		for _, form := range append([]string{v.form}, v.also...) {
			here.Words = append(here.Words, v.said.as(form, nil)...)
			if full, _ := spelling(form); v.words != nil {
				list = append(list, Place{at + " " + full, v.words()})
			}
		}
	}
	return append(list, here)
}

// Grammar tells where in a command of `ip` which words may stand, and what they mean.
func Grammar() []Place {
	ip := Place{After: "ip", Words: explained(optionRows())}
	var list []Place
	for _, o := range objects() {
		for _, form := range append([]string{o.form}, o.also...) {
			ip.Words = append(ip.Words, o.said.as(form, nil)...)
			name, _ := spelling(form)
			if o.words != nil {
				list = append(list, Place{"ip " + name, o.words()})
			}
			if o.verbs != nil {
				list = append(list, places("ip "+name, o.verbs())...)
			}
		}
	}
	for _, name := range []string{"vlan", "vxlan", "macvlan", "macvtap", "ipvlan", "ipvtap", "bridge", "bridge_slave"} {
		list = append(list, Place{"type " + name, kindNamed(name).words()})
	}
	peer := Word{"peer", "peer", "what follows is about the other end", "后面说的是另一端"}
	return append(list, ip, Place{"type veth", []Word{peer}})
}
