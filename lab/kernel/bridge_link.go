//go:build linux

package kernel

import (
	"errors"
	"fmt"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// asBridge gives an error the exit status that `bridge` has for all of them.
func asBridge(err error) error {
	var no *answer
	if errors.As(err, &no) {
		return &answer{no.text, 255, err}
	}
	return err
}

// bridgeLinkShow is `bridge link show` (bridge/link.c).
func (c *call) bridgeLinkShow(a ipcmd.BridgeLinkShow) error {
	only := 0
	if a.Dev != "" {
		var err error
		if only, err = c.h.linkIndex(a.Dev); err != nil {
			return asBridge(err)
		}
	}
	indexes, err := c.h.bridgePorts()
	if err != nil {
		return err
	}
	links := c.h.links
	if c.options.Details {
		links = func() ([]topo.Link, error) { return c.h.detailedLinks(skipStats, addDetails) }
	}
	all, err := links()
	if err != nil {
		return err
	}
	p := ipcmd.NewPrinter(c.options)
	byIndex := map[int]topo.Link{}
	for _, l := range all {
		byIndex[l.Index] = l
	}
	for _, index := range indexes {
		l, ok := byIndex[index]
		if !ok || only != 0 && index != only {
			continue
		}
		p.BridgePort(l, all)
	}
	return p.Flush(c.stdout)
}

// bridgePorts are the indexes of what the kernel lists for AF_BRIDGE, in its order, which is another than that of all links.
func (h *Handle) bridgePorts() ([]int, error) {
	build := func() *request {
		r := h.request(unix.RTM_GETLINK, unix.NLM_F_DUMP)
		r.AddData(nl.NewIfInfomsg(unix.AF_BRIDGE))
		return r
	}
	list, err := dump(build, unix.RTM_NEWLINK, func(message []byte) (int, error) {
		if len(message) < unix.SizeofIfInfomsg {
			return 0, fmt.Errorf("decode port: %d bytes", len(message))
		}
		return int(nl.DeserializeIfInfomsg(message).Index), nil
	})
	if err != nil {
		return nil, fmt.Errorf("read ports: %w", err)
	}
	return list, nil
}

// Who carries a change of a port out (BRIDGE_FLAGS_* of if_bridge.h).
const (
	bridgeFlags       = 0 // IFLA_BRIDGE_FLAGS
	bridgeFlagsMaster = 1
	bridgeFlagsSelf   = 2
)

// bridgeLinkSet is `bridge link set` (brlink_modify).
func (c *call) bridgeLinkSet(a ipcmd.BridgeLinkSet) error {
	index, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return failed(255, "Cannot find bridge device \"%s\"\n", a.Dev)
	}
	var flags uint16
	if a.Self {
		flags |= bridgeFlagsSelf
	}
	if a.Master {
		flags |= bridgeFlagsMaster
	}
	return asBridge(c.setPort(index, a.Settings, flags))
}

// setPort changes settings of a bridge's port; flags of 0 leave it to the kernel who does it.
func (c *call) setPort(index int, settings []ipcmd.PortSetting, flags uint16) error {
	m := &linkMessage{header: nl.NewIfInfomsg(unix.AF_BRIDGE)}
	m.header.Index = int32(index)
	info := nl.NewRtAttr(unix.IFLA_PROTINFO|unix.NLA_F_NESTED, nil)
	for _, s := range settings {
		attr, size := ipcmd.PortAttr(s.Name)
		info.AddRtAttr(int(attr), nl.Uint32Attr(s.Value)[:size])
	}
	m.attrs = append(m.attrs, info)
	if flags != 0 {
		families := nl.NewRtAttr(unix.IFLA_AF_SPEC, nil)
		families.AddRtAttr(bridgeFlags, nl.Uint16Attr(flags))
		m.attrs = append(m.attrs, families)
	}
	return c.send(m, unix.RTM_SETLINK, 0)
}
