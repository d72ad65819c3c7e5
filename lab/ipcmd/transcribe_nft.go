package ipcmd

import (
	"fmt"
	"slices"
	"strconv"

	"vethlab/lab/topo"
)

// ruleChange is a step that adds to the rules, kept for the end: rules may speak of links.
type ruleChange []string

// deleteRules deletes the tables, chains and rules that go, and notes what is to be added.
func (t *transcriber) deleteRules() {
	for _, s := range t.spaces {
		var old []topo.Table
		if s.old != nil {
			old = s.old.Tables
		}
		t.tables(s, old, s.to.Tables)
	}
}

// addRules says what deleteRules has left for the end.
func (t *transcriber) addRules(s *space) {
	for _, words := range s.rules {
		t.say(s, words...)
	}
}

func (s *space) later(words ...string) { s.rules = append(s.rules, words) }

// staying is how many of the first of to can stay as they are in their order: the kernel lists tables and chains as they were made.
func staying[T any](old, to []T, same func(a, b T) bool) int {
	at := 0
	for n, v := range to {
		i := slices.IndexFunc(old[at:], func(o T) bool { return same(o, v) })
		if i < 0 {
			return n
		}
		at += i + 1
	}
	return len(to)
}

func (t *transcriber) tables(s *space, old, to []topo.Table) {
	same := func(a, b topo.Table) bool {
		return a.Family == b.Family && a.Name == b.Name && slices.Equal(a.Objects, b.Objects) && canBecome(a, b)
	}
	kept := to[:staying(old, to, same)]
	for _, table := range old {
		i := slices.IndexFunc(kept, func(k topo.Table) bool { return same(table, k) })
		if i < 0 {
			t.say(s, "nft", "delete", "table", table.Family, table.Name)
			continue
		}
		t.chains(s, table, kept[i])
	}
	for _, table := range to[len(kept):] {
		s.later("nft", "add", "table", table.Family, table.Name)
		s.addChains(table, table.Chains)
		s.addObjects(table)
		for _, c := range table.Chains {
			for _, r := range c.Rules {
				s.later(ruleWords("add", table, c.Name, r.Text)...)
			}
		}
	}
}

func sameChain(a, b topo.Chain) bool {
	return a.Name == b.Name && a.Type == b.Type && a.Hook == b.Hook && a.Priority == b.Priority
}

// canBecome tells whether a table can be changed in place: its chains stay in their order, and only go or come at the end.
func canBecome(old, to topo.Table) bool {
	kept := staying(old.Chains, to.Chains, sameChain)
	for _, c := range to.Chains[kept:] {
		if slices.ContainsFunc(old.Chains, func(o topo.Chain) bool { return o.Name == c.Name }) {
			return false
		}
	}
	return true
}

// chains changes a table that stays: rules go before the chains that they jump to.
func (t *transcriber) chains(s *space, old, to topo.Table) {
	kept := to.Chains[:staying(old.Chains, to.Chains, sameChain)]
	var gone []topo.Chain
	var ways []way
	for _, c := range old.Chains {
		i := slices.IndexFunc(kept, func(k topo.Chain) bool { return sameChain(c, k) })
		if i < 0 {
			if len(c.Rules) > 0 {
				t.say(s, "nft", "flush", "chain", old.Family, old.Name, c.Name)
			}
			gone = append(gone, c)
			continue
		}
		w := way{old: c, to: kept[i]}
		for _, r := range w.goes() {
			t.say(s, "nft", "delete", "rule", old.Family, old.Name, c.Name, "handle", fmt.Sprint(r.Handle))
		}
		ways = append(ways, w)
	}
	for _, c := range gone {
		t.say(s, "nft", "delete", "chain", old.Family, old.Name, c.Name)
	}
	s.addChains(to, to.Chains[len(kept):])
	for _, w := range ways {
		if w.old.Policy != w.to.Policy {
			s.later("nft", "chain", to.Family, to.Name, w.to.Name, "{ policy "+w.to.Policy+"; }")
		}
		w.comes(s, to)
	}
	for _, c := range to.Chains[len(kept):] {
		for _, r := range c.Rules {
			s.later(ruleWords("add", to, c.Name, r.Text)...)
		}
	}
}

func (s *space) addChains(table topo.Table, chains []topo.Chain) {
	for _, c := range chains {
		words := []string{"nft", "add", "chain", table.Family, table.Name, c.Name}
		if c.Hook != "" {
			spec := fmt.Sprintf("{ type %s hook %s priority %s; ", c.Type, c.Hook, strconv.Itoa(c.Priority))
			if c.Policy != "" {
				spec += "policy " + c.Policy + "; "
			}
			words = append(words, spec+"}")
		}
		s.later(words...)
	}
}

// addObjects adds what rules may name, and what may name chains.
func (s *space) addObjects(table topo.Table) {
	for _, o := range table.Objects {
		words := []string{"nft", "add", o.Kind, table.Family, table.Name, o.Name}
		if o.Text != "" {
			words = append(words, "{ "+o.Text+" }")
		}
		s.later(words...)
	}
}

func ruleWords(verb string, table topo.Table, chain, text string, place ...string) []string {
	words := append([]string{"nft", verb, "rule", table.Family, table.Name, chain}, place...)
	return append(words, text)
}

// way leads from the rules of a chain to others: what is common to both, in its order, stays.
type way struct{ old, to topo.Chain }

// common is the longest list of rules that both have in their order, by their places in each.
func (w way) common() (pairs [][2]int) {
	a, b := w.old.Rules, w.to.Rules
	longest := make([][]int, len(a)+1)
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if a[i].Text == b[j].Text {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Text == b[j].Text:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

func (w way) goes() []topo.Rule {
	var gone []topo.Rule
	common := w.common()
	for i, r := range w.old.Rules {
		if !slices.ContainsFunc(common, func(p [2]int) bool { return p[0] == i }) {
			gone = append(gone, r)
		}
	}
	return gone
}

// comes adds the new rules: before the next that stays, or at the end.
func (w way) comes(s *space, table topo.Table) {
	common := w.common()
	for j, r := range w.to.Rules {
		next := slices.IndexFunc(common, func(p [2]int) bool { return p[1] >= j })
		switch {
		case next < 0:
			s.later(ruleWords("add", table, w.to.Name, r.Text)...)
		case common[next][1] != j:
			handle := fmt.Sprint(w.old.Rules[common[next][0]].Handle)
			s.later(ruleWords("insert", table, w.to.Name, r.Text, "handle", handle)...)
		}
	}
}
