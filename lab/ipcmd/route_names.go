package ipcmd

import (
	"fmt"
	"strconv"
)

// The names that Debian 12's /etc/iproute2 and rt_names.c have for numbers. What has no name is its decimal number.

type numberName struct {
	number uint32
	name   string
}

func protocolNames() database {
	return database{file: "rt_protos", names: []numberName{
		{0, "unspec"}, {1, "redirect"}, {2, "kernel"}, {3, "boot"}, {4, "static"}, {8, "gated"}, {9, "ra"},
		{10, "mrt"}, {11, "zebra"}, {12, "bird"}, {13, "dnrouted"}, {14, "xorp"}, {15, "ntk"}, {16, "dhcp"},
		{18, "keepalived"}, {42, "babel"}, {99, "openr"}, {186, "bgp"}, {187, "isis"}, {188, "ospf"}, {189, "rip"},
		{192, "eigrp"},
	}}
}

func scopeNames() database {
	return database{file: "rt_scopes", names: []numberName{{0, "global"}, {255, "nowhere"}, {254, "host"}, {253, "link"}, {200, "site"}}}
}

func tableNames() database {
	return database{file: "rt_tables", chained: true, names: []numberName{{255, "local"}, {254, "main"}, {253, "default"}, {0, "unspec"}}}
}

func groupNames() database {
	return database{file: "group", chained: true, names: []numberName{{0, "default"}}}
}

func realmNames() database { return database{file: "rt_realms", names: []numberName{{0, "cosmos"}}} }

func tosNames() database {
	return database{file: "rt_dsfield", names: []numberName{
		{0x00, "default"}, {0x28, "AF11"}, {0x30, "AF12"}, {0x38, "AF13"}, {0x48, "AF21"}, {0x50, "AF22"},
		{0x58, "AF23"}, {0x68, "AF31"}, {0x70, "AF32"}, {0x78, "AF33"}, {0x88, "AF41"}, {0x90, "AF42"},
		{0x98, "AF43"}, {0x20, "CS1"}, {0x40, "CS2"}, {0x60, "CS3"}, {0x80, "CS4"}, {0xa0, "CS5"}, {0xc0, "CS6"},
		{0xe0, "CS7"}, {0xb8, "EF"},
	}}
}

// typeNames are the RTN_* of rtnetlink.h (rtm_map.c).
func typeNames() []numberName {
	return []numberName{
		{0, "none"}, {1, "unicast"}, {2, "local"}, {3, "broadcast"}, {4, "anycast"}, {5, "multicast"},
		{6, "blackhole"}, {7, "unreachable"}, {8, "prohibit"}, {9, "throw"}, {10, "nat"}, {11, "xresolve"},
	}
}

func nameOf(table []numberName, number uint32) string {
	for _, n := range table {
		if n.number == number {
			return n.name
		}
	}
	return strconv.FormatUint(uint64(number), 10)
}

// numberOf reads a name, or a number up to limit in any base that strtoul(3) knows.
func numberOf(table []numberName, word string, limit uint32) (uint32, bool) {
	for _, n := range table {
		if n.name == word {
			return n.number, true
		}
	}
	n, ok := number(word)
	return n, ok && n <= limit
}

// ScopeName is `ip`'s word for a scope (RT_SCOPE_*): "global", "link", "host", or the number.
func ScopeName(scope uint8) string {
	// The usual ones without the table, which is made anew each time: 10,000 routes ask for it.
	switch scope {
	case 0:
		return "global"
	case 253:
		return "link"
	}
	return nameOf(scopeNames().names, uint32(scope))
}

// ProtocolName is `ip`'s word for who made a route (RTPROT_*): "kernel", "boot", "static", or the number.
func ProtocolName(protocol uint8) string {
	// As of ScopeName.
	switch protocol {
	case 2:
		return "kernel"
	case 3:
		return "boot"
	}
	return nameOf(protocolNames().names, uint32(protocol))
}

// TypeName is `ip`'s word for a kind of route (RTN_*): "unicast", "local", "blackhole", or the number.
func TypeName(kind uint8) string {
	// As of ScopeName.
	if kind == 1 {
		return "unicast"
	}
	return nameOf(typeNames(), uint32(kind))
}

// TypeNumber is the reverse of TypeName; an unknown word is 0, none.
func TypeNumber(name string) uint8 { n, _ := numberOf(typeNames(), name, 255); return uint8(n) }

// TableName is `ip`'s word for a routing table: "main", "local", "default", or the number.
func TableName(table uint32) string { return nameOf(tableNames().names, table) }

// tosText is a type of service by its name, or in hexadecimal.
func tosText(tos int) string {
	for _, n := range tosNames().names {
		if n.number == uint32(tos) {
			return n.name
		}
	}
	return fmt.Sprintf("0x%02x", tos)
}
