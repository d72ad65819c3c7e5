package ipcmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// VLANShow is `bridge vlan show`, `tunnelshow` and `global show`.
type VLANShow struct {
	Dev     string
	VID     uint32 // 0 for any
	Tunnels bool
	Global  bool
}

// VLANModify is `bridge vlan add` and `delete`.
type VLANModify struct {
	Delete         bool
	Dev            string
	VID            int16
	Range          bool
	End            int16 // -1 for none
	PVID, Untagged bool
	Self, Master   bool
	// Tunnel is whether the VLAN stands for a network of a tunnel: that of TunnelID, up to TunnelEnd where it is a range.
	Tunnel              bool
	TunnelID, TunnelEnd uint32
}

// VLANSet is `bridge vlan set` and `global set`.
type VLANSet struct {
	Global   bool
	Dev      string
	Settings []VLANSetting
}

// VLANSetting is "vid" with its VLAN and the end of a range, 0 for none, or one of the settings with its value.
type VLANSetting struct {
	Name  string
	Value uint64
	End   int16
}

func (VLANShow) tool() string   { return "bridge" }
func (VLANModify) tool() string { return "bridge" }
func (VLANSet) tool() string    { return "bridge" }

func (s VLANShow) words() []string {
	list := []string{"vlan", "show"}
	switch {
	case s.Tunnels:
		list[1] = "tunnelshow"
	case s.Global:
		list = []string{"vlan", "global", "show"}
	}
	list = append(list, option("dev", s.Dev)...)
	if s.VID != 0 {
		list = append(list, "vid", strconv.FormatUint(uint64(s.VID), 10))
	}
	return list
}

func (m VLANModify) words() []string {
	list := []string{"vlan", map[bool]string{false: "add", true: "del"}[m.Delete], "dev", quote(m.Dev), "vid", strconv.Itoa(int(uint16(m.VID)))}
	if m.Range {
		list[len(list)-1] += "-" + strconv.Itoa(int(m.End))
	}
	if m.Tunnel {
		list = append(list, "tunnel_info", "id", strconv.FormatUint(uint64(m.TunnelID), 10))
		if m.TunnelEnd != 0 {
			list[len(list)-1] += "-" + strconv.FormatUint(uint64(m.TunnelEnd), 10)
		}
	}
	for _, f := range []struct {
		set  bool
		word string
	}{{m.PVID, "pvid"}, {m.Untagged, "untagged"}, {m.Self, "self"}, {m.Master, "master"}} {
		if f.set {
			list = append(list, f.word)
		}
	}
	return list
}

func (s VLANSet) words() []string {
	list := []string{"vlan", "set", "dev", quote(s.Dev)}
	if s.Global {
		list = []string{"vlan", "global", "set", "dev", quote(s.Dev)}
	}
	for _, setting := range s.Settings {
		value := strconv.FormatUint(setting.Value, 10)
		if setting.End != 0 {
			value += "-" + strconv.Itoa(int(setting.End))
		}
		list = append(list, setting.Name, value)
	}
	return list
}

// VLANAttr is the number of a setting's attribute, and its size in bytes (BRIDGE_VLANDB_ENTRY_* and BRIDGE_VLANDB_GOPTS_* of
// if_bridge.h). The size is 0 for a name that is none.
func VLANAttr(name string, global bool) (attr uint16, size int) {
	switch {
	case !global && name == "state":
		return 3, 1
	case !global && name == "mcast_router":
		return 6, 1
	case !global:
		return 0, 0
	}
	for _, o := range vlanOptions() {
		if o.name == name {
			return o.attr, o.size
		}
	}
	return 0, 0
}

// vlanOption is a setting of a VLAN of a whole bridge.
type vlanOption struct {
	name string
	attr uint16
	size int
	// with is the attribute by which iproute2 tells whether this one is shown; 0 for its own.
	with uint16
}

// vlanOptions are in the order in which iproute2 shows them. It looks at another attribute than it shows in one place.
func vlanOptions() []vlanOption {
	return []vlanOption{
		{"mcast_snooping", 3, 1, 0}, {"mcast_querier", 15, 1, 0}, {"mcast_igmp_version", 4, 1, 0}, {"mcast_mld_version", 5, 1, 0},
		{"mcast_last_member_count", 6, 4, 5}, {"mcast_last_member_interval", 8, 8, 0}, {"mcast_startup_query_count", 7, 4, 0},
		{"mcast_startup_query_interval", 14, 8, 0}, {"mcast_membership_interval", 10, 8, 0}, {"mcast_querier_interval", 11, 8, 0},
		{"mcast_query_interval", 12, 8, 0}, {"mcast_query_response_interval", 13, 8, 0},
	}
}

// parseVLAN reads what stands after "bridge vlan" (bridge/vlan.c, do_vlan).
func parseVLAN(a *args) (Action, error) {
	if !a.more() {
		return VLANShow{}, nil
	}
	word := a.word()
	a.skip()
	switch {
	case matches(word, "add"):
		return parseVLANModify(a, VLANModify{})
	case matches(word, "delete"):
		return parseVLANModify(a, VLANModify{Delete: true})
	case matches(word, "show"), matches(word, "lst"), matches(word, "list"):
		return parseVLANShow(a, VLANShow{})
	case matches(word, "tunnelshow"):
		return parseVLANShow(a, VLANShow{Tunnels: true})
	case matches(word, "set"):
		return parseVLANSet(a, false)
	case word == "global":
		return parseVLANGlobal(a)
	case matches(word, "help"):
		return nil, vlanUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"bridge vlan help\".\n", word)
}

func parseVLANGlobal(a *args) (Action, error) {
	word, more := a.word(), a.more()
	a.skip()
	switch {
	case !more, word == "show", word == "lst", word == "list":
		return parseVLANShow(a, VLANShow{Global: true})
	case word == "set":
		return parseVLANSet(a, true)
	}
	return nil, vlanUsage()
}

// parseVLANShow takes the words that mean nothing to it without a word, as `bridge` does.
func parseVLANShow(a *args, show VLANShow) (Action, error) {
	var err error
	named := false
	for ; a.more() && err == nil; a.skip() {
		var word string
		switch a.word() {
		case "dev":
			if word, err = a.next(); err == nil && named {
				err = duplicate("dev", word)
			}
			show.Dev, named = word, true
		case "vid":
			if word, err = a.next(); err == nil && show.VID != 0 {
				err = duplicate("vid", word)
			}
			show.VID = uint32(atoi(word))
		}
	}
	if err == nil && named && show.Dev == "" {
		err = refuse(255, "Cannot find device \"\"\n")
	}
	return show, err
}

// vlanRange reads a VLAN, or a range of them, as atoi(3) does: what is no number is 0.
func vlanRange(word string) (vid, end int16, ranged bool) {
	from, to, ranged := strings.Cut(word, "-")
	return int16(atoi(from)), int16(atoi(to)), ranged
}

// parseVLANModify reads the words of vlan_modify.
func parseVLANModify(a *args, m VLANModify) (Action, error) {
	m.VID, m.End = -1, -1
	var err error
	named := false
	for ; a.more() && err == nil; a.skip() {
		var word string
		switch a.word() {
		case "dev":
			m.Dev, err = a.next()
			named = true
		case "vid":
			if word, err = a.next(); err == nil {
				vid, end, ranged := vlanRange(word)
				if m.VID = vid; ranged {
					m.End, m.Range = end, true
				}
			}
		case "self":
			m.Self = true
		case "master":
			m.Master = true
		case "pvid":
			m.PVID = true
		case "untagged":
			m.Untagged = true
		case "tunnel_info":
			err = m.tunnel(a)
		default:
			if matches(a.word(), "help") {
				_, err = a.next()
			}
		}
	}
	switch {
	case err != nil:
		return nil, err
	case !named || m.VID == -1:
		return nil, refuse(255, "Device and VLAN ID are required arguments.\n")
	}
	return m, nil
}

// tunnel reads the words after "tunnel_info" (parse_tunnel_info).
func (m *VLANModify) tunnel(a *args) error {
	word, err := a.next()
	if err != nil {
		return err
	}
	if !matches(word, "id") {
		return invalid("tunnel id expected", word)
	}
	if word, err = a.next(); err != nil {
		return err
	}
	from, to, ranged := strings.Cut(word, "-")
	first, ok := number(from)
	last := m.TunnelEnd
	if ok && ranged {
		last, ok = number(to)
	}
	if !ok || first >= 1<<24 || last >= 1<<24 {
		return invalid("invalid tun id", from)
	}
	m.Tunnel, m.TunnelID, m.TunnelEnd = true, first, last
	return nil
}

// Check is what iproute2 finds wrong after it has found the device.
func (m VLANModify) Check() error {
	switch {
	case m.VID >= 4096:
		return refuse(255, "Invalid VLAN ID \"%d\"\n", m.VID)
	case m.Range && (m.End == -1 || m.End >= 4096 || m.VID >= m.End):
		return refuse(255, "Invalid VLAN range \"%d-%d\"\n", uint16(m.VID), uint16(m.End))
	case m.Range && m.PVID:
		return refuse(255, "pvid cannot be configured for a vlan range\n")
	}
	return nil
}

// parseVLANSet reads the words of vlan_option_set and vlan_global_option_set, which look the device up as they come to its name: what is
// wrong behind that is told only if there is such a device.
func parseVLANSet(a *args, global bool) (Action, error) {
	s := VLANSet{Global: global}
	named, vid := false, int64(-1)
	for ; a.more(); a.skip() {
		var err error
		if a.word() == "dev" {
			if s.Dev, err = a.next(); err == nil && s.Dev == "" {
				err = refuse(255, "Cannot find network device \"\"\n")
			}
			named = err == nil
		} else if err = s.read(a); err == nil {
			if i := len(s.Settings) - 1; i >= 0 && s.Settings[i].Name == "vid" {
				vid = int64(int16(s.Settings[i].Value))
			}
		}
		if err != nil {
			return refusedOf(a, s.Dev, err)
		}
	}
	if !named || vid == -1 {
		return refusedOf(a, s.Dev, refuse(255, "Device and VLAN ID are required arguments.\n"))
	}
	return s, nil
}

// refusedOf is an error that is told if there is a device of that name; without a name it is just the error.
func refusedOf(a *args, dev string, err error) (Action, error) {
	refused, ok := err.(*Error)
	if dev == "" || !ok {
		return nil, err
	}
	return Reply{Words: slices.Clone(a.words), Err: refused.Text, Status: refused.Status, Tool: "bridge", Dev: dev}, nil
}

// read takes the setting at the cursor. A word that means nothing is skipped.
func (s *VLANSet) read(a *args) error {
	name := a.word()
	attr, size := VLANAttr(name, s.Global)
	switch {
	case name != "vid" && attr == 0:
		if name == "help" || !s.Global && matches(name, "help") {
			_, err := a.next()
			return err
		}
		return nil
	}
	word, err := a.next()
	if err != nil {
		return err
	}
	setting := VLANSetting{Name: name}
	switch name {
	case "vid":
		vid, end, ranged := vlanRange(word)
		switch {
		case ranged && (vid >= end || end >= 4096):
			return refuse(255, "Invalid VLAN range \"%d-%d\"\n", uint16(vid), uint16(end))
		case vid >= 4096:
			return refuse(255, "Invalid VLAN ID \"%d\"\n", vid)
		}
		setting.Value, setting.End = uint64(uint16(vid)), end
	case "state":
		state, err := portState(word)
		if err != nil || state == -1 {
			return refuse(255, "Error: invalid STP state\n")
		}
		setting.Value = uint64(uint8(state))
	default:
		n, err := strconv.ParseUint(word, 0, 8*size)
		if err != nil || isGoNumber(word) {
			return invalid(fmt.Sprintf("invalid %s", name), word)
		}
		setting.Value = n
	}
	s.Settings = append(s.Settings, setting)
	return nil
}
