//go:build linux

package kernel

import (
	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

// linkProperty is `ip link property` (iplink.c, iplink_prop_mod).
func (c *call) linkProperty(a ipcmd.LinkProperty) error {
	index, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return err
	}
	m := &linkMessage{header: nl.NewIfInfomsg(unix.AF_UNSPEC)}
	m.header.Index = int32(index)
	list := nl.NewRtAttr(unix.IFLA_PROP_LIST|unix.NLA_F_NESTED, nil)
	for _, name := range a.AltNames {
		list.AddRtAttr(unix.IFLA_ALT_IFNAME, nl.ZeroTerminated(name))
	}
	m.attrs = append(m.attrs, list)
	if a.Delete {
		return c.send(m, unix.RTM_DELLINKPROP, 0)
	}
	return c.send(m, unix.RTM_NEWLINKPROP, unix.NLM_F_CREATE|unix.NLM_F_EXCL|unix.NLM_F_APPEND)
}
