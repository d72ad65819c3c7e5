//go:build linux

package shell

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"

	"vethlab/lab/ipcmd"
	"vethlab/lab/kernel"
)

// command is one command that a bash carries out: its words after expansion, and what it was handed.
type command struct {
	b              *bash
	place          place
	dir            string
	variables      expand.Environ // that it was given
	added          []string       // to them, by sudo
	path           string         // $PATH
	stdin          *os.File       // nil where it is closed
	stdout, stderr io.Writer
	job            string // it is part of, in the background; else empty
	viaIP          bool   // by `ip netns exec`: iproute2 starts it, which knows no words of bash
}

// exec carries out every command that is neither a function nor a word of bash.
func (b *bash) exec(ctx context.Context, argv []string) error {
	hc := interp.HandlerCtx(ctx)
	c := &command{b: b, place: b.place, dir: hc.Dir, path: hc.Env.Get("PATH").String(), stdout: unsaid(hc.Stdout), stderr: unsaid(hc.Stderr)}
	c.stdin, _ = hc.Stdin.(*os.File)
	switch argv[0] {
	case complaint:
		if argv[1] != "" {
			fmt.Fprintf(c.stderr, "%s %s\n", b.prefix(), argv[1])
		}
		status := 1
		if len(argv) > 2 {
			status, _ = strconv.Atoi(argv[2])
		}
		if status == 0 {
			return nil
		}
		return interp.ExitStatus(status)
	case usage:
		fmt.Fprintln(c.stderr, argv[1])
		return interp.ExitStatus(2)
	case pidWord:
		return b.pid(ctx, hc, argv[1:])
	case jobsWord:
		return b.control(ctx, c, argv[1:])
	case numberWord:
		return b.number(hc, argv[1:])
	case variableWord:
		b.variable(hc, argv[1], argv[2])
		return nil
	case timeWord:
		return b.time(hc, argv[1], argv[2])
	}
	c.variables = hc.Env
	if c.job = hc.Env.Get(jobVariable).String(); c.job != "" {
		defer b.jobs.passed(c.job)
		defer c.leaveStdin()()
	}
	if !b.shell.begin() {
		return interp.ExitStatus(interrupted)
	}
	defer b.shell.jobs.Done()
	status, err := c.run(ctx, argv)
	if c.job == "" {
		b.shell.endLine()
	}
	if err == nil && status != 0 {
		err = interp.ExitStatus(status)
	}
	return err
}

// leaveStdin has a command in the background read nothing, until done is called, where it would read what the shell reads: bash(1),
// COMMAND EXECUTION ENVIRONMENT, gives it /dev/null.
func (c *command) leaveStdin() (done func()) {
	if c.stdin == nil || c.stdin != c.b.shell.stdin {
		return func() {}
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		return func() {}
	}
	c.stdin = null
	return func() { null.Close() }
}

// env is the environment for a program. It is made only where there is one: most commands are our own.
func (c *command) env() []string { return append(exported(c.variables), c.added...) }

// carryOut does what run does, but that the end of a pipe is an error of writing.
func (c *command) carryOut(ctx context.Context, argv []string) (status int, err error) {
	if !told(argv[0]) {
		defer c.b.shell.config.Kernel.Unheard()()
	}
	switch argv[0] {
	case "ip":
		status, err = c.typed(ctx, argv, ipcmd.ParseWith)
	case "bridge":
		status, err = c.typed(ctx, argv, ipcmd.ParseBridgeWith)
	case "brctl":
		status, err = c.typed(ctx, argv, func(_ ipcmd.Databases, words []string) (ipcmd.Command, error) { return ipcmd.ParseBrctl(words) })
	case "ping", "ping4", "ping6":
		status, err = c.ping(ctx, argv)
	case "nft":
		status, err = c.nft(ctx, argv)
	case "sysctl":
		status, err = c.sysctl(ctx, argv)
	case killWord, "kill":
		status, err = c.kill(ctx, argv)
	case "pkill", "killall":
		status, err = c.killNamed(ctx, argv)
	case pastWord:
		status, err = c.listPast(argv[1:])
	case helpWord:
		status, err = c.help()
	case "explain":
		status, err = c.explain(ctx, argv)
	case "sudo":
		status, err = c.sudo(ctx, argv[1:])
	default:
		status, err = c.other(ctx, argv)
	}
	if err == nil {
		err = ctx.Err()
	}
	return status, err
}

// told tells whether the kernel sends an event of all that a command changes.
func told(name string) bool { return slices.Contains([]string{"ip", "bridge", "brctl", "nft"}, name) }

// other carries out what is no word of this package.
func (c *command) other(ctx context.Context, argv []string) (int, error) {
	if run := c.b.shell.config.Programs[argv[0]]; run != nil {
		return c.own(ctx, run, argv)
	}
	if status, ok, err := c.substitute(ctx, argv); ok {
		return status, err
	}
	return c.program(ctx, argv)
}

// typed carries out a command line that package ipcmd reads: `ip`, `bridge` and `brctl`.
func (c *command) typed(ctx context.Context, argv []string, parse func(ipcmd.Databases, []string) (ipcmd.Command, error)) (int, error) {
	parsed, err := parse(databases{c.stderr}, argv[1:])
	switch words := argv[1:]; argv[0] {
	case "ip":
		err = c.inOrder(func(in names) error { return ipcmd.Check(databases{io.Discard}, words, in) }, words, parsed, err)
	case "bridge":
		err = c.inOrder(func(in names) error { return ipcmd.CheckBridge(databases{io.Discard}, words, in) }, words, parsed, err)
	}
	var wrong *ipcmd.Error
	if errors.As(err, &wrong) {
		io.WriteString(c.stderr, wrong.Text)
		return wrong.Status, nil
	}
	switch action := parsed.Action.(type) {
	case ipcmd.Foreign:
		return c.foreign(ctx, argv, action.What)
	case ipcmd.NetnsExec:
		return c.netnsExec(ctx, parsed.Options, action)
	case ipcmd.Batch:
		return c.batch(ctx, argv, parsed.Options, action)
	case ipcmd.Monitor, ipcmd.NetnsMonitor:
		return c.monitor(ctx, argv, parsed)
	}
	status, beyond := c.b.shell.config.Kernel.Run(ctx, c.place.ns, parsed, c.stdout, c.stderr)
	if beyond != "" {
		return c.foreign(ctx, argv, beyond)
	}
	return status, nil
}

// foreign says what is not built in, and has the machine's own tool carry the command out.
func (c *command) foreign(ctx context.Context, argv []string, what string) (int, error) {
	if what == "" {
		what = strings.Join(argv, " ")
	}
	path, missing := c.find(argv[0])
	if missing != nil {
		fmt.Fprintf(c.stderr, "vethlab: %s is not built in, and there is no other %s here (in Debian: apt install %s)\n", what, argv[0], packageOf(argv[0]))
		return unknownWord, nil
	}
	return c.elsewhere(ctx, argv, what, path)
}

// elsewhere has the machine's own tool carry out what is not built in, and says so. Where the tool refuses it, that was a slip, of which
// the tool's own words say all.
func (c *command) elsewhere(ctx context.Context, argv []string, what, path string) (int, error) {
	notice := fmt.Sprintf("vethlab: %s is not built in; %s does it\n", what, path)
	if slices.ContainsFunc(argv[1:], goesOn) {
		io.WriteString(c.stderr, notice)
		return c.program(ctx, argv)
	}
	// What it prints is held back until it is known whether the notice stands before it.
	var printed, told bytes.Buffer
	inner := *c
	inner.stdout, inner.stderr = &printed, &told
	if unsaid(c.stdout) == unsaid(c.stderr) {
		inner.stdout = &told
	}
	status, err := inner.program(ctx, argv)
	if status == 0 {
		io.WriteString(c.stderr, notice)
	}
	_, _ = told.WriteTo(c.stderr)
	_, _ = printed.WriteTo(c.stdout)
	return status, err
}

// goesOn tells whether a word makes a tool go on, and tell as it goes: `bridge mon`, `ip vrf exec red bash`, `nft -i`.
func goesOn(word string) bool {
	begins := func(whole string) bool { return len(word) > 1 && strings.HasPrefix(whole, word) }
	return word == "-i" || word == "--interactive" || begins("monitor") || begins("exec")
}

// unknownWord is the status of iproute2 for a word that it does not know.
const unknownWord = 255

// names opens what a command with those options finds by name.
type names = func(ipcmd.Options) ipcmd.Names

// inOrder is what is wrong with a command line of `ip` or `bridge`: what iproute2 would have missed before it came to the error that was
// found. Check reads the line again, and looks names up.
func (c *command) inOrder(check func(names) error, words []string, parsed ipcmd.Command, found error) error {
	reply, replied := parsed.Action.(ipcmd.Reply)
	if found == nil && !(replied && reply.Status != 0) && !ipcmd.Ordered(words) {
		return nil
	}
	var there *kernel.Names
	defer func() { there.Close() }()
	wrong := check(func(o ipcmd.Options) ipcmd.Names {
		var err error
		if there, err = c.b.shell.config.Kernel.Names(c.place.ns, o); err != nil {
			// Carrying the command out says so.
			return nil
		}
		return there
	})
	if replied && there == nil {
		return found
	}
	return cmp.Or(wrong, found)
}

// packageOf is Debian's package of a tool.
func packageOf(tool string) string {
	switch tool {
	case "brctl":
		return "bridge-utils"
	case "nc":
		return "netcat-openbsd"
	}
	return "iproute2"
}

// netnsExec runs a command in another namespace, without a process of its own where it is one of ours (ip-netns(8)).
func (c *command) netnsExec(ctx context.Context, o ipcmd.Options, a ipcmd.NetnsExec) (int, error) {
	if o.All {
		return c.netnsExecAll(ctx, a)
	}
	ns, err := kernel.OpenNamed(a.Name)
	if err != nil {
		var wrong *ipcmd.Error
		if errors.As(err, &wrong) {
			io.WriteString(c.stderr, wrong.Text)
			return wrong.Status, nil
		}
		fmt.Fprintln(c.stderr, err)
		return 1, nil
	}
	inner := c.unpiped()
	inner.place, inner.viaIP = place{ns: ns, name: a.Name}, true
	if isBash(a.Argv[0]) {
		return inner.bash(ctx, a.Argv)
	}
	defer ns.Close()
	return inner.run(ctx, a.Argv)
}

// netnsExecAll is `ip -all netns exec`: the command runs in every namespace that has a name.
func (c *command) netnsExecAll(ctx context.Context, a ipcmd.NetnsExec) (status int, err error) {
	folder, err := os.Open(kernel.RunDir)
	if err != nil {
		return 0, nil
	}
	defer folder.Close()
	// Not sorted: iproute2 takes them as the folder gives them.
	names, err := folder.Readdirnames(-1)
	if err != nil {
		return 1, fmt.Errorf("list the names of namespaces: %w", err)
	}
	for _, name := range names {
		fmt.Fprintf(c.stdout, "\nnetns: %s\n", name)
		if _, err := c.netnsExec(ctx, ipcmd.Options{}, ipcmd.NetnsExec{Name: name, Argv: a.Argv}); err != nil {
			return 1, err
		}
	}
	return 0, nil
}

// isBash tells whether a program is the shell that we are ourselves.
func isBash(program string) bool {
	switch program {
	case "bash", "sh", "/bin/bash", "/bin/sh", "/usr/bin/bash", "/usr/bin/sh":
		return true
	}
	return false
}

// inDir is path as it is meant in the folder dir.
func inDir(dir, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}
