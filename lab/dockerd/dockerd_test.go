//go:build linux

package dockerd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/image"
	"github.com/docker/docker/pkg/stdcopy"
	"github.com/docker/go-connections/nat"
	"golang.org/x/sys/unix"

	"vethlab/lab/dockerd"
	"vethlab/lab/netns"
	"vethlab/lab/sandbox/sandboxtest"
)

func TestMain(m *testing.M) { sandboxtest.Main(m) }

// tools builds the images' program; it is built anew for each test that wants it, which the build cache makes cheap.
func tools(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tools")
	c := exec.Command("go", "build", "-o", path, "./testdata/tools")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("build the image's program: %v\n%s", err, out)
	}
	return path
}

func need(t testing.TB) {
	t.Helper()
	lack := dockerd.Need()
	switch {
	case lack != nil && os.Getenv("CI") != "":
		t.Fatal(lack)
	case lack != nil:
		t.Skip(lack)
	}
}

// start starts an engine in a namespace of its own, for as long as the test.
func start(t testing.TB, c dockerd.Config) *dockerd.Engine {
	t.Helper()
	need(t)
	host, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	c.Host, c.Names = host, []string{"links", "cat", "sleep", "fill"}
	if c.Program == "" {
		c.Program = tools(t)
	}
	e, err := dockerd.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(e.Close(), host.Close()); err != nil {
			t.Error(err)
		}
	})
	return e
}

// begin creates and starts a container, and gives its id.
func begin(t testing.TB, e *dockerd.Engine, c api.Config, host api.HostConfig, name string) (string, error) {
	t.Helper()
	made, err := e.Client().ContainerCreate(t.Context(), &c, &host, nil, nil, name)
	if err != nil {
		return "", err
	}
	return made.ID, e.Client().ContainerStart(t.Context(), made.ID, api.StartOptions{})
}

// run runs a container to its end, and gives what it printed.
func run(t testing.TB, e *dockerd.Engine, mode, name string, argv ...string) (out string, status int64) {
	t.Helper()
	id, err := begin(t, e, api.Config{Image: name, Cmd: argv}, api.HostConfig{NetworkMode: api.NetworkMode(mode)}, "")
	if err != nil {
		t.Fatal(err)
	}
	ended, failed := e.Client().ContainerWait(t.Context(), id, api.WaitConditionNotRunning)
	select {
	case r := <-ended:
		status = r.StatusCode
	case err := <-failed:
		t.Fatal(err)
	}
	logs, err := e.Client().ContainerLogs(t.Context(), id, api.LogsOptions{ShowStdout: true, ShowStderr: true})
	if err != nil {
		t.Fatal(err)
	}
	defer logs.Close()
	var b bytes.Buffer
	if _, err := stdcopy.StdCopy(&b, &b, logs); err != nil {
		t.Fatal(err)
	}
	return b.String(), status
}

// TestModes runs a container in each of Docker's four networks, each of an image whose name was never heard of.
func TestModes(t *testing.T) {
	var said []string
	e := start(t, dockerd.Config{BIP: "172.17.42.1/16", Progress: func(text string) { said = append(said, text) }})
	if want := []string{"starting dockerd", "making the image"}; !slices.Equal(said, want) {
		t.Errorf("unexpected progress: want %q, got %q", want, said)
	}
	if _, err := begin(t, e, api.Config{Image: "ubuntu", Cmd: []string{"sleep"}}, api.HostConfig{}, "first"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ mode, image, has, hasNot string }{
		{"bridge", "ubuntu:22.04", "eth0", "docker0"},
		{"host", "ghcr.io/some/thing", "docker0", "eth0"},
		{"none", "registry.example:5000/a/b:c", "lo", "eth0"},
		{"container:first", "busybox:latest", "eth0", "docker0"},
	} {
		out, status := run(t, e, test.mode, test.image, "links")
		links := strings.Fields(out)
		if status != 0 || !slices.Contains(links, test.has) || slices.Contains(links, test.hasNot) {
			t.Errorf("unexpected links with --net %s: want %s and not %s, got %q, status %d", test.mode, test.has, test.hasNot, links, status)
		}
	}
	if out, status := run(t, e, "none", "plain"); out != "a shell\n" || status != 0 {
		t.Errorf("unexpected output of the image's own command: want that of a shell, got %q, status %d", out, status)
	}
	first, err := e.Client().ContainerInspect(t.Context(), "first")
	if err != nil {
		t.Fatal(err)
	}
	if got := first.NetworkSettings.Networks["bridge"].Gateway; got != "172.17.42.1" {
		t.Errorf("unexpected gateway: want docker0's address, 172.17.42.1, got %s", got)
	}
	if got, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/net", first.State.Pid)); err != nil {
		t.Errorf("the container's process %d is not one of the lab's: %v, %s", first.State.Pid, err, got)
	}
}

// TestAttach holds that a container hears of the end of its standard input.
func TestAttach(t *testing.T) {
	e := start(t, dockerd.Config{})
	made, err := e.Client().ContainerCreate(t.Context(), &api.Config{
		Image: "any", Cmd: []string{"cat"}, OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true,
	}, &api.HostConfig{NetworkMode: "none"}, nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	stream, err := e.Client().ContainerAttach(t.Context(), made.ID, api.AttachOptions{Stream: true, Stdin: true, Stdout: true})
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	if err := e.Client().ContainerStart(t.Context(), made.ID, api.StartOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(stream.Conn, "words\n"); err != nil {
		t.Fatal(err)
	}
	if err := stream.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := stdcopy.StdCopy(&out, io.Discard, stream.Reader); err != nil || out.String() != "words\n" {
		t.Errorf("unexpected output of cat: want words, got %q, error %v", out.String(), err)
	}
}

// TestControlGroups holds that a container makes no control group: it would be the machine's, and outlive a lab that is killed.
func TestControlGroups(t *testing.T) {
	e := start(t, dockerd.Config{})
	if _, err := begin(t, e, api.Config{Image: "any", Cmd: []string{"sleep"}}, api.HostConfig{}, "one"); err != nil {
		t.Fatal(err)
	}
	one, err := e.Client().ContainerInspect(t.Context(), "one")
	if err != nil {
		t.Fatal(err)
	}
	mine, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		t.Fatal(err)
	}
	if its, err := os.ReadFile(fmt.Sprintf("/proc/%d/cgroup", one.State.Pid)); err != nil || string(its) != string(mine) {
		t.Errorf("unexpected control groups of a container: want\n%sgot\n%s(error %v)", mine, its, err)
	}
	if err := os.Mkdir("/sys/fs/cgroup/mine", 0o755); !errors.Is(err, unix.EROFS) {
		t.Errorf("unexpected error of a new control group: want %v, got %v", unix.EROFS, err)
	}
}

// TestTop asks for a container's processes, for which runc would ask its control group.
func TestTop(t *testing.T) {
	e := start(t, dockerd.Config{})
	id, err := begin(t, e, api.Config{Image: "any", Cmd: []string{"sleep"}}, api.HostConfig{}, "one")
	if err != nil {
		t.Fatal(err)
	}
	top, err := e.Client().ContainerTop(t.Context(), id, []string{"-o", "pid,args"})
	if err != nil {
		t.Fatal(err)
	}
	if len(top.Processes) != 1 || top.Processes[0][1] != "sleep" {
		t.Errorf("unexpected processes of a container: want sleep alone, got %q", top.Processes)
	}
}

// TestPull asks for what a registry would have.
func TestPull(t *testing.T) {
	e := start(t, dockerd.Config{})
	c := e.Client()
	for name, want := range map[string]string{
		"alpine:3.20": "",
		"alpine@sha256:" + strings.Repeat("0", 64): "there is no registry in a lab",
	} {
		answer, err := c.ImagePull(t.Context(), name, image.PullOptions{})
		if err == nil {
			_, err = io.Copy(io.Discard, answer)
			answer.Close()
		}
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("unexpected error of a pull of %s: want %q, got %v", name, want, err)
		}
	}
	list, err := c.ImageList(t.Context(), image.ListOptions{})
	if err != nil || len(list) != 1 {
		t.Fatalf("unexpected images: want one, got %+v, error %v", list, err)
	}
	if _, err := c.ImageRemove(t.Context(), list[0].ID, image.RemoveOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	if out, status := run(t, e, "none", "another", "sh"); status != 0 {
		t.Errorf("unexpected status of a new name once the image was removed: want 0, got %d: %s", status, out)
	}
	_, err = begin(t, e, api.Config{Image: "No:Such:Name"}, api.HostConfig{}, "")
	if err == nil || !strings.Contains(err.Error(), "invalid reference format") {
		t.Errorf("unexpected error of a name that is none: want Docker's own words, got %v", err)
	}
}

// TestClose leaves neither a process nor a mount nor a file, whatever runs.
func TestClose(t *testing.T) {
	need(t)
	before := remains(t)
	e := start(t, dockerd.Config{})
	publish := api.HostConfig{PortBindings: nat.PortMap{"80/tcp": {{HostPort: "8080"}}}}
	for i := range 5 {
		c := api.Config{Image: "any", Cmd: []string{"sleep"}, ExposedPorts: nat.PortSet{"80/tcp": {}}}
		if _, err := begin(t, e, c, publish, "c"+strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
		publish.PortBindings = nil
	}
	// What is executed in a container has another parent than the container's own processes.
	for i := range 5 {
		made, err := e.Client().ContainerExecCreate(t.Context(), "c"+strconv.Itoa(i), api.ExecOptions{Cmd: []string{"sleep"}})
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Client().ContainerExecStart(t.Context(), made.ID, api.ExecStartOptions{Detach: true}); err != nil {
			t.Fatal(err)
		}
	}
	attached, err := e.Client().ContainerAttach(t.Context(), "c1", api.AttachOptions{Stream: true, Stdout: true})
	if err != nil {
		t.Fatal(err)
	}
	defer attached.Close()
	// One more is being made meanwhile.
	var late sync.WaitGroup
	late.Go(func() { _, _ = begin(t, e, api.Config{Image: "any", Cmd: []string{"sleep"}}, api.HostConfig{}, "late") })
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	late.Wait()
	if err := e.Err(); err != nil {
		t.Errorf("unexpected error after Close: want none, got %v", err)
	}
	if after := remains(t); after != before {
		t.Errorf("unexpected remains of an engine: want\n%s\ngot\n%s", before, after)
	}
}

// TestGivenUp leaves nothing of an engine whose caller did not wait.
func TestGivenUp(t *testing.T) {
	need(t)
	before := remains(t)
	host, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	defer host.Close()
	ctx, cancel := context.WithCancel(t.Context())
	c := dockerd.Config{Host: host, Program: tools(t), Progress: func(text string) {
		if text == "making the image" {
			cancel()
		}
	}}
	if _, err := dockerd.Start(ctx, c); !errors.Is(err, context.Canceled) {
		t.Errorf("unexpected error: want %v, got %v", context.Canceled, err)
	}
	if after := remains(t); after != before {
		t.Errorf("unexpected remains of an engine: want\n%s\ngot\n%s", before, after)
	}
}

// remains are the processes that live in the sandbox, its mounts and the files of /run.
func remains(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, stat := range glob(t, "/proc/[0-9]*/stat") {
		text, err := os.ReadFile(stat)
		if err != nil || bytes.Contains(text, []byte(") Z ")) {
			continue
		}
		b.Write(text[:bytes.LastIndexByte(text, ')')+1])
		b.WriteByte('\n')
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		t.Fatal(err)
	}
	b.Write(mounts)
	b.WriteString(strings.Join(glob(t, "/run/*"), "\n"))
	return b.String()
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestKilled kills dockerd under its containers: that is told, and Close leaves nothing all the same.
func TestKilled(t *testing.T) {
	need(t)
	before := remains(t)
	e := start(t, dockerd.Config{})
	if _, err := begin(t, e, api.Config{Image: "any", Cmd: []string{"sleep"}}, api.HostConfig{}, "one"); err != nil {
		t.Fatal(err)
	}
	one, err := e.Client().ContainerInspect(t.Context(), "one")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(filepath.Dir(e.Socket()), "dockerd.pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Kill(pid, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-e.Done()
	if err := e.Err(); err == nil || !strings.HasSuffix(err.Error(), "was ended by a signal: killed") {
		t.Errorf("unexpected error: want one of a signal, got %v", err)
	}
	_, err = e.Client().ContainerInspect(t.Context(), "one")
	if err == nil || !strings.Contains(err.Error(), "the lab's Docker Engine is gone") {
		t.Errorf("unexpected error of a client: want that the engine is gone, got %v", err)
	}
	if err := unix.Kill(one.State.Pid, 0); err != nil {
		t.Errorf("the container's process did not outlive dockerd: %v", err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if after := remains(t); after != before {
		t.Errorf("unexpected remains of an engine: want\n%s\ngot\n%s", before, after)
	}
}

// TestStacks lets containerd tell what it does, as dockerd lets it where it does not answer: the file goes with the engine.
func TestStacks(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	e := start(t, dockerd.Config{Dir: t.TempDir()})
	dir := filepath.Dir(e.Socket())
	text, err := os.ReadFile(filepath.Join(dir, "exec", "containerd", "containerd.pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Kill(pid, unix.SIGUSR1); err != nil {
		t.Fatal(err)
	}
	var inside, outside []string
	for end := time.Now().Add(time.Minute); len(inside)+len(outside) == 0; {
		if time.Now().After(end) {
			t.Fatal("containerd wrote no file")
		}
		inside, _ = filepath.Glob(filepath.Join(dir, "*.stacks.log"))
		outside, _ = filepath.Glob(filepath.Join(temporary, "*.stacks.log"))
	}
	if len(outside) > 0 {
		t.Errorf("unexpected files outside the engine's folder: %q", outside)
	}
}

// TestFull fills the engine's disk: what needs room is refused in words, and the rest goes on.
func TestFull(t *testing.T) {
	e := start(t, dockerd.Config{Size: 24 << 20})
	id, err := begin(t, e, api.Config{Image: "any", Cmd: []string{"fill"}}, api.HostConfig{}, "big")
	if err != nil {
		t.Fatal(err)
	}
	ended, failed := e.Client().ContainerWait(t.Context(), id, api.WaitConditionNotRunning)
	select {
	case <-ended:
	case err := <-failed:
		t.Fatal(err)
	}
	if _, err := begin(t, e, api.Config{Image: "any", Cmd: []string{"sleep"}}, api.HostConfig{}, "next"); err == nil ||
		!strings.Contains(err.Error(), "Docker Engine is full: 24 MiB") {
		t.Errorf("unexpected error of a container without room: want that the disk is full, got %v", err)
	}
	if err := e.Client().ContainerRemove(t.Context(), "big", api.RemoveOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	if out, status := run(t, e, "none", "any", "links"); status != 0 {
		t.Errorf("unexpected status once there is room: want 0, got %d: %s", status, out)
	}
}

// TestDynamic makes an image of a binary that needs libraries: those come along.
func TestDynamic(t *testing.T) {
	passwd := "root:x:0:0:root:/root:/bin/sh\n"
	e := start(t, dockerd.Config{Program: "/bin/cat", Etc: map[string]string{"passwd": passwd}})
	if out, status := run(t, e, "none", "any", "cat", "/etc/passwd"); status != 0 || out != passwd {
		t.Errorf("unexpected output of a dynamic binary: want that of cat, got %q, status %d", out, status)
	}
}

func BenchmarkStart(b *testing.B) {
	program := tools(b)
	for b.Loop() {
		e := start(b, dockerd.Config{Program: program})
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
