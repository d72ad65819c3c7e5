//go:build linux

package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"vethlab/lab"
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
	hide := `for at in $(which -a dockerd); do mount --bind /dev/null "$at" || exit; done; exec "$0" "$@"`
	c := exec.Command("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", hide, program(),
		"sh", "--engine", "docker", "-c", "docker run --rm x hostname | wc -c")
	r := command(t, "", c)
	const want = "vethlab: no Docker Engine here: this machine has no dockerd; sudo apt install docker.io\n"
	if r.status != 0 || r.out != "13\n" || !strings.HasPrefix(r.err, want) {
		t.Errorf("unexpected outcome without dockerd: want the built-in engine and %q, got %+v", want, r)
	}
}

// TestEngineKilled kills the program outright with twenty containers up: nothing is left, in control groups neither.
func TestEngineKilled(t *testing.T) {
	needDocker(t)
	temporary := t.TempDir()
	mark := fmt.Sprintf("VETHLAB_TEST_MARK=%d.engine", os.Getpid())
	// Containers have none of the environment, but words of their own.
	words := fmt.Sprintf("1000%d", os.Getpid())
	before, groups := machine(t, temporary), controlGroups(t)
	c := exec.Command(program(), "sh", "--engine", "docker", "-c",
		"for i in $(seq 20); do docker run -d x sleep "+words+"; done; echo up; sleep 1000")
	c.Env, c.Stderr = environment(t, mark, "TMPDIR="+temporary), os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	up := false
	for s := bufio.NewScanner(out); !up && s.Scan(); {
		up = s.Text() == "up"
	}
	if running := sleepers(t, words); !up || len(running) < 20 {
		t.Errorf("unexpected containers: want 20, got %d", len(running))
	}
	signal(unix.SIGKILL, c.Process.Pid)
	_ = c.Wait()
	gone(t, "kill -9 with containers", mark, 0)
	if left := sleepers(t, words); len(left) > 0 {
		t.Errorf("unexpected processes of containers: want none, got %v", left)
	}
	if after := machine(t, temporary); after != before {
		t.Errorf("the machine changed\nbefore: %s\nafter:  %s", before, after)
	}
	if left := slices.DeleteFunc(controlGroups(t), func(g string) bool { return slices.Contains(groups, g) }); len(left) > 0 {
		t.Errorf("unexpected control groups: want none, got %q", left)
	}
}

// sleepers are the processes that live and were told to sleep for that long.
func sleepers(t *testing.T, words string) []string {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(f string) bool {
		text, err := os.ReadFile(f)
		return err != nil || string(text) != "sleep\x00"+words+"\x00"
	})
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
