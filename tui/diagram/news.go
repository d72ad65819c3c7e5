package diagram

import (
	"strings"

	"vethlab/lab/topo"
)

// The marks of what changed, so that it is seen without colour.
const (
	markAdded   = "+"
	markChanged = "•"
	markRemoved = "-"
)

// news is what has just changed, by the link that it is about; Index 0 is the namespace itself, and gone its links that went away.
type news map[topo.End][]topo.Change

const gone = -1

func newNews(changes []topo.Change) news {
	n := news{}
	for _, c := range changes {
		end := topo.End{Namespace: c.Namespace, Index: c.Link}
		n[end] = append(n[end], c)
		if c.What == "link" && c.Kind == topo.Removed {
			end.Index = gone
			n[end] = append(n[end], c)
		}
	}
	return n
}

// namespace is the mark of a box: + for a new one, - where a link of it went away.
func (n news) namespace(id topo.ID) string {
	for _, c := range n[topo.End{Namespace: id}] {
		if c.What == "namespace" {
			return markOf(c)
		}
	}
	if len(n[topo.End{Namespace: id, Index: gone}]) > 0 {
		return markChanged
	}
	return ""
}

// link is the mark of a link's row.
func (n news) link(end topo.End) string {
	mark := ""
	for _, c := range n[end] {
		switch {
		case c.What == "link":
			return markOf(c)
		case c.What == "address" && c.Kind == topo.Removed && mark == "":
			mark = markRemoved
		case c.What == "state", c.What == "name", c.What == "master":
			mark = markChanged
		}
	}
	return mark
}

func markOf(c topo.Change) string {
	switch c.Kind {
	case topo.Added:
		return markAdded
	case topo.Removed:
		return markRemoved
	}
	return markChanged
}

// added tells whether the name of a link is news.
func (n news) added(end topo.End) bool {
	return n.any(end, func(c topo.Change) bool { return c.What == "link" || c.What == "name" })
}

// state tells whether the state of a link is news.
func (n news) state(end topo.End) bool {
	return n.any(end, func(c topo.Change) bool { return c.What == "state" })
}

// wire tells whether a wire that ends there is news.
func (n news) wire(end topo.End) bool { return n.added(end) || n.state(end) }

// address tells whether an address of a link is news.
func (n news) address(end topo.End, text string) bool {
	return n.any(end, func(c topo.Change) bool {
		return c.What == "address" && c.Kind != topo.Removed && strings.Contains(c.Text, text)
	})
}

// container is the mark of a container's row.
func (n news) container(id topo.ID, c topo.Container) string {
	for _, change := range n[topo.End{Namespace: id}] {
		if change.What == "container" && change.Kind != topo.Removed && strings.HasPrefix(change.Text, c.Name) {
			return markOf(change)
		}
	}
	return ""
}

// route is the mark of a route's row.
func (n news) route(id topo.ID, r topo.Route) string {
	for _, end := range []topo.End{{Namespace: id, Index: r.Dev}, {Namespace: id}} {
		for _, c := range n[end] {
			if c.What == "route" && c.Kind != topo.Removed && c.Text == r.String() {
				return markOf(c)
			}
		}
	}
	return ""
}

// rule is the mark of a row that tells of a rule.
func (n news) rule(id topo.ID, text string) string {
	for _, c := range n[topo.End{Namespace: id}] {
		if c.What == "rule" && c.Kind != topo.Removed && text != "" && strings.HasSuffix(c.Text, " "+text) {
			return markOf(c)
		}
	}
	return ""
}

func (n news) any(end topo.End, is func(topo.Change) bool) bool {
	for _, c := range n[end] {
		if is(c) {
			return true
		}
	}
	return false
}
