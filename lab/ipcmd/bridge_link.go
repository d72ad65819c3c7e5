package ipcmd

import (
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// BridgeLinkShow is `bridge link show`: the ports of bridges; of one device, where Dev is not empty.
type BridgeLinkShow struct{ Dev string }

// BridgeLinkSet is `bridge link set`.
type BridgeLinkSet struct {
	Dev      string
	Settings []PortSetting
	// Self and Master tell who shall do it: the device itself, or the bridge; neither means the bridge.
	Self, Master bool
}

// PortSetting is one of the settings of a bridge's port: an attribute IFLA_BRPORT_* of the kernel, by iproute2's word.
type PortSetting struct {
	Name  string
	Value uint32
}

func (BridgeLinkShow) tool() string { return "bridge" }
func (BridgeLinkSet) tool() string  { return "bridge" }

func (a BridgeLinkShow) words() []string {
	return append([]string{"link", "show"}, option("dev", a.Dev)...)
}

func (s BridgeLinkSet) words() []string {
	list := []string{"link", "set", "dev", quote(s.Dev)}
	for _, setting := range s.Settings {
		value := strconv.Itoa(int(setting.Value))
		if isPortSwitch(setting.Name) {
			value = map[bool]string{true: "on", false: "off"}[setting.Value != 0]
		} else if setting.Name == "state" && int(setting.Value) < len(portStates()) {
			value = portStates()[setting.Value]
		}
		list = append(list, setting.Name, value)
	}
	if s.Self {
		list = append(list, "self")
	}
	if s.Master {
		list = append(list, "master")
	}
	return list
}

// PortAttr tells what the kernel knows a setting of a port by: the number of its attribute (IFLA_BRPORT_* of if_link.h) and
// its size in bytes. The size is 0 for a name that is no setting of [PortSetting].
func PortAttr(name string) (attr uint16, size int) {
	switch name {
	case "state":
		return 1, 1
	case "priority":
		return 2, 2
	case "cost":
		return 3, 4
	case "hairpin":
		return 4, 1
	case "guard":
		return 5, 1
	case "root_block":
		return 6, 1
	case "fastleave":
		return 7, 1
	case "learning":
		return 8, 1
	case "flood":
		return 9, 1
	case "learning_sync":
		return 11, 1
	case "mcast_router":
		return 25, 1
	case "mcast_flood":
		return 27, 1
	case "mcast_to_unicast":
		return 28, 1
	case "vlan_tunnel":
		return 29, 1
	case "bcast_flood":
		return 30, 1
	case "neigh_suppress":
		return 32, 1
	case "isolated":
		return 33, 1
	case "locked":
		return 39, 1
	}
	return 0, 0
}

// isPortSwitch tells whether a setting is on or off.
func isPortSwitch(name string) bool {
	_, size := PortAttr(name)
	return size == 1 && name != "state" && name != "mcast_router"
}

// portStates are the words for BR_STATE_*, by number (if_bridge.h).
func portStates() []string {
	return []string{"disabled", "listening", "learning", "forwarding", "blocking"}
}

// parseBridgeLink reads what stands after "bridge link" (bridge/link.c, do_link).
func parseBridgeLink(a *args) (Action, error) {
	if !a.more() {
		return BridgeLinkShow{}, nil
	}
	word := a.word()
	a.skip()
	switch {
	case matches(word, "set"), matches(word, "change"):
		return parseBridgeLinkSet(a)
	case matches(word, "show"), matches(word, "lst"), matches(word, "list"):
		show, err := parseBridgeLinkShow(a)
		return show, err
	case matches(word, "help"):
		return nil, bridgeLinkUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"bridge link help\".\n", word)
}

// parseBridgeLinkShow takes the words that mean nothing to it as `bridge` does: without a word.
func parseBridgeLinkShow(a *args) (show BridgeLinkShow, err error) {
	for ; a.more(); a.skip() {
		if a.word() != "dev" {
			continue
		}
		name, err := a.next()
		if err != nil {
			return show, err
		}
		if show.Dev != "" {
			return show, duplicate("dev", name)
		}
		if name == "" {
			return show, refuse(255, "Cannot find device \"\"\n")
		}
		show.Dev = name
	}
	return show, nil
}

func parseBridgeLinkSet(a *args) (Action, error) {
	var set BridgeLinkSet
	named := false
	for ; a.more(); a.skip() {
		var err error
		switch word := a.word(); {
		case word == "dev":
			named = true
			set.Dev, err = a.next()
		case word == "self":
			set.Self = true
		case word == "master":
			set.Master = true
		case word == "hwmode", word == "backup_port", word == "nobackup_port":
			return Foreign{}, nil
		default:
			err = set.read(a)
		}
		if err != nil {
			return nil, err
		}
	}
	if !named {
		return nil, refuse(255, "Device is a required argument.\n")
	}
	return set, nil
}

// read takes the setting at the cursor. A number that C reads as "not given" (brlink_modify) takes the setting back.
func (s *BridgeLinkSet) read(a *args) error {
	name := a.word()
	if _, size := PortAttr(name); size == 0 {
		return bridgeLinkUsage()
	}
	word, err := a.next()
	if err != nil {
		return err
	}
	given, value := true, uint32(0)
	switch name {
	case "cost":
		value = uint32(atoi(word))
		given = value != 0
	case "priority":
		n := int16(atoi(word))
		given, value = n >= 0, uint32(n)
	case "mcast_router":
		n := int8(atoi(word))
		given, value = n >= 0, uint32(n)
	case "state":
		n, err := portState(word)
		if err != nil {
			return err
		}
		given, value = n >= 0, uint32(n)
	default:
		if word != "on" && word != "off" {
			return refuse(234, "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%s\"\n", name, word)
		}
		if word == "on" {
			value = 1
		}
	}
	s.Settings = slices.DeleteFunc(s.Settings, func(p PortSetting) bool { return p.Name == name })
	if given {
		s.Settings = append(s.Settings, PortSetting{name, value})
	}
	if len(s.Settings) == 0 {
		s.Settings = nil
	}
	return nil
}

func portState(word string) (int8, error) {
	if n, err := strconv.ParseInt(word, 10, 64); err == nil {
		return int8(n), nil
	}
	if n := slices.Index(portStates(), word); n >= 0 {
		return int8(n), nil
	}
	return 0, refuse(255, "Error: invalid STP port state\n")
}

// atoi is C's: the number that a word begins with, 0 for none.
func atoi(word string) int64 {
	word = strings.TrimLeft(word, " \t\n\v\f\r")
	digits := strings.TrimPrefix(strings.TrimPrefix(word, "+"), "-")
	if len(word)-len(digits) > 1 {
		return 0
	}
	end := len(digits) - len(strings.TrimLeft(digits, "0123456789"))
	n, _ := strconv.ParseInt(digits[:end], 10, 64)
	if strings.HasPrefix(word, "-") {
		return -n
	}
	return n
}

// BridgePort writes a bridge's port as `bridge link show` does, with its settings where the printer's options ask for details and the
// link has them. All are the links of its namespace.
//
// Where the other end of the port is in another namespace iproute2 looks its index up in this one, and prints the name of a
// link that has nothing to do with it: here it is "@if7", as `ip link` has it.
func (p *Printer) BridgePort(l topo.Link, all []topo.Link) {
	p.object(func() {
		p.number("ifindex", "", int64(l.Index), ": ")
		p.linkName(l, all, "%s: ")
		p.flags(l, all)
		p.number("mtu", "mtu ", int64(l.MTU), " ")
		if l.Master != 0 {
			p.string("master", "master ", deviceName(l.Master, all), " ")
		}
		if port := l.Port; port != nil {
			p.string("state", "state ", port.State, " ")
			p.number("priority", "priority ", int64(port.Priority), " ")
			p.number("cost", "cost ", int64(port.Cost), " ")
		}
		if p.o.Details && l.Details != nil {
			p.line()
			p.say("    ")
			p.portDetails(l.Details.Port)
		}
		p.say("\n")
	})
}

// portDetails are those of a port's settings that bridge(8) tells, in its order, and in JSON under its words.
func (p *Printer) portDetails(list []topo.Detail) {
	for _, name := range []string{
		"hairpin", "guard", "root_block", "fastleave", "learning", "flood", "mcast_flood", "bcast_flood", "mcast_router", "mcast_to_unicast",
		"neigh_suppress", "vlan_tunnel", "backup_port", "isolated", "locked",
	} {
		i := slices.IndexFunc(list, func(d topo.Detail) bool { return d.Name == name })
		if i >= 0 {
			p.say(name + " " + list[i].Value + " ")
			p.json(name, list[i].JSON)
		}
	}
}
