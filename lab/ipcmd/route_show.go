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
	words := rangeWords("to", f.Root, f.Match)
	switch f.Table {
	case topo.TableMain:
	case 0:
		words = append(words, "table", "all")
	default:
		words = append(words, "table", TableName(f.Table))
	}
	if f.Cached {
		words = append(words, "cached")
	}
	if f.FromRoot != nil || f.FromMatch != nil {
		words = append(words, rangeWords("from", f.FromRoot, f.FromMatch)...)
	}
	if f.Via != nil {
		words = append(words, "via", dstWord(*f.Via))
	}
	if f.Src != nil {
		words = append(words, "src", dstWord(*f.Src))
	}
	words = append(words, option("dev", f.Dev)...)
	words = append(words, option("iif", f.IIF)...)
	if f.TOS != nil {
		words = append(words, "tos", tosText(int(*f.TOS)))
	}
	words = append(words, numberOption("metric", f.Metric)...)
	if f.Protocol != nil {
		words = append(words, "proto", ProtocolName(*f.Protocol))
	}
	if f.Scope != nil {
		words = append(words, "scope", ScopeName(*f.Scope))
	}
	if f.Type != nil {
		name := TypeName(*f.Type)
		if *f.Type == 0 {
			name = "0" // iproute2 prints none for it, but does not read that
		}
		words = append(words, "type", name)
	}
	return words
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

// parseRouteFilter reads the words after the verb (iproute_list_flush_or_save).
func parseRouteFilter(a *args, o Options) (f RouteFilter, foreign bool, err error) {
	f = RouteFilter{Family: o.Family, Table: topo.TableMain}
	for ; a.more(); a.skip() {
		foreign, err := f.keyword(a)
		if foreign || err != nil {
			return f, foreign, err
		}
	}
	return f, false, nil
}

func (f *RouteFilter) keyword(a *args) (foreign bool, err error) {
	var n uint32
	switch word := a.word(); {
	case matches(word, "table"):
		return false, f.table(a)
	case matches(word, "vrf"), word == "mark":
		return true, nil
	case matches(word, "cached"), matches(word, "cloned"):
		f.Cached = true
	case word == "tos", matches(word, "dsfield"):
		n, err = a.nextTOS("TOS value is invalid\n")
		f.TOS = new(uint8(n))
	case matches(word, "protocol"):
		f.Protocol, err = a.nextProtocol()
	case matches(word, "scope"):
		f.Scope, err = a.nextScope()
	case matches(word, "type"):
		f.Type, err = a.nextType()
	case word == "dev", word == "oif":
		f.Dev, err = a.nextDev()
	case word == "iif":
		f.IIF, err = a.nextDev()
	case matches(word, "metric"), matches(word, "priority"), word == "preference":
		n, err = a.nextNumber("\"metric\" value is invalid\n")
		f.Metric = &n
	case word == "via":
		return f.via(a)
	case word == "src":
		f.Src, err = a.nextRange(f.Family)
	case matches(word, "realms"):
		return true, nil
	case matches(word, "from"):
		if _, err = a.next(); err == nil {
			err = f.within(a, &f.FromRoot, &f.FromMatch)
		}
	default:
		if matches(word, "to") {
			if _, err = a.next(); err != nil {
				return false, err
			}
		}
		err = f.within(a, &f.Root, &f.Match)
	}
	return false, err
}

func (f *RouteFilter) table(a *args) error {
	word, err := a.next()
	if err != nil {
		return err
	}
	if n, ok := numberOf(tableNames(), word, 0xffffffff); ok {
		f.Table = n
		return nil
	}
	switch word {
	case "all":
		f.Table = 0
	case "cache":
		f.Cached = true
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
	n, ok := numberOf(protocolNames(), word, 255)
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
	if name := routeType(word); name != "" {
		return new(TypeNumber(name)), nil
	}
	n, ok := number(word)
	if !ok || n > 255 {
		return nil, invalid("node type value is invalid\n", word)
	}
	return new(uint8(n)), nil
}

func (f *RouteFilter) via(a *args) (foreign bool, err error) {
	word, err := a.next()
	if err != nil {
		return false, err
	}
	family, named := readFamily(word)
	switch {
	case named && family == Unspec:
		return true, nil
	case named:
		if word, err = a.next(); err != nil {
			return false, err
		}
	default:
		family = f.Family
	}
	via, err := getPrefix(word, family)
	f.Via = via.chosen()
	return false, err
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
func (f *RouteFilter) within(a *args, root, match **netip.Prefix) error {
	word := a.word()
	isRoot, isMatch := matches(word, "root"), matches(word, "match")
	if isRoot || isMatch || matches(word, "exact") {
		var err error
		if word, err = a.next(); err != nil {
			return err
		}
	}
	i, err := getPrefix(word, f.Family)
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
