//go:build linux

package shell

import (
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter's getopts stays before a -- that ends the options, and has a : for one that lacks its value even where nobody asked for
// that. So a getopts is followed by `optionsWord STATUS SPEC NAME OPTIND WORDS…`, which puts both right and ends as it did.
const optionsWord = ourMark + "options"

// endOptions has each getopts of a statement be followed by optionsWord.
func endOptions(st *syntax.Stmt) {
	var found []*syntax.Stmt
	syntax.Walk(st, func(n syntax.Node) bool {
		s, ok := n.(*syntax.Stmt)
		if both, is := n.(*syntax.BinaryCmd); is && endsAsFirst(both) && isTold(both.X, "getopts") {
			return false // it is followed already
		}
		if ok && isTold(s, "getopts") && len(s.Cmd.(*syntax.CallExpr).Args) > 2 {
			found = append(found, s)
		}
		return true
	})
	for _, s := range found {
		args := s.Cmd.(*syntax.CallExpr).Args
		value := func(name string) *syntax.Word {
			return quotedWord(&syntax.Word{Parts: []syntax.WordPart{&syntax.ParamExp{Dollar: s.Position, Short: true, Param: &syntax.Lit{Value: name}}}})
		}
		words := args[3:]
		if len(words) == 0 {
			words = []*syntax.Word{value("@")}
		}
		inner := &syntax.Stmt{Position: s.Position, Cmd: s.Cmd}
		told := &syntax.Stmt{Position: s.Position, Cmd: &syntax.CallExpr{Args: slices.Concat(
			[]*syntax.Word{word(optionsWord), value("?"), args[1], args[2], value("OPTIND")}, words)}}
		s.Cmd = &syntax.Block{Lbrace: s.Position, Stmts: []*syntax.Stmt{unminded(inner), told}}
	}
}

// options carries out optionsWord, and gives the command that is left for the interpreter.
func options(hc interp.HandlerContext, words []string) []string {
	status, spec, name, words := words[0], words[1], words[2], words[3:]
	next, _ := strconv.Atoi(words[0])
	list := ""
	switch {
	case status != "0" && next > 0 && next < len(words) && words[next] == "--":
		list = "OPTIND=" + strconv.Itoa(next+1) + "\n"
	case status == "0" && !strings.HasPrefix(spec, ":") && hc.Env.Get(name).String() == ":":
		list = name + "='?'\n"
	}
	return []string{"eval", list + evalQuoted(complaint) + " '' " + status}
}
