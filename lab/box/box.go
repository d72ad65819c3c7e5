//go:build linux

// Package box is vethlab called by another name: the programs of a container's root, which are one binary, as busybox(1) is.
package box

import (
	"context"
	"fmt"
	"maps"
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
// that is none of Names. It calls begun, perhaps more than once, when a signal ends the program as it should, and a server listens.
func Main(argv []string, begun func()) (status int, ok bool) {
	name := filepath.Base(argv[0])
	run, ok := programs()[name]
	switch {
	case !ok:
		return 0, false
	case run != nil:
		ready := begun
		if slices.Contains(tool.Servers(), name) {
			begun = func() {}
		}
		return untilSignal(begun, func(ctx context.Context) int {
			return run(ctx, tool.Process{
				Argv: append([]string{name}, argv[1:]...), Env: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
				Ready: ready,
			})
		}, lastWords, unix.SIGTERM, unix.SIGHUP, unix.SIGINT), true
	}
	ends, words := []os.Signal{unix.SIGTERM, unix.SIGHUP, unix.SIGINT}, lastWords
	if name == "sh" || name == "bash" {
		// ^C is for what runs in a shell, which says nothing when it ends.
		ends, words = ends[:2], 0
	}
	shell := func(ctx context.Context) int {
		if name == "sh" || name == "bash" {
			return say(shellMain(ctx, argv))
		}
		return say(one(ctx, append([]string{name}, argv[1:]...)))
	}
	if os.Getpid() == 1 {
		return untilSignal(begun, shell, words, ends...), true
	}
	begun()
	return shell(context.Background()), true
}

func say(status int, err error) int {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return max(status, 1)
	}
	return status
}

// lastWords is how long a program that a signal ends may take for what it has to say: ping counts. One that waits for its input
// cannot be woken, and ends with the process.
const lastWords = 200 * time.Millisecond

// untilSignal runs a program that ends at a signal too: the first process of a pid namespace has none but those that it handles.
func untilSignal(begun func(), run func(ctx context.Context) int, words time.Duration, ends ...os.Signal) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, ends...)
	begun()
	done := make(chan int, 1)
	go func() { done <- run(ctx) }()
	select {
	case status := <-done:
		return status
	case s := <-signals:
		cancel()
		select {
		case <-done:
		case <-time.After(words):
		}
		return 128 + int(s.(unix.Signal))
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
		Lang: language(),
	})
	if err != nil {
		return nil, nil, err
	}
	return sh, func() { sh.Close(); k.Close(); here.Close() }, nil
}

// language is that of the container: English where it says nothing.
func language() string {
	if text, _ := os.ReadFile("/etc/locale.conf"); strings.HasPrefix(string(text), "LANG=zh") {
		return "zh"
	}
	return "en"
}

// one carries out a single command of the shell's.
func one(ctx context.Context, argv []string) (int, error) {
	words := make([]string, len(argv))
	for i, w := range argv {
		quoted, err := syntax.Quote(w, syntax.LangBash)
		if err != nil {
			return 1, err
		}
		words[i] = quoted
	}
	return script(ctx, argv[0], strings.Join(words, " "), nil)
}

func script(ctx context.Context, name, text string, args []string) (int, error) {
	sh, done, err := open()
	if err != nil {
		return 1, err
	}
	defer done()
	return sh.Script(ctx, name, strings.NewReader(text), args...)
}

func shellMain(ctx context.Context, argv []string) (int, error) {
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
		return script(ctx, name, words[1], args)
	case len(words) > 0 && !strings.HasPrefix(words[0], "-"):
		text, err := os.ReadFile(words[0])
		if err != nil {
			return 127, err
		}
		return script(ctx, words[0], string(text), words[1:])
	case len(words) > 0:
		return 2, fmt.Errorf("%s: %s: invalid option", argv[0], words[0])
	}
	sh, done, err := open()
	if err != nil {
		return 1, err
	}
	defer done()
	if term.IsTerminal(0) {
		return sh.Interact(ctx)
	}
	return sh.Script(ctx, argv[0], os.Stdin)
}
