//go:build unix

package main

import (
	"image/color"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/exp/golden"
)

// TestSVG draws each kind of cell: plain, styled, wide, with a background, a line.
func TestSVG(t *testing.T) {
	red := color.RGBA{0xff, 0, 0, 0xff}
	golden.RequireEqual(t, svg([][]uv.Cell{
		{{Content: "a", Width: 1}, {Content: "<", Width: 1, Style: uv.Style{Fg: red, Attrs: uv.AttrBold | uv.AttrItalic}}},
		{{Content: "网", Width: 2}, {}},
		{{Content: " ", Width: 1, Style: uv.Style{Bg: red}}, {Content: "x", Width: 1, Style: uv.Style{Attrs: uv.AttrReverse}}},
		{{Content: "╭", Width: 1}, {Content: "┼", Width: 1}},
	}))
}

// TestLinesMeet holds that what leaves a cell at a side arrives where the next cell begins.
func TestLinesMeet(t *testing.T) {
	left, right := lines("─", at(0), 0), lines("─", at(1), 0)
	if !strings.Contains(left, "H21.33") || !strings.Contains(right, "H20.73") {
		t.Errorf("unexpected lines: %s and %s", left, right)
	}
	if lines("a", 0, 0) != "" {
		t.Errorf("a letter was drawn as lines")
	}
}
