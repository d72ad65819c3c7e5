//go:build linux

package netfilter

import (
	"encoding/binary"
	"strings"

	"golang.org/x/sys/unix"
)

// attrs are netlink attributes, one after the other. Numbers are in the network's byte order, as nf_tables has them.
type attrs []byte

func (a *attrs) put(kind int, data []byte) {
	head := binary.NativeEndian.AppendUint16(nil, uint16(unix.SizeofNlAttr+len(data)))
	head = binary.NativeEndian.AppendUint16(head, uint16(kind))
	*a = append(append(*a, head...), data...)
	for len(*a)%unix.NLA_ALIGNTO != 0 {
		*a = append(*a, 0)
	}
}

func (a *attrs) u8(kind int, n uint8)      { a.put(kind, []byte{n}) }
func (a *attrs) u16(kind int, n uint16)    { a.put(kind, binary.BigEndian.AppendUint16(nil, n)) }
func (a *attrs) u32(kind int, n uint32)    { a.put(kind, binary.BigEndian.AppendUint32(nil, n)) }
func (a *attrs) u64(kind int, n uint64)    { a.put(kind, binary.BigEndian.AppendUint64(nil, n)) }
func (a *attrs) text(kind int, s string)   { a.put(kind, append([]byte(s), 0)) }
func (a *attrs) nest(kind int, in attrs)   { a.put(kind|unix.NLA_F_NESTED, in) }
func (a *attrs) value(kind int, d []byte)  { a.nest(kind, data(d)) }
func (a *attrs) verdict(kind int, v attrs) { a.nest(kind, nested(unix.NFTA_DATA_VERDICT, v)) }

// data is a value as an attribute.
func data(d []byte) attrs {
	var a attrs
	a.put(unix.NFTA_DATA_VALUE, d)
	return a
}

func nested(kind int, in attrs) attrs {
	var a attrs
	a.nest(kind, in)
	return a
}

// attr is one attribute that was read.
type attr struct {
	kind int
	data []byte
}

// list reads attributes in their order.
func list(data []byte) []attr {
	var all []attr
	for len(data) >= unix.SizeofNlAttr {
		length := int(binary.NativeEndian.Uint16(data))
		if length < unix.SizeofNlAttr || length > len(data) {
			break
		}
		kind := int(binary.NativeEndian.Uint16(data[2:])) &^ (unix.NLA_F_NESTED | unix.NLA_F_NET_BYTEORDER)
		all = append(all, attr{kind, data[unix.SizeofNlAttr:length]})
		data = data[min(len(data), (length+unix.NLA_ALIGNTO-1)&^(unix.NLA_ALIGNTO-1)):]
	}
	return all
}

// values are attributes by their kinds.
type values map[int][]byte

func read(data []byte) values {
	v := values{}
	for _, a := range list(data) {
		v[a.kind] = a.data
	}
	return v
}

func (v values) has(kind int) bool { return v[kind] != nil }

func (v values) text(kind int) string {
	s, _, _ := strings.Cut(string(v[kind]), "\x00")
	return s
}

// number is a number of any size.
func (v values) number(kind int) uint64 {
	var n uint64
	for _, b := range v[kind] {
		n = n<<8 | uint64(b)
	}
	return n
}

func (v values) u32(kind int) uint32 { return uint32(v.number(kind)) }

// constant is what stands in an attribute that holds data.
func (v values) constant(kind int) []byte { return read(v[kind])[unix.NFTA_DATA_VALUE] }

// tlv are the small attributes in which nft keeps what it alone knows (libnftnl's udata.h).
type tlv []byte

func (t *tlv) put(kind byte, data []byte) {
	*t = append(append(*t, kind, byte(len(data))), data...)
}

func (t *tlv) u32(kind byte, n uint32) { t.put(kind, binary.NativeEndian.AppendUint32(nil, n)) }

func (t *tlv) text(kind byte, s string) { t.put(kind, append([]byte(s), 0)) }

// readTLV reads them.
func readTLV(data []byte) map[byte][]byte {
	all := map[byte][]byte{}
	for len(data) >= 2 && len(data) >= 2+int(data[1]) {
		all[data[0]] = data[2 : 2+int(data[1])]
		data = data[2+int(data[1]):]
	}
	return all
}

func tlvNumber(data []byte) uint32 {
	if len(data) != 4 {
		return 0
	}
	return binary.NativeEndian.Uint32(data)
}

func tlvText(data []byte) string {
	s, _, _ := strings.Cut(string(data), "\x00")
	return s
}
