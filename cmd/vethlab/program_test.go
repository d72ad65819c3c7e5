package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain builds the program once; the tests of this package run it as a person would.
func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "vethlab-test-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		program := filepath.Join(dir, "vethlab")
		// As the README installs it.
		build := exec.Command("go", "build", "-o", program, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
			return 1
		}
		os.Setenv("VETHLAB_TEST_PROGRAM", program)
		if out, err := exec.Command(program, "sh", "-c", "true").CombinedOutput(); err != nil {
			os.Setenv("VETHLAB_TEST_REFUSED", string(out))
		}
		return m.Run()
	}())
}

// program is the path of the binary that TestMain built.
func program() string { return os.Getenv("VETHLAB_TEST_PROGRAM") }

// needLab leaves a test out on a machine that allows no lab.
func needLab(t testing.TB) {
	t.Helper()
	if refused := os.Getenv("VETHLAB_TEST_REFUSED"); refused != "" {
		need(t, refused)
	}
}

// environment is a clean one, with a state folder of the test's own.
func environment(t testing.TB, extra ...string) []string {
	t.Helper()
	home := t.TempDir()
	return append([]string{
		"PATH=" + os.Getenv("PATH") + ":/usr/sbin:/sbin", "HOME=" + home, "XDG_STATE_HOME=" + home + "/state",
		"XDG_CONFIG_HOME=" + home + "/config", "TERM=xterm-256color", "LANG=C.UTF-8",
	}, extra...)
}

// ownLesson is a lesson in a file; it has the id of another.
const ownLesson = "---\nid: veth\ntitle: Mine\nsummary: One.\nminutes: 1\nneeds: []\n---\n\n" +
	"## First\n\n```console\n$ ip netns add red\n```\n\n" +
	"## Your turn: a second\n\n<details><summary>Solution</summary>\n\n```console\n$ ip netns add blue\n```\n\n</details>\n"

// result is what a run of the program left.
type result struct {
	out, err string
	status   int
}

// play runs the program without a terminal, with stdin as its standard input.
func play(t *testing.T, stdin string, words ...string) result {
	t.Helper()
	return command(t, stdin, exec.Command(program(), words...))
}

func command(t *testing.T, stdin string, c *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(stdin), &out, &errs
	if c.Env == nil {
		c.Env = environment(t)
	}
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", c, err)
	}
	return result{out.String(), errs.String(), c.ProcessState.ExitCode()}
}

// withoutLab is a command in which the kernel refuses new network namespaces.
func withoutLab(t *testing.T, words ...string) *exec.Cmd {
	t.Helper()
	return without(t, "net", words...)
}

// without runs the program where no namespace of a kind, as in user.max_net_namespaces, can be made.
func without(t *testing.T, kind string, words ...string) *exec.Cmd {
	t.Helper()
	if _, err := exec.LookPath("unshare"); err != nil {
		need(t, "util-linux's unshare is not installed")
	}
	refuse := `echo 0 >/proc/sys/user/max_` + kind + `_namespaces && exec "$0" "$@"`
	return exec.Command("unshare", append([]string{"--user", "--map-root-user", "sh", "-c", refuse, program()}, words...)...)
}

// need leaves a test out where the machine lacks what it needs; CI has everything.
func need(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}
