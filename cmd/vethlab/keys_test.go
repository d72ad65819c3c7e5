//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestKeysOfScript presses the keys of a terminal while a script runs, in a terminal of its own.
func TestKeysOfScript(t *testing.T) {
	needLab(t)
	const interrupt, suspend, end = "\x03", "\x1a", "\x04"
	for _, test := range []struct {
		name, script string
		begun, keys  string
		want         []string
		status       int
	}{
		{"interrupt", "echo begun; sleep 1000; echo never", "begun", interrupt, nil, 130},
		{"interrupt of a loop", "while :; do echo begun; sleep 1000; done", "begun", interrupt, nil, 130},
		{"interrupt of a pipeline", "echo begun; sleep 1000 | cat; echo never", "begun", interrupt, nil, 130},
		{"interrupt of no program", "echo begun; while :; do :; done", "begun", interrupt, nil, 130},
		{"interrupt of ping", "ip link set lo up; ping 127.0.0.1; echo after $?", "icmp_seq=1 ", interrupt,
			[]string{"--- 127.0.0.1 ping statistics ---", "0% packet loss", "after 0"}, 0},
		{"interrupt of a program that handles it", `perl -MPOSIX -e '$SIG{INT} = sub { _exit 7 }; $| = 1; print "begun\n"; sleep 1 while 1'; echo after $?`, "begun", interrupt,
			[]string{"after 7"}, 0},
		{"interrupt of a program that counts it", `perl -e '$SIG{INT} = sub { $n++ }; $| = 1; print "begun\n"; select(undef, undef, undef, 0.1) for 1 .. 4; print "$n time\n"'`, "begun", interrupt,
			[]string{"1 time"}, 0},
		{"interrupt of ping that is trapped", "trap 'echo caught' INT; ip link set lo up; ping 127.0.0.1; echo after $?", "icmp_seq=1 ", interrupt,
			[]string{"caught", "after 0"}, 0},
		{"interrupt of ping before a program", "ip link set lo up; ping 127.0.0.1 | cat; echo after $?", "icmp_seq=1 ", interrupt, []string{"after 130"}, 0},
		{"interrupt that is trapped", "trap 'echo caught' INT; echo begun; sleep 1000; echo after $?", "begun", interrupt, []string{"caught", "after 130"}, 0},
		{"interrupt that ends it", "trap 'echo bye' EXIT\ntrap 'exit 7' INT\necho begun; sleep 1000; echo never", "begun", interrupt, []string{"bye"}, 7},
		{"interrupt of what is kept", "ip link set lo up; echo begun; x=$(ping 127.0.0.1); echo never", "begun", interrupt, nil, 130},
		{"interrupt with an end", "trap 'echo bye' EXIT; echo begun; sleep 1000; echo never", "begun", interrupt, []string{"bye"}, 130},
		{"a program reads", "echo begun; tr a-z A-Z; echo after", "begun", "word\n" + end, []string{"WORD", "after"}, 0},
		{"quit", "echo begun; sleep 1000", "begun", "\x1c", nil, 131},
		// Nobody could let it go on.
		{"suspend without a shell", "echo begun; read word; echo $word after", "begun", suspend + "word\n", []string{"word after"}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := open(t, 80, 24, exec.Command(program(), "sh", "-c", test.script))
			m.shows(test.begun)
			m.send(test.keys)
			if status := m.status(); status != test.status {
				t.Errorf("unexpected status: want %d, got %d", test.status, status)
			}
			m.shows(test.want...)
			if screen := m.text(); strings.Contains(screen, "never") || strings.Contains(screen, "goroutine") || strings.Contains(screen, "context") {
				t.Errorf("unexpected screen:\n%s", screen)
			}
		})
	}
}

// TestSuspend stops a script by the key of a terminal, and lets it go on, from a shell.
func TestSuspend(t *testing.T) {
	needLab(t)
	script := "echo begun\nread word\necho $word after\n"
	shell := exec.Command("bash", "--norc", "--noprofile", "-i")
	shell.Dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(shell.Dir, "script"), []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	shell.Env = environment(t, "PS1=$ ", "PATH="+filepath.Dir(program())+":"+os.Getenv("PATH"))
	m := open(t, 80, 24, shell)
	m.send("vethlab sh script\r")
	m.shows("begun")
	m.send("\x1a")
	m.shows("Stopped")
	m.send("echo in the sh''ell\r")
	told := strings.Count(m.shows("in the shell"), "vethlab sh script")
	m.send("fg\r")
	m.until("word that it goes on", func(screen string) bool { return strings.Count(screen, "vethlab sh script") > told })
	m.send("word\r")
	m.shows("word after")
	m.send("exit $?\r")
	if status := m.status(); status != 0 {
		t.Errorf("unexpected status: want 0, got %d", status)
	}
}

// TestPromptHelps completes, marks and explains at the prompt of vethlab sh, and keeps what was typed for the next start.
func TestPromptHelps(t *testing.T) {
	needLab(t)
	state := "XDG_STATE_HOME=" + t.TempDir()
	start := func(words ...string) *terminal {
		c := exec.Command(program(), append([]string{"sh"}, words...)...)
		c.Env = environment(t, state)
		m := open(t, 100, 24, c)
		m.shows("#")
		return m
	}
	m := start("--lang", "zh")
	m.send("ip netns add red\r")
	m.send("ip netns ex\tr\tip li\t\r")
	m.shows("ip netns exec red ip link", "1: lo: <LOOPBACK>")
	m.send("xyzzy \x0f")
	m.shows("ip bridge brctl")
	m.send("\x15ip link set l\x0f")
	m.shows("[dev DEV]", "网络设备")
	m.send("\x15ip frob x\r")
	m.shows("→ 不认识这个词。")
	if !strings.Contains(m.bytes(), "\x1b[4;31mfrob") {
		t.Errorf("the wrong word is not marked")
	}
	m.send("ip link )\r")
	m.shows("→ 这个词或符号的位置不对")
	m.send("exec red2 ip addr\r")
	m.shows("bash: exec: red2: not found")
	m.send("ip link add v0 type veth\rip addr add 10.0.0.1 dev v0\r")
	m.shows("→ 10.0.0.1 独自成为一个网络（/32）")
	if _, err := exec.LookPath("iptables"); err == nil {
		m.send("docker ps; iptables -L\r")
		m.shows("→ 这些规则是 nftables 自己的")
	}
	m.send("exit 3\r")
	if status := m.status(); status != 3 {
		t.Errorf("unexpected status: want 3, got %d", status)
	}
	m = start()
	m.send("\x12red ip")
	m.shows("ip netns exec red ip link")
	m.send("\x03")
	m.send("exit 0\r")
	if status := m.status(); status != 0 {
		t.Errorf("unexpected status: want 0, got %d", status)
	}
}

// prompt opens vethlab sh in a terminal, with variables on top of its environment.
func prompt(t *testing.T, variables ...string) *terminal {
	t.Helper()
	needLab(t)
	c := exec.Command(program(), "sh")
	c.Env = environment(t, variables...)
	m := open(t, 100, 24, c)
	m.shows("#")
	return m
}

// leave leaves the prompt, which must still be there, with a status of its own.
func (m *terminal) leave() {
	m.t.Helper()
	m.send("exit 7\r")
	if status := m.status(); status != 7 {
		m.t.Errorf("unexpected status: want 7, got %d; screen:\n%s", status, m.text())
	}
}

// empty waits until the screen ends with an empty prompt.
func (m *terminal) empty(prompt string) {
	m.t.Helper()
	m.until("empty prompt", func(screen string) bool { return strings.HasSuffix(strings.TrimRight(screen, " \n"), prompt) })
}

// TestPromptSuspend presses the key that suspends where nothing runs: it does nothing.
func TestPromptSuspend(t *testing.T) {
	m := prompt(t)
	m.send("echo be\x1afore\r")
	m.empty("\nbefore\n#")
	m.send("\x1a\x03")
	m.empty("^C\n#")
	m.send("echo be''gun; sleep 1; echo sle''pt\r")
	m.shows("\nbegun")
	m.send("\x1a")
	m.shows("vethlab: ctrl+z stops nothing here", "\nslept")
	m.send("ip link set lo up; ping 127.0.0.1\r")
	m.shows("icmp_seq=1 ")
	m.send("\x1a")
	m.shows("icmp_seq=2 ", "ctrl+z stops nothing here")
	m.send("\x03")
	m.shows("ping statistics")
	m.leave()
}

// TestPromptAdvises explains an error by what its own line said, on either stream, our commands' and the machine's; a program still
// has the terminal.
func TestPromptAdvises(t *testing.T) {
	m := prompt(t)
	const device, program = "→ There is no device", "→ There is no such program here."
	m.send("ip link set nope up; true\r")
	m.send("ip link frob >(\r\x03frobnicate link\r")
	if screen := m.shows(program); strings.Contains(screen, device) {
		t.Errorf("a line is explained by what an earlier one said:\n%s", screen)
	}
	m.send("clear\r")
	for _, test := range []struct{ line, says string }{
		{"mkdir /", "→ It is there already."},
		{"ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; ip addr add 10.0.0.1/24 dev v0; ping -c1 -W1 10.0.0.2", "→ Nobody in the lab has the address 10.0.0.2: `ip addr add 10.0.0.2/24 dev v1` gives it to a device."},
		{"ip netns add red; ip link add v2 type veth peer name v3; ip link set v2 up", ""},
		{"ip link set v2 netns red", "→ A device that moves is switched off: `ip netns exec red ip link set v2 up`"},
		{"A=42", ""},
		{"echo was $A", "was 42"},
		{"ip exec red ip -br link", "→ Was `ip netns exec red ip -br link` meant? tab writes it."},
		{"\t show dev lo", "LOOPBACK>"},
		{"/bin/bash -c '[ -t 1 ] && [ -t 2 ] && echo bash sees $((40+2))'", "bash sees 42"},
		{"[ -t 1 ] && [ -t 2 ] && echo we see $((40+2))", "we see 42"},
	} {
		m.send(test.line + "\r")
		m.shows(test.says)
	}
	m.send("clear\rdocker run -d --name web base httpd\rdocker exec -it web bash\r")
	m.shows("root@")
	m.send("docker ps\r")
	m.shows("→ Inside a container there is no docker")
	m.send("exit\r")
	m.until("the prompt again", func(screen string) bool { return strings.HasSuffix(strings.TrimSpace(screen), "\n#") })
	m.send("echo $((40+2))\r")
	if screen := m.shows("\n42"); strings.Count(screen, "→") != 1 {
		t.Errorf("what a prompt in a container told is told again:\n%s", screen)
	}
	m.leave()
}

// TestPromptAfter types on after programs that had the terminal: an interactive shell, which takes it for itself, and one of ours that was
// reading from it when ctrl+c ended it.
func TestPromptAfter(t *testing.T) {
	m := prompt(t)
	m.send("/bin/bash --norc -i\r")
	m.shows("bash-")
	m.send("exit\r")
	m.until("the prompt again", func(screen string) bool { return strings.HasSuffix(strings.TrimSpace(screen), "exit\n#") })
	m.send("echo $((40+2))\r")
	m.shows("\n42")
	m.send("nc -lk 127.0.0.1 5000 &\runtil nc -z 127.0.0.1 5000; do :; done; nc -v 127.0.0.1 5000\r")
	m.shows("succeeded!")
	m.send("\x03")
	m.empty("^C\n#")
	m.send("echo $((40+3))\r")
	m.shows("\n43")
	m.leave()
}

// TestPromptInterrupt drops the line, also where candidates are shown, one is picked, or the history is searched.
func TestPromptInterrupt(t *testing.T) {
	m := prompt(t)
	for _, keys := range []string{"ip ", "ip \t", "ip \t\t\t", "\x12ech", "for i in 1; do\r"} {
		m.send(keys)
		if strings.HasSuffix(keys, "\r") {
			m.empty("\n>")
			m.send("ip \t")
		}
		m.send("\x03")
		m.empty("^C\n#")
		m.send("clear\r")
		m.until("cleared screen", func(screen string) bool { return strings.TrimSpace(screen) == "#" })
	}
	m.leave()
}

// TestPromptWithoutColour marks a wrong word by a line under it alone.
func TestPromptWithoutColour(t *testing.T) {
	m := prompt(t, "NO_COLOR=1")
	m.send("ip frob x")
	m.until("marked word", func(string) bool { return strings.Contains(m.bytes(), "\x1b[4mfrob") })
	if strings.Contains(m.bytes(), "\x1b[3") || strings.Contains(m.bytes(), "\x1b[4;3") {
		t.Errorf("there are colours: %q", m.bytes())
	}
	m.send("\x03")
	m.empty("^C\n#")
	m.leave()
}

// TestPromptHistory lists what was typed.
func TestPromptHistory(t *testing.T) {
	m := prompt(t)
	m.send("true one\r")
	m.empty("# true one\n#")
	m.send("clear; history\r")
	m.empty("    1  true one\n    2  clear; history\n#")
	m.send("clear; history 1\r")
	m.empty("    3  clear; history 1\n#")
	m.leave()
}

// TestPromptSearch shows what is searched for beside what was found, until the search ends.
func TestPromptSearch(t *testing.T) {
	m := prompt(t)
	m.send("true one\r")
	m.empty("# true one\n#")
	m.send("\x12one")
	m.empty("# true one\nbck-i-search: one")
	m.send("zz")
	m.empty("# true one\nfailing bck-i-search: onezz")
	m.send("\x05 two")
	m.empty("\n# true one two")
	m.send("\x03")
	m.empty("^C\n#")
	// What is typed before the prompt stands is the terminal's own, which knows ctrl+r too.
	m.send("clear; echo first\r")
	m.empty("first\n#")
	m.send("typed\x12one")
	m.shows("bck-i-search: one")
	m.send("\x07")
	m.empty("first\n# typed")
	m.send("\x03")
	m.empty("^C\n#")
	m.send("clear; echo second\r")
	m.empty("second\n#")
	m.send("\x12one")
	m.shows("bck-i-search: one")
	m.send("\x1b")
	m.empty("second\n# true one")
	m.send("x\x05y")
	m.shows("# true xoney")
	m.send("\x03")
	m.leave()
}

// TestPromptJobs tells of jobs as they begin and when they have ended; those that go on do not hear of the keys.
func TestPromptJobs(t *testing.T) {
	m := prompt(t)
	m.send("sleep 1000 &\r")
	m.shows("[1] ")
	m.send("sleep 2000 | cat &\r")
	m.shows("[2] ")
	m.send("echo be''gun; sleep 3000\r")
	m.shows("\nbegun")
	m.send("\x03")
	m.empty("^C\n#")
	m.send("jobs; bg\r")
	m.shows("[1]-  Running                 sleep 1000 &", "[2]+  Running                 sleep 2000 | cat &", "bash: bg: job 2 already in background")
	m.send("kill %1; wait %1; clear\r")
	m.empty("[1]-  Terminated              sleep 1000\n#")
	m.send("fg; echo status $?\r")
	m.empty("\nsleep 2000 | cat")
	m.send("\x03")
	m.send("clear; fg; disown\r")
	m.shows("bash: fg: current: no such job", "bash: disown: current: no such job")
	m.send("(exit 3) & wait -n; echo got $?\r")
	m.shows("got 3", "[1]+  Exit 3                  (exit 3)")
	m.send("alias hello='echo good day'\r")
	m.send("hello\r")
	m.shows("\ngood day")
	m.leave()
}

// TestPromptOfContainer helps in a container in the lab's language, in a shell within its shell too, which is given what is typed before
// it has begun.
func TestPromptOfContainer(t *testing.T) {
	m := prompt(t, "LANG=zh_CN.UTF-8")
	m.send("docker run -it --rm --name web base sh\r")
	m.shows(":/#")
	for i := range 2 {
		m.send("nope\r")
		m.until("advice", func(screen string) bool { return strings.Count(screen, "→ 这里没有这个程序。") == i+1 })
		m.send("sh\r")
		m.until("prompt of another shell", func(screen string) bool {
			return strings.HasSuffix(strings.TrimRight(screen, " \n"), ":/#") && strings.Count(screen, "/# sh\n") == i+1
		})
	}
	m.send("sh\rnope\r")
	m.until("advice", func(screen string) bool { return strings.Count(screen, "→ 这里没有这个程序。") == 3 })
}

// TestPromptLines goes on with a command that is not whole, and keeps it as one line, from one start to the next.
func TestPromptLines(t *testing.T) {
	state := "XDG_STATE_HOME=" + t.TempDir()
	m := prompt(t, state)
	m.send("for i in 1 2; do\r")
	m.empty("\n>")
	m.send("echo $((i+40))\r")
	m.empty("40))\n>")
	m.send("done; echo \\\r")
	m.empty("\n>")
	m.send("whole\r")
	m.shows("\n41\n42\nwhole\n#")
	const line = "# for i in 1 2; do echo $((i + 40)); done; echo whole"
	m.send("\x1b[A")
	m.empty(line)
	m.send("\x03")
	m.empty("^C\n#")
	m.leave()
	m = prompt(t, state)
	m.send("\x1b[A\x1b[A")
	m.empty(line)
	m.send("\x03")
	m.empty("^C\n#")
	m.leave()
}
