//go:build linux

package kernel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// What package unix does not know of rtnetlink.h, if_link.h and if_bridge.h.
const (
	rtmNewVLAN, rtmGetVLAN = 112, 114

	extMaskVLANs, extMaskCompressed = 2, 4 // RTEXT_FILTER_*

	iflaBridgeVLAN   = 2 // IFLA_BRIDGE_VLAN_INFO
	iflaBridgeTunnel = 3 // IFLA_BRIDGE_VLAN_TUNNEL_INFO

	vlanInfoPVID, vlanInfoUntagged               = 2, 4 // BRIDGE_VLAN_INFO_*
	vlanInfoBegin, vlanInfoEnd, vlanInfoOnlyOpts = 8, 16, 64
)

// vlanModify is `bridge vlan add` and `delete` (vlan_modify of bridge/vlan.c).
func (c *call) vlanModify(a ipcmd.VLANModify) error {
	index, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return failed(255, "Cannot find bridge device \"%s\"\n", a.Dev)
	}
	if err := a.Check(); err != nil {
		return err
	}
	m := &linkMessage{header: nl.NewIfInfomsg(unix.AF_BRIDGE)}
	m.header.Index = int32(index)
	families := nl.NewRtAttr(unix.IFLA_AF_SPEC, nil)
	if flags := bit(a.Self, bridgeFlagsSelf) | bit(a.Master, bridgeFlagsMaster); flags != 0 {
		families.AddRtAttr(bridgeFlags, nl.Uint16Attr(uint16(flags)))
	}
	if a.Tunnel {
		addTunnels(families, a)
	} else {
		addVLANs(families, a)
	}
	m.attrs = append(m.attrs, families)
	kind := unix.RTM_SETLINK
	if a.Delete {
		kind = unix.RTM_DELLINK
	}
	return asBridge(c.send(m, kind, 0))
}

// addVLANs adds what says which VLANs are meant, and how (add_vlan_info_range).
func addVLANs(families *nl.RtAttr, a ipcmd.VLANModify) {
	flags := uint16(bit(a.PVID, vlanInfoPVID) | bit(a.Untagged, vlanInfoUntagged))
	if !a.Range {
		families.AddRtAttr(iflaBridgeVLAN, vlanInfo(flags, a.VID))
		return
	}
	families.AddRtAttr(iflaBridgeVLAN, vlanInfo(flags|vlanInfoBegin, a.VID))
	families.AddRtAttr(iflaBridgeVLAN, vlanInfo(flags|vlanInfoEnd, a.End))
}

// vlanInfo is a struct bridge_vlan_info.
func vlanInfo(flags uint16, vid int16) []byte {
	return binary.NativeEndian.AppendUint16(nl.Uint16Attr(flags), uint16(vid))
}

// addTunnels adds what says which VLANs stand for which networks of a tunnel (add_tunnel_info_range).
func addTunnels(families *nl.RtAttr, a ipcmd.VLANModify) {
	add := func(vid int16, tunnel uint32, flags uint16) {
		info := families.AddRtAttr(iflaBridgeTunnel, nil)
		info.AddRtAttr(1, nl.Uint32Attr(tunnel))
		info.AddRtAttr(2, nl.Uint16Attr(uint16(vid)))
		info.AddRtAttr(3, nl.Uint16Attr(flags))
	}
	if !a.Range {
		add(a.VID, a.TunnelID, 0)
		return
	}
	add(a.VID, a.TunnelID, vlanInfoBegin)
	add(a.End, a.TunnelEnd, vlanInfoEnd)
}

// vlanSet is `bridge vlan set` and `global set` (vlan_option_set, vlan_global_option_set).
func (c *call) vlanSet(a ipcmd.VLANSet) error {
	index, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return failed(255, "Cannot find network device \"%s\"\n", a.Dev)
	}
	entry := nl.NewRtAttr(1|unix.NLA_F_NESTED, nil) // BRIDGE_VLANDB_ENTRY
	if a.Global {
		entry = nl.NewRtAttr(2|unix.NLA_F_NESTED, nil) // BRIDGE_VLANDB_GLOBAL_OPTIONS
	}
	for _, s := range a.Settings {
		switch attr, size := ipcmd.VLANAttr(s.Name, a.Global); {
		case s.Name != "vid":
			entry.AddRtAttr(int(attr), nl.Uint64Attr(s.Value)[:size])
			continue
		case a.Global:
			entry.AddRtAttr(1, nl.Uint16Attr(uint16(s.Value)))
		default:
			entry.AddRtAttr(1, vlanInfo(vlanInfoOnlyOpts, int16(s.Value)))
		}
		if s.End != 0 {
			entry.AddRtAttr(2, nl.Uint16Attr(uint16(s.End)))
		}
	}
	r := c.h.request(rtmNewVLAN, unix.NLM_F_ACK)
	r.AddData(vlanMessage(index))
	r.AddData(entry)
	_, err = r.execute(0)
	return asBridge(refused(err))
}

// vlanMessage is a struct br_vlan_msg.
func vlanMessage(index int) header {
	return binary.NativeEndian.AppendUint32(header{unix.AF_BRIDGE, 0, 0, 0}, uint32(index))
}

// vlanShow is `bridge vlan show`, `tunnelshow` and `global show` (vlan_show, vlan_global_show).
func (c *call) vlanShow(a ipcmd.VLANShow) error {
	only := 0
	if a.Dev != "" {
		var err error
		if only, err = c.h.linkIndex(a.Dev); err != nil {
			return asBridge(err)
		}
	}
	all, err := c.h.links()
	if err != nil {
		return err
	}
	p := ipcmd.NewPrinter(c.options)
	p.VLANHeader(a)
	switch {
	case a.Global, c.options.Details && !a.Tunnels:
		err = c.vlanEntries(p, a, only, all)
	case c.options.Stats > 0:
		err = c.vlanCounts(p, a, only, all)
	default:
		err = c.vlanPorts(p, a, only, all)
	}
	var number unix.Errno
	if errors.As(err, &number) {
		if _, err := io.WriteString(c.stdout, p.Abandon()); err != nil {
			return err
		}
		return failed(1, "RTNETLINK answers: %s\nDump terminated\n", strerror(number))
	} else if err != nil {
		return err
	}
	return p.Flush(c.stdout)
}

func (c *call) vlanPorts(p *ipcmd.Printer, a ipcmd.VLANShow, only int, all []topo.Link) error {
	mask := uint32(extMaskVLANs)
	if c.options.CompressVLANs {
		mask = extMaskCompressed
	}
	ports, err := dump(func() *request {
		r := c.h.request(unix.RTM_GETLINK, unix.NLM_F_DUMP)
		r.AddData(nl.NewIfInfomsg(unix.AF_BRIDGE))
		r.AddData(nl.NewRtAttr(unix.IFLA_EXT_MASK, nl.Uint32Attr(mask)))
		return r
	}, unix.RTM_NEWLINK, func(message []byte) (vlanPort, error) { return decodeVLANs(message, a.Tunnels) })
	if err != nil {
		return fmt.Errorf("read VLANs: %w", err)
	}
	for _, port := range ports {
		if only == 0 || port.index == only {
			p.VLANPort(port.index, port.list, a, all)
		}
	}
	return nil
}

// vlanCounts asks twice, for the bridges and for their ports, as iproute2 does.
func (c *call) vlanCounts(p *ipcmd.Printer, a ipcmd.VLANShow, only int, all []topo.Link) error {
	for _, attr := range []uint16{statsXstats, statsXstatsSlave} {
		ports, err := dump(func() *request {
			r := c.h.request(unix.RTM_GETSTATS, unix.NLM_F_DUMP)
			// struct if_stats_msg, whose mask has a bit for each attribute.
			r.AddData(header(binary.NativeEndian.AppendUint32(make([]byte, 8), 1<<(attr-1))))
			return r
		}, unix.RTM_NEWSTATS, func(message []byte) (vlanPort, error) { return decodeVLANCounts(message, attr) })
		if err != nil {
			return fmt.Errorf("read counts of VLANs: %w", err)
		}
		for _, port := range ports {
			if only == 0 || port.index == only {
				p.VLANCounts(port.index, port.counts, a, all)
			}
		}
	}
	return nil
}

func (c *call) vlanEntries(p *ipcmd.Printer, a ipcmd.VLANShow, only int, all []topo.Link) error {
	var flags uint32
	switch {
	case a.Global:
		flags = 2 // BRIDGE_VLANDB_DUMPF_GLOBAL
	case c.options.Stats > 0:
		flags = 1 // BRIDGE_VLANDB_DUMPF_STATS
	}
	ports, err := dump(func() *request {
		r := c.h.request(rtmGetVLAN, unix.NLM_F_DUMP)
		r.AddData(vlanMessage(0))
		r.AddData(nl.NewRtAttr(1, nl.Uint32Attr(flags))) // BRIDGE_VLANDB_DUMP_FLAGS
		return r
	}, rtmNewVLAN, func(message []byte) ([]ipcmd.VLANEntry, error) { return decodeVLANEntries(message, a.Global) })
	if err != nil {
		return fmt.Errorf("read settings of VLANs: %w", err)
	}
	var list []ipcmd.VLANEntry
	for _, entries := range ports {
		if len(entries) > 0 && (only == 0 || entries[0].Dev == only) {
			list = append(list, entries...)
		}
	}
	p.VLANEntries(list, a, all)
	return nil
}
