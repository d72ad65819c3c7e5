//go:build linux

package kernel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// table gives the routes of a family (unix.AF_*) in one table, 0 for all. Where the table does not exist the error
// has ENOENT and the kernel's text, but for the main one, which the kernel makes with its first route.
func (h *Handle) table(family int, table uint32, cached bool) ([]route, error) {
	if table == 0 && !cached {
		return h.routeDump(family)
	}
	for try := 0; ; try++ {
		r := h.request(unix.RTM_GETROUTE, unix.NLM_F_DUMP)
		m := &nl.RtMsg{RtMsg: unix.RtMsg{Family: uint8(family)}}
		if cached {
			m.Flags = unix.RTM_F_CLONED
		}
		r.AddData(m)
		if table != 0 {
			r.AddData(nl.NewRtAttr(unix.RTA_TABLE, nl.Uint32Attr(table)))
		}
		messages, err := h.execute(r)
		switch {
		case errors.Is(err, nl.ErrDumpInterrupted) && try < dumpTries:
			continue
		case errors.Is(err, unix.ENOENT) && table == unix.RT_TABLE_MAIN:
			return nil, nil
		case err != nil:
			return nil, err
		}
		routes := make([]route, len(messages))
		for i, m := range messages {
			if routes[i], err = decodeRoute(m); err != nil {
				return nil, err
			}
		}
		return routes, nil
	}
}

// dumpFailed is an error of the kernel to a dump, as `ip` writes it.
func dumpFailed(err error) error {
	var no *answer
	if !errors.As(refused(err), &no) {
		return err
	}
	return &answer{text: no.text + "Dump terminated\n", status: 2, err: err}
}

// execute carries out a dump. The library's own Execute takes the text after the error number of an NLMSG_DONE for an
// echo of the request, and fails on it.
func (h *Handle) execute(r *nl.NetlinkRequest) ([][]byte, error) {
	h.socket.Lock()
	defer h.socket.Unlock()
	r.Seq = atomic.AddUint32(&h.sockets[unix.NETLINK_ROUTE].Seq, 1)
	if err := h.socket.Send(r); err != nil {
		return nil, err
	}
	var answers [][]byte
	var interrupted error
	for {
		messages, _, err := h.socket.Receive()
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
			default:
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
		if length := int(binary.NativeEndian.Uint32(rest)); length > 0 && length+3&^3 <= len(rest) {
			echo = (length + 3) &^ 3
		}
		rest = rest[echo:]
	}
	values, err := valuesAfter(rest, 0)
	if text, ok := values[unix.NLMSGERR_ATTR_MSG]; err == nil && ok {
		return fmt.Errorf("%w: %s", number, nl.BytesToString(text))
	}
	return number
}
