//go:build linux

package shell

import (
	"context"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
	"mvdan.cc/sh/v3/interp"
)

// evaluation is one test or [, by bash's rules for so many words (bash(1), test; test.c of its source). The interpreter's own takes a word
// that is no number for 0.
type evaluation struct {
	b     *bash
	hc    interp.HandlerContext
	words []string
	after string // the words, where they are not all
	at    int
	fault string // what is wrong with the words
}

// test carries out a test, and gives the command that ends as it does.
func (b *bash) test(ctx context.Context, hc interp.HandlerContext, argv []string) []string {
	t := evaluation{b: b, hc: hc, words: argv[1:]}
	if argv[0] == "[" {
		last := len(t.words) - 1
		if last < 0 || t.words[last] != "]" {
			return []string{complaint, "[: missing `]'", "2"}
		}
		t.words, t.after = t.words[:last], "]"
	}
	if len(t.words) == 2 && (t.words[0] == "-o" || t.words[0] == "-R" || t.words[0] == "-v" && strings.Contains(t.words[1], "[")) {
		// What is set of that the interpreter knows.
		return argv
	}
	holds := t.all(ctx, t.words)
	switch {
	case t.fault != "":
		return []string{complaint, argv[0] + ": " + t.fault, "2"}
	case holds:
		return []string{"true"}
	}
	return []string{"false"}
}

// all tests all of the words: what they mean depends on how many there are.
func (t *evaluation) all(ctx context.Context, words []string) bool {
	switch n := len(words); {
	case n == 0:
		return false
	case n == 1:
		return words[0] != ""
	case n == 2 && words[0] == "!":
		return !t.all(ctx, words[1:])
	case n == 2:
		return t.unary(ctx, words[0], words[1])
	case n == 3 && isBinary(words[1]):
		return t.binary(ctx, words[0], words[1], words[2])
	case n == 3 && words[1] == "-a":
		return words[0] != "" && words[2] != ""
	case n == 3 && words[1] == "-o":
		return words[0] != "" || words[2] != ""
	case n <= 4 && words[0] == "!":
		return !t.all(ctx, words[1:])
	case n <= 4 && words[0] == "(" && words[n-1] == ")":
		return t.all(ctx, words[1:n-1])
	case n == 3:
		t.fail(words[1] + ": binary operator expected")
		return false
	}
	t.words = words
	holds := t.or(ctx)
	if t.at < len(t.words) {
		t.fail("too many arguments")
	}
	return holds
}

// fail notes what is wrong; the first counts.
func (t *evaluation) fail(text string) {
	if t.fault == "" {
		t.fault = text
	}
}

// take takes a word if it is the next one.
func (t *evaluation) take(word string) bool {
	if t.at < len(t.words) && t.words[t.at] == word {
		t.at++
		return true
	}
	return false
}

func (t *evaluation) or(ctx context.Context) bool {
	holds := t.and(ctx)
	for t.fault == "" && t.take("-o") {
		other := t.and(ctx)
		holds = holds || other
	}
	return holds
}

func (t *evaluation) and(ctx context.Context) bool {
	holds := t.term(ctx)
	for t.fault == "" && t.take("-a") {
		other := t.term(ctx)
		holds = holds && other
	}
	return holds
}

// term takes one of the tests that -a and -o join.
func (t *evaluation) term(ctx context.Context) bool {
	if t.take("!") {
		return !t.term(ctx)
	}
	rest := t.words[t.at:]
	switch {
	case len(rest) == 0:
		t.fail("argument expected")
		return false
	case rest[0] == "(":
		t.at++
		holds := t.or(ctx)
		if !t.take(")") {
			t.unclosed()
		}
		return holds
	case len(rest) >= 3 && isBinary(rest[1]):
		t.at += 3
		return t.binary(ctx, rest[0], rest[1], rest[2])
	case len(rest[0]) == 2 && rest[0][0] == '-':
		if t.at += 2; len(rest) == 1 {
			t.at--
			t.fail("argument expected")
			return false
		}
		return t.unary(ctx, rest[0], rest[1])
	}
	t.at++
	return rest[0] != ""
}

func (t *evaluation) unclosed() {
	found := t.after
	if t.at < len(t.words) {
		found = t.words[t.at]
	}
	if found != "" {
		found = ", found " + found
	}
	t.fail("`)' expected" + found)
}

func isBinary(word string) bool {
	switch word {
	case "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef":
		return true
	}
	return false
}

func (t *evaluation) binary(ctx context.Context, x, operator, y string) bool {
	switch operator {
	case "=", "==":
		return x == y
	case "!=":
		return x != y
	case "<":
		return x < y
	case ">":
		return x > y
	case "-nt", "-ot", "-ef":
		return t.files(ctx, x, operator, y)
	}
	a, b := t.integer(x), t.integer(y)
	switch operator {
	case "-eq":
		return a == b
	case "-ne":
		return a != b
	case "-lt":
		return a < b
	case "-le":
		return a <= b
	case "-gt":
		return a > b
	}
	return a >= b
}

// integer is a word's number, which may have blanks around it.
func (t *evaluation) integer(word string) int64 {
	n, err := strconv.ParseInt(strings.Trim(word, " \t\n\v\f\r"), 10, 64)
	if err != nil {
		t.fail(word + ": integer expression expected")
	}
	return n
}

// files compares two files; of one that is not there, the other is newer.
func (t *evaluation) files(ctx context.Context, x, operator, y string) bool {
	a, noA := t.b.stat(ctx, inDir(t.hc.Dir, x), true)
	b, noB := t.b.stat(ctx, inDir(t.hc.Dir, y), true)
	switch operator {
	case "-nt":
		return noA == nil && (noB != nil || a.ModTime().After(b.ModTime()))
	case "-ot":
		return noB == nil && (noA != nil || a.ModTime().Before(b.ModTime()))
	}
	return noA == nil && noB == nil && os.SameFile(a, b)
}

func (t *evaluation) unary(ctx context.Context, operator, word string) bool {
	switch operator {
	case "-n":
		return word != ""
	case "-z":
		return word == ""
	case "-v":
		return t.hc.Env.Get(word).IsSet()
	case "-t":
		return t.terminal(word)
	}
	if len(operator) != 2 || operator[0] != '-' || !strings.Contains("abcdefghkprsuwxGLNOS", operator[1:]) {
		t.fail(operator + ": unary operator expected")
		return false
	}
	path := inDir(t.hc.Dir, word)
	if word == "" {
		return false
	}
	if mode, ok := map[string]interp.AccessMode{"-r": unix.R_OK, "-w": unix.W_OK, "-x": unix.X_OK}[operator]; ok {
		return t.b.access(ctx, path, mode) == nil
	}
	info, err := t.b.stat(ctx, path, operator != "-h" && operator != "-L")
	return err == nil && is(info, operator)
}

// terminal tells whether one of the three standard streams is a terminal.
func (t *evaluation) terminal(word string) bool {
	streams := []any{t.hc.Stdin, t.hc.Stdout, t.hc.Stderr}
	n, err := strconv.ParseUint(word, 10, 2)
	return err == nil && n < uint64(len(streams)) && isTerminal(streams[n])
}

// is tells whether a file that is there is what a test asks for.
func is(info fs.FileInfo, operator string) bool {
	raw, _ := info.Sys().(*syscall.Stat_t)
	mode := info.Mode()
	switch operator {
	case "-f":
		return mode.IsRegular()
	case "-d":
		return mode.IsDir()
	case "-h", "-L":
		return mode&fs.ModeSymlink != 0
	case "-s":
		return info.Size() > 0
	case "-p":
		return mode&fs.ModeNamedPipe != 0
	case "-S":
		return mode&fs.ModeSocket != 0
	case "-c":
		return mode&fs.ModeCharDevice != 0
	case "-b":
		return mode&fs.ModeDevice != 0 && mode&fs.ModeCharDevice == 0
	case "-u":
		return mode&fs.ModeSetuid != 0
	case "-g":
		return mode&fs.ModeSetgid != 0
	case "-k":
		return mode&fs.ModeSticky != 0
	case "-O":
		return raw != nil && int(raw.Uid) == os.Geteuid()
	case "-G":
		return raw != nil && int(raw.Gid) == os.Getegid()
	case "-N":
		return raw != nil && raw.Mtim.Nano() > raw.Atim.Nano()
	}
	return true
}
