package ipcmd

import "errors"

// ParseBridge reads the words of a command line of bridge(8), "bridge" itself left out. As of [Parse], the error is always
// an [*Error], and a wrong line with the option -n is a [Reply].
func ParseBridge(words []string) (Command, error) { return ParseBridgeWith(nil, words) }

// ParseBridgeWith is as [ParseBridge], with names of the machine's own; nil is none.
func ParseBridgeWith(own Databases, words []string) (Command, error) {
	c, err := parseBridgeLine(&args{words: words, own: ownFrom(own)}, nil)
	var refused *Error
	if c.Options.Netns != "" && errors.As(err, &refused) {
		reply := Reply{Words: words, Err: refused.Text, Status: refused.Status, Tool: "bridge"}
		return Command{Options: Options{Netns: c.Options.Netns}, Action: reply}, nil
	}
	return c, err
}

// parseBridgeLine is as [parse], of a command line of `bridge`.
func parseBridgeLine(a *args, in func(Options) Names) (Command, error) {
	words := a.words
	foreign := Command{Action: Foreign{Words: words, Tool: "bridge"}}
	options, other, err := parseOptions(a, bridgeOptionRows, "bridge help")
	options.own = a.own
	c := Command{Options: options}
	switch {
	case err != nil:
		return c, err
	case options.version:
		c = Command{Options: Options{Netns: options.Netns}, Action: Reply{Words: words, Out: "bridge utility, 6.1.0\n", Tool: "bridge"}}
		return c, nil
	case other:
		return foreign, nil
	case options.batch != "":
		c.Action = Batch{File: options.batch, Tool: "bridge"}
		return c, nil
	case !a.more():
		return c, bridgeUsage()
	}
	if in != nil {
		a.names = in(options)
	}
	return parseBridgeObject(a, options, foreign)
}

// bridgeObjects are in the order of bridge.c.
func bridgeObjects(yield func(verb) bool) {
	each(yield, []verb{
		{said: said{"l[ink]", "the ports of bridges", "网桥的端口"}, parse: parseBridgeLink, verbs: bridgeLinkVerbs},
		{said: said{"f[db]", "which MAC address is behind which port", "哪个 MAC 地址在哪个端口后面"}, parse: parseFDB, verbs: fdbVerbs},
		{said: said{"m[db]", "which port wants which multicast", "哪个端口要哪个组播"}, parse: parseMDB, verbs: mdbVerbs},
		{said: said{"v[lan]", "which vlans pass which port", "哪些 vlan 能过哪个端口"}, parse: parseVLAN, verbs: vlanVerbs},
		{said: said{"vn[i]", "which networks a vxlan takes frames of", "vxlan 接收哪些网络的帧"}, verbs: vniVerbs},
		{said: said{"mo[nitor]", "show changes as they happen", "有变化就显示出来"}, parse: parseBridgeMonitor,
			words: func() []Word { return explained(bridgeMonitorRows) }},
		helpVerb("h[elp]", bridgeUsage),
	})
}

// vniVerbs are left to the machine's own bridge.
func vniVerbs(yield func(verb) bool) {
	each(yield, []verb{
		{said: said{"add", "add one by hand", "手工加一个"}}, {said: said{"delete", "take one away", "去掉一个"}},
		{said: said{"show", "list them", "列出来"}, also: "lst list"}, {said: helpSaid("help")},
	})
}

// parseBridgeObject reads what comes after the flags.
func parseBridgeObject(a *args, options Options, foreign Command) (c Command, err error) {
	c.Options = options
	word := a.word()
	a.skip()
	o, ok := findVerb(bridgeObjects, word)
	switch {
	case !ok:
		return c, refuse(255, "Object \"%s\" is unknown, try \"bridge help\".\n", word)
	case o.parse == nil:
		return foreign, nil
	}
	c.Action, err = o.parse(a, options)
	if _, ok := c.Action.(Foreign); ok && err == nil {
		return foreign, nil
	}
	return c, err
}

// bridgeOptionRows are the flags of `bridge` (bridge.c). Those that ip has too are the same.
func bridgeOptionRows(yield func(optionRow) bool) {
	for row := range optionRows {
		switch whole(row.form) {
		case "-netns", "-oneline", "-force", "-details", "-statistics", "-json", "-pretty", "-color":
			if !yield(row) {
				return
			}
		}
	}
	ignored := func(form, en, zh string) optionRow {
		return optionRow{said: said{form, en, zh}, read: func(*optionParser) error { return nil }}
	}
	family := func(form string, f Family, en, zh string) optionRow {
		return optionRow{said: said{form, en, zh}, read: func(p *optionParser) error { p.Family = f; return nil }}
	}
	each(yield, []optionRow{
		helpRow[*optionParser]("-[help]", bridgeUsage),
		{said: said{"-V[ersion]", "print the version", "打印版本"}, read: func(p *optionParser) error { p.version = true; return nil }},
		// Nothing that is printed here differs with these.
		ignored("-t[imestamp]", "of monitor: with the time of each change", "用于 monitor：注明每次变化的时间"),
		family("-4", Inet, "the address after dst is an IPv4 address", "dst 后面是 IPv4 地址"),
		family("-6", Inet6, "the address after dst is an IPv6 address", "dst 后面是 IPv6 地址"),
		{said: said{"-f[amily] FAMILY", "the address after dst is of that family: inet, inet6", "dst 后面的地址属于那个协议族：inet、inet6"},
			read: (*optionParser).readBridgeFamily},
		{said: said{"-com[pressvlans]", "vlans that are alike as a range", "把相同的 vlan 合成一段"},
			read: func(p *optionParser) error { p.CompressVLANs = true; return nil }},
		{said: batchSaid(), read: func(p *optionParser) error { return p.readBatch(bridgeUsage) }},
	})
}

func (p *optionParser) readBridgeFamily() error {
	p.skip()
	switch family := p.word(); {
	case !p.more() || family == "help":
		return bridgeUsage()
	case family == "inet":
		p.Family = Inet
	case family == "inet6":
		p.Family = Inet6
	default:
		return invalid("invalid protocol family", family)
	}
	return nil
}

// bridgeMonitorRows are the words of `bridge monitor` (bridge/monitor.c).
func bridgeMonitorRows(yield func(keyword[*args]) bool) {
	foreign := foreignRow[*args]
	each(yield, []keyword[*args]{
		{said: said{"f[ile] FILE", "what a file has kept", "文件里记录的变化"}, foreign: true, read: func(a *args) error {
			_, err := a.next()
			return err
		}},
		foreign("l[ink]", "of ports", "端口的变化"), foreign("fd[b]", "of MAC addresses", "MAC 地址的变化"), foreign("m[db]", "of multicast", "组播的变化"),
		foreign("v[lan]", "of vlans", "vlan 的变化"), foreign("vni", "of networks of a vxlan", "vxlan 网络的变化"), foreign("all", "of everything", "一切变化"),
		helpRow[*args]("h[elp]", func() error {
			return refuse(255, "Usage: bridge monitor [file | link | fdb | mdb | vlan | vni | all]\n")
		}),
	})
}

// parseBridgeMonitor reads the words after "bridge monitor". What is right is for the machine's own bridge.
func parseBridgeMonitor(a *args, _ Options) (Action, error) {
	unknown := func(a *args) error {
		return refuse(255, "Argument \"%s\" is unknown, try \"bridge monitor help\".\n", a.word())
	}
	for ; a.more(); a.skip() {
		if err := takeWord(bridgeMonitorRows, a.word(), a, unknown); err != nil {
			return nil, err
		}
	}
	return Foreign{}, nil
}

func bridgeUsage() error { return &Error{Text: bridgeUsageText, Status: 255} }
