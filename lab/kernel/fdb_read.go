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
	"vethlab/lab/topo"
)

// ntfSticky is NTF_STICKY of neighbour.h: the entry does not move to another port.
const ntfSticky = 1 << 6

// ndaNexthop is NDA_NH_ID of neighbour.h.
const ndaNexthop = 13

// fdb gives the forwarding entries of all bridges and devices of the namespace, as `bridge fdb show` lists them.
func (h *Handle) fdb() ([]topo.FDBEntry, error) {
	list, err := h.fdbDump(0, 0)
	entries := make([]topo.FDBEntry, len(list))
	for i, e := range list {
		entries[i] = e.FDBEntry
	}
	return entries, err
}

// fdbEntry is a forwarding entry with what changes by itself: its state (NUD_*), and the time since it was set, in hundredths of a second,
// -1 where the kernel did not say.
type fdbEntry struct {
	topo.FDBEntry
	state   uint16
	updated int
	more    ipcmd.FDBMore
}

// fdbDump asks for the forwarding entries of one device, or of one bridge and its ports, where that is not 0.
func (h *Handle) fdbDump(dev, bridge int) ([]fdbEntry, error) {
	build := func() *request {
		r := h.request(unix.RTM_GETNEIGH, unix.NLM_F_DUMP)
		r.AddData(ndMsg(unix.AF_BRIDGE, dev, 0, 0))
		if bridge != 0 {
			r.AddData(nl.NewRtAttr(unix.NDA_MASTER, nl.Uint32Attr(uint32(bridge))))
		}
		return r
	}
	list, err := dump(build, unix.RTM_NEWNEIGH, decodeFDB)
	if err != nil {
		return nil, fmt.Errorf("read forwarding entries: %w", err)
	}
	return list, nil
}

// decodeFDB reads an RTM_NEWNEIGH of the family AF_BRIDGE. The words are those of print_fdb of bridge/fdb.c.
func decodeFDB(message []byte) (fdbEntry, error) {
	values, err := valuesAfter(message, unix.SizeofNdMsg)
	if err != nil {
		return fdbEntry{}, fmt.Errorf("decode forwarding entry: %w", err)
	}
	e := fdbEntry{state: binary.NativeEndian.Uint16(message[8:]), updated: -1, more: fdbMore(values)}
	e.Address = net.HardwareAddr(values[unix.NDA_LLADDR]).String()
	e.Dev = int(number32(message[4:]))
	e.Master = int(number32(values[unix.NDA_MASTER]))
	e.State = fdbState(e.state)
	e.Flags = fdbFlags(message[10])
	e.VLAN = int(ipcmd.Number(values[unix.NDA_VLAN]))
	// struct nda_cacheinfo: confirmed, used, updated, refcnt.
	if times := values[unix.NDA_CACHEINFO]; len(times) >= 12 {
		e.updated = int(number32(times[8:]))
		e.more.Stats, e.more.Used, e.more.Updated = true, int(number32(times[4:]))/ticks, e.updated/ticks
	}
	return e, nil
}

func fdbMore(values map[uint16][]byte) (more ipcmd.FDBMore) {
	more.Dst, _ = netip.AddrFromSlice(values[unix.NDA_DST])
	if port := values[unix.NDA_PORT]; len(port) == 2 {
		more.Port = new(binary.BigEndian.Uint16(port))
	}
	for attr, value := range map[uint16]**uint32{
		unix.NDA_VNI: &more.VNI, unix.NDA_SRC_VNI: &more.SrcVNI, unix.NDA_IFINDEX: &more.Via, ndaNexthop: &more.Nexthop,
		unix.NDA_LINK_NETNSID: &more.NetnsID,
	} {
		if b, ok := values[attr]; ok {
			*value = new(number32(b))
		}
	}
	return more
}

func fdbState(state uint16) string {
	switch {
	case state&0x80 != 0:
		return "permanent"
	case state&nudNoARP != 0:
		return "static"
	case state&0x04 != 0:
		return "stale"
	case state&0x02 != 0 || state == 0:
		return ""
	}
	return fmt.Sprintf("state=%#x", state)
}

func fdbFlags(flags uint8) []string {
	known := []struct {
		bit  uint8
		name string
	}{
		{unix.NTF_SELF, "self"}, {unix.NTF_ROUTER, "router"}, {unix.NTF_EXT_LEARNED, "extern_learn"},
		{unix.NTF_OFFLOADED, "offload"}, {unix.NTF_MASTER, "master"}, {ntfSticky, "sticky"},
	}
	var names []string
	for _, f := range known {
		if flags&f.bit != 0 {
			names = append(names, f.name)
		}
	}
	return names
}
