package ipcmd

import (
	"fmt"
	"io"
	"strconv"

	"vethlab/lab/topo"
)

// PrintLinks writes what `ip link show` does of those links. All are the links of their namespace, by which a master
// and the other end of a pair in the same namespace get their names. With o.Brief and o.OneLine it is a line a link.
func PrintLinks(w io.Writer, links, all []topo.Link, o Options) error {
	p := NewPrinter(o)
	for _, l := range links {
		p.Link(l, all)
	}
	return p.Flush(w)
}

// Link writes a link as `ip link show` does (print_linkinfo of ipaddress.c). All are the links of its namespace.
func (p *Printer) Link(l topo.Link, all []topo.Link) {
	p.object(func() {
		if p.o.Brief {
			p.briefLink(l, all)
			if l.Address != "" {
				p.colored(colorMAC, "address", "", l.Address, " ")
			}
			p.flags(l, all)
			p.say("\n")
			return
		}
		p.linkHead(l, all, true)
		p.line()
		p.linkLayer(l)
		p.say(detailText(l, true, p.o))
		p.details(l, true)
		p.alias(l)
		p.stats(l)
		p.altNames(l)
		p.say("\n")
	})
}

func (p *Printer) alias(l topo.Link) {
	if l.Alias != "" {
		p.line()
		p.string("ifalias", "    alias ", l.Alias, "")
	}
}

func (p *Printer) altNames(l topo.Link) {
	if l.AltNames == nil {
		return
	}
	p.array("altnames", func() {
		for _, name := range l.AltNames {
			p.line()
			p.string("", "    altname ", name, "")
		}
	})
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
func (p *Printer) linkHead(l topo.Link, all []topo.Link, mode bool) {
	p.number("ifindex", "", int64(l.Index), ": ")
	p.linkName(l, all, 0, ": ")
	p.flags(l, all)
	p.linkState(l, all)
	if mode && l.Mode != "" {
		p.string("linkmode", "mode ", l.Mode, " ")
	}
	p.string("group", "group ", p.group(l.Group), " ")
	p.queue(l)
}

// linkState is the middle of that line, up to the state.
func (p *Printer) linkState(l topo.Link, all []topo.Link) {
	p.number("mtu", "mtu ", int64(l.MTU), " ")
	if l.Qdisc != "" {
		p.string("qdisc", "qdisc ", l.Qdisc, " ")
	}
	if l.Master != 0 {
		p.string("master", "master ", deviceName(l.Master, all), " ")
	}
	if l.OperState != "" {
		p.colored(stateColor(l), "operstate", "state ", l.OperState, " ")
	}
}

func (p *Printer) queue(l topo.Link) {
	if l.TxQueue != 0 {
		p.number("txqlen", "qlen ", int64(l.TxQueue), "")
	}
}

func stateColor(l topo.Link) color {
	switch l.OperState {
	case "UP":
		return colorUp
	case "DOWN":
		return colorDown
	}
	return plain
}

// linkLayer is the second line of a link: "    link/ether … brd … link-netns test0".
func (p *Printer) linkLayer(l topo.Link) {
	p.string("link_type", "    link/", p.layer(l.Type), " ")
	if l.Address != "" {
		p.colored(colorMAC, "address", "", l.Address, "")
	}
	if l.Broadcast != "" {
		word := " brd "
		if l.Flags&flagPointToPoint != 0 {
			word = " peer "
			p.json("link_pointtopoint", "true")
		}
		p.colored(colorMAC, "broadcast", word, l.Broadcast, "")
	}
	p.linkNetns(l)
}

// linkNetns tells where the other end of a link is: " link-netns test0", nothing for the same namespace. In JSON it is always the id.
func (p *Printer) linkNetns(l topo.Link) {
	switch id := l.LinkNetnsID; {
	case id == nil:
	case *id < 0:
		p.say(" link-netnsid unknown")
	case l.LinkNetns != "" && !p.o.JSON:
		p.say(" link-netns " + l.LinkNetns)
	default:
		p.number("link_netnsid", " link-netnsid ", int64(*id), "")
	}
}

// briefLink is what a link and its addresses begin with under -br: name and state, in columns.
func (p *Printer) briefLink(l topo.Link, all []topo.Link) {
	p.linkName(l, all, 16, " ")
	if p.o.JSON {
		p.string("operstate", "", l.OperState, "")
		return
	}
	p.colored(stateColor(l), "", "", fmt.Sprintf("%-14s ", l.OperState), "")
}

// linkName writes a name with what it hangs on; JSON has the two apart (print_name_and_link of utils.c).
func (p *Printer) linkName(l topo.Link, all []topo.Link, width int, after string) {
	if !p.o.JSON {
		p.colored(colorName, "", "", pad(linkName(l, all), width)+after, "")
		return
	}
	switch {
	case l.Parent == 0 && hasParent(l):
		p.json("link", "null")
	case l.Parent == 0:
	case l.LinkNetnsID != nil:
		p.number("link_index", "", int64(l.Parent), "")
	default:
		p.string("link", "", deviceName(l.Parent, all), "")
	}
	p.string("ifname", "", l.Name, "")
}

// flags writes "<UP,LOWER_UP> ".
func (p *Printer) flags(l topo.Link, all []topo.Link) {
	p.say("<")
	p.array("flags", func() {
		for i, name := range flagNames(l, all) {
			if i > 0 {
				p.say(",")
			}
			p.string("", "", name, "")
		}
	})
	p.say("> ")
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

// group is the name of a group of links.
func (p *Printer) group(group uint32) string {
	return p.named(groupNames(), nameOf(groupNames().names, group))
}

// layer is the word after "link/", with -N the ARPHRD_* in brackets.
func (p *Printer) layer(word string) string {
	number := p.numbered(layerNames(), word)
	if number == word {
		return word
	}
	return "[" + number + "]"
}

// layerNames are the ARPHRD_* of if_arp.h that iproute2 has a word for (lib/ll_types.c), but for those of networks that are no more.
func layerNames() []numberName {
	return []numberName{
		{1, "ether"}, {32, "infiniband"}, {512, "ppp"}, {768, "ipip"}, {769, "tunnel6"}, {772, "loopback"}, {776, "sit"}, {778, "gre"},
		{823, "gre6"}, {824, "netlink"}, {65534, "none"},
	}
}

// LayerName is `ip`'s word after "link/" for an ARPHRD_*: "ether", "loopback", or the number in brackets.
func LayerName(hardware uint16) string {
	for _, n := range layerNames() {
		if n.number == uint32(hardware) {
			return n.name
		}
	}
	return fmt.Sprintf("[%d]", hardware)
}
