//go:build linux

package kernel

import (
	"encoding/binary"
	"fmt"
	"net"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// neighbour is what the kernel says of one neighbour: its value, and the message itself, which with another type is
// the order to delete it.
type neighbour struct {
	topo.Neighbour
	state   uint16             // NUD_*
	counts  *ipcmd.NeighCounts // nil where the kernel told none
	message []byte
}

// Of neighbour.h, what package unix leaves out.
const (
	ndaProtocol   = 12
	ndaFlagsExt   = 15
	ntfExtManaged = 1 << 0
	nudNoARP      = 0x40
)

// nudNames are the NUD_* states in the order in which `ip` prints them.
func nudNames() []stateName {
	return []stateName{
		{0x01, "INCOMPLETE"}, {0x02, "REACHABLE"}, {0x04, "STALE"}, {0x08, "DELAY"}, {0x10, "PROBE"},
		{0x20, "FAILED"}, {nudNoARP, "NOARP"}, {0x80, "PERMANENT"},
	}
}

type stateName struct {
	bit  uint16
	name string
}

// header is the fixed part that a message begins with.
type header []byte

// Len is its size in bytes.
func (h header) Len() int { return len(h) }

// Serialize gives its bytes.
func (h header) Serialize() []byte { return h }

// ndMsg is struct ndmsg.
func ndMsg(family, link int, state uint16, flags uint8) header {
	m := make(header, unix.SizeofNdMsg)
	m[0] = uint8(family)
	binary.NativeEndian.PutUint32(m[4:], uint32(link))
	binary.NativeEndian.PutUint16(m[8:], state)
	m[10] = flags
	return m
}

// neighbourDump asks for the neighbours of a family (unix.AF_*), with these NTF_* flags (NTF_PROXY: only proxies), and
// only those of a link where it is not 0, and of links with that master where it is not 0 (-1: with none).
func (h *Handle) neighbourDump(family int, flags uint8, link, master int) ([]neighbour, error) {
	build := func() *request {
		r := h.request(unix.RTM_GETNEIGH, unix.NLM_F_DUMP)
		r.AddData(ndMsg(family, 0, 0, flags))
		if link != 0 {
			r.AddData(nl.NewRtAttr(unix.NDA_IFINDEX, nl.Uint32Attr(uint32(link))))
		}
		if master != 0 {
			r.AddData(nl.NewRtAttr(unix.NDA_MASTER, nl.Uint32Attr(uint32(master))))
		}
		return r
	}
	return dump(build, unix.RTM_NEWNEIGH, decodeNeighbour)
}

// neighbours gives the ARP and NDP tables of the namespace, those that need no resolving (NOARP) included. DevName is
// empty: a linkNames fills it.
func (h *Handle) neighbours() ([]topo.Neighbour, error) {
	list, err := h.neighbourDump(unix.AF_UNSPEC, 0, 0, 0)
	if err != nil {
		return nil, fmt.Errorf("read neighbours: %w", err)
	}
	neighbours := make([]topo.Neighbour, len(list))
	for i := range list {
		neighbours[i] = list[i].Neighbour
	}
	return neighbours, nil
}

// decodeNeighbour reads an RTM_NEWNEIGH (struct ndmsg and its NDA_* attributes, neighbour.h).
func decodeNeighbour(message []byte) (neighbour, error) {
	values, err := valuesAfter(message, unix.SizeofNdMsg)
	if err != nil {
		return neighbour{}, fmt.Errorf("decode neighbour: %w", err)
	}
	n := neighbour{message: message, state: binary.NativeEndian.Uint16(message[8:])}
	flags := message[10]
	n.Dst = ip(values[unix.NDA_DST])
	n.Dev = int(number32(message[4:]))
	n.Address = net.HardwareAddr(values[unix.NDA_LLADDR]).String()
	n.Router = flags&unix.NTF_ROUTER != 0
	n.Proxy = flags&unix.NTF_PROXY != 0
	n.Learned = flags&unix.NTF_EXT_LEARNED != 0
	n.Managed = number32(values[ndaFlagsExt])&ntfExtManaged != 0
	for _, s := range nudNames() {
		if n.state&s.bit != 0 {
			n.State = append(n.State, s.name)
		}
	}
	if p := number8(values[ndaProtocol]); p != 0 {
		n.Protocol = ipcmd.ProtocolName(p)
	}
	if v := values[unix.NDA_CACHEINFO]; len(v) >= 16 {
		seconds := func(at int) uint32 { return number32(v[at:]) / ipcmd.TicksPerSecond }
		n.counts = &ipcmd.NeighCounts{Confirmed: seconds(0), Used: seconds(4), Updated: seconds(8), References: number32(v[12:])}
		if probes, ok := values[unix.NDA_PROBES]; ok {
			n.counts.Probes = new(number32(probes))
		}
	}
	return n, nil
}
