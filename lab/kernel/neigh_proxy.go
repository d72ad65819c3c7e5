//go:build linux

package kernel

import (
	"net/netip"
	"slices"
	"sync"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

// proxies are the addresses that commands made a namespace answer for, without a device. The kernel does not free such an entry with its
// namespace (pneigh_ifdown looks at those of a device alone): a later namespace at the same place in its memory has it again, out of
// the lab too. So it is deleted before its namespace is let go of.
type proxies struct {
	mu   sync.Mutex
	list []netip.Addr
}

// changed keeps what a command did that the kernel has carried out.
func (p *proxies) changed(a ipcmd.NeighModify) {
	if !a.Proxy || a.Dev != "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.list = slices.DeleteFunc(p.list, func(known netip.Addr) bool { return known == a.Dst })
	if a.Verb != ipcmd.Delete {
		p.list = append(p.list, a.Dst)
	}
}

// dropProxies deletes those that are still there.
func (h *Handle) dropProxies() {
	h.proxies.mu.Lock()
	defer h.proxies.mu.Unlock()
	for _, address := range h.proxies.list {
		r := h.request(unix.RTM_DELNEIGH, unix.NLM_F_ACK)
		r.AddData(ndMsg(family(address), 0, 0, unix.NTF_PROXY))
		r.AddData(nl.NewRtAttr(unix.NDA_DST, address.AsSlice()))
		// Another tool may have deleted it.
		_, _ = r.execute(0)
	}
	h.proxies.list = nil
}
