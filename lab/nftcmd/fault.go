package nftcmd

import (
	"fmt"
	"strings"
)

// Complaint is one thing that is wrong, with where it is: the first place is what is meant, the others what it has to do with.
type Complaint struct {
	Text   string
	Places []Place
}

// Fault is a script that nft refuses.
type Fault struct {
	Errors []Complaint
	Script Script
}

// Error tells the first.
func (f *Fault) Error() string { return f.Errors[0].Text }

// Text is what nft writes of it.
func (f *Fault) Text() string {
	var b strings.Builder
	for _, e := range f.Errors {
		b.WriteString(e.text(f.Script))
	}
	return b.String()
}

func (c Complaint) text(s Script) string {
	if len(c.Places) == 0 {
		return fmt.Sprintf("Error: %s\n", c.Text)
	}
	main := c.Places[0]
	line := s.Lines[main.Line]
	end := 0
	for _, p := range c.Places {
		if p.Line == main.Line {
			end = max(end, p.To)
		}
	}
	marks := []byte(strings.Repeat(" ", end))
	for i := range marks {
		if i < len(line) && line[i] == '\t' {
			marks[i] = '\t'
		}
	}
	for n := len(c.Places) - 1; n >= 0; n-- {
		mark := byte('~')
		if n == 0 {
			mark = '^'
		}
		for i := c.Places[n].From; i < c.Places[n].To && c.Places[n].Line == main.Line; i++ {
			marks[i] = mark
		}
	}
	where := ""
	if s.File != "" {
		where = fmt.Sprintf("%s:%d:%d-%d: ", s.File, main.Line+1, main.From+1, main.To)
	}
	return fmt.Sprintf("%sError: %s\n%s\n%s\n", where, c.Text, line, marks)
}

// fault notes what nft would find wrong.
func (p *parser) fault(text string, places ...Place) {
	p.faults = append(p.faults, Complaint{text, places})
}
