package ipcmd

import (
	"fmt"
	"net/netip"
	"strings"
)

// RuleFilter chooses rules, for `ip rule show` and `flush`.
type RuleFilter struct {
	Family         Family // of -4 or -6; IPv4 where none was given
	Priority       *uint32
	Not            bool
	From, To       *netip.Prefix // as of [Rule]
	TOS            *uint8
	Mark, MarkMask uint32 // 0 for any
	IIF, OIF       string
	L3MDev         bool
	UIDs           *Span
	IPProto        *uint8
	SourcePorts    *Span
	// DestinationPorts are as SourcePorts.
	DestinationPorts *Span
	Table            uint32 // 0 for any
	Protocol         *uint8 // of flush alone
}

// RuleShow is `ip rule show`: IPv4's where no family is given.
type RuleShow struct{ RuleFilter }

// RuleFlush is `ip rule flush`: all that the filter chooses but the first one, which looks up the local table.
type RuleFlush struct{ RuleFilter }

func (s RuleShow) words() []string { return append([]string{"rule", "show"}, s.RuleFilter.words()...) }
func (f RuleFlush) words() []string {
	return append([]string{"rule", "flush"}, f.RuleFilter.words()...)
}

func (f RuleFilter) words() []string {
	return writeAll(ruleFilterRows, &ruleFilterParser{RuleFilter: f})
}

// ruleFilterParser reads the words of a filter.
type ruleFilterParser struct {
	*args
	RuleFilter
}

func parseRuleShow(a *args, o Options) (Action, error) {
	f, foreign, err := parseRuleFilter(a, o)
	if foreign {
		return Foreign{}, nil
	}
	return RuleShow{f}, err
}

func parseRuleFlush(a *args, o Options) (Action, error) {
	f, foreign, err := parseRuleFilter(a, o)
	if foreign {
		return Foreign{}, nil
	}
	return RuleFlush{f}, err
}

// parseRuleFilter reads the words of iprule_list_flush_or_save. What is none of its words is where the packets go to.
func parseRuleFilter(a *args, o Options) (f RuleFilter, foreign bool, err error) {
	p := &ruleFilterParser{args: a, RuleFilter: RuleFilter{Family: o.Family}}
	for ; p.more() && err == nil && !p.foreign; p.skip() {
		row, ok := find(ruleFilterRows, p.word())
		if !ok {
			p.at--
			row, _ = find(ruleFilterRows, "to")
		}
		err = row.take(p)
	}
	return p.RuleFilter, p.foreign, err
}

// ruleFilterRows are the words of a filter. Not all of those of a rule are among them, and some may be shorter or longer there.
func ruleFilterRows(yield func(keyword[*ruleFilterParser]) bool) {
	type parser = *ruleFilterParser
	_ = each(yield, []keyword[parser]{
		{said: said{"p[reference] NUMBER", "that stand at this place", "在这个位置的"}, also: "pref o[rder] pri[ority]",
			read: func(p parser) error {
				n, err := p.nextNumber("preference value is invalid\n")
				p.Priority = &n
				return err
			}, write: func(p parser) []string { return numberOption("pref", p.Priority) }},
		{said: said{"not", "of those that are otherwise", "不符合条件的那些"}, read: func(p parser) error { p.Not = true; return nil },
			write: func(p parser) []string { return flagOption("not", p.Not) }},
		{said: said{"tos NUMBER", "of that class of service", "那个服务类别的"}, also: "dsfield", read: func(p parser) error {
			n, err := p.nextTOS("TOS value is invalid\n")
			p.TOS = new(uint8(n))
			return err
		}, write: func(p parser) []string {
			if p.TOS == nil {
				return nil
			}
			return []string{"tos", tosText(int(*p.TOS))}
		}},
		{said: said{"fwmark MARK", "for packets that a filter has marked", "被过滤器打过标记的包"}, read: parser.mark, write: func(p parser) []string {
			switch {
			case p.MarkMask != 0:
				return []string{"fwmark", fmt.Sprintf("%#x/%#x", p.Mark, p.MarkMask)}
			case p.Mark != 0:
				return []string{"fwmark", fmt.Sprintf("%#x", p.Mark)}
			}
			return nil
		}},
		{said: said{"iif DEV", "for packets that came in by that device; lo stands for those that are made here", "从那个设备进来的包；lo 指本机自己发出的包"}, also: "dev", read: func(p parser) (err error) {
			p.IIF, err = p.nextIfName(`"iif"/"dev" not a valid ifname`)
			return err
		}, write: func(p parser) []string { return option("iif", p.IIF) }},
		{said: said{"oif DEV", "that leave by that device", "从那个设备出去的"}, read: func(p parser) (err error) {
			p.OIF, err = p.nextIfName(`"oif" not a valid ifname`)
			return err
		}, write: func(p parser) []string { return option("oif", p.OIF) }},
		{said: said{"l3mdev", "of VRFs", "属于 VRF 的"}, read: func(p parser) error { p.L3MDev = true; return nil },
			write: func(p parser) []string { return flagOption("l3mdev", p.L3MDev) }},
		{said: said{"uidrange NUMBERS", "of those users", "那些用户的"}, read: func(p parser) (err error) { p.UIDs, err = p.nextUIDs(); return err },
			write: func(p parser) []string { return spanOption("uidrange", p.UIDs, Span.String) }},
		foreignRow[parser]("t[un_id]", "", ""),
	}) && ruleOtherFilters(yield)
}

func ruleOtherFilters(yield func(keyword[*ruleFilterParser]) bool) bool {
	type parser = *ruleFilterParser
	return each(yield, []keyword[parser]{
		{said: said{"ta[ble] TABLE", "that ask this table of routes", "查这张路由表的"}, also: "l[ookup]", read: func(p parser) (err error) {
			p.Table, err = p.nextName(tableNames(), 1<<32-1, "table id value is invalid\n")
			return err
		}, write: func(p parser) []string {
			if p.Table == 0 {
				return nil
			}
			return []string{"table", TableName(p.Table)}
		}},
		{said: said{"f[rom] PREFIX", "for packets from there", "从那里来的包"}, also: "s[rc]",
			read: func(p parser) error { return p.prefix(&p.From) }, write: func(p parser) []string { return ruleRange("from", p.From) }},
		{said: said{"pro[tocol] NAME", "of flush: who made the rule: kernel, boot, static", "用于 flush：谁设的规则：kernel、boot、static"}, read: parser.protocol,
			write: func(p parser) []string { return nameOption("protocol", p.Protocol, ProtocolName) }},
		{said: said{"ipproto NAME", "of that protocol: tcp, udp", "那个协议的：tcp、udp"}, read: func(p parser) (err error) { p.IPProto, err = p.nextIPProto(); return err },
			write: func(p parser) []string { return numberOption("ipproto", p.IPProto) }},
		{said: said{"sport PORTS", "from those ports", "从那些端口来的"}, read: func(p parser) (err error) {
			p.SourcePorts, err = p.nextPorts("invalid port range\n")
			return err
		}, write: func(p parser) []string { return spanOption("sport", p.SourcePorts, Span.ports) }},
		{said: said{"dport PORTS", "to those ports", "去那些端口的"}, read: func(p parser) (err error) {
			p.DestinationPorts, err = p.nextPorts("invalid dport range\n")
			return err
		}, write: func(p parser) []string { return spanOption("dport", p.DestinationPorts, Span.ports) }},
		{said: said{"to PREFIX", "for packets to there", "去那里的包"}, also: "d[st]",
			read: func(p parser) error { return p.prefix(&p.To) }, write: func(p parser) []string { return ruleRange("to", p.To) }},
	})
}

func (f *ruleFilterParser) mark() error {
	word, err := f.next()
	if err != nil {
		return err
	}
	mark, mask, masked := strings.Cut(word, "/")
	var ok bool
	if f.Mark, ok = number(mark); !ok {
		return invalid("fwmark value is invalid\n", mark)
	}
	if masked {
		if f.MarkMask, ok = number(mask); !ok {
			return invalid("fwmask value is invalid\n", mask)
		}
	}
	return nil
}

// protocol is who made the rules: "all" for anybody, which is as if it was not said.
func (f *ruleFilterParser) protocol() error {
	word, err := f.next()
	if err != nil {
		return err
	}
	n, ok := f.numberIn(protocolNames(), word, 255)
	switch {
	case ok:
		f.Protocol = new(uint8(n))
	case word == "all":
		f.Protocol = nil
	default:
		return invalid("invalid \"protocol\"\n", word)
	}
	return nil
}

// prefix takes where the packets come from or go to, which is of IPv4 where no family is given.
func (f *ruleFilterParser) prefix(to **netip.Prefix) error {
	family := f.Family
	settle(&family, Inet)
	i, err := f.nextPrefix(family)
	*to = new(i.prefix())
	return err
}

// Match tells whether the filter chooses a rule (filter_nlmsg, flush_rule of iprule.c).
func (f RuleFilter) Match(r Rule) bool {
	number := func(n *uint32) uint32 {
		if n == nil {
			return 0
		}
		return *n
	}
	same := func(want, is *Span) bool { return want == nil || is != nil && *want == *is }
	ports := func(want, is *Span) bool { return want == nil || want.First == 0 || same(want, is) }
	switch {
	case f.Priority != nil && *f.Priority != number(r.Priority), f.Not && !r.Not,
		!ruleWithin(f.From, r.From), !ruleWithin(f.To, r.To), f.TOS != nil && *f.TOS != r.TOS,
		f.Mark != 0 && f.Mark != number(r.Mark), f.MarkMask != 0 && f.MarkMask != number(r.MarkMask),
		f.IIF != "" && f.IIF != r.IIF, f.OIF != "" && f.OIF != r.OIF, f.L3MDev && !r.L3MDev, !same(f.UIDs, r.UIDs),
		f.IPProto != nil && *f.IPProto != 0 && (r.IPProto == nil || *f.IPProto != *r.IPProto),
		!ports(f.SourcePorts, r.SourcePorts), !ports(f.DestinationPorts, r.DestinationPorts), f.Table != 0 && f.Table != r.Table:
		return false
	}
	return true
}

// MatchFlush tells whether the filter chooses a rule to be flushed.
func (f RuleFilter) MatchFlush(r Rule) bool {
	return f.Match(r) && (f.Protocol == nil || r.Protocol == nil || *f.Protocol == *r.Protocol)
}

// ruleWithin tells whether what a rule says of an address lies in what is asked for.
func ruleWithin(want, is *netip.Prefix) bool {
	if want == nil || !want.IsValid() || want.Bits() == 0 {
		return true
	}
	return is != nil && is.IsValid() && want.Bits() <= is.Bits() && within(is.Addr(), *want)
}

// nextIfName takes what could be the name of a link.
func (a *args) nextIfName(message string) (string, error) {
	name, err := a.next()
	if err == nil && !isLinkName(name, 16) {
		err = invalid(message, name)
	}
	return name, err
}
