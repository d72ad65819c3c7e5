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
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/vishvananda/netlink/nl"

	"vethlab/lab/netfilter"
	"vethlab/lab/netns"
	"vethlab/lab/topo"
)

// RunDir is where `ip netns` keeps names (ip-netns(8)); a lab has a /run of its own.
const RunDir = "/run/netns"

// Kernel has the open handles of a lab's namespaces. Its methods may be called from several goroutines.
type Kernel struct {
	host  *netns.Namespace
	fresh freshSysctls
	// hostSysctls are those that the host began with, nil where they are those of any new namespace.
	hostSysctls []string
	buffers     *sync.Pool
	known       known
	ahead       ahead

	mu        sync.Mutex
	handles   map[topo.ID]*Handle
	unsettled bool // something was carried out since the carriers were settled
	// containers tells which containers there are; nil where there are none.
	containers func() []topo.Container
	// housing are the namespaces in which containers were seen, but for the host.
	housing map[topo.ID]bool

	strange atomic.Bool // a program that is none of ours was started (Stranger)
}

// New gives a Kernel whose [topo.HostName] is host. The host stays the caller's to close, after Close.
func New(host *netns.Namespace) *Kernel {
	return &Kernel{host: host, buffers: newBuffers(), handles: map[topo.ID]*Handle{}, housing: map[topo.ID]bool{}}
}

// Close closes all handles.
func (k *Kernel) Close() error {
	k.Rest()
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
	socket *socket
	// users and forgotten are the Kernel's: a handle that is forgotten while somebody speaks through it is closed after that.
	users     int
	forgotten bool

	tablesOnce sync.Once
	tables     *netfilter.Reader // nil before the first reading, and where it cannot be kept

	sysctlsOnce sync.Once
	sysctlFiles sysctlFiles // nil before the first reading

	indexes indexes
	proxies proxies

	born   bool        // made by bear
	policy atomic.Bool // a rule of the routing policy was added or deleted through it
}

// use gives the handle of a namespace, opened at the first call and kept until Close or Forget. Whoever uses it calls
// release when done.
func (k *Kernel) use(ns *netns.Namespace) (h *Handle, release func(), err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	h = k.handles[ns.ID()]
	if h == nil {
		if h, err = k.open(ns); err != nil {
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

func (k *Kernel) open(ns *netns.Namespace) (*Handle, error) {
	h := &Handle{id: ns.ID()}
	err := ns.Do(func() (err error) {
		h.socket, err = openSocket(k.buffers)
		return err
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

func (h *Handle) close() {
	h.dropProxies()
	h.socket.close()
	h.sysctlFiles.close()
	if h.tables != nil {
		h.tables.Close()
	}
}

// request begins a message of that type (RTM_NEWLINK, …) with these flags beside NLM_F_REQUEST.
func (h *Handle) request(kind, flags int) *request {
	return &request{nl.NewNetlinkRequest(kind, flags), h.socket}
}

// dumpTries is how often a dump that was interrupted by a change is asked anew.
const dumpTries = 10

// dump asks for all objects and decodes each answer, which decode may keep; it asks again when a change came between
// (NLM_F_DUMP_INTR). make builds the request anew for each try.
func dump[T any](build func() *request, answer uint16, decode func([]byte) (T, error)) (list []T, err error) {
	var wrong error
	err = dumpEach(build, answer, func() { list, wrong = []T{}, nil }, func(message []byte) {
		if wrong != nil {
			return
		}
		var v T
		if v, wrong = decode(slices.Clone(message)); wrong == nil {
			list = append(list, v)
		}
	})
	if err = cmp.Or(err, wrong); err != nil {
		return nil, err
	}
	return list, nil
}

// dumpEach is as dump, for so many objects that they are better not kept: f gets each message, which it must not keep. begin is called
// before the first, and again where all come anew.
func dumpEach(build func() *request, answer uint16, begin func(), f func(message []byte)) error {
	for try := 0; ; try++ {
		begin()
		err := build().each(answer, f)
		if errors.Is(err, nl.ErrDumpInterrupted) && try < dumpTries {
			continue
		}
		return err
	}
}
