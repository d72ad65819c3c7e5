package nftcmd

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// counter takes the numbers of a counter, where they are said.
func (p *parser) counter() Counter {
	var c Counter
	if p.take("packets") {
		c.Packets = p.number()
		p.want("bytes")
		c.Bytes = p.number()
	}
	return c
}

func (p *parser) reject() Statement {
	p.next()
	keyword := p.last.at
	p.failed = p.failed || p.connection || len(p.transports) > 1
	if p.layers.Family == "arp" {
		p.fault("cannot use reject with arp", keyword)
	}
	if !p.take("with") {
		return Reject{}
	}
	kind := p.next()
	with := p.last.at
	// Where the rule has asked for another protocol than the family's, nft finds other things wrong.
	p.failed = p.failed || (p.layers.Family == "ip" || p.layers.Family == "ip6") && p.layers.Network != p.layers.Family
	p.take("type")
	code := p.next()
	at := p.last.at
	if kind == "tcp" {
		if code != "reset" {
			p.failed = true
		}
		if p.layers.Transport != "" && p.layers.Transport != "tcp" {
			p.fault("you cannot use tcp reset with this protocol", keyword, p.transportAt)
			p.failed = p.failed || p.transportAt == (Place{})
		}
		p.layers.Transport = "tcp"
		return Reject{With: "tcp reset"}
	}
	if kind == "icmp6" {
		kind = "icmpv6"
	}
	t, ok := TypeOf(kind + "_code")
	n, err := t.number(code)
	if !ok || err != nil || n > 255 {
		p.failed = true
		return Reject{}
	}
	network := p.layers.Network
	mine := map[string]string{"icmp": "ip", "icmpv6": "ip6"}[kind]
	switch family := p.layers.Family; {
	case kind == "icmpx" && (family == "ip" || family == "ip6"):
		p.fault("abstracted ICMP unreachable not supported", at, keyword)
	case kind != "icmpx" && network != "" && network != mine && (family == "ip" || family == "ip6"):
		p.fault("conflicting protocols specified: ip vs ip6", at, keyword)
	case kind != "icmpx" && network != "" && network != mine, kind == "icmpx" && network != "", with == at:
		p.failed = true
	}
	if kind != "icmpx" && p.layers.Network == "" {
		p.layers.Network = mine
	}
	return Reject{With: kind + " " + t.textOf(n)}
}

func (p *parser) limit() Limit {
	p.next()
	p.want("rate")
	l := Limit{Over: p.take("over")}
	word := p.next()
	rate, unit, packets := strings.Cut(word, "/")
	n, err := decimal(rate, 32)
	if err != nil || n == 0 {
		p.failed = true
	}
	l.Rate, l.Burst = n, usualBurst
	if !packets {
		amount, per, ok := strings.Cut(p.next(), "/")
		if !ok {
			p.failed = true
		}
		l.Data, unit, l.Burst = true, per, 0
		l.Rate = p.amount(n, amount)
	}
	if !slices.Contains([]string{"second", "minute", "hour", "day", "week"}, unit) {
		p.failed = true
	}
	l.Unit = unit
	if p.take("burst") {
		n := p.number()
		unit := p.next()
		if l.Data {
			n = p.amount(n, unit)
		} else if unit != "packets" {
			p.failed = true
		}
		if l.Burst = uint32(n); n > 1<<31 || n == 0 {
			p.failed = true
		}
	}
	return l
}

func (p *parser) log() Log {
	p.next()
	var l Log
	for !p.failed {
		switch {
		case p.take("prefix"):
			l.Prefix = p.quoted()
			if len(l.Prefix) > 127 || l.Prefix == "" {
				p.failed = true
			}
		case p.take("group"):
			n := uint16(p.number32())
			l.Group = &n
		case p.take("snaplen"):
			l.Snap = p.number32()
		case p.take("queue-threshold"):
			l.Queue = uint16(p.number32())
		case p.take("level"):
			if l.Level = p.next(); l.Level == "warn" {
				l.Level = ""
			} else if !slices.Contains(Levels(), l.Level) || l.Level == "audit" {
				p.failed = true
			}
		case p.take("flags"):
			l.Flags |= p.logFlags()
		default:
			if l.Group != nil && (l.Level != "" || l.Flags != 0) || l.Group == nil && (l.Snap != 0 || l.Queue != 0) {
				p.failed = true
			}
			return l
		}
	}
	return l
}

func (p *parser) logFlags() uint32 {
	switch p.next() {
	case "all":
		return logAll
	case "skuid":
		return logUID
	case "ether":
		return logMAC
	case "ip":
		p.want("options")
		return logIP
	case "tcp":
		var flags uint32
		for more := true; more && !p.failed; more = p.take(",") {
			switch p.next() {
			case "sequence":
				flags |= logSequence
			case "options":
				flags |= logOptions
			default:
				p.failed = true
			}
		}
		return flags
	}
	p.failed = true
	return 0
}

// queue takes the number of a queue, or a range of them, and its flags.
func (p *parser) queue() Queue {
	p.next()
	var q Queue
	if p.take("flags") {
		for more := true; more && !p.failed; more = p.take(",") {
			switch p.next() {
			case "bypass":
				q.Bypass = true
			case "fanout":
				q.Fanout = true
			default:
				p.failed = true
			}
		}
	}
	p.queueTo = p.take("to")
	if !p.queueTo && !p.take("num") {
		return q
	}
	from, to, many := strings.Cut(p.next(), "-")
	a, err := decimal(from, 16)
	b := a
	if many {
		var bad error
		b, bad = decimal(to, 16)
		err = errors.Join(err, bad)
	}
	if q.From, q.To = uint16(a), uint16(b); err != nil || b < a || q.Fanout && a == b {
		p.failed = true
	}
	return q
}

// learn takes what adds something of the packet to a set.
func (p *parser) learn() Learn {
	l := Learn{Verb: p.next()}
	name, ok := strings.CutPrefix(p.next(), "@")
	if l.Set = name; !ok || !isName(name) {
		p.failed = true
	}
	p.lookedUp(name)
	p.want("{")
	l.Key = p.operand()
	for !p.failed && !p.take("}") {
		switch p.peek() {
		case "timeout":
			p.next()
			l.Timeout = time.Duration(p.time())
		case "counter":
			p.next()
			l.Stateful = append(l.Stateful, p.counter())
		case "limit":
			l.Stateful = append(l.Stateful, p.limit())
		case "ct":
			p.next()
			p.want("count")
			l.Stateful = append(l.Stateful, Connections{p.take("over"), p.number32()})
		default:
			p.failed = true
		}
	}
	return l
}
