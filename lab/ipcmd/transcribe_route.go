package ipcmd

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"

	"vethlab/lab/topo"
)

// isMade tells whether the kernel makes a route by itself, of an address or a router's message.
func isMade(r topo.Route) bool {
	return r.Protocol == "kernel" || r.Protocol == "ra" || r.Table == topo.TableLocal
}

// routeText is a route in the words of `ip route add`, which tell it from every other of its namespace.
func routeText(r topo.Route) []string {
	var words []string
	if r.Type != "" && r.Type != "unicast" {
		words = append(words, r.Type)
	}
	switch {
	case r.Dst.Bits() == 0:
		words = append(words, "default")
	case r.Dst.IsSingleIP():
		words = append(words, r.Dst.Addr().String())
	default:
		words = append(words, r.Dst.String())
	}
	if r.From.IsValid() {
		words = append(words, "from", r.From.String())
	}
	family := Inet
	if r.Family == "inet6" {
		family = Inet6
	}
	words = append(words, viaWords(r.Gateway, family)...)
	if isUnicast(r) {
		words = append(words, option("dev", r.DevName)...)
	}
	if r.TOS != 0 {
		words = append(words, "tos", tosText(r.TOS))
	}
	if r.Metric != 0 && (family == Inet || r.Metric != usualMetric6) {
		words = append(words, "metric", strconv.Itoa(r.Metric))
	}
	if r.Table != 0 && r.Table != topo.TableMain {
		words = append(words, "table", TableName(uint32(r.Table)))
	}
	if r.Protocol != "" && r.Protocol != "boot" {
		words = append(words, "proto", r.Protocol)
	}
	if family == Inet && r.Scope != "" && r.Scope != usualScope(r) {
		words = append(words, "scope", r.Scope)
	}
	if r.PrefSrc.IsValid() {
		words = append(words, "src", r.PrefSrc.String())
	}
	if r.Pref != "" && r.Pref != "medium" {
		words = append(words, "pref", r.Pref)
	}
	words = append(words, metricWords(r.Metrics)...)
	if slices.Contains(r.Flags, "onlink") {
		words = append(words, "onlink")
	}
	for _, h := range r.NextHops {
		hop := RouteHop{Via: h.Gateway, Dev: h.DevName, Weight: h.Weight, OnLink: slices.Contains(h.Flags, "onlink")}
		words = append(words, hop.words(family)...)
	}
	return words
}

// usualMetric6 is IP6_RT_PRIO_USER of ipv6_route.h.
const usualMetric6 = 1024

func isUnicast(r topo.Route) bool { return r.Type == "" || r.Type == "unicast" }

// usualScope is what `ip` gives a route that says none (iproute_modify).
func usualScope(r topo.Route) string {
	switch {
	case r.Type == "local" || r.Type == "nat":
		return "host"
	case r.Type == "broadcast" || r.Type == "multicast" || r.Type == "anycast":
		return "link"
	case isUnicast(r) && !r.Gateway.IsValid() && len(r.NextHops) == 0:
		return "link"
	}
	return "global"
}

// sameRoute leaves out what the kernel says of a route's state.
func sameRoute(a, b topo.Route) bool {
	return slices.Equal(routeText(a), routeText(b)) && a.Family == b.Family
}

// settleRoutes deletes and adds the routes that the kernel does not make by itself. What leads to a gateway comes before what goes by it,
// and goes after it.
func (t *transcriber) settleRoutes(s *space) {
	has := func(list []topo.Route, r topo.Route) bool {
		return slices.ContainsFunc(list, func(o topo.Route) bool { return sameRoute(o, r) })
	}
	var gone, added []topo.Route
	for _, r := range s.routes {
		if !isMade(r) && !has(s.to.Routes, r) {
			gone = append(gone, r)
		}
	}
	for _, r := range s.to.Routes {
		if !isMade(r) && !has(s.routes, r) {
			added = append(added, r)
		}
	}
	distance := func(r topo.Route) int {
		if r.Gateway.IsValid() || len(r.NextHops) > 0 {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(gone, func(a, b topo.Route) int { return cmp.Compare(distance(b), distance(a)) })
	slices.SortStableFunc(added, func(a, b topo.Route) int { return cmp.Compare(distance(a), distance(b)) })
	for _, r := range gone {
		if !slices.ContainsFunc(added, func(n topo.Route) bool { return replaces(n, r) }) {
			t.say(s, routeWords("del", r)...)
		}
	}
	for _, r := range added {
		verb := "add"
		if slices.ContainsFunc(gone, func(o topo.Route) bool { return replaces(r, o) }) {
			verb = "replace"
		}
		t.say(s, routeWords(verb, r)...)
	}
}

// replaces tells whether an IPv4 route takes the place of another with `ip route replace`.
func replaces(r, old topo.Route) bool {
	same := r.Dst == old.Dst && r.TOS == old.TOS && r.Metric == old.Metric && r.Table == old.Table
	return r.Family == "inet" && old.Family == "inet" && same
}

func routeWords(verb string, r topo.Route) []string {
	words := []string{"ip"}
	// Only an address tells the family.
	if r.Family == "inet6" && r.Dst.Bits() == 0 && !r.Gateway.IsValid() {
		words = append(words, "-6")
	}
	return append(append(words, "route", verb), routeText(r)...)
}

// rivals visits the routes of two links to the same network, which the kernel made of their addresses: the first, which it asks first, is
// the older one.
func (t *transcriber) rivals(s *space, visit func(first, second *end, dst netip.Prefix)) {
	links := t.linksOf(s)
	of := func(r topo.Route) *end {
		if i := slices.IndexFunc(links, func(e *end) bool { return e.to.Index == r.Dev }); i >= 0 {
			return links[i]
		}
		return nil
	}
	for j, b := range s.to.Routes {
		for _, a := range s.to.Routes[:j] {
			rivals := a.Dst == b.Dst && a.Metric == b.Metric && a.Table == b.Table && a.Dev != b.Dev
			if a.Family == "inet" && isMade(a) && isMade(b) && rivals {
				if first, second := of(a), of(b); first != nil && second != nil {
					visit(first, second, a.Dst)
				}
			}
		}
	}
}

// inTurn puts links in the order in which they are to come up.
func (t *transcriber) inTurn(s *space, links []*end) []*end {
	links = slices.Clone(links)
	for range links {
		t.rivals(s, func(first, second *end, _ netip.Prefix) {
			i, j := slices.Index(links, first), slices.Index(links, second)
			if i > j {
				links = slices.Insert(slices.Delete(links, i, i+1), j, first)
			}
		})
	}
	return links
}

// isSecond tells whether a link that is up has a route which another, that shall come before it, does not have yet or has later.
func (t *transcriber) isSecond(e *end) bool {
	at := func(l *end, dst netip.Prefix) int {
		if l.space != e.space || l.was == "" {
			return -1
		}
		return slices.IndexFunc(e.space.routes, func(r topo.Route) bool { return isMade(r) && r.Dst == dst && r.Dev == l.now.Index })
	}
	is := false
	t.rivals(e.target, func(first, second *end, dst netip.Prefix) {
		if second == e {
			i, j := at(first, dst), at(e, dst)
			is = is || j >= 0 && (i < 0 || i > j)
		}
	})
	return is
}
