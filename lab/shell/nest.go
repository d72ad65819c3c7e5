//go:build linux

package shell

import (
	"context"
	"io"
	"strings"
)

// bash carries out `ip netns exec NAME bash …`: the place's namespace is this command's to close. Without more words a
// bash is opened that reads on where this one stopped; with -c or a file it runs that. Options that we do
// not know are the real bash's.
func (c *command) bash(ctx context.Context, argv []string) (int, error) {
	switch {
	case len(argv) == 1:
		return c.nested(ctx, argv[0])
	case argv[1] == "-c" && len(argv) > 2:
		name, args := argv[0], []string(nil)
		if len(argv) > 3 {
			name, args = argv[3], argv[4:]
		}
		return c.script(ctx, name, args, newSource(strings.NewReader(argv[2])))
	default:
		defer c.place.ns.Close()
		return c.program(ctx, argv)
	}
}

// nested opens a bash without words. In Run it stays open after the command, and the next line runs in it.
func (c *command) nested(ctx context.Context, name string) (int, error) {
	s := c.b.shell
	if c.b == s.top() && c.stdin == s.stdin && !c.b.numbers {
		b, err := c.child(name)
		if err == nil {
			b.typedAt()
			s.levels = append(s.levels, b)
			return 0, nil
		}
		c.place.ns.Close()
		return 1, err
	}
	if c.stdin == nil {
		c.place.ns.Close()
		return 0, nil
	}
	return c.script(ctx, name, nil, newSource(c.stdin))
}

// script runs a source in a bash of its own, in the command's place.
func (c *command) script(ctx context.Context, name string, args []string, src *source) (int, error) {
	b, err := c.child(name)
	if err != nil {
		c.place.ns.Close()
		return 1, err
	}
	defer b.close()
	b.numbers = true
	b.setArgs(args)
	if c.job == "" && !c.b.inJob {
		return b.play(ctx, src)
	}
	b.inJob = true
	during, done := c.asProcess(ctx, name)
	status, err := b.play(during, src)
	if ctx.Err() == nil {
		err = nil // that was a signal's
	}
	return done(status), err
}

// asProcess has a bash that is part of a job hear of signals, as a process would. done takes its status, and gives that with which it ended.
func (c *command) asProcess(ctx context.Context, name string) (during context.Context, done func(int) int) {
	during, cancel := context.WithCancel(ctx)
	return during, c.signalled(cancel, []string{name}, func() {})
}

// child gives a bash as a program that c starts: it has c's environment, folder and streams, and closes c's place.
func (c *command) child(name string) (*bash, error) {
	b := &bash{shell: c.b.shell, place: c.place, owned: true, name: name, umask: c.variables.Get(umaskVariable).String()}
	var in io.Reader
	if c.stdin != nil {
		in = c.stdin
	}
	err := b.start(c.env(), c.dir, in, c.stdout, c.stderr)
	return b, err
}
