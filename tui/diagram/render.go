package diagram

import (
	"fmt"
	"strings"
)

// view makes a picture of a drawing: the part of it that is to be seen.
func view(g grid, o Options, l laid) Picture {
	p := Picture{width: max(o.Width, 0), height: max(o.Height, 0), grid: g}
	p.offsetX = max(min(o.OffsetX, g.width-p.width), 0)
	p.offsetY = max(min(o.OffsetY, g.height-p.height), 0)
	if o.Follow {
		p.follow()
	}
	below := 0
	for _, b := range l.boxes {
		if b.y >= p.offsetY+p.height {
			below++
		}
	}
	switch {
	case below > 0:
		p.more = "↓ " + fmt.Sprintf(o.Words.More, below)
	case p.offsetY+p.height < g.height:
		p.more = "↓"
	}
	if len(l.boxes) == 0 {
		p.more = o.Words.Nothing
	}
	return p
}

// follow scrolls by as few rows as bring what is lit into view: all of it, or else its beginning.
func (p *Picture) follow() {
	top, bottom := -1, -1
	for i, c := range p.grid.cells {
		if c.role == roleChanged {
			bottom = i / p.grid.width
			if top < 0 {
				top = bottom
			}
		}
	}
	if top < 0 {
		return
	}
	if below := p.offsetY + p.height - 1; bottom >= below && below < p.grid.height-1 {
		// The last row is not all to be seen where there is more.
		p.offsetY = min(bottom+2-p.height, p.grid.height-p.height)
	}
	p.offsetY = max(min(p.offsetY, top), 0)
}

// clear is the cell up to which a row is written so that what stands behind it, up to the end, cuts no word in two.
func (p Picture) clear(y, end int) int {
	written := func(x int) bool {
		c := p.grid.at(x+p.offsetX, y+p.offsetY)
		return c != nil && (c.covered || c.text != "" && c.text != " ")
	}
	if !written(end) {
		return end
	}
	for end > 0 && written(end-1) {
		end--
	}
	return end
}

// Render gives the part in view: exactly Height lines of exactly Width cells.
func (p Picture) Render(s Style) string {
	if p.height == 0 || p.width == 0 {
		return strings.Repeat("\n", max(p.height-1, 0))
	}
	w := writerOf(s, p)
	for y := range p.height {
		if y > 0 {
			w.b.WriteByte('\n')
		}
		end := p.width
		last := y == p.height-1 && p.more != "" && width(p.more)+1 <= p.width
		if last {
			end = p.clear(y, p.width-width(p.more)-1)
		}
		w.line(y+p.offsetY, p.offsetX, p.offsetX+end)
		if last {
			w.change(plain)
			w.b.WriteString(strings.Repeat(" ", p.width-width(p.more)-end))
			w.change(roleMore)
			w.b.WriteString(p.more)
		}
		w.change(plain)
	}
	return w.b.String()
}

// pen writes cells, and the style of a run of cells of one role once.
type pen struct {
	b       strings.Builder
	brushes [roles]brush
	grid    grid
	role    role
}

func writerOf(s Style, p Picture) *pen {
	w := &pen{brushes: s.brushes(), grid: p.grid}
	w.b.Grow(p.width * p.height * 2)
	return w
}

func (w *pen) change(r role) {
	if r == w.role {
		return
	}
	w.b.WriteString(w.brushes[w.role].after)
	w.b.WriteString(w.brushes[r].before)
	w.role = r
}

// line writes the cells of a row from x up to, not including, end; a wide character that is cut in two is a blank.
func (w *pen) line(y, x, end int) {
	for ; x < end; x++ {
		c := w.grid.at(x, y)
		switch {
		case c == nil, c.covered:
			w.change(plain)
			w.b.WriteByte(' ')
		case c.wide && x+1 >= end:
			w.change(plain)
			w.b.WriteByte(' ')
		case c.wide:
			w.change(c.role)
			w.b.WriteString(c.text)
			x++
		case c.text != "":
			w.change(c.role)
			w.b.WriteString(c.text)
		case c.sides == 0:
			w.change(plain)
			w.b.WriteByte(' ')
		default:
			w.change(c.role)
			w.b.WriteString(c.glyph())
		}
	}
}
