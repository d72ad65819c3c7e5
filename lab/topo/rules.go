package topo

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Table is a table of nftables (nft(8)), with what is in it, in the order in which the kernel lists it.
type Table struct {
	Family string  `json:"family"` // "ip", "ip6", "inet", "arp", "bridge", "netdev"
	Name   string  `json:"name"`
	Chains []Chain `json:"chains,omitempty"`

	Objects []Object `json:"objects,omitempty"` // sets and maps, then what counts
}

// Object is what a table has beside its chains: a set, a map, a counter or a quota.
type Object struct {
	Kind string `json:"kind"` // "set", "map", "counter" or "quota"
	Name string `json:"name"`
	// Text is what stands in the braces of its declaration, in a line. Without what changes with each packet: the numbers of counters, and
	// the elements that packets add, or that time takes away.
	Text string `json:"text,omitempty"`
}

// Chain is a chain of rules. One without a Hook is reached by jumps alone.
type Chain struct {
	Name     string `json:"name"`
	Type     string `json:"type,omitempty"` // "filter", "nat", "route"
	Hook     string `json:"hook,omitempty"` // "prerouting", "input", "forward", "output", "postrouting", "ingress"
	Priority int    `json:"prio,omitempty"`
	Policy   string `json:"policy,omitempty"` // "accept" or "drop", of a chain with a hook
	Rules    []Rule `json:"rules,omitempty"`
}

// Rule is one rule. Its Text is what `nft list ruleset` prints for it, but for the numbers of a counter, which are left out, so
// that a topology does not change with each packet: "ip saddr 172.17.0.0/16 oifname != \"docker0\" counter masquerade".
type Rule struct {
	Handle uint64 `json:"handle"`
	Text   string `json:"text"`
}

// Masquerades tells whose packets a rule gives the address of the link by which they leave, and by which link that must not be;
// the zero Prefix for all, and an empty name for none. Of a rule that does something else ok is false (nft(8), NAT STATEMENTS).
func (r Rule) Masquerades() (from netip.Prefix, notOut string, ok bool) {
	words := strings.Fields(r.Text)
	if !slices.Contains(words, "masquerade") {
		return from, "", false
	}
	if text, not := match(words, "saddr"); !not {
		from = prefixOf(text)
	}
	if name, not := match(words, "oifname"); not {
		notOut = name
	}
	return from, notOut, true
}

// Publishes tells where a rule leads what comes for a port; ok is false of a rule that does something else.
func (r Rule) Publishes() (protocol string, port uint16, to netip.AddrPort, ok bool) {
	words := strings.Fields(r.Text)
	at, dport := slices.Index(words, "dnat"), slices.Index(words, "dport")
	if at < 0 || dport < 1 || len(words) <= dport+1 {
		return "", 0, to, false
	}
	n, err := strconv.ParseUint(words[dport+1], 10, 16)
	if err != nil {
		return "", 0, to, false
	}
	text, _ := match(words[at:], "to")
	to, err = netip.ParseAddrPort(text)
	return words[dport-1], uint16(n), to, err == nil
}

// match is what stands behind a word of a rule, without quotes; not, that it must be something else.
func match(words []string, word string) (value string, not bool) {
	i := slices.Index(words, word)
	if i >= 0 && i+1 < len(words) && words[i+1] == "!=" {
		i, not = i+1, true
	}
	if i < 0 || i+1 >= len(words) {
		return "", false
	}
	return strings.Trim(words[i+1], `"`), not
}

func prefixOf(text string) netip.Prefix {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p
	}
	if a, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(a, a.BitLen())
	}
	return netip.Prefix{}
}

// ruleset is the namespace's nftables in a line each, rules with the chain that they stand in: what is compared, and told.
func (n Namespace) ruleset() []string {
	var list []string
	for _, t := range n.Tables {
		list = append(list, "table "+t.Family+" "+t.Name)
		for _, o := range t.Objects {
			list = append(list, strings.TrimSpace(o.Kind+" "+t.Family+" "+t.Name+" "+o.Name+" "+o.Text))
		}
		for _, c := range t.Chains {
			where := t.Family + " " + t.Name + " " + c.Name
			if c.Hook == "" {
				list = append(list, "chain "+where)
			} else {
				list = append(list, "chain "+where+" "+c.Type+" "+c.Hook+" "+strconv.Itoa(c.Priority)+" "+c.Policy)
			}
			for _, r := range c.Rules {
				list = append(list, "rule "+where+" "+r.Text)
			}
		}
	}
	return list
}

// tablesShape leaves the handles out, which are counted up.
func tablesShape(tables []Table) []Table {
	tables = slices.Clone(tables)
	for i := range tables {
		tables[i].Chains = slices.Clone(tables[i].Chains)
		for j := range tables[i].Chains {
			rules := slices.Clone(tables[i].Chains[j].Rules)
			for k := range rules {
				rules[k].Handle = 0
			}
			tables[i].Chains[j].Rules = rules
		}
	}
	return tables
}
