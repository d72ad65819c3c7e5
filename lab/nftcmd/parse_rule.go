package nftcmd

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// rule takes a rule to the end of its command.
func (p *parser) rule() Rule {
	var r Rule
	for !p.failed && !p.ended() {
		r = append(r, p.statement())
	}
	if len(r) == 0 {
		p.failed = true
	}
	return r
}

func (p *parser) statement() Statement {
	switch w := p.next(); w {
	case "counter":
		var c Counter
		if p.take("packets") {
			c.Packets = p.number()
			p.want("bytes")
			c.Bytes = p.number()
		}
		return c
	case "accept", "drop", "continue", "return":
		return Verdict{Kind: w}
	case "jump", "goto":
		return Verdict{w, p.name()}
	case "snat", "dnat", "masquerade", "redirect":
		return p.nat(w)
	case "reject":
		return p.reject()
	case "limit":
		return p.limit()
	case "log":
		if p.take("prefix") {
			return Log{p.quoted()}
		}
		return Log{}
	case "comment":
		return Comment{p.quoted()}
	default:
		return p.match(w)
	}
}

// plain tells whether a text is printable ASCII.
func plain(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

// quoted takes a string.
func (p *parser) quoted() string {
	w := p.next()
	if len(w) < 2 || w[0] != '"' || strings.ContainsAny(w[1:len(w)-1], `\%`) || !plain(w) {
		p.failed = true
		return ""
	}
	return w[1 : len(w)-1]
}

func (p *parser) nat(kind string) NAT {
	n := NAT{Kind: kind}
	if p.take("ip") || p.take("ip6") {
		// In the family inet the address's own family would have to be said.
		p.failed = true
	}
	if p.take("to") {
		n.To, n.Port = p.destination()
	} else if kind == "snat" || kind == "dnat" {
		p.failed = true
	}
	for w := p.peek(); w == "random" || w == "fully-random" || w == "persistent"; w = p.peek() {
		n.Flags = append(n.Flags, p.next())
		p.take(",")
	}
	if (kind == "masquerade" || kind == "redirect") && n.To != "" {
		p.failed = true
	}
	return n
}

// destination takes an address, a port behind a colon, or both.
func (p *parser) destination() (to, port string) {
	w := p.next()
	if a, err := netip.ParseAddr(w); err == nil {
		return a.String(), ""
	}
	if at, err := netip.ParseAddrPort(w); err == nil {
		return at.Addr().String(), strconv.Itoa(int(at.Port()))
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(w, ":"), 10, 16)
	if err != nil || !strings.HasPrefix(w, ":") {
		p.failed = true
	}
	return "", strconv.FormatUint(n, 10)
}

// rejections are the answers that reject can give.
func rejections() []string {
	return []string{
		"tcp reset", "icmp port-unreachable", "icmp host-unreachable", "icmp net-unreachable", "icmp prot-unreachable", "icmp admin-prohibited",
		"icmp net-prohibited", "icmp host-prohibited", "icmpv6 port-unreachable", "icmpv6 no-route", "icmpv6 admin-prohibited", "icmpv6 addr-unreachable",
	}
}

func (p *parser) reject() Reject {
	if !p.take("with") {
		return Reject{}
	}
	what := p.next()
	p.take("type")
	what += " " + p.next()
	if !slices.Contains(rejections(), what) {
		p.failed = true
	}
	return Reject{what}
}

func (p *parser) limit() Limit {
	p.want("rate")
	l := Limit{Over: p.take("over"), Burst: usualBurst}
	rate, unit, _ := strings.Cut(p.next(), "/")
	var err error
	if l.Rate, err = strconv.ParseUint(rate, 10, 64); err != nil || l.Rate == 0 || !slices.Contains([]string{"second", "minute", "hour", "day", "week"}, unit) {
		p.failed = true
	}
	l.Unit = unit
	if p.take("burst") {
		n := p.number()
		l.Burst = uint32(n)
		if p.want("packets"); n > 1<<31 {
			p.failed = true
		}
	}
	return l
}

// match takes a match, whose first word is taken already.
func (p *parser) match(first string) Match {
	keys := Keys()
	m := Match{Key: first}
	for words := 1; keys[m.Key] == 0; words++ {
		if words == 3 || p.ended() {
			p.failed = true
			return m
		}
		m.Key += " " + p.next()
	}
	m.Not = p.take("!=")
	t := keys[m.Key]
	if p.take("{") {
		m.Form = Set
		for !p.failed {
			v, ranged := p.value(t)
			if len(v) != 1 || ranged || strings.Contains(v[0], "/") {
				p.failed = true
				return m
			}
			m.Values = append(m.Values, v[0])
			if p.take("}") {
				break
			}
			p.want(",")
			if p.take("}") {
				break
			}
		}
		m.Values = sortedValues(m.Values, t)
		return m
	}
	v, ranged := p.value(t)
	if m.Values = v; ranged {
		m.Form = Range
		return m
	}
	for t == TypeState && p.take(",") {
		more, _ := p.value(t)
		m.Values = append(m.Values, more...)
	}
	if t == TypeState {
		m.Values = sortedValues(m.Values, t)
		if m.Not {
			p.failed = true
		}
	}
	return m
}

// value takes one value, or two of a range, and writes it as nft does.
func (p *parser) value(t Type) (values []string, ranged bool) {
	w := p.next()
	if t == TypeName {
		w = strings.Trim(w, `"`)
		if w == "" || len(w) > 15 || strings.ContainsAny(w, "\\ /\"") || !plain(w) || strings.Contains(strings.TrimSuffix(w, "*"), "*") || w == "*" {
			p.failed = true
		}
		return []string{w}, false
	}
	parts := []string{w}
	if t == TypePort || t == TypeAddr4 || t == TypeAddr6 || t == TypeByte {
		parts = strings.Split(w, "-")
	}
	for i, part := range parts {
		plain, ok := canonical(part, t)
		if !ok || (len(parts) > 1 && strings.Contains(plain, "/")) {
			p.failed = true
		}
		parts[i] = plain
	}
	if len(parts) > 2 {
		p.failed = true
	}
	return parts, len(parts) == 2
}

// canonical is a value as nft lists it.
func canonical(word string, t Type) (string, bool) {
	switch t {
	case TypeAddr4, TypeAddr6:
		return canonicalAddr(word, t == TypeAddr4)
	case TypePort:
		n, err := strconv.ParseUint(word, 10, 16)
		return strconv.FormatUint(n, 10), err == nil
	case TypeMark:
		n, err := strconv.ParseUint(word, 0, 32)
		return "0x" + zeros(strconv.FormatUint(n, 16), 8), err == nil
	}
	symbols := Symbols(t)
	if _, ok := symbols[word]; ok {
		return word, true
	}
	n, err := strconv.ParseUint(word, 10, 8)
	if err != nil || t == TypeState || t == TypeFIB || t == TypeNFProto {
		return "", false
	}
	return NameOf(int(n), t), true
}

func zeros(digits string, width int) string {
	return strings.Repeat("0", max(0, width-len(digits))) + digits
}

func canonicalAddr(word string, four bool) (string, bool) {
	if prefix, err := netip.ParsePrefix(word); err == nil && prefix.Addr().Is4() == four {
		prefix = prefix.Masked()
		if prefix.IsSingleIP() {
			return prefix.Addr().String(), true
		}
		return prefix.String(), prefix.Bits() > 0
	}
	a, err := netip.ParseAddr(word)
	return a.String(), err == nil && a.Is4() == four && a.Zone() == ""
}

// NameOf is the name of a number of that type, or the number where it has none.
func NameOf(n int, t Type) string {
	for name, number := range Symbols(t) {
		if number == n {
			return name
		}
	}
	return strconv.Itoa(n)
}

// sortedValues puts the values of a set in the order in which nft lists them: by number, each once.
func sortedValues(values []string, t Type) []string {
	slices.SortStableFunc(values, func(a, b string) int { return compareValues(a, b, t) })
	return slices.Compact(values)
}

func compareValues(a, b string, t Type) int {
	if t == TypeAddr4 || t == TypeAddr6 {
		x, _ := netip.ParseAddr(a)
		y, _ := netip.ParseAddr(b)
		return x.Compare(y)
	}
	number := func(w string) int {
		if n, ok := Symbols(t)[w]; ok {
			return n
		}
		n, _ := strconv.ParseInt(w, 0, 64)
		return int(n)
	}
	if t == TypeName {
		return strings.Compare(a, b)
	}
	return number(a) - number(b)
}
