//go:build linux

// Package box is vethlab called by another name: the programs of a container's root, which are one binary, as busybox(1) is.
package box

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
	"mvdan.cc/sh/v3/syntax"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/shell"
)

// Names are the names under which the binary is a program of a container, sorted.
func Names() []string {
	return []string{"bash", "hostname", "ip", "ping", "sh", "sleep", "sysctl"}
}

// Main carries out the program that argv[0] names, in the namespaces of this process, and gives its exit status; ok is false where
// that is none of Names.
func Main(argv []string) (status int, ok bool) {
	name := filepath.Base(argv[0])
	if !slices.Contains(Names(), name) {
		return 0, false
	}
	switch name {
	case "sleep":
		return sleep(argv[1:]), true
	case "hostname":
		text, _ := os.Hostname()
		fmt.Println(text)
		return 0, true
	case "sh", "bash":
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

// sleep ends at a signal too: the first process of a pid namespace has none but those that it handles.
func sleep(words []string) int {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT)
	var over <-chan time.Time
	if len(words) > 0 && words[0] != "infinity" {
		d, err := time.ParseDuration(words[0] + "s")
		if err != nil {
			fmt.Fprintf(os.Stderr, "sleep: invalid time interval '%s'\n", words[0])
			return 1
		}
		over = time.After(d)
	}
	select {
	case s := <-signals:
		return 128 + int(s.(unix.Signal))
	case <-over:
		return 0
	}
}

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
