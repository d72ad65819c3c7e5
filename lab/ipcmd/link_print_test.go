package ipcmd

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/topo"
)

// someLinks are links of all the looks that iproute2 has for them.
func someLinks() []topo.Link {
	ether := func(index int, name string, flags topo.LinkFlags, state string) topo.Link {
		return topo.Link{
			Index: index, Name: name, Flags: flags, MTU: 1500, Qdisc: "noqueue", OperState: state, Mode: "DEFAULT",
			TxQueue: 1000, Type: "ether", Address: "52:54:00:00:00:01", Broadcast: "ff:ff:ff:ff:ff:ff",
		}
	}
	const broadcast = 1<<1 | 1<<12
	up := topo.LinkFlags(broadcast | topo.FlagUp | topo.FlagRunning | topo.FlagLowerUp)
	lo := topo.Link{
		Index: 1, Name: "lo", Flags: 1<<3 | topo.FlagUp | topo.FlagRunning | topo.FlagLowerUp, MTU: 65536, Qdisc: "noqueue",
		OperState: "UNKNOWN", Mode: "DEFAULT", TxQueue: 1000, Type: "loopback",
		Address: "00:00:00:00:00:00", Broadcast: "00:00:00:00:00:00",
	}
	zero, unknown := 0, -1
	named := ether(2, "eth0", up, "UP")
	named.Parent, named.LinkNetnsID, named.LinkNetns, named.Master = 2, &zero, "test0", 7
	numbered := ether(3, "eth1", broadcast|topo.FlagUp, "LOWERLAYERDOWN")
	numbered.Parent, numbered.LinkNetnsID, numbered.Group, numbered.Alias = 9, &zero, 5, "to the left"
	gone := ether(4, "eth2", broadcast, "DOWN")
	gone.Parent, gone.LinkNetnsID, gone.Qdisc, gone.TxQueue = 9, &unknown, "noop", 0
	near := ether(5, "v0", broadcast|topo.FlagUp, "LOWERLAYERDOWN")
	near.Parent, near.AltNames = 6, []string{"averyveryverylongname", "short"}
	far := ether(6, "v1", broadcast, "DOWN")
	far.Parent = 5
	bridge := ether(7, "br0", broadcast|topo.FlagUp|topo.FlagPromisc, "DOWN")
	tunnel := topo.Link{
		Index: 8, Name: "tun0", Kind: "ipip", Flags: 1<<4 | 1<<7, MTU: 1480, Qdisc: "noop", OperState: "DOWN", Mode: "DEFAULT",
		TxQueue: 1000, Type: "ipip", Address: "192.0.2.1", Broadcast: "192.0.2.2",
	}
	return []topo.Link{lo, named, numbered, gone, near, far, bridge, tunnel}
}

func TestPrintLinks(t *testing.T) {
	for _, test := range []struct {
		name    string
		options Options
	}{{"full", Options{}}, {"brief", Options{Brief: true}}, {"one-line", Options{OneLine: true}}} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			if err := PrintLinks(&out, someLinks(), someLinks(), test.options); err != nil {
				t.Fatalf("unexpected error: %v", err)
			}
			golden.RequireEqual(t, out.String())
		})
	}
}
