package ipcmd_test

import (
	"testing"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// TestRuleText holds what is told of a rule: nothing of the moment, and all in words that `ip rule add` takes.
func TestRuleText(t *testing.T) {
	for _, test := range []struct {
		rule ipcmd.Rule
		want string
	}{
		{ipcmd.Rule{IIF: "e0", IIFDetached: true, OIF: "e1", OIFDetached: true, Table: 100, Action: 1}, "from all iif e0 oif e1 lookup 100"},
		{ipcmd.Rule{Action: 2, Goto: new(uint32(7)), Unresolved: true, Priority: new(uint32(5))}, "from all goto 7"},
		{ipcmd.Rule{Action: 1, L3MDev: true, Protocol: new(uint8(2))}, "from all l3mdev proto kernel"},
		{ipcmd.Rule{Action: 1, Table: 254, Protocol: new(uint8(4))}, "from all lookup main proto static"},
	} {
		if got := ipcmd.RuleText(test.rule); got != test.want {
			t.Errorf("unexpected text: want %q, got %q", test.want, got)
		}
	}
}

// TestTranscribeKernelRule holds that what the kernel made with a device is not added, and can be deleted.
func TestTranscribeKernelRule(t *testing.T) {
	with := func(rules ...topo.PolicyRule) topo.Topology {
		ns := host()
		ns.Rules = rules
		return topo.Topology{Namespaces: []topo.Namespace{ns}}
	}
	made := topo.PolicyRule{Family: "inet6", Priority: 1000, Text: "from all l3mdev proto kernel"}
	if got := lines(ipcmd.Transcribe(with(), with(made))); got != "" {
		t.Errorf("unexpected steps to a rule of the kernel's: %s", got)
	}
	const want = "ip -6 rule del from all l3mdev proto kernel priority 1000\n"
	if got := lines(ipcmd.Transcribe(with(made), with())); got != want {
		t.Errorf("unexpected steps: want %q, got %q", want, got)
	}
}
