package ipcmd

import (
	"fmt"
	"net/netip"
	"strings"

	"vethlab/lab/topo"
)

// Verb is how a change is asked for, which says what may be there already and what must.
type Verb string

// The verbs of `ip address`, `ip route` and `ip neighbour`.
const (
	Add     Verb = "add"     // nothing may be there
	Change  Verb = "change"  // something must be there
	Replace Verb = "replace" // either
	Append  Verb = "append"  // of a route: after the others of its prefix
	Prepend Verb = "prepend" // of a route: before them
	Test    Verb = "test"    // of a route: is it there?
	Delete  Verb = "delete"
)

// AddrSpec is what `ip address add` and `del` say of an address. A nil pointer and a zero value were not given.
type AddrSpec struct {
	Family    Family // of -4, -6 or the first address
	Local     netip.Prefix
	Peer      netip.Prefix
	Broadcast netip.Addr
	Reckon    string // "+" or "-": the broadcast address is the network's last or its first
	Anycast   netip.Addr
	Dev       string // always given
	Label     string
	Scope     *uint8
	Metric    *uint32
	Valid     *topo.Lifetime
	Preferred *topo.Lifetime
	Flags     topo.AddrFlags
	// Ignored are flags that were given where they cannot be set: `ip` warns, and goes on.
	Ignored []string
}

// AddrAdd is `ip address add`, `change` or `replace`.
type AddrAdd struct {
	Verb Verb
	AddrSpec
}

// AddrDelete is `ip address delete`. Wildcard is an IPv4 address as it was written, where that was without its length, so that the
// kernel takes the first that has it; else empty.
type AddrDelete struct {
	AddrSpec
	Wildcard string
}

func (a AddrAdd) words() []string {
	return append([]string{"addr", string(a.Verb)}, a.AddrSpec.words("")...)
}

func (a AddrDelete) words() []string {
	return append([]string{"addr", "del"}, a.AddrSpec.words(a.Wildcard)...)
}

// words puts the ignored flags before the first address: there they are ignored again.
func (s AddrSpec) words(wildcard string) []string {
	return append(append([]string{}, s.Ignored...), writeAll(addrRows, &addrParser{spec: s, written: wildcard})...)
}

func lifetimeOption(keyword string, l *topo.Lifetime) []string {
	if l != nil && *l == topo.Forever {
		return []string{keyword, "forever"}
	}
	return numberOption(keyword, l)
}

// Warnings is what `ip` writes to standard error before it asks the kernel, empty for nothing.
func (s AddrSpec) Warnings() string {
	var text strings.Builder
	for _, word := range s.Ignored {
		if f, _ := findAddrFlag(word); f.readOnly {
			fmt.Fprintf(&text, "Warning: %s option is not mutable from userspace\n", word)
		} else {
			fmt.Fprintf(&text, "Warning: %s option can be set only for IPv6 addresses\n", word)
		}
	}
	return text.String()
}

// Warnings is what `ip` writes to standard error before it asks the kernel, empty for nothing.
func (a AddrDelete) Warnings() string {
	text := a.AddrSpec.Warnings()
	if a.Wildcard != "" {
		text += fmt.Sprintf("Warning: Executing wildcard deletion to stay compatible with old scripts.\n"+
			"         Explicitly specify the prefix length (%s/32) to avoid this warning.\n"+
			"         This special behaviour is likely to disappear in further releases,\n"+
			"         fix your scripts!\n", a.Wildcard)
	}
	return text
}

// Check is what `ip` finds wrong only after it has found the device; nil or an [*Error].
func (s AddrSpec) Check() error {
	if s.Valid != nil || s.Preferred != nil {
		valid, preferred := topo.Forever, topo.Forever
		if s.Valid != nil {
			valid = *s.Valid
		}
		if s.Preferred != nil {
			preferred = *s.Preferred
		}
		if valid == 0 {
			return refuse(1, "valid_lft is zero\n")
		}
		if valid < preferred {
			return refuse(1, "preferred_lft is greater than valid_lft\n")
		}
	}
	if s.Flags&topo.AddrMCAutoJoin != 0 && !s.Local.Addr().IsMulticast() {
		return refuse(1, "autojoin needs multicast address\n")
	}
	return nil
}

// parseAddr reads `ip address …`; the order of the cases is that of do_ipaddr, which decides on abbreviations.
func parseAddr(a *args, o Options) (Action, error) {
	if !a.more() {
		return AddrShow{AddrFilter{Family: o.Family}}, nil
	}
	return parseVerb("ip address", addrVerbs, a, o)
}

func addrVerbs(yield func(verb) bool) {
	words := func() []Word { return explained(addrRows) }
	filters := func() []Word { return explained(addrFilters) }
	each(yield, []verb{
		{said: said{"a[dd]", "give a device an address", "给设备加一个地址"}, parse: parseAddrAdd, words: words},
		{said: said{"c[hange]", "change one that is there", "修改已有的"}, also: "chg", parse: parseAddrAdd, words: words},
		{said: said{"r[eplace]", "add, or change what is there", "没有就加，有就改"}, parse: parseAddrAdd, words: words},
		{said: said{"d[elete]", "take an address away", "去掉一个地址"}, also: "del", parse: parseAddrDelete, words: words},
		{said: said{"s[how]", "list addresses", "列出地址"}, also: "l[ist] ls[t]", parse: parseAddrShow, words: filters},
		{said: said{"f[lush]", "take all those addresses away", "去掉所有这样的地址"}, parse: parseAddrFlush, words: filters},
		{said: said{form: "sa[ve]"}}, {said: said{form: "showd[ump]"}}, {said: said{form: "re[store]"}},
		helpVerb("h[elp]", addrUsage),
	})
}

func parseAddrShow(a *args, o Options) (Action, error) {
	f, err := parseAddrFilter(a, o)
	return AddrShow{f}, err
}

func parseAddrFlush(a *args, o Options) (Action, error) {
	if !a.more() {
		return nil, refuse(1, "Flush requires arguments.\n")
	}
	f, err := parseAddrFilter(a, o)
	return AddrFlush{f}, err
}

func parseAddrAdd(a *args, o Options) (Action, error) {
	p := &addrParser{args: a, spec: AddrSpec{Family: o.Family}}
	if err := p.parse(); err != nil {
		return nil, err
	}
	if p.foreign {
		return Foreign{}, nil
	}
	if p.spec.Reckon != "" && p.spec.Family != Inet {
		return nil, p.warned(refuse(1, "Broadcast can be set only for IPv4 addresses\n"))
	}
	return AddrAdd{a.verb, p.spec}, nil
}

func parseAddrDelete(a *args, o Options) (Action, error) {
	p := &addrParser{args: a, spec: AddrSpec{Family: o.Family}}
	if err := p.parse(); err != nil {
		return nil, err
	}
	if p.foreign {
		return Foreign{}, nil
	}
	remove := AddrDelete{AddrSpec: p.spec}
	if !p.spec.Peer.IsValid() && p.spec.Local.Addr().Is4() && !p.length {
		remove.Wildcard = p.written
	}
	return remove, nil
}

// addrParser reads what comes after the verb (ipaddr_modify of ipaddress.c).
type addrParser struct {
	*args
	spec    AddrSpec
	length  bool   // the local address had a /length
	written string // the local address as it was given
}

func (p *addrParser) parse() error {
	for ; p.more(); p.skip() {
		if err := takeWord(addrRows, p.word(), p, (*addrParser).local); err != nil {
			return p.warned(err)
		}
	}
	if p.spec.Dev == "" {
		return p.warned(refuse(1, "Not enough information: \"dev\" argument is required.\n"))
	}
	return nil
}

// warned puts the warnings that were written until then before an error.
func (p *addrParser) warned(err error) error {
	if e, ok := err.(*Error); ok {
		return &Error{Text: p.spec.Warnings() + e.Text, Status: e.Status}
	}
	return err
}

func (p *addrParser) peer() error {
	if p.spec.Peer.IsValid() {
		word, err := p.next()
		if err != nil {
			return err
		}
		return duplicate("peer", word)
	}
	peer, err := p.nextPrefix(p.spec.Family)
	if err != nil {
		return err
	}
	settle(&p.spec.Family, peer.family)
	p.spec.Peer = peer.prefix()
	p.foreign = p.foreign || !peer.addr.IsValid()
	return nil
}

func (p *addrParser) broadcast() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	if p.spec.Broadcast.IsValid() || p.spec.Reckon != "" {
		return duplicate("broadcast", word)
	}
	if word == "+" || word == "-" {
		p.spec.Reckon = word
		return nil
	}
	address, err := getAddr(word, p.spec.Family)
	if err != nil {
		return err
	}
	settle(&p.spec.Family, address.family)
	p.spec.Broadcast = address.addr
	p.foreign = p.foreign || !address.addr.IsValid()
	return nil
}

func (p *addrParser) anycast() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	if p.spec.Anycast.IsValid() {
		return duplicate("anycast", word)
	}
	address, err := getAddr(word, p.spec.Family)
	if err != nil {
		return err
	}
	settle(&p.spec.Family, address.family)
	p.spec.Anycast = address.addr
	p.foreign = p.foreign || !address.addr.IsValid()
	return nil
}

func (p *addrParser) lifetime(keyword string, given *topo.Lifetime) (*topo.Lifetime, error) {
	if given != nil {
		return nil, duplicate(keyword, p.word())
	}
	word, err := p.next()
	if err != nil {
		return nil, err
	}
	if word == "forever" {
		return new(topo.Forever), nil
	}
	n, ok := number(word)
	if !ok {
		return nil, invalid(keyword+" value", word)
	}
	return new(topo.Lifetime(n)), nil
}

func (p *addrParser) local() error {
	word := p.word()
	if word == "local" {
		var err error
		if word, err = p.next(); err != nil {
			return err
		}
	}
	if matches(word, "help") {
		return addrUsage()
	}
	if p.spec.Local.IsValid() {
		return garbage("local", word)
	}
	local, err := getPrefix(word, p.spec.Family)
	if err != nil {
		return err
	}
	settle(&p.spec.Family, local.family)
	p.spec.Local, p.length, p.written = local.prefix(), local.length, word
	p.foreign = p.foreign || !local.addr.IsValid()
	return nil
}

type addrFlag struct {
	said
	bit                 topo.AddrFlags
	readOnly, inet6Only bool
}

// addrFlags is ifa_flag_data of ipaddress.c.
func addrFlags() []addrFlag {
	set := func(form string) said {
		return said{form, "the kernel says so, and nobody else: here it is ignored", "只由内核设置，写在这里不起作用"}
	}
	return []addrFlag{
		{set("secondary"), topo.AddrSecondary, true, false}, {set("temporary"), topo.AddrSecondary, true, false},
		{said{"nodad", "not asked for first whether others have it", "不先询问别人是否在用"}, topo.AddrNoDAD, false, true},
		{said{"optimistic", "used while others are still asked whether they have it", "询问是否重复期间就先使用"}, topo.AddrOptimistic, false, true},
		{set("dadfailed"), topo.AddrDADFailed, true, true},
		{said{"home", "the home address of Mobile IPv6", "移动 IPv6 的家乡地址"}, topo.AddrHome, false, true},
		{set("deprecated"), topo.AddrDeprecated, true, true}, {set("tentative"), topo.AddrTentative, true, true},
		{set("permanent"), topo.AddrPermanent, true, true},
		{said{"mngtmpaddr", "make temporary addresses from it", "由它生成临时地址"}, topo.AddrManageTemp, false, true},
		{said{"noprefixroute", "without the route to its network", "不加到它所在网络的路由"}, topo.AddrNoPrefixRoute, false, false},
		{said{"autojoin", "join the multicast group", "加入这个组播组"}, topo.AddrMCAutoJoin, false, false},
		{set("stable-privacy"), topo.AddrStablePrivacy, true, true},
	}
}

func findAddrFlag(name string) (addrFlag, bool) {
	for _, f := range addrFlags() {
		if f.form == name {
			return f, true
		}
	}
	return addrFlag{}, false
}

// addrFlagWord reads a flag as a word of `ip address add`. The first row of them writes them all.
type addrFlagWord struct{}

func (addrFlagWord) read(p *addrParser, full string) error {
	if f, _ := findAddrFlag(full); f.readOnly || f.inet6Only && p.spec.Family != Inet6 {
		p.spec.Ignored = append(p.spec.Ignored, full)
	} else {
		p.spec.Flags |= f.bit
	}
	return nil
}

func (addrFlagWord) write(*addrParser, string) []string { return nil }

type addrRow = keyword[*addrParser]

// addrRows are the words of `ip address add` and `delete`, in the order in which String writes them.
func addrRows(yield func(addrRow) bool) {
	more := each(yield, []addrRow{
		{said: said{"<ADDRESS>", "the address; after / how many of its bits are the network's", "地址；/ 后面是网络部分占多少位"}, write: (*addrParser).localWords},
		{said: said{"peer ADDRESS", "the address of the other end", "另一端的地址"}, also: "remote", read: (*addrParser).peer,
			write: func(p *addrParser) []string {
				if !p.spec.Peer.IsValid() {
					return nil
				}
				return []string{"peer", p.spec.Peer.String()}
			}},
		{said: said{"b[roadcast] ADDRESS", "the address that reaches all in the network", "能到达本网络所有主机的地址"}, also: "brd",
			values: func() []said {
				return []said{{"+", "the broadcast address is the last one of the network", "广播地址取本网络的最后一个"},
					{"-", "the broadcast address is the first one of the network", "广播地址取本网络的第一个"}}
			},
			read: (*addrParser).broadcast, write: func(p *addrParser) []string {
				return append(addrOption("broadcast", p.spec.Broadcast), option("broadcast", p.spec.Reckon)...)
			}},
		{said: said{"anycast ADDRESS", "an address that many have", "很多机器共有的地址"}, read: (*addrParser).anycast,
			write: func(p *addrParser) []string { return addrOption("anycast", p.spec.Anycast) }},
		{said: said{"dev DEV", "of which device", "哪个设备的"},
			read: func(p *addrParser) (err error) { p.spec.Dev, err = p.nextDev(); return err }, write: func(p *addrParser) []string { return option("dev", p.spec.Dev) }},
		textRow("label NAME", "a name for the address", "地址的名字", func(p *addrParser) *string { return &p.spec.Label }),
		{said: said{"scope SCOPE", "how far the address is known", "这个地址在多大范围内有效"}, read: (*addrParser).scope, write: func(p *addrParser) []string {
			if p.spec.Scope == nil {
				return nil
			}
			return []string{"scope", ScopeName(*p.spec.Scope)}
		}},
		{said: said{"m[etric] NUMBER", "of the route that comes with it: lower is preferred", "随之而来的路由的优先值：小的优先"},
			also: "p[riority] p[reference]",
			read: func(p *addrParser) error {
				metric, err := p.nextNumber("\"metric\" value is invalid\n")
				p.spec.Metric = &metric
				return err
			}, write: func(p *addrParser) []string { return numberOption("metric", p.spec.Metric) }},
		{said: said{"v[alid_lft] TIME", "how long it lasts: seconds, or forever", "有效多久：秒数，或 forever"},
			read:  func(p *addrParser) (err error) { p.spec.Valid, err = p.lifetime("valid_lft", p.spec.Valid); return err },
			write: func(p *addrParser) []string { return lifetimeOption("valid_lft", p.spec.Valid) }},
		{said: said{"preferr[ed_lft] TIME", "how long it is used for new connections", "多久之内用于新连接"},
			read: func(p *addrParser) (err error) {
				p.spec.Preferred, err = p.lifetime("preferred_lft", p.spec.Preferred)
				return err
			},
			write: func(p *addrParser) []string { return lifetimeOption("preferred_lft", p.spec.Preferred) }},
	})
	for i, f := range addrFlags() {
		row := addrRow{said: f.said, value: addrFlagWord{}}
		if i == 0 {
			row.write = func(p *addrParser) []string { return p.spec.Flags.Names() }
		}
		more = more && yield(row)
	}
}

// localWords are the address as it is written again: without its length where that was not given.
func (p *addrParser) localWords() []string {
	switch {
	case !p.spec.Local.IsValid():
		return nil
	case p.written != "":
		return []string{quote(p.written)}
	}
	return []string{p.spec.Local.String()}
}

func (p *addrParser) scope() error {
	scope, err := p.nextName(scopeNames(), 255, "invalid scope value.")
	p.spec.Scope = new(uint8(scope))
	return err
}
