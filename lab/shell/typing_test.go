//go:build linux

package shell

import (
	"io"
	"slices"
	"strings"
	"testing"
)

// TestEscape gives an escape that stands for itself as the end of a search, and the key after it as it is.
func TestEscape(t *testing.T) {
	alone := []bool{true, false}
	s := &strokes{terminal: strings.NewReader("\x1bx\x1b[D"), alone: func() bool {
		first := alone[0]
		alone = alone[1:]
		return first
	}}
	if seen, err := io.ReadAll(s); string(seen) != endSearch+"x\x1b[D" || err != nil {
		t.Errorf("unexpected keys: got %q, %v", seen, err)
	}
}

// TestStrokes gives keys as readline is to see them, one by one.
func TestStrokes(t *testing.T) {
	for _, test := range []struct{ typed, seen string }{
		{"ip\r", "ip\r"},
		{"中", "中"},
		{"a\x03", "a\x07\x03"},
		{"\x1bb\x1b[D", "\x1bb\x1b[D"},
		{"a b\x1b\x7f\x1b\b", "a b\x17\x17"},
		{"\x1bd", string(deleteWord)},
	} {
		if seen, err := io.ReadAll(&strokes{terminal: strings.NewReader(test.typed)}); string(seen) != test.seen || err != nil {
			t.Errorf("unexpected keys for %q: want %q, got %q, %v", test.typed, test.seen, seen, err)
		}
	}
}

// TestAnswers answers in the place of a terminal that does not, at once where it did not the last time, and lets another answer.
func TestAnswers(t *testing.T) {
	var asked strings.Builder
	var waited []int
	silent := true
	a := &answers{Writer: &asked, quiet: func(milliseconds int) bool {
		waited = append(waited, milliseconds)
		return silent
	}}
	ask := func() {
		if _, err := a.Write([]byte(question)); err != nil {
			t.Fatal(err)
		}
	}
	read := func(typed string, want string) {
		t.Helper()
		s := &strokes{terminal: strings.NewReader(typed), answers: a}
		if got, err := io.ReadAll(s); string(got) != want || err != nil {
			t.Errorf("unexpected keys: want %q, got %q, %v", want, got, err)
		}
	}
	read("a", "a")
	ask()
	read("b", assumed+"b")
	ask()
	read("c", assumed+"c")
	if want := []int{answerTime, 0}; !slices.Equal(waited, want) {
		t.Errorf("unexpected patience: want %v, got %v", want, waited)
	}
	silent = false
	ask()
	read("d\x1b[A\x1b[12;1Re", "d\x1b[A\x1b[12;1Re")
	silent, waited = true, nil
	read("f", "f")
	ask()
	read("", assumed)
	if want := []int{answerTime}; !slices.Equal(waited, want) {
		t.Errorf("unexpected patience with a terminal that answers: want %v, got %v", want, waited)
	}
	asked.WriteString("\n")
	a.pages = "more"
	if n, err := a.Write([]byte("x\n" + readlinesPages)); n != len("x\n"+readlinesPages) || err != nil || !strings.HasSuffix(asked.String(), "\nx\nmore") {
		t.Errorf("unexpected words under a list: %q, %d, %v", asked.String(), n, err)
	}
	if got := strings.Count(asked.String(), question); got != 4 {
		t.Errorf("unexpected number of questions: %d", got)
	}
}
