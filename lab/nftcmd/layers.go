package nftcmd

import (
	"fmt"
	"slices"
	"strings"
)

// Layers are the protocols that a rule has asked for so far, in a table of a family.
type Layers struct {
	Family    string
	Link      string // "ether", or empty where nothing is known
	Network   string // "ip", "ip6" or "arp"
	Transport string // "tcp", "udp", "icmp", …
}

// NewLayers are those before a rule's first statement.
func NewLayers(family string) Layers {
	l := Layers{Family: family}
	switch family {
	case "ip", "ip6", "arp":
		l.Network = family
	}
	return l
}

// conflict is a rule that asks for two protocols of one layer.
func conflict(one, other string) error {
	return fmt.Errorf("conflicting protocols specified: %s vs. %s", one, other)
}

// Need gives the matches that must come before a key is read, so that what it stands for is in the packet.
func (l *Layers) Need(k Key) ([]Match, error) {
	if k.Source != SourcePayload {
		return nil, nil
	}
	switch k.Header {
	case "ether":
		if l.Link != "" || l.Family == "bridge" || l.Family == "netdev" {
			return nil, nil
		}
		l.Link = "ether"
		return []Match{simple("meta iiftype", "ether")}, nil
	case "ip", "ip6", "arp":
		if k.Header == "arp" && l.Family == "inet" && l.Network == "" {
			return nil, conflict(l.Family, k.Header)
		}
		return l.network(k.Header, l.Link != "")
	case "th":
		return nil, nil
	}
	if l.Transport == k.Header {
		return nil, nil
	}
	if l.Network == "arp" && l.Transport == "" {
		return nil, conflict(l.Network, k.Header)
	}
	var deps []Match
	if k.Header == "icmp" && l.Network == "" {
		deps, _ = l.network("ip", true)
	} else if k.Header == "icmpv6" && l.Network == "" {
		deps, _ = l.network("ip6", true)
	}
	if l.Transport != "" {
		return nil, conflict(l.Transport, k.Header)
	}
	l.Transport = k.Header
	return append(deps, simple("meta l4proto", protocolName(k.Header))), nil
}

// network asks for a protocol of the network's layer; by the link's header where that is what nft asks.
func (l *Layers) network(protocol string, header bool) ([]Match, error) {
	if l.Network == protocol {
		return nil, nil
	}
	if l.Network != "" {
		return nil, conflict(l.Network, protocol)
	}
	l.Network = protocol
	switch {
	case header && (l.Family != "inet" || l.Link != ""):
		return []Match{simple("ether type", protocol)}, nil
	case l.Family != "inet":
		return []Match{simple("meta protocol", protocol)}, nil
	}
	return []Match{simple("meta nfproto", map[string]string{"ip": "ipv4", "ip6": "ipv6"}[protocol])}, nil
}

// NeedTransport gives what must be asked before an answer of that transport protocol.
func (l *Layers) NeedTransport(protocol string) []Match {
	if l.Transport != "" {
		return nil
	}
	l.Transport = protocol
	return []Match{simple("meta l4proto", protocolName(protocol))}
}

// NeedNetwork gives what must be asked before an answer of that network protocol.
func (l *Layers) NeedNetwork(protocol string) []Match {
	deps, _ := l.network(protocol, l.Family == "bridge" || l.Link != "")
	return deps
}

// simple is the match of one value.
func simple(key, value string) Match {
	return Match{Left: Operand{{Key: key}}, Value: Value{value}}
}

// protocolName is the name among the protocols of a header's.
func protocolName(header string) string {
	if header == "icmpv6" {
		return "ipv6-icmp"
	}
	return header
}

// Learn notes what a match says of the protocols.
func (l *Layers) Learn(m Match) {
	if len(m.Left) != 1 || m.Op != "" || m.Left[0].Mask != "" {
		return
	}
	var value string
	switch {
	case m.In != nil && len(m.In.Elements) > 0:
		value = m.In.Elements[len(m.In.Elements)-1].Key[0]
	case len(m.Value) == 1:
		value = m.Value[0]
	}
	switch m.Left[0].Key {
	case "meta nfproto":
		if to, ok := map[string]string{"ipv4": "ip", "ipv6": "ip6"}[value]; ok {
			l.Network = to
		}
	case "ether type":
		l.learnNetwork(value)
	case "meta protocol":
		// Where the family says it, nothing else can.
		if l.Family == "bridge" || l.Family == "netdev" {
			l.learnNetwork(value)
		}
	case "meta iiftype":
		if value == "ether" {
			l.Link = "ether"
		}
	case "meta l4proto", "ip protocol", "ip6 nexthdr":
		if name := transport(value); name != "" && (name != unknown || m.Left[0].Key == "meta l4proto") {
			l.Transport = name
		}
	}
}

// transport is the header of a protocol of that name, empty where nft knows none.
func transport(protocol string) string {
	switch {
	case protocol == "ipv6-icmp":
		return "icmpv6"
	case protocol == "ipcomp":
		return "comp"
	case strange(protocol):
		return protocol
	case protocol == "" || strings.Contains(protocol, "-"):
		return ""
	}
	for _, h := range headers() {
		if h.base == BaseTransport && h.name == protocol && protocol != "th" {
			return protocol
		}
	}
	return unknown
}

// unknown stands for a transport protocol of which nft knows no header.
const unknown = "unknown"

// strange tells whether a protocol's header has fields that are no keys of this package.
func strange(protocol string) bool {
	return slices.Contains([]string{"esp", "ah", "comp", "igmp"}, protocol)
}

func (l *Layers) learnNetwork(value string) {
	switch value {
	case "ip", "ip6", "arp":
		l.Network = value
	}
}
