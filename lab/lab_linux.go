package lab

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"sync"
	"time"

	"vethlab/lab/explain"
	"vethlab/lab/pace"
	"vethlab/lab/shell"
	"vethlab/lab/topo"
)

// Lab is one world. Its methods may be called from several goroutines; lines, scripts and resets run one at a time.
type Lab struct {
	options Options // as they were asked for; changed by nobody once the lab is open

	busy  sync.Mutex   // held while a line runs, and while the world is exchanged
	shell *shell.Shell // nil if there is no world

	mu        sync.Mutex         // holds what follows
	world     *world             // nil after Close, and after a Reset that failed
	interrupt context.CancelFunc // ends what runs; nil if nothing does
	namespace string
	runs      func(name string) bool // of the shell
	topology  topo.Topology
	news      chan struct{} // closed at the next change of topology, and made anew

	reading sync.Mutex // one reader at a time, so that the newest is published last
	changes chan topo.Topology
	dirty   chan struct{} // has room for one: something may have changed

	closing  chan struct{} // closed by Close
	once     sync.Once
	followed bool           // mu holds it: somebody wants to hear of changes
	follower sync.WaitGroup // the goroutine that reads after changes
}

// Open makes a world: a fresh host namespace, with lo up as on any machine, and no other.
func Open(ctx context.Context) (*Lab, error) { return OpenWith(ctx, Options{}) }

// OpenWith is as Open, with an engine for containers that was wished for. A machine that cannot have it gives a lab with the built-in
// one, and [Lab.Engine] tells why. A real one is there from the beginning, and so is its docker0; Reset starts another.
func OpenWith(ctx context.Context, o Options) (*Lab, error) {
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("open a lab: %w", err)
	}
	l := &Lab{
		options: o,
		changes: make(chan topo.Topology, 1), news: make(chan struct{}),
		dirty: make(chan struct{}, 1), closing: make(chan struct{}),
	}
	if err := l.begin(ctx); err != nil {
		return nil, fmt.Errorf("open a lab: %w", err)
	}
	// A reset happens on a screen.
	l.options.Progress = nil
	return l, nil
}

// begin makes a world and a shell that stands in it.
func (l *Lab) begin(ctx context.Context) error {
	w, err := newWorld(ctx, l.options, l.touch)
	if err != nil {
		return err
	}
	sh, err := shell.New(l.config(w))
	if err != nil {
		return errors.Join(err, w.close())
	}
	l.shell = sh
	l.mu.Lock()
	l.world, l.namespace, l.runs = w, sh.Namespace(), sh.Runs
	if l.followed {
		w.watch(l.touch)
	}
	l.mu.Unlock()
	if _, err := l.Read(ctx); err != nil {
		return errors.Join(err, l.end())
	}
	return nil
}

// Runs tells whether the lab's shell could run something of that name. It never waits.
func (l *Lab) Runs(name string) bool {
	l.mu.Lock()
	runs := l.runs
	l.mu.Unlock()
	return runs == nil || runs(name)
}

// heed begins to listen to the kernel, unless it did already: a script that nobody looks at is not slowed down by it.
func (l *Lab) heed() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.followed || l.world == nil {
		return
	}
	l.followed = true
	l.world.watch(l.touch)
	l.follower.Go(l.follow)
	// Something may have changed since the last read.
	l.touch()
}

// touch says that something may have changed.
func (l *Lab) touch() {
	select {
	case l.dirty <- struct{}{}:
	default:
	}
}

// follow reads after each change, at most once a frame, and less often where reading takes long. It sleeps while nothing changes.
func (l *Lab) follow() {
	for {
		select {
		case <-l.closing:
			return
		case <-l.dirty:
		}
		began := time.Now()
		// What cannot be read now is read at the next change, or by who runs a line, and that one is told why.
		_, _ = l.Read(context.Background())
		select {
		case <-l.closing:
			return
		case <-time.After(pace.Rest(time.Since(began), frame)):
		}
	}
}

// Run carries out a line, or several, in the lab's one shell, which keeps its state from line to line. What is
// printed, to standard output and error, goes to out as it comes. The error is for what kept the line from running,
// or that of a ctx that ended; Reset and Close end a line that runs. Topology has what the line did, also where it
// failed.
func (l *Lab) Run(ctx context.Context, line string, out io.Writer) (status int, err error) {
	return l.alone(ctx, func(ctx context.Context, w *world) (int, error) {
		// The shell keeps the two streams from each other only if it can see that they are one.
		both := &struct{ io.Writer }{out}
		status, err := l.shell.Run(ctx, line, both, both)
		if l.shell.Exited() {
			err = errors.Join(err, l.reopen(w))
		}
		l.mu.Lock()
		l.namespace = l.shell.Namespace()
		l.mu.Unlock()
		// What was done is read also where the line was interrupted.
		_, unread := l.Read(context.WithoutCancel(ctx))
		return status, errors.Join(err, unread)
	})
}

// Databases gives the names of a lab's own for numbers, in its /etc/iproute2.
func Databases() explain.Databases { return shell.Databases(io.Discard) }

// config is what a shell of the lab is made of.
func (l *Lab) config(w *world) shell.Config {
	config := w.config()
	config.Lang = l.options.Lang
	return config
}

// reopen makes a new shell after `exit` left the last: the lab goes on.
func (l *Lab) reopen(w *world) error {
	sh, err := shell.New(l.config(w))
	if err != nil {
		return err
	}
	old := l.shell
	l.shell = sh
	return old.Close()
}

// Script runs a whole script in a shell of its own, and gives its exit status. name is what bash calls $0 (empty:
// bash itself), args are $1 and on.
func (l *Lab) Script(ctx context.Context, name string, r io.Reader, s Stdio, args ...string) (status int, err error) {
	return l.apart(ctx, s, func(ctx context.Context, sh *shell.Shell) (int, error) {
		return sh.Script(ctx, name, r, args...)
	})
}

// Interact gives a prompt on a terminal until it is left, and then the exit status of its last command.
func (l *Lab) Interact(ctx context.Context, s Stdio) (status int, err error) {
	return l.apart(ctx, s, func(ctx context.Context, sh *shell.Shell) (int, error) { return sh.Interact(ctx) })
}

// apart runs something in a shell of its own.
func (l *Lab) apart(ctx context.Context, s Stdio, run func(context.Context, *shell.Shell) (int, error)) (int, error) {
	return l.alone(ctx, func(ctx context.Context, w *world) (int, error) {
		config := l.config(w)
		config.Stdin, config.Stdout, config.Stderr, config.Greet = s.In, s.Out, s.Err, true
		sh, err := shell.New(config)
		if err != nil {
			return 0, err
		}
		status, err := run(ctx, sh)
		return status, errors.Join(err, sh.Close())
	})
}

// alone runs something while nothing else runs, until ctx ends or Reset or Close interrupt it.
func (l *Lab) alone(ctx context.Context, run func(context.Context, *world) (int, error)) (int, error) {
	l.busy.Lock()
	defer l.busy.Unlock()
	w, err := l.current()
	if err != nil {
		return 0, err
	}
	during, stop := context.WithCancel(ctx)
	l.setInterrupt(stop)
	status, err := run(during, w)
	l.setInterrupt(nil)
	stop()
	return status, err
}

func (l *Lab) setInterrupt(stop context.CancelFunc) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.interrupt = stop
}

// halt ends what runs, if anything does, and keeps all else from running until its result is called.
func (l *Lab) halt() (resume func()) {
	l.mu.Lock()
	if l.interrupt != nil {
		l.interrupt()
	}
	l.mu.Unlock()
	l.busy.Lock()
	return l.busy.Unlock
}

// current gives the world; the error, if there is none, is os.ErrClosed.
func (l *Lab) current() (*world, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.world == nil {
		return nil, fmt.Errorf("the lab: %w", os.ErrClosed)
	}
	return l.world, nil
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
	w, err := l.current()
	if err != nil {
		return topo.Topology{}, err
	}
	t, err := w.kernel.Topology(ctx)
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

// Topology is the newest that was read: after Run it has what the line did, and once Changes was called all that
// happens.
func (l *Lab) Topology() topo.Topology {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.topology
}

// Empty is the lab before its engine made anything in it: a host with lo alone.
func (l *Lab) Empty() topo.Topology {
	w, err := l.current()
	if err != nil {
		return topo.Topology{}
	}
	return w.empty
}

// Changes gives each new topology, whoever made the change, from the first call on. Those that come within one
// frame, or faster than they are taken, are left out, but for the newest. Close closes it.
func (l *Lab) Changes() <-chan topo.Topology {
	l.heed()
	return l.changes
}

// Reset ends every process of the world, a line that runs among them, takes all its names away and begins another,
// with a fresh shell. If that fails there is no world, and all that needs one gives os.ErrClosed, but for another
// Reset.
func (l *Lab) Reset(ctx context.Context) error {
	defer l.halt()()
	select {
	case <-l.closing:
		return fmt.Errorf("reset the lab: %w", os.ErrClosed)
	default:
	}
	err := l.end()
	if err == nil {
		err = l.begin(ctx)
	}
	if err != nil {
		return fmt.Errorf("reset the lab: %w", err)
	}
	return nil
}

// end drops the world, if there is one. Nobody reads it meanwhile.
func (l *Lab) end() error {
	l.reading.Lock()
	defer l.reading.Unlock()
	l.mu.Lock()
	w := l.world
	l.world = nil
	l.mu.Unlock()
	if w == nil {
		return nil
	}
	err := l.shell.Close()
	l.shell = nil
	return errors.Join(err, w.close())
}

// Close ends the lab, with all that runs in it, and waits for the end of its goroutines. It may be called again.
func (l *Lab) Close() error {
	var err error
	l.once.Do(func() {
		close(l.closing)
		defer l.halt()()
		l.follower.Wait()
		if err = l.end(); err != nil {
			err = fmt.Errorf("close the lab: %w", err)
		}
		// A Read that came late still holds the channel.
		l.reading.Lock()
		defer l.reading.Unlock()
		close(l.changes)
	})
	return err
}
