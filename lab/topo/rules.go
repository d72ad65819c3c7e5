package topo

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
