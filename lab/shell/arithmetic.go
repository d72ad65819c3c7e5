//go:build linux

package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// In arithmetic the interpreter takes a value that is itself an expression for 0, and a number that is none, too. So each value becomes
// $(numberWord OF KIND TEXT …), which works it out as bash does, or says what is wrong with it. KIND begins bash's message; TEXT is the
// whole expression.
const (
	numberWord  = ourMark + "number"
	numberName  = "name"    // NAME VALUE SET $-
	numberText  = "text"    // VALUE, which $x has put there
	numberAlone = "alone"   // VALUE, which is the whole expression
	numberBy    = "divisor" // WORDS, which are 0
	numberGoes  = "goes"    // is 1, unless the shell is leaving what it runs
)

// looked is the variable that holds a value while it is looked at.
const looked = "VETHLAB_VALUE"

// arithmetic is an expression that stands in a script.
type arithmetic struct {
	kind     string // of what it stands in: "((: ", "let: ", or nothing in $(( ))
	text     string
	divisors map[*syntax.BinaryArithm]string // the words of the second side, where it divides
}

// arithmeticOf is an expression as it was written.
func arithmeticOf(kind string, x syntax.ArithmExpr) arithmetic {
	var w written
	w.write(x)
	e := arithmetic{kind: kind, text: w.String(), divisors: map[*syntax.BinaryArithm]string{}}
	for by, at := range w.divisors {
		e.divisors[by] = e.text[at.from:at.to]
	}
	return e
}

// evaluate has the arithmetic of one node of a script be worked out as bash does.
func evaluate(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.ArithmExp:
		n.X = whole("", n.X)
	case *syntax.ArithmCmd:
		n.X = whole("((: ", n.X)
	case *syntax.CStyleLoop:
		n.Init, n.Cond, n.Post = whole("((: ", n.Init), whole("((: ", n.Cond), whole("((: ", n.Post)
		// At a return or an exit the interpreter goes on in such a loop.
		goes := arithmetic{}.asked(word("1"), word(numberGoes))
		if n.Cond == nil {
			n.Cond = goes
		} else {
			n.Cond = &syntax.BinaryArithm{OpPos: n.Cond.Pos(), Op: syntax.AndArit, X: goes, Y: inParens(n.Cond)}
		}
	case *syntax.LetClause:
		for i, x := range n.Exprs {
			n.Exprs[i] = whole("let: ", x)
		}
	case *syntax.ParamExp:
		if n.Slice != nil {
			n.Slice.Offset, n.Slice.Length = whole("", n.Slice.Offset), whole("", n.Slice.Length)
		}
	}
}

// whole gives a whole expression with its values asked for; nil is none.
func whole(kind string, x syntax.ArithmExpr) syntax.ArithmExpr {
	if x == nil {
		return nil
	}
	e := arithmeticOf(kind, x)
	if w, ok := x.(*syntax.Word); ok && !syntax.ValidName(w.Lit()) && !isNumber(w.Lit()) && elementOf(w) == nil {
		return e.inserted(w, numberAlone)
	}
	return e.operand(x)
}

// operand gives an expression with its values asked for.
func (e arithmetic) operand(x syntax.ArithmExpr) syntax.ArithmExpr {
	switch x := x.(type) {
	case *syntax.Word:
		return e.word(x)
	case *syntax.ParenArithm:
		x.X = e.operand(x.X)
	case *syntax.UnaryArithm:
		if x.Op == syntax.Inc || x.Op == syntax.Dec {
			return e.step(x)
		}
		x.X = e.operand(x.X)
	case *syntax.BinaryArithm:
		return e.binary(x)
	}
	return x
}

// word asks for the value of a word.
func (e arithmetic) word(w *syntax.Word) syntax.ArithmExpr {
	name := w.Lit()
	switch {
	case isNumber(name):
		return w
	case syntax.ValidName(name):
		param := func(name string, op syntax.ParExpOperator, with *syntax.Word) *syntax.ParamExp {
			return &syntax.ParamExp{Dollar: w.Pos(), Rbrace: w.Pos(), Param: &syntax.Lit{Value: name}, Exp: &syntax.Expansion{Op: op, Word: with}}
		}
		quoted := func(p *syntax.ParamExp) *syntax.Word { return quotedWord(&syntax.Word{Parts: []syntax.WordPart{p}}) }
		return e.plain(w, param(name, syntax.DefaultUnset, nil), e.asked(w, word(numberName), word(name), quoted(param(name, syntax.DefaultUnset, nil)),
			quoted(param(name, syntax.AlternateUnset, word("set"))), quoted(param("-", syntax.DefaultUnset, nil))))
	case elementOf(w) != nil:
		element := *elementOf(w)
		element.Dollar, element.Rbrace, element.Short = w.Pos(), w.Pos(), false
		return e.asked(w, word(numberName), word(element.Param.Value), quotedWord(&syntax.Word{Parts: []syntax.WordPart{&element}}))
	}
	return e.inserted(w, numberText)
}

// inserted asks for the value of a word that is put into an expression.
func (e arithmetic) inserted(w *syntax.Word, of string) syntax.ArithmExpr {
	ask := e.asked(w, word(of), quotedWord(w))
	if len(w.Parts) == 1 {
		if p, ok := w.Parts[0].(*syntax.ParamExp); ok && p.Exp == nil && p.Repl == nil && p.Index == nil && p.Slice == nil && !p.Excl {
			return e.plain(w, p, ask)
		}
	}
	return ask
}

// elementOf is the element of an array that a word of an expression is, as in a[1]; nil for any other.
func elementOf(w *syntax.Word) *syntax.ParamExp {
	if len(w.Parts) != 1 {
		return nil
	}
	if p, ok := w.Parts[0].(*syntax.ParamExp); ok && p.Short && p.Index != nil && p.Param != nil {
		return p
	}
	return nil
}

// quotedWord is a word that is not split.
func quotedWord(w *syntax.Word) *syntax.Word {
	if len(w.Parts) == 1 {
		if _, quoted := w.Parts[0].(*syntax.DblQuoted); quoted {
			return w
		}
	}
	return &syntax.Word{Parts: []syntax.WordPart{&syntax.DblQuoted{Left: w.Pos(), Right: w.Pos(), Parts: w.Parts}}}
}

// asked is $(numberWord …) at the place of x.
func (e arithmetic) asked(x syntax.Node, of *syntax.Word, words ...*syntax.Word) *syntax.Word {
	args := append([]*syntax.Word{word(numberWord), of, verbatim(e.kind), verbatim(e.text)}, words...)
	for _, w := range args {
		for _, part := range w.Parts {
			if lit, ok := part.(*syntax.Lit); ok && !lit.ValuePos.IsValid() {
				lit.ValuePos, lit.ValueEnd = x.Pos(), x.Pos()
			}
		}
	}
	return &syntax.Word{Parts: []syntax.WordPart{&syntax.CmdSubst{Left: x.Pos(), Right: x.Pos(), Stmts: []*syntax.Stmt{
		{Position: x.Pos(), Cmd: &syntax.CallExpr{Args: args}},
	}}}}
}

// step makes ++x of a variable that may hold an expression x = x + 1, and of x++ (x = x + 1) - 1.
func (e arithmetic) step(x *syntax.UnaryArithm) syntax.ArithmExpr {
	w, ok := x.X.(*syntax.Word)
	if !ok || !syntax.ValidName(w.Lit()) {
		return x
	}
	to, back := syntax.Add, syntax.Sub
	if x.Op == syntax.Dec {
		to, back = back, to
	}
	one := word("1")
	set := &syntax.BinaryArithm{OpPos: x.OpPos, Op: syntax.Assgn, X: w, Y: &syntax.BinaryArithm{OpPos: x.OpPos, Op: to, X: e.word(w), Y: one}}
	if !x.Post {
		return inParens(set)
	}
	return inParens(&syntax.BinaryArithm{OpPos: x.OpPos, Op: back, X: inParens(set), Y: one})
}

// binary asks for the values of two sides.
func (e arithmetic) binary(x *syntax.BinaryArithm) syntax.ArithmExpr {
	words := e.divisors[x]
	if x.Op >= syntax.AddAssgn && x.Op <= syntax.ShrAssgn {
		if w, ok := x.X.(*syntax.Word); ok && syntax.ValidName(w.Lit()) {
			value := &syntax.BinaryArithm{OpPos: x.OpPos, Op: assigning(x.Op), X: w, Y: inParens(x.Y)}
			return &syntax.BinaryArithm{OpPos: x.OpPos, Op: syntax.Assgn, X: w, Y: e.divided(value, words)}
		}
		return x
	}
	if x.Op == syntax.Assgn {
		x.Y = e.operand(x.Y)
		return x
	}
	return e.divided(x, words)
}

// divided asks for the values of two sides. It makes X / Y, where Y is these words in the script, X / ((V = Y) ? V : $(numberWord …)).
func (e arithmetic) divided(x *syntax.BinaryArithm, words string) syntax.ArithmExpr {
	x.X, x.Y = e.operand(x.X), e.operand(x.Y)
	if !divides(x.Op) {
		return x
	}
	x.Y = lookAt(x.Y, nil, e.asked(x.Y, word(numberBy), verbatim(words)))
	return x
}

// lookAt makes ((V = X) ? V : ASK) of X, or, where that is what to ask about, ((V = X, FIT) ? V : ASK).
func lookAt(x, fit, ask syntax.ArithmExpr) syntax.ArithmExpr {
	both := func(op syntax.BinAritOperator, a, b syntax.ArithmExpr) syntax.ArithmExpr {
		return &syntax.BinaryArithm{OpPos: x.Pos(), Op: op, X: a, Y: b}
	}
	test := both(syntax.Assgn, word(looked), x)
	if fit != nil {
		test = both(syntax.Comma, inParens(test), fit)
	}
	return inParens(both(syntax.TernQuest, inParens(test), both(syntax.TernColon, word(looked), ask)))
}

// plain asks about a value only where it is no plain number, which the interpreter reads as bash does: V is then the same as x, also in text
// and behind a 1, where neither is a name any more.
func (e arithmetic) plain(x *syntax.Word, value *syntax.ParamExp, ask *syntax.Word) syntax.ArithmExpr {
	behindOne := func(p *syntax.ParamExp) *syntax.Word {
		return &syntax.Word{Parts: []syntax.WordPart{&syntax.Lit{ValuePos: x.Pos(), ValueEnd: x.Pos(), Value: "1"}, p}}
	}
	v := &syntax.ParamExp{Dollar: x.Pos(), Short: true, Param: &syntax.Lit{Value: looked}}
	return lookAt(x, &syntax.BinaryArithm{OpPos: x.Pos(), Op: syntax.Eql, X: behindOne(value), Y: behindOne(v)}, ask)
}

// divides tells of an operator whose second side must not be 0.
func divides(op syntax.BinAritOperator) bool {
	return op == syntax.Quo || op == syntax.Rem || op == syntax.QuoAssgn || op == syntax.RemAssgn
}

// inParens is an expression in parentheses.
func inParens(x syntax.ArithmExpr) *syntax.ParenArithm {
	return &syntax.ParenArithm{Lparen: x.Pos(), Rparen: x.End(), X: x}
}

// assigning is the operator within one that assigns, as + is in +=.
func assigning(op syntax.BinAritOperator) syntax.BinAritOperator {
	return map[syntax.BinAritOperator]syntax.BinAritOperator{
		syntax.AddAssgn: syntax.Add, syntax.SubAssgn: syntax.Sub, syntax.MulAssgn: syntax.Mul, syntax.QuoAssgn: syntax.Quo,
		syntax.RemAssgn: syntax.Rem, syntax.AndAssgn: syntax.And, syntax.OrAssgn: syntax.Or, syntax.XorAssgn: syntax.Xor,
		syntax.ShlAssgn: syntax.Shl, syntax.ShrAssgn: syntax.Shr,
	}[op]
}

// assignsIn tells whether an expression sets a variable, which a subshell could not.
func assignsIn(x syntax.ArithmExpr) (assigns bool) {
	syntax.Walk(x, func(n syntax.Node) bool {
		b, ok := n.(*syntax.BinaryArithm)
		assigns = assigns || ok && b.Op == syntax.Assgn
		return !assigns
	})
	return assigns
}

// sourceOf is the text of an expression as it was written.
func sourceOf(x syntax.ArithmExpr) string {
	var w written
	w.write(x)
	return w.String()
}

// written is the text of an expression, as it is put together, and where in it divisors stand.
type written struct {
	strings.Builder
	divisors map[*syntax.BinaryArithm]span
}

// span is a part of a text.
type span struct{ from, to int }

// write adds an expression.
func (w *written) write(x syntax.ArithmExpr) {
	switch x := x.(type) {
	case *syntax.ParenArithm:
		w.WriteByte('(')
		w.write(x.X)
		w.WriteByte(')')
	case *syntax.UnaryArithm:
		if x.Post {
			w.write(x.X)
			w.WriteString(x.Op.String())
			return
		}
		w.WriteString(x.Op.String())
		w.write(x.X)
	case *syntax.BinaryArithm:
		op := x.Op.String()
		w.write(x.X)
		w.gap(x.X.End(), x.OpPos)
		w.WriteString(op)
		w.gap(syntax.NewPos(x.OpPos.Offset()+uint(len(op)), x.OpPos.Line(), x.OpPos.Col()+uint(len(op))), x.Y.Pos())
		from := w.Len()
		w.write(x.Y)
		if divides(x.Op) {
			if w.divisors == nil {
				w.divisors = map[*syntax.BinaryArithm]span{}
			}
			w.divisors[x] = span{from, w.Len()}
		}
	case *syntax.Word:
		if text := x.Lit(); text != "" {
			w.WriteString(text)
			return
		}
		// What cannot be printed is named by nothing.
		_ = syntax.NewPrinter().Print(w, x)
	}
}

// gap adds the blanks between two places.
func (w *written) gap(from, to syntax.Pos) {
	blanks := 1
	if from.IsValid() && to.IsValid() && to.Line() == from.Line() && to.Offset() >= from.Offset() {
		blanks = int(to.Offset() - from.Offset())
	}
	w.WriteString(strings.Repeat(" ", blanks))
}
