//go:build linux

package kernel

import (
	"vethlab/lab/ipcmd"
	"vethlab/lab/netns"
)

// Names are what `ip` finds by name in one namespace: [ipcmd.Names] of the kernel.
type Names struct {
	h     *Handle
	close func()
}

// Names opens those of the namespace at, or of the one that -n names; the error is there if that cannot be opened.
func (k *Kernel) Names(at *netns.Namespace, o ipcmd.Options) (*Names, error) {
	leave := func() {}
	if o.Netns != "" {
		ns, err := OpenNamed(o.Netns)
		if err != nil {
			return nil, err
		}
		at, leave = ns, func() { ns.Close() }
	}
	h, release, err := k.use(at)
	if err != nil {
		leave()
		return nil, err
	}
	return &Names{h: h, close: func() { release(); leave() }}, nil
}

// Close lets them go; that of none does nothing.
func (n *Names) Close() {
	if n != nil {
		n.close()
	}
}

// Link tells whether a link has that name (ll_name_to_index).
func (n *Names) Link(name string) bool {
	_, err := n.h.linkIndex(name)
	return err == nil
}

// Netns tells whether there is a namespace to go to by that name (netns_get_fd).
func (n *Names) Netns(name string) bool {
	m := &linkMessage{}
	defer m.close()
	return m.netns(name) == nil
}
