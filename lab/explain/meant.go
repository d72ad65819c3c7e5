package explain

import (
	"maps"
	"slices"
	"strings"

	"vethlab/lab/spell"
)

// corrected follows the words as what they were most likely meant to be: a word that may not stand where it does counts as the one that
// may and differs least from it. meant has those, by the places of the words.
func (w Words) corrected(words []string) (steps []step, end place, meant map[int]string) {
	words, meant = slices.Clone(words), map[int]string{}
	for {
		steps, end = w.follow(words)
		at, word := w.misspelt(words, steps, end)
		if word == "" || meant[at] != "" {
			return steps, end, meant
		}
		words[at], meant[at] = word, word
	}
}

// replaced are the words as they were meant.
func replaced(words []string, meant map[int]string) []string {
	words = slices.Clone(words)
	for at, word := range meant {
		words[at] = word
	}
	return words
}

// misspelt is which of the words is not what was meant, and what was; empty for none.
func (w Words) misspelt(words []string, steps []step, end place) (at int, meant string) {
	for _, s := range steps {
		switch {
		case len(s.rows) == 0:
			return w.instead(words, at)
		case s.count == 2 && s.isFor("type") && isValue(s.rows[0].pattern[1]):
			_, before := w.follow(words[:at])
			if kind := nearest(only(w.next(before), "type"), 1, words[at+1]); kind != "" && kind != words[at+1] {
				return at + 1, kind
			}
		}
		at += s.count
	}
	if r := w.refusal(end, words); r.at > 0 {
		return w.instead(words, r.at)
	}
	return 0, ""
}

// instead is what may stand in a word's place, or in that of its value where the word itself may, and differs least; empty for nothing.
func (w Words) instead(words []string, at int) (place int, word string) {
	_, before := w.follow(words[:at])
	next := w.next(before)
	word = nearest(next, 0, words[at])
	if isExpanded(words[at]) || isSwitch(words[at]) && !hasAll(before.at) {
		return at, ""
	}
	if word == words[at] && at+1 < len(words) {
		next = only(next, word)
		at++
		word = nearest(next, 1, words[at])
	}
	if word == words[at] {
		return at, ""
	}
	return at, word
}

// hasAll tells whether the tables have nearly all switches of a program: then another is a slip of one of them.
func hasAll(at string) bool {
	program, _, _ := strings.Cut(at, " ")
	return slices.Contains([]string{"ip", "bridge", "brctl", "ping", "ping6", "sysctl", "nc", "nft", "docker"}, program)
}

// only are the rows that begin with a word.
func only(rows []row, word string) []row {
	return slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return r.pattern[0] != word })
}

// respelt is a line with the words in it that its commands do not have taken for those that they have; empty where there are none, or
// where the error that it gave is of another kind. ip, bridge and brctl have no words but those in the tables.
func (w Words) respelt(line, output string) (better string) {
	// Of what is said twice neither is misspelt.
	if strings.Contains(output, "is the second value") {
		return ""
	}
	for _, s := range slices.Backward(commands(tokens(line))) {
		words := s.texts()
		_, _, meant := w.corrected(words)
		_, p := w.follow(words)
		for _, at := range slices.Backward(slices.Sorted(maps.Keys(meant))) {
			known := p.program < at && slices.Contains([]string{"ip", "bridge", "brctl"}, words[p.program])
			about := strings.Contains(output, words[at]) && (at != p.program || strings.Contains(output, "not found"))
			// Nor is what would say the word before it again.
			if !known && !about || at > 0 && words[at-1] == meant[at] {
				return ""
			}
			if t := s.words[at]; better == "" {
				better = line[:t.from] + meant[at] + line[t.to:]
			} else {
				better = better[:t.from] + meant[at] + better[t.to:]
			}
		}
	}
	return better
}

// synonyms are words that other programs have for what iproute2, Docker and nft call otherwise.
func synonyms(word string) []string {
	return map[string][]string{
		"create": {"add"}, "new": {"add"}, "make": {"add"}, "remove": {"delete", "del", "rm"}, "rm": {"delete", "del"},
		"on": {"up", "dev"}, "off": {"down"}, "enable": {"up"}, "disable": {"down"}, "gateway": {"via"}, "gw": {"via"},
		"move": {"set"}, "add": {"addbr"}, "quit": {"exit"}, "logout": {"exit"},
		"ls": {"list", "show"}, "enter": {"exec"}, "interface": {"link", "dev"}, "iface": {"link"},
	}[word]
}

// nearest is the one of the nth words of the rows that differs least from a word, or says the same; empty where all differ too much.
func nearest(rows []row, nth int, word string) (found string) {
	others := make([]string, 0, len(rows))
	for _, r := range rows {
		if len(r.pattern) > nth && !isStanding(r.pattern[nth]) && !isValue(r.pattern[nth]) {
			others = append(others, r.pattern[nth])
		}
	}
	for _, other := range synonyms(word) {
		if slices.Contains(others, other) {
			return other
		}
	}
	const digits = "0123456789"
	least := 3
	for _, other := range others {
		// What has a digit is a name rather than a slip.
		if strings.ContainsAny(word, digits) && !strings.ContainsAny(other, digits) {
			continue
		}
		// A short word, or a switch of one letter, is soon another.
		if len(word) < 3 || strings.HasPrefix(word, "-") && !strings.HasPrefix(word, "--") {
			continue
		}
		// So is one with two differences if it is short, or begins with one.
		d := spell.Slips(word, other)
		if d < least && (d < 2 || len(word) > 4 && word[0] == other[0]) {
			found, least = other, d
		}
	}
	return found
}
