//go:build linux

package shell

import (
	"os"
	"os/exec"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/ipcmd"
)

// TestTranscribePolicy leads from rules to rules, by our shell and by bash with the real ip, to what `ip rule` shows where they were made;
// and holds the lines that do.
func TestTranscribePolicy(t *testing.T) {
	const show = "for n in -4 -6; do ip $n rule show; ip -n n1 $n rule show; done"
	const net = "ip netns add n1\nip -n n1 link add e0 type veth peer name e1\nip -n n1 addr add 10.2.0.2/24 dev e0\nip -n n1 link set e0 up\nip -n n1 link set e1 up\n"
	for _, c := range []struct{ name, from, to string }{
		{"a lesson", "ip netns add n1", net + "ip -n n1 rule add from 10.2.0.2 lookup 100 priority 1000\nip -n n1 route add default via 10.2.0.1 table 100"},
		{"both families", "ip netns add n1", "ip netns add n1\nip rule add fwmark 0x1/0xff lookup 100\nip -n n1 -6 rule add from 2001:db8::/64 iif e9 prohibit priority 7"},
		{"what few rules have", "ip netns add n1", `ip netns add n1
ip rule add not from 10.0.0.0/8 to 10.1.0.1 tos 0x10 oif lo lookup main suppress_prefixlength 0 priority 5
ip rule add uidrange 0-0 ipproto tcp sport 80 dport 1000-2000 table 300 priority 6 protocol static
ip rule add goto 32766 priority 7
ip rule add nop priority 8
ip rule add l3mdev priority 9
ip rule add lookup 1 suppress_ifgroup 7 priority 10
ip -6 rule add blackhole fwmark 7 priority 11
ip -n n1 -6 rule add unreachable priority 40000`},
		{"one gone", "ip netns add n1\nip rule add lookup 1 priority 5\nip -6 rule add lookup 1 priority 5", "ip netns add n1\nip rule add lookup 1 priority 5"},
		{"another in its place", "ip netns add n1\nip rule add lookup 1 priority 5", "ip netns add n1\nip rule add from 10.0.0.1 lookup 1 priority 5"},
		{"more at one place", "ip netns add n1\nip rule add lookup 1 priority 5", "ip netns add n1\nip rule add lookup 1 priority 5\nip rule add lookup 2 priority 5"},
		{"the special one of two", "ip netns add n1\nip rule add lookup 1 priority 5\nip rule add fwmark 1 lookup 1 priority 5", "ip netns add n1\nip rule add fwmark 1 lookup 1 priority 5"},
		{"the general one of two", "ip netns add n1\nip rule add fwmark 1 lookup 1 priority 5\nip rule add lookup 1 priority 5", "ip netns add n1\nip rule add fwmark 1 lookup 1 priority 5"},
		{"before the usual ones", "ip netns add n1", "ip netns add n1\nip rule add from 10.0.0.1 lookup 1 priority 0\nip -n n1 rule add to 10.0.0.1 lookup 1 priority 32766"},
		{"from before the usual ones", "ip netns add n1\nip rule add from 10.0.0.1 lookup 1 priority 0", "ip netns add n1"},
		{"the usual ones gone", "ip netns add n1", "ip netns add n1\nip rule flush\nip -n n1 -6 rule del from all lookup main"},
		{"the usual ones back", "ip netns add n1\nip rule flush\nip -n n1 -6 rule del lookup main", "ip netns add n1"},
		{"refused before the gateway", "ip netns add n1", net + "ip -n n1 route add default via 10.2.0.1\nip -n n1 rule add prohibit priority 5"},
		{"refused no more", net + "ip -n n1 rule add prohibit priority 5", net + "ip -n n1 route add default via 10.2.0.1"},
		{"a gateway behind a rule", "ip netns add n1", net + "ip -n n1 rule add to 10.9.0.0/24 lookup 100 priority 5\nip -n n1 route add 10.9.0.0/24 dev e0 table 100\nip -n n1 route add default via 10.9.0.1"},
		{"the main table asked no more", "ip netns add n1", net + "ip -n n1 route add default via 10.2.0.1\nip -n n1 rule del lookup main"},
	} {
		t.Run(c.name, func(t *testing.T) {
			// Two lots have the same names at different times.
			there := newLot(t)
			there.run(c.to)
			wanted := there.settled()
			_, rules := there.run(show)
			there.close()
			here := newLot(t)
			here.run(c.from)
			steps := ""
			for _, s := range ipcmd.Transcribe(here.settled(), wanted) {
				steps += s.String() + "\n"
			}
			here.close()
			golden.RequireEqual(t, steps)
			for _, bash := range []bool{false, true} {
				if _, err := exec.LookPath("ip"); bash && err != nil && os.Getenv("CI") == "" {
					t.Skip("there is no ip")
				}
				p := newLot(t)
				p.run(c.from)
				if difference := p.lead(wanted, bash); difference != "" {
					t.Errorf("unexpected outcome (bash: %v): %s", bash, difference)
				}
				run := p.run
				if bash {
					run = p.bash
				}
				_, got := run(show)
				p.close()
				if got != rules {
					t.Errorf("unexpected rules (bash: %v): want\n%s\ngot\n%s", bash, rules, got)
				}
			}
		})
	}
}
