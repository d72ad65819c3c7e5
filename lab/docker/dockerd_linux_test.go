package docker

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"vethlab/lab/dockerd"
	"vethlab/lab/netns"
	"vethlab/lab/sandbox/sandboxtest"
)

func TestMain(m *testing.M) { sandboxtest.MainAnywhere(m) }

// engineOf starts a real Docker Engine in this sandbox, for as long as the test, and gives its socket.
func engineOf(t *testing.T) (socket string) {
	t.Helper()
	sandboxtest.Need(t)
	if lack := dockerd.Need(); lack != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(lack)
		}
		t.Skip(lack)
	}
	binary := filepath.Join(t.TempDir(), "tools")
	build := exec.Command("go", "build", "-o", binary, "./testdata/tools")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, said)
	}
	host, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	e, err := dockerd.Start(t.Context(), dockerd.Config{Host: host, Program: binary, Names: []string{
		"sh", "echo", "complain", "cat", "exit", "env", "hostname", "pwd", "size", "deaf", "sleep", "wait",
	}})
	if err != nil {
		t.Fatal(errors.Join(err, host.Close()))
	}
	t.Cleanup(func() {
		if err := errors.Join(e.Close(), host.Close()); err != nil {
			t.Error(err)
		}
	})
	return e.Socket()
}
