package ipcmd

import (
	"strconv"
	"strings"
)

// Span is a range of ports or users.
type Span struct{ First, Last uint32 }

func (s Span) String() string {
	return strconv.FormatUint(uint64(s.First), 10) + "-" + strconv.FormatUint(uint64(s.Last), 10)
}

// ports is as String, but of one port it is the port.
func (s Span) ports() string {
	if s.First == s.Last {
		return strconv.FormatUint(uint64(s.First), 10)
	}
	return s.String()
}

// scanSpan is sscanf(3) with "%u-%u", or "%hu-%hu" where a number has 16 bits: what stands behind is not looked at. It gives how many
// numbers there are.
func scanSpan(word string, size int) (s Span, count int) {
	first, rest, ok := scanUnsigned(word, size)
	if !ok {
		return s, 0
	}
	s.First = first
	last, found := strings.CutPrefix(rest, "-")
	if !found {
		return s, 1
	}
	if s.Last, _, ok = scanUnsigned(last, size); !ok {
		return s, 1
	}
	return s, 2
}

// nextUIDs takes a range of users.
func (a *args) nextUIDs() (*Span, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	s, count := scanSpan(word, 32)
	if count != 2 {
		return nil, invalid("invalid UID range\n", word)
	}
	return &s, nil
}

// nextPorts takes a port, or a range of them.
func (a *args) nextPorts(message string) (*Span, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	s, count := scanSpan(word, 16)
	switch count {
	case 0:
		return nil, invalid(message, word)
	case 1:
		s.Last = s.First
	}
	return &s, nil
}

// nextIPProto takes a protocol over IP (inet_proto_a2n).
func (a *args) nextIPProto() (*uint8, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	if n, ok := readNumber(word, 10); ok && n <= 255 {
		return new(uint8(n)), nil
	}
	for _, p := range ipProtos() {
		if p.name == word || p.alias == word && word != "" {
			return new(uint8(p.number)), nil
		}
	}
	return nil, invalid("Invalid \"ipproto\" value\n", word)
}

// ipProto is a protocol over IP, by the names of Debian 12's /etc/protocols.
type ipProto struct {
	number      uint16
	name, alias string
}

func ipProtos() []ipProto {
	return []ipProto{
		{0, "ip", "IP"}, {0, "hopopt", "HOPOPT"}, {1, "icmp", "ICMP"}, {2, "igmp", "IGMP"}, {3, "ggp", "GGP"}, {4, "ipencap", "IP-ENCAP"},
		{5, "st", "ST"}, {6, "tcp", "TCP"}, {8, "egp", "EGP"}, {9, "igp", "IGP"}, {12, "pup", "PUP"}, {17, "udp", "UDP"}, {20, "hmp", "HMP"},
		{22, "xns-idp", "XNS-IDP"}, {27, "rdp", "RDP"}, {29, "iso-tp4", "ISO-TP4"}, {33, "dccp", "DCCP"}, {36, "xtp", "XTP"},
		{37, "ddp", "DDP"}, {38, "idpr-cmtp", "IDPR-CMTP"}, {41, "ipv6", "IPv6"}, {43, "ipv6-route", "IPv6-Route"},
		{44, "ipv6-frag", "IPv6-Frag"}, {45, "idrp", "IDRP"}, {46, "rsvp", "RSVP"}, {47, "gre", "GRE"}, {50, "esp", "IPSEC-ESP"},
		{51, "ah", "IPSEC-AH"}, {57, "skip", "SKIP"}, {58, "ipv6-icmp", "IPv6-ICMP"}, {59, "ipv6-nonxt", "IPv6-NoNxt"},
		{60, "ipv6-opts", "IPv6-Opts"}, {73, "rspf", "RSPF"}, {81, "vmtp", "VMTP"}, {88, "eigrp", "EIGRP"}, {89, "ospf", "OSPFIGP"},
		{93, "ax.25", "AX.25"}, {94, "ipip", "IPIP"}, {97, "etherip", "ETHERIP"}, {98, "encap", "ENCAP"}, {103, "pim", "PIM"},
		{108, "ipcomp", "IPCOMP"}, {112, "vrrp", "VRRP"}, {115, "l2tp", "L2TP"}, {124, "isis", "ISIS"}, {132, "sctp", "SCTP"},
		{133, "fc", "FC"}, {135, "mobility-header", "Mobility-Header"}, {136, "udplite", "UDPLite"}, {137, "mpls-in-ip", "MPLS-in-IP"},
		{138, "manet", ""}, {139, "hip", "HIP"}, {140, "shim6", "Shim6"}, {141, "wesp", "WESP"}, {142, "rohc", "ROHC"},
		{143, "ethernet", "Ethernet"}, {262, "mptcp", "MPTCP"},
	}
}

// ipProto is a protocol's name, with -N or without a name its number (inet_proto_n2a).
func (p *Printer) ipProto(number uint8) string {
	if !p.o.Numeric {
		for _, proto := range ipProtos() {
			if proto.number == uint16(number) {
				return proto.name
			}
		}
	}
	return "ipproto-" + strconv.Itoa(int(number))
}

// outcome takes "goto" and "nop"; ok tells whether the word is one of them.
func (p *ruleParser) outcome(word string) (ok bool, err error) {
	switch {
	case matches(word, "goto"):
		var n uint32
		n, err = p.nextNumber("invalid target\n")
		p.Goto, p.Action = &n, ruleGoto
	case matches(word, "nop"):
		p.Action = ruleNop
	default:
		return false, nil
	}
	p.table = true
	return true, err
}

// FR_ACT_* of fib_rules.h beside looking a table up. In a command they have the numbers of RTN_LOCAL and RTN_BROADCAST.
const (
	ruleGoto = 2
	ruleNop  = 3
	ruleNAT  = 10 // RTN_NAT of rtnetlink.h
)

// outcomeWords are what becomes of the packets where it is not the usual.
func (r Rule) outcomeWords(usual uint8) []string {
	var list []string
	if r.Goto != nil {
		list = append(list, "goto", strconv.FormatUint(uint64(*r.Goto), 10))
	}
	switch {
	case r.Action == usual && r.Goto == nil, r.Action == ruleGoto && r.Goto != nil:
		return list
	case r.Action == ruleNop:
		return append(list, "nop")
	}
	return append(list, "type", TypeName(r.Action))
}

// spanOption writes a keyword and a range, nothing where there is none.
func spanOption(word string, s *Span, write func(Span) string) []string {
	if s == nil {
		return nil
	}
	return []string{word, write(*s)}
}
