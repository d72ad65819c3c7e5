//go:build linux

package shell

import (
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter knows what to do at the end of a shell, and not at that of a subshell. So in a subshell that has a trap, that and each exit
// end in this word, an exit stands at its end, and the variable holds what is to be done.
const (
	subshellMark = ourMark + "subshell"
	atExit       = "VETHLAB_AT_EXIT"
)

// markTraps marks the traps and exits of a statement's subshells.
func markTraps(st *syntax.Stmt) {
	syntax.Walk(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Subshell:
			n.Stmts = withExit(n.Stmts)
		case *syntax.CmdSubst:
			n.Stmts = withExit(n.Stmts)
		}
		return true
	})
}

// withExit marks those of one subshell, and has it end in an exit if there is a trap among them.
func withExit(list []*syntax.Stmt) []*syntax.Stmt {
	var calls []*syntax.CallExpr
	traps := false
	for _, st := range list {
		syntax.Walk(st, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Subshell, *syntax.CmdSubst, *syntax.FuncDecl:
				return false
			case *syntax.CallExpr:
				if len(n.Args) > 0 && (n.Args[0].Lit() == "trap" || n.Args[0].Lit() == "exit") {
					calls = append(calls, n)
					traps = traps || n.Args[0].Lit() == "trap"
				}
			}
			return true
		})
	}
	if !traps {
		return list
	}
	end := list[len(list)-1]
	exit := &syntax.CallExpr{Args: []*syntax.Word{word("exit")}}
	for _, call := range append(calls, exit) {
		if call.Args[len(call.Args)-1].Lit() != subshellMark {
			call.Args = append(call.Args, word(subshellMark))
		}
	}
	return append(list[:len(list):len(list)], &syntax.Stmt{Position: end.Position, Cmd: exit})
}

// endMark ends an exit in what is to be done at the end of a shell: the interpreter takes its status for none.
const endMark = ourMark + "end"

// markExits ends the exits of what is to be done at the end of a shell, or after an error, in a word.
func markExits(script *syntax.File, mark *syntax.Word) {
	syntax.Walk(script, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Subshell, *syntax.CmdSubst:
			return false
		case *syntax.CallExpr:
			if len(n.Args) > 0 && n.Args[0].Lit() == "exit" {
				n.Args = append(n.Args, mark)
			}
		}
		return true
	})
}

// exit gives the words of an exit, and notes the status of one at the end of the shell.
func (b *bash) exit(hc interp.HandlerContext, argv []string) []string {
	words, mark := unmarked(argv), argv[len(argv)-1]
	options, afterError := strings.CutPrefix(mark, errorMark)
	if mark != endMark && !afterError {
		return endSubshell(hc, argv)
	}
	status := hc.LastExitStatus
	if len(words) > 1 {
		status, _ = strconv.Atoi(words[1])
	}
	switch {
	case mark == endMark:
		b.ended.Store(&status)
	case strings.Contains(options, "e"):
		// The error ends the shell anyway, after what is to be done then.
		b.errors.last.Store(&status)
	default:
		b.errors.exit.Store(&status)
	}
	return words
}

// endSubshell gives the words of an exit: where it is that of a subshell, after what is to be done then.
func endSubshell(hc interp.HandlerContext, argv []string) []string {
	words := unmarked(argv)
	action := hc.Env.Get(atExit).String()
	if len(words) == len(argv) || action == "" {
		return words
	}
	status := strconv.Itoa(hc.LastExitStatus)
	if len(words) > 1 {
		status = words[1]
	}
	return []string{"eval", atExit + "=; (exit " + evalQuoted(status) + ") && " + evalQuoted(complaint) + " '' 0\n" + action + "\nexit " + evalQuoted(status)}
}

// trapSubshell gives the command for a trap in a subshell, of which this would be left elsewhere.
func trapSubshell(left []string) []string {
	if !slices.Contains(left[2:], "EXIT") {
		return left
	}
	return []string{"eval", atExit + "=" + evalQuoted(strings.TrimPrefix(left[1], "-"))}
}
