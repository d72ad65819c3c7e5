package lab

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"sync"
	"time"

	"vethlab/lab/shell"
	"vethlab/lab/topo"
)

// Lab is one world. Its methods may be called from several goroutines; lines, scripts and resets run one at a time.
type Lab struct {
	busy  sync.Mutex // held while a line runs, and while the world is exchanged
	shell *shell.Shell

	mu        sync.Mutex // holds what follows
	world     *world
	namespace string
	topology  topo.Topology
	news      chan struct{} // closed at the next change of topology, and made anew

	reading sync.Mutex // one reader at a time, so that the newest is published last
	changes chan topo.Topology
	dirty   chan struct{} // has room for one: something may have changed

	stop    context.CancelFunc
	publish sync.WaitGroup // the goroutine that reads after changes
}

// Open makes a world: a fresh host namespace, with lo up as on any machine, and no other.
func Open(ctx context.Context) (*Lab, error) {
	l := &Lab{
		changes: make(chan topo.Topology, 1), news: make(chan struct{}), dirty: make(chan struct{}, 1),
	}
	if err := l.begin(ctx); err != nil {
		return nil, fmt.Errorf("open a lab: %w", err)
	}
	publishing, stop := context.WithCancel(context.Background())
	l.stop = stop
	l.publish.Go(func() { l.follow(publishing) })
	return l, nil
}

// begin makes a world and a shell that stands in it.
func (l *Lab) begin(ctx context.Context) error {
	w, err := newWorld(ctx, l.touch)
	if err != nil {
		return err
	}
	l.shell, err = shell.New(shell.Config{Kernel: w.kernel, Host: w.host})
	if err != nil {
		return errors.Join(err, w.close())
	}
	l.mu.Lock()
	l.world, l.namespace = w, l.shell.Namespace()
	l.mu.Unlock()
	_, err = l.Read(ctx)
	return err
}

// touch says that something may have changed.
func (l *Lab) touch() {
	select {
	case l.dirty <- struct{}{}:
	default:
	}
}

// follow reads after each change, at most once a frame. It sleeps while nothing changes.
func (l *Lab) follow(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.dirty:
		}
		// What cannot be read now is read at the next change, or by who runs a line, and that one is told why.
		_, _ = l.Read(ctx)
		select {
		case <-ctx.Done():
			return
		case <-time.After(frame):
		}
	}
}

// Run carries out a line, or several, in the lab's one shell, which keeps its state from line to line. What is printed, to
// standard output and error, goes to out as it comes. The error is for what kept the line from running, or ctx's.
func (l *Lab) Run(ctx context.Context, line string, out io.Writer) (status int, err error) {
	l.busy.Lock()
	defer l.busy.Unlock()
	both := &oneAtATime{w: out}
	status, err = l.shell.Run(ctx, line, both, both)
	if l.shell.Exited() {
		err = errors.Join(err, l.reopen())
	}
	if err != nil {
		return status, err
	}
	l.mu.Lock()
	l.namespace = l.shell.Namespace()
	l.mu.Unlock()
	_, err = l.Read(ctx)
	return status, err
}

// reopen makes a new shell after `exit` left the last: the lab goes on.
func (l *Lab) reopen() error {
	if err := l.shell.Close(); err != nil {
		return err
	}
	w := l.current()
	sh, err := shell.New(shell.Config{Kernel: w.kernel, Host: w.host})
	l.shell = sh
	return err
}

func (l *Lab) current() *world {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.world
}

// Script runs a whole script in a shell of its own, and gives its exit status. name is what bash calls $0 (empty: bash itself), args are
// $1 and on.
func (l *Lab) Script(ctx context.Context, name string, r io.Reader, s Stdio, args ...string) (status int, err error) {
	return l.apart(s, func(sh *shell.Shell) (int, error) { return sh.Script(ctx, name, r, args...) })
}

// Interact gives a prompt on a terminal until it is left, and then the exit status of its last command.
func (l *Lab) Interact(ctx context.Context, s Stdio) (status int, err error) {
	return l.apart(s, func(sh *shell.Shell) (int, error) { return sh.Interact(ctx) })
}

func (l *Lab) apart(s Stdio, run func(*shell.Shell) (int, error)) (int, error) {
	l.busy.Lock()
	defer l.busy.Unlock()
	w := l.current()
	sh, err := shell.New(shell.Config{Kernel: w.kernel, Host: w.host, Stdin: s.In, Stdout: s.Out, Stderr: s.Err})
	if err != nil {
		return 0, err
	}
	status, err := run(sh)
	return status, errors.Join(err, sh.Close())
}

// Namespace is the name of the namespace in which the shell stands: that in which the next line runs. It does
// not wait for a line that runs.
func (l *Lab) Namespace() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.namespace
}

// Read reads the whole topology now.
func (l *Lab) Read(ctx context.Context) (topo.Topology, error) {
	l.reading.Lock()
	defer l.reading.Unlock()
	t, err := l.current().kernel.Topology(ctx)
	if err != nil {
		return t, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if reflect.DeepEqual(t, l.topology) {
		return t, nil
	}
	l.topology = t
	close(l.news)
	l.news = make(chan struct{})
	// Whoever is slow gets the newest alone.
	select {
	case <-l.changes:
	default:
	}
	l.changes <- t
	return t, nil
}

// Topology is the newest that was read; after Run it has what the line did.
func (l *Lab) Topology() topo.Topology {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.topology
}

// Changes gives each new topology, whoever made the change. Those that come within one frame, or faster than they are taken,
// are left out, but for the newest. Close closes it.
func (l *Lab) Changes() <-chan topo.Topology { return l.changes }

// Reset ends every process of the world, takes all its names away and begins another.
func (l *Lab) Reset(ctx context.Context) error {
	l.busy.Lock()
	defer l.busy.Unlock()
	if err := l.end(); err != nil {
		return fmt.Errorf("reset the lab: %w", err)
	}
	if err := l.begin(ctx); err != nil {
		return fmt.Errorf("reset the lab: %w", err)
	}
	return nil
}

// end drops the world. Nobody reads it meanwhile.
func (l *Lab) end() error {
	l.reading.Lock()
	defer l.reading.Unlock()
	return errors.Join(l.shell.Close(), l.current().close())
}

// Close ends the lab, with all that runs in it, and waits for the end of its goroutines.
func (l *Lab) Close() error {
	l.busy.Lock()
	defer l.busy.Unlock()
	l.stop()
	l.publish.Wait()
	err := l.end()
	close(l.changes)
	if err != nil {
		return fmt.Errorf("close the lab: %w", err)
	}
	return nil
}

// oneAtATime lets both outputs of a line go to one writer.
type oneAtATime struct {
	mu sync.Mutex
	w  io.Writer
}

func (o *oneAtATime) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.w.Write(p)
}
