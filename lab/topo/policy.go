package topo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// PolicyRule is a rule of the routing policy (ip-rule(8)): which packets look up which table, or what else becomes of them.
type PolicyRule struct {
	Family   string `json:"family"` // "inet" or "inet6"
	Priority uint32 `json:"priority"`
	// Text is what `ip rule show` prints behind the priority, in the words of `ip rule add`: "from 10.2.0.2 lookup 100". What it tells of the
	// moment is left out, such as "[detached]"; and "proto kernel" stands behind what the kernel made for a device.
	Text string `json:"text"`
	// Missing tells that it is one of those that every namespace begins with, and that this one has it no more.
	Missing bool `json:"missing,omitempty"`
}

// String is the rule as the command prints it that shows it: `ip rule 1000: from 10.2.0.2 lookup 100`, or `ip -6 rule …`.
func (r PolicyRule) String() string {
	command := "ip rule"
	if r.Family == "inet6" {
		command = "ip -6 rule"
	}
	return fmt.Sprintf("%s %d: %s", command, r.Priority, r.Text)
}

// usualRules are those that every namespace begins with (fib_default_rules_init of fib_rules.c, fib6_rules_net_init of fib6_rules.c).
func usualRules() []PolicyRule {
	return []PolicyRule{
		{Family: "inet", Priority: 0, Text: "from all lookup local"},
		{Family: "inet", Priority: 32766, Text: "from all lookup main"},
		{Family: "inet", Priority: 32767, Text: "from all lookup default"},
		{Family: "inet6", Priority: 0, Text: "from all lookup local"},
		{Family: "inet6", Priority: 32766, Text: "from all lookup main"},
	}
}

// UnusualRules tells how the rules of a namespace differ from those that every one begins with: those that came, in their order, and then
// the missing ones.
func UnusualRules(all []PolicyRule) []PolicyRule {
	missing := usualRules()
	var list []PolicyRule
	for _, r := range all {
		usual := r
		usual.Text = strings.TrimSuffix(r.Text, " proto kernel")
		if i := slices.Index(missing, usual); i >= 0 {
			missing = slices.Delete(missing, i, i+1)
			continue
		}
		list = append(list, r)
	}
	for _, r := range missing {
		r.Missing = true
		list = append(list, r)
	}
	return list
}

// Policy is all rules of the namespace, in the order in which they are asked.
func (n Namespace) Policy() []PolicyRule {
	list := usualRules()
	for _, r := range n.Rules {
		if !r.Missing {
			list = append(list, r)
			continue
		}
		r.Missing = false
		if i := slices.Index(list, r); i >= 0 {
			list = slices.Delete(list, i, i+1)
		}
	}
	slices.SortStableFunc(list, func(a, b PolicyRule) int {
		return cmp.Or(cmp.Compare(a.Family, b.Family), cmp.Compare(a.Priority, b.Priority))
	})
	return list
}

// policyLines are the unusual rules in a line each.
func (n Namespace) policyLines() []string {
	var list []string
	for _, r := range n.Rules {
		line := r.String()
		if r.Missing {
			line = "no " + line
		}
		list = append(list, line)
	}
	return list
}

// policyTraits are those of a goal: each rule that came, or of the usual ones went, and what is asked before it, whatever the numbers.
func (n Namespace) policyTraits() []string {
	if len(n.Rules) == 0 {
		return nil
	}
	var list []string
	all, usual := n.Policy(), usualRules()
	for i, r := range all {
		name := r.Family + " " + r.Text
		isUsual := slices.Contains(usual, r)
		if !isUsual {
			list = append(list, "ip rule "+name)
		}
		for _, before := range all[:i] {
			if before.Family == r.Family && (!isUsual || !slices.Contains(usual, before)) {
				list = append(list, "ip rule "+name+" behind "+before.Text)
			}
		}
	}
	for _, r := range n.Rules {
		if r.Missing {
			list = append(list, "no ip rule "+r.Family+" "+r.Text)
		}
	}
	return list
}
