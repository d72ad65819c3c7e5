package ipcmd

import (
	"net/netip"

	"vethlab/lab/topo"
)

// RouteFilter chooses routes, for `ip route show` and `flush`. A nil pointer chooses any; a pointer to the zero Prefix
// is "default".
type RouteFilter struct {
	Family    Family
	Table     uint32 // topo.TableMain unless another was given, 0 for all
	Cached    bool   // the routing cache, which is empty in kernels since 3.6
	Root      *netip.Prefix
	Match     *netip.Prefix
	FromRoot  *netip.Prefix
	FromMatch *netip.Prefix
	Via       *netip.Prefix
	Src       *netip.Prefix
	Dev       string
	IIF       string
	TOS       *uint8
	Metric    *uint32
	Protocol  *uint8
	Scope     *uint8
	Type      *uint8
}

// RouteShow is `ip route show`.
type RouteShow struct{ RouteFilter }

// RouteFlush is `ip route flush`.
type RouteFlush struct{ RouteFilter }

func (r RouteShow) words() []string {
	return append([]string{"route", "show"}, r.RouteFilter.words()...)
}

// words names the table where nothing else is said: `ip` refuses to flush without a word.
func (r RouteFlush) words() []string {
	words := r.RouteFilter.words()
	if len(words) == 0 {
		words = []string{"table", "main"}
	}
	return append([]string{"route", "flush"}, words...)
}

func (f RouteFilter) words() []string {
	return writeAll(routeFilters, &routeFilterParser{RouteFilter: f})
}

// rangeWords writes a range of prefixes: at least as long as root, at most as long as match; exactly one where both
// are the same.
func rangeWords(keyword string, root, match *netip.Prefix) []string {
	switch {
	case root != nil && match != nil && *root == *match:
		return []string{keyword, "exact", dstWord(*root)}
	case root == nil && match == nil:
		return nil
	}
	var words []string
	if root != nil {
		words = append(words, keyword, "root", dstWord(*root))
	}
	if match != nil {
		words = append(words, keyword, "match", dstWord(*match))
	}
	return words
}

func parseRouteShow(a *args, o Options) (Action, error) {
	f, foreign, err := parseRouteFilter(a, o)
	if foreign {
		return Foreign{}, nil
	}
	return RouteShow{f}, err
}

func parseRouteFlush(a *args, o Options) (Action, error) {
	if !a.more() {
		return nil, refuse(1, "\"ip route flush\" requires arguments.\n")
	}
	f, foreign, err := parseRouteFilter(a, o)
	if foreign {
		return Foreign{}, nil
	}
	return RouteFlush{f}, err
}

// routeFilterParser reads the words after the verb (iproute_list_flush_or_save).
type routeFilterParser struct {
	RouteFilter
	*args
}

func parseRouteFilter(a *args, o Options) (f RouteFilter, foreign bool, err error) {
	p := &routeFilterParser{RouteFilter: RouteFilter{Family: o.Family, Table: topo.TableMain}, args: a}
	for ; a.more() && !p.foreign; a.skip() {
		if err := takeWord(routeFilters, a.word(), p, (*routeFilterParser).destination); err != nil {
			return p.RouteFilter, false, err
		}
	}
	return p.RouteFilter, p.foreign, nil
}

type routeFilterRow = keyword[*routeFilterParser]

// routeFilters are those of `ip route show` and `flush`, in the order in which String writes them.
func routeFilters(yield func(routeFilterRow) bool) {
	_ = each(yield, []routeFilterRow{
		{said: said{"<PREFIX>", "this address or network", "这个地址或网络"}, write: func(p *routeFilterParser) []string { return rangeWords("to", p.Root, p.Match) }},
		{said: said{"t[able] TABLE", "of this table", "这张表里的"}, read: (*routeFilterParser).table, write: (*routeFilterParser).tableWords,
			values: func() []said { return []said{{"all", "of every table", "所有表里的"}} }},
		{said: said{"c[ached]", "what was learned for single addresses: a smaller MTU, a redirect",
			"针对单个地址学到的例外：更小的 MTU、重定向"}, also: "cl[oned]",
			read: func(p *routeFilterParser) error { p.Cached = true; return nil }, write: func(p *routeFilterParser) []string { return flagOption("cached", p.Cached) }},
		{said: said{"f[rom] PREFIX", "for a packet from there", "假设包从那里来"}, read: func(p *routeFilterParser) error {
			if _, err := p.next(); err != nil {
				return err
			}
			return p.within(&p.FromRoot, &p.FromMatch)
		}, write: func(p *routeFilterParser) []string { return rangeWords("from", p.FromRoot, p.FromMatch) }},
		{said: said{"via ADDRESS", "only by this router", "只看经过这个路由器的"}, read: (*routeFilterParser).via,
			write: func(p *routeFilterParser) []string { return prefixOption("via", p.Via) }},
		{said: said{"src ADDRESS", "only with that own address", "只看用这个本机地址的"}, read: func(p *routeFilterParser) (err error) {
			p.Src, err = p.nextRange(p.Family)
			return err
		}, write: func(p *routeFilterParser) []string { return prefixOption("src", p.Src) }},
		{said: said{"dev DEV", "only those out of this device", "只看从这个设备出去的"}, also: "oif",
			read:  func(p *routeFilterParser) (err error) { p.Dev, err = p.nextDev(); return err },
			write: func(p *routeFilterParser) []string { return option("dev", p.Dev) }},
		{said: said{"iif DEV", "for a packet that came in here", "假设包从这个设备进来"},
			read:  func(p *routeFilterParser) (err error) { p.IIF, err = p.nextDev(); return err },
			write: func(p *routeFilterParser) []string { return option("iif", p.IIF) }},
	}) && routeValueFilters(yield)
}

// routeValueFilters choose by what a route has one value of.
func routeValueFilters(yield func(routeFilterRow) bool) bool {
	foreign := foreignRow[*routeFilterParser]
	return each(yield, []routeFilterRow{
		{said: said{"tos NUMBER", "only of that class of service", "只看那个服务类别的"}, also: "d[sfield]", read: func(p *routeFilterParser) error {
			n, err := p.nextTOS("TOS value is invalid\n")
			p.TOS = new(uint8(n))
			return err
		}, write: func(p *routeFilterParser) []string {
			if p.TOS == nil {
				return nil
			}
			return []string{"tos", tosText(int(*p.TOS))}
		}},
		{said: said{"m[etric] NUMBER", "only of that preference", "只看这个优先值的"}, also: "pri[ority] preference", read: func(p *routeFilterParser) error {
			n, err := p.nextNumber("\"metric\" value is invalid\n")
			p.Metric = &n
			return err
		}, write: func(p *routeFilterParser) []string { return numberOption("metric", p.Metric) }},
		{said: said{"p[rotocol] NAME", "only those that were set so", "只看由它设的"}, also: "proto",
			read:  func(p *routeFilterParser) (err error) { p.Protocol, err = p.nextProtocol(); return err },
			write: func(p *routeFilterParser) []string { return nameOption("proto", p.Protocol, ProtocolName) }},
		{said: said{"s[cope] SCOPE", "only of that reach", "只看这个范围的"},
			read:  func(p *routeFilterParser) (err error) { p.Scope, err = p.nextScope(); return err },
			write: func(p *routeFilterParser) []string { return nameOption("scope", p.Scope, ScopeName) }},
		{said: said{"ty[pe] TYPE", "only of that kind", "只看这一种"}, read: func(p *routeFilterParser) (err error) { p.Type, err = p.nextType(); return err },
			write: func(p *routeFilterParser) []string {
				return nameOption("type", p.Type, func(t uint8) string {
					if t == 0 {
						return "0" // iproute2 prints none for it, but does not read that
					}
					return TypeName(t)
				})
			}},
		foreign("v[rf]", "", ""), foreign("mark", "", ""), foreign("r[ealms]", "", ""),
		{said: said{"to PREFIX", "for which addresses", "针对哪些地址"}, read: func(p *routeFilterParser) error {
			if _, err := p.next(); err != nil {
				return err
			}
			return p.destination()
		}},
		{said: said{"root PREFIX", "this network and all in it", "这个网络和它里面的一切"}, read: (*routeFilterParser).destination},
		{said: said{"mat[ch] PREFIX", "this network and all around it", "这个网络和包含它的一切"}, read: (*routeFilterParser).destination},
		{said: said{"e[xact] PREFIX", "exactly this network", "正好是这个网络"}, read: (*routeFilterParser).destination},
		{said: said{"default", "the way to everywhere else", "通往其他一切地方的路"}, read: (*routeFilterParser).destination},
	})
}

func (p *routeFilterParser) destination() error { return p.within(&p.Root, &p.Match) }

func (p *routeFilterParser) tableWords() []string {
	switch p.Table {
	case topo.TableMain:
		return nil
	case 0:
		return []string{"table", "all"}
	}
	return []string{"table", TableName(p.Table)}
}

func (p *routeFilterParser) table() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	if n, ok := p.numberIn(tableNames(), word, 0xffffffff); ok {
		p.Table = n
		return nil
	}
	switch word {
	case "all":
		p.Table = 0
	case "cache":
		p.Cached = true
	case "help":
		return routeUsage()
	default:
		return invalid("table id value is invalid\n", word)
	}
	return nil
}

func (a *args) nextProtocol() (*uint8, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	n, ok := a.numberIn(protocolNames(), word, 255)
	switch {
	case ok:
		return new(uint8(n)), nil
	case word == "all":
		return nil, nil
	}
	return nil, invalid("invalid \"protocol\"\n", word)
}

func (a *args) nextType() (*uint8, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	n, ok := typeOf(word)
	if !ok {
		return nil, invalid("node type value is invalid\n", word)
	}
	return &n, nil
}

// typeOf is the number of a type, by a name that may be abbreviated, or by itself (rtnl_rtntype_a2n).
func typeOf(word string) (uint8, bool) {
	if name := routeType(word); name != "" {
		return TypeNumber(name), true
	}
	n, ok := readUnsigned(word, 1)
	return uint8(n), ok
}

func (p *routeFilterParser) via() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	family, named := readFamily(word)
	switch {
	case named && family == Unspec:
		p.foreign = true
		return nil
	case named:
		if word, err = p.next(); err != nil {
			return err
		}
	default:
		family = p.Family
	}
	via, err := getPrefix(word, family)
	p.Via = via.chosen()
	return err
}

// nextRange takes a prefix to filter by; nil is any.
func (a *args) nextRange(family Family) (*netip.Prefix, error) {
	i, err := a.nextPrefix(family)
	return i.chosen(), err
}

// chosen is what a prefix word filters by: nil for "any" of any family, the zero Prefix for "default".
func (i inet) chosen() *netip.Prefix {
	if !i.addr.IsValid() && !i.length && i.family == Unspec {
		return nil
	}
	return new(i.prefix())
}

// within takes a prefix, with "root", "match" or "exact" before it; the cursor is on the first of these words.
func (p *routeFilterParser) within(root, match **netip.Prefix) error {
	word := p.word()
	isRoot, isMatch := matches(word, "root"), matches(word, "match")
	if isRoot || isMatch || matches(word, "exact") {
		var err error
		if word, err = p.next(); err != nil {
			return err
		}
	}
	i, err := getPrefix(word, p.Family)
	if err != nil {
		return err
	}
	if !isMatch {
		*root = i.chosen()
	}
	if !isRoot {
		*match = i.chosen()
	}
	return nil
}

// DumpFamily is the family whose routes are listed: without one, IPv4 where a table is asked for, else all.
func (f RouteFilter) DumpFamily() Family {
	if f.Family == Unspec && f.Table != 0 {
		return Inet
	}
	return f.Family
}

// Route tells whether the filter chooses a route. Dev and IIF are not looked at: package kernel knows their indexes.
func (f RouteFilter) Route(r RouteEntry) bool {
	switch {
	case f.Family != Unspec && f.Family.String() != r.Family,
		f.Cached != r.Cloned,
		f.Table != 0 && int(f.Table) != r.Table,
		f.Protocol != nil && ProtocolName(*f.Protocol) != r.Protocol,
		f.Scope != nil && ScopeName(*f.Scope) != r.Scope,
		f.Type != nil && TypeName(*f.Type) != r.Type,
		f.TOS != nil && int(*f.TOS) != r.TOS,
		f.Metric != nil && int(*f.Metric) != r.Metric:
		return false
	}
	from := r.From
	if !from.IsValid() {
		from = netip.PrefixFrom(r.Dst.Masked().Addr(), 0).Masked()
	}
	return inRange(r.Dst, f.Root, f.Match) && inRange(from, f.FromRoot, f.FromMatch) &&
		isWithin(r.Gateway, f.Via, r.Dst) && isWithin(r.PrefSrc, f.Src, r.Dst)
}

func inRange(p netip.Prefix, root, match *netip.Prefix) bool {
	if root != nil && root.IsValid() && (root.Bits() > p.Bits() || !within(p.Addr(), *root)) {
		return false
	}
	if match == nil {
		return true
	}
	if !match.IsValid() {
		return p.Bits() == 0
	}
	return match.Bits() >= p.Bits() && within(match.Addr(), p)
}

// isWithin tells whether an address of a route is in the prefix; a missing one is 0.0.0.0 or :: of the route's family.
func isWithin(a netip.Addr, p *netip.Prefix, dst netip.Prefix) bool {
	if p == nil || !p.IsValid() {
		return true
	}
	if !a.IsValid() {
		a = netip.IPv6Unspecified()
		if dst.Addr().Is4() {
			a = netip.IPv4Unspecified()
		}
	}
	return within(a, *p)
}
