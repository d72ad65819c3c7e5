//go:build linux

package netfilter

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/google/nftables"
	"github.com/google/nftables/expr"
	"github.com/google/nftables/userdata"
	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// encoder makes the kernel's expressions of a rule, in the way nft makes them, so that both list the same.
type encoder struct {
	conn  *nftables.Conn
	table *nftables.Table

	list     []expr.Any
	userdata []byte
	l4proto  int // the transport protocol that the rule has asked for already; 0 for none
	nfproto  int // and the network's
}

// register is the one in which nft computes.
const register = 1

func (e *encoder) rule(r nftcmd.Rule) error {
	for _, s := range r {
		if err := e.statement(s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

func (e *encoder) add(list ...expr.Any) { e.list = append(e.list, list...) }

func (e *encoder) statement(s nftcmd.Statement) error {
	switch s := s.(type) {
	case nftcmd.Match:
		return e.match(s)
	case nftcmd.Counter:
		e.add(&expr.Counter{Packets: s.Packets, Bytes: s.Bytes})
	case nftcmd.Verdict:
		e.add(&expr.Verdict{Kind: verdicts()[s.Kind], Chain: s.Chain})
	case nftcmd.NAT:
		return e.nat(s)
	case nftcmd.Reject:
		e.add(e.reject(s))
	case nftcmd.Limit:
		e.add(&expr.Limit{Type: expr.LimitTypePkts, Rate: s.Rate, Over: s.Over, Unit: limitUnits()[s.Unit], Burst: s.Burst})
	case nftcmd.Log:
		l := &expr.Log{}
		if s.Prefix != "" {
			l.Key, l.Data = 1<<unix.NFTA_LOG_PREFIX, []byte(s.Prefix)
		}
		e.add(l)
	case nftcmd.Comment:
		e.userdata = userdata.AppendString(e.userdata, userdata.TypeComment, s.Text)
	default:
		return fmt.Errorf("%T cannot be put into the kernel", s)
	}
	return nil
}

func verdicts() map[string]expr.VerdictKind {
	return map[string]expr.VerdictKind{
		"accept": expr.VerdictAccept, "drop": expr.VerdictDrop, "continue": expr.VerdictContinue, "return": expr.VerdictReturn,
		"jump": expr.VerdictJump, "goto": expr.VerdictGoto,
	}
}

func limitUnits() map[string]expr.LimitTime {
	return map[string]expr.LimitTime{
		"second": expr.LimitTimeSecond, "minute": expr.LimitTimeMinute, "hour": expr.LimitTimeHour, "day": expr.LimitTimeDay, "week": expr.LimitTimeWeek,
	}
}

// field is where something stands in a packet.
type field struct {
	base   expr.PayloadBase
	offset uint32
	length uint32
}

func fields() map[string]field {
	const network, transport = expr.PayloadBaseNetworkHeader, expr.PayloadBaseTransportHeader
	f := map[string]field{
		"ip saddr": {network, 12, 4}, "ip daddr": {network, 16, 4}, "ip protocol": {network, 9, 1}, "ip ttl": {network, 8, 1},
		"ip6 saddr": {network, 8, 16}, "ip6 daddr": {network, 24, 16}, "ip6 nexthdr": {network, 6, 1},
		"icmp type": {transport, 0, 1}, "icmpv6 type": {transport, 0, 1},
	}
	for _, protocol := range []string{"tcp", "udp", "sctp"} {
		f[protocol+" sport"], f[protocol+" dport"] = field{transport, 0, 2}, field{transport, 2, 2}
	}
	return f
}

func metas() map[string]expr.MetaKey {
	return map[string]expr.MetaKey{
		"iifname": expr.MetaKeyIIFNAME, "oifname": expr.MetaKeyOIFNAME, "meta l4proto": expr.MetaKeyL4PROTO, "meta nfproto": expr.MetaKeyNFPROTO,
		"meta mark": expr.MetaKeyMARK,
	}
}

// protocols are the transport protocols of the keys' first words.
func protocols() map[string]int {
	return map[string]int{"tcp": unix.IPPROTO_TCP, "udp": unix.IPPROTO_UDP, "sctp": unix.IPPROTO_SCTP, "icmp": unix.IPPROTO_ICMP, "icmpv6": unix.IPPROTO_ICMPV6}
}

// depend asks first for what a key needs: the protocol whose header it is in.
func (e *encoder) depend(key string) {
	first, _, _ := strings.Cut(key, " ")
	if wide := e.table.Family == nftables.TableFamilyINet; wide && (first == "ip" || first == "ip6") {
		family := unix.NFPROTO_IPV4
		if first == "ip6" {
			family = unix.NFPROTO_IPV6
		}
		if e.nfproto != family {
			e.nfproto = family
			e.add(&expr.Meta{Key: expr.MetaKeyNFPROTO, Register: register}, &expr.Cmp{Op: expr.CmpOpEq, Register: register, Data: []byte{byte(family)}})
		}
	}
	if n := protocols()[first]; n != 0 && e.l4proto != n {
		e.l4proto = n
		e.add(&expr.Meta{Key: expr.MetaKeyL4PROTO, Register: register}, &expr.Cmp{Op: expr.CmpOpEq, Register: register, Data: []byte{byte(n)}})
	}
}

func (e *encoder) match(m nftcmd.Match) error {
	e.depend(m.Key)
	t := nftcmd.Keys()[m.Key]
	if f, ok := fields()[m.Key]; ok {
		if prefix, err := netip.ParsePrefix(m.Values[0]); err == nil {
			return e.prefix(m, f, prefix)
		}
		e.add(&expr.Payload{OperationType: expr.PayloadLoad, DestRegister: register, Base: f.base, Offset: f.offset, Len: f.length})
		return e.compare(m, t)
	}
	if key, ok := metas()[m.Key]; ok {
		e.add(&expr.Meta{Key: key, Register: register})
		return e.compare(m, t)
	}
	switch m.Key {
	case "ct state":
		if m.Form == nftcmd.Set {
			return fmt.Errorf("%w: a set of states", nftcmd.ErrForeign)
		}
		var mask uint32
		for _, v := range m.Values {
			mask |= uint32(nftcmd.Symbols(t)[v])
		}
		e.add(&expr.Ct{Key: expr.CtKeySTATE, Register: register},
			&expr.Bitwise{SourceRegister: register, DestRegister: register, Len: 4, Mask: native32(mask), Xor: native32(0)},
			&expr.Cmp{Op: expr.CmpOpNeq, Register: register, Data: native32(0)})
		return nil
	case "ct mark":
		e.add(&expr.Ct{Key: expr.CtKeyMARK, Register: register})
	case "fib daddr type", "fib saddr type":
		e.add(&expr.Fib{Register: register, ResultADDRTYPE: true, FlagDADDR: m.Key[4] == 'd', FlagSADDR: m.Key[4] == 's'})
	default:
		return fmt.Errorf("%w: %s", nftcmd.ErrForeign, m.Key)
	}
	return e.compare(m, t)
}

// prefix loads only the bytes that count, where the prefix ends with one; else it masks.
func (e *encoder) prefix(m nftcmd.Match, f field, p netip.Prefix) error {
	address, bits := p.Addr().AsSlice(), p.Bits()
	load := &expr.Payload{OperationType: expr.PayloadLoad, DestRegister: register, Base: f.base, Offset: f.offset, Len: f.length}
	op := expr.CmpOpEq
	if m.Not {
		op = expr.CmpOpNeq
	}
	if bits%8 == 0 {
		load.Len = uint32(bits / 8)
		e.add(load, &expr.Cmp{Op: op, Register: register, Data: address[:bits/8]})
		return nil
	}
	mask := make([]byte, f.length)
	for i := range bits {
		mask[i/8] |= 1 << (7 - i%8)
	}
	e.add(load, &expr.Bitwise{SourceRegister: register, DestRegister: register, Len: f.length, Mask: mask, Xor: make([]byte, f.length)},
		&expr.Cmp{Op: op, Register: register, Data: address})
	return nil
}

func (e *encoder) compare(m nftcmd.Match, t nftcmd.Type) error {
	data := make([][]byte, len(m.Values))
	for i, v := range m.Values {
		data[i] = value(v, t)
	}
	switch m.Form {
	case nftcmd.Set:
		return e.lookup(m, t, data)
	case nftcmd.Range:
		if m.Not {
			e.add(&expr.Range{Op: expr.CmpOpNeq, Register: register, FromData: data[0], ToData: data[1]})
			return nil
		}
		e.add(&expr.Cmp{Op: expr.CmpOpGte, Register: register, Data: data[0]}, &expr.Cmp{Op: expr.CmpOpLte, Register: register, Data: data[1]})
		return nil
	}
	op := expr.CmpOpEq
	if m.Not {
		op = expr.CmpOpNeq
	}
	e.add(&expr.Cmp{Op: op, Register: register, Data: data[0]})
	return nil
}

// lookup makes a set without a name, which the rule takes along when it goes.
func (e *encoder) lookup(m nftcmd.Match, t nftcmd.Type, data [][]byte) error {
	kind := map[nftcmd.Type]nftables.SetDatatype{
		nftcmd.TypeAddr4: nftables.TypeIPAddr, nftcmd.TypeAddr6: nftables.TypeIP6Addr, nftcmd.TypePort: nftables.TypeInetService,
		nftcmd.TypeName: nftables.TypeIFName, nftcmd.TypeProtocol: nftables.TypeInetProto, nftcmd.TypeICMP: nftables.TypeICMPType,
		nftcmd.TypeICMPv6: nftables.TypeICMP6Type, nftcmd.TypeMark: nftables.TypeMark,
	}[t]
	if kind.Bytes == 0 {
		return fmt.Errorf("%w: a set of %s", nftcmd.ErrForeign, m.Key)
	}
	set := &nftables.Set{Table: e.table, Anonymous: true, Constant: true, KeyType: kind}
	var elements []nftables.SetElement
	for _, d := range data {
		elements = append(elements, nftables.SetElement{Key: d})
	}
	if err := e.conn.AddSet(set, elements); err != nil {
		return err
	}
	e.add(&expr.Lookup{SourceRegister: register, SetName: set.Name, SetID: set.ID, Invert: m.Not})
	return nil
}

func native32(n uint32) []byte { return binary.NativeEndian.AppendUint32(nil, n) }

// ifNameLength is IFNAMSIZ.
const ifNameLength = 16

// value is a value as the kernel compares it.
func value(word string, t nftcmd.Type) []byte {
	if a, err := netip.ParseAddr(word); err == nil && (t == nftcmd.TypeAddr4 || t == nftcmd.TypeAddr6) {
		return a.AsSlice()
	}
	if t == nftcmd.TypeName {
		if start, ok := strings.CutSuffix(word, "*"); ok {
			return []byte(start)
		}
		return append([]byte(word), make([]byte, ifNameLength-len(word))...)
	}
	n, ok := nftcmd.Symbols(t)[word]
	if !ok {
		parsed, _ := strconv.ParseUint(word, 0, 32)
		n = int(parsed)
	}
	switch t {
	case nftcmd.TypePort:
		return binary.BigEndian.AppendUint16(nil, uint16(n))
	case nftcmd.TypeMark, nftcmd.TypeFIB:
		return native32(uint32(n))
	}
	return []byte{byte(n)}
}

func (e *encoder) nat(n nftcmd.NAT) error {
	var address, port uint32
	if n.To != "" {
		a, err := netip.ParseAddr(n.To)
		if err != nil {
			return err
		}
		address = register
		e.add(&expr.Immediate{Register: address, Data: a.AsSlice()})
	}
	if n.Port != "" {
		port = register
		if address != 0 {
			port++
		}
		e.add(&expr.Immediate{Register: port, Data: value(n.Port, nftcmd.TypePort)})
	}
	has := func(flag string) bool {
		for _, f := range n.Flags {
			if f == flag {
				return true
			}
		}
		return false
	}
	random, fully, persistent := has("random"), has("fully-random"), has("persistent")
	switch n.Kind {
	case "masquerade":
		e.add(&expr.Masq{ToPorts: port != 0, RegProtoMin: port, Random: random, FullyRandom: fully, Persistent: persistent})
		return nil
	case "redirect":
		if len(n.Flags) > 0 {
			return fmt.Errorf("%w: redirect with flags", nftcmd.ErrForeign)
		}
		flags := uint32(0)
		if port != 0 {
			flags = unix.NF_NAT_RANGE_PROTO_SPECIFIED
		}
		e.add(&expr.Redir{RegisterProtoMin: port, Flags: flags})
		return nil
	}
	family := uint32(unix.NFPROTO_IPV4)
	if e.table.Family == nftables.TableFamilyIPv6 {
		family = unix.NFPROTO_IPV6
	} else if e.table.Family == nftables.TableFamilyINet {
		return fmt.Errorf("%w: %s in the family inet", nftcmd.ErrForeign, n.Kind)
	}
	kind := expr.NATTypeSourceNAT
	if n.Kind == "dnat" {
		kind = expr.NATTypeDestNAT
	}
	e.add(&expr.NAT{
		Type: kind, Family: family, RegAddrMin: address, RegProtoMin: port, Specified: port != 0, Random: random, FullyRandom: fully, Persistent: persistent,
	})
	return nil
}

// rejections are the types and codes of what reject answers (nf_tables.h, and icmp(7)).
func rejections() map[string]expr.Reject {
	const icmp = unix.NFT_REJECT_ICMP_UNREACH
	return map[string]expr.Reject{
		"tcp reset": {Type: unix.NFT_REJECT_TCP_RST}, "icmp net-unreachable": {Type: icmp, Code: 0}, "icmp host-unreachable": {Type: icmp, Code: 1},
		"icmp prot-unreachable": {Type: icmp, Code: 2}, "icmp port-unreachable": {Type: icmp, Code: 3}, "icmp net-prohibited": {Type: icmp, Code: 9},
		"icmp host-prohibited": {Type: icmp, Code: 10}, "icmp admin-prohibited": {Type: icmp, Code: 13},
		"icmpv6 no-route": {Type: icmp, Code: 0}, "icmpv6 admin-prohibited": {Type: icmp, Code: 1}, "icmpv6 addr-unreachable": {Type: icmp, Code: 3},
		"icmpv6 port-unreachable": {Type: icmp, Code: 4},
	}
}

func (e *encoder) reject(r nftcmd.Reject) *expr.Reject {
	with := r.With
	switch {
	case with != "":
	case e.table.Family == nftables.TableFamilyINet && e.nfproto == 0:
		return &expr.Reject{Type: unix.NFT_REJECT_ICMPX_UNREACH, Code: unix.NFT_REJECT_ICMPX_PORT_UNREACH}
	case e.table.Family == nftables.TableFamilyIPv6 || e.nfproto == unix.NFPROTO_IPV6:
		with = "icmpv6 port-unreachable"
	default:
		with = "icmp port-unreachable"
	}
	found := rejections()[with]
	return &found
}
