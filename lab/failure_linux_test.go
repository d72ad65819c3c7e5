package lab

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"vethlab/lab/topo"
)

// builtin opens a lab with the engine of its own.
func builtin(t *testing.T) *Lab {
	t.Helper()
	l, err := OpenWith(t.Context(), Options{Engine: EngineBuiltin, Program: vethlab(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if left, err := others(); len(left) > 0 || err != nil {
			t.Errorf("unexpected processes after Close: want none, got %v, error %v", left, err)
		}
	})
	return l
}

// said runs a script, and gives all that it printed.
func said(t *testing.T, l *Lab, script string) string {
	t.Helper()
	var all bytes.Buffer
	if _, err := l.Script(t.Context(), "script", strings.NewReader(script), Stdio{Out: &all, Err: &all}); err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// TestContainerDies kills containers' first processes, from outside as a crash does: whoever watches is told at once, of one that has
// links and of one that has none.
func TestContainerDies(t *testing.T) {
	l := builtin(t)
	for _, mode := range []string{"bridge", "none", "host"} {
		must(t, l, "docker run -d --name "+mode+" --net "+mode+" x sleep 1000")
		var pid int
		await(t, l, "a container of mode "+mode, func(now topo.Topology) bool {
			c, _ := containerIn(now, mode)
			pid = c.Pid
			return pid != 0
		})
		if err := unix.Kill(pid, unix.SIGKILL); err != nil {
			t.Fatal(err)
		}
		await(t, l, "the end of a container of mode "+mode, func(now topo.Topology) bool {
			_, where := containerIn(now, mode)
			return where == ""
		})
		if got := must(t, l, "docker wait "+mode+"; docker inspect -f '{{.State.Status}}' "+mode); got != "137\nexited\n" {
			t.Errorf("unexpected state of a container of mode %s: want exited 137, got %s", mode, got)
		}
	}
}

// TestRemoveRunning holds that a container that runs stays, and is told by its id, until it is removed by force.
func TestRemoveRunning(t *testing.T) {
	l := builtin(t)
	id := strings.TrimSpace(must(t, l, "docker run -d --name one x sleep 1000"))
	want := "Error response from daemon: You cannot remove a running container " + id + ". Stop the container before attempting removal or force remove\n"
	if got := said(t, l, "docker rm one"); got != want {
		t.Errorf("unexpected answer: want %q, got %q", want, got)
	}
	if _, where := containerIn(l.Topology(), "one"); where == "" {
		t.Error("a container that runs was removed")
	}
	must(t, l, "docker rm -f one")
	now, err := l.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, where := containerIn(now, "one"); where != "" || len(now.Namespaces) != 1 {
		t.Errorf("unexpected topology: want the host alone, got\n%s", now.Text())
	}
}

// TestNoSpace fills the lab's files: a container cannot begin, the words name the reason, and when there is room again all goes on.
func TestNoSpace(t *testing.T) {
	l := builtin(t)
	must(t, l, "docker ps -q")
	said(t, l, "cat /dev/zero > /run/filler")
	got := said(t, l, "docker run -d --name one x sleep 1000; echo $?")
	if !strings.Contains(got, "no space left on device") || !strings.HasSuffix(got, "125\n") {
		t.Errorf("unexpected answer without room: want no space left on device and 125, got %q", got)
	}
	now, err := l.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(now.Namespaces) != 1 || len(now.Namespace(topo.HostName).Links) != 2 {
		t.Errorf("unexpected topology after a refusal: want the host with lo and docker0, got\n%s", now.Text())
	}
	must(t, l, "rm /run/filler; docker rm one")
	if got := must(t, l, "docker run --rm --name one x echo again"); got != "again\n" {
		t.Errorf("unexpected answer with room: want again, got %q", got)
	}
}

// TestManyContainers runs forty of them and ends them all.
func TestManyContainers(t *testing.T) {
	const count = 40
	l := builtin(t)
	must(t, l, fmt.Sprintf("for i in $(seq %d); do docker run -d --name c$i x sleep 1000 >/dev/null || exit; done", count))
	if got := must(t, l, fmt.Sprintf("docker exec c%d ping -c 1 172.17.0.2 | grep -c ' 0%% packet loss'", count)); got != "1\n" {
		t.Errorf("unexpected answer of the first container to the last: want 1, got %q", got)
	}
	if got := len(l.Topology().Namespaces); got != count+1 {
		t.Errorf("unexpected number of namespaces: want %d, got %d", count+1, got)
	}
	must(t, l, "docker rm -f $(docker ps -aq) > /dev/null")
	now, err := l.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(now.Namespaces) != 1 || len(now.Namespace(topo.HostName).Links) != 2 {
		t.Errorf("unexpected topology at the end: want the host with lo and docker0, got\n%s", now.Text())
	}
}
