package nftcmd

import (
	"slices"
	"strconv"
	"strings"
)

func (p *parser) chain(c Command) {
	c.Family = p.family()
	c.Table = p.name()
	p.at.Table = p.last.at
	if c.Verb == "delete" && p.take("handle") {
		c.Handle = p.handle()
		p.add(c)
		return
	}
	c.Chain = p.name()
	p.at.Chain = p.last.at
	switch c.Verb {
	case "add", "create":
		if p.take("{") {
			p.chainBlock(c)
			return
		}
	case "rename":
		c.Name = p.name()
		p.at.Name = p.last.at
	case "delete", "flush", "list":
	default:
		p.failed = true
	}
	p.add(c)
}

// chainBlock takes what is in a chain's braces: how it is called, and its rules.
func (p *parser) chainBlock(c Command) {
	at := len(p.script.Commands)
	p.add(c)
	var rules []Command
	var places []Places
	for p.skip(); !p.failed && !p.take("}"); p.skip() {
		base := &p.script.Commands[at]
		switch p.peek() {
		case "type":
			if base.Hook != nil {
				p.failed = true
			}
			base.Hook = p.hook(c.Family, &p.script.Places[at])
			if base.Hook != nil && base.Policy != "" {
				base.Hook.Policy = base.Policy
			}
		case "policy":
			p.next()
			begin := p.last.at
			if base.Policy = p.next(); base.Policy != "accept" && base.Policy != "drop" {
				p.failed = true
			}
			p.script.Places[at].Handle = Place{begin.Line, begin.From, p.last.at.To}
			if base.Hook != nil {
				base.Hook.Policy = base.Policy
			}
		case "comment":
			p.next()
			base.Comment = p.comment()
		default:
			r := Command{Verb: "add", Object: "rule", Family: c.Family, Table: c.Table, Chain: c.Chain}
			begin := p.peekAt()
			r.Rule = p.rule(r)
			p.at.Whole = Place{begin.Line, begin.From, p.last.at.To}
			rules, places = append(rules, r), append(places, p.placed())
			p.at.Whole = Place{}
		}
		p.separator()
	}
	if p.script.Commands[at].Hook != nil {
		p.script.Commands[at].Policy = ""
	}
	// nft 1.0.6 forgets the rules of a chain that is created.
	p.failed = p.failed || c.Verb == "create" && len(rules) > 0
	p.script.Commands = append(p.script.Commands, rules...)
	p.script.Places = append(p.script.Places, places...)
}

// hook takes the line of a base chain.
func (p *parser) hook(family string, at *Places) *Hook {
	var h Hook
	p.want("type")
	h.Type = p.name()
	at.Type = p.last.at
	p.want("hook")
	h.Name = p.name()
	p.want("priority")
	h.Priority = p.priority(family, h.Name)
	if !slices.Contains([]string{"filter", "nat", "route"}, h.Type) || !slices.Contains(hooksOf(family), h.Name) {
		p.failed = true
	}
	return &h
}

// hooksOf are the hooks of a family that this package knows.
func hooksOf(family string) []string {
	switch family {
	case "netdev":
		return nil
	case "arp":
		return []string{"input", "output"}
	}
	return []string{"prerouting", "input", "forward", "output", "postrouting"}
}

func (p *parser) priority(family, hook string) int {
	w := p.next()
	if digits := strings.TrimPrefix(w, "-"); len(digits) > 1 && digits[0] == '0' {
		p.failed = true // octal, as decimal has it
		return 0
	}
	if n, err := strconv.Atoi(w); err == nil && !strings.HasPrefix(w, "+") {
		return n
	}
	i := slices.IndexFunc(named(family, hook), func(s priorityName) bool { return s.name == w })
	if i < 0 {
		p.failed = true
		return 0
	}
	at := named(family, hook)[i].at
	if p.take("+") {
		return at + int(min(p.number(), 1<<20))
	}
	if p.take("-") {
		return at - int(min(p.number(), 1<<20))
	}
	return at
}

func (p *parser) ruleCommand(c Command) {
	if c.Verb == "list" || c.Verb == "flush" || c.Verb == "create" || c.Verb == "rename" || c.Verb == "get" || c.Verb == "reset" {
		p.failed = true
	}
	p.inTable(&c)
	c.Chain = p.name()
	p.at.Chain = p.last.at
	switch w := p.peek(); {
	case c.Verb == "delete" || c.Verb == "replace":
		p.want("handle")
		c.Handle = p.handle()
	case w == "position" || w == "handle":
		begin := p.peekAt()
		p.next()
		c.Handle = p.handle()
		if w == "position" {
			p.at.Handle.From = begin.From
		}
	case w == "index":
		begin := p.peekAt()
		p.next()
		n := p.number()
		c.Index = &n
		p.at.Handle = Place{begin.Line, begin.From, p.last.at.To}
	}
	if c.Verb != "delete" {
		c.Rule = p.rule(c)
	}
	p.add(c)
}
