//go:build linux

package shell

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"

	"vethlab/lab/topo"
)

// killDelay is how long a program that was interrupted may take to end.
const killDelay = time.Second

// keyDelay is how long it may take at most from a key to the end of the context that it ends.
const keyDelay = 100 * time.Millisecond

// What a script can have at once. Each program takes a thread of ours that waits for it, and Go ends a process that gets no
// thread: so the shell stops before the kernel's limit on processes is reached, with bash's words and status.
const (
	mostPrograms   = 400
	mostGoroutines = 10000
	mostProcesses  = 2048   // of what the programs start, this shell's threads among them
	mostFrames     = 40_000 // of the interpreter's stack, of which a function that calls itself takes some ten: Go ends a process at a gigabyte
	noFork         = "fork: Resource temporarily unavailable"
	noForkStatus   = 254
)

// leaveRoom gives a program a lower limit on processes than this one has (setrlimit(2), RLIMIT_NPROC), so that a fork bomb runs
// into its own. It is of no use for root outside a user namespace, whom the kernel exempts.
func leaveRoom(pid int) {
	// It may have ended already.
	_ = unix.Prlimit(pid, unix.RLIMIT_NPROC, &unix.Rlimit{Cur: mostProcesses, Max: mostProcesses}, nil)
}

// program runs a program of the machine in the command's namespace, and waits for it. In a named one it sees /sys as it
// would after `ip netns exec`.
func (c *command) program(ctx context.Context, argv []string) (int, error) {
	path, err := c.find(argv[0])
	if err != nil {
		return c.refuse(argv[0], err), nil
	}
	if c.b.shell.programs.Add(1) > mostPrograms {
		c.b.shell.programs.Add(-1)
		fmt.Fprintf(c.stderr, "%s %s\n", c.b.prefix(), noFork)
		return noForkStatus, nil
	}
	defer c.b.shell.programs.Add(-1)
	c.b.shell.config.Kernel.Stranger()
	run := c.prepare(ctx, path, argv)
	var waited error
	act := func() (err error) {
		waited, err = c.attend(ctx, run)
		return err
	}
	if c.place.name == topo.HostName {
		err = c.place.ns.Do(act)
	} else {
		err = c.place.ns.DoMounted(c.place.name, act)
	}
	if errors.Is(err, syscall.ENOEXEC) {
		return c.program(ctx, append([]string{bashPath, path}, argv[1:]...))
	}
	if ctx.Err() != nil && run.Process == nil {
		// It was interrupted before it began.
		return interrupted, nil
	}
	if err != nil {
		return c.refuse(argv[0], err), nil
	}
	if ctx.Err() != nil {
		// Those of its children that did not heed the interrupt; there may be none.
		_ = syscall.Kill(-run.Process.Pid, syscall.SIGKILL)
	}
	return programStatus(waited), nil
}

// attend starts a program, and waits for its end, of which waited tells; err is why it has not started. The calling thread is in its namespace.
func (c *command) attend(ctx context.Context, run *exec.Cmd) (waited, err error) {
	terminal := c.b.shell.terminal.Load() && c.job == "" && !c.b.inJob
	key := &interrupting{terminal: terminal}
	// Before it starts: it may print, and somebody press the key, before Start returns.
	ended := c.takes(ctx, key.press)
	if err := umasked(c.variables, run.Start); err != nil {
		ended(handledIt)
		return nil, err
	}
	leaveRoom(run.Process.Pid)
	if terminal {
		c.b.shell.hear()
		if ctx.Err() != nil {
			key.press()
		}
	}
	key.started(run.Process)
	defer func() { ended(key.reaction(waited)) }()
	defer c.b.jobs.began(c.job, run.Process.Pid, &running{run.Args, func(s syscall.Signal) error { return run.Process.Signal(s) }})()
	waited = run.Wait()
	if take := c.b.shell.config.TakeTerminal; take != nil && terminal {
		take(int(c.b.shell.stdin.Fd()))
	}
	return waited, nil
}

// interrupting hands Ctrl-C on to a program. On a terminal the program has the key from that, but where it was pressed before the program was
// there.
type interrupting struct {
	terminal bool // the program runs on one

	mu      sync.Mutex
	process *os.Process // nil until it has started
	early   bool        // it was pressed before
	late    bool        // then it was told later, and may have ended before
}

// reaction is what the program made of the key, by its end.
func (i *interrupting) reaction(waited error) reaction {
	switch {
	case killedBy(waited) == syscall.SIGINT:
		return killedByIt
	case i.late && waited == nil:
		return perhapsMissed
	}
	return handledIt
}

func (i *interrupting) press() {
	i.mu.Lock()
	defer i.mu.Unlock()
	switch {
	case i.process == nil:
		i.early = true
	case !i.terminal:
		// Its group, which may be gone already.
		_ = syscall.Kill(-i.process.Pid, syscall.SIGINT)
	}
}

// started says that the program has, and hands on what was pressed before. One that has a handler already was there in time: a program begins
// without any (execve(2)).
func (i *interrupting) started(p *os.Process) {
	i.mu.Lock()
	i.process = p
	early := i.early
	i.mu.Unlock()
	switch {
	case early && !i.terminal:
		i.press()
	case early && !signalSet(strconv.Itoa(p.Pid), "SigCgt", syscall.SIGINT):
		i.late = true
		// It may have ended.
		_ = p.Signal(os.Interrupt)
	}
}

// prepare gives the process to be: with the command's streams, in a group of its own, so that all it starts can be ended
// with it. On a terminal it stays in ours, which is the one that the terminal's keys reach, unless it is in the background.
func (c *command) prepare(ctx context.Context, path string, argv []string) *exec.Cmd {
	terminal := c.b.shell.terminal.Load()
	group := !terminal || c.job != "" || c.b.inJob
	if terminal && !c.b.inJob {
		ctx = c.b.shell.ctx
	}
	run := exec.CommandContext(ctx, path)
	run.Args, run.Env, run.Dir = argv, c.env(), c.dir
	if c.stdin != nil {
		run.Stdin = c.stdin
	}
	run.Stdout, run.Stderr = plain(c.stdout), plain(c.stderr)
	if _, heard := c.stderr.(witnessed); heard && reports(path) {
		run.Stderr = c.stderr
	}
	run.ExtraFiles = c.b.files.inherited(c.variables)
	run.WaitDelay = killDelay
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: group}
	if group {
		run.Cancel = func() error { return syscall.Kill(-run.Process.Pid, syscall.SIGINT) }
	}
	return run
}

// find looks a program up in PATH.
func (c *command) find(name string) (string, error) {
	if strings.Contains(name, "/") {
		// As it was typed, for that is $0 of a script; it is meant in the command's folder, where it will be started.
		return name, nil
	}
	path, err := interp.LookPathDir(c.dir, expand.ListEnviron("PATH="+c.path), name)
	if err != nil {
		return "", syscall.ENOENT
	}
	return path, nil
}

// inPath tells whether a folder of PATH has anything of that name, be it no program.
func (c *command) inPath(name string) bool {
	if name == "" || strings.Contains(name, "/") {
		return false
	}
	for folder := range strings.SplitSeq(c.path, ":") {
		// Joined as it is: a name may be "..", and the folder a link.
		if _, err := os.Stat(inDir(c.dir, folder) + "/" + name); err == nil {
			return true
		}
	}
	return false
}

// Runs tells whether something has that name which the shell could run: what is ours, a word of bash, a program in PATH. Functions,
// and a PATH that was set since, are not looked at; it may be called at any time.
func (s *Shell) Runs(name string) bool {
	if interp.IsBuiltin(name) || s.owns(name) {
		return true
	}
	_, err := interp.LookPathDir(cmp.Or(s.config.Dir, "/"), expand.ListEnviron(s.config.Env...), name)
	return err == nil
}

// owns tells whether the shell carries a program of that name out itself.
func (s *Shell) owns(name string) bool {
	switch name {
	case "ip", "ping", "ping6", "sysctl", "sudo", "bridge", "brctl", "nft", "explain", "bash", "sh":
		return true
	}
	return s.config.Programs[name] != nil || s.config.Substitutes[name] != nil
}

// programStatus is bash's $? for how a program ended: 128 and the signal's number where that killed it.
func programStatus(err error) int {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return 0
	}
	if signal := killedBy(err); signal != 0 {
		return 128 + int(signal)
	}
	return exit.ExitCode()
}

// killedBy is the signal that killed a program, 0 where none did.
func killedBy(err error) syscall.Signal {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return 0
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return status.Signal()
	}
	return 0
}

// The statuses of bash for a program that it cannot start.
const (
	cannotExecute = 126
	notFound      = 127
)

// refuse tells why a program could not be started, as bash does, or iproute2 where that would have started it.
func (c *command) refuse(name string, err error) int {
	text, status := strerror(err), cannotExecute
	switch {
	case errors.Is(err, fs.ErrNotExist):
		status = notFound
	case errors.Is(err, syscall.EISDIR):
		// Go looks at "/" before execve(2) is asked, which says this.
		text = strerror(syscall.EACCES)
	}
	if c.viaIP && status == notFound && c.inPath(name) {
		// execvp(3) tells of what it found and could not start.
		text = strerror(syscall.EACCES)
	}
	switch info, failed := os.Stat(inDir(c.dir, name)); {
	case c.viaIP:
		fmt.Fprintf(c.stderr, "exec of \"%s\" failed: %s\n", name, text)
		return 1
	case status == notFound && !strings.Contains(name, "/"):
		text = "command not found"
	case failed == nil && info.IsDir():
		text, status = "Is a directory", cannotExecute
	}
	fmt.Fprintf(c.stderr, "%s %s: %s\n", c.b.prefix(), name, text)
	return status
}
