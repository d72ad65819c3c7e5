package tui

import (
	"strings"

	"vethlab/tui/diagram"
	"vethlab/tui/theme"
)

// drawing is the last picture of the network, kept because most messages do not change it.
type drawing struct {
	of   drawn
	rows []string
}

// drawn is all that a picture depends on.
type drawn struct {
	session             *session
	version             int // of the session's topologies
	here                string
	lang                string
	theme               *theme.Theme
	width, height, x, y int
}

// measured is how many rows the drawing fills, where it may fill half of a narrow screen.
type measured struct {
	of     drawn
	height int
}

// drawingHeight is how many rows the drawing needs where lesson and drawing share the height.
func (m *model) drawingHeight() int {
	s := m.session
	of := drawn{
		session: s, version: s.version, here: s.player.Namespace(), lang: m.words.lang,
		width: m.width - 4, height: (m.height-2)/2 - 2,
	}
	if of != m.measured.of {
		_, height := diagram.Draw(s.topology, diagram.Options{
			Width: of.width, Height: of.height, Changed: s.lit(), Here: of.here, Words: m.words.diagram,
		}).Size()
		m.measured = measured{of, height}
	}
	return m.measured.height
}

// network is the drawing, in exactly that many cells.
func (m *model) network(width, height int) []string {
	s := m.session
	of := drawn{
		session: s, version: s.version, here: s.player.Namespace(), lang: m.words.lang, theme: m.theme,
		width: width, height: height, x: m.column, y: m.scroll[networkPane],
	}
	if of == m.drawing.of {
		return m.drawing.rows
	}
	p := diagram.Draw(s.topology, diagram.Options{
		Width: width, Height: height, Changed: s.lit(), Here: of.here, Words: m.words.diagram,
		OffsetX: of.x, OffsetY: of.y,
	})
	w, h := p.Size()
	m.column, m.scroll[networkPane] = max(min(m.column, w-width), 0), max(min(m.scroll[networkPane], h-height), 0)
	m.drawing = drawing{of, strings.Split(p.Render(m.theme.Diagram), "\n")}
	return m.drawing.rows
}
