package diagram

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// mask is the set of sides by which lines leave a cell.
type mask uint8

const (
	north mask = 1 << iota
	east
	south
	west
	head // of a bar: the bridge itself
)

// line is the kind of stroke of a cell's lines.
type line uint8

const (
	solid line = iota
	dashed
	dotted // of a frame around what is beyond the host
	heavy  // its upright strokes are heavy: a bridge's bar
)

// cell is one place of a grid. A wide character stands in the left one of its two cells; the right one is covered.
type cell struct {
	text    string // one grapheme cluster; empty for a line or a blank
	role    role
	sides   mask
	line    line
	wide    bool
	covered bool
	wire    int16 // which wire's line this is, 0 for none; lines of different wires are not joined
}

// grid is a sheet of cells. Whatever is put outside of it is lost.
type grid struct {
	width, height int
	cells         []cell
}

func newGrid(width, height int) grid {
	return grid{width, height, make([]cell, width*height)}
}

func (g grid) at(x, y int) *cell {
	if x < 0 || y < 0 || x >= g.width || y >= g.height {
		return nil
	}
	return &g.cells[y*g.width+x]
}

// join adds lines that leave a cell by some sides.
func (g grid) join(x, y int, sides mask, l line, r role) {
	if c := g.at(x, y); c != nil {
		c.sides |= sides
		c.line, c.role = l, r
	}
}

// across draws a level stroke from x0 to x1, both included and in either order. Where another wire's upright stroke
// stands, it passes beneath: the cell stays as it is.
func (g grid) across(x0, x1, y int, w stroke) {
	x0, x1 = min(x0, x1), max(x0, x1)
	for x := x0; x <= x1; x++ {
		c := g.at(x, y)
		if c == nil || c.wire != 0 && c.wire != w.wire || c.text != "" {
			continue
		}
		if x > x0 {
			c.sides |= west
		}
		if x < x1 {
			c.sides |= east
		}
		c.wire, c.line, c.role = w.wire, w.line, w.role
	}
}

// upright draws an upright stroke from y0 to y1, both included and in either order. It passes over the level strokes
// of other wires.
func (g grid) upright(x, y0, y1 int, w stroke) {
	y0, y1 = min(y0, y1), max(y0, y1)
	for y := y0; y <= y1; y++ {
		c := g.at(x, y)
		if c == nil || c.text != "" {
			continue
		}
		if c.wire != w.wire {
			c.sides = 0
		}
		if y > y0 {
			c.sides |= north
		}
		if y < y1 {
			c.sides |= south
		}
		c.wire, c.line, c.role = w.wire, w.line, w.role
	}
}

// stroke is how a wire is drawn.
type stroke struct {
	wire int16
	line line
	role role
}

// put writes text that is clean (see clean) into the cells from x up to, not including, end, and gives the x after it.
func (g grid) put(x, y, end int, text string, r role) int {
	for len(text) > 0 {
		cluster, width := firstCluster(text)
		text = text[len(cluster):]
		if x+width > end {
			return x
		}
		if c := g.at(x, y); c != nil && (width == 1 || x+1 < g.width) {
			*c = cell{text: cluster, role: r, wide: width == 2}
			if width == 2 {
				*g.at(x+1, y) = cell{role: r, covered: true}
			}
		}
		x += width
	}
	return x
}

// firstCluster gives the first grapheme cluster of a string that is not empty, and its width.
func firstCluster(s string) (cluster string, width int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return s[:1], 1
	}
	return ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
}

// clean makes a name fit for cells: each cluster of it one or two cells wide wherever it stands. What is not, such as
// a control character, becomes U+FFFD. Names of namespaces are file names, and may hold anything.
func clean(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] >= ' ' && s[i] < 0x7f
	}
	if plain {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		cluster, width := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		s = s[len(cluster):]
		if strings.ContainsFunc(cluster, unicode.IsControl) || !utf8.ValidString(cluster) || width < 1 || width > 2 ||
			ansi.StringWidth("│"+cluster+"│") != width+2 {
			cluster = "\ufffd"
		}
		b.WriteString(cluster)
	}
	return b.String()
}

// width of clean text in cells.
func width(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return ansi.StringWidth(s)
		}
	}
	return len(s)
}

// shorten cuts clean text to a width, with … for what is lost.
func shorten(s string, to int) string {
	if width(s) <= to {
		return s
	}
	if to < 1 {
		return ""
	}
	return ansi.Truncate(s, to, "…")
}

// glyph is what a cell without text shows.
func (c cell) glyph() string {
	if c.line == heavy {
		return [16]string{
			" ", "╹", "╶", "┖", "╻", "┃", "┎", "┠", "╴", "┚", "─", "┸", "┒", "┨", "┰", "╂",
		}[c.sides&15]
	}
	switch {
	case c.line == dashed && c.sides == east|west:
		return "╌"
	case c.line == dashed && c.sides == north|south:
		return "╎"
	case c.line == dotted && c.sides == east|west:
		return "┄"
	case c.line == dotted && c.sides == north|south:
		return "┊"
	}
	return [16]string{
		" ", "╵", "╶", "╰", "╷", "│", "╭", "├", "╴", "╯", "─", "┴", "╮", "┤", "┬", "┼",
	}[c.sides&15]
}
