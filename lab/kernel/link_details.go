//go:build linux

package kernel

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// shownLinks are all links of the namespace, with their details where -d was given, and their counters where -s was.
func (c *call) shownLinks() ([]topo.Link, error) {
	switch {
	case c.options.Brief:
	case c.options.Stats > 0:
		return c.h.detailedLinks(0, func(l *topo.Link, body []byte) {
			l.Stats = decodeStats(body)
			if c.options.Details {
				addDetails(l, body)
			}
		})
	case c.options.Details:
		return c.h.detailedLinks(skipStats, addDetails)
	}
	return c.h.links()
}

func addDetails(l *topo.Link, body []byte) { l.Details = decodeDetails(body) }

// detailedLinks gives all links as links does, with more of their messages.
func (h *Handle) detailedLinks(filter uint32, more func(l *topo.Link, body []byte)) ([]topo.Link, error) {
	all, err := h.linksBy(filter, func(message []byte) (topo.Link, error) {
		l, err := decodeLink(message)
		if err == nil {
			more(&l, message[unix.SizeofIfInfomsg:])
		}
		return l, err
	})
	names := namesOf(all)
	for _, l := range all {
		if l.Details == nil {
			continue
		}
		for i, d := range l.Details.Port {
			if index, err := strconv.Atoi(d.Value); err == nil && d.Name == "backup_port" {
				l.Details.Port[i].Value = names.of(index)
			}
		}
	}
	return all, err
}

// detailField is an attribute as `ip -d` prints it: its word, and how its value is written.
type detailField struct {
	attribute uint16
	name      string
	write     func([]byte) string
}

// pick writes those fields whose attributes are there, in the fields' order.
func pick(fields []detailField, values map[uint16][]byte) []topo.Detail {
	var list []topo.Detail
	for _, f := range fields {
		if value, ok := values[f.attribute]; ok {
			list = append(list, topo.Detail{Name: f.name, Value: f.write(value)})
		}
	}
	return list
}

// decodeStats reads a struct rtnl_link_stats64, of which an older kernel sends less.
func decodeStats(body []byte) *topo.LinkStats {
	values := nest(body)
	var s topo.LinkStats
	whole := make([]byte, binary.Size(s))
	counters := len(whole) - 4
	copy(whole[:counters], values[unix.IFLA_STATS64])
	copy(whole[counters:], values[unix.IFLA_CARRIER_CHANGES])
	// It has the size of what is read.
	_, _ = binary.Decode(whole, binary.NativeEndian, &s)
	return &s
}

func decodeDetails(body []byte) *topo.Details {
	values := nest(body)
	d := &topo.Details{Link: pick(linkFields(), values), Queues: pick(queueFields(), values)}
	info := nest(values[unix.IFLA_LINKINFO])
	if text(info[nl.IFLA_INFO_KIND]) == "bridge" {
		d.Kind = pick(bridgeFields(), nest(info[nl.IFLA_INFO_DATA]))
	}
	if text(info[nl.IFLA_INFO_SLAVE_KIND]) == "bridge" {
		d.Port = pick(portFields(), nest(info[nl.IFLA_INFO_SLAVE_DATA]))
	}
	inet6 := nest(nest(values[unix.IFLA_AF_SPEC])[unix.AF_INET6])
	if mode, ok := inet6[inet6AddrGenMode]; ok {
		d.Mode = addrGenMode(number8(mode))
	}
	return d
}

// nest gives the attributes inside an attribute by their type.
func nest(b []byte) map[uint16][]byte {
	values := map[uint16][]byte{}
	for kind, value := range attributes(b) {
		values[kind] = value
	}
	return values
}

func addrGenMode(mode uint8) string {
	if names := addrGenModes(); int(mode) < len(names) {
		return names[mode]
	}
	return fmt.Sprintf("%#x", mode)
}

// linkFields are the IFLA_* that end the second line of a link.
func linkFields() []detailField {
	return []detailField{
		{unix.IFLA_PROMISCUITY, "promiscuity", decimal}, {61, "allmulti", decimal},
		{unix.IFLA_MIN_MTU, "minmtu", decimal}, {unix.IFLA_MAX_MTU, "maxmtu", decimal},
	}
}

// queueFields are the IFLA_* that come last (print_linkinfo of ipaddress.c).
func queueFields() []detailField {
	return []detailField{
		{unix.IFLA_NUM_TX_QUEUES, "numtxqueues", decimal}, {unix.IFLA_NUM_RX_QUEUES, "numrxqueues", decimal},
		{unix.IFLA_GSO_MAX_SIZE, "gso_max_size", decimal}, {unix.IFLA_GSO_MAX_SEGS, "gso_max_segs", decimal},
		{59, "tso_max_size", decimal}, {60, "tso_max_segs", decimal}, {58, "gro_max_size", decimal},
	}
}

// bridgeFields are the IFLA_BR_* in the order of bridge_print_opt (iplink_bridge.c).
func bridgeFields() []detailField {
	return []detailField{
		{nl.IFLA_BR_FORWARD_DELAY, "forward_delay", decimal}, {nl.IFLA_BR_HELLO_TIME, "hello_time", decimal},
		{nl.IFLA_BR_MAX_AGE, "max_age", decimal}, {nl.IFLA_BR_AGEING_TIME, "ageing_time", decimal},
		{nl.IFLA_BR_STP_STATE, "stp_state", decimal}, {nl.IFLA_BR_PRIORITY, "priority", decimal},
		{nl.IFLA_BR_VLAN_FILTERING, "vlan_filtering", decimal}, {nl.IFLA_BR_VLAN_PROTOCOL, "vlan_protocol", vlanProtocol},
		{nl.IFLA_BR_BRIDGE_ID, "bridge_id", bridgeID}, {nl.IFLA_BR_ROOT_ID, "designated_root", bridgeID},
		{nl.IFLA_BR_ROOT_PORT, "root_port", decimal}, {nl.IFLA_BR_ROOT_PATH_COST, "root_path_cost", decimal},
		{nl.IFLA_BR_TOPOLOGY_CHANGE, "topology_change", decimal},
		{nl.IFLA_BR_TOPOLOGY_CHANGE_DETECTED, "topology_change_detected", decimal},
		{nl.IFLA_BR_HELLO_TIMER, "hello_timer", timer}, {nl.IFLA_BR_TCN_TIMER, "tcn_timer", timer},
		{nl.IFLA_BR_TOPOLOGY_CHANGE_TIMER, "topology_change_timer", timer}, {nl.IFLA_BR_GC_TIMER, "gc_timer", timer},
		{nl.IFLA_BR_VLAN_DEFAULT_PVID, "vlan_default_pvid", decimal}, {41, "vlan_stats_enabled", decimal},
		{45, "vlan_stats_per_port", decimal}, {nl.IFLA_BR_GROUP_FWD_MASK, "group_fwd_mask", hexadecimal},
		{nl.IFLA_BR_GROUP_ADDR, "group_address", etherAddress}, {nl.IFLA_BR_MCAST_SNOOPING, "mcast_snooping", decimal},
		{46, "no_linklocal_learn", option(0)}, {46, "mcast_vlan_snooping", option(1)},
		{nl.IFLA_BR_MCAST_ROUTER, "mcast_router", decimal}, {nl.IFLA_BR_MCAST_QUERY_USE_IFADDR, "mcast_query_use_ifaddr", decimal},
		{nl.IFLA_BR_MCAST_QUERIER, "mcast_querier", decimal}, {nl.IFLA_BR_MCAST_HASH_ELASTICITY, "mcast_hash_elasticity", decimal},
		{nl.IFLA_BR_MCAST_HASH_MAX, "mcast_hash_max", decimal},
		{nl.IFLA_BR_MCAST_LAST_MEMBER_CNT, "mcast_last_member_count", decimal},
		{nl.IFLA_BR_MCAST_STARTUP_QUERY_CNT, "mcast_startup_query_count", decimal},
		{nl.IFLA_BR_MCAST_LAST_MEMBER_INTVL, "mcast_last_member_interval", decimal},
		{nl.IFLA_BR_MCAST_MEMBERSHIP_INTVL, "mcast_membership_interval", decimal},
		{nl.IFLA_BR_MCAST_QUERIER_INTVL, "mcast_querier_interval", decimal},
		{nl.IFLA_BR_MCAST_QUERY_INTVL, "mcast_query_interval", decimal},
		{nl.IFLA_BR_MCAST_QUERY_RESPONSE_INTVL, "mcast_query_response_interval", decimal},
		{nl.IFLA_BR_MCAST_STARTUP_QUERY_INTVL, "mcast_startup_query_interval", decimal},
		{42, "mcast_stats_enabled", decimal}, {43, "mcast_igmp_version", decimal}, {44, "mcast_mld_version", decimal},
		{nl.IFLA_BR_NF_CALL_IPTABLES, "nf_call_iptables", decimal}, {nl.IFLA_BR_NF_CALL_IP6TABLES, "nf_call_ip6tables", decimal},
		{nl.IFLA_BR_NF_CALL_ARPTABLES, "nf_call_arptables", decimal},
	}
}

// portFields are the IFLA_BRPORT_* in the order of bridge_slave_print_opt (iplink_bridge_slave.c).
func portFields() []detailField {
	state := func(b []byte) string { return portState(number8(b)) }
	return []detailField{
		{nl.IFLA_BRPORT_STATE, "state", state}, {nl.IFLA_BRPORT_PRIORITY, "priority", decimal}, {nl.IFLA_BRPORT_COST, "cost", decimal},
		{nl.IFLA_BRPORT_MODE, "hairpin", onOff}, {nl.IFLA_BRPORT_GUARD, "guard", onOff}, {nl.IFLA_BRPORT_PROTECT, "root_block", onOff},
		{nl.IFLA_BRPORT_FAST_LEAVE, "fastleave", onOff}, {nl.IFLA_BRPORT_LEARNING, "learning", onOff},
		{nl.IFLA_BRPORT_UNICAST_FLOOD, "flood", onOff}, {nl.IFLA_BRPORT_ID, "port_id", hexadecimal},
		{nl.IFLA_BRPORT_NO, "port_no", hexadecimal}, {nl.IFLA_BRPORT_DESIGNATED_PORT, "designated_port", decimal},
		{nl.IFLA_BRPORT_DESIGNATED_COST, "designated_cost", decimal}, {nl.IFLA_BRPORT_BRIDGE_ID, "designated_bridge", bridgeID},
		{nl.IFLA_BRPORT_ROOT_ID, "designated_root", bridgeID}, {nl.IFLA_BRPORT_HOLD_TIMER, "hold_timer", timer},
		{nl.IFLA_BRPORT_MESSAGE_AGE_TIMER, "message_age_timer", timer},
		{nl.IFLA_BRPORT_FORWARD_DELAY_TIMER, "forward_delay_timer", timer},
		{nl.IFLA_BRPORT_TOPOLOGY_CHANGE_ACK, "topology_change_ack", decimal},
		{nl.IFLA_BRPORT_CONFIG_PENDING, "config_pending", decimal}, {nl.IFLA_BRPORT_PROXYARP, "proxy_arp", onOff},
		{nl.IFLA_BRPORT_PROXYARP_WIFI, "proxy_arp_wifi", onOff}, {nl.IFLA_BRPORT_MULTICAST_ROUTER, "mcast_router", decimal},
		{nl.IFLA_BRPORT_FAST_LEAVE, "mcast_fast_leave", onOff}, {nl.IFLA_BRPORT_MCAST_FLOOD, "mcast_flood", onOff},
		{30, "bcast_flood", onOff}, {nl.IFLA_BRPORT_MCAST_TO_UCAST, "mcast_to_unicast", onOff}, {32, "neigh_suppress", onOff},
		{31, "group_fwd_mask", hexadecimal}, {31, "group_fwd_mask_str", groupMask}, {nl.IFLA_BRPORT_VLAN_TUNNEL, "vlan_tunnel", onOff},
		{33, "isolated", onOff}, {39, "locked", onOff}, {34, "backup_port", decimal},
	}
}

// number is an unsigned number of the kernel's, in as many bytes as it has.
func number(b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.NativeEndian.Uint16(b))
	case 4:
		return uint64(binary.NativeEndian.Uint32(b))
	case 8:
		return binary.NativeEndian.Uint64(b)
	}
	return 0
}

func decimal(b []byte) string { return strconv.FormatUint(number(b), 10) }

// hexadecimal is C's %#x, which writes 0 without its 0x.
func hexadecimal(b []byte) string {
	if number(b) == 0 {
		return "0"
	}
	return fmt.Sprintf("%#x", number(b))
}

// timer writes a clock_t, hundredths of a second.
func timer(b []byte) string { return ipcmd.Timer(int(number(b))) }

func onOff(b []byte) string {
	if number(b) != 0 {
		return "on"
	}
	return "off"
}

// bridgeID is a struct ifla_bridge_id without leading zeros in its address: "8000.2:0:0:0:0:1".
func bridgeID(b []byte) string {
	if len(b) < 8 {
		return ""
	}
	parts := make([]string, 6)
	for i, v := range b[2:8] {
		parts[i] = strconv.FormatUint(uint64(v), 16)
	}
	return fmt.Sprintf("%x.%s", b[:2], strings.Join(parts, ":"))
}

func etherAddress(b []byte) string { return hardwareAddress(b, unix.ARPHRD_ETHER) }

// vlanProtocol is an ETH_P_* in iproute2's words (lib/ll_proto.c).
func vlanProtocol(b []byte) string {
	if len(b) < 2 {
		return ""
	}
	switch protocol := binary.BigEndian.Uint16(b); protocol {
	case unix.ETH_P_8021Q:
		return "802.1Q"
	case unix.ETH_P_8021AD:
		return "802.1ad"
	default:
		return fmt.Sprintf("[%d]", protocol)
	}
}

// option is one bit of a struct br_boolopt_multi.
func option(place int) func([]byte) string {
	return func(b []byte) string { return strconv.Itoa(int(number32(b) >> place & 1)) }
}

// groupMask names the link-local groups of a mask, those that have a name by it (_bitmask2str).
func groupMask(b []byte) string {
	var list []string
	for mask, bit := number(b), 0; mask>>bit != 0; bit++ {
		switch group := mask >> bit & 1 << bit; group {
		case 0:
		case 1 << 0:
			list = append(list, "stp")
		case 1 << 2:
			list = append(list, "lacp")
		case 1 << 14:
			list = append(list, "lldp")
		default:
			list = append(list, fmt.Sprintf("0x%x", group))
		}
	}
	if list == nil {
		return "0x0"
	}
	return strings.Join(list, ",")
}
