//go:build linux

package kernel

import (
	"fmt"
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

// eachMessage calls f for each message of those that came together, until it gives an error (netlink(7), NLMSG_NEXT).
func eachMessage(part []byte, f func(h unix.NlMsghdr, data []byte) error) error {
	native := nl.NativeEndian()
	for len(part) >= unix.SizeofNlMsghdr {
		h := unix.NlMsghdr{Len: native.Uint32(part), Type: native.Uint16(part[4:]), Flags: native.Uint16(part[6:]), Seq: native.Uint32(part[8:])}
		size := int(h.Len)
		if size < unix.SizeofNlMsghdr || size > len(part) {
			return fmt.Errorf("a message of %d bytes in %d: %w", size, len(part), unix.EBADMSG)
		}
		if err := f(h, part[unix.SizeofNlMsghdr:size]); err != nil {
			return err
		}
		part = part[min((size+unix.NLMSG_ALIGNTO-1)&^(unix.NLMSG_ALIGNTO-1), len(part)):]
	}
	return nil
}

// text is a string of the kernel's, without its ending zero.
func text(b []byte) string { return unix.ByteSliceToString(b) }
