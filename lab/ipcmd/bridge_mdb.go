package ipcmd

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// MDBShow is `bridge mdb show`: which ports take which multicast groups.
type MDBShow struct {
	Dev string
	VID uint32 // 0 for any
}

// MDBModify is `bridge mdb add` and `delete`.
type MDBModify struct {
	Delete    bool
	Dev, Port string
	Group     string // an address of IPv4, IPv6 or the link layer
	Source    string // an address, empty for any
	Permanent bool
	VID       uint16
}

func (MDBShow) tool() string   { return "bridge" }
func (MDBModify) tool() string { return "bridge" }

func (s MDBShow) words() []string {
	list := append([]string{"mdb", "show"}, option("dev", s.Dev)...)
	if s.VID != 0 {
		list = append(list, "vid", strconv.FormatUint(uint64(s.VID), 10))
	}
	return list
}

func (m MDBModify) words() []string {
	list := []string{"mdb", map[bool]string{false: "add", true: "del"}[m.Delete], "dev", quote(m.Dev), "port", quote(m.Port), "grp", quote(m.Group)}
	list = append(append(list, option("src", m.Source)...), flagOption("permanent", m.Permanent)...)
	if m.VID != 0 {
		list = append(list, "vid", strconv.Itoa(int(m.VID)))
	}
	return list
}

// parseMDB reads what stands after "bridge mdb" (bridge/mdb.c, do_mdb).
func parseMDB(a *args) (Action, error) {
	if !a.more() {
		return MDBShow{}, nil
	}
	word := a.word()
	a.skip()
	switch {
	case matches(word, "add"):
		return parseMDBModify(a, MDBModify{})
	case matches(word, "delete"):
		return parseMDBModify(a, MDBModify{Delete: true})
	case matches(word, "show"), matches(word, "lst"), matches(word, "list"):
		// The words are those of `bridge vlan show`.
		action, err := parseVLANShow(a, VLANShow{})
		show, _ := action.(VLANShow)
		return MDBShow{show.Dev, show.VID}, err
	case matches(word, "help"):
		return nil, mdbUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"bridge mdb help\".\n", word)
}

// parseMDBModify reads the words of mdb_modify. Those that mean nothing are skipped.
func parseMDBModify(a *args, m MDBModify) (Action, error) {
	var err error
	var named, port, group bool
	for ; a.more() && err == nil; a.skip() {
		var word string
		switch a.word() {
		case "dev":
			m.Dev, err = a.next()
			named = true
		case "port":
			m.Port, err = a.next()
			port = true
		case "grp":
			m.Group, err = a.next()
			group = true
		case "src":
			m.Source, err = a.next()
		case "vid":
			word, err = a.next()
			m.VID = uint16(atoi(word))
		case "permanent":
			m.Permanent = !m.Delete
		case "temp":
		default:
			if matches(a.word(), "help") {
				err = mdbUsage()
			}
		}
	}
	if err == nil && !(named && port && group) {
		err = refuse(255, "Device, group address and port name are required arguments.\n")
	}
	return m, err
}

// Addresses are the group and the source, the zero Addr where the group is one of the link layer, which mac then is, and where there is no
// source. The error is what iproute2 finds wrong after it has found the devices.
func (m MDBModify) Addresses() (group, source netip.Addr, mac string, err error) {
	group, err = netip.ParseAddr(m.Group)
	if err != nil || group.Zone() != "" {
		group = netip.Addr{}
		if mac, err = readLLAddr(m.Group); err != nil || len(mac) != len("00:00:00:00:00:00") {
			return group, source, "", wrongGroup(m.Group, err)
		}
	}
	if m.Source != "" {
		if source, err = netip.ParseAddr(m.Source); err != nil || source.Zone() != "" {
			return group, source, mac, refuse(255, "Invalid source address \"%s\"\n", m.Source)
		}
	}
	return group, source, mac, nil
}

// wrongGroup is the error of an address that is none, behind that of the link layer's. To read that one iproute2 cuts the word at the
// first colon.
func wrongGroup(word string, lladdr error) error {
	text := ""
	var refused *Error
	if errors.As(lladdr, &refused) {
		text = refused.Text
	}
	if !strings.Contains(word, ".") {
		word, _, _ = strings.Cut(word, ":")
	}
	return refuse(255, "%sInvalid address \"%s\"\n", text, word)
}

// MDBEntry is a group that a port takes (struct br_mdb_entry and MDBA_MDB_EATTR_* of if_bridge.h).
type MDBEntry struct {
	Dev, Port   int
	Group       netip.Addr
	MAC         string // in place of Group
	Source      netip.Addr
	Permanent   bool
	Flags       uint8 // MDB_FLAGS_*
	VID         uint16
	Timer       *uint32 // hundredths of a second
	Include     *bool   // the mode of the filter for sources
	Sources     []MDBSource
	SourcesTold bool // there is a list of them, which may be empty
	Protocol    *uint8
}

// MDBSource is a source that a port takes a group from, or does not, and how long that is known, in hundredths of a second.
type MDBSource struct {
	Address netip.Addr
	Timer   uint32
}

// MDBRouters are the ports of a bridge behind which routers of multicast are.
type MDBRouters struct {
	Dev   int
	Ports []VLANRouter
}

// MDB writes groups and routers as `bridge mdb show` does (mdb_show).
func (p *Printer) MDB(list []MDBEntry, routers []MDBRouters, s MDBShow, all []topo.Link) {
	p.object(func() {
		p.array("mdb", func() {
			for _, e := range list {
				if s.VID == 0 || s.VID == uint32(e.VID) {
					p.object(func() { p.mdbEntry(e, all) })
				}
			}
		})
		p.member("router", func() {
			if !p.o.Details {
				return
			}
			for _, r := range routers {
				p.mdbRouters(r, all)
			}
		})
	})
}

// mdbEntry is print_mdb_entry.
func (p *Printer) mdbEntry(e MDBEntry, all []topo.Link) {
	p.json("index", strconv.Itoa(e.Dev))
	p.colored(colorName, "dev", "", p.beforeJSON("dev ")+deviceName(e.Dev, all), "")
	p.string("port", " port ", deviceName(e.Port, all), "")
	group, family := e.MAC, ""
	if e.Group.IsValid() {
		group, family = host(e.Group), familyOf(e.Group).String()
	}
	p.colored(colorOf(family), "grp", "", p.beforeJSON(" grp ")+group, "")
	if e.Source.IsValid() {
		p.colored(colorOf(family), "src", "", p.beforeJSON(" src ")+host(e.Source), "")
	}
	p.string("state", " ", map[bool]string{false: "temp", true: "permanent"}[e.Permanent], "")
	if p.o.Details {
		p.mdbDetails(e)
	}
	p.array("flags", func() {
		for i, flag := range []string{"offload", "fast_leave", "added_by_star_ex", "blocked"} {
			if e.Flags&(1<<i) != 0 {
				p.string("", " ", flag, "")
			}
		}
	})
	if e.VID != 0 {
		p.number("vid", " vid ", int64(e.VID), "")
	}
	if p.o.Stats > 0 && e.Timer != nil {
		p.string("timer", " ", routerTime(*e.Timer), "")
	}
	p.line()
}

func (p *Printer) mdbDetails(e MDBEntry) {
	if e.Include != nil {
		p.string("filter_mode", " filter_mode ", map[bool]string{false: "exclude", true: "include"}[*e.Include], "")
	}
	if e.SourcesTold {
		p.say(" source_list")
		p.array("source_list", func() {
			for i, s := range e.Sources {
				p.object(func() {
					p.say(map[bool]string{true: " ", false: ","}[i == 0])
					p.colored(colorOf(familyOf(s.Address).String()), "address", "", host(s.Address), "")
					p.string("timer", "/", fmt.Sprintf("%d.%02d", s.Timer/100, s.Timer%100), "")
				})
			}
		})
	}
	if e.Protocol != nil {
		p.string("protocol", " proto ", p.named(protocolNames(), ProtocolName(*e.Protocol)), " ")
	}
}

// mdbRouters is br_print_router_ports.
func (p *Printer) mdbRouters(r MDBRouters, all []topo.Link) {
	name := deviceName(r.Dev, all)
	head := "router ports on " + name + ": "
	if p.o.Stats == 0 {
		p.say(head)
	}
	p.array(name, func() {
		for _, port := range r.Ports {
			p.object(func() {
				if p.o.Stats == 0 {
					p.string("port", "", deviceName(port.Dev, all), " ")
					return
				}
				p.string("port", head, deviceName(port.Dev, all), "")
				p.routerCounts(port)
				p.say("\n")
			})
		}
	})
	if p.o.Stats == 0 {
		p.line()
	}
}

// routerTime is a time of the bridge in seconds, as wide as a table wants it.
func routerTime(hundredths uint32) string {
	return fmt.Sprintf("%4d.%02d", hundredths/100, hundredths%100)
}

func mdbUsage() error {
	return refuse(255, `Usage: bridge mdb { add | del } dev DEV port PORT grp GROUP [src SOURCE] [permanent | temp] [vid VID]
       bridge mdb {show} [ dev DEV ] [ vid VID ]
`)
}
