//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"syscall"
	"time"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
)

// killDelay is how long a program that was interrupted may take to end.
const killDelay = time.Second

// program runs a program of the machine in the command's namespace, and waits for it.
func (c *command) program(ctx context.Context, argv []string) (int, error) {
	path, err := interp.LookPathDir(c.dir, expand.ListEnviron("PATH="+c.path), argv[0])
	if err != nil {
		return c.notFound(argv[0]), nil
	}
	run := exec.CommandContext(ctx, path)
	run.Args, run.Env, run.Dir = argv, c.env, c.dir
	if c.stdin != nil {
		run.Stdin = c.stdin
	}
	run.Stdout, run.Stderr = c.stdout, c.stderr
	run.WaitDelay = killDelay
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	run.Cancel = func() error { return syscall.Kill(-run.Process.Pid, syscall.SIGINT) }
	if err := c.place.ns.Do(run.Start); err != nil {
		return c.notStarted(argv[0], err), nil
	}
	err = run.Wait()
	if ctx.Err() != nil {
		// Those of its children that did not heed the interrupt; there may be none.
		_ = syscall.Kill(-run.Process.Pid, syscall.SIGKILL)
	}
	return programStatus(err), nil
}

// programStatus is bash's $? for how a program ended: 128 and the signal's number where that killed it.
func programStatus(err error) int {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return 0
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return exit.ExitCode()
}

func (c *command) notFound(name string) int {
	fmt.Fprintf(c.stderr, "%s %s: command not found\n", c.b.prefix(), name)
	return 127
}

func (c *command) notStarted(name string, err error) int {
	fmt.Fprintf(c.stderr, "%s %s: %s\n", c.b.prefix(), name, strerror(err))
	if errors.Is(err, fs.ErrNotExist) {
		return 127
	}
	return 126
}
