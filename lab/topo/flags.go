package topo

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// LinkFlags are a link's ifi_flags (include/uapi/linux/if.h). In JSON they are a list of names, as in `ip -j`.
type LinkFlags uint32

// The flags that decide what a link can carry, and how it is drawn.
const (
	FlagUp      LinkFlags = 1 << 0  // somebody set it up
	FlagRunning LinkFlags = 1 << 6  // operational: UP and not DOWN below
	FlagPromisc LinkFlags = 1 << 8  // takes in frames for any address
	FlagLowerUp LinkFlags = 1 << 16 // has a carrier
)

// AddrFlags are an address's IFA_F_* flags (include/uapi/linux/if_addr.h). In JSON they are a list of names.
type AddrFlags uint32

// The address flags that `ip` tells, by their kernel numbers.
const (
	AddrSecondary     AddrFlags = 0x01 // of inet6: temporary
	AddrNoDAD         AddrFlags = 0x02
	AddrOptimistic    AddrFlags = 0x04
	AddrDADFailed     AddrFlags = 0x08
	AddrHome          AddrFlags = 0x10
	AddrDeprecated    AddrFlags = 0x20
	AddrTentative     AddrFlags = 0x40
	AddrPermanent     AddrFlags = 0x80
	AddrManageTemp    AddrFlags = 0x100
	AddrNoPrefixRoute AddrFlags = 0x200
	AddrMCAutoJoin    AddrFlags = 0x400
	AddrStablePrivacy AddrFlags = 0x800
)

type flagName struct {
	bit  uint32
	name string
}

// linkFlagNames is in the order in which `ip` prints them (print_link_flags of ipaddress.c). RUNNING is not
// printed there, but its absence is: NO-CARRIER; here it is named, so that nothing is lost.
func linkFlagNames() []flagName {
	return []flagName{
		{1 << 3, "LOOPBACK"}, {1 << 1, "BROADCAST"}, {1 << 4, "POINTOPOINT"}, {1 << 12, "MULTICAST"},
		{1 << 7, "NOARP"}, {1 << 9, "ALLMULTI"}, {1 << 8, "PROMISC"}, {1 << 10, "MASTER"}, {1 << 11, "SLAVE"},
		{1 << 2, "DEBUG"}, {1 << 15, "DYNAMIC"}, {1 << 14, "AUTOMEDIA"}, {1 << 13, "PORTSEL"},
		{1 << 5, "NOTRAILERS"}, {1 << 0, "UP"}, {1 << 6, "RUNNING"}, {1 << 16, "LOWER_UP"},
		{1 << 17, "DORMANT"}, {1 << 18, "ECHO"},
	}
}

func addrFlagNames() []flagName {
	return []flagName{
		{0x01, "secondary"}, {0x02, "nodad"}, {0x04, "optimistic"}, {0x08, "dadfailed"}, {0x10, "home"},
		{0x20, "deprecated"}, {0x40, "tentative"}, {0x80, "permanent"}, {0x100, "mngtmpaddr"},
		{0x200, "noprefixroute"}, {0x400, "autojoin"}, {0x800, "stable-privacy"},
	}
}

// Names are the flags that are set by the names that `ip` has for them, in its order; what has no name comes last, in
// hexadecimal. NO-CARRIER and M-DOWN are not flags: `ip` reckons them, and so does package ipcmd.
func (f LinkFlags) Names() []string { return names(uint32(f), linkFlagNames()) }

// Names are the flags that are set by name; what has no name comes last, in hexadecimal.
func (f AddrFlags) Names() []string { return names(uint32(f), addrFlagNames()) }

// MarshalJSON writes the names.
func (f LinkFlags) MarshalJSON() ([]byte, error) { return json.Marshal(f.Names()) }

// MarshalJSON writes the names.
func (f AddrFlags) MarshalJSON() ([]byte, error) { return json.Marshal(f.Names()) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (f *LinkFlags) UnmarshalJSON(b []byte) error {
	bits, err := bits(b, linkFlagNames())
	*f = LinkFlags(bits)
	return err
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (f *AddrFlags) UnmarshalJSON(b []byte) error {
	bits, err := bits(b, addrFlagNames())
	*f = AddrFlags(bits)
	return err
}

func names(f uint32, table []flagName) []string {
	list := []string{}
	for _, n := range table {
		if f&n.bit != 0 {
			list = append(list, n.name)
			f &^= n.bit
		}
	}
	if f != 0 {
		list = append(list, fmt.Sprintf("%#x", f))
	}
	return list
}

func bits(b []byte, table []flagName) (uint32, error) {
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return 0, fmt.Errorf("flags: %w", err)
	}
	var f uint32
next:
	for _, word := range list {
		for _, n := range table {
			if n.name == word {
				f |= n.bit
				continue next
			}
		}
		v, err := strconv.ParseUint(word, 0, 32)
		if err != nil {
			return 0, fmt.Errorf("flags: %q is not a flag", word)
		}
		f |= uint32(v)
	}
	return f, nil
}
