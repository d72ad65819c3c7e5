package nftcmd

import (
	"slices"
	"strings"
)

// Interval tells whether elements are ranges, prefixes or beginnings of names, so that their set is one of intervals.
func Interval(elements []Element, types []Type) bool {
	for _, e := range elements {
		for i, w := range e.Key {
			if i >= len(types) || types[i].Form == FormIndex || w == "*" {
				continue
			}
			if one, err := types[i].Bytes(w); err == nil && len(one) < types[i].Size || types[i].Ranged(w) {
				return true
			}
		}
	}
	return false
}

// ordered puts the elements of a set in braces in the order in which they are listed, each once, with neighbours as one.
func ordered(elements []Element, types []Type, isMap bool, p *parser) []Element {
	if p.failed {
		return nil
	}
	places := slices.Clone(p.at.Elements[len(p.at.Elements)-len(elements):])
	interval := Interval(elements, types)
	if len(types) == 1 && interval {
		return joined(elements, types[0], isMap, places, p)
	}
	if !interval {
		slices.SortStableFunc(elements, func(a, b Element) int { return CompareKeys(a.Key, b.Key, types, nil) })
		if !isMap {
			elements = slices.CompactFunc(elements, func(a, b Element) bool { return slices.Equal(a.Key, b.Key) })
		}
	}
	return elements
}

// joined makes one interval of those that touch; in a map they must not.
func joined(elements []Element, t Type, isMap bool, places []Place, p *parser) []Element {
	type span struct {
		lo, hi []byte
		e      Element
		at     Place
	}
	var spans []span
	var rest []Element
	for i, e := range elements {
		if e.Key[0] == "*" {
			rest = append(rest, e)
			continue
		}
		lo, hi := t.Span(e.Key[0])
		spans = append(spans, span{lo, hi, e, places[i]})
	}
	// Of those that begin alike, nft takes the one that was typed last first.
	slices.Reverse(spans)
	slices.SortStableFunc(spans, func(a, b span) int { return slices.Compare(a.lo, b.lo) })
	var out []span
	for _, s := range spans {
		if len(out) == 0 {
			out = append(out, s)
			continue
		}
		before := &out[len(out)-1]
		overlaps := slices.Compare(s.lo, before.hi) <= 0
		if isMap {
			if overlaps {
				// The same interval twice is the kernel's to refuse.
				p.failed = p.failed || slices.Equal(s.lo, before.lo) && slices.Equal(s.hi, before.hi)
				p.fault("conflicting intervals specified", s.at, before.at)
			}
			out = append(out, s)
			continue
		}
		if !overlaps && !slices.Equal(s.lo, Next(before.hi)) {
			out = append(out, s)
			continue
		}
		if slices.Compare(s.hi, before.hi) > 0 {
			before.hi = s.hi
		}
		text := t.SpanText(before.lo, before.hi)
		if slices.Equal(before.lo, before.hi) && (t.Ranged(before.e.Key[0]) || t.Ranged(s.e.Key[0])) {
			// The set is one of intervals still.
			text += "-" + text
		}
		before.e = Element{Key: Value{text}}
	}
	list := make([]Element, 0, len(out)+len(rest))
	for _, s := range out {
		list = append(list, s.e)
	}
	return append(list, rest...)
}

// Span is the first and the last value of a word, in the network's byte order, as sets of intervals have them.
func (t Type) Span(word string) (lo, hi []byte) {
	lo, hi, err := t.Bounds(word)
	if err != nil {
		return nil, nil
	}
	lo, hi = slices.Clone(lo), slices.Clone(hi)
	if t.Form == FormName {
		for len(lo) < t.Size {
			lo, hi = append(lo, 0), append(hi, 0xff)
		}
		return lo, hi
	}
	t.turn(lo)
	t.turn(hi)
	return lo, hi
}

// turn changes the byte order between the machine's and the network's.
func (t Type) turn(data []byte) {
	if t.Host && t.little() {
		slices.Reverse(data)
	}
}

// SpanText writes an interval of a set.
func (t Type) SpanText(lo, hi []byte) string {
	if t.Form == FormName {
		n, ok := prefixLength(lo, hi)
		if ok && n < 8*t.Size && n%8 == 0 {
			return t.Text(lo[:n/8])
		}
		return t.Between(lo, hi)
	}
	lo, hi = slices.Clone(lo), slices.Clone(hi)
	t.turn(lo)
	t.turn(hi)
	return t.Between(lo, hi)
}

// Next is the value after one, of the network's byte order; after the last comes the first.
func Next(data []byte) []byte {
	next := slices.Clone(data)
	for i := len(next) - 1; i >= 0; i-- {
		if next[i]++; next[i] != 0 {
			break
		}
	}
	return next
}

// CompareKeys tells which of two elements nft lists first. index gives the number of a link, as the kernel has it; without it, links are all
// the same.
func CompareKeys(a, b Value, types []Type, index func(link string) []byte) int {
	if a[0] == "*" || b[0] == "*" {
		return map[bool]int{true: 1}[a[0] == "*"] - map[bool]int{true: 1}[b[0] == "*"]
	}
	// nft compares a concatenation as one number that begins with its last byte.
	var x, y []byte
	for i, t := range types {
		one, _ := t.Bytes(a[i])
		two, _ := t.Bytes(b[i])
		if t.Form == FormIndex && index == nil {
			continue
		} else if t.Form == FormIndex {
			one, two = index(a[i]), index(b[i])
		}
		if len(types) == 1 {
			return t.Compare(sortedBy(t, a[i], one), sortedBy(t, b[i], two))
		}
		x, y = append(x, Pad(one)...), append(y, Pad(two)...)
	}
	slices.Reverse(x)
	slices.Reverse(y)
	return slices.Compare(x, y)
}

// sortedBy is a value as nft sorts it: several bits at once it takes for none.
func sortedBy(t Type, word string, data []byte) []byte {
	if t.Form == FormFlags && strings.Contains(word, ",") {
		return make([]byte, len(data))
	}
	return data
}

// Pad fills a part of a concatenation up to whole registers of four bytes.
func Pad(data []byte) []byte {
	return append(slices.Clone(data), make([]byte, (4-len(data)%4)%4)...)
}

// Holds tells whether an element of the set is, or holds, another.
func (s Set) Holds(e, other Element) bool {
	keys := s.KeyTypes()
	if !s.Has("interval") || len(keys) > 1 || e.Key[0] == "*" {
		return slices.Equal(e.Key, other.Key)
	}
	lo, hi := keys[0].Span(e.Key[0])
	from, to := keys[0].Span(other.Key[0])
	return slices.Compare(lo, from) <= 0 && slices.Compare(to, hi) <= 0
}
