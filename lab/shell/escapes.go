//go:build linux

package shell

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// unescape puts quotes in the place of backslashes where the interpreter keeps them though bash takes them away: in what is assigned, in the
// file of a redirection, in what a case or a [[ looks at, and in what stands for a variable or for a part of it. It tells whether there were any.
func unescape(script syntax.Node) (changed bool) {
	quoted := map[*syntax.ParamExp]bool{}
	word := func(w *syntax.Word) { changed = unescapeWord(w) || changed }
	syntax.Walk(script, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.DblQuoted:
			quote(n.Parts, quoted)
		case *syntax.Assign:
			word(n.Value)
		case *syntax.ArrayElem:
			if n.Index != nil {
				word(n.Value)
			}
		case *syntax.Redirect:
			if n.Hdoc != nil {
				quote(n.Hdoc.Parts, quoted)
			}
			if n.Op != syntax.Hdoc && n.Op != syntax.DashHdoc {
				word(n.Word)
			}
		case *syntax.CaseClause:
			word(n.Word)
		case *syntax.UnaryTest:
			word(tested(n.X))
		case *syntax.BinaryTest:
			word(tested(n.X))
			if !isMatch(n.Op) {
				word(tested(n.Y))
			}
		case *syntax.ParamExp:
			if n.Exp != nil && isDefault(n.Exp.Op) && !quoted[n] {
				word(n.Exp.Word)
			}
			if n.Repl != nil {
				word(n.Repl.With)
			}
		}
		return true
	})
	return changed
}

// unescapedEval is an eval whose script is unescaped. One that cannot be read stays as it is, for the interpreter to complain of.
func unescapedEval(argv []string) []string {
	text := strings.Join(argv[1:], " ")
	if argv[0] != "eval" || !strings.Contains(text, `\`) {
		return argv
	}
	script, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil || !unescape(script) {
		return argv
	}
	var b strings.Builder
	if err := syntax.NewPrinter().Print(&b, script); err != nil {
		return argv
	}
	return []string{argv[0], b.String()}
}

// quote notes the variables that stand in double quotes, where most backslashes stay. What a command in them prints is none of it.
func quote(parts []syntax.WordPart, quoted map[*syntax.ParamExp]bool) {
	for _, part := range parts {
		if p, ok := part.(*syntax.ParamExp); ok {
			quoted[p] = true
			if p.Exp != nil && p.Exp.Word != nil {
				quote(p.Exp.Word.Parts, quoted)
			}
		}
	}
}

// tested is a word of a [[; nil where it is none.
func tested(x syntax.TestExpr) *syntax.Word {
	w, _ := x.(*syntax.Word)
	return w
}

// isMatch tells of an operator behind which a pattern stands.
func isMatch(op syntax.BinTestOperator) bool {
	return slices.Contains([]syntax.BinTestOperator{syntax.TsMatchShort, syntax.TsMatch, syntax.TsNoMatch, syntax.TsReMatch}, op)
}

// isDefault tells of an operator behind which no pattern stands.
func isDefault(op syntax.ParExpOperator) bool {
	return slices.Contains([]syntax.ParExpOperator{
		syntax.AlternateUnset, syntax.AlternateUnsetOrNull, syntax.DefaultUnset, syntax.DefaultUnsetOrNull,
		syntax.ErrorUnset, syntax.ErrorUnsetOrNull, syntax.AssignUnset, syntax.AssignUnsetOrNull,
	}, op)
}

// unescapeWord puts each letter behind a backslash in quotes.
func unescapeWord(w *syntax.Word) (changed bool) {
	if w == nil {
		return false
	}
	var parts []syntax.WordPart
	for _, part := range w.Parts {
		lit, ok := part.(*syntax.Lit)
		if !ok {
			parts = append(parts, part)
			continue
		}
		add := func(text string) {
			if text != "" {
				parts = append(parts, &syntax.Lit{ValuePos: lit.ValuePos, ValueEnd: lit.ValueEnd, Value: text})
			}
		}
		text, from := lit.Value, 0
		for i := 0; i < len(text); i++ {
			if text[i] != '\\' {
				continue
			}
			changed = true
			add(text[from:i])
			_, size := utf8.DecodeRuneInString(text[i+1:])
			letter := text[i+1 : i+1+size]
			if letter == "" {
				letter = `\`
			}
			parts = append(parts, quotedLetter(lit, letter))
			i += size
			from = i + 1
		}
		add(text[min(from, len(text)):])
	}
	if changed {
		w.Parts = parts
	}
	return changed
}

// quotedLetter is a letter of a word in quotes.
func quotedLetter(of *syntax.Lit, letter string) syntax.WordPart {
	if letter == "'" {
		return &syntax.DblQuoted{Left: of.ValuePos, Right: of.ValueEnd, Parts: []syntax.WordPart{&syntax.Lit{ValuePos: of.ValuePos, ValueEnd: of.ValueEnd, Value: letter}}}
	}
	return &syntax.SglQuoted{Left: of.ValuePos, Right: of.ValueEnd, Value: letter}
}
