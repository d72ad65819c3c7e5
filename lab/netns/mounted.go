//go:build linux

package netns

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

// DoMounted runs f as `ip netns exec NAME` runs a program (iproute2's lib/namespace.c, netns_switch): inside the namespace,
// with mounts of its own, in which /sys shows the namespace's links and the files of /etc/netns/NAME stand in /etc.
//
// The thread is put back afterwards, for one that died would have to be started anew, which a machine full of processes refuses. It
// shares its folder and umask with the others no longer: the program must change neither.
func (n *Namespace) DoMounted(name string, f func() error) error {
	return away(func() error {
		if err := n.mounted(name); err != nil {
			return err
		}
		return f()
	}, rememberNetwork, rememberMounts)
}

// rememberMounts notes the mounts that the calling thread sees, its root and its folder: setns(2) puts the latter two at the root
// of the mounts.
func rememberMounts() (back func() error, err error) {
	var fds []int
	shut := func() {
		for _, fd := range fds {
			unix.Close(fd)
		}
	}
	for _, path := range []string{"/proc/thread-self/ns/mnt", "/", "."} {
		fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != nil {
			shut()
			return nil, fmt.Errorf("open %s of this thread: %w", path, err)
		}
		fds = append(fds, fd)
	}
	return func() error {
		defer shut()
		err := unix.Setns(fds[0], unix.CLONE_NEWNS)
		if err == nil {
			err = errors.Join(unix.Fchdir(fds[1]), unix.Chroot("."), unix.Fchdir(fds[2]))
		}
		if err != nil {
			return fmt.Errorf("return from other mounts: %w", err)
		}
		return nil
	}, nil
}

// mounted moves the calling thread into the namespace.
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
