package tui

import (
	"fmt"
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

// unfold shows, or hides, what such lines came to.
func (s *session) unfold() {
	s.unfolded = !s.unfolded
	for _, e := range s.entries {
		e.unfolded = s.unfolded
	}
}

// unfoldable tells that there is a line which can be unfolded.
func (s *session) unfoldable() bool {
	for _, e := range s.entries {
		if e.did != "" {
			return true
		}
	}
	return false
}

// amounts are the rows of what a line came to: how many commands, or all of them.
func (e *entry) amounts(w words, t *theme.Theme, width int) []string {
	if e.did == "" {
		return nil
	}
	list := strings.Split(e.did, "\n")
	if !e.unfolded {
		return wrap([]run{{"▸ " + fmt.Sprintf(w.amounts, len(list)), t.Dim}}, width)
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
