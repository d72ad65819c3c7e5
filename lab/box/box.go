//go:build linux

// Package box is vethlab called by another name: the programs of a container's root, which are one binary, as busybox(1) is.
package box

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
	"mvdan.cc/sh/v3/syntax"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/shell"
	"vethlab/lab/tool"
)

// Names are the names under which the binary is a program of a container, sorted.
func Names() []string {
	return slices.Sorted(maps.Keys(programs()))
}

// programs are all of them; nil stands for what a shell carries out.
func programs() map[string]tool.Program {
	all := tool.Programs()
	for _, name := range strings.Fields("bash brctl bridge ip nft ping sh sysctl") {
		all[name] = nil
	}
	return all
}

// Main carries out the program that argv[0] names, in the namespaces of this process, and gives its exit status; ok is false where
// that is none of Names. It calls begun when a signal ends the program as it should.
func Main(argv []string, begun func()) (status int, ok bool) {
	name := filepath.Base(argv[0])
	run, ok := programs()[name]
	switch {
	case !ok:
		return 0, false
	case run != nil:
		return carryOut(run, append([]string{name}, argv[1:]...), begun), true
	}
	begun()
	if name == "sh" || name == "bash" {
		return say(shellMain(argv)), true
	}
	return say(one(append([]string{name}, argv[1:]...))), true
}

func say(status int, err error) int {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return max(status, 1)
	}
	return status
}

// carryOut runs a program that needs no shell. It ends at a signal too: the first process of a pid namespace has none but those that
// it handles.
func carryOut(run tool.Program, argv []string, begun func()) int {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT, unix.SIGHUP)
	begun()
	var relay sync.WaitGroup
	relay.Go(func() {
		if s, ok := <-signals; ok {
			cancel(ended{s.(unix.Signal)})
		}
	})
	status := run(ctx, tool.Process{Argv: argv, Env: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr})
	signal.Stop(signals)
	close(signals)
	relay.Wait()
	var by ended
	if errors.As(context.Cause(ctx), &by) {
		return 128 + int(by.Signal)
	}
	return status
}

// ended is a program that a signal has ended.
type ended struct{ unix.Signal }

func (e ended) Error() string { return e.String() }

// open gives a shell in the namespace in which this process is.
func open() (*shell.Shell, func(), error) {
	here, err := netns.Current()
	if err != nil {
		return nil, nil, err
	}
	k := kernel.New(here)
	hostname, err := os.Hostname()
	if err != nil {
		return nil, nil, err
	}
	sh, err := shell.New(shell.Config{
		Kernel: k, Host: here, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Prompt: "root@" + hostname + ":/# ",
	})
	if err != nil {
		return nil, nil, err
	}
	return sh, func() { sh.Close(); k.Close(); here.Close() }, nil
}

// one carries out a single command of the shell's.
func one(argv []string) (int, error) {
	words := make([]string, len(argv))
	for i, w := range argv {
		quoted, err := syntax.Quote(w, syntax.LangBash)
		if err != nil {
			return 1, err
		}
		words[i] = quoted
	}
	return script(argv[0], strings.Join(words, " "), nil)
}

func script(name, text string, args []string) (int, error) {
	sh, done, err := open()
	if err != nil {
		return 1, err
	}
	defer done()
	return sh.Script(context.Background(), name, strings.NewReader(text), args...)
}

func shellMain(argv []string) (int, error) {
	words := argv[1:]
	for len(words) > 0 && (words[0] == "-l" || words[0] == "-i" || words[0] == "--login") {
		words = words[1:]
	}
	switch {
	case len(words) > 1 && words[0] == "-c":
		name, args := argv[0], []string(nil)
		if len(words) > 2 {
			name, args = words[2], words[3:]
		}
		return script(name, words[1], args)
	case len(words) > 0 && !strings.HasPrefix(words[0], "-"):
		text, err := os.ReadFile(words[0])
		if err != nil {
			return 127, err
		}
		return script(words[0], string(text), words[1:])
	case len(words) > 0:
		return 2, fmt.Errorf("%s: %s: invalid option", argv[0], words[0])
	}
	sh, done, err := open()
	if err != nil {
		return 1, err
	}
	defer done()
	if term.IsTerminal(0) {
		return sh.Interact(context.Background())
	}
	return sh.Script(context.Background(), argv[0], os.Stdin)
}
