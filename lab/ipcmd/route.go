package ipcmd

import (
	"net/netip"
	"strings"

	"vethlab/lab/topo"
)

// RouteModify is `ip route add`, `change`, `replace`, `append`, `prepend`, `test` or `delete`. A nil pointer and a zero
// value were not given.
type RouteModify struct {
	Verb     Verb
	Family   Family       // of -4, -6 or the first address; Unspec is IPv4
	Type     string       // "unicast", "blackhole", …
	Dst      netip.Prefix // the zero Prefix for "default"
	Src      netip.Addr
	From     *netip.Prefix
	Via      netip.Addr // may be of the other family
	Dev      string
	TOS      uint8
	Metric   *uint32
	Table    *uint32
	Protocol *uint8
	Scope    *uint8
	Pref     *uint8
	Expires  *uint32
	OnLink   bool
	Metrics  []topo.Metric
	// Congestion is the congestion control of its connections.
	Congestion Congestion
	NextHops   []RouteHop
}

func (r RouteModify) words() []string {
	return append([]string{"route", string(r.Verb)}, writeAll(routeRows, &routeParser{route: r})...)
}

func dstWord(p netip.Prefix) string {
	if !p.IsValid() {
		return "default"
	}
	return p.String()
}

func viaWords(via netip.Addr, family Family) []string {
	switch {
	case !via.IsValid():
		return nil
	case family != Unspec && family != familyOf(via):
		return []string{"via", familyOf(via).String(), host(via)}
	}
	return []string{"via", host(via)}
}

func familyOf(a netip.Addr) Family {
	if a.Is4() {
		return Inet
	}
	return Inet6
}

// parseRoute reads `ip route …`; the order of the cases is that of do_iproute, which decides on abbreviations.
func parseRoute(a *args, o Options) (Action, error) {
	if !a.more() {
		return RouteShow{RouteFilter: RouteFilter{Family: o.Family, Table: topo.TableMain}}, nil
	}
	return parseVerb("ip route", routeVerbs, a, o)
}

func routeVerbs(yield func(verb) bool) {
	words := func() []Word { return append(explained(routeRows), routeTypes()...) }
	filters := func() []Word { return explained(routeFilters) }
	each(yield, []verb{
		{said: said{"a[dd]", "add a route", "加一条路由"}, parse: parseRouteModify, words: words},
		{said: said{"c[hange]", "change a route that is there", "修改已有的路由"}, also: "chg", parse: parseRouteModify, words: words},
		{said: said{"r[eplace]", "add, or change what is there", "没有就加，有就改"}, parse: parseRouteModify, words: words},
		{said: said{"p[repend]", "add in front of the like", "加在同样的路由前面"}, parse: parseRouteModify, words: words},
		{said: said{"ap[pend]", "add, also where the like is there", "追加，哪怕已有同样的"}, parse: parseRouteModify, words: words},
		{said: said{"t[est]", "say whether a route is there", "看一条路由在不在"}, parse: parseRouteModify, words: words},
		{said: said{"d[elete]", "take a route away", "去掉一条路由"}, also: "del", parse: parseRouteModify, words: words},
		{said: said{"s[how]", "list routes", "列出路由"}, also: "l[ist] ls[t]", parse: parseRouteShow, words: filters},
		{said: said{"g[et]", "ask the kernel which way one address would take", "问内核去某个地址会走哪条路"}, parse: parseRouteGet,
			words: func() []Word { return explained(routeGetRows) }},
		{said: said{"f[lush]", "take all those routes away", "去掉所有这样的路由"}, parse: parseRouteFlush, words: filters},
		{said: said{form: "sa[ve]"}}, {said: said{form: "res[tore]"}}, {said: said{form: "showd[ump]"}},
		helpVerb("h[elp]", routeUsage),
	})
}

// routeParser reads what comes after the verb (iproute_modify of iproute.c).
type routeParser struct {
	*args
	route    RouteModify
	dst, via bool // they were given
	hops     bool // the first "nexthop" stands at the cursor
}

func parseRouteModify(a *args, o Options) (Action, error) {
	p := &routeParser{args: a, route: RouteModify{Verb: a.verb, Family: o.Family}}
	for ; p.more() && !p.foreign; p.skip() {
		if err := takeWord(routeRows, p.word(), p, (*routeParser).destination); err != nil {
			return nil, err
		}
		if p.hops {
			break
		}
	}
	switch {
	case p.foreign:
		return Foreign{}, nil
	case !p.dst:
		return nil, routeUsage()
	}
	if dev := p.route.Dev; dev != "" && p.more() {
		if err := p.lookUp(func(n Names) bool { return n.Link(dev) }, refuse(1, "Cannot find device \"%s\"\n", dev)); err != nil {
			return nil, err
		}
	}
	for p.more() && !p.foreign {
		if err := p.nextHop(); err != nil {
			return nil, err
		}
	}
	if p.foreign {
		return Foreign{}, nil
	}
	return p.route, nil
}

// address takes an address, which may be the first to say the family.
func (p *routeParser) address() (netip.Addr, error) {
	address, err := p.nextAddr(p.route.Family)
	if err != nil {
		return netip.Addr{}, err
	}
	settle(&p.route.Family, address.family)
	p.foreign = p.foreign || !address.addr.IsValid()
	return address.addr, nil
}

func (p *routeParser) gateway() (err error) {
	if p.via {
		return invalid("use nexthop syntax to specify multiple via\n", p.word())
	}
	p.via = true
	p.route.Via, err = p.nextGateway()
	return err
}

// nextGateway takes an address that may have the name of its family before it.
func (p *routeParser) nextGateway() (netip.Addr, error) {
	word, err := p.next()
	if err != nil {
		return netip.Addr{}, err
	}
	family, named := readFamily(word)
	switch {
	case named && family == Unspec:
		p.foreign = true
		return netip.Addr{}, nil
	case !named:
		family = p.route.Family
	default:
		if word, err = p.next(); err != nil {
			return netip.Addr{}, err
		}
	}
	address, err := getAddr(word, family)
	if err != nil {
		return netip.Addr{}, err
	}
	settle(&p.route.Family, address.family)
	p.foreign = p.foreign || !address.addr.IsValid()
	return address.addr, nil
}

// readFamily reads the name of a family; Unspec with named is one that is not known here.
func readFamily(word string) (family Family, named bool) {
	switch word {
	case "inet":
		return Inet, true
	case "inet6":
		return Inet6, true
	case "link", "mpls", "bridge":
		return Unspec, true
	}
	return Unspec, false
}

func (p *routeParser) from() error {
	from, err := p.nextPrefix(p.route.Family)
	if err != nil {
		return err
	}
	settle(&p.route.Family, from.family)
	p.route.From = new(from.prefix())
	return nil
}

func (a *args) nextTOS(message string) (uint32, error) {
	word, err := a.next()
	if err != nil {
		return 0, err
	}
	if n, ok := a.named(tosNames(), word); ok {
		return n, nil
	}
	n, ok := readHex(word)
	if !ok {
		return 0, invalid(message, word)
	}
	return n, nil
}

func (p *routeParser) preference() (*uint8, error) {
	word, err := p.next()
	if err != nil {
		return nil, err
	}
	switch word {
	case "low":
		return new(uint8(3)), nil
	case "medium":
		return new(uint8(0)), nil
	case "high":
		return new(uint8(1)), nil
	}
	n, ok := number(word)
	if !ok || n > 255 {
		return nil, invalid("\"pref\" value is invalid\n", word)
	}
	return new(uint8(n)), nil
}

// destination takes the prefix that the route is for, with the type that may stand before it.
func (p *routeParser) destination() (err error) {
	word := p.word()
	if word == "to" {
		if word, err = p.next(); err != nil {
			return err
		}
	}
	if kind := routeType(word); kind != "" {
		p.route.Type = kind
		if word, err = p.next(); err != nil {
			return err
		}
	}
	if matches(word, "help") {
		return routeUsage()
	}
	if p.dst {
		return garbage("to", word)
	}
	dst, err := getPrefix(word, p.route.Family)
	if err != nil {
		return err
	}
	settle(&p.route.Family, dst.family)
	p.route.Dst, p.dst = dst.prefix(), true
	return nil
}

// routeType is the type that a word means, empty for none. A type may be abbreviated, but for those of one meaning too
// many (rtnl_rtntype_a2n); as the first word of a route it is no number.
func routeType(word string) string {
	switch word {
	case "local", "nat", "throw":
		return word
	case "brd":
		return "broadcast"
	}
	for _, full := range strings.Fields("broadcast anycast multicast prohibit unreachable blackhole xresolve unicast") {
		if matches(word, full) {
			return full
		}
	}
	return ""
}
