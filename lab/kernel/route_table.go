//go:build linux

package kernel

import (
	"cmp"
	"errors"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// table gives the routes of a family (unix.AF_*) in one table, 0 for all. Where the table does not exist the error
// has ENOENT and the kernel's text, but for the main one, which the kernel makes with its first route.
func (h *Handle) table(family int, table uint32, cached bool) ([]route, error) {
	list, err := dump(h.askTable(family, table, cached), unix.RTM_NEWROUTE, decodeRoute)
	return list, tableError(err, table)
}

// eachRoute is as table, for many: f gets one route after the other in the same place, and must keep neither that nor its message. begin
// is called before the first, and again where all come anew.
func (h *Handle) eachRoute(family int, table uint32, cached bool, begin func(), f func(r *route)) error {
	var r route
	var wrong error
	err := dumpEach(h.askTable(family, table, cached), unix.RTM_NEWROUTE, func() { begin(); wrong = nil }, func(message []byte) {
		var err error
		if r, err = decodeRoute(message); err != nil {
			wrong = cmp.Or(wrong, err)
			return
		}
		f(&r)
	})
	return tableError(cmp.Or(err, wrong), table)
}

// tableError takes an empty table main, which the kernel has not at all, for no error.
func tableError(err error, table uint32) error {
	if table == unix.RT_TABLE_MAIN && errors.Is(err, unix.ENOENT) {
		return nil
	}
	return err
}

func (h *Handle) askTable(family int, table uint32, cached bool) func() *request {
	return func() *request {
		r := h.request(unix.RTM_GETROUTE, unix.NLM_F_DUMP)
		m := &nl.RtMsg{RtMsg: unix.RtMsg{Family: uint8(family)}}
		if cached {
			m.Flags = unix.RTM_F_CLONED
		}
		r.AddData(m)
		if table != 0 {
			r.AddData(nl.NewRtAttr(unix.RTA_TABLE, nl.Uint32Attr(table)))
		}
		return r
	}
}

// dumpFailed is an error of the kernel to a dump, as `ip` writes it.
func dumpFailed(err error, action string) error {
	var no *answer
	if !errors.As(refused(err), &no) {
		return err
	}
	return &answer{text: no.text + action + " terminated\n", status: 2, err: err}
}
