package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/explain"
	"vethlab/lab/history"
	"vethlab/lab/topo"
	"vethlab/lessons"
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

// pressPrompt takes the keys while a line is typed.
func (m *model) pressPrompt(msg tea.KeyPressMsg) tea.Cmd {
	s := m.session
	if m.prompt.search != nil && m.prompt.pressSearch(msg) {
		return nil
	}
	switch k := m.keys; {
	case matches(msg, k.complete) && m.meant() != "":
		m.prompt.put(0, m.meant())
	case matches(msg, k.complete):
		by := 1
		if msg.String() == "shift+tab" {
			by = -1
		}
		m.prompt.complete(m.completion(), by)
		return nil
	case matches(msg, k.leave) && len(m.prompt.choice.candidates) > 0:
		m.prompt.choice = choice{}
	case matches(msg, k.leave):
		if m.closePrompt(); m.prompt.area.Value() != "" {
			s.notice = m.words.lineKept
		}
	case matches(msg, k.help) && m.isPromptEmpty():
		m.under, m.mode, m.help = promptMode, helpMode, 0
	case matches(msg, k.search):
		m.prompt.search = &search{found: len(m.prompt.history)}
	case matches(msg, k.clear):
		m.clearPrompt()
	case matches(msg, k.readBack), matches(msg, k.readOn):
		_, height := m.layout().panes[terminalPane].inner()
		by := max(height/2, 1)
		if matches(msg, k.readBack) {
			by = -by
		}
		m.scrollBy(terminalPane, by)
	case matches(msg, k.exit) && m.prompt.area.Value() == "" && s.player.Namespace() != topo.HostName:
		m.enterLine("exit")
		s.nextPasted()
	case matches(msg, k.exit) && m.prompt.area.Value() == "":
		m.closePrompt()
		s.notice = m.words.leftPrompt
	case matches(msg, k.older):
		m.prompt.older()
	case matches(msg, k.newer):
		m.prompt.newer()
	case matches(msg, k.send):
		m.enterLine(m.prompt.area.Value())
		if s.busy() && m.prompt.begun == "" {
			s.notice = m.waiting()
		}
		s.nextPasted()
		m.unhold()
	default:
		m.prompt.choice = choice{}
		return m.prompt.update(msg)
	}
	return nil
}

// isPromptEmpty tells that nothing is typed, nor searched for: the key of the help may help then as everywhere, since no command begins with it.
func (m *model) isPromptEmpty() bool {
	return m.prompt.area.Value() == "" && m.prompt.begun == "" && m.prompt.search == nil
}

// meant is the line that the learner's last one may have been meant to be, while nothing is typed; empty for none.
func (m *model) meant() string {
	last := m.session.last()
	if !m.isPromptEmpty() || m.session.busy() || !last.own {
		return ""
	}
	return explain.Meant(last.advice, m.words.lang)
}

// clearPrompt stops what runs, or else drops what was typed. An empty prompt stays, as a shell's does.
func (m *model) clearPrompt() {
	s := m.session
	if !s.busy() {
		m.prompt.forget()
		return
	}
	s.interrupt()
}

// waiting tells that what is typed runs later, and how many lines do already.
func (m *model) waiting() string {
	if n := len(m.session.pasted); n > 0 {
		return m.words.queued + fmt.Sprintf(m.words.alsoWait, n)
	}
	return m.words.queued
}

// paste takes text from the clipboard: whole commands run one after the other, as in a shell; the last line, without an
// end, is left to be gone on with.
func (m *model) paste(text string) tea.Cmd {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	if len(lines) == 1 {
		return m.prompt.update(tea.PasteMsg{Content: text})
	}
	cmd := m.prompt.update(tea.PasteMsg{Content: lines[0]})
	last := len(lines) - 1
	m.enterLine(m.prompt.area.Value())
	for _, line := range lines[1:last] {
		m.enterLine(line)
	}
	m.prompt.area.SetValue(lines[last])
	m.session.nextPasted()
	m.unhold()
	return cmd
}

// closePrompt goes back to the lesson, which may be hidden meanwhile; what was typed of a line stays for the next time.
func (m *model) closePrompt() {
	m.prompt.choice, m.prompt.search, m.prompt.begun = choice{}, nil, ""
	m.prompt.area.Blur()
	m.mode = lessonMode
}

// task are the rows that tell what the learner is to do, while a command is typed where the lesson cannot be seen: its points, or the first of
// its words.
func (m *model) task(width, height int) []string {
	s := m.session
	if m.mode != promptMode || !m.inline() || !s.now().YourTurn || s.isDone(s.step) {
		return nil
	}
	var points, rows []string
	for _, b := range s.now().Blocks {
		p, ok := b.(lessons.Paragraph)
		if !ok {
			continue
		}
		text := wrap(styled(p.Text, m.theme, m.theme.Text, !m.options.NoColor), width-2)
		if p.Bullet == "" {
			rows = append(rows, text...)
			continue
		}
		for i, row := range text {
			head := "  "
			if i == 0 {
				head = m.theme.Next.Render("▶ ")
			}
			points = append(points, head+row)
		}
	}
	if len(points) == 0 {
		points = rows
	}
	if most := height / 3; len(points) > most {
		points = append(points[:max(most-1, 0)], m.theme.Dim.Render("…"))
	}
	return points
}

// promptRows are the lines of the command that is typed and, under them, what may come next or what stands for choice, in a pane of
// that size. The cursor stands at column x of the row y of them.
func (m *model) promptRows(width, height int) (rows []string, x, y int) {
	most := max(min(height/4, 3), 1)
	begun := min(most, max(height-2, 0)) // one row is for the line, one for what may come next
	head := "# "
	if ns := m.session.player.Namespace(); ns != topo.HostName {
		head = ns + " # "
	}
	for before := range strings.Lines(m.prompt.begun) {
		before = expand(strings.TrimRight(head+before, "\n"))
		rows, head = append(rows, m.theme.Dim.Render(ansi.Truncate(before, width, "…"))), "> "
	}
	rows = rows[max(len(rows)-begun, 0):]
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
		} else if line := m.meant(); line != "" {
			invitation = fmt.Sprintf(m.words.tabWrites, line)
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
