//go:build linux

package kernel

import (
	"sync"

	"vethlab/lab/netns"
)

// newborn is a namespace that has no name yet, with a handle of it, which whoever makes one is likely to need: one that is opened on the way
// costs a third. If somebody watches, it is listened to from its birth on.
type newborn struct {
	ns      *netns.Namespace
	handle  *Handle
	ears    ears
	watched bool
}

func (k *Kernel) bear() (*newborn, error) {
	n := &newborn{handle: &Handle{born: true}, ears: ears{links: -1, rules: -1}, watched: k.known.listening()}
	var err error
	n.ns, err = netns.NewWith(func() (err error) {
		if n.handle.socket, err = openSocket(k.buffers); err != nil {
			return err
		}
		if n.watched {
			n.ears, err = listen()
		}
		return err
	})
	if err != nil {
		// Its thread may not have come back from there.
		if n.handle.socket != nil {
			n.handle.socket.close()
		}
		n.ears.close()
		return nil, err
	}
	n.handle.id = n.ns.ID()
	return n, nil
}

// drop lets the kernel free it.
func (n *newborn) drop() {
	n.handle.close()
	n.ears.close()
	n.ns.Close()
}

// ahead is the namespace that a script which makes one after the other will ask for next. Half of what `ip netns add` takes, all the
// tables of a network stack, is then made beside the commands before it: setup_net (net/core/net_namespace.c) wants the lock that they
// hold only now and then.
type ahead struct {
	mu    sync.Mutex
	asked int           // how many were since Rest
	next  chan *newborn // gives one that is made, or nil where none could be; nil while nobody makes one
}

// take gives the one that was made ahead, nil if there is none. It wants the lock held.
func (a *ahead) take() *newborn {
	if a.next == nil {
		return nil
	}
	n := <-a.next
	a.next = nil
	return n
}

// nextborn is bear, but gives what was made ahead, and has the next one made where this is not the first since Rest.
func (k *Kernel) nextborn() (n *newborn, err error) {
	k.ahead.mu.Lock()
	defer k.ahead.mu.Unlock()
	n = k.ahead.take()
	if n != nil && n.watched != k.known.listening() {
		n.drop()
		n = nil
	}
	if n == nil {
		if n, err = k.bear(); err != nil {
			return nil, err
		}
	}
	if k.ahead.asked++; k.ahead.asked > 1 {
		next := make(chan *newborn, 1)
		k.ahead.next = next
		go func() {
			// Where there can be no more the next `ip netns add` will say why, should it be so still.
			n, _ := k.bear()
			next <- n
		}()
	}
	return n, nil
}

// Rest lets go of what was made ahead for commands to come. A shell calls it when it has carried out a script or a line.
func (k *Kernel) Rest() {
	k.ahead.mu.Lock()
	defer k.ahead.mu.Unlock()
	k.ahead.asked = 0
	if n := k.ahead.take(); n != nil {
		n.drop()
	}
}

// newNamespace makes a namespace, to which name gives its name, and keeps its handle.
func (k *Kernel) newNamespace(name func(*netns.Namespace) error) error {
	n, err := k.nextborn()
	if err != nil {
		return err
	}
	defer n.ns.Close()
	k.mu.Lock()
	k.handles[n.handle.id] = n.handle
	k.mu.Unlock()
	if n.watched {
		err = k.known.birth(n.handle.id, n.ears, func() error { return name(n.ns) })
	} else {
		err = name(n.ns)
	}
	if err != nil {
		k.Forget(n.handle.id)
	}
	return err
}
