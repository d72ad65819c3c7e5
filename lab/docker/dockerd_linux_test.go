package docker

import (
	"archive/tar"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/sandbox/sandboxtest"
)

func TestMain(m *testing.M) { sandboxtest.MainAnywhere(m) }

// engineOf starts a real Docker Engine in this sandbox, with an image "tools", and gives its socket. It lasts as long as the test.
func engineOf(t *testing.T) (socket string) {
	t.Helper()
	lack := func(reason string) {
		t.Helper()
		if os.Getenv("CI") != "" {
			t.Fatal(reason)
		}
		t.Skip(reason)
	}
	sandboxtest.Need(t)
	if os.Geteuid() != 0 || ordinary() {
		lack("a real Docker Engine needs root here")
	}
	for _, program := range []string{"dockerd", realClient, "containerd", "runc"} {
		if _, err := exec.LookPath(program); err != nil {
			lack(err.Error())
		}
	}
	mountControlGroups(t)
	dir := t.TempDir()
	socket = "/run/vethlab-test.sock"
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	daemon := exec.Command("dockerd", "--data-root", filepath.Join(dir, "data"), "--exec-root", "/run/docker-test", "-p", "/run/docker-test.pid",
		"-H", "unix://"+socket, "--storage-driver", "vfs")
	daemon.Stdout, daemon.Stderr = log, log
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	var ended sync.WaitGroup
	died := make(chan struct{})
	ended.Go(func() { daemon.Wait(); close(died) })
	t.Cleanup(func() {
		daemon.Process.Signal(unix.SIGTERM)
		ended.Wait()
		log.Close()
	})
	c := clientOf(t, socket)
	for patience := 100; ; patience-- {
		if _, err := c.Ping(t.Context()); err == nil {
			break
		}
		select {
		case <-died:
			patience = 0
		case <-time.After(100 * time.Millisecond): // the daemon's socket is there before it answers, and it tells nobody
		}
		if patience == 0 {
			said, _ := os.ReadFile(log.Name())
			t.Fatalf("dockerd did not come up:\n%s", said)
		}
	}
	importTools(t, socket)
	return socket
}

// ordinary tells whether root is one of a user namespace.
func ordinary() bool {
	ids, err := os.ReadFile("/proc/self/uid_map")
	return err != nil || len(strings.Fields(string(ids))) != 3 || strings.Fields(string(ids))[2] != "4294967295"
}

// mountControlGroups mounts them in the sandbox's new /sys, as the machine has them.
func mountControlGroups(t *testing.T) {
	t.Helper()
	const at = "/sys/fs/cgroup"
	own, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(own)), "\n")
	if len(lines) == 1 {
		if err := unix.Mount("cgroup2", at, "cgroup2", 0, ""); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { unix.Unmount(at, unix.MNT_DETACH) })
		return
	}
	if err := unix.Mount("tmpfs", at, "tmpfs", 0, "mode=755"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Unmount(at, unix.MNT_DETACH) })
	for _, line := range lines {
		names := strings.Split(line, ":")[1]
		if names == "" {
			continue
		}
		dir := filepath.Join(at, strings.TrimPrefix(names, "name="))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := unix.Mount("cgroup", dir, "cgroup", 0, names); err != nil {
			t.Fatalf("mount %s: %v", names, err)
		}
	}
}

// importTools makes the image of one static binary, under the names of its programs.
func importTools(t *testing.T, socket string) {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "tools")
	build := exec.Command("go", "build", "-o", binary, "./testdata/tools")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, said)
	}
	body, err := os.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	var image bytes.Buffer
	w := tar.NewWriter(&image)
	write := func(h *tar.Header, body []byte) {
		t.Helper()
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	write(&tar.Header{Name: "bin/echo", Mode: 0o755, Size: int64(len(body))}, body)
	for _, name := range []string{"complain", "cat", "exit", "env", "hostname", "pwd", "addresses", "size", "deaf", "sleep", "wait"} {
		write(&tar.Header{Name: "bin/" + name, Mode: 0o755, Typeflag: tar.TypeLink, Linkname: "bin/echo"}, nil)
	}
	write(&tar.Header{Name: "bin/text", Mode: 0o644, Size: 4}, []byte("text"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	load := exec.Command(realClient, "-H", "unix://"+socket, "import", "--change", `CMD ["/bin/sleep"]`, "-", "tools")
	load.Stdin = &image
	if said, err := load.CombinedOutput(); err != nil {
		t.Fatalf("docker import: %v\n%s", err, said)
	}
}
