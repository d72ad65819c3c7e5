// Command vethlab teaches Linux networking on the real kernel: lessons in a private world of network namespaces, with a
// live drawing beside them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"

	"vethlab/lab/sandbox"
	"vethlab/lessons"
)

// The exit codes of vethlab itself; `vethlab sh` ends with its script's.
const (
	exitDone    = 0
	exitFailed  = 1 // a command, check or lesson failed
	exitUsage   = 2 // wrong usage
	exitNotHere = 3 // this machine does not allow a lab
)

// init locks the main goroutine to the main thread: a lab's process must be started by a thread that lives as long as
// the program (PR_SET_PDEATHSIG counts threads), and what /proc/self and /proc/1 lead to is the namespace of that thread.
func init() { runtime.LockOSThread() }

func main() {
	debug.SetGCPercent(collection)
	asContainer()
	cleanEnvironment()
	os.Exit(run())
}

// collection is how many percent the heap may grow before what is dropped is collected. A lab's is of a few megabytes: with Go's own
// value a script would collect every few hundred commands, which takes it a tenth of its time.
const collection = 400

func run() int {
	code, s := exitDone, &settings{spoken: language(os.Args[1:])}
	c := root(s)
	for _, sub := range append(c.Commands(), c) {
		sub.RunE = s.told(sub.RunE, &code)
	}
	if s.spoken == "zh" {
		translate(c)
	}
	err := fang.Execute(context.Background(), c, fang.WithVersion(version),
		fang.WithErrorHandler(func(w io.Writer, _ fang.Styles, err error) { s.printError(w, err) }))
	if err != nil {
		return statusOf(err)
	}
	return code
}

// told carries a command out and says itself what went wrong: fang would ask the terminal for its colours first, and wait for one
// that does not answer, though a script that merely ended with 1 has nothing to say.
func (s *settings) told(run func(*cobra.Command, []string) error, code *int) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, words []string) error {
		if err := run(c, words); err != nil {
			s.printError(os.Stderr, err)
			*code = statusOf(err)
		}
		return nil
	}
}

func statusOf(err error) int {
	var exit *exitError
	if errors.As(err, &exit) {
		return exit.status
	}
	return exitFailed
}

// cleanEnvironment makes two variables mean what people mean by them, for this program and those it starts. NO_COLOR
// counts whatever its value (no-color.org), where libraries want a bool. RUNEWIDTH_EASTASIAN would draw every border two
// cells wide; a library reads it before main begins, so the program starts once more without it.
func cleanEnvironment() {
	if os.Getenv("NO_COLOR") != "" {
		os.Setenv("NO_COLOR", "1")
	}
	if _, set := os.LookupEnv("RUNEWIDTH_EASTASIAN"); !set {
		return
	}
	os.Unsetenv("RUNEWIDTH_EASTASIAN")
	if self, err := os.Executable(); err == nil {
		// If it cannot be started again, it runs on with borders that may be off.
		_ = syscall.Exec(self, os.Args, os.Environ())
	}
}

// exitError ends the program with a status; err is printed if it is not nil.
type exitError struct {
	status int
	err    error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.status)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// usage marks an error as wrong usage.
func usage(err error) error { return &exitError{exitUsage, err} }

// status ends the program with a status, in silence; 0 is nil.
func status(code int) error {
	if code == exitDone {
		return nil
	}
	return &exitError{status: code}
}

func (s *settings) printError(w io.Writer, err error) {
	var exit *exitError
	if errors.As(err, &exit) && exit.err == nil {
		return
	}
	var refusal *sandbox.Refusal
	if errors.As(err, &refusal) {
		s.printRefusal(w, refusal)
		return
	}
	var failure *lessons.Failure
	if errors.As(err, &failure) {
		fmt.Fprintf(w, "vethlab: %s\n", s.difference(failure.Difference))
		return
	}
	text := err.Error()
	if s.spoken == "zh" {
		text = s.saidOfFile(text)
	}
	fmt.Fprintf(w, "vethlab: %s\n", text)
	if errors.As(err, &exit) && exit.status == exitUsage {
		fmt.Fprintln(w, s.whereToLook(err))
	}
}

// whereToLook says what tells the right usage, or the lessons that there are.
func (s *settings) whereToLook(err error) string {
	var unknown *lessons.UnknownError
	lesson := errors.As(err, &unknown)
	switch {
	case lesson && s.spoken == "zh":
		return "可用 `vethlab list` 查看有哪些课程。"
	case lesson:
		return "`vethlab list` tells which there are."
	case s.spoken == "zh":
		return "可用 `vethlab --help` 查看用法。"
	}
	return "`vethlab --help` tells what there is."
}

func (s *settings) printRefusal(w io.Writer, r *sandbox.Refusal) {
	if s.lang == "zh" {
		fmt.Fprintf(w, "vethlab：这台机器不允许运行实验环境：%s\n", s.said(r.Error()))
		fmt.Fprintf(w, "  原因：%s\n", s.said(r.Why))
		fmt.Fprintf(w, "  解决办法：%s\n", s.said(r.Cure))
		fmt.Fprintln(w, "详情可用 `vethlab doctor` 查看；在此之前，可以用 `vethlab run 课程` 播放课程的录像。")
		return
	}
	fmt.Fprintf(w, "vethlab: this machine does not allow a lab: %v\n", r)
	fmt.Fprintf(w, "  why:  %s\n", r.Why)
	fmt.Fprintf(w, "  cure: %s\n", r.Cure)
	fmt.Fprintln(w, "`vethlab doctor` tells more; `vethlab run LESSON` plays a lesson's recording meanwhile.")
}

// inLab carries work out inside a lab. Where the program is not in one yet, it runs itself anew there, and ends as that
// did. Work runs beside the main thread, whose children are then only the orphans that the lab's first process has to
// reap. A machine that refuses gives a *sandbox.Refusal, with nothing printed.
func (s *settings) inLab(work func() error) error {
	inside, code, err := sandbox.Enter()
	switch {
	case err != nil:
		return &exitError{exitNotHere, err}
	case !inside:
		return status(code)
	}
	stop := sandbox.Reap()
	defer stop()
	done, calls := make(chan error), make(chan func())
	s.onMain = func(f func() error) error {
		failed := make(chan error)
		calls <- func() { failed <- f() }
		return <-failed
	}
	go func() { done <- work() }()
	for {
		select {
		case call := <-calls:
			call()
		case err := <-done:
			return err
		}
	}
}
