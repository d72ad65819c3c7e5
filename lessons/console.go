package lessons

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"vethlab/lab/history"
)

// console takes a fenced block of commands and their expected output.
func (p *parser) console(n *ast.FencedCodeBlock) {
	if !p.closed(n) {
		p.errorf(offset(n), "this block is not closed: a line ``` must end it")
		p.open = true
		return
	}
	if language := string(n.Language(p.src)); language != "console" {
		p.errorf(offset(n), "a fenced block is marked `console`, and not %q", language)
		return
	}
	if len(p.lesson.Steps) == 0 {
		p.errorf(offset(n), "commands before the first step")
		return
	}
	console := Console{Solution: p.details > 0}
	begun := 0 // where the last command is
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		line := strings.TrimRight(string(s.Value(p.src)), "\r\n")
		var last *Command
		if n := len(console.Commands); n > 0 {
			last = &console.Commands[n-1]
		}
		switch command, begins := strings.CutPrefix(line, "$ "); {
		case last != nil && last.goesOn(line):
		case begins:
			p.whole(last, begun)
			begun = s.Start
			console.Commands = append(console.Commands, p.command(command, begun))
		case last == nil:
			p.errorf(s.Start, "output before the first command: a command begins with `$ `")
			return
		default:
			last.Expect = append(last.Expect, line)
		}
	}
	if len(console.Commands) == 0 {
		p.errorf(offset(n), "a console block without a command")
		return
	}
	p.whole(&console.Commands[len(console.Commands)-1], begun)
	p.add(console)
}

// closed tells whether a fenced block ends with a fence of its own: without one it swallows what follows, the beginning of the next block
// among it.
func (p *parser) closed(n *ast.FencedCodeBlock) bool {
	end := offset(n)
	if i := bytes.IndexByte(p.src[end:], '\n'); i >= 0 {
		end += i
	} else {
		end = len(p.src)
	}
	another := regexp.MustCompile("^ {0,3}```+ *[a-z]+\\s*$")
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		if another.Match(s.Value(p.src)) {
			return false
		}
		end = s.Stop
	}
	return len(bytes.TrimSpace(p.src[min(end, len(p.src)):])) > 0
}

// command is the first line of one, without the `$ `.
func (p *parser) command(line string, at int) Command {
	number, _ := position(p.src, at)
	c := Command{Line: strings.TrimSpace(line), Number: number}
	if rest, ok := strings.CutPrefix(c.Line, "! "); ok {
		c.Line, c.MustFail = strings.TrimSpace(rest), true
	}
	if c.Line == "" || c.Line == "!" {
		p.errorf(at, "no command after `$ `")
	}
	return c
}

// goesOn takes the line that follows, if it belongs to the command: as at a prompt, where bash asks with `> ` for the rest of what is not
// whole.
func (c *Command) goesOn(line string) bool {
	rest, more := strings.CutPrefix(line, ">")
	if !more || rest != "" && rest[0] != ' ' || len(c.Expect) > 0 || history.Whole(c.Line) {
		return false
	}
	c.Line += "\n" + strings.TrimPrefix(rest, " ")
	return true
}

// whole refuses a command of which bash would wait for the rest.
func (p *parser) whole(c *Command, at int) {
	if c != nil && !history.Whole(c.Line) {
		p.errorf(at, "this command is not complete: each further line of it begins with `> `")
	}
}

// Transcript is the command's line as a terminal shows it behind the prompt: a further line begins with `> `.
func (c Command) Transcript() string { return Transcript(c.Line) }

// Transcript is a line of shell, or several, as a terminal shows them behind the prompt.
func Transcript(line string) string { return strings.ReplaceAll(line, "\n", "\n> ") }
