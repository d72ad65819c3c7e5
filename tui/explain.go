package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/explain"
)

// explained is what the box tells: the line that the learner has just typed, else the command that comes next, else the last one, word by
// word; and the words of what the last one printed. What came before the step is none of it.
func (s *session) explained(table explain.Words, lang string) (command string, words []explain.Entry, last *entry, shown []explain.Entry) {
	if n := len(s.entries); n > s.came {
		last = s.entries[n-1]
	} else if s.next > 0 {
		last = s.ran[place{s.step, s.next - 1}]
	}
	switch {
	case last != nil && last.own:
		command = last.line
	case s.nextLine() != "":
		command = s.nextLine()
	case last != nil:
		command = last.line
	}
	if command != "" {
		words = table.Line(command, lang)
	}
	if last == nil {
		return command, words, nil, nil
	}
	seen := map[string]bool{}
	for line := range strings.Lines(last.output) {
		for _, e := range table.Output(line, lang) {
			if !e.Unknown && !seen[e.Topic()] {
				seen[e.Topic()] = true
				shown = append(shown, e)
			}
		}
	}
	return command, words, last, shown
}

// openExplanation shows the box over the rest.
func (m *model) openExplanation() {
	m.under, m.mode, m.help = m.mode, explainMode, 0
}

// explainBox is what the words of the command at hand mean, and beside a line of the learner's own those of the lesson's next command: before
// one that went wrong, behind another.
func (m *model) explainBox() []string {
	command, words, last, shown := m.session.explained(m.tables(), m.words.lang)
	var lines []string
	if command != "" {
		lines = m.takenApart(command, words)
	}
	if len(shown) > 0 {
		heading := m.words.shownWords
		if last.line != command {
			heading = fmt.Sprintf(m.words.printedBy, strings.TrimSpace(last.line))
		}
		lines = append(append(append(lines, ""), wrapAtBlanks([]run{{heading, m.theme.Strong}}, m.explainWidth())...), m.entryRows(shown)...)
	}
	if next := m.session.nextLine(); next != "" && next != command {
		asked := m.takenApart(next, m.tables().Line(next, m.words.lang))
		if last.status != 0 {
			// What went wrong was told as it did.
			lines = append(append(asked, ""), lines...)
		} else {
			lines = append(append(lines, ""), asked...)
		}
	}
	if len(lines) == 0 {
		lines = []string{m.words.nothingToExplain}
	}
	return m.scrolledBox(m.words.meaning, lines, m.height-4)
}

// nextLine is the lesson's command that comes next in the step; empty for none.
func (s *session) nextLine() string {
	if commands := s.now().Commands(); s.next < len(commands) {
		return commands[s.next].Line
	}
	return ""
}

// takenApart is a command, and what its words mean.
func (m *model) takenApart(command string, words []explain.Entry) []string {
	lines := wrapAtBlanks([]run{{"▶ " + command, m.theme.Next}}, m.explainWidth())
	return append(append(lines, ""), m.entryRows(words)...)
}

// explainWidth is how wide the box is inside, at most.
func (m *model) explainWidth() int { return min(m.width-8, 92) }

// entryRows puts the words at the left and what they mean beside.
func (m *model) entryRows(list []explain.Entry) []string {
	wide := 0
	for _, e := range list {
		wide = max(wide, min(ansi.StringWidth(e.Words), 24))
	}
	var lines []string
	for _, e := range list {
		word := ansi.Truncate(e.Words, wide, "…")
		for i, l := range wrap([]run{{e.Say(m.words.lang), m.theme.Text}}, m.explainWidth()-wide-2) {
			left := ""
			if i == 0 {
				left = m.theme.Code.Render(word)
			}
			lines = append(lines, pad(left, wide)+"  "+l)
		}
	}
	return lines
}
