//go:build linux

package netfilter

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// encoder makes the kernel's expressions of a rule, in the way nft makes them, so that both list the same.
type encoder struct {
	run   *runner
	table tableName
	keys  []nftcmd.Key

	layers   nftcmd.Layers
	list     attrs
	marks    map[int]nftcmd.Place // of expressions, by where they begin in list
	place    nftcmd.Place         // of the statement
	braces   []nftcmd.Place       // of the sets to come
	jump     *nftcmd.Place        // of the chain it jumps to, or the object it uses
	userdata tlv
}

// The first register, and where those of four bytes begin (nf_tables.h).
const (
	register      = unix.NFT_REG_1
	smallRegister = 8
)

// item is a statement with where it stands; those that nft puts before others stand where these do.
type item struct {
	statement nftcmd.Statement
	place     nftcmd.Place
	jump      *nftcmd.Place
	protocol  bool // it tells of the protocol above
}

// rule encodes a rule: what its statements depend on, what can be read at once, and then each.
func (e *encoder) rule(r nftcmd.Rule, at nftcmd.Places) error {
	var items []item
	jumps := at.Jumps
	e.braces = at.Braces
	for i, s := range r {
		var place nftcmd.Place
		if i < len(at.Statements) {
			place = at.Statements[i]
		}
		deps, err := e.needs(s)
		if err != nil {
			return err
		}
		needed := make([]item, len(deps))
		for i, d := range deps {
			needed[i] = item{statement: d, place: place, protocol: true}
		}
		if _, ok := s.(nftcmd.Reject); ok {
			// nft asks before all else whether a packet can be refused so.
			items = append(needed, items...)
		} else {
			items = append(items, needed...)
		}
		it := item{statement: s, place: place}
		v, is := s.(nftcmd.Verdict)
		_, uses := s.(nftcmd.Reference)
		if (uses || is && v.Chain != "") && len(jumps) > 0 {
			it.jump, jumps = &jumps[0], jumps[1:]
		}
		if m, ok := s.(nftcmd.Match); ok {
			e.layers.Learn(m)
			it.protocol = len(m.Left) == 1 && slices.Contains([]string{"ip protocol", "ip6 nexthdr", "ether type"}, m.Left[0].Key)
		}
		items = append(items, it)
	}
	for _, it := range e.reduce(items) {
		e.place, e.jump = it.place, it.jump
		if err := e.statement(it.statement); err != nil {
			return err
		}
	}
	return nil
}

// needs gives what must be asked before a statement.
func (e *encoder) needs(s nftcmd.Statement) ([]nftcmd.Match, error) {
	var operands []nftcmd.Operand
	switch s := s.(type) {
	case nftcmd.Match:
		operands = append(operands, s.Left)
	case nftcmd.VMap:
		operands = append(operands, s.Left)
	case nftcmd.Assign:
		operands = append(operands, s.To.Operand)
	case nftcmd.NAT:
		operands = append(operands, s.To.Operand, s.Port.Operand)
	case nftcmd.Learn:
		operands = append(operands, s.Key, s.Data.Operand)
	case nftcmd.Reject:
		return e.needsOfReject(s)
	}
	var all []nftcmd.Match
	for _, o := range operands {
		for _, part := range o {
			k, err := e.key(part.Key)
			if err != nil {
				return nil, err
			}
			deps, err := e.layers.Need(k)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", nftcmd.ErrForeign, err)
			}
			all = append(all, deps...)
		}
	}
	return all, nil
}

func (e *encoder) needsOfReject(r nftcmd.Reject) ([]nftcmd.Match, error) {
	switch {
	case e.table.family != "ip" && e.table.family != "ip6" && e.table.family != "inet":
		return nil, fmt.Errorf("%w: reject in the family %s", nftcmd.ErrForeign, e.table.family)
	case r.With == "tcp reset":
		return e.layers.NeedTransport("tcp"), nil
	case e.layers.Network != "":
		return nil, nil
	}
	switch kind := firstWord(r.With); kind {
	case "icmp":
		return e.layers.NeedNetwork("ip"), nil
	case "icmpv6":
		return e.layers.NeedNetwork("ip6"), nil
	}
	return nil, nil
}

func (e *encoder) key(name string) (nftcmd.Key, error) {
	i := slices.IndexFunc(e.keys, func(k nftcmd.Key) bool { return k.Name == name })
	if i < 0 {
		return nftcmd.Key{}, fmt.Errorf("%w: %s", nftcmd.ErrForeign, name)
	}
	return e.keys[i], nil
}

// add appends an expression.
func (e *encoder) add(name string, fill func(a *attrs)) {
	if e.marks == nil {
		e.marks = map[int]nftcmd.Place{}
	}
	e.marks[len(e.list)] = e.place
	if e.jump != nil && (name == "immediate" || name == "objref") {
		e.marks[len(e.list)] = *e.jump
	}
	e.list.nest(unix.NFTA_LIST_ELEM, expression(name, fill))
}

func expression(name string, fill func(a *attrs)) attrs {
	var a, in attrs
	if fill != nil {
		fill(&in)
	}
	a.text(unix.NFTA_EXPR_NAME, name)
	a.nest(unix.NFTA_EXPR_DATA, in)
	return a
}

func (e *encoder) statement(s nftcmd.Statement) error {
	switch s := s.(type) {
	case merged:
		e.payload(register, s.base, s.offset, uint32(len(s.data)))
		e.compare(unix.NFT_CMP_EQ, s.data)
	case nftcmd.Match:
		return e.match(s)
	case nftcmd.VMap:
		return e.lookup(s.Left, s.In, "", 0, true, nil)
	case nftcmd.Verdict:
		e.add("immediate", func(a *attrs) {
			a.u32(unix.NFTA_IMMEDIATE_DREG, unix.NFT_REG_VERDICT)
			a.verdict(unix.NFTA_IMMEDIATE_DATA, verdict(s))
		})
	case nftcmd.Assign:
		return e.assign(s)
	case nftcmd.NAT:
		return e.nat(s)
	case nftcmd.Reject:
		return e.reject(s)
	case nftcmd.Comment:
		e.userdata.text(udataText, s.Text)
	case nftcmd.Learn:
		return e.learn(s)
	default:
		name, fill, err := action(s)
		if err != nil {
			return err
		}
		e.add(name, fill)
	}
	return nil
}

func verdict(v nftcmd.Verdict) attrs {
	var a attrs
	a.u32(unix.NFTA_VERDICT_CODE, uint32(verdicts()[v.Kind]))
	if v.Chain != "" {
		a.text(unix.NFTA_VERDICT_CHAIN, v.Chain)
	}
	return a
}

// payload loads bytes of a packet.
func (e *encoder) payload(to, base, offset, length uint32) {
	e.add("payload", func(a *attrs) {
		a.u32(unix.NFTA_PAYLOAD_DREG, to)
		a.u32(unix.NFTA_PAYLOAD_BASE, base)
		a.u32(unix.NFTA_PAYLOAD_OFFSET, offset)
		a.u32(unix.NFTA_PAYLOAD_LEN, length)
	})
}

func (e *encoder) compare(op uint32, value []byte) {
	e.add("cmp", func(a *attrs) {
		a.u32(unix.NFTA_CMP_SREG, register)
		a.u32(unix.NFTA_CMP_OP, op)
		a.value(unix.NFTA_CMP_DATA, value)
	})
}

func (e *encoder) mask(reg uint32, mask []byte) {
	e.add("bitwise", func(a *attrs) {
		a.u32(unix.NFTA_BITWISE_SREG, reg)
		a.u32(unix.NFTA_BITWISE_DREG, reg)
		a.u32(unix.NFTA_BITWISE_LEN, uint32(len(mask)))
		a.value(unix.NFTA_BITWISE_MASK, mask)
		a.value(unix.NFTA_BITWISE_XOR, make([]byte, len(mask)))
	})
}

// hton turns a register into the network's byte order, in which intervals are compared.
func (e *encoder) hton(reg uint32, size int) {
	e.add("byteorder", func(a *attrs) {
		a.u32(unix.NFTA_BYTEORDER_SREG, reg)
		a.u32(unix.NFTA_BYTEORDER_DREG, reg)
		a.u32(unix.NFTA_BYTEORDER_OP, unix.NFT_BYTEORDER_HTON)
		a.u32(unix.NFTA_BYTEORDER_LEN, uint32(size))
		a.u32(unix.NFTA_BYTEORDER_SIZE, uint32(size))
	})
}

// bitField tells whether a key is only some bits of its bytes; then, with its mask, how far they are from the end.
func bitField(k nftcmd.Key) (mask []byte, shift uint32, ok bool) {
	if k.Source != nftcmd.SourcePayload || k.Offset%8 == 0 && k.Bits%8 == 0 {
		return nil, 0, false
	}
	// None of nft's fields of bits that are keys here crosses a byte.
	shift = 8 - k.Offset%8 - k.Bits
	return []byte{byte((1<<k.Bits - 1) << shift)}, shift, true
}

// load puts something into a register.
func (e *encoder) load(s nftcmd.Selector, to uint32) (nftcmd.Key, error) {
	k, err := e.key(s.Key)
	if err != nil {
		return k, err
	}
	switch k.Source {
	case nftcmd.SourcePayload:
		e.payload(to, k.Base, k.Offset/8, (k.Offset%8+k.Bits+7)/8)
	case nftcmd.SourceMeta:
		e.add("meta", func(a *attrs) {
			a.u32(unix.NFTA_META_KEY, k.Number)
			a.u32(unix.NFTA_META_DREG, to)
		})
	case nftcmd.SourceCt:
		e.add("ct", func(a *attrs) {
			a.u32(unix.NFTA_CT_DREG, to)
			a.u32(unix.NFTA_CT_KEY, k.Number)
			if k.Direction >= 0 {
				a.u8(unix.NFTA_CT_DIRECTION, uint8(k.Direction))
			}
		})
	case nftcmd.SourceFIB:
		e.add("fib", func(a *attrs) {
			a.u32(unix.NFTA_FIB_DREG, to)
			a.u32(unix.NFTA_FIB_RESULT, k.Number)
			a.u32(unix.NFTA_FIB_FLAGS, k.Flags)
		})
	case nftcmd.SourceNumgen:
		e.add("numgen", func(a *attrs) {
			a.u32(unix.NFTA_NG_DREG, to)
			a.u32(unix.NFTA_NG_MODULUS, s.Mod)
			a.u32(unix.NFTA_NG_TYPE, k.Number)
			a.u32(unix.NFTA_NG_OFFSET, s.Offset)
		})
	}
	return k, nil
}

func (e *encoder) match(m nftcmd.Match) error {
	if m.In != nil {
		return e.lookup(m.Left, *m.In, m.Op, 0, false, nil)
	}
	if len(m.Left) != 1 || len(m.Value) != 1 {
		return fmt.Errorf("%w: %s", nftcmd.ErrForeign, m.Left)
	}
	k, err := e.key(m.Left[0].Key)
	if err != nil {
		return err
	}
	lo, hi, err := e.run.bounds(k.Type, m.Value[0])
	if err != nil {
		return err
	}
	op := operators()[m.Op]
	if k.Type.Ranged(m.Value[0]) {
		return e.interval(m, k, op, lo, hi)
	}
	if _, err := e.load(m.Left[0], register); err != nil {
		return err
	}
	if mask, shift, ok := bitField(k); ok {
		e.mask(register, mask)
		lo = []byte{lo[0] << shift}
	}
	switch {
	case m.Left[0].Mask != "":
		mask, err := k.Type.Bytes(m.Left[0].Mask)
		if err != nil {
			return err
		}
		e.mask(register, mask)
	case k.Type.Form == nftcmd.FormFlags && (m.Op == "" || m.Op == "!"):
		e.mask(register, lo)
		op = unix.NFT_CMP_NEQ
		if m.Op == "!" {
			op = unix.NFT_CMP_EQ
		}
		lo = make([]byte, len(lo))
	case op != unix.NFT_CMP_EQ && op != unix.NFT_CMP_NEQ:
		lo = e.ordered(register, k.Type, lo)[0]
	}
	e.compare(op, lo)
	return nil
}

// ordered turns a register into the network's byte order, and values with it.
func (e *encoder) ordered(reg uint32, t nftcmd.Type, values ...[]byte) [][]byte {
	if !t.Host || t.Size < 2 || t.Form == nftcmd.FormName {
		return values
	}
	e.hton(reg, t.Size)
	for i, v := range values {
		values[i] = binary.BigEndian.AppendUint64(nil, t.Get(v))[8-t.Size:]
	}
	return values
}

// interval compares with a range or a prefix.
func (e *encoder) interval(m nftcmd.Match, k nftcmd.Key, op uint32, lo, hi []byte) error {
	if bits, ok := prefix(lo, hi); ok && strings.Contains(m.Value[0], "/") {
		return e.prefix(m, k, op, lo, bits)
	}
	if _, _, ok := bitField(k); ok || m.Left[0].Mask != "" {
		return fmt.Errorf("%w: a range of %s", nftcmd.ErrForeign, k.Name)
	}
	if _, err := e.load(m.Left[0], register); err != nil {
		return err
	}
	both := e.ordered(register, k.Type, lo, hi)
	if op == unix.NFT_CMP_NEQ {
		e.add("range", func(a *attrs) {
			a.u32(unix.NFTA_RANGE_SREG, register)
			a.u32(unix.NFTA_RANGE_OP, unix.NFT_RANGE_NEQ)
			a.value(unix.NFTA_RANGE_FROM_DATA, both[0])
			a.value(unix.NFTA_RANGE_TO_DATA, both[1])
		})
		return nil
	}
	e.compare(unix.NFT_CMP_GTE, both[0])
	e.compare(unix.NFT_CMP_LTE, both[1])
	return nil
}

// prefix is how long a prefix is, where an interval is one.
func prefix(lo, hi []byte) (bits int, ok bool) {
	for i := range 8 * len(lo) {
		a, b := lo[i/8]>>(7-i%8)&1, hi[i/8]>>(7-i%8)&1
		if a == b && !ok {
			bits++
			continue
		}
		if ok = true; a != 0 || b != 1 {
			return 0, false
		}
	}
	return bits, true
}

// prefix loads only the bytes that count, where the prefix ends with one; else it masks.
func (e *encoder) prefix(m nftcmd.Match, k nftcmd.Key, op uint32, lo []byte, bits int) error {
	whole := bits%8 == 0 && bits > 0
	if whole && k.Source == nftcmd.SourcePayload {
		e.payload(register, k.Base, k.Offset/8, uint32(bits/8))
	} else if _, err := e.load(m.Left[0], register); err != nil {
		return err
	}
	if whole {
		e.compare(op, lo[:bits/8])
		return nil
	}
	mask := make([]byte, len(lo))
	for i := range bits {
		mask[i/8] |= 0x80 >> (i % 8)
	}
	e.mask(register, mask)
	e.compare(op, lo)
	return nil
}

// small is the number of a register of four bytes, as nft gives it: by that of a whole one where it begins one.
func small(at int) uint32 {
	if at%4 == 0 {
		return uint32(register + at/4)
	}
	return uint32(smallRegister + at)
}

// operand loads all parts of an operand, one behind the other; intervals are compared in the network's byte order.
func (e *encoder) operand(o nftcmd.Operand, first uint32, interval bool) ([]nftcmd.Type, error) {
	var types []nftcmd.Type
	at := 0
	for _, part := range o {
		reg := small(at + 4*int(first-register))
		k, err := e.load(part, reg)
		if err != nil {
			return nil, err
		}
		if _, _, ok := bitField(k); ok {
			// nft moves the elements and not the field, or lists what it cannot read again.
			return nil, fmt.Errorf("%w: a set of %s", nftcmd.ErrForeign, k.Name)
		}
		if interval {
			e.ordered(reg, k.Type)
		}
		types = append(types, k.Type)
		at += (k.Type.Size + 3) / 4
	}
	return types, nil
}

// lookup looks an operand up: in a set, or in a map whose data, of these types, go to a register.
func (e *encoder) lookup(left nftcmd.Operand, in nftcmd.Lookup, op string, to uint32, isMap bool, data []nftcmd.Type) error {
	first := to
	if first == 0 {
		first = register
	}
	interval := nftcmd.Interval(in.Elements, left.Types())
	if in.Name != "" {
		known, err := e.run.known(e.table, in.Name)
		if err != nil {
			return e.run.missingSet(e.table, in.Name, err)
		}
		interval = known.Has("interval")
		if !fits(known, left, isMap, data) {
			return fmt.Errorf("%w: %s in %s", nftcmd.ErrForeign, left, in.Name)
		}
	}
	types, err := e.operand(left, first, interval)
	if err != nil {
		return err
	}
	name, id := in.Name, uint32(0)
	if name == "" {
		if name, id, err = e.run.anonymous(e.table, e.nextBraces(), in.Elements, left, types, data, isMap); err != nil {
			return err
		}
	} else {
		id = e.run.idOf(e.table, name)
	}
	e.add("lookup", func(a *attrs) {
		a.text(unix.NFTA_LOOKUP_SET, name)
		a.u32(unix.NFTA_LOOKUP_SREG, first)
		if isMap {
			a.u32(unix.NFTA_LOOKUP_DREG, to)
		}
		if id != 0 {
			a.u32(unix.NFTA_LOOKUP_SET_ID, id)
		}
		if op == "!=" {
			a.u32(unix.NFTA_LOOKUP_FLAGS, unix.NFT_LOOKUP_F_INV)
		}
	})
	return nil
}

// nextBraces is where the next set in braces stands.
func (e *encoder) nextBraces() (at nftcmd.Place) {
	if len(e.braces) > 0 {
		at, e.braces = e.braces[0], e.braces[1:]
	}
	return at
}

// fits tells whether a set has keys for an operand, and gives what is asked of it: data of these types, or verdicts.
func fits(s nftcmd.Set, left nftcmd.Operand, isMap bool, data []nftcmd.Type) bool {
	if s.Map != isMap || !slices.EqualFunc(s.KeyTypes(), left.Types(), sameType) {
		return false
	}
	if !isMap {
		return true
	}
	verdicts := slices.Equal(s.Data, []string{"verdict"})
	if data == nil || verdicts {
		return data == nil && verdicts
	}
	return slices.EqualFunc(s.DataTypes(), data, sameType)
}

// sameType tells whether what is looked up can be in a set.
func sameType(a, b nftcmd.Type) bool { return a.ID == b.ID && a.Size == b.Size }
