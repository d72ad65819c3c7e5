package diagram

import (
	"slices"

	"vethlab/lab/topo"
)

// Zoom says how large the namespaces of a drawing are.
type Zoom uint8

// The sizes: what fits comes first, since it is what a reader who chose nothing sees.
const (
	Fit     Zoom = iota // as rich in detail as there is room for
	Full                // boxes with all that is in them, however much is then out of sight
	Compact             // a namespace a line, but for the host and those with several links
)

// plan is in which columns boxes stand.
type plan uint8

const (
	stacked plan = iota // all in one
	sided               // the host; the others at its right, what is outside below them
)

// laid is a scene with places: its boxes have x, y, width and height, its wires have ways.
type laid struct {
	scene
	plan          plan
	detail        detail
	width, height int
	columns       []column
	anchors       []anchor // of the boxes
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

// trial is one way to draw a topology.
type trial struct {
	plan   plan
	detail detail
}

// trials are the ways to try, the best first. Boxes side by side come before detail: a wire that goes straight across is what
// tells most. Where there is room for two columns there always are two, so that the host stays where it is when the second
// namespace comes; and also where a bridge of the host has several ports.
func trials(o Options, ports int) []trial {
	var list []trial
	add := func(p plan, details []detail) {
		for _, d := range details {
			list = append(list, trial{p, d})
		}
	}
	all := levels()
	first := slices.IndexFunc(all, func(d detail) bool { return d.lines })
	boxes, lines := all[:first], all[first:]
	if o.Zoom == Full {
		boxes, lines = boxes[1:len(boxes)-1], nil
	}
	if o.Zoom == Compact {
		boxes = nil
	}
	whole, cut := lines[:max(len(lines)-1, 0)], lines[max(len(lines)-1, 0):]
	switch {
	case o.Width >= roomy:
		add(sided, boxes)
		add(sided, lines)
		add(stacked, boxes)
		add(stacked, whole)
	case ports > 1:
		add(sided, whole)
		add(stacked, boxes)
		add(stacked, whole)
		add(sided, cut)
	default:
		add(stacked, boxes)
		add(sided, whole)
		add(stacked, whole)
		add(sided, cut)
	}
	return list
}

// planner tries.
type planner struct {
	t      topo.Topology
	o      Options
	ports  int // of the host's bridges
	seen   order
	grown  bool // nothing went since the picture before
	busy   bool // the scene is crowded
	scenes map[detail]scene
}

// arrange leaves what stands where it is, if all of it fits so; or else finds the richest detail that fits into the width and
// the height.
func arrange(t topo.Topology, o Options) laid {
	p := planner{t: t, o: o, seen: o.Places.seen(t), scenes: map[detail]scene{}}
	p.busy = o.Zoom == Fit && crowded(t, hubOf(t))
	p.grown = o.Zoom == Fit && o.Places.suits(o) && !o.Places.goneFrom(t)
	if hub := hubOf(t); hub >= 0 {
		for _, l := range t.Namespaces[hub].Links {
			if l.Master != 0 {
				p.ports++
			}
		}
	}
	fresh, fits := p.fresh()
	if kept, ok := p.kept(fresh, fits); ok {
		return kept
	}
	return fresh
}

func (p *planner) scene(d detail) scene {
	s, ok := p.scenes[d]
	if !ok {
		s = newScene(p.t, p.o, d, p.seen)
		p.scenes[d] = s
	}
	return s
}

// hopeless tells that boxes are too many for the height, whatever is between them.
func (p *planner) hopeless(try trial) bool {
	if p.o.Zoom != Fit || try.detail.lines {
		return false
	}
	if (len(p.t.Namespaces)-2)*leastBox > p.o.Height {
		return true
	}
	need := 0
	for _, b := range p.scene(try.detail).boxes {
		need += b.height
	}
	if s := p.scene(try.detail); s.hub >= 0 && try.plan != stacked {
		need -= s.boxes[s.hub].height
	}
	return need > p.o.Height
}

// leastBox is the height of a box with one row.
const leastBox = 3

// fresh arranges all anew, and tells whether it fits.
func (p *planner) fresh() (best laid, fits bool) {
	found, k := false, p.o.Places.columns(p.o)
	for _, try := range trials(p.o, p.ports) {
		if p.hopeless(try) || p.idle(try.detail) {
			continue
		}
		l := p.scene(try.detail).lay(try, p.o, 2, k)
		if l.width > p.o.Width {
			continue
		}
		if l.height <= p.o.Height {
			anew := func(try trial) laid { return p.scene(try.detail).lay(try, p.o, 2, k) }
			return p.sorted(p.fuller(l, anew, k)), true
		}
		if p.o.Zoom == Full || try.detail.lines && len(p.t.Namespaces)-1 > p.o.Height {
			return p.sorted(l), false // no level has fewer rows than a line each
		}
		// What is too high can be scrolled, which is better than what is too wide; a little lower is not worth less detail.
		if !found || l.height < best.height-best.height/8 {
			best, found = p.sorted(l), true
		}
	}
	if !found {
		all := levels()
		plainest := trial{stacked, all[len(all)-1]}
		best = p.scene(plainest.detail).lay(plainest, p.o, 1, keep{})
	}
	return best, false
}

// idle tells that a detail tells what is not asked for: the addresses of link scope, which are long and which every port of a bridge has;
// or what the picture before had to leave out, though nothing went since that made room for it: it would have to be left out again when the
// next thing comes.
func (p *planner) idle(d detail) bool {
	was := p.o.Places.detail
	return p.busy && d.local || p.grown && (d.air && !was.air || d.lo && !was.lo || !d.lines && was.lines)
}

// fuller gives the room that is left back to what a level leaves out, one thing after the other, as far as what stands need not move.
func (p *planner) fuller(l laid, lay func(trial) laid, k keep) laid {
	for again := p.o.Zoom == Fit; again; {
		again = false
		for _, d := range l.detail.more() {
			if p.idle(d) {
				continue
			}
			m := lay(trial{l.plan, d})
			if m.width <= p.o.Width && m.height <= p.o.Height && m.bends() <= l.bends() && !m.moved(k) && !m.narrower(l) {
				l, again = m, true
				break
			}
		}
	}
	return l
}

// narrower tells whether a column has less room than in another drawing, where what is optional may then be left out.
func (l *laid) narrower(than laid) bool {
	for i, c := range l.columns {
		if c.width < than.columns[i].width {
			return true
		}
	}
	return false
}

// sorted puts the ports of bridges into the order of their other ends, where that makes no wire worse.
func (p *planner) sorted(l laid) laid {
	if l.bends() == 0 {
		return l
	}
	try := trial{l.plan, l.detail}
	none := p.o.Places.columns(p.o)
	none.found = make([]int, len(l.boxes))
	for i := range none.found {
		none.found[i] = -1
	}
	m := newScene(p.t, p.o, try.detail, none.with(l).order(p.t)).lay(try, p.o, 2, keep{})
	if m.bends() > l.bends() || m.height > l.height || m.width > l.width {
		return l
	}
	return m
}

// kept arranges what is new around what stands, which does not move; false where that cannot be. It is higher than the view only
// if everything else is, or if it was; and in that case not for the sake of rows that are mostly empty.
func (p *planner) kept(fresh laid, fits bool) (best laid, ok bool) {
	last := p.o.Places
	if !last.suits(p.o) {
		return best, false
	}
	stands := false // something does, beside the host
	k := keep{Places: last, found: last.match(p.t)}
	for i := range k.found {
		if i == hubOf(p.t) {
			continue
		}
		_, ok := k.of(i)
		stands = stands || ok
	}
	if !stands {
		return best, false
	}
	for _, try := range append(trials(p.o, p.ports), trial{last.plan, last.detail}) {
		same := try == trial{last.plan, last.detail}
		if try.plan != last.plan || !same && (!fits || p.hopeless(try) || p.idle(try.detail)) || try.detail.lines && !last.detail.lines {
			continue // and where boxes become lines, the gaps that they leave are worse than a new order
		}
		l := p.around(try, k)
		high := l.height > p.o.Height && (!same || fits && (l.height > last.rows || fresh.height*2 <= l.height))
		if high || l.width > p.o.Width || l.moved(k) {
			continue
		}
		if !ok || l.bends() < best.bends() {
			best, ok = l, true
		}
		if best.bends() == 0 {
			break
		}
	}
	if ok && best.height <= p.o.Height {
		best = p.fuller(best, func(try trial) laid { return p.around(try, k) }, k)
	}
	if kind := best.detail.kind(); ok && k.same() && kind > last.detail.kind() && kind > fresh.detail.kind() {
		// Nothing came or went but links: much less would be told of them only to keep all in its place.
		return best, false
	}
	if ok && fits && best.detail.lines && fresh.detail.lines && fresh.bends() == 0 && best.bends() > 0 && fresh.inOrder(k) {
		return best, false // lines that move by a row are found again sooner than one that came is found beyond a bend
	}
	return best, ok
}

// inOrder tells that the boxes which stood follow each other as they did.
func (l *laid) inOrder(k keep) bool {
	for i, b := range l.boxes {
		for j, c := range l.boxes[:i] {
			was, ok := k.of(i)
			other, ok2 := k.of(j)
			if ok && ok2 && b.x == c.x && (b.y < c.y) != (was.y < other.y) {
				return false
			}
		}
	}
	return true
}

// around arranges what is new around what stands: below, or, where wires are straighter then, between. The ports of the bridges
// stay in their order, or follow their other ends. Wires stand closer together before they push a column away.
func (p *planner) around(try trial, k keep) laid {
	var best laid
	better := func(l laid) bool {
		return best.boxes == nil || !l.moved(k) && (best.moved(k) || l.bends() < best.bends())
	}
	lay := func(by order, k keep) laid {
		s := newScene(p.t, p.o, try.detail, by)
		l := s.lay(try, p.o, 2, k)
		if l.bends() > 0 && l.moved(k) {
			if m := s.lay(try, p.o, 1, k); !m.moved(k) {
				return m
			}
		}
		return l
	}
	for _, k.between = range []bool{false, true} {
		l := lay(k.drawn(p.t), k)
		if better(l) {
			best = l
		}
		if again := k.with(l); l.bends() > 0 {
			if l = lay(again.order(p.t), again); better(l) {
				best = l
			}
		}
		if k.same() || !best.moved(k) && best.bends() == 0 {
			break
		}
	}
	return best
}

// moved tells whether a box is not where it was. What is outside gives way to what comes above it.
func (l *laid) moved(k keep) bool {
	for i, b := range l.boxes {
		if p, ok := k.of(i); ok && (b.x != p.x || b.y < p.y || b.y > p.y && !b.outside) {
			return true
		}
	}
	return false
}

// bends counts the wires that turn.
func (l *laid) bends() int {
	n := 0
	for _, v := range l.ways {
		if !v.straight && !v.arc {
			n++
		}
	}
	return n
}

// lay puts the boxes into columns, in their order, and finds a way for each wire.
func (s scene) lay(try trial, o Options, pitch int, k keep) laid {
	l := laid{
		scene: s, plan: try.plan, detail: try.detail,
		columns: make([]column, 1+int(try.plan)), pitch: pitch,
	}
	l.boxes, l.wires = slices.Clone(s.boxes), slices.Clone(s.wires)
	if len(s.boxes) == 0 {
		return l
	}
	for i := range l.boxes {
		b := &l.boxes[i]
		if i != l.hub {
			b.column = len(l.columns) - 1
		}
		b.right = b.column == 0
	}
	put := func(is func(int) bool) {
		for i, b := range l.boxes {
			if is(i) {
				l.columns[b.column].boxes = append(l.columns[b.column].boxes, i)
			}
		}
	}
	put(func(i int) bool { return i == l.hub })
	put(func(i int) bool { return i != l.hub && !l.boxes[i].outside })
	put(func(i int) bool { return i != l.hub && l.boxes[i].outside })
	l.anchor()
	l.stack(o.Height, k)
	l.route()
	l.place(o, k)
	return l
}
