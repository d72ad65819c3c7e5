//go:build linux

package kernel

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"os/user"
	"strconv"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// shownLinks are all links of the namespace, with their details where -d was given, and their counters where -s was. beyond has the words of
// what a link has and is not built in, by its index.
func (c *call) shownLinks() (all []topo.Link, beyond map[int]string, err error) {
	if c.options.Brief {
		all, err = c.h.links()
		return all, nil, err
	}
	filter := uint32(skipStats)
	if c.options.Stats > 0 {
		filter = 0
	}
	all, err = c.h.detailedLinks(filter, func(l *topo.Link, body []byte) {
		word := beyondLink(body)
		if c.options.Stats > 0 {
			l.Stats = decodeStats(body)
		}
		if c.options.Details {
			addDetails(l, body)
			word = cmp.Or(word, unknownKind(body))
		}
		if word == "" {
			return
		}
		if beyond == nil {
			beyond = map[int]string{}
		}
		beyond[l.Index] = word
	})
	return all, beyond, err
}

// beyondLink is what iproute2 says of every link that has it, and nobody here: that a program holds it down, or looks at its packets.
func beyondLink(body []byte) (word string) {
	const xdpAttached = 2 // IFLA_XDP_ATTACHED
	for kind, value := range attributes(body) {
		switch kind {
		case unix.IFLA_PROTO_DOWN:
			if number8(value) != 0 {
				word = "protodown"
			}
		case unix.IFLA_XDP:
			for kind, value := range attributes(value) {
				if kind == xdpAttached && number8(value) != 0 {
					word = "xdp"
				}
			}
		}
	}
	return word
}

func addDetails(l *topo.Link, body []byte) { l.Details = decodeDetails(body) }

// detailedLinks gives all links as links does, with more of their messages.
func (h *Handle) detailedLinks(filter uint32, more func(l *topo.Link, body []byte)) ([]topo.Link, error) {
	all, err := h.linksBy(filter, func(message []byte) (topo.Link, error) {
		l, err := decodeLink(message)
		if err == nil {
			more(&l, message[unix.SizeofIfInfomsg:])
		}
		return l, err
	})
	names := namesOf(all)
	for _, l := range all {
		if l.Details == nil {
			continue
		}
		for _, list := range [][]topo.Detail{l.Details.Kind, l.Details.Port} {
			for i, d := range list {
				if name := detailName(d, names); name != d.Value {
					list[i] = ipcmd.Quoted(d, name)
				}
			}
		}
	}
	return all, err
}

// detailName is the value of a detail, by its name where that is a link, a user or a group.
func detailName(d topo.Detail, names linkNames) string {
	switch d.Name {
	case "dev", "backup_port":
		if index, err := strconv.Atoi(d.Value); err == nil {
			return names.of(index)
		}
	case "user":
		if u, err := user.LookupId(d.Value); err == nil {
			return u.Username
		}
	case "group":
		// The group of a vxlan is an address, which no group of users has for a number.
		if g, err := user.LookupGroupId(d.Value); err == nil {
			return g.Name
		}
	}
	return d.Value
}

// detailField is an attribute as `ip -d` prints it: its word, and how its value is written.
type detailField struct {
	attribute uint16
	name, key string // in text and in JSON
	write     func([]byte) string
}

// pick writes those fields whose attributes are there, in the fields' order.
func pick(fields []detailField, values map[uint16][]byte) []topo.Detail {
	var list []topo.Detail
	for _, f := range fields {
		if value, ok := values[f.attribute]; ok {
			list = append(list, topo.Detail{Name: f.name, Value: f.write(value), Key: f.key, JSON: f.write(value)})
		}
	}
	return list
}

// decodeStats reads a struct rtnl_link_stats64, of which an older kernel sends less.
func decodeStats(body []byte) *topo.LinkStats {
	values := nest(body)
	var s topo.LinkStats
	whole := make([]byte, binary.Size(s))
	counters := len(whole) - 4
	copy(whole[:counters], values[unix.IFLA_STATS64])
	copy(whole[counters:], values[unix.IFLA_CARRIER_CHANGES])
	// It has the size of what is read.
	_, _ = binary.Decode(whole, binary.NativeEndian, &s)
	return &s
}

func decodeDetails(body []byte) *topo.Details {
	values := nest(body)
	d := &topo.Details{Link: pick(linkFields(), values), Queues: pick(queueFields(), values)}
	info := nest(values[unix.IFLA_LINKINFO])
	d.Kind = ipcmd.KindDetails(text(info[nl.IFLA_INFO_KIND]), nest(info[nl.IFLA_INFO_DATA]))
	d.Port = ipcmd.KindDetails(text(info[nl.IFLA_INFO_SLAVE_KIND])+"_slave", nest(info[nl.IFLA_INFO_SLAVE_DATA]))
	inet6 := nest(nest(values[unix.IFLA_AF_SPEC])[unix.AF_INET6])
	if mode, ok := inet6[inet6AddrGenMode]; ok {
		d.Mode = addrGenMode(number8(mode))
	}
	return d
}

// unknownKind is what -d would have to show of a link and cannot, `type "geneve"`: its kind, or the one that it is a port of, where the
// kernel sent settings that nobody here knows. It is empty for nothing.
func unknownKind(body []byte) string {
	info := nest(nest(body)[unix.IFLA_LINKINFO])
	for _, part := range []struct {
		kind, data uint16
		suffix     string
	}{{nl.IFLA_INFO_KIND, nl.IFLA_INFO_DATA, ""}, {nl.IFLA_INFO_SLAVE_KIND, nl.IFLA_INFO_SLAVE_DATA, "_slave"}} {
		if kind := text(info[part.kind]) + part.suffix; info[part.data] != nil && !ipcmd.KnowsKind(kind) {
			return fmt.Sprintf("type %q", kind)
		}
	}
	return ""
}

// nest gives the attributes inside an attribute by their type.
func nest(b []byte) map[uint16][]byte {
	values := map[uint16][]byte{}
	for kind, value := range attributes(b) {
		values[kind] = value
	}
	return values
}

func addrGenMode(mode uint8) string {
	if names := addrGenModes(); int(mode) < len(names) {
		return names[mode]
	}
	return fmt.Sprintf("%#x", mode)
}

// linkFields are the IFLA_* that end the second line of a link.
func linkFields() []detailField {
	return []detailField{
		{unix.IFLA_PROMISCUITY, "promiscuity", "promiscuity", decimal}, {61, "allmulti", "allmulti", decimal},
		{unix.IFLA_MIN_MTU, "minmtu", "min_mtu", decimal}, {unix.IFLA_MAX_MTU, "maxmtu", "max_mtu", decimal},
	}
}

// queueFields are the IFLA_* that come last (print_linkinfo of ipaddress.c).
func queueFields() []detailField {
	return []detailField{
		{unix.IFLA_NUM_TX_QUEUES, "numtxqueues", "num_tx_queues", decimal}, {unix.IFLA_NUM_RX_QUEUES, "numrxqueues", "num_rx_queues", decimal},
		{unix.IFLA_GSO_MAX_SIZE, "gso_max_size", "gso_max_size", decimal}, {unix.IFLA_GSO_MAX_SEGS, "gso_max_segs", "gso_max_segs", decimal},
		{59, "tso_max_size", "tso_max_size", decimal}, {60, "tso_max_segs", "tso_max_segs", decimal}, {58, "gro_max_size", "gro_max_size", decimal},
	}
}

func decimal(b []byte) string { return strconv.FormatUint(ipcmd.Number(b), 10) }
