package lab

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"vethlab/lab/container"
	"vethlab/lab/docker"
	"vethlab/lab/shell"
)

// docker carries out Docker's command line on the world's own engine.
func (w *world) docker(ctx context.Context, p shell.Process) (int, error) {
	s := docker.Streams{Out: p.Stdout, Err: p.Stderr, Env: func(name string) (string, bool) {
		for _, v := range p.Env() {
			if n, value, _ := strings.Cut(v, "="); n == name {
				return value, true
			}
		}
		return "", false
	}}
	if p.Stdin != nil {
		s.In = p.Stdin
	}
	if p.Terminal && p.Stdin != nil && term.IsTerminal(int(p.Stdin.Fd())) {
		t := newTerminal(p.Stdin)
		defer t.close()
		s.Terminal = t
	}
	return docker.Main(ctx, w.engine, p.Argv[1:], s), nil
}

// networks are the names of the built-in engine's networks; another engine would have to be waited for.
func (w *world) networks() []string {
	if builtin, ok := w.engine.(*container.Builtin); ok {
		return builtin.Networks()
	}
	return nil
}

// terminal is the terminal at which a container is attended.
type terminal struct {
	file    *os.File
	signals chan os.Signal
	resized chan struct{}
	relay   sync.WaitGroup
}

func newTerminal(file *os.File) *terminal {
	t := &terminal{file: file, signals: make(chan os.Signal, 1), resized: make(chan struct{}, 1)}
	signal.Notify(t.signals, unix.SIGWINCH)
	t.relay.Go(func() {
		for range t.signals {
			select {
			case t.resized <- struct{}{}:
			default:
			}
		}
	})
	return t
}

func (t *terminal) close() {
	signal.Stop(t.signals)
	close(t.signals)
	t.relay.Wait()
}

// Raw hands every key on as it comes, until restore is called.
func (t *terminal) Raw() (restore func(), err error) {
	fd := int(t.file.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return nil, err
	}
	return func() { _ = term.Restore(fd, before) }, nil
}

// Size is 0, 0 where it is not known.
func (t *terminal) Size() (rows, cols uint) {
	width, height, err := term.GetSize(int(t.file.Fd()))
	if err != nil {
		return 0, 0
	}
	return uint(height), uint(width)
}

// Resized receives when the size has changed.
func (t *terminal) Resized() <-chan struct{} { return t.resized }
