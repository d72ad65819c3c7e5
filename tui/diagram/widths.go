package diagram

const (
	roomy      = 58 // the width from which boxes stand side by side
	gutterMin  = 8  // cells between two columns, for the wires
	tightest   = 6  // the same below the width of ample
	ample      = 74
	nearest    = 4  // where nothing else fits
	widest     = 48 // a box is no wider, however much room there is
	widestLine = 64 // the same of one that is a line
	narrowest  = 12
	readable   = 20 // a box is not made narrower than this for the sake of the wires
)

// place gives every column its cells: what its boxes need, and an equal share of what is left, up to the widest.
func (l *laid) place(o Options, k keep) {
	total := 0
	for i := range l.columns {
		c := &l.columns[i]
		c.width = narrowest
		for _, b := range c.boxes {
			c.width = max(c.width, l.boxes[b].need+l.boxes[b].trim())
		}
		c.right = l.gutter(i, o.Width)
		c.width = min(c.width, max(o.Width-c.right, readable))
		total += c.width + c.right
	}
	total = l.squeeze(total, o.Width)
	l.share(o.Width - l.keepWidths(total, o.Width, k))
	x := 0
	for i := range l.columns {
		c := &l.columns[i]
		c.x = x
		for _, b := range c.boxes {
			l.boxes[b].x, l.boxes[b].width = x, c.width
		}
		x += c.width
		l.width = x
		if i < len(l.columns)-1 || len(c.lanes) > 0 {
			l.width += c.right
		}
		x += c.right
	}
}

// squeeze takes from what is between columns, and then from the columns, where that is allowed, until all fits into the width.
func (l *laid) squeeze(total, width int) int {
	last := len(l.columns) - 1
	for i := range l.columns {
		if c := &l.columns[i]; total > width && l.crowded && i < last {
			least := min(c.right, max(len(c.lanes)*l.pitch+2, nearest))
			total, c.right = total-c.right+least, least
		}
	}
	if !l.detail.cut || last == 0 {
		return total
	}
	host, others := &l.columns[0], &l.columns[last]
	for _, c := range []struct {
		*column
		least int
	}{{host, l.portsNeed() + trimBox}, {others, narrowest}, {host, narrowest}} {
		by := max(min(total-width, c.width-c.least), 0)
		total, c.width = total-by, c.width-by
	}
	return total
}

// share gives the columns what is left of the width, cell by cell the narrowest one.
func (l *laid) share(spare int) {
	for ; spare > 0; spare-- {
		least := -1
		for i, c := range l.columns {
			most := widest
			if l.detail.lines && i == len(l.columns)-1 {
				most = widestLine
			}
			if c.width < most && (least < 0 || c.width < l.columns[least].width) {
				least = i
			}
		}
		if least < 0 {
			return
		}
		l.columns[least].width++
	}
}

// portsNeed is the width of the host's ports alone.
func (l *laid) portsNeed() int {
	need := 0
	for _, r := range l.boxes[l.hub].rows {
		if r.port {
			need = max(need, r.need(l.boxes[l.hub].stemOf(r)))
		}
	}
	return need
}

// keepWidths makes columns as wide as they were, where there is room for that, and gives the new total.
func (l *laid) keepWidths(total, width int, k keep) int {
	if len(k.widths) != len(l.columns) {
		return total
	}
	was := 0
	for i := range l.columns {
		was += max(l.columns[i].width, k.widths[i]) + l.keepRight(i, k)
	}
	if was > width && was > total {
		return total
	}
	for i := range l.columns {
		c := &l.columns[i]
		c.width, c.right = max(c.width, k.widths[i]), l.keepRight(i, k)
	}
	return was
}

// keepRight is as many cells at the right of a column as there were, if they are enough for its wires.
func (l *laid) keepRight(i int, k keep) int {
	c := &l.columns[i]
	if least := len(c.lanes)*l.pitch + 2; k.rights[i] >= least {
		return k.rights[i]
	}
	return max(c.right, k.rights[i])
}

// gutter is how many cells the wires at the right of a column need.
func (l *laid) gutter(c, width int) int {
	lanes := len(l.columns[c].lanes) * l.pitch
	switch {
	case c < len(l.columns)-1 && width < ample:
		return max(lanes+3, tightest)
	case c < len(l.columns)-1:
		return max(lanes+3, gutterMin)
	case lanes > 0:
		return lanes + 1
	}
	return 0
}
