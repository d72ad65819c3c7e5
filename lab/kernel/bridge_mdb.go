//go:build linux

package kernel

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/netip"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

// Of rtnetlink.h and if_bridge.h, what package unix leaves out.
const (
	sizeofPortMsg  = 8  // struct br_port_msg
	sizeofMDBEntry = 28 // struct br_mdb_entry

	mdbaMDB, mdbaRouter                = 1, 2
	mdbaSetEntry, mdbaSetEntryAttrs    = 1, 2
	mdbaTimer, mdbaSources, mdbaMode   = 1, 2, 3 // MDBA_MDB_EATTR_*
	mdbaSource, mdbaProtocol           = 4, 5
	mdbaSourceAddress, mdbaSourceTimer = 1, 2 // MDBA_MDB_SRCATTR_*
)

// portMessage is a struct br_port_msg.
func portMessage(index int) header {
	return binary.NativeEndian.AppendUint32(header{unix.AF_BRIDGE, 0, 0, 0}, uint32(index))
}

// mdb is what the kernel tells of the groups of a bridge.
type mdb struct {
	entries []ipcmd.MDBEntry
	routers ipcmd.MDBRouters
}

// mdbShow is `bridge mdb show` (mdb_show of bridge/mdb.c).
func (c *call) mdbShow(a ipcmd.MDBShow) error {
	only := 0
	if a.Dev != "" {
		var err error
		if only, err = c.h.linkIndex(a.Dev); err != nil {
			return asBridge(err)
		}
	}
	list, err := dump(func() *request {
		r := c.h.request(unix.RTM_GETMDB, unix.NLM_F_DUMP)
		r.AddData(portMessage(0))
		return r
	}, unix.RTM_GETMDB, decodeMDB)
	if err != nil {
		return asBridge(refused(err))
	}
	all, err := c.h.links()
	if err != nil {
		return err
	}
	var entries []ipcmd.MDBEntry
	var routers []ipcmd.MDBRouters
	for _, bridge := range list {
		if only != 0 && bridge.routers.Dev != only {
			continue
		}
		entries = append(entries, bridge.entries...)
		if len(bridge.routers.Ports) > 0 {
			routers = append(routers, bridge.routers)
		}
	}
	p := ipcmd.NewPrinter(c.options)
	p.MDB(entries, routers, a, all)
	return p.Flush(c.stdout)
}

// decodeMDB reads an answer to RTM_GETMDB.
func decodeMDB(message []byte) (m mdb, err error) {
	values, err := valuesAfter(message, sizeofPortMsg)
	if err != nil {
		return m, fmt.Errorf("decode multicast groups: %w", err)
	}
	m.routers = ipcmd.MDBRouters{Dev: int(number32(message[4:])), Ports: decodeRouters(values[mdbaRouter])}
	for _, group := range attributes(values[mdbaMDB]) {
		for _, entry := range attributes(group) {
			if len(entry) >= sizeofMDBEntry {
				m.entries = append(m.entries, decodeMDBEntry(entry, m.routers.Dev))
			}
		}
	}
	return m, nil
}

// decodeMDBEntry reads a struct br_mdb_entry and the attributes behind it.
func decodeMDBEntry(b []byte, bridge int) ipcmd.MDBEntry {
	e := ipcmd.MDBEntry{Dev: bridge, Port: int(number32(b)), Permanent: b[4]&1 != 0, Flags: b[5], VID: binary.NativeEndian.Uint16(b[6:])}
	switch binary.BigEndian.Uint16(b[24:]) {
	case 0:
		e.MAC = net.HardwareAddr(b[8:14]).String()
	case unix.ETH_P_IP:
		e.Group = ip(b[8:12])
	default:
		e.Group = ip(b[8:24])
	}
	for kind, value := range attributes(b[sizeofMDBEntry:]) {
		switch kind {
		case mdbaTimer:
			e.Timer = new(number32(value))
		case mdbaSources:
			e.SourcesTold, e.Sources = true, decodeMDBSources(value)
		case mdbaMode:
			e.Include = new(number8(value) == 1)
		case mdbaSource:
			e.Source = ip(value)
		case mdbaProtocol:
			e.Protocol = new(number8(value))
		}
	}
	return e
}

func decodeMDBSources(nest []byte) (list []ipcmd.MDBSource) {
	for _, source := range attributes(nest) {
		var s ipcmd.MDBSource
		timed := false
		for kind, value := range attributes(source) {
			switch kind {
			case mdbaSourceAddress:
				s.Address = ip(value)
			case mdbaSourceTimer:
				s.Timer, timed = number32(value), true
			}
		}
		if s.Address.IsValid() && timed {
			list = append(list, s)
		}
	}
	return list
}

// mdbModify is `bridge mdb add` and `delete` (mdb_modify).
func (c *call) mdbModify(a ipcmd.MDBModify) error {
	bridge, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return asBridge(err)
	}
	port, err := c.h.linkIndex(a.Port)
	if err != nil {
		return asBridge(err)
	}
	group, source, mac, err := a.Addresses()
	if err != nil {
		return err
	}
	kind, flags := unix.RTM_NEWMDB, unix.NLM_F_CREATE|unix.NLM_F_EXCL
	if a.Delete {
		kind, flags = unix.RTM_DELMDB, 0
	}
	r := c.h.request(kind, flags|unix.NLM_F_ACK)
	r.AddData(portMessage(bridge))
	r.AddData(nl.NewRtAttr(mdbaSetEntry, mdbEntry(port, a, group, mac)))
	if source.IsValid() {
		attrs := nl.NewRtAttr(mdbaSetEntryAttrs|unix.NLA_F_NESTED, nil)
		attrs.AddRtAttr(1, source.AsSlice()) // MDBE_ATTR_SOURCE
		r.AddData(attrs)
	}
	_, err = r.execute(0)
	return asBridge(refused(err))
}

// mdbEntry is a struct br_mdb_entry.
func mdbEntry(port int, a ipcmd.MDBModify, group netip.Addr, mac string) []byte {
	b := make([]byte, sizeofMDBEntry)
	binary.NativeEndian.PutUint32(b, uint32(port))
	b[4] = byte(bit(a.Permanent, 1))
	binary.NativeEndian.PutUint16(b[6:], a.VID)
	switch {
	case !group.IsValid():
		copy(b[8:], lladdr(mac))
	case group.Is4():
		copy(b[8:], group.AsSlice())
		binary.BigEndian.PutUint16(b[24:], unix.ETH_P_IP)
	default:
		copy(b[8:], group.AsSlice())
		binary.BigEndian.PutUint16(b[24:], unix.ETH_P_IPV6)
	}
	return b
}
