//go:build linux

package shell

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// mostUnfolded is how many values may stand in each other, as bash allows not many more.
const mostUnfolded = 100

// unfolding puts the expressions that variables hold where arithmetic has their names; for the interpreter such a value is 0.
type unfolding struct {
	b       *bash
	simple  bool              // the statement has no other in it, so that no value changes while it runs
	given   map[string]string // the expressions that the statement itself gives variables, by their names
	set     map[string]bool   // the variables that it sets to anything
	blind   bool              // it may set any
	depth   int
	refused string // what could not be unfolded, "x=3+4"
}

// unfold puts them in a statement that is about to run, and tells what it could not.
func (b *bash) unfold(st *syntax.Stmt) (refused string) {
	u := &unfolding{b: b, given: map[string]string{}, set: map[string]bool{}}
	u.look(st)
	syntax.Walk(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ArithmExp:
			n.X = u.operand(n.X)
		case *syntax.ArithmCmd:
			n.X = u.operand(n.X)
		case *syntax.CStyleLoop:
			n.Init, n.Cond, n.Post = u.operand(n.Init), u.operand(n.Cond), u.operand(n.Post)
		case *syntax.LetClause:
			for i, x := range n.Exprs {
				n.Exprs[i] = u.operand(x)
			}
		}
		return true
	})
	return u.refused
}

// look sees what the statement does to variables.
func (u *unfolding) look(st *syntax.Stmt) {
	statements, assigns := 0, 0
	syntax.Walk(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Stmt:
			statements++
		case *syntax.Assign:
			if n.Name != nil && n.Value != nil {
				assigns++
				u.note(n.Name.Value, n.Value)
			}
		case *syntax.WordIter:
			for _, item := range n.Items {
				u.note(n.Name.Value, item)
			}
		case *syntax.CallExpr:
			if len(n.Args) > 0 && slices.Contains([]string{"read", "mapfile", "readarray", "getopts", "eval", "source", ".", "unset"}, n.Args[0].Lit()) {
				u.blind = true
			}
		}
		return true
	})
	if u.simple = statements == 1; u.simple && assigns == 1 {
		// What is assigned is worked out before.
		clear(u.set)
	}
}

// note keeps that the statement itself sets a variable.
func (u *unfolding) note(name string, value *syntax.Word) {
	u.set[name] = true
	text := value.Lit()
	if quoted, ok := quotedText(value); ok {
		text = quoted
	}
	// Braces are other words by then.
	if isExpression(text) && !strings.Contains(text, "{") {
		u.given[name] = text
	}
}

// operand gives an expression with those of its variables unfolded.
func (u *unfolding) operand(x syntax.ArithmExpr) syntax.ArithmExpr {
	switch x := x.(type) {
	case *syntax.Word:
		return u.word(x)
	case *syntax.ParenArithm:
		x.X = u.operand(x.X)
	case *syntax.UnaryArithm:
		if x.Op == syntax.Inc || x.Op == syntax.Dec {
			u.changed(x.X)
			return x
		}
		x.X = u.operand(x.X)
	case *syntax.BinaryArithm:
		switch {
		case x.Op >= syntax.AddAssgn && x.Op <= syntax.ShrAssgn:
			u.changed(x.X)
		case x.Op == syntax.Assgn:
			if w, ok := x.X.(*syntax.Word); ok {
				// From here on it is a number.
				defer func() { u.set[w.Lit()] = true }()
			}
		default:
			x.X = u.operand(x.X)
		}
		x.Y = u.operand(x.Y)
	}
	return x
}

// word unfolds one name, or refuses it.
func (u *unfolding) word(w *syntax.Word) syntax.ArithmExpr {
	name, value := w.Lit(), ""
	if name == "" {
		// What stands for $x is put there as it is, and may bind less than what is around it.
		u.changed(w)
		return w
	}
	if value = u.value(name); value == "" {
		return w
	}
	if _, here := u.given[name]; u.simple && !here && u.depth < mostUnfolded {
		if parsed := wholeExpression(value); parsed != nil {
			u.depth++
			defer func() { u.depth-- }()
			return &syntax.ParenArithm{Lparen: w.Pos(), Rparen: w.End(), X: u.operand(parsed)}
		}
	}
	u.refused = name + "=" + value + " in arithmetic"
	return w
}

// wholeExpression reads a text as arithmetic; nil where some of it is none, at which the parser only stops.
func wholeExpression(text string) syntax.ArithmExpr {
	parsed, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Arithmetic(strings.NewReader(text))
	if err != nil || parsed == nil || int(parsed.End().Offset()) != len(text) {
		return nil
	}
	return parsed
}

// changed refuses a variable that holds an expression where it cannot be unfolded.
func (u *unfolding) changed(x syntax.ArithmExpr) {
	w, ok := x.(*syntax.Word)
	if !ok || len(w.Parts) != 1 {
		return
	}
	name := w.Lit()
	if p, ok := w.Parts[0].(*syntax.ParamExp); ok && p.Param != nil && p.Exp == nil && p.Repl == nil && p.Slice == nil && !p.Length && !p.Excl {
		name = p.Param.Value
	}
	if value := u.value(name); value != "" {
		u.refused = name + "=" + value + " in arithmetic"
	}
}

// value is the expression that a variable holds, or one whose name it holds; empty where that is none.
func (u *unfolding) value(name string) string {
	for range mostUnfolded {
		if text, here := u.given[name]; here {
			return text
		}
		if u.blind || u.set[name] {
			return ""
		}
		value := strings.TrimSpace(u.b.runner.Vars[name].String())
		if !syntax.ValidName(value) {
			if isExpression(value) {
				return value
			}
			return ""
		}
		name = value
	}
	return ""
}

// isExpression tells of a text that arithmetic has to work out: neither a number nor a name.
func isExpression(text string) bool {
	text = strings.TrimSpace(text)
	number := strings.TrimLeft(text, "+-")
	if text == "" || syntax.ValidName(text) {
		return false
	}
	if len(text)-len(number) > 1 || number == "" || number[0] < '0' || number[0] > '9' || isWrongNumber(number) {
		return true
	}
	return strings.ContainsFunc(number, func(r rune) bool {
		return r != '#' && r != '@' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}
