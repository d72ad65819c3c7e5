package tui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/topo"
	"vethlab/lessons"
	"vethlab/tui/theme"
)

// begun notes what the network was before a line that does not say what it does to it.
func (e *entry) begun(t topo.Topology) {
	if lessons.Opaque(e.line) {
		e.before = &t
	}
}

// done notes what such a line came to, as commands.
func (e *entry) done(t topo.Topology) {
	if e.before == nil {
		return
	}
	e.did = strings.Join(lessons.AsCommands(*e.before, t), "\n")
	e.before = nil
}

// foldSign begins the row of a line that can be unfolded, and openSign that of one that is.
const (
	foldSign = "▸ "
	openSign = "▾ "
)

// unfold shows, or hides, what such lines came to. Where none is in view it says so.
func (m *model) unfold() {
	s := m.session
	if !m.unfolds() {
		s.notice = m.words.nothingToUnfold
		return
	}
	l, before := m.layout(), [panes][]string{}
	for _, p := range []pane{lessonPane, terminalPane} {
		before[p] = m.foldRows(p, l)
	}
	s.unfolded = !s.unfolded
	for _, e := range s.entries {
		e.unfolded = s.unfolded
	}
	m.unhold()
	for p, rows := range before {
		if s.unfolded && rows != nil {
			m.showUnfolded(pane(p), l, rows)
		}
	}
}

// foldRows are all rows of a pane that shows such lines; none of another.
func (m *model) foldRows(p pane, l layout) []string {
	width, height := l.panes[p].inner()
	switch {
	case height == 0:
		return nil
	case p == terminalPane:
		return m.session.terminalLines(m.words, m.theme, width)
	}
	return m.document(min(width, 90), m.inline()).lines
}

// showUnfolded leaves the first line that was unfolded in view where it stood, or scrolls on for what it came to, as far as the line itself
// stays in view; before are the pane's rows of until now.
func (m *model) showUnfolded(p pane, l layout, before []string) {
	_, height := l.panes[p].inner()
	top := m.scroll[p]
	isFolded := func(r string) bool { return strings.Contains(r, foldSign) }
	at := slices.IndexFunc(before[min(top, len(before)):min(top+height, len(before))], isFolded)
	if at < 0 {
		return
	}
	above := 0 // lines that are unfolded before the one in view
	for _, r := range before[:top+at] {
		if isFolded(r) {
			above++
		}
	}
	rows := m.foldRows(p, l)
	first := 0
	for ; first < len(rows); first++ {
		if strings.Contains(rows[first], openSign) {
			if above == 0 {
				break
			}
			above--
		}
	}
	last := first + 1
	for last < len(rows) && indent(rows[last]) > indent(rows[first]) {
		last++
	}
	// The command and the end of its output stay above.
	top = max(first-at, min(last-height, first-min(at, 2)))
	m.held[p], m.scroll[p] = true, top
}

// indent is how many blanks a row begins with.
func indent(row string) int {
	text := ansi.Strip(row)
	return len(text) - len(strings.TrimLeft(text, " "))
}

// unfolds tells that there is something to unfold in view, or to fold again.
func (m *model) unfolds() bool { return m.foldable || m.session.unfolded }

// sees notes whether rows that are shown have something to unfold.
func (m *model) sees(rows []string) {
	m.foldable = m.foldable || slices.ContainsFunc(rows, func(r string) bool { return strings.Contains(r, foldSign) })
}

// amounts are the rows of what a line came to: how many commands, or all of them.
func (e *entry) amounts(w words, t *theme.Theme, width int) []string {
	if e.did == "" {
		return nil
	}
	list := strings.Split(e.did, "\n")
	if !e.unfolded {
		return wrap([]run{{foldSign + fmt.Sprintf(w.amounts, len(list)), t.Dim}}, width)
	}
	lines := wrap([]run{{openSign + w.unfolded, t.Dim}}, width)
	for _, command := range list {
		for i, l := range wrapAtBlanks([]run{{command, t.Code}}, width-2) {
			head := "  "
			if i > 0 {
				head = "      "
			}
			lines = append(lines, head+l)
		}
	}
	return lines
}
