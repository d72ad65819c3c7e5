//go:build linux

package netfilter

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// kernelSet is a set as the kernel has it: its elements have their types from who asks.
type kernelSet struct {
	set      nftcmd.Set
	flags    uint32
	size     uint32 // of a key
	elements []rawElement
	mixed    bool // it has elements that nft lists in any order
}

// rawElement is an element, of which an interval has two.
type rawElement struct {
	key, end, data []byte
	flags          uint32
	e              nftcmd.Element
}

func (b *builder) readSets() error {
	type pair struct {
		name setName
		k    *kernelSet
		t    *nftcmd.Table
	}
	var all []pair
	err := b.reader.each(unix.NFT_MSG_GETSET, nil, func(family string, v values) {
		t := b.table(family, v.text(unix.NFTA_SET_TABLE))
		k, ok := readSet(v)
		t.Foreign = t.Foreign || !ok
		all = append(all, pair{setName{tableName{family, t.Name}, k.set.Name}, k, t})
	})
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := b.readElements(p.name, p.k); err != nil {
			return err
		}
		b.sets[p.name] = p.k
		if p.k.flags&flagAnonymous != 0 {
			continue
		}
		p.k.set.Elements = b.elements(p.k, p.k.set.KeyTypes(), p.k.set.DataTypes())
		p.t.Foreign = p.t.Foreign || p.k.mixed
		p.t.Sets = append(p.t.Sets, p.k.set)
	}
	return nil
}

// readSet reads how a set is declared; ok is false where this package does not know all of it.
func readSet(v values) (k *kernelSet, ok bool) {
	k = &kernelSet{flags: v.u32(unix.NFTA_SET_FLAGS), size: v.u32(unix.NFTA_SET_KEY_LEN)}
	s := &k.set
	s.Name, s.Handle, s.Map = v.text(unix.NFTA_SET_NAME), v.number(setHandle), k.flags&flagMap != 0
	for _, f := range []struct {
		flag uint32
		name string
	}{{flagConstant, "constant"}, {flagDynamic, "dynamic"}, {flagInterval, "interval"}, {flagTimeout, "timeout"}} {
		if k.flags&f.flag != 0 {
			s.Flags = append(s.Flags, f.name)
		}
	}
	s.Timeout, s.Interval = duration(v.number(unix.NFTA_SET_TIMEOUT)), duration(v.number(unix.NFTA_SET_GC_INTERVAL))
	s.Size = read(v[unix.NFTA_SET_DESC]).u32(descSize)
	if v.u32(unix.NFTA_SET_POLICY) == unix.NFT_SET_POL_MEMORY {
		s.Policy = "memory"
	}
	u := readTLV(v[unix.NFTA_SET_USERDATA])
	s.Comment, s.AutoMerge = tlvText(u[udataComment]), tlvNumber(u[udataMerge]) != 0 && k.flags&flagAnonymous == 0
	if s.Typeof, ok = readTypeof(u[udataKeyTypeof]); !ok {
		return k, false
	}
	if len(s.Typeof) == 0 {
		s.Types, ok = typeNames(v.u32(unix.NFTA_SET_KEY_TYPE))
	}
	if s.Map {
		var known bool
		if tlvNumber(u[udataDataInterval]) != 0 {
			s.Flags = append(s.Flags, intervalData)
		}
		if s.DataTypeof, known = readTypeof(u[udataDataTypeof]); len(s.DataTypeof) == 0 {
			s.Data, known = typeNames(v.u32(unix.NFTA_SET_DATA_TYPE))
		}
		ok = ok && known
	}
	if k.flags&flagAnonymous != 0 {
		// Its types come from the rule.
		ok = true
	}
	for _, x := range statefulOf(v, setExpr, setExpressions) {
		st, known := stateful(x)
		s.Stateful, ok = append(s.Stateful, st), ok && known
	}
	return k, ok && k.flags&flagObject == 0
}

// statefulOf are the expressions of a set or an element: one, or several.
func statefulOf(v values, one, many int) [][]byte {
	var all [][]byte
	if v.has(one) {
		all = append(all, v[one])
	}
	if v.has(many) {
		for _, a := range list(v[many]) {
			all = append(all, a.data)
		}
	}
	return all
}

// typeNames are the types of nft's number of them.
func typeNames(id uint32) ([]string, bool) {
	if id == verdictType {
		return []string{"verdict"}, true
	}
	var names []string
	for ; id != 0; id >>= 6 {
		i := slices.IndexFunc(nftcmd.Types(), func(t nftcmd.Type) bool { return t.ID == id&63 })
		if i < 0 {
			return nil, false
		}
		names = append(names, nftcmd.Types()[i].Name)
	}
	slices.Reverse(names)
	return names, len(names) > 0
}

// readTypeof reads what a set is compared with.
func readTypeof(data []byte) (o nftcmd.Operand, ok bool) {
	if data == nil {
		return nil, true
	}
	u := readTLV(data)
	if tlvNumber(u[0]) != etypeConcat {
		if tlvNumber(u[0]) == etypeVerdict {
			return nil, true
		}
		s, ok := readTypeofPart(u)
		return nftcmd.Operand{s}, ok
	}
	parts := readTLV(u[1])
	for i := range len(parts) {
		s, ok := readTypeofPart(readTLV(parts[byte(i)]))
		if !ok {
			return nil, false
		}
		o = append(o, s)
	}
	return o, true
}

func readTypeofPart(u map[byte][]byte) (nftcmd.Selector, bool) {
	in := readTLV(u[1])
	source := map[uint32]nftcmd.Source{etypePayload: nftcmd.SourcePayload, etypeMeta: nftcmd.SourceMeta, etypeCt: nftcmd.SourceCt, etypeFIB: nftcmd.SourceFIB,
		etypeNumgen: nftcmd.SourceNumgen}[tlvNumber(u[0])]
	for _, k := range nftcmd.Keys() {
		if k.Source != source {
			continue
		}
		same := tlvNumber(in[0]) == k.Number
		switch source {
		case nftcmd.SourcePayload:
			same = tlvNumber(in[0]) == k.Desc && tlvNumber(in[1]) == k.Field
		case nftcmd.SourceCt:
			same = same && int32(tlvNumber(in[1])) == int32(k.Direction)
		case nftcmd.SourceFIB:
			same = same && tlvNumber(in[1]) == k.Flags
		}
		if same && source == nftcmd.SourceNumgen {
			return nftcmd.Selector{Key: k.Name, Mod: tlvNumber(in[1]), Offset: tlvNumber(in[2])}, true
		}
		if same {
			return nftcmd.Selector{Key: k.Name}, true
		}
	}
	return nftcmd.Selector{}, false
}

func (b *builder) readElements(name setName, k *kernelSet) error {
	var a attrs
	a.text(unix.NFTA_SET_ELEM_LIST_TABLE, name.table.name)
	a.text(unix.NFTA_SET_ELEM_LIST_SET, name.name)
	return b.reader.sock.dump(nft(unix.NFT_MSG_GETSETELEM, 0, families()[name.table.family], a), func(_ int, body []byte) {
		if len(body) < 4 {
			return
		}
		for _, x := range list(read(body[4:])[unix.NFTA_SET_ELEM_LIST_ELEMENTS]) {
			k.elements = append(k.elements, readElement(read(x.data)))
		}
	})
}

func readElement(v values) rawElement {
	r := rawElement{key: v.constant(unix.NFTA_SET_ELEM_KEY), end: v.constant(elemKeyEnd), flags: v.u32(unix.NFTA_SET_ELEM_FLAGS)}
	r.e.Timeout, r.e.Expires = duration(v.number(unix.NFTA_SET_ELEM_TIMEOUT)), duration(v.number(unix.NFTA_SET_ELEM_EXPIRATION))
	r.e.Comment = tlvText(readTLV(v[unix.NFTA_SET_ELEM_USERDATA])[udataText])
	for _, x := range statefulOf(v, elemExpr, elemExpressions) {
		if s, ok := stateful(x); ok {
			r.e.Stateful = append(r.e.Stateful, s)
		}
	}
	data := read(v[unix.NFTA_SET_ELEM_DATA])
	if data.has(unix.NFTA_DATA_VERDICT) {
		verdict := readVerdict(data[unix.NFTA_DATA_VERDICT])
		r.e.Verdict = &verdict
	}
	r.data = data[unix.NFTA_DATA_VALUE]
	return r
}

func readVerdict(data []byte) nftcmd.Verdict {
	v := read(data)
	return nftcmd.Verdict{Kind: nameOf(verdicts(), int32(v.u32(unix.NFTA_VERDICT_CODE))), Chain: v.text(unix.NFTA_VERDICT_CHAIN)}
}

// elements are those of a set, with keys and data of these types, in the order in which nft lists them.
func (b *builder) elements(k *kernelSet, keys, data []nftcmd.Type) []nftcmd.Element {
	if k.flags&flagInterval != 0 && len(keys) == 1 {
		return b.intervals(k, keys[0], data)
	}
	var out []nftcmd.Element
	for _, r := range k.elements {
		e := r.e
		if r.flags&elemCatchAll != 0 {
			e.Key = nftcmd.Value{"*"}
		} else {
			e.Key = b.value(r.key, r.end, keys, k.flags&flagInterval != 0)
		}
		e.Data = b.given(k, r.data, data)
		e.Timeout = shownTimeout(k, e)
		out = append(out, e)
	}
	for _, t := range keys {
		k.mixed = k.mixed || t.Form == nftcmd.FormFlags && slices.ContainsFunc(out, func(e nftcmd.Element) bool { return strings.Contains(e.Key[0], ",") })
	}
	if k.flags&flagInterval == 0 {
		slices.SortStableFunc(out, func(x, y nftcmd.Element) int { return nftcmd.CompareKeys(x.Key, y.Key, keys, b.index) })
	}
	return out
}

// shownTimeout is the time of an element, where it is not that of all.
func shownTimeout(k *kernelSet, e nftcmd.Element) time.Duration {
	if e.Timeout != k.set.Timeout {
		return e.Timeout
	}
	return 0
}

// value is a key of these types; end is its last value, where it is an interval.
func (b *builder) value(key, end []byte, types []nftcmd.Type, interval bool) nftcmd.Value {
	if len(types) == 1 {
		return nftcmd.Value{b.text(types[0], key)}
	}
	var v nftcmd.Value
	for _, t := range types {
		padded := (t.Size + 3) / 4 * 4
		if len(key) < padded {
			return v
		}
		lo := key[:t.Size]
		switch {
		case interval && len(end) >= padded:
			v = append(v, t.SpanText(lo, end[:t.Size]))
			end = end[padded:]
		case interval:
			v = append(v, t.SpanText(lo, lo))
		default:
			v = append(v, b.text(t, lo))
		}
		key = key[padded:]
	}
	return v
}

// given is what a map gives.
func (b *builder) given(k *kernelSet, data []byte, types []nftcmd.Type) nftcmd.Value {
	switch {
	case data == nil || len(types) == 0:
		return nil
	case k.set.Has(intervalData) && len(types) == 1 && len(data) == 2*types[0].Size:
		return nftcmd.Value{translated(types[0], data[:types[0].Size], data[types[0].Size:])}
	}
	return b.value(data, nil, types, false)
}

// intervals puts the two elements of each interval together again.
func (b *builder) intervals(k *kernelSet, t nftcmd.Type, data []nftcmd.Type) []nftcmd.Element {
	raw := slices.Clone(k.elements)
	slices.SortStableFunc(raw, func(a, b rawElement) int {
		if c := bytes.Compare(a.key, b.key); c != 0 {
			return c
		}
		return int(b.flags&elemIntervalEnd) - int(a.flags&elemIntervalEnd)
	})
	var out, rest []nftcmd.Element
	for i, r := range raw {
		if r.flags&elemIntervalEnd != 0 {
			continue
		}
		e := r.e
		e.Data = b.given(k, r.data, data)
		e.Timeout = shownTimeout(k, e)
		if r.flags&elemCatchAll != 0 {
			e.Key = nftcmd.Value{"*"}
			rest = append(rest, e)
			continue
		}
		last := bytes.Repeat([]byte{0xff}, len(r.key))
		if i+1 < len(raw) {
			last = before(raw[i+1].key)
		}
		e.Key = nftcmd.Value{t.SpanText(r.key, last)}
		out = append(out, e)
	}
	return append(out, rest...)
}

// before is the value before one.
func before(data []byte) []byte {
	out := slices.Clone(data)
	for i := len(out) - 1; i >= 0; i-- {
		if out[i]--; out[i] != 0xff {
			break
		}
	}
	return out
}
