package ipcmd

import (
	"slices"
	"strconv"
	"strings"
)

// portRow is a setting of a bridge's port, as `bridge link set` reads it.
type portRow struct {
	said
	attr  uint16 // IFLA_BRPORT_* of if_link.h
	size  int    // of its value in bytes
	takes portForm
}

// portForm is how a setting is written.
type portForm int

const (
	portSwitch portForm = iota // on or off
	portNumber
	portState // a number, or its word
)

// portSettings are in the order of the usage.
func portSettings(yield func(portRow) bool) {
	each(yield, []portRow{
		{said{"cost NUMBER", "how far it is to the root bridge by this port", "经过这个端口到根网桥的开销"}, 3, 4, portNumber},
		{said{"priority NUMBER", "which port goes before another", "端口的优先顺序"}, 2, 2, portNumber},
		{said{"state NUMBER", "what the spanning tree lets it do", "生成树允许它做什么"}, 1, 1, portState},
		{said{"guard SWITCH", "is switched off where another bridge tells of its tree (BPDU guard)", "收到别的网桥的生成树通告（BPDU）就停用"}, 5, 1, portSwitch},
		{said{"hairpin SWITCH", "frames may leave by the port that they came by", "帧可以从进来的端口出去"}, 4, 1, portSwitch},
		{said{"fastleave SWITCH", "who leaves a multicast group is left out at once", "离开组播组的立刻生效"}, 7, 1, portSwitch},
		{said{"root_block SWITCH", "the root is never behind this port", "树根不会在这个端口后面"}, 6, 1, portSwitch},
		{said{"learning SWITCH", "whether it learns which address is where", "是否学习地址在哪里"}, 8, 1, portSwitch},
		{said{"learning_sync SWITCH", "whether the card tells what it learned", "网卡是否上报学到的地址"}, 11, 1, portSwitch},
		{said{"flood SWITCH", "gets frames for addresses that nobody has learned", "接收目的地址未知的帧"}, 9, 1, portSwitch},
		{said{"mcast_router NUMBER", "whether there is a router of multicast", "有没有组播路由器"}, 25, 1, portNumber},
		{said{"mcast_flood SWITCH", "gets multicast that nobody asked for", "接收没人要的组播"}, 27, 1, portSwitch},
		{said{"bcast_flood SWITCH", "gets broadcast", "接收广播"}, 30, 1, portSwitch},
		{said{"mcast_to_unicast SWITCH", "multicast is sent to each one by itself", "组播逐个单独发送"}, 28, 1, portSwitch},
		{said{"neigh_suppress SWITCH", "the bridge answers ARP itself", "由网桥自己回答 ARP"}, 32, 1, portSwitch},
		{said{"vlan_tunnel SWITCH", "VLANs become networks of a tunnel", "VLAN 对应到隧道里的网络"}, 29, 1, portSwitch},
		{said{"isolated SWITCH", "speaks only with ports that are not isolated", "只和未隔离的端口往来"}, 33, 1, portSwitch},
		{said{"locked SWITCH", "takes frames from known addresses only", "只接收已知地址发来的帧"}, 39, 1, portSwitch},
	})
}

// portSettingOf gives a setting by its word; the zero portRow for a word that is none.
func portSettingOf(name string) portRow {
	for s := range portSettings {
		if spells(s.form, name) {
			return s
		}
	}
	return portRow{}
}

// PortAttr tells what the kernel knows a setting of a port by: the number of its attribute (IFLA_BRPORT_* of if_link.h) and
// its size in bytes. The size is 0 for a name that is no setting of [PortSetting].
func PortAttr(name string) (attr uint16, size int) {
	s := portSettingOf(name)
	return s.attr, s.size
}

// PortAttrs gives all settings of a port with the numbers of their attributes.
func PortAttrs(yield func(name string, attr uint16) bool) {
	for s := range portSettings {
		if !yield(whole(s.form), s.attr) {
			return
		}
	}
}

// portStates are the words for BR_STATE_*, by number (if_bridge.h).
func portStates() []said {
	return []said{
		{"disabled", "it takes no part", "不参与"},
		{"listening", "it listens to other bridges, and passes nothing on", "听别的网桥说话，什么也不转发"},
		{"learning", "it learns addresses, and passes nothing on", "学习地址，什么也不转发"},
		{"forwarding", "it passes frames on", "转发帧"},
		{"blocking", "it passes nothing on, so that there is no loop", "什么也不转发，以免成环"},
	}
}

// portValue reads a setting. The row of the first one writes them all.
type portValue struct{}

func (portValue) write(*bridgeLinkParser, string) []string { return nil }

// read takes a setting. A number that C reads as "not given" (brlink_modify) takes the setting back.
func (portValue) read(p *bridgeLinkParser, name string) error {
	word, err := p.next()
	if err != nil {
		return err
	}
	value, given, err := portSettingOf(name).read(word)
	if err != nil {
		return err
	}
	p.Settings = slices.DeleteFunc(p.Settings, func(s PortSetting) bool { return s.Name == name })
	if given {
		p.Settings = append(p.Settings, PortSetting{name, value})
	}
	if len(p.Settings) == 0 {
		p.Settings = nil
	}
	return nil
}

// read reads a value; one that is not given is iproute2's word for none.
func (s portRow) read(word string) (value uint32, given bool, err error) {
	switch s.takes {
	case portSwitch:
		// As parse_one_of of 6.1 has it: a beginning will do, and "off" is the first to be asked.
		switch {
		case matches(word, "off"):
			return 0, true, nil
		case matches(word, "on"):
			return 1, true, nil
		}
		name := whole(s.form)
		return 0, false, refuse(234, "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%s\"\n", name, word)
	case portState:
		state, err := readPortState(word)
		return uint32(state), state >= 0, err
	}
	n := leadingInt(word)
	switch s.size {
	case 1:
		n = int(int8(n))
	case 2:
		n = int(int16(n))
	case 4:
		return uint32(n), uint32(n) != 0, nil
	}
	return uint32(n), n >= 0, nil
}

func readPortState(word string) (int8, error) {
	if n, err := strconv.ParseInt(strings.TrimLeft(word, " \t\n\v\f\r"), 10, 64); err == nil {
		return int8(n), nil
	}
	for n, s := range portStates() {
		if s.form == word {
			return int8(n), nil
		}
	}
	return 0, refuse(255, "Error: invalid STP port state\n")
}

func (p *bridgeLinkParser) settingWords() (words []string) {
	for _, s := range p.Settings {
		value := strconv.Itoa(int(s.Value))
		switch portSettingOf(s.Name).takes {
		case portSwitch:
			value = map[bool]string{true: "on", false: "off"}[s.Value != 0]
		case portState:
			if int(s.Value) < len(portStates()) {
				value = portStates()[s.Value].form
			}
		}
		words = append(words, s.Name, value)
	}
	return words
}
