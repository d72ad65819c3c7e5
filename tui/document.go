package tui

import (
	"fmt"

	"charm.land/lipgloss/v2"

	"vethlab/lessons"
	"vethlab/tui/theme"
)

// document is a step as the lesson's pane shows it.
type document struct {
	words   words
	theme   *theme.Theme
	colours bool
	width   int
	inline  bool     // what commands printed stands under them
	refusal string   // why this is a recording, empty if it is none
	lacking []string // what the lesson needs and this machine has not, in lines

	lines   []string
	mark    int      // the line to keep in view: the next command, or the question
	from    int      // the line from which what is new begins: the last command that ran
	running bool     // that one runs still
	answers [][2]int // the lines of each answer, from and up to
}

// write writes the step where s is. What explains an output comes once the commands before it have run, so that it does not
// give away what the learner is asked to predict.
func (d *document) write(s *session) {
	d.mark, d.running = -1, s.busy()
	step := s.now()
	if d.refusal != "" && s.step == s.first {
		d.put("", wrap([]run{{"! " + d.refusal, d.theme.Warn}}, d.width))
		d.gap()
	}
	if s.step == s.first && len(d.lacking) > 0 {
		d.put("", d.lacking)
		d.gap()
	}
	if s.step == 0 {
		for _, b := range s.lesson.Intro {
			d.block(s, b)
		}
	}
	command, wrong := 0, false
	for _, b := range step.Blocks {
		if c, ok := b.(lessons.Console); ok {
			d.console(s, c, command)
			command += len(c.Commands)
			continue
		}
		if command > s.next && !step.YourTurn {
			d.more()
			break
		}
		if !wrong && s.failed(s.step) && command > 0 && !step.YourTurn {
			wrong = true
			d.put("", wrap([]run{{"! " + d.words.otherwise, d.theme.Warn}}, d.width))
			d.gap()
		}
		d.block(s, b)
	}
	d.end(s)
}

func (d *document) put(indent string, lines []string) {
	for _, l := range lines {
		d.lines = append(d.lines, indent+l)
	}
}

func (d *document) gap() {
	if n := len(d.lines); n > 0 && d.lines[n-1] != "" {
		d.lines = append(d.lines, "")
	}
}

// more says that there are words behind the commands.
func (d *document) more() { d.put("", wrap([]run{{"… " + d.words.after, d.theme.Dim}}, d.width)) }

func (d *document) block(s *session, b lessons.Block) {
	switch b := b.(type) {
	case lessons.Paragraph:
		text := styled(b.Text, d.theme, d.theme.Text, d.colours)
		if b.Bullet == "" {
			d.put("", wrap(text, d.width))
			d.gap()
			return
		}
		lines := wrap(text, d.width-3)
		for i, l := range lines {
			head := "   "
			if i == 0 {
				head = " " + b.Bullet + " "
			}
			d.put(head, []string{l})
		}
	case lessons.Question:
		d.question(s, b)
	}
}

func (d *document) question(s *session, q lessons.Question) {
	open := s.question() != nil
	d.gap()
	if open {
		d.from = len(d.lines)
	}
	ask := []run{{"? " + d.words.predict + d.words.colon, d.theme.Warn.Bold(true)}}
	ask = append(ask, styled(q.Ask, d.theme, d.theme.Strong, d.colours)...)
	d.put("", wrap(ask, d.width))
	chosen, answered := s.answers[s.step]
	told := answered && chosen != skipped || s.next > 0
	for i, o := range q.Options {
		sign, style := " ", d.theme.Text
		switch {
		case open && i == s.option:
			sign, style = "▶", d.theme.Next
		case !told:
		case o.Right:
			sign, style = "✓", d.theme.Good
		case answered && i == chosen:
			sign, style = "✗", d.theme.Bad
		}
		first, head := len(d.lines), style.Render(fmt.Sprintf(" %s %d ", sign, i+1))
		for _, l := range wrap(styled(o.Text, d.theme, style, d.colours), d.width-5) {
			d.put(head, []string{l})
			head = "     "
		}
		d.answers = append(d.answers, [2]int{first, len(d.lines)})
	}
	say := func(text string, style lipgloss.Style) { d.put("     ", wrap([]run{{text, style}}, d.width-5)) }
	switch {
	case open:
		d.mark = len(d.lines) - 1
		say(d.words.answer, d.theme.Dim)
	case answered && chosen == skipped:
		say(d.words.skipped, d.theme.Dim)
	case answered && q.Options[chosen].Right:
		say(d.words.right, d.theme.Good.Bold(true))
	case answered:
		say(d.words.wrong, d.theme.Bad.Bold(true))
	}
	d.gap()
}

func (d *document) console(s *session, c lessons.Console, first int) {
	if c.Solution {
		// What was played to come further is there to be read too.
		if !s.solved[s.step] && !s.allRan(s.step) {
			d.turn(s)
			return
		}
		d.gap()
		d.put("", []string{d.theme.Strong.Render(d.words.solution)})
	}
	d.gap()
	for i, command := range c.Commands {
		d.command(s, command, first+i)
	}
	d.gap()
}

func (d *document) command(s *session, c lessons.Command, number int) {
	sign, style := " ", d.theme.Dim
	e := s.ran[place{s.step, number}]
	switch {
	case e != nil && e.running:
		sign, style = "…", d.theme.Next
	case e != nil && e.verdict.wrong():
		sign, style = "✗", d.theme.Bad
	case e != nil && e.verdict == otherOutput:
		sign, style = "≈", d.theme.Good
	case e != nil:
		sign, style = "✓", d.theme.Good
	case number == s.next && s.question() == nil && (!s.now().YourTurn || s.solving):
		sign, style = "▶", d.theme.Next
		d.mark = len(d.lines)
	case number == s.next:
		style = d.theme.Code
	}
	if e != nil && number == s.next-1 || e != nil && e.running {
		d.from = len(d.lines)
	}
	head := style.Render(sign) + " "
	for _, l := range wrapAtBlanks([]run{{c.Transcript(), style}}, d.width-2) {
		d.put(head, []string{l})
		head = "    "
	}
	if e == nil || !d.inline {
		return
	}
	for _, l := range shown(e.output, d.width-2) {
		d.put("  ", []string{d.theme.Text.Render(l)})
	}
	d.put("  ", e.after(d.words, d.theme, d.width-2))
}

// turn is what a step that the learner does alone says of itself: how, and the hints that were asked for.
func (d *document) turn(s *session) {
	d.gap()
	d.mark = len(d.lines)
	switch {
	case s.undone:
		d.put("", wrap([]run{{"! " + d.words.undone, d.theme.Warn}}, d.width))
		return
	case s.managed[s.step]:
		d.put("", wrap([]run{{"✓ " + d.words.managed, d.theme.Good}}, d.width))
		return
	}
	turn := d.words.yourTurn
	if d.refusal != "" {
		turn = d.words.turnRecorded
	}
	d.put("", wrap([]run{{"▶ " + turn, d.theme.Next}}, d.width))
	if there, all := s.parts(s.topology); there > 0 {
		d.put("  ", wrap([]run{{fmt.Sprintf(d.words.partly, there, all), d.theme.Dim}}, d.width-2))
	}
	switch {
	case s.recording != nil:
	case s.learning:
		d.put("  ", wrap([]run{{d.words.unchecked, d.theme.Dim}}, d.width-2))
	default:
		d.put("  ", wrap([]run{{fmt.Sprintf(d.words.uncheckable, s.unlearnt), d.theme.Warn}}, d.width-2))
	}
	for i, h := range hintsOf(s.now()) {
		if i >= s.hints[s.step] {
			break
		}
		d.gap()
		text := append([]run{{d.words.hintIs, d.theme.Warn.Bold(true)}}, styled(h.Text, d.theme, d.theme.Text, d.colours)...)
		d.put("  ", wrap(text, d.width-2))
		d.mark = len(d.lines) - 1
	}
	if s.hints[s.step] <= len(hintsOf(s.now())) {
		return
	}
	if missing := s.missing(); missing != "" {
		d.gap()
		d.put("  ", wrap([]run{{fmt.Sprintf(d.words.missing, missing), d.theme.Warn}}, d.width-2))
		d.mark = len(d.lines) - 1
	}
}

// end says what enter does when all has run.
func (d *document) end(s *session) {
	if s.next < len(s.now().Commands()) && !s.managed[s.step] || s.busy() || s.question() != nil {
		return
	}
	d.gap()
	d.mark = len(d.lines)
	text := d.words.then
	if s.step == len(s.lesson.Steps)-1 {
		text = d.words.theEnd
	}
	d.put("", wrap([]run{{"▶ " + text, d.theme.Next}}, d.width))
}

// dispensable is how much of what is new may be cut off so that the mark can be seen: the command's own line, and one more.
const dispensable = 2

// offset is how far a pane of that height has to be scrolled, so that what is new and the mark are both in it.
func (d *document) offset(height int) int {
	last := len(d.lines)
	for last > 0 && d.lines[last-1] == "" {
		last--
	}
	if last <= height {
		return 0
	}
	low := d.mark
	if low < 0 {
		low = last - 1
	}
	offset := max(low+1-height, 0)
	if d.from > 0 && d.from <= low {
		// From the command that ran last to the mark. If that is much too much, one reads on from it; what still runs is followed.
		offset = max(min(d.from, last-height), offset)
		switch over := low + 1 - d.from - height; {
		case over > dispensable && !d.running:
			offset = d.from
		case over > 0:
			offset = low + 1 - height
		}
	}
	return offset
}
