package ipcmd

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// kindLines are commands with the settings of kinds, as they are typed and as String writes them.
func kindLines() [][2]string {
	return [][2]string{
		{"ip link add link v0 v5 type vlan i 0x5 gvrp on prot 802.1q", "ip link add v5 link v0 type vlan id 5 gvrp on protocol 802.1Q"},
		{"ip link add link v0 v5 type vlan id 5 in 1:2 0x3:4 eg gvrp on", "ip link add v5 link v0 type vlan id 5 ingress-qos-map 1:2 3:4 egress-qos-map gvrp on"},
		{"ip link set v5 type vlan reorder_hdr off", "ip link set v5 type vlan reorder_hdr off"},
		{"ip link add link v0 m0 type macvlan m passthru flag nopromisc nodst", "ip link add m0 link v0 type macvlan mode passthru flag nopromisc nodst"},
		{"ip link add link v0 m0 type macvtap bc 7", "ip link add m0 link v0 type macvtap bcqueuelen 7"},
		{"ip link add link v0 i0 type ipvlan mode l3s vepa", "ip link add i0 link v0 type ipvlan mode l3s vepa"},
		{"ip link add x0 type vxlan vni 7 r 10.1 d v0 p 5 6 dst 4789", "ip link add x0 type vxlan id 7 remote 10.1.0.0 dev v0 srcport 5 6 dstport 4789"},
		{"ip link add x0 type vxlan id 7 hoplimit inherit tos AF11 nol", "ip link add x0 type vxlan id 7 ttl inherit tos 0x28 nolearning"},
		{"ip link add x0 type vxlan id 7 ttl 0 tos inherit ageing 0 local ::1", "ip link add x0 type vxlan id 7 ttl auto tos inherit ageing none local ::1"},
		{"ip link set x0 type vxlan df set label 5 dev 'a b'", "ip link set x0 type vxlan df set flowlabel 0x5 dev 'a b'"},
		{"ip link add br0 type bridge mcast 2 group_a 1:80:c2:0:0:a fdb", "ip link add br0 type bridge mcast_router 2 group_address 01:80:c2:00:00:0a fdb_flush"},
		{"ip link set br0 type bridge no_linklocal_learn 1 mcast_query_interval -1", "ip link set br0 type bridge no_linklocal_learn 1 mcast_query_interval 18446744073709551615"},
		{"ip link set v0 type bridge_slave h o state 3 ba w0 nob", "ip link set v0 type bridge_slave hairpin off state 3 backup_port w0 nobackup_port"},
		{"ip link set v0 type nosuch", "ip link set v0 type nosuch"},
		{"ip link add x0 type bogus y", "ip link add x0 type bogus y"},
		{"ip link set br0 type bridge priority 7 'a b' c", "ip link set br0 type bridge priority 7 'a b' c"},
	}
}

// TestKindsAreOurs holds that the lines are carried out here, and not by the machine's own ip.
func TestKindsAreOurs(t *testing.T) {
	for _, line := range append(kindLines(), tunTapLines()...) {
		c, err := Parse(split(t, line[0])[1:])
		if err != nil {
			t.Fatalf("unexpected error of %s: %v", line[0], err)
		}
		if _, foreign := c.Action.(Foreign); foreign {
			t.Errorf("unexpected command of %s: want one of ours", line[0])
		}
	}
}

// TestForeignSettings holds what is left to the machine's own ip.
func TestForeignSettings(t *testing.T) {
	for _, test := range []struct{ line, what string }{
		{"link add link v0 v5 type vlan id 5 protocol ipv6", `ip link type vlan "ipv6"`},
		{"link add link v0 m0 type macvlan mode source macaddr flush", `ip link type macvlan "macaddr"`},
		{"-6 link add x0 type vxlan id 7", `ip link type "vxlan" after -4 or -6`},
		{"link add x0 type vxlan external vnifilter", `ip link type vxlan "vnifilter"`}, {"link add b0 type bond mode 1", `ip link type "bond"`},
		{"xfrm state", "ip xfrm"}, {"link set v0 type veth up", `ip link type veth "up"`}, {"link xstats type bridge", "ip link xstats"}, {"route add default encap mpls 5 dev v0", `ip route "encap"`},
		{"-r addr", "ip -r"}, {"-j neigh flush all", "ip -j neigh flush all"},
	} {
		c, err := Parse(strings.Fields(test.line))
		if f, ok := c.Action.(Foreign); err != nil || !ok || f.What != test.what {
			t.Errorf("unexpected command of %s: want a Foreign of %s, got %#v, %v", test.line, test.what, c.Action, err)
		}
	}
}

func TestWrongSettings(t *testing.T) {
	for _, test := range []struct {
		line, text string
		words      int
	}{
		{"link add x type vlan id 5 gvrp maybe", "Error: argument of \"gvrp\" must be \"on\" or \"off\", not \"maybe\"\n", 2},
		{"link add x type ipvlan mode l2 mode", "Command line is not complete. Try option \"help\"\n", 1},
		{"link add x type macvlan nopromisc", "macvlan: nopromisc flag only valid in passthru mode\n" + strings.ReplaceAll(macvlanHelp, "KIND", "macvlan"), 0},
		{"link add x type vxlan external id 5", "vxlan: both 'external' and vni cannot be specified\n", 0},
		{"link add x type bogus y z", "Garbage instead of arguments \"y ...\". Try \"ip link help\".\n", 2},
	} {
		c, err := Parse(strings.Fields(test.line))
		add, ok := c.Action.(LinkAdd)
		if err != nil || !ok || add.Wrong == nil {
			t.Errorf("unexpected command of %s: want a LinkAdd with Wrong, got %#v, %v", test.line, c.Action, err)
			continue
		}
		if add.Wrong.Err.Text != test.text || len(add.Wrong.Words) != test.words {
			t.Errorf("unexpected refusal of %s: want %q of %d words, got %q, %q", test.line, test.text, test.words, add.Wrong.Err.Text, add.Wrong.Words)
		}
	}
}

// TestKindAttributes compares with what iproute2 6.1 sends, as strace(1) shows it on a little-endian machine.
func TestKindAttributes(t *testing.T) {
	if !bytes.Equal(unsigned(1, 2), []byte{1, 0}) {
		t.Skip("the bytes are those of a little-endian machine")
	}
	for _, test := range []struct{ line, want string }{
		{"link add x type vlan id 5 gvrp on protocol 802.1ad mvrp off", "1:0500 5:88a8 2:020000000a000000"},
		{"link add x type vlan in 1:2", "4:0c0001000100000002000000"},
		{"link add x type ipvlan mode l2", "1:0000 2:0000"},
		{"link add x type ipvlan private", "2:0100"},
		{"link add x type macvlan mode bridge bcqueuelen 7", "1:04000000 7:07000000"},
		{"link add x type macvlan flag null nodst", "2:0200"},
		{"link add x type vxlan id 5 dstport 4789 ttl inherit srcport 0 0", "1:05000000 15:12b5 28: 7:01"},
		{"link add x type vxlan external gpe local ::1", "25:01 27: 17:00000000000000000000000000000001 7:00 15:12b6"},
		{"link set x type vxlan ttl 9", "5:09"},
		{"link set x type bridge fdb_flush no_linklocal_learn 0 vlan_protocol 802.1ad", "21: 8:88a8 46:0000000001000000"},
		{"link set x type bridge_slave hairpin on mcast_flood off", "4:01 27:00"},
	} {
		c, err := Parse(strings.Fields(test.line))
		if err != nil {
			t.Fatalf("unexpected error of %s: %v", test.line, err)
		}
		var attributes []Attribute
		switch a := c.Action.(type) {
		case LinkAdd:
			attributes = KindAttributes(a.Type, a.Settings, true)
		case LinkSet:
			attributes = KindAttributes(a.Type, a.Settings, false)
		}
		var list []string
		for _, a := range attributes {
			list = append(list, fmt.Sprintf("%d:%x", a.Type, a.Value))
		}
		if got := strings.Join(list, " "); got != test.want {
			t.Errorf("unexpected attributes of %s: want %s, got %s", test.line, test.want, got)
		}
	}
}

// TestKindDetails is about what few kernels of test machines have. The texts are iproute2's own, for messages with those attributes.
func TestKindDetails(t *testing.T) {
	masks := func(set uint64) []byte { return append(unsigned(set, 4), 0xff, 0xff, 0xff, 0xff) }
	mapping := func(from, to uint64) []byte {
		return slices.Concat(unsigned(12, 2), unsigned(1, 2), unsigned(from, 4), unsigned(to, 4))
	}
	vlan := map[uint16][]byte{1: unsigned(5, 2), 5: {0x81, 0x00}, 2: masks(1)}
	full := map[uint16][]byte{
		1: unsigned(4000, 2), 5: {0x88, 0xa8}, 2: masks(0x1f), 4: append(mapping(1, 2), mapping(3, 4)...), 3: mapping(5, 6),
	}
	tunnel := map[uint16][]byte{
		25: {1}, 30: {1}, 1: unsigned(0, 4), 23: {}, 27: {}, 8: unsigned(0, 4), 9: unsigned(9, 4), 29: {2}, 5: {0}, 28: {1},
	}
	queues := map[uint16][]byte{3: {1}, 4: {1}, 5: {1}, 7: {1}, 8: unsigned(2, 4), 9: unsigned(1, 4), 6: {0}, 1: unsigned(0, 4)}
	bridge := map[uint16][]byte{
		7: {1}, 8: {0x88, 0xa8}, 39: unsigned(7, 2), 41: {1}, 45: {1}, 9: unsigned(0, 2), 23: {1}, 46: append(unsigned(1, 4), unsigned(1, 4)...),
	}
	for _, test := range []struct {
		kind   string
		values map[uint16][]byte
		want   string
	}{
		{"vlan", vlan, "protocol 802.1Q id 5 <REORDER_HDR> "},
		{"vlan", full, `protocol 802.1ad id 4000 <REORDER_HDR,GVRP,MVRP,LOOSE_BINDING,BRIDGE_BINDING> \      ingress-qos-map { 1:2 3:4 } ` +
			`\      egress-qos-map { 5:6 } `},
		{"vlan", map[uint16][]byte{1: unsigned(1, 2), 5: {0x81, 0x00}, 2: masks(0x23)}, "protocol 802.1Q id 1 <REORDER_HDR,GVRP,20> "},
		{"vlan", map[uint16][]byte{1: unsigned(1, 2), 5: {0x81, 0x00}, 2: masks(0)}, "protocol 802.1Q id 1 <> "},
		{"vxlan", tunnel, "external vnifilterid 0 ttl inherit df inherit ageing none maxaddr 9 gbp gpe "},
		{"tun", queues, "type tun pi on vnet_hdr on multi_queue numqueues 2 numdisabled 1 persist off user 0 "},
		{"bridge", bridge, "vlan_filtering 1 vlan_protocol 802.1ad vlan_default_pvid 7 vlan_stats_enabled 1 vlan_stats_per_port 1 " +
			"group_fwd_mask 0 mcast_snooping 1 no_linklocal_learn 1 "},
		{"ipvlan", map[uint16][]byte{1: unsigned(1, 2), 2: unsigned(0, 2)}, " mode l3 bridge "},
		{"ipvtap", map[uint16][]byte{1: unsigned(2, 2), 2: unsigned(2, 2)}, " mode l3s vepa "},
		{"nosuch", vlan, ""},
	} {
		if got := detailWords(KindDetails(test.kind, test.values), Options{OneLine: true}); got != test.want {
			t.Errorf("unexpected details of %s: want %q, got %q", test.kind, test.want, got)
		}
	}
}

// tunTapLines are commands of `ip tuntap` and some others, as they are typed and as String writes them.
func tunTapLines() [][2]string {
	return [][2]string{
		{"ip tap", "ip tuntap show"},
		{"ip tuntap list foo", "ip tuntap show"},
		{"ip tuntap a t0 m ta u 5 g staff v o mu p", "ip tuntap add dev t0 mode tap pi one_queue multi_queue vnet_hdr user 5 group staff"},
		{"ip -n n1 tuntap del mode tun", "ip -n n1 tuntap delete mode tun"},
		{"ip link prop a v0 al x1 alt 'x;2'", "ip link property add dev v0 altname x1 altname 'x;2'"},
		{"ip link rep br0 type bridge pr 7", "ip link replace br0 type bridge priority 7"},
		{"ip link prop d v0", "ip link property del dev v0"},
		{"ip link set v0 state UP mode Dormant protodown o", "ip link set v0 protodown off mode dormant state up"},
		{"ip link set v0 gso_max_size 0x10 gso_max_segs 7 gro_max_size 9", "ip link set v0 gso_max_size 16 gso_max_segs 7 gro_max_size 9"},
	}
}
