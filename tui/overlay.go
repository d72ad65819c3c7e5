package tui

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"vethlab/tui/diagram"
)

// helpBox tells every key that means something here, in two columns where one would not fit.
func (m *model) helpBox() []string {
	lines, headings := m.helpLines()
	height := m.height - 4
	if half := (len(lines) + 1) / 2; len(lines) > height {
		if slices.Contains(headings, half-1) {
			half-- // It stays with what it heads.
		}
		lines = beside(lines[:half], lines[half:])
	}
	return m.scrolledBox(m.words.help, lines, height)
}

// scrolledBox shows as many lines as there is room for, from where it is scrolled to; it is as wide as the widest of all.
func (m *model) scrolledBox(title string, lines []string, height int) []string {
	all, wide := len(lines), 0
	for _, l := range lines {
		wide = max(wide, ansi.StringWidth(l))
	}
	lines, m.help = window(lines, m.help, height)
	note := ""
	if m.help+len(lines) < all {
		note = m.words.below
	}
	lines = slices.Clone(lines)
	lines[0] = pad(lines[0], wide)
	return m.box(title, note, lines)
}

// helpLines are all keys and signs, and which of the lines are headings.
func (m *model) helpLines() (lines []string, headings []int) {
	groups := m.keys.groups(m.words, m.session != nil)
	wide := 0
	for _, g := range groups {
		for _, b := range g.keys {
			wide = max(wide, ansi.StringWidth(b.Help().Key))
		}
	}
	head := func(title string) {
		headings = append(headings, len(lines))
		lines = append(lines, m.theme.Strong.Render(title))
	}
	for i, g := range groups {
		if i > 0 {
			head(g.title)
		}
		for _, b := range g.keys {
			lines = append(lines, m.helpRow(b, wide))
		}
	}
	if m.session != nil {
		head(m.words.signs)
		for _, s := range append([]diagram.Sign{{Mark: "● ○", Meaning: m.words.steps}, {Mark: "◐ ◉", Meaning: m.words.here}}, diagram.Legend(m.words.diagram)...) {
			lines = append(lines, m.theme.Code.Render(pad(s.Mark, wide))+"  "+m.theme.Text.Render(s.Meaning))
		}
	}
	return append(lines, wrap([]run{{m.words.mouse, m.theme.Dim}}, 28)...), headings
}

func (m *model) keyRow(b key.Binding, wide int) string {
	return m.theme.Key.Render(pad(b.Help().Key, wide)) + "  " + m.theme.Text.Render(b.Help().Desc)
}

// helpRow is that of a key in the help, where it stands with its other names.
func (m *model) helpRow(b key.Binding, wide int) string {
	row := m.keyRow(b, wide)
	for _, name := range others(b) {
		row += " " + m.theme.Key.Render(name)
	}
	return row
}

// beside puts two columns side by side.
func beside(left, right []string) []string {
	wide := 0
	for _, l := range left {
		wide = max(wide, ansi.StringWidth(l))
	}
	lines := make([]string, len(left))
	for i := range left {
		lines[i] = pad(left[i], wide)
		if i < len(right) {
			lines[i] += "   " + right[i]
		}
	}
	return lines
}

// jumpTop is the first step that the list of steps shows.
func (m *model) jumpTop() (top, height int) {
	steps := len(m.session.lesson.Steps)
	height = min(steps, m.height-4)
	return max(min(m.jump-height/2, steps-height), 0), height
}

// jumpBox lists the steps.
func (m *model) jumpBox() []string {
	s := m.session
	top, height := m.jumpTop()
	var lines []string
	for i := top; i < top+height; i++ {
		sign, style := "  ", m.theme.Text
		if i == m.jump {
			sign, style = "▶ ", m.theme.Next
		}
		done := "○"
		if m.done(i) {
			done = "●"
		}
		title := fmt.Sprintf("%2d  %s", i+1, s.lesson.Steps[i].Title)
		lines = append(lines, style.Render(sign)+m.theme.Dim.Render(done)+" "+style.Render(title))
	}
	return m.box(m.words.jumpTo, "", lines)
}

func (m *model) resetBox() []string {
	return m.askBox(m.words.again, m.words.askReset, m.keys.onReset())
}

func (m *model) leaveBox() []string {
	return m.askBox(m.departure.title, m.departure.why, m.keys.onLeave(m.departure.enter, m.words.keys.stay))
}

// askBox asks before something is lost, and says what.
func (m *model) askBox(title, why string, keys []key.Binding) []string {
	lines := []string{why, ""}
	for _, b := range keys {
		lines = append(lines, m.keyRow(b, len("enter")))
	}
	return m.box(title, "", lines)
}
