package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// pad makes text exactly so wide: cut, with … where something is lost, or filled with blanks.
func pad(s string, width int) string {
	w := ansi.StringWidth(s)
	if w > width {
		s = ansi.Truncate(s, width, "…")
		w = ansi.StringWidth(s)
	}
	return s + strings.Repeat(" ", max(width-w, 0))
}

// frame draws a box of exactly that size around lines, with its title in the upper border and a note at the right of it.
// The one that has the focus has heavy lines, so that it is known without colour.
func frame(r rectangle, title, note string, lines []string, style lipgloss.Style, focused bool) []string {
	if r.width < 4 || r.height < 2 {
		return make([]string, max(r.height, 0))
	}
	const light, heavy = "╭─╮│╰╯", "┏━┓┃┗┛"
	set := []rune(light)
	if focused {
		set = []rune(heavy)
	}
	part := func(i int) string { return string(set[i]) }
	if title != "" {
		title = " " + title + " "
	}
	if note != "" {
		note = " " + note + " "
	}
	room := r.width - 4
	title = ansi.Truncate(title, room, "… ")
	if ansi.StringWidth(title)+ansi.StringWidth(note) > room {
		note = ""
	}
	fill := strings.Repeat(part(1), room-ansi.StringWidth(title)-ansi.StringWidth(note))
	out := make([]string, 0, r.height)
	head := style.Bold(true)
	if !focused {
		head = lipgloss.NewStyle()
	}
	out = append(out, style.Render(part(0)+part(1))+head.Render(title)+style.Render(fill)+head.Render(note)+
		style.Render(part(1)+part(2)))
	side := style.Render(part(3))
	width, height := r.inner()
	for i := range height {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		out = append(out, side+" "+pad(line, width)+" "+side)
	}
	return append(out, style.Render(part(4)+strings.Repeat(part(1), r.width-2)+part(5)))
}

func boxWidth(box []string) int { return ansi.StringWidth(box[0]) }

// corner is where a box begins that lies over the middle of a screen.
func corner(width, height int, box []string) (x, y int) {
	return max((width-boxWidth(box))/2, 0), max((height-len(box))/2, 0)
}

// over lays a box over the middle of a screen.
func over(screen []string, width int, box []string) []string {
	if len(box) == 0 {
		return screen
	}
	wide := boxWidth(box)
	x, y := corner(width, len(screen), box)
	out := append([]string{}, screen...)
	for i, line := range box {
		if y+i >= len(out) {
			break
		}
		left := pad(ansi.Truncate(out[y+i], x, ""), x)
		right := ansi.Cut(out[y+i], x+wide, width)
		if ansi.StringWidth(right) > width-x-wide {
			// The box ends in the middle of a wide character, whose other half is a blank.
			right = " " + ansi.Cut(out[y+i], x+wide+1, width)
		}
		out[y+i] = left + line + pad(right, width-x-wide)
	}
	return out
}

// window gives the part of lines that a pane of that height shows, none if that is below 0, and the offset made right.
func window(lines []string, offset, height int) ([]string, int) {
	height = max(height, 0)
	offset = max(min(offset, len(lines)-height), 0)
	return lines[offset:min(offset+height, len(lines))], offset
}

// box is a frame that is as wide as its lines need, and no wider than the screen.
func (m *model) box(title, note string, lines []string) []string {
	wide := ansi.StringWidth(title+note) + 4
	for _, l := range lines {
		wide = max(wide, ansi.StringWidth(l))
	}
	r := rectangle{width: min(wide+4, m.width-4), height: len(lines) + 2}
	return frame(r, title, note, lines, m.theme.Focus, true)
}
