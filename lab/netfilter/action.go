//go:build linux

package netfilter

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// action gives the expression of a statement that needs no register.
func action(s nftcmd.Statement) (name string, fill func(a *attrs), err error) {
	switch s := s.(type) {
	case nftcmd.Counter:
		return "counter", func(a *attrs) {
			a.u64(unix.NFTA_COUNTER_BYTES, s.Bytes)
			a.u64(unix.NFTA_COUNTER_PACKETS, s.Packets)
		}, nil
	case nftcmd.Limit:
		return "limit", func(a *attrs) { limit(a, s) }, nil
	case nftcmd.Quota:
		return "quota", func(a *attrs) { quota(a, s) }, nil
	case nftcmd.Connections:
		return "connlimit", func(a *attrs) {
			a.u32(connlimitCount, s.Count)
			a.u32(connlimitFlags, bit(s.Over, 1))
		}, nil
	case nftcmd.Log:
		return "log", func(a *attrs) { logging(a, s) }, nil
	case nftcmd.Untracked:
		return "notrack", nil, nil
	case nftcmd.Queue:
		return "queue", func(a *attrs) {
			a.u16(unix.NFTA_QUEUE_NUM, s.From)
			a.u16(unix.NFTA_QUEUE_TOTAL, s.To-s.From+1)
			if flags := bit(s.Bypass, 1) | bit(s.Fanout, 2); flags != 0 {
				a.u16(unix.NFTA_QUEUE_FLAGS, uint16(flags))
			}
		}, nil
	case nftcmd.Reference:
		kind := map[string]uint32{"counter": objCounter, "quota": objQuota}[s.Kind]
		return "objref", func(a *attrs) {
			a.u32(unix.NFTA_OBJREF_IMM_TYPE, kind)
			a.text(unix.NFTA_OBJREF_IMM_NAME, s.Name)
		}, nil
	}
	return "", nil, fmt.Errorf("%w: %T", nftcmd.ErrForeign, s)
}

// bit is a flag, where it is set.
func bit(set bool, flag uint32) uint32 {
	if set {
		return flag
	}
	return 0
}

func limit(a *attrs, l nftcmd.Limit) {
	kind := uint32(unix.NFT_LIMIT_PKTS)
	if l.Data {
		kind = unix.NFT_LIMIT_PKT_BYTES
	}
	a.u64(unix.NFTA_LIMIT_RATE, l.Rate)
	a.u64(unix.NFTA_LIMIT_UNIT, limitUnits()[l.Unit])
	a.u32(unix.NFTA_LIMIT_BURST, l.Burst)
	a.u32(unix.NFTA_LIMIT_TYPE, kind)
	a.u32(unix.NFTA_LIMIT_FLAGS, bit(l.Over, unix.NFT_LIMIT_F_INV))
}

func quota(a *attrs, q nftcmd.Quota) {
	a.u64(unix.NFTA_QUOTA_BYTES, q.Bytes)
	a.u32(unix.NFTA_QUOTA_FLAGS, bit(q.Over, unix.NFT_QUOTA_F_INV))
	a.u64(quotaConsumed, q.Used)
}

func logging(a *attrs, l nftcmd.Log) {
	if l.Prefix != "" {
		a.text(unix.NFTA_LOG_PREFIX, l.Prefix)
	}
	if l.Group != nil {
		a.u16(unix.NFTA_LOG_GROUP, *l.Group)
		if l.Snap != 0 {
			a.u32(unix.NFTA_LOG_SNAPLEN, l.Snap)
		}
		if l.Queue != 0 {
			a.u16(unix.NFTA_LOG_QTHRESHOLD, l.Queue)
		}
		return
	}
	if l.Level != "" {
		a.u32(unix.NFTA_LOG_LEVEL, uint32(slices.Index(nftcmd.Levels(), l.Level)))
	}
	if l.Flags != 0 {
		a.u32(unix.NFTA_LOG_FLAGS, l.Flags)
	}
}

// constant puts a value into a register.
func (e *encoder) constant(to uint32, value []byte) {
	e.add("immediate", func(a *attrs) {
		a.u32(unix.NFTA_IMMEDIATE_DREG, to)
		a.value(unix.NFTA_IMMEDIATE_DATA, value)
	})
}

// from puts what a statement takes into a register.
func (e *encoder) from(f nftcmd.From, types []nftcmd.Type, to uint32) error {
	switch {
	case f.Map != nil:
		return e.lookup(f.Operand, *f.Map, "", to, true, types)
	case len(f.Operand) == 1:
		k, err := e.load(f.Operand[0], to)
		if err == nil && !convertible(k.Type, types[0]) {
			err = fmt.Errorf("%w: %s", nftcmd.ErrForeign, k.Name)
		}
		return err
	}
	value, err := types[0].Bytes(f.Value[0])
	if err != nil {
		return err
	}
	e.constant(to, value)
	return nil
}

// convertible tells whether one can be put where the other stands.
func convertible(from, to nftcmd.Type) bool {
	return from.Host == to.Host && from.Size == to.Size && (from.ID == to.ID || from.Name == "integer")
}

func (e *encoder) assign(s nftcmd.Assign) error {
	k, err := e.key(s.Key)
	if err != nil {
		return err
	}
	if err := e.from(s.To, []nftcmd.Type{k.Type}, register); err != nil {
		return err
	}
	name, key, source := "meta", unix.NFTA_META_KEY, unix.NFTA_META_SREG
	if k.Source == nftcmd.SourceCt {
		name, key, source = "ct", unix.NFTA_CT_KEY, unix.NFTA_CT_SREG
	}
	e.add(name, func(a *attrs) {
		a.u32(key, k.Number)
		a.u32(source, register)
	})
	return nil
}

// registers are where a translation finds its addresses and ports; 0 is nowhere.
type registers struct{ addressMin, addressMax, portMin, portMax uint32 }

func (e *encoder) nat(n nftcmd.NAT) error {
	var r registers
	next := uint32(register)
	service, _ := nftcmd.TypeOf("inet_service")
	if err := e.natAddress(n, &r, &next); err != nil {
		return err
	}
	switch {
	case len(n.Port.Operand) > 0:
		r.portMin = next
		if err := e.from(n.Port, []nftcmd.Type{service}, next); err != nil {
			return err
		}
	case len(n.Port.Value) > 0:
		lo, hi, err := service.Bounds(n.Port.Value[0])
		if err != nil {
			return err
		}
		r.portMin = next
		e.constant(next, lo)
		if service.Ranged(n.Port.Value[0]) {
			r.portMax = next + 1
			e.constant(next+1, hi)
		}
	}
	var flags uint32
	if r.portMin != 0 && (len(n.To.Operand) == 0 || !n.To.Pair(e.run.dataTypes(e.table, n.To))) {
		flags |= unix.NF_NAT_RANGE_PROTO_SPECIFIED
	}
	for _, f := range natFlags() {
		flags |= bit(slices.Contains(n.Flags, f.name), f.flag)
	}
	return e.translate(n, r, flags)
}

// natAddress loads the address, or what a map gives for it: an address with a port or two addresses go to two registers.
func (e *encoder) natAddress(n nftcmd.NAT, r *registers, next *uint32) error {
	address, service := natTypes(e.table.family, n)
	switch {
	case len(n.To.Operand) > 0:
		types := []nftcmd.Type{address}
		second := small(address.Size / 4)
		data := e.run.dataTypes(e.table, n.To)
		switch {
		case len(data) == 2 && e.layers.Transport == "":
			return fmt.Errorf("%w: a port of no protocol", nftcmd.ErrForeign)
		case len(data) == 2:
			types = append(types, service)
			r.portMin = second
		case n.To.Ranged(address):
			r.addressMax = second
		}
		r.addressMin = register
		if err := e.from(n.To, types, register); err != nil {
			return err
		}
		*next = register + 1
	case len(n.To.Value) > 0:
		lo, hi, err := address.Bounds(n.To.Value[0])
		if err != nil {
			return err
		}
		r.addressMin = register
		e.constant(register, lo)
		*next = register + 1
		if address.Ranged(n.To.Value[0]) {
			r.addressMax = *next
			e.constant(*next, hi)
			*next++
		}
	}
	return nil
}

func natTypes(family string, n nftcmd.NAT) (address, service nftcmd.Type) {
	service, _ = nftcmd.TypeOf("inet_service")
	address, _ = nftcmd.TypeOf("ipv4_addr")
	if family == "ip6" || n.Family == "ip6" {
		address, _ = nftcmd.TypeOf("ipv6_addr")
	}
	return address, service
}

// translate adds the expression of a translation.
func (e *encoder) translate(n nftcmd.NAT, r registers, flags uint32) error {
	put := func(a *attrs, kind int, n uint32) {
		if n != 0 {
			a.u32(kind, n)
		}
	}
	switch n.Kind {
	case "masquerade":
		e.add("masq", func(a *attrs) {
			put(a, unix.NFTA_MASQ_FLAGS, flags)
			put(a, unix.NFTA_MASQ_REG_PROTO_MIN, r.portMin)
			put(a, unix.NFTA_MASQ_REG_PROTO_MAX, r.portMax)
		})
		return nil
	case "redirect":
		e.add("redir", func(a *attrs) {
			put(a, unix.NFTA_REDIR_REG_PROTO_MIN, r.portMin)
			put(a, unix.NFTA_REDIR_REG_PROTO_MAX, r.portMax)
			put(a, unix.NFTA_REDIR_FLAGS, flags)
		})
		return nil
	}
	kind, family := uint32(unix.NFT_NAT_SNAT), uint32(unix.NFPROTO_IPV4)
	if n.Kind == "dnat" {
		kind = unix.NFT_NAT_DNAT
	}
	switch address, _ := natTypes(e.table.family, n); {
	case e.table.family == "inet" && n.Family == "":
		family = unix.NFPROTO_INET
	case address.Size == 16:
		family = unix.NFPROTO_IPV6
	}
	e.add("nat", func(a *attrs) {
		a.u32(unix.NFTA_NAT_TYPE, kind)
		a.u32(unix.NFTA_NAT_FAMILY, family)
		put(a, unix.NFTA_NAT_REG_ADDR_MIN, r.addressMin)
		put(a, unix.NFTA_NAT_REG_ADDR_MAX, r.addressMax)
		put(a, unix.NFTA_NAT_REG_PROTO_MIN, r.portMin)
		put(a, unix.NFTA_NAT_REG_PROTO_MAX, r.portMax)
		put(a, unix.NFTA_NAT_FLAGS, flags)
	})
	return nil
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}

func (e *encoder) reject(r nftcmd.Reject) error {
	kind, code := firstWord(r.With), strings.TrimPrefix(r.With, firstWord(r.With)+" ")
	if kind == "" {
		code = "port-unreachable"
		switch {
		case e.table.family == "inet" && e.layers.Network == "":
			kind = "icmpx"
		case e.table.family == "ip6" || e.layers.Network == "ip6":
			kind = "icmpv6"
		default:
			kind = "icmp"
		}
	}
	number, how := uint32(0), uint32(unix.NFT_REJECT_TCP_RST)
	if kind != "tcp" {
		how = unix.NFT_REJECT_ICMP_UNREACH
		if kind == "icmpx" {
			how = unix.NFT_REJECT_ICMPX_UNREACH
		}
		t, _ := nftcmd.TypeOf(kind + "_code")
		value, err := t.Bytes(code)
		if err != nil {
			return err
		}
		number = uint32(value[0])
	}
	e.add("reject", func(a *attrs) {
		a.u32(unix.NFTA_REJECT_TYPE, how)
		a.u8(unix.NFTA_REJECT_ICMP_CODE, uint8(number))
	})
	return nil
}

func (e *encoder) learn(s nftcmd.Learn) error {
	known, err := e.run.known(e.table, s.Set)
	if err != nil {
		return e.run.missingSet(e.table, s.Set, err)
	}
	if !slices.EqualFunc(known.KeyTypes(), s.Key.Types(), sameType) || known.Map != (len(s.Data.Value)+len(s.Data.Operand) > 0) || known.Has("interval") {
		return fmt.Errorf("%w: %s in %s", nftcmd.ErrForeign, s.Key, s.Set)
	}
	types, err := e.operand(s.Key, register, false)
	if err != nil {
		return err
	}
	size := 0
	for _, t := range types {
		size += (t.Size + 3) / 4 * 4
	}
	second := uint32(register + (size+15)/16)
	if known.Map {
		if err := e.from(s.Data, known.DataTypes(), second); err != nil {
			return err
		}
	}
	stateful, err := expressions(s.Stateful)
	if err != nil {
		return err
	}
	op := map[string]uint32{"add": unix.NFT_DYNSET_OP_ADD, "update": unix.NFT_DYNSET_OP_UPDATE, "delete": 2}[s.Verb]
	e.add("dynset", func(a *attrs) {
		a.u32(unix.NFTA_DYNSET_SREG_KEY, register)
		if known.Map {
			a.u32(unix.NFTA_DYNSET_SREG_DATA, second)
		}
		a.u32(unix.NFTA_DYNSET_OP, op)
		a.text(unix.NFTA_DYNSET_SET_NAME, s.Set)
		if id := e.run.idOf(e.table, s.Set); id != 0 {
			a.u32(unix.NFTA_DYNSET_SET_ID, id)
		}
		if s.Timeout > 0 {
			a.u64(unix.NFTA_DYNSET_TIMEOUT, uint64(s.Timeout.Milliseconds()))
		}
		if len(stateful) > 1 {
			a.u32(dynsetFlags, 1<<1)
		}
		put(a, stateful, unix.NFTA_DYNSET_EXPR, dynsetExprs)
	})
	return nil
}

// expressions are those of stateful statements, as elements and what adds to sets have them.
func expressions(stateful []nftcmd.Statement) ([]attrs, error) {
	var all []attrs
	for _, s := range stateful {
		name, fill, err := action(s)
		if err != nil {
			return nil, err
		}
		all = append(all, expression(name, fill))
	}
	return all, nil
}

// put appends expressions: one by itself, several as a list.
func put(a *attrs, all []attrs, one, many int) {
	switch len(all) {
	case 0:
	case 1:
		a.nest(one, all[0])
	default:
		var in attrs
		for _, x := range all {
			in.nest(unix.NFTA_LIST_ELEM, x)
		}
		a.nest(many, in)
	}
}
