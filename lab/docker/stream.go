package docker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/docker/docker/api/types"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/pkg/stdcopy"
	"github.com/moby/term"
	"github.com/muesli/cancelreader"
)

// stream carries what a container or a process in it reads and writes, until it is closed.
type stream struct {
	response types.HijackedResponse
	input    cancelreader.CancelReader // nil where nothing is read
	restore  func()

	output   chan error    // receives once, when the other end has written all
	detached chan struct{} // closed at ^P^Q
	ended    chan struct{} // closed by close
	running  sync.WaitGroup
	once     sync.Once
}

// converse begins to carry. With tty and stdin the terminal, if there is one, is raw until the stream is closed.
func (s *session) converse(response types.HijackedResponse, tty, stdin bool) (*stream, error) {
	t := &stream{
		response: response, restore: func() {},
		output: make(chan error, 1), detached: make(chan struct{}), ended: make(chan struct{}),
	}
	if stdin {
		input, err := cancellable(s.in)
		if err != nil {
			return nil, fmt.Errorf("unable to setup input stream: %w", err)
		}
		t.input = input
		if tty && s.terminal != nil {
			restore, err := s.terminal.Raw()
			if err != nil {
				err = fmt.Errorf("unable to setup input stream: unable to set IO streams as raw terminal: %w", err)
				return nil, errors.Join(err, input.Close())
			}
			t.restore = restore
		}
	}
	t.running.Go(func() { t.output <- t.carryOutput(s, tty) })
	t.running.Go(func() { t.carryInput(tty) })
	return t, nil
}

// cancellable gives up reading when it is told to. What epoll(7) does not take, such as a regular file or /dev/null, is never
// waited for, and read as it is.
func cancellable(in io.Reader) (cancelreader.CancelReader, error) {
	if r, err := cancelreader.NewReader(in); err == nil {
		return r, nil
	}
	return cancelreader.NewReader(struct{ io.Reader }{in})
}

func (t *stream) carryOutput(s *session, tty bool) (err error) {
	if tty {
		_, err = io.Copy(s.out, t.response.Reader)
		return err
	}
	_, err = stdcopy.StdCopy(s.out, s.err, t.response.Reader)
	return err
}

func (t *stream) carryInput(tty bool) {
	if t.input != nil {
		var from io.Reader = t.input
		if tty {
			from = term.NewEscapeProxy(from, []byte{'p' & 0x1f, 'q' & 0x1f})
		}
		_, err := io.Copy(t.response.Conn, from)
		if errors.As(err, new(term.EscapeError)) {
			close(t.detached)
			return
		}
	}
	// It was the last thing to be sent; where the other end is gone, the output tells.
	_ = t.response.CloseWrite()
}

// follow tells the other end the terminal's size, now and whenever it changes.
func (t *stream) follow(ctx context.Context, s *session, resize func(context.Context, container.ResizeOptions) error) {
	if s.terminal == nil {
		return
	}
	t.running.Go(func() {
		for {
			rows, cols := s.terminal.Size()
			if rows != 0 || cols != 0 {
				// A process that has ended needs no size.
				_ = resize(ctx, container.ResizeOptions{Height: rows, Width: cols})
			}
			select {
			case <-s.terminal.Resized():
			case <-t.ended:
				return
			}
		}
	})
}

// leave gives the terminal back to whoever has detached, with the cursor on a line of its own.
func (t *stream) leave(s *session) {
	t.close()
	if s.terminal != nil {
		fmt.Fprintln(s.out)
	}
}

// close gives up what is not carried yet, waits for the end of it all, and restores the terminal. It may be called twice.
func (t *stream) close() {
	t.once.Do(func() {
		close(t.ended)
		if t.input != nil {
			t.input.Cancel()
		}
		t.response.Close()
		t.running.Wait()
		if t.input != nil {
			// Nothing was written to it.
			_ = t.input.Close()
		}
		t.restore()
	})
}
