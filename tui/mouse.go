package tui

import tea "charm.land/bubbletea/v2"

// wheelRows is how far one notch of the wheel scrolls.
const wheelRows = 3

// at is the pane under a cell.
func (m *model) at(x, y int) (pane, bool) {
	l := m.layout()
	for p := range panes {
		if l.panes[p].contains(x, y) {
			return p, true
		}
	}
	return 0, false
}

// wheel scrolls the pane under it.
func (m *model) wheel(e tea.Mouse) {
	by := wheelRows
	switch e.Button {
	case tea.MouseWheelUp:
		by = -wheelRows
	case tea.MouseWheelDown:
	default:
		return
	}
	switch m.mode {
	case listMode:
		m.list.move(by / wheelRows)
	case helpMode:
		m.help = max(m.help+by/wheelRows, 0)
	case jumpMode:
		m.jump = max(min(m.jump+by/wheelRows, len(m.session.lesson.Steps)-1), 0)
	case lessonMode, promptMode:
		if p, ok := m.at(e.X, e.Y); ok {
			m.scrollBy(p, by)
		}
	}
}

// click gives a pane the focus.
func (m *model) click(e tea.Mouse) tea.Cmd {
	if m.mode == lessonMode && e.Button == tea.MouseLeft {
		if p, ok := m.at(e.X, e.Y); ok {
			m.focus = p
		}
	}
	return nil
}
