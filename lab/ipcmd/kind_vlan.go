package ipcmd

import (
	"fmt"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// vlanKind is iplink_vlan.c.
func vlanKind() kind {
	flag := func(word string, bit uint32) row {
		read := func(_ *kindParser, r row, word string) ([]byte, error) {
			if word != "on" && word != "off" {
				return nil, refuse(1, "Error: argument of \"%s\" must be \"on\" or \"off\", not \"%s\"\n", r.word, word)
			}
			return map[bool][]byte{true: {1}, false: {0}}[word == "on"], nil
		}
		return row{word: word, attr: 2, bit: bit, read: read, write: onOffText, hidden: always}
	}
	return kind{
		name: "vlan", help: vlanHelp, unknown: "unknown command",
		rows: []row{
			vlanProtocolRow("protocol", 5).means("NAME", "the protocol of its tags", "标签用的协议"),
			numeric("id", 1, 2).saying("id is invalid").means("NUMBER", "its tag, or the number of its network", "它的标签，或它所在网络的编号"),
			flag("reorder_hdr", 1).means("SWITCH", "whether the tag is taken off for those who listen", "是否为监听者去掉标签"),
			flag("gvrp", 2).means("SWITCH", "tell switches of it, by GVRP", "用 GVRP 告诉交换机"),
			flag("mvrp", 8).means("SWITCH", "tell switches of it, by MVRP", "用 MVRP 告诉交换机"),
			flag("loose_binding", 4).means("SWITCH", "stay up when the device that carries it goes down", "承载设备停用时仍然启用"),
			flag("bridge_binding", 16).means("SWITCH", "up while a port of the bridge has its VLAN up", "网桥有端口在它的 VLAN 里启用时才算通"),
			shownAs("", 2, vlanFlags).keyed("flags").literally(vlanFlagsJSON),
			qosMap("ingress-qos-map", 4).means("TEXT", "priorities of what comes in", "进来的包的优先级"),
			qosMap("egress-qos-map", 3).means("TEXT", "priorities of what goes out", "出去的包的优先级"),
		},
	}
}

// vlanFlags are the VLAN_FLAG_* that are set: "<REORDER_HDR,GVRP>".
func vlanFlags(b []byte) string { return "<" + strings.Join(vlanFlagNames(b), ",") + ">" }

func vlanFlagsJSON(b []byte) string { return jsonList(vlanFlagNames(b)) }

func vlanFlagNames(b []byte) []string {
	if len(b) < 8 {
		return nil
	}
	flags := uint32(Number(b[:4]))
	var list []string
	for _, f := range []numberName{{1, "REORDER_HDR"}, {2, "GVRP"}, {8, "MVRP"}, {4, "LOOSE_BINDING"}, {16, "BRIDGE_BINDING"}} {
		if flags&f.number != 0 {
			list = append(list, f.name)
			flags &^= f.number
		}
	}
	if flags != 0 {
		list = append(list, fmt.Sprintf("%x", flags))
	}
	return list
}

// qosMap is a list of struct ifla_vlan_qos_mapping, each in an attribute of 12 bytes: "1:2 3:4". With -d it has a line of its own.
func qosMap(word string, attr uint16) row {
	read := func(p *kindParser, r row, word string) ([]byte, error) {
		value := []byte{}
		for {
			from, to, ok := strings.Cut(word, ":")
			if !ok {
				break
			}
			a, right := readUnsigned(from, 4)
			b, alsoRight := readUnsigned(to, 4)
			if !right || !alsoRight {
				return nil, invalid(r.message(), from)
			}
			value = slices.Concat(value, unsigned(12, 2), unsigned(1, 2), unsigned(a, 4), unsigned(b, 4))
			p.skip()
			word = p.word()
		}
		// The word that ends the map is the next setting.
		p.at--
		return value, nil
	}
	write := func(b []byte) string {
		var list []string
		for m := range slices.Chunk(b, 12) {
			if len(m) == 12 {
				list = append(list, decimal(m[4:8])+":"+decimal(m[8:12]))
			}
		}
		return strings.Join(list, " ")
	}
	show := func(b []byte) string { return strings.TrimSuffix("{ "+write(b), " ") + " }" }
	literal := func(b []byte) string {
		var list []string
		for m := range slices.Chunk(b, 12) {
			if len(m) == 12 {
				list = append(list, fmt.Sprintf(`{"from":%s,"to":%s}`, decimal(m[4:8]), decimal(m[8:12])))
			}
		}
		return "[" + strings.Join(list, ",") + "]"
	}
	key := strings.ReplaceAll(strings.TrimSuffix(word, "-map"), "-", "_")
	return row{word: word, attr: attr, read: read, write: write, show: "\n      " + word, showAs: show}.keyed(key).literally(literal)
}

// macvlanKind is iplink_macvlan.c, which is macvtap's too.
func macvlanKind(name string) kind {
	flags := []numberName{{0, "null"}, {1, "nopromisc"}, {2, "nodst"}}
	flag := choice("flag", 2, 2, flags, func(word string) error {
		return refuse(1, "Error: argument of \"flag\" must be \"nopromisc\", \"nodst\" or \"null\", not \"%s\"\n", word)
	})
	length := numeric("bcqueuelen", 7, 4)
	read := length.read
	length.read = func(p *kindParser, r row, word string) ([]byte, error) {
		value, err := read(p, r, word)
		if err != nil {
			err = refuse(1, "Error: argument of \"bcqueuelen\" must be a positive integer [0-4294967295], not \"%s\"\n", word)
		}
		return value, err
	}
	return kind{
		name: name, help: strings.ReplaceAll(macvlanHelp, "KIND", name), unknown: "unknown option",
		rows: []row{
			choice("mode", 1, 4, macvlanModes(), wrongMacvlanMode).valued(said{"bridge", "among themselves, at once", "彼此之间直接往来"}, said{"private", "not among themselves", "彼此之间不通"}, said{"vepa", "among themselves by way of the switch outside", "经过外面的交换机往来"}, said{"passthru", "only one, that has the whole device", "只有一个，独占整个设备"}, said{"source", "from certain MAC addresses only", "只接收某些 MAC 地址发来的"}),
			flag.unless(always).inJSON(noJSON).means("NAME", "a switch of it: nopromisc, nodst", "它的一个开关：nopromisc、nodst"),
			leftOut("macaddr"),
			macvlanFlag("nopromisc", 1).means("", "with passthru: the device beneath need not take every frame", "用 passthru 时，下面的设备不必接收所有的帧"),
			macvlanFlag("nodst", 2).means("", "with source: what was taken by its sender is not handed out again", "用 source 时，已按发送方收下的帧不再按目的地址另送一份"),
			shownAs("", 2, macvlanFlags).inJSON(noJSON),
			length.means("PACKETS", "how many broadcasts may wait", "最多有多少广播包排队"),
			shownNumber("usedbcqueuelen", 8),
		},
		check: func(list []Setting, _ bool) string {
			mode, flags := macvlanSum(list)
			if flags&1 != 0 && (mode == nil || macvlanModes()[3].number != uint32(Number(mode.Value))) {
				return name + ": nopromisc flag only valid in passthru mode\n" + strings.ReplaceAll(macvlanHelp, "KIND", name)
			}
			return ""
		},
		sent: func(list []Setting, _ bool) []Setting {
			_, flags := macvlanSum(list)
			any := false
			list = slices.DeleteFunc(slices.Clone(list), func(s Setting) bool {
				isFlag := s.Name == "flag" || s.Name == "nopromisc" || s.Name == "nodst"
				any = any || isFlag
				return isFlag
			})
			if any {
				list = append(list, Setting{Name: "flag", Value: unsigned(flags, 2)})
			}
			return list
		},
		shown: macvlanSources,
	}
}

// macvlanFlag is a word that sets one flag; in JSON each is told by itself.
func macvlanFlag(word string, bit uint64) row {
	return flagged(word, 2, unsigned(bit, 2)...).unless(always).alwaysInJSON().literally(func(b []byte) string {
		if Number(b)&bit == 0 {
			return ""
		}
		return "true"
	})
}

func macvlanModes() []numberName {
	return []numberName{{1, "private"}, {2, "vepa"}, {4, "bridge"}, {8, "passthru"}, {16, "source"}}
}

func wrongMacvlanMode(word string) error {
	const modes = `"private", "vepa", "bridge", "passthru" or "source"`
	return refuse(1, "Error: argument of \"mode\" must be %s, not \"%s\"\n", modes, word)
}

// macvlanSum gives the last mode, nil for none, and all flags.
func macvlanSum(list []Setting) (mode *Setting, flags uint64) {
	for _, s := range list {
		switch s.Name {
		case "mode":
			mode = &s
		case "flag", "nopromisc", "nodst":
			flags |= Number(s.Value)
		}
	}
	return mode, flags
}

// macvlanFlags are the MACVLAN_FLAG_* that are set.
func macvlanFlags(b []byte) string {
	var list []string
	if Number(b)&1 != 0 {
		list = append(list, "nopromisc")
	}
	if Number(b)&2 != 0 {
		list = append(list, "nodst")
	}
	return strings.Join(list, " ")
}

// macvlanSources adds the senders that a link of mode source listens to.
func macvlanSources(list []topo.Detail, values map[uint16][]byte) []topo.Detail {
	const mode, data, count, source = 1, 5, 6, 16
	if Number(values[mode]) != source || values[count] == nil {
		return list
	}
	list = append(list, topo.Detail{Name: "remotes", Value: "(" + decimal(values[count]) + ")", Key: "macaddr_count", JSON: decimal(values[count])})
	// An attribute of an address has 4 + 6 bytes, and 2 to fill it up.
	var addresses []string
	for m := range slices.Chunk(values[data], 12) {
		if len(m) >= 10 {
			addresses = append(addresses, etherText(m[4:10]))
			list = append(list, topo.Detail{Name: addresses[len(addresses)-1]})
		}
	}
	if values[data] != nil {
		list = append(list, topo.Detail{Key: "macaddr_data", JSON: jsonList(addresses)})
	}
	return list
}

// ipvlanKind is iplink_ipvlan.c, which is ipvtap's too.
func ipvlanKind(name string) kind {
	mode := choice("mode", 1, 2, []numberName{{0, "l2"}, {1, "l3"}, {2, "l3s"}}, func(string) error {
		return refuse(1, "Error: argument of \"mode\" must be either \"l2\", \"l3\" or \"l3s\"\n")
	})
	mode.show = " mode"
	flag := func(word string, value uint64) row {
		r := flagged(word, 2, unsigned(value, 2)...)
		r.alone = true
		return r.inJSON(jsonTrue)
	}
	return kind{
		name: name, help: strings.ReplaceAll(ipvlanHelp, "KIND", name), unknown: "unknown option",
		rows: []row{
			mode.valued(said{"l2", "as a switch does", "像交换机那样"}, said{"l3", "as a router does", "像路由器那样"}, said{"l3s", "as a router does, and through the packet filter", "像路由器那样，并经过包过滤器"}),
			flag("private", 1).means("", "not among themselves", "彼此之间不通"),
			flag("vepa", 2).means("", "among themselves by way of the switch outside", "经过外面的交换机往来"),
			flag("bridge", 0).means("", "among themselves, at once", "彼此之间直接往来"),
		},
		sent: func(list []Setting, _ bool) []Setting {
			if !given(list, "private") && !given(list, "vepa") && !given(list, "bridge") {
				list = append(slices.Clone(list), Setting{Name: "bridge", Value: unsigned(0, 2)})
			}
			return list
		},
	}
}
