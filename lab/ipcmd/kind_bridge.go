package ipcmd

import (
	"fmt"
	"strconv"
	"strings"
)

// bridgeKind is iplink_bridge.c.
func bridgeKind() kind {
	counter := func(word string, attr uint16) row { return numeric(word, attr, 4) }
	switches := func(word string, attr uint16) row { return numeric(word, attr, 1) }
	interval := func(word string, attr uint16) row {
		return numeric(word, attr, 8).keyed(strings.TrimSuffix(word, "interval") + "intvl")
	}
	return kind{
		name: "bridge", help: bridgeHelp, unknown: "unknown command",
		rows: []row{
			counter("forward_delay", 1), counter("hello_time", 2), counter("max_age", 3), counter("ageing_time", 4),
			counter("stp_state", 5), numeric("priority", 6, 2), switches("vlan_filtering", 7), vlanProtocolRow("vlan_protocol", 8),
			shownAs("bridge_id", 11, bridgeIDText), shownAs("designated_root", 10, bridgeIDText).keyed("root_id"), shownNumber("root_port", 12),
			shownNumber("root_path_cost", 13), shownNumber("topology_change", 14),
			shownNumber("topology_change_detected", 15), shownTimer("hello_timer", 16), shownTimer("tcn_timer", 17),
			shownTimer("topology_change_timer", 18), shownTimer("gc_timer", 19), flagged("fdb_flush", 21),
			numeric("vlan_default_pvid", 39, 2), switches("vlan_stats_enabled", 41), switches("vlan_stats_per_port", 45),
			numeric("group_fwd_mask", 9, 2).as(hexadecimal).inJSON(jsonText), groupAddress(), switches("mcast_snooping", 23).asLeast("mcast_s"),
			bridgeOption("no_linklocal_learn", 1<<0), bridgeOption("mcast_vlan_snooping", 1<<1),
			switches("mcast_router", 22), switches("mcast_query_use_ifaddr", 24), switches("mcast_querier", 25),
			counter("mcast_hash_elasticity", 26), counter("mcast_hash_max", 27), counter("mcast_last_member_count", 28).keyed("mcast_last_member_cnt"),
			counter("mcast_startup_query_count", 29).keyed("mcast_startup_query_cnt"), interval("mcast_last_member_interval", 30),
			interval("mcast_membership_interval", 31), interval("mcast_querier_interval", 32), interval("mcast_query_interval", 33),
			interval("mcast_query_response_interval", 34), interval("mcast_startup_query_interval", 35),
			switches("mcast_stats_enabled", 42), switches("mcast_igmp_version", 43), switches("mcast_mld_version", 44),
			switches("nf_call_iptables", 36), switches("nf_call_ip6tables", 37), switches("nf_call_arptables", 38),
		},
	}
}

// bridgeOption is one bit of a struct br_boolopt_multi. Its word is written in full.
func bridgeOption(word string, bit uint32) row {
	r := numeric(word, 46, 1).asLeast(word)
	r.bit = bit
	return r
}

func groupAddress() row {
	read := func(_ *kindParser, _ row, word string) ([]byte, error) {
		address, err := readLLAddr(word)
		if err != nil {
			return nil, err
		}
		var b []byte
		for part := range strings.SplitSeq(address, ":") {
			n, _ := strconv.ParseUint(part, 16, 8)
			b = append(b, byte(n))
		}
		return b, nil
	}
	return row{word: "group_address", attr: 20, read: read, write: etherText, member: member{key: "group_addr", form: jsonText}}
}

// bridgeSlaveKind is iplink_bridge_slave.c: a port of a bridge.
func bridgeSlaveKind() kind {
	again := toggle("mcast_fast_leave", 7).asLeast("mcast_fa").inJSON(noJSON)
	mask := numeric("group_fwd_mask", 31, 2).as(hexadecimal).inJSON(jsonText)
	backup := deviceNamed("backup_port", 34)
	backup.hidden = nil
	state := numeric("state", 1, 1).saying("state is invalid")
	state.showAs = portStateText
	state = state.inJSON(jsonText)
	return kind{
		name: "bridge_slave", help: bridgeSlaveHelp, unknown: "unknown option", missing: invalidDevice,
		rows: []row{
			flagged("fdb_flush", 24), state, numeric("priority", 2, 2).saying("priority is invalid"),
			numeric("cost", 3, 4).saying("cost is invalid"),
			toggle("hairpin", 4), toggle("guard", 5), toggle("root_block", 6), toggle("fastleave", 7), toggle("learning", 8),
			toggle("flood", 9), shownAs("port_id", 17, hexadecimal).keyed("id"), shownAs("port_no", 18, hexadecimal).keyed("no"),
			shownNumber("designated_port", 15), shownNumber("designated_cost", 16),
			shownAs("designated_bridge", 14, bridgeIDText).keyed("bridge_id"), shownAs("designated_root", 13, bridgeIDText).keyed("root_id"),
			shownTimer("hold_timer", 23), shownTimer("message_age_timer", 21),
			shownTimer("forward_delay_timer", 22), shownNumber("topology_change_ack", 19),
			shownNumber("config_pending", 20), toggle("proxy_arp", 10), toggle("proxy_arp_wifi", 12),
			numeric("mcast_router", 25, 1).asLeast("mcast_r").keyed("multicast_router"), again, toggle("mcast_flood", 27), toggle("bcast_flood", 30),
			toggle("mcast_to_unicast", 28), toggle("neigh_suppress", 32), mask, shownAs("group_fwd_mask_str", 31, groupMask),
			toggle("vlan_tunnel", 29), toggle("isolated", 33), toggle("locked", 39), backup,
			flagged("nobackup_port", 34, 0, 0, 0, 0).unless(always),
		},
	}
}

// portStateText is a BR_STATE_* in the words of iproute2 (if_bridge.h), which takes a number only.
func portStateText(b []byte) string {
	if n := int(asNumber(b)); n < len(portStates()) {
		return portStates()[n]
	}
	return "(" + decimal(b) + ")"
}

// groupMask names the link-local groups of a mask, those that have a name by it (_bitmask2str).
func groupMask(b []byte) string {
	var list []string
	for mask, bit := asNumber(b), 0; mask>>bit != 0; bit++ {
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
