//go:build linux

package netfilter

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/google/nftables"
	"github.com/google/nftables/expr"
	"github.com/google/nftables/userdata"
	"github.com/google/nftables/xt"
	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// decoder reads a rule's expressions back. What it does not know stands in the rule as an [nftcmd.Opaque], and sets foreign.
type decoder struct {
	family nftables.TableFamily
	sets   map[string][][]byte // the elements of sets without a name

	rule    nftcmd.Rule
	foreign bool
	loaded  map[uint32]load // what stands in each register
	l4proto int             // what a dependency has asked for
	nfproto int
	pending []nftcmd.Statement // a dependency, which is only listed where nothing depends on it
}

// load is what a register holds.
type load struct {
	key  string // of nftcmd.Keys; empty for a constant
	mask []byte
	bits int // of the field that was loaded, where only its beginning was
	data []byte
}

func (d *decoder) decode(r *nftables.Rule) nftcmd.Rule {
	d.loaded = map[uint32]load{}
	for _, e := range r.Exprs {
		d.expression(e)
	}
	d.flush()
	if text, ok := userdata.GetString(r.UserData, userdata.TypeComment); ok {
		d.rule = append(d.rule, nftcmd.Comment{Text: strings.TrimRight(text, "\x00")})
	}
	return d.rule
}

func (d *decoder) add(s nftcmd.Statement) {
	d.flush()
	d.rule = append(d.rule, s)
}

// flush lists the dependencies that nothing has needed.
func (d *decoder) flush() {
	d.rule = append(d.rule, d.pending...)
	d.pending = nil
}

func (d *decoder) opaque(format string, args ...any) {
	d.foreign = true
	d.add(nftcmd.Opaque{Text: fmt.Sprintf(format, args...)})
}

func (d *decoder) expression(e expr.Any) {
	switch e := e.(type) {
	case *expr.Payload:
		d.payload(e)
	case *expr.Meta:
		d.loaded[e.Register] = load{key: keyOf(metas(), e.Key)}
	case *expr.Ct:
		d.loaded[e.Register] = load{key: map[expr.CtKey]string{expr.CtKeySTATE: "ct state", expr.CtKeyMARK: "ct mark"}[e.Key]}
	case *expr.Fib:
		key := ""
		if e.ResultADDRTYPE && e.FlagDADDR {
			key = "fib daddr type"
		} else if e.ResultADDRTYPE && e.FlagSADDR {
			key = "fib saddr type"
		}
		d.loaded[e.Register] = load{key: key}
	case *expr.Bitwise:
		l := d.loaded[e.SourceRegister]
		l.mask = e.Mask
		d.loaded[e.DestRegister] = l
	case *expr.Immediate:
		d.loaded[e.Register] = load{data: e.Data}
	case *expr.Cmp:
		d.compare(e)
	case *expr.Range:
		d.between(d.loaded[e.Register], e.Op == expr.CmpOpNeq, e.FromData, e.ToData)
	case *expr.Lookup:
		d.lookup(e)
	default:
		d.action(e)
	}
}

func keyOf[T comparable](all map[string]T, want T) string {
	for key, v := range all {
		if v == want {
			return key
		}
	}
	return ""
}

func (d *decoder) action(e expr.Any) {
	switch e := e.(type) {
	case *expr.Counter:
		d.add(nftcmd.Counter{Packets: e.Packets, Bytes: e.Bytes})
	case *expr.Verdict:
		d.add(nftcmd.Verdict{Kind: keyOf(verdicts(), e.Kind), Chain: e.Chain})
	case *expr.NAT:
		kind := "snat"
		if e.Type == expr.NATTypeDestNAT {
			kind = "dnat"
		}
		d.add(d.nat(kind, e.RegAddrMin, e.RegProtoMin, e.Random, e.FullyRandom, e.Persistent))
	case *expr.Masq:
		d.add(d.nat("masquerade", 0, e.RegProtoMin, e.Random, e.FullyRandom, e.Persistent))
	case *expr.Redir:
		d.add(d.nat("redirect", 0, e.RegisterProtoMin, false, false, false))
	case *expr.Reject:
		d.add(d.reject(e))
	case *expr.Limit:
		d.add(nftcmd.Limit{Over: e.Over, Rate: e.Rate, Unit: keyOf(limitUnits(), e.Unit), Burst: e.Burst})
	case *expr.Log:
		d.add(nftcmd.Log{Prefix: strings.TrimRight(string(e.Data), "\x00")})
	case *expr.Match:
		d.xtMatch(e)
	case *expr.Target:
		d.xtTarget(e)
	default:
		d.opaque("%s", strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", e), "*expr.")))
	}
}

func (d *decoder) nat(kind string, address, port uint32, random, fully, persistent bool) nftcmd.NAT {
	n := nftcmd.NAT{Kind: kind}
	if address != 0 {
		a, _ := netip.AddrFromSlice(d.loaded[address].data)
		n.To = a.String()
	}
	if data := d.loaded[port].data; port != 0 && len(data) >= 2 {
		n.Port = strconv.Itoa(int(binary.BigEndian.Uint16(data)))
	}
	for flag, set := range map[string]bool{"random": random, "fully-random": fully, "persistent": persistent} {
		if set {
			n.Flags = append(n.Flags, flag)
		}
	}
	slices.Sort(n.Flags)
	return n
}

func (d *decoder) reject(r *expr.Reject) nftcmd.Reject {
	six := d.family == nftables.TableFamilyIPv6 || d.nfproto == unix.NFPROTO_IPV6
	wide := d.family == nftables.TableFamilyINet
	if r.Type == unix.NFT_REJECT_ICMPX_UNREACH && r.Code == unix.NFT_REJECT_ICMPX_PORT_UNREACH {
		return nftcmd.Reject{}
	}
	for with, known := range rejections() {
		if known != *r || r.Type == unix.NFT_REJECT_ICMP_UNREACH && strings.HasPrefix(with, "icmpv6") != six {
			continue
		}
		if !wide && strings.HasSuffix(with, "port-unreachable") {
			return nftcmd.Reject{}
		}
		return nftcmd.Reject{With: with}
	}
	d.foreign = true
	return nftcmd.Reject{}
}

// payload finds the key of a field; tcp, udp and their kin have theirs at the same places, and are told by what was asked before.
func (d *decoder) payload(p *expr.Payload) {
	protocol := keyOf(protocols(), d.l4proto)
	four := d.family != nftables.TableFamilyIPv6 && d.nfproto != unix.NFPROTO_IPV6
	for key, f := range fields() {
		first, _, _ := strings.Cut(key, " ")
		if f.base != p.Base || f.offset != p.Offset || p.Len > f.length {
			continue
		}
		if f.base == expr.PayloadBaseTransportHeader && first != protocol || first == "ip" && !four || first == "ip6" && four {
			continue
		}
		l := load{key: key}
		if p.Len < f.length {
			l.bits = int(p.Len) * 8
		}
		d.loaded[p.DestRegister] = l
		return
	}
	d.loaded[p.DestRegister] = load{}
}

func (d *decoder) compare(c *expr.Cmp) {
	l := d.loaded[c.Register]
	t := nftcmd.Keys()[l.key]
	switch {
	case l.key == "":
		d.opaque("…")
		return
	case l.key == "ct state":
		d.need(l.key)
		d.add(nftcmd.Match{Key: l.key, Values: states(l.mask)})
		return
	case c.Op == expr.CmpOpGte:
		d.loaded[c.Register] = load{key: l.key, data: c.Data}
		return
	case c.Op == expr.CmpOpLte:
		d.between(l, false, l.data, c.Data)
		return
	}
	m := nftcmd.Match{Key: l.key, Not: c.Op == expr.CmpOpNeq, Values: []string{text(c.Data, t, l)}}
	if !m.Not && len(c.Data) == 1 && (l.key == "meta l4proto" || l.key == "meta nfproto") {
		// It may be only what the next match depends on.
		d.flush()
		if l.key == "meta l4proto" {
			d.l4proto = int(c.Data[0])
		} else {
			d.nfproto = int(c.Data[0])
		}
		d.pending = append(d.pending, m)
		return
	}
	if l.key == "ip protocol" && !m.Not && len(c.Data) == 1 {
		d.l4proto = int(c.Data[0])
	}
	d.need(l.key)
	d.add(m)
}

// need drops the dependencies that this key implies.
func (d *decoder) need(key string) {
	first, _, _ := strings.Cut(key, " ")
	d.pending = slices.DeleteFunc(d.pending, func(s nftcmd.Statement) bool {
		m := s.(nftcmd.Match)
		if m.Key == "meta l4proto" {
			return protocols()[first] == d.l4proto
		}
		return first == "ip" || first == "ip6"
	})
}

func (d *decoder) between(l load, not bool, from, to []byte) {
	t := nftcmd.Keys()[l.key]
	if l.key == "" {
		d.opaque("…")
		return
	}
	d.need(l.key)
	d.add(nftcmd.Match{Key: l.key, Not: not, Form: nftcmd.Range, Values: []string{text(from, t, load{}), text(to, t, load{})}})
}

func (d *decoder) lookup(e *expr.Lookup) {
	l := d.loaded[e.SourceRegister]
	elements, ok := d.sets[e.SetName]
	if !ok || l.key == "" {
		d.opaque("%s @%s", l.key, e.SetName)
		return
	}
	t := nftcmd.Keys()[l.key]
	m := nftcmd.Match{Key: l.key, Not: e.Invert, Form: nftcmd.Set}
	elements = slices.Clone(elements)
	slices.SortFunc(elements, slices.Compare)
	for _, data := range elements {
		m.Values = append(m.Values, text(data, t, load{}))
	}
	d.need(l.key)
	d.add(m)
}

// states are the names of a mask of states, in nft's order.
func states(mask []byte) []string {
	var list []string
	if len(mask) < 4 {
		return nil
	}
	bits := binary.NativeEndian.Uint32(mask)
	for bit := 1; bit <= 64; bit <<= 1 {
		if bits&uint32(bit) != 0 {
			list = append(list, nftcmd.NameOf(bit, nftcmd.TypeState))
		}
	}
	return list
}

// text is a value as nft lists it.
func text(data []byte, t nftcmd.Type, l load) string {
	switch t {
	case nftcmd.TypeAddr4, nftcmd.TypeAddr6:
		size := 4
		if t == nftcmd.TypeAddr6 {
			size = 16
		}
		whole := append(slices.Clone(data), make([]byte, max(0, size-len(data)))...)
		a, _ := netip.AddrFromSlice(whole[:size])
		bits := l.bits
		for _, b := range l.mask {
			for ; b != 0; b <<= 1 {
				bits++
			}
		}
		if bits > 0 {
			return netip.PrefixFrom(a, bits).String()
		}
		return a.String()
	case nftcmd.TypeName:
		name, whole, _ := strings.Cut(string(data), "\x00")
		_ = whole
		if len(data) < ifNameLength && !strings.Contains(string(data), "\x00") {
			name += "*"
		}
		return name
	case nftcmd.TypePort:
		if len(data) == 2 {
			return strconv.Itoa(int(binary.BigEndian.Uint16(data)))
		}
	case nftcmd.TypeMark:
		if len(data) == 4 {
			return fmt.Sprintf("0x%08x", binary.NativeEndian.Uint32(data))
		}
	case nftcmd.TypeFIB:
		if len(data) == 4 {
			return nftcmd.NameOf(int(binary.NativeEndian.Uint32(data)), t)
		}
	}
	if len(data) == 0 {
		return ""
	}
	return nftcmd.NameOf(int(data[0]), t)
}

// xtMatch reads a match of iptables' own, which iptables-nft puts into rules.
func (d *decoder) xtMatch(m *expr.Match) {
	d.foreign = true
	switch info := m.Info.(type) {
	case *xt.AddrTypeV1:
		for key, mask := range map[string]uint16{"fib saddr type": info.Source, "fib daddr type": info.Dest} {
			for bit := range 12 {
				if mask&(1<<bit) != 0 {
					inverted := uint32(info.Flags)&(1<<map[bool]int{true: 0, false: 1}[key[4] == 's']) != 0
					d.add(nftcmd.Match{Key: key, Not: inverted, Values: []string{nftcmd.NameOf(bit, nftcmd.TypeFIB)}})
				}
			}
		}
	case *xt.ConntrackMtinfo3:
		if names := xtStates(info.StateMask); len(names) > 0 {
			d.add(nftcmd.Match{Key: "ct state", Values: names})
		}
	case *xt.Tcp:
		d.xtPorts("tcp", info.SrcPorts, info.DstPorts)
	case *xt.Udp:
		d.xtPorts("udp", info.SrcPorts, info.DstPorts)
	case *xt.Comment:
		d.add(nftcmd.Comment{Text: string(*info)})
	default:
		d.opaque("xt match %q", m.Name)
	}
}

func (d *decoder) xtPorts(protocol string, source, destination [2]uint16) {
	d.l4proto = protocols()[protocol]
	for _, p := range []struct {
		key   string
		ports [2]uint16
	}{{" sport", source}, {" dport", destination}} {
		switch from, to := p.ports[0], p.ports[1]; {
		case from == 0 && to == 65535:
		case from == to:
			d.need(protocol + p.key)
			d.add(nftcmd.Match{Key: protocol + p.key, Values: []string{strconv.Itoa(int(from))}})
		default:
			d.need(protocol + p.key)
			d.add(nftcmd.Match{Key: protocol + p.key, Form: nftcmd.Range, Values: []string{strconv.Itoa(int(from)), strconv.Itoa(int(to))}})
		}
	}
}

// xtStates are the states of iptables' mask: invalid is 1, and the others begin one bit later (xt_conntrack.h).
func xtStates(mask uint16) []string {
	var names []string
	for _, s := range []struct {
		bit  uint16
		name string
	}{{1, "invalid"}, {1 << 1, "established"}, {1 << 2, "related"}, {1 << 3, "new"}, {1 << 6, "untracked"}} {
		if mask&s.bit != 0 {
			names = append(names, s.name)
		}
	}
	return names
}

// xtTarget reads a target of iptables' own.
func (d *decoder) xtTarget(t *expr.Target) {
	d.foreign = true
	switch info := t.Info.(type) {
	case *xt.NatIPv4MultiRangeCompat:
		n := nftcmd.NAT{Kind: map[string]string{"DNAT": "dnat", "SNAT": "snat", "MASQUERADE": "masquerade", "REDIRECT": "redirect"}[t.Name]}
		if len(*info) > 0 {
			n.To, n.Port = xtRange(xt.NatRange((*info)[0]))
		}
		if n.Kind == "masquerade" {
			n.To, n.Port = "", ""
		}
		d.add(n)
	case *xt.NatRange2:
		n := nftcmd.NAT{Kind: strings.ToLower(t.Name)}
		n.To, n.Port = xtRange(info.NatRange)
		d.add(n)
	default:
		switch t.Name {
		case "MASQUERADE":
			d.add(nftcmd.NAT{Kind: "masquerade"})
		case "REJECT":
			d.add(nftcmd.Reject{})
		default:
			d.opaque("xt target %q", t.Name)
		}
	}
}

func xtRange(r xt.NatRange) (to, port string) {
	if a, ok := netip.AddrFromSlice(r.MinIP); ok && !a.Unmap().IsUnspecified() {
		to = a.Unmap().String()
	}
	if r.MinPort != 0 {
		port = strconv.Itoa(int(r.MinPort))
	}
	return to, port
}
