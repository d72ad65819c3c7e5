//go:build linux

package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
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

// deepest is how many values may stand in each other, as bash allows not many more.
const deepest = 100

// errDiscarded ends a line after an error in an expansion, as bash does.
var errDiscarded = errors.New("vethlab: the line is dropped")

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
	whole := func(kind string, x syntax.ArithmExpr) syntax.ArithmExpr {
		if x == nil {
			return nil
		}
		e := arithmeticOf(kind, x)
		if w, ok := x.(*syntax.Word); ok && !syntax.ValidName(w.Lit()) && !isNumber(w.Lit()) && elementOf(w) == nil {
			return e.inserted(w, numberAlone)
		}
		return e.operand(x)
	}
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

// isNumber tells of a number that the interpreter reads as bash does.
func isNumber(word string) bool {
	return word != "" && word[0] >= '0' && word[0] <= '9' && !isWrongNumber(word) && strings.Trim(strings.ToLower(word), "0123456789abcdefx") == ""
}

// isWrongNumber tells of a word that begins as a number, and has digits that its base has not (bash(1), ARITHMETIC EVALUATION).
func isWrongNumber(word string) bool {
	if word == "" || word[0] < '0' || word[0] > '9' || strings.Contains(word, "#") {
		return false
	}
	digits, base := word, 10
	switch rest := strings.ToLower(word[1:]); {
	case word[0] == '0' && strings.HasPrefix(rest, "x"):
		digits, base = rest[1:]+"0", 16
	case word[0] == '0' && rest != "":
		digits, base = rest, 8
	}
	_, err := strconv.ParseUint(digits, base, 64)
	var wrong *strconv.NumError
	return errors.As(err, &wrong) && errors.Is(wrong.Err, strconv.ErrSyntax)
}

// number carries out numberWord.
func (b *bash) number(hc interp.HandlerContext, words []string) error {
	of, kind, text, words := words[0], words[1], words[2], words[3:]
	n, wrong := 0, ""
	switch of {
	case numberName:
		n, wrong = valueOf(hc.Env, words[1], 0)
		if len(words) == 4 && words[2] == "" && strings.Contains(words[3], "u") {
			kind, wrong = "", words[0]+": unbound variable"
			b.unbound.Store(true)
		}
	case numberText, numberAlone:
		value := strings.TrimSpace(words[0])
		n, wrong = valueOf(hc.Env, value, 0)
		switch {
		case wrong != "" && of == numberText:
			wrong = insertedFault(value, inserted(hc.Env, text))
		case of == numberText && !isNumber(strings.TrimLeft(value, "+-")) && !syntax.ValidName(value) && value != "":
			// It is put there as it is, and may bind less than what is around it.
			wrong = notBuiltIn(text + ", where that is " + inserted(hc.Env, text) + ",")
		}
	case numberGoes:
		n = 1
	case numberBy:
		wrong = fmt.Sprintf("%s: division by 0 (error token is %q)", inserted(hc.Env, text), inserted(hc.Env, words[0]))
	}
	if wrong != "" {
		fmt.Fprintf(unsaid(hc.Stderr), "%s %s%s\n", b.prefix(), kind, wrong)
		if kind == "" {
			b.discard.Store(true)
		}
		return errDiscarded
	}
	fmt.Fprint(hc.Stdout, n)
	return nil
}

// inserted is an expression with the values of its variables, as far as they are plain.
func inserted(env expand.Environ, text string) string {
	parsed, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Document(strings.NewReader(text))
	if err != nil {
		return text
	}
	whole, err := expand.Document(&expand.Config{Env: env}, parsed)
	if err != nil {
		return text
	}
	return whole
}

// insertedFault is what is wrong with a text that stands in an expression.
func insertedFault(value, whole string) string {
	_, rest, _ := strings.Cut(whole, value)
	return faultOf(value, whole, value+rest)
}

// faultOf is bash's message for a value that is no expression.
func faultOf(value, whole, rest string) string {
	digits := len(value) - len(strings.TrimLeft(value, "0123456789"))
	if bare := strings.TrimRight(strings.TrimRight(rest, " "), "+-*/%<>=&|^!~?:("); bare != strings.TrimRight(rest, " ") && bare != "" {
		return fmt.Sprintf("%s: syntax error: operand expected (error token is %q)", whole, rest[len(bare):])
	}
	switch {
	case isWrongNumber(value) && strings.Trim(strings.ToLower(value), "0123456789abcdefghijklmnopqrstuvwxyz_@") == "":
		return fmt.Sprintf("%s: value too great for base (error token is %q)", whole, value)
	case digits > 0 && digits < len(value) && value[digits] != ' ':
		return fmt.Sprintf("%s: syntax error: invalid arithmetic operator (error token is %q)", whole, rest[digits:])
	case digits > 0 || syntax.ValidName(firstOf(value)):
		_, after, _ := strings.Cut(rest, " ")
		return fmt.Sprintf("%s: syntax error in expression (error token is %q)", whole, strings.TrimLeft(after, " "))
	}
	return fmt.Sprintf("%s: syntax error: operand expected (error token is %q)", whole, rest)
}

// firstOf is the first word of a text.
func firstOf(text string) string {
	first, _, _ := strings.Cut(text, " ")
	return first
}

// valueOf works out what a variable holds: a number, a name, or any expression; wrong is what bash says of one that is none.
func valueOf(env expand.Environ, text string, depth int) (n int, wrong string) {
	text = strings.TrimSpace(text)
	number := strings.TrimLeft(text, "+-")
	switch {
	case text == "":
		return 0, ""
	case depth > deepest:
		if syntax.ValidName(text) {
			text = env.Get(text).String()
		}
		return 0, text + `: expression recursion level exceeded (error token is "` + text + `")`
	case syntax.ValidName(text):
		return valueOf(env, env.Get(text).String(), depth+1)
	case isNumber(number) && len(text)-len(number) <= 1:
		n, err := expand.Arithm(&expand.Config{}, word(text))
		if err != nil {
			return 0, text + ": " + err.Error()
		}
		return n, ""
	}
	parsed := wholeExpression(text)
	if w, is := parsed.(*syntax.Word); parsed == nil || is && !strings.Contains(text, "#") && elementOf(w) == nil {
		return 0, faultOf(text, text, text)
	}
	if assignsIn(parsed) {
		return 0, text + " in arithmetic" + otherwise
	}
	filled, wrong := filledIn(env, parsed, depth)
	if wrong != "" {
		return 0, wrong
	}
	n, err := expand.Arithm(&expand.Config{Env: env}, filled)
	if err != nil {
		return 0, text + ": " + strings.Replace(err.Error(), "division by zero", "division by 0", 1)
	}
	return n, ""
}

// filledIn puts the numbers for the names of an expression.
func filledIn(env expand.Environ, x syntax.ArithmExpr, depth int) (filled syntax.ArithmExpr, wrong string) {
	switch x := x.(type) {
	case *syntax.Word:
		if name := x.Lit(); syntax.ValidName(name) || isWrongNumber(name) {
			n, wrong := valueOf(env, name, depth+1)
			return word(strconv.Itoa(n)), wrong
		}
		return x, ""
	case *syntax.ParenArithm:
		x.X, wrong = filledIn(env, x.X, depth)
		return x, wrong
	case *syntax.UnaryArithm:
		if x.Op == syntax.Inc || x.Op == syntax.Dec {
			return x, sourceOf(x) + " in a variable" + otherwise
		}
		x.X, wrong = filledIn(env, x.X, depth)
		return x, wrong
	case *syntax.BinaryArithm:
		if x.X, wrong = filledIn(env, x.X, depth); wrong == "" {
			x.Y, wrong = filledIn(env, x.Y, depth)
		}
		return x, wrong
	}
	return x, ""
}

// wholeExpression reads a text as arithmetic; nil where some of it is none, at which the parser only stops.
func wholeExpression(text string) syntax.ArithmExpr {
	parsed, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Arithmetic(strings.NewReader(text))
	if err != nil || parsed == nil || int(parsed.End().Offset()) != len(text) {
		return nil
	}
	return parsed
}
