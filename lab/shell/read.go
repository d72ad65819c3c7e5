//go:build linux

package shell

import (
	"context"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// reading is a read with options that the interpreter does not know (bash(1), read).
type reading struct {
	raw, exactly bool
	array        string
	prompt       string
	number       string // of the descriptor
	end          byte
	most         int           // characters, 0 for any number
	limit        time.Duration // below 0 for none
	names        []string
}

// readUsage is what bash says of an option that is wrong.
const readUsage = "read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]"

// timedOut is the status of a read whose time is over: 128 and SIGALRM.
const timedOut = 142

// read gives the words of a read as the interpreter knows them, or carries it out.
func (b *bash) read(ctx context.Context, hc interp.HandlerContext, argv []string) []string {
	r, ours, wrong := readOptions(argv[1:])
	for _, name := range r.names {
		if hc.Env.Get(name).ReadOnly && wrong == nil {
			wrong = []string{complaint, name + readonlyError}
		}
	}
	switch {
	case wrong != nil:
		return wrong
	case !ours && (strings.Trim(separators(hc.Env), " \t\n") == "" || len(r.names) == 0 && r.array == "") && !isTerminal(hc.Stdin):
		return promptless(argv)
	case !ours && isTerminal(hc.Stdin):
		return argv
	}
	in, _ := hc.Stdin.(*os.File)
	if r.number != "0" {
		if in, _ = b.files.get(hc.Env, r.number).(*os.File); in == nil {
			return []string{complaint, "read: " + r.number + ": invalid file descriptor: Bad file descriptor"}
		}
	}
	if in == nil {
		return []string{complaint, "read: read error: 0: Bad file descriptor"}
	}
	if r.prompt != "" && isTerminal(in) {
		_, _ = unsaid(hc.Stderr).Write([]byte(r.prompt))
	}
	line, status := r.from(ctx, in)
	return []string{"eval", r.assign(line, hc.Env) + "(exit " + strconv.Itoa(status) + ")"}
}

// readOptions takes the words of a read apart; ours is false where the interpreter knows them all.
func readOptions(words []string) (r reading, ours bool, wrong []string) {
	r = reading{number: "0", end: '\n', limit: -1}
	words, wrong = eachOption("read", words, "adintpuN", readUsage, func(flag byte, value string) string {
		known, text := r.option(flag, value)
		ours = ours || known
		return text
	})
	if wrong != nil {
		return r, false, wrong
	}
	r.names = words
	for _, name := range append(slices.Clone(words), r.array) {
		if name != "" && !syntax.ValidName(name) {
			return r, false, []string{complaint, "read: `" + name + "': not a valid identifier"}
		}
	}
	return r, ours, nil
}

// eachOption gives take the options that the words of a command of bash's begin with, those among valued with their values, and gives the words
// behind them. What take says is wrong with one, or what is, comes back as the command that complains; behind the usage it ends with 2.
func eachOption(name string, words []string, valued, usage string, take func(flag byte, value string) (wrong string)) (rest, wrong []string) {
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' {
		flags := words[0][1:]
		words = words[1:]
		if flags == "-" {
			break
		}
		for flags != "" {
			flag, value := flags[0], ""
			flags = flags[1:]
			if strings.IndexByte(valued, flag) >= 0 {
				if value, flags = flags, ""; value == "" {
					if len(words) == 0 {
						return nil, []string{complaint, name + ": -" + string(flag) + ": option requires an argument\n" + usage, "2"}
					}
					value, words = words[0], words[1:]
				}
			}
			switch text := take(flag, value); {
			case strings.HasSuffix(text, usage):
				return nil, []string{complaint, name + ": " + text, "2"}
			case text != "":
				return nil, []string{complaint, name + ": " + text}
			}
		}
	}
	return words, nil
}

// option takes one option; ours tells that the interpreter does not know it.
func (r *reading) option(flag byte, value string) (ours bool, wrong string) {
	switch flag {
	case 'e', 's', 'i':
	case 'r':
		r.raw = true
	case 'a':
		r.array = value
	case 'p':
		r.prompt = value
	case 'd':
		r.end, ours = 0, true
		if value != "" {
			r.end = value[0]
		}
	case 'n', 'N':
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return true, value + ": invalid number"
		}
		r.most, r.exactly, ours = n, flag == 'N', true
	case 't':
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil || seconds < 0 {
			return true, value + ": invalid timeout specification"
		}
		r.limit, ours = time.Duration(seconds*float64(time.Second)), true
	case 'u':
		if _, err := strconv.Atoi(value); err != nil {
			return true, value + ": invalid file descriptor specification"
		}
		r.number, ours = value, true
	default:
		return true, "-" + string(flag) + ": invalid option\n" + readUsage
	}
	return ours, ""
}

// from reads what is meant, byte by byte: the rest is for who reads on there.
func (r *reading) from(ctx context.Context, in *os.File) (line []byte, status int) {
	end := time.Now().Add(r.limit)
	escaped, count := false, 0
	for r.most == 0 || count < r.most {
		left := time.Duration(-1)
		if r.limit >= 0 {
			left = max(0, time.Until(end))
		}
		c, err := readByte(ctx, in, left)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded) && r.limit == 0:
			return line, 1
		case errors.Is(err, os.ErrDeadlineExceeded):
			return line, timedOut
		case err != nil:
			return line, 1
		case r.limit == 0:
			// It only asks whether there is anything.
			return nil, 0
		}
		if c == r.end && !escaped && !r.exactly {
			return line, 0
		}
		if !r.raw && c == '\\' && !escaped {
			escaped = true
			line = append(line, c)
			continue
		}
		if escaped && c == '\n' {
			line, escaped = line[:len(line)-1], false
			continue
		}
		escaped = false
		line = append(line, c)
		if c&0xc0 != 0x80 {
			count++
		}
	}
	return line, 0
}

// readByte reads a byte, within a time if that is not below 0.
func readByte(ctx context.Context, in *os.File, limit time.Duration) (c byte, err error) {
	wake, waker, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	defer wake.Close()
	stop := context.AfterFunc(ctx, func() { waker.Close() })
	defer func() {
		if stop() {
			waker.Close()
		}
	}()
	err = descriptor(in, func(fd int) error {
		timeout := -1
		if limit >= 0 {
			timeout = int(limit.Milliseconds())
		}
		ready := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}, {Fd: int32(wake.Fd()), Events: unix.POLLIN}}
		n, err := unix.Poll(ready, timeout)
		for errors.Is(err, unix.EINTR) {
			n, err = unix.Poll(ready, timeout)
		}
		switch {
		case err != nil:
			return err
		case n == 0:
			return os.ErrDeadlineExceeded
		case ready[1].Revents != 0:
			return ctx.Err()
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	one := make([]byte, 1)
	_, err = in.Read(one)
	return one[0], err
}

// assign is what sets the variables.
func (r *reading) assign(line []byte, env expand.Environ) string {
	text := string(line)
	set := func(name, value string) string { return name + "=" + evalQuoted(value) + "; " }
	switch {
	case r.limit == 0:
		return ""
	case r.array != "":
		var b strings.Builder
		for _, value := range r.fields(text, separators(env), -1) {
			b.WriteString(evalQuoted(value) + " ")
		}
		return r.array + "=(" + b.String() + "); "
	case len(r.names) == 0:
		return set("REPLY", r.unescaped(text))
	case r.exactly:
		return set(r.names[0], r.unescaped(text))
	}
	values := r.fields(text, separators(env), len(r.names))
	var b strings.Builder
	for i, name := range r.names {
		value := ""
		if i < len(values) {
			value = values[i]
		}
		b.WriteString(set(name, value))
	}
	return b.String()
}

// separators are those of words (bash(1), IFS).
func separators(env expand.Environ) string {
	if ifs := env.Get("IFS"); ifs.IsSet() {
		return ifs.String()
	}
	return " \t\n"
}

// fields splits a line into so many words at most, below 0 for any number. One separator that is no blank ends a word, be it empty.
func (r *reading) fields(line, separators string, most int) (words []string) {
	is := func(c byte, among string) bool {
		return strings.IndexByte(among, c) >= 0 && strings.IndexByte(separators, c) >= 0
	}
	const blanks = " \t\n"
	i := 0
	skip := func() {
		for i < len(line) && is(line[i], blanks) {
			i++
		}
	}
	for skip(); i < len(line); {
		if most > 0 && len(words) == most-1 {
			return append(words, r.last(line[i:], separators, func(c byte) bool { return is(c, blanks) }))
		}
		var word []byte
		for ; i < len(line) && strings.IndexByte(separators, line[i]) < 0; i++ {
			if line[i] == '\\' && !r.raw && i+1 < len(line) {
				i++
			}
			word = append(word, line[i])
		}
		words = append(words, string(word))
		skip()
		if i < len(line) && strings.IndexByte(separators, line[i]) >= 0 {
			i++
			skip()
		}
	}
	return words
}

// last is the word that takes the rest of a line: without the blanks at its end, and without a separator where it is but one word.
func (r *reading) last(rest, separators string, blank func(c byte) bool) string {
	for rest != "" && blank(rest[len(rest)-1]) && (r.raw || len(rest) < 2 || rest[len(rest)-2] != '\\') {
		rest = rest[:len(rest)-1]
	}
	if at := strings.IndexAny(rest, separators); at >= 0 && at == len(rest)-1 && separators != "" {
		rest = rest[:at]
	}
	return r.unescaped(rest)
}

// unescaped is a line without the backslashes that make the next letter stand for itself.
func (r *reading) unescaped(line string) string {
	if r.raw {
		return line
	}
	var b strings.Builder
	escaped := false
	for _, c := range []byte(line) {
		if escaped = c == '\\' && !escaped; !escaped {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// evalQuoted is a text as a word for an eval, where the interpreter keeps backslashes.
func evalQuoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'"'"'`) + "'" }
