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
	sourceWord     = ourMark + "source"
	sourceFunction = ourMark + "sourced"
)

// source has a statement, and those within it, that is a source be carried out here.
func (b *bash) source(st *syntax.Stmt) {
	syntax.Walk(st, func(n syntax.Node) bool {
		if st, ok := n.(*syntax.Stmt); ok {
			b.sourceOne(st)
		}
		return true
	})
}

// sourceOne is source for one statement.
func (b *bash) sourceOne(st *syntax.Stmt) {
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
	script, failed := b.readSource(ctx, hc, name)
	if failed != nil {
		return failed
	}
	for _, st := range script.Stmts {
		b.source(st)
	}
	body.Cmd = &syntax.Block{Lbrace: body.Position, Stmts: script.Stmts}
	return []string{"true"}
}

// loadText gives the command that is left for the interpreter of a source that does not stand in a script as such: it has the file's text.
func (b *bash) loadText(ctx context.Context, hc interp.HandlerContext, argv []string) []string {
	if len(argv) < 2 {
		return []string{usage, b.prefix() + " " + argv[0] + ": filename argument required\n" + argv[0] + ": usage: " + argv[0] + " filename [arguments]"}
	}
	script, failed := b.readSource(ctx, hc, argv[1])
	if failed != nil {
		return failed
	}
	args := `"$@"`
	if len(argv) > 2 {
		args = ""
		for _, w := range argv[2:] {
			args += " " + evalQuoted(w)
		}
	}
	return []string{"eval", sourceFunction + "() {\n:\n" + textOfScript(script) + "\n}; " + sourceFunction + " " + args}
}

// readSource reads the file of a source, and prepares it; failed is the command that says why it cannot be.
func (b *bash) readSource(ctx context.Context, hc interp.HandlerContext, name string) (script *syntax.File, failed []string) {
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
		return nil, []string{complaint, name + ": " + strerror(err)}
	}
	defer file.Close()
	text, err := io.ReadAll(file)
	if err != nil {
		return nil, []string{complaint, "source: " + name + ": " + strerror(err)}
	}
	if script, err = syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(string(text)), ""); err != nil {
		line, words := syntaxFault(err, string(text))
		who := name + ":"
		if !b.numbers {
			who = b.prefix() + " " + who
		}
		return nil, syntaxComplaint(who, line, words)
	}
	global(script)
	if _, beyond := b.prepareAll(script.Stmts, "0"); beyond != "" {
		return nil, []string{complaint, name + ": " + notBuiltIn(beyond), fmt.Sprint(syntaxErrorStatus)}
	}
	return script, nil
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
