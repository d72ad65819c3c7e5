//go:build linux

package shell

import (
	"errors"
	"fmt"
	"io"
	"syscall"

	"mvdan.cc/sh/v3/syntax"
)

// prefix is what bash puts before its errors: "bash: line 3:", or "bash:" at a prompt.
func (b *bash) prefix() string {
	if !b.numbers {
		return b.name + ":"
	}
	return fmt.Sprintf("%s: line %d:", b.name, b.line.Load())
}

// syntaxErrorStatus is bash's exit status for a script that it cannot parse.
const syntaxErrorStatus = 2

// syntaxError tells of a script that cannot be parsed.
func (b *bash) syntaxError(stderr io.Writer, err error) int {
	var at syntax.ParseError
	var foreign syntax.LangError
	switch {
	case errors.As(err, &at):
		b.line.Store(uint64(at.Pos.Line()))
	case errors.As(err, &foreign):
		b.line.Store(uint64(foreign.Pos.Line()))
	}
	fmt.Fprintf(stderr, "%s %s\n", b.prefix(), syntaxWords(err))
	return syntaxErrorStatus
}

// syntaxWords says why a script cannot be parsed, in the parser's own words.
func syntaxWords(err error) string {
	text := err.Error()
	var at syntax.ParseError
	var foreign syntax.LangError
	switch {
	case errors.As(err, &at):
		text = at.Text
	case errors.As(err, &foreign):
		text = foreign.Feature + " is none of bash's; what names an element stands in quotation marks if it has dots, blanks or signs: a[\"10.0.0.1\"]"
	}
	return "syntax error: " + text
}

// strerror is glibc's text for an error of the kernel; Go's own differs in the case of the first letter.
func strerror(err error) string {
	text := err.Error()
	var number syscall.Errno
	if errors.As(err, &number) {
		text = number.Error()
	}
	if text != "" && text[0] >= 'a' && text[0] <= 'z' {
		text = string(text[0]-'a'+'A') + text[1:]
	}
	return text
}
