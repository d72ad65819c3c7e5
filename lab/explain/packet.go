package explain

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// packet is what is known of one that a command sends, or of the answer, at one place of its way.
type packet struct {
	from     netip.Addr // the zero Addr where it is not known
	to       netip.Addr
	protocol string // "icmp" or "tcp"
	port     int    // to which the command sends; 0 where it is not known
	answers  bool
	in, out  string // the devices by which it comes and leaves; empty for none
	inLink   *topo.Link
}

// truth is what is known of a question.
type truth int

const (
	unsure truth = iota
	yes
	no
)

func isTrue(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not(negated bool) truth {
	if t == unsure || !negated {
		return t
	}
	return isTrue(t == no)
}

// inAny tells whether an address is in one of some prefixes, as nft and ip write them.
func inAny(address netip.Addr, texts []string) truth {
	if !address.IsValid() {
		return unsure
	}
	for _, text := range texts {
		prefix, err := netip.ParsePrefix(text)
		if a, wrong := netip.ParseAddr(text); wrong == nil {
			prefix, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		switch {
		case err != nil:
			return unsure
		case prefix.Contains(address):
			return yes
		}
	}
	return no
}

// policed is what the routing policy of a namespace makes of a packet: a rule that refuses it, or the route that it takes. sure is false where
// that hangs on what is not known; ok, where there is none.
func policed(ns *topo.Namespace, p packet) (r topo.Route, by topo.PolicyRule, ok, sure bool) {
	for _, rule := range ns.Policy() {
		if rule.Family != "inet" {
			continue
		}
		action, meets := p.meets(rule.Text)
		if meets == unsure {
			return r, by, false, false
		}
		if meets == no {
			continue
		}
		if len(action) == 1 && slices.Contains([]string{"blackhole", "unreachable", "prohibit"}, action[0]) {
			return topo.Route{Type: action[0]}, rule, true, true
		}
		table, known := tableNumber(action)
		if !known {
			return r, by, false, false
		}
		if r, ok = routeIn(ns, p.to, table); ok && r.Type != "throw" {
			return r, rule, true, true
		}
	}
	return topo.Route{}, by, false, true
}

// meets tells whether a packet is one that a rule of the routing policy is for, and what the rule then does.
func (p packet) meets(text string) (action []string, meets truth) {
	words := strings.Fields(strings.TrimSuffix(text, " proto kernel"))
	negated := len(words) > 0 && words[0] == "not"
	if negated {
		words = words[1:]
	}
	meets = yes
	for len(words) > 1 {
		found := unsure
		switch word, value := words[0], words[1]; word {
		case "from", "to":
			address := map[string]netip.Addr{"from": p.from, "to": p.to}[word]
			if found = inAny(address, []string{value}); value == "all" {
				found = yes
			}
		case "iif":
			found = isTrue(p.in == value)
		case "ipproto":
			found = isTrue(p.protocol == value)
		case "fwmark":
			// Nothing sets a mark where ways are followed.
			found = isTrue(strings.HasPrefix(value, "0/") || value == "0")
		default:
			return words, meets.not(negated)
		}
		if meets == yes || found == no {
			meets = found
		}
		if meets == no && !negated {
			return nil, no
		}
		words = words[2:]
	}
	return words, meets.not(negated)
}

// tableNumber is the table in which a rule's action looks; known is false for other actions, and for tables with names of one's own.
func tableNumber(action []string) (number int, known bool) {
	if len(action) != 2 || action[0] != "lookup" {
		return 0, false
	}
	if number, known = map[string]int{"local": topo.TableLocal, "main": topo.TableMain, "default": topo.TableMain - 1}[action[1]]; known {
		return number, true
	}
	number, err := strconv.Atoi(action[1])
	return number, err == nil
}

// routeIn is the route to an address in one table: the one to the smallest network that it is in, and of these the preferred one.
func routeIn(ns *topo.Namespace, to netip.Addr, table int) (best topo.Route, ok bool) {
	for _, r := range ns.Routes {
		in := r.Table
		if in == 0 {
			in = topo.TableMain
		}
		if !r.Dst.Contains(to) || in != table || r.Table == topo.TableLocal {
			continue
		}
		if !ok || r.Dst.Bits() > best.Dst.Bits() || r.Dst.Bits() == best.Dst.Bits() && r.Metric < best.Metric {
			best, ok = r, true
		}
	}
	return best, ok
}
