//go:build unix

package main

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/charmbracelet/x/vt"
)

// screen is what an emulator shows of lines.
func screen(t *testing.T, width int, lines ...string) [][]uv.Cell {
	t.Helper()
	e := vt.NewEmulator(width, len(lines))
	if _, err := e.WriteString(strings.Join(lines, "\r\n")); err != nil {
		t.Fatal(err)
	}
	return (&terminal{screen: e}).cells()
}

// TestSVG holds the whole picture of each kind of cell.
func TestSVG(t *testing.T) {
	tests := []struct {
		name  string
		look  theme
		lines []string
	}{
		{"plain", dark(), []string{"two words", "a<b&c"}},
		{"attributes", dark(), []string{"\x1b[1mbold\x1b[m \x1b[2mfaint\x1b[m \x1b[3mitalic\x1b[m", "\x1b[4mon line\x1b[m \x1b[7mback\x1b[m \x1b[9mgone\x1b[m"}},
		{"colours", dark(), []string{"\x1b[31mred\x1b[94mblue\x1b[38;5;208mmany\x1b[38;5;2mfew\x1b[38;2;1;2;3mall\x1b[48;5;250m  x\x1b[m"}},
		{"light", light(), []string{"dark on light \x1b[31mred\x1b[2mfaint"}},
		{"wide", dark(), []string{"网络 ok\x1b[44m网\x1b[m", "é → ✓"}},
		{"frame", dark(), []string{"╭─┬━╮", "│●┼○┃", "╰◐┴╌╯◉"}},
		{"blocks", dark(), []string{"▁▂▃▄▅▆▇█▀▌▐"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := test.look.svg(screen(t, 24, test.lines...))
			wellFormed(t, got)
			golden.RequireEqual(t, got)
		})
	}
}

func wellFormed(t *testing.T, document string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(document)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("unexpected XML: %v in\n%s", err, document)
		}
	}
}

// TestArms holds that characters which should join do: what leaves a cell arrives in the middle of the side of the next one.
func TestArms(t *testing.T) {
	const none = 0
	tests := []struct {
		char                     string
		north, east, south, west int
	}{
		{"─", none, thin, none, thin}, {"│", thin, none, thin, none}, {"┼", thin, thin, thin, thin}, {"├", thin, thin, thin, none},
		{"┏", none, thick, thick, none}, {"┛", thick, none, none, thick}, {"┎", none, thin, thick, none}, {"┚", thick, none, none, thin},
		{"╂", thick, thin, thick, thin}, {"╴", none, none, none, thin}, {"╻", none, none, thick, none}, {"╿", thick, none, thin, none},
	}
	for _, test := range tests {
		want := [4]int{test.north, test.east, test.south, test.west}
		if got, known := arms(test.char); got != want || !known {
			t.Errorf("unexpected lines of %s: want %v, got %v", test.char, want, got)
		}
		touched := [4]int{}
		for _, r := range rectangles(test.char) {
			if r.y == 0 && r.x == (cellWidth-r.width)/2 {
				touched[0] = r.width
			}
			if r.x+r.width == cellWidth && r.y == (cellHeight-r.height)/2 {
				touched[1] = r.height
			}
			if r.y+r.height == cellHeight && r.x == (cellWidth-r.width)/2 {
				touched[2] = r.width
			}
			if r.x == 0 && r.y == (cellHeight-r.height)/2 {
				touched[3] = r.height
			}
		}
		if touched != want {
			t.Errorf("unexpected sides that %s touches: want %v, got %v", test.char, want, touched)
		}
	}
	for _, char := range []string{"", "a", "═", "╭", "──", "网"} {
		if got, known := arms(char); known {
			t.Errorf("unexpected lines of %q: want none, got %v", char, got)
		}
	}
}

// TestRectsJoin holds that neighbours of one colour become one rectangle, and others do not.
func TestRectsJoin(t *testing.T) {
	red, blue := dark().colour(ansi.BasicColor(1), dark().fore), dark().colour(ansi.BasicColor(4), dark().fore)
	var got rects
	for _, r := range []rect{{0, 0, 12, 2, red}, {12, 0, 12, 2, red}, {24, 0, 12, 2, blue}, {48, 0, 12, 2, blue}, {0, 2, 12, 2, blue}} {
		got.add(r)
	}
	want := rects{{0, 0, 24, 2, red}, {24, 0, 12, 2, blue}, {48, 0, 12, 2, blue}, {0, 2, 12, 2, blue}}
	if !slices.Equal(got, want) {
		t.Errorf("unexpected rectangles: want %v, got %v", want, got)
	}
}
