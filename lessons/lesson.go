// Package lessons holds the lesson format: its values, its parser, its checker, the players that carry a lesson
// out, and how far a learner is. The lessons themselves are embedded from content/.
//
// A lesson is GitHub-flavoured Markdown; the format is described in CONTRIBUTING.md.
package lessons

import (
	"net/netip"
	"slices"
	"strings"

	"vethlab/lab"
)

// Lesson is one Markdown file.
type Lesson struct {
	ID      string
	Title   string
	Summary string
	Minutes int
	Needs   []string // abilities, by the names of `vethlab doctor`: "veth", "bridge", …
	Engine  string   // that it wishes for its containers: "docker" or "builtin"; empty is no wish
	BIP     string   // docker0's address in its lab: "172.17.42.1/16"; empty is Docker's default
	Lang    string   // "en", "zh"
	File    string   // the path it was read from, for errors
	Intro   []Block  // what stands before the first step
	Steps   []Step

	idLine int // where its id stands in the file, from 1
}

// Options are those of the lab in which the lesson is to be played. One that has containers finds docker0 there, as on a machine that has
// Docker.
func (l *Lesson) Options() lab.Options {
	return lab.Options{Engine: l.Engine, BIP: l.BIP, Docker0: l.containers()}
}

// containers tells whether the lesson has any.
func (l *Lesson) containers() bool {
	return l.Engine != "" || l.BIP != "" || slices.ContainsFunc(plan(l), func(at place) bool {
		return strings.Contains(l.Steps[at.step].Commands()[at.command].Line, "docker ")
	})
}

// Step is one `##` section.
type Step struct {
	Title    string
	Line     int     // of the title in the file, from 1
	YourTurn bool    // the learner does it alone: Commands are the solution
	Blocks   []Block // all of the step in the order of the file; the Consoles hold the Commands
	Pings    []Ping  // measured live while the step is open, once it has pinged
}

// Commands are the commands of the step's consoles, in order.
func (s Step) Commands() []Command {
	var list []Command
	for _, b := range s.Blocks {
		if c, ok := b.(Console); ok {
			list = append(list, c.Commands...)
		}
	}
	return list
}

// Question is the step's Predict question, nil if it has none. It is asked before the commands run.
func (s Step) Question() *Question {
	for _, b := range s.Blocks {
		if q, ok := b.(Question); ok {
			return &q
		}
	}
	return nil
}

// Block is a piece of a step: a Paragraph, Console, Question or Hint.
type Block interface{ block() }

// Paragraph is running text, or an item of a list.
type Paragraph struct {
	Bullet string // "•" or "1." for an item, empty for plain text
	Text   Text
}

// Console is a fenced block of commands with their expected output.
type Console struct {
	Commands []Command
	Solution bool // it stood in <details>: hidden until the learner asks
}

// Question is a Predict question.
type Question struct {
	Ask     Text
	Options []Option
	Line    int
}

// Option is one possible answer.
type Option struct {
	Text  Text
	Right bool
}

// Hint is shown when the learner asks for it, one at a time.
type Hint struct{ Text Text }

func (Paragraph) block() {}
func (Console) block()   {}
func (Question) block()  {}
func (Hint) block()      {}

// Text is a paragraph's words; a Span is a run of them in one style.
type (
	Text []Span
	Span struct {
		Text  string
		Style Style
	}
)

// String is the words without their styles.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Style is how a span is written in Markdown.
type Style int

// The styles.
const (
	Plain  Style = iota
	Strong       // **words**
	Emph         // *words*
	Code         // `words`
)

// Command is one `$ ` line of a console block, with those that continue it.
type Command struct {
	Line     string   // without the "$ " and without the "! "; further lines without the "> "
	MustFail bool     // `$ ! cmd`
	Expect   []string // the expected lines of output, see [Match]; none: it prints nothing
	Number   int      // the line in the file, from 1
}

// Ping asks for a live measurement: `> **Ping** host → 192.168.5.3`.
type Ping struct {
	From   string // a namespace's name, or a container's
	To     netip.Addr
	Number int // the line in the file, from 1
}
