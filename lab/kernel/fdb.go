//go:build linux

package kernel

import (
	"errors"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
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
		p.FDBEntry(e.FDBEntry, all, dev == 0, c.options.Stats > 0 && e.used >= 0, e.used/ticks, e.updated/ticks)
	}
	return p.Flush(c.stdout)
}

// ticks are USER_HZ: how many of the kernel's clock_t a second has.
const ticks = 100

// fdbModify is `bridge fdb add`, `append`, `replace` and `delete` (fdb_modify).
func (c *call) fdbModify(a ipcmd.FDBModify) error {
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
	_, err = r.execute(0)
	return asBridge(refused(err))
}
