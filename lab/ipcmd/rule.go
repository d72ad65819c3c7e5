package ipcmd

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// Rule is a rule of the routing policy (ip-rule(8)): which packets look up which table, or what else becomes of them.
type Rule struct {
	Family   Family  // of -4 or -6; IPv4 where none was given
	Priority *uint32 // lower ones come first; nil lets the kernel choose one
	Not      bool
	From, To *netip.Prefix // nil for any; the zero Prefix is "all", as given
	TOS      uint8
	Mark     *uint32
	MarkMask *uint32 // nil for all bits
	IIF, OIF string
	// IIFDetached and OIFDetached tell that no link has that name now; the kernel says so, and nobody sets it.
	IIFDetached, OIFDetached bool
	Table                    uint32 // 0 where the rule looks up none
	Action                   uint8  // FR_ACT_* of fib_rules.h: 1 looks up the table; 6, 7 and 8 are RTN_BLACKHOLE, RTN_UNREACHABLE and RTN_PROHIBIT
	Protocol                 *uint8 // who made it, RTPROT_*
	// SuppressPrefixLength leaves a route out that is found, if its prefix is that short or shorter; nil leaves none out.
	SuppressPrefixLength *int32
	// SuppressIfGroup leaves out a route by a device of that group.
	SuppressIfGroup *uint32
	L3MDev          bool // the table is that of the device's VRF
	UIDs            *Span
	IPProto         *uint8 // IPPROTO_*
	SourcePorts     *Span
	// DestinationPorts are of TCP, UDP, DCCP and SCTP, as SourcePorts are.
	DestinationPorts *Span
	// Goto is the priority of the rule with which it goes on (FR_ACT_GOTO).
	Goto *uint32
	// Unresolved, TunnelID and Realms the kernel tells, and nobody sets here: there is no rule yet to go to; the tunnel that the packets
	// come from; and the realms that they are counted for.
	Unresolved bool
	TunnelID   *uint64
	Realms     uint32
}

// RuleAdd is `ip rule add`.
type RuleAdd struct{ Rule }

// RuleDelete is `ip rule delete`.
type RuleDelete struct{ Rule }

// words say the type where no table is looked up: else it would be the main one.
func (a RuleAdd) words() []string {
	list := append([]string{"rule", "add"}, a.Rule.words()...)
	if a.Action == ruleLookUp && a.Table == 0 && a.Goto == nil {
		return append(list, "type", TypeName(a.Action))
	}
	return append(list, a.outcomeWords(ruleLookUp)...)
}

func (a RuleDelete) words() []string {
	words := append(a.Rule.words(), a.outcomeWords(0)...)
	if len(words) == 0 {
		// There must be a word, even where the only one that was given asks for nothing.
		words = []string{"tos", "0"}
	}
	return append([]string{"rule", "del"}, words...)
}

func (r Rule) words() []string { return writeAll(ruleRows, &ruleParser{Rule: r}) }

// ruleLookUp is FR_ACT_TO_TBL of fib_rules.h.
const ruleLookUp = 1

// markText is "0x1", or "0x1/0xff" where a mask was given.
func markText(r Rule) string {
	text := fmt.Sprintf("%#x", *r.Mark)
	if r.MarkMask != nil {
		text += fmt.Sprintf("/%#x", *r.MarkMask)
	}
	return text
}

// parseRule reads `ip rule …` (do_iprule of iprule.c).
func parseRule(a *args, o Options) (Action, error) {
	if !a.more() {
		return RuleShow{RuleFilter{Family: o.Family}}, nil
	}
	return parseVerb("ip rule", ruleVerbs, a, o)
}

func ruleVerbs(yield func(verb) bool) {
	words := func() []Word { return append(explained(ruleRows), ruleTypes()...) }
	filters := func() []Word { return explained(ruleFilterRows) }
	each(yield, []verb{
		{said: said{"l[ist]", "list rules, the first that fits counts", "列出规则，先匹配的算"}, also: "ls[t] s[how]", parse: parseRuleShow, words: filters},
		{said: said{"a[dd]", "add a rule", "加一条规则"}, parse: parseRuleAdd, words: words},
		{said: said{"d[elete]", "take a rule away", "去掉一条规则"}, also: "del", parse: parseRuleDelete, words: words},
		{said: said{"f[lush]", "take all rules away but the first", "除第一条外全部删掉"}, parse: parseRuleFlush, words: filters},
		{said: said{form: "sa[ve]"}}, {said: said{form: "r[estore]"}},
		helpVerb("h[elp]", ruleUsage),
	})
}

func parseRuleAdd(a *args, o Options) (Action, error) { return parseRuleModify(a, o, true) }

func parseRuleDelete(a *args, o Options) (Action, error) { return parseRuleModify(a, o, false) }

// ruleParser reads what comes after the verb (iprule_modify).
type ruleParser struct {
	*args
	Rule
	table bool // where the rule leads was said
}

func parseRuleModify(a *args, o Options, add bool) (Action, error) {
	if !a.more() {
		return nil, refuse(1, "\"ip rule %s\" requires arguments.\n", map[bool]string{true: "add", false: "del"}[add])
	}
	p := &ruleParser{args: a, Rule: Rule{Family: o.Family}}
	if add {
		p.Action = ruleLookUp
	}
	for ; p.more() && !p.foreign; p.skip() {
		if err := takeWord(ruleRows, p.word(), p, (*ruleParser).kind); err != nil {
			return nil, err
		}
	}
	switch {
	case p.foreign:
		return Foreign{}, nil
	case p.L3MDev && p.Table != 0:
		return nil, refuse(22, "table can not be specified for l3mdev rules\n")
	case !add:
		return RuleDelete{p.Rule}, nil
	case !p.table:
		p.Table = tableMain
	}
	return RuleAdd{p.Rule}, nil
}

const tableMain = 254

type ruleRow = keyword[*ruleParser]

// ruleRows are the words of a rule (iprule_modify), in the order in which String writes them.
func ruleRows(yield func(ruleRow) bool) {
	_ = each(yield, []ruleRow{
		flagRow("not", "of those that are otherwise", "不符合条件的那些", func(p *ruleParser) *bool { return &p.Not }),
		{said: said{"from PREFIX", "for packets from there", "从那里来的包"}, values: everyAddress,
			read:  func(p *ruleParser) (err error) { p.From, err = p.prefix(); return err },
			write: func(p *ruleParser) []string { return ruleRange("from", p.From) }},
		{said: said{"to PREFIX", "for packets to there", "去那里的包"}, values: everyAddress,
			read: func(p *ruleParser) (err error) { p.To, err = p.prefix(); return err }, write: func(p *ruleParser) []string { return ruleRange("to", p.To) }},
		{said: said{"tos NUMBER", "of that class of service", "那个服务类别的"}, also: "d[sfield]", read: func(p *ruleParser) error {
			n, err := p.nextTOS("TOS value is invalid\n")
			p.TOS = uint8(n)
			return err
		},
			write: func(p *ruleParser) []string {
				if p.TOS == 0 {
					return nil
				}
				return []string{"tos", tosText(int(p.TOS))}
			}},
		{said: said{"fwmark MARK", "for packets that a filter has marked", "被过滤器打过标记的包"}, read: (*ruleParser).mark, write: func(p *ruleParser) []string {
			if p.Mark == nil {
				return nil
			}
			return []string{"fwmark", markText(p.Rule)}
		}},
		{said: said{"iif DEV", "for packets that came in by that device; lo stands for those that are made here", "从那个设备进来的包；lo 指本机自己发出的包"}, also: "dev", read: func(p *ruleParser) (err error) {
			p.IIF, err = p.nextIfName(`"iif"/"dev" not a valid ifname`)
			return err
		}, write: func(p *ruleParser) []string { return option("iif", p.IIF) }},
		{said: said{"oif DEV", "that leave by that device", "从那个设备出去的"}, read: func(p *ruleParser) (err error) {
			p.OIF, err = p.nextIfName(`"oif" not a valid ifname`)
			return err
		}, write: func(p *ruleParser) []string { return option("oif", p.OIF) }},
		{said: said{"p[reference] NUMBER", "its place in the order", "它的先后次序"}, also: "pref o[rder] pri[ority]", read: func(p *ruleParser) error {
			n, err := p.nextNumber("preference value is invalid\n")
			p.Priority = &n
			return err
		}, write: func(p *ruleParser) []string { return numberOption("pref", p.Priority) }},
	}) && ruleOutcomeRows(yield)
}

// ruleOutcomeRows say where the packets go, and which of them by what few ask for.
func ruleOutcomeRows(yield func(ruleRow) bool) bool {
	foreign := foreignRow[*ruleParser]
	return each(yield, []ruleRow{
		{said: said{"pro[tocol] NAME", "who made the rule: kernel, boot, static", "谁设的规则：kernel、boot、static"}, read: func(p *ruleParser) error {
			n, err := p.nextName(protocolNames(), 255, "\"protocol\" value is invalid\n")
			p.Protocol = new(uint8(n))
			return err
		}, write: func(p *ruleParser) []string { return nameOption("protocol", p.Protocol, ProtocolName) }},
		{said: said{"ta[ble] TABLE", "ask this table of routes", "查这张路由表"}, also: "lookup", read: (*ruleParser).lookup,
			write: func(p *ruleParser) []string {
				if p.Table == 0 {
					return nil
				}
				return []string{"table", TableName(p.Table)}
			}},
		{said: said{"s[uppress_prefixlength] NUMBER", "skip routes whose prefix is that long or shorter; 0 skips the default route",
			"忽略前缀长度不超过它的路由；0 即忽略默认路由"}, also: "sup_pl", read: (*ruleParser).suppress,
			write: func(p *ruleParser) []string {
				if p.SuppressPrefixLength == nil {
					return nil
				}
				return []string{"suppress_prefixlength", strconv.Itoa(int(*p.SuppressPrefixLength))}
			}},
		{said: said{"suppress_i[fgroup] NUMBER", "skip routes by that group of devices", "忽略经过那组设备的路由"}, also: "sup_group", read: func(p *ruleParser) error {
			n, err := p.nextName(groupNames(), 1<<32-1, "Invalid \"suppress_ifgroup\" value\n")
			p.SuppressIfGroup = &n
			return err
		}, write: func(p *ruleParser) []string { return numberOption("suppress_ifgroup", p.SuppressIfGroup) }},
		{said: said{"l3mdev", "of VRFs", "属于 VRF 的"}, read: func(p *ruleParser) error { p.L3MDev, p.table = true, true; return nil },
			write: func(p *ruleParser) []string { return flagOption("l3mdev", p.L3MDev) }},
		{said: said{"uidrange NUMBERS", "of those users", "那些用户的"}, read: func(p *ruleParser) (err error) { p.UIDs, err = p.nextUIDs(); return err },
			write: func(p *ruleParser) []string { return spanOption("uidrange", p.UIDs, Span.String) }},
		{said: said{"ipproto NAME", "of that protocol: tcp, udp", "那个协议的：tcp、udp"}, read: func(p *ruleParser) (err error) { p.IPProto, err = p.nextIPProto(); return err },
			write: func(p *ruleParser) []string { return numberOption("ipproto", p.IPProto) }},
		{said: said{"sport PORTS", "from those ports", "从那些端口来的"}, read: func(p *ruleParser) (err error) {
			p.SourcePorts, err = p.nextPorts("invalid port range\n")
			return err
		}, write: func(p *ruleParser) []string { return spanOption("sport", p.SourcePorts, Span.ports) }},
		{said: said{"dport PORTS", "to those ports", "去那些端口的"}, read: func(p *ruleParser) (err error) {
			p.DestinationPorts, err = p.nextPorts("invalid dport range\n")
			return err
		}, write: func(p *ruleParser) []string { return spanOption("dport", p.DestinationPorts, Span.ports) }},
		foreign("r[ealms]", "", ""), foreign("t[un_id]", "", ""), foreign("n[at]", "", ""), foreign("m[ap-to]", "", ""),
	})
}

func everyAddress() []said { return []said{{"all", "every address", "所有地址"}} }

// ruleTypes are what else may become of the packets.
func ruleTypes() (list []Word) {
	for _, s := range []said{
		{"blackhole", "drop the packet", "丢弃这个包"}, {"unreachable", "say that it cannot be reached", "回答说到不了"},
		{"prohibit", "say that it is not allowed", "回答说不允许"}, {"goto NUMBER", "go on at that rule", "跳到那一条规则"},
		{"nop", "do nothing", "什么也不做"}, {"type TYPE", "what becomes of the packets", "对这些包怎么办"},
	} {
		list = append(list, s.as(s.form, nil, false)...)
	}
	return list
}

func (p *ruleParser) lookup() error {
	n, err := p.nextName(tableNames(), 1<<32-1, "invalid table ID\n")
	p.Table, p.table = n, true
	return err
}

// ruleRange writes a prefix, the zero one as "all".
func ruleRange(word string, p *netip.Prefix) []string {
	switch {
	case p == nil:
		return nil
	case p.IsValid():
		return []string{word, p.String()}
	}
	return []string{word, "all"}
}

func (p *ruleParser) prefix() (*netip.Prefix, error) {
	// That it is of the rule's family is the kernel's to find.
	i, err := p.nextPrefix(p.Family)
	if err != nil {
		return nil, err
	}
	return new(i.prefix()), nil
}

func (p *ruleParser) mark() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	mark, mask, masked := strings.Cut(word, "/")
	n, ok := number(mark)
	if !ok {
		return invalid("fwmark value is invalid\n", mark)
	}
	p.Mark = &n
	if masked {
		m, ok := number(mask)
		if !ok {
			return invalid("fwmask value is invalid\n", mask)
		}
		p.MarkMask = &m
	}
	return nil
}

func (p *ruleParser) suppress() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	n, ok := integer(word)
	if !ok || n < 0 {
		return invalid("suppress_prefixlength value is invalid\n", word)
	}
	p.SuppressPrefixLength = new(int32(n))
	return nil
}

// kind is what else becomes of the packets, with or without "type" before it.
func (p *ruleParser) kind() error {
	word := p.word()
	if word == "type" {
		var err error
		if word, err = p.next(); err != nil {
			return err
		}
	}
	if matches(word, "help") {
		return ruleUsage()
	}
	if ok, err := p.outcome(word); ok {
		return err
	}
	n, ok := typeOf(word)
	if !ok {
		return invalid("Failed to parse rule type", word)
	}
	// A rule that is to be deleted has none.
	p.foreign = n == 0
	p.Action, p.table = n, true
	return nil
}

func ruleUsage() error { return &Error{Text: ruleUsageText, Status: 255} }

const ruleUsageText = `Usage: ip rule { add | del } SELECTOR ACTION
       ip rule { flush | save | restore }
       ip rule [ list [ SELECTOR ]]
SELECTOR := [ not ] [ from PREFIX ] [ to PREFIX ] [ tos TOS ]
            [ fwmark FWMARK[/MASK] ]
            [ iif STRING ] [ oif STRING ] [ pref NUMBER ] [ l3mdev ]
            [ uidrange NUMBER-NUMBER ]
            [ ipproto PROTOCOL ]
            [ sport [ NUMBER | NUMBER-NUMBER ]
            [ dport [ NUMBER | NUMBER-NUMBER ] ]
ACTION := [ table TABLE_ID ]
          [ protocol PROTO ]
          [ nat ADDRESS ]
          [ realms [SRCREALM/]DSTREALM ]
          [ goto NUMBER ]
          SUPPRESSOR
SUPPRESSOR := [ suppress_prefixlength NUMBER ]
              [ suppress_ifgroup DEVGROUP ]
TABLE_ID := [ local | main | default | NUMBER ]
`
