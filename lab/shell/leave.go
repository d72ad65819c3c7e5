//go:build linux

package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// The interpreter sees a break, or a continue, only after each statement of a loop itself: of a list within that, as in an if, it goes on with
// the rest. So such a list becomes a loop of one round, whose variable this is, and the break leaves one loop more.
const onceVariable = "VETHLAB_ONCE"

// leaveMark begins the last word of a break or a continue that leaves more loops than it says.
const leaveMark = ourMark + "leave"

// leaving is a break or a continue, how many loops it leaves, and the lists of statements that it leaves within them.
type leaving struct {
	call  *syntax.CallExpr
	loops int
	lists []*[]*syntax.Stmt
}

// leaveLists has each break and continue of a script leave the lists of statements that it stands in.
func leaveLists(script syntax.Node) {
	var found []leaving
	rest := map[*[]*syntax.Stmt]bool{} // the lists that would go on
	var path []syntax.Node
	syntax.Walk(script, func(n syntax.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		path = append(path, n)
		call, ok := n.(*syntax.CallExpr)
		if !ok || len(call.Args) == 0 || call.Args[0].Lit() != "break" && call.Args[0].Lit() != "continue" {
			return true
		}
		l := leaving{call: call, loops: 1}
		if len(call.Args) > 1 {
			l.loops, _ = strconv.Atoi(strings.TrimPrefix(call.Args[len(call.Args)-1].Lit(), leaveMark))
		}
		if l.loops > 0 && l.within(path, rest) {
			found = append(found, l)
		}
		return true
	})
	for _, l := range found {
		loops := l.loops
		for _, list := range l.lists {
			if rest[list] {
				loops++
			}
		}
		if loops > l.loops {
			l.call.Args = append(l.call.Args, word(leaveMark+strconv.Itoa(loops)))
		}
	}
	for list := range rest {
		at := (*list)[0].Pos()
		once := &syntax.ForClause{ForPos: at, DoPos: at, DonePos: at, Do: *list, Loop: &syntax.WordIter{
			Name: &syntax.Lit{ValuePos: at, ValueEnd: at, Value: onceVariable}, InPos: at, Items: []*syntax.Word{word("1")},
		}}
		*list = []*syntax.Stmt{{Position: at, Cmd: once}}
	}
}

// within notes the lists that are left, of what the path leads to, and in rest those of them that have more. It tells of one that stands in a
// loop, or in a text, which may be run in one.
func (l *leaving) within(path []syntax.Node, rest map[*[]*syntax.Stmt]bool) bool {
	var more []*[]*syntax.Stmt
	left := l.loops
	for i := len(path) - 2; i >= 0 && left > 0; i-- {
		var lists []*[]*syntax.Stmt
		switch n := path[i].(type) {
		case *syntax.ForClause, *syntax.WhileClause:
			left--
		case *syntax.Subshell, *syntax.CmdSubst, *syntax.ProcSubst, *syntax.FuncDecl:
			return false
		case *syntax.Block:
			lists = append(lists, &n.Stmts)
		case *syntax.IfClause:
			lists = append(lists, &n.Then)
		case *syntax.CaseItem:
			lists = append(lists, &n.Stmts)
		case *syntax.File:
			lists = append(lists, &n.Stmts)
			left = 0
		}
		for _, list := range lists {
			for at, st := range *list {
				if st != path[i+1] {
					continue
				}
				l.lists = append(l.lists, list)
				if at < len(*list)-1 {
					more = append(more, list)
				}
			}
		}
	}
	if left > 0 {
		return false
	}
	for _, list := range more {
		rest[list] = true
	}
	return true
}

// leave gives the words of a break or a continue as the interpreter is to carry them out.
func leave(argv []string) []string {
	if loops, marked := strings.CutPrefix(argv[len(argv)-1], leaveMark); marked {
		return []string{argv[0], loops}
	}
	return argv
}
