//go:build linux

package sandbox

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// ready is what the waiting program says when it is inside.
const ready = "ready"

// waiting starts the test binary as a program that waits in a sandbox, without a terminal.
func waiting(t *testing.T) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), enterHere+"="+wait)
	c.Stderr = os.Stderr
	// A group of its own is one that its parent may stop and let go on, as a shell's job.
	c.SysProcAttr = &unix.SysProcAttr{Setpgid: true}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	switch line, err := bufio.NewReader(out).ReadString('\n'); {
	case strings.HasPrefix(line, "refused") && os.Getenv("CI") == "":
		t.Skip(line)
	case line != ready+"\n":
		t.Fatalf("unexpected word of the program: want %s, got %q, %v", ready, line, err)
	}
	return c
}

// labOf is the process inside that c started.
func labOf(t *testing.T, c *exec.Cmd) int {
	t.Helper()
	for _, thread := range names(t, fmt.Sprintf("/proc/%d/task", c.Process.Pid)) {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/children", c.Process.Pid, thread))
		if err != nil {
			t.Fatal(err)
		}
		var pid int
		if _, err := fmt.Sscan(string(text), &pid); err == nil {
			return pid
		}
	}
	t.Fatal("the program has no child")
	return 0
}

func names(t *testing.T, path string) []string {
	t.Helper()
	entries, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

// TestSignals ends a lab by each signal that ends a program, inside and outside: its status is what a shell says of it.
func TestSignals(t *testing.T) {
	for _, s := range []unix.Signal{unix.SIGINT, unix.SIGQUIT, unix.SIGTERM, unix.SIGHUP, unix.SIGKILL} {
		for _, inside := range []bool{false, true} {
			if s == unix.SIGKILL && !inside {
				// Then nobody is left to tell a status.
				continue
			}
			t.Run(fmt.Sprintf("%v inside %v", s, inside), func(t *testing.T) {
				c := waiting(t)
				pid := c.Process.Pid
				if inside {
					pid = labOf(t, c)
				}
				if err := unix.Kill(pid, s); err != nil {
					t.Fatal(err)
				}
				_ = c.Wait()
				if got, want := c.ProcessState.ExitCode(), 128+int(s); got != want {
					t.Errorf("unexpected status: want %d, got %d", want, got)
				}
			})
		}
	}
}

// TestStop stops a lab by the key of a terminal and lets it go on, as a shell's Ctrl-Z and fg do.
func TestStop(t *testing.T) {
	c := waiting(t)
	lab, err := unix.PidfdOpen(labOf(t, c), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(lab)
	if err := unix.Kill(c.Process.Pid, unix.SIGTSTP); err != nil {
		t.Fatal(err)
	}
	if err := unix.Waitid(unix.P_PID, c.Process.Pid, nil, unix.WSTOPPED, nil); err != nil {
		t.Fatalf("wait until it has stopped: %v", err)
	}
	if got := state(t, labOf(t, c)); got != "T" {
		t.Errorf("unexpected state of the lab: want T, stopped, got %s", got)
	}
	// The lab ends by the second only when the first lets it go on.
	for _, s := range []unix.Signal{unix.SIGCONT, unix.SIGTERM} {
		if err := unix.Kill(c.Process.Pid, s); err != nil {
			t.Fatal(err)
		}
	}
	_ = c.Wait()
	if got, want := c.ProcessState.ExitCode(), 128+int(unix.SIGTERM); got != want {
		t.Errorf("unexpected status: want %d, got %d", want, got)
	}
}

// TestKilledOutside holds that the lab ends with the process outside, though nobody can tell it.
func TestKilledOutside(t *testing.T) {
	c := waiting(t)
	lab, err := unix.PidfdOpen(labOf(t, c), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(lab)
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	const patience = 10_000 // milliseconds
	if n, err := unix.Poll([]unix.PollFd{{Fd: int32(lab), Events: unix.POLLIN}}, patience); n != 1 {
		t.Errorf("the lab lives on: %v", err)
	}
}

// state is the letter of a process's state (proc(5), stat).
func state(t *testing.T, pid int) string {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), ") ")
	return after[:1]
}
