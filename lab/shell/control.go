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
		case len(only) > 0 && !slices.Contains(only, line.name) || strings.Contains(options, "s") || strings.Contains(options, "r") && one.over:
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
	for _, name := range list {
		one := j.named[name]
		line := jobLine{name: name, mark: " ", state: fmt.Sprintf("%-24s%s", one.state(), one.text)}
		switch slices.Index(list, name) {
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
	ended := false
	for _, one := range j.named {
		ended = ended || one.over && !one.told
	}
	if !ended {
		return
	}
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
		if !one.told && (j.known[word].job == one || name == word) {
			return name, one
		}
	}
	return "", nil
}

// wait gives the words of a wait as the interpreter knows them.
func (j *jobs) wait(ctx context.Context, argv []string) []string {
	words := slices.Clone(argv)
	if len(words) > 1 && words[1] == "-n" {
		return j.waitNext(ctx, words[2:])
	}
	defer j.waitedFor(argv[1:])
	if len(words) == 1 {
		return j.waitAll()
	}
	for i, word := range words[1:] {
		if strings.HasPrefix(word, "%") {
			name, one := j.spec(word)
			if one == nil {
				return []string{complaint, "wait: " + word + ": no such job", "127"}
			}
			words[i+1] = one.called
			defer j.waitedFor([]string{name})
			continue
		}
		name, ok := j.called(word)
		_, err := strconv.ParseUint(word, 10, 32)
		switch {
		case ok:
			words[i+1] = name
		case err == nil:
			return []string{complaint, "wait: pid " + word + " is not a child of this shell", "127"}
		case word != "" && word[0] != '-':
			return []string{complaint, "wait: `" + word + "': not a pid or valid job spec"}
		}
	}
	return words
}

// waitAll is a wait without words, which does not wait for what was disowned.
func (j *jobs) waitAll() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	disowned, called := false, ""
	for _, one := range j.named {
		switch {
		case one.over:
		case one.told:
			disowned = true
		default:
			called += " " + one.called
		}
	}
	if !disowned {
		return []string{"wait"}
	}
	if called == "" {
		return []string{"true"}
	}
	return []string{"eval", "builtin wait" + called + "; true"}
}

// waitedFor notes that jobs were waited for, all of them where none is named.
func (j *jobs) waitedFor(words []string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for name, one := range j.named {
		if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return w == name || j.known[w].job == one }) {
			one.waited = true
		}
	}
}

// waitNext waits for the next of the jobs, or of some of them, and gives the command that ends as it did (bash(1), wait -n).
func (j *jobs) waitNext(ctx context.Context, words []string) []string {
	for {
		j.mu.Lock()
		var ended *job
		left := false
		for name, one := range j.named {
			if one.waited || one.told || len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return j.known[w].job == one || w == name || w == "%"+strconv.Itoa(one.number) }) {
				continue
			}
			if one.over && (ended == nil || one.number < ended.number) {
				ended = one
			}
			left = left || !one.over
		}
		if ended != nil {
			ended.waited = true
		}
		news := j.news
		j.mu.Unlock()
		switch {
		case ended != nil:
			return []string{complaint, "", strconv.Itoa(ended.status)}
		case !left:
			return []string{complaint, "", "127"}
		}
		select {
		case <-news:
		case <-ctx.Done():
			return []string{complaint, "", strconv.Itoa(interrupted)}
		}
	}
}
