//go:build linux

package shell

import (
	"context"
	"os"
	"runtime"
	"strconv"

	"mvdan.cc/sh/v3/interp"
)

// complaint is the name of a command that only says why another could not be carried out: no program has such a name. A third word is
// its status, which is 1 otherwise.
const complaint = "\x00complaint"

// usage is the name of a command that tells the usage of another.
const usage = "\x00usage"

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
		return argv, nil
	}
	switch argv[0] {
	case "cd":
		if text := cdError(hc, argv[1:]); text != "" {
			return []string{complaint, "cd: " + text}, nil
		}
	case "echo", "printf":
		return b.print(hc, argv), nil
	case "wait":
		return b.jobs.wait(argv), nil
	case "trap":
		return b.traps.set(argv), nil
	case "kill":
		// The interpreter has the word, but cannot carry it out.
		return append([]string{killWord}, argv[1:]...), nil
	}
	return argv, nil
}

// cdError is what bash says of a folder to which one cannot go; empty if one can.
func cdError(hc interp.HandlerContext, words []string) string {
	switch {
	case len(words) > 1 && words[0][0] != '-':
		return "too many arguments"
	case len(words) != 1 || words[0] == "" || words[0][0] == '-':
		return ""
	}
	info, err := os.Stat(inDir(hc.Dir, words[0]))
	switch {
	case err != nil:
		return words[0] + ": " + strerror(err)
	case !info.IsDir():
		return words[0] + ": Not a directory"
	}
	return ""
}
