package docker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"syscall"

	"github.com/containerd/errdefs"

	"vethlab/lab/container"
)

// Streams are what a command reads and writes.
type Streams struct {
	// In is what an interactive container reads. It is a file, whose reading is given up when the container ends, or a reader that
	// does not wait. It may be nil, and is then empty.
	In       io.Reader
	Out, Err io.Writer
	// Terminal is the terminal that In and Out are; nil where they are none.
	Terminal Terminal
	// Env finds a variable of the caller, for `-e NAME`; it may be nil.
	Env func(name string) (value string, ok bool)
}

// Terminal is the terminal at which docker was called.
type Terminal interface {
	// Raw hands every key to the container, until restore is called, which may be called twice.
	Raw() (restore func(), err error)
	Size() (rows, cols uint)
	// Resized receives when the size has changed.
	Resized() <-chan struct{}
}

// Main carries out the words of a docker command, without "docker", and gives its exit status: docker's own where docker fails
// (125, or 1), 126 and 127 for what could not be started, the container's otherwise.
func Main(ctx context.Context, e container.Engine, argv []string, s Streams) int {
	c, err := Parse(argv)
	if err != nil {
		return report(s, err)
	}
	return Run(ctx, e, c, s)
}

// Run carries out a command. The end of ctx is docker's Ctrl-C: a container that is attached gets SIGINT and is waited for, and
// killed if it does not heed it; anything else ends with 130. Where nobody reads the output any more the status is 141. Run waits
// for all that it began.
func Run(ctx context.Context, e container.Engine, c Command, s Streams) (status int) {
	if s.In == nil {
		s.In = strings.NewReader("")
	}
	err := c.run(ctx, &session{engine: e, in: s.In, out: s.Out, err: s.Err, terminal: s.Terminal, env: s.Env})
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return interrupted
	}
	if errors.Is(err, syscall.EPIPE) {
		return unread
	}
	if lacks := (*container.NotBuiltIn)(nil); errors.As(err, &lacks) {
		err = &failure{125, "vethlab: docker " + c.name() + " " + lacks.Error(), err}
	}
	return report(s, err)
}

// What a shell sees of a program that SIGINT ended, and of one that SIGPIPE did because nobody read its output.
const (
	interrupted = 130
	unread      = 141
)

// report prints an error and gives its status.
func report(s Streams, err error) int {
	if err == nil {
		return 0
	}
	status, text := statusOf(err)
	if text != "" {
		fmt.Fprintln(s.Err, text)
	}
	return status
}

// session is a command while it runs.
type session struct {
	engine   container.Engine
	in       io.Reader
	out, err io.Writer
	terminal Terminal
	env      func(string) (string, bool)
}

// refuse is how `docker run` and `docker create` say an error before the container is there.
func refuse(command string, status int, err error) error {
	text := "docker: " + strings.TrimSuffix(err.Error(), ".") + ".\nSee 'docker " + command + " --help'."
	return &failure{status, text, err}
}

// startStatus is the exit code for a container that could not be made or started.
func startStatus(err error) int {
	text := strings.TrimPrefix(err.Error(), "Error response from daemon: ")
	switch {
	case strings.Contains(text, "executable file not found"), strings.Contains(text, "no such file or directory"):
		return 127
	case strings.Contains(text, "permission denied"):
		return 126
	}
	return 125
}

// missing says that an object is not there as the client of docker 20.10 does for some requests; later ones pass on the daemon's
// words.
func missing(err error, kind, name string) error {
	if errdefs.IsNotFound(err) {
		return &absent{kind, name, err}
	}
	return err
}

// absent is an object that is not there.
type absent struct {
	kind, name string
	err        error
}

func (a *absent) Error() string { return "Error: No such " + a.kind + ": " + a.name }
func (a *absent) Unwrap() error { return a.err }

// together does something for every name at the same time, as docker does, and gives what went wrong with each.
func together(names []string, do func(name string) error) []error {
	errs := make([]error, len(names))
	var running sync.WaitGroup
	for i, name := range names {
		running.Go(func() { errs[i] = do(name) })
	}
	running.Wait()
	return errs
}

// each does something for every name, prints the names for which it went well, and gives all that went wrong.
func (s *session) each(names []string, do func(name string) error) error {
	var wrong []error
	for i, err := range together(names, do) {
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		fmt.Fprintln(s.out, names[i])
	}
	return errors.Join(wrong...)
}
