//go:build linux

package shell

import (
	"context"
	"io"
	"os"

	"vethlab/lab/netns"
)

// Program is a program that is carried out here, without a process of its own. The status is what its caller sees in $?; the
// error ends the shell, and is ctx's alone. ctx ends at Ctrl-C, and at a signal where the program runs in the background.
type Program func(ctx context.Context, p Process) (status int, err error)

// Process is what a [Program] was handed.
type Process struct {
	Argv           []string // its own name first
	Namespace      *netns.Namespace
	Name           string // of Namespace, topo.HostName for the host
	Dir            string // the folder in which paths begin
	Env            func() []string
	Stdin          *os.File // nil where it is closed
	Stdout, Stderr io.Writer
	Terminal       bool // the shell is at a terminal, and Stdin may be it
	// Foreign says that the command line is not built in, and has the machine's own program carry it out.
	Foreign func(ctx context.Context) (status int, err error)
}

// own carries out a program that is ours.
func (c *command) own(ctx context.Context, run Program, argv []string) (int, error) {
	inner, during, done := c.hearing(ctx, argv)
	c.b.shell.config.Kernel.SettleCarriers()
	status, err := run(during, Process{
		Argv: argv, Namespace: c.place.ns, Name: c.place.name, Dir: c.dir, Env: c.env,
		Stdin: c.stdin, Stdout: inner.stdout, Stderr: inner.stderr, Terminal: c.b.shell.terminal.Load(),
		Foreign: func(ctx context.Context) (int, error) { return inner.foreign(ctx, argv, "") },
	})
	status = done(status)
	if ctx.Err() == nil {
		err = nil // that was a signal's
	}
	return status, err
}

// substitute carries out a program in place of one that the machine does not have.
func (c *command) substitute(ctx context.Context, argv []string) (status int, ok bool, err error) {
	run := c.b.shell.config.Substitutes[argv[0]]
	if run == nil {
		return 0, false, nil
	}
	if _, missing := c.find(argv[0]); missing == nil {
		return 0, false, nil
	}
	status, err = c.own(ctx, run, argv)
	return status, true, err
}
