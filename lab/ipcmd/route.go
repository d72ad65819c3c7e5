package ipcmd

import (
	"fmt"
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
	NextHops []RouteHop
}

func (r RouteModify) words() []string {
	words := []string{"route", string(r.Verb)}
	if r.Type != "" {
		words = append(words, r.Type)
	}
	words = append(words, dstWord(r.Dst))
	// The source comes before the gateway, because it may be what says the family.
	if r.Src.IsValid() {
		words = append(words, "src", host(r.Src))
	}
	if r.From != nil {
		words = append(words, "from", dstWord(*r.From))
	}
	words = append(words, viaWords(r.Via, r.Family)...)
	words = append(words, option("dev", r.Dev)...)
	if r.TOS != 0 {
		words = append(words, "tos", tosText(int(r.TOS)))
	}
	words = append(words, numberOption("metric", r.Metric)...)
	if r.Table != nil {
		words = append(words, "table", TableName(*r.Table))
	}
	if r.Protocol != nil {
		words = append(words, "proto", ProtocolName(*r.Protocol))
	}
	if r.Scope != nil {
		words = append(words, "scope", ScopeName(*r.Scope))
	}
	words = append(words, numberOption("pref", r.Pref)...)
	words = append(words, numberOption("expires", r.Expires)...)
	for _, m := range r.Metrics {
		words = append(words, m.Name)
		if m.Locked {
			words = append(words, "lock")
		}
		words = append(words, fmt.Sprint(m.Value))
	}
	if r.OnLink {
		words = append(words, "onlink")
	}
	for _, h := range r.NextHops {
		words = append(words, h.words(r.Family)...)
	}
	return words
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
	verb := a.word()
	a.skip()
	switch {
	case matches(verb, "add"):
		return parseRouteModify(a, o, Add)
	case matches(verb, "change"), verb == "chg":
		return parseRouteModify(a, o, Change)
	case matches(verb, "replace"):
		return parseRouteModify(a, o, Replace)
	case matches(verb, "prepend"):
		return parseRouteModify(a, o, Prepend)
	case matches(verb, "append"):
		return parseRouteModify(a, o, Append)
	case matches(verb, "test"):
		return parseRouteModify(a, o, Test)
	case matches(verb, "delete"):
		return parseRouteModify(a, o, Delete)
	case matches(verb, "list"), matches(verb, "show"), matches(verb, "lst"):
		return parseRouteShow(a, o)
	case matches(verb, "get"):
		return parseRouteGet(a, o)
	case matches(verb, "flush"):
		return parseRouteFlush(a, o)
	case matches(verb, "save"), matches(verb, "restore"), matches(verb, "showdump"):
		return Foreign{}, nil
	case matches(verb, "help"):
		return nil, routeUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip route help\".\n", verb)
}

// routeParser reads what comes after the verb (iproute_modify of iproute.c).
type routeParser struct {
	*args
	route    RouteModify
	dst, via bool // they were given
	hops     bool // the first "nexthop" stands at the cursor
	foreign  bool // something was said that only iproute2 itself understands
}

func parseRouteModify(a *args, o Options, verb Verb) (Action, error) {
	p := &routeParser{args: a, route: RouteModify{Verb: verb, Family: o.Family}}
	for ; p.more() && !p.foreign; p.skip() {
		if err := p.keyword(); err != nil {
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

// keyword takes one keyword with its value. What other values a route may have is in metric.
func (p *routeParser) keyword() (err error) {
	r, word := &p.route, p.word()
	var n uint32
	switch {
	case word == "src":
		r.Src, err = p.address()
	case word == "via":
		err = p.gateway()
	case word == "from":
		err = p.from()
	case word == "tos", matches(word, "dsfield"):
		n, err = p.nextTOS("\"tos\" value is invalid\n")
		r.TOS = uint8(n)
	case word == "expires":
		n, err = p.nextNumber("\"expires\" value is invalid\n")
		r.Expires = &n
	case matches(word, "metric"), matches(word, "priority"), word == "preference":
		n, err = p.nextNumber("\"metric\" value is invalid\n")
		r.Metric = &n
	case word == "scope":
		n, err = p.nextName(scopeNames(), 255, "invalid \"scope\" value\n")
		r.Scope = new(uint8(n))
	case p.isForeign(word):
		p.foreign = true
	case p.isMetric(word):
		err = p.metric()
	case word == "onlink":
		r.OnLink = true
	case word == "nexthop":
		p.hops = true
	case matches(word, "protocol"):
		n, err = p.nextName(protocolNames(), 255, "\"protocol\" value is invalid\n")
		r.Protocol = new(uint8(n))
	case matches(word, "table"):
		n, err = p.nextName(tableNames(), 0xffffffff, "\"table\" value is invalid\n")
		r.Table = &n
	case word == "dev", word == "oif":
		r.Dev, err = p.nextDev()
	case matches(word, "pref"):
		r.Pref, err = p.preference()
	default:
		err = p.destination()
	}
	return err
}

// isForeign tells whether a keyword is of those that are left to the machine's own ip.
func (p *routeParser) isForeign(word string) bool {
	for _, full := range []string{"congctl", "features", "realms", "fastopen_no_cookie", "vrf"} {
		if p.metricWord(word) == "" && matches(word, full) {
			return true
		}
	}
	switch word {
	case "as", "nhid", "encap", "ttl-propagate", "rtt", "rttvar", "rto_min":
		return true
	}
	return false
}

// metricWord is the metric that a word means, empty for none: some may be abbreviated, some may not.
func (p *routeParser) metricWord(word string) string {
	switch word {
	case "mtu", "hoplimit", "advmss":
		return word
	}
	for _, full := range []string{"reordering", "window", "cwnd", "initcwnd", "initrwnd", "quickack", "ssthresh"} {
		if matches(word, full) {
			return full
		}
	}
	return ""
}

func (p *routeParser) isMetric(word string) bool { return p.metricWord(word) != "" }

// metric takes a metric with its value, which may be locked.
func (p *routeParser) metric() error {
	m := topo.Metric{Name: p.metricWord(p.word())}
	word, err := p.next()
	if err != nil {
		return err
	}
	if word == "lock" && m.Name != "quickack" {
		m.Locked = true
		if word, err = p.next(); err != nil {
			return err
		}
	}
	name := m.Name
	if name == "advmss" {
		name = "mss"
	}
	value, ok := number(word)
	if !ok || m.Name == "hoplimit" && value > 255 {
		return invalid(fmt.Sprintf("\"%s\" value is invalid\n", name), word)
	}
	if m.Name == "quickack" && value > 1 {
		return invalid("\"quickack\" value should be 0 or 1\n", word)
	}
	m.Value = value
	p.route.Metrics = append(p.route.Metrics, m)
	return nil
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
	for _, n := range tosNames() {
		if n.name == word {
			return n.number, nil
		}
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
