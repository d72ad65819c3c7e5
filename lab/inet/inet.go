// Package inet reads addresses as glibc does where package net does not.
package inet

import (
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// Parse4 reads an IPv4 address in the short forms of inet_aton(3): 127.1 is 127.0.0.1, and 1.2 is 1.0.0.2. A number may be octal,
// with a zero before it, or hexadecimal.
func Parse4(word string) (netip.Addr, error) {
	parts := strings.Split(word, ".")
	var n uint64
	for i, part := range parts {
		v, err := parseNumber(part)
		last := i == len(parts)-1
		if err != nil || len(parts) > 4 || !last && v > 255 || last && v>>(8*(4-i)) != 0 {
			return netip.Addr{}, errors.New("no address")
		}
		if last {
			n |= v
		} else {
			n |= v << (8 * (3 - i))
		}
	}
	return netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}), nil
}

// parseNumber reads a number in C's bases; Go's own prefixes are none.
func parseNumber(word string) (uint64, error) {
	base := 10
	if len(word) > 1 && word[0] == '0' {
		word, base = word[1:], 8
		if word[0] == 'x' || word[0] == 'X' {
			word, base = word[1:], 16
		}
	}
	return strconv.ParseUint(word, base, 32)
}

// ZoneIndex is the number of the link behind the % of an IPv6 address, as getaddrinfo(3) finds it: by its name only for an address that
// is a link's own, and as it is written where that is a number; 0 where there is none. ok tells that it may stand there.
func ZoneIndex(a netip.Addr) (index uint32, ok bool) {
	if a.Zone() == "" {
		return 0, true
	}
	if link, err := net.InterfaceByName(a.Zone()); err == nil && HasLink(a) {
		return uint32(link.Index), true
	}
	number, err := strconv.ParseUint(a.Zone(), 10, 32)
	return uint32(number), err == nil && !a.Is4In6()
}

// HasLink tells whether an address may have the name of a link behind it.
func HasLink(a netip.Addr) bool {
	return a.Is6() && (a.IsLinkLocalUnicast() || a.IsLinkLocalMulticast() || a.IsInterfaceLocalMulticast())
}
