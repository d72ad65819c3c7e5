package diagram

import "slices"

// paint draws the scene on a grid.
func (l laid) paint() grid {
	g := newGrid(l.width, l.height)
	for _, b := range l.boxes {
		b.paint(g)
	}
	for _, v := range l.ways {
		l.wire(g, v)
	}
	for _, b := range l.boxes {
		b.lostEnds(g)
	}
	return g
}

// wiredAt is the column of the grid in which the wires of a box end.
func (b box) wiredAt() int {
	if b.right {
		return b.x + b.width - 1
	}
	return b.x
}

// lostEnds draws the plugs of wires that lead out of sight, where other wires of the box would begin.
func (b box) lostEnds(g grid) {
	for i, r := range b.rows {
		if c := g.at(b.wiredAt(), b.y+b.top()+b.at[i]); r.lost && c != nil {
			*c = plug(r.alive)
		}
	}
}

// plug is the end of a wire, on the line of a box.
func plug(alive bool) cell {
	if alive {
		return cell{text: "●", role: roleWireAlive}
	}
	return cell{text: "○", role: roleWireDead}
}

// frame draws the lines of a box, and its title.
func (b box) frame(g grid) {
	r := roleBox
	title := b.role
	lines := solid
	if b.outside {
		r, lines = roleOutside, dotted
	}
	if b.here {
		r, title = roleBoxHere, roleTitleHere
	}
	right, bottom := b.x+b.width-1, b.y+b.height-1
	for x := b.x; x <= right; x++ {
		sides := east | west
		switch x {
		case b.x:
			sides = east
		case right:
			sides = west
		}
		up, down := sides, sides
		if x == b.x || x == right {
			up, down = sides|south, sides|north
		}
		g.join(x, b.y, up, lines, r)
		g.join(x, bottom, down, lines, r)
	}
	for y := b.y + 1; y < bottom; y++ {
		g.join(b.x, y, north|south, lines, r)
		g.join(right, y, north|south, lines, r)
	}
	x := b.x + 1
	end := right - 1
	x = g.put(x, b.y, end, " ", plain)
	if b.here {
		x = g.put(x, b.y, end, "▶ ", title)
	}
	if b.mark != "" {
		x = g.put(x, b.y, end, b.mark+" ", roleChanged)
		title = roleChanged
	}
	x = g.put(x, b.y, end, shorten(b.name, end-x-1), title)
	x = g.put(x, b.y, end, " ", plain)
	b.notes(g, x, end)
}

// notes puts what stands aside at the right end of the title's line.
func (b box) notes(g grid, from, end int) {
	for _, p := range b.aside {
		w := width(p.text) + 2
		if end-w < from+1 {
			return
		}
		end -= w
		at := g.put(end, b.y, end+w, " ", plain)
		at = g.put(at, b.y, end+w, p.text, p.role)
		g.put(at, b.y, end+w, " ", plain)
		end--
	}
}

func (b box) paint(g grid) {
	if !b.line {
		b.frame(g)
	}
	last := 0
	spare := map[bool]int{true: b.spare(true), false: b.spare(false)}
	for i, r := range b.rows {
		for y := last; y < b.at[i]; y++ {
			// A stretched bar goes on.
			b.row(g, b.y+b.top()+y, row{bars: above(r.bars)}, 0)
		}
		b.row(g, b.y+b.top()+b.at[i], r, spare[r.link != 0])
		last = b.at[i] + 1
	}
}

// row writes one row of a box, with what stands aside in it moved to the left by so many cells.
func (b box) row(g grid, y int, r row, by int) {
	x, end := b.x+3, b.end()
	if r.mark != "" {
		g.put(b.x+1, y, end, r.mark, roleChanged)
	}
	if c := g.at(b.wiredAt(), y); r.edge != noEdge && c != nil {
		*c = cell{text: r.edge.sign(b.right), role: r.pieces[0].role}
	}
	for _, m := range r.bars {
		b.bar(g, x, y, m)
		x += 3
	}
	g.put(x, y, end, shorten(r.name.text, end-x), r.name.role)
	words, _ := b.words(r)
	for _, w := range words {
		if w.aside {
			w.x -= by
		}
		g.put(w.x, y, end, w.text, w.role)
	}
}

// end is the cell behind the rows of a box.
func (b box) end() int {
	if b.trim() == trimLine {
		return b.x + b.width
	}
	return b.x + b.width - 2
}

// word is a piece of a row with its place.
type word struct {
	x     int
	text  string
	role  role
	aside bool // it stands at the right
}

// words are the pieces of a row where they stand, and the cells that are free before those at the right. What does not fit is
// shortened; what is optional is left out then.
func (b box) words(r row) (list []word, free int) {
	left, end := b.x+3, b.end()
	x := min(left+3*len(r.bars)+width(r.name.text), end)
	switch {
	case r.flush:
		x = left + 3*len(r.bars)
	case r.close:
		x = min(x+2, end)
	default:
		x = max(x, min(left+b.stemOf(r), end))
	}
	room := end - x
	for _, p := range r.pieces {
		if !p.optional {
			room -= width(p.text) + 2
		}
	}
	room += 2
	if b.trim() == trimLine {
		// All lines have the same room, so that what is optional is told of all or of none.
		room = end - left - b.need
	}
	for i, p := range r.pieces {
		if p.optional {
			cells := width(p.text) + 2
			if p.yields && i+1 < len(r.pieces) {
				cells += width(r.pieces[i+1].text) + 2
			}
			if cells > room || p.near && x+width(p.text) > end {
				if b.line {
					room = 0
				}
				continue
			}
			room -= width(p.text) + 2
			if !p.near {
				list = append(list, word{end - width(p.text), p.text, p.role, true})
				end -= width(p.text) + 2
				continue
			}
		}
		text := shorten(p.text, end-x)
		list = append(list, word{x, text, p.role, false})
		x = min(x+width(text)+2, end)
	}
	return list, end + 2 - x
}

// spare is by how many cells what stands aside in the rows of links, or in the others, can all move to the left: in a box it is a
// column beside the rest. Lines have one of their own, at the right.
func (b box) spare(links bool) int {
	least := b.width
	for _, r := range b.rows {
		words, free := b.words(r)
		if (r.link != 0) == links && slices.ContainsFunc(words, func(w word) bool { return w.aside }) {
			least = min(least, free)
		}
	}
	if b.line || least == b.width {
		return 0
	}
	return least
}

// bar draws one cell of a bridge's bar: its head, a port's joint, or what is between.
func (b box) bar(g grid, x, y int, m mask) {
	switch {
	case m&head != 0 && m&south != 0:
		g.put(x, y, x+2, "┏━", roleBridge)
	case m&head != 0:
		g.put(x, y, x+2, "━━", roleBridge)
	default:
		g.join(x, y, m&(north|south|east), heavy, roleBridge)
		if m&east != 0 {
			g.join(x+1, y, east|west, solid, roleBridge)
		}
	}
}

// above gives the bars of the rows over a port: those that come down to it.
func above(bars []mask) []mask {
	on := make([]mask, 0, len(bars))
	for _, b := range bars {
		on = append(on, b&north|(b&north)<<2)
	}
	return on
}

// wire draws a wire with its two plugs, which sit on the boxes' lines.
func (l laid) wire(g grid, v way) {
	w := l.wires[v.wire]
	s := stroke{wire: int16(v.wire + 1), line: dashed, role: roleWireDead}
	if w.alive {
		s.line, s.role = solid, roleWireAlive
	}
	if w.lit {
		s.role = roleChanged
	}
	var ends, turns [2]int
	y := [2]int{l.y(w.from), l.y(w.to)}
	for i, seat := range []seat{w.from, w.to} {
		b := l.boxes[seat.box]
		ends[i] = b.x
		if v.sides[i] == atRight {
			ends[i] = b.x + b.width - 1
		}
		turns[i] = l.turnX(v, i)
	}
	// Upright strokes come first: level ones pass beneath those of others.
	if !v.straight {
		if v.lane == 0 {
			g.upright(turns[0], y[0], y[1], s)
		} else {
			g.upright(turns[0], y[0], v.lane, s)
			g.upright(turns[1], y[1], v.lane, s)
			g.across(turns[0], turns[1], v.lane, s)
		}
	} else {
		turns[0], turns[1] = ends[1]-1, ends[0]+1
	}
	for i := range ends {
		from := ends[i] + 1
		if v.sides[i] == atLeft {
			from = ends[i] - 1
		}
		g.across(from, turns[i], y[i], s)
		g.join(from, y[i], inward(v.sides[i]), s.line, s.role)
		if c := g.at(ends[i], y[i]); c != nil {
			*c = plug(w.alive)
		}
	}
}

// inward is the side of the first cell of a wire at which its plug is.
func inward(s side) mask {
	if s == atLeft {
		return east
	}
	return west
}

// turnX is the cell of the lane in which an end of a wire turns.
func (l laid) turnX(v way, end int) int {
	c := l.columns[v.gutters[end]]
	return c.x + c.width + 1 + l.pitch*v.lanes[end]
}
