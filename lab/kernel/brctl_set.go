//go:build linux

package kernel

import (
	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

// brctlSetting is what one of brctl's commands sets, by iproute2's word for it, and the words for a refusal.
type brctlSetting struct {
	name, failure string
	port          bool
}

func brctlSettingOf(command string) brctlSetting {
	return map[string]brctlSetting{
		"setageing":     {"ageing_time", "set ageing time failed", false},
		"setbridgeprio": {"priority", "set bridge priority failed", false},
		"setfd":         {"forward_delay", "set forward delay failed", false},
		"sethello":      {"hello_time", "set hello timer failed", false},
		"setmaxage":     {"max_age", "set max age failed", false},
		"stp":           {"stp_state", "set stp status failed", false},
		"hairpin":       {"hairpin", "", true},
		"setpathcost":   {"cost", "set path cost failed", true},
		"setportprio":   {"priority", "set port priority failed", true},
	}[command]
}

func (c *call) brctlSet(a ipcmd.BrctlSet) error {
	s := brctlSettingOf(a.Command)
	if a.Command == "hairpin" {
		if c.h.ifIndex(a.Port) == 0 || c.h.ifIndex(a.Bridge) == 0 {
			return c.brctlMissing(a.Bridge, a.Port)
		}
		s.failure = "can't set " + a.Port + " to hairpin on bridge " + a.Bridge
	}
	set := c.brctlSetBridge
	if s.port {
		set = c.brctlSetPort
	}
	if err := set(a, s.name); err != nil {
		return failed(1, "%s: %s\n", s.failure, because(err))
	}
	return nil
}

func (c *call) brctlSetBridge(a ipcmd.BrctlSet, name string) error {
	l, err := c.h.link(cut(a.Bridge))
	switch {
	case err != nil:
		return unix.ENODEV
	case l.Bridge == nil:
		return unix.EOPNOTSUPP
	}
	m := &linkMessage{header: nl.NewIfInfomsg(unix.AF_UNSPEC)}
	m.header.Index = int32(l.Index)
	// The priority has 16 bits, of which /sys takes the lowest.
	info, err := c.linkInfo("bridge", []ipcmd.Setting{ipcmd.NumberSetting("bridge", name, uint64(a.Value))}, nil, false)
	if err != nil {
		return err
	}
	m.attrs = append(m.attrs, info)
	return c.send(m, unix.RTM_NEWLINK, 0)
}

// brctlSetPort does not look at the bridge where the device is a port of any: brctl goes by /sys/class/net/PORT/brport.
func (c *call) brctlSetPort(a ipcmd.BrctlSet, name string) error {
	l, err := c.h.link(a.Port)
	switch {
	case err != nil || a.Port != cut(a.Port):
		return unix.ENODEV
	case l.Port == nil && c.h.ifIndex(a.Bridge) == 0:
		return unix.ENODEV
	case l.Port == nil:
		return unix.ENOENT
	}
	value := uint32(a.Value)
	if name == "priority" && value > 0xffff {
		value = 0xffff // the attribute has 16 bits, and no priority is as high
	}
	return c.setPort(l.Index, []ipcmd.PortSetting{{Name: name, Value: value}}, 0)
}
