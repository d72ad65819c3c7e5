package nftcmd

import "slices"

func (p *parser) object(c Command) {
	p.inTable(&c)
	c.Name = p.name()
	p.at.Name = p.last.at
	switch c.Verb {
	case "add", "create":
		if c.Verb == "create" && p.peek() == "{" {
			p.failed = true
		}
		if p.peek() != "{" && c.Object == "counter" {
			c.Counter = &Object{Kind: c.Object, Name: c.Name}
			p.add(c)
			return
		}
		p.objectBlock(c)
		return
	case "delete", "list", "reset":
	default:
		p.failed = true
	}
	p.add(c)
}

// objectBlock takes a counter or a quota in its braces.
func (p *parser) objectBlock(c Command) {
	o := Object{Kind: c.Object, Name: c.Name}
	p.want("{")
	for p.skip(); !p.failed && !p.take("}"); p.skip() {
		switch {
		case p.take("comment"):
			o.Comment = p.comment()
		case o.Kind == "quota":
			o.Quota = p.quota()
		default:
			p.want("packets")
			o.Counter.Packets = p.number()
			p.want("bytes")
			o.Counter.Bytes = p.number()
		}
		p.skip()
	}
	if o.Kind == "quota" && o.Quota.Bytes == 0 {
		p.failed = true
	}
	c.Counter = &o
	p.add(c)
}

// quota takes an amount of data.
func (p *parser) quota() Quota {
	q := Quota{Over: p.take("over")}
	if !q.Over {
		p.take("until")
	}
	q.Bytes = p.amount(p.number(), p.next())
	if p.take("used") {
		q.Used = p.amount(p.number(), p.next())
	}
	return q
}

// amount is a number of bytes.
func (p *parser) amount(n uint64, unit string) uint64 {
	i := slices.Index(dataUnits(), unit)
	if i < 0 || n > 1<<40 {
		p.failed = true
		return 0
	}
	return n << (10 * i)
}
