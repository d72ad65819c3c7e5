package ipcmd

import (
	"fmt"
	"net/netip"

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
	var words []string
	if f.Proxy {
		words = append(words, "proxy")
	}
	if f.To.IsValid() {
		words = append(words, "to", f.To.String())
	}
	words = append(words, option("dev", f.Dev)...)
	words = append(words, option("master", f.Master)...)
	if f.NoMaster {
		words = append(words, "nomaster")
	}
	if f.Unused {
		words = append(words, "unused")
	}
	for _, state := range f.States {
		words = append(words, "nud", state)
	}
	if f.Protocol != 0 {
		words = append(words, "protocol", ProtocolName(f.Protocol))
	}
	return words
}

// parseNeighFilter reads the words after the verb (do_show_or_flush of ipneigh.c).
func parseNeighFilter(a *args, o Options) (f NeighFilter, foreign bool, err error) {
	f.Family = o.Family
	for ; a.more() && err == nil; a.skip() {
		switch word := a.word(); {
		case word == "dev":
			if word, err = a.nextDev(); err == nil && f.Dev != "" {
				err = duplicate("dev", word)
			}
			f.Dev = word
		case word == "master":
			f.Master, err = a.nextMaster()
		case word == "vrf":
			return f, true, nil
		case word == "nomaster":
			f.NoMaster = true
		case word == "unused":
			f.Unused = true
		case word == "nud":
			if word, err = a.next(); err == nil {
				err = f.addState(word)
			}
		case word == "proxy":
			f.Proxy = true
		case matches(word, "protocol"):
			err = f.setProtocol(a)
		case f.To.IsValid():
			// The family of the first one and the prefix of the second have no words together.
			return f, true, nil
		default:
			err = f.parseTo(a)
		}
	}
	return f, false, err
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

func (f *NeighFilter) parseTo(a *args) error {
	word := a.word()
	if word == "to" {
		var err error
		if word, err = a.next(); err != nil {
			return err
		}
	}
	if matches(word, "help") {
		return neighUsage()
	}
	to, err := getPrefix(word, f.Family)
	if err != nil {
		return err
	}
	settle(&f.Family, to.family)
	f.To = to.prefix()
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
	p.Neigh(n, f)
	return p.String()
}

// Neigh writes a neighbour as `ip neighbour show` does (print_neigh); the device is left out where the filter names it.
func (p *Printer) Neigh(n topo.Neighbour, f NeighFilter) {
	dst, dev := "%s ", "%s "
	if p.o.Brief {
		dst, dev = "%-39s ", "%-16s "
	}
	p.object(func() {
		// That of a bridge has none.
		if n.Dst.IsValid() {
			p.padded(colorOf(familyOf(n.Dst).String()), "dst", dst, host(n.Dst))
		}
		if f.Dev == "" && n.DevName != "" {
			if !p.o.Brief {
				p.say("dev ")
			}
			p.padded(colorName, "dev", dev, n.DevName)
		}
		if p.o.Brief {
			if n.Address != "" {
				p.colored(colorMAC, "lladdr", "", n.Address, "")
			}
			p.say("\n")
			return
		}
		p.neigh(n)
	})
}

// padded is a value whose blanks, in text, have its colour too.
func (p *Printer) padded(c color, key, format, value string) {
	if !p.o.JSON {
		value = fmt.Sprintf(format, value)
	}
	p.colored(c, key, "", value, "")
}

func (p *Printer) neigh(n topo.Neighbour) {
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
