package ipcmd

import (
	"slices"

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
	return append([]string{"link", "show"}, writeAll(bridgeLinkFilters, &bridgeLinkShowParser{BridgeLinkShow: a})...)
}

func (s BridgeLinkSet) words() []string {
	return append([]string{"link", "set"}, writeAll(bridgeLinkRows, &bridgeLinkParser{BridgeLinkSet: s})...)
}

// parseBridgeLink reads what stands after "bridge link" (bridge/link.c, do_link).
func parseBridgeLink(a *args, o Options) (Action, error) {
	if !a.more() {
		return BridgeLinkShow{}, nil
	}
	return parseVerb("bridge link", bridgeLinkVerbs, a, o)
}

func bridgeLinkVerbs(yield func(verb) bool) {
	each(yield, []verb{
		{said: said{"s[et]", "change a port", "修改端口"}, also: "c[hange]", parse: parseBridgeLinkSet,
			words: func() []Word { return explained(bridgeLinkRows) }},
		{said: said{"sh[ow]", "list ports", "列出端口"}, also: "ls[t] l[ist]", parse: parseBridgeLinkShow,
			words: func() []Word { return explained(bridgeLinkFilters) }},
		helpVerb("h[elp]", bridgeLinkUsage),
	})
}

// bridgeLinkShowParser reads what comes after "show" (brlink_show).
type bridgeLinkShowParser struct {
	BridgeLinkShow
	*args
}

func bridgeLinkFilters(yield func(keyword[*bridgeLinkShowParser]) bool) {
	dev := textRow("dev DEV", "of this device", "这个设备的", func(p *bridgeLinkShowParser) *string { return &p.Dev })
	dev.read = (*bridgeLinkShowParser).readDev
	yield(dev)
}

func (p *bridgeLinkShowParser) readDev() error {
	name, err := p.next()
	switch {
	case err != nil:
		return err
	case p.Dev != "":
		return duplicate("dev", name)
	case name == "":
		return refuse(255, "Cannot find device \"\"\n")
	}
	p.Dev = name
	return nil
}

// parseBridgeLinkShow takes the words that mean nothing to it as `bridge` does: without a word.
func parseBridgeLinkShow(a *args, _ Options) (Action, error) {
	p := &bridgeLinkShowParser{args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(bridgeLinkFilters, a.word(), p, ignore); err != nil {
			return nil, err
		}
	}
	return p.BridgeLinkShow, nil
}

// ignore takes a word that means nothing.
func ignore[P any](P) error { return nil }

// bridgeLinkParser reads what comes after "set" (brlink_modify).
type bridgeLinkParser struct {
	BridgeLinkSet
	*args
	named bool // the device was
}

type bridgeLinkRow = keyword[*bridgeLinkParser]

// bridgeLinkRows are the words of `bridge link set`, in the order in which String writes them. Of a port's settings the first row writes
// all that were given, in their order.
func bridgeLinkRows(yield func(bridgeLinkRow) bool) {
	more := yield(bridgeLinkRow{said: said{"dev DEV", "of this device", "这个设备的"}, read: func(p *bridgeLinkParser) (err error) {
		p.named = true
		p.Dev, err = p.next()
		return err
	}, write: func(p *bridgeLinkParser) []string { return []string{"dev", quote(p.Dev)} }})
	for s := range portSettings {
		row := bridgeLinkRow{said: s.said, value: portValue{}}
		switch whole(s.form) {
		case "cost":
			row.write = (*bridgeLinkParser).settingWords
		case "state":
			row.values = portStates
		}
		more = more && yield(row)
	}
	foreign := foreignRow[*bridgeLinkParser]
	_ = more && each(yield, []bridgeLinkRow{
		foreign("hwmode MODE", "how the card itself bridges", "网卡自己怎样桥接").valued(func() []said {
			return []said{{"vepa", "by the switch at the other end of its cable", "经过网线另一端的交换机"}, {"veb", "by itself", "由网卡自己转发"}}
		}),
		foreign("backup_port DEV", "the port that takes over when this one is down", "这个端口停用时由谁接替"),
		foreign("nobackup_port", "no port takes over", "没有端口接替"),
		flagRow("self", "of the device itself", "设备自己的", func(p *bridgeLinkParser) *bool { return &p.Self }),
		flagRow("master", "of the bridge", "网桥的", func(p *bridgeLinkParser) *bool { return &p.Master }),
	})
}

func parseBridgeLinkSet(a *args, _ Options) (Action, error) {
	p := &bridgeLinkParser{args: a}
	usage := func(*bridgeLinkParser) error { return bridgeLinkUsage() }
	for ; a.more() && !a.foreign; a.skip() {
		if err := takeWord(bridgeLinkRows, a.word(), p, usage); err != nil {
			return nil, err
		}
	}
	switch {
	case a.foreign:
		return Foreign{}, nil
	case !p.named:
		return nil, refuse(255, "Device is a required argument.\n")
	}
	return p.BridgeLinkSet, nil
}

// BridgePort writes a bridge's port as `bridge link show` does, with its settings where the printer's options ask for details and the
// link has them. All are the links of its namespace.
//
// Where the other end of the port is in another namespace iproute2 looks its index up in this one, and prints the name of a
// link that has nothing to do with it: here it is "@if7", as `ip link` has it.
func (p *Printer) BridgePort(l topo.Link, all []topo.Link) {
	p.object(func() {
		p.number("ifindex", "", int64(l.Index), ": ")
		p.linkName(l, all, 0, ": ")
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
