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
	// More and Last are what the kernel tells beside: before the table, and behind it. They are shown, and not set.
	More, Last []RuleWord
}

// RuleWord is a word of a rule that is only shown.
type RuleWord struct {
	Key    string // in JSON
	Before string // in text, what stands before the value
	Value  string // empty where the word is all
	Text   bool   // the value is no number
}

// RuleAdd is `ip rule add`.
type RuleAdd struct{ Rule }

// RuleDelete is `ip rule delete`.
type RuleDelete struct{ Rule }

// RuleShow is `ip rule show`: IPv4's where no family is given.
type RuleShow struct{ Family Family }

// RuleFlush is `ip rule flush`: all but the first one, which looks up the local table.
type RuleFlush struct{ Family Family }

func (RuleShow) words() []string  { return []string{"rule", "show"} }
func (RuleFlush) words() []string { return []string{"rule", "flush"} }

func (a RuleAdd) words() []string {
	list := append([]string{"rule", "add"}, a.Rule.words()...)
	if a.Action == ruleLookUp && a.Table != 0 {
		return list
	}
	return append(list, "type", TypeName(a.Action))
}

func (a RuleDelete) words() []string {
	list := append([]string{"rule", "del"}, a.Rule.words()...)
	if a.Action == 0 {
		return list
	}
	return append(list, "type", TypeName(a.Action))
}

func (r Rule) words() []string {
	var list []string
	say := func(words ...string) { list = append(list, words...) }
	if r.Not {
		say("not")
	}
	for _, p := range []struct {
		word   string
		prefix *netip.Prefix
	}{{"from", r.From}, {"to", r.To}} {
		switch {
		case p.prefix == nil:
		case p.prefix.IsValid():
			say(p.word, p.prefix.String())
		default:
			say(p.word, "all")
		}
	}
	if r.TOS != 0 {
		say("tos", tosText(int(r.TOS)))
	}
	if r.Mark != nil {
		say("fwmark", markText(r))
	}
	list = append(list, append(option("iif", r.IIF), option("oif", r.OIF)...)...)
	list = append(list, numberOption("pref", r.Priority)...)
	if r.Protocol != nil {
		say("protocol", ProtocolName(*r.Protocol))
	}
	if r.Table != 0 {
		say("table", TableName(r.Table))
	}
	if r.SuppressPrefixLength != nil {
		say("suppress_prefixlength", strconv.Itoa(int(*r.SuppressPrefixLength)))
	}
	return list
}

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
		return RuleShow{o.Family}, nil
	}
	verb := a.word()
	a.skip()
	switch {
	case matches(verb, "list"), matches(verb, "lst"), matches(verb, "show"):
		if a.more() {
			return Foreign{}, nil
		}
		return RuleShow{o.Family}, nil
	case matches(verb, "add"):
		return parseRuleModify(a, o, true)
	case matches(verb, "delete"):
		return parseRuleModify(a, o, false)
	case matches(verb, "flush"):
		if a.more() {
			return Foreign{}, nil
		}
		return RuleFlush{o.Family}, nil
	case matches(verb, "save"), matches(verb, "restore"):
		return Foreign{}, nil
	case matches(verb, "help"):
		return nil, ruleUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip rule help\".\n", verb)
}

// ruleParser reads what comes after the verb (iprule_modify).
type ruleParser struct {
	*args
	Rule
	table   bool // where the rule leads was said
	foreign bool // something was said that only iproute2 itself understands
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
		if err := p.keyword(); err != nil {
			return nil, err
		}
	}
	switch {
	case p.foreign:
		return Foreign{}, nil
	case !add:
		return RuleDelete{p.Rule}, nil
	case !p.table:
		p.Table = tableMain
	}
	return RuleAdd{p.Rule}, nil
}

const tableMain = 254

func (p *ruleParser) keyword() (err error) {
	switch word := p.word(); {
	case word == "not":
		p.Not = true
	case word == "from":
		p.From, err = p.prefix()
	case word == "to":
		p.To, err = p.prefix()
	case matches(word, "preference"), matches(word, "order"), matches(word, "priority"):
		var n uint32
		n, err = p.nextNumber("preference value is invalid\n")
		p.Priority = &n
	case word == "fwmark":
		err = p.mark()
	case word == "tos", matches(word, "dsfield"), matches(word, "realms"), matches(word, "tun_id"), word == "suppress_ifgroup", word == "sup_group",
		word == "l3mdev", word == "uidrange", matches(word, "nat"), matches(word, "map-to"), word == "ipproto", word == "sport", word == "dport":
		p.foreign = true
	case matches(word, "protocol"):
		var n uint32
		n, err = p.nextName(protocolNames(), 255, "\"protocol\" value is invalid\n")
		p.Protocol = new(uint8(n))
	case matches(word, "table"), word == "lookup":
		var n uint32
		n, err = p.nextName(tableNames(), 1<<32-1, "invalid table ID\n")
		p.Table, p.table = n, true
	case word == "suppress_prefixlength", word == "sup_pl":
		err = p.suppress()
	case word == "dev", word == "iif":
		p.IIF, err = p.device(`"iif"/"dev" not a valid ifname`)
	case word == "oif":
		p.OIF, err = p.device(`"oif" not a valid ifname`)
	default:
		err = p.kind()
	}
	return err
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
	if !ok {
		return invalid("suppress_prefixlength value is invalid\n", word)
	}
	p.SuppressPrefixLength = new(int32(n))
	return nil
}

func (p *ruleParser) device(message string) (string, error) {
	name, err := p.next()
	if err == nil && !isLinkName(name, 16) {
		err = invalid(message, name)
	}
	return name, err
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
	switch {
	case matches(word, "help"):
		return ruleUsage()
	case matches(word, "goto"), matches(word, "nop"):
		p.foreign = true
		return nil
	}
	n, ok := numberOf(typeNames(), word, 255)
	if !ok {
		return invalid("Failed to parse rule type", word)
	}
	// A rule that is to be deleted has none.
	p.foreign = n == 0
	p.Action, p.table = uint8(n), true
	return nil
}

// Rule writes a rule as `ip rule show` does (print_rule).
func (p *Printer) Rule(r Rule) {
	p.object(func() {
		var priority uint32
		if r.Priority != nil {
			priority = *r.Priority
		}
		p.number("priority", "", int64(priority), ":\t")
		if r.Not {
			p.flag("not", "null", "not ")
		}
		p.rulePrefix("src", "from ", r.From, r.Family, "all")
		p.rulePrefix("dst", " to ", r.To, r.Family, "")
		if r.TOS != 0 {
			p.string("tos", " tos ", p.tos(int(r.TOS)), "")
		}
		if r.Mark != nil {
			p.string("fwmark", " fwmark ", hex(*r.Mark), "")
			if r.MarkMask != nil && *r.MarkMask != 1<<32-1 {
				p.string("fwmask", "/", hex(*r.MarkMask), "")
			}
		}
		if r.IIF != "" {
			p.colored(colorName, "iif", " iif ", r.IIF, "")
		}
		if r.IIFDetached {
			p.flag("iif_detached", "null", " [detached]")
		}
		if r.OIF != "" {
			p.colored(colorName, "oif", " oif ", r.OIF, "")
		}
		if r.OIFDetached {
			p.flag("oif_detached", "null", " [detached]")
		}
		p.ruleWords(r.More)
		p.ruleAction(r)
		p.say("\n")
	})
}

func (p *Printer) ruleWords(list []RuleWord) {
	for _, w := range list {
		switch {
		case w.Value == "":
			p.flag(w.Key, "null", w.Before)
		case w.Text:
			p.string(w.Key, w.Before, w.Value, "")
		default:
			p.json(w.Key, w.Value)
			p.say(w.Before + w.Value)
		}
	}
}

func (p *Printer) ruleAction(r Rule) {
	if r.Table != 0 {
		p.string("table", " lookup ", p.named(tableNames(), TableName(r.Table)), "")
		if r.SuppressPrefixLength != nil {
			p.number("suppress_prefixlen", " suppress_prefixlength ", int64(*r.SuppressPrefixLength), "")
		}
	}
	p.ruleWords(r.Last)
	if r.Action >= 6 {
		p.string("action", " ", p.named(typeNames(), TypeName(r.Action)), "")
	}
	// Those that the kernel made are not told.
	if r.Protocol != nil && *r.Protocol != 0 && *r.Protocol != 2 {
		p.string("protocol", " proto ", p.named(protocolNames(), ProtocolName(*r.Protocol)), "")
	}
}

// rulePrefix is what a rule's packets come from or go to; without any it is that word, if there is one.
func (p *Printer) rulePrefix(key, before string, prefix *netip.Prefix, family Family, any string) {
	switch {
	case prefix == nil && any == "":
	case prefix == nil:
		p.string(key, before, any, "")
	default:
		p.colored(colorOf(family.String()), key, before, host(prefix.Addr()), "")
		if prefix.Bits() < prefix.Addr().BitLen() {
			p.number(key+"len", "/", int64(prefix.Bits()), "")
		}
	}
}

// hex is C's %#x, which writes 0 without its 0x.
func hex(n uint32) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%#x", n)
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
