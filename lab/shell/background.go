//go:build linux

package shell

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter gives a name of its own for a job as $!, and no program knows that. So $! is made $(pidWord pidOf JOB NAME): the number of
// the job's process, or JOB where it is none, for our kill. $(pidWord pidBegin TEXT) names a job that will begin with such a statement,
// pidWord pidCalled JOB NAME tells what the interpreter calls it (and a further word that it is a subshell's), pidWord pidEnd JOB that it has ended. The variables say which was begun last.
const (
	pidWord     = ourMark + "pid"
	pidOf       = "of"
	pidBegin    = "begin"
	pidCalled   = "called"
	pidEnd      = "end"
	lastJob     = "VETHLAB_LAST_JOB"  // as jobVariable has it
	lastJobName = "VETHLAB_LAST_NAME" // as the interpreter has it
)

// beginning is how long $! waits for a job that has not begun yet. Not every job has a command that begins.
const beginning = time.Second

// mark has each background statement of st begin with a name of its own, and $! tell the process.
func mark(st *syntax.Stmt, texts map[*syntax.Stmt]string) { markIn(st, texts, false) }

// jobTexts are the background statements of st in one line, as they were written.
func jobTexts(st *syntax.Stmt) map[*syntax.Stmt]string {
	var texts map[*syntax.Stmt]string
	syntax.Walk(st, func(n syntax.Node) bool {
		if st, ok := n.(*syntax.Stmt); ok && st.Background {
			if texts == nil {
				texts = map[*syntax.Stmt]string{}
			}
			texts[st] = textOf(st)
		}
		return true
	})
	return texts
}

// markIn is mark for what is part of a subshell, or not.
func markIn(node syntax.Node, texts map[*syntax.Stmt]string, inner bool) {
	syntax.Walk(node, func(n syntax.Node) bool {
		if n == nil {
			return true
		}
		if _, sub := n.(*syntax.Subshell); sub && !inner {
			markIn(n, texts, true)
			return false
		}
		switch n := n.(type) {
		case *syntax.Word:
			askForProcess(n.Parts)
		case *syntax.DblQuoted:
			askForProcess(n.Parts)
		case *syntax.Stmt:
			if n.Background && n.Cmd != nil {
				number(n, texts, inner)
				return false
			}
		}
		return true
	})
}

// number makes a background statement { LAST=$(pidWord begin …); { JOB=$LAST; (…); pidWord end $JOB; } & NAME=$!; pidWord called $LAST $NAME; }.
// The name is made anew in each round of a loop.
func number(st *syntax.Stmt, texts map[*syntax.Stmt]string, inner bool) {
	assign := func(variable string, value *syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Assigns: []*syntax.Assign{{Name: &syntax.Lit{Value: variable}, Value: value}}}}
	}
	run := func(words ...*syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: words}}
	}
	value := func(variable string) *syntax.Word {
		return &syntax.Word{Parts: []syntax.WordPart{&syntax.ParamExp{Dollar: st.Position, Short: true, Param: &syntax.Lit{Value: variable}}}}
	}
	name := &syntax.Word{Parts: []syntax.WordPart{&syntax.CmdSubst{Left: st.Position, Right: st.Position, Stmts: []*syntax.Stmt{run(word(pidWord), word(pidBegin), verbatim(texts[st]))}}}}
	// What is marked inside is so already: the walk does not go on into it.
	body := &syntax.Stmt{Position: st.Position, Cmd: st.Cmd}
	markIn(body, texts, true)
	job := *st
	job.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{
		assign(jobVariable, value(lastJob)),
		{Position: st.Position, Cmd: &syntax.Subshell{Lparen: st.Position, Stmts: []*syntax.Stmt{body}}},
		run(word(pidWord), word(pidEnd), value(jobVariable)),
	}}
	called := run(word(pidWord), word(pidCalled), value(lastJob), value(lastJobName))
	if inner {
		call := called.Cmd.(*syntax.CallExpr)
		call.Args = append(call.Args, word(pidEnd))
	}
	*st = syntax.Stmt{Comments: st.Comments, Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{
		assign(lastJob, name), &job, assign(lastJobName, value("!")), called,
	}}}
}

// askForProcess exchanges each $!, and each variable that counts, among the parts of a word.
func askForProcess(parts []syntax.WordPart) {
	for i, part := range parts {
		p, ok := part.(*syntax.ParamExp)
		if ok && p.Param != nil && isCounting(p.Param.Value) && (p.Exp == nil || p.Exp.Op == syntax.DefaultUnset || p.Exp.Op == syntax.DefaultUnsetOrNull) && !p.Length && p.Slice == nil {
			parts[i] = counting(p)
			continue
		}
		if !ok || p.Param == nil || p.Param.Value != "!" || p.Exp != nil || p.Length || p.Excl || p.Slice != nil || p.Repl != nil {
			continue
		}
		value := func(variable string) *syntax.Word {
			return &syntax.Word{Parts: []syntax.WordPart{&syntax.DblQuoted{Left: p.Dollar, Right: p.Dollar, Parts: []syntax.WordPart{
				&syntax.ParamExp{Dollar: p.Dollar, Rbrace: p.Dollar, Param: &syntax.Lit{Value: variable}, Exp: &syntax.Expansion{Op: syntax.DefaultUnset}},
			}}}}
		}
		parts[i] = &syntax.CmdSubst{Left: p.Dollar, Right: p.Dollar, Stmts: []*syntax.Stmt{{Position: p.Dollar, Cmd: &syntax.CallExpr{
			Args: []*syntax.Word{word(pidWord), word(pidOf), value(lastJob), value(lastJobName)},
		}}}}
	}
}

// pid carries out pidWord.
func (b *bash) pid(ctx context.Context, hc interp.HandlerContext, words []string) error {
	j := &b.jobs
	switch words[0] {
	case pidBegin:
		fmt.Fprintln(hc.Stdout, j.expect(words[1]))
	case pidCalled:
		j.name(words[1], words[2], b.interactive() && len(words) > 3)
		if one := j.find(words[1]); one != nil && b.interactive() && len(words) == 3 {
			fmt.Fprintf(unsaid(hc.Stderr), "[%d] %s\n", one.number, j.process(ctx, words[1], words[2]))
		}
	case pidEnd:
		j.ended(words[1], hc.LastExitStatus)
		if hc.LastExitStatus != 0 {
			return interp.ExitStatus(hc.LastExitStatus)
		}
	case pidOf:
		fmt.Fprintln(hc.Stdout, j.process(ctx, words[1], words[2]))
	}
	return nil
}

// name notes what the interpreter calls a job, and whether it is a subshell's, of which nobody is told.
func (j *jobs) name(name, called string, inner bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if one := j.named[name]; one != nil {
		one.called, one.told = called, one.told || inner
	}
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

// verbatim is a text as a word that stands for itself.
func verbatim(text string) *syntax.Word {
	w := &syntax.Word{}
	for i, part := range strings.Split(text, "'") {
		if i > 0 {
			w.Parts = append(w.Parts, &syntax.DblQuoted{Parts: []syntax.WordPart{&syntax.Lit{Value: "'"}}})
		}
		w.Parts = append(w.Parts, &syntax.SglQuoted{Value: part})
	}
	return w
}

// textOf is a statement in one line, without the & behind it.
func textOf(st *syntax.Stmt) string {
	bare := *st
	bare.Background, bare.Comments = false, nil
	var b strings.Builder
	// What cannot be printed is named by nothing.
	_ = syntax.NewPrinter(syntax.SingleLine(true), syntax.SpaceRedirects(true)).Print(&b, &bare)
	return strings.TrimSpace(b.String())
}

// spec is the job that a word such as %1, %%, %+, %- or %ping means, and its name (bash(1), JOB CONTROL); nil for none, or several.
func (j *jobs) spec(word string) (name string, one *job) {
	j.mu.Lock()
	defer j.mu.Unlock()
	list := j.alive()
	switch what := word[1:]; what {
	case "", "%", "+", "-":
		at := len(list) - 1
		if what == "-" && at > 0 {
			at--
		}
		if at < 0 {
			return "", nil
		}
		return list[at], j.named[list[at]]
	default:
		for _, candidate := range list {
			if job := j.named[candidate]; strconv.Itoa(job.number) == what || strings.HasPrefix(job.text, what) {
				if one != nil {
					return "", nil
				}
				name, one = candidate, job
			}
		}
		return name, one
	}
}

// alive are the names of the jobs that have not ended, by their numbers. It needs mu.
func (j *jobs) alive() []string {
	var list []string
	for name, one := range j.named {
		if !one.over && !one.told {
			list = append(list, name)
		}
	}
	slices.SortFunc(list, func(a, b string) int { return j.named[a].number - j.named[b].number })
	return list
}
