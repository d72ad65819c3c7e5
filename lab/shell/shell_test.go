//go:build linux

package shell

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
)

// newShell gives a shell in a fresh namespace of the test's own.
func newShell(t *testing.T) *Shell {
	t.Helper()
	host, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	k := kernel.New(host)
	s, err := New(Config{Kernel: k, Host: host, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		k.Close()
		host.Close()
	})
	return s
}

// TestRunKeepsState runs lines one by one, as a lesson does: variables, functions, folder and nested shells stay.
func TestRunKeepsState(t *testing.T) {
	s := newShell(t)
	for _, c := range []struct {
		line, output, prompt string
		status               int
	}{
		{"a=1; export b=2", "", "# ", 0},
		{"f() { echo f $a; }; mkdir d; cd d", "", "# ", 0},
		{"f; echo ${PWD##*/}", "f 1\nd\n", "# ", 0},
		{"false", "", "# ", 1},
		{"echo $?", "1\n", "# ", 0},
		{"echo $((08)); echo not reached", "bash: 08: value too great for base (error token is \"08\")\n", "# ", 1},
		{"nosuch", "bash: nosuch: command not found\n", "# ", 127},
		{"echo a > /nonexistent/a", "bash: /nonexistent/a: No such file or directory\n", "# ", 1},
		{"echo ${none?}; echo not reached", "bash: none: parameter not set\n", "# ", 1},
		{"echo ${!none}; echo not reached", "bash: none: invalid indirect expansion\n", "# ", 1},
		{"set -u; echo $none; echo not reached", "bash: none: unbound variable\n", "# ", 1},
		{"set +u; for i in 1 2; do break x; done; echo not reached", "bash: break: x: numeric argument required\n", "# ", 1},
		{")", "bash: syntax error near unexpected token `)'\n", "# ", 2},
		{"echo $?", "2\n", "# ", 0},
		{"eval ')'", "bash: syntax error near unexpected token `)'\n", "# ", 2},
		{"ip netns add inner", "", "# ", 0},
		{"ip netns exec inner /bin/bash", "", "inner # ", 0},
		{"echo [$a] $b; ip -br link", "[] 2\nlo               DOWN           00:00:00:00:00:00 <LOOPBACK> \n", "inner # ", 0},
		{"exit 7", "", "# ", 7},
		{"echo $? $a", "7 1\n", "# ", 0},
		{"ip netns exec inner bash -c 'echo $0; exit 3'", "bash\n", "# ", 3},
		{"sudo -E -u root X=5 sh -c 'echo $X'", "5\n", "# ", 0},
		{"sudo -u nobody id", "vethlab: sudo -u nobody is not built in: a lab has one user, root\n", "# ", 1},
		{"sudo -i", "", "# ", 0},
		{"for i in 1 2; do\necho $i\ndone", "1\n2\n", "# ", 0},
		{"ip netns del inner", "", "# ", 0},
	} {
		var out bytes.Buffer
		status, err := s.Run(t.Context(), c.line, &out, &out)
		if err != nil {
			t.Fatalf("%s: %v", c.line, err)
		}
		if out.String() != c.output || status != c.status || s.Prompt() != c.prompt {
			t.Errorf("unexpected outcome of %q: want %q, %d, %q, got %q, %d, %q",
				c.line, c.output, c.status, c.prompt, out.String(), status, s.Prompt())
		}
	}
	if s.Exited() {
		t.Error("unexpected exit of the shell at the bottom")
	}
	if status, _ := s.Run(t.Context(), "exit 4; echo not reached", &bytes.Buffer{}, &bytes.Buffer{}); status != 4 || !s.Exited() {
		t.Errorf("unexpected end: want status 4 and exited, got %d, %v", status, s.Exited())
	}
}

// TestRunEnds ends what would run for ever: a loop, a program with a child, what comes after a ping.
func TestRunEnds(t *testing.T) {
	for _, line := range []string{"while true; do :; done", "sh -c 'sleep 1000 & wait'", "ip link set lo up; ping -q 127.0.0.1; true", "ip link set lo up; while ping -q 127.0.0.1; do :; done"} {
		s := newShell(t)
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		_, err := s.Run(ctx, line, &bytes.Buffer{}, &bytes.Buffer{})
		cancel()
		if err == nil {
			t.Errorf("unexpected end of %q: want the context's error, got none", line)
		}
		var out bytes.Buffer
		if _, err := s.Run(t.Context(), "echo on", &out, &out); err != nil || out.String() != "on\n" {
			t.Errorf("unexpected shell after %q: want on, got %q, %v", line, out.String(), err)
		}
	}
}

// firstWrite calls then when it is written to for the first time.
type firstWrite struct {
	once sync.Once
	then func()
}

func (f *firstWrite) Write(p []byte) (int, error) {
	f.once.Do(f.then)
	return len(p), nil
}

// TestRunInterrupted ends a line whose last command handles the interrupt, and whose status is its own then.
func TestRunInterrupted(t *testing.T) {
	for line, want := range map[string]int{
		"ping -q 127.0.0.1": 0, "ip netns exec t ping -q 127.0.0.1": 0, "ping -q 192.0.2.2": 1,
		`env bash -c 'trap "exit 7" INT; echo begun; while :; do sleep 0.01; done'`: 7,
	} {
		s := newShell(t)
		const net = "ip link set lo up; ip netns add t; ip -n t link set lo up; ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; ip addr add 192.0.2.1/24 dev v0"
		var out bytes.Buffer
		if status, err := s.Run(t.Context(), net, &out, &out); status != 0 || err != nil {
			t.Fatalf("unexpected outcome: %d, %v, %s", status, err, out.String())
		}
		ctx, cancel := context.WithCancel(t.Context())
		// Each says that it has begun; a ping is then given the time for an answer.
		began := &firstWrite{then: func() { time.AfterFunc(300*time.Millisecond, cancel) }}
		status, err := s.Run(ctx, line, began, io.Discard)
		cancel()
		if status != want || err != nil {
			t.Errorf("unexpected end of %q: want status %d, got %d, %v", line, want, status, err)
		}
		if status, err := s.Run(t.Context(), "ip netns del t", io.Discard, io.Discard); status != 0 || err != nil {
			t.Fatalf("unexpected outcome: %d, %v", status, err)
		}
	}
}

// TestExitAfterInterrupt leaves a shell whose last command was interrupted: that is no error any more.
func TestExitAfterInterrupt(t *testing.T) {
	s := newShell(t)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, cancel)
	if status, err := s.Run(ctx, "while true; do true; done", io.Discard, io.Discard); status != 130 || err == nil {
		t.Errorf("unexpected end: want status 130 and an error, got %d, %v", status, err)
	}
	if status, err := s.Run(t.Context(), "exit", io.Discard, io.Discard); status != 130 || err != nil || !s.Exited() {
		t.Errorf("unexpected exit: want status 130, got %d, %v", status, err)
	}
}

// TestBrokenPipe ends our own commands as SIGPIPE ends a program, where nobody reads what they print.
func TestBrokenPipe(t *testing.T) {
	s := newShell(t)
	if status, err := s.Run(t.Context(), "ip link set lo up; ip netns add inner", io.Discard, io.Discard); status != 0 || err != nil {
		t.Fatalf("unexpected outcome: %d, %v", status, err)
	}
	for _, line := range []string{
		"ip addr", "ip -n inner link", "ip netns exec inner ip link", "ip netns exec inner bash -c 'ip link'",
		"sysctl -a --pattern ^net", "ping -i 0.01 127.0.0.1", "sudo ip link", "ip link help 2>&1",
	} {
		var out bytes.Buffer
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		_, err := s.Run(ctx, "{ while "+line+" || [ $? = 255 ]; do :; done; "+line+"; echo $? >&2; } | true", &out, &out)
		cancel()
		if err != nil || out.String() != "141\n" {
			t.Errorf("unexpected outcome of %q: want 141, got %q, %v", line, out.String(), err)
		}
	}
	var out bytes.Buffer
	const goesOn = "{ ip netns exec inner bash -c 'while ip link; do :; done; echo on >&2'; } | true; ip netns del inner"
	if _, err := s.Run(t.Context(), goesOn, &out, &out); err != nil || out.String() != "on\n" {
		t.Errorf("unexpected end of a shell whose commands write to nobody: want on, got %q, %v", out.String(), err)
	}
}

// TestKill ends a program in the background by its $!.
func TestKill(t *testing.T) {
	s := newShell(t)
	var out bytes.Buffer
	status, err := s.Run(t.Context(), "sleep 1000 & kill $!; wait $!; echo $?", &out, &out)
	if err != nil || status != 0 || !strings.HasSuffix(out.String(), "143\n") {
		t.Errorf("unexpected outcome: want 143, got %q, %d, %v", out.String(), status, err)
	}
}

// TestKillByName ends a command of our own by its name, as pkill and killall do.
func TestKillByName(t *testing.T) {
	for _, line := range []string{"killall ping", "pkill pin", "pkill -f 'ping -q'", "pkill --signal 15 -x ping"} {
		s := newShell(t)
		var out bytes.Buffer
		_, err := s.Run(t.Context(), "ip link set lo up; ping -q 127.0.0.1 & sleep 0.2; "+line+"; echo $?; wait $!; echo $?", &out, &out)
		if err != nil || !strings.HasSuffix(out.String(), "\n0\n143\n") {
			t.Errorf("unexpected outcome of %q: want 0 and 143, got %q, %v", line, out.String(), err)
		}
	}
}

// TestNotBuiltIn tells what only iproute2 and bridge-utils do, where they are not.
func TestNotBuiltIn(t *testing.T) {
	s := newShell(t)
	for _, c := range []struct{ line, want string }{
		{"ip xfrm state", "vethlab: ip xfrm is not built in, and there is no other ip here (in Debian: apt install iproute2)\n"},
		{"bridge vni", "vethlab: bridge vni is not built in, and there is no other bridge here (in Debian: apt install iproute2)\n"},
		{"ip link add g0 type geneve id 1 remote 192.0.2.1", "vethlab: ip link type \"geneve\" is not built in, and there is no other ip here (in Debian: apt install iproute2)\n"},
	} {
		var out bytes.Buffer
		if status, err := s.Run(t.Context(), "PATH=/nowhere; "+c.line, &out, &out); out.String() != c.want || status != 255 || err != nil {
			t.Errorf("unexpected outcome of %q: want %q, 255, got %q, %d, %v", c.line, c.want, out.String(), status, err)
		}
	}
}

// TestElsewhere says that a tool of the machine's does it, and leaves a slip to the tool's own words.
func TestElsewhere(t *testing.T) {
	s := newShell(t)
	for _, c := range []struct {
		line, want string
		status     int
	}{
		{"ip xfrm state", "vethlab: ip xfrm is not built in; /usr/sbin/ip does it\n", 0},
		{"ip xfrm stat3", "Usage: ip xfrm XFRM-OBJECT { COMMAND | help }\nwhere  XFRM-OBJECT := state | policy | monitor\n", 255},
		{"nft list rulset", "Error: syntax error, unexpected string\nlist rulset\n     ^^^^^^\n", 1},
		{"nft flush ruleset; nft -s list flowtables", "vethlab: nft -s list flowtables is not built in; /usr/sbin/nft does it\n", 0},
	} {
		var out bytes.Buffer
		if status, err := s.Run(t.Context(), c.line, &out, &out); out.String() != c.want || status != c.status || err != nil {
			t.Errorf("unexpected outcome of %q: want %q, %d, got %q, %d, %v", c.line, c.want, c.status, out.String(), status, err)
		}
	}
}

// TestGoesOn names the commands of which what they print cannot wait for their end.
func TestGoesOn(t *testing.T) {
	for line, want := range map[string]bool{
		"bridge mon": true, "ip -j monitor link": true, "ip vrf exec red bash": true, "nft -i": true, "nft list rulset": false, "ip xfrm state": false,
		"ip m": false,
	} {
		if got := slices.ContainsFunc(strings.Fields(line), goesOn); got != want {
			t.Errorf("%s: want %v, got %v", line, want, got)
		}
	}
}

// TestFiles offers the names of files as the namespace has them where one stands.
func TestFiles(t *testing.T) {
	s := newShell(t)
	h := &helper{shell: s, ctx: t.Context()}
	var out bytes.Buffer
	// The names of namespaces are the package's.
	defer func() {
		if _, err := s.Run(context.Background(), "exit; ip netns del n1", &out, &out); err != nil {
			t.Error(err)
		}
	}()
	const conf, class = "/proc/sys/net/ipv4/conf/", "/sys/class/net/"
	for _, test := range []struct{ line, prefix, want string }{
		{"ip netns add n1; ip link add v0 netns n1 type veth peer name v1", conf + "v", conf + "v1/"},
		{"ip netns exec n1 bash", conf + "v", conf + "v0/"},
		{"cd /sys/class/net", class + "v", class + "v0"},
		{"true", "v", "v0"},
		{"cd /", "sys/class/net/v", "sys/class/net/v0"},
	} {
		if _, err := s.Run(t.Context(), test.line, &out, &out); err != nil {
			t.Fatal(err)
		}
		if got := h.files(test.prefix); !slices.Equal(got, []string{test.want}) {
			t.Errorf("unexpected names that begin with %s after %q: want %s, got %q", test.prefix, test.line, test.want, got)
		}
	}
}

// TestBeyond tells what of bash's language the shell would do wrongly, and goes on with the next line.
func TestBeyond(t *testing.T) {
	library := filepath.Join(t.TempDir(), "library.sh")
	if err := os.WriteFile(library, []byte("coproc cat\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const after = " is not built in; `bash FILE` runs a script by bash itself\n"
	for _, test := range []struct {
		line, want string
		status     int
	}{
		{"x=eth0; echo ${x/#eth/veth}", "${x/#…}", 2},
		{"p=x; echo ${!p:-none}", "${!p…} with more than a name", 2},
		{"a=(1 2); echo $((a[0]++))", "to change an element of an array in arithmetic", 2},
		{"source " + library, library + ": coproc", 2},
		{"f() { echo ${PIPESTATUS[0]}; }", "PIPESTATUS (the statuses of a pipe's parts) here", 2},
		{"x=3+4\necho $(($x*2)); echo never", "$x*2, where that is 3+4*2,", 1},
		{"x=y=3\necho $((x)); echo never", "y=3 in arithmetic", 1},
		{"cat 3<<<word", "such a redirection", 1},
		{"coproc cat", "coproc", 2},
		{"eval 'echo ${PIPESTATUS[0]}'", "PIPESTATUS (the statuses of a pipe's parts) here", 2},
		{"trap 'coproc cat' EXIT", "coproc", 2},
		{"eval 'let a[0]+=2'", "to change an element of an array in arithmetic", 2},
	} {
		s := newShell(t)
		var out bytes.Buffer
		status, err := s.Run(t.Context(), test.line, &out, &out)
		if out.String() != "bash: "+test.want+after || status != test.status || err != nil {
			t.Errorf("unexpected outcome of %q: want %q, %d, got %q, %d, %v", test.line, test.want, test.status, out.String(), status, err)
		}
		out.Reset()
		if _, err := s.Run(t.Context(), "echo $?", &out, &out); out.String() != fmt.Sprintln(test.status) || err != nil {
			t.Errorf("unexpected status after %q: want %d, got %q, %v", test.line, test.status, out.String(), err)
		}
	}
}

// TestDeepFunction ends a function that calls itself for ever, and goes on; one that calls itself a thousand times does its work.
func TestDeepFunction(t *testing.T) {
	s := newShell(t)
	var out bytes.Buffer
	for _, line := range []string{
		"f() { f; }; f; echo not reached", "echo next $?", "g() { [ $1 -eq 0 ] || g $(($1-1)); }; g 1000; echo done $?",
	} {
		if _, err := s.Run(t.Context(), line, &out, &out); err != nil {
			t.Fatal(err)
		}
	}
	if want := "bash: f: maximum function nesting level exceeded\nnext 1\ndone 0\n"; out.String() != want {
		t.Errorf("unexpected words: want %q, got %q", want, out.String())
	}
}
