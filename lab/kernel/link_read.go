//go:build linux

package kernel

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// skipStats is RTEXT_FILTER_SKIP_STATS: the counters of a link are half of its message, and only -s reads them.
const skipStats = 1 << 3

// links gives all links of the namespace in the kernel's order. Addresses, Peer and LinkNetns are not read here.
//
// The kernel settles what a change of carrier means for a link in a work of its own (net/core/link_watch.c), which is
// done by the time that a program has been started to look, but may not be when we look. So links whose carrier and
// state disagree are asked for one by one, which has the kernel settle them (rtnl_getlink), and all are read again.
func (h *Handle) links() ([]topo.Link, error) { return h.linksBy(skipStats, decodeLink) }

func (h *Handle) linksBy(filter uint32, decode func([]byte) (topo.Link, error)) ([]topo.Link, error) {
	build := func() *request {
		r := h.request(unix.RTM_GETLINK, unix.NLM_F_DUMP)
		r.AddData(nl.NewIfInfomsg(unix.AF_UNSPEC))
		r.AddData(nl.NewRtAttr(unix.IFLA_EXT_MASK, nl.Uint32Attr(filter)))
		return r
	}
	for try := 0; ; try++ {
		list, err := dump(build, unix.RTM_NEWLINK, decode)
		if err != nil {
			return nil, fmt.Errorf("read links: %w", err)
		}
		unsettled := slices.DeleteFunc(slices.Clone(list), settled)
		// A port must be settled before its bridge hears of it; an older kernel does not settle for the asking.
		if len(unsettled) == 0 || try == settleTries {
			return list, nil
		}
		for _, l := range unsettled {
			// A link that has gone meanwhile is no error: the next dump leaves it out.
			h.getLink(l.Index, nil)
		}
	}
}

const settleTries = 3

// SettleCarriers has the kernel settle the links of every namespace that was spoken to, if anything was carried out since the last time.
// A program takes so long to start that this has happened; what begins at once would lose its first packet, for a link that has not been
// settled drops it.
func (k *Kernel) SettleCarriers() {
	k.mu.Lock()
	var handles []*Handle
	if k.unsettled {
		handles = slices.Collect(maps.Values(k.handles))
	}
	k.unsettled = false
	for _, h := range handles {
		h.users++
	}
	k.mu.Unlock()
	for _, h := range handles {
		// Of a namespace that cannot be read nothing can be settled.
		_, _ = h.links()
		k.release(h)
	}
}

// settled tells whether carrier and state of a link agree, as far as the kernel settles them at once: the loss of a
// carrier it takes up to a second for, but for links that hang on another (linkwatch_urgent_event).
func settled(l topo.Link) bool {
	switch {
	case l.Flags&topo.FlagUp == 0, l.OperState == "DORMANT", l.OperState == "TESTING":
		return true
	case l.Flags&topo.FlagLowerUp != 0:
		return l.Flags&topo.FlagRunning != 0
	default:
		carried := l.OperState == "UP" || l.OperState == "UNKNOWN"
		return !carried || l.Parent == 0 || l.Parent == l.Index
	}
}

// link gives the link of that name, or that alternative name. If there is none the error is iproute2's `Cannot find
// device "x"`, status 1, and wraps unix.ENODEV.
func (h *Handle) link(name string) (topo.Link, error) {
	kind := unix.IFLA_IFNAME
	if len(name) >= unix.IFNAMSIZ {
		kind = unix.IFLA_ALT_IFNAME
	}
	l, err := h.getLink(0, nl.NewRtAttr(kind, nl.ZeroTerminated(name)))
	if err != nil {
		return l, &answer{"Cannot find device \"" + name + "\"\n", 1, unix.ENODEV}
	}
	return l, nil
}

// linkIndex gives the index of the link of that name. Of "if7" it is 7 where no link has the name, whether there is a
// link with that index or not (lib/ll_map.c, ll_name_to_index). The error is that of link.
func (h *Handle) linkIndex(name string) (int, error) {
	if index := h.indexes.of(name, h.socket); index > 0 {
		return index, nil
	}
	l, err := h.link(name)
	if err == nil {
		h.indexes.keep(l.Name, l.Index)
		return l.Index, nil
	}
	if digits, ok := strings.CutPrefix(name, "if"); ok {
		if index, err := strconv.ParseUint(digits, 10, 31); err == nil && index > 0 {
			return int(index), nil
		}
	}
	return 0, err
}

// getLink asks for one link, by index or by an attribute that names it.
func (h *Handle) getLink(index int, name *nl.RtAttr) (topo.Link, error) {
	r := h.request(unix.RTM_GETLINK, 0)
	m := nl.NewIfInfomsg(unix.AF_UNSPEC)
	m.Index = int32(index)
	r.AddData(m)
	if name != nil {
		r.AddData(name)
	}
	r.AddData(nl.NewRtAttr(unix.IFLA_EXT_MASK, nl.Uint32Attr(skipStats)))
	list, err := r.execute(unix.RTM_NEWLINK)
	if err != nil {
		return topo.Link{}, err
	}
	if len(list) == 0 {
		return topo.Link{}, errors.New("the kernel gave no link")
	}
	return decodeLink(list[0])
}

// decodeLink reads an RTM_NEWLINK (struct ifinfomsg and its IFLA_* attributes, if_link.h).
func decodeLink(message []byte) (topo.Link, error) {
	if len(message) < unix.SizeofIfInfomsg {
		return topo.Link{}, fmt.Errorf("decode link: %d bytes", len(message))
	}
	header := nl.DeserializeIfInfomsg(message)
	l := topo.Link{Index: int(header.Index), Flags: topo.LinkFlags(header.Flags), Type: ipcmd.LayerName(header.Type)}
	d := linkDecoder{Link: &l, hardware: header.Type}
	for kind, value := range attributes(message[unix.SizeofIfInfomsg:]) {
		d.attribute(kind, value)
	}
	if l.Parent == 0 && l.LinkNetnsID != nil {
		// The kernel leaves IFLA_LINK out where it equals the index (rtnetlink.c, nla_put_iflink).
		l.Parent = l.Index
	}
	return l, nil
}

// linkDecoder puts attributes into a Link; hardware is the ARPHRD_* type, by which addresses are written.
type linkDecoder struct {
	*topo.Link
	hardware uint16
}

func (d linkDecoder) attribute(kind uint16, b []byte) {
	switch kind {
	case unix.IFLA_IFNAME:
		d.Name = text(b)
	case unix.IFLA_ADDRESS:
		d.Address = hardwareAddress(b, d.hardware)
	case unix.IFLA_BROADCAST:
		d.Broadcast = hardwareAddress(b, d.hardware)
	case unix.IFLA_MTU:
		d.MTU = int(number32(b))
	case unix.IFLA_LINK:
		d.Parent = int(number32(b))
	case unix.IFLA_LINK_NETNSID:
		id := int(int32(number32(b)))
		d.LinkNetnsID = &id
	case unix.IFLA_QDISC:
		d.Qdisc = text(b)
	case unix.IFLA_MASTER:
		d.Master = int(number32(b))
	case unix.IFLA_TXQLEN:
		d.TxQueue = int(int32(number32(b)))
	case unix.IFLA_OPERSTATE:
		d.OperState = operState(number8(b))
	case unix.IFLA_LINKMODE:
		d.Mode = linkMode(number8(b))
	case unix.IFLA_GROUP:
		d.Group = number32(b)
	case unix.IFLA_IFALIAS:
		d.Alias = text(b)
	case unix.IFLA_PROMISCUITY:
		d.Promiscuity = int(number32(b))
	case unix.IFLA_PROP_LIST:
		for kind, value := range attributes(b) {
			if kind == unix.IFLA_ALT_IFNAME {
				d.AltNames = append(d.AltNames, text(value))
			}
		}
	case unix.IFLA_LINKINFO:
		d.info(b)
	}
}

// info reads IFLA_LINKINFO. The attribute that tells a kind comes before the data of that kind.
func (d linkDecoder) info(b []byte) {
	var portOf string
	for kind, value := range attributes(b) {
		switch kind {
		case nl.IFLA_INFO_KIND:
			d.Kind = text(value)
		case nl.IFLA_INFO_DATA:
			if d.Kind == "bridge" {
				d.Bridge = bridge(value)
			}
		case nl.IFLA_INFO_SLAVE_KIND:
			portOf = text(value)
		case nl.IFLA_INFO_SLAVE_DATA:
			if portOf == "bridge" {
				d.Port = port(value)
			}
		}
	}
}

func bridge(b []byte) *topo.Bridge {
	var r topo.Bridge
	for kind, value := range attributes(b) {
		switch kind {
		case nl.IFLA_BR_BRIDGE_ID:
			if len(value) >= 8 {
				r.ID = fmt.Sprintf("%x.%x", value[:2], value[2:8])
			}
		case nl.IFLA_BR_STP_STATE:
			r.STP = int(number32(value))
		case nl.IFLA_BR_VLAN_FILTERING:
			r.VLANFiltering = int(number8(value))
		case nl.IFLA_BR_PRIORITY:
			r.Priority = int(ipcmd.Number(value))
		case nl.IFLA_BR_FORWARD_DELAY:
			r.ForwardDelay = int(number32(value))
		case nl.IFLA_BR_HELLO_TIME:
			r.HelloTime = int(number32(value))
		case nl.IFLA_BR_MAX_AGE:
			r.MaxAge = int(number32(value))
		case nl.IFLA_BR_AGEING_TIME:
			r.AgeingTime = int(number32(value))
		case nl.IFLA_BR_MCAST_SNOOPING:
			r.McastSnooping = int(number8(value))
		}
	}
	return &r
}

func port(b []byte) *topo.Port {
	var r topo.Port
	switches := portSwitches(&r)
	for kind, value := range attributes(b) {
		switch kind {
		case nl.IFLA_BRPORT_STATE:
			r.State = portState(number8(value))
		case nl.IFLA_BRPORT_COST:
			r.Cost = int(number32(value))
		case nl.IFLA_BRPORT_PRIORITY:
			r.Priority = int(ipcmd.Number(value))
		case nl.IFLA_BRPORT_NO:
			r.Number = int(ipcmd.Number(value))
		case nl.IFLA_BRPORT_MULTICAST_ROUTER:
			r.MulticastRouter = int(number8(value))
		default:
			if to := switches[kind]; to != nil {
				*to = number8(value) != 0
			}
		}
	}
	return &r
}

// portSwitches are the settings of a port that are on or off, by their attributes.
func portSwitches(p *topo.Port) map[uint16]*bool {
	byName := map[string]*bool{
		"hairpin": &p.Hairpin, "guard": &p.Guard, "root_block": &p.RootBlock, "fastleave": &p.FastLeave, "learning": &p.Learning,
		"flood": &p.Flood, "mcast_flood": &p.MulticastFlood, "bcast_flood": &p.BroadcastFlood,
		"mcast_to_unicast": &p.MulticastUnicast, "neigh_suppress": &p.NeighSuppress, "vlan_tunnel": &p.VLANTunnel,
		"isolated": &p.Isolated, "locked": &p.Locked,
	}
	of := make(map[uint16]*bool, len(byName))
	for name, attr := range ipcmd.PortAttrs {
		if to := byName[name]; to != nil {
			of[attr] = to
		}
	}
	return of
}

// portState is a BR_STATE_* in the words of iproute2 (if_bridge.h).
func portState(state uint8) string {
	names := []string{"disabled", "listening", "learning", "forwarding", "blocking"}
	if int(state) < len(names) {
		return names[state]
	}
	return strconv.Itoa(int(state))
}

// operState is an IF_OPER_* in the words of iproute2 (RFC 2863, if.h).
func operState(state uint8) string {
	names := []string{"UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP"}
	if int(state) < len(names) {
		return names[state]
	}
	return fmt.Sprintf("%#x", state)
}

func linkMode(mode uint8) string {
	names := []string{"DEFAULT", "DORMANT"}
	if int(mode) < len(names) {
		return names[mode]
	}
	return strconv.Itoa(int(mode))
}

// hardwareAddress writes a link layer address (lib/ll_addr.c): that of a tunnel is an IP address.
func hardwareAddress(b []byte, hardware uint16) string {
	switch hardware {
	case unix.ARPHRD_TUNNEL, unix.ARPHRD_SIT, unix.ARPHRD_IPGRE, unix.ARPHRD_TUNNEL6, unix.ARPHRD_IP6GRE:
		if ip, ok := netip.AddrFromSlice(b); ok {
			return ip.String()
		}
	}
	var s strings.Builder
	for i, v := range b {
		if i > 0 {
			s.WriteByte(':')
		}
		fmt.Fprintf(&s, "%02x", v)
	}
	return s.String()
}
