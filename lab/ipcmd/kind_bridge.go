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
			counter("forward_delay", 1).means("NUMBER", "how long a port listens and learns, in hundredths of a second", "端口监听和学习多久，以百分之一秒计"),
			counter("hello_time", 2).means("NUMBER", "how often the tree is told of, in hundredths of a second", "多久通告一次生成树，以百分之一秒计"),
			counter("max_age", 3).means("NUMBER", "how long what was told of the tree counts", "生成树通告的有效时间"),
			counter("ageing_time", 4).means("NUMBER", "after what time an address is forgotten, in hundredths of a second", "多久之后忘掉地址，以百分之一秒计"),
			counter("stp_state", 5).means("NUMBER", "whether the spanning tree is worked out: 1 or 0", "是否计算生成树：1 或 0"),
			numeric("priority", 6, 2).means("NUMBER", "which bridge is the root of the tree: the lowest", "谁当根网桥：数字最小的"),
			switches("vlan_filtering", 7).means("NUMBER", "whether it keeps VLANs apart: 1 or 0", "是否按 VLAN 隔开：1 或 0"),
			vlanProtocolRow("vlan_protocol", 8).means("NAME", "the protocol of its tags", "标签用的协议"),
			shownAs("bridge_id", 11, bridgeIDText),
			shownAs("designated_root", 10, bridgeIDText).keyed("root_id"),
			shownNumber("root_port", 12),
			shownNumber("root_path_cost", 13),
			shownNumber("topology_change", 14),
			shownNumber("topology_change_detected", 15),
			shownTimer("hello_timer", 16),
			shownTimer("tcn_timer", 17),
			shownTimer("topology_change_timer", 18),
			shownTimer("gc_timer", 19),
			flagged("fdb_flush", 21).means("", "forget the addresses that were learned", "忘掉学到的地址"),
			numeric("vlan_default_pvid", 39, 2).means("NUMBER", "the VLAN of what comes without a tag", "没有标签的帧归入哪个 VLAN"),
			switches("vlan_stats_enabled", 41).means("NUMBER", "whether each VLAN is counted", "是否为每个 VLAN 计数"),
			switches("vlan_stats_per_port", 45).means("NUMBER", "whether each VLAN of each port is counted", "是否为每个端口的每个 VLAN 计数"),
			numeric("group_fwd_mask", 9, 2).as(hexadecimal).inJSON(jsonText).means("NUMBER", "which frames for bridges only are passed on", "哪些本该由网桥自己收下的帧也转发"),
			groupAddress().means("MAC", "the address by which bridges speak to each other", "网桥之间对话用的地址"),
			switches("mcast_snooping", 23).asLeast("mcast_s").means("NUMBER", "whether it learns who wants which multicast", "是否学习谁要哪个组播"),
			bridgeOption("no_linklocal_learn", 1<<0).means("NUMBER", "learn nothing from frames for bridges only", "不从只给网桥的帧学习地址"),
			bridgeOption("mcast_vlan_snooping", 1<<1).means("NUMBER", "whether it learns that of each VLAN", "是否按 VLAN 学习组播"),
			switches("mcast_router", 22).means("NUMBER", "whether there is a router of multicast", "有没有组播路由器"),
			switches("mcast_query_use_ifaddr", 24).means("NUMBER", "whether it asks from its own address", "是否用自己的地址来询问"),
			switches("mcast_querier", 25).means("NUMBER", "whether it asks who wants which multicast", "是否询问谁要哪个组播"),
			counter("mcast_hash_elasticity", 26).means("NUMBER", "has had no effect since Linux 4.20", "从 Linux 4.20 起不再起作用"),
			counter("mcast_hash_max", 27).means("NUMBER", "how many multicast groups it keeps", "最多记住多少个组播组"),
			counter("mcast_last_member_count", 28).keyed("mcast_last_member_cnt").means("NUMBER", "how many times it asks again when one leaves a group", "有人离开组播组时再问几次"),
			counter("mcast_startup_query_count", 29).keyed("mcast_startup_query_cnt").means("NUMBER", "how many times it asks at the beginning", "一开始询问几次"),
			interval("mcast_last_member_interval", 30).means("NUMBER", "the time between those, in hundredths of a second", "这几次询问之间隔多久，以百分之一秒计"),
			interval("mcast_membership_interval", 31).means("NUMBER", "how long a member counts that is not heard of", "多久没有消息就不再算作成员"),
			interval("mcast_querier_interval", 32).means("NUMBER", "how long another that asks counts", "别的询问者多久没有消息就不再等它"),
			interval("mcast_query_interval", 33).means("NUMBER", "how often it asks", "多久询问一次"),
			interval("mcast_query_response_interval", 34).means("NUMBER", "how long one may take to answer", "多久之内要回答"),
			interval("mcast_startup_query_interval", 35).means("NUMBER", "the time between those, in hundredths of a second", "一开始的询问隔多久，以百分之一秒计"),
			switches("mcast_stats_enabled", 42).means("NUMBER", "whether it counts multicast", "是否为组播计数"),
			switches("mcast_igmp_version", 43).means("NUMBER", "the version of IGMP that it asks in: 2 or 3", "询问时用的 IGMP 版本：2 或 3"),
			switches("mcast_mld_version", 44).means("NUMBER", "the version of MLD that it asks in: 1 or 2", "询问时用的 MLD 版本：1 或 2"),
			switches("nf_call_iptables", 36).means("NUMBER", "whether iptables sees what it passes on", "转发的帧是否经过 iptables"),
			switches("nf_call_ip6tables", 37).means("NUMBER", "whether ip6tables sees what it passes on", "转发的帧是否经过 ip6tables"),
			switches("nf_call_arptables", 38).means("NUMBER", "whether arptables sees what it passes on", "转发的帧是否经过 arptables"),
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
			flagged("fdb_flush", 24).means("", "forget the addresses that were learned", "忘掉学到的地址"),
			state.means("NUMBER", "what the spanning tree lets it do: 0 to 4", "生成树允许它做什么：0 到 4"),
			numeric("priority", 2, 2).saying("priority is invalid").means("NUMBER", "which port goes before another: the lowest", "端口的优先顺序：小的优先"),
			numeric("cost", 3, 4).saying("cost is invalid").means("NUMBER", "how far it is to the root bridge by this port", "经过这个端口到根网桥的开销"),
			toggle("hairpin", 4).means("SWITCH", "frames may leave by the port that they came by", "帧可以从进来的端口出去"),
			toggle("guard", 5).means("SWITCH", "is switched off where another bridge tells of its tree (BPDU guard)", "收到别的网桥的生成树通告（BPDU）就停用"),
			toggle("root_block", 6).means("SWITCH", "the root bridge is never behind this port", "根网桥不会在这个端口后面"),
			toggle("fastleave", 7).means("SWITCH", "who leaves a multicast group is left out at once", "离开组播组的立刻生效"),
			toggle("learning", 8).means("SWITCH", "whether it learns which address is where", "是否学习地址在哪里"),
			toggle("flood", 9).means("SWITCH", "gets frames for addresses that nobody has learned", "接收目的地址未知的帧"),
			shownAs("port_id", 17, hexadecimal).keyed("id"),
			shownAs("port_no", 18, hexadecimal).keyed("no"),
			shownNumber("designated_port", 15),
			shownNumber("designated_cost", 16),
			shownAs("designated_bridge", 14, bridgeIDText).keyed("bridge_id"),
			shownAs("designated_root", 13, bridgeIDText).keyed("root_id"),
			shownTimer("hold_timer", 23),
			shownTimer("message_age_timer", 21),
			shownTimer("forward_delay_timer", 22),
			shownNumber("topology_change_ack", 19),
			shownNumber("config_pending", 20),
			toggle("proxy_arp", 10).means("SWITCH", "the bridge answers ARP for others", "由网桥代答 ARP"),
			toggle("proxy_arp_wifi", 12).means("SWITCH", "the bridge answers ARP of stations on Wi-Fi", "由网桥代答 Wi-Fi 站点的 ARP"),
			numeric("mcast_router", 25, 1).asLeast("mcast_r").keyed("multicast_router").means("NUMBER", "whether there is a router of multicast", "有没有组播路由器"),
			again.means("SWITCH", "who leaves a multicast group is left out at once", "离开组播组的立刻生效"),
			toggle("mcast_flood", 27).means("SWITCH", "gets multicast that nobody asked for", "接收没人要的组播"),
			toggle("bcast_flood", 30).means("SWITCH", "gets broadcast", "接收广播"),
			toggle("mcast_to_unicast", 28).means("SWITCH", "multicast is sent to each one by itself", "组播逐个单独发送"),
			toggle("neigh_suppress", 32).means("SWITCH", "the bridge answers ARP itself", "由网桥自己回答 ARP"),
			mask.means("NUMBER", "which frames for bridges only it passes on", "哪些本该由网桥自己收下的帧也转发"),
			shownAs("group_fwd_mask_str", 31, groupMask),
			toggle("vlan_tunnel", 29).means("SWITCH", "VLANs become networks of a tunnel", "VLAN 对应到隧道里的网络"),
			toggle("isolated", 33).means("SWITCH", "speaks only with ports that are not isolated", "只和未隔离的端口往来"),
			toggle("locked", 39).means("SWITCH", "takes frames from known addresses only", "只接收已知地址发来的帧"),
			backup.means("DEV", "the port that takes over when this one is down", "这个端口停用时由谁接替"),
			flagged("nobackup_port", 34, 0, 0, 0, 0).unless(always).means("", "no port takes over", "没有端口接替"),
		},
	}
}

// portStateText is a BR_STATE_* in the words of iproute2 (if_bridge.h), which takes a number only.
func portStateText(b []byte) string {
	if n := int(Number(b)); n < len(portStates()) {
		return portStates()[n].form
	}
	return "(" + decimal(b) + ")"
}

// groupMask names the link-local groups of a mask, those that have a name by it (_bitmask2str).
func groupMask(b []byte) string {
	var list []string
	for mask, bit := Number(b), 0; mask>>bit != 0; bit++ {
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
