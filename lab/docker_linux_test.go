package lab

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"

	"vethlab/lab/docker"
)

// ours is a lab whose containers are the program's.
func ours(t *testing.T) *Lab {
	t.Helper()
	l, err := OpenWith(t.Context(), Options{Program: vethlab(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// heard is what was written, and a call at its first word.
type heard struct {
	mu    sync.Mutex
	text  strings.Builder
	first func()
}

func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.text.Len() == 0 && h.first != nil {
		h.first()
	}
	return h.text.Write(b)
}

// TestExited holds that a container which ended is told of as long as the engine keeps it, by whichever engine there is.
func TestExited(t *testing.T) {
	exitedIsTold(t, ours(t))
}

// exitedIsTold runs containers to their end, keeps some, and starts one again.
func exitedIsTold(t *testing.T, l *Lab) {
	t.Helper()
	exited := func() string {
		var names []string
		for _, c := range l.Topology().Exited {
			if c.Pid != 0 || c.Image == "" || c.Mode != "bridge" || len(c.ID) != 64 {
				t.Errorf("unexpected container: %+v", c)
			}
			names = append(names, c.Name)
		}
		return strings.Join(names, " ")
	}
	for _, step := range []struct{ line, want string }{
		{"docker run --name job base true; docker run --rm base true; docker create --name never base true", "job"},
		{"docker run -d --name web -p 8080:80 base sleep 1000", "job"},
		{"docker stop -t 0 web", "job web"},
		{"docker start web", "job"},
		{"docker rm job; docker kill web", "web"},
		{"docker rm web never", ""},
	} {
		if _, err := l.Run(t.Context(), step.line, io.Discard); err != nil {
			t.Fatal(err)
		}
		if got := exited(); got != step.want {
			t.Errorf("unexpected containers that exited after %s: want %q, got %q", step.line, step.want, got)
		}
	}
}

// TestDocker holds what the built-in engine's containers end with, and what is said of it.
func TestDocker(t *testing.T) {
	l := ours(t)
	must(t, l, "docker run -d --name log base sh -c 'echo first; sleep infinity'")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	h := &heard{first: stop}
	if status := docker.Main(ctx, l.world.engine, []string{"logs", "-f", "log"}, docker.Streams{Out: h, Err: h}); status != 130 || h.text.String() != "first\n" {
		t.Errorf("unexpected words of docker logs -f after Ctrl-C: want first, got %q, status %d", h.text.String(), status)
	}
	for line, want := range map[string]string{
		"docker run -d --name web base httpd > /dev/null; docker stop web; docker inspect -f '{{.State.ExitCode}}' web":                 "web\n143\n",
		"docker run -d -it --name prompt base sh > /dev/null; docker kill -s HUP prompt; docker wait prompt; docker ps -qf name=prompt": "prompt\n129\n",
	} {
		if got := must(t, l, line); got != want {
			t.Errorf("unexpected words of %s: want %q, got %q", line, want, got)
		}
	}
}

// TestFollow holds that who follows a container's output as it is printed loses nothing of it.
func TestFollow(t *testing.T) {
	l := ours(t)
	const last = 3000
	var want strings.Builder
	for i := 1; i <= last; i++ {
		fmt.Fprintln(&want, i)
	}
	for i := range 5 {
		name := fmt.Sprintf("many%d", i)
		line := fmt.Sprintf("docker run -d --name %s base sh -c 'i=0; while [ $i -lt %d ]; do i=$((i+1)); echo $i; done' > /dev/null; docker logs -f %s", name, last, name)
		if got := must(t, l, line); got != want.String() {
			t.Fatalf("unexpected words of docker logs -f: %s", udiff.Unified("wanted", "got", want.String(), got))
		}
	}
}

// TestRunEnds holds that `docker run` ends with a container that ends at once, whatever else the process has to do meanwhile.
func TestRunEnds(t *testing.T) {
	l := ours(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	busy, stop := context.WithCancel(ctx)
	var others sync.WaitGroup
	defer others.Wait()
	defer stop()
	for range 2 * runtime.GOMAXPROCS(0) {
		others.Go(func() {
			for busy.Err() == nil {
				_, _ = l.Read(busy)
			}
		})
	}
	for range 30 {
		if status, err := l.Run(ctx, "docker run -p 9008:80 base httpd -d", io.Discard); status != 1 || err != nil {
			t.Fatalf("unexpected end of docker run: %d, %v", status, err)
		}
	}
}

// TestNotBuiltIn holds that an option which the built-in engine does not have is refused, and told where it is.
func TestNotBuiltIn(t *testing.T) {
	l := ours(t)
	must(t, l, "docker run -d --name there base sleep infinity")
	for line, option := range map[string]string{
		"run --rm -u 1000 base": "--user", "create --restart always base": "--restart always", "run --init base": "--init",
		"run --domainname a.b base": "--domainname", "run --pid host base": "--pid", "run --ipc host base": "--ipc", "run --uts host base": "--uts",
		"run --link there base": "--link", "run --security-opt no-new-privileges base": "--security-opt no-new-privileges",
		"run --sysctl kernel.sem=1 base": "--sysctl kernel.sem", "exec -u nobody there true": "--user", "rm --link there": "--link",
		"network create --ipv6 --subnet fd00::/64 six": "--ipv6", "network create --attachable x": "--attachable",
		"network create -o com.docker.network.bridge.enable_icc=false x": "--opt com.docker.network.bridge.enable_icc",
		"network connect --link there:b bridge there":                    "--link",
	} {
		words := strings.Fields(line)
		h := &heard{}
		status := docker.Main(t.Context(), l.world.engine, words, docker.Streams{Out: h, Err: h})
		name := words[0]
		if name == "network" {
			name += " " + words[1]
		}
		want := "vethlab: docker " + name + " " + option + " is not built in; --engine docker has it\n"
		if got := h.text.String(); got != want || status != 125 {
			t.Errorf("unexpected words of docker %s: want %q and 125, got %q and %d", line, want, got, status)
		}
	}
	must(t, l, "docker run --rm -u root --security-opt seccomp=unconfined base true")
}
