//go:build linux

package shell

import (
	"io"
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
