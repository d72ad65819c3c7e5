//go:build linux

package shell

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync/atomic"
	"syscall"
)

// brokenPipe is the status of a program that SIGPIPE ended: 128 and the signal's number.
const brokenPipe = 128 + int(syscall.SIGPIPE)

// pipe is what one of our own commands writes to where that is a pipe. Once nobody reads there any more, the command ends without a
// word. A program's process would get SIGPIPE; a command of ours has none, and its write is only refused.
type pipe struct {
	file   *os.File
	end    context.CancelFunc // of the command
	broken atomic.Bool
}

func (p *pipe) Write(b []byte) (int, error) {
	if p.broken.Load() {
		return len(b), nil
	}
	n, err := p.file.Write(b)
	if errors.Is(err, syscall.EPIPE) {
		p.broken.Store(true)
		p.end()
		return len(b), nil
	}
	return n, err
}

// run carries out one command and gives its exit status. The error ends the shell: only ctx's does.
func (c *command) run(ctx context.Context, argv []string) (status int, err error) {
	file, ok := c.stdout.(*os.File)
	if !ok {
		return c.carryOut(ctx, argv)
	}
	if info, err := file.Stat(); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		return c.carryOut(ctx, argv)
	}
	during, end := context.WithCancel(ctx)
	defer end()
	p := &pipe{file: file, end: end}
	inner := *c
	inner.stdout = p
	if c.stderr == c.stdout {
		inner.stderr = p
	}
	status, err = inner.carryOut(during, argv)
	if p.broken.Load() {
		return brokenPipe, ctx.Err()
	}
	return status, err
}

// unpiped is a command that is none of its own: what it starts meets the end of a pipe by itself.
func (c *command) unpiped() *command {
	bare := *c
	for _, w := range []*io.Writer{&bare.stdout, &bare.stderr} {
		if p, ok := (*w).(*pipe); ok {
			*w = p.file
		}
	}
	return &bare
}
