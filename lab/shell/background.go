//go:build linux

package shell

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter gives a name of its own for a job as $!, and no program knows that. So $! is made $(pidWord JOB NAME): the number of
// the job's process, or JOB where it is none, for our kill. $(pidWord) names a job that will begin, pidWord JOB tells that it has ended.
// The variables say which was begun last.
const (
	pidWord     = "\x00pid"
	lastJob     = "VETHLAB_LAST_JOB"  // as jobVariable has it
	lastJobName = "VETHLAB_LAST_NAME" // as the interpreter has it
)

// beginning is how long $! waits for a job that has not begun yet. Not every job has a command that begins.
const beginning = time.Second

// mark has each background statement of st begin with a name of its own, and $! tell the process.
func mark(st *syntax.Stmt) {
	syntax.Walk(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Word:
			askForProcess(n.Parts)
		case *syntax.DblQuoted:
			askForProcess(n.Parts)
		case *syntax.Stmt:
			if n.Background && n.Cmd != nil {
				number(n)
				return false
			}
		}
		return true
	})
}

// number makes a background statement { LAST=$(pidWord); { JOB=$LAST; (…); pidWord $JOB; } & NAME=$!; }. The name is made anew in each
// round of a loop.
func number(st *syntax.Stmt) {
	assign := func(variable string, value *syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Assigns: []*syntax.Assign{{Name: &syntax.Lit{Value: variable}, Value: value}}}}
	}
	run := func(words ...*syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: words}}
	}
	value := func(variable string) *syntax.Word {
		return &syntax.Word{Parts: []syntax.WordPart{&syntax.ParamExp{Dollar: st.Position, Short: true, Param: &syntax.Lit{Value: variable}}}}
	}
	name := &syntax.Word{Parts: []syntax.WordPart{&syntax.CmdSubst{Left: st.Position, Right: st.Position, Stmts: []*syntax.Stmt{run(word(pidWord))}}}}
	// What is marked inside is so already: the walk does not go on into it.
	body := &syntax.Stmt{Position: st.Position, Cmd: st.Cmd}
	mark(body)
	inner := *st
	inner.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{
		assign(jobVariable, value(lastJob)),
		{Position: st.Position, Cmd: &syntax.Subshell{Lparen: st.Position, Stmts: []*syntax.Stmt{body}}},
		run(word(pidWord), value(jobVariable)),
	}}
	*st = syntax.Stmt{Comments: st.Comments, Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{
		assign(lastJob, name), &inner, assign(lastJobName, value("!")),
	}}}
}

// askForProcess exchanges each $! among the parts of a word.
func askForProcess(parts []syntax.WordPart) {
	for i, part := range parts {
		p, ok := part.(*syntax.ParamExp)
		if !ok || p.Param == nil || p.Param.Value != "!" || p.Exp != nil || p.Length || p.Excl || p.Slice != nil || p.Repl != nil {
			continue
		}
		value := func(variable string) *syntax.Word {
			return &syntax.Word{Parts: []syntax.WordPart{&syntax.DblQuoted{Left: p.Dollar, Right: p.Dollar, Parts: []syntax.WordPart{
				&syntax.ParamExp{Dollar: p.Dollar, Rbrace: p.Dollar, Param: &syntax.Lit{Value: variable}, Exp: &syntax.Expansion{Op: syntax.DefaultUnset}},
			}}}}
		}
		parts[i] = &syntax.CmdSubst{Left: p.Dollar, Right: p.Dollar, Stmts: []*syntax.Stmt{{Position: p.Dollar, Cmd: &syntax.CallExpr{
			Args: []*syntax.Word{word(pidWord), value(lastJob), value(lastJobName)},
		}}}}
	}
}

// pid carries out pidWord.
func (j *jobs) pid(ctx context.Context, hc interp.HandlerContext, words []string) error {
	switch len(words) {
	case 0:
		fmt.Fprintln(hc.Stdout, j.expect())
	case 1:
		j.ended(words[0])
		if hc.LastExitStatus != 0 {
			return interp.ExitStatus(hc.LastExitStatus)
		}
	default:
		fmt.Fprintln(hc.Stdout, j.process(ctx, words[0], words[1]))
	}
	return nil
}

// process is $! for a job, which the interpreter calls name: the number of its process, once there is one; or else its own.
func (j *jobs) process(ctx context.Context, name, called string) string {
	one := j.find(name)
	if one == nil {
		return ""
	}
	limit := time.NewTimer(beginning)
	defer limit.Stop()
	select {
	case <-one.begun:
	case <-limit.C:
	case <-ctx.Done():
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	word := name
	if one.pid > 0 {
		word = strconv.Itoa(one.pid)
	}
	j.known[word] = known{job: one, called: called}
	return word
}

// called is what the interpreter calls the job whose $! word was.
func (j *jobs) called(word string) (name string, ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	k, ok := j.known[word]
	return k.called, ok
}

// wait gives the words of a wait as the interpreter knows them.
func (j *jobs) wait(argv []string) []string {
	words := slices.Clone(argv)
	for i, word := range words[1:] {
		name, ok := j.called(word)
		_, err := strconv.ParseUint(word, 10, 32)
		switch {
		case ok:
			words[i+1] = name
		case err == nil:
			return []string{complaint, "wait: pid " + word + " is not a child of this shell", "127"}
		case word != "" && word[0] != '-':
			return []string{complaint, "wait: `" + word + "': not a pid or valid job spec"}
		}
	}
	return words
}
