package tui

import (
	"fmt"

	"vethlab/lab/topo"
	"vethlab/tui/theme"
)

// terminalLines are the rows of the terminal: each command with what it printed, the newest last.
func (s *session) terminalLines(w words, t *theme.Theme, width int) []string {
	var lines []string
	for _, e := range s.entries {
		for i, l := range wrap([]run{{e.prompt(), t.Dim}, {e.line, t.Code}}, width) {
			if i > 0 {
				l = "    " + l
			}
			lines = append(lines, l)
		}
		for _, l := range folded(clean(e.output), width) {
			lines = append(lines, t.Text.Render(l))
		}
		lines = append(lines, e.after(w, t, width)...)
	}
	return lines
}

func (e *entry) prompt() string {
	if e.namespace == topo.HostName || e.namespace == "" {
		return "# "
	}
	return e.namespace + " # "
}

// after is what the screen adds to a command's own output.
func (e *entry) after(w words, t *theme.Theme, width int) []string {
	var lines []string
	if e.running {
		return []string{t.Warn.Render("… " + w.running)}
	}
	if e.status != 0 {
		lines = append(lines, t.Bad.Render("✗ "+fmt.Sprintf(w.exit, e.status)))
	}
	if e.mismatch {
		lines = append(lines, t.Bad.Render("✗ "+w.mismatch))
	}
	if e.advice != "" {
		lines = append(lines, wrap(marked("→ "+e.advice, t, t.Warn), width)...)
	}
	return lines
}
