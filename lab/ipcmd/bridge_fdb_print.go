package ipcmd

import (
	"net/netip"

	"vethlab/lab/topo"
)

// FDBMore is what `bridge fdb` shows of an entry beside the entry itself.
type FDBMore struct {
	Named         bool // the device is named: it is not where it was asked for
	Stats         bool // Used and Updated, the seconds since then, are told
	Used, Updated int

	// Of a tunnel: where the frames go (NDA_* of neighbour.h), nil for what was not said.
	Dst         netip.Addr
	Port        *uint16
	VNI, SrcVNI *uint32
	Via         *uint32 // the index of the device that they leave by
	Nexthop     *uint32
	NetnsID     *uint32 // in which Via is
}

// FDBEntry writes an entry as `bridge fdb show` does (print_fdb). All are the links of the namespace.
func (p *Printer) FDBEntry(e topo.FDBEntry, all []topo.Link, more FDBMore) {
	p.object(func() {
		p.colored(colorMAC, "mac", "", e.Address, " ")
		if more.Named {
			p.colored(colorName, "ifname", "dev ", deviceName(e.Dev, all), " ")
		}
		if more.Dst.IsValid() {
			p.colored(colorOf(familyOf(more.Dst).String()), "dst", "dst ", host(more.Dst), " ")
		}
		if e.VLAN != 0 {
			p.number("vlan", "vlan ", int64(e.VLAN), " ")
		}
		p.fdbTunnel(more, all)
		if more.Stats {
			p.number("used", "used ", int64(more.Used), "")
			p.number("updated", "/", int64(more.Updated), " ")
		}
		p.array("flags", func() {
			for _, f := range e.Flags {
				p.string("", "", f, " ")
			}
		})
		if e.Master != 0 {
			p.string("master", "master ", deviceName(e.Master, all), " ")
		}
		p.string("state", "", e.State, "\n")
	})
}

func (p *Printer) fdbTunnel(more FDBMore, all []topo.Link) {
	if more.Port != nil {
		p.number("port", "port ", int64(*more.Port), " ")
	}
	if more.VNI != nil {
		p.number("vni", "vni ", int64(*more.VNI), " ")
	}
	if more.SrcVNI != nil {
		p.number("src_vni", "src_vni ", int64(*more.SrcVNI), " ")
	}
	switch {
	case more.Via != nil && more.NetnsID != nil:
		p.number("viaIfIndex", "via ifindex ", int64(*more.Via), " ")
	case more.Via != nil:
		p.string("viaIf", "via ", deviceName(int(*more.Via), all), " ")
	}
	if more.Nexthop != nil {
		p.number("nhid", "nhid ", int64(*more.Nexthop), " ")
	}
	if more.NetnsID != nil {
		p.number("linkNetNsId", "link-netnsid ", int64(int32(*more.NetnsID)), " ")
	}
}
