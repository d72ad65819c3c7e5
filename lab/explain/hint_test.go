package explain

import (
	"testing"

	"vethlab/lab/topo"
)

// TestLost holds what is said of what a device lost that was moved.
func TestLost(t *testing.T) {
	w := tables(t)
	before := held()
	here := &before.Topology.Namespaces[0]
	here.ID, before.Topology.Namespaces[1].ID, before.Topology.Namespaces[2].ID = 1, 2, 3
	here.Links = append(here.Links, topo.Link{Name: "on", Flags: topo.FlagUp}, topo.Link{Name: "off"})
	const lost, zhLost = "A device that moves loses its addresses and is switched off: give veth0 192.168.5.1/24 again in red, and switch it on.",
		"设备移走后会失去地址，并被停用：请在 red 里重新给 veth0 加上 192.168.5.1/24，再启用它。"
	const down, zhDown = "A device that moves is switched off: `ip netns exec red ip link set on up` switches it on again.",
		"设备移走后会被停用：用 `ip netns exec red ip link set on up` 再启用它。"
	for _, test := range []struct{ line, en, zh string }{
		{"ip link set veth0 netns red", lost, zhLost},
		{"true && sudo ip link set dev veth0 netns red up", lost, zhLost},
		{"ip link set on netns red", down, zhDown},
		{"ip link set on netns red up", "", ""},
		{"ip link set off netns red", "", ""},
		{"ip link set veth0 netns pink", "", ""},
		{"ip -n red link set veth1 netns red", "", ""},
		{"ip link add on netns red type dummy", "", ""},
		{"ip link set veth0 up", "", ""},
	} {
		if en, zh := w.Hint(test.line, before, "en"), w.Hint(test.line, before, "zh"); en != test.en || zh != test.zh {
			t.Errorf("unexpected hint on %s: %q, %q", test.line, en, zh)
		}
	}
	if got := w.Hint("ip link set veth0 netns red", Held{}, "en"); got != "" {
		t.Errorf("a hint on what is not known: %q", got)
	}
}
