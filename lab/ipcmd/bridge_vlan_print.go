package ipcmd

import (
	"fmt"
	"strconv"

	"vethlab/lab/topo"
)

// VLAN is a VLAN of a bridge's port, or one end of a range of them (struct bridge_vlan_info, BRIDGE_VLAN_INFO_* of if_bridge.h). Of a
// tunnel, Tunnel is the network that it stands for.
type VLAN struct {
	ID, Flags uint16
	Tunnel    uint32
}

// VLANCounts are what passed in a VLAN (struct bridge_vlan_xstats).
type VLANCounts struct {
	ID, Flags                              uint16
	RxBytes, RxPackets, TxBytes, TxPackets uint64
}

// VLANEntry is a VLAN, or a range of them, with its settings: of a port (BRIDGE_VLANDB_ENTRY of if_bridge.h), or of a whole bridge
// (BRIDGE_VLANDB_GLOBAL_OPTIONS).
type VLANEntry struct {
	Dev     int // the index of the port or bridge
	ID, End uint16
	Flags   uint16
	State   uint8
	Router  *uint8
	Counts  VLANCounts
	// Global are the settings of a whole bridge, by the numbers of their attributes; nil for an entry of a port.
	Global  map[uint16]uint64
	Routers []VLANRouter // the ports behind which routers of multicast are
}

// VLANRouter is a port behind which a router of multicast is, with the time that is left for it, in hundredths of a second, and the kind
// of it (MDB_RTR_TYPE_* of if_bridge.h), where the kernel tells them.
type VLANRouter struct {
	Dev   int
	Timer *uint32
	Type  *uint8
}

const (
	vlanMaster, vlanPVID, vlanUntagged = 1, 2, 4
	vlanBegin, vlanEnd, vlanBridge     = 8, 16, 32

	vlanIndent  = "                  " // under the VLANs
	vlanIndent2 = "                    "
)

// Abandon writes what there is of an output that an error ended. JSON is left open.
func (p *Printer) Abandon() string { return string(p.text) }

// VLANHeader writes the line above the VLANs, which JSON does not have.
func (p *Printer) VLANHeader(s VLANShow) {
	switch {
	case s.Tunnels && p.o.Stats == 0:
		p.say("port              vlan-id    tunnel-id\n")
	case p.o.Stats > 0 && !s.Global && (s.Tunnels || !p.o.Details):
		p.say("port              vlan-id\n")
	default:
		p.say("port              vlan-id  \n")
	}
}

// vlanPort writes the name of a port, and its entries, each under the one before it.
func (p *Printer) vlanPort(index int, all []topo.Link, key string, count int, entry func(i int)) {
	if count == 0 {
		return
	}
	p.object(func() {
		p.padded(colorName, "ifname", 16, "  ", deviceName(index, all))
		p.array(key, func() {
			for i := range count {
				if i > 0 {
					p.say(vlanIndent)
				}
				entry(i)
			}
		})
	})
}

// VLANPort writes the VLANs of a port as `bridge vlan show` and `tunnelshow` do (print_vlan_info, print_vlan_tunnel_info).
func (p *Printer) VLANPort(index int, list []VLAN, s VLANShow, all []topo.Link) {
	type span struct{ first, last VLAN }
	var shown []span
	var first VLAN
	for _, v := range list {
		if v.Flags&vlanEnd == 0 {
			first = v
		}
		if s.VID != 0 && uint32(v.ID) > s.VID && v.Flags&vlanEnd == 0 {
			break
		}
		if v.Flags&vlanBegin == 0 && uint32(v.ID) >= s.VID {
			shown = append(shown, span{first, v})
		}
	}
	key := "vlans"
	if s.Tunnels {
		key = "tunnels"
	}
	p.vlanPort(index, all, key, len(shown), func(i int) {
		first, last := shown[i].first, shown[i].last
		p.object(func() {
			text := p.span("vlan", uint32(first.ID), uint32(last.ID))
			if !s.Tunnels {
				p.vlanFlags(last.Flags)
				return
			}
			p.say(fmt.Sprintf("%*s  ", max(0, 9-len(text)), ""))
			p.span("tunid", first.Tunnel, last.Tunnel)
		})
		p.line()
	})
}

// span writes a number, or two with a line between them, and gives its text (print_range).
func (p *Printer) span(key string, first, last uint32) string {
	text := strconv.FormatUint(uint64(first), 10)
	p.number(key, "", int64(first), "")
	if first != last {
		p.number(key+"End", "-", int64(last), "")
		text += "-" + strconv.FormatUint(uint64(last), 10)
	}
	return text
}

func (p *Printer) vlanFlags(flags uint16) {
	if flags == 0 {
		return
	}
	p.array("flags", func() {
		if flags&vlanPVID != 0 {
			p.string("", " ", "PVID", "")
		}
		if flags&vlanUntagged != 0 {
			p.string("", " ", "Egress Untagged", "")
		}
	})
}

// VLANCounts writes what passed in the VLANs of a port or bridge as `bridge -s vlan show` does (print_vlan_stats_attr). Those that a
// bridge only keeps for its ports are left out.
func (p *Printer) VLANCounts(index int, list []VLANCounts, s VLANShow, all []topo.Link) {
	var shown []VLANCounts
	for _, v := range list {
		if (s.VID == 0 || s.VID == uint32(v.ID)) && (v.Flags&vlanMaster == 0 || v.Flags&vlanBridge != 0) {
			shown = append(shown, v)
		}
	}
	p.vlanPort(index, all, "vlans", len(shown), func(i int) {
		p.object(func() {
			p.number("vid", "", int64(shown[i].ID), "")
			p.vlanFlags(shown[i].Flags)
			p.line()
			p.vlanCounts(shown[i])
		})
	})
}

func (p *Printer) vlanCounts(v VLANCounts) {
	for _, way := range []struct {
		key, word      string
		bytes, packets uint64
	}{{"rx", "RX: ", v.RxBytes, v.RxPackets}, {"tx", "TX: ", v.TxBytes, v.TxPackets}} {
		p.say(vlanIndent2)
		p.number(way.key+"_bytes", way.word, int64(way.bytes), " bytes")
		p.number(way.key+"_packets", " ", int64(way.packets), " packets\n")
	}
}

// VLANEntries writes VLANs with their settings as `bridge -d vlan show` and `bridge vlan global show` do (print_vlan_rtm).
func (p *Printer) VLANEntries(list []VLANEntry, s VLANShow, all []topo.Link) {
	var shown []VLANEntry
	for _, e := range list {
		if s.VID == 0 || s.VID >= uint32(e.ID) && s.VID <= uint32(e.End) {
			shown = append(shown, e)
		}
	}
	for from := 0; from < len(shown); {
		to := from
		for to < len(shown) && shown[to].Dev == shown[from].Dev {
			to++
		}
		group := shown[from:to]
		p.vlanPort(group[0].Dev, all, "vlans", len(group), func(i int) {
			p.object(func() {
				p.span("vlan", uint32(group[i].ID), uint32(group[i].End))
				if group[i].Global != nil {
					p.vlanGlobal(group[i], all)
				} else {
					p.vlanSettings(group[i])
				}
			})
		})
		from = to
	}
}

// vlanSettings is print_vlan_opts.
func (p *Printer) vlanSettings(e VLANEntry) {
	p.vlanFlags(e.Flags)
	p.line()
	p.say(vlanIndent2)
	if int(e.State) < len(portStates()) {
		p.string("state", "state ", portStates()[e.State].form, " ")
	} else {
		p.number("state", "state (", int64(e.State), ") ")
	}
	if e.Router != nil {
		p.number("mcast_router", "mcast_router ", int64(*e.Router), " ")
	}
	p.line()
	if p.o.Stats > 0 {
		p.vlanCounts(e.Counts)
	}
}

// vlanGlobal is print_vlan_global_opts.
func (p *Printer) vlanGlobal(e VLANEntry, all []topo.Link) {
	p.line()
	p.say(vlanIndent2)
	for o := range vlanGlobalOptions {
		_, told := e.Global[o.attr]
		if o.with != 0 {
			_, told = e.Global[o.with]
		}
		if told {
			p.number(whole(o.form), whole(o.form)+" ", int64(e.Global[o.attr]), " ")
		}
	}
	p.line()
	if len(e.Routers) == 0 {
		return
	}
	p.say(vlanIndent2 + "router ports: ")
	p.array("router_ports", func() {
		for i, r := range e.Routers {
			p.object(func() {
				if p.o.Stats > 0 && i > 0 {
					p.line()
					p.say(vlanIndent2 + "              ")
				}
				p.string("port", "", deviceName(r.Dev, all), " ")
				if p.o.Stats > 0 {
					p.routerCounts(r)
				}
			})
		}
	})
	p.line()
}

// routerCounts is br_print_router_port_stats.
func (p *Printer) routerCounts(r VLANRouter) {
	if r.Timer != nil {
		p.string("timer", " ", routerTime(*r.Timer), "")
	}
	if r.Type != nil {
		kind := "permanent"
		// MDB_RTR_TYPE_TEMP_QUERY and MDB_RTR_TYPE_TEMP.
		if *r.Type == 1 || *r.Type == 3 {
			kind = "temp"
		}
		p.string("type", " ", kind, "")
	}
}
