//go:build linux

package shell

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter has no PIPESTATUS. So each part of a pipe that may be asked for is followed by `pipeWord PIPE PART`, which notes its
// status, and a statement that asks for them begins with `pipeWord PIPE`, which sets the variable. PIPE is 0 for what is no pipe.
const pipeWord = ourMark + "pipe"

// pipes are the statuses of the parts of pipes.
type pipes struct {
	mu       sync.Mutex
	count    int
	statuses map[string]map[int]int
}

// somePipe stands for the number of a pipe that is known only when it has run.
const somePipe = "?"

// askForParts has a statement, and those within it, find PIPESTATUS set where they ask for it. It tells of one for which it cannot. before is
// the number of the pipe that runs before the statement, empty or somePipe where nobody knows; last is that of the statement itself.
func (p *pipes) askForParts(st *syntax.Stmt, before string) (last, beyond string) {
	known := map[*syntax.Stmt]*syntax.Stmt{} // what runs before a statement
	first := map[*syntax.Stmt]*syntax.Stmt{} // the statement that begins with another
	var asking []*syntax.Stmt
	syntax.Walk(st, func(n syntax.Node) bool {
		for _, list := range listsOf(n) {
			for i := 1; i < len(list); i++ {
				known[list[i]] = list[i-1]
			}
		}
		if s, ok := n.(*syntax.Stmt); ok {
			if inner := beginningOf(s.Cmd); inner != nil {
				first[inner] = s
			}
			if asksForParts(s) {
				asking = append(asking, s)
			}
		}
		return true
	})
	last = "0"
	numbers := map[*syntax.Stmt]string{}
	switch {
	case st.Background:
	case isPipe(st):
		last = p.number(st)
		numbers[st] = last
	case holdsPipe(st):
		last = somePipe
	}
	for _, s := range asking {
		number, at := before, s
		for first[at] != nil {
			at = first[at]
		}
		if at != st {
			previous := known[at]
			if previous == nil || !isPipe(previous) && holdsPipe(previous) {
				return last, partsHere
			}
			if number = numbers[previous]; number == "" {
				number = "0"
				if isPipe(previous) {
					number = p.number(previous)
				}
				numbers[previous] = number
			}
		}
		if number == "" || number == somePipe {
			return last, partsHere
		}
		told := &syntax.Stmt{Position: s.Position, Cmd: &syntax.CallExpr{Args: []*syntax.Word{word(pipeWord), word(number)}}}
		inner := *s
		inner.Negated, inner.Background = false, false
		s.Redirs, s.Cmd = nil, &syntax.Block{Lbrace: s.Position, Stmts: []*syntax.Stmt{unminded(told), &inner}}
	}
	return last, ""
}

// partsHere is what is refused where it is not known which pipe came before.
const partsHere = "PIPESTATUS (the statuses of a pipe's parts) here"

// listsOf are the lists of statements in which one runs after the other, of one node.
func listsOf(n syntax.Node) [][]*syntax.Stmt {
	switch n := n.(type) {
	case *syntax.Block:
		return [][]*syntax.Stmt{n.Stmts}
	case *syntax.Subshell:
		return [][]*syntax.Stmt{n.Stmts}
	case *syntax.CmdSubst:
		return [][]*syntax.Stmt{n.Stmts}
	case *syntax.IfClause:
		lists := [][]*syntax.Stmt{slices.Concat(n.Cond, n.Then)}
		if n.Else != nil {
			lists = append(lists, slices.Concat(n.Cond, n.Else.Cond, n.Else.Then))
		}
		return lists
	case *syntax.WhileClause:
		return [][]*syntax.Stmt{slices.Concat(n.Cond, n.Do)}
	case *syntax.ForClause:
		return [][]*syntax.Stmt{n.Do}
	case *syntax.CaseItem:
		return [][]*syntax.Stmt{n.Stmts}
	case *syntax.BinaryCmd:
		if n.Op == syntax.AndStmt || n.Op == syntax.OrStmt {
			return [][]*syntax.Stmt{{n.X, n.Y}}
		}
	}
	return nil
}

// holdsPipe tells of a statement that may run a pipe in this shell, or a condition that is the last to run: which one was is known only then.
func holdsPipe(st *syntax.Stmt) (holds bool) {
	syntax.Walk(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Subshell, *syntax.CmdSubst, *syntax.ProcSubst, *syntax.FuncDecl:
			return false
		case *syntax.IfClause, *syntax.WhileClause, *syntax.ForClause, *syntax.CaseClause:
			holds = true
		case *syntax.Stmt:
			holds = holds || isPipe(n)
		}
		return !holds
	})
	return holds
}

// beginningOf is the statement with which a command begins, nil where it does not begin with one.
func beginningOf(c syntax.Command) *syntax.Stmt {
	var list []*syntax.Stmt
	switch c := c.(type) {
	case *syntax.Block:
		list = c.Stmts
	case *syntax.IfClause:
		list = c.Cond
	case *syntax.BinaryCmd:
		if c.Op == syntax.AndStmt || c.Op == syntax.OrStmt {
			list = []*syntax.Stmt{c.X}
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// asksForParts tells whether a statement itself, and none within it, asks for PIPESTATUS.
func asksForParts(st *syntax.Stmt) (asks bool) {
	eachParam(st, func(p *syntax.ParamExp) { asks = asks || p.Param != nil && p.Param.Value == "PIPESTATUS" })
	return asks
}

// eachParam gives f the expansions of variables of a statement, but for those of the statements within it.
func eachParam(st *syntax.Stmt, f func(p *syntax.ParamExp)) {
	syntax.Walk(st, func(n syntax.Node) bool {
		if inner, ok := n.(*syntax.Stmt); ok && inner != st {
			return false
		}
		if p, ok := n.(*syntax.ParamExp); ok {
			f(p)
		}
		return true
	})
}

// number has the parts of a pipe noted, and gives it a number.
func (p *pipes) number(st *syntax.Stmt) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	number, parts := strconv.Itoa(p.count), 0
	var note func(st *syntax.Stmt) *syntax.Stmt
	note = func(st *syntax.Stmt) *syntax.Stmt {
		if isPipe(st) {
			pipe := st.Cmd.(*syntax.BinaryCmd)
			pipe.X = note(pipe.X)
			pipe.Y = note(pipe.Y)
			return st
		}
		told := &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: []*syntax.Word{word(pipeWord), word(number), word(strconv.Itoa(parts))}}}
		parts++
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{unminded(subshell(st)), told}}}
	}
	note(st)
	return number
}

// told carries out pipeWord, and gives the command that is left for the interpreter.
func (p *pipes) told(hc interp.HandlerContext, words []string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(words) == 2 {
		if p.statuses == nil {
			p.statuses = map[string]map[int]int{}
		}
		if p.statuses[words[0]] == nil {
			p.statuses[words[0]] = map[int]int{}
		}
		part, _ := strconv.Atoi(words[1])
		p.statuses[words[0]][part] = hc.LastExitStatus
		return []string{complaint, "", strconv.Itoa(hc.LastExitStatus)}
	}
	list := []string{strconv.Itoa(hc.LastExitStatus)}
	if parts := p.statuses[words[0]]; parts != nil {
		list = nil
		for _, part := range slices.Sorted(maps.Keys(parts)) {
			list = append(list, strconv.Itoa(parts[part]))
		}
	}
	return []string{"eval", "PIPESTATUS=(" + strings.Join(list, " ") + ")\n" + evalQuoted(complaint) + " '' " + strconv.Itoa(hc.LastExitStatus)}
}
