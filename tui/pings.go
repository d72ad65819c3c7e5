package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/probe"
	"vethlab/lessons"
	"vethlab/tui/theme"
)

// watch is a ping that is measured while its step is open.
type watch struct {
	ping     lessons.Ping
	replies  []probe.Reply // the newest last
	answered int
	err      error
}

// kept is how many outcomes a chart can show.
const kept = 120

// unwatchAll ends what is measured, and forgets it.
func (s *session) unwatchAll() {
	if s.unwatch != nil {
		s.unwatch()
	}
	s.unwatch, s.watches = nil, nil
}

// watch measures what the step asks for, and nothing else, from when it is due.
func (s *session) watch() {
	if s.unwatch != nil || !s.due() {
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	s.unwatch = cancel
	for _, p := range s.now().Pings {
		w := &watch{ping: p}
		s.watches = append(s.watches, w)
		s.work.Go(func() {
			err := s.player.Ping(ctx, p, func(r probe.Reply) { s.feed.push(pingMsg{w, r}) })
			s.feed.push(pingEndMsg{w, err})
		})
	}
}

// due tells that a ping has been run in the step, or that the step is done, or has none to run: nobody is shown an answer before it was
// asked for.
func (s *session) due() bool {
	commands := s.now().Commands()
	if s.isDone(s.step) || !slices.ContainsFunc(commands, func(c lessons.Command) bool { return pings(c.Line) }) {
		return true
	}
	for i, c := range commands {
		if s.ran[place{s.step, i}] != nil && pings(c.Line) {
			return true
		}
	}
	return slices.ContainsFunc(s.entries[s.came:], func(e *entry) bool { return pings(e.line) })
}

// pings tells that a line runs ping.
func pings(line string) bool { return slices.Contains(strings.Fields(line), "ping") }

func (w *watch) add(r probe.Reply) {
	if r.Duplicate {
		return
	}
	if r.Outcome == probe.Answered {
		w.answered++
	}
	w.replies = append(w.replies, r)
	if len(w.replies) > kept {
		w.replies = w.replies[len(w.replies)-kept:]
	}
}

// line tells one ping in a row: from where to where, a chart of the times up to top, the newest time or why there is none, and the loss
// among what the chart shows. said gives what is said of this machine in the language.
func (w *watch) line(words words, said func(string) string, t *theme.Theme, from, width int, top time.Duration) string {
	head := t.Strong.Render(pad(w.ping.From+" → "+w.ping.To.String(), from)) + "  "
	switch {
	case errors.Is(w.err, lessons.ErrRecording):
		return head + t.Dim.Render(words.pingRecorded)
	case w.err != nil:
		return head + t.Bad.Render(w.err.Error())
	case len(w.replies) == 0:
		return head + t.Dim.Render(words.waiting)
	}
	last := w.replies[len(w.replies)-1]
	tail, style := fmt.Sprintf("%9s", milliseconds(last.RTT)), t.Text
	if last.Outcome != probe.Answered {
		tail, style = words.noAnswer, t.Bad
		if last.Outcome == probe.NotSent {
			tail = words.notSent
		}
		if last.Reason != "" {
			tail += " (" + said(last.Reason) + ")"
		}
		if w.answered == 0 && last.Outcome == probe.NotSent {
			// There is nothing yet that could answer.
			return head + t.Dim.Render(words.waiting+strings.TrimPrefix(tail, words.notSent))
		}
	}
	tail += "  "
	room := max(min(width-ansi.StringWidth(head+tail+fmt.Sprintf(words.loss, 100))-2, 40), 0)
	shown := w.replies[max(len(w.replies)-max(room, 1), 0):]
	// What was not sent cannot be lost, and beside such a one a loss of 0 would look as if all were well.
	if percent, sent := loss(shown); sent && last.Outcome != probe.NotSent {
		tail += fmt.Sprintf(words.loss, percent)
	}
	return head + coloured(chart(shown, room, top), t) + "  " + style.Render(tail)
}

// loss is how many in a hundred of those that were sent had no answer, as ping counts; sent is false where none was.
func loss(replies []probe.Reply) (percent int, sent bool) {
	lost, all := 0, 0
	for _, r := range replies {
		switch r.Outcome {
		case probe.NotSent:
			continue
		case probe.Answered:
		default:
			lost++
		}
		all++
	}
	if all == 0 {
		return 0, false
	}
	return 100 * lost / all, true
}

// coloured gives what was lost in a chart the colour of the words for it.
func coloured(chart string, t *theme.Theme) string {
	var b strings.Builder
	for len(chart) > 0 {
		kind := func(cell rune) int { return strings.IndexRune(string([]rune{lostMark, unsentMark}), cell) }
		first, _ := utf8.DecodeRuneInString(chart)
		end := strings.IndexFunc(chart, func(cell rune) bool { return kind(cell) != kind(first) })
		if end < 0 {
			end = len(chart)
		}
		style := t.Good
		switch first {
		case lostMark:
			style = t.Bad
		case unsentMark:
			style = t.Dim
		}
		b.WriteString(style.Render(chart[:end]))
		chart = chart[end:]
	}
	return b.String()
}

// What stands in a chart: for an echo without an answer, for one that could not be sent, and for how long an answer took. No cell is quite
// full, so that rows do not run together.
const (
	lostMark   = '×'
	unsentMark = '·'
	levels     = "▁▂▃▄▅▆▇"
)

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.3f ms", float64(d.Microseconds())/1000)
}

// quiet is the least time that fills the height of a chart, so that the noise of a quiet cable stays low.
const quiet = 100 * time.Microsecond

// top is the time that fills the height of all charts: four times the usual one, so that a single slow answer does not
// flatten the rest.
func top(watches []*watch) time.Duration {
	var times []time.Duration
	for _, w := range watches {
		for _, r := range w.replies {
			if r.Outcome == probe.Answered {
				times = append(times, r.RTT)
			}
		}
	}
	if len(times) == 0 {
		return quiet
	}
	slices.Sort(times)
	return max(4*times[len(times)/2], quiet)
}

// chart draws the newest outcomes, a cell each.
func chart(replies []probe.Reply, width int, top time.Duration) string {
	if width <= 0 {
		return ""
	}
	if len(replies) > width {
		replies = replies[len(replies)-width:]
	}
	levels := []rune(levels)
	var b strings.Builder
	for _, r := range replies {
		switch r.Outcome {
		case probe.Answered:
		case probe.NotSent:
			b.WriteRune(unsentMark)
			continue
		default:
			b.WriteRune(lostMark)
			continue
		}
		b.WriteRune(levels[min(int(r.RTT)*len(levels)/int(top), len(levels)-1)])
	}
	return b.String()
}

// pingLines are the rows of all pings of the step.
func (s *session) pingLines(words words, said func(string) string, t *theme.Theme, width int) []string {
	from := 0
	for _, w := range s.watches {
		from = max(from, ansi.StringWidth(w.ping.From+" → "+w.ping.To.String()))
	}
	var lines []string
	for _, w := range s.watches {
		lines = append(lines, w.line(words, said, t, from, width, top(s.watches)))
	}
	return lines
}
