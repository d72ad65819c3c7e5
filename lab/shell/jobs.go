//go:build linux

package shell

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"vethlab/lab/ipcmd"
	"vethlab/lab/probe"
)

// jobVariable tells the commands of a job which one they belong to. The interpreter numbers its jobs g1, g2 … and gives that
// as $!, but has no kill.
const jobVariable = "VETHLAB_JOB"

// jobs are the processes that a bash has in the background. A job that stands in a loop is known by its place in the
// script, so that of several only the newest processes are.
type jobs struct {
	mu      sync.Mutex
	count   int
	signals map[string]func(syscall.Signal) error // how to signal a job, while it runs
	changed map[string]chan struct{}              // closed when the job can be signalled, or has ended
	pids    map[string]int                        // of those whose newest command is a process
	waited  map[string]string                     // by what $! was for a job: what the interpreter calls it, for wait
}

// began notes how a job is signalled, nil that it has ended, and the process that it is, 0 for none.
func (j *jobs) began(name string, pid int, signal func(syscall.Signal) error) {
	if name == "" {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.signals[name] = signal
	if pid > 0 {
		j.pids[name] = pid
	}
	if c := j.changed[name]; c != nil {
		close(c)
		delete(j.changed, name)
	}
}

// kill is bash's kill, of jobs and of processes.
func (c *command) kill(ctx context.Context, argv []string) (int, error) {
	words, jobsOnly := argv[1:], true
	signal := syscall.SIGTERM
	if len(words) > 1 && strings.HasPrefix(words[0], "-") {
		if n, ok := signalNumber(words[0][1:]); ok {
			signal, words = n, words[1:]
		}
	}
	if signal != 0 && os.Getpid() == 1 && slices.Contains(words, "1") && !strings.HasPrefix(strings.ToLower(words[0]), "-l") {
		// The kernel would hand it the signal, which ends all that was built. Bash drops those that it gets as the first process.
		fmt.Fprintf(c.stderr, "%s kill: (1) - that is this shell itself, the first process here: `exit` leaves it\n", c.b.prefix())
		return 1, nil
	}
	for _, w := range words {
		pid, err := strconv.Atoi(w)
		jobsOnly = jobsOnly && (strings.HasPrefix(w, "g") || err == nil && pid > 0)
	}
	if !jobsOnly || len(words) == 0 {
		return c.program(ctx, append([]string{"/bin/kill"}, argv[1:]...))
	}
	status := 0
	for _, name := range words {
		if err := c.b.jobs.signal(ctx, name, signal); err != nil {
			fmt.Fprintf(c.stderr, "%s kill: (%s) - %s\n", c.b.prefix(), strings.TrimPrefix(name, "g"), strerror(err))
			status = 1
		}
	}
	return status, nil
}

// signal signals a job, or a process by its number.
func (j *jobs) signal(ctx context.Context, name string, signal syscall.Signal) error {
	if pid, err := strconv.Atoi(name); err == nil {
		return syscall.Kill(pid, signal)
	}
	j.mu.Lock()
	starting := j.changed[name]
	j.mu.Unlock()
	if starting != nil {
		select {
		case <-starting:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.signals[name] == nil {
		return syscall.ESRCH
	}
	return j.signals[name](signal)
}

// ping carries out ping, which is no process: in the background any signal ends it, with its statistics.
func (c *command) ping(ctx context.Context, argv []string) (int, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	c.b.jobs.began(c.job, 0, func(syscall.Signal) error { cancel(); return nil })
	c.b.shell.config.Kernel.SettleCarriers()
	if status, known := probe.Ping(inner, c.place.ns, argv, c.stdout, c.stderr); known {
		return status, nil
	}
	return c.program(ctx, argv)
}

// monitor carries out `ip monitor`, which goes on until it is ended: in the background by any signal.
func (c *command) monitor(ctx context.Context, parsed ipcmd.Command) (int, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var by atomic.Int32
	c.b.jobs.began(c.job, 0, func(s syscall.Signal) error {
		by.Store(int32(s))
		cancel()
		return nil
	})
	status := c.b.shell.config.Kernel.Run(inner, c.place.ns, parsed, c.stdout, c.stderr)
	if s := by.Load(); s != 0 {
		status = 128 + int(s)
	}
	return status, nil
}

func signalNumber(word string) (syscall.Signal, bool) {
	if n, err := strconv.Atoi(word); err == nil {
		return syscall.Signal(n), true
	}
	names := map[string]syscall.Signal{
		"HUP": syscall.SIGHUP, "INT": syscall.SIGINT, "QUIT": syscall.SIGQUIT, "KILL": syscall.SIGKILL,
		"TERM": syscall.SIGTERM, "STOP": syscall.SIGSTOP, "CONT": syscall.SIGCONT, "USR1": syscall.SIGUSR1,
	}
	n, ok := names[strings.TrimPrefix(word, "SIG")]
	return n, ok
}
