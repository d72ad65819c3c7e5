package ipcmd

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// BrctlHeader is the first line of `brctl show`.
const BrctlHeader = "bridge name\tbridge id\t\tSTP enabled\tinterfaces\n"

// BrctlBridgeText is what `brctl show` writes of a bridge. All are the links of its namespace.
func BrctlBridgeText(l topo.Link, all []topo.Link) string {
	enabled := "no"
	if l.Bridge.STP != 0 {
		enabled = "yes"
	}
	var names []string
	for _, p := range BrctlPorts(l, all) {
		names = append(names, p.Name)
	}
	return fmt.Sprintf("%s\t\t%s\t%s\t\t%s\n", l.Name, l.Bridge.ID, enabled, strings.Join(names, "\n\t\t\t\t\t\t\t"))
}

// BrctlPorts are the ports of a bridge by name, as bridge-utils finds them in /sys.
func BrctlPorts(bridge topo.Link, all []topo.Link) []topo.Link {
	var ports []topo.Link
	for _, l := range all {
		if l.Master == bridge.Index && l.Port != nil {
			ports = append(ports, l)
		}
	}
	slices.SortFunc(ports, func(a, b topo.Link) int { return cmp.Compare(a.Name, b.Name) })
	return ports
}

// BrctlMAC is a line of `brctl showmacs`: an address that a bridge knows, behind which of its ports. Age is in hundredths of a
// second.
type BrctlMAC struct {
	Port    int
	Address string
	Local   bool
	Age     int
}

// BrctlMACsText is what `brctl showmacs` writes.
func BrctlMACsText(list []BrctlMAC) string {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b BrctlMAC) int { return cmp.Compare(a.Address, b.Address) })
	var b strings.Builder
	b.WriteString("port no\tmac addr\t\tis local?\tageing timer\n")
	for _, m := range list {
		local := map[bool]string{true: "yes", false: "no"}[m.Local]
		fmt.Fprintf(&b, "%3d\t%s\t%s\t\t%s\n", m.Port, m.Address, local, Timer(m.Age))
	}
	return b.String()
}

// Timer writes hundredths of a second as bridge-utils and iproute2 do: "   1.02".
func Timer(hundredths int) string { return fmt.Sprintf("%4d.%02d", hundredths/100, hundredths%100) }

// BrctlSTPText is what `brctl showstp` writes of a bridge and its ports, which have their Details (br_dump_info).
func BrctlSTPText(l topo.Link, ports []topo.Link) string {
	var b strings.Builder
	d := details(l.Details.Kind)
	fmt.Fprintf(&b, "%s\n bridge id\t\t%s\n designated root\t%s\n", l.Name, d.id("bridge_id"), d.id("designated_root"))
	fmt.Fprintf(&b, " root port\t\t%4d\t\t\tpath cost\t\t%4d\n", d.number("root_port"), d.number("root_path_cost"))
	for _, t := range []struct{ word, name, tabs string }{
		{"max age", "max_age", "\t\t"}, {"hello time", "hello_time", "\t"}, {"forward delay", "forward_delay", "\t"},
	} {
		value := Timer(d.number(t.name))
		fmt.Fprintf(&b, " %s\t\t%s\t\t\tbridge %s%s%s\n", t.word, value, t.word, t.tabs, value)
	}
	fmt.Fprintf(&b, " ageing time\t\t%s\n", Timer(d.number("ageing_time")))
	fmt.Fprintf(&b, " hello timer\t\t%s\t\t\ttcn timer\t\t%s\n", d.word("hello_timer"), d.word("tcn_timer"))
	fmt.Fprintf(&b, " topology change timer\t%s\t\t\tgc timer\t\t%s\n", d.word("topology_change_timer"), d.word("gc_timer"))
	b.WriteString(" flags\t\t\t")
	if d.number("topology_change") != 0 {
		b.WriteString("TOPOLOGY_CHANGE ")
	}
	if d.number("topology_change_detected") != 0 {
		b.WriteString("TOPOLOGY_CHANGE_DETECTED ")
	}
	b.WriteString("\n\n\n")
	for _, p := range ports {
		b.WriteString(brctlPortText(p))
	}
	return b.String()
}

func brctlPortText(l topo.Link) string {
	var b strings.Builder
	d := details(l.Details.Port)
	fmt.Fprintf(&b, "%s (%d)\n", l.Name, d.number("port_no"))
	fmt.Fprintf(&b, " port id\t\t%04x\t\t\tstate\t\t%15s\n", d.number("port_id"), d.word("state"))
	fmt.Fprintf(&b, " designated root\t%s\tpath cost\t\t%4d\n", d.id("designated_root"), d.number("cost"))
	fmt.Fprintf(&b, " designated bridge\t%s\tmessage age timer\t%s\n", d.id("designated_bridge"), d.word("message_age_timer"))
	fmt.Fprintf(&b, " designated port\t%04x", d.number("designated_port"))
	fmt.Fprintf(&b, "\t\t\tforward delay timer\t%s\n", d.word("forward_delay_timer"))
	fmt.Fprintf(&b, " designated cost\t%4d\t\t\thold timer\t\t%s\n flags\t\t\t", d.number("designated_cost"), d.word("hold_timer"))
	if d.number("config_pending") != 0 {
		b.WriteString("CONFIG_PENDING ")
	}
	if d.number("topology_change_ack") != 0 {
		b.WriteString("TOPOLOGY_CHANGE_ACK ")
	}
	if d.word("hairpin") == "on" {
		fmt.Fprintf(&b, "\n hairpin mode\t\t%4d", 1)
	}
	return b.String() + "\n\n"
}

// details finds the values of a list by their words.
type details []topo.Detail

func (d details) word(name string) string {
	for _, v := range d {
		if v.Name == name {
			return v.Value
		}
	}
	return ""
}

func (d details) number(name string) int {
	n, _ := strconv.ParseInt(d.word(name), 0, 64)
	return int(n)
}

// id is a bridge's id with all its digits: iproute2 writes "8000.2:0:0:0:0:1", bridge-utils "8000.020000000001".
func (d details) id(name string) string {
	priority, address, _ := strings.Cut(d.word(name), ".")
	var b strings.Builder
	for part := range strings.SplitSeq(address, ":") {
		fmt.Fprintf(&b, "%02s", part)
	}
	return priority + "." + b.String()
}
