//go:build linux

package shell

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/interp"
)

// ourMark begins the names of commands that are put into a script, of which no program has one. The parser keeps it, as it keeps no zero.
const ourMark = "\x01"

// complaint is the name of a command that only says why another could not be carried out: no program has such a name. A third word is
// its status, which is 1 otherwise.
const complaint = ourMark + "complaint"

// usage is the name of a command that tells the usage of another.
const usage = ourMark + "usage"

// jobsWord is the name of our own jobs, fg, bg and disown, of which one is its first word.
const jobsWord = ourMark + "jobs"

// killWord is the name of our own kill.
const killWord = ourMark + "kill"

// call sees every command before it is carried out, functions and words of bash included. It puts bash's text for the
// errors of words that the interpreter carries out itself.
func (b *bash) call(ctx context.Context, argv []string) ([]string, error) {
	hc := interp.HandlerCtx(ctx)
	if argv[0] == errorWord || argv[0] == errorEnd {
		return b.errors.word(hc, argv[0]), nil
	}
	b.errors.began(hc)
	if status, due := b.errors.exits(); due {
		return []string{"exit", strconv.Itoa(status)}, nil
	}
	if hc.Pos.IsValid() && argv[0] != complaint {
		b.line.Store(uint64(hc.Pos.Line()))
	}
	b.trace(hc, unmarked(argv))
	if runtime.NumGoroutine() > mostGoroutines {
		// A subshell is a goroutine here, and a function that calls itself twice would fill the memory with them.
		return []string{complaint, noFork}, nil
	}
	if b.discard.Load() {
		return nil, errDiscarded
	}
	if ended := b.ended.Load(); ended != nil {
		// The interpreter would go on with what is done at the end.
		return []string{complaint, "", strconv.Itoa(*ended)}, nil
	}
	if killed := b.jobs.killedBy(hc.Env.Get(jobVariable).String()); killed != 0 && argv[0] != pidWord {
		return []string{"exit", strconv.Itoa(128 + int(killed))}, nil
	}
	if len(argv) > 1 && (argv[0] == "command" || argv[0] == "builtin") && slices.Contains([]string{"echo", "printf", "eval", "exec", "source", "."}, argv[1]) {
		argv = argv[1:]
	} else if _, own := b.functions.Load(argv[0]); own {
		if b.calls.Add(1)%64 == 0 && runtime.Callers(mostFrames, make([]uintptr, 1)) > 0 {
			fmt.Fprintf(unsaid(hc.Stderr), "%s %s: maximum function nesting level exceeded\n", b.prefix(), argv[0])
			b.discard.Store(true)
			return nil, errDiscarded
		}
		return unmarked(argv), nil
	}
	return b.word(ctx, hc, argv)
}

// word puts what the interpreter can do in the place of a word of bash's.
func (b *bash) word(ctx context.Context, hc interp.HandlerContext, argv []string) ([]string, error) {
	if slices.Contains([]string{"exit", "return", "break", "continue"}, argv[0]) {
		var err error
		if argv, err = b.leaving(hc, argv); err != nil {
			return nil, err
		}
	}
	switch argv[0] {
	case "cd":
		return b.cd(ctx, hc, argv), nil
	case "echo", "printf":
		return b.print(hc, argv), nil
	case "test", "[":
		return b.test(ctx, hc, argv), nil
	case "return":
		// Without a number the interpreter's means 0.
		if len(argv) == 1 {
			return []string{"return", strconv.Itoa(hc.LastExitStatus)}, nil
		}
	case "read":
		return b.read(ctx, hc, argv), nil
	case "mapfile", "readarray":
		return b.mapfile(ctx, hc, argv), nil
	case "eval":
		return b.eval(argv), nil
	case "source", ".":
		return b.loadText(ctx, hc, argv), nil
	case "exit":
		return b.exit(hc, argv), nil
	case "exec":
		return b.replace(hc, argv), nil
	case "history":
		return b.past(argv), nil
	case "umask":
		return umask(hc.Env, argv[1:]), nil
	case "break", "continue":
		return leave(argv), nil
	case "set":
		return setOptions(argv), nil
	case "shift":
		return shift(argv), nil
	case "alias", "unalias":
		return b.aliasWords(argv), nil
	case "unset":
		return unset(hc, argv), nil
	case "wait":
		return b.jobs.wait(ctx, argv), nil
	case "jobs", "fg", "bg", "disown":
		return append([]string{jobsWord}, argv...), nil
	case "trap":
		return b.trap(argv), nil
	case "builtin":
		if len(argv) > 1 && !interp.IsBuiltin(argv[1]) {
			return []string{complaint, "builtin: " + argv[1] + ": not a shell builtin"}, nil
		}
	case "help":
		if len(argv) == 1 {
			return []string{helpWord}, nil
		}
	case "kill":
		// The interpreter has the word, but cannot carry it out.
		return append([]string{killWord}, argv[1:]...), nil
	default:
		return b.ownWord(ctx, hc, argv), nil
	}
	return argv, nil
}

// leaving gives the words of an exit, a return, a break or a continue, also where no number stands behind it, or more than one word, of which
// bash complains before it leaves.
func (b *bash) leaving(hc interp.HandlerContext, argv []string) ([]string, error) {
	if len(argv) > 1 && argv[1] == "--" {
		argv = slices.Delete(slices.Clone(argv), 1, 2)
	}
	words := unmarked(argv)
	if len(words) < 2 {
		return argv, nil
	}
	_, err := strconv.ParseInt(strings.TrimSpace(words[1]), 10, 64)
	wrong := "too many arguments"
	switch {
	case err != nil:
		wrong = words[1] + ": numeric argument required"
	case len(words) == 2:
		return argv, nil
	}
	fmt.Fprintf(unsaid(hc.Stderr), "%s %s: %s\n", b.prefix(), argv[0], wrong)
	isLoop := argv[0] == "break" || argv[0] == "continue"
	switch {
	case err == nil, isLoop && !b.numbers:
		b.discard.Store(true)
		return nil, errDiscarded
	case isLoop:
		return []string{"exit", strconv.Itoa(wrongLoops)}, nil
	}
	return slices.Concat([]string{argv[0], strconv.Itoa(wrongNumber)}, argv[len(words):]), nil
}

// The statuses of bash for what leaves with a wrong number: EX_USAGE of shell.h, and that of throw_to_top_level where no signal was caught.
const (
	wrongNumber = 2
	wrongLoops  = 128
)

// ownWord carries out a word that was put into the script in the place of what the interpreter has not.
func (b *bash) ownWord(ctx context.Context, hc interp.HandlerContext, argv []string) []string {
	switch argv[0] {
	case fdWord:
		return b.fd(hc, func(path string, flag int) (io.ReadWriteCloser, error) { return b.open(ctx, path, flag, 0o666) }, argv[1:])
	case sourceWord:
		return b.load(ctx, hc, argv[1], argv[2])
	case loopWord:
		if argv[1] == "keep" {
			return []string{"eval", loopStatus + "=" + strconv.Itoa(hc.LastExitStatus)}
		}
		return []string{complaint, "", argv[1]}
	case pipeWord:
		return b.pipes.told(hc, argv[1:])
	case fieldsWord:
		return fields(hc, argv[1:])
	case emptyWord:
		return empty(hc, argv[1], argv[2:])
	case optionsWord:
		return options(hc, argv[1:])
	case orderWord:
		return ordered(hc, argv[1])
	}
	return argv
}

// aliasWords carries out what of an alias the interpreter does otherwise: it lists them in any order, and takes an unknown one for no error.
func (b *bash) aliasWords(argv []string) []string {
	var names []string
	b.aliases.Range(func(name, _ any) bool {
		names = append(names, name.(string))
		return true
	})
	slices.Sort(names)
	words := argv[1:]
	if argv[0] == "unalias" && slices.Equal(words, []string{"-a"}) {
		b.aliases.Clear()
		return append([]string{"unalias"}, names...)
	}
	if argv[0] == "alias" && (len(words) == 0 || words[0] == "-p") {
		return append([]string{"alias"}, names...)
	}
	for _, w := range words {
		name, _, defines := strings.Cut(w, "=")
		_, known := b.aliases.Load(name)
		switch {
		case defines && argv[0] == "alias":
			b.aliases.Store(name, true)
		case !known:
			return []string{complaint, argv[0] + ": " + w + ": not found"}
		case argv[0] == "unalias":
			b.aliases.Delete(name)
		}
	}
	return argv
}

// cd gives the words of a cd. The interpreter knows none of its options, and a folder is what it is called here.
func (b *bash) cd(ctx context.Context, hc interp.HandlerContext, argv []string) []string {
	for len(argv) > 1 && slices.Contains([]string{"-L", "-P", "-e", "-@", "--"}, argv[1]) {
		argv = slices.Delete(slices.Clone(argv), 1, 2)
	}
	if text := b.cdError(ctx, hc, argv[1:]); text != "" {
		return []string{complaint, "cd: " + text}
	}
	return argv
}

// unset gives the words of an unset.
func unset(hc interp.HandlerContext, argv []string) []string {
	for _, name := range argv[1:] {
		if hc.Env.Get(name).ReadOnly {
			return []string{complaint, "unset: " + name + ": cannot unset: readonly variable"}
		}
	}
	return argv
}

// cdError is what bash says of a folder to which one cannot go; empty if one can.
func (b *bash) cdError(ctx context.Context, hc interp.HandlerContext, words []string) string {
	switch {
	case len(words) > 1 && !strings.HasPrefix(words[0], "-"):
		return "too many arguments"
	case len(words) == 1 && words[0] == "-" && !hc.Env.Get("OLDPWD").IsSet():
		return "OLDPWD not set"
	case len(words) != 1 || words[0] == "" || words[0][0] == '-':
		return ""
	}
	info, err := b.stat(ctx, inDir(hc.Dir, words[0]), true)
	switch {
	case err != nil:
		return words[0] + ": " + strerror(err)
	case !info.IsDir():
		return words[0] + ": Not a directory"
	}
	return ""
}

// promptless is a read without its -p: only who types is asked.
func promptless(argv []string) []string {
	left := argv[:1:1]
	for i := 1; i < len(argv); i++ {
		before, prompt, asks := strings.Cut(argv[i], "p")
		if len(before) == 0 || before[0] != '-' || strings.Trim(before[1:], "ers") != "" {
			return append(left, argv[i:]...)
		}
		if len(before) > 1 {
			left = append(left, before)
		}
		if asks && prompt == "" {
			i++
		}
	}
	return left
}
