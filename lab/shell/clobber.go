//go:build linux

package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// The interpreter knows no noclobber. The variable says that it is set, so that subshells have their own; a path that begins with clobberPath is
// that of a >|.
const (
	noClobber   = "VETHLAB_NOCLOBBER"
	clobberPath = "/dev/vethlab/clobber/"
)

// clobber puts what the interpreter knows for a >|.
func clobber(rd *syntax.Redirect) {
	at := rd.Word.Pos()
	rd.Op = syntax.RdrOut
	if lit, ok := rd.Word.Parts[0].(*syntax.Lit); !ok || !strings.HasPrefix(lit.Value, "~") {
		rd.Word = &syntax.Word{Parts: append([]syntax.WordPart{&syntax.Lit{ValuePos: at, ValueEnd: at, Value: clobberPath}}, rd.Word.Parts...)}
	}
}

// setOptions gives the words of a set without what is about noclobber, and notes that.
func setOptions(argv []string) []string {
	left, value, changed := []string{"set"}, "", false
	words := argv[1:]
	for len(words) > 0 && len(words[0]) > 1 && (words[0][0] == '-' || words[0][0] == '+') && words[0] != "--" {
		option := words[0]
		words = words[1:]
		named := strings.HasSuffix(option, "o") && len(words) > 0
		switch {
		case named && words[0] == "noclobber":
			option, words = option[:len(option)-1], words[1:]
		case strings.Contains(option, "C"):
			option = strings.ReplaceAll(option, "C", "")
		default:
			left = append(left, option)
			if named {
				left, words = append(left, words[0]), words[1:]
			}
			continue
		}
		changed, value = true, map[byte]string{'-': "1", '+': ""}[option[0]]
		if len(option) > 1 {
			left = append(left, option)
		}
	}
	if !changed {
		return argv
	}
	script := noClobber + "=" + value
	if left = append(left, words...); len(left) > 1 {
		script += "; set"
		for _, w := range left[1:] {
			script += " " + evalQuoted(w)
		}
	}
	return []string{"eval", script}
}
