//go:build linux

package netfilter

import (
	"fmt"
	"io"

	"github.com/google/nftables"

	"vethlab/lab/netns"
	"vethlab/lab/nftcmd"
)

// Run carries a script out in a namespace: all that changes something in one transaction, or nothing of it. What it lists goes to
// stdout. The error is the kernel's, or [nftcmd.ErrForeign] where the script, or what is in the kernel, is more than this package
// knows: then nothing was done.
func Run(ns *netns.Namespace, s nftcmd.Script, stdout io.Writer) error {
	conn, err := open(ns)
	if err != nil {
		return fmt.Errorf("open nf_tables: %w", err)
	}
	defer conn.CloseLasting()
	r := runner{ns: ns, conn: conn, script: s, stdout: stdout}
	for i, c := range s.Commands {
		if c.Verb == "list" {
			if i > 0 {
				return fmt.Errorf("%w: a list after other commands", nftcmd.ErrForeign)
			}
			if len(s.Commands) > 1 {
				return fmt.Errorf("%w: several lists", nftcmd.ErrForeign)
			}
			return r.list(c)
		}
		if err := r.change(c); err != nil {
			return err
		}
	}
	return conn.Flush()
}

type runner struct {
	ns     *netns.Namespace
	conn   *nftables.Conn
	script nftcmd.Script
	stdout io.Writer
}

func (r runner) table(c nftcmd.Command) *nftables.Table {
	return &nftables.Table{Family: keyOfFamily(c.Family), Name: c.Table}
}

func keyOfFamily(name string) nftables.TableFamily {
	for family, n := range families() {
		if n == name {
			return family
		}
	}
	return nftables.TableFamilyUnspecified
}

func (r runner) change(c nftcmd.Command) error {
	table := r.table(c)
	chain := &nftables.Chain{Table: table, Name: c.Chain}
	switch c.Verb + " " + c.Object {
	case "flush ruleset":
		if c.Family != "" {
			return fmt.Errorf("%w: flush ruleset of a family", nftcmd.ErrForeign)
		}
		r.conn.FlushRuleset()
	case "add table":
		r.conn.AddTable(table)
	case "create table":
		r.conn.CreateTable(table)
	case "delete table":
		r.conn.DelTable(table)
	case "flush table":
		r.conn.FlushTable(table)
	case "add chain":
		hooked(chain, c.Hook)
		r.conn.AddChain(chain)
	case "delete chain":
		r.conn.DelChain(chain)
	case "flush chain":
		r.conn.FlushChain(chain)
	case "add rule", "insert rule", "delete rule":
		return r.rule(c, table, chain)
	default:
		return fmt.Errorf("%w: %s %s", nftcmd.ErrForeign, c.Verb, c.Object)
	}
	return nil
}

func hooked(chain *nftables.Chain, h *nftcmd.Hook) {
	if h == nil {
		return
	}
	hook, priority, policy := hooks()[h.Name], nftables.ChainPriority(h.Priority), nftables.ChainPolicyAccept
	if h.Policy == "drop" {
		policy = nftables.ChainPolicyDrop
	}
	chain.Type, chain.Hooknum, chain.Priority, chain.Policy = nftables.ChainType(h.Type), &hook, &priority, &policy
}

func (r runner) rule(c nftcmd.Command, table *nftables.Table, chain *nftables.Chain) error {
	rule := &nftables.Rule{Table: table, Chain: chain}
	if c.Verb == "delete" {
		rule.Handle = c.Handle
		return r.conn.DelRule(rule)
	}
	if c.Family == "arp" || c.Family == "bridge" {
		return fmt.Errorf("%w: rules of the family %s", nftcmd.ErrForeign, c.Family)
	}
	e := encoder{conn: r.conn, table: table}
	if err := e.rule(c.Rule); err != nil {
		return err
	}
	rule.Exprs, rule.UserData, rule.Position = e.list, e.userdata, c.Handle
	if c.Verb == "insert" {
		r.conn.InsertRule(rule)
	} else {
		r.conn.AddRule(rule)
	}
	return nil
}

// list prints what is there. Tables with more in them than this package knows are left to the machine's own nft.
func (r runner) list(c nftcmd.Command) error {
	all, err := Tables(r.ns)
	if err != nil {
		return err
	}
	var tables []nftcmd.Table
	found := false
	for _, t := range all {
		if c.Family != "" && t.Family != c.Family || c.Table != "" && t.Name != c.Table {
			continue
		}
		for _, chain := range t.Chains {
			found = found || chain.Name == c.Chain
		}
		if c.Object != "tables" && (t.Foreign || r.script.Handles) {
			return fmt.Errorf("%w: table %s %s", nftcmd.ErrForeign, t.Family, t.Name)
		}
		tables = append(tables, t)
	}
	if c.Table != "" && len(tables) == 0 || c.Chain != "" && !found {
		return fmt.Errorf("%w: nothing to list", nftcmd.ErrForeign)
	}
	text := ""
	switch c.Object {
	case "tables":
		text = nftcmd.PrintTables(tables)
	case "chains":
		text = nftcmd.PrintChains(tables)
	default:
		text = nftcmd.Print(tables, c.Chain)
	}
	_, err = io.WriteString(r.stdout, text)
	return err
}
