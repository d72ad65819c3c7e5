package history

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestHistory(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	file := File()
	if lines, err := Read(file); err != nil || lines != nil {
		t.Errorf("unexpected lines before the first: %q, %v", lines, err)
	}
	for i := range Limit + 3 {
		if err := Add(file, fmt.Sprint("ip link ", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := Add(file, "two\nlines"); err != nil {
		t.Fatal(err)
	}
	lines, err := Read(file)
	if err != nil || len(lines) != Limit || lines[Limit-1] != "two lines" || lines[Limit-2] != fmt.Sprint("ip link ", Limit+2) {
		t.Errorf("unexpected lines: %d, the last %q, %v", len(lines), lines[max(0, len(lines)-2):], err)
	}
}

// TestNowhere keeps none where there is no place for them.
func TestNowhere(t *testing.T) {
	taken := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_STATE_HOME", taken)
	file := File()
	if file != "" {
		t.Errorf("unexpected file: want none, got %s", file)
	}
	if err := Add(file, "x"); err != nil {
		t.Error(err)
	}
	if lines, err := Read(file); err != nil || lines != nil {
		t.Errorf("unexpected lines: %q, %v", lines, err)
	}
}
