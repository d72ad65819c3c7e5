//go:build linux

package container

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
	"github.com/docker/docker/api/types"
	api "github.com/docker/docker/api/types/container"
	timetypes "github.com/docker/docker/api/types/time"
	"github.com/docker/docker/pkg/stdcopy"
	"golang.org/x/sys/unix"
)

// connection gives the two ends of a stream socket: the caller's, and the engine's.
func connection() (theirs, ours net.Conn, err error) {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, nil, os.NewSyscallError("socketpair", err)
	}
	var ends [2]net.Conn
	for i, fd := range fds {
		f := os.NewFile(uintptr(fd), "attach")
		ends[i], err = net.FileConn(f)
		f.Close()
		if err != nil {
			return nil, nil, err
		}
	}
	return ends[0], ends[1], nil
}

// response is what Docker's client makes of a connection that was attached.
func response(conn net.Conn, tty bool) types.HijackedResponse {
	kind := types.MediaTypeMultiplexedStream
	if tty {
		kind = types.MediaTypeRawStream
	}
	return types.NewHijackedResponse(conn, kind)
}

// ContainerAttach gives a connection to the container's streams: as they are from a terminal, else in the frames of Moby's stdcopy.
// One that does not run yet is attached to its next run.
func (e *Builtin) ContainerAttach(_ context.Context, id string, o api.AttachOptions) (types.HijackedResponse, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c, err := e.find(id)
	if err != nil {
		return types.HijackedResponse{}, err
	}
	r, _, _, err := e.attach(c, o)
	return r, err
}

// attach is ContainerAttach, and gives what was printed before, and whether a run goes on. The engine's lock is held.
func (e *Builtin) attach(c *record, o api.AttachOptions) (r types.HijackedResponse, before []entry, running bool, err error) {
	theirs, ours, err := connection()
	if err != nil {
		return r, nil, false, err
	}
	s := newSink(closeWrite{ours}, c.config.Tty, o.Stdout, o.Stderr)
	before, running = c.output.attach(s)
	var input io.WriteCloser
	if o.Stdin {
		input = &lateInput{output: c.output, once: c.config.StdinOnce && !c.config.Tty, over: s.done}
	}
	e.serve(ours, s, input, c.removed)
	return response(theirs, c.config.Tty), before, running, nil
}

// serve hands on what the other side sends to input, which may be nil, and keeps the connection open until the sink is done.
func (e *Builtin) serve(ours net.Conn, s *sink, input io.WriteCloser, removed <-chan struct{}) {
	shut := context.AfterFunc(e.ctx, func() { ours.Close() })
	e.running.Go(func() {
		defer shut()
		defer ours.Close()
		if input == nil {
			input = nopCloser{io.Discard}
		}
		_, _ = io.Copy(struct{ io.Writer }{input}, ours)
		_ = input.Close()
		select {
		case <-s.done:
		case <-removed:
		case <-e.ctx.Done():
		}
	})
}

// closeWrite is the engine's end of a connection, whose Close leaves the other direction open.
type closeWrite struct{ net.Conn }

func (c closeWrite) Close() error { return c.Conn.(*net.UnixConn).CloseWrite() }

// lateInput writes to the standard input of a run, which it waits for.
type lateInput struct {
	output *output
	once   bool            // the input ends with this writer
	over   <-chan struct{} // nobody listens any more
}

func (l *lateInput) writer() io.WriteCloser {
	for {
		l.output.mu.Lock()
		input, ended, news := l.output.input, l.output.ended, l.output.news
		l.output.mu.Unlock()
		if input != nil || !ended {
			return input
		}
		select {
		case <-news:
		case <-l.over:
			return nil
		}
	}
}

func (l *lateInput) Write(p []byte) (int, error) {
	if w := l.writer(); w != nil {
		return w.Write(p)
	}
	return 0, io.ErrClosedPipe
}

func (l *lateInput) Close() error {
	if !l.once {
		return nil
	}
	if w := l.writer(); w != nil {
		return w.Close()
	}
	return nil
}

// ContainerLogs gives what the container has printed, and with Follow what it prints until it ends.
func (e *Builtin) ContainerLogs(ctx context.Context, id string, o api.LogsOptions) (io.ReadCloser, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c, err := e.find(id)
	if err != nil {
		return nil, err
	}
	if !o.Follow || c.process == nil {
		text, err := logged(c, c.output.printed(), o)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(text), nil
	}
	r, before, running, err := e.attach(c, api.AttachOptions{Stream: true, Stdout: o.ShowStdout, Stderr: o.ShowStderr})
	if err != nil {
		return nil, err
	}
	text, err := logged(c, before, o)
	switch {
	case err != nil:
		r.Close()
		return nil, err
	case !running:
		// It has ended just now.
		r.Close()
		return io.NopCloser(text), nil
	}
	stop := context.AfterFunc(ctx, r.Close)
	return &followed{io.MultiReader(text, r.Reader), func() error { stop(); r.Close(); return nil }}, nil
}

// logged is what of a container's output is asked for, as [Builtin.ContainerLogs] gives it.
func logged(c *record, entries []entry, o api.LogsOptions) (*bytes.Buffer, error) {
	var text bytes.Buffer
	s := newSink(nopCloser{&text}, c.config.Tty, o.ShowStdout, o.ShowStderr)
	entries, err := between(lines(entries), o.Since, o.Until)
	if err != nil {
		return nil, err
	}
	for _, en := range tail(entries, o.Tail) {
		if o.Timestamps {
			en.text = append([]byte(en.when.UTC().Format("2006-01-02T15:04:05.000000000Z ")), en.text...)
		}
		_ = s.write(en.kind, en.text)
	}
	return &text, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

type followed struct {
	io.Reader
	close func() error
}

func (f *followed) Close() error { return f.close() }

// lines cuts what was printed into lines, each with the time of its beginning.
func lines(entries []entry) []entry {
	var list []entry
	open := map[stdcopy.StdType]int{}
	for _, e := range entries {
		for line := range strings.Lines(string(e.text)) {
			if i, ok := open[e.kind]; ok {
				list[i].text = append(list[i].text, line...)
			} else {
				list = append(list, entry{e.kind, e.when, []byte(line)})
				open[e.kind] = len(list) - 1
			}
			if strings.HasSuffix(line, "\n") {
				delete(open, e.kind)
			}
		}
	}
	return list
}

// between are the lines from one time to another, each as the API has them; an empty one is no bound.
func between(list []entry, since, until string) ([]entry, error) {
	now := time.Now()
	for i, word := range []string{since, until} {
		if word == "" {
			continue
		}
		stamp, err := timetypes.GetTimestamp(word, now)
		if err != nil {
			return nil, invalid("invalid value for \"%s\": %v", []string{"since", "until"}[i], err)
		}
		seconds, nanoseconds, err := timetypes.ParseTimestamps(stamp, 0)
		if err != nil {
			return nil, invalid("%v", err)
		}
		bound := time.Unix(seconds, nanoseconds)
		list = slices.DeleteFunc(list, func(e entry) bool {
			if i == 0 {
				return e.when.Before(bound)
			}
			return e.when.After(bound)
		})
	}
	return list, nil
}

// tail is the last lines, as many as it says; all for "all" and for what is no number.
func tail(list []entry, count string) []entry {
	n, err := strconv.Atoi(count)
	if err != nil || n < 0 || n > len(list) {
		return list
	}
	return list[len(list)-n:]
}

// ContainerResize tells the container's terminal how large it is.
func (e *Builtin) ContainerResize(_ context.Context, id string, o api.ResizeOptions) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	c, err := e.find(id)
	if err != nil {
		return err
	}
	if c.process == nil {
		return conflict("Container %s is not running", c.id)
	}
	return resize(c.process, o)
}

func resize(p *process, o api.ResizeOptions) error {
	if p.streams.master == nil {
		return nil
	}
	return pty.Setsize(p.streams.master, &pty.Winsize{Rows: uint16(o.Height), Cols: uint16(o.Width)})
}

// ContainerStop asks the container to end, by SIGTERM, and kills it if it has not after ten seconds, or after the time that was asked; the signal and the time may be
// the container's own.
func (e *Builtin) ContainerStop(ctx context.Context, id string, o api.StopOptions) error {
	e.mu.Lock()
	c, err := e.find(id)
	if err != nil || c.process == nil {
		e.mu.Unlock()
		return err
	}
	wait := 10 * time.Second
	if t := cmp.Or(o.Timeout, c.config.StopTimeout); t != nil {
		wait = time.Duration(*t) * time.Second
	}
	signal := unix.SIGTERM
	if n, ok := signalOf(cmp.Or(o.Signal, c.config.StopSignal)); ok {
		signal = n
	}
	_ = unix.Kill(c.process.pid, signal)
	exited := c.exited
	e.mu.Unlock()
	late := time.NewTimer(wait)
	defer late.Stop()
	select {
	case <-exited:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
	}
	e.mu.Lock()
	c.kill()
	e.mu.Unlock()
	return await(ctx, exited)
}

// ContainerKill sends the container's first process a signal, SIGKILL if it is empty, and waits for its end if that is SIGKILL.
func (e *Builtin) ContainerKill(ctx context.Context, id, name string) error {
	signal, ok := signalOf(name)
	if name == "" {
		signal, ok = unix.SIGKILL, true
	}
	e.mu.Lock()
	c, err := e.find(id)
	switch {
	case err != nil:
		err = notFound("Cannot kill container: %s: %s", id, strings.TrimPrefix(err.Error(), "Error response from daemon: "))
	case !ok:
		err = invalid("Invalid signal: %s", name)
	case c.process == nil:
		err = conflict("Cannot kill container: %s: Container %s is not running", id, c.id)
	default:
		_ = unix.Kill(c.process.pid, signal)
	}
	if err != nil {
		e.mu.Unlock()
		return err
	}
	exited := c.exited
	e.mu.Unlock()
	if signal != unix.SIGKILL {
		return nil
	}
	return await(ctx, exited)
}

// signalOf takes a signal's name, with or without SIG, or its number.
func signalOf(word string) (unix.Signal, bool) {
	if n, err := strconv.Atoi(word); err == nil {
		return unix.Signal(n), n > 0 && n < 65
	}
	s := unix.SignalNum("SIG" + strings.TrimPrefix(strings.ToUpper(word), "SIG"))
	return s, s != 0
}

// ContainerWait tells the status of the container's end, or of its removal.
func (e *Builtin) ContainerWait(ctx context.Context, id string, condition api.WaitCondition) (<-chan api.WaitResponse, <-chan error) {
	result, errs := make(chan api.WaitResponse, 1), make(chan error, 1)
	e.mu.Lock()
	c, err := e.find(id)
	if err != nil {
		e.mu.Unlock()
		errs <- err
		return result, errs
	}
	before := c.exits
	e.mu.Unlock()
	e.running.Go(func() {
		for {
			e.mu.Lock()
			over, status, gone, news := c.process == nil, c.state.ExitCode, isClosed(c.removed), c.changed
			switch condition {
			case api.WaitConditionNextExit:
				// It may have begun and ended since.
				over = c.exits > before
			case api.WaitConditionRemoved:
				over = gone
			}
			e.mu.Unlock()
			if over || gone {
				result <- api.WaitResponse{StatusCode: int64(status)}
				return
			}
			select {
			case <-news:
			case <-c.removed:
			case <-ctx.Done():
				errs <- fmt.Errorf("wait for %s: %w", id, ctx.Err())
				return
			case <-e.ctx.Done():
				errs <- fmt.Errorf("wait for %s: %w", id, os.ErrClosed)
				return
			}
		}
	})
	return result, errs
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
