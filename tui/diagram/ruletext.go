package diagram

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// masqueradesOf tells whose packets a rule gives the address of the link by which they leave, and by which link that must not be;
// the zero Prefix for all, and an empty name for none. Of a rule that does something else ok is false (nft(8), NAT STATEMENTS).
func masqueradesOf(r topo.Rule) (from netip.Prefix, notOut string, ok bool) {
	words := strings.Fields(r.Text)
	if !slices.Contains(words, "masquerade") {
		return from, "", false
	}
	if text, not := match(words, "saddr"); !not {
		from = prefixOf(text)
	}
	if name, not := match(words, "oifname"); not {
		notOut = name
	}
	return from, notOut, true
}

// publishesOf tells where a rule leads what comes for a port; ok is false of a rule that does something else.
func publishesOf(r topo.Rule) (protocol string, port uint16, to netip.AddrPort, ok bool) {
	words := strings.Fields(r.Text)
	at, dport := slices.Index(words, "dnat"), slices.Index(words, "dport")
	if at < 0 || dport < 1 || len(words) <= dport+1 {
		return "", 0, to, false
	}
	n, err := strconv.ParseUint(words[dport+1], 10, 16)
	if err != nil {
		return "", 0, to, false
	}
	text, _ := match(words[at:], "to")
	to, err = netip.ParseAddrPort(text)
	return words[dport-1], uint16(n), to, err == nil
}

// match is what stands behind a word of a rule, without quotes; not, that it must be something else.
func match(words []string, word string) (value string, not bool) {
	i := slices.Index(words, word)
	if i >= 0 && i+1 < len(words) && words[i+1] == "!=" {
		i, not = i+1, true
	}
	if i < 0 || i+1 >= len(words) {
		return "", false
	}
	return strings.Trim(words[i+1], `"`), not
}

func prefixOf(text string) netip.Prefix {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p
	}
	if a, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(a, a.BitLen())
	}
	return netip.Prefix{}
}
