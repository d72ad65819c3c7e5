package ipcmd

import "testing"

// TestWordsMean holds that every row of every table says what it means, in both languages, unless it is left to the machine's own tool.
func TestWordsMean(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Grammar() {
		seen[p.After] = true
		for _, w := range p.Words {
			// What that is begins anew.
			if w.Form != "<COMMAND>" && (w.English == "" || w.Chinese == "") {
				t.Errorf("%s %s does not say what it means", p.After, w.Form)
			}
		}
	}
	for _, at := range []string{
		"ip", "ip link", "ip link add", "ip monitor", "type bridge", "bridge", "bridge link set", "bridge fdb delete", "bridge fdb del",
		"bridge vlan global", "bridge vlan global set", "bridge monitor", "brctl", "brctl hairpin",
	} {
		if !seen[at] {
			t.Errorf("no words after %s", at)
		}
	}
	if said := (said{form: "x"}); len(said.as("x", nil, false)) != 1 || len(said.as("x", nil, true)) != 0 {
		t.Errorf("unexpected words of a row without any: want one that says nothing, and none where it is left to another tool")
	}
}
