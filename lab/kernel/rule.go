//go:build linux

package kernel

import (
	"encoding/binary"
	"net/netip"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

// FRA_* of fib_rules.h that package unix does not have.
const (
	fraSuppressPrefixLen = 14
	fraProtocol          = 21

	fraSuppressIfGroup = 13
	fraL3MDev          = 19
	fraUIDRange        = 20
	fraIPProto         = 22
	fraSPort           = 23
	fraDPort           = 24

	// fibRuleInvert is FIB_RULE_INVERT: the rule is for all but what it says.
	fibRuleInvert = 2
	// fibRuleIIFDetached and fibRuleOIFDetached are FIB_RULE_IIF_DETACHED and FIB_RULE_OIF_DETACHED.
	fibRuleIIFDetached = 8
	fibRuleOIFDetached = 16
	// fibRuleUnresolved is FIB_RULE_UNRESOLVED: there is no rule yet to go to.
	fibRuleUnresolved = 4
)

// ruleFamily is IPv4 where none was given.
func ruleFamily(f ipcmd.Family) int {
	if f == ipcmd.Inet6 {
		return unix.AF_INET6
	}
	return unix.AF_INET
}

func (c *call) ruleAdd(a ipcmd.RuleAdd) error {
	return c.ruleModify(a.Rule, unix.RTM_NEWRULE, unix.NLM_F_CREATE|unix.NLM_F_EXCL)
}

func (c *call) ruleDelete(a ipcmd.RuleDelete) error { return c.ruleModify(a.Rule, unix.RTM_DELRULE, 0) }

// ruleModify asks for a rule, or its end (iprule_modify of iprule.c). The header of both is a struct fib_rule_hdr, which is as long as a
// struct rtmsg and has its type where that has the action.
func (c *call) ruleModify(a ipcmd.Rule, kind, flags int) error {
	c.h.policy.Store(true)
	m := &nl.RtMsg{RtMsg: unix.RtMsg{Family: uint8(ruleFamily(a.Family)), Tos: a.TOS, Type: a.Action}}
	if a.Not {
		m.Flags = fibRuleInvert
	}
	r := c.h.request(kind, flags|unix.NLM_F_ACK)
	r.AddData(m)
	for _, p := range []struct {
		prefix *netip.Prefix
		attr   int
		length *uint8
	}{{a.From, nl.FRA_SRC, &m.Src_len}, {a.To, nl.FRA_DST, &m.Dst_len}} {
		if p.prefix != nil && p.prefix.IsValid() {
			*p.length = uint8(p.prefix.Bits())
			r.AddData(nl.NewRtAttr(p.attr, p.prefix.Addr().AsSlice()))
		}
	}
	switch {
	case a.Table > 255:
		r.AddData(nl.NewRtAttr(nl.FRA_TABLE, nl.Uint32Attr(a.Table)))
	default:
		m.Table = uint8(a.Table)
	}
	for _, n := range []struct {
		attr  int
		value *uint32
	}{{nl.FRA_PRIORITY, a.Priority}, {nl.FRA_FWMARK, a.Mark}, {nl.FRA_FWMASK, a.MarkMask}} {
		if n.value != nil {
			r.AddData(nl.NewRtAttr(n.attr, nl.Uint32Attr(*n.value)))
		}
	}
	if a.SuppressPrefixLength != nil {
		r.AddData(nl.NewRtAttr(fraSuppressPrefixLen, nl.Uint32Attr(uint32(*a.SuppressPrefixLength))))
	}
	if a.IIF != "" {
		r.AddData(nl.NewRtAttr(nl.FRA_IIFNAME, nl.ZeroTerminated(a.IIF)))
	}
	if a.OIF != "" {
		r.AddData(nl.NewRtAttr(nl.FRA_OIFNAME, nl.ZeroTerminated(a.OIF)))
	}
	if a.Protocol != nil {
		r.AddData(nl.NewRtAttr(fraProtocol, []byte{*a.Protocol}))
	}
	addRuleSelectors(r, a)
	_, err := r.execute(0)
	return refused(err)
}

// addRuleSelectors adds what few rules have.
func addRuleSelectors(r *request, a ipcmd.Rule) {
	if a.SuppressIfGroup != nil {
		r.AddData(nl.NewRtAttr(fraSuppressIfGroup, nl.Uint32Attr(*a.SuppressIfGroup)))
	}
	if a.L3MDev {
		r.AddData(nl.NewRtAttr(fraL3MDev, []byte{1}))
	}
	if a.UIDs != nil {
		r.AddData(nl.NewRtAttr(fraUIDRange, append(nl.Uint32Attr(a.UIDs.First), nl.Uint32Attr(a.UIDs.Last)...)))
	}
	if a.IPProto != nil {
		r.AddData(nl.NewRtAttr(fraIPProto, []byte{*a.IPProto}))
	}
	for attr, ports := range map[int]*ipcmd.Span{fraSPort: a.SourcePorts, fraDPort: a.DestinationPorts} {
		if ports != nil {
			r.AddData(nl.NewRtAttr(attr, append(nl.Uint16Attr(uint16(ports.First)), nl.Uint16Attr(uint16(ports.Last))...)))
		}
	}
	if a.Goto != nil {
		r.AddData(nl.NewRtAttr(nl.FRA_GOTO, nl.Uint32Attr(*a.Goto)))
	}
}

// rule is a rule, and the message that told of it.
type rule struct {
	ipcmd.Rule
	message []byte
}

func (h *Handle) rules(f ipcmd.Family) ([]rule, error) { return h.rulesOf(ruleFamily(f)) }

// rulesOf gives those of a family by its number, of all for AF_UNSPEC.
func (h *Handle) rulesOf(family int) ([]rule, error) {
	build := func() *request {
		r := h.request(unix.RTM_GETRULE, unix.NLM_F_DUMP)
		r.AddData(&nl.RtMsg{RtMsg: unix.RtMsg{Family: uint8(family)}})
		return r
	}
	return dump(build, unix.RTM_NEWRULE, decodeRule)
}

// decodeRule reads an RTM_NEWRULE: a struct fib_rule_hdr and its FRA_* attributes.
func decodeRule(message []byte) (rule, error) {
	values, err := valuesAfter(message, unix.SizeofRtMsg)
	if err != nil {
		return rule{}, err
	}
	header := nl.DeserializeRtMsg(message)
	r := rule{message: message}
	r.Family = ipcmd.Inet
	if header.Family == unix.AF_INET6 {
		r.Family = ipcmd.Inet6
	}
	r.Not, r.TOS, r.Action, r.Table = header.Flags&fibRuleInvert != 0, header.Tos, header.Type, uint32(header.Table)
	prefix := func(attr uint16, length uint8) *netip.Prefix {
		address := ip(values[attr])
		if !address.IsValid() {
			return nil
		}
		return new(netip.PrefixFrom(address, int(length)))
	}
	r.From, r.To = prefix(nl.FRA_SRC, header.Src_len), prefix(nl.FRA_DST, header.Dst_len)
	if v, ok := values[nl.FRA_TABLE]; ok {
		r.Table = number32(v)
	}
	number := func(attr uint16) *uint32 {
		if v, ok := values[attr]; ok {
			return new(number32(v))
		}
		return nil
	}
	r.Priority, r.Mark, r.MarkMask = number(nl.FRA_PRIORITY), number(nl.FRA_FWMARK), number(nl.FRA_FWMASK)
	if n := number(fraSuppressPrefixLen); n != nil && int32(*n) != -1 {
		r.SuppressPrefixLength = new(int32(*n))
	}
	r.IIFDetached, r.OIFDetached = header.Flags&fibRuleIIFDetached != 0, header.Flags&fibRuleOIFDetached != 0
	r.IIF, r.OIF = text(values[nl.FRA_IIFNAME]), text(values[nl.FRA_OIFNAME])
	if v, ok := values[fraProtocol]; ok {
		r.Protocol = new(number8(v))
	}
	r.Unresolved = header.Flags&fibRuleUnresolved != 0
	r.Goto, r.Realms = number(nl.FRA_GOTO), number32(values[nl.FRA_FLOW])
	if n := number(fraSuppressIfGroup); n != nil && int32(*n) != -1 {
		r.SuppressIfGroup = n
	}
	ruleSelectors(&r.Rule, values)
	return r, nil
}

// ruleSelectors reads those of a rule's selectors that few rules have.
func ruleSelectors(r *ipcmd.Rule, values map[uint16][]byte) {
	r.L3MDev = number8(values[fraL3MDev]) != 0
	if v := values[fraUIDRange]; len(v) >= 8 {
		r.UIDs = &ipcmd.Span{First: number32(v), Last: number32(v[4:])}
	}
	if v := values[fraIPProto]; len(v) > 0 {
		r.IPProto = new(v[0])
	}
	ports := func(attr uint16) *ipcmd.Span {
		v := values[attr]
		if len(v) < 4 {
			return nil
		}
		return &ipcmd.Span{First: uint32(binary.NativeEndian.Uint16(v)), Last: uint32(binary.NativeEndian.Uint16(v[2:]))}
	}
	r.SourcePorts, r.DestinationPorts = ports(fraSPort), ports(fraDPort)
	if v := values[nl.FRA_TUN_ID]; len(v) == 8 {
		r.TunnelID = new(binary.BigEndian.Uint64(v))
	}
}

// ruleShow is `ip rule show` (iprule_list_flush_or_save).
func (c *call) ruleShow(a ipcmd.RuleShow) error {
	list, err := c.h.rules(a.Family)
	if err != nil {
		return dumpFailed(err, "Dump")
	}
	p := ipcmd.NewPrinter(c.options)
	for _, r := range list {
		if a.Match(r.Rule) {
			p.Rule(r.Rule)
		}
	}
	return p.Flush(c.stdout)
}

// ruleFlush is `ip rule flush`: the rule without a priority, which is the first, stays (flush_rule).
func (c *call) ruleFlush(a ipcmd.RuleFlush) error {
	c.h.policy.Store(true)
	list, err := c.h.rules(a.Family)
	if err != nil {
		return dumpFailed(err, "Flush")
	}
	for _, r := range list {
		if r.Priority == nil || !a.MatchFlush(r.Rule) {
			continue
		}
		request := c.h.request(unix.RTM_DELRULE, unix.NLM_F_ACK)
		request.AddRawData(r.message)
		if _, err := request.execute(0); err != nil {
			return refused(err)
		}
	}
	return nil
}
