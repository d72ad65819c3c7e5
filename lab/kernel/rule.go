//go:build linux

package kernel

import (
	"encoding/binary"
	"net/netip"
	"strconv"

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
	_, err := r.execute(0)
	return refused(err)
}

// rule is a rule, and the message that told of it.
type rule struct {
	ipcmd.Rule
	message []byte
}

func (h *Handle) rules(f ipcmd.Family) ([]rule, error) {
	build := func() *request {
		r := h.request(unix.RTM_GETRULE, unix.NLM_F_DUMP)
		r.AddData(&nl.RtMsg{RtMsg: unix.RtMsg{Family: uint8(ruleFamily(f))}})
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
	r.More, r.Last = ruleSelectors(values), ruleOutcome(values, header)
	return r, nil
}

// ruleSelectors are those of a rule's selectors that are only shown.
func ruleSelectors(values map[uint16][]byte) (list []ipcmd.RuleWord) {
	say := func(key, before, value string) {
		list = append(list, ipcmd.RuleWord{Key: key, Before: before, Value: value})
	}
	if number8(values[fraL3MDev]) != 0 {
		say("l3mdev", " lookup [l3mdev-table]", "")
	}
	if v := values[fraUIDRange]; len(v) >= 8 {
		say("uid_start", " uidrange ", decimal(v[:4]))
		say("uid_end", "-", decimal(v[4:8]))
	}
	if v := values[fraIPProto]; len(v) > 0 {
		list = append(list, ipcmd.RuleWord{Key: "ipproto", Before: " ipproto ", Value: protocolName(v[0]), Text: true})
	}
	for _, port := range []struct {
		attr uint16
		name string
	}{{fraSPort, "sport"}, {fraDPort, "dport"}} {
		v := values[port.attr]
		switch {
		case len(v) < 4:
		case decimal(v[:2]) == decimal(v[2:4]):
			say(port.name, " "+port.name+" ", decimal(v[:2]))
		default:
			say(port.name+"_start", " "+port.name+" ", decimal(v[:2]))
			say(port.name+"_end", "-", decimal(v[2:4]))
		}
	}
	if v := values[nl.FRA_TUN_ID]; len(v) == 8 {
		say("tun_id", " tun_id ", strconv.FormatUint(binary.BigEndian.Uint64(v), 10))
	}
	return list
}

// ruleOutcome is what becomes of a rule's packets beside the table that they look up, as far as it is only shown.
func ruleOutcome(values map[uint16][]byte, header *nl.RtMsg) (list []ipcmd.RuleWord) {
	const toTable, goTo, nop = 1, 2, 3 // FR_ACT_*
	if v := values[fraSuppressIfGroup]; len(v) == 4 && int32(number32(v)) != -1 && header.Type == toTable {
		list = append(list, ipcmd.RuleWord{Key: "suppress_ifgroup", Before: " suppress_ifgroup ", Value: groupName(number32(v)), Text: true})
	}
	if realms := number32(values[nl.FRA_FLOW]); realms != 0 {
		from, to := realms>>16, realms&0xffff
		before := " realms "
		if from != 0 {
			list = append(list, ipcmd.RuleWord{Key: "flow_from", Before: before, Value: realmName(from), Text: true})
			before = "/"
		}
		list = append(list, ipcmd.RuleWord{Key: "flow_to", Before: before, Value: realmName(to), Text: true})
	}
	switch header.Type {
	case goTo:
		target := "none"
		if v, ok := values[nl.FRA_GOTO]; ok {
			target = decimal(v)
		}
		list = append(list, ipcmd.RuleWord{Key: "goto", Before: " goto ", Value: target, Text: target == "none"})
		if header.Flags&fibRuleUnresolved != 0 {
			list = append(list, ipcmd.RuleWord{Key: "unresolved", Before: " [unresolved]"})
		}
	case nop:
		list = append(list, ipcmd.RuleWord{Key: "nop", Before: " nop"})
	}
	return list
}

func realmName(realm uint32) string {
	if realm == 0 {
		return "cosmos"
	}
	return strconv.FormatUint(uint64(realm), 10)
}

func groupName(group uint32) string {
	if group == 0 {
		return "default"
	}
	return strconv.FormatUint(uint64(group), 10)
}

// protocolName is an IPPROTO_* by its name (inet_proto_n2a, which asks /etc/protocols).
func protocolName(number uint8) string {
	switch number {
	case unix.IPPROTO_ICMP:
		return "icmp"
	case unix.IPPROTO_TCP:
		return "tcp"
	case unix.IPPROTO_UDP:
		return "udp"
	case unix.IPPROTO_ICMPV6:
		return "ipv6-icmp"
	}
	return "ipproto-" + strconv.Itoa(int(number))
}

// ruleShow is `ip rule show` (iprule_list_flush_or_save).
func (c *call) ruleShow(a ipcmd.RuleShow) error {
	list, err := c.h.rules(a.Family)
	if err != nil {
		return dumpFailed(err, "Dump")
	}
	p := ipcmd.NewPrinter(c.options)
	for _, r := range list {
		p.Rule(r.Rule)
	}
	return p.Flush(c.stdout)
}

// ruleFlush is `ip rule flush`: the rule without a priority, which is the first, stays (flush_rule).
func (c *call) ruleFlush(a ipcmd.RuleFlush) error {
	list, err := c.h.rules(a.Family)
	if err != nil {
		return dumpFailed(err, "Flush")
	}
	for _, r := range list {
		if r.Priority == nil {
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
