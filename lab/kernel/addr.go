//go:build linux

package kernel

import (
	"cmp"
	"io"
	"net/netip"
	"slices"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// addrAdd is `ip address add`, `change` and `replace` (ipaddr_modify of ipaddress.c).
func (c *call) addrAdd(a ipcmd.AddrAdd) error {
	flags := unix.NLM_F_CREATE | unix.NLM_F_EXCL
	switch a.Verb {
	case ipcmd.Change:
		flags = unix.NLM_F_REPLACE
	case ipcmd.Replace:
		flags = unix.NLM_F_CREATE | unix.NLM_F_REPLACE
	}
	scope := defaultScope(a.Local.Addr())
	if a.Scope != nil {
		scope = *a.Scope
	}
	r := c.h.request(unix.RTM_NEWADDR, flags|unix.NLM_F_ACK)
	return c.addrModify(r, a.AddrSpec, scope, false, a.Warnings())
}

// addrDelete is `ip address delete`.
func (c *call) addrDelete(a ipcmd.AddrDelete) error {
	var scope uint8
	if a.Scope != nil {
		scope = *a.Scope
	}
	a.Reckon = ""
	r := c.h.request(unix.RTM_DELADDR, unix.NLM_F_ACK)
	return c.addrModify(r, a.AddrSpec, scope, a.Wildcard != "", a.Warnings())
}

// addrModify fills a request and carries it out. With wildcard the prefix is left for the kernel to find.
func (c *call) addrModify(r *request, a ipcmd.AddrSpec, scope uint8, wildcard bool, warnings string) error {
	io.WriteString(c.stderr, warnings)
	index, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return err
	}
	if err := a.Check(); err != nil {
		return err
	}
	m := nl.NewIfAddrmsg(familyNumber(a.Family))
	m.Index = uint32(index)
	m.Scope = scope
	network := a.Local
	if a.Peer.IsValid() {
		network = a.Peer
		m.Prefixlen = uint8(a.Peer.Bits())
	}
	if m.Prefixlen == 0 && a.Local.IsValid() {
		m.Prefixlen = uint8(a.Local.Bits())
	}
	r.AddData(m)
	add := func(kind int, value []byte) { r.AddData(nl.NewRtAttr(kind, value)) }
	if a.Local.IsValid() {
		add(unix.IFA_LOCAL, a.Local.Addr().AsSlice())
	}
	if network.IsValid() && !wildcard {
		add(unix.IFA_ADDRESS, network.Addr().AsSlice())
	}
	if b := broadcast(a, network); b.IsValid() {
		add(unix.IFA_BROADCAST, b.AsSlice())
	}
	if a.Anycast.IsValid() {
		add(unix.IFA_ANYCAST, a.Anycast.AsSlice())
	}
	if a.Label != "" {
		add(unix.IFA_LABEL, nl.ZeroTerminated(a.Label))
	}
	if a.Metric != nil {
		add(unix.IFA_RT_PRIORITY, nl.Uint32Attr(*a.Metric))
	}
	if a.Flags <= 0xff {
		m.Flags = uint8(a.Flags)
	} else {
		add(unix.IFA_FLAGS, nl.Uint32Attr(uint32(a.Flags)))
	}
	if a.Valid != nil || a.Preferred != nil {
		add(unix.IFA_CACHEINFO, lifetimes(a))
	}
	_, err = r.execute(0)
	return refused(err)
}

// defaultScope is what `ip` takes where none is given: host for 127.0.0.0/8, else global.
func defaultScope(a netip.Addr) uint8 {
	if a.Is4() && a.IsLoopback() {
		return unix.RT_SCOPE_HOST
	}
	return unix.RT_SCOPE_UNIVERSE
}

// broadcast is the broadcast address that was given, or the one to reckon from the network; the zero Addr for none,
// as in networks without room for one.
func broadcast(a ipcmd.AddrSpec, network netip.Prefix) netip.Addr {
	if a.Reckon == "" || !network.Addr().Is4() || network.Bits() > 30 {
		return a.Broadcast
	}
	first := network.Masked().Addr()
	if a.Reckon == "-" {
		return first
	}
	b := first.As4()
	for bit := network.Bits(); bit < 32; bit++ {
		b[bit/8] |= 0x80 >> (bit % 8)
	}
	return netip.AddrFrom4(b)
}

// lifetimes is struct ifa_cacheinfo; a time that was not given is forever.
func lifetimes(a ipcmd.AddrSpec) []byte {
	info := nl.IfaCacheInfo{}
	info.Valid, info.Prefered = uint32(topo.Forever), uint32(topo.Forever)
	if a.Valid != nil {
		info.Valid = uint32(*a.Valid)
	}
	if a.Preferred != nil {
		info.Prefered = uint32(*a.Preferred)
	}
	return info.Serialize()
}

// addrShow is `ip address show` (ipaddr_list_flush_or_save).
func (c *call) addrShow(a ipcmd.AddrShow) error {
	master, index, err := c.selected(a.AddrFilter)
	if err != nil {
		return err
	}
	all, words, err := c.shownLinks()
	if err != nil {
		return refused(err)
	}
	if err := c.nameNamespaces(all); err != nil {
		return err
	}
	if index != 0 && !slices.ContainsFunc(all, func(l topo.Link) bool { return l.Index == index }) {
		io.WriteString(c.stderr, "RTNETLINK answers: No such device\nCannot send link request: No such device\n")
		return nil
	}
	of, err := c.h.addrs()
	if err != nil {
		return refused(err)
	}
	links := a.AddrFilter
	inet6 := c.options.Family == ipcmd.Inet6 && index == 0
	if inet6 {
		links.Group = nil
	}
	p := ipcmd.NewPrinter(c.options)
	known := !c.options.JSON || a.Kind == "" || c.h.knowsKind(a.Kind)
	var beyond string
	for _, l := range all {
		l.Addrs = of[l.Index]
		if inet6 {
			l = ipcmd.Inet6Link(l)
		}
		// The kernel leaves these out, unless a family is asked for: iproute2 does not hand it the filter then.
		left := a.NoMaster && l.Master != 0 || master != 0 && l.Master != master || known && a.Kind != "" && l.Kind != a.Kind
		if index != 0 && l.Index != index || index == 0 && c.options.Family == ipcmd.Unspec && left || !hasChosen(l, a.AddrFilter) {
			continue
		}
		// With -o the link itself is not printed, and iproute2 then looks at no more of it.
		whole := !c.options.OneLine || c.options.Brief
		if whole && (a.Label == "" && !links.Link(l, master) || a.Up && l.Flags&topo.FlagUp == 0) {
			p.Skip()
			continue
		}
		p.Addrs(l, all, a.AddrFilter)
		if whole {
			beyond = cmp.Or(beyond, words[l.Index])
		}
	}
	return c.tell(p, "link", beyond)
}

// hasChosen tells whether a link stays in the list: it has an address that the filter chooses, or has none at all and
// no family was asked for (ipaddr_filter).
func hasChosen(l topo.Link, f ipcmd.AddrFilter) bool {
	for _, a := range l.Addrs {
		if f.Addr(a, l.Name) {
			return true
		}
	}
	return len(l.Addrs) == 0 && f.Family == ipcmd.Unspec
}

// selected gives the indexes of the links that a filter names, 0 for none named.
func (c *call) selected(f ipcmd.AddrFilter) (master, index int, err error) {
	if f.Master != "" {
		if master, err = c.h.linkIndex(f.Master); err != nil {
			return 0, 0, wrong(f.Master, "Device does not exist\n")
		}
	}
	if f.Dev != "" {
		if index, err = c.h.linkIndex(f.Dev); err != nil {
			return 0, 0, failed(1, "Device \"%s\" does not exist.\n", f.Dev)
		}
	}
	return master, index, nil
}
