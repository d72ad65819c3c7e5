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
	words := option("dev", f.Dev)
	if f.Up {
		words = append(words, "up")
	}
	if f.To.IsValid() {
		words = append(words, "to", f.To.String())
	}
	if f.Scope != nil {
		words = append(words, "scope", ScopeName(*f.Scope))
	}
	words = append(words, option("label", f.Label)...)
	if f.Group != nil {
		words = append(words, "group", fmt.Sprint(*f.Group))
	}
	words = append(words, option("master", f.Master)...)
	if f.NoMaster {
		words = append(words, "nomaster")
	}
	words = append(words, option("type", f.Kind)...)
	if f.PortOf != "" {
		words = append(words, "type", quote(f.PortOf+"_slave"))
	}
	words = append(words, (f.FlagMask & f.Flags).Names()...)
	for _, name := range (f.FlagMask &^ f.Flags).Names() {
		words = append(words, "-"+name)
	}
	return words
}

// parseAddrFilter reads the words after `ip address show` (ipaddr_list_flush_or_save).
func parseAddrFilter(a *args, o Options) (f AddrFilter, err error) {
	f.Family = o.Family
	for ; a.more(); a.skip() {
		if err := f.parse(a); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (f *AddrFilter) parse(a *args) (err error) {
	switch word := a.word(); {
	case word == "to":
		err = f.parseTo(a)
	case word == "scope":
		f.Scope, err = a.nextScope()
	case word == "up":
		f.Up = true
	case f.setFlag(word):
	case word == "label":
		if f.Label, err = a.next(); err == nil && f.Label == "" {
			// It lets nothing through, as this does.
			f.Label = "[]"
		}
	case word == "group":
		f.Group, err = a.group()
	case word == "master":
		f.Master, err = a.nextMaster()
	case word == "vrf":
		if word, err = a.next(); err == nil {
			err = invalid("Not a valid VRF name\n", word)
		}
	case word == "nomaster":
		f.NoMaster = true
	case word == "type":
		if word, err = a.next(); err == nil {
			f.setKind(word)
		}
	default:
		err = f.parseDev(a)
	}
	return err
}

func (f *AddrFilter) parseTo(a *args) error {
	to, err := a.nextPrefix(f.Family)
	if err != nil {
		return err
	}
	settle(&f.Family, to.family)
	f.To = to.prefix()
	return nil
}

func (f *AddrFilter) setKind(word string) {
	if of, found := strings.CutSuffix(word, "_slave"); found {
		f.PortOf = of
		return
	}
	f.Kind = word
}

func (f *AddrFilter) parseDev(a *args) error {
	word := a.word()
	if word == "dev" {
		var err error
		if word, err = a.next(); err != nil {
			return err
		}
	} else if matches(word, "help") {
		return addrUsage()
	}
	if f.Dev != "" {
		return garbage("dev", word)
	}
	if word == "" {
		return refuse(1, "Device \"\" does not exist.\n")
	}
	f.Dev = word
	return nil
}

// nextScope reads a scope to filter by; "all" is nil.
func (a *args) nextScope() (*uint8, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	n, ok := numberOf(scopeNames(), word, 255)
	switch {
	case ok:
		return new(uint8(n)), nil
	case word == "all":
		return nil, nil
	}
	return nil, invalid("invalid \"scope\"\n", word)
}

// setFlag takes a flag such as "permanent" or "-tentative" (get_filter).
func (f *AddrFilter) setFlag(word string) bool {
	name, without := strings.CutPrefix(word, "-")
	switch name {
	case "dynamic":
		name, without = "permanent", !without
	case "primary":
		name, without = "secondary", !without
	}
	flag, ok := findAddrFlag(name)
	if !ok {
		return false
	}
	f.FlagMask |= flag.bit
	f.Flags |= flag.bit
	if without {
		f.Flags &^= flag.bit
	}
	return true
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
				case f.Addr(a, l.Name) && (!f.Up || l.Flags&topo.FlagUp != 0):
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
	p.linkName(l, all, "%s: ")
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
		p.say(fmt.Sprintf("%d: %s", l.Index, l.Name))
	}
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
		name := f.name
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
