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

// anchor finds the anchors of all boxes.
func (l *laid) anchor() {
	l.anchors = make([]anchor, len(l.boxes))
	for i := range l.anchors {
		l.anchors[i] = anchor{wire: -1, hubRow: math.MaxInt, row: math.MaxInt}
	}
	for i, w := range l.wires {
		from, to := w.from, w.to
		if from.box != l.hub {
			from, to = to, from
		}
		if from.box == l.hub && to.box != l.hub && to.row < l.anchors[to.box].row {
			l.anchors[to.box] = anchor{i, from.row, to.row}
		}
	}
}

// y is the row of a seat.
func (l *laid) y(s seat) int {
	b := &l.boxes[s.box]
	return b.y + b.top() + b.at[s.row]
}

// stack gives every box its row. The host comes first; then the others beside it, each where its wire is straight.
func (l *laid) stack(height int, k keep) {
	for c := range l.columns {
		l.pile(c, height, k)
	}
	for i := range l.boxes {
		b := &l.boxes[i]
		l.height = max(l.height, b.y+b.height)
	}
}

// pile stacks one column: what stands where it stood, what is new below; or between, where that is too low. What is outside comes
// last.
func (l *laid) pile(c, height int, k keep) {
	var stand, fresh, outside []int
	for _, b := range l.columns[c].boxes {
		_, stands := k.of(b)
		switch {
		case l.boxes[b].outside:
			outside = append(outside, b)
		case stands && !slices.Contains(fresh, l.hub):
			stand = append(stand, b)
		default:
			fresh = append(fresh, b)
		}
	}
	slices.SortStableFunc(stand, func(a, b int) int {
		pa, _ := k.of(a)
		pb, _ := k.of(b)
		return pa.y - pb.y
	})
	if c > 0 {
		slices.SortStableFunc(fresh, func(a, b int) int { return cmp.Compare(l.anchors[a].hubRow, l.anchors[b].hubRow) })
	}
	l.columns[c].boxes = slices.Concat(stand, fresh, outside)
	if len(l.columns[c].boxes) == 0 {
		return
	}
	hub := l.boxes[l.hub]
	bottom := max(l.walk(c, height, k), l.boxes[l.hub].y+l.boxes[l.hub].height)
	if (bottom > height || k.between) && len(stand) > 0 && len(fresh) > 0 {
		l.boxes[l.hub].at, l.boxes[l.hub].height = hub.at, hub.height
		l.columns[c].boxes = append(l.fill(stand, fresh, k), outside...)
		l.walk(c, height, k)
	}
}

// fill puts what is new into the gaps between what stands: into that beside its neighbours on the bridge, or else into the
// first that is large enough.
func (l *laid) fill(stand, fresh []int, k keep) []int {
	list := slices.Clone(stand)
	for _, b := range fresh {
		best, free, row := -1, l.highest(b), l.anchors[b].hubRow
		for i, other := range list {
			p, ok := k.of(other)
			if !ok {
				free += l.boxes[other].height + l.detail.gap
				continue
			}
			between := l.anchors[other].hubRow > row && (i == 0 || l.anchors[list[i-1]].hubRow < row)
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
	a := l.anchors[box]
	if a.wire < 0 || !l.boxes[l.hub].rows[a.hubRow].port {
		return 0
	}
	hub, b := &l.boxes[l.hub], &l.boxes[box]
	first := slices.IndexFunc(hub.rows, func(r row) bool { return r.port })
	return max(hub.y+hub.top()+hub.at[first]-b.top()-b.at[a.row], 0)
}

// walk goes down a column, and gives the row below it.
func (l *laid) walk(c, height int, k keep) (bottom int) {
	boxes := l.columns[c].boxes
	need := (len(boxes) - 1) * l.detail.gap
	for _, b := range boxes {
		need += l.boxes[b].height
	}
	spare, done, limit := max(height-need, 0), 0, math.MaxInt
	if len(k.boxes) > 0 && max(need, k.rows) <= height {
		limit = height
	}
	stops := l.stops(boxes, k)
	for i, b := range boxes {
		box := &l.boxes[b]
		p, stands := k.of(b)
		box.y = bottom
		if i > 0 {
			box.y += l.detail.gap
		}
		if stands {
			box.y = max(box.y, p.y)
		}
		if from := box.y; c > 0 {
			if !stands {
				l.await(b, spare, height)
			}
			if a := l.anchors[b]; a.wire >= 0 {
				l.meet(box, a, min(l.room(b, spare, k), stops[i]-l.detail.gap-box.height-box.y), limit, &done)
			}
			spare = max(spare-(box.y-from), 0)
		}
		bottom = box.y + box.height
	}
	return bottom
}

// apart is how many rows are kept free above what is outside, so that it need not give way at once.
const apart = 3

// await puts a box that is new where its wire would be straight if it came next; and what is outside below that, if it can.
func (l *laid) await(b, spare, height int) {
	box, hub, a := &l.boxes[b], &l.boxes[l.hub], l.anchors[b]
	row, air := hub.next, 0
	if l.detail.air {
		air = 1
	}
	if box.outside {
		row = hub.links
	}
	y := box.y
	switch {
	case a.wire >= 0 && box.outside:
		y = hub.y + hub.top() + hub.at[a.hubRow] - box.top() - box.at[a.row]
	case a.wire < 0 && row > 0:
		y = hub.y + hub.top() + hub.at[row-1] + 1 - box.top()
		if box.outside {
			y += air
		}
		if box.links > 0 {
			y -= box.links + air
		}
		y = min(y, box.y+spare)
	}
	box.y = max(box.y, y)
	if box.outside {
		bottom := max(hub.y+hub.height+box.y-y, box.y+box.height)
		if a.wire < 0 {
			bottom += 2 // the rows that its wire will bring
		}
		box.y += max(min(apart, (height-bottom)/2), 0)
	}
}

// room is how far a box may go down for the sake of its wire.
func (l *laid) room(b, spare int, k keep) int {
	_, stands := k.of(b)
	switch {
	case l.boxes[b].outside:
		return math.MaxInt
	case stands:
		return 0
	case l.boxes[l.hub].rows[l.anchors[b].hubRow].port:
		return math.MaxInt
	}
	return spare
}

// stops are for each box of a column the row of the first that stands below it.
func (l *laid) stops(boxes []int, k keep) []int {
	stops, next := make([]int, len(boxes)), math.MaxInt
	for i := len(boxes) - 1; i >= 0; i-- {
		stops[i] = next
		if p, ok := k.of(boxes[i]); ok && !l.boxes[boxes[i]].outside {
			next = p.y
		}
	}
	return stops
}

// meet makes the wire of a box straight: the box goes down for it, at most by room. Where the port is
// higher than its other end, the bridge's bar is stretched down to it, unless a port below it is already where it must be, or
// the host would be lower than the limit: better a wire that turns than that what stands has to move.
func (l *laid) meet(box *box, a anchor, room, limit int, done *int) {
	hub := &l.boxes[l.hub]
	row, port := box.y+box.top()+box.at[a.row], hub.y+hub.top()+hub.at[a.hubRow]
	switch {
	case port > row && port-row <= room:
		box.y += port - row
	case port < row && (hub.rows[a.hubRow].port || hub.rows[a.hubRow].out) && a.hubRow > *done && hub.y+hub.height+row-port <= limit:
		hub.stretch(a.hubRow, row-port)
	case port != row:
		return
	}
	*done = max(*done, a.hubRow)
}

// stretch moves a row and all below it down.
func (b *box) stretch(row, by int) {
	b.at = slices.Clone(b.at)
	for i := row; i < len(b.at); i++ {
		b.at[i] += by
	}
	b.height += by
}
