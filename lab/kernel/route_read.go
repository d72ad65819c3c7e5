//go:build linux

package kernel

import (
	"cmp"
	"fmt"
	"net/netip"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// route is what the kernel says of one route: its value, and the message itself, which with another type is the order
// to delete it. The names of its links are not in the message: a linkNames has them.
type route struct {
	ipcmd.RouteEntry
	iif     int
	beyond  string // the word for what it has and nobody here knows, "encap", empty for none
	message []byte
}

// routes gives all routes of the namespace, of all tables, IPv4 first. DevName is empty: a linkNames fills it.
func (h *Handle) routes() ([]topo.Route, error) {
	list, err := h.table(unix.AF_UNSPEC, 0, false)
	if err != nil {
		return nil, fmt.Errorf("read routes: %w", err)
	}
	routes := make([]topo.Route, len(list))
	for i := range list {
		routes[i] = list[i].Route
	}
	return routes, nil
}

// linkNames are the names of links by index.
type linkNames map[int]string

func namesOf(links []topo.Link) linkNames {
	names := make(linkNames, len(links))
	for _, l := range links {
		names[l.Index] = l.Name
	}
	return names
}

// of is the name of a link, "if3" where there is none any more, as ll_idx_n2a of ll_map.c has it.
func (n linkNames) of(index int) string {
	if name, ok := n[index]; ok {
		return name
	}
	return fmt.Sprintf("if%d", index)
}

// route puts the names of links into a route.
func (n linkNames) route(r *topo.Route) {
	if r.Dev != 0 {
		r.DevName = n.of(r.Dev)
	}
	for i := range r.NextHops {
		r.NextHops[i].DevName = n.of(r.NextHops[i].Dev)
	}
}

// routeValues are the attributes of a route, nil for what is not there. A map would take most of the time of a long table.
type routeValues [rtaNextHopID + 1][]byte

// rtaNextHopID is RTA_NH_ID of rtnetlink.h, which package unix does not have.
const rtaNextHopID = 30

// read takes those that follow a message's own header.
func (r *routeValues) read(message []byte, header int) error {
	if len(message) < header {
		return fmt.Errorf("message of %d bytes is shorter than its header of %d", len(message), header)
	}
	for kind, value := range attributes(message[header:]) {
		if int(kind) < len(r) {
			r[kind] = value
		}
	}
	return nil
}

// decodeRoute reads an RTM_NEWROUTE (struct rtmsg and its RTA_* attributes, rtnetlink.h).
func decodeRoute(message []byte) (route, error) {
	var values routeValues
	err := values.read(message, unix.SizeofRtMsg)
	if err != nil {
		return route{}, fmt.Errorf("decode route: %w", err)
	}
	header := nl.DeserializeRtMsg(message)
	r := route{message: message}
	r.Family = familyName(header.Family)
	r.Type = ipcmd.TypeName(header.Type)
	r.Dst = prefix(header.Family, values[unix.RTA_DST], header.Dst_len)
	if header.Src_len > 0 {
		r.From = prefix(header.Family, values[unix.RTA_SRC], header.Src_len)
	}
	r.TOS = int(header.Tos)
	r.Table = int(header.Table)
	if v := values[unix.RTA_TABLE]; v != nil {
		r.Table = int(number32(v))
	}
	r.Protocol = ipcmd.ProtocolName(header.Protocol)
	r.Scope = ipcmd.ScopeName(header.Scope)
	r.Flags = routeFlags(header.Flags)
	r.Gateway = gateway(&values)
	r.Dev = int(number32(values[unix.RTA_OIF]))
	r.PrefSrc = ip(values[unix.RTA_PREFSRC])
	r.Metric = int(number32(values[unix.RTA_PRIORITY]))
	if v := values[unix.RTA_PREF]; v != nil {
		r.Pref = preference(number8(v))
	}
	if r.Metrics, err = decodeMetrics(values[unix.RTA_METRICS]); err != nil {
		return route{}, fmt.Errorf("decode route to %v: %w", r.Dst, err)
	}
	r.Congestion = congestion(values[unix.RTA_METRICS])
	r.Realms = number32(values[unix.RTA_FLOW])
	var beyondHops string
	if r.NextHops, beyondHops, err = decodeNextHops(values[unix.RTA_MULTIPATH]); err != nil {
		return route{}, fmt.Errorf("decode route to %v: %w", r.Dst, err)
	}
	r.decodeAnswer(header.Flags, &values)
	r.beyond = cmp.Or(beyond(&values), beyondHops)
	return r, nil
}

// beyond is the word of iproute2's for what a route has and is not built in, empty for nothing.
func beyond(values *routeValues) string {
	switch {
	case values[unix.RTA_ENCAP_TYPE] != nil:
		return "encap"
	case values[rtaNextHopID] != nil:
		return "nhid"
	case values[unix.RTA_NEWDST] != nil:
		return "as"
	}
	return ""
}

// decodeAnswer reads what an answer to RTM_GETROUTE has beside an entry of a table.
func (r *route) decodeAnswer(flags uint32, values *routeValues) {
	if v := values[unix.RTA_CACHEINFO]; len(v) >= cacheInfoSize {
		r.Left = int(int32(number32(v[8:])))
		// One that is about to go has an end too.
		r.Expires = (max(r.Left, 0) + ipcmd.TicksPerSecond - 1) / ipcmd.TicksPerSecond
		r.Error = number32(v[12:])
		r.Users, r.Used, r.Age = number32(v), number32(v[16:]), number32(v[4:])
	}
	r.iif = int(number32(values[unix.RTA_IIF]))
	if v := values[unix.RTA_UID]; v != nil {
		uid := number32(v)
		r.UID = &uid
	}
	r.Mark = number32(values[unix.RTA_MARK])
	r.Cloned = flags&unix.RTM_F_CLONED != 0
	if r.Cloned {
		r.Cache = flags &^ 0xffff
	}
}

// cacheInfoSize is the size of struct rta_cacheinfo (rtnetlink.h).
const cacheInfoSize = 32

func prefix(family uint8, address []byte, bits uint8) netip.Prefix {
	a := ip(address)
	if !a.IsValid() {
		a = netip.IPv4Unspecified()
		if family == unix.AF_INET6 {
			a = netip.IPv6Unspecified()
		}
	}
	return netip.PrefixFrom(a, int(bits))
}

// gateway is RTA_GATEWAY, or the address of the other family that RTA_VIA has (struct rtvia).
func gateway(values *routeValues) netip.Addr {
	if v := values[unix.RTA_VIA]; len(v) > 2 {
		return ip(v[2:])
	}
	return ip(values[unix.RTA_GATEWAY])
}

func preference(p uint8) string {
	switch p {
	case 0:
		return "medium"
	case 1:
		return "high"
	case 3:
		return "low"
	}
	return fmt.Sprint(p)
}

// routeFlags names the flags in the order of print_rt_flags of iproute.c.
func routeFlags(flags uint32) []string {
	if flags == 0 {
		return nil
	}
	known := []struct {
		bit  uint32
		name string
	}{
		{unix.RTNH_F_DEAD, "dead"}, {unix.RTNH_F_ONLINK, "onlink"}, {unix.RTNH_F_PERVASIVE, "pervasive"},
		{unix.RTNH_F_OFFLOAD, "offload"}, {unix.RTNH_F_TRAP, "trap"}, {unix.RTM_F_NOTIFY, "notify"},
		{unix.RTNH_F_LINKDOWN, "linkdown"}, {unix.RTNH_F_UNRESOLVED, "unresolved"},
		{unix.RTM_F_OFFLOAD, "rt_offload"}, {unix.RTM_F_TRAP, "rt_trap"},
		{unix.RTM_F_OFFLOAD_FAILED, "rt_offload_failed"},
	}
	var names []string
	for _, f := range known {
		if flags&f.bit != 0 {
			names = append(names, f.name)
		}
	}
	return names
}

// decodeMetrics reads the nest of RTAX_* in their order; a metric that is only locked has the value 0.
func decodeMetrics(nest []byte) ([]topo.Metric, error) {
	if nest == nil {
		return nil, nil
	}
	values, err := valuesAfter(nest, 0)
	if err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	locked := number32(values[unix.RTAX_LOCK])
	var metrics []topo.Metric
	for _, name := range ipcmd.MetricNames() {
		number := ipcmd.MetricNumber(name)
		v, ok := values[number]
		lock := locked&(1<<number) != 0
		if !ok && !lock || name == "hoplimit" && int32(number32(v)) == -1 {
			continue
		}
		metrics = append(metrics, topo.Metric{Name: name, Value: number32(v), Locked: lock})
	}
	return metrics, nil
}

// congestion is the one metric that is a name.
func congestion(nest []byte) (c ipcmd.Congestion) {
	for kind, value := range attributes(nest) {
		switch kind {
		case unix.RTAX_CC_ALGO:
			c.Name = text(value)
		case unix.RTAX_LOCK:
			c.Locked = number32(value)&(1<<unix.RTAX_CC_ALGO) != 0
		}
	}
	return c
}

// decodeNextHops reads the list of struct rtnexthop in RTA_MULTIPATH. What is beyond is as of a route; realms are not built in either.
func decodeNextHops(b []byte) (hops []topo.NextHop, what string, err error) {
	for len(b) >= unix.SizeofRtNexthop {
		header := nl.DeserializeRtNexthop(b)
		length := int(header.RtNexthop.Len)
		if length < unix.SizeofRtNexthop || length > len(b) {
			return nil, "", fmt.Errorf("next hop of %d bytes in %d", length, len(b))
		}
		var values routeValues
		if err := values.read(b[:length], unix.SizeofRtNexthop); err != nil {
			return nil, "", fmt.Errorf("next hop: %w", err)
		}
		if what = cmp.Or(what, beyond(&values)); what == "" && values[unix.RTA_FLOW] != nil {
			what = "realms"
		}
		hops = append(hops, topo.NextHop{
			Gateway: gateway(&values),
			Dev:     int(header.RtNexthop.Ifindex),
			Weight:  int(header.Hops) + 1,
			Flags:   routeFlags(uint32(header.RtNexthop.Flags)),
		})
		b = b[min(len(b), (length+3)&^3):]
	}
	return hops, what, nil
}
