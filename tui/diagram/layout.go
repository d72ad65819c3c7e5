package diagram

import (
	"cmp"
	"slices"

	"vethlab/lab/topo"
)

const (
	roomy     = 58 // the width from which boxes stand side by side
	gutterMin = 8  // cells between two columns, for the wires
	tightest  = 6  // the same below the width of ample
	ample     = 66
	widest    = 48 // a box is no wider, however much room there is
	narrowest = 12
	readable  = 20 // a box is not made narrower than this for the sake of the wires
)

// laid is a scene with places: its boxes have x, y, width and height, its wires have ways.
type laid struct {
	scene
	width, height int
	columns       []column
	ways          []way
	pitch         int // from one lane of a gutter to the next: 2, or 1 where nothing else fits
}

// column is a stack of boxes, with the cells at its right in which wires turn.
type column struct {
	boxes []int // of the scene, from the top
	x     int
	width int
	right int // cells of the gutter at the right
	lanes [][]span
}

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

// arrange finds the richest detail that fits into the width and the height. Boxes side by side come before detail: a wire that
// goes straight across is what tells most.
func arrange(t topo.Topology, o Options) laid {
	var last laid
	scenes := map[detail]scene{}
	for _, columns := range columnsFor(len(t.Namespaces), o.Width) {
		for _, d := range levels() {
			s, ok := scenes[d]
			if !ok {
				s = newScene(t, o, d)
				scenes[d] = s
			}
			l := s.lay(columns, o, d, 2)
			if l.width <= o.Width && l.height <= o.Height {
				return l
			}
			// What is too high can be scrolled, which is better than what is too wide; the plainest comes last.
			if len(last.columns) == 0 || l.width <= o.Width || l.width < last.width {
				last = l
			}
		}
	}
	if last.width > o.Width {
		plainest := levels()[len(levels())-1]
		return scenes[plainest].lay(1, o, plainest, 1)
	}
	return last
}

// columnsFor are the numbers of columns to try. Where there is room for two there always are two, so that the first box stays
// where it is when the second comes.
func columnsFor(boxes, width int) []int {
	switch {
	case width < roomy:
		return []int{1}
	case boxes > 3 && width >= 2*roomy:
		return []int{2, 3, 1}
	}
	return []int{2, 1}
}

// lay puts the boxes into columns: the first, the host, at the left, or in the middle of three; the others in their order.
func (s scene) lay(columns int, o Options, d detail, pitch int) laid {
	l := laid{
		scene: scene{boxes: slices.Clone(s.boxes), wires: slices.Clone(s.wires)}, columns: make([]column, columns), pitch: pitch,
	}
	if len(s.boxes) == 0 {
		return l
	}
	hub := columns / 2 * (columns - 2) // 0 of one or two, 1 of three
	if columns == 2 {
		hub = 0
	}
	l.columns[hub].boxes = []int{0}
	rest := len(s.boxes) - 1
	for i := 1; i <= rest; i++ {
		at := 0
		switch {
		case columns == 2:
			at = 1
		case columns == 3 && i > (rest+1)/2:
			at = 0
		case columns == 3:
			at = 2
		}
		l.columns[at].boxes = append(l.columns[at].boxes, i)
	}
	l.stack(hub, d, o.Height)
	l.route()
	l.place(o)
	return l
}

// stack gives every box its row: beneath the one before, and lower if its wire is then straight and there is room.
func (l *laid) stack(hub int, d detail, height int) {
	for c := range l.columns {
		boxes := l.columns[c].boxes
		need := -d.gap
		for _, b := range boxes {
			need += l.boxes[b].height + d.gap
		}
		spare, y := max(height-need, 0), 0
		for _, b := range boxes {
			box := &l.boxes[b]
			if down := l.level(b, hub) - y; c != hub && down > 0 && down <= spare {
				y, spare = y+down, spare-down
			}
			box.y = y
			y += box.height + d.gap
			l.height = max(l.height, box.y+box.height)
		}
	}
}

// level is the row at which a box would stand if its first wire to the hub's box were straight; -1 without such a wire.
func (l *laid) level(b, hub int) int {
	if len(l.columns[hub].boxes) == 0 {
		return -1
	}
	center := l.columns[hub].boxes[0]
	for _, w := range l.wires {
		from, to := w.from, w.to
		if from.box == b {
			from, to = to, from
		}
		if from.box == center && to.box == b {
			return l.boxes[center].y + from.row - to.row
		}
	}
	return -1
}

func (l *laid) columnOf(box int) int {
	return slices.IndexFunc(l.columns, func(c column) bool { return slices.Contains(c.boxes, box) })
}

// y is the row of a seat.
func (l *laid) y(s seat) int { return l.boxes[s.box].y + 1 + s.row }

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
	a, b := l.columnOf(w.from.box), l.columnOf(w.to.box)
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

// place gives every column its cells: what its boxes need, and an equal share of what is left, up to the widest.
func (l *laid) place(o Options) {
	total := 0
	for i := range l.columns {
		c := &l.columns[i]
		c.width = narrowest
		for _, b := range c.boxes {
			c.width = max(c.width, l.boxes[b].need+5)
		}
		c.right = l.gutter(i, o.Width)
		c.width = min(c.width, max(o.Width-c.right, readable))
		total += c.width + c.right
	}
	for spare := o.Width - total; spare > 0; {
		least := -1
		for i, c := range l.columns {
			if c.width < widest && (least < 0 || c.width < l.columns[least].width) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		l.columns[least].width++
		spare--
	}
	x := 0
	for i := range l.columns {
		c := &l.columns[i]
		c.x = x
		for _, b := range c.boxes {
			l.boxes[b].x, l.boxes[b].width = x, c.width
		}
		x += c.width
		if i < len(l.columns)-1 || len(c.lanes) > 0 {
			l.width = x + c.right
		} else {
			l.width = x
		}
		x += c.right
	}
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
