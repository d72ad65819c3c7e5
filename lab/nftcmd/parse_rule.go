package nftcmd

import (
	"slices"
	"strings"
)

// rule takes a rule to the end of its command.
func (p *parser) rule(c Command) Rule {
	p.layers, p.ctProtocol, p.connection, p.transports = NewLayers(c.Family), false, false, nil
	p.at.Jumps, p.at.Statements, p.at.Lookups, p.at.Elements = nil, nil, nil, nil
	p.at.Words, p.at.Braces = nil, nil
	var r Rule
	// There nft asks of other things first what a packet is.
	p.failed = p.failed || c.Family == "netdev"
	for !p.failed && !p.ended() {
		begin, faults := p.tokens[0].at, len(p.faults)
		s := p.statement()
		place := Place{begin.Line, begin.From, p.last.at.To}
		switch s.(type) {
		case NAT, Reject, Log, Counter:
			// nft means by them their first word.
			place = begin
		case Queue:
			if !p.queueTo {
				place = begin
			}
		}
		if _, remark := s.(Comment); remark {
			if len(r) == 0 || !p.ended() {
				p.failed = true
			}
		} else if len(r) > 0 && terminal(r[len(r)-1]) {
			// nft sees that before it looks at the statement.
			p.faults = p.faults[:faults]
			p.fault("Statement after terminal statement has no effect", place, p.at.Statements[len(r)-1])
		}
		r = append(r, s)
		if tracks(s) {
			// Where there is no tracking of connections, it is the key that the kernel refuses.
			place = p.operandAt
		}
		p.at.Statements = append(p.at.Statements, place)
		if len(p.faults) > faults {
			p.faults = p.faults[:faults+1]
			// What comes after the first fault of a rule, nft does not look at.
			p.at.Sound = len(r) - 1
			p.rest()
		}
	}
	if len(r) == 0 {
		p.failed = true
	}
	return r
}

// tracks tells of a match by what is known of the packet beside what is in it, or of something that is set by what is known of its
// connection.
func tracks(s Statement) bool {
	of := func(o Operand, kinds ...string) bool {
		return len(o) > 0 && slices.ContainsFunc(kinds, func(kind string) bool { return strings.HasPrefix(o[0].Key, kind) })
	}
	switch s := s.(type) {
	case Match:
		return of(s.Left, "ct ", "meta ", "fib ")
	case Assign:
		return of(s.To.Operand, "ct ")
	}
	return false
}

// rest passes over what is left of a rule: it has to be understood all the same.
func (p *parser) rest() {
	faults := len(p.faults)
	for !p.failed && !p.ended() {
		if _, remark := p.statement().(Comment); remark && !p.ended() {
			p.failed = true
		}
	}
	p.faults = p.faults[:faults]
}

// terminal tells whether nothing can come after a statement.
func terminal(s Statement) bool {
	switch s := s.(type) {
	case Verdict:
		return s.Kind != "continue"
	case NAT, Reject, Queue:
		return true
	}
	return false
}

func (p *parser) statement() Statement {
	if v, ok := p.verdict(); ok {
		return v
	}
	switch w := p.peek(); w {
	case "counter":
		p.next()
		if p.take("name") {
			return p.reference(w)
		}
		return p.counter()
	case "quota":
		p.next()
		if p.take("name") {
			return p.reference(w)
		}
		return p.quota()
	case "snat", "dnat", "masquerade", "redirect":
		return p.nat()
	case "reject":
		return p.reject()
	case "limit":
		return p.limit()
	case "log":
		return p.log()
	case "queue":
		return p.queue()
	case "notrack":
		p.next()
		return Untracked{}
	case "comment":
		p.next()
		return Comment{p.comment()}
	case "add", "update", "delete":
		return p.learn()
	case "ct":
		if p.behind() == "count" {
			p.next()
			p.next()
			return Connections{p.take("over"), p.number32()}
		}
	}
	return p.match()
}

func (p *parser) number32() uint32 {
	n := p.number()
	if n > 1<<32-1 {
		p.failed = true
	}
	return uint32(n)
}

// reference takes the name of an object.
func (p *parser) reference(kind string) Reference {
	r := Reference{kind, p.quoted()}
	p.at.Jumps = append(p.at.Jumps, p.last.at)
	return r
}
