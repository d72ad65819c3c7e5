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
	filter := &vlanShowParser{VLANShow: VLANShow{Dev: s.Dev, VID: s.VID}}
	return append([]string{"mdb", "show"}, writeAll(vlanFilters, filter)...)
}

func (m MDBModify) words() []string {
	verb := map[bool]string{false: "add", true: "del"}[m.Delete]
	return append([]string{"mdb", verb}, writeAll(mdbRows, &mdbParser{MDBModify: m})...)
}

// parseMDB reads what stands after "bridge mdb" (bridge/mdb.c, do_mdb).
func parseMDB(a *args, o Options) (Action, error) {
	if !a.more() {
		return MDBShow{}, nil
	}
	return parseVerb("bridge mdb", mdbVerbs, a, o)
}

func mdbVerbs(yield func(verb) bool) {
	words := func() []Word { return explained(mdbRows) }
	modify := func(remove bool) func(*args, Options) (Action, error) {
		return func(a *args, _ Options) (Action, error) { return parseMDBModify(a, MDBModify{Delete: remove}) }
	}
	each(yield, []verb{
		{said: said{"a[dd]", "add one by hand", "手工加一个"}, parse: modify(false), words: words},
		{said: said{"d[elete]", "take one away", "去掉一个"}, also: "del", parse: modify(true), words: words},
		{said: said{"s[how]", "list them", "列出来"}, also: "ls[t] l[ist]", words: func() []Word { return explained(vlanFilters) },
			parse: func(a *args, _ Options) (Action, error) {
				action, err := parseVLANShow(a, VLANShow{})
				show, _ := action.(VLANShow)
				return MDBShow{show.Dev, show.VID}, err
			}},
		helpVerb("h[elp]", mdbUsage),
	})
}

// mdbParser reads the words of mdb_modify.
type mdbParser struct {
	MDBModify
	*args
	dev, port, group bool // they were given
}

// mdbRows are those words, in the order in which String writes them.
func mdbRows(yield func(keyword[*mdbParser]) bool) {
	type parser = *mdbParser
	text := func(form, en, zh string, field func(parser) *string, given func(parser) *bool) keyword[parser] {
		return keyword[parser]{said: said{form, en, zh}, read: func(p parser) (err error) {
			*given(p) = true
			*field(p), err = p.next()
			return err
		}, write: func(p parser) []string { return []string{whole(form), quote(*field(p))} }}
	}
	each(yield, []keyword[parser]{
		text("dev DEV", "the bridge", "网桥", func(p parser) *string { return &p.Dev }, func(p parser) *bool { return &p.dev }),
		text("port DEV", "its port", "它的端口", func(p parser) *string { return &p.Port }, func(p parser) *bool { return &p.port }),
		text("grp ADDRESS", "the multicast group", "组播组", func(p parser) *string { return &p.Group }, func(p parser) *bool { return &p.group }),
		textRow("src ADDRESS", "only what comes from there", "只要从那里来的", func(p parser) *string { return &p.Source }),
		{said: said{"permanent", "by hand, never forgotten", "手工加的，不会被忘掉"}, read: func(p parser) error {
			p.Permanent = !p.Delete
			return nil
		}, write: func(p parser) []string { return flagOption("permanent", p.Permanent) }},
		{said: said{"temp", "forgotten after a time", "过一段时间就忘掉"}, read: func(parser) error { return nil }},
		{said: said{"vid NUMBER", "in that VLAN", "在那个 VLAN 里"}, read: func(p parser) error {
			word, err := p.next()
			p.VID = uint16(leadingInt(word))
			return err
		}, write: func(p parser) []string {
			if p.VID == 0 {
				return nil
			}
			return []string{"vid", strconv.Itoa(int(p.VID))}
		}},
		helpRow[parser]("h[elp]", mdbUsage),
	})
}

// parseMDBModify skips the words that mean nothing.
func parseMDBModify(a *args, m MDBModify) (Action, error) {
	p := &mdbParser{MDBModify: m, args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(mdbRows, a.word(), p, func(*mdbParser) error { return nil }); err != nil {
			return p.MDBModify, err
		}
	}
	if !p.dev || !p.port || !p.group {
		return p.MDBModify, refuse(255, "Device, group address and port name are required arguments.\n")
	}
	return p.MDBModify, nil
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
