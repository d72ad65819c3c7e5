//go:build linux

package netns

import (
	"fmt"
	"strconv"

	"golang.org/x/sys/unix"
)

// DoInside runs f on a thread that is in the network, mount, uts and ipc namespaces of the process pid, whose root is then f's;
// processes that f starts are in its pid namespace too (setns(2)). Afterwards the thread is put back.
func DoInside(pid int, f func() error) error {
	return away(func() error {
		if err := enter(pid); err != nil {
			return err
		}
		return f()
	}, rememberNetwork, remember("uts", unix.CLONE_NEWUTS), remember("ipc", unix.CLONE_NEWIPC), remember("pid", unix.CLONE_NEWPID), rememberMounts)
}

// enter moves the calling thread. The mounts come last: with them /proc becomes another.
func enter(pid int) error {
	kinds := []struct {
		name string
		flag int
	}{{"net", unix.CLONE_NEWNET}, {"uts", unix.CLONE_NEWUTS}, {"ipc", unix.CLONE_NEWIPC}, {"pid", unix.CLONE_NEWPID}, {"mnt", unix.CLONE_NEWNS}}
	for i, k := range kinds {
		path := "/proc/" + strconv.Itoa(pid) + "/ns/" + k.name
		fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("open %s: %w", path, err)
		}
		if i == len(kinds)-1 {
			// The threads of a program share one view of the file system until CLONE_FS is undone.
			err = unix.Unshare(unix.CLONE_FS)
		}
		if err == nil {
			err = unix.Setns(fd, k.flag)
		}
		unix.Close(fd)
		if err != nil {
			return fmt.Errorf("enter %s: %w", path, err)
		}
	}
	return nil
}

// remember notes one namespace of the calling thread.
func remember(name string, flag int) func() (back func() error, err error) {
	return func() (func() error, error) {
		path := "/proc/thread-self/ns/" + name
		fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
		return func() error {
			defer unix.Close(fd)
			if err := unix.Setns(fd, flag); err != nil {
				return fmt.Errorf("return from another %s namespace: %w", name, err)
			}
			return nil
		}, nil
	}
}
