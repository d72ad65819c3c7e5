//go:build linux

package netfilter

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// declaration makes the message that adds a set, with its elements to come.
func (r *runner) declaration(t tableName, s nftcmd.Set, id uint32, anonymous bool) (attrs, error) {
	var a attrs
	keys, data := s.KeyTypes(), s.DataTypes()
	a.text(unix.NFTA_SET_TABLE, t.name)
	name := s.Name
	if anonymous {
		name = map[bool]string{false: "__set%d", true: "__map%d"}[s.Map]
	}
	a.text(unix.NFTA_SET_NAME, name)
	flags := setFlags(s) | bit(anonymous, flagAnonymous|flagConstant)
	a.u32(unix.NFTA_SET_FLAGS, flags)
	a.u32(unix.NFTA_SET_KEY_TYPE, typeID(keys))
	a.u32(unix.NFTA_SET_KEY_LEN, typeSize(keys))
	if s.Map {
		kind, size := typeID(data), typeSize(data)
		if data[0].Form == nftcmd.FormVerdict {
			kind, size = verdictType, 0
		}
		if s.Has(intervalData) {
			size *= 2
		}
		a.u32(unix.NFTA_SET_DATA_TYPE, kind)
		a.u32(unix.NFTA_SET_DATA_LEN, size)
	}
	a.u32(unix.NFTA_SET_ID, id)
	if s.Policy == "memory" {
		a.u32(unix.NFTA_SET_POLICY, unix.NFT_SET_POL_MEMORY)
	}
	a.description(s, anonymous)
	if s.Timeout > 0 {
		a.u64(unix.NFTA_SET_TIMEOUT, uint64(s.Timeout.Milliseconds()))
	}
	if s.Interval > 0 {
		a.u32(unix.NFTA_SET_GC_INTERVAL, uint32(s.Interval.Milliseconds()))
	}
	a.put(unix.NFTA_SET_USERDATA, setUserdata(s, anonymous))
	stateful, err := expressions(s.Stateful)
	if err != nil {
		return nil, err
	}
	if len(stateful) == 1 {
		// Of a counter the kernel wants to know no more than that it is one.
		var e attrs
		e.text(unix.NFTA_EXPR_NAME, "counter")
		e.nest(unix.NFTA_EXPR_DATA, nil)
		a.nest(setExpr, e)
	} else if len(stateful) > 1 {
		return nil, fmt.Errorf("%w: a set with several counters", nftcmd.ErrForeign)
	}
	return a, nil
}

// intervalData is the flag of a map that gives ranges.
const intervalData = "interval-data"

// description tells how large the set is to be, and of a concatenation of intervals how large its parts are.
func (a *attrs) description(s nftcmd.Set, anonymous bool) {
	var d attrs
	if anonymous || s.Has("constant") && len(s.Elements) > 0 {
		d.u32(descSize, uint32(len(s.Elements)))
	} else if s.Size > 0 {
		d.u32(descSize, s.Size)
	}
	if keys := s.KeyTypes(); len(keys) > 1 && s.Has("interval") {
		var parts attrs
		for _, t := range keys {
			var field attrs
			field.u32(1, uint32(t.Size))
			parts.nest(unix.NFTA_LIST_ELEM, field)
		}
		d.nest(descConcat, parts)
	}
	if len(d) > 0 {
		a.nest(unix.NFTA_SET_DESC, d)
	}
}

func setFlags(s nftcmd.Set) uint32 {
	interval := s.Has("interval")
	return bit(s.Has("constant"), flagConstant) | bit(interval, flagInterval) | bit(s.Map, flagMap) | bit(s.Has("timeout"), flagTimeout) |
		bit(s.Has("dynamic"), flagDynamic) | bit(interval && len(s.KeyTypes()) > 1, flagConcat)
}

// typeID is nft's number of types: of several, six bits each.
func typeID(types []nftcmd.Type) uint32 {
	var id uint32
	for _, t := range types {
		id = id<<6 | t.ID
	}
	return id
}

// typeSize is how large a key is; in a concatenation, each part fills registers of four bytes.
func typeSize(types []nftcmd.Type) uint32 {
	if len(types) == 1 {
		return uint32(types[0].Size)
	}
	size := 0
	for _, t := range types {
		size += (t.Size + 3) / 4 * 4
	}
	return uint32(size)
}

// order is nft's number of a byte order.
func order(types []nftcmd.Type) uint32 {
	switch {
	case len(types) > 1, types[0].Form == nftcmd.FormVerdict:
		return 0
	case types[0].Host:
		return 1
	}
	return 2
}

// setUserdata is what nft keeps of a set: of the anonymous map of a rule it keeps only what a type's number cannot tell
// (mnl_nft_set_add of mnl.c).
func setUserdata(s nftcmd.Set, anonymous bool) []byte {
	var u tlv
	u.u32(udataKeyOrder, order(s.KeyTypes()))
	if s.Map {
		u.u32(udataDataOrder, order(s.DataTypes()))
	}
	if s.AutoMerge {
		u.u32(udataMerge, 1)
	}
	if t := typeofData(s.Typeof, s.KeyTypes()); t != nil && !(anonymous && s.Map && len(s.Typeof) == 1) {
		u.put(udataKeyTypeof, t)
	}
	if s.Map {
		if t := typeofValue(s, anonymous); t != nil {
			u.put(udataDataTypeof, t)
		}
		u.u32(udataDataInterval, bit(s.Has(intervalData), 1))
	}
	if s.Comment != "" {
		u.text(udataComment, s.Comment)
	}
	return u
}

// typeofValue is how nft writes down what a map gives, nil where it does not.
func typeofValue(s nftcmd.Set, anonymous bool) []byte {
	switch {
	case slices.Equal(s.Data, []string{"verdict"}):
		if len(s.Typeof) == 0 {
			return nil
		}
		var verdict tlv
		verdict.u32(0, etypeVerdict)
		verdict.put(1, nil)
		return verdict
	case anonymous:
		return nil
	}
	return typeofData(s.DataTypeof, s.DataTypes())
}

// typeofData is how nft writes down what a set is compared with.
func typeofData(o nftcmd.Operand, types []nftcmd.Type) []byte {
	var u tlv
	switch {
	case len(o) == 1:
		return typeofPart(o[0])
	case len(o) > 1:
		var parts tlv
		for i, s := range o {
			parts.put(byte(i), typeofPart(s))
		}
		u.u32(0, etypeConcat)
		u.put(1, parts)
		return u
	case len(types) > 1:
		u.u32(0, etypeConcat)
		u.put(1, nil)
		return u
	}
	return nil
}

func typeofPart(s nftcmd.Selector) []byte {
	k, _ := nftcmd.KeyOf(s.Key)
	var in tlv
	kind := uint32(etypeMeta)
	switch k.Source {
	case nftcmd.SourcePayload:
		kind = etypePayload
		in.u32(0, k.Desc)
		in.u32(1, k.Field)
	case nftcmd.SourceMeta:
		in.u32(0, k.Number)
	case nftcmd.SourceCt:
		kind = etypeCt
		in.u32(0, k.Number)
		in.u32(1, uint32(int32(k.Direction)))
	case nftcmd.SourceFIB:
		kind = etypeFIB
		in.u32(0, k.Number)
		in.u32(1, k.Flags)
	case nftcmd.SourceNumgen:
		kind = etypeNumgen
		in.u32(0, k.Number)
		in.u32(1, s.Mod)
		in.u32(2, s.Offset)
	}
	var u tlv
	u.u32(0, kind)
	u.put(1, in)
	return u
}

// anonymous adds a set for one lookup of a rule.
func (r *runner) anonymous(t tableName, braces nftcmd.Place, elements []nftcmd.Element, left nftcmd.Operand, types, data []nftcmd.Type, isMap bool) (name string, id uint32, err error) {
	s := nftcmd.Set{Map: isMap, Typeof: left, Elements: elements}
	if nftcmd.Interval(elements, types) {
		s.Flags = []string{"interval"}
	}
	if s.Has("interval") && r.script.Commands[r.command].Verb == "replace" {
		return "", 0, fmt.Errorf("%w: intervals in a rule that replaces another, with which nft 1.0.6 ends by a signal", nftcmd.ErrForeign)
	}
	if isMap && data == nil {
		s.Data = []string{"verdict"}
	}
	for i := range data {
		if len(elements[0].Data) > i {
			s.Data = append(s.Data, data[i].Name)
		}
	}
	for _, e := range elements {
		if len(e.Data) == 1 && len(s.Data) == 1 {
			if data[0].Ranged(e.Data[0]) {
				s.Flags = append(s.Flags, intervalData)
				break
			}
		}
	}
	pieces, err := r.pieces(s, elements, true, true)
	if err != nil {
		return "", 0, err
	}
	if len(types) == 1 && !s.Has("interval") {
		r.asTyped(pieces)
	}
	r.sets++
	id = r.sets
	sized := s
	sized.Elements = make([]nftcmd.Element, len(pieces))
	declared, err := r.declaration(t, sized, id, true)
	if err != nil {
		return "", 0, err
	}
	r.send(unix.NFT_MSG_NEWSET, unix.NLM_F_CREATE, t, declared, map[int]nftcmd.Place{0: r.places().Table})
	name = map[bool]string{false: "__set%d", true: "__map%d"}[isMap]
	r.sendWithin(t, name, id, braces, pieces)
	return name, id, nil
}

// asTyped puts elements in the order in which nft sends them, that in which they were typed, with their places: as far as one finds each.
func (r *runner) asTyped(pieces []piece) {
	words, seen := r.places().Words, map[string]bool{}
	for _, p := range pieces {
		// A value may be there twice, by its name and by its number.
		key := p.e.Key[0]
		if len(words[key]) != 1 || seen[key] {
			return
		}
		seen[key] = true
	}
	for i, p := range pieces {
		pieces[i].place = words[p.e.Key[0]][0]
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Or(a.place.Line-b.place.Line, a.place.From-b.place.From) })
}

// piece is an element as the kernel has it: of an interval there are two.
type piece struct {
	key   []byte
	end   []byte // of a concatenation of intervals
	flags uint32
	open  bool            // an interval to the last value there is, which has no end
	e     *nftcmd.Element // nil for the end of an interval
	data  []byte
	place nftcmd.Place
}

// pieces cuts elements as the kernel has them. first tells that the set is empty so far, and joined that neighbours need no end between them.
func (r *runner) pieces(s nftcmd.Set, elements []nftcmd.Element, first, joined bool) ([]piece, error) {
	keys, data := s.KeyTypes(), s.DataTypes()
	var all, rest []piece
	for i := range elements {
		e := &elements[i]
		p := piece{e: e}
		if err := r.pieceData(&p, s, data); err != nil {
			return nil, err
		}
		if len(e.Key) == 1 && e.Key[0] == "*" {
			p.flags = elemCatchAll
			rest = append(rest, p)
			continue
		}
		if len(e.Key) != len(keys) {
			return nil, fmt.Errorf("%w: an element of %d parts", nftcmd.ErrForeign, len(e.Key))
		}
		if err := r.pieceKey(&p, s, keys); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	if s.Has("interval") && len(keys) == 1 {
		all = spans(all, first, joined)
	}
	return append(all, rest...), nil
}

// pieceKey sets the first and the last value of an element.
func (r *runner) pieceKey(p *piece, s nftcmd.Set, keys []nftcmd.Type) error {
	interval := s.Has("interval")
	for i, t := range keys {
		word := p.e.Key[i]
		if t.Form == nftcmd.FormIndex {
			lo, _, err := r.bounds(t, word)
			if err != nil {
				return err
			}
			if interval {
				return fmt.Errorf("%w: intervals of devices", nftcmd.ErrForeign)
			}
			p.key = lo
			if len(keys) > 1 {
				p.key = append(slices.Clone(p.key), lo...)
			}
			continue
		}
		lo, hi, err := t.Bounds(word)
		if err != nil {
			return fmt.Errorf("%w: %w", nftcmd.ErrForeign, err)
		}
		if interval {
			lo, hi = t.Span(word)
		} else if !slices.Equal(lo, hi) || len(lo) < t.Size {
			return fmt.Errorf("%w: an interval in a set without", nftcmd.ErrForeign)
		}
		if len(keys) > 1 {
			lo, hi = nftcmd.Pad(lo), nftcmd.Pad(hi)
		}
		p.key, p.end = append(p.key, lo...), append(p.end, hi...)
	}
	if !interval {
		p.end = nil
	}
	return nil
}

// pieceData sets what a map gives.
func (r *runner) pieceData(p *piece, s nftcmd.Set, types []nftcmd.Type) error {
	if !s.Map || p.e.Verdict != nil || len(p.e.Data) == 0 {
		return nil
	}
	if len(p.e.Data) != len(types) {
		return fmt.Errorf("%w: an element that gives %d parts", nftcmd.ErrForeign, len(p.e.Data))
	}
	var low, high []byte
	for i, t := range types {
		lo, hi, err := r.bounds(t, p.e.Data[i])
		if err != nil {
			return err
		}
		if t.Ranged(p.e.Data[i]) != s.Has(intervalData) {
			return fmt.Errorf("%w: intervals in a map of others", nftcmd.ErrForeign)
		}
		if len(types) > 1 {
			lo, hi = nftcmd.Pad(lo), nftcmd.Pad(hi)
		}
		low, high = append(low, lo...), append(high, hi...)
	}
	p.data = low
	if s.Has(intervalData) {
		p.data = append(low, high...)
	}
	return nil
}

// spans puts intervals in order, with their ends between them, and before the first one that nothing is in.
func spans(all []piece, first, joined bool) []piece {
	slices.SortStableFunc(all, func(a, b piece) int { return bytes.Compare(a.key, b.key) })
	var out []piece
	if first && len(all) > 0 && !zero(all[0].key) {
		out = append(out, piece{key: make([]byte, len(all[0].key)), flags: elemIntervalEnd})
	}
	for i, p := range all {
		end := nftcmd.Next(p.end)
		touches := i+1 < len(all) && bytes.Equal(end, all[i+1].key)
		out = append(out, piece{key: p.key, e: p.e, data: p.data, flags: p.flags, place: p.place})
		out[len(out)-1].open = zero(end)
		if !zero(end) && !(joined && touches) {
			out = append(out, piece{key: end, flags: elemIntervalEnd})
		}
	}
	return out
}

func zero(data []byte) bool { return len(bytes.Trim(data, "\x00")) == 0 }

// sendElements adds or deletes elements of a set.
func (r *runner) sendElements(kind, flags int, t tableName, name string, id uint32, pieces []piece) {
	for len(pieces) > 0 {
		var a, in attrs
		a.text(unix.NFTA_SET_ELEM_LIST_TABLE, t.name)
		a.text(unix.NFTA_SET_ELEM_LIST_SET, name)
		if id != 0 {
			a.u32(unix.NFTA_SET_ELEM_LIST_SET_ID, id)
		}
		marks := map[int]nftcmd.Place{}
		at := 0
		for at < len(pieces) && len(in) < mostElements {
			if p := pieces[at].place; p != (nftcmd.Place{}) {
				marks[len(a)+unix.SizeofNlAttr+len(in)] = p
			}
			in.nest(unix.NFTA_LIST_ELEM, pieces[at].attrs(kind == unix.NFT_MSG_DELSETELEM))
			at++
		}
		pieces = pieces[at:]
		a.nest(unix.NFTA_SET_ELEM_LIST_ELEMENTS, in)
		r.send(kind, flags, t, a, marks)
	}
}

// mostElements is how many bytes of elements are sent in a message: the length of an attribute has 16 bits.
const mostElements = 60000

func (p piece) attrs(bare bool) attrs {
	var a attrs
	if p.flags != 0 {
		a.u32(unix.NFTA_SET_ELEM_FLAGS, p.flags)
	}
	if p.flags&elemCatchAll == 0 {
		a.value(unix.NFTA_SET_ELEM_KEY, p.key)
	}
	if p.end != nil {
		a.value(elemKeyEnd, p.end)
	}
	if p.e == nil || bare {
		return a
	}
	if p.e.Timeout > 0 {
		a.u64(unix.NFTA_SET_ELEM_TIMEOUT, milliseconds(p.e.Timeout))
	}
	if p.e.Expires > 0 {
		a.u64(unix.NFTA_SET_ELEM_EXPIRATION, milliseconds(p.e.Expires))
	}
	var u tlv
	if p.e.Comment != "" {
		u.text(udataText, p.e.Comment)
	}
	if p.open {
		u.u32(udataOpen, 1)
	}
	if len(u) > 0 {
		a.put(unix.NFTA_SET_ELEM_USERDATA, u)
	}
	if stateful, err := expressions(p.e.Stateful); err == nil {
		put(&a, stateful, elemExpr, elemExpressions)
	}
	switch {
	case p.e.Verdict != nil:
		a.verdict(unix.NFTA_SET_ELEM_DATA, verdict(*p.e.Verdict))
	case p.data != nil:
		a.value(unix.NFTA_SET_ELEM_DATA, p.data)
	}
	return a
}

func milliseconds(d time.Duration) uint64 { return uint64(d.Milliseconds()) }

// native is a number in the machine's byte order.
func native(n uint32) []byte { return binary.NativeEndian.AppendUint32(nil, n) }
