package ipcmd

import (
	"strings"
	"testing"
)

// BenchmarkParse reads command lines as they are typed.
func BenchmarkParse(b *testing.B) {
	for _, line := range []string{
		"ip link set v1 up", "ip -n red link add v0 type veth peer name v1", "ip addr add 192.168.5.1/24 dev v0", "ip route add default via 192.168.5.1",
		"ip link add br0 type bridge vlan_filtering 1", "ip neigh", "bridge link set dev v0 state 3", "bridge fdb show br br0", "bridge vlan add vid 10 dev v0 pvid", "brctl addif br0 v0",
	} {
		parse, words := parserOf(line), strings.Fields(line)[1:]
		b.Run(strings.ReplaceAll(line, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := parse(words); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
