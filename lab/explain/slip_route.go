package explain

import (
	"net"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// addressSlips are of addresses, routes and neighbours.
func addressSlips() []slip {
	return []slip{
		{regexp.MustCompile(`(?m)^Usage: ip route`), routedNowhere},
		{regexp.MustCompile(`or "([^"]+)" is a garbage`), maskedApart},
		{regexp.MustCompile(`expected rather than "([^"]+)"`), gluedTo},
		{regexp.MustCompile(`or "([^"]+)" is a garbage`), neighbourInOrder},
		{regexp.MustCompile(`prefix is expected rather than "([^"]+)"`), neighboursOf},
	}
}

// routedNowhere mends `ip route add via 10.0.0.1`.
func routedNowhere(words []string, _ string, _ around) []string {
	head, rest := apart(words)
	if len(rest) < 4 || !strings.HasPrefix("route", rest[0]) || rest[1] != "add" || rest[2] != "via" {
		return nil
	}
	return slices.Concat(head, rest[:2], []string{"default"}, rest[2:])
}

// maskedApart mends `ip route add 10.5.0.0 255.255.255.0 via 10.0.0.1` and `ip addr add 10.0.0.1 netmask 255.255.255.0 dev v0`.
func maskedApart(words []string, wrong string, _ around) []string {
	at := slices.Index(words, wrong)
	if at >= 0 && at+1 < len(words) && (wrong == "netmask" || wrong == "mask") {
		words = slices.Delete(slices.Clone(words), at, at+1)
	}
	if at < 1 {
		return nil
	}
	mask, err := netip.ParseAddr(words[at])
	if _, alone := netip.ParseAddr(words[at-1]); alone != nil || err != nil || !mask.Is4() {
		return nil
	}
	length, bits := net.IPMask(mask.AsSlice()).Size()
	if bits == 0 {
		return nil
	}
	return slices.Replace(slices.Clone(words), at-1, at+1, words[at-1]+"/"+strconv.Itoa(length))
}

// gluedTo mends `ip addr add 10.0.0.1/24dev v0`.
func gluedTo(words []string, wrong string, _ around) []string {
	for _, word := range []string{"dev", "via", "scope", "label", "brd"} {
		before, found := strings.CutSuffix(wrong, word)
		if _, err := netip.ParsePrefix(before); found && err == nil {
			at := slices.Index(words, wrong)
			if at < 0 {
				return nil
			}
			return slices.Replace(slices.Clone(words), at, at+1, before, word)
		}
	}
	return nil
}

// neighbourInOrder mends `ip neigh add 10.0.0.2 02:00:00:00:00:01 dev v0`.
func neighbourInOrder(words []string, wrong string, _ around) []string {
	_, rest := apart(words)
	at := slices.Index(words, wrong)
	if _, err := net.ParseMAC(wrong); err != nil || at < 1 || len(rest) < 4 || !strings.HasPrefix("neighbour", rest[0]) {
		return nil
	}
	switch words[at-1] {
	case "mac", "ether", "hwaddr", "at":
		return instead(words, words[at-1], "lladdr")
	}
	return slices.Insert(slices.Clone(words), at, "lladdr")
}

// neighboursOf mends `ip neigh show v0`.
func neighboursOf(words []string, wrong string, lab around) []string {
	_, rest := apart(words)
	if len(rest) != 3 || !strings.HasPrefix("neighbour", rest[0]) || rest[2] != wrong || !lab.hasLink(wrong) {
		return nil
	}
	return slices.Insert(slices.Clone(words), len(words)-1, "dev")
}
