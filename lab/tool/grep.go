package tool

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"regexp/syntax"
	"strings"
)

// grep prints the lines in which a pattern is, as GNU grep does: 0 where there are some, 1 where there are none, 2 where it failed.
func grep(_ context.Context, p Process) int {
	o, ok := p.parse("ivncqoEFwh", "")
	if !ok || len(o.rest) == 0 {
		io.WriteString(p.Stderr, "Usage: grep [OPTION]... PATTERNS [FILE]...\n")
		return 2
	}
	pattern, err := o.pattern()
	if err != nil {
		p.complain("%v", err)
		return 2
	}
	names := o.rest[1:]
	if len(names) == 0 {
		names = []string{"-"}
	}
	found, failed := false, false
	for _, name := range names {
		before := ""
		if len(names) > 1 && !o.set['h'] {
			before = name + ":"
			if name == "-" {
				before = "(standard input):"
			}
		}
		status := p.each([]string{name}, func(_ string, r io.Reader) error {
			any, err := p.search(o, pattern, before, r)
			found = found || any
			return err
		})
		failed = failed || status != 0
	}
	switch {
	case found && (o.set['q'] || !failed):
		return 0
	case failed:
		return 2
	}
	return 1
}

// pattern is the first operand as an expression; basic ones are written as extended.
func (o options) pattern() (*regexp.Regexp, error) {
	text := o.rest[0]
	switch {
	case o.set['F']:
		text = regexp.QuoteMeta(text)
	case !o.set['E']:
		text = extended(text)
	}
	// Words begin and end at the same places in Go, which has one sign for both.
	text = strings.NewReplacer(`\\`, `\\`, `\<`, `\b`, `\>`, `\b`).Replace(text)
	if o.set['w'] {
		text = `\b(?:` + text + `)\b`
	}
	if o.set['i'] {
		text = "(?i)" + text
	}
	re, err := regexp.Compile(text)
	var wrong *syntax.Error
	if errors.As(err, &wrong) {
		said := map[syntax.ErrorCode]string{
			syntax.ErrMissingParen: `Unmatched ( or \(`, syntax.ErrUnexpectedParen: `Unmatched ) or \)`,
			syntax.ErrMissingBracket: "Unmatched [, [^, [:, [., or [=",
		}[wrong.Code]
		return nil, errors.New(cmp.Or(said, "Invalid regular expression"))
	}
	re.Longest()
	return re, nil
}

// extended writes a basic expression (regex(7)) as an extended one: there, what repeats, groups and chooses has a backslash.
func extended(basic string) string {
	var b strings.Builder
	bracket := false
	for i := 0; i < len(basic); i++ {
		c := basic[i]
		special := strings.IndexByte("(){}|+?", c) >= 0
		switch {
		case bracket:
			bracket = c != ']' || basic[i-1] == '[' || basic[i-1] == '^' && basic[i-2] == '['
			b.WriteByte(c)
		case c == '\\' && i+1 < len(basic):
			i++
			if strings.IndexByte("(){}|+?", basic[i]) < 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(basic[i])
		case special, c == '*' && (i == 0 || i == 1 && basic[0] == '^'):
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			bracket = c == '['
			b.WriteByte(c)
		}
	}
	return b.String()
}

// search prints what is found in one file, with before in front of each line.
func (p Process) search(o options, pattern *regexp.Regexp, before string, r io.Reader) (found bool, err error) {
	count := 0
	lines := bufio.NewReader(r)
	for number := 1; ; number++ {
		line, err := lines.ReadString('\n')
		if line == "" && err != nil {
			if o.set['c'] && !o.set['q'] {
				fmt.Fprintf(p.Stdout, "%s%d\n", before, count)
			}
			return count > 0, unlessEnd(err)
		}
		line = strings.TrimSuffix(line, "\n")
		if pattern.MatchString(line) == o.set['v'] {
			continue
		}
		if count++; o.set['q'] {
			return true, nil
		}
		if o.set['c'] {
			continue
		}
		at := before
		if o.set['n'] {
			at += fmt.Sprint(number, ":")
		}
		shown := []string{line}
		if o.set['o'] {
			shown = pattern.FindAllString(line, -1)
		}
		for _, text := range shown {
			if o.set['o'] && (text == "" || o.set['v']) {
				continue
			}
			if _, err := fmt.Fprintf(p.Stdout, "%s%s\n", at, text); err != nil {
				return true, os.ErrClosed
			}
		}
	}
}
