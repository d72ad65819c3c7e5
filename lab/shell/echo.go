//go:build linux

package shell

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"mvdan.cc/sh/v3/interp"
)

// print carries out echo and printf, and gives the command that ends as they do. The interpreter's own write word by word, and nobody
// hears that it failed. Into the kernel's files that matters: they take what comes at once as one value, and refuse a wrong one.
func (b *bash) print(hc interp.HandlerContext, argv []string) []string {
	if argv[0] == "printf" {
		return b.printf(hc, argv[1:])
	}
	return b.write(hc, "echo", echoed(argv[1:]), "true")
}

// write writes a text; word is the command that ends as it should where that goes well.
func (b *bash) write(hc interp.HandlerContext, name, text, word string) []string {
	if text == "" {
		// Nothing to write is nothing that fails.
		return []string{word}
	}
	_, err := io.WriteString(unsaid(hc.Stdout), text)
	switch {
	case errors.Is(err, syscall.EPIPE):
		return []string{"exit", strconv.Itoa(brokenPipe)}
	case err != nil:
		fmt.Fprintf(unsaid(hc.Stderr), "%s %s: write error: %s\n", b.prefix(), name, strerror(err))
		word = "false"
	}
	return []string{word}
}

func echoed(words []string) string {
	end, escapes := "\n", false
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' && strings.Trim(words[0][1:], "neE") == "" {
		for _, flag := range words[0][1:] {
			switch flag {
			case 'n':
				end = ""
			default:
				escapes = flag == 'e'
			}
		}
		words = words[1:]
	}
	text := strings.Join(words, " ")
	if escapes {
		var stop bool
		if text, stop = unescaped(text, inEcho); stop {
			end = ""
		}
	}
	return text + end
}

// target is the name of what printf -v sets: a variable, or an element of an array.
const target = `^[A-Za-z_][A-Za-z0-9_]*(\[[^\]]+\])?$`

func (b *bash) printf(hc interp.HandlerContext, words []string) []string {
	variable, set := "", false
	if len(words) > 1 && words[0] == "-v" {
		variable, set, words = words[1], true, words[2:]
	}
	switch {
	case len(words) > 0 && words[0] == "--":
		words = words[1:]
	case len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-':
		fmt.Fprintf(unsaid(hc.Stderr), "%s printf: %s: invalid option\n", b.prefix(), words[0][:2])
		words = nil
	}
	if set && words != nil {
		if valid, err := regexp.MatchString(target, variable); err != nil || !valid {
			return []string{complaint, "printf: `" + variable + "': not a valid identifier", "2"}
		}
	}
	if len(words) == 0 {
		return []string{usage, "printf: usage: printf [-v var] format [arguments]"}
	}
	p := formatting{words: words[1:]}
	p.run(words[0])
	for _, text := range p.complaints {
		fmt.Fprintf(unsaid(hc.Stderr), "%s printf: %s\n", b.prefix(), text)
	}
	end := "true"
	if p.failed {
		end = "false"
	}
	if set {
		return []string{"eval", variable + "='" + strings.ReplaceAll(p.text.String(), "'", `'\''`) + "'; " + end}
	}
	return b.write(hc, "printf", p.text.String(), end)
}

// quoted is a word as bash would read it back (bash(1), printf; sh_backslash_quote of its source).
func quoted(word string) string {
	if word == "" {
		return "''"
	}
	if strings.ContainsFunc(word, unicode.IsControl) || !utf8.ValidString(word) {
		return ansiQuoted(word)
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

// ansiQuoted is a word with signs that cannot be seen, as bash shows it (ansic_quote of its source).
func ansiQuoted(word string) string {
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
