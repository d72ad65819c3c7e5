package nftcmd

import (
	"fmt"
	"strings"
)

// Rule is a rule: its statements in order.
type Rule []Statement

// String is the rule as nft lists it.
func (r Rule) String() string { return r.text(true) }

// Text is the rule as nft lists it, but without the numbers of its counters.
func (r Rule) Text() string { return r.text(false) }

func (r Rule) text(numbers bool) string {
	words := make([]string, len(r))
	for i, s := range r {
		words[i] = s.String()
		if _, ok := s.(Counter); ok && !numbers {
			words[i] = "counter"
		}
	}
	return strings.Join(words, " ")
}

// Statement is a part of a rule: one of the types of this file.
type Statement interface {
	String() string
}

// Match compares something of a packet with a value.
type Match struct {
	Key    string   // as in Keys: "ip saddr", "tcp dport", "iifname", "ct state", …
	Not    bool     // != in place of ==
	Values []string // one, two of a range, or those of a set
	Form   Form
}

// Form is how the values of a Match belong together.
type Form int

// The forms.
const (
	One   Form = iota // a single value, an address with its prefix, or flags with commas between them
	Range             // from the first to the second
	Set               // any of them
)

func (m Match) String() string {
	words := []string{m.Key}
	if m.Not {
		words = append(words, "!=")
	}
	values := make([]string, len(m.Values))
	for i, v := range m.Values {
		if values[i] = v; Keys()[m.Key] == TypeName {
			values[i] = `"` + v + `"`
		}
	}
	switch m.Form {
	case Range:
		words = append(words, strings.Join(values, "-"))
	case Set:
		words = append(words, "{ "+strings.Join(values, ", ")+" }")
	default:
		words = append(words, strings.Join(values, ","))
	}
	return strings.Join(words, " ")
}

// Counter counts the packets that come as far as it.
type Counter struct{ Packets, Bytes uint64 }

func (c Counter) String() string {
	return fmt.Sprintf("counter packets %d bytes %d", c.Packets, c.Bytes)
}

// Verdict says what becomes of a packet.
type Verdict struct {
	Kind  string // "accept", "drop", "continue", "return", "jump" or "goto"
	Chain string // of the last two
}

func (v Verdict) String() string { return strings.TrimSpace(v.Kind + " " + v.Chain) }

// NAT changes a packet's source (snat, masquerade) or destination (dnat, redirect).
type NAT struct {
	Kind  string // "snat", "dnat", "masquerade" or "redirect"
	To    string // an address; empty for none, as always with the last two
	Port  string // empty for none
	Flags []string
}

func (n NAT) String() string {
	words := []string{n.Kind}
	to := n.To
	if n.Port != "" {
		if strings.Contains(to, ":") {
			to = "[" + to + "]"
		}
		to += ":" + n.Port
	}
	if to != "" {
		words = append(words, "to "+to)
	}
	if len(n.Flags) > 0 {
		words = append(words, strings.Join(n.Flags, ","))
	}
	return strings.Join(words, " ")
}

// Reject drops a packet and says so. With is empty for the family's own answer, which is "port-unreachable".
type Reject struct{ With string }

func (r Reject) String() string {
	if r.With == "" {
		return "reject"
	}
	return "reject with " + r.With
}

// Limit matches so many packets in a time.
type Limit struct {
	Over  bool
	Rate  uint64
	Unit  string // "second", "minute", "hour", "day" or "week"
	Burst uint32
}

func (l Limit) String() string {
	over := ""
	if l.Over {
		over = "over "
	}
	burst := ""
	if l.Burst != usualBurst {
		burst = fmt.Sprintf(" burst %d packets", l.Burst)
	}
	return fmt.Sprintf("limit rate %s%d/%s%s", over, l.Rate, l.Unit, burst)
}

// usualBurst is what nft takes, and does not list.
const usualBurst = 5

// Log writes a line for each packet to the kernel's log.
type Log struct{ Prefix string }

func (l Log) String() string {
	if l.Prefix == "" {
		return "log"
	}
	return `log prefix "` + l.Prefix + `"`
}

// Comment is a remark for people.
type Comment struct{ Text string }

func (c Comment) String() string { return `comment "` + c.Text + `"` }

// Opaque is a part that is in the kernel and not in this package, in the words of whoever read it.
type Opaque struct{ Text string }

func (o Opaque) String() string { return o.Text }

// Type is the kind of a Match's values.
type Type int

// The types.
const (
	TypeAddr4 Type = iota + 1
	TypeAddr6
	TypePort
	TypeName     // of a device
	TypeProtocol // of the transport layer
	TypeICMP
	TypeICMPv6
	TypeState   // of a connection
	TypeFIB     // of an address
	TypeByte    // a small number
	TypeMark    // 32 bits
	TypeNFProto // ipv4 or ipv6
)

// Keys are what can be matched, with the type of its values.
func Keys() map[string]Type {
	return map[string]Type{
		"ip saddr": TypeAddr4, "ip daddr": TypeAddr4, "ip protocol": TypeProtocol, "ip ttl": TypeByte,
		"ip6 saddr": TypeAddr6, "ip6 daddr": TypeAddr6, "ip6 nexthdr": TypeProtocol,
		"tcp sport": TypePort, "tcp dport": TypePort, "udp sport": TypePort, "udp dport": TypePort, "sctp sport": TypePort, "sctp dport": TypePort,
		"icmp type": TypeICMP, "icmpv6 type": TypeICMPv6,
		"iifname": TypeName, "oifname": TypeName, "meta l4proto": TypeProtocol, "meta nfproto": TypeNFProto, "meta mark": TypeMark,
		"ct state": TypeState, "ct mark": TypeMark, "fib daddr type": TypeFIB, "fib saddr type": TypeFIB,
	}
}

// Symbols are the names that values of a type have, with their numbers; nil where it has none.
func Symbols(t Type) map[string]int {
	switch t {
	case TypeProtocol:
		return map[string]int{"icmp": 1, "igmp": 2, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ah": 51, "ipv6-icmp": 58, "sctp": 132}
	case TypeICMP:
		return map[string]int{"echo-reply": 0, "destination-unreachable": 3, "redirect": 5, "echo-request": 8, "time-exceeded": 11}
	case TypeICMPv6:
		return map[string]int{
			"destination-unreachable": 1, "packet-too-big": 2, "time-exceeded": 3, "echo-request": 128, "echo-reply": 129,
			"nd-router-solicit": 133, "nd-router-advert": 134, "nd-neighbor-solicit": 135, "nd-neighbor-advert": 136,
		}
	case TypeState:
		return map[string]int{"invalid": 1, "established": 2, "related": 4, "new": 8, "untracked": 64}
	case TypeFIB:
		return map[string]int{"unicast": 1, "local": 2, "broadcast": 3, "anycast": 4, "multicast": 5, "blackhole": 6, "unreachable": 7, "prohibit": 8}
	case TypeNFProto:
		return map[string]int{"ipv4": 2, "ipv6": 10}
	}
	return nil
}
