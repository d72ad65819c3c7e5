//go:build linux

package netfilter

import (
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

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
