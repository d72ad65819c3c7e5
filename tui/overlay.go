package tui

import (
	"fmt"
	"strings"
)

// helpBox tells every key.
func (m *model) helpBox() []string {
	var lines []string
	wide := 0
	for _, b := range m.keys.all() {
		wide = max(wide, len([]rune(b.Help().Key)))
	}
	for _, b := range m.keys.all() {
		lines = append(lines, m.theme.Key.Render(pad(b.Help().Key, wide))+"  "+m.theme.Text.Render(b.Help().Desc))
	}
	height := min(len(lines), m.height-4)
	lines, m.help = window(lines, m.help, height)
	return m.box(m.words.help, lines)
}

// jumpBox lists the steps.
func (m *model) jumpBox() []string {
	s := m.session
	var lines []string
	for i, step := range s.lesson.Steps {
		sign, style := "  ", m.theme.Text
		if i == m.jump {
			sign, style = "▶ ", m.theme.Next
		}
		done := "○"
		if s.isDone(i) || s.listed && m.list.progress != nil && m.list.progress.Has(s.lesson.ID, i) {
			done = "●"
		}
		lines = append(lines, style.Render(sign)+m.theme.Dim.Render(done)+" "+style.Render(fmt.Sprintf("%2d  %s", i+1, step.Title)))
	}
	height := min(len(lines), m.height-4)
	lines, _ = window(lines, m.jump-height/2, height)
	return m.box(m.words.jumpTo, lines)
}

func (m *model) resetBox() []string {
	return m.box(m.words.again, strings.Split(m.words.askAgain, "\n"))
}
