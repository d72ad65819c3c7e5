package ipcmd

type routeRow = keyword[*routeParser]

// routeRows are the words of a route (iproute_modify), in the order in which String writes them.
func routeRows(yield func(routeRow) bool) {
	_ = each(yield, []routeRow{
		{said: said{"<PREFIX>", "for the addresses in this network", "去往这个网络里的地址"}, write: func(p *routeParser) []string {
			return append(flagOption(p.route.Type, p.route.Type != ""), dstWord(p.route.Dst))
		}},
		// The source comes before the gateway, because it may be what says the family.
		{said: said{"src ADDRESS", "with this sender's address", "用这个地址作发送方"},
			read:  func(p *routeParser) (err error) { p.route.Src, err = p.address(); return err },
			write: func(p *routeParser) []string { return addrOption("src", p.route.Src) }},
		{said: said{"from PREFIX", "only of packets from there", "只用于从那里来的包"}, read: (*routeParser).from, write: func(p *routeParser) []string {
			return prefixOption("from", p.route.From)
		}},
		{said: said{"via ADDRESS", "through the router with this address", "经过有这个地址的路由器"}, read: (*routeParser).gateway,
			write: func(p *routeParser) []string { return viaWords(p.route.Via, p.route.Family) }},
		{said: said{"dev DEV", "out of this device", "从这个设备出去"}, also: "oif",
			read:  func(p *routeParser) (err error) { p.route.Dev, err = p.nextDev(); return err },
			write: func(p *routeParser) []string { return option("dev", p.route.Dev) }},
		{said: said{"tos NUMBER", "for which class of service", "针对哪个服务类别"}, also: "d[sfield]", read: func(p *routeParser) error {
			n, err := p.nextTOS("\"tos\" value is invalid\n")
			p.route.TOS = uint8(n)
			return err
		}, write: func(p *routeParser) []string {
			if p.route.TOS == 0 {
				return nil
			}
			return []string{"tos", tosText(int(p.route.TOS))}
		}},
		routeNumber("m[etric] NUMBER", "lower is preferred", "数字小的优先", func(p *routeParser) **uint32 { return &p.route.Metric }).
			alias("p[riority] preference"),
		{said: said{"t[able] TABLE", "in this table", "在这张表里"}, read: func(p *routeParser) error {
			n, err := p.nextName(tableNames(), 0xffffffff, "\"table\" value is invalid\n")
			p.route.Table = &n
			return err
		}, write: func(p *routeParser) []string {
			if p.route.Table == nil {
				return nil
			}
			return []string{"table", TableName(*p.route.Table)}
		}},
		{said: said{"pro[tocol] NAME", "who set it: kernel, boot, static", "谁设的：kernel、boot、static"}, also: "proto", read: func(p *routeParser) error {
			n, err := p.nextName(protocolNames(), 255, "\"protocol\" value is invalid\n")
			p.route.Protocol = new(uint8(n))
			return err
		}, write: func(p *routeParser) []string { return nameOption("proto", p.route.Protocol, ProtocolName) }},
		{said: said{"scope SCOPE", "how far the destination is", "目的地有多远"}, read: func(p *routeParser) error {
			n, err := p.nextName(scopeNames(), 255, "invalid \"scope\" value\n")
			p.route.Scope = new(uint8(n))
			return err
		}, write: func(p *routeParser) []string { return nameOption("scope", p.route.Scope, ScopeName) }},
		{said: said{"pre[f] MODE", "which router is preferred: low, medium, high", "优先哪个路由器：low、medium、high"},
			read:  func(p *routeParser) (err error) { p.route.Pref, err = p.preference(); return err },
			write: func(p *routeParser) []string { return numberOption("pref", p.route.Pref) }},
		routeNumber("expires SECONDS", "after how many seconds it goes", "多少秒后消失", func(p *routeParser) **uint32 { return &p.route.Expires }),
	}) && metricRows(yield) && routeHopRows(yield)
}

// routeHopRows are about the routers, and what is left to the machine's own ip.
func routeHopRows(yield func(routeRow) bool) bool {
	foreign := foreignRow[*routeParser]
	return each(yield, []routeRow{
		flagRow("onlink", "the router is reachable even if no route says so", "即使没有路由这么说，路由器也在本地可达", func(p *routeParser) *bool { return &p.route.OnLink }),
		{said: said{"nexthop", "one of several ways", "几条路中的一条"}, read: func(p *routeParser) error { p.hops = true; return nil },
			write: func(p *routeParser) (words []string) {
				for _, h := range p.route.NextHops {
					words = append(words, h.words(p.route.Family)...)
				}
				return words
			}},
		foreign("as", "", ""), foreign("nhid NUMBER", "by the nexthop of that number", "经过那个编号的下一跳"), foreign("encap", "", ""),
		foreign("ttl-propagate", "", ""), foreign("rea[lms]", "", ""), foreign("v[rf]", "", ""),
	})
}

// routeNumber is a word with a number.
func routeNumber(form, en, zh string, field func(*routeParser) **uint32) routeRow {
	return routeRow{said: said{form, en, zh}, value: routeCount(field)}
}

type routeCount func(*routeParser) **uint32

func (of routeCount) read(p *routeParser, full string) error {
	n, err := p.nextNumber("\"" + full + "\" value is invalid\n")
	*of(p) = &n
	return err
}

func (of routeCount) write(p *routeParser, full string) []string { return numberOption(full, *of(p)) }

// routeTypes are the words that may stand before the prefix, or in its place.
func routeTypes() (list []Word) {
	for _, s := range []said{
		{"default", "for every address that no other route is for", "其他路由都不管的所有地址"}, {"to PREFIX", "for which addresses", "针对哪些地址"},
		{"unic[ast]", "to one host or network: the usual kind", "通往一台主机或一个网络：普通路由"}, {"local", "packets for this address stay here", "发给这个地址的包就留在本机"},
		{"b[roadcast]", "an address of all", "广播地址"}, {"mu[lticast]", "an address of a group", "组播地址"}, {"any[cast]", "an address that many have", "很多机器共有的地址"},
		{"bl[ackhole]", "packets vanish silently", "包悄悄消失"}, {"u[nreachable]", "senders are told that there is no way", "告诉发送方目的地不可达"},
		{"proh[ibit]", "senders are told that it is forbidden", "告诉发送方这是禁止的"}, {"throw", "look no further in this table", "不再查这张表"},
		{"weight NUMBER", "how much of the traffic goes this way", "有多少流量走这条路"},
	} {
		list = append(list, s.as(s.form, nil, false)...)
	}
	return list
}
