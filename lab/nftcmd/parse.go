package nftcmd

import (
	"slices"
	"strconv"
	"strings"
)

// ParseScript takes a script as `nft -f` does. Its error is [ErrForeign], or a [*Fault] that nft would find too.
func ParseScript(text string) (Script, error) {
	script := Script{Lines: strings.Split(text, "\n")}
	tokens, ok := lex(text)
	if !ok {
		return script, ErrForeign
	}
	if tokens, ok = expand(tokens); !ok {
		return script, ErrForeign
	}
	p := &parser{tokens: tokens, script: script, keys: Keys()}
	for p.skip(); !p.failed && len(p.tokens) > 0; p.skip() {
		p.command()
		if !p.failed && len(p.tokens) > 0 && !p.ended() {
			p.failed = true
		}
	}
	if p.failed {
		return script, ErrForeign
	}
	if len(p.faults) > 0 {
		return p.script, &Fault{Errors: p.faults, Script: p.script}
	}
	return p.script, nil
}

type parser struct {
	tokens []token
	last   token // the one taken last
	script Script
	keys   []Key
	failed bool
	faults []Complaint

	// Of the rule that is taken.
	layers      Layers
	at          *Places
	unmapped    bool  // there is no transport protocol for a port
	ctProtocol  bool  // the rule has asked for the protocol of the connection
	transportAt Place // where it has asked for the packet's
	keyEnd      int   // where the key of an element ends
	listed      bool  // the flags that were taken last had commas between them
}

func (p *parser) peek() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0].text
}

// behind is the word after the next.
func (p *parser) behind() string {
	if len(p.tokens) < 2 {
		return ""
	}
	return p.tokens[1].text
}

func (p *parser) next() string {
	if len(p.tokens) == 0 || p.failed {
		p.failed = true
		return ""
	}
	p.last, p.tokens = p.tokens[0], p.tokens[1:]
	return p.last.text
}

func (p *parser) take(word string) bool {
	if p.peek() != word || p.failed || word == "" {
		return false
	}
	p.next()
	return true
}

// want takes that word, and fails where another comes.
func (p *parser) want(word string) {
	if !p.take(word) {
		p.failed = true
	}
}

// skip passes over the ends of lines and commands.
func (p *parser) skip() {
	for p.take("\n") || p.take(";") {
	}
}

// separator takes at least one of them.
func (p *parser) separator() {
	if p.peek() != "\n" && p.peek() != ";" {
		p.failed = true
	}
	p.skip()
}

func (p *parser) ended() bool {
	return p.peek() == "" || p.peek() == "\n" || p.peek() == ";" || p.peek() == "}"
}

// keywords are words of nft's own, which name no table and no chain (nft's scanner.l).
const keywords = " accept add and arp as at bridge burst bytes chain chains comment continue counter counters create ct cgroup " +
	"define delete describe destroy destination device devices dnat drop dscp dup dynamic element eq ether export exthdr fib flags " +
	"flow flowtable flowtables flush frag fwd ge goto gre group gt handle hash hook hour ibriport icmp icmpv6 id iif iifname " +
	"import include inet inner insert ip ip6 ipsec jhash jump last le length limit limits list log lshift lt maps map mark masquerade " +
	"meta meter meters mh minute mod monitor ne netdev nftrace not notrack numgen objects oif oifname or osf over packets performance " +
	"policy position prefix priority queue quota quotas random rate redefine redirect reject rename replace reset return rt rule rules " +
	"ruleset saddr daddr sctp second secmark secmarks set sets size snat socket sport dport states symhash synproxy synproxys table " +
	"tables tcp th timeout timeouts to tproxy transparent ttl type typeof udp udplite undefine unit update until used version vlan " +
	"vmap week weekday xor xt "

// name takes an identifier.
func (p *parser) name() string {
	w := p.next()
	if !isName(w) {
		p.failed = true
	}
	return w
}

func isName(w string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return w != "" && !strings.Contains(keywords, " "+w+" ") && strings.Trim(w, letters+"0123456789_-./") == "" && strings.ContainsAny(w[:1], letters)
}

func (p *parser) number() uint64 {
	n, err := strconv.ParseUint(p.next(), 10, 64)
	if err != nil {
		p.failed = true
	}
	return n
}

// quoted takes a string, which may be without its quotes where it is a word.
func (p *parser) quoted() string {
	w := p.next()
	if isName(w) {
		return w
	}
	if len(w) < 2 || w[0] != '"' || strings.ContainsAny(w[1:len(w)-1], `\%$`) || !plain(w) {
		p.failed = true
		return ""
	}
	return w[1 : len(w)-1]
}

// comment takes a remark, of which the kernel keeps no more than 128 bytes.
func (p *parser) comment() string {
	text := p.quoted()
	if text == "" || len(text) >= 128 {
		p.failed = true
	}
	return text
}

// time takes a time.
func (p *parser) time() (n uint64) {
	d, err := parseTime(p.next())
	if err != nil || d <= 0 {
		p.failed = true
	}
	return uint64(d)
}

// Families are the words for the families of tables.
func Families() []string { return []string{"ip", "ip6", "inet", "arp", "bridge", "netdev"} }

// family takes a family's name; ip where there is none.
func (p *parser) family() string {
	if slices.Contains(Families(), p.peek()) {
		return p.next()
	}
	return "ip"
}

func verbs() []string {
	return []string{"add", "create", "insert", "replace", "delete", "flush", "rename", "list", "get", "reset"}
}

// lists are the objects of `list` that are many, with one of their kind.
func lists() map[string]string {
	return map[string]string{
		"ruleset": "", "tables": "table", "chains": "chain", "sets": "set", "maps": "map", "counters": "counter", "quotas": "quota", "flowtables": "", "meters": "",
		"limits": "",
	}
}

func (p *parser) command() {
	begin := p.tokens[0].at
	var places Places
	p.at = &places
	c := Command{Verb: "add"}
	if slices.Contains(verbs(), p.peek()) {
		c.Verb = p.next()
	}
	c.Object = p.next()
	if _, many := lists()[c.Object]; many {
		p.many(c)
	} else {
		p.one(c)
	}
	places.Whole = Place{begin.Line, begin.From, p.last.at.To}
	if p.last.text == "}" {
		// nft counts what comes after a brace to the command.
		places.Whole.To++
	}
	for i := range p.script.Places {
		if p.script.Places[i].Whole == (Place{}) {
			p.script.Places[i].Whole = places.Whole
		}
	}
}

// many takes a command for all of a kind.
func (p *parser) many(c Command) {
	switch c.Verb + " " + c.Object {
	case "list ruleset", "list tables", "list chains", "list sets", "list maps", "list counters", "list quotas", "list flowtables", "list limits", "list meters",
		"flush ruleset":
	default:
		p.failed = true
	}
	if !p.ended() {
		c.Family = p.family()
	}
	if (c.Object == "sets" || c.Object == "counters" || c.Object == "quotas") && p.peek() == "table" {
		p.failed = true
	}
	p.add(c)
}

// one takes a command for one thing.
func (p *parser) one(c Command) {
	switch c.Object {
	case "table":
		p.table(c)
	case "chain":
		p.chain(c)
	case "rule":
		p.ruleCommand(c)
	case "set", "map":
		p.set(c)
	case "counter", "quota":
		p.object(c)
	case "element":
		p.element(c)
	default:
		p.failed = true
	}
}

// add notes a command.
func (p *parser) add(c Command) {
	p.script.Commands = append(p.script.Commands, c)
	p.script.Places = append(p.script.Places, *p.at)
}

// inTable takes the family and the table.
func (p *parser) inTable(c *Command) {
	c.Family, c.Table = p.family(), p.name()
	p.at.Table = p.last.at
}

func (p *parser) table(c Command) {
	c.Family = p.family()
	if c.Verb == "delete" && p.take("handle") {
		c.Handle = p.number()
		p.at.Handle = p.last.at
		p.add(c)
		return
	}
	c.Table = p.name()
	p.at.Table = p.last.at
	switch c.Verb {
	case "add", "create":
		if p.take("{") {
			p.tableBlock(c)
			return
		}
	case "delete", "flush", "list":
	default:
		p.failed = true
	}
	p.add(c)
}

// tableBlock takes what is in a table's braces, as nft lists it; the first brace is taken.
func (p *parser) tableBlock(table Command) {
	at := len(p.script.Commands)
	p.add(table)
	for p.skip(); !p.failed && !p.take("}"); p.skip() {
		c := Command{Verb: "add", Family: table.Family, Table: table.Table}
		switch c.Object = p.next(); c.Object {
		case "comment":
			p.script.Commands[at].Comment = p.comment()
		case "chain":
			c.Chain = p.name()
			p.at.Chain = p.last.at
			p.want("{")
			p.chainBlock(c)
		case "set", "map":
			c.Name = p.name()
			p.at.Name = p.last.at
			p.setBlock(c)
		case "counter", "quota":
			c.Name = p.name()
			p.objectBlock(c)
		default:
			p.failed = true
		}
		p.separator()
	}
}
