//go:build linux

package netns

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

// DoMounted runs f as `ip netns exec NAME` runs a program (iproute2's lib/namespace.c, netns_switch): inside the namespace,
// with mounts of its own, in which /sys shows the namespace's links and the files of /etc/netns/NAME stand in /etc.
//
// The thread cannot be put back and dies when f is done. So f waits for the processes that it starts: a dead thread's
// children would pass to the main thread.
func (n *Namespace) DoMounted(name string, f func() error) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		if unix.Gettid() == os.Getpid() {
			// /proc/self is the main thread's: it must stay where it is. While it waits here, another thread is taken.
			err := n.DoMounted(name, f)
			runtime.UnlockOSThread()
			done <- err
			return
		}
		err := n.mounted(name)
		if err == nil {
			err = f()
		}
		done <- err
	}()
	return <-done
}

// mounted moves the calling thread into the namespace, for ever.
func (n *Namespace) mounted(name string) error {
	if err := netns.Set(netns.NsHandle(n.fd)); err != nil {
		return fmt.Errorf("enter network namespace %s: %w", name, err)
	}
	// The threads of a program share one view of the file system until CLONE_FS is undone.
	if err := unix.Unshare(unix.CLONE_FS | unix.CLONE_NEWNS); err != nil {
		return fmt.Errorf("unshare the mounts of %s: %w", name, err)
	}
	if err := unix.Mount("", "/", "none", unix.MS_SLAVE|unix.MS_REC, ""); err != nil {
		return fmt.Errorf("make the mounts of %s slaves: %w", name, err)
	}
	var flags uintptr
	if err := unix.Unmount("/sys", unix.MNT_DETACH); err != nil {
		var s unix.Statfs_t
		if unix.Statfs("/sys", &s) == nil && s.Flags&unix.ST_RDONLY != 0 {
			flags = unix.MS_RDONLY
		}
	}
	if err := unix.Mount(name, "/sys", "sysfs", flags, ""); err != nil {
		return fmt.Errorf("mount /sys of %s: %w", name, err)
	}
	return bindEtc(name)
}

// bindEtc puts the files of /etc/netns/NAME over those of /etc (ip-netns(8)).
func bindEtc(name string) error {
	folder := filepath.Join("/etc/netns", name)
	entries, err := os.ReadDir(folder)
	if err != nil {
		// Most namespaces have no folder there.
		return nil
	}
	for _, e := range entries {
		from, to := filepath.Join(folder, e.Name()), filepath.Join("/etc", e.Name())
		if err := unix.Mount(from, to, "none", unix.MS_BIND, ""); err != nil {
			return fmt.Errorf("bind %s to %s: %w", from, to, err)
		}
	}
	return nil
}
