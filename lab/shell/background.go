//go:build linux

package shell

import (
	"context"
	"fmt"
	"strconv"
	"syscall"
	"time"

	"mvdan.cc/sh/v3/syntax"
)

// The interpreter gives a name of its own for a job as $!, and no program knows that. So $! is made $(pidWord JOB NAME): the number of
// the job's process, or JOB where it is none, for our kill. pidWord JOB says that it will begin. The variables say which was begun last.
const (
	pidWord     = "\x00pid"
	lastJob     = "VETHLAB_LAST_JOB"  // as jobVariable has it
	lastJobName = "VETHLAB_LAST_NAME" // as the interpreter has it
)

// beginning is how long $! waits for a job that has not begun yet. Not every job has a command that begins.
const beginning = time.Second

// mark numbers the background statements of st in their order, has each begin with its number, and $! tell the process.
func (j *jobs) mark(st *syntax.Stmt) {
	j.mu.Lock()
	defer j.mu.Unlock()
	syntax.Walk(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Word:
			askForProcess(n.Parts)
		case *syntax.DblQuoted:
			askForProcess(n.Parts)
		case *syntax.Stmt:
			if n.Background && n.Cmd != nil {
				j.number(n)
				return false
			}
		}
		return true
	})
}

// number makes a background statement { pidWord g1; { JOB=g1; …; } & LAST=g1; NAME=$!; }.
func (j *jobs) number(st *syntax.Stmt) {
	j.count++
	name := fmt.Sprintf("g%d", j.count)
	if j.signals == nil {
		j.signals, j.changed = map[string]func(syscall.Signal) error{}, map[string]chan struct{}{}
		j.pids, j.waited = map[string]int{}, map[string]string{}
	}
	assign := func(variable string, value *syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Assigns: []*syntax.Assign{{Name: &syntax.Lit{Value: variable}, Value: value}}}}
	}
	inner := *st
	inner.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{
		assign(jobVariable, word(name)), {Position: st.Position, Cmd: st.Cmd},
	}}
	last := &syntax.Word{Parts: []syntax.WordPart{&syntax.ParamExp{Dollar: st.Position, Short: true, Param: &syntax.Lit{Value: "!"}}}}
	expect := &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: []*syntax.Word{word(pidWord), word(name)}}}
	*st = syntax.Stmt{Comments: st.Comments, Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{
		expect, &inner, assign(lastJob, word(name)), assign(lastJobName, last),
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

// expect says that a job will begin: in a loop it is not the one of the last time.
func (j *jobs) expect(job string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.changed[job] = make(chan struct{})
	delete(j.pids, job)
	delete(j.signals, job)
}

// process is $! for a job, which the interpreter calls name: the number of its process, once there is one; or else its own.
func (j *jobs) process(ctx context.Context, job, name string) string {
	j.mu.Lock()
	starting := j.changed[job]
	j.mu.Unlock()
	if starting != nil {
		limit := time.NewTimer(beginning)
		defer limit.Stop()
		select {
		case <-starting:
		case <-limit.C:
		case <-ctx.Done():
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if pid := j.pids[job]; pid > 0 {
		job = strconv.Itoa(pid)
	}
	if job != "" {
		j.waited[job] = name
	}
	return job
}

// jobOf is what the interpreter calls the job whose $! that was; other words stay as they are.
func (j *jobs) jobOf(word string) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	if name, ok := j.waited[word]; ok {
		return name
	}
	return word
}
