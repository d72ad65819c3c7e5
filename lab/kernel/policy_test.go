//go:build linux

package kernel_test

import (
	"strings"
	"testing"

	"vethlab/lab/topo"
)

// policyOf are the unusual rules of a namespace as topo tells them, a line each.
func policyOf(t topo.Topology, name string) string {
	var lines []string
	for _, r := range t.Namespace(name).Rules {
		line := r.String()
		if r.Missing {
			line = "no " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// TestTopologyPolicy holds what a topology tells of rules, whoever made them and whenever: before the first reading, between two, and in
// a namespace that was made by another program.
func TestTopologyPolicy(t *testing.T) {
	needIP(t)
	w := newWorld(t)
	w.must("netns add ours")
	w.real("netns add theirs")
	for _, name := range []string{"host", "ours", "theirs"} {
		prefix := "-n " + name + " "
		if name == "host" {
			prefix = ""
		}
		check := func(want string) {
			t.Helper()
			if got := policyOf(w.topology(), name); got != want {
				t.Errorf("unexpected rules of %s: want\n%s\ngot\n%s", name, want, got)
			}
		}
		if name == "ours" {
			check("")
		}
		w.real(prefix + "rule add from 10.2.0.2 lookup 100 priority 1000")
		const first = "ip rule 1000: from 10.2.0.2 lookup 100"
		check(first)
		w.must(prefix + "-6 rule add iif gone fwmark 0x1/0xff prohibit priority 5")
		const second = "ip -6 rule 5: from all fwmark 0x1/0xff iif gone prohibit"
		check(first + "\n" + second)
		w.real(prefix + "rule del from all lookup main")
		w.real(prefix + "rule add goto 7 priority 6")
		const missing = "\nno ip rule 32766: from all lookup main"
		check("ip rule 6: from all goto 7\n" + first + "\n" + second + missing)
		w.must(prefix + "rule flush")
		check(second + missing + "\nno ip rule 32767: from all lookup default")
		// One that somebody made again is not told from the kernel's.
		w.real(prefix + "rule add lookup main priority 32766")
		w.real(prefix + "rule add lookup default priority 32767")
		w.must(prefix + "-6 rule del priority 5")
		check("")
	}
}

// TestWatchPolicy holds that a change of rules is heard, by whomever it is made, and that the namespace, which was known until then, is read anew.
func TestWatchPolicy(t *testing.T) {
	needIP(t)
	w := newWorld(t)
	w.must("netns add n1")
	changed := w.watch()
	for _, step := range []struct{ line, want string }{
		{"-n n1 rule add from 10.2.0.2 lookup 100 priority 1000", "ip rule 1000: from 10.2.0.2 lookup 100"},
		{"-n n1 rule del priority 1000", ""},
		{"-n n1 -6 rule add to 2001:db8::/64 blackhole priority 9", "ip -6 rule 9: from all to 2001:db8::/64 blackhole"},
		{"-n n1 -6 rule del priority 9", ""},
	} {
		w.settle(2)
		w.real(step.line)
		w.await(changed, "ip "+step.line, func(now topo.Topology) bool { return policyOf(now, "n1") == step.want })
	}
}
