package nftcmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// longest is of how many words a key has at most.
const longest = 8

// key takes the name of a key.
func (p *parser) key() Key {
	for n := min(longest, len(p.tokens)); n > 0; n-- {
		words := make([]string, n)
		for i := range words {
			words[i] = p.tokens[i].text
		}
		name := strings.Join(words, " ")
		i := slices.IndexFunc(p.keys, func(k Key) bool { return k.Name == name })
		if i < 0 {
			with := other(name)
			i = slices.IndexFunc(p.keys, func(k Key) bool { return k.Name == with })
		}
		if i < 0 {
			continue
		}
		for range n {
			p.next()
		}
		return p.keys[i]
	}
	p.failed = true
	return Key{}
}

// operand takes what is compared, and notes what it says of the protocols.
func (p *parser) operand() Operand {
	var o Operand
	faults, start := len(p.faults), p.peekAt()
	for more := true; more && !p.failed; more = p.take(".") {
		begin := p.peekAt()
		k := p.key()
		s := Selector{Key: k.Name}
		if k.Source == SourceNumgen {
			p.want("mod")
			s.Mod = p.number32()
			if p.take("offset") {
				s.Offset = p.number32()
			}
			if s.Mod == 0 || s.Offset > 1<<31 || s.Mod > 1<<31 {
				p.failed = true
			}
		}
		if strings.Contains(k.Name, " proto-") && (!p.ctProtocol || p.layers.Network == "") {
			p.failed = true
		}
		if k.Name == "meta nfproto" && p.layers.Family != "inet" {
			p.fault("meta nfproto is only useful in the inet family", Place{begin.Line, begin.From, p.last.at.To})
			p.failed = p.failed || p.layers.Family != "ip" && p.layers.Family != "ip6"
		}
		if k.Header == "arp" && p.layers.Family == "bridge" {
			p.failed = true
		}
		if words := strings.Fields(k.Name); k.Source == SourceCt && k.Direction >= 0 && p.layers.Network != "" && (words[2] == "ip" || words[2] == "ip6") {
			// nft sees a conflict there, too.
			p.failed = p.failed || words[2] != p.layers.Network
		}
		o = append(o, s)
		p.failed = p.failed || p.connection && k.Source == SourcePayload
		if i := slices.IndexFunc(p.transports, func(t string) bool { return t != k.Header }); i >= 0 && k.Base == BaseTransport {
			p.layers.Transport = p.transports[i]
		}
		before := p.layers.Transport
		if _, err := p.layers.Need(k); err != nil && len(p.faults) == faults {
			// nft 1.0.6 ends with a signal at some of these.
			p.failed = p.failed || strange(before)
			p.fault(err.Error(), Place{begin.Line, begin.From, p.last.at.To})
		}
		if p.layers.Transport != before {
			p.transportAt = Place{begin.Line, begin.From, p.last.at.To}
		}
		p.failed = p.failed || len(o) > 1 && slices.ContainsFunc(o, isLinkIndex)
	}
	p.operandAt = Place{start.Line, start.From, p.last.at.To}
	return o
}

// isLinkIndex tells of what is compared with a link by its number.
func isLinkIndex(s Selector) bool { return s.Key == "iif" || s.Key == "oif" }

func (p *parser) peekAt() Place {
	if len(p.tokens) == 0 {
		return p.last.at
	}
	return p.tokens[0].at
}

// operators are the words of comparisons, and what they are listed as.
func operators() map[string]string {
	return map[string]string{
		"==": "==", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=", "!": "!",
	}
}

// match takes a comparison, a lookup, or the setting of something.
func (p *parser) match() Statement {
	left := p.operand()
	if p.failed {
		return nil
	}
	types := left.Types()
	if p.take("set") {
		return p.assign(left)
	}
	if p.take("vmap") {
		v := VMap{Left: left, In: p.lookup(types, true)}
		for _, e := range v.In.Elements {
			if e.Verdict == nil {
				p.failed = true
			}
		}
		return v
	}
	if p.take("&") || p.take("and") {
		if len(left) > 1 || types[0].Form != FormFlags && types[0].Name != "mark" {
			p.failed = true
		}
		bracket := p.peek() == "("
		left[0].Mask = p.value(types)[0]
		// Without brackets the bar belongs to both, and with commas it is no expression.
		if types[0].Form == FormFlags && (p.listed || !bracket && strings.Contains(left[0].Mask, ",")) {
			p.failed = true
		}
	}
	alone := false
	m := Match{Left: left}
	if op, ok := operators()[p.peek()]; ok {
		p.next()
		m.Op = op
	}
	switch {
	case p.peek() == "{" || strings.HasPrefix(p.peek(), "@"):
		before := len(p.at.Elements)
		in := p.lookup(types, false)
		m.In = &in
		alone = len(p.at.Elements) == before+1
	default:
		m.Value = p.value(types)
	}
	if p.failed {
		return nil
	}
	p.simplify(&m, types, alone)
	p.learnFrom(m)
	p.connection = p.connection || Protocol(left[0].Key)
	p.ctProtocol = p.ctProtocol || left[0].Key == "ct protocol" && m.In == nil && m.Op == ""
	return m
}

// simplify brings a match into the form in which it is listed; alone tells that its set was typed with one element.
func (p *parser) simplify(m *Match, types []Type, alone bool) {
	flags := types[0].Form == FormFlags && len(types) == 1
	switch {
	case m.In != nil:
		if m.Op == "==" {
			m.Op = ""
		}
		if m.Op != "" && m.Op != "!=" || m.Left[0].Mask != "" {
			p.failed = true
		}
		if alone && m.In.Elements[0].Comment != "" && Interval(m.In.Elements, types) {
			// Of a range with a comment nft makes no set, and forgets the comment.
			p.failed = true
		}
		if alone && len(types) == 1 && m.In.Elements[0].Comment == "" && m.In.Elements[0].Key[0] != "*" {
			m.Value, m.In = m.In.Elements[0].Key, nil
			p.at.Braces = p.at.Braces[:len(p.at.Braces)-1]
		}
	case flags:
		p.simplifyFlags(m, types[0])
	case m.Op == "!":
		p.failed = true
	case m.Op == "==":
		m.Op = ""
	}
	if m.Left[0].Mask != "" && !flags && (m.Op != "" && m.Op != "!=") {
		p.failed = true
	}
	if m.Op != "" && m.Op != "!=" && m.In == nil && (len(types) > 1 || types[0].Ranged(m.Value[0])) {
		p.failed = true
	}
	if len(types) > 1 && m.In == nil {
		p.failed = true
	}
}

// simplifyFlags reads the two forms in which bits are asked for.
func (p *parser) simplifyFlags(m *Match, t Type) {
	mask := &m.Left[0].Mask
	defer func() {
		// Where all bits are meant, nft leaves out the mask.
		p.failed = p.failed || t.Name == "tcp_flag" && (t.whole(*mask) || t.whole(m.Value[0]))
	}()
	if *mask == "" && p.take("/") {
		bracket := p.peek() == "("
		*mask = p.value([]Type{t})[0]
		// nft's grammar wants a comma here.
		if p.failed || m.Op == "!" || !p.listed || bracket {
			p.failed = true
			return
		}
	}
	if m.Op == "<" || m.Op == ">" || m.Op == "<=" || m.Op == ">=" {
		p.failed = true
	}
	if *mask == "" {
		if strings.Contains(m.Value[0], ",") && (m.Op == "==" || m.Op == "!=") {
			m.Value[0] = t.Plain(m.Value[0])
			p.failed = p.failed || p.listed
		}
		return
	}
	switch {
	case m.Value[0] == "0x0" && m.Op == "!=":
		m.Value, m.Op, *mask = Value{*mask}, "", ""
	case m.Value[0] == "0x0" && (m.Op == "==" || m.Op == ""):
		m.Value, m.Op, *mask = Value{*mask}, "!", ""
	case m.Op == "==":
		m.Op = ""
	case m.Op != "" && m.Op != "!=":
		p.failed = true
	}
}

// whole tells whether a word names all the bits of a type.
func (t Type) whole(word string) bool { return strings.Count(word, ",")+1 >= len(t.Symbols) }

// Plain is the number of several bits at once, as nft lists it where they are compared as one value.
func (t Type) Plain(word string) string {
	n, err := t.number(word)
	if err != nil {
		return word
	}
	return "0x" + strconv.FormatUint(n, 16)
}

// value takes a value of these types.
func (p *parser) value(types []Type) Value {
	if len(types) == 1 && types[0].Form == FormFlags {
		return Value{p.flags(types[0])}
	}
	raw := p.words(false)
	if types[0].Form == FormTraffic && p.peek() == ";" && p.peekAt().From == p.last.at.To {
		// To nft's scanner 1:2 is a class only with a space or a comma behind it.
		p.failed = true
	}
	if types[0].Form == FormName && slices.ContainsFunc(raw, isReserved) {
		p.failed = true
	}
	if p.failed {
		return Value{""}
	}
	v, err := resolve(raw, types)
	if err != nil && len(types) == 1 && types[0].Form == FormName && len(strings.Trim(raw[0], `"`)) >= types[0].Size && plain(raw[0]) {
		p.fault(fmt.Sprintf("String exceeds maximum length of %d", types[0].Size), p.last.at)
		return Value{"…"}
	}
	if err != nil {
		p.failed = true
		return Value{""}
	}
	return v
}

// flags takes the names of bits, with commas or bars between them, in brackets or without.
func (p *parser) flags(t Type) string {
	bracket := p.take("(")
	var names []string
	p.listed = false
	for more := true; more && !p.failed; more = p.take(",") || p.take("|") || p.take("or") {
		p.listed = p.listed || p.last.text == ","
		w := p.next()
		// One has a dash in its name, seen-reply; any other would make a range.
		if _, err := t.number(w); w == "" || strings.ContainsAny(w, "/:") || strings.Contains(w, "-") && err != nil {
			p.failed = true
		}
		names = append(names, w)
	}
	if bracket {
		p.want(")")
	}
	word, err := t.Canonical(strings.Join(names, ","))
	if err != nil {
		p.failed = true
	}
	return word
}

// lookup takes a set or a map: its name, or its elements in braces.
func (p *parser) lookup(types []Type, isMap bool, data ...Type) Lookup {
	if name, ok := strings.CutPrefix(p.peek(), "@"); ok {
		p.next()
		if !isName(name) {
			p.failed = true
		}
		p.lookedUp(name)
		return Lookup{Name: name}
	}
	if isMap && len(p.tokens) > 0 && p.tokens[0].named {
		// nft 1.0.6 ends with a signal here.
		p.failed = true
	}
	begin := p.peekAt()
	elements := p.elements(isMap, nil)
	p.at.Braces = append(p.at.Braces, Place{begin.Line, begin.From, p.last.at.To})
	if p.failed {
		return Lookup{}
	}
	if err := p.settle(elements, types, data); err != nil {
		p.failed = true
	}
	p.lastKeys = nil
	for _, e := range elements {
		p.lastKeys = append(p.lastKeys, e.Key)
	}
	return Lookup{Elements: ordered(elements, types, isMap, p)}
}

// learnFrom notes what a match says of the protocols. Of a set in braces nft takes the network's protocol that was typed last, and all of
// the transport's: a header of another conflicts with the first of them that is not its own.
func (p *parser) learnFrom(m Match) {
	if m.In == nil || m.In.Name != "" {
		p.layers.Learn(m)
		return
	}
	switch m.Left[0].Key {
	case "meta l4proto", "ip protocol", "ip6 nexthdr", "ether type", "meta protocol":
		// Of ranges nft has an order of its own.
		p.failed = p.failed || Interval(m.In.Elements, m.Left.Types())
	}
	for _, key := range p.lastKeys {
		m.In = &Lookup{Elements: []Element{{Key: key}}}
		before := p.layers.Transport
		p.layers.Learn(m)
		if now := p.layers.Transport; now != before {
			p.transports = append(p.transports, now)
			p.failed = p.failed || now == unknown
		}
	}
}

// lookedUp notes where a rule names a set for the first time.
func (p *parser) lookedUp(name string) {
	if p.at.Lookups == nil {
		p.at.Lookups = map[string]Place{}
	}
	if _, before := p.at.Lookups[name]; !before {
		p.at.Lookups[name] = p.last.at
	}
}

// settle brings the elements of a set in braces into the words in which they are listed.
func (p *parser) settle(elements []Element, types, data []Type) error {
	for i, e := range elements {
		var err error
		if len(e.Key) != 1 || e.Key[0] != "*" {
			if elements[i].Key, err = resolve(e.Key, types); err != nil {
				return err
			}
		}
		if e.Timeout > 0 || e.Expires > 0 || len(e.Stateful) > 0 {
			return errValue
		}
		for j, t := range types {
			// nft lists several bits at once in any order.
			if t.Form == FormFlags && j < len(elements[i].Key) && strings.Contains(elements[i].Key[j], ",") {
				return errValue
			}
		}
		if len(e.Data) == 0 {
			continue
		}
		if len(e.Data) > len(data) {
			return errValue
		}
		if elements[i].Data, err = resolve(e.Data, data[:len(e.Data)]); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) assign(left Operand) Statement {
	k, _ := KeyOf(left[0].Key)
	switch k.Name {
	case "meta mark", "meta nftrace", "meta priority", "meta pkttype", "ct mark":
	default:
		p.failed = true
	}
	if len(left) > 1 {
		p.failed = true
	}
	a := Assign{Key: k.Name, To: p.from(k.Type)}
	if len(a.To.Value) > 0 && k.Type.Ranged(a.To.Value[0]) {
		p.failed = true
	}
	return a
}

// begins tells whether a key comes next.
func (p *parser) begins() bool {
	switch p.peek() {
	case "ip", "ip6", "tcp", "udp", "th", "sctp", "meta", "ct", "numgen", "fib", "iif", "oif", "iifname", "oifname", "ether", "icmp", "mark":
		return true
	}
	return false
}

// from takes a constant, what the packet has, or what a map gives for that.
func (p *parser) from(types ...Type) From {
	if !p.begins() {
		return From{Value: p.value(types[:1])}
	}
	f := From{Operand: p.operand()}
	if p.take("map") {
		m := p.lookup(f.Operand.Types(), true, types...)
		for _, e := range m.Elements {
			if len(e.Data) == 0 || len(e.Data) != len(m.Elements[0].Data) {
				p.failed = true
			}
		}
		f.Map = &m
		return f
	}
	if p.peek() == "|" || p.peek() == "&" || p.peek() == "or" || p.peek() == "and" || p.peek() == "xor" || len(f.Operand) != 1 {
		p.failed = true
	}
	return f
}
