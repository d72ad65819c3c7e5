//go:build linux

package netfilter

import (
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// encoder makes the kernel's expressions of a rule, in the way nft makes them, so that both list the same.
type encoder struct {
	run   *runner
	table tableName
	keys  []nftcmd.Key

	layers   nftcmd.Layers
	list     attrs
	marks    map[int]nftcmd.Place // of expressions, by where they begin in list
	place    nftcmd.Place         // of the statement
	braces   []nftcmd.Place       // of the sets to come
	jump     *nftcmd.Place        // of the chain it jumps to, or the object it uses
	userdata tlv
}

// The first register, and where those of four bytes begin (nf_tables.h).
const (
	register      = unix.NFT_REG_1
	smallRegister = 8
)

// item is a statement with where it stands; those that nft puts before others stand where these do.
type item struct {
	statement nftcmd.Statement
	place     nftcmd.Place
	jump      *nftcmd.Place
	protocol  bool // it tells of the protocol above
}

// rule encodes a rule: what its statements depend on, what can be read at once, and then each.
func (e *encoder) rule(r nftcmd.Rule, at nftcmd.Places) error {
	var items []item
	jumps := at.Jumps
	e.braces = at.Braces
	for i, s := range r {
		var place nftcmd.Place
		if i < len(at.Statements) {
			place = at.Statements[i]
		}
		deps, err := e.needs(s)
		if err != nil {
			return err
		}
		needed := make([]item, len(deps))
		for i, d := range deps {
			needed[i] = item{statement: d, place: place, protocol: true}
		}
		if _, ok := s.(nftcmd.Reject); ok {
			// nft asks before all else whether a packet can be refused so.
			items = append(needed, items...)
		} else {
			items = append(items, needed...)
		}
		it := item{statement: s, place: place}
		v, is := s.(nftcmd.Verdict)
		_, uses := s.(nftcmd.Reference)
		if (uses || is && v.Chain != "") && len(jumps) > 0 {
			it.jump, jumps = &jumps[0], jumps[1:]
		}
		if m, ok := s.(nftcmd.Match); ok {
			e.layers.Learn(m)
			it.protocol = len(m.Left) == 1 && slices.Contains([]string{"ip protocol", "ip6 nexthdr", "ether type"}, m.Left[0].Key)
		}
		items = append(items, it)
	}
	for _, it := range e.reduce(items) {
		e.place, e.jump = it.place, it.jump
		if err := e.statement(it.statement); err != nil {
			return err
		}
	}
	return nil
}

// needs gives what must be asked before a statement.
func (e *encoder) needs(s nftcmd.Statement) ([]nftcmd.Match, error) {
	var operands []nftcmd.Operand
	switch s := s.(type) {
	case nftcmd.Match:
		operands = append(operands, s.Left)
	case nftcmd.VMap:
		operands = append(operands, s.Left)
	case nftcmd.Assign:
		operands = append(operands, s.To.Operand)
	case nftcmd.NAT:
		operands = append(operands, s.To.Operand, s.Port.Operand)
	case nftcmd.Learn:
		operands = append(operands, s.Key, s.Data.Operand)
	case nftcmd.Reject:
		return e.needsOfReject(s)
	}
	var all []nftcmd.Match
	for _, o := range operands {
		for _, part := range o {
			k, err := e.key(part.Key)
			if err != nil {
				return nil, err
			}
			deps, err := e.layers.Need(k)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", nftcmd.ErrForeign, err)
			}
			all = append(all, deps...)
		}
	}
	return all, nil
}

func (e *encoder) needsOfReject(r nftcmd.Reject) ([]nftcmd.Match, error) {
	switch {
	case e.table.family != "ip" && e.table.family != "ip6" && e.table.family != "inet":
		return nil, fmt.Errorf("%w: reject in the family %s", nftcmd.ErrForeign, e.table.family)
	case r.With == "tcp reset":
		return e.layers.NeedTransport("tcp"), nil
	case e.layers.Network != "":
		return nil, nil
	}
	switch kind := firstWord(r.With); kind {
	case "icmp":
		return e.layers.NeedNetwork("ip"), nil
	case "icmpv6":
		return e.layers.NeedNetwork("ip6"), nil
	}
	return nil, nil
}

func (e *encoder) key(name string) (nftcmd.Key, error) {
	i := slices.IndexFunc(e.keys, func(k nftcmd.Key) bool { return k.Name == name })
	if i < 0 {
		return nftcmd.Key{}, fmt.Errorf("%w: %s", nftcmd.ErrForeign, name)
	}
	return e.keys[i], nil
}

// add appends an expression.
func (e *encoder) add(name string, fill func(a *attrs)) {
	if e.marks == nil {
		e.marks = map[int]nftcmd.Place{}
	}
	e.marks[len(e.list)] = e.place
	if e.jump != nil && (name == "immediate" || name == "objref") {
		e.marks[len(e.list)] = *e.jump
	}
	e.list.nest(unix.NFTA_LIST_ELEM, expression(name, fill))
}

func expression(name string, fill func(a *attrs)) attrs {
	var a, in attrs
	if fill != nil {
		fill(&in)
	}
	a.text(unix.NFTA_EXPR_NAME, name)
	a.nest(unix.NFTA_EXPR_DATA, in)
	return a
}

func (e *encoder) statement(s nftcmd.Statement) error {
	switch s := s.(type) {
	case merged:
		e.payload(register, s.base, s.offset, uint32(len(s.data)))
		e.compare(unix.NFT_CMP_EQ, s.data)
	case nftcmd.Match:
		return e.match(s)
	case nftcmd.VMap:
		return e.lookup(s.Left, s.In, "", 0, true, nil)
	case nftcmd.Verdict:
		e.add("immediate", func(a *attrs) {
			a.u32(unix.NFTA_IMMEDIATE_DREG, unix.NFT_REG_VERDICT)
			a.verdict(unix.NFTA_IMMEDIATE_DATA, verdict(s))
		})
	case nftcmd.Assign:
		return e.assign(s)
	case nftcmd.NAT:
		return e.nat(s)
	case nftcmd.Reject:
		return e.reject(s)
	case nftcmd.Comment:
		e.userdata.text(udataText, s.Text)
	case nftcmd.Learn:
		return e.learn(s)
	default:
		name, fill, err := action(s)
		if err != nil {
			return err
		}
		e.add(name, fill)
	}
	return nil
}

func verdict(v nftcmd.Verdict) attrs {
	var a attrs
	a.u32(unix.NFTA_VERDICT_CODE, uint32(verdicts()[v.Kind]))
	if v.Chain != "" {
		a.text(unix.NFTA_VERDICT_CHAIN, v.Chain)
	}
	return a
}
