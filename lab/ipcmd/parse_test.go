package ipcmd

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// lines are commands as they are typed, and as String writes them.
func lines() [][2]string {
	return [][2]string{
		{"ip netns", "ip netns list"},
		{"ip net a test0", "ip netns add test0"},
		{"ip netns d test0", "ip netns delete test0"},
		{"ip -a netns del", "ip -all netns delete"},
		{"ip netns show test0", "ip netns list"},
		{"ip netns exec test0 ip link set lo up", "ip netns exec test0 ip link set lo up"},
		{"ip netns e test0 sh -c 'a b; c'", "ip netns exec test0 sh -c 'a b; c'"},
		{"ip netns set a auto", "ip netns set a auto"},
		{"ip netns set a 0x10", "ip netns set a 16"},
		{"ip netns attach a 7", "ip netns attach a 7"},
		{"ip netns id", "ip netns identify"},
		{"ip netns identify 17", "ip netns identify 17"},
		{"ip netns p test0", "ip netns pids test0"},
		{"ip -n test0 l", "ip -n test0 link show"},
		{"ip -4 --oneline -br link show up", "ip -4 -br -o link show up"},
		{"ip link add veth0 type veth peer name veth1", "ip link add veth0 type veth peer veth1"},
		{"ip link add type veth", "ip link add type veth"},
		{"ip li a dev up type veth peer name down", "ip link add name up type veth peer name down"},
		{"ip link add v0 mtu 1400 type veth peer name v1 netns n1", "ip link add v0 mtu 1400 type veth peer v1 netns n1"},
		{"ip link add br0 type bridge stp_state 1 forward_delay 0x10", "ip link add br0 type bridge stp_state 1 forward_delay 16"},
		{"ip link set dev veth1 netns test0", "ip link set veth1 netns test0"},
		{"ip link set veth0 up", "ip link set veth0 up"},
		{"ip link set veth0 mtu 0x5b4", "ip link set veth0 mtu 1460"},
		{"ip -d link show", "ip -d link show"},
		{"ip -d rule", "ip -d rule show"},
		{"ip -human -s -iec link", "ip -s -h -iec link show"},
		{"ip -0 -f bridge link show v0", "ip link show dev v0"},
		{"ip -B addr", "ip -B addr"},
		{"ip -j -V junk", "ip -j -V junk"},
		{"ip link set v0 link-netns red mtu 5", "ip link set v0 mtu 5 link-netns red"},
		{"ip link add v0 link-netnsid -1 link-netnsid 7 type veth", "ip link add v0 link-netnsid 7 type veth"},
		{"ip link show vrf red up", "ip link show up vrf red"},
		{"ip netns list-id nsid 0x5 target-nsid 6", "ip netns list-id target-nsid 6 nsid 5"},
		{"ip netns m junk", "ip netns monitor"},
		{"ip route add 10/8 dev v0 rtt 1.5s rttvar lock 0x10 rto_min 5ms f ecn co lock cubic fa 1",
			"ip route add 10.0.0.0/8 dev v0 congctl lock cubic rtt 12000 rttvar lock 16 rto_min 5 features ecn fastopen_no_cookie 1"},
		{"ip rule add ipproto TCP dport 80 sport 5-7x goto 9", "ip rule add ipproto 6 sport 5-7 dport 80 goto 9"},
		{"ip rule add nop uidrange 1-2 tos 10 sup 3 suppress_i default", "ip rule add tos 0x10 suppress_prefixlength 3 suppress_ifgroup 0 uidrange 1-2 nop"},
		{"ip rule del goto 5 blackhole l3mdev", "ip rule del l3mdev goto 5 type blackhole"},
		{"ip ru s 10.0.0.0/8 f all t 5", "ip ru s 10.0.0.0/8 f all t 5"},
		{"ip ru s 10.0.0.0/8 f all l 5 dev lo fwmark 1/2 pro all", "ip rule show fwmark 0x1/0x2 iif lo table 5 from all to 10.0.0.0/8"},
		{"ip -6 rule flush pro static sport 5 dsfield 0", "ip -6 rule flush tos default protocol static sport 5"},
		{"ip rule add not from 10.0.0.0/8 fwmark 1/0xf lookup 100 order 5", "ip rule add not from 10.0.0.0/8 fwmark 0x1/0xf pref 5 table 100"},
		{"ip ru del to default prohibit", "ip rule del to all type prohibit"},
		{"ip link set a-b name eth0 addr 2:3:4:5:6:7 up", "ip link set a-b name eth0 address 02:03:04:05:06:07 up"},
		{"ip link set v0 nomaster alias 'a b' group default", "ip link set v0 nomaster group 0 alias 'a b'"},
		{"ip link set v0 ma br0 promisc on arp off", "ip link set v0 master br0 promisc on arp off"},
		{"ip link add v0 numtx 2 addrgenmode NONE type veth", "ip link add v0 numtxqueues 2 addrgenmode none type veth"},
		{"ip link set group 5 down", "ip link set group 5 down"},
		{"ip link set dev l up", "ip link set dev l up"},
		{"ip link del veth0", "ip link delete veth0"},
		{"ip link del group 5 type veth", "ip link delete group 5 type veth"},
		{"ip link show dev lo master br0 type veth group 1", "ip link show dev lo master br0 type veth group 1"},
		{"ip -j link show lo", "ip -j link show dev lo"},
		{"ip -j -d link show lo", "ip -d -j link show dev lo"},
		{"ip -p -j -s -s -c=auto addr", "ip -s -s -j -p -c=auto addr show"},
		{"ip rule list", "ip rule show"},
	}
}

func TestParse(t *testing.T) {
	parses(t, slices.Concat(lines(), inetLines(), kindLines(), tunTapLines()))
}

// parses holds that each line is understood as the one beside it.
func parses(t *testing.T, lines [][2]string) {
	t.Helper()
	for _, line := range lines {
		c, err := parserOf(line[0])(split(t, line[0])[1:])
		if err != nil {
			t.Errorf("unexpected error of %s: %v", line[0], err)
			continue
		}
		if got := c.String(); got != line[1] {
			t.Errorf("unexpected String of %s:\nwant %s\n got %s", line[0], line[1], got)
		}
		again(t, c)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct {
		line, text string
		status     int
	}{
		{"ip bogus", "Object \"bogus\" is unknown, try \"ip help\".\n", 1},
		{"ip -z link", "Option \"-z\" is unknown, try \"ip -help\".\n", 255},
		{"ip netns bogus", "Command \"bogus\" is unknown, try \"ip netns help\".\n", 255},
		{"ip netns add", "No netns name specified\n", 1},
		{"ip netns add a/b", "Invalid netns name \"a/b\"\n", 255},
		{"ip link bogus", "Command \"bogus\" is unknown, try \"ip link help\".\n", 255},
		{"ip link add x type", "Command line is not complete. Try option \"help\"\n", 255},
		{"ip link add x", "Not enough information: \"type\" argument is required\n", 1},
		{"ip link add x mtu 1x type veth", "Error: argument \"1x\" is wrong: Invalid \"mtu\" value\n\n", 255},
		{"ip link add x mtu 1 mtu 2 type veth", "Error: duplicate \"mtu\": \"2\" is the second value.\n", 255},
		{"ip link add x address zz type veth", "\"zz\" is invalid lladdr.\n", 1},
		{"ip link set", "Not enough information: \"dev\" argument is required.\n", 255},
		{"ip link set lo foo bar", "Error: either \"dev\" is duplicate, or \"foo\" is a garbage.\n", 255},
		{"ip link set lo arp maybe", "Error: argument of \"arp\" must be \"on\" or \"off\", not \"maybe\"\n", 1},
	} {
		_, err := Parse(split(t, test.line)[1:])
		var got *Error
		if !errors.As(err, &got) {
			t.Errorf("unexpected error of %s: want an *Error, got %v", test.line, err)
			continue
		}
		if got.Text != test.text || got.Status != test.status {
			t.Errorf("unexpected error of %s:\nwant %q, %d\n got %q, %d",
				test.line, test.text, test.status, got.Text, got.Status)
		}
	}
}

// FuzzParse holds that every error is an *Error with a text, and that what String writes is parsed to the same command.
func FuzzParse(f *testing.F) {
	for _, line := range slices.Concat(lines(), inetLines(), kindLines(), tunTapLines()) {
		f.Add(strings.Join(split(f, line[0])[1:], "\n"))
	}
	for _, line := range []string{
		"addr add 192.168.5.3/24 dev veth1", "addr show dev lo up scope global", "addr flush dev v0", "-6 addr del fe80::1/64 dev v0",
		"route add default via 10.0.0.1", "route replace 10.0.0.0/8 dev v0 metric 5 table 7", "route get 10.0.0.9",
		"route show table all", "neigh show dev v0 nud reachable", "neigh flush all", "rule del tos 0",
	} {
		f.Add(strings.ReplaceAll(line, " ", "\n"))
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\x00") {
			t.Skip("no argument of a program has a zero byte")
		}
		c, err := Parse(strings.Split(line, "\n"))
		if err != nil {
			var refused *Error
			if !errors.As(err, &refused) || refused.Text == "" || refused.Status == 0 {
				t.Fatalf("unexpected error: want an *Error with text and status, got %#v", err)
			}
			return
		}
		again(t, c)
	})
}

// again parses what String writes.
func again(t *testing.T, c Command) {
	t.Helper()
	line := c.String()
	got, err := parserOf(line)(split(t, line)[1:])
	if err != nil {
		t.Fatalf("unexpected error of %s: %v", line, err)
	}
	if !reflect.DeepEqual(got, c) {
		t.Fatalf("unexpected command of %s:\nwant %#v\n got %#v", line, c, got)
	}
}

// split is a shell's: words by blanks, with single quotes and backslashes.
func split(t testing.TB, line string) []string {
	t.Helper()
	var words []string
	var word strings.Builder
	begun, quoted := false, false
	for i := 0; i < len(line); i++ {
		switch ch := line[i]; {
		case ch == '\'':
			quoted, begun = !quoted, true
		case ch == '\\' && !quoted:
			i++
			word.WriteByte(line[i])
			begun = true
		case ch == ' ' && !quoted:
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteByte(ch)
			begun = true
		}
	}
	if quoted {
		t.Fatalf("unexpected open quote in %s", line)
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}
