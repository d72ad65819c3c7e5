//go:build linux

// Package shell is the shell of a lab: mvdan.cc/sh's bash with commands of our own in it. `ip`, `ping` and `sysctl` are
// carried out here, in the namespace in which the shell stands, `sudo` is accepted and dropped, and any other
// program runs for real, inside that namespace.
//
// A bash that a script opens with `ip netns exec NAME bash` is another [bash] of the same Shell: it stands in NAME and
// reads on where the outer one stopped.
package shell

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/programs"
	"vethlab/lab/topo"
)

// Config is what a Shell is made of. Kernel and Host are needed, and stay the caller's to close.
type Config struct {
	Kernel *kernel.Kernel
	Host   *netns.Namespace // where the shell stands at first

	// Stdin is the standard input of what the shell runs. Nil is /dev/null. Anything but an *os.File is copied into a
	// pipe, so that it may be read further than was used.
	Stdin          io.Reader
	Stdout, Stderr io.Writer // of Script and Interact; nil discards

	// Programs are carried out here, by their names, whatever the machine has; Substitutes only where it has none of that name.
	Programs, Substitutes map[string]Program

	Prompt string // of Interact at the bottom; empty is "# "
	Greet  bool   // Interact says first what this is
	Lang   string // of the help at the prompt, "en" or "zh"; empty is "en"

	Networks func() []string // the names of Docker's networks, to be proposed; nil knows none

	// TakeTerminal brings the terminal with that descriptor back from a program that kept it, as interactive shells do. Nil leaves it.
	TakeTerminal func(fd int)

	Dir string   // to begin in; empty is the process's own
	Env []string // "name=value"; nil is the process's own, with the folders of package programs in PATH

	Variables []string // "name=value", on top of Env
}

// Shell keeps its state (variables, functions, working directory, open nested shells) from one line to the next. Its
// methods must not be called at the same time, but for Close.
type Shell struct {
	config    Config
	stdin     *os.File
	terminal  atomic.Bool    // stdin is a terminal, whose keys send the signals
	hear      func()         // waits until a key of the terminal that has come has reached what runs
	interrupt func()         // ends what runs in the foreground: a script or lines at a terminal, or the line of Run
	close     []func() error // of what New opened
	ctx       context.Context
	cancel    context.CancelFunc // ends everything that still runs
	levels    []*bash            // the nested shells of Run and Interact; the last is where one stands
	exited    bool
	prompting bool // Interact reads lines

	mu     sync.Mutex     // held while a command begins, so that none does once the shell closes
	closed bool           // mu holds it
	jobs   sync.WaitGroup // the commands that run

	own []*running // of our own commands those in the background; mu holds it

	programs   atomic.Int64 // how many of the machine's run now
	foreground foreground
}

// New gives a shell that stands in c.Host.
func New(c Config) (*Shell, error) {
	if c.Kernel == nil || c.Host == nil {
		return nil, errors.New("shell: no kernel or no host namespace")
	}
	if c.Stdout == nil {
		c.Stdout = io.Discard
	}
	if c.Stderr == nil {
		c.Stderr = io.Discard
	}
	c.Stdout, c.Stderr = oneAtATime(c.Stdout, c.Stderr)
	if c.Env == nil {
		c.Env = environment()
	}
	c.Env = slices.Concat(c.Env, c.Variables)
	s := &Shell{config: c, hear: func() {}}
	if err := s.openStdin(); err != nil {
		return nil, fmt.Errorf("open the shell's standard input: %w", err)
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	bottom, err := s.newBash(place{ns: c.Host, name: topo.HostName}, "bash")
	if err != nil {
		s.cancel()
		return nil, err
	}
	bottom.typedAt()
	s.levels = []*bash{bottom}
	return s, nil
}

// openStdin makes a file of the Config's Stdin: programs can be given nothing else.
func (s *Shell) openStdin() error {
	switch in := s.config.Stdin.(type) {
	case nil:
		null, err := os.Open(os.DevNull)
		if err != nil {
			return err
		}
		s.stdin, s.close = null, []func() error{null.Close}
	case *os.File:
		s.stdin = in
	default:
		r, w, err := os.Pipe()
		if err != nil {
			return err
		}
		s.stdin, s.close = r, []func() error{r.Close}
		// It ends at the reader's end, or at the first write after Close; a reader that blocks cannot be waited for.
		go func() {
			_, _ = io.Copy(w, in)
			w.Close()
		}()
	}
	return nil
}

// environment is the process's own, with the folders of all programs in PATH.
func environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "PATH=") })
	return append(env, "PATH="+programs.Path(os.Getenv("PATH")))
}

func (s *Shell) top() *bash { return s.levels[len(s.levels)-1] }

// Namespace is the name of the namespace in which the shell stands; [topo.HostName] at the bottom.
func (s *Shell) Namespace() string { return s.top().place.name }

// Prompt is what stands before the cursor: "# ", and the namespace's name before it in a nested shell.
func (s *Shell) Prompt() string {
	if len(s.levels) == 1 {
		return cmp.Or(s.config.Prompt, "# ")
	}
	return s.Namespace() + " # "
}

// Exited tells that the shell at the bottom was left, by `exit`.
func (s *Shell) Exited() bool { return s.exited }

// begin counts a command that is to run; it tells false where the shell is closing, as a command in the background may find.
func (s *Shell) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.jobs.Add(1)
	return true
}

// Close ends what still runs in the background, and waits for it.
func (s *Shell) Close() error {
	s.cancel()
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.jobs.Wait()
	for _, b := range s.levels {
		b.close()
	}
	var errs []error
	for _, f := range s.close {
		errs = append(errs, f())
	}
	return errors.Join(errs...)
}
