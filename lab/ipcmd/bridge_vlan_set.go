package ipcmd

import (
	"fmt"
	"iter"
	"strconv"
)

// vlanOption is a setting of a VLAN: of a port (BRIDGE_VLANDB_ENTRY_* of if_bridge.h), or of a whole bridge (BRIDGE_VLANDB_GOPTS_*).
type vlanOption struct {
	said
	attr uint16
	size int // of its value in bytes
	// with is the attribute by which iproute2 tells whether this one is shown; 0 for its own.
	with uint16
}

// vlanPortOptions are those of a VLAN of a port.
func vlanPortOptions(yield func(vlanOption) bool) {
	each(yield, []vlanOption{
		{said{"state STATE", "what the spanning tree lets it do", "生成树允许它做什么"}, 3, 1, 0},
		{said{"mcast_router NUMBER", "whether there is a router of multicast", "有没有组播路由器"}, 6, 1, 0},
	})
}

// vlanGlobalOptions are those of a whole bridge, in the order in which iproute2 shows them. It looks at another attribute than it shows in
// one place.
func vlanGlobalOptions(yield func(vlanOption) bool) {
	each(yield, []vlanOption{
		{said{"mcast_snooping NUMBER", "look who wants which group", "观察谁要哪个组播"}, 3, 1, 0},
		{said{"mcast_querier NUMBER", "ask who wants which group", "询问谁要哪个组播"}, 15, 1, 0},
		{said{"mcast_igmp_version NUMBER", "the version of IGMP, for IPv4", "IPv4 用的 IGMP 版本"}, 4, 1, 0},
		{said{"mcast_mld_version NUMBER", "the version of MLD, for IPv6", "IPv6 用的 MLD 版本"}, 5, 1, 0},
		{said{"mcast_last_member_count NUMBER", "how often it asks before a group is left", "离开一个组之前再问几次"}, 6, 4, 5},
		{said{"mcast_last_member_interval NUMBER", "after what time it asks again", "隔多久再问"}, 8, 8, 0},
		{said{"mcast_startup_query_count NUMBER", "how often it asks at the start", "启动时问几次"}, 7, 4, 0},
		{said{"mcast_startup_query_interval NUMBER", "how often it asks at the start: the time between", "启动时两次询问之间隔多久"}, 14, 8, 0},
		{said{"mcast_membership_interval NUMBER", "after what time a member is forgotten", "多久之后忘掉一个成员"}, 10, 8, 0},
		{said{"mcast_querier_interval NUMBER", "after what time another one that asked is forgotten", "多久之后不再等别的询问者"}, 11, 8, 0},
		{said{"mcast_query_interval NUMBER", "the time between two questions", "两次询问之间隔多久"}, 12, 8, 0},
		{said{"mcast_query_response_interval NUMBER", "how long members may wait with the answer", "成员最多多久回答"}, 13, 8, 0},
	})
}

func vlanOptions(global bool) iter.Seq[vlanOption] {
	if global {
		return vlanGlobalOptions
	}
	return vlanPortOptions
}

// VLANAttr is the number of a setting's attribute, and its size in bytes (BRIDGE_VLANDB_ENTRY_* and BRIDGE_VLANDB_GOPTS_* of
// if_bridge.h). The size is 0 for a name that is none.
func VLANAttr(name string, global bool) (attr uint16, size int) {
	for o := range vlanOptions(global) {
		if spells(o.form, name) {
			return o.attr, o.size
		}
	}
	return 0, 0
}

// vlanSetParser reads the words of vlan_option_set and vlan_global_option_set.
type vlanSetParser struct {
	VLANSet
	*args
	named bool  // the device was
	vid   int16 // -1 until it was given
}

type vlanSetRow = keyword[*vlanSetParser]

// vlanSetRows are the words of `bridge vlan set` or `global set`, in the order in which String writes them. Settings may be given again,
// and the first row of them writes them all, in their order.
func vlanSetRows(global bool) iter.Seq[vlanSetRow] {
	return func(yield func(vlanSetRow) bool) {
		more := each(yield, []vlanSetRow{
			{said: said{"dev DEV", "of this device", "这个设备的"}, read: (*vlanSetParser).readDev,
				write: func(p *vlanSetParser) []string { return []string{"dev", quote(p.Dev)} }},
			{said: said{"vid NUMBER", "that VLAN, or a range of them", "那个 VLAN，或一段"}, read: (*vlanSetParser).readVID,
				write: (*vlanSetParser).settingWords},
		})
		for o := range vlanOptions(global) {
			row := vlanSetRow{said: o.said, value: vlanValue{}}
			if !global && whole(o.form) == "state" {
				row.values = portStates
			}
			more = more && yield(row)
		}
	}
}

// readDev takes the device, which bridge looks up while it reads.
func (p *vlanSetParser) readDev() (err error) {
	if p.Dev, err = p.next(); err != nil {
		return err
	}
	p.named = true
	missing := refuse(255, "Cannot find network device \"%s\"\n", p.Dev)
	if p.Dev == "" {
		return missing
	}
	return p.lookUp(func(n Names) bool { return n.Link(p.Dev) }, missing)
}

func (p *vlanSetParser) readVID() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	vid, end, ranged := vlanRange(word)
	switch {
	case ranged && (vid >= end || end >= 4096):
		return refuse(255, "Invalid VLAN range \"%d-%d\"\n", uint16(vid), uint16(end))
	case vid >= 4096:
		return refuse(255, "Invalid VLAN ID \"%d\"\n", vid)
	}
	p.vid = vid
	p.Settings = append(p.Settings, VLANSetting{"vid", uint64(uint16(vid)), end})
	return nil
}

func (p *vlanSetParser) settingWords() (words []string) {
	for _, s := range p.Settings {
		value := strconv.FormatUint(s.Value, 10)
		if s.End != 0 {
			value += "-" + strconv.Itoa(int(s.End))
		}
		words = append(words, s.Name, value)
	}
	return words
}

// vlanValue reads a setting.
type vlanValue struct{}

func (vlanValue) write(*vlanSetParser, string) []string { return nil }

func (vlanValue) read(p *vlanSetParser, name string) error {
	word, err := p.next()
	if err != nil {
		return err
	}
	setting := VLANSetting{Name: name}
	if name == "state" {
		state, err := readPortState(word)
		if err != nil || state == -1 {
			return refuse(255, "Error: invalid STP state\n")
		}
		setting.Value = uint64(uint8(state))
	} else {
		_, size := VLANAttr(name, p.Global)
		var ok bool
		if setting.Value, ok = readUnsigned(word, size); !ok {
			return invalid(fmt.Sprintf("invalid %s", name), word)
		}
	}
	p.Settings = append(p.Settings, setting)
	return nil
}

// skipWord takes a word that means nothing; after "help" iproute2 wants another.
func (p *vlanSetParser) skipWord() (err error) {
	if word := p.word(); word == "help" || !p.Global && matches(word, "help") {
		_, err = p.next()
	}
	return err
}

func parseVLANSet(a *args, global bool) (Action, error) {
	p := &vlanSetParser{VLANSet: VLANSet{Global: global}, args: a, vid: -1}
	for rows := vlanSetRows(global); a.more(); a.skip() {
		if err := takeWord(rows, a.word(), p, (*vlanSetParser).skipWord); err != nil {
			return nil, err
		}
	}
	if !p.named || p.vid == -1 {
		return nil, refuse(255, "Device and VLAN ID are required arguments.\n")
	}
	return p.VLANSet, nil
}
