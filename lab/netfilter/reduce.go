//go:build linux

package netfilter

import (
	"slices"

	"vethlab/lab/nftcmd"
)

// merged are several neighbouring fields of a header, read and compared at once.
type merged struct {
	nftcmd.Statement
	base, offset uint32
	data         []byte
}

// reduce joins matches of fields that stand side by side, as nft does before it sends a rule, and leaves out what a family says already.
func (e *encoder) reduce(items []item) []item {
	var run []*item
	gone := map[*item]bool{}
	last := len(items) - 1
	if last > 0 {
		if _, remark := items[last].statement.(nftcmd.Comment); remark {
			last--
		}
	}
	for i := range items {
		it := &items[i]
		m, match := it.statement.(nftcmd.Match)
		if !match {
			if _, lookup := it.statement.(nftcmd.VMap); lookup {
				continue
			}
			// nft begins anew here only where it had something to join.
			if len(run) >= 2 {
				e.join(run, gone)
				run = nil
			}
			continue
		}
		// At the end it stays.
		if i < last && e.redundant(m) {
			gone[it] = true
			continue
		}
		if f, ok := e.fixed(m); ok {
			f.Statement = m
			it.statement = f
			run = append(run, it)
		}
	}
	if len(run) >= 2 {
		e.join(run, gone)
	}
	var out []item
	for i := range items {
		if f, ok := items[i].statement.(merged); ok && f.Statement != nil {
			items[i].statement = f.Statement
		}
		if !gone[&items[i]] {
			out = append(out, items[i])
		}
	}
	return out
}

// redundant tells whether a match asks for what every packet of the family is.
func (e *encoder) redundant(m nftcmd.Match) bool {
	return len(m.Left) == 1 && m.Left[0].Key == "meta protocol" && m.Op == "" && len(m.Value) == 1 && m.Value[0] == e.table.family &&
		(e.table.family == "ip" || e.table.family == "ip6")
}

// fixed is a match of whole bytes with one value.
func (e *encoder) fixed(m nftcmd.Match) (merged, bool) {
	if len(m.Left) != 1 || len(m.Value) != 1 || m.Op != "" || m.Left[0].Mask != "" {
		return merged{}, false
	}
	k, err := e.key(m.Left[0].Key)
	if err != nil || k.Source != nftcmd.SourcePayload || k.Offset%8 != 0 || k.Bits%8 != 0 || k.Type.Form == nftcmd.FormFlags {
		return merged{}, false
	}
	data, err := k.Type.Bytes(m.Value[0])
	return merged{base: k.Base, offset: k.Offset / 8, data: data}, err == nil
}

// join merges neighbours of a run into one: into the first, or into the one that tells of a protocol.
func (e *encoder) join(run []*item, gone map[*item]bool) {
	slices.SortStableFunc(run, func(a, b *item) int {
		x, y := a.statement.(merged), b.statement.(merged)
		if x.base != y.base {
			return int(x.base) - int(y.base)
		}
		return int(x.offset) - int(y.offset)
	})
	last := run[0]
	for _, it := range run[1:] {
		a, b := last.statement.(merged), it.statement.(merged)
		if !joinable(a, b) {
			last = it
			continue
		}
		both := merged{base: a.base, offset: a.offset, data: slices.Concat(a.data, b.data)}
		if it.protocol {
			gone[last] = true
			last = it
		} else {
			gone[it] = true
		}
		last.statement = both
	}
}

// quick is how much the kernel reads at once without a call, and most is what a register holds.
const (
	quick = 4
	most  = 16
)

func joinable(a, b merged) bool {
	if a.base != b.base || int(a.offset)+len(a.data) != int(b.offset) || len(a.data)+len(b.data) > most {
		return false
	}
	return len(a.data)+len(b.data) <= quick || a.base == nftcmd.BaseLink || len(a.data) > quick || len(b.data) > quick
}
