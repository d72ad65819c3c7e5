package explain

import (
	"net/netip"
	"testing"

	"vethlab/lab/topo"
)

// filters are a table t with one chain at a hook.
func filters(hook, policy string, rules ...string) []topo.Table {
	c := topo.Chain{Name: "c", Type: "filter", Hook: hook, Policy: policy}
	for i, text := range rules {
		c.Rules = append(c.Rules, topo.Rule{Handle: uint64(i + 2), Text: text})
	}
	return []topo.Table{{Family: "inet", Name: "t", Chains: []topo.Chain{c, {Name: "more", Rules: []topo.Rule{{Handle: 9, Text: "drop"}}}}}}
}

// TestDropped tells what drops a packet or its answer, and nothing where that is not sure.
func TestDropped(t *testing.T) {
	w := tables(t)
	const lost = "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n"
	const ping, nc, curl = "ip netns exec a ping -c1 10.0.2.1", "ip netns exec a nc -zw1 10.0.2.1 80", "ip netns exec a curl http://10.0.2.1:8080/"
	generally := w.Advice(ping, lost, Held{}, "en")
	const byPolicy = "The packet to 10.0.2.1 is dropped by r: no rule of its chain `inet t c` accepts it, and the policy is drop. `ip netns exec r nft add rule inet t c "
	byRule := func(rule, handle string) string {
		return "The packet to 10.0.2.1 is dropped by r, by the rule `" + rule + "` of its chain `inet t c`. `ip netns exec r nft delete rule inet t c handle " + handle + "` takes it away."
	}
	for name, test := range map[string]struct {
		line    string
		on      string // whose rules they are
		tables  []topo.Table
		english string
	}{
		"a policy":                  {ping, "r", filters("forward", "drop"), byPolicy + "ip protocol icmp accept` lets it through."},
		"a policy, to a port":       {curl, "r", filters("forward", "drop", "ip protocol icmp accept"), byPolicy + "tcp dport 8080 accept` lets it through."},
		"a rule":                    {nc, "r", filters("forward", "accept", "ip protocol icmp accept", "tcp dport { 22, 80 } counter drop"), byRule("tcp dport { 22, 80 } counter drop", "3")},
		"of two networks":           {ping, "r", filters("forward", "", "iifname \"rb\" drop", "iifname \"ra\" ip saddr 10.0.1.0/24 reject"), byRule("iifname \"ra\" ip saddr 10.0.1.0/24 reject", "3")},
		"for another source":        {ping, "r", filters("forward", "", "ip saddr 10.9.0.0/16 drop"), generally},
		"accepted before":           {ping, "r", filters("forward", "drop", "icmp type echo-request accept", "ct state established,related accept"), generally},
		"not sure":                  {ping, "r", filters("forward", "drop", "limit rate 1/second accept"), generally},
		"not for what is passed on": {ping, "r", filters("input", "drop"), generally},
		"a jump": {ping, "r", filters("forward", "accept", "jump more"),
			"The packet to 10.0.2.1 is dropped by r, by the rule `drop` of its chain `inet t more`. `ip netns exec r nft delete rule inet t more handle 9` takes it away."},
		"the answer": {ping, "b", filters("output", "drop"),
			"The answer to 10.0.1.1 is dropped by b: no rule of its chain `inet t c` accepts it, and the policy is drop. `ip netns exec b nft add rule inet t c ct state established accept` lets it through."},
		"the sender": {ping, "a", filters("output", "drop"),
			"The packet to 10.0.2.1 is dropped by a: no rule of its chain `inet t c` accepts it, and the policy is drop. `ip netns exec a nft add rule inet t c ip protocol icmp accept` lets it through."},
	} {
		held := routedLab(withBack, func(_, r, _ *topo.Namespace) { r.Sysctls = map[string]string{forwarding: "1"} })
		held.Topology.Namespace(test.on).Tables = test.tables
		if got := w.Advice(test.line, lost, held, "en"); got != test.english {
			t.Errorf("%s: unexpected advice on %s:\nwant %q\ngot  %q", name, test.line, test.english, got)
		}
	}
	held := routedLab(withBack, func(_, r, _ *topo.Namespace) { r.Tables = filters("forward", "", "drop") })
	want := "发往 10.0.2.1 的包被r丢弃了：链 `inet t c` 里有规则 `drop`。用 `ip netns exec r nft delete rule inet t c handle 2` 删掉它。"
	if got := w.Advice(ping, lost, held, "zh"); got != want {
		t.Errorf("unexpected advice in Chinese: want %q, got %q", want, got)
	}
}

// TestPolicy goes by the rules of the routing policy.
func TestPolicy(t *testing.T) {
	w := tables(t)
	const lost = "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n"
	const ping = "ip netns exec a ping -c1 10.0.2.1"
	generally := w.Advice(ping, lost, Held{}, "en")
	opens := func(_, r, _ *topo.Namespace) { r.Sysctls = map[string]string{forwarding: "1"} }
	rule := func(text string) topo.PolicyRule { return topo.PolicyRule{Family: "inet", Priority: 100, Text: text} }
	elsewhere := topo.Route{Type: "blackhole", Dst: netip.MustParsePrefix("0.0.0.0/0"), Table: 77}
	const refuses = "The way to 10.0.2.1 ends at r, whose rule `ip rule 100: from 10.0.1.0/24 iif ra blackhole` lets nothing through. `ip -n r rule del pref 100` takes it away."
	for name, test := range map[string]struct {
		output string
		change func(a, r, b *topo.Namespace)
		want   string
	}{
		"a rule refuses": {lost, func(_, r, _ *topo.Namespace) { r.Rules = []topo.PolicyRule{rule("from 10.0.1.0/24 iif ra blackhole")} }, refuses},
		"of the sender": {"ping: connect: Invalid argument", func(a, _, _ *topo.Namespace) { a.Rules = []topo.PolicyRule{rule("from all to 10.0.2.1 blackhole")} },
			"The way to 10.0.2.1 ends at a, whose rule `ip rule 100: from all to 10.0.2.1 blackhole` lets nothing through. `ip -n a rule del pref 100` takes it away."},
		"another table": {lost, func(_, _, b *topo.Namespace) {
			b.Rules, b.Routes = []topo.PolicyRule{rule("from 10.0.2.1 lookup 77")}, append(b.Routes, elsewhere)
		}, "The way to 10.0.1.1 ends at b, whose route `blackhole 0.0.0.0/0 table 77` lets nothing through. `ip -n b route del blackhole 0.0.0.0/0 table 77` takes it away."},
		"an empty table": {lost, func(_, _, b *topo.Namespace) { b.Rules = []topo.PolicyRule{rule("from 10.0.2.1 lookup 78")} }, generally},
		"for others":     {lost, func(_, r, _ *topo.Namespace) { r.Rules = []topo.PolicyRule{rule("from 10.9.0.0/16 blackhole")} }, generally},
		"not sure":       {lost, func(_, r, _ *topo.Namespace) { r.Rules = []topo.PolicyRule{rule("from all uidrange 0-0 blackhole")} }, generally},
	} {
		if got := w.Advice(ping, test.output, routedLab(withBack, opens, test.change), "en"); got != test.want {
			t.Errorf("%s: unexpected advice:\nwant %q\ngot  %q", name, test.want, got)
		}
	}
}
