//go:build linux

package shell

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/kernel"
)

// batch carries out the lines of a file (lib/utils.c, do_batch). Where one of them is for the machine's own tool, that gets them all.
func (c *command) batch(ctx context.Context, argv []string, o ipcmd.Options, b ipcmd.Batch) (status int, err error) {
	if o.Netns != "" {
		// The namespace is gone to before the file is read.
		ns, err := kernel.OpenNamed(o.Netns)
		var wrong *ipcmd.Error
		if errors.As(err, &wrong) {
			io.WriteString(c.stderr, wrong.Text)
			return wrong.Status, nil
		}
		if err == nil {
			ns.Close()
		}
	}
	text, err := c.batchText(b.File)
	if err != nil {
		fmt.Fprintf(c.stderr, "Cannot open file \"%s\" for reading: %s\n", b.File, strerror(err))
		return 1, nil
	}
	lines := ipcmd.BatchLines(string(text))
	parsed := make([]ipcmd.Command, len(lines))
	wrong := make([]error, len(lines))
	for i, l := range lines {
		parsed[i], wrong[i] = b.Parse(o, l.Words)
		if foreign, ok := parsed[i].Action.(ipcmd.Foreign); ok && l.Wrong == nil {
			return c.batchForeign(ctx, argv, b, text, foreign.What)
		}
	}
	for i, l := range lines {
		if l.Wrong != nil {
			io.WriteString(c.stderr, l.Wrong.Text)
			return max(status, l.Wrong.Status), nil
		}
		refused := c.inOrder(func(in names) error { return b.Check(o, l.Words, in) }, l.Words, parsed[i], wrong[i])
		one, told, err := c.batchLine(ctx, parsed[i], refused)
		if err != nil || b.Ends(parsed[i].Action, one, told) {
			return one, err
		}
		if one != 0 {
			fmt.Fprintf(c.stderr, "Command failed %s:%d\n", b.File, l.Number)
			if status = 1; !o.Force {
				break
			}
		}
	}
	return status, nil
}

// batchText reads the file of a batch.
func (c *command) batchText(file string) ([]byte, error) {
	if !isStdin(file) {
		text, err := os.ReadFile(inDir(c.dir, file))
		if errors.Is(err, syscall.EISDIR) {
			// A folder can be opened, and has no lines.
			return nil, nil
		}
		return text, err
	}
	if c.stdin == nil {
		return nil, nil
	}
	return io.ReadAll(c.stdin)
}

func isStdin(file string) bool { return file == "-" || file == "/dev/stdin" }

// batchLine carries out one line, and gives what it told on standard error too.
func (c *command) batchLine(ctx context.Context, parsed ipcmd.Command, wrong error) (status int, told string, err error) {
	var said bytes.Buffer
	inner := *c
	inner.stderr = io.MultiWriter(c.stderr, &said)
	var refused *ipcmd.Error
	if errors.As(wrong, &refused) {
		io.WriteString(c.stderr, refused.Text)
		return refused.Status, refused.Text, nil
	}
	if exec, ok := parsed.Action.(ipcmd.NetnsExec); ok {
		status, err = inner.netnsExec(ctx, parsed.Options, exec)
	} else {
		var beyond string
		if status, beyond = c.b.shell.config.Kernel.Run(ctx, c.place.ns, parsed, inner.stdout, inner.stderr); beyond != "" {
			status, err = inner.foreign(ctx, strings.Fields(parsed.String()), beyond)
		}
	}
	return status, said.String(), err
}

// batchForeign has the machine's own tool carry a batch out; what was read of standard input is given to it again.
func (c *command) batchForeign(ctx context.Context, argv []string, b ipcmd.Batch, text []byte, what string) (int, error) {
	if !isStdin(b.File) {
		return c.foreign(ctx, argv, what)
	}
	fd, err := unix.MemfdCreate("batch", unix.MFD_CLOEXEC)
	if err != nil {
		return 1, fmt.Errorf("keep the lines of a batch: %w", err)
	}
	file := os.NewFile(uintptr(fd), "batch")
	defer file.Close()
	if _, err := file.Write(text); err != nil {
		return 1, fmt.Errorf("keep the lines of a batch: %w", err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return 1, fmt.Errorf("keep the lines of a batch: %w", err)
	}
	inner := *c
	inner.stdin = file
	return inner.foreign(ctx, argv, what)
}
