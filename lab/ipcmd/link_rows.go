package ipcmd

import (
	"strconv"
)

type linkRow = keyword[*linkParams]

// linkRows are the parameters of `ip link add` and `ip link set` (iplink_parse), in the order in which String writes them.
func linkRows(yield func(linkRow) bool) {
	_ = each(yield, []linkRow{
		{said: said{"<DEV>", "the device", "设备"}},
		{said: said{"dev DEV", "the device that is meant", "所指的设备"},
			read: (*linkParams).readDevAfter, write: func(p *linkParams) []string {
				if p.Dev == "" {
					return nil
				}
				return device(p.Dev)
			}},
		{said: said{"name NAME", "the device's name; with set, its new name", "设备的名字；用 set 时是新名字"},
			read: (*linkParams).readName, write: func(p *linkParams) []string {
				if p.Dev == "" && p.Name != "" {
					return named("name", p.Name)
				}
				return option("name", p.Name)
			}},
		linkText("l[ink] DEV", "the device that carries the new one", "承载新设备的那个设备",
			func(p *linkParams) *string { return &p.Link }, func(p *linkParams) (err error) { p.Link, err = p.nonempty(); return err }),
		{said: said{"ty[pe] KIND", "the kind of device", "设备的种类"}, values: linkKinds,
			read: func(p *linkParams) (err error) { p.kind, err = p.nonempty(); return err }},
		linkText("netns NETNS", "put it into that namespace, by name or process", "把它放进那个命名空间（用名字或进程号）",
			func(p *linkParams) *string { return &p.Netns }, (*linkParams).readNetns),
		{said: said{"m[aster] DEV", "plug it into that bridge", "把它插到那个网桥上"}, read: (*linkParams).readMaster, write: func(p *linkParams) []string {
			if p.Master == nil || *p.Master == "" {
				return nil
			}
			return option("master", *p.Master)
		}},
		{said: said{"n[omaster]", "unplug it from its bridge", "把它从网桥上拔下来"},
			read: func(p *linkParams) error { p.Master = pointer(""); return nil }, write: func(p *linkParams) []string {
				if p.Master == nil || *p.Master != "" {
					return nil
				}
				return []string{"nomaster"}
			}},
		{said: said{"group NUMBER", "put it into a group of devices", "归入一组设备"}, read: (*linkParams).readGroup, write: func(p *linkParams) []string {
			if p.Group == nil {
				return nil
			}
			return []string{"group", strconv.Itoa(*p.Group)}
		}, values: func() []said {
			return []said{{"default", "the group in which all are at first", "一开始大家都在的那一组"}}
		}},
		linkText("a[ddress] MAC", "its link layer address", "它的链路层地址",
			func(p *linkParams) *string { return &p.Address }, func(p *linkParams) (err error) { p.Address, err = p.lladdr(); return err }),
		linkNumber("mtu BYTES", "the longest packet that it takes", "能通过的最大的包（字节）", func(p *linkParams) **int { return &p.MTU }),
		linkUp("up", true, "switch it on", "启用"),
		linkUp("down", false, "switch it off", "停用"),
	}) && linkNumberRows(yield) && linkStateRows(yield)
}

// linkNumberRows are those that few need.
func linkNumberRows(yield func(linkRow) bool) bool {
	return each(yield, []linkRow{
		{said: said{"index NUMBER", "its number", "它的编号"}, read: (*linkParams).readIndex, write: func(p *linkParams) []string {
			if p.Index == 0 {
				return nil
			}
			return []string{"index", strconv.Itoa(p.Index)}
		}},
		linkText("b[roadcast] MAC", "its broadcast address at the link layer", "它的链路层广播地址",
			func(p *linkParams) *string { return &p.Broadcast }, func(p *linkParams) (err error) { p.Broadcast, err = p.lladdr(); return err }).alias("brd"),
		linkNumber("t[xqueuelen] PACKETS", "how many packets may wait to be sent", "最多有多少包排队等发送",
			func(p *linkParams) **int { return &p.TxQueueLen }).alias("qlen txql[en]"),
		linkNumber("nu[mtxqueues] NUMBER", "how many queues it sends from", "有几个发送队列", func(p *linkParams) **int { return &p.NumTxQueues }),
		linkNumber("numr[xqueues] NUMBER", "how many queues it receives into", "有几个接收队列", func(p *linkParams) **int { return &p.NumRxQueues }),
		linkText("addrg[enmode] MODE", "how it makes its link-local address", "怎样生成链路本地地址",
			func(p *linkParams) *string { return &p.AddrGenMode }, (*linkParams).readAddrGenMode).
			valued(func() []said {
				return []said{{"eui64", "made from its MAC address", "由 MAC 地址生成"}, {"none", "none at all", "完全没有"},
					{"stable_secret", "made from a secret, always the same", "由一个密钥生成，总是相同"}, {"random", "made from a secret that the kernel draws", "由内核随机选的密钥生成"}}
			}),
	})
}

// linkStateRows say what the link does, and whether it is up.
func linkStateRows(yield func(linkRow) bool) bool {
	foreign := foreignRow[*linkParams]
	return each(yield, []linkRow{
		linkSwitch("multicast SWITCH", "whether it takes part in multicast", "是否参与组播", func(p *linkParams) **bool { return &p.Multicast }),
		linkSwitch("allmulticast SWITCH", "take every multicast frame", "是否接收所有的组播帧", func(p *linkParams) **bool { return &p.AllMulticast }),
		linkSwitch("promisc SWITCH", "take every frame, not only its own", "是否接收所有的帧", func(p *linkParams) **bool { return &p.Promisc }),
		linkSwitch("trailers SWITCH", "a flag of old networks, which Linux does nothing with", "旧网络的标志，Linux 不使用它",
			func(p *linkParams) **bool { return &p.Trailers }),
		linkSwitch("arp SWITCH", "ask for neighbours' addresses, or do not", "是否询问邻居的地址", func(p *linkParams) **bool { return &p.ARP }),
		linkOnOff("carrier SWITCH", "say that its cable carries, or does not", "声称线路通或不通", func(p *linkParams) **bool { return &p.Carrier }),
		linkOnOff("protodown SWITCH", "hold it down, for a program", "由程序让它保持停用", func(p *linkParams) **bool { return &p.ProtoDown }),
		linkText("mode MODE", "up at once, or dormant until told", "直接启用，或先处于休眠", func(p *linkParams) *string { return &p.Mode },
			func(p *linkParams) error { return p.oneOf(&p.Mode, linkModes(), "Invalid link mode\n") }),
		linkText("state MODE", "its operational state", "它的运行状态", func(p *linkParams) *string { return &p.State },
			func(p *linkParams) error { return p.oneOf(&p.State, linkStates(), "Invalid operstate\n") }),
		linkSize("gso_max_size BYTES", "the longest packet that is cut up late", "延后切分的包最大多长", func(p *linkParams) **uint32 { return &p.GSOMaxSize }),
		linkSize("gso_max_segs NUMBER", "into how many pieces at most", "最多切成几块", func(p *linkParams) **uint32 { return &p.GSOMaxSegs }),
		linkSize("gro_max_size BYTES", "the longest packet that is put together early", "提前拼合的包最大多长",
			func(p *linkParams) **uint32 { return &p.GROMaxSize }),
		linkSwitch("d[ynamic] SWITCH", "its address goes when it goes down", "停用时地址是否消失", func(p *linkParams) **bool { return &p.Dynamic }),
		{said: said{"al[ias] TEXT", "a note for people", "给人看的备注"}, read: (*linkParams).readAlias, write: func(p *linkParams) []string {
			if p.Alias == nil {
				return nil
			}
			return []string{"alias", quote(*p.Alias)}
		}},
		foreign("vrf NAME", "put it into that VRF", "把它放进那个 VRF"),
		foreign("xdpgeneric", "", ""),
		foreign("xdpdrv", "", ""),
		foreign("xdpoffload", "", ""),
		foreign("xdp", "", ""),
		foreign("vf", "", ""),
		linkText("link-[netns] NETNS", "its other end, or its carrier, is in that namespace", "它的另一端或承载它的设备在那个命名空间里",
			func(p *linkParams) *string { return &p.LinkNetns }, (*linkParams).readLinkNetns),
		{said: said{"link-netnsi[d] NUMBER", "as link-netns, by the namespace's number here", "同 link-netns，用命名空间在这里的编号"},
			read: (*linkParams).readLinkNetnsID, write: func(p *linkParams) []string {
				if p.LinkNetnsID == nil {
					return nil
				}
				return []string{"link-netnsid", strconv.Itoa(*p.LinkNetnsID)}
			}},
		foreign("protodown_reason", "", ""),
		foreign("parentdev", "", ""),
		helpRow[*linkParams]("h[elp]", linkUsage),
	})
}

// linkKinds are the kinds of link that a learner meets.
func linkKinds() []said {
	return []said{
		{"veth", "a veth: a cable with two ends", "veth：有两端的一根网线"},
		{"bridge", "a bridge: a switch with ports", "bridge：有端口的交换机"},
		{"vxlan", "a vxlan: frames carried to other hosts inside UDP", "vxlan：把帧装在 UDP 里送到别的主机"},
		{"vlan", "a vlan: a part of a device, told apart by a tag", "vlan：按标签分出来的一部分"},
		{"macvlan", "a macvlan: another MAC address on a device", "macvlan：在同一个设备上的另一个 MAC 地址"},
		{"ipvlan", "an ipvlan: more namespaces behind one MAC address", "ipvlan：多个命名空间共用一个 MAC 地址"},
		{"dummy", "a dummy: a device that leads nowhere", "dummy：哪里也不通的设备"},
		{"bridge_slave", "settings of a port of a bridge", "网桥端口的设置"},
	}
}

// linkText is a parameter with a word for its value.
func linkText(form, en, zh string, field func(*linkParams) *string, read func(*linkParams) error) linkRow {
	row := textRow(form, en, zh, field)
	row.read = read
	return row
}

// linkNumber is a parameter with a number, which is given once.
func linkNumber(form, en, zh string, field func(*linkParams) **int) linkRow {
	return linkRow{said: said{form, en, zh}, value: linkCount(field)}
}

type linkCount func(*linkParams) **int

func (of linkCount) read(p *linkParams, full string) error { return p.number(of(p), full) }

func (of linkCount) write(p *linkParams, full string) []string {
	if *of(p) == nil {
		return nil
	}
	return []string{full, strconv.Itoa(**of(p))}
}

// linkSize is a parameter with a number that may be given again.
func linkSize(form, en, zh string, field func(*linkParams) **uint32) linkRow {
	return linkRow{said: said{form, en, zh}, value: linkBytes(field)}
}

type linkBytes func(*linkParams) **uint32

func (of linkBytes) read(p *linkParams, _ string) error { return p.size(of(p)) }

func (of linkBytes) write(p *linkParams, full string) []string { return numberOption(full, *of(p)) }

// linkSwitch is a parameter that is on or off.
func linkSwitch(form, en, zh string, field func(*linkParams) **bool) linkRow {
	return linkRow{said: said{form, en, zh}, value: linkToggle(field)}
}

type linkToggle func(*linkParams) **bool

func (of linkToggle) read(p *linkParams, _ string) error { return p.onOff(of(p)) }

func (of linkToggle) write(p *linkParams, full string) []string {
	if *of(p) == nil {
		return nil
	}
	return []string{full, map[bool]string{true: "on", false: "off"}[**of(p)]}
}

// linkOnOff is as linkSwitch, and says its own words of a wrong value.
func linkOnOff(form, en, zh string, field func(*linkParams) **bool) linkRow {
	return linkRow{said: said{form, en, zh}, value: linkStrict(field)}
}

type linkStrict func(*linkParams) **bool

func (of linkStrict) read(p *linkParams, _ string) error { return p.onOrOff(of(p)) }

func (of linkStrict) write(p *linkParams, full string) []string { return linkToggle(of).write(p, full) }

// linkUp is a word that switches the link on or off.
func linkUp(form string, up bool, en, zh string) linkRow {
	return linkRow{said: said{form, en, zh}, value: linkPower(up)}
}

type linkPower bool

func (up linkPower) read(p *linkParams, _ string) error {
	p.Up = pointer(bool(up))
	return nil
}

func (up linkPower) write(p *linkParams, full string) []string {
	return flagOption(full, p.Up != nil && *p.Up == bool(up))
}
