package ipcmd

import "net/netip"

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
	words := []string{"neigh", string(n.Verb)}
	if n.Proxy {
		words = append(words, "proxy")
	}
	words = append(words, host(n.Dst))
	words = append(words, option("lladdr", n.Address)...)
	words = append(words, option("dev", n.Dev)...)
	if n.Managed {
		words = append(words, "managed")
	}
	words = append(words, "nud", nameOf(nudNames(), uint32(n.State)))
	for _, f := range []struct {
		set  bool
		word string
	}{{n.Router, "router"}, {n.Use, "use"}, {n.Learned, "extern_learn"}} {
		if f.set {
			words = append(words, f.word)
		}
	}
	if n.Protocol != nil {
		words = append(words, "protocol", ProtocolName(*n.Protocol))
	}
	return words
}

func (n NeighGet) words() []string {
	words := []string{"neigh", "get"}
	if n.Proxy {
		words = append(words, "proxy")
	}
	return append(append(words, host(n.Dst)), option("dev", n.Dev)...)
}

// parseNeigh reads `ip neighbour …`; the order of the cases is that of do_ipneigh, which decides on abbreviations.
func parseNeigh(a *args, o Options) (Action, error) {
	if !a.more() {
		return NeighShow{NeighFilter{Family: o.Family}}, nil
	}
	verb := a.word()
	a.skip()
	switch {
	case matches(verb, "add"):
		return parseNeighModify(a, o, Add)
	case matches(verb, "change"), verb == "chg":
		return parseNeighModify(a, o, Change)
	case matches(verb, "replace"):
		return parseNeighModify(a, o, Replace)
	case matches(verb, "delete"):
		return parseNeighModify(a, o, Delete)
	case matches(verb, "get"):
		return parseNeighGet(a, o)
	case matches(verb, "show"), matches(verb, "lst"), matches(verb, "list"):
		f, foreign, err := parseNeighFilter(a, o)
		if foreign {
			return Foreign{}, nil
		}
		return NeighShow{f}, err
	case matches(verb, "flush"):
		if !a.more() {
			return nil, refuse(1, "Flush requires arguments.\n")
		}
		f, foreign, err := parseNeighFilter(a, o)
		if foreign {
			return Foreign{}, nil
		}
		return NeighFlush{f}, err
	case matches(verb, "help"):
		return nil, neighUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip neigh help\".\n", verb)
}

// parseNeighModify reads the words after the verb (ipneigh_modify of ipneigh.c).
func parseNeighModify(a *args, o Options, verb Verb) (Action, error) {
	n := NeighModify{Verb: verb, State: nudPermanent}
	var address string
	var given, dev, hasAddress bool
	for ; a.more(); a.skip() {
		var err error
		switch word := a.word(); {
		case matches(word, "lladdr"):
			if word, err = a.next(); err == nil && hasAddress {
				err = duplicate("lladdr", word)
			}
			address, hasAddress = word, true
		case word == "nud":
			n.State, err = a.nextNUD()
		case matches(word, "proxy"):
			n.Dst, err = a.nextProxy(o.Family, given)
			n.Proxy, given, dev = true, true, true
		case word == "router":
			n.Router = true
		case word == "use":
			n.Use = true
		case word == "managed":
			n.Managed, n.State = true, 0
		case matches(word, "extern_learn"):
			n.Learned = true
		case word == "dev":
			n.Dev, err = a.nextDev()
			dev = true
		case matches(word, "protocol"):
			var p uint32
			p, err = a.nextName(protocolNames(), 255, "\"protocol\" value is invalid\n")
			n.Protocol = new(uint8(p))
		default:
			n.Dst, err = a.neighAddress(o.Family, given)
			given = true
		}
		if err != nil {
			return nil, err
		}
	}
	if !dev || !given || !n.Dst.IsValid() {
		return nil, refuse(255, "Device and destination are required arguments.\n")
	}
	if !hasAddress || address == "null" {
		return n, nil
	}
	var err error
	n.Address, err = readLLAddr(address)
	return n, err
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

func parseNeighGet(a *args, o Options) (Action, error) {
	var n NeighGet
	var given, dev bool
	for ; a.more(); a.skip() {
		var err error
		switch word := a.word(); {
		case word == "dev":
			n.Dev, err = a.nextDev()
			dev = true
		case matches(word, "proxy"):
			n.Dst, err = a.nextProxy(o.Family, given)
			n.Proxy, given, dev = true, true, true
		case matches(word, "help"):
			err = neighUsage()
		default:
			n.Dst, err = a.neighAddress(o.Family, given)
			given = true
		}
		if err != nil {
			return nil, err
		}
	}
	if !dev || !given || !n.Dst.IsValid() {
		return nil, refuse(1, "Device and address are required arguments.\n")
	}
	return n, nil
}
