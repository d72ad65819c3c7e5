//go:build linux

package shell

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// said is a stream of errors as the interpreter has it: what that says of its own is put in bash's words. Commands are handed the
// stream behind it.
type said struct {
	w io.Writer
	b *bash
}

func (s said) Write(p []byte) (int, error) {
	if line, is := s.b.traces(string(p)); is {
		_, err := io.WriteString(s.w, line)
		return len(p), err
	}
	words, own := inBashWords(string(p))
	prefix := s.b.prefix()
	switch {
	case !own || strings.HasPrefix(string(p), s.b.name+": "):
		return s.w.Write(p)
	case words == "":
		return len(p), nil
	case strings.HasSuffix(words, readonlyError):
		s.b.refused.Store(true)
	case string(p) == invalidReference:
		s.b.strayed.Store(true)
		if name := s.b.reference.Load(); name != nil {
			words = *name + ": " + words
		}
	case strings.HasPrefix(words, "option requires") || strings.HasPrefix(words, "illegal option"):
		prefix = s.b.name + ":"
	case isUnset(string(p)):
		s.b.unset.Store(true)
	}
	_, err := io.WriteString(s.w, prefix+" "+words+"\n")
	return len(p), err
}

// Close closes nothing: the stream is another's.
func (said) Close() error { return nil }

// Read is for those who open a file to read and to write.
func (said) Read([]byte) (int, error) { return 0, io.EOF }

// heard is a said stream that a redirection has opened, and closes.
type heard struct {
	io.ReadWriteCloser
	by said
}

func (h heard) Write(p []byte) (int, error) { return h.by.Write(p) }

// unsaid is the stream that a command is handed.
func unsaid(w io.Writer) io.Writer {
	for {
		switch s := w.(type) {
		case said:
			w = s.w
		case heard:
			w = s.by.w
		default:
			return w
		}
	}
}

const readonlyError = ": readonly variable"

// message is a pattern of what the interpreter says, and what bash would say.
type message struct{ pattern, words string }

// invalidReference is what the interpreter says, without its name, of a variable that is not set and should name another.
const invalidReference = "invalid indirect expansion\n"

// isUnset tells of what the interpreter says of an expansion of a variable that is not set, with words of the script's own too (expand,
// UnsetParameterError): it leaves the shell then.
func isUnset(text string) bool {
	name, _, found := strings.Cut(text, ": ")
	return found && (syntax.ValidName(name) || isNumber(name))
}

// otherwise ends what is said of things that the interpreter does not know.
const otherwise = " is not built in; `bash FILE` runs a script by bash itself"

// inBashWords puts a message of the interpreter's in bash's words; own is false for any other text.
func inBashWords(text string) (words string, own bool) {
	for _, m := range []message{
		{`context (canceled|deadline exceeded)`, ""},
		{regexp.QuoteMeta(errDiscarded.Error()), ""},
		{`(\d+): unbound variable`, "$$$1: unbound variable"},
		{`([A-Za-z_]\w*): unbound variable`, "$1: unbound variable"},
		{`([A-Za-z_]\w*): readonly variable`, "$1" + readonlyError},
		{`([A-Za-z_]\w*): `, "$1: parameter null or not set"},
		{`division by zero`, "division by 0"},
		{`(exponent less than 0|invalid indirect expansion|local: can only be used in a function)`, "$1"},
		{`(break|continue) is only useful in a loop`, "$1: only meaningful in a `for', `while', or `until' loop"},
		{`return: can only be done from a func or sourced script`, "return: can only `return' from a function or sourced script"},
		{`invalid (return|exit) status code: "(.*)"`, "$1: $2: numeric argument required"},
		{`exit cannot take multiple arguments`, "exit: too many arguments"},
		{`alias: "(.*)" not found`, "alias: $1: not found"},
		{`alias: could not parse "(.*)": .*`, "alias: $1" + otherwise},
		{`cd: empty directory path`, "cd: HOME not set"},
		{`declare: invalid name "(.*)"`, "declare: `$1': not a valid identifier"},
		{`(\w+): invalid identifier:? "(.*)"`, "$1: `$2': not a valid identifier"},
		{`getopts: (illegal option|option requires an argument) -- "(.*)"`, "$1 -- $2"},
		{`(\w+): (invalid|unsupported) option "(.*)"`, "$1 $3" + otherwise},
		{`set: invalid option: "(.*)"`, "set $1" + otherwise},
		{`shopt: invalid option name "(.*)"`, "shopt: $1: invalid shell option name"},
		{`shopt: unsupported option "(.*)"`, "shopt $1" + otherwise},
		{`trap: "(.*)": (NOT IMPLEMENTED flag|invalid option)`, "trap $1" + otherwise},
		{`(\w+): unsupported builtin`, "$1" + otherwise},
		{`type: NOT IMPLEMENTED`, "type with such an option" + otherwise},
		{`unhandled command node: .*`, "this" + otherwise},
		{`(unsupported redirect fd: .*|unhandled .* (arg|op): .*)`, "such a redirection" + otherwise},
		{`interp: can't read, there's no stdin`, "read: read error: 0: Bad file descriptor"},
		{`source: [^:]*: line \d+: (.*)`, "$1"},
		{`(pushd|popd): no such file or directory: "(.*)"`, "$1: $2: No such file or directory"},
		{`((?:[A-Za-z_]\w*|\d+): .*)`, "$1"},
	} {
		whole := regexp.MustCompile("^(?:" + m.pattern + ")\n$")
		if at := whole.FindStringSubmatchIndex(text); at != nil {
			return string(whole.ExpandString(nil, m.words, text, at)), true
		}
	}
	return "", false
}

// traces tells of what `set -x` writes, and what is written of it: nothing of a command, whose words call knows better, and of what is ours.
func (b *bash) traces(text string) (written string, is bool) {
	line, trace := strings.CutPrefix(text, "+ ")
	switch {
	case !trace:
		return "", false
	case strings.Contains(line, ourMark) || strings.HasPrefix(line, "VETHLAB_") || strings.HasPrefix(line, "for "+onceVariable):
		b.traced.Store(false)
		return "", true
	}
	first, _, _ := strings.Cut(line, " ")
	name, value, assigns := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
	switch {
	case assigns && syntax.ValidName(name):
		return "+ " + name + "=" + traceValue(value) + "\n", true
	case first == "for" || first == "case" || first == "let" || strings.Contains(first, "="):
		return text, true
	}
	b.traced.Store(true)
	return "", true
}

// traceValue is what a trace has behind the = of an assignment, of which the interpreter wrote this. An array stands as in the script.
func traceValue(written string) string {
	for w, err := range syntax.NewParser(syntax.Variant(syntax.LangBash)).WordsSeq(strings.NewReader(written)) {
		if err != nil {
			return written
		}
		if value, _ := expand.Literal(&expand.Config{}, w); value != "" {
			return traceWord(value)
		}
	}
	return ""
}

// trace writes a command as `set -x` does.
func (b *bash) trace(hc interp.HandlerContext, argv []string) {
	if !b.traced.Swap(false) || strings.HasPrefix(argv[0], ourMark) {
		return
	}
	depth := "+"
	if _, substitution := hc.Stdout.(*strings.Builder); substitution {
		depth = "++"
	}
	words := make([]string, len(argv))
	for i, w := range argv {
		words[i] = traceWord(w)
	}
	fmt.Fprintln(unsaid(hc.Stderr), depth+" "+strings.Join(words, " "))
}

// traceWord is a word as a trace has it: in quotation marks where it has signs of the shell.
func traceWord(w string) string {
	home := strings.HasPrefix(w, "~") || strings.Contains(w, "=~") || strings.Contains(w, ":~")
	switch {
	case w == "" || strings.ContainsAny(w, " \t\n!\"$&'()*;<>?[\\]^`{|}") || w[0] == '#' || home:
		return singleQuoted(w)
	case strings.ContainsFunc(w, unicode.IsControl):
		return ansiQuoted(w)
	}
	return w
}

// singleQuoted is a text as bash shows it as a word.
func singleQuoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
