package topo

import (
	"maps"
	"slices"
	"strings"
)

// LinkSysctl is the name of a setting of a link, such as net.ipv4.conf.eth0.rp_filter, or net.ipv6.conf.… with inet6. Dots in the
// link's own name become slashes, as sysctl(8) has it.
func LinkSysctl(inet6 bool, link, setting string) string {
	family := "ipv4"
	if inet6 {
		family = "ipv6"
	}
	return "net." + family + ".conf." + strings.ReplaceAll(link, ".", "/") + "." + setting
}

// sysctls are the namespace's settings as sysctl(8) prints them, by name.
func (n Namespace) sysctls() []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(n.Sysctls)) {
		list = append(list, name+" = "+strings.ReplaceAll(n.Sysctls[name], "\t", " "))
	}
	return list
}
