//go:build linux

package shell

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
	"mvdan.cc/sh/v3/syntax"
)

// traps are what a bash is to do at a signal or at its end, by the name without SIG. The interpreter itself knows EXIT and ERR, and takes
// no other. Of the signals only SIGINT reaches a bash here, as Ctrl-C.
type traps struct {
	mu     sync.Mutex // subshells run beside each other
	action map[string]string
}

// condition is the name of a signal, or of what else bash has a trap for (bash(1), trap): empty for none.
func condition(word string) string {
	name := strings.TrimPrefix(strings.ToUpper(word), "SIG")
	if number, err := strconv.Atoi(word); err == nil {
		name = strings.TrimPrefix(unix.SignalName(unix.Signal(number)), "SIG")
		if number == 0 {
			name = "EXIT"
		}
	}
	if name == "EXIT" || name == "ERR" || unix.SignalNum("SIG"+name) != 0 {
		return name
	}
	return ""
}

// set carries out the words of a trap, and gives the command that is left for the interpreter. Of one in a subshell nothing is noted: it ends
// with that.
func (t *traps) set(argv []string, subshell bool) []string {
	words := argv[1:]
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	if len(words) == 0 || slices.Equal(words, []string{"-p"}) {
		return append([]string{"printf", "%s"}, t.list()...)
	}
	if strings.HasPrefix(words[0], "-") && words[0] != "-" {
		return argv
	}
	action, names := words[0], words[1:]
	if len(names) == 0 {
		action, names = "-", words
	}
	left := []string{argv[0], lineWords(action)}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, word := range names {
		name := condition(word)
		switch name {
		case "":
			return []string{complaint, "trap: " + word + ": invalid signal specification"}
		case "EXIT", "ERR":
			left = append(left, name)
		}
		switch {
		case subshell:
		case action == "-":
			delete(t.action, name)
		default:
			if t.action == nil {
				t.action = map[string]string{}
			}
			t.action[name] = action
		}
	}
	if len(left) == 2 {
		return []string{"true"}
	}
	return left
}

// lineWords has an action ask for the line of what it is told of: to the interpreter it is a script of its own.
func lineWords(action string) string {
	return strings.NewReplacer("${LINENO}", "${"+lineVariable+"}", "$LINENO", "$"+lineVariable).Replace(action)
}

// list is what `trap` lists: EXIT first, then the signals by number, ERR at the end.
func (t *traps) list() (lines []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	order := func(name string) int {
		switch name {
		case "EXIT":
			return 0
		case "ERR":
			return 1 << 16
		}
		return int(unix.SignalNum("SIG" + name))
	}
	for _, name := range slices.SortedFunc(maps.Keys(t.action), func(a, b string) int { return cmp.Compare(order(a), order(b)) }) {
		action := "'" + strings.ReplaceAll(t.action[name], "'", `'\''`) + "'"
		if name != "EXIT" && name != "ERR" {
			name = "SIG" + name
		}
		lines = append(lines, "trap -- "+action+" "+name+"\n")
	}
	return lines
}

// at is what is to be done at a condition; there may be nothing, which is another thing than no trap.
func (t *traps) at(name string) (action string, set bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	action, set = t.action[name]
	return action, set
}

// finish does what a bash is to do at its end, where no `exit` led there: the interpreter is told one. The status is what it was before, or that
// of an exit in it.
func (b *bash) finish(ctx context.Context, status int) int {
	if _, set := b.traps.at("EXIT"); !set {
		return status
	}
	// It gives the status back as an error.
	_ = b.runner.Run(ctx, &syntax.File{Stmts: []*syntax.Stmt{exitWith(status)}})
	return b.lastStatus(status)
}

// lastStatus is the status of a shell that ended with this one, unless what was done then ended otherwise.
func (b *bash) lastStatus(status int) int {
	for _, ended := range []*int{b.ended.Load(), b.errors.last.Load()} {
		if ended != nil {
			return *ended
		}
	}
	return status
}

// interrupted does what a bash is to do at Ctrl-C, and tells whether it goes on after that.
func (b *bash) interrupted(ctx context.Context) (status int, on bool, err error) {
	if action, set := b.traps.at("INT"); set {
		status, left, err := b.trapped(ctx, action, interrupted)
		return status, !left, err
	}
	return b.finish(ctx, interrupted), false, nil
}

// trapped carries out what a trap for Ctrl-C says after a command of this status, which is that of the bash again if that goes on.
func (b *bash) trapped(ctx context.Context, action string, before int) (status int, left bool, err error) {
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(action), "")
	if err != nil {
		return b.syntaxError(b.shell.config.Stderr, err, action), true, nil
	}
	b.setStatus(ctx, before)
	status, left, err = b.run(ctx, file.Stmts, before)
	if !left {
		status = before
		b.setStatus(ctx, before)
	}
	return status, left, err
}
