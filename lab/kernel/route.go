//go:build linux

package kernel

import (
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"net/netip"
	"os"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// routeModify is `ip route add`, `change`, `replace`, `append`, `prepend`, `test` and `delete` (iproute_modify of
// iproute.c).
func (c *call) routeModify(a ipcmd.RouteModify) error {
	index, err := c.h.optionalIndex(a.Dev)
	if err != nil {
		return err
	}
	kind, flags := routeVerb(a.Verb)
	r := c.h.request(kind, flags|unix.NLM_F_ACK)
	m := routeMessage(a)
	r.AddData(m)
	add := func(kind int, value []byte) { r.AddData(nl.NewRtAttr(kind, value)) }
	if a.Dst.IsValid() {
		add(unix.RTA_DST, a.Dst.Addr().AsSlice())
	}
	if a.From != nil && a.From.IsValid() {
		add(unix.RTA_SRC, a.From.Addr().AsSlice())
	}
	if a.Src.IsValid() {
		add(unix.RTA_PREFSRC, a.Src.AsSlice())
	}
	if a.Via.IsValid() {
		r.AddData(gatewayAttr(a.Via, int(m.Family)))
	}
	addNumber(r, unix.RTA_PRIORITY, a.Metric)
	addNumber(r, unix.RTA_EXPIRES, a.Expires)
	if a.Table != nil && *a.Table > 255 {
		addNumber(r, unix.RTA_TABLE, a.Table)
	}
	if a.Pref != nil {
		add(unix.RTA_PREF, []byte{*a.Pref})
	}
	if a.Dev != "" {
		add(unix.RTA_OIF, nl.Uint32Attr(uint32(index)))
	}
	if len(a.Metrics) > 0 || a.Congestion.Name != "" {
		r.AddData(metricsAttr(a.Metrics, a.Congestion))
	}
	if len(a.NextHops) > 0 {
		hops, err := c.nextHops(a.NextHops, int(m.Family))
		if err != nil {
			return err
		}
		add(unix.RTA_MULTIPATH, hops)
	}
	_, err = r.execute(0)
	return refused(err)
}

func routeVerb(v ipcmd.Verb) (kind, flags int) {
	switch v {
	case ipcmd.Change:
		return unix.RTM_NEWROUTE, unix.NLM_F_REPLACE
	case ipcmd.Replace:
		return unix.RTM_NEWROUTE, unix.NLM_F_CREATE | unix.NLM_F_REPLACE
	case ipcmd.Prepend:
		return unix.RTM_NEWROUTE, unix.NLM_F_CREATE
	case ipcmd.Append:
		return unix.RTM_NEWROUTE, unix.NLM_F_CREATE | unix.NLM_F_APPEND
	case ipcmd.Test:
		return unix.RTM_NEWROUTE, unix.NLM_F_EXCL
	case ipcmd.Delete:
		return unix.RTM_DELROUTE, 0
	}
	return unix.RTM_NEWROUTE, unix.NLM_F_CREATE | unix.NLM_F_EXCL
}

// routeMessage is struct rtmsg with the values that `ip` takes where none are given.
func routeMessage(a ipcmd.RouteModify) *nl.RtMsg {
	m := &nl.RtMsg{RtMsg: unix.RtMsg{Family: uint8(familyNumber(a.Family)), Tos: a.TOS, Table: unix.RT_TABLE_MAIN}}
	if m.Family == unix.AF_UNSPEC {
		m.Family = unix.AF_INET
	}
	if a.Verb != ipcmd.Delete {
		m.Protocol, m.Type = unix.RTPROT_BOOT, unix.RTN_UNICAST
	}
	if a.Type != "" {
		m.Type = ipcmd.TypeNumber(a.Type)
	}
	if a.Protocol != nil {
		m.Protocol = *a.Protocol
	}
	m.Dst_len = length(a.Dst)
	if a.From != nil {
		m.Src_len = length(*a.From)
	}
	if a.OnLink {
		m.Flags |= unix.RTNH_F_ONLINK
	}
	switch m.Type {
	case unix.RTN_LOCAL, unix.RTN_BROADCAST, unix.RTN_NAT, unix.RTN_ANYCAST:
		m.Table = unix.RT_TABLE_LOCAL
	}
	if a.Table != nil {
		m.Table = unix.RT_TABLE_UNSPEC
		if *a.Table < 256 {
			m.Table = uint8(*a.Table)
		}
	}
	m.Scope = routeScope(a, m)
	return m
}

func routeScope(a ipcmd.RouteModify, m *nl.RtMsg) uint8 {
	switch {
	case a.Scope != nil:
		return *a.Scope
	case m.Family == unix.AF_INET6:
		return unix.RT_SCOPE_UNIVERSE
	}
	switch m.Type {
	case unix.RTN_LOCAL, unix.RTN_NAT:
		return unix.RT_SCOPE_HOST
	case unix.RTN_BROADCAST, unix.RTN_MULTICAST, unix.RTN_ANYCAST:
		return unix.RT_SCOPE_LINK
	case unix.RTN_UNICAST, unix.RTN_UNSPEC:
		if a.Verb != ipcmd.Delete && !a.Via.IsValid() && len(a.NextHops) == 0 {
			return unix.RT_SCOPE_LINK
		}
	}
	if a.Verb == ipcmd.Delete {
		return unix.RT_SCOPE_NOWHERE
	}
	return unix.RT_SCOPE_UNIVERSE
}

// length is how many bits of a prefix count; none of "default".
func length(p netip.Prefix) uint8 { return uint8(max(p.Bits(), 0)) }

func family(a netip.Addr) int {
	if a.Is4() {
		return unix.AF_INET
	}
	return unix.AF_INET6
}

// gatewayAttr is RTA_GATEWAY, or RTA_VIA (struct rtvia) for a gateway of the other family.
func gatewayAttr(via netip.Addr, of int) *nl.RtAttr {
	if family(via) == of {
		return nl.NewRtAttr(unix.RTA_GATEWAY, via.AsSlice())
	}
	b := binary.NativeEndian.AppendUint16(nil, uint16(family(via)))
	return nl.NewRtAttr(unix.RTA_VIA, append(b, via.AsSlice()...))
}

func addNumber(r *request, kind int, value *uint32) {
	if value != nil {
		r.AddData(nl.NewRtAttr(kind, nl.Uint32Attr(*value)))
	}
}

func metricsAttr(metrics []topo.Metric, congestion ipcmd.Congestion) *nl.RtAttr {
	nest := nl.NewRtAttr(unix.RTA_METRICS, nil)
	var locked uint32
	for _, m := range metrics {
		number := ipcmd.MetricNumber(m.Name)
		nest.AddRtAttr(int(number), nl.Uint32Attr(m.Value))
		if m.Locked {
			locked |= 1 << number
		}
	}
	if congestion.Name != "" {
		nest.AddRtAttr(unix.RTAX_CC_ALGO, []byte(congestion.Name))
	}
	locked |= bit(congestion.Locked, 1<<unix.RTAX_CC_ALGO)
	if locked != 0 {
		nest.AddRtAttr(unix.RTAX_LOCK, nl.Uint32Attr(locked))
	}
	return nest
}

// nextHops is the list of struct rtnexthop for RTA_MULTIPATH.
func (c *call) nextHops(list []ipcmd.RouteHop, of int) ([]byte, error) {
	var b []byte
	for _, hop := range list {
		h := nl.RtNexthop{RtNexthop: unix.RtNexthop{Hops: uint8(hop.Weight - 1)}}
		if hop.Dev != "" {
			index, err := c.h.linkIndex(hop.Dev)
			if err != nil {
				return nil, failed(255, "Cannot find device \"%s\"\nError: cannot parse nexthop\n", hop.Dev)
			}
			h.RtNexthop.Ifindex = int32(index)
		}
		if hop.OnLink {
			h.RtNexthop.Flags = unix.RTNH_F_ONLINK
		}
		if hop.Via.IsValid() {
			h.Children = []nl.NetlinkRequestData{gatewayAttr(hop.Via, of)}
		}
		b = append(b, h.Serialize()...)
	}
	return b, nil
}

// routeShow is `ip route show` (iproute_list_flush_or_save).
func (c *call) routeShow(a ipcmd.RouteShow) error {
	links, err := c.h.links()
	if err != nil {
		return refused(err)
	}
	f := a.RouteFilter
	choose, err := c.routeFilter(links, f)
	if err != nil {
		return err
	}
	var p *ipcmd.Printer
	var beyond string
	begin := func() { p, beyond = ipcmd.NewPrinter(c.options), "" }
	err = c.h.eachRoute(familyNumber(f.DumpFamily()), f.Table, f.Cached, begin, func(r *route) {
		if choose(r) {
			p.Route(r.RouteEntry, f)
			beyond = cmp.Or(beyond, r.beyond)
		}
	})
	if err != nil {
		// iproute2 has begun its JSON, does not end it, and writes it last.
		status := report(dumpFailed(err, "Dump"), c.stderr)
		io.WriteString(c.stdout, ipcmd.NewPrinter(c.options).String())
		return &ipcmd.Error{Status: status}
	}
	return c.tell(p, "route", beyond)
}

// routeFilter tells whether a filter chooses a route, which has then the names of its links.
func (c *call) routeFilter(links []topo.Link, f ipcmd.RouteFilter) (choose func(r *route) bool, err error) {
	in, err := c.h.optionalIndex(f.IIF)
	if err != nil {
		return nil, err
	}
	out, err := c.h.optionalIndex(f.Dev)
	if err != nil {
		return nil, err
	}
	names := namesOf(links)
	return func(r *route) bool {
		if !f.Route(r.RouteEntry) || out != 0 && r.Dev != out || in != 0 && r.iif != in {
			return false
		}
		names.route(&r.Route)
		return true
	}, nil
}

// chosenRoutes are those that a filter chooses, in the kernel's order. The action is what `ip` says was terminated if it fails.
func (c *call) chosenRoutes(links []topo.Link, f ipcmd.RouteFilter, action string) ([]route, error) {
	choose, err := c.routeFilter(links, f)
	if err != nil {
		return nil, err
	}
	list, err := c.h.table(familyNumber(f.DumpFamily()), f.Table, f.Cached)
	if err != nil {
		return nil, dumpFailed(err, action)
	}
	chosen := list[:0]
	for i := range list {
		if choose(&list[i]) {
			chosen = append(chosen, list[i])
		}
	}
	return chosen, nil
}

// routeGet is `ip route get`.
func (c *call) routeGet(a ipcmd.RouteGet) error {
	io.WriteString(c.stderr, a.Warnings())
	links, err := c.h.links()
	if err != nil {
		return refused(err)
	}
	m := &nl.RtMsg{RtMsg: unix.RtMsg{Family: uint8(familyNumber(a.Family)), Tos: a.TOS}}
	if a.Dst.IsValid() {
		m.Dst_len = uint8(a.Dst.Addr().BitLen())
	}
	if a.From != nil {
		m.Src_len = length(*a.From)
	}
	if m.Family == unix.AF_UNSPEC {
		m.Family = unix.AF_INET
	}
	if m.Family == unix.AF_INET {
		m.Flags |= unix.RTM_F_LOOKUP_TABLE
	}
	if a.FIBMatch {
		m.Flags |= unix.RTM_F_FIB_MATCH
	}
	if a.Notify {
		m.Flags |= unix.RTM_F_NOTIFY
	}
	r := c.h.request(unix.RTM_GETROUTE, 0)
	r.AddData(m)
	if err := c.addQuestion(r, a); err != nil {
		return err
	}
	messages, err := r.execute(unix.RTM_NEWROUTE)
	if err != nil {
		return refused(err)
	}
	p := ipcmd.NewPrinter(c.options)
	for _, message := range messages {
		answer, err := decodeRoute(message)
		if err != nil {
			return err
		}
		names := namesOf(links)
		names.route(&answer.Route)
		if answer.beyond != "" {
			return &notBuiltIn{"ip route " + answer.beyond}
		}
		if answer.iif != 0 {
			answer.IIF = names.of(answer.iif)
		}
		p.Route(answer.RouteEntry, ipcmd.RouteFilter{})
	}
	return p.Flush(c.stdout)
}

// addQuestion adds what is asked for to an RTM_GETROUTE.
func (c *call) addQuestion(r *request, a ipcmd.RouteGet) error {
	if a.Dst.IsValid() {
		r.AddData(nl.NewRtAttr(unix.RTA_DST, a.Dst.Addr().AsSlice()))
	}
	if a.From != nil && a.From.IsValid() {
		r.AddData(nl.NewRtAttr(unix.RTA_SRC, a.From.Addr().AsSlice()))
	}
	addNumber(r, unix.RTA_UID, a.UID)
	for _, d := range []struct {
		name string
		kind int
	}{{a.IIF, unix.RTA_IIF}, {a.OIF, unix.RTA_OIF}} {
		if d.name == "" {
			continue
		}
		index, err := c.h.linkIndex(d.name)
		if err != nil {
			return err
		}
		r.AddData(nl.NewRtAttr(d.kind, nl.Uint32Attr(uint32(index))))
	}
	if a.Mark != nil && *a.Mark != 0 {
		r.AddData(nl.NewRtAttr(unix.RTA_MARK, nl.Uint32Attr(*a.Mark)))
	}
	return nil
}

// routeFlush is `ip route flush`: deleting one route may show another, so it is asked again until nothing is left.
func (c *call) routeFlush(a ipcmd.RouteFlush) error {
	links, err := c.h.links()
	if err != nil {
		return refused(err)
	}
	if a.Cached && a.DumpFamily() != ipcmd.Inet6 {
		if err := c.flushRouteCache(); err != nil {
			return err
		}
		if c.options.Stats > 0 {
			io.WriteString(c.stdout, "*** IPv4 routing cache is flushed.\n")
		}
		if a.DumpFamily() == ipcmd.Inet {
			return nil
		}
	}
	for round := 0; ; round++ {
		list, err := c.chosenRoutes(links, a.RouteFilter, "Flush")
		if err != nil {
			return err
		}
		var messages [][]byte
		var beyond string
		p := ipcmd.NewPrinter(c.options)
		for _, r := range list {
			if !isNullRoute(r) {
				messages = append(messages, r.message)
				beyond = cmp.Or(beyond, r.beyond)
				p.Route(r.RouteEntry, a.RouteFilter)
			}
		}
		if len(messages) == 0 {
			return c.routesFlushed(a, round)
		}
		if c.options.Stats > 1 {
			if err := c.tell(p, "route", beyond); err != nil {
				return err
			}
		}
		if err := c.h.flush(unix.RTM_DELROUTE, messages); err != nil {
			return flushFailed(2, err)
		}
		if err := c.flushRound(round+1, len(messages), "entries"); err != nil {
			return err
		}
		if err := c.ctx.Err(); err != nil {
			return err
		}
	}
}

// routesFlushed is as flushed; of a cache no round is as good as one.
func (c *call) routesFlushed(a ipcmd.RouteFlush, rounds int) error {
	if rounds == 0 && a.Cached && a.DumpFamily() != ipcmd.Inet6 && c.options.Stats > 0 {
		_, err := io.WriteString(c.stdout, "*** Flush is complete after 0 round ***\n")
		return err
	}
	return c.flushed(rounds)
}

// isNullRoute tells the kernel's own unreachable ::/0 of metric 2³²-1 of old kernels, which cannot be deleted.
func isNullRoute(r route) bool {
	return r.Family == "inet6" && r.Dst.Bits() == 0 && r.Type == "unreachable" && r.Metric == 0xffffffff
}

// flushRouteCache tells the kernel to forget what it cached of IPv4 routes.
func (c *call) flushRouteCache() error {
	const path = "/proc/sys/net/ipv4/route/flush"
	err := c.ns.Do(func() error { return os.WriteFile(path, []byte("-1"), 0) })
	var number unix.Errno
	if errors.As(err, &number) {
		return failed(1, "Cannot open \"%s\": %s\n", path, strerror(number))
	}
	return err
}
