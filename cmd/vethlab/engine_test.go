//go:build linux

package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab"
	"vethlab/lab/topo"
)

func needDocker(t *testing.T) {
	t.Helper()
	needLab(t)
	if err := lab.EngineMissing(); err != nil {
		need(t, err.Error())
	}
}

// TestEngines runs one script on both engines.
func TestEngines(t *testing.T) {
	needDocker(t)
	const script = `docker run -d --name one -p 8080:80 ubuntu:22.04 sleep 1000 >/dev/null
docker exec one ip -br -4 addr | sed 's/@if[0-9]*/@ifN/'
docker run --rm --net host nginx ip -br -4 addr | sed 's/@if[0-9]*/@ifN/'
docker run --rm --net none any/thing ip -br -4 addr
docker run --rm --net container:one other hostname | wc -c
echo word | docker run -i --rm x sh -c 'read w; echo got $w'
ping -c 1 172.17.42.2 | grep -o '1 received'
docker rm -f one
docker run --rm x false
echo $?`
	var outputs []string
	for _, engine := range []string{lab.EngineBuiltin, lab.EngineDocker} {
		r := play(t, "", "sh", "--engine", engine, "--bip", "172.17.42.1/16", "-c", script)
		if r.status != 0 || r.err != "" {
			t.Errorf("unexpected outcome with %s: want status 0 and no error, got %+v", engine, r)
		}
		outputs = append(outputs, r.out)
	}
	if outputs[0] != outputs[1] || !strings.Contains(outputs[0], "got word") {
		t.Errorf("unexpected output of the built-in engine: want Docker's\n%s\ngot\n%s", outputs[1], outputs[0])
	}
}

// TestEngineMissing hides dockerd: which piece is missing is told, and the built-in engine goes on.
func TestEngineMissing(t *testing.T) {
	needDocker(t)
	r := playWithout(t, "dockerd", "sh", "--engine", "docker", "-c", "docker run --rm x hostname | wc -c")
	const want = "vethlab: no Docker Engine here: this machine has no dockerd; sudo apt install docker.io\n"
	if r.status != 0 || r.out != "13\n" || !strings.HasPrefix(r.err, want) {
		t.Errorf("unexpected outcome without dockerd: want the built-in engine and %q, got %+v", want, r)
	}
	const chinese = "vethlab: 这里没有 Docker Engine：这台机器上没有 dockerd；解决办法：sudo apt install docker.io\nvethlab: 改用自己内置的引擎\n"
	if r := playWithout(t, "dockerd", "sh", "--lang", "zh", "--engine", "docker", "-c", "true"); r.err != chinese {
		t.Errorf("unexpected words in Chinese: want %q, got %q", chinese, r.err)
	}
	// What was asked for is not checked on anything else; what a lesson only wishes for is.
	file := filepath.Join(t.TempDir(), "wish.md")
	lesson := "---\nid: wish\ntitle: Wish\nsummary: Wish.\nminutes: 1\nneeds: []\nengine: docker\n---\n\n## One\n\n```console\n$ true\n```\n"
	if err := os.WriteFile(file, []byte(lesson), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := playWithout(t, "dockerd", "check", file); r.status != 0 || r.out != file+": ok\n" || !strings.HasPrefix(r.err, want) {
		t.Errorf("unexpected outcome of a lesson that wishes for dockerd: %+v", r)
	}
	asked := strings.Replace(want, "vethlab: ", "vethlab: "+file+": ", 1)
	if r := playWithout(t, "dockerd", "check", "--engine", "docker", file); r.status != exitFailed || r.out != "" || r.err != asked {
		t.Errorf("unexpected outcome of a check that dockerd was asked for: want status 1 and %q, got %+v", asked, r)
	}
}

// TestCommandLine runs Docker's own command line wherever PATH leads, that which came with the engine, and ours where there is none.
func TestCommandLine(t *testing.T) {
	needDocker(t)
	c := exec.Command(program(), "sh", "--engine", "docker", "-c", "docker version; docker run --rm --mac-address 02:42:ac:11:00:63 x ip -br link")
	c.Env = environment(t, "PATH=/nowhere")
	if r := command(t, "", c); r.status != 0 || !strings.Contains(r.out, "Server:") || !strings.Contains(r.out, "02:42:ac:11:00:63") {
		t.Errorf("unexpected outcome with Docker's own command line: %+v", r)
	}
	r := playWithout(t, "docker", "sh", "--engine", "docker", "-c", "docker version; docker run --rm x hostname | wc -c")
	if r.status != 0 || r.err != "" || !strings.Contains(r.out, "Server: Docker Engine\n") || !strings.HasSuffix(r.out, "\n13\n") {
		t.Errorf("unexpected outcome without it: want ours, and a real engine, got %+v", r)
	}
}

// TestTranscribeEngine begins before the engine did: where the script is run there is none, so docker0 and its rules are part of it.
func TestTranscribeEngine(t *testing.T) {
	needLab(t)
	needTools(t)
	for _, engine := range []string{lab.EngineBuiltin, lab.EngineDocker} {
		t.Run(engine, func(t *testing.T) {
			if engine == lab.EngineDocker {
				needDocker(t)
			}
			r := play(t, "", "sh", "--engine", engine, "--transcribe", "-c", "docker run -d --name web -p 8080:80 base httpd >/dev/null")
			if r.status != 0 {
				t.Fatalf("unexpected result: %+v", r)
			}
			got := built(t, r.out)
			web := slices.IndexFunc(got.Namespaces, func(ns topo.Namespace) bool { return ns.Name == "web" })
			if web < 0 || len(got.Namespaces[web].Links) != 2 || len(got.Namespaces[0].Links) != 3 || len(got.Namespaces[0].Tables) == 0 {
				t.Errorf("unexpected topology: want docker0, its rules and web at it, got\n%s", got.Text())
			}
		})
	}
}

// playWithout runs the program where another is not installed.
func playWithout(t *testing.T, hidden string, words ...string) result {
	t.Helper()
	hide := `for at in $(which -a ` + hidden + `); do mount --bind /dev/null "$at" || exit; done; exec "$0" "$@"`
	return command(t, "", exec.Command("unshare", append([]string{"--user", "--map-root-user", "--mount", "sh", "-c", hide, program()}, words...)...))
}

// TestEngineKilled kills the program outright while it starts twenty containers, or when they are up: nothing is left on either engine,
// in control groups neither.
func TestEngineKilled(t *testing.T) {
	needDocker(t)
	rounds := 50
	if os.Geteuid() != 0 {
		// For an ordinary user the same code runs.
		rounds = 10
	}
	groups := controlGroups(t)
	for round := range rounds {
		k := engineKill{engine: lab.EngineBuiltin, outside: round%3 != 0, inside: round%3 != 1, within: 500 * time.Millisecond}
		if round%2 == 1 {
			k.engine, k.within = lab.EngineDocker, 3*time.Second
		}
		if round >= rounds-6 {
			k.within = patience // until all are up
		}
		k.play(t, round)
	}
	if left := slices.DeleteFunc(controlGroups(t), func(g string) bool { return slices.Contains(groups, g) }); len(left) > 0 {
		t.Errorf("unexpected control groups: want none, got %q", left)
	}
}

// engineKill is one way of killing a program that runs containers.
type engineKill struct {
	engine          string
	outside, inside bool          // which of its two processes
	within          time.Duration // at a random moment of it, or when all containers are up
}

func (k engineKill) play(t *testing.T, round int) {
	temporary := t.TempDir()
	mark := fmt.Sprintf("VETHLAB_TEST_MARK=%d.engine.%d", os.Getpid(), round)
	// Containers have none of the environment, but words of their own.
	words := fmt.Sprintf("1%d%03d", os.Getpid(), round)
	before := machine(t, temporary)
	c := exec.Command(program(), "sh", "--engine", k.engine, "-c",
		"for i in $(seq 20); do docker run -d x sleep "+words+"; done; echo up; sleep 1000")
	c.Env = environment(t, mark, "TMPDIR="+temporary)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	up := make(chan bool, 1)
	go func() {
		for s := bufio.NewScanner(out); s.Scan(); {
			if s.Text() == "up" {
				up <- true
			}
		}
		close(up)
	}()
	moment := time.Duration(rand.Int64N(int64(k.within)))
	if k.within == patience {
		moment = patience
	}
	how := fmt.Sprintf("%+v after %v", k, moment)
	select {
	case <-time.After(moment):
	case <-up:
		awaitSleepers(t, how, words)
	}
	inside := labsOf(c.Process.Pid)
	// The moment may be before the lab's own process.
	for end := time.Now().Add(patience); k.inside && !k.outside && len(inside) == 0; inside = labsOf(c.Process.Pid) {
		if time.Now().After(end) {
			t.Fatalf("%s: no process inside", how)
		}
	}
	if k.outside {
		signal(unix.SIGKILL, c.Process.Pid)
	}
	if k.inside {
		signal(unix.SIGKILL, inside...)
	}
	for range up {
	}
	_ = c.Wait()
	gone(t, how, mark, 0)
	// A process that is about to end has no environment any more, and those in its pid namespace end with it.
	for _, pid := range sleepers(t, words) {
		awaitEnd(t, how, pid)
	}
	if after := machine(t, temporary); after != before {
		t.Errorf("%s: the machine changed\nbefore: %s\nafter:  %s", how, before, after)
	}
}

// awaitSleepers waits for twenty: a container runs a moment before its process becomes what it is to be.
func awaitSleepers(t *testing.T, how, words string) {
	t.Helper()
	end, running := time.Now().Add(patience), len(sleepers(t, words))
	for ; running < 20 && time.Now().Before(end); running = len(sleepers(t, words)) {
		time.Sleep(time.Millisecond)
	}
	if running < 20 {
		t.Errorf("%s: unexpected containers: want 20, got %d", how, running)
	}
}

// sleepers are the processes that live and were told to sleep for that long.
func sleepers(t *testing.T, words string) []int {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, f := range files {
		if text, err := os.ReadFile(f); err == nil && string(text) == "sleep\x00"+words+"\x00" {
			pid, _ := strconv.Atoi(strings.Split(f, "/")[2])
			pids = append(pids, pid)
		}
	}
	return pids
}

func awaitEnd(t *testing.T, how string, pid int) {
	t.Helper()
	fd, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		return
	}
	defer unix.Close(fd)
	if n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, int(patience.Milliseconds())); n == 0 {
		t.Errorf("%s: process %d of a container is left: %v", how, pid, err)
	}
}

// controlGroups are those of the machine that Docker's have the form of: 64 digits.
func controlGroups(t *testing.T) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir("/sys/fs/cgroup", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && len(d.Name()) == 64 {
			list = append(list, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
