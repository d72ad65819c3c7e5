package lab

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vethlab/lab/dockerd"
	"vethlab/lab/topo"
)

// vethlab builds the program: the binary of a test has no programs for containers.
func vethlab(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vethlab")
	c := exec.Command("go", "build", "-buildvcs=false", "-o", path, "vethlab/cmd/vethlab")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("build vethlab: %v\n%s", err, out)
	}
	return path
}

func needDocker(t *testing.T) {
	t.Helper()
	lack := dockerd.Need()
	switch {
	case lack != nil && os.Getenv("CI") != "":
		t.Fatal(lack)
	case lack != nil:
		t.Skip(lack)
	}
}

// container is the one of that name in a topology, and the namespace in which it is.
func containerIn(now topo.Topology, name string) (topo.Container, string) {
	for _, ns := range now.Namespaces {
		for _, c := range ns.Containers {
			if c.Name == name {
				return c, ns.Name
			}
		}
	}
	return topo.Container{}, ""
}

// TestExitedOfRealEngine holds the same of a real Docker Engine's containers as of our own.
func TestExitedOfRealEngine(t *testing.T) {
	needDocker(t)
	l, err := OpenWith(t.Context(), Options{Engine: EngineDocker, Program: vethlab(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	exitedIsTold(t, l)
}

// TestRealEngine runs containers on a real Docker Engine: the topology has them, each world has an engine of its own, and the end of a
// world is the end of all of it.
func TestRealEngine(t *testing.T) {
	needDocker(t)
	l, err := OpenWith(t.Context(), Options{Engine: EngineDocker, Program: vethlab(t), BIP: "172.17.42.1/16"})
	if err != nil {
		t.Fatal(err)
	}
	if name, refused := l.Engine(); name != EngineDocker || refused != nil {
		t.Fatalf("unexpected engine: want %s, got %s, refused %v", EngineDocker, name, refused)
	}
	for range 2 {
		if _, there := containerIn(l.Topology(), "one"); there != "" {
			t.Error("the container outlived a reset")
		}
		must(t, l, "docker run -d --name one -p 8080:80 --hostname one any/name:tag sleep 1000")
		must(t, l, "docker run -d --name two --net host other sleep 1000")
		must(t, l, "docker run -d --name three --net container:one other sleep 1000")
		one, where := containerIn(l.Topology(), "one")
		if one.Image != "any/name:tag" || one.Mode != "bridge" || one.Pid == 0 || len(one.Ports) == 0 || one.Ports[0].Host.Port() != 8080 {
			t.Errorf("unexpected container in the topology: want one of any/name:tag that publishes 8080, got %+v", one)
		}
		if _, host := containerIn(l.Topology(), "two"); host != topo.HostName {
			t.Errorf("unexpected namespace of a container with --net host: want %s, got %s", topo.HostName, host)
		}
		if _, same := containerIn(l.Topology(), "three"); same != where {
			t.Errorf("unexpected namespace of a container with --net container: want %s, got %s", where, same)
		}
		if got := must(t, l, "docker exec one hostname"); got != "one\n" {
			t.Errorf("unexpected hostname: want one, got %q", got)
		}
		await(t, l, "the container in what was heard", func(now topo.Topology) bool { c, _ := containerIn(now, "two"); return c.Pid != 0 })
		// No link changes then: dockerd tells.
		must(t, l, "docker kill two")
		await(t, l, "the end of a container that has no links", func(now topo.Topology) bool { c, _ := containerIn(now, "two"); return c.Pid == 0 })
		if err := l.Reset(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := others(); len(left) > 0 || err != nil {
		t.Errorf("unexpected processes after Close: want none, got %v, error %v", left, err)
	}
}

// TestDocker0 begins with docker0 where that was asked for, after a reset too, and tells what was there before it.
func TestDocker0(t *testing.T) {
	l, err := OpenWith(t.Context(), Options{Docker0: true, BIP: "172.17.42.1/16"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if now, before := l.Topology().Namespaces[0], l.Empty().Namespaces[0]; len(now.Links) != 2 || now.Links[1].Name != "docker0" ||
			len(now.Tables) == 0 || len(before.Links) != 1 || len(before.Tables) != 0 {
			t.Errorf("unexpected hosts: want docker0 and its rules now, and lo alone before, got %+v and %+v", now, before)
		}
		if err := l.Reset(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

// TestEngineRefused goes on with the built-in engine where a real one cannot be had, and tells why.
func TestEngineRefused(t *testing.T) {
	needDocker(t)
	program := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(program, []byte("no program"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		o   Options
		why string
	}{
		{Options{Program: program}, program},               // before anything is started
		{Options{BIP: "0.0.0.0/0"}, "ended with status 1"}, // by dockerd itself
	} {
		test.o.Engine = EngineDocker
		l, err := OpenWith(t.Context(), test.o)
		if err != nil {
			t.Fatal(err)
		}
		if name, refused := l.Engine(); name != EngineBuiltin || refused == nil || !strings.Contains(refused.Error(), test.why) {
			t.Errorf("unexpected engine: want %s, and why not the other: %s; got %s, refused %v", EngineBuiltin, test.why, name, refused)
		}
		must(t, l, "ip link add docker0 type bridge")
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, o := range []Options{{Engine: "podman"}, {BIP: "172.17.42.1"}} {
		if _, err := OpenWith(context.Background(), o); err == nil {
			t.Errorf("unexpected lab with %+v: want an error", o)
		}
	}
}
