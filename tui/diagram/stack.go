package diagram

import (
	"cmp"
	"math"
	"slices"
)

// anchor is the wire by which a box hangs on the host: that of its first link.
type anchor struct {
	wire        int // -1 for none
	hubRow, row int // the rows of its ends
}

func (l *laid) anchor(box int) anchor {
	a := anchor{wire: -1, hubRow: math.MaxInt, row: math.MaxInt}
	for i, w := range l.wires {
		from, to := w.from, w.to
		if from.box == box {
			from, to = to, from
		}
		if from.box == l.hub && to.box == box && box != l.hub && to.row < a.row {
			a = anchor{i, from.row, to.row}
		}
	}
	return a
}

// y is the row of a seat.
func (l *laid) y(s seat) int {
	b := &l.boxes[s.box]
	return b.y + b.top() + b.at[s.row]
}

// stack gives every box its row. The host comes first; then the others beside it, each where its wire is straight; then what is
// outside, where that has a column of its own.
func (l *laid) stack(height int, k keep) {
	l.pile(l.hubColumn, height, k)
	if last := len(l.columns) - 1; last != l.hubColumn {
		l.pile(last, height, k)
	}
	if l.hubColumn > 0 {
		l.pile(0, height, k)
	}
	for i := range l.boxes {
		b := &l.boxes[i]
		l.height = max(l.height, b.y+b.height)
	}
}

// pile stacks one column: what stands where it stood, what is new below; or between, where that is too low.
func (l *laid) pile(c, height int, k keep) {
	var stand, fresh []int
	for _, b := range l.columns[c].boxes {
		if _, ok := k.of(b); ok {
			stand = append(stand, b)
		} else {
			fresh = append(fresh, b)
		}
	}
	slices.SortStableFunc(stand, func(a, b int) int {
		pa, _ := k.of(a)
		pb, _ := k.of(b)
		return pa.y - pb.y
	})
	if c != l.hubColumn {
		slices.SortStableFunc(fresh, func(a, b int) int { return cmp.Compare(l.anchor(a).hubRow, l.anchor(b).hubRow) })
	}
	if slices.ContainsFunc(fresh, func(b int) bool { return b == l.hub || l.boxes[b].outside }) {
		// What is outside stands above the host, and the host above the others.
		stand, fresh = nil, l.columns[c].boxes
	}
	l.columns[c].boxes = append(slices.Clone(stand), fresh...)
	if len(l.columns[c].boxes) == 0 {
		return
	}
	hub := l.boxes[l.hub]
	l.walk(c, height, k)
	last := l.boxes[l.columns[c].boxes[len(l.columns[c].boxes)-1]]
	bottom := max(last.y+last.height, l.boxes[l.hub].y+l.boxes[l.hub].height)
	if (bottom > height || k.between) && len(stand) > 0 && len(fresh) > 0 {
		l.boxes[l.hub].at, l.boxes[l.hub].height = hub.at, hub.height
		l.columns[c].boxes = l.fill(stand, fresh, k)
		l.walk(c, height, k)
	}
}

// fill puts what is new into the gaps between what stands: into that beside its neighbours on the bridge, or else into the
// first that is large enough.
func (l *laid) fill(stand, fresh []int, k keep) []int {
	list := slices.Clone(stand)
	for _, b := range fresh {
		best, free, row := -1, l.highest(b), l.anchor(b).hubRow
		for i, other := range list {
			p, ok := k.of(other)
			if !ok {
				free += l.boxes[other].height + l.detail.gap
				continue
			}
			between := l.anchor(other).hubRow > row && (i == 0 || l.anchor(list[i-1]).hubRow < row)
			if p.y-free >= l.boxes[b].height+l.detail.gap && (best < 0 || between) {
				best = i
			}
			free = max(free, p.y+l.boxes[other].height+l.detail.gap)
		}
		if best < 0 {
			best = len(list)
		}
		list = slices.Insert(list, best, b)
	}
	return list
}

// highest is the least row in which the wire of a box can be straight: that beside the host's first port.
func (l *laid) highest(box int) int {
	a := l.anchor(box)
	if a.wire < 0 || !l.boxes[l.hub].rows[a.hubRow].port {
		return 0
	}
	hub, b := &l.boxes[l.hub], &l.boxes[box]
	first := slices.IndexFunc(hub.rows, func(r row) bool { return r.port })
	return max(hub.y+hub.top()+hub.at[first]-b.top()-b.at[a.row], 0)
}

// walk goes down a column.
func (l *laid) walk(c, height int, k keep) {
	boxes := l.columns[c].boxes
	need := 0
	for i, b := range boxes {
		need += l.boxes[b].height + l.gap(boxes, i)
	}
	spare, y, done := max(height-need, 0), 0, -1
	for i, b := range boxes {
		box := &l.boxes[b]
		p, stands := k.of(b)
		if stands {
			y = max(y, p.y)
		}
		box.y = y
		a := l.anchor(b)
		if c != l.hubColumn && a.wire >= 0 {
			room := spare
			switch {
			case stands && !l.plugged(b, p):
				room = 0
			case l.boxes[l.hub].rows[a.hubRow].port:
				room = math.MaxInt
			}
			if next, ok := l.nextStanding(boxes[i+1:], k); ok {
				room = min(room, next-l.detail.gap-box.height-box.y)
			}
			down := l.meet(box, a, room, &done)
			spare = max(spare-down, 0)
		}
		y = box.y + box.height + l.gap(boxes, i)
	}
}

// nextStanding is the row of the first box of a list that stands.
func (l *laid) nextStanding(boxes []int, k keep) (y int, ok bool) {
	for _, b := range boxes {
		if p, ok := k.of(b); ok {
			return p.y, true
		}
	}
	return 0, false
}

// gap is what is left free below a box of a column.
func (l *laid) gap(boxes []int, i int) int {
	switch {
	case i == len(boxes)-1:
		return 0
	case l.boxes[boxes[i]].outside && !l.detail.terse:
		return 1
	}
	return l.detail.gap
}

// meet makes the wire of a box straight, and tells by how much the box went down for it, at most by room. Where the port is
// higher than its other end, the bridge's bar is stretched down to it, unless a port below it is already where it must be.
func (l *laid) meet(box *box, a anchor, room int, done *int) (down int) {
	hub := &l.boxes[l.hub]
	row, port := box.y+box.top()+box.at[a.row], hub.y+hub.top()+hub.at[a.hubRow]
	switch {
	case port > row && port-row <= room:
		down = port - row
		box.y += down
	case port < row && hub.rows[a.hubRow].port && a.hubRow > *done:
		hub.stretch(a.hubRow, row-port)
	case port != row:
		return 0
	}
	*done = max(*done, a.hubRow)
	return down
}

// stretch moves a row and all below it down.
func (b *box) stretch(row, by int) {
	b.at = slices.Clone(b.at)
	for i := row; i < len(b.at); i++ {
		b.at[i] += by
	}
	b.height += by
}

func (l *laid) columnOf(box int) int {
	return slices.IndexFunc(l.columns, func(c column) bool { return slices.Contains(c.boxes, box) })
}
