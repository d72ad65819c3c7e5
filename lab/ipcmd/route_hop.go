package ipcmd

import (
	"fmt"
	"net/netip"
)

// RouteHop is a way of a route that has several. Weight is at least 1.
type RouteHop struct {
	Via    netip.Addr
	Dev    string
	Weight int
	OnLink bool
}

func (h RouteHop) words(family Family) []string {
	words := append([]string{"nexthop"}, viaWords(h.Via, family)...)
	words = append(words, option("dev", h.Dev)...)
	words = append(words, "weight", fmt.Sprint(h.Weight))
	if h.OnLink {
		words = append(words, "onlink")
	}
	return words
}

// nextHop takes one way of several, from its word "nexthop" to the next one (parse_one_nh).
func (p *routeParser) nextHop() error {
	if p.word() != "nexthop" {
		return refuse(255, "Error: \"nexthop\" or end of line is expected instead of \"%s\"\n", p.word())
	}
	p.skip()
	if !p.more() {
		return refuse(255, "Error: unexpected end of line after \"nexthop\"\n")
	}
	hop := RouteHop{Weight: 1}
	for ; p.more() && !p.foreign; p.skip() {
		var err error
		switch word := p.word(); {
		case word == "via":
			hop.Via, err = p.nextGateway()
		case word == "dev":
			if hop.Dev, err = p.nextDev(); err == nil {
				err = p.lookUp(func(n Names) bool { return n.Link(hop.Dev) }, noHopDev(hop.Dev))
			}
		case word == "weight":
			hop.Weight, err = p.weight()
		case word == "onlink":
			hop.OnLink = true
		case matches(word, "realms"), word == "encap", word == "as":
			p.foreign = true
		default:
			p.route.NextHops = append(p.route.NextHops, hop)
			return nil
		}
		if err != nil {
			return err
		}
	}
	p.route.NextHops = append(p.route.NextHops, hop)
	return nil
}

func noHopDev(name string) error {
	return refuse(255, "Cannot find device \"%s\"\nError: cannot parse nexthop\n", name)
}

func (p *routeParser) weight() (int, error) {
	word, err := p.next()
	if err != nil {
		return 0, err
	}
	n, ok := number(word)
	if !ok || n == 0 || n > 256 {
		return 0, invalid("\"weight\" is invalid\n", word)
	}
	return int(n), nil
}
