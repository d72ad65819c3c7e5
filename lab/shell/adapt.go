//go:build linux

package shell

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// prepareAll is prepare for statements that run one after the other; before is the pipe that runs before them, as askForParts has it. It
// gives the pipe that the last of them is.
func (b *bash) prepareAll(statements []*syntax.Stmt, before string) (last, beyond string) {
	for _, st := range statements {
		if before, beyond = b.prepare(st, before); beyond != "" {
			break
		}
	}
	return before, beyond
}

// prepare puts a statement so that the interpreter carries it out as bash does, and tells what of it that cannot be.
func (b *bash) prepare(st *syntax.Stmt, before string) (last, beyond string) {
	if isPlain(st) {
		return "0", ""
	}
	if beyond = unknown(st); beyond != "" {
		return "0", beyond
	}
	texts := jobTexts(st)
	leaveLists(st)
	markTraps(st)
	if b.split.Load() || setsIFS(st) {
		b.split.Store(true)
		splitAll(st)
	}
	unescape(st)
	last, beyond = b.pipes.askForParts(st, before)
	unmind(st)
	endOptions(st)
	syntax.Walk(st, func(n syntax.Node) bool {
		b.adapt(n)
		return true
	})
	empties(st)
	mark(st, texts)
	return last, beyond
}

// adapt puts one part of a statement as the interpreter wants it, before what is within it.
func (b *bash) adapt(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.DeclClause:
		b.declare(n)
		b.integers(n)
	case *syntax.Assign:
		b.assign(n)
		homes(n)
		b.evaluated(n)
		count(n)
	case *syntax.FuncDecl:
		if n.Name != nil {
			b.functions.Store(n.Name.Value, true)
		}
	case *syntax.ParamExp:
		// It knows no name for the shell, $0.
		if n.Param != nil && n.Param.Value == "0" {
			n.Param.Value = "BASH_ARGV0"
		}
		if n.Excl && n.Param != nil {
			b.reference.Store(&n.Param.Value)
		}
		// It has one message for both.
		if n.Exp != nil && n.Exp.Op == syntax.ErrorUnset && n.Exp.Word == nil {
			n.Exp.Word = word("parameter not set")
		}
	case *syntax.BinaryCmd:
		if (n.Op == syntax.Pipe || n.Op == syntax.PipeAll) && !isPipe(n.Y) {
			n.Y = subshell(n.Y)
		}
		if n.Op == syntax.PipeAll {
			n.Op, n.X = syntax.Pipe, withErrors(n.X)
		}
	case *syntax.Subshell:
		enclose(n)
	case *syntax.CallExpr:
		countShift(n)
		n.Args = withoutEmpty(n.Args)
		b.appendEach(n)
	case *syntax.LetClause:
		unquoteArithmetic(n)
	case *syntax.UnaryTest:
		elementSet(n)
	case *syntax.BinaryTest:
		adaptTest(n)
	case *syntax.WordIter:
		n.Items = withoutEmpty(n.Items)
	case *syntax.Stmt:
		_ = setElement(n)
		goOn(n)
		b.order(n)
		redirect(n)
		b.timed(n)
	}
	evaluate(n)
}

// isPlain tells of a command of the kernel's, with nothing in it that bash would replace: such stand in the longest scripts, and there is
// nothing to prepare.
func isPlain(st *syntax.Stmt) bool {
	call, ok := st.Cmd.(*syntax.CallExpr)
	if !ok || st.Background || st.Negated || st.Coprocess || len(st.Redirs) > 0 || len(call.Assigns) > 0 {
		return false
	}
	for _, w := range call.Args {
		if len(w.Parts) != 1 || w.Lit() == "" {
			return false
		}
	}
	return told(call.Args[0].Lit())
}

// shiftMark begins the last word that a shift is given: how many parameters there are, which the interpreter does not tell.
const shiftMark = ourMark + "shift"

// countShift gives a shift its last word.
func countShift(call *syntax.CallExpr) {
	if len(call.Args) == 0 || call.Args[0].Lit() != "shift" {
		return
	}
	at := call.Args[0].Pos()
	call.Args = append(call.Args, &syntax.Word{Parts: []syntax.WordPart{
		&syntax.Lit{ValuePos: at, ValueEnd: at, Value: shiftMark}, &syntax.ParamExp{Dollar: at, Short: true, Param: &syntax.Lit{Value: "#"}},
	}})
}

// unmarked are the words of a command as it stands in the script.
func unmarked(argv []string) []string {
	last := len(argv) - 1
	for last > 0 && slices.ContainsFunc([]string{shiftMark, leaveMark, subshellMark, endMark, errorMark}, func(mark string) bool { return strings.HasPrefix(argv[last], mark) }) {
		last--
	}
	return argv[:last+1]
}

// shift gives the words of a shift as the interpreter knows them, which has one that is too far take all.
func shift(argv []string) []string {
	count, marked := strings.CutPrefix(argv[len(argv)-1], shiftMark)
	if !marked {
		return argv
	}
	words := argv[1 : len(argv)-1]
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	most, _ := strconv.ParseInt(count, 10, 64)
	n := int64(1)
	if len(words) > 0 {
		var err error
		if n, err = strconv.ParseInt(strings.TrimSpace(words[0]), 10, 64); err != nil {
			return []string{complaint, "shift: " + words[0] + ": numeric argument required"}
		}
	}
	switch {
	case len(words) > 1:
		return []string{complaint, "shift: too many arguments"}
	case n < 0:
		return []string{complaint, "shift: " + words[0] + ": shift count out of range"}
	case n > most:
		return []string{"false"}
	}
	return []string{"shift", strconv.FormatInt(n, 10)}
}

// loopStatus is the variable that holds how a round of a loop ended, and loopWord the command that keeps it there, or ends like it.
const (
	loopStatus = "VETHLAB_LOOP"
	loopWord   = ourMark + "loop"
)

// goOn makes for ((…)); do X; done { for ((…)); do LOOP=0; X; loopWord keep; done; loopWord $LOOP; }: the interpreter ends such a loop after
// a round that ended with an error.
func goOn(st *syntax.Stmt) {
	loop, ok := st.Cmd.(*syntax.ForClause)
	if !ok {
		return
	}
	if _, counts := loop.Loop.(*syntax.CStyleLoop); !counts || len(loop.Do) > 0 && isTold(loop.Do[len(loop.Do)-1], loopWord) {
		return
	}
	told := func(w *syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: []*syntax.Word{word(loopWord), w}}}
	}
	begin := &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Assigns: []*syntax.Assign{{Name: &syntax.Lit{Value: loopStatus}, Value: word("0")}}}}
	value := &syntax.Word{Parts: []syntax.WordPart{&syntax.ParamExp{Dollar: st.Position, Short: true, Param: &syntax.Lit{Value: loopStatus}}}}
	body := *loop
	body.Do = slices.Concat([]*syntax.Stmt{begin}, loop.Do, []*syntax.Stmt{told(word("keep"))})
	st.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{begin, {Position: st.Position, Cmd: &body}, told(value)}}
}

// isTold tells of a statement that is a command of ours.
func isTold(st *syntax.Stmt, name string) bool {
	call, ok := st.Cmd.(*syntax.CallExpr)
	return ok && len(call.Args) > 0 && call.Args[0].Lit() == name
}

// isPipe tells of a part of a pipe that has parts itself.
func isPipe(st *syntax.Stmt) bool {
	pipe, ok := st.Cmd.(*syntax.BinaryCmd)
	return ok && (pipe.Op == syntax.Pipe || pipe.Op == syntax.PipeAll) && len(st.Redirs) == 0
}

// subshell is a statement in a subshell, as the last part of a pipe is for bash: what it sets stays there, and it alone ends at an exit.
func subshell(st *syntax.Stmt) *syntax.Stmt {
	if _, already := st.Cmd.(*syntax.Subshell); already {
		return st
	}
	return &syntax.Stmt{Position: st.Position, Cmd: &syntax.Subshell{Lparen: st.Position, Stmts: []*syntax.Stmt{st}}}
}

// withErrors is a statement whose errors go where its output goes.
func withErrors(st *syntax.Stmt) *syntax.Stmt {
	return &syntax.Stmt{Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{st}}, Redirs: []*syntax.Redirect{
		{OpPos: st.Position, Op: syntax.DplOut, N: &syntax.Lit{Value: "2"}, Word: word("1")},
	}}
}

// unquoteArithmetic takes the quotation marks from the words of a let, which the interpreter would take for parts of a number.
func unquoteArithmetic(let *syntax.LetClause) {
	for i, expression := range let.Exprs {
		text, ok := quotedText(expression)
		if !ok {
			if text, ok = quotedSource(expression); !ok {
				continue
			}
		}
		// It counts its lines from that of the script on.
		text = strings.Repeat("\n", max(0, int(let.Pos().Line())-1)) + text
		if parsed, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Arithmetic(strings.NewReader(text)); err == nil && parsed != nil {
			let.Exprs[i] = parsed
		}
	}
}

// quotedText is the text of a word that is quoted whole and has nothing to expand.
func quotedText(n syntax.Node) (text string, ok bool) {
	w, ok := n.(*syntax.Word)
	if !ok || len(w.Parts) != 1 {
		return "", false
	}
	return literal(w.Parts[0])
}

// quotedSource is what stands between the double quotes of a word that is quoted whole, expansions among it.
func quotedSource(n syntax.Node) (text string, ok bool) {
	w, ok := n.(*syntax.Word)
	if !ok || len(w.Parts) != 1 {
		return "", false
	}
	quoted, ok := w.Parts[0].(*syntax.DblQuoted)
	if !ok || quoted.Dollar {
		return "", false
	}
	text = sourceOf(&syntax.Word{Parts: quoted.Parts})
	return text, !strings.ContainsAny(text, "\\`\"")
}

// literal is the text of a quoted part of a word, if nothing in it is expanded.
func literal(part syntax.WordPart) (text string, ok bool) {
	switch q := part.(type) {
	case *syntax.SglQuoted:
		return q.Value, !q.Dollar
	case *syntax.DblQuoted:
		for _, part := range q.Parts {
			lit, ok := part.(*syntax.Lit)
			if !ok || strings.Contains(lit.Value, `\`) {
				return "", false
			}
			text += lit.Value
		}
		return text, !q.Dollar
	}
	return "", false
}

// adaptTest has the sides of a comparison of numbers in [[ ]] be expressions, and what is quoted of a regular expression be itself.
func adaptTest(test *syntax.BinaryTest) {
	if test.Op >= syntax.TsEql && test.Op <= syntax.TsGtr {
		test.X, test.Y = expression(test.X), expression(test.Y)
	}
	pattern, ok := test.Y.(*syntax.Word)
	if test.Op != syntax.TsReMatch || !ok {
		return
	}
	for i, part := range pattern.Parts {
		if text, ok := literal(part); ok {
			pattern.Parts[i] = &syntax.SglQuoted{Left: part.Pos(), Right: part.End(), Value: regexp.QuoteMeta(text)}
		}
	}
}

// elementSet makes -v a[1] -n "${a[1]+set}": the interpreter knows whole variables only.
func elementSet(test *syntax.UnaryTest) {
	w, ok := test.X.(*syntax.Word)
	if test.Op != syntax.TsVarSet || !ok {
		return
	}
	var text strings.Builder
	// What cannot be printed is left as it is.
	_ = syntax.NewPrinter().Print(&text, w)
	if name, _, element := strings.Cut(text.String(), "["); !element || !syntax.ValidName(name) {
		return
	}
	if set, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Document(strings.NewReader("${" + text.String() + "+set}")); err == nil {
		test.Op, test.X = syntax.TsNempStr, quotedWord(set)
	}
}

// expression is $((X)) for a word X.
func expression(x syntax.TestExpr) syntax.TestExpr {
	w, ok := x.(*syntax.Word)
	if !ok {
		return x
	}
	return &syntax.Word{Parts: []syntax.WordPart{&syntax.ArithmExp{Left: w.Pos(), Right: w.End(), X: w}}}
}

// unknown names what of a piece of a script the interpreter would do wrongly, or panic at; it is empty where there is nothing such.
func unknown(script syntax.Node) (what string) {
	assigns := func(x syntax.ArithmExpr) {
		if w, ok := x.(*syntax.Word); !ok || w.Lit() == "" {
			what = "to change an element of an array in arithmetic"
		}
	}
	whole := map[syntax.ArithmExpr]bool{}
	syntax.Walk(script, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ArithmCmd:
			whole[n.X] = true
		case *syntax.CoprocClause:
			what = "coproc"
		case *syntax.UnaryArithm:
			if whole[n] && element(n.X) != nil {
				break
			}
			if n.Op == syntax.Inc || n.Op == syntax.Dec {
				assigns(n.X)
			}
		case *syntax.BinaryArithm:
			if whole[n] && element(n.X) != nil {
				break
			}
			if n.Op >= syntax.AddAssgn && n.Op <= syntax.ShrAssgn || n.Op == syntax.Assgn {
				assigns(n.X)
			}
		case *syntax.ParamExp:
			if n.Excl && n.Names == 0 && (n.Exp != nil || n.Repl != nil || n.Slice != nil) {
				// It would leave out what comes after the name.
				what = fmt.Sprintf("${!%s…} with more than a name", n.Param.Value)
			}
			if end := anchor(n); end != "" {
				what = fmt.Sprintf("${%s/%s…}", n.Param.Value, end)
			}
		}
		return true
	})
	return what
}

// hasOption tells of a declaration with one of these options.
func hasOption(declaration *syntax.DeclClause, options string) bool {
	for _, a := range declaration.Args {
		if a.Naked && a.Value != nil {
			if option := a.Value.Lit(); strings.HasPrefix(option, "-") && strings.ContainsAny(option, options) {
				return true
			}
		}
	}
	return false
}

// anchor is the # or % by which a replacement is for the beginning or the end only.
func anchor(p *syntax.ParamExp) string {
	if p.Repl == nil || p.Repl.All || p.Repl.Orig == nil || len(p.Repl.Orig.Parts) == 0 || p.Param == nil {
		return ""
	}
	lit, ok := p.Repl.Orig.Parts[0].(*syntax.Lit)
	if !ok || lit.Value == "" || lit.Value[0] != '#' && lit.Value[0] != '%' {
		return ""
	}
	return lit.Value[:1]
}
