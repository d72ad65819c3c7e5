//go:build linux

package shell

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// syntaxErrorStatus is bash's exit status for a script that it cannot parse.
const syntaxErrorStatus = 2

// syntaxError tells of a script, of which this was read, that cannot be parsed.
func (b *bash) syntaxError(stderr io.Writer, err error, script string) int {
	line, words := syntaxFault(err, script)
	b.line.Store(uint64(line))
	if !b.numbers {
		words = words[:1]
	}
	for _, w := range words {
		fmt.Fprintf(stderr, "%s %s\n", b.prefix(), w)
	}
	return syntaxErrorStatus
}

// syntaxFault says why a script cannot be parsed, and in which line: in bash's words, and then the line itself, where they are known, and in the
// parser's otherwise.
func syntaxFault(err error, script string) (line uint, words []string) {
	var fault syntax.ParseError
	var foreign syntax.LangError
	switch {
	case errors.As(err, &foreign):
		return foreign.Pos.Line(), []string{"syntax error: " + foreign.Feature +
			" is none of bash's; what names an element stands in quotation marks if it has dots, blanks or signs: a[\"10.0.0.1\"]"}
	case !errors.As(err, &fault):
		return 1, []string{"syntax error: " + err.Error()}
	}
	end := uint(strings.Count(strings.TrimSuffix(script, "\n"), "\n")) + 2
	if open := unclosed(fault.Text); open != "" {
		line = fault.Pos.Line()
		if strings.Contains(fault.Text, "`$(`") {
			line = end
		}
		return line, []string{"unexpected EOF while looking for matching `" + open + "'"}
	}
	if fault.Incomplete && !strings.Contains(fault.Text, "here-document") && !strings.Contains(fault.Text, "`[[`") {
		return end, []string{"syntax error: unexpected end of file"}
	}
	line, token := unexpected(fault, script)
	if token == "" {
		return fault.Pos.Line(), []string{"syntax error: " + fault.Text}
	}
	words = []string{"syntax error near unexpected token `" + token + "'"}
	if lines := strings.Split(script, "\n"); int(line) <= len(lines) {
		words = append(words, "`"+lines[line-1]+"'")
	}
	return line, words
}

// syntaxComplaint is the command that says why a text cannot be parsed; who begins its lines.
func syntaxComplaint(who string, line uint, words []string) []string {
	for i, w := range words {
		words[i] = fmt.Sprintf("%s line %d: %s", who, line, w)
	}
	return []string{usage, strings.Join(words, "\n")}
}

// unclosed is the sign that a script ends without, though something before it has to end with it.
func unclosed(text string) string {
	for _, m := range []struct{ pattern, sign string }{
		{"^reached EOF without closing quote .(.).$", "$1"},
		{"^reached EOF without matching `(?:\\$?\\(\\(|\\$\\()`", ")"},
		{"^(?:reached EOF without matching `\\$\\{`|not a valid parameter expansion operator: \"\\\\n\"$)", "}"},
	} {
		pattern := regexp.MustCompile(m.pattern)
		if at := pattern.FindStringSubmatchIndex(text); at != nil {
			return string(pattern.ExpandString(nil, m.sign, text, at))
		}
	}
	return ""
}

// unexpected is the word or sign that cannot stand where it does, and its line; it is empty where that is not known.
func unexpected(fault syntax.ParseError, script string) (line uint, token string) {
	at, lines := int(fault.Pos.Offset()), uint(0)
	rest := script[min(at, len(script)):]
	switch {
	case regexp.MustCompile("^`[^`]*` can only|; encountered `|^statements must be separated").MatchString(fault.Text):
	case regexp.MustCompile("^`[^` ]+` must be followed by").MatchString(fault.Text):
		before, _, _ := strings.Cut(strings.TrimPrefix(fault.Text, "`"), "`")
		_, after, found := strings.Cut(rest, strings.TrimPrefix(before, "foo"))
		if !found {
			return 0, ""
		}
		rest = after
		if !strings.ContainsAny(before, "<>") && before != "for" && before != "function" && before != "foo(" {
			rest = strings.TrimLeft(after, " \t\n")
			lines = uint(strings.Count(after[:len(after)-len(rest)], "\n"))
		}
	default:
		return 0, ""
	}
	return fault.Pos.Line() + lines, firstToken(rest)
}

// firstToken is the first word or operator of a piece of a script.
func firstToken(script string) string {
	script = strings.TrimLeft(script, " \t")
	if script == "" || script[0] == '\n' {
		return "newline"
	}
	return regexp.MustCompile(`^(?:&&|\|\||;;&|;;|;&|&>>|&>|>>|<<<|<<|>&|<&|>\||[&|;()<>]|[^\s&|;()<>]+)`).FindString(script)
}
