package diagram

import (
	"slices"

	"vethlab/lab/topo"
)

// Places is where everything stands in a picture. Given back with the next topology, what is still there stays where it is; in a
// view of another size it keeps its order. The zero Places is none.
type Places struct {
	width, height int // of the view that they are for
	rows          int // of the whole drawing
	zoom          Zoom
	plan          plan
	detail        detail
	widths        []int // of the columns
	rights        []int // of what is right of each
	boxes         []place
}

// place is where a box stands.
type place struct {
	id   topo.ID
	key  string
	x, y int
	rank int // in the order of the ports of bridges; -1 for none
}

// Places gives the places of the picture's boxes.
func (p Picture) Places() Places { return p.places }

// placesOf keeps where everything stands.
func placesOf(l laid, o Options) Places {
	p := Places{width: o.Width, height: o.Height, rows: l.height, zoom: o.Zoom, plan: l.plan, detail: l.detail}
	for _, c := range l.columns {
		p.widths, p.rights = append(p.widths, c.width), append(p.rights, c.right)
	}
	for _, b := range l.boxes {
		rank, ok := l.order[b.id]
		if !ok {
			rank = -1
		}
		p.boxes = append(p.boxes, place{b.id, b.key, b.x, b.y, rank})
	}
	return p
}

// suits tells that the places are for such a view.
func (p Places) suits(o Options) bool {
	return len(p.boxes) > 0 && p.width == o.Width && p.height == o.Height && p.zoom == o.Zoom
}

// match finds the place of each namespace: by its identity, or else, as in a world that was built anew, by its name. The index
// into boxes is -1 for those that are new.
func (p Places) match(t topo.Topology) []int {
	found := make([]int, len(t.Namespaces))
	taken := make([]bool, len(p.boxes))
	ids, keys := make(map[topo.ID][]int, len(p.boxes)), make(map[string][]int, len(p.boxes))
	for j, b := range p.boxes {
		ids[b.id], keys[b.key] = append(ids[b.id], j), append(keys[b.key], j)
	}
	claim := func(i int, among []int) {
		found[i] = -1
		for _, j := range among {
			if !taken[j] {
				found[i], taken[j] = j, true
				return
			}
		}
	}
	for i, ns := range t.Namespaces {
		claim(i, ids[ns.ID])
	}
	for i, ns := range t.Namespaces {
		if found[i] < 0 {
			claim(i, keys[ns.Name])
		}
	}
	return found
}

// keep is what places say of the boxes of one scene.
type keep struct {
	Places
	found []int // for each box its place, -1 for a new one
	// between has what is new put into gaps, even where there is room below.
	between bool
}

// columns keeps the columns where they are if it can, and no box: all is put into them anew. One box alone has left no width for others.
func (p Places) columns(o Options) keep {
	if !p.suits(o) || len(p.boxes) < 2 {
		return keep{}
	}
	return keep{Places: Places{widths: p.widths, rights: p.rights}}
}

// of gives the place of a box, false for a new one.
func (k keep) of(box int) (place, bool) {
	if box >= len(k.found) || k.found[box] < 0 {
		return place{}, false
	}
	return k.boxes[k.found[box]], true
}

// same tells that no box came or went.
func (k keep) same() bool { return len(k.found) == len(k.boxes) && !slices.Contains(k.found, -1) }

// goneFrom tells whether a box is in none of a topology's namespaces any more.
func (p Places) goneFrom(t topo.Topology) bool {
	found := 0
	for _, j := range p.match(t) {
		if j >= 0 {
			found++
		}
	}
	return found < len(p.boxes)
}

// seen is the order in which a reader knows the boxes, for where they cannot stay where they were.
func (p Places) seen(t topo.Topology) order { return keep{Places: p, found: p.match(t)}.order(t) }

// order is that of the boxes that stand, from above.
func (k keep) order(t topo.Topology) order {
	type at struct {
		id topo.ID
		y  int
	}
	var list []at
	for i, ns := range t.Namespaces {
		if p, ok := k.of(i); ok {
			list = append(list, at{ns.ID, p.y})
		}
	}
	slices.SortStableFunc(list, func(a, b at) int { return a.y - b.y })
	by := make(order, len(list))
	for i, a := range list {
		by[a.id] = i
	}
	return by
}

// drawn is the order in which the ports of bridges were.
func (k keep) drawn(t topo.Topology) order {
	by := make(order, len(k.found))
	for i, ns := range t.Namespaces {
		if p, ok := k.of(i); ok && p.rank >= 0 {
			by[ns.ID] = p.rank
		}
	}
	return by
}

// with adds the places that a first attempt found for what is new; there it may still go down to where its wire is straight.
func (k keep) with(l laid) keep {
	k.found, k.boxes = slices.Clone(k.found), slices.Clone(k.boxes)
	for i, b := range l.boxes {
		if k.found[i] < 0 {
			k.found[i] = len(k.boxes)
			k.boxes = append(k.boxes, place{id: b.id, key: b.key, x: b.x, y: b.y})
		}
	}
	return k
}
