package tui

import (
	"fmt"
	"slices"
	"strings"

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

// foldSign begins the row of a line that can be unfolded.
const foldSign = "▸ "

// unfold shows, or hides, what such lines came to. Where none is in view it says so.
func (m *model) unfold() {
	s := m.session
	if !m.unfolds() {
		s.notice = m.words.nothingToUnfold
		return
	}
	s.unfolded = !s.unfolded
	for _, e := range s.entries {
		e.unfolded = s.unfolded
	}
	m.unhold()
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
	lines := wrap([]run{{"▾ " + w.unfolded, t.Dim}}, width)
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
