//go:build linux

package kernel

import (
	"iter"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// attributes goes over the attributes of a message's body or of a nest, by type and value (rtnetlink(3)). It stops at
// the first one that does not fit.
func attributes(b []byte) iter.Seq2[uint16, []byte] {
	return func(yield func(uint16, []byte) bool) {
		native := nl.NativeEndian()
		for len(b) >= unix.SizeofRtAttr {
			size, kind := int(native.Uint16(b)), native.Uint16(b[2:])
			if size < unix.SizeofRtAttr || size > len(b) {
				return
			}
			if !yield(kind&nl.NLA_TYPE_MASK, b[unix.SizeofRtAttr:size]) {
				return
			}
			b = b[min((size+unix.RTA_ALIGNTO-1)&^(unix.RTA_ALIGNTO-1), len(b)):]
		}
	}
}

// text is a string of the kernel's, without its ending zero.
func text(b []byte) string { return unix.ByteSliceToString(b) }
