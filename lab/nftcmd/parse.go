package nftcmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ParseScript takes a script as `nft -f` does. Its error is [ErrForeign]; what nft would find wrong stands in the script, with the command
// that it is of: what is in the kernel decides whether nft finds something else first.
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
	return p.script, nil
}

type parser struct {
	tokens []token
	last   token // the one taken last
	script Script
	keys   []Key
	failed bool
	faults []Complaint // of the command that is taken

	// Of the rule that is taken.
	layers      Layers
	at          *Places
	unmapped    bool     // there is no transport protocol for a port
	ctProtocol  bool     // the rule has asked for the protocol of the connection
	connection  bool     // or for one of its protocols at all
	transportAt Place    // where it has asked for the packet's
	operandAt   Place    // where the last operand stands
	lastKeys    []Value  // of the last set in braces, as they were typed
	transports  []string // several protocols that the rule has asked for at once
	keyEnd      int      // where the key of an element ends
	queueTo     bool     // the number of the last queue was said with to
	listed      bool     // the flags that were taken last had commas between them
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
const keywords = " accept add ah all and arp auto-merge bridge cgroup chain comment comp constant continue counter cpu create ct day dccp define" +
	" delete describe device devices dnat drop dst dup dynamic ecn element elements eq esp ether exists expires export exthdr fib" +
	" flags flow flowtable flush frag fwd gc-interval ge goto gt handle hbh hook hour ibriport ibrname icmp icmpv6 igmp iif" +
	" iifgroup iifname iiftype import include index inet insert interval ip ip6 ipsec jhash jump le limit list log lshift lt map" +
	" mark masquerade meta meter mh missing monitor ne netdev nftrace not notrack numgen obriport obrname offload oif oifgroup" +
	" oifname oiftype or osf pkttype policy position priority queue quota random redefine redirect reject rename replace reset" +
	" return rshift rt rt0 rt2 rtclassid rule ruleset sctp secmark set size skgid skuid snat socket srh symhash synproxy table tcp" +
	" th time timeout tproxy type typeof udp udplite undefine update vlan vmap xor xt "

// name takes an identifier.
func (p *parser) name() string {
	w := p.next()
	// nft's grammar has no definition for a name.
	if !isName(w) || p.last.named {
		p.failed = true
	}
	return w
}

func isName(w string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return w != "" && !strings.Contains(keywords, " "+w+" ") && strings.Trim(w, letters+"0123456789_-./") == "" && strings.ContainsAny(w[:1], letters)
}

// handle takes the number of what is deleted, or stands beside what is added. The kernel takes 0 for none.
func (p *parser) handle() uint64 {
	n := p.number()
	p.failed = p.failed || n == 0
	p.at.Handle = p.last.at
	return n
}

func (p *parser) number() uint64 {
	n, err := decimal(p.next(), 64)
	if err != nil {
		p.failed = true
	}
	return n
}

// decimal reads a number of so many bits. One with a zero before it is octal to nft's scanner, or no number: it is left to nft.
func decimal(word string, bits int) (uint64, error) {
	if len(word) > 1 && word[0] == '0' {
		return 0, fmt.Errorf("%s: %w of a number", word, errValue)
	}
	return strconv.ParseUint(word, 10, bits)
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
	w := p.next()
	d, err := parseTime(w)
	// A number without a unit is no string to nft's scanner.
	if err != nil || d <= 0 || strings.Trim(w, "0123456789") == "" {
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
	if c.Verb == "list" || c.Verb == "reset" {
		// The words for many are no names there.
		p.failed = p.failed || slices.ContainsFunc(p.tokens[:min(3, len(p.tokens))], func(t token) bool { _, many := lists()[t.text]; return many })
	}
	if _, many := lists()[c.Object]; many {
		p.many(c)
	} else {
		p.one(c)
	}
	places.Whole = Place{begin.Line, begin.From, p.last.at.To}
	if p.last.text == "}" || c.Object == "rule" || c.Verb == "rename" {
		// nft counts what comes after a brace, a rule or a new name to the command.
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
	p.script.Places = append(p.script.Places, p.placed())
}

// placed are the places of a command, with what is wrong with it.
func (p *parser) placed() Places {
	at := *p.at
	at.Faults, p.faults = p.faults, nil
	return at
}

// inTable takes the family and the table.
func (p *parser) inTable(c *Command) {
	c.Family, c.Table = p.family(), p.name()
	p.at.Table = p.last.at
}

func (p *parser) table(c Command) {
	c.Family = p.family()
	if c.Verb == "delete" && p.take("handle") {
		c.Handle = p.handle()
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
			chain := len(p.script.Places)
			p.chainBlock(c)
			p.script.Places[chain].Whole = p.script.Places[chain].Chain
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
	// nft 1.0.6 forgets what is in a table that is created.
	p.failed = p.failed || table.Verb == "create" && len(p.script.Commands) > at+1
	p.reorder(at + 1)
}

// reorder puts the commands of a table's block, from one on, in the order in which nft carries them out: chains first, rules last.
func (p *parser) reorder(from int) {
	rank := func(c Command) int {
		switch c.Object {
		case "chain":
			return 0
		case "set", "map":
			return 2
		case "rule":
			return 3
		}
		return 1
	}
	var commands []Command
	var places []Places
	for r := range 4 {
		for i := from; i < len(p.script.Commands); i++ {
			if rank(p.script.Commands[i]) == r {
				commands, places = append(commands, p.script.Commands[i]), append(places, p.script.Places[i])
			}
		}
	}
	copy(p.script.Commands[from:], commands)
	copy(p.script.Places[from:], places)
}
