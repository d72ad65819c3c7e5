package nftcmd

import (
	"fmt"
	"strings"
)

// Table is a table with what is in it, as the kernel has it.
type Table struct {
	Family string
	Name   string
	Chains []Chain
	// Foreign tells that there is more in it than this package knows: sets, objects, flow tables, or rules in others' forms.
	Foreign bool
}

// Chain is a chain; Hook is nil for one that is only jumped to.
type Chain struct {
	Name  string
	Hook  *Hook
	Rules []ListedRule
}

// ListedRule is a rule in a chain.
type ListedRule struct {
	Handle uint64
	Rule   Rule
}

// Print writes tables as `nft list ruleset` does, and `list table` for one; chain leaves out all chains but the one of that name,
// where it is not empty.
func Print(tables []Table, chain string) string {
	var b strings.Builder
	for _, t := range tables {
		fmt.Fprintf(&b, "table %s %s {\n", t.Family, t.Name)
		first := true
		for _, c := range t.Chains {
			if chain != "" && c.Name != chain {
				continue
			}
			if !first {
				b.WriteString("\n")
			}
			first = false
			fmt.Fprintf(&b, "\tchain %s {\n", c.Name)
			if c.Hook != nil {
				fmt.Fprintf(&b, "\t\t%s\n", c.Hook)
			}
			for _, r := range c.Rules {
				fmt.Fprintf(&b, "\t\t%s\n", r.Rule)
			}
			b.WriteString("\t}\n")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// PrintTables writes tables as `nft list tables` does.
func PrintTables(tables []Table) string {
	var b strings.Builder
	for _, t := range tables {
		fmt.Fprintf(&b, "table %s %s\n", t.Family, t.Name)
	}
	return b.String()
}

// PrintChains writes chains without their rules, as `nft list chains` does.
func PrintChains(tables []Table) string {
	var b strings.Builder
	for _, t := range tables {
		fmt.Fprintf(&b, "table %s %s {\n", t.Family, t.Name)
		for _, c := range t.Chains {
			fmt.Fprintf(&b, "\tchain %s {\n", c.Name)
			if c.Hook != nil {
				fmt.Fprintf(&b, "\t\t%s\n", c.Hook)
			}
			b.WriteString("\t}\n")
		}
		b.WriteString("}\n")
	}
	return b.String()
}
