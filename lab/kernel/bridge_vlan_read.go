//go:build linux

package kernel

import (
	"encoding/binary"
	"fmt"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

// vlanPort is a port, or a bridge, with the VLANs that pass it.
type vlanPort struct {
	index  int
	list   []ipcmd.VLAN
	counts []ipcmd.VLANCounts
}

// decodeVLANs reads an RTM_NEWLINK of the family AF_BRIDGE: its VLANs, or those that stand for networks of a tunnel.
func decodeVLANs(message []byte, tunnels bool) (port vlanPort, err error) {
	values, err := valuesAfter(message, unix.SizeofIfInfomsg)
	if err != nil {
		return port, fmt.Errorf("decode VLANs: %w", err)
	}
	port.index = int(int32(number32(message[4:])))
	for kind, value := range attributes(values[unix.IFLA_AF_SPEC]) {
		switch {
		case !tunnels && kind == iflaBridgeVLAN && len(value) >= 4:
			port.list = append(port.list, ipcmd.VLAN{ID: binary.NativeEndian.Uint16(value[2:]), Flags: binary.NativeEndian.Uint16(value)})
		case tunnels && kind == iflaBridgeTunnel:
			var v ipcmd.VLAN
			named := false
			for kind, value := range attributes(value) {
				switch kind {
				case 1:
					v.Tunnel = number32(value)
				case 2:
					v.ID, named = uint16(ipcmd.Number(value)), true
				case 3:
					v.Flags = uint16(ipcmd.Number(value))
				}
			}
			if named {
				port.list = append(port.list, v)
			}
		}
	}
	return port, nil
}

// Attributes of RTM_NEWSTATS (IFLA_STATS_* of if_link.h), of which each has a nest for bridges, and that entries for VLANs.
const (
	statsXstats, statsXstatsSlave = 2, 3
	sizeofStatsMsg                = 12
	xstatsBridge, xstatsVLAN      = 1, 1
)

// decodeVLANCounts reads what passed in the VLANs of a bridge or a port.
func decodeVLANCounts(message []byte, attr uint16) (port vlanPort, err error) {
	values, err := valuesAfter(message, sizeofStatsMsg)
	if err != nil {
		return port, fmt.Errorf("decode counts of VLANs: %w", err)
	}
	port.index = int(number32(message[4:]))
	native := binary.NativeEndian
	for kind, nest := range attributes(values[attr]) {
		if kind != xstatsBridge {
			continue
		}
		for kind, v := range attributes(nest) {
			if kind != xstatsVLAN || len(v) < 36 {
				continue
			}
			port.counts = append(port.counts, ipcmd.VLANCounts{
				ID: native.Uint16(v[32:]), Flags: native.Uint16(v[34:]),
				RxBytes: native.Uint64(v), RxPackets: native.Uint64(v[8:]), TxBytes: native.Uint64(v[16:]), TxPackets: native.Uint64(v[24:]),
			})
		}
	}
	return port, nil
}

// decodeVLANEntries reads an RTM_NEWVLAN (struct br_vlan_msg): the settings of a port's VLANs, or of a bridge's.
func decodeVLANEntries(message []byte, global bool) (list []ipcmd.VLANEntry, err error) {
	if len(message) < 8 {
		return nil, fmt.Errorf("decode settings of VLANs: %d bytes: %w", len(message), unix.EBADMSG)
	}
	for kind, nest := range attributes(message[8:]) {
		e := ipcmd.VLANEntry{Dev: int(number32(message[4:]))}
		switch {
		case kind == 1 && !global:
			decodeVLANEntry(&e, nest)
		case kind == 2:
			decodeVLANGlobal(&e, nest)
		default:
			continue
		}
		if e.End == 0 {
			e.End = e.ID
		}
		list = append(list, e)
	}
	return list, nil
}

// decodeVLANEntry reads a BRIDGE_VLANDB_ENTRY.
func decodeVLANEntry(e *ipcmd.VLANEntry, nest []byte) {
	for kind, value := range attributes(nest) {
		switch kind {
		case 1:
			if len(value) >= 4 {
				e.Flags, e.ID = binary.NativeEndian.Uint16(value), binary.NativeEndian.Uint16(value[2:])
			}
		case 2:
			e.End = uint16(ipcmd.Number(value))
		case 3:
			e.State = uint8(ipcmd.Number(value))
		case 5:
			counts := []*uint64{nil, &e.Counts.RxBytes, &e.Counts.RxPackets, &e.Counts.TxBytes, &e.Counts.TxPackets}
			for kind, value := range attributes(value) {
				if int(kind) < len(counts) && kind > 0 && len(value) >= 8 {
					*counts[kind] = binary.NativeEndian.Uint64(value)
				}
			}
		case 6:
			e.Router = new(uint8(ipcmd.Number(value)))
		}
	}
}

// decodeVLANGlobal reads a BRIDGE_VLANDB_GLOBAL_OPTIONS.
func decodeVLANGlobal(e *ipcmd.VLANEntry, nest []byte) {
	e.Global = map[uint16]uint64{}
	for kind, value := range attributes(nest) {
		switch kind {
		case 1:
			e.ID = uint16(ipcmd.Number(value))
		case 2:
			e.End = uint16(ipcmd.Number(value))
		case 16:
			e.Routers = decodeRouters(value)
		default:
			e.Global[kind] = uint64(ipcmd.Number(value))
		}
	}
}

// decodeRouters reads the ports behind which routers of multicast are: each an index with attributes behind it (MDBA_ROUTER_PORT of
// if_bridge.h).
func decodeRouters(nest []byte) (list []ipcmd.VLANRouter) {
	for _, value := range attributes(nest) {
		if len(value) < 4 {
			continue
		}
		r := ipcmd.VLANRouter{Dev: int(number32(value))}
		for kind, value := range attributes(value[4:]) {
			switch kind {
			case 1:
				r.Timer = new(number32(value))
			case 2:
				r.Type = new(uint8(ipcmd.Number(value)))
			}
		}
		list = append(list, r)
	}
	return list
}
