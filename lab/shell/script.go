//go:build linux

package shell

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"

	"vethlab/lab/topo"
)

// Script runs a whole script, statement by statement as it is read, and gives its exit status, bash's own where it was
// broken. name is $0, and "bash" if it is empty; args are $1 and on. Where r is the Config's Stdin, its commands
// read on in it, as they would under bash. The error is ctx's if that ended the script; commands that failed are none.
func (s *Shell) Script(ctx context.Context, name string, r io.Reader, args ...string) (status int, err error) {
	if name == "" {
		name = "bash"
	}
	b, err := s.newBash(place{ns: s.config.Host, name: topo.HostName}, name)
	if err != nil {
		return 1, fmt.Errorf("begin script %s: %w", name, err)
	}
	b.numbers = true
	b.setArgs(args)
	if r == s.config.Stdin {
		r = s.stdin
	}
	defer s.keys()()
	if f, ok := r.(*os.File); ok && f != s.stdin && hasOffset(f) {
		// Its offset is nobody else's.
		r = bufio.NewReader(f)
	}
	src := newSource(r)
	for {
		status, on, err := s.until(ctx, func(ctx context.Context) (int, error) { return b.play(ctx, src) })
		if !on {
			return status, err
		}
		// Ctrl-C ends the command that runs; what the script does at it, and whether it goes on then, it says itself.
		status, again, err := s.until(ctx, func(ctx context.Context) (status int, err error) {
			status, on, err = b.interrupted(ctx)
			return status, err
		})
		if !on || again {
			return status, err
		}
	}
}

// until runs something until its end or, at a terminal, until Ctrl-C.
func (s *Shell) until(ctx context.Context, what func(ctx context.Context) (int, error)) (status int, interrupted bool, err error) {
	caught := ctx
	if s.terminal.Load() {
		var release func()
		caught, release = s.interruptions(ctx)
		defer release()
	}
	both, stop := s.during(caught)
	defer stop()
	status, err = what(both)
	return status, caught.Err() != nil && ctx.Err() == nil, err
}

// hasOffset tells whether a file is read at an offset of its own, as a pipe is not.
func hasOffset(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}

// setArgs sets $0, $1 and on.
func (b *bash) setArgs(args []string) {
	// Params takes any argument after "--".
	_ = interp.Params(append([]string{"--"}, args...)...)(b.runner)
}

// during gives the context of what is run: it ends with the shell, and with ctx until stop is called. What is in the
// background then goes on.
func (s *Shell) during(ctx context.Context) (both context.Context, stop func()) {
	both, cancel := context.WithCancel(s.ctx)
	unhook := context.AfterFunc(ctx, cancel)
	return both, func() {
		unhook()
		s.config.Kernel.Rest()
	}
}

// duringLine is during for a line whose ctx ends as at Ctrl-C: what handles that itself is given killDelay to end by itself.
func (s *Shell) duringLine(ctx context.Context) (both context.Context, stop func()) {
	both, s.interrupt = context.WithCancel(s.ctx)
	end, over := s.interrupt, make(chan struct{})
	s.foreground.wasTaken() // by an earlier line
	unhook := context.AfterFunc(ctx, func() {
		if s.foreground.press() {
			limit := time.NewTimer(killDelay)
			defer limit.Stop()
			select {
			case <-over:
			case <-both.Done():
			case <-limit.C:
			}
		}
		end()
	})
	return both, func() {
		unhook()
		close(over)
		s.config.Kernel.Rest()
	}
}

// endLine ends a line of Run after a command that has handled the end of its context. At a terminal only that command ends.
func (s *Shell) endLine() {
	if !s.terminal.Load() && s.foreground.wasTaken() {
		s.interrupt()
	}
}

// Run runs one line or more. What it prints goes to stdout and stderr, also from programs that are left in the
// background, until Run returns. A bash that is opened by `ip netns exec NAME bash` stays open for the next
// Run. The end of ctx is what Ctrl-C is at a terminal: a last command that handles it, as ping does, ends with its own status, and without
// an error. The error is ctx's if that ended the line otherwise, or tells why the line could not be run at all.
func (s *Shell) Run(ctx context.Context, src string, stdout, stderr io.Writer) (status int, err error) {
	both, stop := s.duringLine(ctx)
	defer stop()
	out, errs := newGates(stdout, stderr)
	defer out.shut()
	defer errs.shut()
	parser := syntax.NewParser(syntax.Variant(syntax.LangBash))
	for statements, err := range parser.InteractiveSeq(newSource(strings.NewReader(src))) {
		if err != nil {
			status := s.top().syntaxError(errs, err, src)
			s.top().setStatus(ctx, status)
			return status, nil
		}
		if parser.Incomplete() {
			continue
		}
		for _, st := range statements {
			if err := both.Err(); err != nil {
				return interrupted, err
			}
			if status, err = s.one(both, st, out, errs); err != nil || s.exited {
				return status, err
			}
			if s.top().dropped {
				break
			}
		}
	}
	return status, nil
}

// one runs a statement in the bash where one stands, and leaves that if it was an exit.
func (s *Shell) one(ctx context.Context, st *syntax.Stmt, stdout, stderr io.Writer) (int, error) {
	b := s.top()
	if err := interp.StdIO(s.stdin, stdout, said{stderr, b})(b.runner); err != nil {
		return 1, err
	}
	b.stderr = stderr
	status, left, err := b.run(ctx, []*syntax.Stmt{st}, 0)
	// What was interrupted has left nothing.
	if left && err == nil {
		s.leave(ctx, status)
	}
	return status, err
}

// leave closes the bash where one stands; its status is the $? of the one below. At the bottom the shell is left.
func (s *Shell) leave(ctx context.Context, status int) {
	if len(s.levels) == 1 {
		s.exited = true
		return
	}
	s.top().close()
	s.levels = s.levels[:len(s.levels)-1]
	s.top().setStatus(ctx, status)
}

// source gives a script to the parser a line at a time, so that it never has more of it than is being run.
type source struct {
	r     io.Reader
	rest  []byte
	block []byte // what a file is read into
	ended bool
	err   error           // why reading stopped early
	read  strings.Builder // all that was given, for what is wrong with it
}

func newSource(r io.Reader) *source { return &source{r: r} }

// Read gives the next line, or a part of it. The last one gets the line end that it may lack.
func (s *source) Read(p []byte) (int, error) {
	if len(s.rest) == 0 && !s.ended {
		s.rest = s.next()
		s.read.Write(s.rest)
	}
	if len(s.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

func (s *source) next() []byte {
	var line []byte
	var err error
	switch r := s.r.(type) {
	case *os.File:
		line, err = s.nextLine(r)
	case *bufio.Reader:
		line, err = r.ReadBytes('\n')
	default:
		line, err = nextByByte(r)
	}
	if err != nil {
		s.ended = true
		if !errors.Is(err, io.EOF) {
			s.err = err
		}
		if len(line) > 0 && line[len(line)-1] != '\n' {
			line = append(line, '\n')
		}
	}
	return line
}

// nextLine reads a line of a file and leaves its offset after it, for the commands that read on there. A pipe has no
// offset: it is read byte by byte, as bash does.
func (s *source) nextLine(f *os.File) ([]byte, error) {
	start, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return nextByByte(f)
	}
	var line []byte
	if s.block == nil {
		s.block = make([]byte, 4096)
	}
	for {
		n, err := f.ReadAt(s.block, start+int64(len(line)))
		if i := bytes.IndexByte(s.block[:n], '\n'); i >= 0 {
			line = append(line, s.block[:i+1]...)
			_, err := f.Seek(start+int64(len(line)), io.SeekStart)
			return line, err
		}
		line = append(line, s.block[:n]...)
		if err != nil {
			if _, failed := f.Seek(start+int64(len(line)), io.SeekStart); failed != nil {
				return line, failed
			}
			return line, err
		}
	}
}

func nextByByte(r io.Reader) ([]byte, error) {
	var line []byte
	one := make([]byte, 1)
	for {
		n, err := r.Read(one)
		if n == 1 {
			line = append(line, one[0])
			if one[0] == '\n' {
				return line, nil
			}
		}
		if err != nil {
			return line, err
		}
	}
}
