package ipcmd

import (
	"fmt"
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
	Netns  string
	Master *string // empty is nomaster
	Alias  *string
	Group  *int
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
	Type     string // a kind
	PortType string // a kind of port: "bridge_slave"
	Group    *int
}

// parseLink reads what stands after "ip link" (iplink.c, do_iplink).
func parseLink(a *args, o Options) (Action, error) {
	if !a.more() {
		return LinkShow{}, nil
	}
	word := a.word()
	a.skip()
	switch {
	case matches(word, "add"):
		return parseLinkAdd(a, o)
	case matches(word, "set"), matches(word, "change"):
		return parseLinkSet(a, o)
	case matches(word, "replace"):
		action, err := parseLinkAdd(a, o)
		if add, ok := action.(LinkAdd); ok {
			add.Replace = true
			return add, err
		}
		return action, err
	case matches(word, "delete"):
		return parseLinkDelete(a)
	case matches(word, "show"), matches(word, "lst"), matches(word, "list"):
		return parseLinkShow(a)
	case matches(word, "xstats"), matches(word, "afstats"):
		return Foreign{}, nil
	case matches(word, "property"):
		return parseLinkProperty(a)
	case matches(word, "help"):
		return linkHelp(a.word())
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip link help\".\n", word)
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
		return k.parse(a, create)
	case isKind(name):
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
	if err != nil || p.foreign {
		return nil, err
	}
	if p.kind != "" {
		return nil, duplicate("type", p.kind)
	}
	return &p.LinkParams, nil
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

func parseLinkDelete(a *args) (Action, error) {
	p, err := parseLinkParams(a, false)
	if err != nil {
		return nil, err
	}
	if p.foreign || a.more() || p.LinkParams != (LinkParams{Dev: p.Dev, Group: p.Group}) {
		return Foreign{}, nil
	}
	return LinkDelete{Dev: p.Dev, Group: p.Group, Type: p.kind}, nil
}

// parseLinkShow reads the filters (ipaddress.c, ipaddr_list_flush_or_save).
func parseLinkShow(a *args) (Action, error) {
	var show LinkShow
	var err error
	for ; a.more() && err == nil; a.skip() {
		switch word := a.word(); {
		case word == "up":
			show.Up = true
		case word == "group":
			show.Group, err = a.group()
		case word == "master":
			if show.Master, err = a.next(); err == nil {
				err = a.lookUpMaster(show.Master)
			}
			show.NoMaster = false
		case word == "nomaster":
			show.Master, show.NoMaster = "", true
		case word == "type":
			if word, err = a.next(); strings.HasSuffix(word, "_slave") {
				show.PortType = word
			} else {
				show.Type = word
			}
		case isAddrFilter(word):
			return Foreign{}, nil
		case word != "dev" && matches(word, "help"):
			return nil, linkUsage()
		default:
			if word == "dev" {
				if word, err = a.next(); err != nil {
					break
				}
			}
			if show.Dev != "" {
				err = garbage("dev", word)
			} else if word == "" {
				err = refuse(1, "Device \"\" does not exist.\n")
			}
			show.Dev = word
		}
	}
	return show, err
}

// isAddrFilter tells whether a word filters addresses, which means nothing to `link show` but is taken by it.
func isAddrFilter(word string) bool {
	switch word {
	case "to", "scope", "label", "vrf", "dynamic", "permanent", "secondary", "temporary", "primary", "tentative",
		"deprecated", "dadfailed", "home", "nodad", "noprefixroute", "mngtmpaddr", "autojoin", "proto",
		"-dynamic", "-permanent", "-secondary", "-primary", "-tentative", "-deprecated":
		return true
	}
	return false
}
