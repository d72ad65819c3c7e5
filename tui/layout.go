package tui

// The least size in which everything essential can be shown.
const (
	leastWidth  = 60
	leastHeight = 18
)

// wideFrom is the width from which lesson and drawing stand side by side.
const wideFrom = 100

// pane is a part of the screen that can have the focus.
type pane int

// The panes, in the order of the tab key.
const (
	lessonPane pane = iota
	networkPane
	terminalPane
	panes // how many there are
)

// rectangle is where a pane stands, with its frame; the zero rectangle is nowhere.
type rectangle struct{ x, y, width, height int }

func (r rectangle) contains(x, y int) bool {
	return x >= r.x && y >= r.y && x < r.x+r.width && y < r.y+r.height
}

// inner is the size inside the frame, a blank left and right of the words.
func (r rectangle) inner() (width, height int) { return max(r.width-4, 0), max(r.height-2, 0) }

// layout is where everything stands: a line at the top, one at the bottom, and the panes between.
type layout struct {
	panes [panes]rectangle
	pings rectangle
	wide  bool
}

// shape is all that a layout depends on.
type shape struct {
	width, height int
	focus         pane
	zoom          bool // the focused pane alone
	prompt        bool // a line is being typed
	pings         int  // how many are measured
	drawing       int  // the rows that the drawing would fill
}

// narrow tells that lesson and drawing share the height.
func (s shape) narrow() bool { return !s.zoom && s.width < wideFrom }

// leastDrawing is the height of the drawing's pane, with its frame, below which it does not shrink.
const leastDrawing = 7

// leastTerminal is the height of the terminal's pane, with its frame, below which the drawing gives way.
const leastTerminal = 4

// arrange lays the lesson's screen out.
//
// Wide: the lesson at the left; at the right, which is wider, the drawing over the pings over the terminal. Narrow: the
// lesson (in which the commands' output stands too) over the drawing, which has what it needs and at most half, and the
// pings; the terminal takes the lesson's place while it has the focus. The pings, which come and go from step to step, take
// nothing from the drawing: it would be another one then.
func arrange(s shape) layout {
	var l layout
	area := rectangle{0, 1, s.width, s.height - 2}
	l.wide = s.width >= wideFrom
	switch {
	case s.zoom:
		l.panes[s.focus] = area
		if s.focus == networkPane && s.pings > 0 {
			l.panes[networkPane], l.pings = above(area, pingHeight(s.pings))
		}
	case l.wide:
		left := area
		left.width = min(max(s.width*38/100, 46), 96)
		right := rectangle{left.width, area.y, s.width - left.width, area.height}
		l.panes[lessonPane] = left
		pings := 0
		if s.pings > 0 {
			pings = pingHeight(s.pings)
		}
		drawing := min(right.height*11/20, right.height-pings-leastTerminal)
		l.panes[networkPane], right = above(right, right.height-drawing)
		l.pings, l.panes[terminalPane] = above(right, right.height-pings)
		if pings == 0 {
			l.pings = rectangle{}
		}
	default:
		top := lessonPane
		if s.focus == terminalPane || s.prompt {
			top = terminalPane
		}
		rest := area
		if s.pings > 0 {
			rest, l.pings = above(area, min(s.pings, 2))
		}
		drawing := min(max(s.drawing+2, leastDrawing), area.height/2)
		l.panes[top], l.panes[networkPane] = above(rest, drawing)
	}
	return l
}

func pingHeight(pings int) int { return min(pings, 4) + 2 }

// above cuts a rectangle in two, the lower one of that height.
func above(r rectangle, height int) (upper, lower rectangle) {
	upper, lower = r, r
	upper.height = r.height - height
	lower.y, lower.height = r.y+upper.height, height
	return upper, lower
}
