package topo

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPolicyText holds how the rules of a namespace, and the table of a route, stand in its text.
func TestPolicyText(t *testing.T) {
	const want = `host
  route default table 100
  ip rule 1000: from 10.2.0.2 lookup 100
  ip -6 rule 5: from all fwmark 0x1 prohibit
  no ip rule 32766: from all lookup main
`
	host := Namespace{Name: HostName, Routes: []Route{{Table: 100}}, Rules: []PolicyRule{
		{Family: "inet", Priority: 1000, Text: "from 10.2.0.2 lookup 100"},
		{Family: "inet6", Priority: 5, Text: "from all fwmark 0x1 prohibit"},
		{Family: "inet", Priority: 32766, Text: "from all lookup main", Missing: true},
	}}
	if diff := cmp.Diff(want, Topology{Namespaces: []Namespace{host}}.Text()); diff != "" {
		t.Errorf("unexpected text (-want +got):\n%s", diff)
	}
}

// TestReachesPolicy holds when a goal of rules is reached: by which numbers they come in the order that was asked for does not count.
func TestReachesPolicy(t *testing.T) {
	with := func(rules ...PolicyRule) Topology {
		return Topology{Namespaces: []Namespace{{Name: HostName, ID: 1, Rules: rules}}}
	}
	rule := func(priority uint32, text string) PolicyRule {
		return PolicyRule{Family: "inet", Priority: priority, Text: text}
	}
	const near, far, refused = "from 10.2.0.2 lookup 100", "to 10.3.0.0/16 lookup 200", "from all prohibit"
	missing := PolicyRule{Family: "inet", Priority: 32766, Text: "from all lookup main", Missing: true}
	for _, test := range []struct {
		name            string
		now, from, goal Topology
		want            bool
	}{
		{"the same", with(rule(1000, near)), with(), with(rule(1000, near)), true},
		{"the kernel's own choice of a number", with(rule(32765, near)), with(), with(rule(1000, near)), true},
		{"another beside it", with(rule(5, far), rule(1000, near)), with(), with(rule(1000, near)), true},
		{"none", with(), with(), with(rule(1000, near)), false},
		{"of the other family", with(PolicyRule{Family: "inet6", Priority: 1000, Text: near}), with(), with(rule(1000, near)), false},
		{"another table", with(rule(1000, "from 10.2.0.2 lookup 101")), with(), with(rule(1000, near)), false},
		{"behind the main table", with(rule(32766, near)), with(), with(rule(1000, near)), false},
		{"two in their order", with(rule(7, near), rule(8, far)), with(), with(rule(1000, near), rule(1001, far)), true},
		{"two the other way round", with(rule(7, far), rule(8, near)), with(), with(rule(1000, near), rule(1001, far)), false},
		{"one that was to go", with(), with(rule(1000, near)), with(), true},
		{"one that was to go, and another came", with(rule(5, far)), with(rule(1000, near)), with(), true},
		{"one that was to go, and is there", with(rule(1000, near)), with(rule(1000, near)), with(), false},
		{"one that was to move", with(rule(9, refused), rule(10, near)), with(rule(5, near), rule(9, refused)), with(rule(9, refused), rule(20, near)), true},
		{"a usual one that was to go", with(missing), with(), with(missing), true},
		{"a usual one that is there", with(), with(), with(missing), false},
		{"a usual one that was to come back", with(), with(missing), with(), true},
	} {
		if got := Reaches(test.now, test.from, test.goal); got != test.want {
			t.Errorf("unexpected answer for %s: want %v, got %v", test.name, test.want, got)
		}
	}
}

// TestUnusualRules holds what is left of the rules that a namespace has.
func TestUnusualRules(t *testing.T) {
	all := usualRules()
	for i := range all {
		all[i].Text += " proto kernel"
	}
	if got := UnusualRules(all); len(got) > 0 {
		t.Errorf("unexpected rules of a fresh namespace: %v", got)
	}
	twice := all[1]
	twice.Text = "from all lookup main"
	got := UnusualRules(append(all[2:], twice, twice))
	want := []PolicyRule{twice, {Family: "inet", Text: "from all lookup local", Missing: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("unexpected rules (-want +got):\n%s", diff)
	}
}
