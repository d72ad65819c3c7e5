package ipcmd

import (
	"net/netip"
	"strings"

	"vethlab/lab/topo"
)

// NeighFilter chooses neighbours, for `ip neighbour show` and `flush`.
type NeighFilter struct {
	Family   Family // of -4, -6 or To
	To       netip.Prefix
	Dev      string
	Master   string
	NoMaster bool
	Unused   bool
	Proxy    bool
	Protocol uint8    // 0 for any
	States   []string // words after nud: "stale", "all", …; empty for the usual ones
}

// NeighShow is `ip neighbour show`.
type NeighShow struct{ NeighFilter }

// NeighFlush is `ip neighbour flush`.
type NeighFlush struct{ NeighFilter }

func (n NeighShow) words() []string {
	return append([]string{"neigh", "show"}, n.NeighFilter.words()...)
}

// words says "all" where nothing else is said: `ip` refuses to flush without a word.
func (n NeighFlush) words() []string {
	words := n.NeighFilter.words()
	if len(words) == 0 {
		words = []string{"all"}
	}
	return append([]string{"neigh", "flush"}, words...)
}

func (f NeighFilter) words() []string {
	return writeAll(neighFilters, &neighFilterParser{NeighFilter: f})
}

// neighFilterParser reads the words after the verb (do_show_or_flush of ipneigh.c).
type neighFilterParser struct {
	NeighFilter
	*args
}

func parseNeighFilter(a *args, o Options) (f NeighFilter, foreign bool, err error) {
	p := &neighFilterParser{NeighFilter: NeighFilter{Family: o.Family}, args: a}
	for ; a.more() && !p.foreign; a.skip() {
		if err := takeWord(neighFilters, a.word(), p, (*neighFilterParser).destination); err != nil {
			return p.NeighFilter, false, err
		}
	}
	return p.NeighFilter, p.foreign, nil
}

type neighFilterRow = keyword[*neighFilterParser]

// neighFilters are those of `ip neighbour show` and `flush`, in the order in which String writes them.
func neighFilters(yield func(neighFilterRow) bool) {
	each(yield, []neighFilterRow{
		flagRow("proxy", "only those that this host answers for", "只看本机代答的", func(p *neighFilterParser) *bool { return &p.Proxy }),
		{said: said{"<ADDRESS>", "the neighbour's IP address", "邻居的 IP 地址"}},
		{said: said{"to PREFIX", "which addresses", "哪些地址"}, read: func(p *neighFilterParser) error {
			if p.To.IsValid() {
				return p.leave()
			}
			if _, err := p.next(); err != nil {
				return err
			}
			return p.destination()
		}, write: func(p *neighFilterParser) []string {
			if !p.To.IsValid() {
				return nil
			}
			return []string{"to", p.To.String()}
		}},
		{said: said{"dev DEV", "on which device", "在哪个设备上"}, read: (*neighFilterParser).device,
			write: func(p *neighFilterParser) []string { return option("dev", p.Dev) }},
		{said: said{"master DEV", "of the ports of that bridge", "那个网桥的端口的"},
			read:  func(p *neighFilterParser) (err error) { p.NoMaster = false; p.Master, err = p.nextMaster(); return err },
			write: func(p *neighFilterParser) []string { return option("master", p.Master) }},
		{said: said{"nomaster", "of devices in no bridge", "不在网桥里的设备的"},
			read:  func(p *neighFilterParser) error { p.NoMaster, p.Master = true, ""; return nil },
			write: func(p *neighFilterParser) []string { return flagOption("nomaster", p.NoMaster) }},
		flagRow("unused", "only those that nothing uses now", "只看现在没有用到的", func(p *neighFilterParser) *bool { return &p.Unused }),
		{said: said{"nud STATE", "in this state", "处于这个状态"}, read: func(p *neighFilterParser) error {
			word, err := p.next()
			if err != nil {
				return err
			}
			return p.addState(word)
		}, write: func(p *neighFilterParser) (words []string) {
			for _, state := range p.States {
				words = append(words, "nud", state)
			}
			return words
		}},
		{said: said{"p[rotocol] NAME", "which program knows it", "由哪个程序得知"}, read: func(p *neighFilterParser) error { return p.setProtocol(p.args) },
			write: func(p *neighFilterParser) []string {
				if p.Protocol == 0 {
					return nil
				}
				return []string{"protocol", ProtocolName(p.Protocol)}
			}},
		foreignRow[*neighFilterParser]("vrf", "", ""),
	})
}

func (p *neighFilterParser) device() error {
	word, err := p.nextDev()
	if err == nil && p.Dev != "" {
		err = duplicate("dev", word)
	}
	p.Dev = word
	return err
}

func (f *NeighFilter) addState(word string) error {
	state, ok := readNUD(word)
	switch {
	case ok:
		f.States = append(f.States, nameOf(nudNames(), state))
	case word == "all":
		f.States = append(f.States, word)
	default:
		return invalid("nud state is bad", word)
	}
	return nil
}

func (f *NeighFilter) setProtocol(a *args) error {
	p, err := a.nextProtocol()
	if p != nil {
		f.Protocol = *p
	}
	return err
}

// destination takes the prefix at the cursor. The family of the first one and the prefix of the second have no words together.
func (p *neighFilterParser) destination() error {
	if p.To.IsValid() {
		return p.leave()
	}
	word := p.word()
	if matches(word, "help") {
		return neighUsage()
	}
	to, err := getPrefix(word, p.Family)
	if err != nil {
		return err
	}
	settle(&p.Family, to.family)
	p.To = to.prefix()
	return nil
}

// mask is the states that are chosen.
func (f NeighFilter) mask(flush bool) uint32 {
	var all uint32 = 0xff &^ nudNoARP
	if flush {
		all = ^uint32(nudPermanent | nudNoARP)
	}
	if len(f.States) == 0 {
		return all
	}
	var mask uint32
	for _, word := range f.States {
		state, _ := readNUD(word)
		switch {
		case word == "all" && flush:
			mask |= ^uint32(nudNoARP)
		case word == "all":
			mask |= ^uint32(0)
		case state == 0:
			mask |= nudNone
		default:
			mask |= state
		}
	}
	return mask
}

// Neighbour tells whether the filter chooses a neighbour in that state (NUD_* bits). In the second and later rounds of
// a flush what has failed already is left out. Dev, Master and Unused are not looked at: package kernel has them.
func (f NeighFilter) Neighbour(n topo.Neighbour, state uint16, flush, again bool) bool {
	mask := f.mask(flush)
	if again {
		mask &^= 0x20
	}
	switch {
	case f.Family != Unspec && f.Family != familyOf(n.Dst):
		return false
	case mask&uint32(state) == 0 && !n.Proxy && !n.Learned && (state != 0 || mask&nudNone == 0):
		return false
	case f.Protocol != 0 && ProtocolName(f.Protocol) != n.Protocol:
		return false
	}
	return f.To.Bits() <= 0 || within(n.Dst, f.To)
}

// NeighText is what `ip neighbour show` writes of a neighbour; it is as Neigh.
func NeighText(n topo.Neighbour, f NeighFilter, o Options) string {
	p := NewPrinter(o)
	p.Neigh(n, f, nil)
	return p.String()
}

// NeighCounts are what -s shows of a neighbour (struct nda_cacheinfo of neighbour.h): the seconds since it was used, confirmed and changed.
type NeighCounts struct {
	References               uint32
	Used, Confirmed, Updated uint32
	Probes                   *uint32 // how often it was asked for; nil where the kernel did not say
}

// Neigh writes a neighbour as `ip neighbour show` does (print_neigh); the device is left out where the filter names it. Counts is nil
// where the kernel has none of it.
func (p *Printer) Neigh(n topo.Neighbour, f NeighFilter, counts *NeighCounts) {
	dst, dev := 0, 0
	if p.o.Brief {
		dst, dev = 39, 16
	}
	p.object(func() {
		// That of a bridge has none.
		if n.Dst.IsValid() {
			p.padded(colorOf(familyOf(n.Dst).String()), "dst", dst, " ", host(n.Dst))
		}
		if f.Dev == "" && n.DevName != "" {
			if !p.o.Brief {
				p.say("dev ")
			}
			p.padded(colorName, "dev", dev, " ", n.DevName)
		}
		if p.o.Brief {
			if n.Address != "" {
				p.colored(colorMAC, "lladdr", "", n.Address, "")
			}
			p.say("\n")
			return
		}
		p.neigh(n, counts)
	})
}

// padded is a value whose blanks, in text, have its colour too: up to so many bytes, and then what stands after.
func (p *Printer) padded(c color, key string, width int, after, value string) {
	if !p.o.JSON {
		value = pad(value, width) + after
	}
	p.colored(c, key, "", value, "")
}

// pad is a text in that width. C counts bytes, where Go would count letters.
func pad(text string, width int) string { return text + strings.Repeat(" ", max(0, width-len(text))) }

func (p *Printer) neigh(n topo.Neighbour, counts *NeighCounts) {
	if n.Address != "" {
		p.colored(colorMAC, "lladdr", "lladdr ", n.Address, " ")
	}
	for _, flag := range []struct {
		set  bool
		word string
	}{{n.Router, "router"}, {n.Proxy, "proxy"}, {n.Managed, "managed"}, {n.Learned, "extern_learn"}} {
		if flag.set {
			p.flag(flag.word, "null", flag.word+" ")
		}
	}
	if counts != nil && p.o.Stats > 0 {
		p.neighCounts(*counts)
	}
	if len(n.State) > 0 {
		p.array("state", func() {
			for _, state := range n.State {
				p.string("", "", state, " ")
			}
		})
	}
	if n.Protocol != "" {
		p.string("protocol", "proto ", p.named(protocolNames(), n.Protocol), " ")
	}
	p.say("\n")
}

// neighCounts is print_cacheinfo of ipneigh.c, which puts its blanks before each value: there are two in one place, and none in another.
func (p *Printer) neighCounts(n NeighCounts) {
	if n.References != 0 {
		p.number("refcnt", " ref ", int64(n.References), "")
	}
	p.number("used", " used ", int64(n.Used), "")
	p.number("confirmed", "/", int64(n.Confirmed), "")
	p.number("updated", "/", int64(n.Updated), "")
	if n.Probes != nil {
		p.number("probes", "probes ", int64(*n.Probes), " ")
	}
}
