//go:build linux

package netfilter

import (
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// operand is what stands in the registers from one on, so many bytes of it.
func (d *decoder) operand(register, size uint32) ([]load, bool) {
	var parts []load
	for at := slot(register); size > 0; {
		l, ok := d.settle(d.loaded[at])
		if !ok {
			return nil, false
		}
		parts = append(parts, l)
		whole := uint32(l.key.Type.Size)
		if len(parts) > 1 || size > whole {
			whole = (whole + 3) / 4 * 4
		}
		if whole > size {
			return nil, false
		}
		size -= whole
		at += int(whole+3) / 4
	}
	return parts, true
}

// selectors are the parts of an operand, with their types.
func selectors(parts []load) (o nftcmd.Operand, types []nftcmd.Type) {
	for _, l := range parts {
		o, types = append(o, l.selector), append(types, l.key.Type)
	}
	return o, types
}

// anyMoved tells whether bits were moved in one of the parts: nft lists some of those as they are, and others in odd ways.
func anyMoved(parts []load) bool {
	return slices.ContainsFunc(parts, func(l load) bool { return l.moved })
}

func (d *decoder) lookup(v values) {
	name := v.text(unix.NFTA_LOOKUP_SET)
	k := d.sets[setName{d.table, name}]
	if k == nil {
		d.opaque("@%s", name)
		return
	}
	parts, ok := d.operand(v.u32(unix.NFTA_LOOKUP_SREG), k.size)
	if !ok {
		d.opaque("@%s", name)
		return
	}
	o, _ := selectors(parts)
	in := nftcmd.Lookup{Name: name}
	data := k.set.DataTypes()
	anonymous, match := k.flags&flagAnonymous != 0, !v.has(unix.NFTA_LOOKUP_DREG)
	d.foreign = d.foreign || anyMoved(parts) && (anonymous || !match || len(parts) > 1)
	if anonymous {
		in.Name = ""
		in.Elements = d.unnamed(k, parts, data)
	}
	switch {
	case match:
		m := nftcmd.Match{Left: o, In: &in}
		if v.u32(unix.NFTA_LOOKUP_FLAGS)&unix.NFT_LOOKUP_F_INV != 0 {
			m.Op = "!="
		}
		d.add(m)
	case v.u32(unix.NFTA_LOOKUP_DREG) == unix.NFT_REG_VERDICT:
		d.add(nftcmd.VMap{Left: o, In: in})
	default:
		d.foreign = d.foreign || len(data) == 0
		d.loaded[slot(v.u32(unix.NFTA_LOOKUP_DREG))] = load{from: nftcmd.From{Operand: o, Map: &in}, gives: data}
	}
}

// unnamed are the elements of a set in braces. Of a field that is only some bits of its byte, nft moves the elements to where the field
// stands, and back when it lists them.
func (d *decoder) unnamed(k *kernelSet, parts []load, data []nftcmd.Type) []nftcmd.Element {
	_, types := selectors(parts)
	if _, shift, ok := bitField(parts[0].key); ok && len(parts) == 1 && !parts[0].moved {
		d.foreign = d.foreign || k.flags&flagInterval != 0
		k = k.moved(shift)
	}
	elements := d.elements(k, types, data)
	d.foreign = d.foreign || k.mixed
	return elements
}

// moved is the set with the bits of its keys moved to their end.
func (k *kernelSet) moved(shift uint32) *kernelSet {
	out := *k
	out.elements = slices.Clone(k.elements)
	for i, r := range out.elements {
		if len(r.key) == 1 {
			out.elements[i].key = []byte{r.key[0] >> shift}
		}
	}
	return &out
}
