//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/probe"
)

// jobVariable tells the commands of a job which one they belong to.
const jobVariable = "VETHLAB_JOB"

// jobs are the processes that a bash has in the background.
type jobs struct {
	mu    sync.Mutex
	count int
	named map[string]*job  // those that have not ended
	known map[string]known // by what $! was
	news  chan struct{}    // closed, and made anew, when a job ends
}

// job is one statement in the background. What it holds jobs.mu holds.
type job struct {
	number  int           // as bash's jobs has it
	text    string        // the statement, in one line
	called  string        // by the interpreter
	begun   chan struct{} // closed when a command of it has begun, or it has ended
	pid     int           // of its newest process
	running []*running
	killed  syscall.Signal // what ended it: no more command of it begins
	over    bool
	status  int           // once it is over
	done    chan struct{} // closed then
	told    bool          // somebody was told that it is over, or shall not be
	waited  bool          // by a wait
}

// known is a job that somebody knows by its $!, and what the interpreter calls it.
type known struct {
	job    *job
	called string
}

// running is a command of a job that runs, and how it is signalled.
type running struct {
	argv   []string
	signal func(syscall.Signal) error
}

// expect gives the name of a job that will begin with such a statement. Its number is the next one after those of the jobs that go on.
func (j *jobs) expect(text string) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.named == nil {
		j.named, j.known, j.news = map[string]*job{}, map[string]known{}, make(chan struct{})
	}
	j.count++
	name := fmt.Sprintf("g%d", j.count)
	number := 1
	for _, other := range j.alive() {
		number = max(number, j.named[other].number+1)
	}
	j.named[name] = &job{begun: make(chan struct{}), done: make(chan struct{}), number: number, text: text}
	return name
}

// find gives the job of a name, nil where there is none any more.
func (j *jobs) find(name string) *job {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.named[name]
}

// begin closes begun.
func (one *job) begin() {
	select {
	case <-one.begun:
	default:
		close(one.begun)
	}
}

// began notes a command of a job that has begun, and its process, 0 for none, until done is called.
func (j *jobs) began(name string, pid int, r *running) (done func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	one := j.named[name]
	if one == nil {
		return func() {}
	}
	one.running = append(one.running, r)
	if pid > 0 {
		one.pid = pid
	}
	one.begin()
	if one.killed != 0 {
		// It came between two commands.
		_ = r.signal(one.killed)
	}
	return func() {
		j.mu.Lock()
		defer j.mu.Unlock()
		one.running = slices.DeleteFunc(one.running, func(other *running) bool { return other == r })
	}
}

// passed notes that a command of a job is over: what has begun none that can be signalled is not waited for.
func (j *jobs) passed(name string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if one := j.named[name]; one != nil {
		one.begin()
	}
}

// ended notes the end of a job.
func (j *jobs) ended(name string, status int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if one := j.named[name]; one != nil && !one.over {
		one.over, one.status = true, status
		one.begin()
		close(one.done)
		close(j.news)
		j.news = make(chan struct{})
	}
}

// killedBy is what ended a job; 0 for one that goes on.
func (j *jobs) killedBy(name string) syscall.Signal {
	j.mu.Lock()
	defer j.mu.Unlock()
	if one := j.named[name]; one != nil {
		return one.killed
	}
	return 0
}

// kill is bash's kill, of jobs and of processes.
func (c *command) kill(ctx context.Context, argv []string) (int, error) {
	signal, words, ok := killWords(argv[1:])
	if ok && len(words) == 0 {
		io.WriteString(c.stderr, "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n")
		return 2, nil
	}
	if ok && signal != 0 && os.Getpid() == 1 && slices.Contains(words, "1") {
		// The kernel would hand it the signal, which ends all that was built. Bash drops those that it gets as the first process.
		fmt.Fprintf(c.stderr, "%s kill: (1) - that is this shell itself, the first process here: `exit` leaves it\n", c.b.prefix())
		return 1, nil
	}
	words, missing := c.b.jobs.meant(words)
	if missing != "" {
		fmt.Fprintf(c.stderr, "%s kill: %s: no such job\n", c.b.prefix(), missing)
		return 1, nil
	}
	for _, w := range words {
		pid, err := strconv.Atoi(w)
		ok = ok && (strings.HasPrefix(w, "g") || err == nil && pid > 0)
	}
	if !ok {
		return c.program(ctx, append([]string{"/bin/kill"}, argv[1:]...))
	}
	status := 0
	for _, name := range words {
		if err := c.signal(name, signal); err != nil {
			fmt.Fprintf(c.stderr, "%s kill: (%s) - %s\n", c.b.prefix(), strings.TrimPrefix(name, "g"), strerror(err))
			status = 1
		}
	}
	return status, nil
}

// meant puts the names of jobs for words such as %1; missing is one that means none.
func (j *jobs) meant(words []string) (names []string, missing string) {
	for _, w := range words {
		if strings.HasPrefix(w, "%") {
			name, one := j.spec(w)
			if one == nil {
				return words, w
			}
			w = name
		}
		names = append(names, w)
	}
	return names, ""
}

// killWords takes the words of kill apart; ok is false for those that are left to the machine's own.
func killWords(words []string) (signal syscall.Signal, rest []string, ok bool) {
	signal, ok = syscall.SIGTERM, true
	if len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' && words[0] != "--" {
		name := words[0][1:]
		if (name == "s" || name == "n") && len(words) > 1 {
			name, words = words[1], words[1:]
		}
		signal, ok = signalNumber(name)
		words = words[1:]
	}
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	return signal, words, ok
}

// signal signals a job, or a process by its number.
func (c *command) signal(word string, signal syscall.Signal) error {
	j := &c.b.jobs
	j.mu.Lock()
	defer j.mu.Unlock()
	one := j.named[word]
	if k, ok := j.known[word]; ok && one == nil {
		one = k.job
	}
	if pid, err := strconv.Atoi(word); err == nil && (one == nil || one.over || one.pid == pid && len(one.running) == 1) {
		if err := syscall.Kill(pid, signal); err != nil || one == nil || one.over {
			return err
		}
		one.end(c.ends(signal))
		return nil
	}
	if one == nil || one.over {
		return syscall.ESRCH
	}
	one.end(c.ends(signal))
	for _, r := range one.running {
		if err := r.signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
	}
	return nil
}

// end notes what ended a job, 0 for nothing.
func (one *job) end(signal syscall.Signal) {
	if signal != 0 {
		one.killed = signal
	}
}

// ends is the signal where it ends a program that says nothing of it (signal(7)), 0 where not. The programs that a script has in the
// background begin with SIGINT and SIGQUIT ignored.
func (c *command) ends(signal syscall.Signal) syscall.Signal {
	switch signal {
	case 0, syscall.SIGCHLD, syscall.SIGCONT, syscall.SIGURG, syscall.SIGWINCH,
		syscall.SIGSTOP, syscall.SIGTSTP, syscall.SIGTTIN, syscall.SIGTTOU:
		return 0
	case syscall.SIGINT, syscall.SIGQUIT:
		if !c.b.shell.terminal.Load() {
			return 0
		}
	}
	return signal
}

// hearing gives what a command of our own runs with, which is no process: the context ends with a signal that would end a program, or
// that the command handles. done takes the command's status, and gives that with which it ended.
func (c *command) hearing(ctx context.Context, argv []string, handled ...syscall.Signal) (inner *command, during context.Context, done func(int) int) {
	during, cancel := context.WithCancel(ctx)
	if c.job == "" {
		var ended func(reaction)
		if slices.Contains(handled, syscall.SIGINT) {
			ended = c.takes(ctx, cancel)
		} else {
			done := c.b.shell.foreground.beside()
			ended = func(reaction) { done() }
		}
		return c, during, func(status int) int { cancel(); ended(handledIt); return status }
	}
	bare := *c
	out, errs := newGates(c.stdout, c.stderr)
	bare.stdout, bare.stderr = out, errs
	// What it would still say at its end a killed program does not.
	return &bare, during, c.signalled(cancel, argv, func() { out.shut(); errs.shut() }, handled...)
}

// signalled has what is no process hear of the signals that its job is sent: it is cancelled by those that it handles, and by those that end
// a program, of which killed hears before. done takes its status, and gives that with which it ended.
func (c *command) signalled(cancel context.CancelFunc, argv []string, killed func(), handled ...syscall.Signal) (done func(int) int) {
	var by atomic.Int32
	r := &running{argv: argv, signal: func(s syscall.Signal) error {
		switch {
		case slices.Contains(handled, s):
			cancel()
		case c.ends(s) != 0:
			by.CompareAndSwap(0, int32(s))
			killed()
			cancel()
		case s == syscall.SIGSTOP || s == syscall.SIGTSTP:
			return syscall.EOPNOTSUPP
		}
		return nil
	}}
	ended, forgotten := c.b.jobs.began(c.job, 0, r), c.b.shell.inBackground(r)
	return func(status int) int {
		cancel()
		ended()
		forgotten()
		if s := by.Load(); s != 0 {
			return 128 + int(s)
		}
		return status
	}
}

// ping carries out ping. At SIGINT it ends with its statistics.
func (c *command) ping(ctx context.Context, argv []string) (int, error) {
	inner, during, done := c.hearing(ctx, argv, syscall.SIGINT)
	c.b.shell.config.Kernel.SettleCarriers()
	status, known := probe.Ping(during, c.place.ns, argv, inner.stdout, inner.stderr)
	status = done(status)
	if known {
		return status, nil
	}
	return c.program(ctx, argv)
}

// monitor carries out `ip monitor`, which goes on until it is ended.
func (c *command) monitor(ctx context.Context, argv []string, parsed ipcmd.Command) (int, error) {
	inner, during, done := c.hearing(ctx, argv)
	status, _ := c.b.shell.config.Kernel.Run(during, c.place.ns, parsed, inner.stdout, inner.stderr)
	return done(status), nil
}

func signalNumber(word string) (syscall.Signal, bool) {
	if n, err := strconv.Atoi(word); err == nil {
		return syscall.Signal(n), true
	}
	n := unix.SignalNum("SIG" + strings.TrimPrefix(strings.ToUpper(word), "SIG"))
	return n, n != 0
}
