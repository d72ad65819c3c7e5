//go:build linux

package shell

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// variableWord NAME SINCE is the command that tells what one of bash's variables is now; what is given to SECONDS becomes SINCE by
// `variableWord since SECONDS`.
const (
	variableWord = ourMark + "variable"
	sinceWord    = "since"
	secondsSince = "VETHLAB_SECONDS_SINCE"
	lineVariable = "VETHLAB_LINENO" // of the command that runs, for a trap
)

// isCounting tells of a variable whose value is another each time (bash(1), Shell Variables).
func isCounting(name string) bool {
	return slices.Contains([]string{"SECONDS", "EPOCHSECONDS", "EPOCHREALTIME"}, name)
}

// counting is what such a variable is asked for by, at the place of an expansion.
func counting(p *syntax.ParamExp) *syntax.CmdSubst {
	since := &syntax.Word{Parts: []syntax.WordPart{&syntax.DblQuoted{Left: p.Dollar, Right: p.Dollar, Parts: []syntax.WordPart{
		&syntax.ParamExp{Dollar: p.Dollar, Rbrace: p.Dollar, Param: &syntax.Lit{Value: secondsSince}, Exp: &syntax.Expansion{Op: syntax.DefaultUnset}},
	}}}}
	return &syntax.CmdSubst{Left: p.Dollar, Right: p.Dollar, Stmts: []*syntax.Stmt{
		{Position: p.Dollar, Cmd: &syntax.CallExpr{Args: []*syntax.Word{word(variableWord), word(p.Param.Value), since}}},
	}}
}

// count has an assignment to SECONDS begin a new count.
func count(a *syntax.Assign) {
	if a.Name == nil || a.Name.Value != "SECONDS" || a.Value == nil {
		return
	}
	ask := &syntax.CmdSubst{Left: a.Pos(), Right: a.Pos(), Stmts: []*syntax.Stmt{
		{Position: a.Pos(), Cmd: &syntax.CallExpr{Args: []*syntax.Word{word(variableWord), word(sinceWord), quotedWord(a.Value)}}},
	}}
	a.Name, a.Value = &syntax.Lit{Value: secondsSince}, &syntax.Word{Parts: []syntax.WordPart{ask}}
}

// variable carries out variableWord.
func (b *bash) variable(hc interp.HandlerContext, name, word string) {
	fmt.Fprint(hc.Stdout, b.counted(name, word))
}

// counted is what a variable that counts is now.
func (b *bash) counted(name, word string) (value string) {
	now := time.Now()
	switch name {
	case sinceWord:
		seconds, _ := strconv.ParseInt(word, 10, 64)
		value = strconv.FormatInt(now.Add(-time.Duration(seconds)*time.Second).UnixNano(), 10)
	case lineVariable:
		value = strconv.FormatUint(b.line.Load(), 10)
	case "SECONDS":
		since := b.began
		if n, err := strconv.ParseInt(word, 10, 64); err == nil {
			since = time.Unix(0, n)
		}
		// Bash counts by the clock's own seconds.
		value = strconv.FormatInt(now.Unix()-since.Unix(), 10)
	case "EPOCHSECONDS":
		value = strconv.FormatInt(now.Unix(), 10)
	case "EPOCHREALTIME":
		value = fmt.Sprintf("%d.%06d", now.Unix(), now.Nanosecond()/1000)
	}
	return value
}

// given is an environment, and what bash sets beside it; no program is handed that.
type given struct {
	expand.Environ
	own map[string]expand.Variable
	now func(name string) string // of a variable that counts, where it is not asked for by itself, as in ${SECONDS%0}
}

// withOwn gives an environment with the variables that bash sets.
func (b *bash) withOwn(env []string) expand.Environ {
	text := func(value string) expand.Variable {
		return expand.Variable{Set: true, Kind: expand.String, Str: value}
	}
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	numbers, _, _ := strings.Cut(bashVersion, "(")
	version := append(strings.Split(numbers, "."), "1", "release", machine)
	return given{expand.ListEnviron(env...), map[string]expand.Variable{
		"BASH": text(bashPath), "BASH_ARGV0": text(b.name), "BASH_VERSION": text(bashVersion), "HOSTNAME": text(host),
		umaskVariable: text(b.umask),
		"OSTYPE":      text("linux-gnu"), "HOSTTYPE": text("x86_64"), "MACHTYPE": text(machine),
		"BASH_VERSINFO": {Set: true, Kind: expand.Indexed, List: version},
	}, func(name string) string { return b.counted(name, "") }}
}

const machine = "x86_64-pc-linux-gnu"

// Get gives a variable.
func (g given) Get(name string) expand.Variable {
	if v := g.Environ.Get(name); v.IsSet() {
		return v
	}
	if isCounting(name) || name == lineVariable {
		return expand.Variable{Set: true, Kind: expand.String, Str: g.now(name)}
	}
	return g.own[name]
}

// Each gives them all.
func (g given) Each(f func(name string, v expand.Variable) bool) {
	for name, v := range g.own {
		if !g.Environ.Get(name).IsSet() && !f(name, v) {
			return
		}
	}
	g.Environ.Each(f)
}

// integers has a declaration with -i be one without, and the variables that it makes be given what an expression is.
func (b *bash) integers(d *syntax.DeclClause) {
	is := false
	d.Args = slices.DeleteFunc(d.Args, func(a *syntax.Assign) bool {
		if !a.Naked || a.Value == nil {
			return false
		}
		option := a.Value.Lit()
		if !strings.HasPrefix(option, "-") || !strings.Contains(option, "i") || strings.Contains(option, "-p") {
			return false
		}
		is = true
		rest := strings.ReplaceAll(option, "i", "")
		a.Value = word(rest)
		return rest == "-"
	})
	for _, a := range d.Args {
		if is && a.Name != nil {
			b.integer.Store(a.Name.Value, true)
		}
	}
}

// evaluated has what an integer variable is given be worked out.
func (b *bash) evaluated(a *syntax.Assign) {
	if a.Name == nil || a.Value == nil {
		return
	}
	if _, is := b.integer.Load(a.Name.Value); !is {
		return
	}
	x := syntax.ArithmExpr(a.Value)
	if parsed := wholeExpression(sourceOf(a.Value)); parsed != nil {
		x = parsed
	}
	if a.Append {
		x = &syntax.BinaryArithm{OpPos: a.Pos(), Op: syntax.Add, X: word(a.Name.Value), Y: inParens(x)}
	}
	a.Append, a.Value = false, &syntax.Word{Parts: []syntax.WordPart{&syntax.ArithmExp{Left: a.Pos(), Right: a.Pos(), X: x}}}
}
