package tui

import (
	"strings"

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
	return m.tables().Complete(m.prompt.area.Value(), m.prompt.cursor(), m.has(), m.words.lang)
}

// enterLine takes a line that was typed or pasted. The command of which it is the last waits for its turn, and is kept for the next
// start too.
func (m *model) enterLine(line string) {
	command, fresh := m.prompt.take(line)
	for _, entry := range fresh {
		if err := history.Add(m.options.History, entry); err != nil {
			m.session.notice = err.Error()
			m.options.History = ""
		}
	}
	if command != "" {
		m.session.pasted = append(m.session.pasted, command)
	}
}

// promptRows are the lines of the command that is typed and, under them, what may come next or what stands for choice, in a pane of
// that size. The cursor stands at column x of the row y of them.
func (m *model) promptRows(width, height int) (rows []string, x, y int) {
	most := max(min(height/4, 3), 1)
	head := "# "
	if ns := m.session.player.Namespace(); ns != topo.HostName {
		head = ns + " # "
	}
	for before := range strings.Lines(m.prompt.begun) {
		before = expand(strings.TrimRight(head+before, "\n"))
		rows, head = append(rows, m.theme.Dim.Render(ansi.Truncate(before, width, "…"))), "> "
	}
	rows = rows[max(len(rows)-most, 0):]
	line, at := m.prompt.area.Value(), m.prompt.cursor()
	if s := m.prompt.search; s != nil {
		head = strings.TrimSpace(m.words.searching+" "+s.text) + m.words.colon
		line = m.prompt.found()
		at = max(0, strings.Index(line, s.text))
	}
	room := max(width-ansi.StringWidth(head), 4)
	row, column := m.painted(line, at, room)
	if line == "" && m.prompt.search == nil && m.prompt.begun == "" {
		invitation := m.words.typeHere
		if m.session.busy() {
			invitation = m.waiting()
		}
		row = m.theme.Dim.Render(ansi.Truncate(invitation, room, "…"))
	}
	x, y = ansi.StringWidth(head)+column, len(rows)
	return append(append(rows, m.theme.Key.Render(head)+row), m.hints(line, width, most)...), x, y
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
	for _, mark := range m.tables().Marks(line, at, m.has()) {
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

// hints are the rows under the line, at least one: as many of the words that may come next as there is room for.
func (m *model) hints(line string, width, most int) []string {
	rows := wrapAtBlanks(m.nextWords(line), width)
	if len(rows) > most {
		rows = rows[:most]
		rows[most-1] = ansi.Truncate(rows[most-1], width-2, "") + m.theme.Dim.Render(" …")
	}
	for i := range rows {
		rows[i] = strings.ReplaceAll(rows[i], together, " ")
	}
	return rows
}

// together is a no-break space, which holds together what belongs together.
const together = "\u00a0"

// nextWords are what may come next: the candidates, the one that was picked in brackets and explained; else the usage of the command
// at the cursor.
func (m *model) nextWords(line string) []run {
	t := m.theme
	var list []run
	add := func(word string, style lipgloss.Style) {
		if len(list) > 0 {
			list = append(list, run{"  ", style})
		}
		list = append(list, run{strings.ReplaceAll(word, " ", together), style})
	}
	if c := m.prompt.choice; len(c.candidates) > 0 {
		for i, candidate := range c.candidates[max(0, c.picked):] {
			if i > 0 || c.picked < 0 {
				add(candidate.Word, t.Dim)
				continue
			}
			add("["+candidate.Word+"]", t.Key)
			if candidate.Text != "" {
				list = append(list, run{" " + candidate.Text, t.Text})
			}
		}
		return list
	}
	if m.prompt.search != nil || line == "" {
		return nil
	}
	c := m.completion()
	if c.Command == "" {
		return nil
	}
	add(c.Command+":", t.Dim)
	for _, form := range c.Forms {
		add(strings.NewReplacer("<", "", ">", "").Replace(form), t.Dim)
	}
	return list
}
