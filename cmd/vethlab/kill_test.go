//go:build linux

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestKilled ends the program at random moments in every way there is, and looks for what it left on the machine.
func TestKilled(t *testing.T) {
	needLab(t)
	const rounds = 54
	for round := range rounds {
		mark := fmt.Sprintf("VETHLAB_TEST_MARK=%d.%d", os.Getpid(), round)
		temporary := t.TempDir()
		before := machine(t, temporary)
		how := endings[round%len(endings)]
		// A shell has started it, as on every machine, and still has the terminal when it is gone: but for one that was closed, which
		// may be before the shell has it.
		script := `"$@"; kill -STOP $$`
		if how.closes {
			script = `"$@"; exit`
		}
		c := exec.Command("sh", "-c", script, "sh", program(), "run", "veth")
		c.Env = environment(t, mark, "TMPDIR="+temporary)
		m := open(t, 80, 24, c)
		moment := time.Duration(rand.Int64N(int64(400 * time.Millisecond)))
		typing := time.NewTicker(20 * time.Millisecond)
		keys := []string{enter, enter, enter, enter, enter, ":sleep 1000 &" + enter, "\x1b", "n", enter, "p"}
		for end, i := time.After(moment), 0; end != nil; {
			select {
			case <-end:
				end = nil
			case <-typing.C:
				m.send(keys[i%len(keys)])
				i++
			}
		}
		typing.Stop()
		how.end(m)
		shell := m.command.Process.Pid
		if how.closes {
			shell = 0
		}
		name := fmt.Sprintf("%s after %v", how.name, moment)
		gone(t, name, mark, shell)
		if after := machine(t, temporary); after != before {
			t.Errorf("%s: the machine changed\nbefore: %s\nafter:  %s", name, before, after)
		}
		if how.closes {
			continue
		}
		m.until("usable terminal: "+name, func(string) bool { return m.termios() == m.before && modesLeft(m.bytes()) == "" })
		// It stops itself when what it started has ended.
		if err := unix.Waitid(unix.P_PID, shell, nil, unix.WSTOPPED|unix.WNOWAIT, nil); err != nil {
			t.Fatalf("wait for the shell: %v", err)
		}
		signal(unix.SIGCONT, shell)
		m.status()
	}
}

// endings are the ways to end it; those that close the terminal leave none to look at.
var endings = []struct {
	name   string
	closes bool
	end    func(*terminal)
}{
	{"kill -9 of the parent", false, func(m *terminal) { signal(unix.SIGKILL, m.outside()) }},
	{"kill -9 of the child", false, func(m *terminal) { signal(unix.SIGKILL, m.lab()...) }},
	{"kill -9 of both", false, func(m *terminal) { signal(unix.SIGKILL, append(m.lab(), m.outside())...) }},
	{"kill -9 of one after the other", false, (*terminal).killBoth},
	{"TERM", false, func(m *terminal) { signal(unix.SIGTERM, m.outside()) }},
	{"HUP", false, func(m *terminal) { signal(unix.SIGHUP, m.outside()) }},
	{"QUIT", false, func(m *terminal) { signal(unix.SIGQUIT, m.outside()) }},
	{"TERM of the child", false, (*terminal).terminateLab},
	{"the terminal closed", true, func(m *terminal) { m.slave.Close(); m.master.Close() }},
}

// outside waits for the first sign of life, and gives the pid of the process that the shell started.
func (m *terminal) outside() int {
	m.t.Helper()
	m.until("sign of life", func(string) bool { return m.bytes() != "" })
	started := children(m.command.Process.Pid)
	if len(started) != 1 {
		m.t.Fatalf("the shell has these children: %v", started)
	}
	return started[0]
}

// lab waits for the first process of the lab: of those that the process outside started, the one in a pid namespace of its own.
func (m *terminal) lab() []int {
	m.t.Helper()
	outside := m.outside()
	for end := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		if list := labsOf(outside); len(list) > 0 {
			return list
		}
		if time.Now().After(end) {
			m.t.Fatalf("no process of the lab; screen:\n%s", m.text())
		}
	}
}

// labsOf are the first processes of the labs that a process outside started. A child in its own pid namespace is none of them: os/exec
// starts one to see what the kernel can do.
func labsOf(outside int) []int {
	return slices.DeleteFunc(children(outside), func(pid int) bool {
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		return !regexp.MustCompile(`(?m)^NSpid:\s+\d+\s+\d+`).Match(status)
	})
}

// killBoth kills the lab and then the process outside, which may be at work on the terminal by then.
func (m *terminal) killBoth() {
	outside := m.outside()
	signal(unix.SIGKILL, m.lab()...)
	// Nothing tells how far it is: the moment is meant to be any.
	time.Sleep(time.Duration(rand.Int64N(int64(5 * time.Millisecond))))
	signal(unix.SIGKILL, outside)
}

// terminateLab sends SIGTERM until it is heard: the kernel drops it where the first process of a pid namespace has no handler yet.
func (m *terminal) terminateLab() {
	m.t.Helper()
	lab := m.lab()[0]
	fd, err := unix.PidfdOpen(lab, 0)
	if err != nil {
		return
	}
	defer unix.Close(fd)
	for end := time.Now().Add(patience); time.Now().Before(end); {
		signal(unix.SIGTERM, lab)
		if n, _ := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 100); n > 0 {
			return
		}
	}
}

func signal(s unix.Signal, pids ...int) {
	for _, pid := range pids {
		// It may have ended by itself.
		_ = unix.Kill(pid, s)
	}
}

// children are the processes that pid started.
func children(pid int) []int {
	var list []int
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, f := range files {
		text, _ := os.ReadFile(f)
		for _, word := range strings.Fields(string(text)) {
			child, _ := strconv.Atoi(word)
			list = append(list, child)
		}
	}
	return list
}

// gone waits for the end of all processes, but for the shell, that carry the mark in their environment.
func gone(t *testing.T, how, mark string, shell int) {
	t.Helper()
	end := time.Now().Add(patience)
	for {
		pids := slices.DeleteFunc(marked(mark), func(pid int) bool { return pid == shell })
		if len(pids) == 0 {
			return
		}
		for _, pid := range pids {
			fd, err := unix.PidfdOpen(pid, 0)
			if err != nil {
				continue
			}
			left := time.Until(end)
			n, _ := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, int(max(left, 0).Milliseconds()))
			unix.Close(fd)
			if n == 0 && time.Now().After(end) {
				name, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
				t.Fatalf("%s: process %d (%q) is left", how, pid, name)
			}
		}
	}
}

func marked(mark string) []int {
	var pids []int
	files, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, f := range files {
		// Those of others cannot be read, and those that ended are gone.
		text, err := os.ReadFile(f)
		if err == nil && slices.ContainsFunc(bytes.Split(text, []byte{0}), func(v []byte) bool { return string(v) == mark }) {
			pid, _ := strconv.Atoi(strings.Split(f, "/")[2])
			pids = append(pids, pid)
		}
	}
	return pids
}

// machine is what of the machine must stay as it was: mounts, links, names of namespaces, temporary files.
func machine(t *testing.T, temporary string) string {
	t.Helper()
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		t.Fatal(err)
	}
	links, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, l := range links {
		list = append(list, l.Name)
	}
	for _, folder := range []string{"/run/netns", temporary} {
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			list = append(list, filepath.Join(folder, e.Name()))
		}
	}
	return strings.Join(list, " ") + "\n" + string(mounts)
}

// modesLeft tells which modes of the terminal the program switched on and left so.
func modesLeft(written string) string {
	var left []string
	for _, mode := range []string{"1000", "1002", "1003", "1004", "1006", "1049", "2004", "25"} {
		on, off := strings.LastIndex(written, "\x1b[?"+mode+"h"), strings.LastIndex(written, "\x1b[?"+mode+"l")
		if mode == "25" {
			on, off = off, on // the cursor must be on
		}
		if on > off {
			left = append(left, mode)
		}
	}
	return strings.Join(left, " ")
}
