package ipcmd

import (
	"slices"
	"strings"
	"testing"
)

// FuzzBatch takes any text apart: nothing panics, lines come in their order, and what is written of the words again, each in quotes,
// gives the same words.
func FuzzBatch(f *testing.F) {
	for _, text := range []string{"link show\naddr\n", "a \\\nb # c\n'd e' \"f\n", "\\\n", "x 'y\n", "\t\r a\r\n", strings.Repeat("w ", 120)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, l := range BatchLines(text) {
			if l.Number < last {
				t.Errorf("unexpected line %d after %d of %q", l.Number, last, text)
			}
			last = l.Number
			if len(l.Words) > most+1 {
				t.Errorf("unexpected number of words in line %d: %d", l.Number, len(l.Words))
			}
			// A word with both quotes, or with an end of a line that a quote went over, cannot be written again.
			if l.Wrong != nil || slices.ContainsFunc(l.Words, func(w string) bool { return strings.ContainsAny(w, "'\"#\\\n") }) {
				continue
			}
			again := BatchLines("'" + strings.Join(l.Words, "' '") + "'\n")
			if len(again) != 1 || !slices.Equal(again[0].Words, l.Words) {
				t.Errorf("unexpected words of %q again: want %q, got %+v", text, l.Words, again)
			}
		}
	})
}
