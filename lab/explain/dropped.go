package explain

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// verdict is what rules make of a packet.
type verdict struct {
	drops bool
	sure  bool
	table topo.Table
	chain topo.Chain
	rule  *topo.Rule // that drops it; nil for the chain's policy
}

// dropped tells of the first chain on a way that surely drops the packets; empty where none does, or that is not sure before.
func (h Held) dropped(w way, p packet, lang string) string {
	for i, hop := range append(slices.Clone(w.hops), h.end(w)...) {
		hooks := []string{"prerouting", "forward", "postrouting"}
		switch {
		case i == 0:
			hooks = []string{"output", "postrouting"}
		case hop.out == nil:
			hooks = []string{"prerouting", "input"}
		}
		p.in, p.out = "", ""
		if hop.in != nil {
			p.in = hop.in.Name
		}
		if hop.out != nil {
			p.out = hop.out.Name
		}
		for _, hook := range hooks {
			v := p.through(hop.ns, hook)
			if v.drops {
				return h.drops(hop.ns, v, p, lang)
			}
			if !v.sure {
				return ""
			}
		}
		if rewrites(hop.ns) {
			return ""
		}
	}
	return ""
}

// rejected tells of a rule that refuses the packets, to the routing or to the packet filter; empty where that is not what ends the way.
func (h Held) rejected(here *topo.Namespace, p packet, lang string) string {
	w := h.wayTo(here, p)
	switch {
	case !p.to.Is4():
		return ""
	case w.refused != nil && !w.refusing.Dst.IsValid():
		return h.astray(w, p.to, lang)
	case w.reached == nil || len(w.hops) == 0:
		return ""
	}
	p.from = w.hops[0].source(p.to).Addr()
	return h.dropped(w, p, lang)
}

// end is where a way ends, as a hop without a device by which it goes on.
func (h Held) end(w way) []hop {
	if w.reached == nil {
		return nil
	}
	return []hop{{ns: w.reached, in: w.in}}
}

// rewrites tells whether rules of a namespace give packets another address.
func rewrites(ns *topo.Namespace) bool {
	for _, t := range ns.Tables {
		for _, c := range t.Chains {
			if slices.ContainsFunc(c.Rules, func(r topo.Rule) bool {
				return slices.ContainsFunc(strings.Fields(r.Text), func(w string) bool { return w == "masquerade" || w == "snat" })
			}) {
				return true
			}
		}
	}
	return false
}

// through is what becomes of a packet at a hook of IPv4: the chains there are asked one after the other.
func (p packet) through(ns *topo.Namespace, hook string) verdict {
	var list []verdict
	for _, t := range ns.Tables {
		for _, c := range t.Chains {
			if (t.Family == "ip" || t.Family == "inet") && c.Hook == hook && c.Type != "nat" {
				list = append(list, verdict{table: t, chain: c})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b verdict) int { return cmp.Compare(a.chain.Priority, b.chain.Priority) })
	for _, v := range list {
		base := v.chain
		switch end, sure := v.walk(p, base, 0); {
		case !sure:
			return verdict{}
		case end == "drop":
			v.drops, v.sure = true, true
			return v
		case end == "" && base.Policy == "drop":
			v.drops, v.sure, v.chain, v.rule = true, true, base, nil
			return v
		}
	}
	return verdict{sure: true}
}

// mostJumps is how deep chains may lead into each other (NFT_JUMP_STACK_SIZE).
const mostJumps = 16

// walk goes through the rules of a chain: end is "accept" or "drop", or empty where they leave the packet to whoever jumped there. Of a drop
// v notes where.
func (v *verdict) walk(p packet, c topo.Chain, depth int) (end string, sure bool) {
	for i := range c.Rules {
		action, matches := p.matches(c.Rules[i].Text)
		if matches == unsure || depth == mostJumps {
			return "", false
		}
		if matches == no || len(action) == 0 {
			continue
		}
		switch action[0] {
		case "accept":
			return "accept", true
		case "drop", "reject":
			v.chain, v.rule = c, &c.Rules[i]
			return "drop", true
		case "return":
			return "", true
		case "continue":
		case "jump", "goto":
			at := slices.IndexFunc(v.table.Chains, func(other topo.Chain) bool { return len(action) > 1 && other.Name == action[1] })
			if at < 0 {
				return "", false
			}
			if end, sure = v.walk(p, v.table.Chains[at], depth+1); end != "" || !sure || action[0] == "goto" {
				return end, sure
			}
		default:
			return "", false
		}
	}
	return "", true
}

// matches tells whether a packet is one that a rule is for, and what the rule then does, which is nothing for one that only counts.
func (p packet) matches(text string) (action []string, matches truth) {
	text = regexp.MustCompile(`(log prefix|comment) "[^"]*"|counter packets \d+ bytes \d+|\bcounter\b`).ReplaceAllString(text, "")
	words := strings.Fields(text)
	matches = yes
	for len(words) > 0 {
		if slices.Contains([]string{"accept", "drop", "reject", "return", "continue", "jump", "goto"}, words[0]) {
			return words, matches
		}
		if len(words) < 3 {
			return nil, unsure
		}
		key := words[0] + " " + words[1]
		words = words[2:]
		if both := strings.Fields(key); both[0] == "iifname" || both[0] == "oifname" || both[0] == "iif" || both[0] == "oif" {
			key, words = both[0], append([]string{both[1]}, words...)
		}
		negated := words[0] == "!="
		if negated {
			words = words[1:]
		}
		var values []string
		if values, words = valuesOf(words); len(values) == 0 {
			return nil, unsure
		}
		switch found := p.has(key, values).not(negated); {
		case found == no:
			return nil, no
		case found == unsure:
			matches = unsure
		}
	}
	return nil, matches
}

// valuesOf are the values of a set, or the one value, that words begin with, and the words behind.
func valuesOf(words []string) (values, rest []string) {
	if len(words) == 0 || words[0] != "{" {
		return words[:min(1, len(words))], words[min(1, len(words)):]
	}
	end := slices.Index(words, "}")
	if end < 0 {
		return nil, nil
	}
	for _, word := range words[1:end] {
		values = append(values, strings.TrimSuffix(word, ","))
	}
	return values, words[end+1:]
}

// has tells whether what a rule asks about has one of some values.
func (p packet) has(key string, values []string) truth {
	switch key {
	case "ip saddr":
		return inAny(p.from, values)
	case "ip daddr":
		return inAny(p.to, values)
	case "iifname", "iif":
		return isDevice(p.in, values)
	case "oifname", "oif":
		return isDevice(p.out, values)
	case "ip protocol", "meta l4proto":
		return isTrue(slices.Contains(values, p.protocol))
	case "icmp type":
		name := map[bool]string{false: "echo-request", true: "echo-reply"}[p.answers]
		return isTrue(p.protocol == "icmp" && slices.Contains(values, name))
	case "tcp dport", "tcp sport":
		if p.protocol != "tcp" {
			return no
		}
		if p.answers != (key == "tcp sport") {
			return unsure // a number that the kernel has chosen
		}
		return isPort(p.port, values)
	case "udp dport", "udp sport":
		if p.protocol == "udp" {
			return unsure
		}
		return no
	case "ip6 saddr", "ip6 daddr", "icmpv6 type":
		return no
	case "ct state":
		state := map[bool]string{false: "new", true: "established"}[p.answers]
		return isTrue(slices.Contains(strings.Split(strings.Join(values, ","), ","), state))
	}
	return unsure
}

func isDevice(name string, values []string) truth {
	for _, value := range values {
		value = strings.Trim(value, `"`)
		if start, any := strings.CutSuffix(value, "*"); value == name || any && name != "" && strings.HasPrefix(name, start) {
			return yes
		}
	}
	return no
}

func isPort(port int, values []string) truth {
	for _, value := range values {
		first, last, isRange := strings.Cut(value, "-")
		if !isRange {
			last = first
		}
		from, err := strconv.Atoi(first)
		to, wrong := strconv.Atoi(last)
		switch {
		case err != nil || wrong != nil || port == 0:
			return unsure
		case from <= port && port <= to:
			return yes
		}
	}
	return no
}

// drops tells by which chain of a namespace packets are dropped, and how to let them through.
func (h Held) drops(ns *topo.Namespace, v verdict, p packet, lang string) string {
	if !h.mayChange(ns) {
		return ""
	}
	where := v.table.Family + " " + v.table.Name + " " + v.chain.Name
	whose := map[string]string{"en": "The packet to %[1]s is dropped by %[2]s", "zh": "发往 %[1]s 的包被%[2]s丢弃了"}
	if p.answers {
		whose = map[string]string{"en": "The answer to %[1]s is dropped by %[2]s", "zh": "回给 %[1]s 的应答被%[2]s丢弃了"}
	}
	text := fmt.Sprintf(whose[lang], p.to, called(ns, lang))
	if v.rule == nil {
		return text + fmt.Sprintf(map[string]string{
			"en": ": no rule of its chain `%s` accepts it, and the policy is drop. `%s` lets it through.",
			"zh": "：它的链 `%s` 里没有规则放行，而默认策略是 drop。用 `%s` 放行。",
		}[lang], where, h.inside(ns, "nft add rule "+where+" "+p.asRule()+" accept"))
	}
	return text + fmt.Sprintf(map[string]string{
		"en": ", by the rule `%s` of its chain `%s`. `%s` takes it away.",
		"zh": "：链 `%[2]s` 里有规则 `%[1]s`。用 `%[3]s` 删掉它。",
	}[lang], v.rule.Text, where, h.inside(ns, fmt.Sprintf("nft delete rule %s handle %d", where, v.rule.Handle)))
}

// asRule is what a rule asks that is for such packets.
func (p packet) asRule() string {
	switch {
	case p.answers:
		return "ct state established"
	case p.protocol == "tcp" && p.port > 0:
		return fmt.Sprintf("tcp dport %d", p.port)
	}
	return "ip protocol " + p.protocol
}

// inside is a command of nft's or sysctl's as it is written where the shell stands, to act in a namespace.
func (h Held) inside(ns *topo.Namespace, command string) string {
	if here := h.namespace(""); here == nil || here.ID != ns.ID {
		return "ip netns exec " + ns.Name + " " + command
	}
	return command
}
