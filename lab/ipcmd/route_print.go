package ipcmd

import (
	"fmt"
	"net/netip"

	"vethlab/lab/topo"
)

// RouteText is what `ip route show` writes of a route; it is as Route.
func RouteText(r RouteEntry, f RouteFilter, o Options) string {
	p := NewPrinter(o)
	p.Route(r, f)
	return p.String()
}

// Route writes a route as `ip route show` does: what the filter asked for by one value is left out (print_route of iproute.c). A zero
// filter with Table 0 leaves nothing out, as `ip route get` does.
func (p *Printer) Route(r RouteEntry, f RouteFilter) {
	p.object(func() {
		p.routeHead(r, f)
		p.array("flags", func() {
			for _, flag := range r.Flags {
				p.string("", "", flag, " ")
			}
		})
		p.routeDetails(r, f)
		if len(r.NextHops) > 0 {
			p.array("nexthops", func() {
				for _, h := range r.NextHops {
					p.line()
					p.object(func() { p.nextHop(h, r.Family) })
				}
			})
		}
		p.say("\n")
	})
}

// routeHead is a route up to its metric.
func (p *Printer) routeHead(r RouteEntry, f RouteFilter) {
	all := p.o.Details
	word := func(key, before, value string) { p.string(key, before, value, " ") }
	if r.Type != "unicast" || all {
		word("type", "", p.numbered(typeNames(), r.Type))
	}
	if r.Dst.Bits() == 0 {
		word("dst", "", "default")
	} else {
		p.colored(colorOf(r.Family), "dst", "", hostPrefix(r.Dst), " ")
	}
	if r.From.IsValid() {
		p.colored(colorOf(r.Family), "from", "", p.beforeJSON("from ")+hostPrefix(r.From), " ")
	}
	if r.TOS != 0 && f.TOS == nil {
		word("tos", "tos ", p.tos(r.TOS))
	}
	if r.Gateway.IsValid() && (familyOf(r.Gateway).String() != r.Family || !isHost(f.Via)) {
		p.via(r.Gateway, r.Family)
	}
	if r.DevName != "" && f.Dev == "" {
		p.colored(colorName, "dev", "dev ", r.DevName, " ")
	}
	if r.Table != 0 && (r.Table != topo.TableMain || all) && f.Table == 0 {
		word("table", "table ", p.named(tableNames(), TableName(uint32(r.Table))))
	}
	if !r.Cloned && (r.Protocol != "boot" || all) && f.Protocol == nil {
		word("protocol", "proto ", p.named(protocolNames(), r.Protocol))
	}
	if !r.Cloned && (r.Scope != "global" || all) && f.Scope == nil {
		word("scope", "scope ", p.named(scopeNames(), r.Scope))
	}
	if r.PrefSrc.IsValid() && !isHost(f.Src) {
		p.colored(colorOf(r.Family), "prefsrc", "src ", host(r.PrefSrc), " ")
	}
	if (r.Metric != 0 || r.Family == "inet6") && f.Metric == nil {
		p.number("metric", "metric ", int64(r.Metric), " ")
	}
}

// beforeJSON is a word that text has within a coloured value.
func (p *Printer) beforeJSON(word string) string {
	if p.o.JSON {
		return ""
	}
	return word
}

// isHost tells whether a filter is for one address.
func isHost(p *netip.Prefix) bool { return p != nil && p.IsValid() && p.Bits() == p.Addr().BitLen() }

// via is a gateway; one of another family is named with that.
func (p *Printer) via(gateway netip.Addr, family string) {
	of := familyOf(gateway).String()
	if of == family {
		p.colored(colorOf(family), "gateway", "via ", host(gateway), " ")
		return
	}
	p.member("via", func() {
		p.string("family", "via ", of, " ")
		p.colored(colorOf(of), "host", "", host(gateway), " ")
	})
}

// routeDetails is what comes after the flags: of an answer the user and the cache, then the metrics.
func (p *Printer) routeDetails(r RouteEntry, f RouteFilter) {
	switch {
	case r.Mark >= 16 && !p.o.JSON:
		p.say(fmt.Sprintf("mark %#x ", r.Mark))
	case r.Mark != 0:
		p.number("mark", "mark ", int64(r.Mark), " ")
	}
	p.realms(r.Realms>>16, r.Realms&0xffff)
	if r.UID != nil {
		p.number("uid", "uid ", int64(*r.UID), " ")
	}
	if r.Cloned && r.Family == "inet" {
		p.line()
		p.cache(r.Cache)
	}
	if r.Left != 0 {
		p.number("expires", "expires ", int64(r.Left/TicksPerSecond), "sec ")
	}
	if r.Error != 0 {
		p.number("error", "error ", int64(r.Error), " ")
	}
	for _, count := range []struct {
		key, after string
		n, unit    uint32
	}{{"users", " ", r.Users, 1}, {"used", " ", r.Used, 1}, {"age", "sec ", r.Age, TicksPerSecond}} {
		if count.n != 0 && p.o.Stats > 0 {
			p.number(count.key, count.key+" ", int64(count.n/count.unit), count.after)
		}
	}
	if len(r.Metrics) > 0 || r.Congestion.Name != "" {
		p.array("metrics", func() { p.object(func() { p.metrics(r) }) })
	}
	if r.IIF != "" && f.IIF == "" {
		p.colored(colorName, "iif", "iif ", r.IIF, " ")
	}
	if r.Pref != "" {
		p.string("pref", prefWord(r.Pref), r.Pref, "")
	}
}

func (p *Printer) realms(from, to uint32) {
	switch {
	case from != 0:
		p.say("realms " + p.realm(from) + "/" + p.realm(to) + " ")
	case to != 0:
		p.say("realm " + p.realm(to) + " ")
	default:
		return
	}
	if !p.o.JSON {
		return
	}
	p.member("flow", func() {
		if from != 0 {
			p.string("from", "", p.realm(from), "")
		}
		p.string("to", "", p.realm(to), "")
	})
}

// realm is a realm by its name.
func (p *Printer) realm(realm uint32) string {
	return p.named(realmNames(), nameOf(realmNames().names, realm))
}

// tos is a type of service by its name, or in hexadecimal.
func (p *Printer) tos(tos int) string {
	if p.o.Numeric {
		return fmt.Sprintf("0x%02x", tos)
	}
	for _, n := range p.o.own.in(tosNames()) {
		if n.number == uint32(tos) {
			return n.name
		}
	}
	return fmt.Sprintf("0x%02x", tos)
}

func prefWord(pref string) string {
	if pref == "low" || pref == "medium" || pref == "high" {
		return "pref "
	}
	return ""
}

// cache is the answer's RTCF_* flags of in_route.h, as print_cache_flags has them.
func (p *Printer) cache(flags uint32) {
	known := []struct {
		bit  uint32
		name string
	}{
		{0x80000000, "local"}, {0x40000000, "reject"}, {0x20000000, "mc"}, {0x10000000, "brd"},
		{0x08000000, "dst-nat"}, {0x00800000, "src-nat"}, {0x00400000, "masq"}, {0x00020000, "dst-direct"},
		{0x04000000, "src-direct"}, {0x00040000, "redirected"}, {0x01000000, "redirect"},
		{0x00200000, "fastroute"}, {0x00010000, "notify"}, {0x02000000, "proxy"},
	}
	p.say("    cache ")
	if flags != 0 {
		p.say("<")
	}
	p.array("cache", func() {
		for _, f := range known {
			if flags&f.bit == 0 {
				continue
			}
			flags &^= f.bit
			after := ","
			if flags == 0 {
				after = "> "
			}
			p.string("", "", f.name, after)
		}
		if flags != 0 {
			p.string("", "", fmt.Sprintf("%x", flags), ">")
		}
	})
}

// metrics are the RTAX_* of a route; that one is locked is told by text alone, and not of "features".
func (p *Printer) metrics(r RouteEntry) {
	told := r.Congestion.Name == ""
	congestion := func() {
		if !told {
			p.string("congestion", locked("congctl ", r.Congestion.Locked), r.Congestion.Name, " ")
		}
		told = true
	}
	for _, m := range r.Metrics {
		if m.Name == fastOpen {
			congestion()
		}
		p.metric(m.Name, locked(m.Name+" ", m.Locked), m.Value)
	}
	congestion()
}

func locked(before string, locked bool) string {
	if locked {
		return before + "lock "
	}
	return before
}

func (p *Printer) metric(name, before string, value uint32) {
	switch name {
	case "features":
		p.features(before, value)
		return
	case "rtt":
		value /= 8
	case "rttvar":
		value /= 4
	case "rto_min":
	default:
		p.number(name, before, int64(value), " ")
		return
	}
	if value >= 1000 && !p.o.JSON {
		p.say(before + fmt.Sprintf("%.6gs ", float64(value)/1000))
		return
	}
	p.number(name, before, int64(value), "ms ")
}

func (p *Printer) features(before string, features uint32) {
	p.say(before)
	if features&featureECN != 0 {
		p.flag("ecn", "null", "ecn ")
	}
	if features&^featureECN != 0 {
		p.string("features", "", fmt.Sprintf("%#x", features), " ")
	}
}

// nextHop is one way of a route that has several, on a line of its own.
func (p *Printer) nextHop(h topo.NextHop, family string) {
	p.say("\tnexthop ")
	if h.Gateway.IsValid() {
		p.via(h.Gateway, family)
	}
	p.string("dev", "dev ", h.DevName, " ")
	p.number("weight", "weight ", int64(h.Weight), " ")
	p.array("flags", func() {
		for _, flag := range h.Flags {
			p.string("", "", flag, " ")
		}
	})
}
