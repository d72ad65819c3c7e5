package ipcmd

import (
	"slices"
	"strconv"
)

// words writes the parameters; the device comes first, by itself where that cannot be taken for a parameter.
func (p LinkParams) words() []string {
	var list []string
	say := func(word, value string) {
		if value != "" {
			list = append(list, word, quote(value))
		}
	}
	number := func(word string, value *int) {
		if value != nil {
			say(word, strconv.Itoa(*value))
		}
	}
	flag := func(word string, value *bool) {
		if value != nil {
			list = append(list, word, map[bool]string{true: "on", false: "off"}[*value])
		}
	}
	if p.Dev != "" {
		list = append(list, device(p.Dev)...)
		say("name", p.Name)
	} else if p.Name != "" {
		list = append(list, named("name", p.Name)...)
	}
	say("link", p.Link)
	if p.Index != 0 {
		say("index", strconv.Itoa(p.Index))
	}
	say("address", p.Address)
	say("broadcast", p.Broadcast)
	number("txqueuelen", p.TxQueueLen)
	number("mtu", p.MTU)
	number("numtxqueues", p.NumTxQueues)
	number("numrxqueues", p.NumRxQueues)
	say("addrgenmode", p.AddrGenMode)
	say("netns", p.Netns)
	flag("multicast", p.Multicast)
	flag("allmulticast", p.AllMulticast)
	flag("promisc", p.Promisc)
	flag("trailers", p.Trailers)
	flag("arp", p.ARP)
	flag("carrier", p.Carrier)
	flag("protodown", p.ProtoDown)
	say("mode", p.Mode)
	say("state", p.State)
	list = slices.Concat(list, numberOption("gso_max_size", p.GSOMaxSize), numberOption("gso_max_segs", p.GSOMaxSegs),
		numberOption("gro_max_size", p.GROMaxSize))
	flag("dynamic", p.Dynamic)
	if p.Master != nil && *p.Master == "" {
		list = append(list, "nomaster")
	} else if p.Master != nil {
		say("master", *p.Master)
	}
	if p.Alias != nil {
		list = append(list, "alias", quote(*p.Alias))
	}
	number("group", p.Group)
	if p.Up != nil {
		list = append(list, map[bool]string{true: "up", false: "down"}[*p.Up])
	}
	return list
}

// device is the name of a device as a word by itself, with "dev" before it where it could mean something else.
func device(name string) []string { return named("dev", name) }

func named(key, name string) []string {
	for _, w := range (&linkParams{}).table() {
		if matches(name, w.word) {
			return []string{key, quote(name)}
		}
	}
	return []string{quote(name)}
}

func (a LinkAdd) words() []string {
	list := append([]string{"link", map[bool]string{false: "add", true: "replace"}[a.Replace]}, a.LinkParams.words()...)
	list = append(list, "type", quote(a.Type))
	if a.Peer != nil {
		list = append(append(list, "peer"), a.Peer.words()...)
	}
	return append(list, kindWords(a.Type, a.Settings, a.Wrong)...)
}

func (a LinkSet) words() []string {
	list := append([]string{"link", "set"}, a.LinkParams.words()...)
	if a.Type != "" {
		list = append(append(list, "type", quote(a.Type)), kindWords(a.Type, a.Settings, a.Wrong)...)
	}
	return list
}

func (a LinkDelete) words() []string {
	list := append([]string{"link", "delete"}, LinkParams{Dev: a.Dev, Group: a.Group}.words()...)
	if a.Type != "" {
		list = append(list, "type", quote(a.Type))
	}
	return list
}

func (a LinkShow) words() []string {
	list := []string{"link", "show"}
	if a.Dev != "" {
		list = append(list, "dev", quote(a.Dev))
	}
	if a.Up {
		list = append(list, "up")
	}
	if a.Master != "" {
		list = append(list, "master", quote(a.Master))
	}
	if a.NoMaster {
		list = append(list, "nomaster")
	}
	if a.Type != "" {
		list = append(list, "type", quote(a.Type))
	}
	if a.PortType != "" {
		list = append(list, "type", quote(a.PortType))
	}
	if a.Group != nil {
		list = append(list, "group", strconv.Itoa(*a.Group))
	}
	return list
}
