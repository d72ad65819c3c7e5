package ipcmd

import (
	"iter"
	"net/netip"
)

// NeighModify is `ip neighbour add`, `change`, `replace` or `delete`.
type NeighModify struct {
	Verb     Verb
	Dst      netip.Addr
	Dev      string // empty only for a proxy
	Address  string // of the link layer, with two digits a byte; empty for none
	State    uint8  // NUD_*
	Proxy    bool
	Router   bool
	Use      bool
	Managed  bool
	Learned  bool
	Protocol *uint8
}

// NeighGet is `ip neighbour get`.
type NeighGet struct {
	Dst   netip.Addr
	Dev   string
	Proxy bool
}

// The NUD_* states of neighbour.h, as bits.
const (
	nudPermanent = 0x80
	nudNoARP     = 0x40
	nudNone      = 0x100 // iproute2's own bit for no state at all
)

func nudNames() []numberName {
	return []numberName{
		{nudPermanent, "permanent"}, {0x02, "reachable"}, {nudNoARP, "noarp"}, {0, "none"}, {0x04, "stale"},
		{0x01, "incomplete"}, {0x08, "delay"}, {0x10, "probe"}, {0x20, "failed"},
	}
}

// readNUD reads a state; some may be abbreviated (nud_state_a2n).
func readNUD(word string) (uint32, bool) {
	for _, n := range nudNames() {
		short := n.name == "permanent" || n.name == "reachable" || n.name == "failed"
		if n.name == word || short && matches(word, n.name) {
			return n.number, true
		}
	}
	n, ok := number(word)
	return n, ok && n < 0x100 && n&(n-1) == 0
}

func (n NeighModify) words() []string {
	return append([]string{"neigh", string(n.Verb)}, writeAll(neighRows, &neighParser{NeighModify: n})...)
}

func (n NeighGet) words() []string {
	of := &neighParser{NeighModify: NeighModify{Dst: n.Dst, Dev: n.Dev, Proxy: n.Proxy}}
	return append([]string{"neigh", "get"}, writeAll(neighGetRows, of)...)
}

// parseNeigh reads `ip neighbour …` (do_ipneigh).
func parseNeigh(a *args, o Options) (Action, error) {
	if !a.more() {
		return NeighShow{NeighFilter{Family: o.Family}}, nil
	}
	return parseVerb("ip neigh", neighVerbs, a, o)
}

func neighVerbs(yield func(verb) bool) {
	words := func() []Word { return explained(neighRows) }
	filters := func() []Word { return explained(neighFilters) }
	each(yield, []verb{
		{said: said{"a[dd]", "write a neighbour down by hand", "手工记下一个邻居"}, parse: parseNeighModify, words: words},
		{said: said{"c[hange]", "change one that is there", "修改已有的"}, also: "chg", parse: parseNeighModify, words: words},
		{said: said{"r[eplace]", "add, or change what is there", "没有就加，有就改"}, parse: parseNeighModify, words: words},
		{said: said{"d[elete]", "forget a neighbour", "忘掉一个邻居"}, also: "del", parse: parseNeighModify, words: words},
		{said: said{"g[et]", "ask for one", "查询一个"}, parse: parseNeighGet, words: func() []Word { return explained(neighGetRows) }},
		{said: said{"s[how]", "list neighbours", "列出邻居"}, also: "l[ist] ls[t]", parse: parseNeighShow, words: filters},
		{said: said{"f[lush]", "forget all those neighbours", "忘掉所有这样的邻居"}, parse: parseNeighFlush, words: filters},
		helpVerb("h[elp]", neighUsage),
	})
}

func parseNeighShow(a *args, o Options) (Action, error) {
	f, foreign, err := parseNeighFilter(a, o)
	if foreign {
		return Foreign{}, nil
	}
	return NeighShow{f}, err
}

func parseNeighFlush(a *args, o Options) (Action, error) {
	if !a.more() {
		return nil, refuse(1, "Flush requires arguments.\n")
	}
	f, foreign, err := parseNeighFilter(a, o)
	if foreign {
		return Foreign{}, nil
	}
	return NeighFlush{f}, err
}

// neighParser reads the words after the verb (ipneigh_modify of ipneigh.c).
type neighParser struct {
	NeighModify
	*args
	family                 Family
	address                string
	given, dev, hasAddress bool
}

type neighRow = keyword[*neighParser]

// neighRows are the words of `ip neighbour add` and its like, in the order in which String writes them.
func neighRows(yield func(neighRow) bool) {
	each(yield, []neighRow{
		neighProxy(), neighAddress(), neighTo(),
		{said: said{"l[laddr] MAC", "its link layer address", "它的链路层地址"}, read: (*neighParser).lladdress,
			write: func(p *neighParser) []string { return option("lladdr", p.Address) }},
		neighDev(),
		{said: said{"managed", "asked for again and again by the kernel", "由内核不断重新询问"}, read: func(p *neighParser) error {
			p.Managed, p.State = true, 0
			return nil
		}, write: func(p *neighParser) []string { return flagOption("managed", p.Managed) }},
		{said: said{"nud STATE", "in this state", "处于这个状态"}, read: func(p *neighParser) (err error) { p.State, err = p.nextNUD(); return err },
			write: func(p *neighParser) []string { return []string{"nud", nameOf(nudNames(), uint32(p.State))} }},
		flagRow("router", "it is a router", "它是路由器", func(p *neighParser) *bool { return &p.Router }),
		flagRow("use", "ask for it now", "现在就询问", func(p *neighParser) *bool { return &p.Use }),
		flagRow("e[xtern_learn]", "a program has learned it", "由程序学到", func(p *neighParser) *bool { return &p.Learned }),
		{said: said{"prot[ocol] NAME", "which program knows it", "由哪个程序得知"}, read: func(p *neighParser) error {
			n, err := p.nextName(protocolNames(), 255, "\"protocol\" value is invalid\n")
			p.Protocol = new(uint8(n))
			return err
		}, write: func(p *neighParser) []string { return nameOption("protocol", p.Protocol, ProtocolName) }},
	})
}

// neighGetRows are the words of `ip neighbour get` (ipneigh_get).
func neighGetRows(yield func(neighRow) bool) {
	each(yield, []neighRow{neighProxy(), neighAddress(), neighTo(), neighDev(), helpRow[*neighParser]("h[elp]", neighUsage)})
}

func neighProxy() neighRow {
	return neighRow{said: said{"p[roxy] ADDRESS", "answer for that address", "代这个地址作答"}, read: func(p *neighParser) (err error) {
		p.Dst, err = p.nextProxy(p.family, p.given)
		p.Proxy, p.given, p.dev = true, true, true
		return err
	}, write: func(p *neighParser) []string { return flagOption("proxy", p.Proxy) }}
}

func neighAddress() neighRow {
	return neighRow{said: said{"<ADDRESS>", "the neighbour's IP address", "邻居的 IP 地址"}, write: func(p *neighParser) []string { return []string{host(p.Dst)} }}
}

func neighTo() neighRow {
	return neighRow{said: said{"to ADDRESS", "the neighbour's IP address", "邻居的 IP 地址"}, read: (*neighParser).destination}
}

func neighDev() neighRow {
	return neighRow{said: said{"dev DEV", "on which device", "在哪个设备上"}, read: func(p *neighParser) (err error) {
		p.Dev, err = p.nextDev()
		p.dev = true
		return err
	}, write: func(p *neighParser) []string { return option("dev", p.Dev) }}
}

func (p *neighParser) parse(rows iter.Seq[neighRow]) error {
	for ; p.more(); p.skip() {
		if err := takeWord(rows, p.word(), p, (*neighParser).destination); err != nil {
			return err
		}
	}
	return nil
}

func (p *neighParser) destination() (err error) {
	p.Dst, err = p.neighAddress(p.family, p.given)
	p.given = true
	return err
}

func (p *neighParser) lladdress() error {
	word, err := p.next()
	if err == nil && p.hasAddress {
		err = duplicate("lladdr", word)
	}
	p.address, p.hasAddress = word, true
	return err
}

func parseNeighModify(a *args, o Options) (Action, error) {
	p := &neighParser{NeighModify: NeighModify{Verb: a.verb, State: nudPermanent}, args: a, family: o.Family}
	if err := p.parse(neighRows); err != nil {
		return nil, err
	}
	if !p.dev || !p.given || !p.Dst.IsValid() {
		return nil, refuse(255, "Device and destination are required arguments.\n")
	}
	if !p.hasAddress || p.address == "null" {
		return p.NeighModify, nil
	}
	var err error
	p.Address, err = readLLAddr(p.address)
	return p.NeighModify, err
}

func parseNeighGet(a *args, o Options) (Action, error) {
	p := &neighParser{args: a, family: o.Family}
	if err := p.parse(neighGetRows); err != nil {
		return nil, err
	}
	if !p.dev || !p.given || !p.Dst.IsValid() {
		return nil, refuse(1, "Device and address are required arguments.\n")
	}
	return NeighGet{Dst: p.Dst, Dev: p.Dev, Proxy: p.Proxy}, nil
}

func (a *args) nextNUD() (uint8, error) {
	word, err := a.next()
	if err != nil {
		return 0, err
	}
	state, ok := readNUD(word)
	if !ok {
		return 0, invalid("nud state is bad", word)
	}
	return uint8(state), nil
}

func (a *args) nextProxy(family Family, given bool) (netip.Addr, error) {
	word, err := a.next()
	switch {
	case err != nil:
		return netip.Addr{}, err
	case matches(word, "help"):
		return netip.Addr{}, neighUsage()
	case given:
		return netip.Addr{}, duplicate("address", word)
	}
	address, err := getAddr(word, family)
	return address.addr, err
}

// neighAddress takes the word at the cursor as the neighbour's address. After "help" iproute2 wants another word.
func (a *args) neighAddress(family Family, given bool) (netip.Addr, error) {
	word := a.word()
	for _, full := range []string{"to", "help"} {
		if word == full || full == "help" && matches(word, full) {
			var err error
			if word, err = a.next(); err != nil {
				return netip.Addr{}, err
			}
		}
	}
	if given {
		return netip.Addr{}, garbage("to", word)
	}
	address, err := getAddr(word, family)
	return address.addr, err
}
