//go:build linux

package kernel

import (
	"errors"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// table gives the routes of a family (unix.AF_*) in one table, 0 for all. Where the table does not exist the error
// has ENOENT and the kernel's text, but for the main one, which the kernel makes with its first route.
func (h *Handle) table(family int, table uint32, cached bool) ([]route, error) {
	build := func() *request {
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
	list, err := dump(build, unix.RTM_NEWROUTE, decodeRoute)
	if table == unix.RT_TABLE_MAIN && errors.Is(err, unix.ENOENT) {
		return nil, nil
	}
	return list, err
}

// dumpFailed is an error of the kernel to a dump, as `ip` writes it.
func dumpFailed(err error, action string) error {
	var no *answer
	if !errors.As(refused(err), &no) {
		return err
	}
	return &answer{text: no.text + action + " terminated\n", status: 2, err: err}
}
