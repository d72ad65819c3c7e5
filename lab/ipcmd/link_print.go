package ipcmd

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// PrintLinks writes what `ip link show` does of those links. All are the links of their namespace, by which a master
// and the other end of a pair in the same namespace get their names. With o.Brief and o.OneLine it is a line a link.
func PrintLinks(w io.Writer, links, all []topo.Link, o Options) error {
	var b strings.Builder
	for _, l := range links {
		if o.Brief {
			b.WriteString(briefLink(l, all))
			if l.Address != "" {
				b.WriteString(l.Address + " ")
			}
			b.WriteString("<" + strings.Join(flagNames(l, all), ",") + "> \n")
			continue
		}
		b.WriteString(linkHead(l, all, true, o))
		b.WriteString(newline(o) + linkLayer(l) + detailText(l, true, o))
		if l.Alias != "" {
			b.WriteString(newline(o) + "    alias " + l.Alias)
		}
		for _, name := range l.AltNames {
			b.WriteString(newline(o) + "    altname " + name)
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// newline ends a line within an object: with -o it is a backslash.
func newline(o Options) string {
	if o.OneLine {
		return `\`
	}
	return "\n"
}

// linkHead is the first line of a link, without its end: "2: veth0@if3: <…> mtu … qlen 1000". The link mode is told by
// `ip link` only. The last blank is there where iproute2 leaves one.
func linkHead(l topo.Link, all []topo.Link, mode bool, o Options) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d: %s: <%s> mtu %d ", l.Index, linkName(l, all), strings.Join(flagNames(l, all), ","), l.MTU)
	if l.Qdisc != "" {
		fmt.Fprintf(&b, "qdisc %s ", l.Qdisc)
	}
	if l.Master != 0 {
		fmt.Fprintf(&b, "master %s ", deviceName(l.Master, all))
	}
	if l.OperState != "" {
		fmt.Fprintf(&b, "state %s ", l.OperState)
	}
	if mode && l.Mode != "" {
		fmt.Fprintf(&b, "mode %s ", l.Mode)
	}
	fmt.Fprintf(&b, "group %s ", groupName(l.Group))
	if l.TxQueue != 0 {
		fmt.Fprintf(&b, "qlen %d", l.TxQueue)
	}
	return b.String()
}

// linkLayer is the second line of a link: "    link/ether … brd … link-netns test0".
func linkLayer(l topo.Link) string {
	line := "    link/" + l.Type + " " + l.Address
	if l.Broadcast != "" {
		word := " brd "
		if l.Flags&flagPointToPoint != 0 {
			word = " peer "
		}
		line += word + l.Broadcast
	}
	return line + linkNetns(l)
}

// linkNetns tells where the other end of a link is: " link-netns test0", nothing for the same namespace.
func linkNetns(l topo.Link) string {
	switch id := l.LinkNetnsID; {
	case id == nil:
		return ""
	case l.LinkNetns != "":
		return " link-netns " + l.LinkNetns
	case *id >= 0:
		return " link-netnsid " + strconv.Itoa(*id)
	default:
		return " link-netnsid unknown"
	}
}

// briefLink is what a link and its addresses begin with under -br: name and state, in columns.
func briefLink(l topo.Link, all []topo.Link) string {
	return fmt.Sprintf("%-16s %-14s ", linkName(l, all), l.OperState)
}

const flagPointToPoint = 1 << 4

// linkName is the name with what it hangs on: "veth0@veth1" in the same namespace, "veth0@if3" in another.
func linkName(l topo.Link, all []topo.Link) string {
	switch {
	case l.Parent == 0 && !hasParent(l):
		return l.Name
	case l.Parent == 0:
		return l.Name + "@NONE"
	case l.LinkNetnsID != nil:
		return fmt.Sprintf("%s@if%d", l.Name, l.Parent)
	default:
		return l.Name + "@" + deviceName(l.Parent, all)
	}
}

// hasParent tells whether the kernel sends an IFLA_LINK of 0 for that kind of link: iproute2 prints @NONE for it.
func hasParent(l topo.Link) bool {
	switch l.Kind {
	case "ipip", "sit", "gre", "gretap", "erspan", "vti", "vti6", "ip6tnl", "ip6gre", "ip6gretap", "ip6erspan", "xfrm":
		return true
	}
	return false
}

func deviceName(index int, all []topo.Link) string {
	for _, l := range all {
		if l.Index == index {
			return l.Name
		}
	}
	return "if" + strconv.Itoa(index)
}

// flagNames are the flags as iproute2 prints them (print_link_flags): NO-CARRIER for up but not running, M-DOWN for an
// other end in the same namespace that is down.
func flagNames(l topo.Link, all []topo.Link) []string {
	var list []string
	if l.Flags&topo.FlagUp != 0 && l.Flags&topo.FlagRunning == 0 {
		list = append(list, "NO-CARRIER")
	}
	list = append(list, (l.Flags &^ topo.FlagRunning).Names()...)
	if l.Parent != 0 && l.LinkNetnsID == nil {
		for _, other := range all {
			if other.Index == l.Parent && other.Flags&topo.FlagUp == 0 {
				list = append(list, "M-DOWN")
			}
		}
	}
	return list
}

// groupName is the name of a group of links; /etc/iproute2/group has one name only.
func groupName(group uint32) string {
	if group == 0 {
		return "default"
	}
	return strconv.FormatUint(uint64(group), 10)
}
