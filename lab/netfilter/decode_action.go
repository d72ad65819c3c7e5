//go:build linux

package netfilter

import (
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// action reads an expression that does something.
func (d *decoder) action(name string, data []byte, v values) {
	switch name {
	case "nat":
		d.nat(v)
	case "masq":
		d.port(nftcmd.NAT{Kind: "masquerade"}, v, unix.NFTA_MASQ_FLAGS, unix.NFTA_MASQ_REG_PROTO_MIN, unix.NFTA_MASQ_REG_PROTO_MAX)
	case "redir":
		d.port(nftcmd.NAT{Kind: "redirect"}, v, unix.NFTA_REDIR_FLAGS, unix.NFTA_REDIR_REG_PROTO_MIN, unix.NFTA_REDIR_REG_PROTO_MAX)
	case "reject":
		d.reject(v)
	case "dynset":
		d.learn(v)
	case "match", "target":
		d.xt(name, data)
	default:
		s, ok := simple(name, v)
		if !ok {
			d.opaque("%s", name)
			return
		}
		d.add(s)
	}
}

// stateful reads an expression of an element.
func stateful(data []byte) (nftcmd.Statement, bool) {
	v := read(data)
	return simple(v.text(unix.NFTA_EXPR_NAME), read(v[unix.NFTA_EXPR_DATA]))
}

// simple reads an expression that needs no register.
func simple(name string, v values) (nftcmd.Statement, bool) {
	switch name {
	case "counter":
		return readCounter(v), true
	case "limit":
		l := nftcmd.Limit{
			Rate: v.number(unix.NFTA_LIMIT_RATE), Unit: nameOf(limitUnits(), v.number(unix.NFTA_LIMIT_UNIT)), Burst: v.u32(unix.NFTA_LIMIT_BURST),
			Over: v.u32(unix.NFTA_LIMIT_FLAGS)&unix.NFT_LIMIT_F_INV != 0, Data: v.u32(unix.NFTA_LIMIT_TYPE) == unix.NFT_LIMIT_PKT_BYTES,
		}
		return l, l.Unit != ""
	case "quota":
		return readQuota(v), true
	case "connlimit":
		return nftcmd.Connections{Over: v.u32(connlimitFlags)&1 != 0, Count: v.u32(connlimitCount)}, true
	case "notrack":
		return nftcmd.Untracked{}, true
	case "queue":
		from, flags := uint16(v.number(unix.NFTA_QUEUE_NUM)), v.number(unix.NFTA_QUEUE_FLAGS)
		q := nftcmd.Queue{From: from, To: from + uint16(v.number(unix.NFTA_QUEUE_TOTAL)) - 1, Bypass: flags&1 != 0, Fanout: flags&2 != 0}
		return q, v.has(unix.NFTA_QUEUE_NUM)
	case "log":
		l := readLog(v)
		// An empty one nft lists, too.
		return l, l.Prefix != "" || !v.has(unix.NFTA_LOG_PREFIX)
	case "objref":
		kind := map[uint32]string{objCounter: "counter", objQuota: "quota"}[v.u32(unix.NFTA_OBJREF_IMM_TYPE)]
		return nftcmd.Reference{Kind: kind, Name: v.text(unix.NFTA_OBJREF_IMM_NAME)}, kind != ""
	}
	return nil, false
}

func readLog(v values) nftcmd.Log {
	l := nftcmd.Log{Prefix: v.text(unix.NFTA_LOG_PREFIX), Snap: v.u32(unix.NFTA_LOG_SNAPLEN), Queue: uint16(v.number(unix.NFTA_LOG_QTHRESHOLD))}
	if v.has(unix.NFTA_LOG_GROUP) {
		group := uint16(v.number(unix.NFTA_LOG_GROUP))
		l.Group = &group
		return l
	}
	const warn = 4
	if level := v.u32(unix.NFTA_LOG_LEVEL); v.has(unix.NFTA_LOG_LEVEL) && level != warn && int(level) < len(nftcmd.Levels()) {
		l.Level = nftcmd.Levels()[level]
	}
	l.Flags = v.u32(unix.NFTA_LOG_FLAGS)
	return l
}

func (d *decoder) nat(v values) {
	n := nftcmd.NAT{Kind: "snat"}
	if v.u32(unix.NFTA_NAT_TYPE) == unix.NFT_NAT_DNAT {
		n.Kind = "dnat"
	}
	family, address := "ip", "ipv4_addr"
	if v.u32(unix.NFTA_NAT_FAMILY) == unix.NFPROTO_IPV6 {
		family, address = "ip6", "ipv6_addr"
	}
	t, _ := nftcmd.TypeOf(address)
	ports := v
	if v.has(unix.NFTA_NAT_REG_ADDR_MIN) {
		least, most := v.u32(unix.NFTA_NAT_REG_ADDR_MIN), v.u32(unix.NFTA_NAT_REG_ADDR_MAX)
		var ok bool
		if n.To, ok = d.from(least, t); !ok {
			d.foreign = true
		}
		switch l := d.loaded[slot(least)]; {
		case l.from.Map != nil:
			if len(l.gives) > 1 || most != 0 && most != least {
				n.Family = family
				ports = values{unix.NFTA_NAT_FLAGS: v[unix.NFTA_NAT_FLAGS]}
			}
		case most != 0 && most != least:
			n.To.Value = nftcmd.Value{translated(t, l.constant, d.loaded[slot(most)].constant)}
		}
		if d.table.family == "inet" {
			n.Family = family
		}
	} else if d.table.family == "inet" && v.u32(unix.NFTA_NAT_FAMILY) != unix.NFPROTO_INET {
		// nft lists the family here, and cannot read it again.
		d.foreign = true
	}
	d.port(n, ports, unix.NFTA_NAT_FLAGS, unix.NFTA_NAT_REG_PROTO_MIN, unix.NFTA_NAT_REG_PROTO_MAX)
}

// translated is a range of addresses: nft takes one of a single address for a prefix too.
func translated(t nftcmd.Type, lo, hi []byte) string {
	if slices.Equal(lo, hi) && t.Form == nftcmd.FormAddr {
		return fmt.Sprintf("%s/%d", t.Text(lo), 8*t.Size)
	}
	return t.Between(lo, hi)
}

// port reads the port of a translation, and its flags.
func (d *decoder) port(n nftcmd.NAT, v values, flags, least, most int) {
	service, _ := nftcmd.TypeOf("inet_service")
	if v.has(least) {
		var ok bool
		if n.Port, ok = d.from(v.u32(least), service); !ok {
			d.foreign = true
		}
		lo := d.loaded[slot(v.u32(least))].constant
		if v.has(most) && v.u32(most) != v.u32(least) && lo != nil {
			n.Port.Value = nftcmd.Value{service.Range(lo, d.loaded[slot(v.u32(most))].constant)}
		}
	}
	known := uint32(unix.NF_NAT_RANGE_PROTO_SPECIFIED | unix.NF_NAT_RANGE_MAP_IPS)
	for _, f := range natFlags() {
		known |= f.flag
		if v.u32(flags)&f.flag != 0 {
			n.Flags = append(n.Flags, f.name)
		}
	}
	if v.u32(flags)&^known != 0 {
		d.foreign = true
	}
	d.add(n)
}

func (d *decoder) reject(v values) {
	code := []byte{byte(v.u32(unix.NFTA_REJECT_ICMP_CODE))}
	kind := ""
	hide := func(layer string) {
		if i, ok := d.at[layer]; ok {
			d.hidden[i] = true
		}
	}
	narrow := d.table.family == "ip" || d.table.family == "ip6"
	switch v.u32(unix.NFTA_REJECT_TYPE) {
	case unix.NFT_REJECT_TCP_RST:
		if narrow {
			hide("transport")
		}
		d.add(nftcmd.Reject{With: "tcp reset"})
		return
	case unix.NFT_REJECT_ICMPX_UNREACH:
		kind = "icmpx"
	default:
		kind = "icmp"
		if d.layers.Network == "ip6" {
			kind = "icmpv6"
		}
		hide("network")
	}
	t, _ := nftcmd.TypeOf(kind + "_code")
	text := t.Text(code)
	if text == "port-unreachable" && (kind == "icmpx" || narrow) {
		d.add(nftcmd.Reject{Usual: kind + " " + text})
		return
	}
	d.add(nftcmd.Reject{With: kind + " " + text})
}

func (d *decoder) learn(v values) {
	name := v.text(unix.NFTA_DYNSET_SET_NAME)
	k := d.sets[setName{d.table, name}]
	if k == nil || k.flags&flagAnonymous != 0 {
		d.opaque("@%s", name)
		return
	}
	parts, ok := d.operand(v.u32(unix.NFTA_DYNSET_SREG_KEY), k.size)
	if !ok {
		d.opaque("@%s", name)
		return
	}
	o, _ := selectors(parts)
	d.foreign = d.foreign || anyMoved(parts)
	l := nftcmd.Learn{Set: name, Key: o, Timeout: duration(v.number(unix.NFTA_DYNSET_TIMEOUT))}
	switch v.u32(unix.NFTA_DYNSET_OP) {
	case unix.NFT_DYNSET_OP_ADD:
		l.Verb = "add"
	case unix.NFT_DYNSET_OP_UPDATE:
		l.Verb = "update"
	default:
		l.Verb = "delete"
	}
	for _, x := range statefulOf(v, unix.NFTA_DYNSET_EXPR, dynsetExprs) {
		s, known := stateful(x)
		if !known {
			d.foreign = true
			continue
		}
		l.Stateful = append(l.Stateful, s)
	}
	if v.has(unix.NFTA_DYNSET_SREG_DATA) {
		l.Types = k.set.DataTypes()
		if l.Data, ok = d.from(v.u32(unix.NFTA_DYNSET_SREG_DATA), l.Types[0]); !ok || len(l.Types) > 1 {
			d.foreign = true
		}
	}
	if slices.Contains(l.Stateful, nil) {
		d.foreign = true
	}
	d.add(l)
}
