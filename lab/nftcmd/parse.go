package nftcmd

import (
	"slices"
	"strconv"
	"strings"
)

// Parse takes the words of a command line, without "nft". -f is the caller's: the text of the file goes to [ParseScript].
func Parse(args []string) (Script, error) {
	var s Script
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		if args[0] != "-a" && args[0] != "--handle" {
			return s, ErrForeign
		}
		s.Handles = true
		args = args[1:]
	}
	parsed, err := ParseScript(strings.Join(args, " "))
	parsed.Handles = s.Handles
	return parsed, err
}

// ParseScript takes a script as `nft -f` does.
func ParseScript(text string) (Script, error) {
	words, ok := lex(text)
	if !ok {
		return Script{}, ErrForeign
	}
	p := &parser{words: words}
	for !p.failed && len(p.words) > 0 {
		if p.take("\n") || p.take(";") {
			continue
		}
		p.command()
	}
	if p.failed || len(p.script.Commands) == 0 {
		return Script{}, ErrForeign
	}
	return p.script, nil
}

// lex cuts a script into words; the end of a line is one, and a string keeps its quotes.
func lex(text string) (words []string, ok bool) {
	const alone = "{},;\n"
	for len(text) > 0 {
		switch c := text[0]; {
		case c == ' ' || c == '\t' || c == '\r':
			text = text[1:]
		case c == '#':
			_, rest, found := strings.Cut(text, "\n")
			if text = rest; found {
				words = append(words, "\n")
			}
		case strings.HasPrefix(text, "\\\n"):
			text = text[2:]
		case strings.IndexByte(alone, c) >= 0:
			words, text = append(words, text[:1]), text[1:]
		case c == '"':
			end := strings.IndexByte(text[1:], '"')
			if end < 0 {
				return nil, false
			}
			words, text = append(words, text[:end+2]), text[end+2:]
		case strings.HasPrefix(text, "!="):
			words, text = append(words, "!="), text[2:]
		default:
			end := strings.IndexAny(text, " \t\r#\""+alone)
			if end < 0 {
				end = len(text)
			}
			word := text[:end]
			if strings.ContainsAny(word, "$@\\'`<>|&=()") {
				return nil, false
			}
			words, text = append(words, word), text[end:]
		}
	}
	return words, true
}

type parser struct {
	words  []string
	script Script
	failed bool
}

func (p *parser) peek() string {
	if len(p.words) == 0 {
		return ""
	}
	return p.words[0]
}

func (p *parser) next() string {
	w := p.peek()
	if w == "" {
		p.failed = true
		return ""
	}
	p.words = p.words[1:]
	return w
}

func (p *parser) take(word string) bool {
	if p.peek() != word || p.failed {
		return false
	}
	p.words = p.words[1:]
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
	if strings.Contains(keywords, " "+w+" ") {
		p.failed = true
	}
	if w == "" || strings.Trim(w, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") != "" || w[0] == '-' {
		p.failed = true
	}
	return w
}

func (p *parser) number() uint64 {
	n, err := strconv.ParseUint(p.next(), 10, 64)
	if err != nil {
		p.failed = true
	}
	return n
}

// family takes a family's name; ip where there is none.
func (p *parser) family() string {
	if slices.Contains([]string{"ip", "ip6", "inet", "arp", "bridge"}, p.peek()) {
		return p.next()
	}
	return "ip"
}

func (p *parser) add(c Command) { p.script.Commands = append(p.script.Commands, c) }

func (p *parser) command() {
	c := Command{Verb: "add"}
	if slices.Contains([]string{"add", "create", "insert", "delete", "flush", "list"}, p.peek()) {
		c.Verb = p.next()
	}
	c.Object = p.next()
	switch {
	case c.Verb == "list" && (c.Object == "ruleset" || c.Object == "tables" || c.Object == "chains"), c.Verb == "flush" && c.Object == "ruleset":
		if !p.ended() {
			c.Family = p.family()
		}
		p.end(c)
	case c.Object == "table" && c.Verb != "insert":
		c.Family, c.Table = p.family(), p.name()
		if c.Verb == "add" && p.take("{") {
			p.add(c)
			p.tableBlock(c)
			return
		}
		p.end(c)
	case c.Object == "chain" && c.Verb != "insert":
		c.Family, c.Table, c.Chain = p.family(), p.name(), p.name()
		if (c.Verb == "add" || c.Verb == "create") && p.take("{") {
			p.hook(&c)
			p.skip()
			p.want("}")
		}
		p.end(c)
	case c.Object == "rule" && c.Verb != "list" && c.Verb != "flush" && c.Verb != "create":
		p.ruleCommand(c)
	default:
		p.failed = true
	}
}

// end notes a command that nothing may follow.
func (p *parser) end(c Command) {
	if !p.ended() {
		p.failed = true
	}
	p.add(c)
}

func (p *parser) ruleCommand(c Command) {
	c.Family, c.Table, c.Chain = p.family(), p.name(), p.name()
	switch {
	case c.Verb == "delete":
		p.want("handle")
		c.Handle = p.number()
	case p.take("position"), p.take("handle"):
		c.Handle = p.number()
		c.Rule = p.rule()
	default:
		c.Rule = p.rule()
	}
	p.end(c)
}

// tableBlock takes the chains of a table in braces, as nft lists them; the first brace is taken.
func (p *parser) tableBlock(table Command) {
	for p.skip(); !p.failed && !p.take("}"); p.skip() {
		p.want("chain")
		c := Command{Verb: "add", Object: "chain", Family: table.Family, Table: table.Table, Chain: p.name()}
		p.want("{")
		p.skip()
		if p.peek() == "type" {
			p.hook(&c)
		}
		p.add(c)
		for p.skip(); !p.failed && !p.take("}"); p.skip() {
			p.add(Command{Verb: "add", Object: "rule", Family: c.Family, Table: c.Table, Chain: c.Chain, Rule: p.rule()})
		}
	}
}

// hook takes the line of a base chain.
func (p *parser) hook(c *Command) {
	h := Hook{Policy: "accept"}
	p.skip()
	p.want("type")
	h.Type = p.name()
	p.want("hook")
	h.Name = p.name()
	p.want("priority")
	h.Priority = p.priority(h.Name)
	for p.skip(); p.take("policy"); p.skip() {
		if h.Policy = p.next(); h.Policy != "accept" && h.Policy != "drop" {
			p.failed = true
		}
	}
	if !slices.Contains([]string{"filter", "nat", "route"}, h.Type) ||
		!slices.Contains([]string{"prerouting", "input", "forward", "output", "postrouting"}, h.Name) {
		p.failed = true
	}
	c.Hook = &h
}

func (p *parser) priority(hook string) int {
	w := p.next()
	n, err := strconv.Atoi(w)
	if err == nil {
		return n
	}
	at, ok := named(hook)[w]
	if !ok {
		p.failed = true
	}
	if p.take("+") {
		return at + int(p.number())
	}
	if p.take("-") {
		return at - int(p.number())
	}
	return at
}
