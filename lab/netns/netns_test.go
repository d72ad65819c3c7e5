//go:build linux

package netns_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"

	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
	"vethlab/lab/sandbox/sandboxtest"
)

func TestMain(m *testing.M) { sandboxtest.Main(m) }

// home fails the test if the process has more descriptors afterwards, or a thread that is not where it was.
func home(t *testing.T) {
	t.Helper()
	// The runtime opens its poller with the first pipe.
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	w.Close()
	descriptors := len(list(t, "/proc/self/fd"))
	here := map[string]string{}
	for _, name := range []string{"ns/net", "ns/mnt", "root", "cwd"} {
		here[name] = link(t, "/proc/self/"+name)
	}
	goroutines := runtime.NumGoroutine()
	t.Cleanup(func() {
		// One that has answered may not have ended yet.
		for i := 0; runtime.NumGoroutine() > goroutines; i++ {
			if runtime.Gosched(); i == 1_000_000 {
				t.Fatalf("unexpected goroutines: want %d, got %d", goroutines, runtime.NumGoroutine())
			}
		}
		if n := len(list(t, "/proc/self/fd")); n != descriptors {
			t.Errorf("unexpected descriptors: want %d, got %d", descriptors, n)
		}
		for _, thread := range list(t, "/proc/self/task") {
			for name, here := range here {
				if there := link(t, "/proc/self/task/"+thread.Name()+"/"+name); there != here {
					t.Errorf("thread %s is left in %s, not in %s", thread.Name(), there, here)
				}
			}
		}
	})
}

func list(t *testing.T, path string) []os.DirEntry {
	t.Helper()
	entries, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func link(t *testing.T, path string) string {
	t.Helper()
	to, err := os.Readlink(path)
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func TestDo(t *testing.T) {
	home(t)
	n, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	var inside *netns.Namespace
	err = n.Do(func() (err error) {
		inside, err = netns.Current()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	defer inside.Close()
	if inside.ID() != n.ID() {
		t.Errorf("unexpected namespace: want %d, got %d", n.ID(), inside.ID())
	}
	if err := n.Do(func() error { return unix.EBUSY }); err != unix.EBUSY {
		t.Errorf("unexpected error: want %v, got %v", unix.EBUSY, err)
	}
}

// TestDoWithoutRight holds that who may not go to a namespace is told so, and stays where it is.
func TestDoWithoutRight(t *testing.T) {
	home(t)
	n, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	done := make(chan error)
	var without func()
	without = func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if unix.Gettid() == os.Getpid() {
			// The main thread hands its visits to others, which have the right. While it waits here, another is taken.
			handed := make(chan struct{})
			go func() {
				defer close(handed)
				without()
			}()
			<-handed
			return
		}
		before := link(t, "/proc/thread-self/ns/net")
		header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
		var rights [2]unix.CapUserData
		if err := unix.Capget(&header, &rights[0]); err != nil {
			done <- err
			return
		}
		rights[0].Effective &^= 1 << unix.CAP_SYS_ADMIN
		if err := unix.Capset(&header, &rights[0]); err != nil {
			done <- err
			return
		}
		err := n.Do(func() error { return nil })
		if after := link(t, "/proc/thread-self/ns/net"); after != before {
			t.Errorf("unexpected namespace: want %s, got %s", before, after)
		}
		rights[0].Effective |= 1 << unix.CAP_SYS_ADMIN
		if back := unix.Capset(&header, &rights[0]); back != nil {
			err = back
		}
		done <- err
	}
	go without()
	if err := <-done; !errors.Is(err, unix.EPERM) {
		t.Errorf("unexpected error: want %v, got %v", unix.EPERM, err)
	}
}

// TestDoMounted runs programs that see what a namespace has, several at a time, and leaves every thread where it was.
func TestDoMounted(t *testing.T) {
	home(t)
	n, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if err := os.MkdirAll("/run/folder", 0o755); err != nil {
		t.Fatal(err)
	}
	err = n.DoMounted("test0", func() error {
		return exec.Command("mount", "-t", "tmpfs", "none", "/run/folder").Run()
	})
	if err != nil {
		t.Errorf("mount inside: %v", err)
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			err := n.DoMounted("test0", func() error {
				out, err := exec.Command("sh", "-c", "ls /sys/class/net; readlink /proc/self/ns/net").CombinedOutput()
				if want := fmt.Sprintf("lo\nnet:[%d]\n", n.ID()); string(out) != want {
					t.Errorf("unexpected output inside: want %q, got %q", want, out)
				}
				return err
			})
			if err != nil {
				t.Errorf("unexpected error: %v", err)
			}
		})
	}
	all.Wait()
	if err := n.DoMounted("test0", func() error { return unix.EBUSY }); !errors.Is(err, unix.EBUSY) {
		t.Errorf("unexpected error: want %v, got %v", unix.EBUSY, err)
	}
	if err := os.Remove("/run/folder"); err != nil {
		t.Errorf("what was mounted inside is seen outside: %v", err)
	}
}

func TestBind(t *testing.T) {
	home(t)
	n, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	path := "/run/netns/test0"
	if err := n.Bind(path); err != nil {
		t.Fatal(err)
	}
	if err := n.Bind(path); !os.IsExist(err) {
		t.Errorf("want that the name is taken, got %v", err)
	}
	named, err := netns.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer named.Close()
	if named.ID() != n.ID() {
		t.Errorf("unexpected namespace: want %d, got %d", n.ID(), named.ID())
	}
	if err := netns.Unbind(path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the name is left: %v", err)
	}
}

func TestOpenWhatIsNone(t *testing.T) {
	home(t)
	for _, path := range []string{"/dev/null", "/proc/self/ns/uts", "/run/netns/none"} {
		if n, err := netns.Open(path); err == nil {
			n.Close()
			t.Errorf("%s was opened as a network namespace", path)
		}
	}
}

// TestWithUmask holds that what is made has the other umask, and what is made later has not.
func TestWithUmask(t *testing.T) {
	folder := t.TempDir()
	mode := func(name string) os.FileMode {
		if err := os.WriteFile(folder+"/"+name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(folder + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode()
	}
	before := mode("before")
	if err := netns.WithUmask(0o077, func() error {
		if got := mode("within"); got != 0o600 {
			t.Errorf("unexpected mode with another umask: want -rw-------, got %v", got)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := mode("after"); got != before {
		t.Errorf("unexpected mode afterwards: want %v, got %v", before, got)
	}
}
