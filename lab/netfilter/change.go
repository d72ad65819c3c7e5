//go:build linux

package netfilter

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// change adds the messages of a command that changes something.
func (r *runner) change(c nftcmd.Command) error {
	switch c.Object {
	case "ruleset":
		r.flushed = true
		r.send(unix.NFT_MSG_DELTABLE, 0, tableName{family: c.Family}, nil, nil)
	case "table":
		return r.table(c)
	case "chain":
		return r.chain(c)
	case "rule":
		return r.rule(c)
	case "set", "map":
		return r.set(c)
	case "element":
		return r.element(c)
	case "counter", "quota":
		return r.object(c)
	default:
		return fmt.Errorf("%w: %s %s", nftcmd.ErrForeign, c.Verb, c.Object)
	}
	return nil
}

// created are the flags of what is added.
func created(verb string) int {
	if verb == "create" {
		return unix.NLM_F_CREATE | unix.NLM_F_EXCL
	}
	return unix.NLM_F_CREATE
}

func of(c nftcmd.Command) tableName { return tableName{c.Family, c.Table} }

func (r *runner) table(c nftcmd.Command) error {
	var d draft
	at := r.places()
	switch {
	case c.Handle != 0:
		d.mark(at.Handle)
		d.u64(tableHandle, c.Handle)
	default:
		d.named(unix.NFTA_TABLE_NAME, c.Table, at.Table)
	}
	switch c.Verb {
	case "add", "create":
		r.added[of(c)] = true
		d.u32(unix.NFTA_TABLE_FLAGS, 0)
		if c.Comment != "" {
			d.put(tableUserdata, remark(c.Comment))
		}
		r.send(unix.NFT_MSG_NEWTABLE, created(c.Verb), of(c), d.attrs, d.marks)
	case "delete":
		r.flushed = true
		r.send(unix.NFT_MSG_DELTABLE, 0, of(c), d.attrs, d.marks)
	case "flush":
		var f draft
		f.named(unix.NFTA_RULE_TABLE, c.Table, at.Table)
		r.send(unix.NFT_MSG_DELRULE, 0, of(c), f.attrs, f.marks)
	default:
		return fmt.Errorf("%w: %s table", nftcmd.ErrForeign, c.Verb)
	}
	return nil
}

// remark is a comment as nft keeps it.
func remark(text string) []byte {
	var u tlv
	u.text(udataText, text)
	return u
}

func (r *runner) chain(c nftcmd.Command) error {
	at := r.places()
	var d draft
	d.named(unix.NFTA_CHAIN_TABLE, c.Table, at.Table)
	switch c.Verb {
	case "flush":
		d.named(unix.NFTA_RULE_CHAIN, c.Chain, at.Chain)
		r.send(unix.NFT_MSG_DELRULE, 0, of(c), d.attrs, d.marks)
		return nil
	case "delete":
		if c.Handle != 0 {
			d.mark(at.Handle)
			d.u64(unix.NFTA_CHAIN_HANDLE, c.Handle)
		} else {
			d.named(unix.NFTA_CHAIN_NAME, c.Chain, at.Chain)
		}
		r.send(unix.NFT_MSG_DELCHAIN, 0, of(c), d.attrs, d.marks)
		return nil
	case "rename":
		return r.rename(c)
	case "add", "create":
	default:
		return fmt.Errorf("%w: %s chain", nftcmd.ErrForeign, c.Verb)
	}
	if err := r.inTable(c); err != nil {
		return err
	}
	d.named(unix.NFTA_CHAIN_NAME, c.Chain, at.Chain)
	if c.Comment != "" {
		d.put(chainUserdata, remark(c.Comment))
	}
	policy := c.Policy
	if h := c.Hook; h != nil {
		d.named(unix.NFTA_CHAIN_TYPE, h.Type, at.Type)
		var hook attrs
		hook.u32(unix.NFTA_HOOK_HOOKNUM, hookNumber(c.Family, h.Name))
		hook.u32(unix.NFTA_HOOK_PRIORITY, uint32(int32(h.Priority)))
		d.nest(unix.NFTA_CHAIN_HOOK, hook)
		policy = h.Policy
	}
	if policy != "" {
		d.mark(at.Handle)
		d.u32(unix.NFTA_CHAIN_POLICY, uint32(verdicts()[policy]))
	}
	r.send(unix.NFT_MSG_NEWCHAIN, created(c.Verb), of(c), d.attrs, d.marks)
	return nil
}

// hookNumber is the number of a hook in a family: arp has its own.
func hookNumber(family, name string) uint32 {
	if family == "arp" {
		return map[string]uint32{"input": 0, "output": 1}[name]
	}
	return hooks()[name]
}

// rename gives the chain by its handle, as nft does.
func (r *runner) rename(c nftcmd.Command) error {
	tables, err := r.kernel()
	if err != nil {
		return err
	}
	for _, t := range tables {
		for _, chain := range t.Chains {
			if t.Family == c.Family && t.Name == c.Table && chain.Name == c.Chain {
				var a attrs
				a.text(unix.NFTA_CHAIN_TABLE, c.Table)
				a.u64(unix.NFTA_CHAIN_HANDLE, chain.Handle)
				a.text(unix.NFTA_CHAIN_NAME, c.Name)
				r.send(unix.NFT_MSG_NEWCHAIN, 0, of(c), a, nil)
				return nil
			}
		}
	}
	return r.missing(c, errNoSet)
}

func (r *runner) rule(c nftcmd.Command) error {
	at := r.places()
	var d draft
	d.named(unix.NFTA_RULE_TABLE, c.Table, at.Table)
	d.named(unix.NFTA_RULE_CHAIN, c.Chain, at.Chain)
	e := encoder{run: r, table: of(c), keys: r.keys, layers: nftcmd.NewLayers(c.Family)}
	if err := r.encode(&e, c); err != nil {
		return err
	}
	handle := c.Handle
	if c.Index != nil || c.Handle != 0 && (c.Verb == "add" || c.Verb == "insert") {
		var err error
		if handle, err = r.beside(c); err != nil {
			return err
		}
	}
	if handle != 0 {
		kind := unix.NFTA_RULE_POSITION
		if c.Verb == "delete" || c.Verb == "replace" {
			kind = unix.NFTA_RULE_HANDLE
		}
		d.mark(at.Handle)
		d.u64(kind, handle)
	}
	if c.Verb == "delete" {
		r.send(unix.NFT_MSG_DELRULE, 0, of(c), d.attrs, d.marks)
		return nil
	}
	begin := len(d.attrs) + unix.SizeofNlAttr
	for offset, place := range e.marks {
		d.marks[begin+offset] = place
	}
	d.nest(unix.NFTA_RULE_EXPRESSIONS, e.list)
	if len(e.userdata) > 0 {
		d.put(unix.NFTA_RULE_USERDATA, e.userdata)
	}
	flags := map[string]int{"add": unix.NLM_F_CREATE | unix.NLM_F_APPEND, "insert": unix.NLM_F_CREATE, "replace": unix.NLM_F_REPLACE}[c.Verb]
	r.send(unix.NFT_MSG_NEWRULE, flags, of(c), d.attrs, d.marks)
	return nil
}

// encode encodes a rule, as far as nothing is wrong with it.
func (r *runner) encode(e *encoder, c nftcmd.Command) error {
	at := r.places()
	if len(at.Faults) == 0 {
		return e.rule(c.Rule, at)
	}
	if err := e.rule(c.Rule[:at.Sound], at); err != nil {
		return err
	}
	// Of what adds to a set, nft looks for the set before all else.
	if l, ok := c.Rule[at.Sound].(nftcmd.Learn); ok {
		if _, err := r.known(e.table, l.Set); err != nil {
			return r.missingSet(e.table, l.Set, err)
		}
	}
	return r.wrong()
}

// beside is the handle of the rule that another is added to, by its handle or by the number of those before it. nft looks for it in what
// it has read, and does not ask the kernel where it is not there.
func (r *runner) beside(c nftcmd.Command) (uint64, error) {
	tables, err := r.kernel()
	if err != nil {
		return 0, err
	}
	if err := r.inChain(c); err != nil {
		return 0, err
	}
	for _, t := range tables {
		for _, chain := range t.Chains {
			if t.Family != c.Family || t.Name != c.Table || chain.Name != c.Chain {
				continue
			}
			for i, rule := range chain.Rules {
				if c.Index != nil && uint64(i) == *c.Index || c.Index == nil && rule.Handle == c.Handle {
					return rule.Handle, nil
				}
			}
		}
	}
	return 0, r.complain("Could not process rule: "+said(unix.ENOENT), r.places().Handle)
}

func (r *runner) set(c nftcmd.Command) error {
	at := r.places()
	name := setName{of(c), c.Name}
	switch c.Verb {
	case "add", "create":
		return r.addSet(c, name)
	case "delete":
		var d draft
		d.named(unix.NFTA_SET_TABLE, c.Table, at.Table)
		if c.Handle != 0 {
			d.mark(at.Handle)
			d.u64(setHandle, c.Handle)
		} else {
			d.named(unix.NFTA_SET_NAME, c.Name, at.Name)
		}
		delete(r.declared, name)
		r.send(unix.NFT_MSG_DELSET, 0, of(c), d.attrs, d.marks)
	case "flush":
		s, err := r.known(of(c), c.Name)
		if err != nil {
			return r.missing(c, err)
		}
		if s.Map != (c.Object == "map") {
			return fmt.Errorf("%w: flush %s of another kind", nftcmd.ErrForeign, c.Object)
		}
		var d draft
		d.named(unix.NFTA_SET_ELEM_LIST_TABLE, c.Table, at.Table)
		d.named(unix.NFTA_SET_ELEM_LIST_SET, c.Name, at.Name)
		r.send(unix.NFT_MSG_DELSETELEM, 0, of(c), d.attrs, d.marks)
	default:
		return fmt.Errorf("%w: %s set", nftcmd.ErrForeign, c.Verb)
	}
	return nil
}

func (r *runner) addSet(c nftcmd.Command, name setName) error {
	if err := cmp.Or(r.inTable(c), r.wrong()); err != nil {
		return err
	}
	r.sets++
	id := r.sets
	declared, err := r.declaration(of(c), *c.Set, id, false)
	if err != nil {
		return err
	}
	if was, err := r.known(of(c), c.Name); err == nil && (len(was.Elements) > 0 && was.Has("interval") || was.Has("interval") != c.Set.Has("interval")) {
		return fmt.Errorf("%w: a set that has elements, or others", nftcmd.ErrForeign)
	} else if err != nil && !isMissing(err) && !r.flushed {
		return err
	}
	at := r.places()
	var d draft
	d.mark(at.Table)
	// The name comes after the table's, which ends with a zero.
	d.marks[(unix.SizeofNlAttr+len(c.Table)+1+unix.NLA_ALIGNTO-1)&^(unix.NLA_ALIGNTO-1)] = at.Name
	r.declared[name], r.ids[name] = *c.Set, id
	r.send(unix.NFT_MSG_NEWSET, created(c.Verb), of(c), declared, d.marks)
	elements, err := r.mergeElements(*c.Set, c.Set.Elements)
	if err != nil {
		return err
	}
	pieces, err := r.pieces(*c.Set, elements, true, false)
	if err != nil {
		return err
	}
	r.placeElements(*c.Set, pieces)
	// nft 1.0.6 forgets the elements of a set that is created.
	if c.Verb == "add" {
		r.sendWithin(of(c), c.Name, id, nftcmd.Place{}, pieces)
	}
	return nil
}

// placeElements tells of each element where it stands, as far as elements are not put together.
func (r *runner) placeElements(s nftcmd.Set, pieces []piece) {
	places := r.places().Elements
	if s.Has("interval") || len(places) != len(pieces) {
		return
	}
	for i := range pieces {
		pieces[i].place = places[i]
	}
}

// errOverlap is a set of intervals that nft refuses, or puts together with what is there.
var errOverlap = fmt.Errorf("%w: intervals that overlap", nftcmd.ErrForeign)

// mergeElements puts intervals together where the set says so; else they must not touch one another.
func (r *runner) mergeElements(s nftcmd.Set, elements []nftcmd.Element) ([]nftcmd.Element, error) {
	keys := s.KeyTypes()
	if !s.Has("interval") || len(keys) != 1 {
		return elements, nil
	}
	sorted := slices.Clone(elements)
	sorted = slices.DeleteFunc(sorted, func(e nftcmd.Element) bool { return e.Key[0] == "*" })
	// Of those that begin alike, nft takes the one that was typed last first.
	slices.Reverse(sorted)
	slices.SortStableFunc(sorted, func(a, b nftcmd.Element) int {
		x, _ := keys[0].Span(a.Key[0])
		y, _ := keys[0].Span(b.Key[0])
		return bytes.Compare(x, y)
	})
	for i := 1; i < len(sorted); i++ {
		_, hi := keys[0].Span(sorted[i-1].Key[0])
		lo, _ := keys[0].Span(sorted[i].Key[0])
		if bytes.Compare(lo, hi) <= 0 || s.AutoMerge && bytes.Equal(lo, nftcmd.Next(hi)) {
			return nil, r.overlap(s, elements, sorted[i-1], sorted[i])
		}
	}
	return elements, nil
}

// overlap is what nft says of two intervals of a set that does not put them together.
func (r *runner) overlap(s nftcmd.Set, elements []nftcmd.Element, one, other nftcmd.Element) error {
	places := r.places().Elements
	if s.AutoMerge || len(places) != len(elements) || slices.Equal(one.Key, other.Key) {
		return errOverlap
	}
	at := func(e nftcmd.Element) nftcmd.Place {
		return places[slices.IndexFunc(elements, func(x nftcmd.Element) bool { return slices.Equal(x.Key, e.Key) })]
	}
	a, b := at(one), at(other)
	if a.Line != b.Line {
		return errOverlap
	}
	return &nftcmd.Fault{Errors: []nftcmd.Complaint{{Text: "conflicting intervals specified", Places: []nftcmd.Place{b, a}}}, Script: r.script}
}

func (r *runner) element(c nftcmd.Command) error {
	s, err := r.known(of(c), c.Name)
	if err != nil {
		return r.missing(c, err)
	}
	elements, err := s.Resolve(c.Elements)
	if err != nil {
		return fmt.Errorf("%w: %w", nftcmd.ErrForeign, err)
	}
	if i, text := s.Unfit(elements); i >= 0 && i < len(r.places().Elements) {
		return r.complain(text, r.places().Elements[i])
	}
	for _, e := range elements {
		if c.Verb != "delete" && s.Map != (e.Verdict != nil || len(e.Data) > 0) || (e.Timeout > 0 || e.Expires > 0) && !s.Has("timeout") {
			return fmt.Errorf("%w: elements of another kind", nftcmd.ErrForeign)
		}
	}
	if s.Has("interval") && len(s.KeyTypes()) == 1 {
		if elements, err = r.apart(s, elements, c.Verb); err != nil {
			return err
		}
	}
	pieces, err := r.pieces(s, elements, len(s.Elements) == 0 && c.Verb != "delete", false)
	if err != nil {
		return err
	}
	r.placeElements(s, pieces)
	if len(pieces) == 0 {
		return nil
	}
	s.Elements = append(slices.Clone(s.Elements), elements...)
	r.declared[setName{of(c), c.Name}] = s
	if c.Verb == "delete" {
		r.sendElements(unix.NFT_MSG_DELSETELEM, 0, of(c), c.Name, r.idOf(of(c), c.Name), pieces)
		return nil
	}
	r.sendElements(unix.NFT_MSG_NEWSETELEM, created(c.Verb), of(c), c.Name, r.idOf(of(c), c.Name), pieces)
	return nil
}

// apart tells whether intervals can be added to those that are there, or deleted from them, without putting any together.
func (r *runner) apart(s nftcmd.Set, elements []nftcmd.Element, verb string) ([]nftcmd.Element, error) {
	t := s.KeyTypes()[0]
	if _, err := r.mergeElements(s, elements); err != nil && len(s.Elements) > 0 {
		// Which of all that overlap nft finds first, is left to it.
		return nil, errOverlap
	} else if err != nil {
		return nil, err
	}
	for i, e := range elements {
		if e.Key[0] == "*" {
			return nil, errOverlap
		}
		lo, hi := t.Span(e.Key[0])
		there := false
		for _, old := range s.Elements {
			a, b := t.Span(old.Key[0])
			switch {
			case old.Key[0] == "*" || bytes.Compare(b, lo) < 0 || bytes.Compare(hi, a) < 0:
				if old.Key[0] != "*" && s.AutoMerge && (bytes.Equal(lo, nftcmd.Next(b)) || bytes.Equal(a, nftcmd.Next(hi))) {
					return nil, errOverlap
				}
			case bytes.Equal(a, lo) && bytes.Equal(b, hi):
				there = true
			case verb == "add" && !s.AutoMerge && i < len(r.places().Elements):
				return nil, r.complain("interval overlaps with an existing one", r.places().Elements[i])
			default:
				return nil, errOverlap
			}
		}
		if verb == "delete" && !there || there && (s.Map || s.AutoMerge || verb == "create") && verb != "delete" {
			return nil, errOverlap
		}
	}
	return elements, nil
}

func (r *runner) object(c nftcmd.Command) error {
	at := r.places()
	kind := map[string]uint32{"counter": objCounter, "quota": objQuota}[c.Object]
	var d draft
	d.named(unix.NFTA_OBJ_TABLE, c.Table, at.Table)
	d.named(unix.NFTA_OBJ_NAME, c.Name, at.Name)
	d.u32(unix.NFTA_OBJ_TYPE, kind)
	switch c.Verb {
	case "add", "create":
		if err := r.inTable(c); err != nil {
			return err
		}
		var in attrs
		if kind == objCounter {
			in.u64(unix.NFTA_COUNTER_BYTES, c.Counter.Counter.Bytes)
			in.u64(unix.NFTA_COUNTER_PACKETS, c.Counter.Counter.Packets)
		} else {
			quota(&in, c.Counter.Quota)
		}
		d.nest(unix.NFTA_OBJ_DATA, in)
		if c.Counter.Comment != "" {
			d.put(objUserdata, remark(c.Counter.Comment))
		}
		r.send(unix.NFT_MSG_NEWOBJ, created(c.Verb), of(c), d.attrs, d.marks)
	case "delete":
		r.send(unix.NFT_MSG_DELOBJ, 0, of(c), d.attrs, d.marks)
	default:
		return fmt.Errorf("%w: %s %s", nftcmd.ErrForeign, c.Verb, c.Object)
	}
	return nil
}
