//go:build linux

package shell

import (
	"fmt"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter makes no empty word of what is split: between two separators that are no blanks there is none for it. So in a script that
// sets IFS, a statement that has words such as $x becomes { fieldsWord "$x" …; STATEMENT; }, with
// "${FIELDS0[@]}"$REST0 for the first of them:
// the one has the fields where IFS holds such separators, the other is split by the interpreter where it does not.
const (
	fieldsWord     = ourMark + "fields"
	fieldsVariable = "VETHLAB_FIELDS"
	restVariable   = "VETHLAB_REST"
)

// setsIFS tells whether a piece of a script sets IFS to something else than blanks.
func setsIFS(script syntax.Node) (sets bool) {
	syntax.Walk(script, func(n syntax.Node) bool {
		a, ok := n.(*syntax.Assign)
		sets = sets || ok && a.Name != nil && a.Name.Value == "IFS" && a.Value != nil && strings.Trim(a.Value.Lit(), " ") == a.Value.Lit()
		return !sets
	})
	return sets
}

// splitAll has the words of a statement, and of those within it, be split as bash does.
func splitAll(st *syntax.Stmt) {
	syntax.Walk(st, func(n syntax.Node) bool {
		if st, ok := n.(*syntax.Stmt); ok {
			split(st)
		}
		return true
	})
}

// split is splitAll for one statement.
func split(st *syntax.Stmt) {
	told := []*syntax.Word{word(fieldsWord)}
	each := func(w *syntax.Word) {
		if w == nil || len(w.Parts) != 1 || !isSplit(w.Parts[0]) {
			return
		}
		part, number := w.Parts[0], len(told)-1
		told = append(told, &syntax.Word{Parts: []syntax.WordPart{&syntax.DblQuoted{Left: part.Pos(), Right: part.Pos(), Parts: []syntax.WordPart{part}}}})
		variable := func(name string) *syntax.ParamExp {
			return &syntax.ParamExp{Dollar: part.Pos(), Rbrace: part.Pos(), Param: &syntax.Lit{Value: fmt.Sprint(name, number)}}
		}
		all := variable(fieldsVariable)
		all.Index = word("@")
		w.Parts = []syntax.WordPart{&syntax.DblQuoted{Left: part.Pos(), Right: part.Pos(), Parts: []syntax.WordPart{all}}, variable(restVariable)}
	}
	arrays := func(list []*syntax.Assign) {
		for _, a := range list {
			if a.Array != nil {
				for _, e := range a.Array.Elems {
					if e.Index == nil {
						each(e.Value)
					}
				}
			}
		}
	}
	switch c := st.Cmd.(type) {
	case *syntax.CallExpr:
		arrays(c.Assigns)
		for _, w := range c.Args {
			each(w)
		}
	case *syntax.DeclClause:
		arrays(c.Args)
	case *syntax.ForClause:
		if words, ok := c.Loop.(*syntax.WordIter); ok {
			for _, w := range words.Items {
				each(w)
			}
		}
	}
	if len(told) == 1 {
		return
	}
	inner := *st
	inner.Negated, inner.Background = false, false
	run := func(words ...*syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: words}}
	}
	// It ends as what was before it, which is no error of its own.
	kept := &syntax.BinaryCmd{OpPos: st.Position, Op: syntax.AndStmt, X: run(told...), Y: run(word(complaint), verbatim(""), word("0"))}
	st.Redirs, st.Cmd = nil, &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{{Position: st.Position, Cmd: kept}, &inner}}
}

// isSplit tells of a part of a word that stands for one text, which may be split.
func isSplit(part syntax.WordPart) bool {
	switch p := part.(type) {
	case *syntax.CmdSubst:
		return true
	case *syntax.ParamExp:
		return p.Param != nil && !slices.Contains([]string{"@", "*", "#", "?", "!", "$"}, p.Param.Value) && !p.Length && !p.Excl && (p.Index == nil || !isAll(p.Index))
	}
	return false
}

// isAll tells of the index of all elements of an array.
func isAll(index syntax.ArithmExpr) bool {
	w, ok := index.(*syntax.Word)
	return ok && (w.Lit() == "@" || w.Lit() == "*")
}

// fields gives the command for fieldsWord. The status stays what it was.
func fields(hc interp.HandlerContext, words []string) []string {
	by := separators(hc.Env)
	var script strings.Builder
	for i, w := range words {
		list, rest := "", w
		if strings.Trim(by, " \t\n") != "" {
			for _, f := range (&reading{raw: true}).fields(w, by, -1) {
				list += evalQuoted(f) + " "
			}
			rest = ""
		}
		fmt.Fprintf(&script, "%s%d=(%s); %s%d=%s; ", fieldsVariable, i, list, restVariable, i, evalQuoted(rest))
	}
	if hc.LastExitStatus != 0 {
		fmt.Fprintf(&script, "(exit %d)", hc.LastExitStatus)
	}
	return []string{"eval", script.String()}
}
