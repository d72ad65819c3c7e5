//go:build linux

// Package netns makes, opens and enters network namespaces. It is the only place of the program that locks threads
// and switches their namespace (setns(2), unshare(2)), so that no goroutine is ever left in the wrong one.
package netns

import (
	"errors"
	"fmt"
	"os"
	"runtime"

	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"

	"vethlab/lab/topo"
)

// Namespace is an open network namespace: a file descriptor of nsfs, which keeps it alive until Close.
type Namespace struct {
	fd int
	id topo.ID
}

// New makes a fresh namespace that has no name; its lo is down. The calling thread stays where it is.
func New() (*Namespace, error) { return NewWith(func() error { return nil }) }

// NewWith is as New, and runs f inside before it comes back, as Do would; whoever opens a socket there is spared a way. An error of f
// is that of NewWith, and there is no namespace then.
func NewWith(f func() error) (*Namespace, error) {
	var n *Namespace
	err := apart(func() error {
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			return err
		}
		var err error
		if n, err = Current(); err != nil {
			return err
		}
		return f()
	})
	if err != nil {
		if n != nil {
			n.Close()
		}
		return nil, fmt.Errorf("make a network namespace: %w", err)
	}
	return n, nil
}

// Open opens the namespace at a path: a name such as /run/netns/test0, or /proc/PID/ns/net. What is there must be a network
// namespace (NS_GET_NSTYPE, ioctl_ns(2)).
func Open(path string) (*Namespace, error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	kind, err := unix.IoctlRetInt(fd, unix.NS_GET_NSTYPE)
	if err == nil && kind != unix.CLONE_NEWNET {
		err = unix.EINVAL
	}
	if err != nil {
		unix.Close(fd)
		return nil, &os.PathError{Op: "open network namespace", Path: path, Err: err}
	}
	return own(fd)
}

// Current opens the namespace of the calling thread. /proc/self would be that of the main thread.
func Current() (*Namespace, error) { return Open("/proc/thread-self/ns/net") }

func own(fd int) (*Namespace, error) {
	var s unix.Stat_t
	if err := unix.Fstat(fd, &s); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("stat network namespace: %w", err)
	}
	return &Namespace{fd: fd, id: topo.ID(s.Ino)}, nil
}

// ID tells the namespace from every other: its inode number in nsfs.
func (n *Namespace) ID() topo.ID { return n.id }

// Fd is the open file descriptor; it is the Namespace's own, and closed by Close.
func (n *Namespace) Fd() int { return n.fd }

// Path names the open namespace for this process alone, as long as it is open.
func (n *Namespace) Path() string { return fmt.Sprintf("/proc/self/fd/%d", n.fd) }

// Close closes the descriptor. The namespace lives on while it has a name, a process or a socket.
func (n *Namespace) Close() error {
	if err := unix.Close(n.fd); err != nil {
		return fmt.Errorf("close network namespace %d: %w", n.id, err)
	}
	return nil
}

// Do runs f on a thread that is inside the namespace, the caller's own if it can be. Goroutines that f starts are outside again. Sockets
// and processes that f makes stay in the namespace.
//
// Where the caller is in it already, nothing is switched: a container's process may not (setns(2) wants CAP_SYS_ADMIN).
func (n *Namespace) Do(f func() error) error {
	if stands(n.fd) {
		return f()
	}
	return apart(func() error {
		if err := n.Stay(); err != nil {
			return err
		}
		return f()
	})
}

// Stay moves the calling thread in for good. Only a goroutine that is locked to its thread may call it.
func (n *Namespace) Stay() error {
	if err := netns.Set(netns.NsHandle(n.fd)); err != nil {
		return fmt.Errorf("enter network namespace %d: %w", n.id, err)
	}
	return nil
}

// apart runs f on a thread that may change its network namespace and is put back: the calling one, for to hand f to another and to be
// woken by it costs as much as what f does. Only the main thread must stay where it is, since /proc/self is its own.
//
// A thread that cannot go back (for want of memory, or of the right to) would leave the caller in a wrong namespace for good, and that
// is the end of the program.
func apart(f func() error) error {
	runtime.LockOSThread()
	if unix.Gettid() == os.Getpid() {
		runtime.UnlockOSThread()
		return away(f, rememberNetwork)
	}
	lost, err := there(f, []func() (func() error, error){rememberNetwork})
	if lost {
		panic(err)
	}
	runtime.UnlockOSThread()
	return err
}

// away runs f on a thread of its own. Each of remember notes where that is in some respect, and gives how to come back. The thread
// is put back, and only then given to the scheduler; where that fails it dies with its goroutine.
func away(f func() error, remember ...func() (back func() error, err error)) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		if unix.Gettid() == os.Getpid() {
			// /proc/self is the main thread's, which must stay where it is. While it waits here, another thread is taken.
			err := away(f, remember...)
			runtime.UnlockOSThread()
			done <- err
			return
		}
		lost, err := there(f, remember)
		if !lost {
			runtime.UnlockOSThread()
		}
		done <- err
	}()
	return <-done
}

// there runs f on the calling thread, which is lost if it could not be put back.
func there(f func() error, remember []func() (back func() error, err error)) (lost bool, err error) {
	for _, r := range remember {
		back, failed := r()
		if failed != nil {
			return false, failed
		}
		defer func() {
			if failed := back(); failed != nil {
				lost, err = true, errors.Join(err, failed)
			}
		}()
	}
	return false, f()
}

func rememberNetwork() (back func() error, err error) {
	home, err := netns.Get()
	if err != nil {
		return nil, fmt.Errorf("open this thread's network namespace: %w", err)
	}
	return func() error {
		defer home.Close()
		if err := netns.Set(home); err != nil && !stands(int(home)) {
			return fmt.Errorf("return from a network namespace: %w", err)
		}
		return nil
	}, nil
}

// stands tells whether the calling thread is in an open namespace: who may not go away may not come back either.
func stands(fd int) bool {
	var here, there unix.Stat_t
	return unix.Stat("/proc/thread-self/ns/net", &here) == nil && unix.Fstat(fd, &there) == nil && here.Ino == there.Ino
}

// Bind gives the namespace a name: the file path, made if it is not there, with the namespace mounted on it, as `ip netns add`
// does (ip-netns(8)).
func (n *Namespace) Bind(path string) error {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0)
	if err != nil {
		return &os.PathError{Op: "open", Path: path, Err: err}
	}
	unix.Close(fd)
	if err := unix.Mount(n.Path(), path, "none", unix.MS_BIND, ""); err != nil {
		os.Remove(path)
		return &os.PathError{Op: "bind network namespace to", Path: path, Err: err}
	}
	return nil
}

// Unbind takes the name away again, as `ip netns del` does. The namespace ends if nothing else holds it.
func Unbind(path string) error {
	// A name that is no mount, or a link to nowhere, is taken away all the same; a mount that stays makes unlink fail.
	_ = unix.Unmount(path, unix.MNT_DETACH)
	if err := unix.Unlink(path); err != nil {
		return &os.PathError{Op: "unlink", Path: path, Err: err}
	}
	return nil
}
