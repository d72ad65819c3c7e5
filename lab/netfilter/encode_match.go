//go:build linux

package netfilter

import (
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

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
