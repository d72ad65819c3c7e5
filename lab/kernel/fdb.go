//go:build linux

package kernel

import (
	"encoding/binary"
	"errors"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// fdbShow is `bridge fdb show` (bridge/fdb.c).
func (c *call) fdbShow(a ipcmd.FDBShow) error {
	var bridge, dev int
	var err error
	if a.Bridge != "" {
		if bridge, err = c.h.linkIndex(a.Bridge); err != nil {
			return failed(255, "Cannot find bridge device \"%s\"\n", a.Bridge)
		}
	}
	if a.Dev != "" {
		if dev, err = c.h.linkIndex(a.Dev); err != nil {
			return asBridge(err)
		}
	}
	list, err := c.h.fdbDump(dev, bridge)
	var number unix.Errno
	if errors.As(err, &number) {
		return failed(1, "RTNETLINK answers: %s\nDump terminated\n", strerror(number))
	} else if err != nil {
		return err
	}
	all, err := c.h.links()
	if err != nil {
		return err
	}
	p := ipcmd.NewPrinter(c.options)
	for _, e := range list {
		if dev != 0 && e.Dev != dev || a.VLAN != 0 && e.VLAN != a.VLAN || a.State != 0 && uint32(e.state)&a.State == 0 ||
			a.Dynamic && e.State == "permanent" {
			continue
		}
		c.fdbEntry(p, e, all, dev == 0)
	}
	return p.Flush(c.stdout)
}

func (c *call) fdbEntry(p *ipcmd.Printer, e fdbEntry, all []topo.Link, named bool) {
	more := e.more
	more.Named, more.Stats = named, more.Stats && c.options.Stats > 0
	p.FDBEntry(e.FDBEntry, all, more)
}

// ticks are USER_HZ: how many of the kernel's clock_t a second has.
const ticks = 100

// fdbModify is `bridge fdb add`, `append`, `replace` and `delete` (fdb_modify).
func (c *call) fdbModify(a ipcmd.FDBModify) error {
	tunnel, err := c.fdbTunnel(a.FDBTunnel)
	if err != nil {
		return asBridge(err)
	}
	index, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return asBridge(err)
	}
	kind, flags := unix.RTM_NEWNEIGH, unix.NLM_F_CREATE
	switch a.Verb {
	case "add":
		flags |= unix.NLM_F_EXCL
	case "append":
		flags |= unix.NLM_F_APPEND
	case "replace":
		flags |= unix.NLM_F_REPLACE
	default:
		kind, flags = unix.RTM_DELNEIGH, 0
	}
	r := c.h.request(kind, flags|unix.NLM_F_ACK)
	r.AddData(ndMsg(unix.AF_BRIDGE, index, a.State, a.Flags))
	r.AddData(nl.NewRtAttr(unix.NDA_LLADDR, lladdr(a.Address)))
	if a.VLAN != nil {
		r.AddData(nl.NewRtAttr(unix.NDA_VLAN, nl.Uint16Attr(uint16(*a.VLAN))))
	}
	for _, attr := range tunnel {
		r.AddData(attr)
	}
	_, err = r.execute(0)
	return asBridge(refused(err))
}

// fdbTunnel are the attributes that tell where a tunnel leads.
func (c *call) fdbTunnel(t ipcmd.FDBTunnel) (list []*nl.RtAttr, err error) {
	if t.Dst != nil {
		list = append(list, nl.NewRtAttr(unix.NDA_DST, t.Dst.AsSlice()))
	}
	if t.Port != nil {
		list = append(list, nl.NewRtAttr(unix.NDA_PORT, binary.BigEndian.AppendUint16(nil, *t.Port)))
	}
	for _, n := range []struct {
		attr  int
		value *uint32
	}{{unix.NDA_VNI, t.VNI}, {unix.NDA_SRC_VNI, t.SrcVNI}, {ndaNexthop, t.Nexthop}} {
		if n.value != nil {
			list = append(list, nl.NewRtAttr(n.attr, nl.Uint32Attr(*n.value)))
		}
	}
	if t.Via != "" {
		index, err := c.h.linkIndex(t.Via)
		if err != nil {
			return nil, err
		}
		list = append(list, nl.NewRtAttr(unix.NDA_IFINDEX, nl.Uint32Attr(uint32(index))))
	}
	return list, nil
}

// fdbGet is `bridge fdb get` (fdb_get).
func (c *call) fdbGet(a ipcmd.FDBGet) error {
	var dev, bridge int
	var err error
	if a.Dev != "" {
		if dev, err = c.h.linkIndex(a.Dev); err != nil {
			return asBridge(err)
		}
	}
	if a.Bridge != "" {
		if bridge, err = c.h.linkIndex(a.Bridge); err != nil {
			return failed(255, "Cannot find bridge device \"%s\"\n", a.Bridge)
		}
	}
	r := c.h.request(unix.RTM_GETNEIGH, 0)
	r.AddData(ndMsg(unix.AF_BRIDGE, dev, 0, uint8(bit(a.Self, unix.NTF_SELF)|bit(a.Master, unix.NTF_MASTER))))
	r.AddData(nl.NewRtAttr(unix.NDA_LLADDR, lladdr(a.Address)))
	if a.VLAN != nil {
		r.AddData(nl.NewRtAttr(unix.NDA_VLAN, nl.Uint16Attr(uint16(*a.VLAN))))
	}
	if a.VNI != nil {
		r.AddData(nl.NewRtAttr(unix.NDA_VNI, nl.Uint32Attr(*a.VNI)))
	}
	if bridge != 0 {
		r.AddData(nl.NewRtAttr(unix.NDA_MASTER, nl.Uint32Attr(uint32(bridge))))
	}
	answers, err := r.execute(unix.RTM_NEWNEIGH)
	var no *answer
	if err = refused(err); errors.As(err, &no) {
		// -2, of all that bridge has.
		return &answer{no.text, 254, err}
	} else if err != nil {
		return err
	}
	all, err := c.h.links()
	if err != nil {
		return err
	}
	p := ipcmd.NewPrinter(c.options)
	for _, message := range answers {
		e, err := decodeFDB(message)
		if err != nil {
			return err
		}
		if !a.Dynamic || e.State != "permanent" {
			c.fdbEntry(p, e, all, e.Dev != 0)
		}
	}
	return p.Flush(c.stdout)
}

// What package unix does not know of netlink.h and neighbour.h.
const (
	nlmBulk                   = 0x200
	ndaStateMask, ndaFlagMask = 16, 17
)

// fdbFlush is `bridge fdb flush` (fdb_flush).
func (c *call) fdbFlush(a ipcmd.FDBFlush) error {
	index, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return failed(255, "Cannot find bridge device \"%s\"\n", a.Dev)
	}
	port := 0
	if a.Port != "" {
		if port, err = c.h.linkIndex(a.Port); err != nil {
			return failed(255, "Cannot find bridge port device \"%s\"\n", a.Port)
		}
	}
	if err := a.Check(); err != nil {
		return err
	}
	state, stateMask := a.State()
	flags, flagMask := a.Flags()
	flags |= uint16(bit(a.Self || !a.Master, unix.NTF_SELF) | bit(a.Master, unix.NTF_MASTER))
	r := c.h.request(unix.RTM_DELNEIGH, nlmBulk|unix.NLM_F_ACK)
	r.AddData(ndMsg(unix.AF_BRIDGE, index, state, uint8(flags)))
	if port != 0 {
		r.AddData(nl.NewRtAttr(unix.NDA_IFINDEX, nl.Uint32Attr(uint32(port))))
	}
	if a.VLAN >= 0 {
		r.AddData(nl.NewRtAttr(unix.NDA_VLAN, nl.Uint16Attr(uint16(a.VLAN))))
	}
	if flagMask != 0 {
		r.AddData(nl.NewRtAttr(ndaFlagMask, []byte{uint8(flagMask)}))
	}
	if stateMask != 0 {
		r.AddData(nl.NewRtAttr(ndaStateMask, nl.Uint16Attr(stateMask)))
	}
	_, err = r.execute(0)
	return asBridge(refused(err))
}
