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

// Masquerades tells whether the rule gives packets of a network the sender's address of the device by which they leave: those from
// the network, unless they leave by the device notOut, which is empty where the rule names none.
func (r Rule) Masquerades() (from netip.Prefix, notOut string, ok bool) {
	words := strings.Fields(r.Text)
	if !slices.Contains(words, "masquerade") {
		return from, "", false
	}
	from, err := netip.ParsePrefix(after(words, "ip", "saddr"))
	return from, strings.Trim(after(words, "oifname", "!="), `"`), err == nil
}

// Publishes tells whether the rule leads what comes to a port of this namespace to another address.
func (r Rule) Publishes() (protocol string, port uint16, to netip.AddrPort, ok bool) {
	words := strings.Fields(r.Text)
	for _, protocol = range []string{"tcp", "udp", "sctp"} {
		n, err := strconv.ParseUint(after(words, protocol, "dport"), 10, 16)
		if err != nil {
			continue
		}
		at, err := netip.ParseAddrPort(after(words, "dnat", "to"))
		return protocol, uint16(n), at, err == nil
	}
	return "", 0, to, false
}

// after is the word that follows two others, empty where they do not stand together.
func after(words []string, first, second string) string {
	for i := 0; i+2 < len(words); i++ {
		if words[i] == first && words[i+1] == second {
			return words[i+2]
		}
	}
	return ""
}

// rules are the namespace's rules in a line each, with the chain that they stand in: what is compared, and told.
func (n Namespace) rules() []string {
	var list []string
	for _, t := range n.Tables {
		list = append(list, "table "+t.Family+" "+t.Name)
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
