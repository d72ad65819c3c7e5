package explain

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Asked tells what is known of the words that somebody asks about: of a command, which may be a whole line in one word; or of one word alone
// that commands show, or that stands in one.
func (w Words) Asked(words []string, lang string) []Entry {
	if text := strings.Join(words, " "); isError(text) {
		return w.Output(text, lang)
	}
	if len(words) != 1 {
		return w.Command(words, lang)
	}
	list := w.Line(words[0], lang)
	if len(list) == 1 && (list[0].Unknown || list[0].Meant != "") {
		if found := w.lookUp(strings.Trim(words[0], ",:;"), lang); len(found) > 0 {
			return found
		}
	}
	return list
}

// lookUp tells what a word means wherever it may stand: in what is shown, or else in a command; where a row begins with it, or else in one.
func (w Words) lookUp(word, lang string) []Entry {
	if isValue(word) {
		return nil
	}
	begins := func(r row) bool { return r.pattern[0] == word }
	holds := func(r row) bool { return slices.Contains(r.pattern, word) }
	for _, has := range []func(row) bool{begins, holds} {
		for _, list := range [][]Entry{w.shownWith(has, lang), w.commandsWith(has, lang)} {
			if len(list) > 0 {
				return list
			}
		}
	}
	return nil
}

// shownWith are the entries of some rows of what is shown.
func (w Words) shownWith(has func(row) bool, lang string) (list []Entry) {
	for _, f := range w.shown {
		for _, r := range f.rows {
			if has(r) {
				list = withMeaning(list, Entry{Words: strings.Join(r.pattern, " "), Text: r.texts[lang]})
			}
		}
	}
	return list
}

// commandsWith are the entries of some rows of commands, with what leads there: those of the programs that are met most go first, and of
// those the shortest.
func (w Words) commandsWith(has func(row) bool, lang string) (list []Entry) {
	programs := []string{"iptables", "docker", "nft", "bridge", "ip"}
	rank := func(place string) int {
		program, _, _ := strings.Cut(place, " ")
		return -slices.Index(programs, program)
	}
	places := slices.SortedFunc(maps.Keys(w.commands), func(a, b string) int {
		return cmp.Or(rank(a)-rank(b), strings.Count(a, " ")-strings.Count(b, " "), strings.Compare(a, b))
	})
	for _, place := range places {
		for _, r := range w.commands[place] {
			if place != "" && has(r) {
				list = withMeaning(list, Entry{Words: w.below(place, r), Text: r.texts[lang]})
			}
		}
	}
	return list
}

// below writes the words of a row behind what leads to it. Other words may stand between, unless it leads on itself.
func (w Words) below(place string, r row) string {
	program, _, _ := strings.Cut(place, " ")
	words := strings.Join(r.pattern, " ")
	switch {
	case w.commands[place+" "+r.pattern[0]] != nil && !strings.HasSuffix(place, "…"):
		return place + " " + words
	case strings.ContainsAny(place, "<…"):
		return program + " … " + words
	}
	return place + " … " + words
}

// mostMeanings is how many meanings of a word are told at most.
const mostMeanings = 6

// withMeaning puts an entry behind others, unless they tell the same, or are enough.
func withMeaning(list []Entry, e Entry) []Entry {
	same := func(other Entry) bool { return other.Text == e.Text }
	if len(list) >= mostMeanings || slices.ContainsFunc(list, same) {
		return list
	}
	return append(list, e)
}
