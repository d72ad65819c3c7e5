package nftcmd

import (
	"slices"
	"strings"
)

func (p *parser) nat() Statement {
	n := NAT{Kind: p.next()}
	keyword := p.last.at
	p.failed = p.failed || p.connection || len(p.transports) > 1
	if w := p.peek(); (w == "ip" || w == "ip6") && p.behind() == "to" && (n.Kind == "snat" || n.Kind == "dnat") {
		n.Family = p.next()
	}
	said := n.Family != ""
	if w := p.layers.Network; !said && p.layers.Family == "inet" && (w == "ip" || w == "ip6") {
		n.Family = w
	}
	var port Place
	addressed := n.Kind == "snat" || n.Kind == "dnat"
	if p.take("to") || addressed && strings.HasPrefix(p.peek(), ":") {
		port = p.destination(&n)
	} else if addressed {
		p.failed = true
	}
	p.natFlags(&n)
	if (n.Kind == "masquerade" || n.Kind == "redirect") && !n.To.empty() {
		p.failed = true
	}
	if n.To.empty() {
		n.Family = ""
		p.failed = p.failed || said
	}
	faults := len(p.faults)
	if !slices.Contains([]string{"ip", "ip6", "inet"}, p.layers.Family) {
		p.fault("NAT is only supported for IPv4/IPv6", keyword)
	}
	p.natFamily(&n, keyword)
	if len(p.faults) > faults {
		return n
	}
	if !n.Port.empty() && p.unmapped {
		p.fault("transport protocol mapping is only valid after transport protocol match", port, keyword)
	}
	return n
}

func (p *parser) natFlags(n *NAT) {
	usual := []string{"random", "fully-random", "persistent"}
	for slices.Contains(usual, p.peek()) {
		n.Flags = append(n.Flags, p.next())
		if !p.take(",") {
			break
		}
		if !slices.Contains(usual, p.peek()) {
			p.failed = true
		}
	}
	if slices.Contains(usual, p.peek()) {
		p.failed = true
	}
	slices.SortFunc(n.Flags, func(a, b string) int { return slices.Index(usual, a) - slices.Index(usual, b) })
	n.Flags = slices.Compact(n.Flags)
}

// natFamily sets the family of an address where it is listed, and finds where it is wrong.
func (p *parser) natFamily(n *NAT, keyword Place) {
	if n.To.empty() {
		return
	}
	family := p.layers.Family
	if family == "inet" {
		if n.Family == "" {
			// nft 1.0.6 ends with a signal where a map gives more than an address.
			p.failed = p.failed || n.pairs() || n.To.Map != nil && n.To.Map.Name != ""
			p.fault("ip or ip6 must be specified with address for inet tables.", keyword)
		} else if p.layers.Network != "" && p.layers.Network != n.Family {
			p.failed = true
		}
		return
	}
	if family != "ip" && family != "ip6" || n.Family != "" && n.Family != family {
		p.failed = true
	}
	six := n.types()[0].Size == 16
	if constant := len(n.To.Value) > 0 || n.To.Map != nil && n.To.Map.Name == ""; constant && six != (family == "ip6") {
		p.failed = true
	}
	switch {
	case n.To.Map == nil || n.To.Map.Name == "" && !n.pairs():
		n.Family = ""
	case n.To.Map.Name == "":
		n.Family = family
	}
}

// pairs tells whether its map in braces gives an address with a port, or a range.
func (n NAT) pairs() bool {
	return n.To.Map != nil && slices.ContainsFunc(n.To.Map.Elements, func(e Element) bool {
		return len(e.Data) > 1 || len(e.Data) == 1 && n.types()[0].Ranged(e.Data[0])
	})
}

// destination takes an address, a port behind a colon, or both, and tells where the port is.
func (p *parser) destination(n *NAT) Place {
	p.unmapped = p.layers.Transport == ""
	four, six, service := must("ipv4_addr"), must("ipv6_addr"), must("inet_service")
	address := four
	if p.layers.Family == "ip6" || n.Family == "ip6" {
		address = six
	}
	if n.Kind == "redirect" || n.Kind == "masquerade" {
		if p.begins() {
			return p.portFrom(n, service)
		}
		p.colon()
	} else if p.begins() {
		n.To = p.from(address, service)
		if n.To.Map == nil {
			p.failed = true
		}
		p.unmapped = p.layers.Transport == ""
	} else if !strings.HasPrefix(p.peek(), ":") {
		to, rest := splitAddress(p.next())
		if p.peek() == "-" {
			p.failed = true
		}
		word, err := address.Canonical(to)
		if err != nil || strings.HasSuffix(word, "*") {
			p.failed = true
		}
		n.To.Value = Value{word}
		if rest == "" && p.peek() != ":" {
			return Place{}
		}
		if rest != "" {
			at := p.last.at
			return p.portWord(n, rest[1:], Place{at.Line, at.To - len(rest) + 1, at.To})
		}
	}
	p.colon()
	switch w := p.peek(); {
	case p.take(":"):
		return p.portFrom(n, service)
	case strings.HasPrefix(w, ":"):
		p.next()
		at := p.last.at
		return p.portWord(n, w[1:], Place{at.Line, at.From + 1, at.To})
	}
	return Place{}
}

// colon cuts off the colon before what a port comes from.
func (p *parser) colon() {
	w := p.peek()
	if len(w) < 2 || w[0] != ':' || strings.ContainsAny(w[1:2], "0123456789") {
		return
	}
	at := p.tokens[0].at
	p.tokens = append([]token{{text: ":", at: at}, {text: w[1:], at: Place{at.Line, at.From + 1, at.To}}}, p.tokens[1:]...)
}

// portFrom takes a port, or where it comes from.
func (p *parser) portFrom(n *NAT, service Type) Place {
	begin := p.peekAt()
	n.Port = p.from(service)
	if len(n.Port.Operand) > 0 && n.Port.Map == nil {
		p.failed = true
	}
	return Place{begin.Line, begin.From, p.last.at.To}
}

func (p *parser) portWord(n *NAT, word string, at Place) Place {
	word, err := must("inet_service").typed(word)
	if err != nil {
		p.failed = true
	}
	n.Port.Value = Value{word}
	return at
}

// splitAddress cuts the port off an address, colon included, and takes its brackets off.
func splitAddress(w string) (address, port string) {
	if strings.HasPrefix(w, "[") {
		end := strings.LastIndex(w, "]")
		if end < 0 {
			return w, ""
		}
		return strings.ReplaceAll(w[1:end], "]-[", "-"), w[end+1:]
	}
	if i := strings.IndexByte(w, ':'); i >= 0 && strings.Contains(w[:i], ".") && strings.Count(w, ":") == 1 {
		return w[:i], w[i:]
	}
	return w, ""
}
