package diagram

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

func masqueradesOf(r topo.Rule) (from netip.Prefix, notOut string, ok bool) {
	if !strings.HasSuffix(r.Text, "masquerade") {
		return
	}
	if m := regexp.MustCompile(`ip saddr (\S+)`).FindStringSubmatch(r.Text); m != nil {
		from, _ = netip.ParsePrefix(m[1])
	}
	if m := regexp.MustCompile(`oifname != "([^"]+)"`).FindStringSubmatch(r.Text); m != nil {
		notOut = m[1]
	}
	return from, notOut, true
}

func publishesOf(r topo.Rule) (protocol string, port uint16, to netip.AddrPort, ok bool) {
	m := regexp.MustCompile(`(tcp|udp) dport (\d+) .*dnat to (\S+)`).FindStringSubmatch(r.Text)
	if m == nil {
		return
	}
	n, _ := strconv.Atoi(m[2])
	to, err := netip.ParseAddrPort(m[3])
	return m[1], uint16(n), to, err == nil
}
