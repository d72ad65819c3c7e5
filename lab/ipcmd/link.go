package ipcmd

import "strings"

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

	Up, Multicast, AllMulticast, Promisc, Trailers, ARP, Dynamic *bool
	Carrier                                                      *bool
}

// LinkAdd is `ip link add`. Peer is the other end of a veth, nil where nothing was said of it.
type LinkAdd struct {
	LinkParams
	Type string
	Peer *LinkParams
	// Bridge are the settings after "type bridge".
	Bridge []BridgeSetting
}

// LinkSet is `ip link set`. Where Dev is empty, the devices of Group are set.
type LinkSet struct {
	LinkParams
	// Type is "bridge" where Bridge is not empty, else empty.
	Type   string
	Bridge []BridgeSetting
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
		return parseLinkAdd(a)
	case matches(word, "set"), matches(word, "change"):
		return parseLinkSet(a)
	case matches(word, "replace"):
		return Foreign{}, nil
	case matches(word, "delete"):
		return parseLinkDelete(a)
	case matches(word, "show"), matches(word, "lst"), matches(word, "list"):
		return parseLinkShow(a)
	case matches(word, "xstats"), matches(word, "afstats"), matches(word, "property"):
		return Foreign{}, nil
	case matches(word, "help"):
		switch {
		case a.word() == "veth":
			return Reply{Out: vethUsageText}, nil
		case isKind(a.word()):
			return Foreign{}, nil
		}
		return nil, linkUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip link help\".\n", word)
}

func parseLinkAdd(a *args) (Action, error) {
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
	switch p.kind {
	case "veth":
		if a.word() != "peer" {
			return Reply{Out: vethUsageText, Status: 1}, nil
		}
		add.Peer, err = parsePeer(a)
	case "bridge":
		add.Bridge, err = parseBridge(a)
	default:
		return Foreign{}, kindArguments(p.kind, a)
	}
	if err != nil {
		return nil, err
	}
	if add.Peer == nil && add.Bridge == nil {
		return Foreign{}, nil
	}
	return add, nil
}

// kindArguments refuses words after a kind that iproute2 has no grammar for.
func kindArguments(kind string, a *args) error {
	switch {
	case !a.more() || isKind(kind):
		return nil
	case matches(a.word(), "help"):
		return linkUsage()
	}
	return refuse(1, "Garbage instead of arguments \"%s ...\". Try \"ip link help\".\n", a.word())
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

func parseLinkSet(a *args) (Action, error) {
	p, err := parseLinkParams(a, false)
	switch {
	case err != nil:
		return nil, err
	case p.foreign:
		return Foreign{}, nil
	case p.kind == "":
		return LinkSet{LinkParams: p.LinkParams}, nil
	case p.kind != "bridge" || !a.more():
		return Foreign{}, kindArguments(p.kind, a)
	}
	settings, err := parseBridge(a)
	if err != nil {
		return nil, err
	}
	if settings == nil {
		return Foreign{}, nil
	}
	return LinkSet{LinkParams: p.LinkParams, Type: p.kind, Bridge: settings}, nil
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
