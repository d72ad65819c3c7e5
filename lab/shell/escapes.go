//go:build linux

package shell

import (
	"slices"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// unescape puts quotes in the place of backslashes where the interpreter keeps them though bash takes them away: in what is assigned, in the
// file of a redirection, in what a case or a [[ looks at, and in what stands for a variable or for a part of it.
func unescape(script syntax.Node) {
	quoted := map[*syntax.ParamExp]bool{}
	syntax.Walk(script, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.DblQuoted:
			quote(n.Parts, quoted)
		case *syntax.Assign:
			unescapeWord(n.Value)
		case *syntax.ArrayElem:
			if n.Index != nil {
				unescapeWord(n.Value)
			}
		case *syntax.Redirect:
			if n.Hdoc != nil {
				quote(n.Hdoc.Parts, quoted)
			}
			if n.Op != syntax.Hdoc && n.Op != syntax.DashHdoc {
				unescapeWord(n.Word)
			}
		case *syntax.CaseClause:
			unescapeWord(n.Word)
		case *syntax.UnaryTest:
			unescapeWord(tested(n.X))
		case *syntax.BinaryTest:
			unescapeWord(tested(n.X))
			if !isMatch(n.Op) {
				unescapeWord(tested(n.Y))
			}
		case *syntax.ParamExp:
			if n.Exp != nil && isDefault(n.Exp.Op) && !quoted[n] {
				unescapeWord(n.Exp.Word)
			}
			if n.Repl != nil {
				unescapeWord(n.Repl.With)
			}
		}
		return true
	})
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
func unescapeWord(w *syntax.Word) {
	if w == nil {
		return
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
	w.Parts = parts
}

// quotedLetter is a letter of a word in quotes.
func quotedLetter(of *syntax.Lit, letter string) syntax.WordPart {
	if letter == "'" {
		return &syntax.DblQuoted{Left: of.ValuePos, Right: of.ValueEnd, Parts: []syntax.WordPart{&syntax.Lit{ValuePos: of.ValuePos, ValueEnd: of.ValueEnd, Value: letter}}}
	}
	return &syntax.SglQuoted{Left: of.ValuePos, Right: of.ValueEnd, Value: letter}
}
