package ipcmd

import (
	"iter"
	"strings"
)

// The grammar of the commands stands in tables, a row a word. A row is the only place of its word: what it is called and how far it
// may be abbreviated, what it means in two languages, how it is read, and how it is written again. From the rows come Parse, String,
// and by [Grammar] what package explain completes, explains and colours.
//
// A table is a function that gives its rows one by one, up to the one that is looked for: a line is read for each letter that somebody
// types. The rows stand on the stack, and make no garbage as long as their functions catch no variables.

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
// read where no other row fits. Only what is left to the machine's own tool may have no words.
type said struct {
	form   string
	en, zh string
}

// keyword is a row of what may follow a verb. P holds the words that are read, and the value that comes of them.
type keyword[P any] struct {
	said
	also string // more words for the same, in the form's way, with blanks between them
	// values are those of its values that mean something of their own: "bridge" after "type".
	values func() []said
	// read and write say how its value is read, and written again. What they do not say, value does; with neither, another row writes it.
	read    func(P) error
	write   func(P) []string
	value   value[P]
	foreign bool // is left to the machine's own tool
}

// value is how the value of several rows is read and written; full is the whole word of the row.
type value[P any] interface {
	read(p P, full string) error
	write(p P, full string) []string
}

// each gives rows to yield until it wants no more, and tells whether it wanted all of them.
func each[R any](yield func(R) bool, rows []R) bool {
	for _, r := range rows {
		if !yield(r) {
			return false
		}
	}
	return true
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
	if word == "" || word[0] != form[0] {
		return false
	}
	form, _, _ = strings.Cut(form, " ")
	least, rest, short := strings.Cut(form, "[")
	if !short {
		return word == form
	}
	end, found := strings.CutPrefix(word, least)
	return found && strings.HasPrefix(strings.TrimSuffix(rest, "]"), end)
}

// is tells whether a word is that of a form, or of one of the others.
func (s said) is(word, also string) bool {
	if strings.HasPrefix(s.form, "<") {
		return false
	}
	if spells(s.form, word) {
		return true
	}
	for also != "" {
		var form string
		if form, also, _ = strings.Cut(also, " "); spells(form, word) {
			return true
		}
	}
	return false
}

// forms are a form and the others.
func (s said) forms(also string) []string { return append([]string{s.form}, strings.Fields(also)...) }

// take reads the row's word, and what belongs to it.
func (k keyword[P]) take(p P) error {
	if k.read != nil {
		return k.read(p)
	}
	return k.value.read(p, whole(k.form))
}

// words writes what the row has to write.
func (k keyword[P]) words(p P) []string {
	switch {
	case k.write != nil:
		return k.write(p)
	case k.value != nil:
		return k.value.write(p, whole(k.form))
	}
	return nil
}

// alias gives the row more words for the same, with blanks between them.
func (k keyword[P]) alias(forms string) keyword[P] {
	k.also = forms
	return k
}

// valued gives the row values that mean something of their own.
func (k keyword[P]) valued(values func() []said) keyword[P] {
	k.values = values
	return k
}

// find gives the first row that a word means.
func find[P any](rows iter.Seq[keyword[P]], word string) (keyword[P], bool) {
	for k := range rows {
		if k.is(word, k.also) {
			return k, true
		}
	}
	return keyword[P]{}, false
}

// takeWord reads the word of the first row that it means, or else by itself.
func takeWord[P any](rows iter.Seq[keyword[P]], word string, p P, alone func(P) error) error {
	if k, ok := find(rows, word); ok {
		return k.take(p)
	}
	return alone(p)
}

// writeAll writes what the rows have to write, in their order.
func writeAll[P any](rows iter.Seq[keyword[P]], p P) (words []string) {
	for k := range rows {
		words = append(words, k.words(p)...)
	}
	return words
}

// explained are the words of rows, those of the same meaning one after another.
func explained[P any](rows iter.Seq[keyword[P]]) (list []Word) {
	for k := range rows {
		var values []said
		if k.values != nil {
			values = k.values()
		}
		for _, form := range k.forms(k.also) {
			list = append(list, k.as(form, values, k.foreign)...)
		}
	}
	return list
}

// as are the words of what is said, written as that form: none where it says nothing because it is left to the machine's own tool.
func (s said) as(form string, values []said, foreign bool) (list []Word) {
	full, least := spelling(form)
	for _, v := range values {
		list = append(list, Word{full + " " + v.form, least, v.en, v.zh})
	}
	if s.en != "" || !foreign && len(values) == 0 {
		_, value, _ := strings.Cut(s.form, " ")
		list = append(list, Word{strings.TrimSuffix(full+" "+value, " "), least, s.en, s.zh})
	}
	return list
}

// verb is a row of a word that leads on: of an object such as "link", or of what may follow one, such as "add".
type verb struct {
	said
	also  string                               // as of a keyword
	parse func(*args, Options) (Action, error) // nil where it is left to the machine's own tool
	// verbs and words are what may follow it; nil for nothing.
	verbs iter.Seq[verb]
	words func() []Word
}

// findVerb gives the first verb that a word means. Their order is iproute2's, which decides on abbreviations.
func findVerb(verbs iter.Seq[verb], word string) (verb, bool) {
	for v := range verbs {
		if v.is(word, v.also) {
			return v, true
		}
	}
	return verb{}, false
}

// parseVerb reads what stands after an object.
func parseVerb(object string, verbs iter.Seq[verb], a *args, o Options) (Action, error) {
	word := a.word()
	a.skip()
	v, ok := findVerb(verbs, word)
	switch {
	case !ok:
		return nil, refuse(255, "Command \"%s\" is unknown, try \"%s help\".\n", word, object)
	case v.parse == nil:
		a.leaveFor(whole(v.form))
		return Foreign{}, nil
	}
	a.verb = Verb(whole(v.form))
	return v.parse(a, o)
}

// helpVerb is a verb that is answered with the usage.
func helpVerb(form string, usage func() error) verb {
	return verb{said: helpSaid(form), parse: func(*args, Options) (Action, error) { return nil, usage() }}
}

// helpRow is a word that is answered with the usage.
func helpRow[P any](form string, usage func() error) keyword[P] {
	return keyword[P]{said: helpSaid(form), value: helpValue[P](usage)}
}

type helpValue[P any] func() error

func (usage helpValue[P]) read(P, string) error { return usage() }

func (helpValue[P]) write(P, string) []string { return nil }

func helpSaid(form string) said { return said{form, "how the command is written", "命令的写法"} }

// places are what may stand there, and what may follow each of its verbs.
func places(at string, verbs iter.Seq[verb]) (list []Place) {
	here := Place{After: at}
	for v := range verbs {
		for _, form := range v.forms(v.also) {
			here.Words = append(here.Words, v.as(form, nil, v.parse == nil)...)
			next := at + " " + whole(form)
			if v.words != nil {
				list = append(list, Place{next, v.words()})
			}
			if v.verbs != nil {
				list = append(list, places(next, v.verbs)...)
			}
		}
	}
	return append(list, here)
}

// Grammar tells where in a command of `ip`, `bridge` and `brctl` which words may stand, and what they mean.
func Grammar() []Place {
	list := append([]Place{{"ip", explained(optionRows)}}, places("ip", objects)...)
	list = append(append(list, Place{"bridge", explained(bridgeOptionRows)}), places("bridge", bridgeObjects)...)
	list = append(list, brctlPlaces()...)
	for _, name := range []string{"vlan", "vxlan", "macvlan", "macvtap", "ipvlan", "ipvtap", "bridge", "bridge_slave"} {
		list = append(list, Place{"type " + name, kindNamed(name).words()})
	}
	peer := Word{"peer", "peer", "what follows is about the other end", "后面说的是另一端"}
	return append(list, Place{"type veth", []Word{peer}})
}
