package ipcmd

import (
	"net/netip"
	"strconv"
)

// FDBTunnel is where a vxlan sends the frames for an entry's address; nil for what is as the device itself has it.
type FDBTunnel struct {
	Dst         *netip.Addr // the zero Addr for "any", which the kernel refuses
	Nexthop     *uint32
	Port        *uint16
	VNI, SrcVNI *uint32
	Via         string // a device; empty for none
}

// vniLimit is how many networks there are: a number of theirs has 24 bits.
const vniLimit = 1 << 24

// fdbTunnelRows are those of fdbRows that tell where a tunnel leads.
func fdbTunnelRows(yield func(fdbRow) bool) bool {
	return each(yield, []fdbRow{
		{said: said{"dst ADDRESS", "at that host", "在那台主机"}, read: (*fdbParser).readDst, write: func(p *fdbParser) []string {
			if p.Dst != nil && !p.Dst.IsValid() {
				return []string{"dst", "any"}
			} else if p.Dst != nil {
				return addrOption("dst", *p.Dst)
			}
			return nil
		}},
		{said: said{"nhid NUMBER", "by the nexthop of that number", "经过那个编号的下一跳"}, read: func(p *fdbParser) error {
			n, err := p.nextNumber("\"id\" value is invalid\n")
			p.Nexthop = unlessZero(n)
			return err
		}, write: func(p *fdbParser) []string { return numberOption("nhid", p.Nexthop) }},
		{said: said{"port PORT", "at that UDP port", "在那个 UDP 端口"}, read: (*fdbParser).readPort, write: func(p *fdbParser) []string {
			if p.Port == nil {
				return nil
			}
			return []string{"port", strconv.Itoa(int(*p.Port))}
		}},
		{said: said{"vni NUMBER", "in the network of that number", "在那个编号的网络里"},
			read:  func(p *fdbParser) (err error) { p.VNI, err = p.nextVNI("invalid VNI\n"); return err },
			write: func(p *fdbParser) []string { return numberOption("vni", p.VNI) }},
		{said: said{"src_vni NUMBER", "from the network of that number", "来自那个编号的网络"},
			read:  func(p *fdbParser) (err error) { p.SrcVNI, err = p.nextVNI("invalid src VNI\n"); return err },
			write: func(p *fdbParser) []string { return numberOption("src_vni", p.SrcVNI) }},
		{said: said{"via DEV", "out of that device", "从那个设备出去"}, read: (*fdbParser).readVia,
			write: func(p *fdbParser) []string { return option("via", p.Via) }},
	})
}

func (p *fdbParser) readDst() error {
	word, err := p.next()
	if err == nil && p.Dst != nil {
		err = garbage("dst", word)
	}
	if err != nil {
		return err
	}
	i, err := getAddr(word, p.family)
	// "default" has the length of the family's addresses, and "any" has none.
	if i.length && p.family == Inet {
		i.addr = netip.IPv4Unspecified()
	} else if i.length && p.family == Inet6 {
		i.addr = netip.IPv6Unspecified()
	}
	p.Dst = &i.addr
	return err
}

// readVia takes a device that bridge looks up while it reads.
func (p *fdbParser) readVia() (err error) {
	if p.Via, err = p.next(); err != nil {
		return err
	}
	missing := refuse(255, "Cannot find device \"%s\"\n", p.Via)
	if p.Via == "" {
		return missing
	}
	return p.lookUp(func(n Names) bool { return n.Link(p.Via) }, missing)
}

// readPort leaves the name of a service to the machine's own tool, which has a list of them.
func (p *fdbParser) readPort() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	n, ok := wholeNumber(word)
	switch {
	case !ok:
		return p.leave()
	case n > 0xffff:
		return invalid("invalid port\n", word)
	}
	p.Port = unlessZero(uint16(n))
	return nil
}

// nextVNI takes the number of a network; message is what `bridge` says if it is none.
func (a *args) nextVNI(message string) (*uint32, error) {
	word, err := a.next()
	if err != nil {
		return nil, err
	}
	n, ok := wholeNumber(word)
	if !ok || n >= vniLimit {
		return nil, invalid(message, word)
	}
	return pointer(uint32(n)), nil
}

// wholeNumber reads a number as strtoul(3) does with base 0: of none it makes 0, and of one below 0 a very large one.
func wholeNumber(word string) (uint64, bool) {
	if word == "" {
		return 0, true
	}
	return readNumber(word, 0)
}

// unlessZero is nil for 0, which means as much as no word.
func unlessZero[T uint16 | uint32](n T) *T {
	if n == 0 {
		return nil
	}
	return &n
}

// exclusive tells whether a nexthop was given beside what it tells itself.
func (t FDBTunnel) exclusive() bool {
	return t.Nexthop != nil && (t.Dst != nil || t.Port != nil || t.VNI != nil)
}
