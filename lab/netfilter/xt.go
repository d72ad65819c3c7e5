//go:build linux

package netfilter

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/google/nftables/expr"
	"github.com/google/nftables/xt"

	"vethlab/lab/nftcmd"
)

// xt reads a match or a target of iptables' own, which iptables-nft puts into rules.
func (d *decoder) xt(name string, data []byte) {
	d.foreign = true
	family := families()[d.table.family]
	if name == "match" {
		var m expr.Match
		if err := expr.Unmarshal(family, data, &m); err != nil {
			d.opaque("xt match")
			return
		}
		d.xtMatch(&m)
		return
	}
	var t expr.Target
	if err := expr.Unmarshal(family, data, &t); err != nil {
		d.opaque("xt target")
		return
	}
	d.xtTarget(&t)
}

// one is a match of a single value.
func one(key string, not bool, value string) nftcmd.Match {
	m := nftcmd.Match{Left: nftcmd.Operand{{Key: key}}, Value: nftcmd.Value{value}}
	if not {
		m.Op = "!="
	}
	return m
}

// addressType is the name of a kind of addresses.
func addressType(n uint32) string {
	t, _ := nftcmd.TypeOf("fib_addrtype")
	return t.Text(native(n))
}

// xtMatch reads a match of iptables' own, which iptables-nft puts into rules.
func (d *decoder) xtMatch(m *expr.Match) {
	switch info := m.Info.(type) {
	case *xt.AddrTypeV1:
		for key, mask := range map[string]uint16{"fib saddr type": info.Source, "fib daddr type": info.Dest} {
			for bit := range 12 {
				if mask&(1<<bit) != 0 {
					inverted := uint32(info.Flags)&(1<<map[bool]int{true: 0, false: 1}[key[4] == 's']) != 0
					d.add(one(key, inverted, addressType(uint32(bit))))
				}
			}
		}
	case *xt.ConntrackMtinfo3:
		if names := xtStates(info.StateMask); len(names) > 0 {
			d.add(one("ct state", false, strings.Join(names, ",")))
		}
	case *xt.Tcp:
		d.xtPorts("tcp", info.SrcPorts, info.DstPorts)
	case *xt.Udp:
		d.xtPorts("udp", info.SrcPorts, info.DstPorts)
	case *xt.Comment:
		d.add(nftcmd.Comment{Text: string(*info)})
	default:
		d.opaque("xt match %q", m.Name)
	}
}

func (d *decoder) xtPorts(protocol string, source, destination [2]uint16) {
	d.layers.Transport = protocol
	d.implies(nftcmd.Key{Source: nftcmd.SourcePayload, Base: nftcmd.BaseTransport, Header: protocol})
	for _, p := range []struct {
		key   string
		ports [2]uint16
	}{{" sport", source}, {" dport", destination}} {
		switch from, to := p.ports[0], p.ports[1]; {
		case from == 0 && to == 65535:
		case from == to:
			d.add(one(protocol+p.key, false, strconv.Itoa(int(from))))
		default:
			d.add(one(protocol+p.key, false, fmt.Sprintf("%d-%d", from, to)))
		}
	}
}

// xtStates are the states of iptables' mask: invalid is 1, and the others begin one bit later (xt_conntrack.h).
func xtStates(mask uint16) []string {
	var names []string
	for _, s := range []struct {
		bit  uint16
		name string
	}{{1, "invalid"}, {1 << 1, "established"}, {1 << 2, "related"}, {1 << 3, "new"}, {1 << 6, "untracked"}} {
		if mask&s.bit != 0 {
			names = append(names, s.name)
		}
	}
	return names
}

// xtTarget reads a target of iptables' own.
func (d *decoder) xtTarget(t *expr.Target) {
	switch info := t.Info.(type) {
	case *xt.NatIPv4MultiRangeCompat:
		n := nftcmd.NAT{Kind: map[string]string{"DNAT": "dnat", "SNAT": "snat", "MASQUERADE": "masquerade", "REDIRECT": "redirect"}[t.Name]}
		if len(*info) > 0 {
			n.To, n.Port = xtRange(xt.NatRange((*info)[0]))
		}
		if n.Kind == "masquerade" {
			n.To, n.Port = nftcmd.From{}, nftcmd.From{}
		}
		d.add(n)
	case *xt.NatRange2:
		n := nftcmd.NAT{Kind: strings.ToLower(t.Name)}
		n.To, n.Port = xtRange(info.NatRange)
		d.add(n)
	default:
		switch t.Name {
		case "MASQUERADE":
			d.add(nftcmd.NAT{Kind: "masquerade"})
		case "REJECT":
			d.add(nftcmd.Reject{})
		default:
			d.opaque("xt target %q", t.Name)
		}
	}
}

func xtRange(r xt.NatRange) (to, port nftcmd.From) {
	if a, ok := netip.AddrFromSlice(r.MinIP); ok && !a.Unmap().IsUnspecified() {
		to.Value = nftcmd.Value{a.Unmap().String()}
	}
	if r.MinPort != 0 {
		port.Value = nftcmd.Value{strconv.Itoa(int(r.MinPort))}
	}
	return to, port
}
