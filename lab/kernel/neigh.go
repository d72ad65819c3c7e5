//go:build linux

package kernel

import (
	"io"
	"slices"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

// neighModify is `ip neighbour add`, `change`, `replace` and `delete` (ipneigh_modify of ipneigh.c).
func (c *call) neighModify(a ipcmd.NeighModify) error {
	index, err := c.h.optionalIndex(a.Dev)
	if err != nil {
		return err
	}
	kind, flags := unix.RTM_NEWNEIGH, unix.NLM_F_CREATE|unix.NLM_F_EXCL
	switch a.Verb {
	case ipcmd.Change:
		flags = unix.NLM_F_REPLACE
	case ipcmd.Replace:
		flags = unix.NLM_F_CREATE | unix.NLM_F_REPLACE
	case ipcmd.Delete:
		kind, flags = unix.RTM_DELNEIGH, 0
	}
	r := c.h.request(kind, flags|unix.NLM_F_ACK)
	r.AddData(ndMsg(family(a.Dst), index, uint16(a.State), neighFlags(a)))
	r.AddData(nl.NewRtAttr(unix.NDA_DST, a.Dst.AsSlice()))
	if a.Managed {
		r.AddData(nl.NewRtAttr(ndaFlagsExt, nl.Uint32Attr(ntfExtManaged)))
	}
	if a.Protocol != nil {
		r.AddData(nl.NewRtAttr(ndaProtocol, nl.Uint8Attr(*a.Protocol)))
	}
	if a.Address != "" {
		r.AddData(nl.NewRtAttr(unix.NDA_LLADDR, lladdr(a.Address)))
	}
	if _, err = r.execute(0); err == nil {
		c.h.proxies.changed(a)
	}
	return refused(err)
}

func neighFlags(a ipcmd.NeighModify) uint8 {
	var flags uint8
	for _, f := range []struct {
		set bool
		bit uint8
	}{{a.Proxy, unix.NTF_PROXY}, {a.Router, unix.NTF_ROUTER}, {a.Use, unix.NTF_USE}, {a.Learned, unix.NTF_EXT_LEARNED}} {
		if f.set {
			flags |= f.bit
		}
	}
	return flags
}

// neighGet is `ip neighbour get`.
func (c *call) neighGet(a ipcmd.NeighGet) error {
	index, err := c.h.optionalIndex(a.Dev)
	if err != nil {
		return err
	}
	links, err := c.h.links()
	if err != nil {
		return refused(err)
	}
	var flags uint8
	if a.Proxy {
		flags = unix.NTF_PROXY
	}
	r := c.h.request(unix.RTM_GETNEIGH, 0)
	r.AddData(ndMsg(family(a.Dst), index, 0, flags))
	r.AddData(nl.NewRtAttr(unix.NDA_DST, a.Dst.AsSlice()))
	messages, err := r.execute(unix.RTM_NEWNEIGH)
	if err != nil {
		return refused(err)
	}
	// iproute2 has no JSON for it.
	o := c.options
	o.JSON = false
	p := ipcmd.NewPrinter(o)
	for _, m := range messages {
		n, err := decodeNeighbour(m)
		if err != nil {
			return err
		}
		if n.Dev != 0 {
			n.DevName = namesOf(links).of(n.Dev)
		}
		p.Neigh(n.Neighbour, ipcmd.NeighFilter{}, n.counts)
	}
	return p.Flush(c.stdout)
}

// neighShow is `ip neighbour show` (do_show_or_flush).
func (c *call) neighShow(a ipcmd.NeighShow) error {
	list, err := c.chosenNeighbours(a.NeighFilter, false, false)
	if err != nil {
		return err
	}
	return c.printNeighbours(list, a.NeighFilter)
}

func (c *call) printNeighbours(list []neighbour, f ipcmd.NeighFilter) error {
	links, err := c.h.links()
	if err != nil {
		return refused(err)
	}
	names := namesOf(links)
	p := ipcmd.NewPrinter(c.options)
	for _, n := range list {
		if n.Dev != 0 {
			n.DevName = names.of(n.Dev)
		}
		p.Neigh(n.Neighbour, f, n.counts)
	}
	return p.Flush(c.stdout)
}

// neighFlush is `ip neighbour flush`: what the kernel keeps is asked for again, because a deleted entry may stay for a
// while as failed.
func (c *call) neighFlush(a ipcmd.NeighFlush) error {
	for round := range maxFlushRounds {
		list, err := c.chosenNeighbours(a.NeighFilter, true, round > 0)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return c.flushed(round)
		}
		if c.options.Stats > 1 {
			if err := c.printNeighbours(list, a.NeighFilter); err != nil {
				return err
			}
		}
		var messages [][]byte
		for _, n := range list {
			messages = append(messages, n.message)
		}
		if err := c.h.flush(unix.RTM_DELNEIGH, messages); err != nil {
			return flushFailed(1, err)
		}
		if err := c.flushRound(round+1, len(list), "entries"); err != nil {
			return err
		}
	}
	io.WriteString(c.stdout, "*** Flush not complete bailing out after 10 rounds\n")
	return failed(1, "")
}

// chosenNeighbours are those that a filter chooses, in the kernel's order.
func (c *call) chosenNeighbours(f ipcmd.NeighFilter, flush, again bool) ([]neighbour, error) {
	var master int
	var err error
	if f.Master != "" {
		if master, err = c.h.linkIndex(f.Master); err != nil {
			return nil, wrong(f.Master, "Device does not exist\n")
		}
	}
	if f.NoMaster {
		master = -1
	}
	index, err := c.h.optionalIndex(f.Dev)
	if err != nil {
		return nil, err
	}
	var flags uint8
	if f.Proxy {
		flags = unix.NTF_PROXY
	}
	list, err := c.h.neighbourDump(familyNumber(f.Family), flags, index, master)
	if err != nil {
		return nil, refused(err)
	}
	return slices.DeleteFunc(list, func(n neighbour) bool {
		return index != 0 && n.Dev != index || f.Unused && n.counts != nil && n.counts.References != 0 ||
			!f.Neighbour(n.Neighbour, n.state, flush, again)
	}), nil
}

// optionalIndex is linkIndex, and 0 for no name.
func (h *Handle) optionalIndex(name string) (int, error) {
	if name == "" {
		return 0, nil
	}
	return h.linkIndex(name)
}
