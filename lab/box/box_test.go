//go:build linux

package box

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"vethlab/lab/sandbox/sandboxtest"
)

// The test binary is also the programs, as the real one is.
func TestMain(m *testing.M) {
	if status, ok := Main(os.Args, func() {
		// Whoever waits for the program's beginning has a fourth file.
		if os.Getenv("BEGUN") != "" {
			os.NewFile(3, "begun").Close()
		}
	}); ok {
		os.Exit(status)
	}
	sandboxtest.Main(m)
}

// bin is a folder with all the names.
func bin(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	// Executable has no name that stays in a test that was compiled by go test's own hand; its open file has.
	for _, name := range Names() {
		if err := os.Symlink("/proc/self/exe", filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func command(ctx context.Context, dir string, words ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "/proc/self/exe")
	c.Args, c.Env = words, append(os.Environ(), "PATH="+dir)
	return c
}

// TestPrograms calls programs by their names, from a shell and without one.
func TestPrograms(t *testing.T) {
	dir := bin(t)
	type outcome struct {
		Out, Err string
		Status   int
	}
	for _, test := range []struct {
		words []string
		input string
		want  outcome
	}{
		{[]string{"sh", "-c", "echo $0 $1; exit 7", "name", "one"}, "", outcome{Out: "name one\n", Status: 7}},
		{[]string{"/bin/sh"}, "echo from stdin\nfalse\n", outcome{Out: "from stdin\n", Status: 1}},
		{[]string{"bash", "-l", "-c", "for i in 1 2; do echo $i; done | wc -l"}, "", outcome{Out: "2\n"}},
		{[]string{"sh", "none.sh"}, "", outcome{Err: "open none.sh: no such file or directory\n", Status: 127}},
		{[]string{"sh", "-Z"}, "", outcome{Err: "sh: -Z: invalid option\n", Status: 2}},
		{[]string{"sh", "-c", "echo ("}, "", outcome{Err: "sh: line 1: syntax error near unexpected token `newline'\nsh: line 1: `echo ('\n", Status: 2}},
		{[]string{"sh", "-c", "none"}, "", outcome{Err: "sh: line 1: none: command not found\n", Status: 127}},
		{[]string{"sh", "-c", "kill -TERM $$; echo not reached"}, "", outcome{Status: -1}},
		{[]string{"cat"}, "as it is", outcome{Out: "as it is"}},
		{[]string{"ip", "link", "show", "none"}, "", outcome{Err: "Device \"none\" does not exist.\n", Status: 1}},
		{[]string{"ip", "-br", "link", "show", "lo"}, "", outcome{Out: "lo               DOWN           00:00:00:00:00:00 <LOOPBACK> \n"}},
		{[]string{"ip", "link", "add", "a b", "type", "dummy"}, "", outcome{Err: "Error: argument \"a b\" is wrong: \"dev\" not a valid ifname\n", Status: 255}},
		{[]string{"brctl", "show"}, "", outcome{}},
		{[]string{"sysctl", "-n", "net.ipv4.conf.lo.tag"}, "", outcome{Out: "0\n"}},
		{[]string{"nft", "list", "ruleset"}, "", outcome{}},
		{[]string{"ping", "-c", "1", "192.0.2.1"}, "", outcome{Err: "ping: connect: Network is unreachable\n", Status: 2}},
		{[]string{"bridge", "link"}, "", outcome{}},
	} {
		c := command(t.Context(), dir, test.words...)
		var out, complaints bytes.Buffer
		c.Stdin, c.Stdout, c.Stderr = strings.NewReader(test.input), &out, &complaints
		c.SysProcAttr = &unix.SysProcAttr{Cloneflags: unix.CLONE_NEWNET}
		// How it ended is in its state.
		_ = c.Run()
		got := outcome{out.String(), complaints.String(), c.ProcessState.ExitCode()}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("unexpected outcome of %q (-want +got):\n%s", test.words, diff)
		}
	}
}

// TestSignals ends programs as first processes of a pid namespace, where the kernel carries out no signal that is not handled.
func TestSignals(t *testing.T) {
	dir := bin(t)
	for _, test := range []struct {
		words  string
		signal unix.Signal
		want   int
	}{
		{"sleep 1000", unix.SIGTERM, 143}, {"sleep 1000", unix.SIGINT, 130}, {"sleep 1000", unix.SIGHUP, 129},
		{"cat", unix.SIGTERM, 143}, {"nc -l 8001", unix.SIGTERM, 143}, {"httpd -p 8002", unix.SIGTERM, 143},
		{"sh -c wait;sleep${IFS}1000", unix.SIGTERM, 143}, {"bash", unix.SIGTERM, 143},
	} {
		begun, begins, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		// It is at its own first instruction when the signal comes: that is when docker run has returned.
		c := command(t.Context(), dir, strings.Fields(test.words)...)
		c.Env, c.ExtraFiles = append(c.Env, "BEGUN=1"), []*os.File{begins}
		c.SysProcAttr = &unix.SysProcAttr{Cloneflags: unix.CLONE_NEWPID | unix.CLONE_NEWNET}
		// An input that does not end.
		if c.Stdin, _, err = os.Pipe(); err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		begins.Close()
		if n, err := begun.Read(make([]byte, 1)); n != 0 {
			t.Fatalf("unexpected word of %s: %v", test.words, err)
		}
		begun.Close()
		sockets, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/tcp", c.Process.Pid))
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Contains(test.words, "800"); want != strings.Contains(string(sockets), ":1F4") {
			t.Errorf("unexpected sockets of %s when it has begun: want one that listens %v, got\n%s", test.words, want, sockets)
		}
		if err := c.Process.Signal(test.signal); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait()
		if got := c.ProcessState.ExitCode(); got != test.want {
			t.Errorf("unexpected status of %s after %v: want %d, got %d", test.words, test.signal, test.want, got)
		}
	}
}

// TestNames holds that what a lesson calls is there.
func TestNames(t *testing.T) {
	for _, name := range strings.Fields("sh bash ip bridge brctl nft ping nc sleep cat ls hostname httpd wget curl sysctl readlink ln mkdir grep sort wc head tail cp touch") {
		if !slices.Contains(Names(), name) {
			t.Errorf("unexpected names: want %s among them, got %q", name, Names())
		}
	}
	if _, ok := Main([]string{"vethlab"}, func() { t.Error("unexpected beginning of what is no program of a container") }); ok {
		t.Error("unexpected program: want vethlab to be none")
	}
}
