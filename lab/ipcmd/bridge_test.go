package ipcmd

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/topo"
)

// parserOf is the parser for the tool that a line begins with.
func parserOf(line string) func([]string) (Command, error) {
	switch tool, _, _ := strings.Cut(line, " "); tool {
	case "bridge":
		return ParseBridge
	case "brctl":
		return ParseBrctl
	}
	return Parse
}

// bridgeLines are commands as they are typed, and as String writes them.
func bridgeLines() [][2]string {
	return [][2]string{
		{"bridge link", "bridge link show"},
		{"bridge l lst dev v0 junk", "bridge link show dev v0"},
		{"bridge -n n1 -s -o link show", "bridge -n n1 -o -s link show"},
		{"bridge -d link", "bridge -d link show"},
		{"bridge -j fdb", "bridge -j fdb show"},
		{"bridge vlan", "bridge vlan show"},
		{"bridge -compress vlan lst junk vid 7x dev v0", "bridge -compressvlans vlan show dev v0 vid 7"},
		{"bridge vlan t dev v0", "bridge vlan tunnelshow dev v0"},
		{"bridge -s vlan global", "bridge -s vlan global show"},
		{"bridge vlan a vid 10 untagged pvid dev v0 self", "bridge vlan add dev v0 vid 10 pvid untagged self"},
		{"bridge vlan del vid 10-20 dev v0 master", "bridge vlan del dev v0 vid 10-20 master"},
		{"bridge vlan add vid 1-5 vid 7 dev v0", "bridge vlan add dev v0 vid 7-5"},
		{"bridge vlan add vid 65534 dev v0 tunnel_info id 5-9", "bridge vlan add dev v0 vid 65534 tunnel_info id 5-9"},
		{"bridge vlan set vid 1-4 state forwarding dev v0 mcast_router 2", "bridge vlan set dev v0 vid 1-4 state 3 mcast_router 2"},
		{"bridge vlan global set vid 1 dev br0 junk mcast_query_interval 0x10", "bridge vlan global set dev br0 vid 1 mcast_query_interval 16"},
		{"bridge link set dev v0 state 3", "bridge link set dev v0 state forwarding"},
		{"bridge link change cost 7 dev v0 guard on cost 9 self", "bridge link set dev v0 guard on cost 9 self"},
		{"bridge link set dev v0 priority -1 learning off master", "bridge link set dev v0 learning off master"},
		{"bridge link set dev v0 backup_port v1", "bridge link set dev v0 backup_port v1"},
		{"bridge fdb", "bridge fdb show"},
		{"bridge fdb s br br0 brport v0 state static dynamic vlan 3", "bridge fdb show br br0 dev v0 vlan 3 state 0x40 dynamic"},
		{"bridge fdb add 2:0:0:0:0:1 dev v0", "bridge fdb add 02:00:00:00:00:01 dev v0"},
		{"bridge fdb a to 2:0:0:0:0:1 dev v0 ma st", "bridge fdb add 02:00:00:00:00:01 dev v0 master static"},
		{"bridge fdb rep 2:0:0:0:0:1 dev v0 self ma dyn sti vl 4",
			"bridge fdb replace 02:00:00:00:00:01 dev v0 self master sticky dynamic vlan 4"},
		{"bridge fdb del 2:0:0:0:0:1 dev v0 local static use", "bridge fdb delete 02:00:00:00:00:01 dev v0 use permanent static"},
		{"bridge fdb add 2:0:0:0:0:1 dev v0 dst 192.0.2.1", "bridge fdb add 02:00:00:00:00:01 dev v0 dst 192.0.2.1"},
		{"bridge -6 fdb ap 0:0:0:0:0:0 dev vx0 via v0 src_vni 9 vni 0x10 port 0 port 07 dst fe80::1",
			"bridge -6 fdb append 00:00:00:00:00:00 dev vx0 dst fe80::1 port 7 vni 16 src_vni 9 via v0"},
		{"bridge fdb del 0:0:0:0:0:0 dev vx0 nhid 5 dynamic", "bridge fdb delete 00:00:00:00:00:00 dev vx0 dynamic nhid 5"},
		{"bridge fdb add 0:0:0:0:0:0 dev vx0 dst any", "bridge fdb add 00:00:00:00:00:00 dev vx0 dst any"},
		{"bridge fdb add 2:0:0:0:0:1 dev v0 port domain", "bridge fdb add 2:0:0:0:0:1 dev v0 port domain"},
		{"bridge fdb flush dev v0", "bridge fdb flush dev v0"},
		{"bridge fdb flush junk nosticky dev br0 brport v0 vlan 3 static master", "bridge fdb flush dev br0 brport v0 vlan 3 master nosticky static"},
		{"bridge fdb g to 2:0:0:0:0:1 br br0 vl 3 vni 0x10 dyn ma", "bridge fdb get to 02:00:00:00:00:01 br br0 vlan 3 vni 16 master dynamic"},
		{"bridge -V", "bridge -V"},
		{"bridge -n n1 -j -V junk", "bridge -n n1 -j -V junk"},
		{"bridge monitor fdb", "bridge monitor fdb"},
		{"bridge -d mdb", "bridge -d mdb show"},
		{"bridge mdb lst dev br0 vid 4 junk", "bridge mdb show dev br0 vid 4"},
		{"bridge mdb a dev br0 grp 239.1.1.1 junk port v0 src 10.0.0.1 permanent vid 5", "bridge mdb add dev br0 port v0 grp 239.1.1.1 src 10.0.0.1 permanent vid 5"},
		{"bridge mdb delete dev br0 port v0 grp ff02::5 permanent temp", "bridge mdb del dev br0 port v0 grp ff02::5"},
		{"brctl addbr br0", "brctl addbr br0"},
		{"brctl delbr br0 br1", "brctl delbr br0"},
		{"brctl addif br0 a b", "brctl addif br0 a b"},
		{"brctl delif br0 -- a", "brctl delif br0 a"},
		{"brctl show", "brctl show"},
		{"brctl show -- -a", "brctl show -- -a"},
		{"brctl showmacs br0", "brctl showmacs br0"},
		{"brctl showstp br0", "brctl showstp br0"},
		{"brctl setfd br0 2.5s", "brctl setfd br0 2.5"},
		{"brctl setageing br0 2.55", "brctl setageing br0 2.54"},
		{"brctl setfd br0 1e300", "brctl setfd br0 1e300"},
		{"brctl setbridgeprio br0 0x10", "brctl setbridgeprio br0 16"},
		{"brctl setbridgeprio br0 0x1b", "brctl setbridgeprio br0 27"},
		{"brctl setpathcost br0 v0 -- -3x", "brctl setpathcost -- br0 v0 -3"},
		{"brctl hairpin br0 v0 yes", "brctl hairpin br0 v0 on"},
		{"brctl stp br0 0", "brctl stp br0 off"},
	}
}

func TestParseBridge(t *testing.T) {
	parses(t, bridgeLines())
}

func TestParseBridgeRefuses(t *testing.T) {
	for _, test := range []struct {
		line, text string
		status     int
	}{
		{"bridge foo", "Object \"foo\" is unknown, try \"bridge help\".\n", 255},
		{"bridge -q", "Option \"-q\" is unknown, try \"bridge help\".\n", 255},
		{"bridge link set cost 3", "Device is a required argument.\n", 255},
		{"bridge link set dev v0 guard x", "Error: argument of \"guard\" must be one of \"off\", \"on\", not \"x\"\n", 234},
		{"bridge link set dev v0 state x", "Error: invalid STP port state\n", 255},
		{"bridge fdb add zz dev v0", "Invalid mac address zz\n", 255},
		{"bridge fdb add dev v0", "Device and address are required arguments.\n", 255},
		{"bridge fdb show vlan 1 vlan 2", "Error: duplicate \"vlan\": \"2\" is the second value.\n", 255},
		{"bridge vlan add vid 10", "Device and VLAN ID are required arguments.\n", 255},
		{"bridge vlan add vid 10 dev v0 tunnel_info id 5-x", "Error: argument \"5\" is wrong: invalid tun id\n", 255},
		{"bridge vlan set vid 5000 dev v0", "Invalid VLAN ID \"5000\"\n", 255},
		{"bridge vlan set dev v0 vid 5-3", "Invalid VLAN range \"5-3\"\n", 255},
		{"bridge vlan global set vid 1 mcast_querier 256", "Error: argument \"256\" is wrong: invalid mcast_querier\n", 255},
		{"brctl stp br0 x", "expect on/off for argument\n", 1},
		{"brctl setfd br0 x", "bad forward delay value\n", 1},
	} {
		_, err := parserOf(test.line)(split(t, test.line)[1:])
		var got *Error
		if !errors.As(err, &got) {
			t.Errorf("unexpected error of %s: want an *Error, got %v", test.line, err)
			continue
		}
		if got.Text != test.text || got.Status != test.status {
			t.Errorf("unexpected error of %s:\nwant %q, %d\n got %q, %d", test.line, test.text, test.status, got.Text, got.Status)
		}
	}
}

// FuzzParseBridge holds for `bridge` what FuzzParse holds for `ip`.
func FuzzParseBridge(f *testing.F) { fuzzTool(f, "bridge", ParseBridge) }

// FuzzParseBrctl holds for `brctl` what FuzzParse holds for `ip`.
func FuzzParseBrctl(f *testing.F) { fuzzTool(f, "brctl", ParseBrctl) }

func fuzzTool(f *testing.F, tool string, parse func([]string) (Command, error)) {
	for _, line := range bridgeLines() {
		if words := split(f, line[0]); words[0] == tool {
			f.Add(strings.Join(words[1:], "\n"))
		}
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\x00") {
			t.Skip("no argument of a program has a zero byte")
		}
		c, err := parse(strings.Split(line, "\n"))
		if err != nil {
			var refused *Error
			if !errors.As(err, &refused) || refused.Text == "" || refused.Status == 0 {
				t.Fatalf("unexpected error: want an *Error with text and status, got %#v", err)
			}
			return
		}
		if first, _, _ := strings.Cut(c.String(), " "); first != tool {
			t.Fatalf("unexpected tool of %s: want %s, got %s", c, tool, first)
		}
		again(t, c)
	})
}

// someBridge is a bridge with two ports, one of which has its other end elsewhere, at an index that is also in use here.
func someBridge() []topo.Link {
	bridge, near, far := someLinks()[0], someLinks()[1], someLinks()[1]
	bridge.Index, bridge.Name, bridge.Kind, bridge.Type = 1, "br0", "bridge", "ether"
	bridge.Bridge = &topo.Bridge{ID: "8000.020000000001", STP: 1}
	bridge.Details = &topo.Details{
		Link: []topo.Detail{{Name: "promiscuity", Value: "0"}, {Name: "allmulti", Value: "0"}, {Name: "minmtu", Value: "68"}},
		Kind: []topo.Detail{
			{Name: "max_age", Value: "2000"}, {Name: "bridge_id", Value: "8000.2:0:0:0:0:1"},
			{Name: "designated_root", Value: "8000.2:0:0:0:0:1"},
			{Name: "hello_timer", Value: "   1.02"}, {Name: "topology_change", Value: "1"},
		},
		Mode: "eui64", Queues: []topo.Detail{{Name: "numtxqueues", Value: "1"}},
	}
	near.Index, near.Name, near.Kind, near.Master, near.Parent, near.LinkNetnsID = 5, "p2", "veth", 1, 6, nil
	near.Port = &topo.Port{State: "disabled", Cost: 2, Priority: 32, Number: 2}
	zero := 0
	far.Index, far.Name, far.Kind, far.Master, far.Parent, far.LinkNetnsID = 6, "p1", "veth", 1, 5, &zero
	far.Port = &topo.Port{State: "forwarding", Cost: 2, Priority: 32, Number: 1}
	far.Details = &topo.Details{
		Link: bridge.Details.Link,
		Port: []topo.Detail{
			{Name: "state", Value: "forwarding"}, {Name: "hairpin", Value: "on"}, {Name: "port_id", Value: "0x8001"},
			{Name: "port_no", Value: "0x1"}, {Name: "designated_port", Value: "32769"},
		},
	}
	near.Details = far.Details
	return []topo.Link{bridge, near, far}
}

func TestBridgeText(t *testing.T) {
	all := someBridge()
	var b strings.Builder
	p := NewPrinter(Options{})
	p.BridgePort(all[1], all)
	p.BridgePort(all[2], all)
	b.WriteString(p.String())
	if err := PrintLinks(&b, all, all, Options{Details: true}); err != nil {
		t.Fatal(err)
	}
	for _, stats := range []bool{false, true} {
		e := topo.FDBEntry{Address: "02:00:00:00:00:07", Dev: 6, Master: 1, State: "static", Flags: []string{"sticky"}, VLAN: 3}
		p := NewPrinter(Options{})
		p.FDBEntry(e, all, FDBMore{Named: !stats, Stats: stats, Used: 4, Updated: 5})
		b.WriteString(p.String())
	}
	b.WriteString(BrctlHeader + BrctlBridgeText(all[0], all))
	b.WriteString(BrctlMACsText([]BrctlMAC{{2, "02:00:00:00:00:09", false, 123}, {1, "02:00:00:00:00:01", true, 0}}))
	b.WriteString(BrctlSTPText(all[0], BrctlPorts(all[0], all)))
	golden.RequireEqual(t, []byte(b.String()))
}

// Every setting that a command can name is one that the kernel knows.
func TestPortAttrs(t *testing.T) {
	seen := map[uint16]string{}
	for _, name := range []string{
		"state", "priority", "cost", "hairpin", "guard", "root_block", "fastleave", "learning", "flood", "learning_sync", "mcast_router",
		"mcast_flood", "mcast_to_unicast", "vlan_tunnel", "bcast_flood", "neigh_suppress", "isolated", "locked",
	} {
		attr, size := PortAttr(name)
		if size == 0 || seen[attr] != "" {
			t.Errorf("unexpected attribute of %s: %d of %d bytes, also of %q", name, attr, size, seen[attr])
		}
		seen[attr] = name
	}
	if attr, size := PortAttr("nothing"); !reflect.DeepEqual([]int{int(attr), size}, []int{0, 0}) {
		t.Errorf("unexpected attribute of a name that is none: %d of %d bytes", attr, size)
	}
}
