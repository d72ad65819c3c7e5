//go:build linux

package shell

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// Neither set -e nor a trap for ERR minds an error within a condition, the X of a ! X, X && Y or X || Y, and set -e none within a $( ). The
// interpreter forgets that in the subshells there. So what it would mind becomes the X of an X && [[ nothing ]], which ends as X does.
const nothing = "VETHLAB_NOTHING"

// unminded is a statement that ends as this one does, and in which no error is minded.
func unminded(list ...*syntax.Stmt) *syntax.Stmt {
	at := list[0].Position
	x := list[0]
	if len(list) > 1 || x.Background {
		x = &syntax.Stmt{Position: at, Cmd: &syntax.Block{Lbrace: at, Stmts: list}}
	}
	y := &syntax.Stmt{Position: at, Cmd: &syntax.TestClause{Left: at, Right: at, X: word(nothing)}}
	return &syntax.Stmt{Position: at, Cmd: &syntax.BinaryCmd{OpPos: at, Op: syntax.AndStmt, X: x, Y: y}}
}

// grouped is unminded for what stands behind a ! or in a pipe, which bind more than a &&.
func grouped(st *syntax.Stmt) *syntax.Stmt {
	return &syntax.Stmt{Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{unminded(st)}}}
}

// isUnminded tells of a statement that unminded or grouped has made.
func isUnminded(st *syntax.Stmt) bool {
	if group, ok := st.Cmd.(*syntax.Block); ok && len(group.Stmts) == 1 {
		return isUnminded(group.Stmts[0])
	}
	both, ok := st.Cmd.(*syntax.BinaryCmd)
	return ok && endsAsFirst(both)
}

// endsAsFirst tells of an X && [[ nothing ]].
func endsAsFirst(both *syntax.BinaryCmd) bool {
	test, ok := both.Y.Cmd.(*syntax.TestClause)
	if !ok || both.Op != syntax.AndStmt {
		return false
	}
	w, ok := test.X.(*syntax.Word)
	return ok && w.Lit() == nothing
}

// unmind has no error be minded where bash minds none.
func unmind(st *syntax.Stmt) {
	var conditions []*syntax.Stmt
	syntax.Walk(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.IfClause:
			conditions = append(conditions, n.Cond...)
		case *syntax.WhileClause:
			conditions = append(conditions, n.Cond...)
		case *syntax.BinaryCmd:
			if (n.Op == syntax.AndStmt || n.Op == syntax.OrStmt) && !endsAsFirst(n) {
				conditions = append(conditions, n.X)
			}
		case *syntax.Stmt:
			if n.Negated && n.Cmd != nil {
				inner := &syntax.Stmt{Position: n.Position, Cmd: n.Cmd, Redirs: n.Redirs}
				conditions = append(conditions, inner)
				if !isUnminded(n) {
					n.Cmd, n.Redirs = grouped(inner).Cmd, nil
				}
			}
		case *syntax.CmdSubst:
			if mindsInside(n) {
				conditions = append(conditions, n.Stmts...)
				n.Stmts = []*syntax.Stmt{unminded(n.Stmts...)}
			}
		}
		return true
	})
	for _, condition := range conditions {
		unmindSubshells(condition)
	}
}

// mindsInside tells of a $( ) in which an error would be minded, and should not be. One that says itself what it minds is left as it is.
func mindsInside(n *syntax.CmdSubst) bool {
	if len(n.Stmts) == 0 || len(n.Stmts) == 1 && (n.Stmts[0].Cmd == nil || isUnminded(n.Stmts[0]) || isOurs(n.Stmts[0])) {
		return false
	}
	return !slices.ContainsFunc(n.Stmts, func(st *syntax.Stmt) bool { return isTold(st, "set") || isTold(st, "trap") })
}

// isOurs tells of a command that was put into the script.
func isOurs(st *syntax.Stmt) bool {
	call, ok := st.Cmd.(*syntax.CallExpr)
	return ok && len(call.Args) > 0 && strings.HasPrefix(call.Args[0].Lit(), ourMark)
}

// unmindSubshells has no error be minded in the subshells of a condition, of which the parts of a pipe are some.
func unmindSubshells(condition *syntax.Stmt) {
	syntax.Walk(condition, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.FuncDecl, *syntax.CmdSubst, *syntax.ProcSubst:
			return false
		case *syntax.Subshell:
			if len(n.Stmts) > 0 && !isUnminded(n.Stmts[0]) {
				n.Stmts = []*syntax.Stmt{unminded(n.Stmts...)}
			}
		case *syntax.BinaryCmd:
			if n.Op != syntax.Pipe && n.Op != syntax.PipeAll {
				break
			}
			for _, part := range []**syntax.Stmt{&n.X, &n.Y} {
				if !isPipe(*part) && !isUnminded(*part) {
					*part = grouped(*part)
				}
			}
		}
		return true
	})
}
