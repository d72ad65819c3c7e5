//go:build linux

package kernel

import (
	"encoding/binary"
	"fmt"
	"sync/atomic"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// execute carries out a dump, and gives its messages of that type. The library's own Execute takes the text that comes
// after the error number in an NLMSG_DONE for an echo of the request, and panics.
func execute(r *nl.NetlinkRequest, answer uint16) ([][]byte, error) {
	handle := r.Sockets[unix.NETLINK_ROUTE]
	socket := handle.Socket
	socket.Lock()
	defer socket.Unlock()
	r.Seq = atomic.AddUint32(&handle.Seq, 1)
	if err := socket.Send(r); err != nil {
		return nil, err
	}
	var answers [][]byte
	var interrupted error
	for {
		messages, _, err := socket.Receive()
		if err != nil {
			return nil, err
		}
		for _, m := range messages {
			if m.Header.Seq != r.Seq {
				continue
			}
			if m.Header.Flags&unix.NLM_F_DUMP_INTR != 0 {
				interrupted = nl.ErrDumpInterrupted
			}
			switch m.Header.Type {
			case unix.NLMSG_ERROR, unix.NLMSG_DONE:
				if err := errorOf(m.Data, m.Header.Type); err != nil {
					return nil, err
				}
				return answers, interrupted
			case answer:
				answers = append(answers, m.Data)
			}
		}
	}
}

// errorOf reads the error number that ends an answer, and the text that may come with it (netlink(7), NETLINK_EXT_ACK).
func errorOf(data []byte, kind uint16) error {
	number := unix.Errno(-int32(number32(data)))
	if number == 0 {
		return nil
	}
	rest := data[min(4, len(data)):]
	if kind == unix.NLMSG_ERROR && len(rest) >= unix.SizeofNlMsghdr {
		echo := unix.SizeofNlMsghdr
		if length := int(binary.NativeEndian.Uint32(rest)); length > 0 && (length+3)&^3 <= len(rest) {
			echo = (length + 3) &^ 3
		}
		rest = rest[echo:]
	}
	values, err := valuesAfter(rest, 0)
	if message, ok := values[unix.NLMSGERR_ATTR_MSG]; err == nil && ok {
		return fmt.Errorf("%w: %s", number, text(message))
	}
	return number
}
