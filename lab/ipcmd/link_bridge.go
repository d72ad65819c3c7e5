package ipcmd

import (
	"fmt"
	"strconv"
)

// BridgeSetting is one of the settings of a bridge (iplink_bridge.c): an attribute IFLA_BR_* of the kernel.
type BridgeSetting struct {
	Name  string
	Value uint32
}

// BridgeAttr tells what the kernel knows a setting by: the number of its attribute and its size in bytes.
// The size is 0 for a name that is no setting of [BridgeSetting].
func BridgeAttr(name string) (attr uint16, size int) {
	switch name {
	case "forward_delay":
		return 1, 4
	case "hello_time":
		return 2, 4
	case "max_age":
		return 3, 4
	case "ageing_time":
		return 4, 4
	case "stp_state":
		return 5, 4
	case "priority":
		return 6, 2
	case "vlan_filtering":
		return 7, 1
	case "mcast_snooping":
		return 23, 1
	}
	return 0, 0
}

// parseBridge reads the settings after "type bridge". They are nil if one of them needs the machine's own ip.
func parseBridge(a *args) ([]BridgeSetting, error) {
	var list []BridgeSetting
	for ; a.more(); a.skip() {
		name := a.word()
		_, size := BridgeAttr(name)
		if size == 0 {
			return nil, nil
		}
		word, err := a.next()
		if err != nil {
			return nil, err
		}
		value, err := strconv.ParseUint(word, 0, size*8)
		if err != nil {
			return nil, invalid(fmt.Sprintf("invalid %s", name), word)
		}
		list = append(list, BridgeSetting{name, uint32(value)})
	}
	return list, nil
}

func bridgeWords(settings []BridgeSetting) []string {
	var list []string
	for _, s := range settings {
		list = append(list, s.Name, strconv.FormatUint(uint64(s.Value), 10))
	}
	return list
}
