//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
	"mvdan.cc/sh/v3/interp"
)

// interactive tells that somebody types at this bash's prompt, which tells what becomes of jobs.
func (b *bash) interactive() bool { return b.shell.prompting && !b.numbers }

// control carries out jobs, fg, bg and disown (bash(1), JOB CONTROL).
func (b *bash) control(ctx context.Context, c *command, argv []string) error {
	if argv[0] == "jobs" {
		return c.listJobs(argv[1:])
	}
	if argv[0] != "disown" && !b.interactive() {
		return c.failed(argv[0] + ": no job control")
	}
	words := argv[1:]
	if argv[0] == "disown" && slices.Equal(words, []string{"-a"}) {
		b.jobs.forget(b.jobs.names()...)
		return nil
	}
	if len(words) == 0 {
		words = []string{"%%"}
	}
	for _, w := range words {
		name, one := b.jobs.meantBy(w)
		if one == nil {
			if w == "%%" {
				w = "current"
			}
			return c.failed(argv[0] + ": " + w + ": no such job")
		}
		switch argv[0] {
		case "disown":
			b.jobs.forget(name)
		case "bg":
			fmt.Fprintf(c.stderr, "%s bg: job %d already in background\n", b.prefix(), one.number)
		case "fg":
			return c.toForeground(ctx, name, one)
		}
	}
	return nil
}

// failed says why a command could not be carried out.
func (c *command) failed(text string) error {
	fmt.Fprintf(c.stderr, "%s %s\n", c.b.prefix(), text)
	return interp.ExitStatus(1)
}

// toForeground waits for a job, which gets Ctrl-C meanwhile.
func (c *command) toForeground(ctx context.Context, name string, one *job) error {
	fmt.Fprintln(c.stdout, one.text)
	c.b.jobs.forget(name)
	select {
	case <-one.done:
	case <-ctx.Done():
		// It may have ended just now.
		_ = c.signal(name, syscall.SIGINT)
		return interp.ExitStatus(interrupted)
	}
	if one.status != 0 {
		return interp.ExitStatus(one.status)
	}
	return nil
}

// listJobs is bash's jobs.
func (c *command) listJobs(words []string) error {
	options := ""
	for len(words) > 0 && strings.HasPrefix(words[0], "-") {
		options += words[0][1:]
		words = words[1:]
	}
	if wrong := strings.Trim(options, "lprsn"); wrong != "" {
		fmt.Fprintf(c.stderr, "%s jobs: -%c: invalid option\njobs: usage: jobs [-lnprs] [jobspec ...] or jobs -x command [args]\n", c.b.prefix(), wrong[0])
		return interp.ExitStatus(2)
	}
	var only []string
	for _, w := range words {
		name, one := c.b.jobs.meantBy(w)
		if one == nil {
			return c.failed("jobs: " + w + ": no such job")
		}
		only = append(only, name)
	}
	j := &c.b.jobs
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, line := range j.lines(c.b.interactive()) {
		switch one := j.named[line.name]; {
		case len(only) > 0 && !slices.Contains(only, line.name):
		case strings.Contains(options, "s"), strings.Contains(options, "r") && one.over: // none is stopped
		case strings.Contains(options, "p"):
			fmt.Fprintln(c.stdout, j.word(line.name, one))
		case strings.Contains(options, "l"):
			fmt.Fprintf(c.stdout, "[%d]%s %s %s\n", one.number, line.mark, j.word(line.name, one), line.state)
		default:
			fmt.Fprintf(c.stdout, "[%d]%s  %s\n", one.number, line.mark, line.state)
		}
	}
	return nil
}

// jobLine is what is told of a job.
type jobLine struct{ name, mark, state string }

// lines are those of all jobs of which it was not told that they are over, if such are asked for, and of the others. It needs mu.
func (j *jobs) lines(withEnded bool) (lines []jobLine) {
	list := j.alive()
	for name, one := range j.named {
		if withEnded && one.over && !one.told {
			list = append(list, name)
		}
	}
	slices.SortFunc(list, func(a, b string) int { return j.named[a].number - j.named[b].number })
	for i, name := range list {
		one := j.named[name]
		line := jobLine{name: name, mark: " ", state: fmt.Sprintf("%-24s%s", one.state(), one.text)}
		switch i {
		case len(list) - 1:
			line.mark = "+"
		case len(list) - 2:
			line.mark = "-"
		}
		if one.over {
			one.told = true
		} else {
			line.state += " &"
		}
		lines = append(lines, line)
	}
	return lines
}

// state is what bash calls that of a job.
func (one *job) state() string {
	switch {
	case !one.over:
		return "Running"
	case one.status == 0:
		return "Done"
	case one.status == interrupted:
		return "Interrupt"
	case one.status > 128 && unix.SignalName(syscall.Signal(one.status-128)) != "":
		name := strerror(errors.New(syscall.Signal(one.status - 128).String()))
		return strings.ToUpper(name[:1]) + name[1:]
	}
	return "Exit " + strconv.Itoa(one.status)
}

// report tells of the jobs that have ended since, before a prompt.
func (j *jobs) report(w io.Writer) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, line := range j.lines(true) {
		if one := j.named[line.name]; one.over {
			fmt.Fprintf(w, "[%d]%s  %s\n", one.number, line.mark, line.state)
		}
	}
}

// word is what $! was for a job. It needs mu.
func (j *jobs) word(name string, one *job) string {
	word := name
	if one.pid > 0 {
		word = strconv.Itoa(one.pid)
	}
	j.known[word] = known{job: one, called: one.called}
	return word
}

// names are those of the jobs that have not ended.
func (j *jobs) names() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.alive()
}

// forget has nobody told of jobs any more.
func (j *jobs) forget(names ...string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, name := range names {
		j.named[name].told = true
	}
}

// meantBy is the job of a word such as %1, 1 or what $! was; nil where there is none.
func (j *jobs) meantBy(word string) (name string, one *job) {
	if strings.HasPrefix(word, "%") {
		return j.spec(word)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for name, one := range j.named {
		if !one.told && j.isCalled(word, name, one) {
			return name, one
		}
	}
	return "", nil
}

// isCalled tells whether a word is the name of a job, or what $! was for it. It needs mu.
func (j *jobs) isCalled(word, name string, one *job) bool {
	return word == name || j.known[word].job == one
}
