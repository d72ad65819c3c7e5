package ipcmd

import (
	"fmt"
	"net/netip"
	"path"
	"strings"

	"vethlab/lab/topo"
)

// AddrFilter chooses links and addresses, for `ip address show` and `flush`. The zero value chooses all.
type AddrFilter struct {
	Family          Family // of -4, -6 or To
	Dev             string
	Up              bool
	To              netip.Prefix // the zero Prefix for any
	Scope           *uint8
	Label           string // a pattern of the shell
	Group           *int
	Master          string
	NoMaster        bool
	Kind            string // "veth"
	PortOf          string // "bridge" for type bridge_slave
	Flags, FlagMask topo.AddrFlags
}

// AddrShow is `ip address show`.
type AddrShow struct{ AddrFilter }

// AddrFlush is `ip address flush`.
type AddrFlush struct{ AddrFilter }

func (a AddrShow) words() []string { return append([]string{"addr", "show"}, a.AddrFilter.words()...) }

// words says "scope all" where nothing else is said: `ip` refuses to flush without a word.
func (a AddrFlush) words() []string {
	words := a.AddrFilter.words()
	if len(words) == 0 {
		words = []string{"scope", "all"}
	}
	return append([]string{"addr", "flush"}, words...)
}

func (f AddrFilter) words() []string {
	return writeAll(addrFilters, &addrFilterParser{AddrFilter: f})
}

// addrFilterParser reads the words after `ip address show` (ipaddr_list_flush_or_save).
type addrFilterParser struct {
	AddrFilter
	*args
}

func parseAddrFilter(a *args, o Options) (AddrFilter, error) {
	p := &addrFilterParser{AddrFilter{Family: o.Family}, a}
	for ; a.more(); a.skip() {
		if err := takeWord(addrFilters, a.word(), p, (*addrFilterParser).readDev); err != nil {
			return p.AddrFilter, err
		}
	}
	return p.AddrFilter, nil
}

type addrFilterRow = keyword[*addrFilterParser]

// addrFilters are those of `ip address show` and `flush`, in the order in which String writes them.
func addrFilters(yield func(addrFilterRow) bool) {
	_ = each(yield, []addrFilterRow{
		{said: said{"<DEV>", "only of this device", "只看这个设备"}},
		{said: said{"dev DEV", "only of this device", "只看这个设备"}, read: (*addrFilterParser).readDevAfter,
			write: func(p *addrFilterParser) []string { return option("dev", p.Dev) }},
		flagRow("up", "only of devices that are on", "只看启用的设备", func(p *addrFilterParser) *bool { return &p.Up }),
		{said: said{"to PREFIX", "only those in that network", "只看这个网络里的"}, read: (*addrFilterParser).readTo, write: func(p *addrFilterParser) []string {
			if !p.To.IsValid() {
				return nil
			}
			return []string{"to", p.To.String()}
		}},
		{said: said{"scope SCOPE", "only those known that far", "只看这个范围的"},
			read: func(p *addrFilterParser) (err error) { p.Scope, err = p.nextScope(); return err }, write: func(p *addrFilterParser) []string {
				if p.Scope == nil {
					return nil
				}
				return []string{"scope", ScopeName(*p.Scope)}
			}},
		{said: said{"label NAME", "only with that label", "只看有这个标签的"}, read: (*addrFilterParser).readLabel,
			write: func(p *addrFilterParser) []string { return option("label", p.Label) }},
		{said: said{"group NUMBER", "only of that group of devices", "只看这一组设备的"},
			read: func(p *addrFilterParser) (err error) { p.Group, err = p.group(); return err }, write: func(p *addrFilterParser) []string {
				if p.Group == nil {
					return nil
				}
				return []string{"group", fmt.Sprint(*p.Group)}
			}},
		{said: said{"master DEV", "only of the ports of that bridge", "只看那个网桥的端口"},
			read:  func(p *addrFilterParser) (err error) { p.NoMaster = false; p.Master, err = p.nextMaster(); return err },
			write: func(p *addrFilterParser) []string { return option("master", p.Master) }},
		{said: said{"nomaster", "only of those in no bridge", "只看不在网桥里的"},
			read:  func(p *addrFilterParser) error { p.NoMaster, p.Master = true, ""; return nil },
			write: func(p *addrFilterParser) []string { return flagOption("nomaster", p.NoMaster) }},
		{said: said{"type KIND", "only of that kind", "只看这一种"}, read: (*addrFilterParser).readKind, write: func(p *addrFilterParser) []string {
			words := option("type", p.Kind)
			if p.PortOf != "" {
				words = append(words, "type", quote(p.PortOf+"_slave"))
			}
			return words
		}},
		{said: said{"vrf NAME", "only those in that VRF", "只看那个 VRF 里的"}, read: func(p *addrFilterParser) error {
			word, err := p.next()
			if err == nil {
				err = invalid("Not a valid VRF name\n", word)
			}
			return err
		}},
		helpRow[*addrFilterParser]("h[elp]", addrUsage),
	}) && addrFlagFilters(yield)
}

// addrFlagFilters choose by flags (get_filter).
func addrFlagFilters(yield func(addrFilterRow) bool) bool {
	for i, s := range []said{
		{"permanent", "only those without an end", "只看没有期限的"}, {"dynamic", "only those with an end", "只看有期限的"},
		{"primary", "only the first of each network", "只看每个网络里的第一个"},
		{"secondary", "only those after the first of a network", "只看每个网络里第一个之后的"}, {"temporary", "only the temporary ones", "只看临时的"},
		{"tentative", "only those that are still asked for", "只看还在询问是否重复的"}, {"dadfailed", "only those that somebody else has", "只看别人已占用的"},
		{"deprecated", "only those not used for new connections", "只看不再用于新连接的"},
		{"nodad", "only those that others were not asked about", "只看没有询问是否重复的"}, {"optimistic", "only those used while others are asked", "只看询问期间就使用的"},
		{"home", "only home addresses of Mobile IPv6", "只看移动 IPv6 的家乡地址"}, {"mngtmpaddr", "only those that temporary ones are made from", "只看用来生成临时地址的"},
		{"noprefixroute", "only those without a route to their network", "只看没有附带路由的"}, {"autojoin", "only those that join a multicast group", "只看加入组播组的"},
		{"stable-privacy", "only those made from a secret", "只看由密钥生成的"},
	} {
		without := said{"-" + s.form, strings.Replace(s.en, "only", "all but", 1), strings.Replace(s.zh, "只看", "不看", 1)}
		row := addrFilterRow{said: s, value: addrFlagFilter{}}
		if i == 0 {
			row.write = (*addrFilterParser).flagWords
		}
		if !yield(row) || !yield(addrFilterRow{said: without, value: addrFlagFilter{}}) {
			return false
		}
	}
	return true
}

// addrFlagFilter reads a flag, with "-" before it for those that do not have it. The first row of them writes them all.
type addrFlagFilter struct{}

func (addrFlagFilter) read(p *addrFilterParser, full string) error {
	name, without := strings.CutPrefix(full, "-")
	p.setFlag(name, !without)
	return nil
}

func (addrFlagFilter) write(*addrFilterParser, string) []string { return nil }

func (p *addrFilterParser) flagWords() []string {
	words := (p.FlagMask & p.Flags).Names()
	for _, name := range (p.FlagMask &^ p.Flags).Names() {
		words = append(words, "-"+name)
	}
	return words
}

func (p *addrFilterParser) readTo() error {
	to, err := p.nextPrefix(p.Family)
	if err != nil {
		return err
	}
	settle(&p.Family, to.family)
	p.To = to.prefix()
	return nil
}

func (p *addrFilterParser) readLabel() (err error) {
	if p.Label, err = p.next(); err == nil && p.Label == "" {
		// It lets nothing through, as this does.
		p.Label = "[]"
	}
	return err
}

func (p *addrFilterParser) readKind() error {
	word, err := p.nonempty()
	if err != nil {
		return err
	}
	if of, found := strings.CutSuffix(word, "_slave"); found {
		p.PortOf = of
		return nil
	}
	p.Kind = word
	return nil
}

func (p *addrFilterParser) readDevAfter() error {
	if _, err := p.next(); err != nil {
		return err
	}
	return p.readDev()
}

func (p *addrFilterParser) readDev() error {
	word := p.word()
	if p.Dev != "" {
		return garbage("dev", word)
	}
	if word == "" {
		return refuse(1, "Device \"\" does not exist.\n")
	}
	p.Dev = word
	return nil
}

// nextScope reads a scope to filter by; "all" is nil.
func (a *args) nextScope() (*uint8, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	n, ok := a.numberIn(scopeNames(), word, 255)
	switch {
	case ok:
		return new(uint8(n)), nil
	case word == "all":
		return nil, nil
	}
	return nil, invalid("invalid \"scope\"\n", word)
}

// setFlag chooses the addresses that have a flag, or have it not.
func (f *AddrFilter) setFlag(name string, with bool) {
	switch name {
	case "dynamic":
		name, with = "permanent", !with
	case "primary":
		name, with = "secondary", !with
	}
	flag, _ := findAddrFlag(name)
	f.FlagMask |= flag.bit
	f.Flags |= flag.bit
	if !with {
		f.Flags &^= flag.bit
	}
}

// Addr tells whether the filter chooses an address of a link of that name.
func (f AddrFilter) Addr(a topo.Addr, link string) bool {
	label := a.Label
	if label == "" {
		label = link
	}
	switch {
	case f.Family != Unspec && f.Family.String() != a.Family:
		return false
	case f.Scope != nil && ScopeName(*f.Scope) != a.Scope:
		return false
	case (f.Flags^a.Flags)&f.FlagMask != 0:
		return false
	case f.Label != "" && !glob(f.Label, label):
		return false
	}
	return f.To.Bits() <= 0 || within(a.Local, f.To)
}

// Link tells whether the filter chooses a link by what it is; master is the index of the link that Master names, 0
// for none named.
func (f AddrFilter) Link(l topo.Link, master int) bool {
	switch {
	case f.Up && l.Flags&topo.FlagUp == 0:
		return false
	case f.Group != nil && int(l.Group) != *f.Group:
		return false
	case master != 0 && l.Master != master:
		return false
	case f.Kind != "" && l.Kind != f.Kind:
		return false
	case f.PortOf != "":
		return f.PortOf == "bridge" && l.Port != nil
	}
	return true
}

// glob matches as fnmatch(3) does.
func glob(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// within tells whether the first bits of an address are those of the prefix (inet_addr_match).
func within(a netip.Addr, p netip.Prefix) bool { return p.Masked().Contains(a) }

// AddrText is what `ip address show` writes of a link and those of its addresses that the filter chooses; it is as Addrs.
func AddrText(l topo.Link, all []topo.Link, f AddrFilter, o Options) string {
	p := NewPrinter(o)
	p.Addrs(l, all, f)
	return p.String()
}

// Addrs writes a link and those of its addresses that the filter chooses, as `ip address show` does. All are the links of the
// namespace. With -o it is a line an address, and a link without addresses says nothing.
func (p *Printer) Addrs(l topo.Link, all []topo.Link, f AddrFilter) {
	p.object(func() {
		p.addrHead(l, all, f)
		p.array("addr_info", func() {
			for _, a := range l.Addrs {
				switch {
				case f.Up && l.Flags&topo.FlagUp == 0:
				case f.Addr(a, l.Name):
					p.object(func() { p.addr(a, l) })
				case f.Family == Unspec || f.Family.String() == a.Family:
					p.Skip()
				}
			}
		})
		switch {
		case p.o.Brief:
			p.say("\n")
		case l.Stats != nil && f.Label == "" && !p.o.OneLine:
			p.say(statsText(l.Stats, p.o) + "\n")
			if p.o.JSON {
				p.statsJSON(l.Stats)
			}
		}
	})
}

// addrHead is what there is of the link before its addresses.
func (p *Printer) addrHead(l topo.Link, all []topo.Link, f AddrFilter) {
	o := p.o
	switch {
	case f.Label != "" || o.OneLine && !o.Brief:
	case o.Brief:
		p.briefLink(l, all)
	case o.Family == Inet6 && f.Dev == "":
		p.inet6Head(l, all)
		p.say("\n")
		if o.Details {
			p.linkLayer(l)
			p.say("\n")
		}
	case f.Family == Unspec || o.Details:
		p.linkHead(l, all, false)
		p.line()
		p.linkLayer(l)
		p.say(detailText(l, false, o))
		p.details(l, false)
		if o.Details {
			p.alias(l)
		}
		p.altNames(l)
		p.say("\n")
	default:
		p.linkHead(l, all, false)
		p.linkNetns(l)
		p.altNames(l)
		p.say("\n")
	}
}

// Inet6Link is what `ip -6 address show` knows of a link where it lists several: the kernel's IPv6 answers for them,
// and it tells little more than their names and states (inet6_fill_ifinfo of net/ipv6/addrconf.c).
func Inet6Link(l topo.Link) topo.Link {
	few := topo.Link{
		Index: l.Index, Name: l.Name, Flags: l.Flags, MTU: l.MTU, OperState: l.OperState, TxQueue: l.TxQueue,
		Type: l.Type, Address: l.Address, Addrs: l.Addrs,
	}
	if l.Parent != l.Index {
		few.Parent = l.Parent
	}
	return few
}

// inet6Head is the line of such a link.
func (p *Printer) inet6Head(l topo.Link, all []topo.Link) {
	p.number("ifindex", "", int64(l.Index), ": ")
	p.linkName(l, all, 0, ": ")
	p.flags(l, all)
	p.number("mtu", "mtu ", int64(l.MTU), " ")
	p.colored(stateColor(l), "operstate", "state ", l.OperState, " ")
	p.queue(l)
}

// addr is an address with all that there is of it (print_addrinfo).
func (p *Printer) addr(a topo.Addr, l topo.Link) {
	if p.o.Brief {
		p.addrPrefix(a)
		return
	}
	if p.o.OneLine {
		p.number("index", "", int64(l.Index), "")
		p.string("dev", ": ", l.Name, "")
	}
	p.wholeAddr(a)
}

// FlushedAddr writes an address as `ip -s -s address flush` does: with its device, and yet in two lines.
func (p *Printer) FlushedAddr(a topo.Addr, index int, dev string) {
	if p.o.Brief {
		p.addrPrefix(a)
		return
	}
	p.say(fmt.Sprintf("%d: %s", index, dev))
	p.wholeAddr(a)
}

func (p *Printer) wholeAddr(a topo.Addr) {
	p.string("family", "    ", a.Family, " ")
	p.addrPrefix(a)
	if a.Broadcast.IsValid() {
		p.colored(colorOf(a.Family), "broadcast", "brd ", host(a.Broadcast), " ")
	}
	p.string("scope", "scope ", p.named(scopeNames(), a.Scope), " ")
	p.addrFlags(a)
	if a.Label != "" {
		p.string("label", "", a.Label, "")
	}
	p.line()
	p.lifetime("valid_life_time", "       valid_lft ", a.Valid, false)
	p.lifetime("preferred_life_time", " preferred_lft ", a.Preferred, a.Flags&topo.AddrDeprecated != 0)
	p.say("\n")
}

// addrPrefix is an address with its length: "10.0.0.1 peer 10.0.0.2/32 metric 100 ".
func (p *Printer) addrPrefix(a topo.Addr) {
	p.colored(colorOf(a.Family), "local", "", host(a.Local), "")
	if a.Peer.IsValid() {
		p.colored(colorOf(a.Family), "address", " peer ", host(a.Peer), "")
	}
	p.number("prefixlen", "/", int64(a.PrefixLen), " ")
	if a.Metric != 0 {
		p.number("metric", "metric ", int64(a.Metric), " ")
	}
}

// lifetime is a number of seconds; that of an address that has passed its preferred time is negative.
func (p *Printer) lifetime(key, before string, seconds topo.Lifetime, passed bool) {
	switch {
	case seconds == topo.Forever && p.o.JSON:
		p.number(key, "", int64(uint32(topo.Forever)), "")
	case seconds == topo.Forever:
		p.say(before + "forever")
	case passed:
		p.number(key, before, int64(int32(seconds)), "sec")
	default:
		p.number(key, before, int64(seconds), "sec")
	}
}

// addrFlags are the flags, each with a blank after it; what is not permanent is called dynamic.
func (p *Printer) addrFlags(a topo.Addr) {
	flags := a.Flags ^ topo.AddrPermanent
	for _, f := range addrFlags() {
		if flags&f.bit == 0 {
			continue
		}
		flags &^= f.bit
		name := f.form
		switch {
		case f.bit == topo.AddrPermanent:
			name = "dynamic"
		case f.bit == topo.AddrSecondary && a.Family == "inet6":
			name = "temporary"
		}
		p.flag(name, "true", name+" ")
	}
	if flags != 0 {
		p.string("ifa_flags", "flags ", fmt.Sprintf("%02x", uint32(flags)), " ")
	}
}
