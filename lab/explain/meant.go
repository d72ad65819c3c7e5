package explain

import (
	"maps"
	"slices"
	"strings"
)

// corrected follows the words as what they were most likely meant to be: a word that the tables do not have where it stands counts as
// the one there that differs least from it. meant has those, by the places of the words.
func (w Words) corrected(words []string) (steps []step, meant map[int]string) {
	words, meant = slices.Clone(words), map[int]string{}
	for {
		var p place
		steps, p = w.follow(words)
		at := 0
		for _, s := range steps {
			if len(s.rows) == 0 && meant[at] == "" {
				break
			}
			at += s.count
		}
		if at >= len(words) {
			return steps, meant
		}
		_, before := w.follow(words[:at])
		// A program may have any name; what comes first is one only if nothing is right behind it.
		if at == p.program && len(words) > at+1 && len(w.commands[words[at]]) > 0 {
			return steps, meant
		}
		word := nearest(w.next(before), 0, words[at])
		if word == words[at] && at+1 < len(words) {
			// It is the word behind it that may not stand there.
			rows := slices.DeleteFunc(w.next(before), func(r row) bool { return r.pattern[0] != word })
			at++
			word = nearest(rows, 1, words[at])
		}
		if word == "" || word == words[at] {
			return steps, meant
		}
		words[at], meant[at] = word, word
	}
}

// respelt is the line with the words in it that its commands do not have taken for those that they have; word is the first of those it
// was written with, empty for none.
func (w Words) respelt(line string) (better, word string) {
	better = line
	for _, s := range slices.Backward(commands(tokens(line))) {
		_, meant := w.corrected(s.texts())
		for _, at := range slices.Backward(slices.Sorted(maps.Keys(meant))) {
			t := s.words[at]
			better, word = better[:t.from]+meant[at]+better[t.to:], t.text
		}
	}
	return better, word
}

// nearest is the one of the nth words of the rows that differs least from a word; empty where all differ too much.
func nearest(rows []row, nth int, word string) (found string) {
	least := 3
	for _, r := range rows {
		if len(r.pattern) <= nth || strings.HasPrefix(r.pattern[nth], "<") || isValue(r.pattern[nth]) || len(word) < 3 {
			continue
		}
		// Two differences in a short word, or at the beginning of one, make another word of it.
		other := r.pattern[nth]
		d := distance(word, other)
		if d < least && (d < 2 || len(word) > 4 && word[0] == other[0]) {
			found, least = other, d
		}
	}
	return found
}

// distance is how many letters have to be put in, left out, exchanged for another or for the one beside them to make one word of the
// other.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			other := 1
			if a[i-1] == b[j-1] {
				other = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+other)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
