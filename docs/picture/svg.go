//go:build unix

package main

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// A cell's size in pixels, all of it whole and even, so that edges and middles fall between pixels. A character of DejaVu Sans
// Mono is 1233/2048 of the font's size wide: at this size, a cell.
const (
	cellWidth  = 12
	cellHeight = 24
	fontSize   = cellWidth * 2048.0 / 1233
	baseline   = 18
	margin     = 12
)

// svg draws rows of cells. Neighbours of one style become one element; what is wide, or may come from another font, is placed by
// itself; lines, blocks and dots are drawn as shapes, so that they meet whatever the font is.
func (t theme) svg(rows [][]uv.Cell) string {
	columns := 0
	var d drawing
	for y, row := range rows {
		columns = max(columns, len(row))
		for x, c := range row {
			// The second half of a wide character is part of the first.
			if c.Width > 0 {
				d.cell(t, margin+x*cellWidth, margin+y*cellHeight, c)
			}
		}
	}
	width, height := columns*cellWidth+2*margin, len(rows)*cellHeight+2*margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d">`+"\n", width, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="%s"/>`+"\n", width, height, hex(t.back))
	b.WriteString(`<g shape-rendering="crispEdges">` + "\n")
	for _, r := range append(d.backs, d.lines...) {
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", r.x, r.y, r.width, r.height, hex(r.fill))
	}
	fmt.Fprintf(&b, "</g>\n%s", d.curves.String())
	b.WriteString(`<g font-family="'DejaVu Sans Mono','Noto Sans Mono CJK SC','Noto Sans CJK SC',monospace"`)
	fmt.Fprintf(&b, ` font-size="%.3f">`+"\n", fontSize)
	for _, w := range d.words {
		b.WriteString(w.element())
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// drawing is what has been drawn so far, from the back to the front.
type drawing struct {
	backs, lines rects
	curves       strings.Builder
	words        []word
}

// cell draws one cell whose corner is at x, y.
func (d *drawing) cell(t theme, x, y int, c uv.Cell) {
	fore, back := t.colours(c.Style)
	width := c.Width * cellWidth
	if back != t.back {
		d.backs.add(rect{x, y, width, cellHeight, back})
	}
	if c.Style.Underline != uv.UnderlineNone {
		d.lines.add(rect{x, y + baseline + 2, width, thin, fore})
	}
	if c.Style.Attrs&uv.AttrStrikethrough != 0 {
		d.lines.add(rect{x, y + cellHeight/2, width, thin, fore})
	}
	if c.Content == "" || c.Content == " " {
		return
	}
	if shape := rectangles(c.Content); shape != nil {
		for _, r := range shape {
			d.lines.add(rect{x + r.x, y + r.y, r.width, r.height, fore})
		}
		return
	}
	if shape := curve(c.Content, hex(fore)); shape != "" {
		fmt.Fprintf(&d.curves, `<g transform="translate(%d %d)">%s</g>`+"\n", x, y, shape)
		return
	}
	next := word{x: x, y: y, width: width, fill: fore, style: c.Style.Attrs & (uv.AttrBold | uv.AttrItalic), text: c.Content}
	if last := len(d.words) - 1; last >= 0 && d.words[last].joins(next) {
		d.words[last].width += width
		d.words[last].text += next.text
		return
	}
	d.words = append(d.words, next)
}

// rect is a filled rectangle.
type rect struct {
	x, y, width, height int
	fill                color.RGBA
}

// rects are rectangles from left to right and then down.
type rects []rect

// add adds a rectangle, or lengthens the last one where the two are one.
func (l *rects) add(r rect) {
	if n := len(*l); n > 0 {
		last := &(*l)[n-1]
		if last.y == r.y && last.height == r.height && last.fill == r.fill && last.x <= r.x && r.x <= last.x+last.width {
			last.width = max(last.width, r.x+r.width-last.x)
			return
		}
	}
	*l = append(*l, r)
}

// word is text of one style without a space in it.
type word struct {
	x, y, width int
	fill        color.RGBA
	style       uint8
	text        string
}

// plain holds for what every monospaced font has, in one width.
func (w word) plain() bool {
	return !strings.ContainsFunc(w.text, func(r rune) bool { return r <= ' ' || r > '~' })
}

func (w word) joins(next word) bool {
	return w.y == next.y && w.x+w.width == next.x && w.fill == next.fill && w.style == next.style && w.plain() && next.plain()
}

// element gives plain words the length that they have in cells, whatever font the reader has; others stand in the middle of theirs.
func (w word) element() string {
	place := fmt.Sprintf(`x="%d" y="%d" textLength="%d" lengthAdjust="spacingAndGlyphs"`, w.x, w.y+baseline, w.width)
	if !w.plain() {
		place = fmt.Sprintf(`x="%d" y="%d" text-anchor="middle"`, w.x+w.width/2, w.y+baseline)
	}
	style := ""
	if w.style&uv.AttrBold != 0 {
		style += ` font-weight="bold"`
	}
	if w.style&uv.AttrItalic != 0 {
		style += ` font-style="italic"`
	}
	return fmt.Sprintf(`<text %s fill="%s"%s>%s</text>`+"\n", place, hex(w.fill), style, html.EscapeString(w.text))
}
