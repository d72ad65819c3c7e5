//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter reads the file of a source by itself, and nothing of it would be prepared. So source FILE ARG… becomes
// { sourceWord N FILE && { sourceFunction() …; sourceFunction ARG…; }; }: the first reads the file, and puts it where the function's body is.
const (
	sourceWord     = "\x00source"
	sourceFunction = "\x00sourced"
)

// source has a statement that is a source be carried out here.
func (b *bash) source(st *syntax.Stmt) {
	call, ok := st.Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) < 2 || len(call.Assigns) > 0 || call.Args[0].Lit() != "source" && call.Args[0].Lit() != "." {
		return
	}
	body := &syntax.Stmt{Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position}}
	args := call.Args[2:]
	if len(args) == 0 {
		args = []*syntax.Word{{Parts: []syntax.WordPart{&syntax.DblQuoted{Left: st.Position, Right: st.Position, Parts: []syntax.WordPart{
			&syntax.ParamExp{Dollar: st.Position, Short: true, Param: &syntax.Lit{Value: "@"}},
		}}}}}
	}
	number := fmt.Sprintf("%p", body)
	b.sources.Store(number, body)
	run := func(words ...*syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: words}}
	}
	list := []*syntax.Stmt{
		{Position: st.Position, Cmd: &syntax.FuncDecl{Position: st.Position, Parens: true, Name: &syntax.Lit{Value: sourceFunction}, Body: body}},
		run(append([]*syntax.Word{word(sourceFunction)}, args...)...),
	}
	st.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{{Position: st.Position, Cmd: &syntax.BinaryCmd{
		OpPos: st.Position, Op: syntax.AndStmt, X: run(word(sourceWord), word(number), call.Args[1]),
		Y: &syntax.Stmt{Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position, Stmts: list}},
	}}}}
}

// load carries out sourceWord, and gives the command that is left for the interpreter.
func (b *bash) load(ctx context.Context, hc interp.HandlerContext, number, name string) []string {
	stored, _ := b.sources.Load(number)
	body, ok := stored.(*syntax.Stmt)
	if !ok {
		return []string{"false"}
	}
	path := name
	if !strings.Contains(name, "/") {
		if found, err := interp.LookPathDir(hc.Dir, expand.ListEnviron("PATH="+hc.Env.Get("PATH").String()), name); err == nil {
			path = found
		}
	}
	file, err := b.open(ctx, path, os.O_RDONLY, 0)
	if err != nil {
		var cause *os.PathError
		if errors.As(err, &cause) {
			err = cause.Err
		}
		return []string{complaint, name + ": " + strerror(err)}
	}
	defer file.Close()
	text, err := io.ReadAll(file)
	if err != nil {
		return []string{complaint, "source: " + name + ": " + strerror(err)}
	}
	script, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(string(text)), "")
	if err != nil {
		var at syntax.ParseError
		if errors.As(err, &at) {
			return []string{complaint, fmt.Sprintf("%s: line %d: syntax error: %s", name, at.Pos.Line(), at.Text)}
		}
		return []string{complaint, name + ": syntax error: " + err.Error()}
	}
	global(script)
	for _, st := range script.Stmts {
		what := beyond(st)
		if what == "" {
			what = b.prepare(st)
		}
		if what != "" {
			return []string{complaint, name + ": " + notBuiltIn(what), fmt.Sprint(syntaxErrorStatus)}
		}
	}
	body.Cmd = &syntax.Block{Lbrace: body.Position, Stmts: script.Stmts}
	return []string{"true"}
}

// global has the declarations of a script that stand in no function of it be no local ones, though a function runs it.
func global(script *syntax.File) {
	syntax.Walk(script, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.FuncDecl:
			return false
		case *syntax.DeclClause:
			if slices.Contains([]string{"declare", "typeset"}, n.Variant.Value) {
				n.Args = append([]*syntax.Assign{{Naked: true, Value: word("-g")}}, n.Args...)
			}
		}
		return true
	})
}
