//go:build unix

package main

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// A cell's size, and where its text stands in it, in pixels; DejaVu Sans Mono at this size is exactly one cell wide.
const (
	cellWidth  = 9.03
	cellHeight = 18
	fontSize   = 15
	baseline   = 14
	margin     = 12
)

// foreground and background are the colours of a cell that has none of its own.
func foreground() color.RGBA { return color.RGBA{0xdf, 0xe4, 0xee, 0xff} }
func background() color.RGBA { return color.RGBA{0x14, 0x18, 0x21, 0xff} }

// cells are the rows of the screen.
func (t *terminal) cells() [][]uv.Cell {
	t.mu.Lock()
	defer t.mu.Unlock()
	rows := make([][]uv.Cell, t.screen.Height())
	for y := range rows {
		for x := range t.screen.Width() {
			c := uv.Cell{Content: " ", Width: 1}
			if at := t.screen.CellAt(x, y); at != nil {
				c = *at
			}
			rows[y] = append(rows[y], c)
		}
	}
	return rows
}

// svg draws the cells: first the backgrounds, then the text. Each character is placed by itself, so that no font's width matters; those
// of the box-drawing kind are drawn as lines, which then meet.
func svg(rows [][]uv.Cell) string {
	var b strings.Builder
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	width, height := float64(columns)*cellWidth+2*margin, float64(len(rows)*cellHeight+2*margin)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.2f %.2f" `, width, height, width, height)
	fmt.Fprintf(&b, `font-family="DejaVu Sans Mono, Noto Sans Mono CJK SC, Noto Sans CJK SC, monospace" font-size="%d">`+"\n", fontSize)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", hex(background()))
	for y, row := range rows {
		for x, c := range row {
			if _, back := colours(c.Style); back != background() {
				fmt.Fprintf(&b, `<rect x="%.2f" y="%d" width="%.2f" height="%d" fill="%s"/>`+"\n",
					at(x)-0.1, margin+y*cellHeight, cellWidth*float64(max(c.Width, 1))+0.2, cellHeight, hex(back))
			}
		}
	}
	for y, row := range rows {
		for x, c := range row {
			if strings.TrimSpace(c.Content) != "" {
				b.WriteString(character(x, y, c))
			}
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func at(x int) float64 { return margin + float64(x)*cellWidth }

// character draws one cell's text.
func character(x, y int, c uv.Cell) string {
	fore, _ := colours(c.Style)
	if path := lines(c.Content, at(x), float64(margin+y*cellHeight)); path != "" {
		return fmt.Sprintf(`<path d="%s" stroke="%s" stroke-width="%s" fill="none"/>`+"\n", path, hex(fore), weight(c.Content))
	}
	style := ""
	if c.Style.Attrs&uv.AttrBold != 0 {
		style += ` font-weight="bold"`
	}
	if c.Style.Attrs&uv.AttrItalic != 0 {
		style += ` font-style="italic"`
	}
	if c.Style.Attrs&uv.AttrFaint != 0 {
		style += ` opacity="0.6"`
	}
	if c.Style.Underline != 0 {
		style += ` text-decoration="underline"`
	}
	return fmt.Sprintf(`<text x="%.2f" y="%d" fill="%s"%s>%s</text>`+"\n",
		at(x), margin+y*cellHeight+baseline, hex(fore), style, html.EscapeString(c.Content))
}

// colours are the foreground and the background of a style.
func colours(s uv.Style) (fore, back color.RGBA) {
	fore, back = foreground(), background()
	if s.Fg != nil {
		fore = rgba(s.Fg)
	}
	if s.Bg != nil {
		back = rgba(s.Bg)
	}
	if s.Attrs&uv.AttrReverse != 0 {
		fore, back = back, fore
	}
	return fore, back
}

func rgba(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// lines is the path of a box-drawing character in the cell whose corner is at x, y; empty for any other.
func lines(char string, x, y float64) string {
	midX, midY := x+cellWidth/2, y+cellHeight/2
	right, bottom := x+cellWidth, y+cellHeight
	// Lines reach a little into the next cell, so that no seam is seen.
	const round, lap = 4, 0.3
	corner := func(fromX, fromY, toX, toY, bendX, bendY float64) string {
		return fmt.Sprintf("M%.2f %.2fL%.2f %.2fQ%.2f %.2f %.2f %.2fL%.2f %.2f", fromX, fromY, midX, midY+bendY, midX, midY,
			midX+bendX, midY, toX, toY)
	}
	switch char {
	case "╭":
		return corner(midX, bottom, right, midY, round, round)
	case "╮":
		return corner(midX, bottom, x, midY, -round, round)
	case "╰":
		return corner(midX, y, right, midY, round, -round)
	case "╯":
		return corner(midX, y, x, midY, -round, -round)
	case "╌":
		return fmt.Sprintf("M%.2f %.2fh3M%.2f %.2fh3", x+0.7, midY, x+5.2, midY)
	case "╎":
		return fmt.Sprintf("M%.2f %.2fv6M%.2f %.2fv6", midX, y+1.5, midX, y+10.5)
	}
	path := ""
	for _, side := range sides(char) {
		switch side {
		case 'n':
			path += fmt.Sprintf("M%.2f %.2fV%.2f", midX, midY, y-lap)
		case 's':
			path += fmt.Sprintf("M%.2f %.2fV%.2f", midX, midY, bottom+lap)
		case 'e':
			path += fmt.Sprintf("M%.2f %.2fH%.2f", midX, midY, right+lap)
		case 'w':
			path += fmt.Sprintf("M%.2f %.2fH%.2f", midX, midY, x-lap)
		}
	}
	return path
}

// sides are those by which the lines of a character leave its cell: north, east, south, west.
func sides(char string) string {
	return map[string]string{
		"─": "we", "│": "ns", "├": "nse", "┤": "nsw", "┬": "swe", "┴": "nwe", "┼": "nswe", "╴": "w", "╶": "e", "╵": "n", "╷": "s",
		"━": "we", "┃": "ns", "┏": "se", "┓": "sw", "┗": "ne", "┛": "nw", "┠": "nse", "┖": "ne", "┨": "nsw", "╹": "n", "╻": "s",
	}[char]
}

func weight(char string) string {
	if strings.Contains("━┃┏┓┗┛┠┖┨╹╻", char) {
		return "2.2"
	}
	return "1.3"
}
