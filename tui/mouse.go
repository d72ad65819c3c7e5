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
	case helpMode, explainMode:
		m.help = max(m.help+by/wheelRows, 0)
	case jumpMode:
		m.jump = max(min(m.jump+by/wheelRows, len(m.session.lesson.Steps)-1), 0)
	case lessonMode, promptMode:
		if p, ok := m.at(e.X, e.Y); ok {
			m.scrollBy(p, by)
		}
	}
}

// click chooses what is under it: a lesson, an answer, a step; or gives a pane the focus. What is clicked once more is taken.
func (m *model) click(e tea.Mouse) {
	if e.Button != tea.MouseLeft {
		return
	}
	switch m.mode {
	case listMode:
		m.clickList(e.Y)
	case jumpMode:
		m.clickJump(e.X, e.Y)
	case helpMode, explainMode:
		m.mode = m.under
	case lessonMode:
		if p, ok := m.at(e.X, e.Y); ok {
			focused := m.focus == p
			m.focus = p
			if p == lessonPane {
				m.clickAnswer(e.Y, focused)
			}
		}
	}
}

func (m *model) clickList(y int) {
	rows, offset := m.listRows()
	at := y - 2 + offset // the bar and the frame
	if at < 0 || at >= len(rows.of) || rows.of[at] < 0 {
		return
	}
	if chosen := rows.of[at]; chosen != m.list.at {
		m.list.at = chosen
	} else {
		m.openSelected()
	}
}

func (m *model) clickJump(x, y int) {
	box := m.jumpBox()
	left, first := corner(m.width, m.height, box)
	top, height := m.jumpTop()
	row := y - first - 1
	switch {
	case x < left || x >= left+boxWidth(box) || row < -1 || row > height:
		m.mode = lessonMode
	case row < 0 || row == height:
	case m.jump == top+row:
		m.mode = lessonMode
		m.leaveFor(m.jump, m.words.keys.jump)
	default:
		m.jump = top + row
	}
}

// clickAnswer moves the cursor to an answer; the one it is on is given.
func (m *model) clickAnswer(y int, focused bool) {
	s := m.session
	if s.question() == nil {
		return
	}
	r := m.layout().panes[lessonPane]
	width, _ := r.inner()
	d := m.document(min(width, 90), m.inline())
	row := y - r.y - 1 + m.scroll[lessonPane]
	for i, rows := range d.answers {
		if row < rows[0] || row >= rows[1] {
			continue
		}
		if focused && s.option == i {
			s.answers[s.step] = i
			m.unhold()
		}
		s.option = i
	}
}
