//go:build linux

package netfilter

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// decoder reads a rule's expressions back. What it does not know stands in the rule as an [nftcmd.Opaque], and sets foreign.
type decoder struct {
	*builder
	table tableName

	layers  nftcmd.Layers
	rule    nftcmd.Rule
	hidden  map[int]bool   // statements of rule that something later implies
	at      map[string]int // of each layer, where in rule stands what asks for its protocol
	foreign bool
	// connection tells that the rule has asked for a protocol of the connection.
	connection bool
	linked     bool         // the rule's packets have an Ethernet header
	loaded     map[int]load // what stands in each register
	rest       []attr       // the expressions that are still to come
}

// load is what a register holds.
type load struct {
	selector nftcmd.Selector
	key      nftcmd.Key
	raw      *merged // bytes of a header, whose key is found when it is known how many of them count
	mask     []byte
	moved    bool // its bits were moved to the end of the register
	turned   bool // it is in the network's byte order
	constant []byte
	from     nftcmd.From // what a map gives for something
	gives    []nftcmd.Type
}

func (d *decoder) decode(expressions, userdata []byte) nftcmd.Rule {
	d.hidden, d.at = map[int]bool{}, map[string]int{}
	for d.rest = list(expressions); len(d.rest) > 0; {
		v := read(d.rest[0].data)
		d.rest = d.rest[1:]
		d.expression(v.text(unix.NFTA_EXPR_NAME), v[unix.NFTA_EXPR_DATA])
	}
	var out nftcmd.Rule
	for i, s := range d.rule {
		if !d.hidden[i] {
			out = append(out, s)
		}
	}
	if text := tlvText(readTLV(userdata)[udataText]); text != "" {
		out = append(out, nftcmd.Comment{Text: text})
	}
	return out
}

// add appends a statement. What comes after one that is no match can no longer imply what came before.
func (d *decoder) add(s nftcmd.Statement) {
	d.rule = append(d.rule, s)
	switch s.(type) {
	case nftcmd.Match:
	default:
		clear(d.at)
	}
}

func (d *decoder) opaque(format string, args ...any) {
	d.foreign = true
	d.add(nftcmd.Opaque{Text: fmt.Sprintf(format, args...)})
}

// slot is the place of a register: those of four bytes are counted through.
func slot(register uint32) int {
	if register >= smallRegister {
		return int(register) - smallRegister
	}
	return 4 * (int(register) - 1)
}

func (d *decoder) expression(name string, data []byte) {
	v := read(data)
	switch name {
	case "payload":
		d.payload(v)
	case "meta":
		if v.has(unix.NFTA_META_SREG) {
			d.assign(nftcmd.SourceMeta, v.u32(unix.NFTA_META_KEY), v.u32(unix.NFTA_META_SREG))
			return
		}
		d.loadKey(v.u32(unix.NFTA_META_DREG), func(k nftcmd.Key) bool {
			return k.Source == nftcmd.SourceMeta && k.Number == v.u32(unix.NFTA_META_KEY)
		})
	case "ct":
		d.ct(v)
	case "fib":
		d.loadKey(v.u32(unix.NFTA_FIB_DREG), func(k nftcmd.Key) bool {
			return k.Source == nftcmd.SourceFIB && k.Number == v.u32(unix.NFTA_FIB_RESULT) && k.Flags == v.u32(unix.NFTA_FIB_FLAGS)
		})
	case "numgen":
		d.numgen(v)
	case "bitwise":
		d.bitwise(v)
	case "byteorder":
		l := d.loaded[slot(v.u32(unix.NFTA_BYTEORDER_SREG))]
		l.turned = true
		d.loaded[slot(v.u32(unix.NFTA_BYTEORDER_DREG))] = l
	case "cmp":
		d.compare(v)
	case "range":
		l := d.loaded[slot(v.u32(unix.NFTA_RANGE_SREG))]
		op := ""
		if v.u32(unix.NFTA_RANGE_OP) == unix.NFT_RANGE_NEQ {
			op = "!="
		}
		d.between(l, op, v.constant(unix.NFTA_RANGE_FROM_DATA), v.constant(unix.NFTA_RANGE_TO_DATA))
	case "lookup":
		d.lookup(v)
	case "immediate":
		d.immediate(v)
	default:
		d.action(name, data, v)
	}
}

// loadKey notes that a register holds the key that is meant.
func (d *decoder) loadKey(register uint32, is func(nftcmd.Key) bool) {
	i := slices.IndexFunc(d.keys, is)
	if i < 0 {
		d.loaded[slot(register)] = load{}
		return
	}
	d.loaded[slot(register)] = load{selector: nftcmd.Selector{Key: d.keys[i].Name}, key: d.keys[i]}
}

func (d *decoder) payload(v values) {
	if !v.has(unix.NFTA_PAYLOAD_DREG) {
		d.opaque("payload")
		return
	}
	d.loaded[slot(v.u32(unix.NFTA_PAYLOAD_DREG))] = load{raw: &merged{
		base: v.u32(unix.NFTA_PAYLOAD_BASE), offset: v.u32(unix.NFTA_PAYLOAD_OFFSET), data: make([]byte, min(256, v.u32(unix.NFTA_PAYLOAD_LEN))),
	}}
}

func (d *decoder) ct(v values) {
	number := v.u32(unix.NFTA_CT_KEY)
	if v.has(unix.NFTA_CT_SREG) {
		d.assign(nftcmd.SourceCt, number, v.u32(unix.NFTA_CT_SREG))
		return
	}
	direction := -1
	if v.has(unix.NFTA_CT_DIRECTION) {
		direction = int(v.u32(unix.NFTA_CT_DIRECTION))
	}
	d.loadKey(v.u32(unix.NFTA_CT_DREG), func(k nftcmd.Key) bool {
		return k.Source == nftcmd.SourceCt && k.Number == number && k.Direction == direction
	})
}

func (d *decoder) numgen(v values) {
	register := v.u32(unix.NFTA_NG_DREG)
	d.loadKey(register, func(k nftcmd.Key) bool {
		return k.Source == nftcmd.SourceNumgen && k.Number == v.u32(unix.NFTA_NG_TYPE)
	})
	l := d.loaded[slot(register)]
	l.selector.Mod, l.selector.Offset = v.u32(unix.NFTA_NG_MODULUS), v.u32(unix.NFTA_NG_OFFSET)
	d.loaded[slot(register)] = l
}

func (d *decoder) bitwise(v values) {
	l := d.loaded[slot(v.u32(unix.NFTA_BITWISE_SREG))]
	switch op := v.u32(bitwiseOp); {
	case op == unix.NFT_BITWISE_BOOL && zero(v.constant(unix.NFTA_BITWISE_XOR)):
		l.mask = v.constant(unix.NFTA_BITWISE_MASK)
	case op == bitwiseRight && l.mask != nil:
		l.moved = true
	default:
		l = load{}
	}
	d.loaded[slot(v.u32(unix.NFTA_BITWISE_DREG))] = l
}

// header is the protocol whose header stands at a base, as far as is known.
func (d *decoder) header(base uint32) string {
	switch base {
	case nftcmd.BaseLink:
		return "ether"
	case nftcmd.BaseNetwork:
		return d.layers.Network
	case nftcmd.BaseTransport:
		if d.layers.Transport == "" {
			return "th"
		}
		return d.layers.Transport
	}
	return ""
}

// fieldAt is the field that begins at a byte of a header, or the one that has exactly these bits.
func (d *decoder) fieldAt(raw merged, mask []byte) (nftcmd.Key, bool) {
	header := d.header(raw.base)
	for _, k := range d.keys {
		if k.Source != nftcmd.SourcePayload || k.Base != raw.base || k.Header != header {
			continue
		}
		if bits, _, part := bitField(k); part {
			if k.Offset/8 == raw.offset && slices.Equal(bits, mask) && len(raw.data) == 1 {
				return k, true
			}
			continue
		}
		if k.Offset == 8*raw.offset {
			return k, true
		}
	}
	return nftcmd.Key{}, false
}

// settle finds the key of what a register holds.
func (d *decoder) settle(l load) (load, bool) {
	if l.raw != nil {
		k, ok := d.fieldAt(*l.raw, l.mask)
		if !ok {
			return l, false
		}
		l.key, l.selector = k, nftcmd.Selector{Key: k.Name}
	}
	if l.key.Name == "" {
		return l, false
	}
	d.implies(l.key)
	return l, true
}

// implies hides what was only asked because this key needs it.
func (d *decoder) implies(k nftcmd.Key) {
	if k.Source != nftcmd.SourcePayload {
		return
	}
	d.foreign = d.foreign || d.connection
	hide := func(layer string) {
		if i, ok := d.at[layer]; ok {
			d.hidden[i] = true
			delete(d.at, layer)
		}
	}
	switch k.Base {
	case nftcmd.BaseLink:
		_, asked := d.at["link"]
		// Bytes of a frame are listed as such, where nobody has asked whether it is one.
		d.linked = d.linked || asked || !slices.Contains([]string{"ip", "ip6", "inet"}, d.table.family)
		d.foreign = d.foreign || !d.linked
		hide("link")
	case nftcmd.BaseNetwork:
		hide("link")
		hide("network")
	case nftcmd.BaseTransport:
		if k.Header == map[string]string{"ip": "icmp", "ip6": "icmpv6"}[d.layers.Network] {
			hide("network")
		}
		narrow := d.table.family == "ip" || d.table.family == "ip6"
		if i, ok := d.at["transport"]; ok && (narrow || d.rule[i].(nftcmd.Match).Left[0].Key == "meta l4proto") {
			hide("transport")
		}
	}
}

// matched appends a match, which may be only what a later one needs.
func (d *decoder) matched(m nftcmd.Match) {
	d.add(m)
	d.connection = d.connection || nftcmd.Protocol(m.Left[0].Key)
	if len(m.Left) != 1 || m.Op != "" || m.In != nil || m.Left[0].Mask != "" {
		return
	}
	d.layers.Learn(m)
	layer := map[string]string{
		"meta iiftype": "link", "meta nfproto": "network", "meta protocol": "network", "ether type": "network", "meta l4proto": "transport",
		"ip protocol": "transport", "ip6 nexthdr": "transport",
	}[m.Left[0].Key]
	if layer != "" {
		d.at[layer] = len(d.rule) - 1
	}
	if m.Left[0].Key == "meta protocol" && d.table.family == "inet" {
		d.layers.Network = map[string]string{"ip": "ip", "ip6": "ip6"}[m.Value[0]]
	}
}

func (d *decoder) compare(v values) {
	l := d.loaded[slot(v.u32(unix.NFTA_CMP_SREG))]
	data, code := v.constant(unix.NFTA_CMP_DATA), v.u32(unix.NFTA_CMP_OP)
	op := nameOf(operators(), code)
	if code == unix.NFT_CMP_GTE && len(d.rest) > 0 {
		next := read(d.rest[0].data)
		to := read(next[unix.NFTA_EXPR_DATA])
		if next.text(unix.NFTA_EXPR_NAME) == "cmp" && to.u32(unix.NFTA_CMP_OP) == unix.NFT_CMP_LTE && to.u32(unix.NFTA_CMP_SREG) == v.u32(unix.NFTA_CMP_SREG) {
			d.rest = d.rest[1:]
			d.between(l, "", data, to.constant(unix.NFTA_CMP_DATA))
			return
		}
	}
	if l.raw != nil && op == "" && d.several(l, data) {
		return
	}
	l, ok := d.settle(l)
	if !ok {
		d.opaque("…")
		return
	}
	t := l.key.Type
	if l.turned {
		data = slices.Clone(data)
		slices.Reverse(data)
	}
	m := nftcmd.Match{Left: nftcmd.Operand{l.selector}, Op: op}
	switch _, shift, part := bitField(l.key); {
	case part && len(data) == 1:
		m.Value = nftcmd.Value{t.Text([]byte{data[0] >> shift})}
	case t.Form == nftcmd.FormFlags:
		d.flags(&m, l, t, data)
	case t.Form == nftcmd.FormAddr && (l.mask != nil || len(data) < t.Size):
		d.prefixed(&m, l, t, data)
	case l.mask != nil:
		m.Left[0].Mask, m.Value = t.Text(l.mask), nftcmd.Value{t.Text(data)}
		d.foreign = d.foreign || t.Name != "mark"
	default:
		m.Value = nftcmd.Value{d.text(t, data)}
		// One that is the end of a name nft writes with a backslash.
		d.foreign = d.foreign || t.Form == nftcmd.FormName && len(data) == t.Size && bytes.HasSuffix(bytes.TrimRight(data, "\x00"), []byte("*"))
		if len(data) < t.Size && t.Form != nftcmd.FormName || len(data) > t.Size {
			d.foreign = true
		}
	}
	d.matched(m)
}

// several splits a comparison of neighbouring fields.
func (d *decoder) several(l load, data []byte) bool {
	k, ok := d.fieldAt(*l.raw, nil)
	if !ok || l.mask != nil || int(k.Bits/8) >= len(data) {
		return false
	}
	raw := *l.raw
	// Of a protocol that it does not know, nft lists bytes.
	d.foreign = d.foreign || d.header(raw.base) == "th"
	for len(data) > 0 {
		k, ok := d.fieldAt(raw, nil)
		size := k.Type.Size
		if !ok || size > len(data) && k.Type.Form != nftcmd.FormAddr {
			d.opaque("…")
			return true
		}
		size = min(size, len(data))
		d.implies(k)
		m := nftcmd.Match{Left: nftcmd.Operand{{Key: k.Name}}, Value: nftcmd.Value{k.Type.Text(data[:size])}}
		if size < k.Type.Size {
			d.prefixed(&m, load{}, k.Type, data[:size])
		}
		d.matched(m)
		raw.offset, data = raw.offset+uint32(size), data[size:]
	}
	return true
}

// flags reads how bits are asked for.
func (d *decoder) flags(m *nftcmd.Match, l load, t nftcmd.Type, data []byte) {
	switch {
	case l.mask == nil:
		if m.Op == "" {
			m.Op = "=="
		}
		m.Value = nftcmd.Value{t.Text(data)}
		if strings.Contains(m.Value[0], ",") {
			m.Value[0] = t.Plain(m.Value[0])
			d.foreign = d.foreign || t.Name != "tcp_flag"
		}
	case zero(data) && m.Op == "!=":
		m.Op, m.Value = "", nftcmd.Value{t.Text(l.mask)}
	case zero(data) && m.Op == "":
		m.Op, m.Value = "!", nftcmd.Value{t.Text(l.mask)}
	default:
		m.Left[0].Mask, m.Value = t.Text(l.mask), nftcmd.Value{t.Text(data)}
	}
	d.foreign = d.foreign || t.Name == "tcp_flag" && len(l.mask) == 1 && l.mask[0] == 0xff
}

// prefixed reads an address of which only the first bits count.
func (d *decoder) prefixed(m *nftcmd.Match, l load, t nftcmd.Type, data []byte) {
	lo := append(slices.Clone(data), make([]byte, max(0, t.Size-len(data)))...)
	hi := slices.Clone(lo)
	for i := range hi {
		switch {
		case l.mask != nil && i < len(l.mask):
			hi[i] |= ^l.mask[i]
		case i >= len(data):
			hi[i] = 0xff
		}
	}
	m.Value = nftcmd.Value{t.Between(lo, hi)}
	if _, ok := prefix(lo, hi); !ok {
		d.foreign = true
	}
}

func (d *decoder) between(l load, op string, from, to []byte) {
	l, ok := d.settle(l)
	if !ok || l.mask != nil {
		d.opaque("…")
		return
	}
	if l.turned {
		from, to = slices.Clone(from), slices.Clone(to)
		slices.Reverse(from)
		slices.Reverse(to)
	}
	t := l.key.Type
	d.add(nftcmd.Match{Left: nftcmd.Operand{l.selector}, Op: op, Value: nftcmd.Value{t.Range(from, to)}})
}

func (d *decoder) immediate(v values) {
	data := read(v[unix.NFTA_IMMEDIATE_DATA])
	if data.has(unix.NFTA_DATA_VERDICT) {
		verdict := readVerdict(data[unix.NFTA_DATA_VERDICT])
		d.foreign = d.foreign || verdict.Kind == ""
		d.add(verdict)
		return
	}
	d.loaded[slot(v.u32(unix.NFTA_IMMEDIATE_DREG))] = load{constant: data[unix.NFTA_DATA_VALUE]}
}

// from is what a statement takes from a register.
func (d *decoder) from(register uint32, t nftcmd.Type) (nftcmd.From, bool) {
	l := d.loaded[slot(register)]
	switch {
	case l.constant != nil:
		return nftcmd.From{Value: nftcmd.Value{d.text(t, l.constant)}}, len(l.constant) == t.Size
	case l.from.Map != nil:
		return l.from, true
	}
	l, ok := d.settle(l)
	return nftcmd.From{Operand: nftcmd.Operand{l.selector}}, ok && l.mask == nil
}

func (d *decoder) assign(source nftcmd.Source, number, register uint32) {
	i := slices.IndexFunc(d.keys, func(k nftcmd.Key) bool { return k.Source == source && k.Number == number && k.Direction < 0 })
	if i < 0 {
		d.opaque("set")
		return
	}
	f, ok := d.from(register, d.keys[i].Type)
	if !ok {
		d.opaque("%s set …", d.keys[i].Name)
		return
	}
	d.add(nftcmd.Assign{Key: d.keys[i].Name, To: f})
}
