//go:build linux

// Package kernel speaks with the kernel's rtnetlink: it carries out the typed commands of package ipcmd, reads
// topologies, and watches for changes. It is the only importer of vishvananda/netlink.
//
// Every namespace that is spoken to has one [Handle] with one socket, opened inside the namespace and kept: a socket
// stays in the namespace in which it was made (netlink(7)), so no thread is switched afterwards. All messages are
// built and decoded here with the nl subpackage, because the printing needs attributes that the library's
// own values leave out (qdisc, link mode, the raw flags).
package kernel

import (
	"errors"
	"fmt"
	"sync"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
	"vethlab/lab/topo"
)

// RunDir is where `ip netns` keeps names (ip-netns(8)); a lab has a /run of its own.
const RunDir = "/run/netns"

// Kernel has the open handles of a lab's namespaces. Its methods may be called from several goroutines.
type Kernel struct {
	host  *netns.Namespace
	fresh freshSysctls

	mu      sync.Mutex
	handles map[topo.ID]*Handle
	// containers tells which containers run; nil where there are none.
	containers func() []topo.Container
}

// New gives a Kernel whose [topo.HostName] is host. The host stays the caller's to close, after Close.
func New(host *netns.Namespace) *Kernel {
	return &Kernel{host: host, handles: map[topo.ID]*Handle{}}
}

// Close closes all handles.
func (k *Kernel) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	for id := range k.handles {
		k.forget(id)
	}
	return nil
}

// Handle is a netlink socket inside one namespace.
type Handle struct {
	id     topo.ID
	socket *nl.NetlinkSocket
	// users and forgotten are the Kernel's: a handle that is forgotten while somebody speaks through it is closed after that.
	users     int
	forgotten bool
	// sockets is socket in the form that a request wants it.
	sockets map[int]*nl.SocketHandle

	sysctlsOnce sync.Once
	sysctlFiles sysctlFiles // nil before the first reading
}

// use gives the handle of a namespace, opened at the first call and kept until Close or Forget. Whoever uses it calls
// release when done.
func (k *Kernel) use(ns *netns.Namespace) (h *Handle, release func(), err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	h = k.handles[ns.ID()]
	if h == nil {
		if h, err = open(ns); err != nil {
			return nil, nil, fmt.Errorf("open netlink in namespace %d: %w", ns.ID(), err)
		}
		k.handles[ns.ID()] = h
	}
	h.users++
	return h, func() { k.release(h) }, nil
}

func (k *Kernel) release(h *Handle) {
	k.mu.Lock()
	defer k.mu.Unlock()
	h.users--
	if h.users == 0 && h.forgotten {
		h.close()
	}
}

// Forget closes the handle of a namespace that is no more, so that the kernel can free it: an open socket holds it. One
// that is in use is closed as soon as it is not.
func (k *Kernel) Forget(id topo.ID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forget(id)
}

// forget wants the lock held.
func (k *Kernel) forget(id topo.ID) {
	h := k.handles[id]
	if h == nil {
		return
	}
	delete(k.handles, id)
	h.forgotten = true
	if h.users == 0 {
		h.close()
	}
}

func open(ns *netns.Namespace) (*Handle, error) {
	h := &Handle{id: ns.ID()}
	err := ns.Do(func() (err error) {
		h.socket, err = nl.Subscribe(unix.NETLINK_ROUTE)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := h.socket.SetExtAck(true); err != nil {
		h.close()
		return nil, err
	}
	// With strict checking the kernel filters dumps itself, as it does for iproute2.
	if err := unix.SetsockoptInt(h.socket.GetFd(), unix.SOL_NETLINK, unix.NETLINK_GET_STRICT_CHK, 1); err != nil {
		h.close()
		return nil, err
	}
	h.sockets = map[int]*nl.SocketHandle{unix.NETLINK_ROUTE: {Socket: h.socket}}
	return h, nil
}

func (h *Handle) close() {
	h.socket.Close()
	h.sysctlFiles.close()
}

// request begins a message of that type (RTM_NEWLINK, …) with these flags beside NLM_F_REQUEST.
func (h *Handle) request(kind, flags int) *nl.NetlinkRequest {
	r := nl.NewNetlinkRequest(kind, flags)
	r.Sockets = h.sockets
	return r
}

// dumpTries is how often a dump that was interrupted by a change is asked anew.
const dumpTries = 10

// dump asks for all objects and decodes each answer; it asks again when a change came between (NLM_F_DUMP_INTR).
// make builds the request anew for each try.
func dump[T any](build func() *nl.NetlinkRequest, answer uint16, decode func([]byte) (T, error)) ([]T, error) {
	for try := 0; ; try++ {
		messages, err := execute(build(), answer)
		if errors.Is(err, nl.ErrDumpInterrupted) && try < dumpTries {
			continue
		}
		if err != nil {
			return nil, err
		}
		list := make([]T, 0, len(messages))
		for _, m := range messages {
			v, err := decode(m)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	}
}
