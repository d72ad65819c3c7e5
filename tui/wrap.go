package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"vethlab/lessons"
	"vethlab/tui/theme"
)

// run is a stretch of words in one style.
type run struct {
	text  string
	style lipgloss.Style
}

// wrap breaks runs into lines of at most that width, by the rules of Unicode: between words, and between Chinese characters
// but not before their punctuation, nor behind the dashes that begin a switch. What is longer than a line is cut.
func wrap(runs []run, width int) []string {
	return segmented(runs, width, func(s string, state int) (segment, rest string, must bool, next int) {
		segment, rest, must, next = uniseg.FirstLineSegmentInString(s, state)
		for strings.Trim(segment, "-") == "" && rest != "" && !must {
			var more string
			more, rest, must, next = uniseg.FirstLineSegmentInString(rest, next)
			segment += more
		}
		return segment, rest, must, next
	})
}

// wrapAtBlanks breaks commands and what they print: only at blanks, so that no word of theirs is torn at a hyphen.
func wrapAtBlanks(runs []run, width int) []string {
	return segmented(runs, width, func(s string, _ int) (segment, rest string, must bool, state int) {
		at := strings.IndexAny(s, " \n")
		for at >= 0 && at < len(s) && s[at] == ' ' {
			at++
		}
		if at < 0 {
			at = len(s)
		}
		if at < len(s) && s[at] == '\n' {
			return s[:at+1], s[at+1:], true, -1
		}
		return s[:at], s[at:], false, -1
	})
}

// breaker cuts off the part of a text that must stay together, as uniseg does; must tells that a line ends behind it.
type breaker func(text string, state int) (segment, rest string, must bool, next int)

func segmented(runs []run, width int, first breaker) []string {
	w := wrapper{width: max(width, 2)}
	var all strings.Builder
	for _, r := range runs {
		all.WriteString(r.text)
	}
	rest, state := all.String(), -1
	at := 0
	for len(rest) > 0 {
		var segment string
		var must bool
		segment, rest, must, state = first(rest, state)
		w.add(slice(runs, at, at+len(segment)))
		at += len(segment)
		if must && len(rest) > 0 {
			w.end()
		}
	}
	w.end()
	return w.lines
}

// slice is the part of runs between two offsets of their text.
func slice(runs []run, from, to int) []run {
	var part []run
	at := 0
	for _, r := range runs {
		a, b := max(from-at, 0), min(to-at, len(r.text))
		if a < b {
			part = append(part, run{r.text[a:b], r.style})
		}
		at += len(r.text)
	}
	return part
}

type wrapper struct {
	width int
	lines []string
	line  []run
	used  int
}

// add sets a segment that must not be broken, on the next line if it does not fit on this one.
func (w *wrapper) add(segment []run) {
	text := ""
	for _, r := range segment {
		text += r.text
	}
	bare := ansi.StringWidth(strings.TrimRight(text, " \n"))
	if w.used+bare > w.width && w.used > 0 {
		w.end()
	}
	for bare > w.width {
		var head string
		for _, r := range segment {
			head += r.text
		}
		cut := len(ansi.Truncate(head, w.width, ""))
		if cut == 0 {
			break
		}
		w.line = append(w.line, slice(segment, 0, cut)...)
		segment = slice(segment, cut, len(head))
		w.end()
		bare = ansi.StringWidth(strings.TrimRight(head[cut:], " \n"))
	}
	for _, r := range segment {
		w.line = append(w.line, r)
		w.used += ansi.StringWidth(strings.TrimRight(r.text, "\n"))
	}
}

// end finishes a line, without the blanks at its end.
func (w *wrapper) end() {
	for len(w.line) > 0 {
		last := &w.line[len(w.line)-1]
		last.text = strings.TrimRight(last.text, " \n")
		if last.text != "" {
			break
		}
		w.line = w.line[:len(w.line)-1]
	}
	var b strings.Builder
	for _, r := range w.line {
		b.WriteString(r.style.Render(r.text))
	}
	w.lines = append(w.lines, b.String())
	w.line, w.used = nil, 0
}

// styled gives a lesson's text as runs. Without colours the Markdown's backticks stay, since nothing else would tell code
// from words.
func styled(text lessons.Text, t *theme.Theme, base lipgloss.Style, colours bool) []run {
	var runs []run
	for _, s := range text {
		switch s.Style {
		case lessons.Code:
			if colours {
				runs = append(runs, run{s.Text, t.Code})
			} else {
				runs = append(runs, run{"`" + s.Text + "`", base})
			}
		case lessons.Strong:
			runs = append(runs, run{s.Text, base.Bold(true)})
		case lessons.Emph:
			runs = append(runs, run{s.Text, base.Italic(true)})
		default:
			runs = append(runs, run{s.Text, base})
		}
	}
	return runs
}

// marked gives words in which `code` stands between backticks.
func marked(text string, t *theme.Theme, base lipgloss.Style) []run {
	var runs []run
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			runs = append(runs, run{part, t.Code})
		} else {
			runs = append(runs, run{part, base})
		}
	}
	return runs
}

// bare makes what a program printed fit for a pane, but for its tabs: no escape sequences, and of a line that was written over
// (carriage return) the last.
func bare(output string) []string {
	output = strings.TrimSuffix(ansi.Strip(strings.ReplaceAll(output, "\r\n", "\n")), "\n")
	if output == "" {
		return nil
	}
	lines := strings.Split(output, "\n")
	for i, l := range lines {
		if at := strings.LastIndexByte(l, '\r'); at >= 0 {
			lines[i] = l[at+1:]
		}
	}
	return lines
}

// expanded has blanks for tabs.
func expanded(lines []string) []string {
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = expand(l)
	}
	return list
}

// expand replaces tabs by blanks.
func expand(line string) string {
	if !strings.Contains(line, "\t") {
		return line
	}
	var b strings.Builder
	for _, part := range strings.SplitAfter(line, "\t") {
		word, tab := strings.CutSuffix(part, "\t")
		b.WriteString(word)
		if tab {
			b.WriteString(strings.Repeat(" ", tabStop-ansi.StringWidth(b.String())%tabStop))
		}
	}
	return b.String()
}

// folded breaks what a program printed into rows of a width, at blanks where it can: what goes on from the row before is
// indented, and further than that was.
func folded(lines []string, width int) []string {
	const further, least = 2, 6
	var rows []string
	for _, l := range lines {
		indent := strings.Repeat(" ", min(max(len(l)-len(strings.TrimLeft(l, " "))+further, least), max(width/2-1, 0)))
		for ansi.StringWidth(l) > width && width > 2*len(indent) {
			head := ansi.Truncate(l, width, "")
			if at := strings.LastIndexByte(head, ' '); at > len(indent) && l[len(head)] != ' ' {
				head = head[:at]
			}
			rows = append(rows, strings.TrimRight(head, " "))
			l = indent + strings.TrimLeft(l[len(head):], " ")
		}
		rows = append(rows, strings.Split(ansi.Hardwrap(l, max(width, 2), true), "\n")...)
	}
	return rows
}
