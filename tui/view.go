package tui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// View shows the model.
func (m *model) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "vethlab"
	if m.width == 0 || m.height == 0 {
		return v
	}
	if m.width < leastWidth || m.height < leastHeight {
		v.Content = pad(fmt.Sprintf(m.words.tooSmall, leastWidth, leastHeight, m.width, m.height), m.width)
		return v
	}
	screen := m.screen(&v)
	switch m.mode {
	case helpMode:
		screen = over(screen, m.width, m.helpBox())
	case explainMode:
		screen = over(screen, m.width, m.explainBox())
	case jumpMode:
		screen = over(screen, m.width, m.jumpBox())
	case resetMode:
		screen = over(screen, m.width, m.resetBox())
	case leaveMode:
		screen = over(screen, m.width, m.leaveBox())
	}
	v.Content = strings.Join(screen, "\n")
	return v
}

// screen is all rows of what lies beneath.
func (m *model) screen(v *tea.View) []string {
	rows := []string{m.bar()}
	m.foldable = false
	switch {
	case m.opening != nil:
		rows = append(rows, m.openingPanes()...)
	case m.session == nil:
		rows = append(rows, m.listPane()...)
	default:
		rows = append(rows, m.lessonPanes(v)...)
	}
	return append(rows, m.footer())
}

// bar is the line at the top: the program, the lesson, how far one is, and where what is shown comes from.
func (m *model) bar() string {
	t := m.theme
	source := m.words.live
	if m.list.refusal != nil {
		source = m.words.recorded
	}
	right := " " + source + " · " + m.words.lang + " "
	left := " vethlab "
	if m.opening != nil {
		left += " " + m.opening.Title
	} else if s := m.session; s != nil {
		left += " " + s.lesson.Title + "  "
		way := fmt.Sprintf(m.words.step, s.step+1, len(s.lesson.Steps))
		dots := " " + m.dots()
		room := m.width - ansi.StringWidth(left) - ansi.StringWidth(right)
		if ansi.StringWidth(way+dots) <= room {
			way += dots
		}
		if over := ansi.StringWidth(way) - room; over > 0 {
			left = pad(left, ansi.StringWidth(left)-over-1) + " "
		}
		left += way
	}
	return t.Bar.Render(pad(left, m.width-ansi.StringWidth(right)) + right)
}

// dots are the steps: done, here, here and done, to come.
func (m *model) dots() string {
	s := m.session
	var b strings.Builder
	for i := range s.lesson.Steps {
		switch {
		case i == s.step && m.done(i):
			b.WriteString("◉")
		case i == s.step:
			b.WriteString("◐")
		case m.done(i):
			b.WriteString("●")
		default:
			b.WriteString("○")
		}
	}
	return b.String()
}

// done tells that a step was done, now or another time: as the list of lessons counts it, where that counts. What was played only to come
// to a step was not done, and what was begun again is as new.
func (m *model) done(step int) bool {
	s := m.session
	if s.listed && m.list.progress != nil && !s.afresh[step] {
		return m.list.progress.Has(s.lesson.ID, step)
	}
	return s.isDone(step)
}

// footer is the line at the bottom: what went wrong, what is going on, or the keys that matter now.
func (m *model) footer() string {
	t := m.theme
	switch s := m.session; {
	case m.failure != "" && s != nil:
		return pad(" "+t.Bad.Render("✗ "+m.failure), m.width)
	case m.mode == openingMode && s == nil:
		return pad(" "+t.Warn.Render("… "+m.words.opening), m.width)
	case s != nil && s.notice != "":
		return pad(" "+t.Warn.Render(s.notice), m.width)
	}
	return m.keyLine(m.keysNow())
}

// keysNow are the keys that mean something now.
func (m *model) keysNow() []key.Binding {
	s, k := m.session, m.keys
	switch m.mode {
	case helpMode, explainMode:
		return []key.Binding{k.up, k.down, k.cancel}
	case jumpMode:
		return k.onJump()
	case resetMode:
		return k.onReset()
	case leaveMode:
		return k.onLeave(m.departure.enter, m.words.keys.stay)
	case promptMode:
		if m.prompt.search != nil {
			return k.onSearch()
		}
		if m.isPromptEmpty() {
			return slices.Insert(k.atPrompt(), 1, k.help)
		}
		return k.atPrompt()
	}
	if s == nil {
		return slices.DeleteFunc(k.inList(), func(b key.Binding) bool {
			return slices.Contains([]string{"pgdn", "pgup", "home", "end"}, b.Help().Key)
		})
	}
	return m.keysInLesson()
}

// keysInLesson are those in a lesson, under which nothing else lies.
func (m *model) keysInLesson() []key.Binding {
	s, k := m.session, m.keys
	k.next.SetHelp(k.next.Help().Key, m.words.keys.nextShort)
	k.focus.SetHelp(k.focus.Help().Key, m.words.keys.focusShort)
	if m.zoom {
		k.zoom.SetHelp("z", m.words.keys.unzoom)
	}
	if s.busy() {
		k.prompt.SetHelp(k.prompt.Help().Key, m.words.keys.promptLong)
		return slices.DeleteFunc(k.whileRunning(), func(b key.Binding) bool {
			return m.list.refusal != nil && b.Help().Key == k.prompt.Help().Key
		})
	}
	enter := m.enterDoes()
	k.run.SetHelp("enter", enter)
	bindings := k.inLesson(s.now().YourTurn && !s.isDone(s.step), s.managed[s.step])
	if m.zoom {
		// The way back to the lesson comes first.
		bindings = append([]key.Binding{k.zoom}, slices.DeleteFunc(bindings, func(b key.Binding) bool {
			return b.Help().Key == k.zoom.Help().Key
		})...)
	}
	isFocus := func(b key.Binding) bool { return b.Help().Key == k.focus.Help().Key }
	if behind := slices.IndexFunc(bindings, isFocus) + 1; m.unfolds() {
		k.unfold.SetHelp(k.unfold.Help().Key, m.words.keys.unfoldShort)
		bindings = slices.Insert(slices.Clone(bindings), behind, k.unfold)
	}
	return slices.DeleteFunc(bindings, func(b key.Binding) bool {
		switch b.Help().Key {
		case k.run.Help().Key:
			return enter == ""
		case k.next.Help().Key:
			// Enter does the same, or there is none.
			return enter == m.words.keys.next || s.step == len(s.lesson.Steps)-1
		case k.previous.Help().Key:
			return s.step == 0
		case k.prompt.Help().Key:
			return m.list.refusal != nil
		}
		return false
	})
}

// enterDoes says what enter does just now; nothing at the end.
func (m *model) enterDoes() string {
	s, k := m.session, m.words.keys
	switch {
	case m.unread:
		return k.more
	case s.question() != nil && m.focus != lessonPane:
		return k.question
	case s.question() != nil && s.option < 0:
		return k.choose
	case s.question() != nil:
		return k.answer
	case s.ready():
		return k.run
	case s.step < len(s.lesson.Steps)-1:
		return k.next
	}
	return ""
}

// keyLine tells as many keys as there is room for, each by the first of its names; help and the way out always.
func (m *model) keyLine(bindings []key.Binding) string {
	t := m.theme
	last := bindings[len(bindings)-2:]
	line, used := "", 1
	tell := func(b key.Binding) (string, int) {
		name, does := strings.Fields(b.Help().Key)[0], b.Help().Desc
		return " " + t.Key.Render(name) + " " + t.Text.Render(does) + " ", ansi.StringWidth(name) + ansi.StringWidth(does) + 3
	}
	tail, room := "", m.width
	for _, b := range last {
		text, w := tell(b)
		tail, room = tail+text, room-w
	}
	for _, b := range bindings[:len(bindings)-2] {
		text, w := tell(b)
		if used+w > room {
			break
		}
		line, used = line+text, used+w
	}
	return pad(line+tail, m.width)
}

func (m *model) listPane() []string {
	r := rectangle{0, 1, m.width, m.height - 2}
	_, height := r.inner()
	rows, offset := m.listRows()
	lines := rows.lines[offset:min(offset+height, len(rows.lines))]
	note := ""
	if offset+height < len(rows.lines) {
		note = m.words.below
	}
	return frame(r, m.words.lessons, note, lines, m.theme.Focus, true)
}

// listRows are the rows of the list, and how far they are scrolled.
func (m *model) listRows() (rows listRows, offset int) {
	width, height := rectangle{width: m.width, height: m.height - 2}.inner()
	rows = m.list.rows(m.words, m.theme, min(width, 100), m.failure)
	first, last := slices.Index(rows.of, m.list.at), 0
	for i, of := range rows.of {
		if of == m.list.at {
			last = i + 1
		}
	}
	if last > height {
		offset = min(last-height, first)
	}
	_, offset = window(rows.lines, max(offset, m.list.top), height)
	return rows, offset
}

// layout is where the panes stand now.
func (m *model) layout() layout {
	s := shape{width: m.width, height: m.height, focus: m.focus, zoom: m.zoom, prompt: m.mode == promptMode}
	if m.session != nil {
		s.pings = len(m.session.watches)
		if s.narrow() {
			s.drawing = m.drawingHeight()
		}
	}
	return arrange(s)
}

// lessonPanes are the rows between the bar and the keys.
func (m *model) lessonPanes(v *tea.View) []string {
	l := m.layout()
	area := make([]string, m.height-2)
	// Panes that stand side by side are put into the rows from the left to the right.
	for _, p := range []pane{lessonPane, terminalPane, networkPane} {
		lay(area, l.panes[p], m.paneRows(p, l, v))
	}
	if l.pings.height > 0 {
		lay(area, l.pings, m.pingRows(l))
	}
	for i := range area {
		area[i] = pad(area[i], m.width)
	}
	return area
}

// openingPanes are as those of the lesson, while there is no lab that could be shown.
func (m *model) openingPanes() []string {
	l := m.layout()
	area := make([]string, m.height-2)
	for _, p := range []pane{lessonPane, terminalPane, networkPane} {
		r := l.panes[p]
		if r.height == 0 {
			continue
		}
		title, style := [panes]string{m.words.lesson + " · " + m.opening.Title, m.words.network, m.words.terminal}[p], m.theme.Border
		var lines []string
		if p == lessonPane {
			width, _ := r.inner()
			lines, style = wrap([]run{{m.opening.Summary, m.theme.Text}}, min(width, 90)), m.theme.Focus
		}
		lay(area, r, frame(r, title, "", lines, style, p == lessonPane))
	}
	for i := range area {
		area[i] = pad(area[i], m.width)
	}
	return area
}

func lay(area []string, r rectangle, rows []string) {
	for i, row := range rows {
		if at := r.y - 1 + i; at < len(area) {
			area[at] = pad(area[at], r.x) + row
		}
	}
}

func (m *model) paneRows(p pane, l layout, v *tea.View) []string {
	r := l.panes[p]
	if r.height == 0 {
		if p == lessonPane {
			m.unread = false
		}
		return nil
	}
	focused := m.focus == p && m.mode == lessonMode || m.mode == promptMode && p == terminalPane
	style := m.theme.Border
	if focused {
		style = m.theme.Focus
	}
	switch p {
	case lessonPane:
		lines, note := m.lessonLines(r)
		return frame(r, m.words.lesson+" · "+m.session.now().Title, note, lines, style, focused)
	case terminalPane:
		lines, note := m.terminalRows(r, v)
		return frame(r, m.words.terminal, note, lines, style, focused)
	default:
		width, height := r.inner()
		rows, note := m.network(width, height), ""
		if m.scroll[networkPane] > 0 {
			note = m.words.above
		}
		return frame(r, m.words.network, note, rows, style, focused)
	}
}

// inline tells that what commands printed stands in the lesson: where there is no terminal beside it.
func (m *model) inline() bool { return m.zoom || m.width < wideFrom }

func (m *model) lessonLines(r rectangle) (lines []string, note string) {
	width, height := r.inner()
	d := m.document(min(width, 90), m.inline())
	offset := d.offset(height)
	switch {
	case m.held[lessonPane]:
		offset = m.scroll[lessonPane]
	case m.session.arrived:
		offset = 0
	}
	lines, offset = window(d.lines, offset, height)
	m.sees(lines)
	m.scroll[lessonPane] = offset
	m.unread = d.mark >= offset+height
	switch above, below := offset > 0, offset+height < len(d.lines); {
	case above && below:
		note = m.words.above + " " + m.words.below
	case above:
		note = m.words.above
	case below:
		note = m.words.below
	}
	return lines, note
}

// document is the step as it is told now.
func (m *model) document(width int, inline bool) document {
	d := document{words: m.words, theme: m.theme, colours: !m.options.NoColor, width: width, inline: inline}
	if m.list.refusal != nil {
		d.refusal = fmt.Sprintf(m.words.noLab, m.list.said(m.words, m.list.refusal.Error()), m.list.said(m.words, m.list.cure))
	} else {
		for _, a := range m.list.missing(m.session.lesson) {
			d.lacking = append(d.lacking, m.list.ability(m.words, m.theme, a, d.width)...)
		}
	}
	d.write(m.session)
	return d
}

func (m *model) terminalRows(r rectangle, v *tea.View) (rows []string, note string) {
	width, height := r.inner()
	var typed []string
	var x, y int
	if m.mode == promptMode {
		typed, x, y = m.promptRows(width, height)
		height -= len(typed)
	}
	task := m.task(width, height)
	height -= len(task)
	lines := m.session.terminalLines(m.words, m.theme, width)
	if len(lines) == 0 {
		lines = []string{m.theme.Dim.Render(m.words.emptyTerminal)}
	}
	offset := len(lines)
	if m.held[terminalPane] {
		offset = m.scroll[terminalPane]
	}
	all := len(lines)
	lines, m.scroll[terminalPane] = window(lines, offset, height)
	switch above := m.scroll[terminalPane]; {
	case m.mode == promptMode && above > 0:
		note = m.words.readBack
	case m.mode == promptMode && above+len(lines) < all:
		note = m.words.below
	}
	m.sees(lines)
	if c := m.prompt.area.Cursor(); c != nil && typed != nil {
		c.X, c.Y = r.x+2+x, r.y+1+len(task)+len(lines)+y
		v.Cursor = c
	}
	return slices.Concat(task, lines, typed), note
}

func (m *model) pingRows(l layout) []string {
	framed := l.wide || m.zoom
	width := l.pings.width - 2
	if framed {
		width = l.pings.width - 4
	}
	lines := m.session.pingLines(m.words, func(text string) string { return m.list.said(m.words, text) }, m.theme, width)
	if framed {
		return frame(l.pings, m.words.ping, "", lines, m.theme.Border, false)
	}
	for i := range lines {
		lines[i] = pad(" "+lines[i], l.pings.width)
	}
	return lines[:min(len(lines), l.pings.height)]
}

// farDown is further than anything can be scrolled: what shows it stops at its end.
const farDown = 1 << 20

// scrollBy scrolls a pane, which then no longer follows what is new.
func (m *model) scrollBy(p pane, by int) {
	m.held[p] = true
	m.scroll[p] = max(m.scroll[p]+by, 0)
}
