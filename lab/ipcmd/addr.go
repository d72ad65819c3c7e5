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
	words := append([]string{}, s.Ignored...)
	switch {
	case !s.Local.IsValid():
	case wildcard != "":
		words = append(words, quote(wildcard))
	default:
		words = append(words, s.Local.String())
	}
	if s.Peer.IsValid() {
		words = append(words, "peer", s.Peer.String())
	}
	if s.Broadcast.IsValid() {
		words = append(words, "broadcast", host(s.Broadcast))
	}
	words = append(words, option("broadcast", s.Reckon)...)
	if s.Anycast.IsValid() {
		words = append(words, "anycast", host(s.Anycast))
	}
	words = append(words, option("dev", s.Dev)...)
	words = append(words, option("label", s.Label)...)
	if s.Scope != nil {
		words = append(words, "scope", ScopeName(*s.Scope))
	}
	words = append(words, numberOption("metric", s.Metric)...)
	words = append(words, lifetimeOption("valid_lft", s.Valid)...)
	words = append(words, lifetimeOption("preferred_lft", s.Preferred)...)
	if s.Flags != 0 {
		words = append(words, s.Flags.Names()...)
	}
	return words
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
	verb := a.word()
	a.skip()
	switch {
	case matches(verb, "add"):
		return parseAddrAdd(a, o, Add)
	case matches(verb, "change"), verb == "chg":
		return parseAddrAdd(a, o, Change)
	case matches(verb, "replace"):
		return parseAddrAdd(a, o, Replace)
	case matches(verb, "delete"):
		return parseAddrDelete(a, o)
	case matches(verb, "list"), matches(verb, "show"), matches(verb, "lst"):
		f, err := parseAddrFilter(a, o)
		return AddrShow{f}, err
	case matches(verb, "flush"):
		if !a.more() {
			return nil, refuse(1, "Flush requires arguments.\n")
		}
		f, err := parseAddrFilter(a, o)
		return AddrFlush{f}, err
	case matches(verb, "save"), matches(verb, "showdump"), matches(verb, "restore"):
		return Foreign{}, nil
	case matches(verb, "help"):
		return nil, addrUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip address help\".\n", verb)
}

func parseAddrAdd(a *args, o Options, verb Verb) (Action, error) {
	p := addrParser{args: a, spec: AddrSpec{Family: o.Family}}
	if err := p.parse(); err != nil {
		return nil, err
	}
	if p.foreign {
		return Foreign{}, nil
	}
	if p.spec.Reckon != "" && p.spec.Family != Inet {
		return nil, p.warned(refuse(1, "Broadcast can be set only for IPv4 addresses\n"))
	}
	return AddrAdd{verb, p.spec}, nil
}

func parseAddrDelete(a *args, o Options) (Action, error) {
	p := addrParser{args: a, spec: AddrSpec{Family: o.Family}}
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
	foreign bool   // something was said that only iproute2 itself understands
}

func (p *addrParser) parse() error {
	for ; p.more(); p.skip() {
		if err := p.keyword(); err != nil {
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

// keyword takes one keyword with its value.
func (p *addrParser) keyword() (err error) {
	s, word := &p.spec, p.word()
	flag, isFlag := findAddrFlag(word)
	switch {
	case word == "peer", word == "remote":
		return p.peer()
	case matches(word, "broadcast"), word == "brd":
		return p.broadcast()
	case word == "anycast":
		return p.anycast()
	case word == "scope":
		var scope uint32
		scope, err = p.nextName(scopeNames(), 255, "invalid scope value.")
		s.Scope = new(uint8(scope))
	case word == "dev":
		s.Dev, err = p.nextDev()
	case word == "label":
		s.Label, err = p.next()
	case matches(word, "metric"), matches(word, "priority"), matches(word, "preference"):
		var metric uint32
		metric, err = p.nextNumber("\"metric\" value is invalid\n")
		s.Metric = &metric
	case matches(word, "valid_lft"):
		s.Valid, err = p.lifetime("valid_lft", s.Valid)
	case matches(word, "preferred_lft"):
		s.Preferred, err = p.lifetime("preferred_lft", s.Preferred)
	case isFlag && (flag.readOnly || flag.inet6Only && s.Family != Inet6):
		s.Ignored = append(s.Ignored, word)
	case isFlag:
		s.Flags |= flag.bit
	default:
		return p.local()
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
	name                string
	bit                 topo.AddrFlags
	readOnly, inet6Only bool
}

// addrFlags is ifa_flag_data of ipaddress.c.
func addrFlags() []addrFlag {
	return []addrFlag{
		{"secondary", topo.AddrSecondary, true, false}, {"temporary", topo.AddrSecondary, true, false},
		{"nodad", topo.AddrNoDAD, false, true}, {"optimistic", topo.AddrOptimistic, false, true},
		{"dadfailed", topo.AddrDADFailed, true, true}, {"home", topo.AddrHome, false, true},
		{"deprecated", topo.AddrDeprecated, true, true}, {"tentative", topo.AddrTentative, true, true},
		{"permanent", topo.AddrPermanent, true, true}, {"mngtmpaddr", topo.AddrManageTemp, false, true},
		{"noprefixroute", topo.AddrNoPrefixRoute, false, false}, {"autojoin", topo.AddrMCAutoJoin, false, false},
		{"stable-privacy", topo.AddrStablePrivacy, true, true},
	}
}

func findAddrFlag(name string) (addrFlag, bool) {
	for _, f := range addrFlags() {
		if f.name == name {
			return f, true
		}
	}
	return addrFlag{}, false
}
