package ipcmd

import (
	"fmt"
	"net/netip"
)

// RouteGet is `ip route get`.
type RouteGet struct {
	Family   Family
	Dst      netip.Prefix // the zero Prefix for "default"
	From     *netip.Prefix
	IIF, OIF string
	TOS      uint8
	Mark     *uint32
	UID      *uint32
	Notify   bool
	FIBMatch bool // the entry of the table instead of the answer
}

func (r RouteGet) words() []string {
	return append([]string{"route", "get"}, writeAll(routeGetRows, &routeGetParser{RouteGet: r})...)
}

// Warnings is what `ip` writes to standard error before it asks the kernel, empty for nothing.
func (r RouteGet) Warnings() string {
	bits, all := r.Dst.Bits(), r.Dst.Addr().BitLen()
	if !r.Dst.IsValid() && r.From == nil {
		bits, all = 0, map[Family]int{Inet: 32, Inet6: 128}[r.Family]
	}
	if bits < 0 || bits == all {
		return ""
	}
	return fmt.Sprintf("Warning: /%d as prefix is invalid, only /%d (or none) is supported.\n", bits, all)
}

// routeGetParser reads the words after the verb (iproute_get).
type routeGetParser struct {
	RouteGet
	*args
	given bool // the destination was
}

type routeGetRow = keyword[*routeGetParser]

// routeGetRows are the words of `ip route get`, in the order in which String writes them.
func routeGetRows(yield func(routeGetRow) bool) {
	foreign := foreignRow[*routeGetParser]
	each(yield, []routeGetRow{
		flagRow("fi[bmatch]", "tell the entry of the table itself", "显示表里的那一条", func(p *routeGetParser) *bool { return &p.FIBMatch }),
		{said: said{"<ADDRESS>", "the address that is asked for", "要查的地址"}, write: func(p *routeGetParser) []string { return []string{dstWord(p.Dst)} }},
		{said: said{"to ADDRESS", "the address that is asked for", "要查的地址"}, read: func(p *routeGetParser) error {
			if p.given {
				return p.leave()
			}
			if _, err := p.next(); err != nil {
				return err
			}
			return p.destination()
		}},
		{said: said{"f[rom] ADDRESS", "for a packet from there", "假设包从那里来"}, read: func(p *routeGetParser) (err error) {
			p.From, err = p.nextFrom(&p.Family)
			return err
		}, write: func(p *routeGetParser) []string { return prefixOption("from", p.From) }},
		{said: said{"i[if] DEV", "for a packet that came in here", "假设包从这个设备进来"},
			read:  func(p *routeGetParser) (err error) { p.IIF, err = p.nextDev(); return err },
			write: func(p *routeGetParser) []string { return option("iif", p.IIF) }},
		{said: said{"o[if] DEV", "out of that device", "从那个设备出去"}, also: "dev",
			read:  func(p *routeGetParser) (err error) { p.OIF, err = p.nextDev(); return err },
			write: func(p *routeGetParser) []string { return option("oif", p.OIF) }},
		{said: said{"tos NUMBER", "of that class of service", "那个服务类别的"}, also: "d[sfield]", read: func(p *routeGetParser) error {
			n, err := p.nextTOS("TOS value is invalid\n")
			p.TOS = uint8(n)
			return err
		}, write: func(p *routeGetParser) []string {
			if p.TOS == 0 {
				return nil
			}
			return []string{"tos", tosText(int(p.TOS))}
		}},
		{said: said{"m[ark] MARK", "of packets with that mark", "带有那个标记的包"}, read: func(p *routeGetParser) error {
			n, err := p.nextNumber("invalid mark value")
			p.Mark = &n
			return err
		}, write: func(p *routeGetParser) []string { return numberOption("mark", p.Mark) }},
		{said: said{"u[id] NUMBER", "of that user's packets", "那个用户的包"}, read: func(p *routeGetParser) error {
			n, err := p.nextNumber("invalid UID\n")
			p.UID = &n
			return err
		}, write: func(p *routeGetParser) []string { return numberOption("uid", p.UID) }},
		flagRow("n[otify]", "tell those who watch routes too", "同时通知监视路由的程序", func(p *routeGetParser) *bool { return &p.Notify }),
		foreign("c[onnected]", "", ""), foreign("v[rf]", "", ""), foreign("as", "", ""), foreign("s[port]", "", ""), foreign("dp[ort]", "", ""), foreign("ip[proto]", "", ""),
	})
}

func parseRouteGet(a *args, o Options) (Action, error) {
	p := &routeGetParser{RouteGet: RouteGet{Family: o.Family}, args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(routeGetRows, a.word(), p, (*routeGetParser).destination); err != nil {
			return nil, err
		}
		if p.foreign {
			return Foreign{}, nil
		}
	}
	if !p.given {
		return nil, refuse(1, "need at least a destination address\n")
	}
	return p.RouteGet, nil
}

// destination takes the word at the cursor. Of several iproute2 asks for the last, with the family of the first, and warns of each.
func (p *routeGetParser) destination() error {
	if p.given {
		return p.leave()
	}
	p.given = true
	word := p.word()
	if matches(word, "help") {
		return routeUsage()
	}
	dst, err := getPrefix(word, p.Family)
	settle(&p.Family, dst.family)
	p.Dst = dst.prefix()
	return err
}

func (a *args) nextFrom(family *Family) (*netip.Prefix, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	if matches(word, "help") {
		return nil, routeUsage()
	}
	from, err := getPrefix(word, *family)
	settle(family, from.family)
	// Of a family that is known, "default" is an address, and "any" is none.
	switch {
	case word == "default" && *family == Inet:
		return new(netip.PrefixFrom(netip.IPv4Unspecified(), 0)), nil
	case word == "default" && *family == Inet6:
		return new(netip.PrefixFrom(netip.IPv6Unspecified(), 0)), nil
	}
	return new(from.prefix()), err
}
