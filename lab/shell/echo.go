//go:build linux

package shell

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter's echo and printf write word by word, and nobody hears that it failed. Into the kernel's files that matters: they take
// what comes at once as one value, and refuse a wrong one.
const (
	echoWord   = "\x00echo"
	printfWord = "\x00printf"
)

// isKernels tells whether what is printed goes to a file of the kernel's, or to one that takes nothing.
func isKernels(w io.Writer) bool {
	if _, ok := w.(untold); ok {
		return true
	}
	f, ok := w.(*os.File)
	return ok && f.Name() == "/dev/full"
}

// print carries out echo and printf with one write.
func (c *command) print(argv []string) (int, error) {
	text, name := echoed(argv[1:]), "echo"
	if argv[0] == printfWord {
		var err error
		if text, err = formatted(argv[1:]); err != nil {
			fmt.Fprintf(c.stderr, "%s printf: %v\n", c.b.prefix(), err)
			return 1, nil
		}
		name = "printf"
	}
	if _, err := io.WriteString(c.stdout, text); err != nil {
		fmt.Fprintf(c.stderr, "%s %s: write error: %s\n", c.b.prefix(), name, strerror(err))
		return 1, nil
	}
	return 0, nil
}

func echoed(words []string) string {
	end, escapes := "\n", false
	for ; len(words) > 0; words = words[1:] {
		switch words[0] {
		case "-n":
			end = ""
			continue
		case "-e":
			escapes = true
			continue
		case "-E":
			escapes = false
			continue
		}
		break
	}
	text := strings.Join(words, " ")
	if escapes {
		// What it cannot read it leaves as it is.
		text, _, _ = expand.Format(nil, text, nil)
	}
	return text + end
}

func formatted(words []string) (string, error) {
	if len(words) == 0 {
		return "", fmt.Errorf("usage: printf [-v var] format [arguments]")
	}
	format, rest := words[0], words[1:]
	var b strings.Builder
	for {
		plain, quoted := unquoted(format, rest)
		text, taken, err := expand.Format(nil, plain, quoted)
		if err != nil {
			return "", err
		}
		b.WriteString(text)
		rest = rest[min(taken, len(rest)):]
		if taken == 0 || len(rest) == 0 {
			return b.String(), nil
		}
	}
}

// unquoted puts %s for each %q of a format, which package expand does not know, and quotes the argument that it takes.
func unquoted(format string, words []string) (string, []string) {
	if !strings.Contains(format, "q") {
		return format, words
	}
	words = slices.Clone(words)
	text, next := []byte(format), 0
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			continue
		}
		for i++; i < len(text) && strings.IndexByte("-+ #0123456789.", text[i]) >= 0; i++ {
		}
		if i == len(text) || text[i] == '%' {
			continue
		}
		if text[i] == 'q' {
			text[i] = 's'
			if next == len(words) {
				words = append(words, "")
			}
			words[next] = quoted(words[next])
		}
		next++
	}
	return string(text), words
}

// quoted is a word as bash would read it back (bash(1), printf; sh_backslash_quote and ansic_quote of its source).
func quoted(word string) string {
	if word == "" {
		return "''"
	}
	if strings.ContainsFunc(word, unicode.IsControl) || !utf8.ValidString(word) {
		named := map[byte]string{'\a': `\a`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`, '\v': `\v`, 0x1b: `\E`, '\\': `\\`, '\'': `\'`}
		var b strings.Builder
		for _, c := range []byte(word) {
			switch text := named[c]; {
			case text != "":
				b.WriteString(text)
			case c < ' ' || c >= 0x7f:
				fmt.Fprintf(&b, `\%03o`, c)
			default:
				b.WriteByte(c)
			}
		}
		return "$'" + b.String() + "'"
	}
	var b strings.Builder
	for i, c := range word {
		start := i == 0 && (c == '#' || c == '~') || c == '~' && strings.HasSuffix(word[:i], "=") || c == '~' && strings.HasSuffix(word[:i], ":")
		if start || strings.ContainsRune(" !\"$&'()*,;<>?[\\]^`{|}", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// printed is the command that does what a printf does, where the interpreter's own cannot: with -v it sets a variable.
func printed(argv []string) []string {
	switch {
	case len(argv) > 3 && argv[1] == "-v":
		text, err := formatted(argv[3:])
		if err != nil {
			return []string{complaint, "printf: " + err.Error()}
		}
		if !syntax.ValidName(argv[2]) {
			return []string{complaint, "printf: `" + argv[2] + "': not a valid identifier", "2"}
		}
		return []string{"eval", argv[2] + "='" + strings.ReplaceAll(text, "'", `'\''`) + "'"}
	case len(argv) > 1 && strings.Contains(argv[1], "q"):
		return append([]string{printfWord}, argv[1:]...)
	}
	return argv
}
