//go:build linux

package shell

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/ipcmd"
)

// cable is what most cases begin with.
const cable = `
ip netns add test0
ip link add veth0 type veth peer name veth1 netns test0
ip addr add 192.168.5.2/24 dev veth0
ip link set veth0 up
ip -n test0 addr add 192.168.5.3/24 dev veth1
ip -n test0 link set veth1 up
`

// TestTranscribeLists holds what usual scripts amount to: a reader should find that they would have written it so.
func TestTranscribeLists(t *testing.T) {
	for _, c := range []struct{ name, from, then string }{
		{"one cable", "", cable},
		{"a cable that is made here and moved", "ip netns add test0\nip link add veth0 type veth peer name veth1", "ip link set veth1 netns test0"},
		{"a rename", cable, "ip link set veth0 down\nip link set veth0 name eth0\nip link set eth0 up"},
		{"names exchanged", "ip link add veth0 type veth peer name veth1", "ip link set veth0 name x\nip link set veth1 name veth0\nip link set x name veth1"},
		{"a bridge with two ports", "", `
ip netns add a0
ip netns add b0
ip link add br0 type bridge
ip link set br0 up
ip addr add 10.0.0.1/24 broadcast + dev br0
for n in a0 b0; do
  ip link add v$n type veth peer name eth0 netns $n
  ip link set v$n master br0 up
  ip -n $n link set lo up
  ip -n $n link set eth0 up
done
ip -n a0 addr add 10.0.0.2/24 dev eth0
ip -n b0 addr add 10.0.0.3/24 dev eth0
ip -n b0 route add default via 10.0.0.1
`},
		{"another default route", cable + "ip -n test0 route add default via 192.168.5.2", "ip -n test0 route replace default via 192.168.5.1"},
		{"another address", cable, "ip addr del 192.168.5.2/24 dev veth0\nip addr add 192.168.6.2/24 dev veth0"},
		{"a link set down", cable + "ip route add 10.1.0.0/16 via 192.168.5.3", "ip link set veth0 down"},
		{"a namespace deleted", cable, "ip netns delete test0\nwhile ip link show veth0; do sleep 0.01; done 2>/dev/null >/dev/null"},
		{"forwarding, and no IPv6", cable, "sysctl -w net.ipv4.ip_forward=1\nip netns exec test0 sysctl -w net.ipv6.conf.all.disable_ipv6=1"},
		{"neighbours and forwarding entries", cable + "ip link add br0 type bridge\n", `
ip link set veth0 master br0
bridge fdb add 02:00:00:00:00:07 dev veth0 master static
ip -n test0 neigh add 192.168.5.9 lladdr 02:00:00:00:00:09 dev veth1
`},
		{"a container wired by hand", "ip netns add box\nip link add docker0 type bridge\nip addr add 172.17.42.1/16 dev docker0\nip link set docker0 up", `
ip link add A type veth peer name B
brctl addif docker0 A
ip link set A up
ip link set B netns box
ip netns exec box ip link set dev B name eth0
ip netns exec box ip link set eth0 up
ip netns exec box ip addr add 172.17.42.99/16 dev eth0
ip netns exec box ip route add default via 172.17.42.1
`},
		{"settings of a link", cable, "ip link set veth0 mtu 1400 txqueuelen 500\nip link set veth0 alias 'to test0'\nip link set veth0 promisc on"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newLot(t)
			defer p.close()
			p.run(c.from)
			from := p.settled()
			p.run(c.then)
			to := p.settled()
			var b strings.Builder
			for _, s := range ipcmd.Transcribe(from, to) {
				b.WriteString(s.String() + "\n")
			}
			golden.RequireEqual(t, b.String())
		})
	}
}

// TestTranscribeFound holds what generated states have found.
func TestTranscribeFound(t *testing.T) {
	const pair = "ip netns add n1\nip link add e0 type veth peer name e1 netns n1\n"
	for _, c := range []struct{ name, from, to string }{
		{"an address that the kernel gave while there was a carrier", "", pair + "ip -n n1 link set e1 up\nip link set e0 up\nip -n n1 link show e1\nip link set e0 down"},
		{"a bridge whose port left", "ip link add br0 type bridge", "ip link add br0 type bridge\nip link set br0 up\nip link add e0 type veth peer name e1\nip link set e0 master br0\nip link delete e0"},
		{"a bridge with a priority", "ip link add br0 type bridge\nip link set br0 up", "ip link add br0 type bridge priority 4096\nip link set br0 up"},
		{"a bridge whose carrier is gone, made new", "ip link add br0 type bridge priority 4096\nip link set br0 up", "ip link add br0 type bridge\nip link set br0 up"},
		{"a bridge's address from before its port", "", pair + "ip link add br0 type bridge\nip link set br0 up\nip link show br0\nip link set e0 master br0\nip link set br0 type bridge priority 4096"},
		{"an address with a peer", "ip link add e0 type veth peer name e1\nip addr add 10.9.0.3 peer 10.9.1.1/32 dev e0", "ip link add e0 type veth peer name e1"},
		{"a link that leaves a namespace that goes", "ip netns add n1\nip netns add n2\nip -n n1 link add e0 type veth peer name e1 netns n2", "ip netns add n2\nip -n n2 link add e0 type veth peer name e1"},
		{"two links in one network", "", "for i in 1 2; do ip link add e$i type veth peer name p$i; ip link set p$i up; done\nfor i in 2 1; do ip addr add 10.0.0.$i/24 dev e$i; ip link set e$i up; done"},
		{"two links in one network, the other way round", "for i in 1 2; do ip link add e$i type veth peer name p$i; ip link set p$i up; done\nfor i in 1 2; do ip addr add 10.0.0.$i/24 dev e$i; ip link set e$i up; done",
			"for i in 1 2; do ip link add e$i type veth peer name p$i; ip link set p$i up; done\nfor i in 2 1; do ip addr add 10.0.0.$i/24 dev e$i; ip link set e$i up; done"},
		{"an index for the second end", "ip netns add n1\nip -n n1 link add e9 type veth peer name e8", "ip netns add n1\nip link add e0 type veth peer name e1 netns n1\nip -n n1 link add e9 type veth peer name e8"},
		{"a group that moves along", "ip netns add n1\nip link add e0 type veth peer name e1\nip link set e1 group 7", pair},
		{"IPv6 off by default but not here", "ip netns add n1\nip netns exec n1 sysctl -w net.ipv6.conf.all.disable_ipv6=1", "ip netns add n1\nip netns exec n1 sysctl -w net.ipv6.conf.default.disable_ipv6=1"},
		{"a default that links took over", "sysctl -w net.ipv4.conf.default.proxy_arp=1\nip link set lo up", "ip link set lo up"},
		{"who answers", "ip link add e0 type veth peer name e1\nsysctl -w net.ipv4.conf.e1.arp_ignore=2",
			"ip link add e0 type veth peer name e1\nsysctl -w net.ipv4.icmp_echo_ignore_all=1 net.ipv4.conf.default.arp_ignore=1 net.ipv4.conf.e0.arp_ignore=8 net.ipv4.conf.e1.arp_ignore=0"},
		{"arp off before a move", "ip netns add n1\nip link add e0 type veth peer name e1\nip link set e1 arp off", pair + "ip netns exec n1 sysctl -w net.ipv6.conf.e1.accept_dad=0"},
		{"lo without its address", "ip link set lo up", ""},
		{"a bridge's MTU that was set and is no more", "ip link add br0 type bridge\nip link set br0 mtu 1400\nip link add e0 type veth peer name e1", "ip link add br0 type bridge\nip link add e0 type veth peer name e1\nip link set e0 master br0"},
		{"a neighbour that goes as arp is switched off", "ip link add e0 type veth peer name e1\nip link set e0 up\nip addr add 10.0.0.1/24 dev e0\nip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev e0",
			"ip link add e0 type veth peer name e1\nip link set e0 up arp off\nip addr add 10.0.0.1/24 dev e0"},
		{"a neighbour that stays as arp is switched off", "ip link add e0 type veth peer name e1\nip addr add 10.0.0.1/24 dev e0\nip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev e0",
			"ip link add e0 type veth peer name e1\nip link set e0 arp off\nip addr add 10.0.0.1/24 dev e0\nip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev e0"},
		{"a route whose source goes with its device", "ip link set lo up\nip link add e0 type veth peer name e1\nip addr add 10.0.1.2/24 dev e0\nip link set e0 up" +
			"\nip route add 192.0.2.128/25 dev lo src 10.0.1.2\nip route add 192.0.3.0/25 dev lo src 10.0.1.2 table 100", "ip link set lo up"},
		{"a route whose source moves", "ip netns add n1\nip link set lo up\n" + "ip link add e0 type veth peer name e1\nip addr add 10.0.1.2/24 dev e0\nip link set e0 up" +
			"\nip addr add fd00::1/64 dev e0 nodad\nip route add fd02::/64 dev lo src fd00::1\nip route add 192.0.2.128/25 dev lo src 10.0.1.2", "ip netns add n1\nip link set lo up\nip link add e1 type veth peer name e0 netns n1\nip route add fd02::/64 dev lo"},
		{"a route of a table whose source is deleted", "ip link set lo up\nip addr add 10.0.1.2/24 dev lo\nip route add 192.0.2.128/25 dev lo src 10.0.1.2\nip route add 192.0.3.0/25 dev lo src 10.0.1.2 table 100",
			"ip link set lo up"},
		{"a route whose source was IPv6 of a device that is off", "ip link set lo up\nip link add e0 type veth peer name e1\nip link set e0 up\nip addr add fd00::1/64 dev e0 nodad\nip route add fd02::/64 dev lo src fd00::1",
			"ip link set lo up\nip link add e0 type veth peer name e1\nip route add fd02::/64 dev lo"},
		{"sets and maps", "nft add table inet f\nnft 'add set inet f s { type ipv4_addr; }'", "nft add table inet f\nnft add chain inet f web\nnft add chain inet f in" +
			"\nnft 'add set inet f s { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 1.1.1.1 }; }'\nnft 'add set inet f seen { type ipv4_addr; flags dynamic, timeout; timeout 5m; }'" +
			"\nnft 'add map inet f m { typeof ip saddr . tcp dport : verdict; elements = { 1.1.1.1 . 80 : jump web }; }'\nnft add counter inet f hits" +
			"\nnft 'add rule inet f in ip saddr @s counter name hits; add rule inet f in ip saddr . tcp dport vmap @m; add rule inet f in add @seen { ip saddr }'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			wanted := arrive(t, c.to)
			p := newLot(t)
			defer p.close()
			p.run(c.from)
			if difference := p.lead(wanted, false); difference != "" {
				t.Errorf("unexpected outcome: %s", difference)
			}
		})
	}
}
