package tui

import (
	"fmt"
	"strings"

	"vethlab/lab/topo"
	"vethlab/lessons"
	"vethlab/tui/theme"
)

// entry is a command in the terminal, with what it printed.
type entry struct {
	said
	own    bool                 // the learner's, who typed it
	advise func(w words) string // gives advice in a language; nil where there is none
	before *topo.Topology       // of a line that does not say what it does, while it runs; else nil

	look look     // with which rows were made
	rows []string // kept, since most messages change no entry
}

// said is all that is told of a command.
type said struct {
	namespace string
	line      string
	output    string
	cut       bool // the beginning of the output was dropped
	cleared   bool // the command cleared the screen, and what stood there before is not shown
	whole     bool // it wanted a screen of its own, and what it printed is not shown
	status    int
	running   bool
	stopped   bool // by the learner, so that its status tells nothing
	verdict   verdict
	meant     string // the namespace for which the lesson has it, where it ran in another
	advice    string // what to do about its error
	did       string // what a line that does not say it did to the network, a command a line
	unfolded  bool   // and that it is shown
}

// look is all that an entry's rows depend on.
type look struct {
	said
	theme *theme.Theme
	lang  string
	width int
}

// tell adds what to do about a command, in the language that is spoken now and in another later.
func (e *entry) tell(w words, advise func(words) string) { e.advise, e.advice = advise, advise(w) }

// verdict is how a command compares with its lesson.
type verdict int

const (
	ownLine      verdict = iota // it is none of the lesson's, or has not ended
	asTold                      // it did what the lesson says
	failedAsTold                // it failed, and the lesson says that it does
	otherOutput                 // its output is not the lesson's, which may be how it is here
	wentWrong                   // it failed, or should have failed
	wentAstray                  // it ran in another namespace than the lesson's
)

// wrong tells that a command did not do what the lesson says.
func (v verdict) wrong() bool { return v == wentWrong || v == wentAstray }

func verdictOf(c lessons.Command, r lessons.Record) verdict {
	switch {
	case c.MustFail != r.Failed():
		return wentWrong
	case lessons.Verify(c, r) != "":
		return otherOutput
	case c.MustFail:
		return failedAsTold
	}
	return asTold
}

// outputLimit is how many bytes of a command's output are kept: the newest. What prints without end must not fill the memory.
const outputLimit = 1 << 16

// print adds to the output.
func (e *entry) print(text string) {
	e.output += text
	// Only in what is new, and in what came in two parts.
	if at := clearedAt(e.output[max(0, len(e.output)-len(text)-8):]); at >= 0 {
		e.output, e.cleared = strings.Clone(e.output[len(e.output)-at:]), true
	}
	if over := len(e.output) - outputLimit; over > 0 {
		e.output, e.cut = e.output[over:], true
		if at := strings.IndexByte(e.output, '\n'); at >= 0 {
			e.output = e.output[at+1:]
		}
		// A part of a string would keep all of it.
		e.output = strings.Clone(e.output)
	}
}

// clearedAt is how many bytes of a text stand behind the last sequence that clears the screen (console_codes(4)); -1 for none.
func clearedAt(text string) int {
	behind := -1
	for _, clear := range []string{"\x1b[2J", "\x1b[3J", "\x1bc"} {
		if at := strings.LastIndex(text, clear); at >= 0 && (behind < 0 || len(text)-at-len(clear) < behind) {
			behind = len(text) - at - len(clear)
		}
	}
	return behind
}

// wantsScreen tells whether a program has gone over to the other screen of a terminal (xterm's control sequences), as editors do.
func (e *entry) wantsScreen() bool {
	return strings.Contains(e.output, "\x1b[?1049h") || strings.Contains(e.output, "\x1b[?47h")
}

// terminalLines are the rows of the terminal: each command with what it printed, the newest last; what stood before the screen was
// cleared is gone.
func (s *session) terminalLines(w words, t *theme.Theme, width int) []string {
	var lines []string
	first := len(s.entries)
	for first > 0 && (first == len(s.entries) || !s.entries[first].cleared) {
		first--
	}
	for _, e := range s.entries[first:] {
		if l := (look{e.said, t, w.lang, width}); e.look != l {
			e.look, e.rows = l, e.lines(w, t, width)
		}
		lines = append(lines, e.rows...)
	}
	return lines
}

func (e *entry) lines(w words, t *theme.Theme, width int) []string {
	var lines []string
	if e.cleared && !e.running && e.status == 0 {
		return shown(e.output, width)
	}
	for i, l := range wrapAtBlanks([]run{{e.prompt(), t.Dim}, {lessons.Transcript(e.line), t.Code}}, width) {
		if i > 0 {
			l = "    " + l
		}
		lines = append(lines, l)
	}
	if e.cut {
		lines = append(lines, t.Dim.Render(w.leftOut))
	}
	for _, l := range shown(e.output, width) {
		lines = append(lines, t.Text.Render(l))
	}
	return append(lines, e.after(w, t, width)...)
}

func (e *entry) prompt() string {
	if e.namespace == topo.HostName || e.namespace == "" {
		return "# "
	}
	return e.namespace + " # "
}

// after is what the screen adds to a command's own output.
func (e *entry) after(w words, t *theme.Theme, width int) []string {
	var lines []string
	switch {
	case e.running:
		return []string{t.Warn.Render("… " + w.running)}
	case e.verdict == failedAsTold:
		lines = append(lines, t.Dim.Render("✓ "+fmt.Sprintf(w.exitExpected, e.status)))
	case lessons.Failed(e.line, e.status) && !e.stopped:
		lines = append(lines, t.Bad.Render("✗ "+fmt.Sprintf(w.exit, e.status)))
	}
	lines = append(lines, e.remarks(w, t, width)...)
	return append(lines, e.amounts(w, t, width)...)
}

// remarks are what there is to say of an output that is not the lesson's, and of an error.
func (e *entry) remarks(w words, t *theme.Theme, width int) []string {
	var lines []string
	switch e.verdict {
	case wentWrong:
		lines = append(lines, t.Bad.Render("✗ "+w.mismatch))
	case otherOutput:
		lines = append(lines, t.Dim.Render("≈ "+w.differs))
	case wentAstray:
		lines = append(lines, wrap([]run{{"✗ " + fmt.Sprintf(w.astray, e.namespace, e.meant), t.Bad}}, width)...)
	}
	if e.advice != "" {
		lines = append(lines, wrap(marked("→ "+e.advice, t, t.Warn), width)...)
	}
	return lines
}
