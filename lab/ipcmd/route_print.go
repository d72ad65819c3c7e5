package ipcmd

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// RouteText is what `ip route show` writes of a route: what the filter asked for by one value is left out
// (print_route of iproute.c). A zero filter with Table 0 leaves nothing out, as `ip route get` does.
func RouteText(r RouteEntry, f RouteFilter, o Options) string {
	var b strings.Builder
	word := func(keyword, value string) { b.WriteString(keyword + value + " ") }
	if r.Type != "unicast" {
		word("", r.Type)
	}
	word("", routeDst(r))
	if r.From.IsValid() {
		word("from ", hostPrefix(r.From))
	}
	if r.TOS != 0 && f.TOS == nil {
		word("tos ", tosText(r.TOS))
	}
	if r.Gateway.IsValid() && (familyOf(r.Gateway).String() != r.Family || !isHost(f.Via)) {
		b.WriteString(viaText(r.Gateway, r.Family))
	}
	if r.DevName != "" && f.Dev == "" {
		word("dev ", r.DevName)
	}
	if r.Table != 0 && r.Table != topo.TableMain && f.Table == 0 {
		word("table ", TableName(uint32(r.Table)))
	}
	if !r.Cloned && r.Protocol != "boot" && f.Protocol == nil {
		word("proto ", r.Protocol)
	}
	if !r.Cloned && r.Scope != "global" && f.Scope == nil {
		word("scope ", r.Scope)
	}
	if r.PrefSrc.IsValid() && !isHost(f.Src) {
		word("src ", host(r.PrefSrc))
	}
	if (r.Metric != 0 || r.Family == "inet6") && f.Metric == nil {
		word("metric ", strconv.Itoa(r.Metric))
	}
	for _, flag := range r.Flags {
		word("", flag)
	}
	b.WriteString(routeDetails(r, f, o))
	for _, h := range r.NextHops {
		b.WriteString(newline(o) + hopText(h, r.Family))
	}
	b.WriteString("\n")
	return b.String()
}

func routeDst(r RouteEntry) string {
	if r.Dst.Bits() == 0 {
		return "default"
	}
	return hostPrefix(r.Dst)
}

// isHost tells whether a filter is for one address.
func isHost(p *netip.Prefix) bool { return p != nil && p.IsValid() && p.Bits() == p.Addr().BitLen() }

func viaText(gateway netip.Addr, family string) string {
	if of := familyOf(gateway).String(); of != family {
		return "via " + of + " " + host(gateway) + " "
	}
	return "via " + host(gateway) + " "
}

// routeDetails is what comes after the flags: of an answer the user and the cache, then the metrics.
func routeDetails(r RouteEntry, f RouteFilter, o Options) string {
	var b strings.Builder
	switch {
	case r.Mark >= 16:
		fmt.Fprintf(&b, "mark %#x ", r.Mark)
	case r.Mark != 0:
		fmt.Fprintf(&b, "mark %d ", r.Mark)
	}
	if from, to := r.Realms>>16, r.Realms&0xffff; from != 0 {
		fmt.Fprintf(&b, "realms %s/%s ", realmName(from), realmName(to))
	} else if to != 0 {
		fmt.Fprintf(&b, "realm %s ", realmName(to))
	}
	if r.UID != nil {
		fmt.Fprintf(&b, "uid %d ", *r.UID)
	}
	if r.Cloned && r.Family == "inet" {
		b.WriteString(newline(o) + "    cache " + cacheFlags(r.Cache))
	}
	if r.Expires != 0 {
		fmt.Fprintf(&b, "expires %dsec ", r.Expires)
	}
	if r.Error != 0 {
		fmt.Fprintf(&b, "error %d ", r.Error)
	}
	for _, m := range r.Metrics {
		b.WriteString(metricText(m))
	}
	if r.Congestion != "" {
		b.WriteString("congctl " + r.Congestion + " ")
	}
	if r.IIF != "" && f.IIF == "" {
		b.WriteString("iif " + r.IIF + " ")
	}
	if r.Pref != "" {
		b.WriteString(prefText(r.Pref))
	}
	return b.String()
}

// realmName is a realm by its name: /etc/iproute2/rt_realms has one only.
func realmName(realm uint32) string { return nameOf([]numberName{{0, "cosmos"}}, realm) }

func prefText(pref string) string {
	if pref == "low" || pref == "medium" || pref == "high" {
		return "pref " + pref
	}
	return pref
}

// cacheFlags are RTCF_* of in_route.h, as print_cache_flags has them.
func cacheFlags(flags uint32) string {
	if flags == 0 {
		return ""
	}
	known := []struct {
		bit  uint32
		name string
	}{
		{0x80000000, "local"}, {0x40000000, "reject"}, {0x20000000, "mc"}, {0x10000000, "brd"},
		{0x08000000, "dst-nat"}, {0x00800000, "src-nat"}, {0x00400000, "masq"}, {0x00020000, "dst-direct"},
		{0x04000000, "src-direct"}, {0x00040000, "redirected"}, {0x01000000, "redirect"},
		{0x00200000, "fastroute"}, {0x00010000, "notify"}, {0x02000000, "proxy"},
	}
	text := "<"
	for _, f := range known {
		if flags&f.bit == 0 {
			continue
		}
		flags &^= f.bit
		text += f.name
		if flags != 0 {
			text += ","
		} else {
			text += "> "
		}
	}
	if flags != 0 {
		text += fmt.Sprintf("%x>", flags)
	}
	return text
}

func metricText(m topo.Metric) string {
	text := m.Name + " "
	if m.Locked {
		text += "lock "
	}
	value := m.Value
	switch m.Name {
	case "features":
		return text + featureText(value)
	case "rtt":
		value /= 8
	case "rttvar":
		value /= 4
	case "rto_min":
	default:
		return text + fmt.Sprintf("%d ", value)
	}
	if value >= 1000 {
		return text + fmt.Sprintf("%gs ", float64(value)/1000)
	}
	return text + fmt.Sprintf("%dms ", value)
}

func featureText(features uint32) string {
	const ecn = 1
	text := ""
	if features&ecn != 0 {
		text = "ecn "
	}
	if features&^ecn != 0 {
		text += fmt.Sprintf("%#x ", features)
	}
	return text
}

// hopText is one way of a route that has several, on a line of its own.
func hopText(h topo.NextHop, family string) string {
	text := "\tnexthop "
	if h.Gateway.IsValid() {
		text += viaText(h.Gateway, family)
	}
	text += fmt.Sprintf("dev %s weight %d ", h.DevName, h.Weight)
	for _, flag := range h.Flags {
		text += flag + " "
	}
	return text
}
