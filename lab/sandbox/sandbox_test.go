//go:build linux

package sandbox

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// enterHere in the environment makes the test binary a program that enters a sandbox, tells how it went, and does there what the
// variable says.
const (
	enterHere = "VETHLAB_TEST_ENTER"
	look      = "look"
	change    = "change"
	wait      = "wait"
)

func TestMain(m *testing.M) {
	if os.Getenv(enterHere) == "" {
		os.Exit(m.Run())
	}
	inside, status, err := Enter()
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal):
		fmt.Printf("refused %s: %v: %s: %s\n", refusal.Call, refusal.Err, refusal.Why, refusal.Cure)
		os.Exit(3)
	case err != nil:
		fmt.Println(err)
		os.Exit(1)
	case !inside:
		os.Exit(status)
	}
	if os.Getenv(enterHere) == wait {
		fmt.Println(ready)
		select {}
	}
	if os.Getenv(enterHere) == change {
		tellChanges()
	}
	tellInside()
}

// tellChanges tries to change a setting of the machine's, to what it is, and one of the network's, and tells how that went.
func tellChanges() {
	for _, path := range []string{"/proc/sys/vm/swappiness", "/proc/sys/net/ipv4/ip_forward"} {
		value, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, value, 0)
		}
		fmt.Println(err)
	}
	os.Exit(0)
}

// tellInside tells what a lab's process sees, and ends with a status of its own.
func tellInside() {
	host, _ := os.ReadDir("/sys/class/net")
	names, err := os.ReadDir("/run/netns")
	fmt.Printf("pid %d uid %d links %d names %d %v args %q\n", os.Getpid(), os.Getuid(), len(host), len(names), err, os.Args[1:])
	os.Exit(42)
}

// enter runs the test binary as that program, after some lines of shell in user, mount and net namespaces of its own.
func enter(t *testing.T, before string, words ...string) (out string, status int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, words...)
	if before != "" {
		script := before + "\n" + `exec "$0" "$@"`
		c = exec.Command("unshare", append([]string{"--user", "--map-root-user", "--mount", "--net", "sh", "-ec", script, self}, words...)...)
	}
	c.Env = append(os.Environ(), enterHere+"="+look)
	text, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return string(text), c.ProcessState.ExitCode()
}

// TestEnter holds what is around a lab: it is process 1 and root, it has its own links and names, and its status is told.
func TestEnter(t *testing.T) {
	out, status := enter(t, "", "a b", "-c")
	if status == 3 && os.Getenv("CI") == "" {
		t.Skip(out)
	}
	want := "pid 1 uid 0 links 1 names 0 <nil> args [\"a b\" \"-c\"]\n"
	if out != want || status != 42 {
		t.Errorf("unexpected lab:\nwant %sgot  %sstatus: want 42, got %d", want, out, status)
	}
}

// TestSettings holds that a lab changes the network's settings and not the machine's, whoever opened it.
func TestSettings(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), enterHere+"="+change)
	out, err := c.CombinedOutput()
	if c.ProcessState.ExitCode() == 3 && os.Getenv("CI") == "" {
		t.Skipf("%s", out)
	}
	machine, network, _ := strings.Cut(string(out), "\n")
	if err != nil || !strings.Contains(machine, "/proc/sys/vm/swappiness: ") || network != "<nil>\n" {
		t.Errorf("unexpected outcome: want one refusal, got %v, %s", err, out)
	}
}

// TestRefused makes the kernel refuse, in each way that a test can bring about, and holds that the cause and its cure are told.
func TestRefused(t *testing.T) {
	for _, test := range []struct{ name, before, want string }{
		{"net", "echo 0 >/proc/sys/user/max_net_namespaces",
			"refused clone: no space left on device: user.max_net_namespaces is 0: no such namespace may be made: " +
				"sudo sysctl -w user.max_net_namespaces=15000"},
		{"pid", "echo 0 >/proc/sys/user/max_pid_namespaces", "sudo sysctl -w user.max_pid_namespaces=15000"},
		{"mnt", "echo 0 >/proc/sys/user/max_mnt_namespaces", "sudo sysctl -w user.max_mnt_namespaces=15000"},
		// As in a container: what its maker mounted cannot be taken away by those inside.
		{"masked proc", `mount -t tmpfs none /proc/irq; exec unshare --user --map-root-user --mount "$0"`,
			"refused mount proc on /proc: operation not permitted: parts of /proc or /sys are masked here, as in a plain container: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, status := enter(t, test.before)
			if !strings.Contains(out, test.want) || status != 3 {
				t.Errorf("unexpected refusal: want %q\ngot  %s(status %d)", test.want, out, status)
			}
		})
	}
}
