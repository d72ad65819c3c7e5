//go:build linux

package kernel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/pace"
	"vethlab/lab/topo"
)

// watchGroups are the multicast groups that tell of everything a [topo.Topology] holds (rtnetlink.h, RTMGRP_*).
// Routes of the table local are among them; the reader finds then that nothing changed.
const watchGroups = unix.RTMGRP_LINK | unix.RTMGRP_NEIGH | unix.RTMGRP_IPV4_IFADDR | unix.RTMGRP_IPV6_IFADDR |
	unix.RTMGRP_IPV4_ROUTE | unix.RTMGRP_IPV6_ROUTE | policyGroups

// Watch calls changed whenever something may have changed in the host, in a named namespace, or in the names
// themselves, until ctx ends; then it gives nil. It sleeps in one epoll(7) meanwhile: nothing is polled. What
// changed has to be read: an event may be lost (netlink(7), ENOBUFS), and several may be told as one. Meanwhile Topology
// reads only where something has happened.
//
// A socket in each namespace listens, not one that hears all (NETLINK_LISTEN_ALL_NSID): that one needs an id for
// every namespace, which would show in the output of `ip netns` and `ip link`.
func (k *Kernel) Watch(ctx context.Context, changed func()) error {
	w := &watcher{kernel: k, ears: map[topo.ID]*ears{}, owners: map[int]topo.ID{}, buffer: make([]byte, answerSize)}
	defer w.close()
	if err := w.open(); err != nil {
		return fmt.Errorf("watch the network: %w", err)
	}
	k.known.begin(w)
	defer k.known.end()
	stop := context.AfterFunc(ctx, func() {
		// It can only fail where the counter is full, which wakes as well.
		_, _ = unix.Write(w.stop, []byte{1, 0, 0, 0, 0, 0, 0, 0})
	})
	defer func() {
		// Its file must not be closed, and given out again, while AfterFunc writes to it.
		if !stop() {
			w.drain(w.stop, true)
		}
	}()
	if err := w.run(ctx, changed); err != nil {
		return fmt.Errorf("watch the network: %w", err)
	}
	return nil
}

type watcher struct {
	kernel  *Kernel
	epoll   int
	stop    int // an eventfd(2), written when the context ends
	heard   int // an epoll(7) of the sockets, which is in epoll too
	names   int // an inotify(7) on RunDir
	mounts  *os.File
	ears    map[topo.ID]*ears
	owners  map[int]topo.ID // of their sockets
	buffer  []byte
	unbound bool // there is a name on which no namespace is mounted (yet)

	// A look at all names takes as long as there are many, and a script may make one after the other.
	outdated bool          // the names have changed since they were last looked at
	looked   time.Time     // when that ended
	rest     time.Duration // how long not to look again
}

func (w *watcher) open() (err error) {
	w.epoll, w.stop, w.names, w.heard = -1, -1, -1, -1
	if w.epoll, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC); err != nil {
		return os.NewSyscallError("epoll_create1", err)
	}
	// Whoever reads looks at the sockets too, but not at the rest: the event of a mount is told once, to whom asks first.
	if w.heard, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC); err != nil {
		return os.NewSyscallError("epoll_create1", err)
	}
	if w.stop, err = unix.Eventfd(0, unix.EFD_CLOEXEC); err != nil {
		return os.NewSyscallError("eventfd", err)
	}
	if w.names, err = unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK); err != nil {
		return os.NewSyscallError("inotify_init1", err)
	}
	if err := os.MkdirAll(RunDir, 0o755); err != nil {
		return err
	}
	const about = unix.IN_CREATE | unix.IN_DELETE | unix.IN_MOVED_FROM | unix.IN_MOVED_TO
	if _, err := unix.InotifyAddWatch(w.names, RunDir, about); err != nil {
		return fmt.Errorf("inotify_add_watch %s: %w", RunDir, err)
	}
	// A name is first made as an empty file, and then mounted upon: that is told by proc(5), mountinfo.
	if w.mounts, err = os.Open("/proc/self/mountinfo"); err != nil {
		return err
	}
	for fd, events := range map[int]uint32{
		w.stop: unix.EPOLLIN, w.names: unix.EPOLLIN, int(w.mounts.Fd()): unix.EPOLLPRI, w.heard: unix.EPOLLIN,
	} {
		if err := addTo(w.epoll, fd, events); err != nil {
			return err
		}
	}
	return w.sync()
}

func (w *watcher) close() {
	for _, e := range w.ears {
		e.close()
	}
	for _, fd := range []int{w.epoll, w.stop, w.names, w.heard} {
		if fd >= 0 {
			unix.Close(fd)
		}
	}
	if w.mounts != nil {
		w.mounts.Close()
	}
}

func addTo(epoll, fd int, events uint32) error {
	err := unix.EpollCtl(epoll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: events, Fd: int32(fd)})
	return os.NewSyscallError("epoll_ctl", err)
}

func (w *watcher) run(ctx context.Context, changed func()) error {
	events := make([]unix.EpollEvent, 64)
	wait := forever
	for {
		n, err := unix.EpollWait(w.epoll, events, w.until(wait))
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return os.NewSyscallError("epoll_wait", err)
		}
		if ctx.Err() != nil {
			return nil
		}
		w.outdated = w.outdated || n == 0
		for _, e := range events[:n] {
			switch fd := int(e.Fd); fd {
			case w.names:
				w.drain(fd, false)
				w.outdated = true
			case int(w.mounts.Fd()):
				w.outdated = true
			}
		}
		w.kernel.known.mu.Lock()
		err = w.hear()
		w.kernel.known.mu.Unlock()
		if err != nil {
			return err
		}
		if w.outdated && time.Since(w.looked) >= w.rest {
			if err := w.sync(); err != nil {
				return err
			}
		}
		wait = w.next(wait, n == 0)
		changed()
		if err := w.breathe(); err != nil {
			return err
		}
	}
}

// until is how long to wait at most, in ms: not beyond the next look at names that have changed.
func (w *watcher) until(wait int) int {
	if !w.outdated {
		return wait
	}
	rest := max(0, int((w.rest-time.Since(w.looked)+time.Millisecond-1)/time.Millisecond))
	if wait == forever {
		return rest
	}
	return min(wait, rest)
}

const (
	forever = -1
	soon    = 1   // ms
	late    = 512 // ms
	breath  = 8   // ms
)

// breathe lets what comes at once be heard as one: a script that changes much would be slowed down by each of its changes. It ends early
// at the stop.
func (w *watcher) breathe() error {
	_, err := unix.Poll([]unix.PollFd{{Fd: int32(w.stop), Events: unix.POLLIN}}, breath)
	if err != nil && !errors.Is(err, unix.EINTR) {
		return os.NewSyscallError("poll", err)
	}
	return nil
}

// next is how long to wait at most, in ms. A name is made as a file, and mounted upon about a millisecond later;
// the event of mountinfo was seen to be lost where the file was looked at in between. So an unbound name is looked
// at again a few times, ever later, and then no more.
func (w *watcher) next(last int, idle bool) int {
	switch {
	case !w.unbound:
		return forever
	case !idle:
		return soon
	case last == forever || last >= late:
		return forever
	default:
		return last * 2
	}
}

// drain reads all that waits; what it says is of no interest. The stop is read once, and waits.
func (w *watcher) drain(fd int, once bool) {
	buffer := make([]byte, 1<<14)
	for {
		n, err := unix.Read(fd, buffer)
		switch {
		case once, n == 0, errors.Is(err, unix.EAGAIN):
			return
		case err == nil, errors.Is(err, unix.EINTR), errors.Is(err, unix.ENOBUFS):
			continue
		default:
			return
		}
	}
}

// sync listens in namespaces that got a name, and no more in those that lost it: a socket would keep them alive.
//
// Where a namespace waits for that, its events are not heard, and it is read each time.
func (w *watcher) sync() error {
	began := time.Now()
	w.outdated = false
	defer func() {
		w.looked = time.Now()
		w.rest = pace.Rest(w.looked.Sub(began), 0)
	}()
	// In this order: what is mounted upon after it was found unbound is looked at again, and what was bound before is opened.
	var err error
	if w.unbound, err = unboundNames(); err != nil {
		return err
	}
	w.kernel.known.mu.Lock()
	births := w.kernel.known.births
	w.kernel.known.mu.Unlock()
	named, err := w.kernel.named(w.kernel.contained())
	if err != nil {
		return err
	}
	defer named.close()
	w.kernel.known.mu.Lock()
	defer w.kernel.known.mu.Unlock()
	for id, e := range w.ears {
		if !named.has(id) && e.birth <= births {
			w.kernel.known.lose(id)
			e.close()
			delete(w.ears, id)
			for _, fd := range e.sockets() {
				delete(w.owners, fd)
			}
		}
	}
	for _, n := range named {
		if w.ears[n.ns.ID()] != nil {
			continue
		}
		var e ears
		if err := n.ns.Do(func() (err error) { e, err = listen(); return err }); err != nil {
			return fmt.Errorf("listen in %s: %w", n.name, err)
		}
		if err := w.heedBy(n.ns.ID(), e); err != nil {
			return err
		}
	}
	return nil
}

// heedBy hears from now on what ears in a namespace hear, which are the watcher's then. It wants the lock of known held.
func (w *watcher) heedBy(id topo.ID, e ears) error {
	w.ears[id] = &e
	for _, fd := range e.sockets() {
		if err := addTo(w.heard, fd, unix.EPOLLIN); err != nil {
			return err
		}
		w.owners[fd] = id
	}
	return nil
}

// unboundNames tells whether there is a name on which nothing is mounted: a plain file of RunDir's own file system.
func unboundNames() (bool, error) {
	var dir unix.Stat_t
	if err := unix.Stat(RunDir, &dir); err != nil {
		return false, &os.PathError{Op: "stat", Path: RunDir, Err: err}
	}
	files, err := netnsFiles()
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(files, func(file string) bool {
		var stat unix.Stat_t
		err := unix.Lstat(filepath.Join(RunDir, file), &stat)
		return err == nil && stat.Dev == dir.Dev && stat.Mode&unix.S_IFMT == unix.S_IFREG
	}), nil
}

// ears are the sockets that listen in one namespace.
type ears struct {
	links int    // hears of links and what belongs to them
	rules int    // hears of nf_tables; -1 where the kernel has none
	birth uint64 // of its namespace, as known counts them; 0 if it was before
}

// listen opens ears in the namespace of the calling thread.
func listen() (e ears, err error) {
	e = ears{links: -1, rules: -1}
	if e.links, err = listenTo(unix.NETLINK_ROUTE, watchGroups); err != nil {
		return e, err
	}
	e.rules, err = listenTo(unix.NETLINK_NETFILTER, 1<<(unix.NFNLGRP_NFTABLES-1))
	if errors.Is(err, unix.EPROTONOSUPPORT) {
		return e, nil
	}
	if err != nil {
		e.close()
	}
	return e, err
}

// listenTo gives -1 with an error.
func listenTo(protocol int, groups uint32) (fd int, err error) {
	fd, err = unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, protocol)
	if err != nil {
		return -1, os.NewSyscallError("socket", err)
	}
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: groups}); err != nil {
		unix.Close(fd)
		return -1, os.NewSyscallError("bind", err)
	}
	return fd, nil
}

func (e ears) sockets() []int {
	return slices.DeleteFunc([]int{e.links, e.rules}, func(fd int) bool { return fd < 0 })
}

func (e ears) close() {
	for _, fd := range e.sockets() {
		unix.Close(fd)
	}
}
