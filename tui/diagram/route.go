package diagram

import (
	"cmp"
	"slices"
)

// span is a stretch of rows, both included.
type span struct{ from, to int }

// side is that of a box at which a wire ends.
type side bool

const (
	atRight side = false
	atLeft  side = true
)

// way is how a wire goes: out of a side of each end, up or down in a lane of a gutter; through a row below all boxes if its
// ends are not in the same or in neighbouring columns.
type way struct {
	wire     int
	y        [2]int // the rows of its ends, the left one first
	sides    [2]side
	gutters  [2]int // columns at whose right the wire turns, for each end; the same for most
	lanes    [2]int
	lane     int  // the row below all boxes, 0 for none
	straight bool // it does not turn
	arc      bool // both ends are in one column
}

// route finds a way for each wire, and gives it lanes of its own where it would run into others.
func (l *laid) route() {
	l.ways = make([]way, 0, len(l.wires))
	for i := range l.wires {
		l.ways = append(l.ways, l.way(i))
	}
	slices.SortStableFunc(l.ways, func(a, b way) int { return cmp.Or(a.group()-b.group(), a.rank()-b.rank()) })
	l.turn()
	if slices.ContainsFunc(l.ways, func(v way) bool { return v.lane > 0 }) {
		l.height++
	}
}

// way is how a wire goes, but for its lanes. Its left end becomes its first.
func (l *laid) way(wire int) way {
	w := &l.wires[wire]
	a, b := l.boxes[w.from.box].column, l.boxes[w.to.box].column
	if a > b {
		a, b, w.from, w.to = b, a, w.to, w.from
	}
	v := way{wire: wire, y: [2]int{l.y(w.from), l.y(w.to)}}
	switch b - a {
	case 0:
		v.arc, v.gutters = true, [2]int{a, a}
		if a == len(l.columns)-1 && a > 0 {
			// The middle is nearer to the eye than the rim.
			v.gutters, v.sides = [2]int{a - 1, a - 1}, [2]side{atLeft, atLeft}
		}
	case 1:
		v.gutters, v.sides = [2]int{a, a}, [2]side{atRight, atLeft}
		v.straight = v.y[0] == v.y[1]
	default:
		v.gutters, v.sides = [2]int{a, b - 1}, [2]side{atRight, atLeft}
		l.height++
		v.lane = l.height
	}
	return v
}

// group and rank are the order in which wires get their lanes, from the left. Of those that go down the lowest comes first, of
// those that go up the highest: then no two of them cross, and none runs along a row of another.
func (v way) group() int {
	switch {
	case v.straight:
		return 0
	case v.arc:
		return 1
	case v.lane > 0:
		return 4
	case v.y[1] > v.y[0]:
		return 2
	}
	return 3
}

func (v way) rank() int {
	if v.group() == 2 {
		return -v.y[0]
	}
	return v.y[0]
}

// run is an upright stretch of a way: it joins both ends, or leads from one of them below all boxes.
type run struct {
	way         *way
	first, last int // the ends that it joins: 0 and 1, or one of them twice
}

// before tells whether a run must be left of another: in some row it has the end at the left, and the other one at the right.
func (r run) before(o run) bool {
	if r.way.gutters[r.first] != o.way.gutters[o.first] {
		return false
	}
	for i := r.first; i <= r.last; i++ {
		for j := o.first; j <= o.last; j++ {
			if r.way != o.way && r.way.y[i] == o.way.y[j] && r.way.sides[i] == atRight && o.way.sides[j] == atLeft {
				return true
			}
		}
	}
	return false
}

func (r run) span() span {
	y, end := r.way.y[r.first], r.way.y[r.last]
	if r.first == r.last {
		end = r.way.lane
	}
	return span{min(y, end), max(y, end)}
}

// runs are those of all ways, in the order of the ways.
func (l *laid) runs() []run {
	runs := make([]run, 0, len(l.ways)+2)
	for i := range l.ways {
		switch v := &l.ways[i]; {
		case v.straight:
		case v.lane == 0:
			runs = append(runs, run{v, 0, 1})
		default:
			runs = append(runs, run{v, 0, 0}, run{v, 1, 1})
		}
	}
	return runs
}

// turn gives all ways their lanes, so that no two wires share a stretch. Where wires are before each other in a circle, one
// of them goes below all boxes.
func (l *laid) turn() {
	left := l.runs()
	for len(left) > 0 {
		i := slices.IndexFunc(left, func(r run) bool { return blocker(left, r) < 0 })
		if i < 0 {
			i = 0
			for range left {
				i = blocker(left, left[i])
			}
			l.height++
			v := left[i].way
			v.lane = l.height
			left = slices.Replace(left, i, i+1, run{v, 0, 0}, run{v, 1, 1})
			continue
		}
		r := left[i]
		lane := l.columns[r.way.gutters[r.first]].take(r.span())
		r.way.lanes[r.first], r.way.lanes[r.last] = lane, lane
		left = slices.Delete(left, i, i+1)
	}
}

// blocker is the first run that must be left of another, -1 for none.
func blocker(runs []run, r run) int {
	return slices.IndexFunc(runs, func(o run) bool { return o.before(r) })
}

// take gives the first lane of a gutter that is right of all that share a row with the stretch.
func (c *column) take(s span) int {
	lane := 0
	for i, taken := range c.lanes {
		if slices.ContainsFunc(taken, func(t span) bool { return s.from <= t.to && t.from <= s.to }) {
			lane = i + 1
		}
	}
	if lane == len(c.lanes) {
		c.lanes = append(c.lanes, nil)
	}
	c.lanes[lane] = append(c.lanes[lane], s)
	return lane
}
