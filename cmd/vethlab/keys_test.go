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
		{"interrupt of ping", "ip link set lo up; ping 127.0.0.1; echo never", "icmp_seq=1 ", interrupt,
			[]string{"--- 127.0.0.1 ping statistics ---", "0% packet loss"}, 130},
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
			if screen := m.text(); strings.Contains(screen, "never") || strings.Contains(screen, "goroutine") {
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
	m.send("ip link set l\x0f")
	m.shows("[dev DEV]", "网络设备")
	m.send("\x15ip frob x\r")
	m.shows("→ 不认识这个词。")
	if !strings.Contains(m.bytes(), "\x1b[4;31mfrob") {
		t.Errorf("the wrong word is not marked")
	}
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
