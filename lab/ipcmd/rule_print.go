package ipcmd

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

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
		p.ruleSelectors(r)
		p.ruleAction(r)
		p.say("\n")
	})
}

// RuleText is a rule in the words of `ip rule add`, as `ip rule show` prints them behind the priority; what it tells of the moment is left
// out. Of what the kernel made it tells that too: "proto kernel".
func RuleText(r Rule) string {
	r.IIFDetached, r.OIFDetached, r.Unresolved = false, false, false
	p := NewPrinter(Options{})
	p.Rule(r)
	_, text, _ := strings.Cut(strings.TrimSuffix(string(p.text), "\n"), "\t")
	text = strings.Replace(text, "lookup [l3mdev-table]", "l3mdev", 1)
	if r.Protocol != nil && *r.Protocol == protocolKernel {
		text += " proto kernel"
	}
	return text
}

// protocolKernel is RTPROT_KERNEL of rtnetlink.h.
const protocolKernel = 2

// ruleSelectors are those that few rules have.
func (p *Printer) ruleSelectors(r Rule) {
	if r.L3MDev {
		p.flag("l3mdev", "null", " lookup [l3mdev-table]")
	}
	if r.UIDs != nil {
		p.number("uid_start", " uidrange ", int64(r.UIDs.First), "")
		p.number("uid_end", "-", int64(r.UIDs.Last), "")
	}
	if r.IPProto != nil {
		p.string("ipproto", " ipproto ", p.ipProto(*r.IPProto), "")
	}
	p.rulePorts("sport", r.SourcePorts)
	p.rulePorts("dport", r.DestinationPorts)
	if r.TunnelID != nil {
		p.json("tun_id", strconv.FormatUint(*r.TunnelID, 10))
		p.say(" tun_id " + strconv.FormatUint(*r.TunnelID, 10))
	}
}

func (p *Printer) rulePorts(key string, ports *Span) {
	switch {
	case ports == nil:
	case ports.First == ports.Last:
		p.number(key, " "+key+" ", int64(ports.First), "")
	default:
		p.number(key+"_start", " "+key+" ", int64(ports.First), "")
		p.number(key+"_end", "-", int64(ports.Last), "")
	}
}

func (p *Printer) ruleAction(r Rule) {
	if r.Table != 0 {
		p.string("table", " lookup ", p.named(tableNames(), TableName(r.Table)), "")
		if r.SuppressPrefixLength != nil {
			p.number("suppress_prefixlen", " suppress_prefixlength ", int64(*r.SuppressPrefixLength), "")
		}
		if r.SuppressIfGroup != nil {
			p.string("suppress_ifgroup", " suppress_ifgroup ", p.named(groupNames(), nameOf(groupNames().names, *r.SuppressIfGroup)), "")
		}
	}
	p.ruleRealms(r.Realms)
	switch {
	case r.Action == ruleNAT:
		// The kernel, which has no such thing any more, keeps no address.
		p.flag("masquerade", "null", " masquerade")
	case r.Action == ruleGoto && r.Goto != nil:
		p.number("goto", " goto ", int64(*r.Goto), "")
	case r.Action == ruleGoto:
		p.string("goto", " goto ", "none", "")
	case r.Action == ruleNop:
		p.flag("nop", "null", " nop")
	case r.Action != ruleLookUp:
		p.string("action", " ", p.numbered(typeNames(), TypeName(r.Action)), "")
	}
	if r.Unresolved && r.Action == ruleGoto {
		p.flag("unresolved", "null", " [unresolved]")
	}
	// Those that the kernel made are told among the details.
	if r.Protocol != nil && (*r.Protocol != 0 && *r.Protocol != 2 || p.o.Details) {
		p.string("protocol", " proto ", p.named(protocolNames(), ProtocolName(*r.Protocol)), "")
	}
}

func (p *Printer) ruleRealms(realms uint32) {
	from, to := realms>>16, realms&0xffff
	switch {
	case realms == 0:
		return
	case from != 0:
		p.string("flow_from", " realms ", p.realm(from), "/")
	default:
		p.say(" realms ")
	}
	p.string("flow_to", "", p.realm(to), "")
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
