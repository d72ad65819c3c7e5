//go:build linux

package shell

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"
)

// withoutEmpty puts what {,x} stands for in its place: bash drops the empty word, which the interpreter keeps.
func withoutEmpty(words []*syntax.Word) []*syntax.Word {
	for i, w := range words {
		text := w.Lit()
		if !strings.Contains(text, "{,") && !strings.Contains(text, ",}") && !strings.Contains(text, ",,") || !strings.HasPrefix(text, "{") {
			continue
		}
		// The parts of a copy are split: where no word is empty, w is left as it is.
		split := &syntax.Word{Parts: []syntax.WordPart{&syntax.Lit{ValuePos: w.Pos(), ValueEnd: w.End(), Value: text}}}
		if !syntax.SplitBraces(split) {
			continue
		}
		full, empty := []*syntax.Word(nil), false
		for one, err := range expand.BracesSeq(&expand.Config{}, split) {
			if err != nil {
				return words // the interpreter says so
			}
			if one.Lit() == "" {
				empty = true
				continue
			}
			full = append(full, one)
		}
		if empty {
			return slices.Concat(words[:i], full, withoutEmpty(words[i+1:]))
		}
	}
	return words
}

// homes has each ~ beside a colon of what is assigned be the home directory, as in PATH=$PATH:~/bin.
func homes(a *syntax.Assign) {
	if a.Value == nil || a.Name == nil {
		return
	}
	var parts []syntax.WordPart
	home := func(at syntax.Node) *syntax.ParamExp {
		return &syntax.ParamExp{Dollar: at.Pos(), Rbrace: at.Pos(), Param: &syntax.Lit{Value: "HOME"}}
	}
	for i, part := range a.Value.Parts {
		lit, ok := part.(*syntax.Lit)
		if !ok {
			parts = append(parts, part)
			continue
		}
		ends := i == len(a.Value.Parts)-1
		text := lit.Value
		if i == 0 && strings.HasPrefix(text, "~:") {
			parts, text = append(parts, home(lit)), text[1:]
		}
		for from := 0; ; {
			at := strings.Index(text[from:], ":~")
			if at < 0 {
				break
			}
			from += at + 2
			if rest := text[from:]; rest != "" && rest[0] != '/' && rest[0] != ':' || rest == "" && !ends {
				continue
			}
			parts = append(parts, &syntax.Lit{ValuePos: lit.Pos(), ValueEnd: lit.End(), Value: text[:from-1]}, home(lit))
			text, from = text[from:], 0
		}
		parts = append(parts, &syntax.Lit{ValuePos: lit.Pos(), ValueEnd: lit.End(), Value: text})
	}
	a.Value.Parts = parts
}
