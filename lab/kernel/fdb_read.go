//go:build linux

package kernel

import (
	"encoding/binary"
	"fmt"
	"net"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/topo"
)

// ntfSticky is NTF_STICKY of neighbour.h: the entry does not move to another port.
const ntfSticky = 1 << 6

// fdb gives the forwarding entries of all bridges and devices of the namespace, as `bridge fdb show` lists them.
func (h *Handle) fdb() ([]topo.FDBEntry, error) {
	build := func() *nl.NetlinkRequest {
		r := h.request(unix.RTM_GETNEIGH, unix.NLM_F_DUMP)
		r.AddData(ndMsg(unix.AF_BRIDGE, 0, 0, 0))
		return r
	}
	list, err := dump(build, unix.RTM_NEWNEIGH, decodeFDB)
	if err != nil {
		return nil, fmt.Errorf("read forwarding entries: %w", err)
	}
	return list, nil
}

// decodeFDB reads an RTM_NEWNEIGH of the family AF_BRIDGE. The words are those of print_fdb of bridge/fdb.c.
func decodeFDB(message []byte) (topo.FDBEntry, error) {
	values, err := valuesAfter(message, unix.SizeofNdMsg)
	if err != nil {
		return topo.FDBEntry{}, fmt.Errorf("decode forwarding entry: %w", err)
	}
	return topo.FDBEntry{
		Address: net.HardwareAddr(values[unix.NDA_LLADDR]).String(),
		Dev:     int(number32(message[4:])),
		Master:  int(number32(values[unix.NDA_MASTER])),
		State:   fdbState(binary.NativeEndian.Uint16(message[8:])),
		Flags:   fdbFlags(message[10]),
	}, nil
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
