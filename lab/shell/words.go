//go:build linux

package shell

import (
	"context"
	"runtime"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/interp"
)

// complaint is the name of a command that only says why another could not be carried out: no program has such a name. A third word is
// its status, which is 1 otherwise.
const complaint = "\x00complaint"

// usage is the name of a command that tells the usage of another.
const usage = "\x00usage"

// jobsWord is the name of our own jobs.
const jobsWord = "\x00jobs"

// killWord is the name of our own kill.
const killWord = "\x00kill"

// call sees every command before it is carried out, functions and words of bash included. It puts bash's text for the
// errors of words that the interpreter carries out itself.
func (b *bash) call(ctx context.Context, argv []string) ([]string, error) {
	hc := interp.HandlerCtx(ctx)
	if hc.Pos.IsValid() {
		b.line.Store(uint64(hc.Pos.Line()))
	}
	if runtime.NumGoroutine() > mostGoroutines {
		// A subshell is a goroutine here, and a function that calls itself twice would fill the memory with them.
		return []string{complaint, noFork}, nil
	}
	if killed := b.jobs.killedBy(hc.Env.Get(jobVariable).String()); killed != 0 && argv[0] != pidWord {
		return []string{"exit", strconv.Itoa(128 + int(killed))}, nil
	}
	if len(argv) > 1 && (argv[0] == "command" || argv[0] == "builtin") && (argv[1] == "echo" || argv[1] == "printf") {
		argv = argv[1:]
	} else if _, own := b.functions.Load(argv[0]); own {
		return unmarked(argv), nil
	}
	switch argv[0] {
	case "cd":
		if text := b.cdError(ctx, hc, argv[1:]); text != "" {
			return []string{complaint, "cd: " + text}, nil
		}
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
		if !isTerminal(hc.Stdin) {
			return promptless(argv), nil
		}
	case "eval", "source", ".":
		if what := b.beyondRead(hc, argv); what != "" {
			return []string{complaint, notBuiltIn(what), strconv.Itoa(syntaxErrorStatus)}, nil
		}
	case "shift":
		return shift(argv), nil
	case "wait":
		return b.jobs.wait(argv), nil
	case "jobs":
		if len(argv) == 1 {
			return []string{jobsWord}, nil
		}
	case "trap":
		return b.traps.set(argv), nil
	case "help":
		if len(argv) == 1 {
			return []string{helpWord}, nil
		}
	case "kill":
		// The interpreter has the word, but cannot carry it out.
		return append([]string{killWord}, argv[1:]...), nil
	}
	return argv, nil
}

// cdError is what bash says of a folder to which one cannot go; empty if one can.
func (b *bash) cdError(ctx context.Context, hc interp.HandlerContext, words []string) string {
	switch {
	case len(words) > 1 && words[0][0] != '-':
		return "too many arguments"
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
