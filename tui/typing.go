package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/explain"
	"vethlab/lab/history"
	"vethlab/lab/topo"
)

// has is what the lab of the lesson holds, as it was read last.
func (m *model) has() explain.Held {
	p := m.session.player
	return explain.Held{Topology: m.session.topology, Here: p.Namespace(), Program: p.Runs}
}

// completion is what may stand at the cursor of the prompt.
func (m *model) completion() explain.Completion {
	return m.tables.Complete(m.prompt.area.Value(), m.prompt.cursor(), m.has(), m.words.lang)
}

// takeLine takes the line that was typed, and keeps it for the next start too.
func (m *model) takeLine() string {
	line, fresh := m.prompt.take()
	if fresh {
		if err := history.Add(m.options.History, line); err != nil {
			m.session.notice = err.Error()
			m.options.History = ""
		}
	}
	return line
}

// promptRows are the line that is typed and, under it, what may come next or what stands for choice. The terminal's cursor goes to
// its place in the first of them, at x and y of the screen.
func (m *model) promptRows(width, x, y int, v *tea.View) []string {
	head := "# "
	if ns := m.session.player.Namespace(); ns != topo.HostName {
		head = ns + " # "
	}
	line, at := m.prompt.area.Value(), m.prompt.cursor()
	if s := m.prompt.search; s != nil {
		head = m.words.searching + " " + s.text + m.words.colon
		line = m.prompt.found()
		at = max(0, strings.Index(line, s.text))
	}
	room := max(width-ansi.StringWidth(head), 4)
	row, column := m.painted(line, at, room)
	if line == "" && m.prompt.search == nil {
		row = m.theme.Dim.Render(ansi.Truncate(m.words.typeHere, room, "…"))
	}
	if c := m.prompt.area.Cursor(); c != nil {
		c.X, c.Y = x+ansi.StringWidth(head)+column, y
		v.Cursor = c
	}
	return []string{m.theme.Key.Render(head) + row, ansi.Truncate(m.nextWords(line), width, "…")}
}

// painted is the part of a line that fits beside its cursor, a byte of it, coloured by what its words are; column is the cursor's.
func (m *model) painted(line string, at, width int) (row string, column int) {
	from := 0
	// A place is kept for the cursor behind the last letter.
	for ansi.StringWidth(line[from:at]) >= width {
		_, size := firstRune(line[from:])
		from += size
	}
	styles := make([]*lipgloss.Style, len(line))
	for _, mark := range m.tables.Marks(line, at, m.has()) {
		style := m.roleStyle(mark.Role)
		for i := mark.From; i < mark.To; i++ {
			styles[i] = &style
		}
	}
	var b strings.Builder
	used := 0
	for i := from; i < len(line); {
		r, size := firstRune(line[i:])
		if used += ansi.StringWidth(r); used > width {
			break
		}
		if styles[i] != nil {
			r = styles[i].Render(r)
		}
		b.WriteString(r)
		i += size
	}
	return b.String(), ansi.StringWidth(line[from:at])
}

func firstRune(s string) (first string, size int) {
	for i := range s {
		if i > 0 {
			return s[:i], i
		}
	}
	return s, len(s)
}

// roleStyle is how a word of a line looks. What is wrong is underlined too: colour alone is no sign.
func (m *model) roleStyle(r explain.Role) lipgloss.Style {
	switch r {
	case explain.Program:
		return m.theme.Strong
	case explain.Keyword:
		return m.theme.Code
	case explain.Value:
		return m.theme.Link
	case explain.Operator:
		return m.theme.Dim
	case explain.Wrong:
		return m.theme.Bad.Underline(true)
	}
	return m.theme.Text
}

// nextWords is the row under the line: the candidates, the one that was picked in brackets and explained; else the usage of the
// command at the cursor.
func (m *model) nextWords(line string) string {
	t := m.theme
	if c := m.prompt.choice; len(c.candidates) > 0 {
		var list []string
		for i, candidate := range c.candidates[max(0, c.picked):] {
			if i == 0 && c.picked >= 0 {
				said := t.Key.Render("[" + candidate.Word + "]")
				if candidate.Text != "" {
					said += " " + t.Text.Render(candidate.Text)
				}
				list = append(list, said)
				continue
			}
			list = append(list, t.Dim.Render(candidate.Word))
		}
		return strings.Join(list, "  ")
	}
	if m.prompt.search != nil || line == "" {
		return ""
	}
	c := m.completion()
	if c.Command == "" {
		return ""
	}
	return t.Dim.Render(c.Command + ":  " + strings.NewReplacer("<", "", ">", "").Replace(strings.Join(c.Forms, "  ")))
}
