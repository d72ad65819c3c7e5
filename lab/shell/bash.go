//go:build linux

package shell

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"

	"vethlab/lab/netns"
)

// place is a namespace in which commands run.
type place struct {
	ns   *netns.Namespace
	name string // topo.HostName, or the name under which it was entered
}

// bash is one bash of the shell: its own variables, functions, working directory and place. Nested ones have
// only what bash hands to its children.
type bash struct {
	shell   *Shell
	place   place
	owned   bool // place.ns is closed with it
	runner  *interp.Runner
	jobs    jobs
	traps   traps
	files   descriptors
	pipes   pipes
	rest    []*syntax.Stmt // of a line that was interrupted
	before  string         // the pipe that the last statement was, as prepare has it
	name    string         // $0, and what its errors begin with
	umask   string         // that it was started with, where a script has set one
	inJob   bool           // it is part of a job, whose end is its own
	numbers bool           // errors tell the line, as they do where the input is no terminal; else somebody types, line by line
	line    atomic.Uint64  // of the command that runs
	stderr  io.Writer
	unbound atomic.Bool         // a variable in arithmetic: a script ends
	traced  atomic.Bool         // the command that is about to run
	discard atomic.Bool         // the line, after an error in an expansion
	refused atomic.Bool         // to set a variable, which is readonly
	unset   atomic.Bool         // an expansion, of a variable that is not set: a script ends
	strayed atomic.Bool         // an expansion, of what a variable that is not set would name
	split   atomic.Bool         // the script sets IFS
	ended   atomic.Pointer[int] // the status of an exit in what is done at the end
	errors  onErrors
	dropped bool // the rest of the line, after an error that bash does not go on from

	reference   atomic.Pointer[string] // the last variable in the script that names another, as in ${!name}
	calls       atomic.Uint64          // of functions
	functions   sync.Map               // the names of those that the script has
	sources     sync.Map               // the statements where the file of a source is put, by what it is called by
	began       time.Time
	integer     sync.Map // the names of the variables that are numbers
	associative sync.Map // the names of the arrays with names
	aliases     sync.Map // their names
	timings     atomic.Uint64
	started     sync.Map // when those began that run, a used by number
}

// newBash gives a bash that stands in p, with the shell's own environment and standard streams.
func (s *Shell) newBash(p place, name string) (*bash, error) {
	b := &bash{shell: s, place: p, name: name}
	err := b.start(s.config.Env, s.config.Dir, s.stdin, s.config.Stdout, s.config.Stderr)
	return b, err
}

func (b *bash) start(env []string, dir string, in io.Reader, out, errs io.Writer) (err error) {
	b.began = time.Now()
	b.stderr, b.errors.stdout = errs, out
	b.runner, err = interp.New(
		interp.Env(b.withOwn(env)),
		interp.Dir(dir),
		interp.StdIO(in, out, said{errs, b}),
		interp.CallHandler(b.call),
		interp.ExecHandlers(func(interp.ExecHandlerFunc) interp.ExecHandlerFunc { return b.exec }),
		interp.OpenHandler(b.open),
		interp.ReadDirHandler2(b.readDir),
		interp.StatHandler(b.stat),
		interp.AccessHandler(b.access),
	)
	return err
}

// typedAt has a bash be one at whose prompt somebody types: it has aliases.
func (b *bash) typedAt() {
	// It takes any value.
	_ = interp.Interactive(true)(b.runner)
}

// What a nested bash says that it is; scripts ask whether it is one at all.
const (
	bashPath    = "/usr/bin/bash"
	bashVersion = "5.2.15(1)-release"
)

func (b *bash) close() {
	b.files.closeAll()
	if b.owned {
		b.place.ns.Close()
	}
}

// exported are the variables that a program is started with.
func exported(env expand.Environ) []string {
	values := map[string]string{}
	env.Each(func(name string, v expand.Variable) bool {
		if !v.IsSet() {
			delete(values, name)
		} else if v.Exported && v.Kind == expand.String {
			values[name] = v.Str
		}
		return true
	})
	list := make([]string, 0, len(values))
	for name, value := range maps.All(values) {
		list = append(list, name+"="+value)
	}
	return list
}

// play runs what src holds, line by line, until its end or an exit. Only as much is read as is run, so that commands
// and nested shells can read on in the same input.
func (b *bash) play(ctx context.Context, src *source) (status int, err error) {
	rest := b.rest
	b.rest = nil
	if status, left, err := b.run(ctx, rest, 0); err != nil || left {
		return status, err
	}
	parser := syntax.NewParser(syntax.Variant(syntax.LangBash))
	for statements, err := range parser.InteractiveSeq(src) {
		if err != nil {
			status = b.syntaxError(b.shell.config.Stderr, err, src.read.String())
			return b.finish(ctx, status), nil
		}
		if parser.Incomplete() {
			continue
		}
		var left bool
		if status, left, err = b.run(ctx, statements, status); err != nil || left {
			return status, err
		}
	}
	return b.finish(ctx, status), src.err
}

// run runs statements; last is the status if there are none. left tells that the shell was left.
func (b *bash) run(ctx context.Context, statements []*syntax.Stmt, last int) (status int, left bool, err error) {
	status, b.dropped = last, false
	for i, st := range statements {
		b.line.Store(uint64(st.Pos().Line()))
		b.errors.commands.Add(1)
		status, err = exitStatus(ctx, b.statement(ctx, st))
		if exit, due := b.errors.exits(); due && err == nil {
			status, err = exitStatus(ctx, b.runner.Run(ctx, exitWith(exit)))
		}
		if err != nil {
			// Or else the error would be that of an `exit` without a number, too: it takes over how the last command ended.
			b.setStatus(context.WithoutCancel(ctx), status)
			b.rest = statements[i+1:]
			return status, true, err
		}
		if b.runner.Exited() {
			if !b.strayed.Load() && (!b.unset.Load() || b.numbers) {
				return b.lastStatus(status), true, nil
			}
			b.setStatus(ctx, status)
			b.dropped = true
		}
		if b.dropped {
			return status, false, nil
		}
		if action, set := b.traps.at("INT"); set && b.shell.foreground.wasTaken() {
			if status, left, err = b.trapped(ctx, action, status); err != nil || left {
				return status, left, err
			}
		}
	}
	return status, false, nil
}

// statement runs one statement. What the interpreter cannot do is told, before it begins if that can be seen.
func (b *bash) statement(ctx context.Context, st *syntax.Stmt) (err error) {
	defer func() {
		// It panics at some of what it was not made for; the lab and all that was built in it would end with it.
		if said := recover(); said != nil {
			err = b.refuse(ctx, "this")
		}
	}()
	var beyond string
	if b.before, beyond = b.prepare(st, cmp.Or(b.before, "0")); beyond != "" {
		return b.refuse(ctx, beyond)
	}
	b.source(st)
	b.unset.Store(false)
	b.strayed.Store(false)
	err = b.runner.Run(ctx, st)
	call, simple := st.Cmd.(*syntax.CallExpr)
	assigned := simple && len(call.Args) == 0 && b.refused.Load()
	b.refused.Store(false)
	if discarded := b.discard.Swap(false); discarded || assigned || errors.Is(err, errDiscarded) {
		if b.unbound.Swap(false) && b.numbers {
			return b.runner.Run(ctx, exitWith(1))
		}
		b.setStatus(ctx, 1)
		b.dropped = true
		return interp.ExitStatus(1)
	}
	return err
}

// refuse says that the shell cannot do something. The status is that of a script that cannot be parsed.
func (b *bash) refuse(ctx context.Context, what string) error {
	fmt.Fprintf(b.stderr, "%s %s\n", b.prefix(), notBuiltIn(what))
	b.setStatus(ctx, syntaxErrorStatus)
	return interp.ExitStatus(syntaxErrorStatus)
}

func notBuiltIn(what string) string {
	return what + otherwise
}

// interrupted is the status of a command that Ctrl-C ended: 128 and SIGINT.
const interrupted = 130

func exitStatus(ctx context.Context, err error) (int, error) {
	var status interp.ExitStatus
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &status):
		return int(status), nil
	case ctx.Err() != nil:
		return interrupted, ctx.Err()
	}
	return 1, err
}

// setStatus makes status the bash's $?.
func (b *bash) setStatus(ctx context.Context, status int) {
	exit := &syntax.Subshell{Stmts: []*syntax.Stmt{{Cmd: &syntax.CallExpr{Args: []*syntax.Word{
		word("exit"), word(strconv.Itoa(status)),
	}}}}}
	// It gives the status back as an error.
	_ = b.runner.Run(ctx, &syntax.Stmt{Cmd: exit})
}

func word(s string) *syntax.Word {
	return &syntax.Word{Parts: []syntax.WordPart{&syntax.Lit{Value: s}}}
}
