//go:build linux

package kernel

import (
	"encoding/binary"
	"fmt"
	"net/netip"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// address is what the kernel says of one address: its value, the link it is on, and the message itself, which with
// another type is the order to delete it.
type address struct {
	topo.Addr
	link    int
	message []byte
}

// ifaProto is IFA_PROTO of if_addr.h: who set the address.
const ifaProto = 11

// addresses dumps the addresses of a family (unix.AF_*) in the kernel's order; of one link where it is not 0.
func (h *Handle) addresses(family, link int) ([]address, error) {
	build := func() *request {
		r := h.request(unix.RTM_GETADDR, unix.NLM_F_DUMP)
		m := nl.NewIfAddrmsg(family)
		m.Index = uint32(link)
		r.AddData(m)
		return r
	}
	return dump(build, unix.RTM_NEWADDR, decodeAddr)
}

// addrs gives every address of the namespace by the index of its link.
func (h *Handle) addrs() (map[int][]topo.Addr, error) {
	list, err := h.addresses(unix.AF_UNSPEC, 0)
	if err != nil {
		return nil, fmt.Errorf("read addresses: %w", err)
	}
	of := map[int][]topo.Addr{}
	for _, a := range list {
		of[a.link] = append(of[a.link], a.Addr)
	}
	return of, nil
}

// decodeAddr reads an RTM_NEWADDR (struct ifaddrmsg and its IFA_* attributes, if_addr.h).
func decodeAddr(message []byte) (address, error) {
	values, err := valuesAfter(message, unix.SizeofIfAddrmsg)
	if err != nil {
		return address{}, fmt.Errorf("decode address: %w", err)
	}
	header := nl.DeserializeIfAddrmsg(message)
	a := address{link: int(header.Index), message: message}
	a.Family = familyName(header.Family)
	a.PrefixLen = int(header.Prefixlen)
	a.Scope = ipcmd.ScopeName(header.Scope)
	a.Flags = topo.AddrFlags(header.Flags)
	a.Valid, a.Preferred = topo.Forever, topo.Forever
	if v, ok := values[unix.IFA_FLAGS]; ok {
		a.Flags = topo.AddrFlags(number32(v))
	}
	a.Local = ip(values[unix.IFA_LOCAL])
	other := ip(values[unix.IFA_ADDRESS])
	if !a.Local.IsValid() {
		a.Local = other
	}
	if other.IsValid() && other != a.Local {
		a.Peer = other
	}
	a.Broadcast = ip(values[unix.IFA_BROADCAST])
	a.Label = text(values[unix.IFA_LABEL])
	a.Metric = int(number32(values[unix.IFA_RT_PRIORITY]))
	a.Protocol = int(number8(values[ifaProto]))
	if v := values[unix.IFA_CACHEINFO]; len(v) >= unix.SizeofIfaCacheinfo {
		times := nl.DeserializeIfaCacheInfo(v)
		a.Valid, a.Preferred = topo.Lifetime(times.Valid), topo.Lifetime(times.Prefered)
	}
	return a, nil
}

// valuesAfter gives the attributes that follow a message's own header, by their type.
func valuesAfter(message []byte, header int) (map[uint16][]byte, error) {
	if len(message) < header {
		return nil, fmt.Errorf("message of %d bytes is shorter than its header of %d", len(message), header)
	}
	values := map[uint16][]byte{}
	for kind, value := range attributes(message[header:]) {
		values[kind] = value
	}
	return values, nil
}

func familyName(family uint8) string {
	switch family {
	case unix.AF_INET:
		return "inet"
	case unix.AF_INET6:
		return "inet6"
	}
	return "???"
}

func familyNumber(f ipcmd.Family) int {
	switch f {
	case ipcmd.Inet:
		return unix.AF_INET
	case ipcmd.Inet6:
		return unix.AF_INET6
	}
	return unix.AF_UNSPEC
}

// ip reads an address of 4 or 16 bytes; anything else is the zero Addr.
func ip(b []byte) netip.Addr {
	a, _ := netip.AddrFromSlice(b)
	return a
}

func number32(b []byte) uint32 {
	if len(b) < 4 {
		return 0
	}
	return binary.NativeEndian.Uint32(b)
}

func number8(b []byte) uint8 {
	if len(b) < 1 {
		return 0
	}
	return b[0]
}
