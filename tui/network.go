package tui

import (
	"strings"
	"time"

	"vethlab/tui/diagram"
	"vethlab/tui/theme"
)

// drawing is the last picture of the network, kept because most messages do not change it.
type drawing struct {
	of   drawn
	rows []string
}

// drawn is all that a picture depends on, but for where it stood before.
type drawn struct {
	session             *session
	version             int // of the session's topologies
	here                string
	lang                string
	theme               *theme.Theme
	size                diagram.Zoom
	width, height, x, y int
}

// measured is how many rows the drawing fills, where it may fill half of a narrow screen.
type measured struct {
	of     drawn
	height int
}

// placed is where everything stood in the last picture of each size, so that it stays there; last is that of any.
type placed struct {
	session *session
	by      map[view]diagram.Places
	last    diagram.Places
}

// view is what places are for.
type view struct {
	width, height int
	size          diagram.Zoom
}

// draw draws the network, each thing where it was in the picture before.
func (m *model) draw(of drawn) diagram.Picture {
	began := time.Now()
	defer func() { of.session.took.Store(int64(time.Since(began))) }()
	if m.placed.session != of.session {
		m.placed = placed{session: of.session, by: map[view]diagram.Places{}}
	}
	v := view{of.width, of.height, of.size}
	before, ok := m.placed.by[v]
	if !ok {
		before = m.placed.last
	}
	p := diagram.Draw(of.session.topology, diagram.Options{
		Width: of.width, Height: of.height, Changed: of.session.lit(), Here: of.here, Words: m.words.diagram, Zoom: of.size,
		OffsetX: of.x, OffsetY: of.y, Follow: !m.held[networkPane], Places: before,
	})
	m.placed.by[v], m.placed.last = p.Places(), p.Places()
	return p
}

// drawingRoom is how many rows the drawing may have where lesson and drawing share the height.
func (m *model) drawingRoom() int { return (m.height-2)/2 - 2 }

// drawingHeight is how many rows the drawing needs where lesson and drawing share the height.
func (m *model) drawingHeight() int {
	s := m.session
	of := drawn{
		session: s, version: s.version, here: s.player.Namespace(), lang: m.words.lang, size: m.size,
		width: m.width - 4, height: m.drawingRoom(),
	}
	if of != m.measured.of {
		_, height := m.draw(of).Size()
		m.measured = measured{of, height}
	}
	return m.measured.height
}

// network is the drawing, in exactly that many cells. Where lesson and drawing share the height it is laid out for all that it
// may have, so that nothing moves when it needs more of that.
func (m *model) network(width, height int) []string {
	s := m.session
	of := drawn{
		session: s, version: s.version, here: s.player.Namespace(), lang: m.words.lang, theme: m.theme, size: m.size,
		width: width, height: height, x: m.column, y: m.scroll[networkPane],
	}
	if !m.zoom && m.width < wideFrom {
		of.height = max(height, m.drawingRoom())
	}
	if of != m.drawing.of {
		p := m.draw(of)
		of.x, of.y = p.Offset()
		m.column, m.scroll[networkPane] = of.x, of.y
		m.drawing = drawing{of, strings.Split(p.Render(m.theme.Diagram), "\n")}
	}
	return m.drawing.rows[:min(height, len(m.drawing.rows))]
}

// resize draws everything larger or smaller, and says so: often there is room for no more, or nothing to leave out.
func (m *model) resize(size diagram.Zoom) {
	m.size = size
	m.session.notice = m.words.sizes[size]
}

// larger and smaller are the next sizes of a drawing: a line each, what fits, all of each box.
func larger(size diagram.Zoom) diagram.Zoom {
	if size == diagram.Compact {
		return diagram.Fit
	}
	return diagram.Full
}

func smaller(size diagram.Zoom) diagram.Zoom {
	if size == diagram.Full {
		return diagram.Fit
	}
	return diagram.Compact
}
