package ipcmd

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// LinkParams are what `ip link add`, `ip link set` and the peer of a veth have in common (iplink.c, iplink_parse).
// A nil pointer is a setting that was not given.
type LinkParams struct {
	Dev  string // the device that is set; empty where one is added
	Name string // of add the new device's name, empty if the kernel shall choose; of set its new name
	Link string // the device below, after "link"
	// Index is the new device's index; 0 lets the kernel choose.
	Index      int
	Address    string // "52:54:00:00:00:01"
	Broadcast  string
	TxQueueLen *int
	MTU        *int
	// Netns is the name, the path or the process id of the namespace to go to; it is looked up in that order.
	Netns string
	// LinkNetns and LinkNetnsID are the namespace of the other end or of the device below, by its name or its id here.
	LinkNetns   string
	LinkNetnsID *int
	Master      *string // empty is nomaster
	Alias       *string
	Group       *int
	// AddrGenMode tells how the link makes its link-local address: eui64, none, stable_secret or random.
	AddrGenMode              string
	NumTxQueues, NumRxQueues *int
	// Mode and State are what the link is told of itself (RFC 2863): "dormant", "up".
	Mode, State                        string
	GSOMaxSize, GSOMaxSegs, GROMaxSize *uint32

	Up, Multicast, AllMulticast, Promisc, Trailers, ARP, Dynamic *bool
	Carrier, ProtoDown                                           *bool
}

// LinkAdd is `ip link add`, or `ip link replace`, which changes the link if it is there. Peer is the other end of a veth, nil where
// nothing was said of it.
type LinkAdd struct {
	LinkParams
	Replace bool
	Type    string
	Peer    *LinkParams
	// Settings are the words after "type KIND", and Wrong is what follows them, nil in a right line.
	Settings []Setting
	Wrong    *WrongSetting
}

// LinkSet is `ip link set`. Where Dev is empty, the devices of Group are set.
type LinkSet struct {
	LinkParams
	Type string // may be empty
	// Settings and Wrong are as of LinkAdd.
	Settings []Setting
	Wrong    *WrongSetting
}

// LinkDelete is `ip link delete`; where Dev is empty, the devices of Group are deleted. Type may be empty.
type LinkDelete struct {
	Dev   string
	Group *int
	Type  string
}

// LinkShow is `ip link show`, with its filters; empty ones let all links through.
type LinkShow struct {
	Dev      string
	Up       bool
	Master   string
	NoMaster bool
	VRF      string // a master that is a VRF
	Type     string // a kind
	PortType string // a kind of port: "bridge_slave"
	Group    *int
}

// parseLink reads what stands after "ip link" (iplink.c, do_iplink).
func parseLink(a *args, o Options) (Action, error) {
	if !a.more() {
		return LinkShow{}, nil
	}
	return parseVerb("ip link", linkVerbs, a, o)
}

func linkVerbs(yield func(verb) bool) {
	parameters := func() []Word { return explained(linkRows) }
	// iproute2 reads all parameters there, but these are those that it does something with.
	deleted := func() []Word {
		return slices.DeleteFunc(parameters(), func(w Word) bool {
			first, _, _ := strings.Cut(w.Form, " ")
			return !slices.Contains([]string{"<DEV>", "dev", "group", "type"}, first)
		})
	}
	each(yield, []verb{
		{said: said{"a[dd]", "make a new device", "新建一个设备"}, parse: parseLinkAdd, words: parameters},
		{said: said{"s[et]", "change a device", "修改一个设备"}, also: "c[hange]", parse: parseLinkSet, words: parameters},
		{said: said{"r[eplace]", "make a new device, or change the one that is there", "新建一个设备，已有就修改它"}, parse: parseLinkReplace, words: parameters},
		{said: said{"d[elete]", "take a device away", "删除一个设备"}, also: "del", parse: parseLinkDelete, words: deleted},
		{said: said{"sh[ow]", "list devices", "列出设备"}, also: "ls[t] l[ist]", parse: parseLinkShow,
			words: func() []Word { return explained(linkFilters) }},
		{said: said{form: "x[stats]"}}, {said: said{form: "af[stats]"}},
		{said: said{"p[roperty]", "more names of a device", "设备的其他名字"}, parse: func(a *args, _ Options) (Action, error) { return parseLinkProperty(a) },
			words: func() []Word { return explained(propertyRows) }},
		{said: helpSaid("h[elp]"), parse: func(a *args, _ Options) (Action, error) { return linkHelp(a.word()) }},
	})
}

// linkHelp is `ip link help KIND`.
func linkHelp(name string) (Action, error) {
	k := kindNamed(name)
	switch {
	case k != nil && k.help != "":
		return Reply{Out: k.help}, nil
	case name == "veth":
		return Reply{Out: vethUsageText}, nil
	case name == "dummy":
		return Reply{Out: dummyHelp}, nil
	case isKind(name):
		return Foreign{}, nil
	}
	return nil, linkUsage()
}

func parseLinkAdd(a *args, o Options) (Action, error) {
	p, err := parseLinkParams(a, true)
	if err != nil {
		return nil, err
	}
	if p.foreign {
		return Foreign{}, nil
	}
	if p.kind == "" {
		return nil, refuse(1, "Not enough information: \"type\" argument is required\n")
	}
	add := LinkAdd{LinkParams: p.LinkParams, Type: p.kind}
	if !a.more() {
		return add, nil
	}
	if p.kind == "veth" {
		if a.word() != "peer" {
			return Reply{Out: vethUsageText, Status: 1}, nil
		}
		add.Peer, err = parsePeer(a)
		if err == nil && add.Peer == nil {
			return Foreign{}, nil
		}
		return add, err
	}
	var foreign bool
	if add.Settings, add.Wrong, foreign = parseSettings(p.kind, a, o, true); foreign {
		return Foreign{}, nil
	}
	return add, nil
}

// parseSettings reads the words after "type KIND"; foreign leaves them to the machine's own ip.
func parseSettings(name string, a *args, o Options, create bool) (list []Setting, wrong *WrongSetting, foreign bool) {
	k := kindNamed(name)
	switch {
	case k != nil && k.help != "" && o.Family == Unspec:
		list, wrong, foreign = k.parse(a, create)
		if foreign {
			a.leaveFor("type " + name + " " + strconv.Quote(a.word()))
		}
		return list, wrong, foreign
	case isKind(name):
		what := "type " + strconv.Quote(name)
		if name == "veth" {
			// The kind is built in, and has no settings.
			what = "type veth " + strconv.Quote(a.word())
		}
		if k != nil && k.help != "" {
			what += " after -4 or -6"
		}
		a.leaveFor(what)
		// Of a kind that is known, a family before the object is another default for the addresses of a tunnel.
		return nil, nil, true
	}
	// iproute2 has no grammar for words after other kinds.
	err := &Error{Text: fmt.Sprintf("Garbage instead of arguments \"%s ...\". Try \"ip link help\".\n", a.word()), Status: 1}
	if matches(a.word(), "help") {
		err = &Error{Text: linkUsageText, Status: 255}
	}
	return nil, &WrongSetting{a.words[a.at:], err}, false
}

// isKind tells whether iproute2 knows a kind of link; others it hands to the kernel as they are.
func isKind(kind string) bool {
	switch strings.TrimSuffix(kind, "_slave") {
	case "amt", "bareudp", "batadv", "bond", "bridge", "can", "dsa", "dummy", "erspan", "geneve", "gre", "gretap",
		"gtp", "hsr", "ifb", "ip6erspan", "ip6gre", "ip6gretap", "ip6tnl", "ipip", "ipoib", "ipvlan", "ipvtap",
		"macsec", "macvlan", "macvtap", "netdevsim", "nlmon", "rmnet", "sit", "team", "tun", "vcan", "veth", "virt_wifi",
		"vlan", "vrf", "vti", "vti6", "vxcan", "vxlan", "wwan", "xfrm":
		return true
	}
	return false
}

// parsePeer reads the other end of a veth, after "peer" (link_veth.c). The peer is nil if it needs the machine's own ip.
func parsePeer(a *args) (*LinkParams, error) {
	a.skip()
	p, err := parseLinkParams(a, true)
	var refused *Error
	if errors.As(err, &refused) && refused.Status == onOrOffStatus {
		// What has been read for the other end counts only as read or not.
		return nil, refuse(1, "%s", refused.Text)
	}
	if err != nil || p.foreign {
		return nil, err
	}
	if p.kind != "" {
		return nil, duplicate("type", p.kind)
	}
	return &p.LinkParams, nil
}

func parseLinkReplace(a *args, o Options) (Action, error) {
	action, err := parseLinkAdd(a, o)
	if add, ok := action.(LinkAdd); ok {
		add.Replace = true
		return add, err
	}
	return action, err
}

func parseLinkSet(a *args, o Options) (Action, error) {
	p, err := parseLinkParams(a, false)
	switch {
	case err != nil:
		return nil, err
	case p.foreign:
		return Foreign{}, nil
	}
	set := LinkSet{LinkParams: p.LinkParams, Type: p.kind}
	if !a.more() {
		return set, nil
	}
	var foreign bool
	if set.Settings, set.Wrong, foreign = parseSettings(p.kind, a, o, false); foreign {
		return Foreign{}, nil
	}
	return set, nil
}

func parseLinkDelete(a *args, _ Options) (Action, error) {
	p, err := parseLinkParams(a, false)
	if err != nil {
		return nil, err
	}
	if p.foreign || a.more() || p.LinkParams != (LinkParams{Dev: p.Dev, Group: p.Group}) {
		return Foreign{}, nil
	}
	return LinkDelete{Dev: p.Dev, Group: p.Group, Type: p.kind}, nil
}

// linkShowParser reads the filters (ipaddress.c, ipaddr_list_flush_or_save).
type linkShowParser struct {
	LinkShow
	*args
}

type linkFilter = keyword[*linkShowParser]

// linkFilters are those of `ip link show`, in the order in which String writes them.
func linkFilters(yield func(linkFilter) bool) {
	each(yield, []linkFilter{
		{said: said{"<DEV>", "only this device", "只看这个设备"}},
		{said: said{"dev DEV", "only this device", "只看这个设备"}, read: func(p *linkShowParser) error {
			if _, err := p.next(); err != nil {
				return err
			}
			return p.readDev()
		}, write: func(p *linkShowParser) []string { return option("dev", p.Dev) }},
		flagRow("up", "only those that are on", "只看启用的", func(p *linkShowParser) *bool { return &p.Up }),
		{said: said{"master DEV", "only the ports of that bridge", "只看那个网桥的端口"}, read: func(p *linkShowParser) (err error) {
			p.NoMaster, p.VRF = false, ""
			if p.Master, err = p.nonempty(); err == nil {
				err = p.lookUpMaster(p.Master)
			}
			return err
		}, write: func(p *linkShowParser) []string { return option("master", p.Master) }},
		{said: said{"nomaster", "only those that are in no bridge", "只看不在网桥里的"}, read: func(p *linkShowParser) error {
			p.Master, p.VRF, p.NoMaster = "", "", true
			return nil
		}, write: func(p *linkShowParser) []string { return flagOption("nomaster", p.NoMaster) }},
		{said: said{"type KIND", "only that kind", "只看这一种"}, values: linkKinds, read: (*linkShowParser).readType,
			write: func(p *linkShowParser) []string { return append(option("type", p.Type), option("type", p.PortType)...) }},
		{said: said{"group NUMBER", "only that group", "只看这一组"}, read: func(p *linkShowParser) (err error) {
			p.Group, err = p.group()
			return err
		}, write: func(p *linkShowParser) []string {
			if p.Group == nil {
				return nil
			}
			return []string{"group", strconv.Itoa(*p.Group)}
		}},
		{said: said{"vrf NAME", "only those in that VRF", "只看那个 VRF 里的"}, read: func(p *linkShowParser) (err error) {
			p.NoMaster, p.Master = false, ""
			if p.VRF, err = p.next(); err == nil && p.VRF == "" {
				err = invalid("Not a valid VRF name\n", p.VRF)
			}
			return err
		}, write: func(p *linkShowParser) []string { return option("vrf", p.VRF) }},
		helpRow[*linkShowParser]("h[elp]", linkUsage),
	})
}

func parseLinkShow(a *args, _ Options) (Action, error) {
	p := &linkShowParser{args: a}
	for ; a.more(); a.skip() {
		if isAddrFilter(a.word()) {
			return Foreign{}, nil
		}
		if err := takeWord(linkFilters, a.word(), p, (*linkShowParser).readDev); err != nil {
			return p.LinkShow, err
		}
		if p.foreign {
			return Foreign{}, nil
		}
	}
	return p.LinkShow, nil
}

func (p *linkShowParser) readType() error {
	word, err := p.nonempty()
	if strings.HasSuffix(word, "_slave") {
		p.PortType = word
	} else {
		p.Type = word
	}
	return err
}

func (p *linkShowParser) readDev() (err error) {
	word := p.word()
	if p.Dev != "" {
		err = garbage("dev", word)
	} else if word == "" {
		err = refuse(1, "Device \"\" does not exist.\n")
	}
	p.Dev = word
	return err
}

// isAddrFilter tells whether a word filters addresses, which means nothing to `link show` but is taken by it.
func isAddrFilter(word string) bool {
	switch word {
	case "to", "scope", "label", "dynamic", "permanent", "secondary", "temporary", "primary", "tentative",
		"deprecated", "dadfailed", "home", "nodad", "noprefixroute", "mngtmpaddr", "autojoin", "proto",
		"-dynamic", "-permanent", "-secondary", "-primary", "-tentative", "-deprecated":
		return true
	}
	return false
}
