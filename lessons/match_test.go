package lessons

import (
	"strings"
	"testing"
)

func TestMatchLine(t *testing.T) {
	for _, c := range []struct {
		name, expect, got string
		want              bool
	}{
		{"the same", "test0", "test0", true},
		{"another word", "test0", "test1", false},
		{"more behind it", "test0", "test0 (id: 0)", false},
		{"namespace ids", "test0 (id: 0)", "test0 (id: 17)", true},
		{"white space at the end", "    inet6 ::1/128 scope host", "    inet6 ::1/128 scope host ", true},
		{"white space at the beginning", "inet 10.0.0.1/8", "    inet 10.0.0.1/8", false},
		{"MAC", "    link/ether ce:47:38:33:e6:91 brd ff:ff:ff:ff:ff:ff", "    link/ether 02:42:ac:11:00:02 brd ff:ff:ff:ff:ff:ff", true},
		{"MAC for nobody's", "link/ether ce:47:38:33:e6:91", "link/ether 00:00:00:00:00:00", false},
		{"everybody's for a MAC", "brd ff:ff:ff:ff:ff:ff", "brd ff:ff:ff:ff:ff:fe", false},
		{"nobody's", "link/loopback 00:00:00:00:00:00", "link/loopback 00:00:00:00:00:00", true},
		{"index", "84: veth1@veth0: <BROADCAST>", "2: veth1@veth0: <BROADCAST>", true},
		{"index, other name", "84: veth1@veth0: <BROADCAST>", "2: veth0@veth1: <BROADCAST>", false},
		{"a number with a colon in the middle is no index", "port 84: up", "port 85: up", false},
		{"index of the other end", "3: veth0@if2: <>", "85: veth0@if84: <>", true},
		{"index is not a name", "3: veth0@if2: <>", "3: veth0@veth1: <>", false},
		{"netnsid", "link-netnsid 0", "link-netnsid 12", true},
		{"netnsid is not a name", "link-netnsid 0", "link-netns test0", false},
		{"mtu", "mtu 1500", "mtu 9000", false},
		{"address", "inet 192.168.5.3/24", "inet 192.168.5.2/24", false},
		{"link-local address", "inet6 fe80::70cf:5bff:fe14:f0b5/64 scope link", "inet6 fe80::a:20ff:fe3:4/64 scope link", true},
		{"link-local address made by hand", "inet6 fe80::1/64", "inet6 fe80::2/64", false},
		{"bridge id", "bridge_id 8000.ce473833e691", "bridge_id 8000.0242ac110002", true},
		{"time of an echo", "icmp_seq=1 ttl=64 time=0.084 ms", "icmp_seq=1 ttl=64 time=12 ms", true},
		{"ttl", "icmp_seq=1 ttl=64 time=0.084 ms", "icmp_seq=1 ttl=63 time=0.084 ms", false},
		{"time of all", "0% packet loss, time 1001ms", "0% packet loss, time 0ms", true},
		{"loss", "0% packet loss, time 1001ms", "50% packet loss, time 1001ms", false},
		{"rtt", "rtt min/avg/max/mdev = 0.044/0.064/0.084/0.020 ms", "rtt min/avg/max/mdev = 10.1/11/12.25/0.000 ms", true},
		{"seconds", "valid_lft 86400sec preferred_lft 14400sec", "valid_lft 86399sec preferred_lft 14399sec", true},
		{"freshness", "dev veth0 lladdr ce:47:38:33:e6:91 REACHABLE", "dev veth0 lladdr 02:42:ac:11:00:02 STALE ", true},
		{"freshness is not failure", "dev veth0 lladdr ce:47:38:33:e6:91 REACHABLE", "dev veth0 FAILED ", false},
		{"tentative", "inet6 fe80::1/64 scope link", "inet6 fe80::1/64 scope link tentative ", true},
		{"failed is not tentative", "inet6 fe80::1/64 scope link", "inet6 fe80::1/64 scope link dadfailed tentative ", false},
		{"seconds are not forever", "valid_lft 86400sec", "valid_lft forever", false},
		{"anything at the end", "lladdr …", "lladdr ce:47:38:33:e6:91 REACHABLE ", true},
		{"anything at the end, nothing there", "scope link …", "scope link ", true},
		{"anything at the beginning", "… state UP", "2: veth0: <UP> state UP", true},
		{"anything in the middle", "2: veth0… state UP", "7: veth0@if2: <UP> state UP", true},
		{"anything twice", "a … b … c", "a 1 b 2 c", true},
		{"anything twice, in another order", "a … c … b", "a b c", false},
		{"anything does not hide the rest", "2: veth0… state UP", "7: veth0@if2: <UP> state UP mode DEFAULT", false},
		{"anything may not overlap", "ab…ba", "aba", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newShaper().matchLine(c.expect, c.got); got != c.want {
				t.Errorf("unexpected match of %q with %q: want %v, got %v", c.got, c.expect, c.want, got)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name   string
		expect []string
		output string
		diff   string
	}{
		{"nothing", nil, "", ""},
		{"lines", []string{"a", "b"}, "a\nb\n", ""},
		{"no newline at the end", []string{"a", "b"}, "a\nb", ""},
		{"an empty line at the end counts", []string{"a"}, "a\n\n", " a\n+\n"},
		{"an unexpected line", nil, "a\n", "+a\n"},
		{"a missing line", []string{"a"}, "", "-a\n"},
		{"a line too many", []string{"a", "c"}, "a\nb\nc\n", " a\n+b\n c\n"},
		{"another line", []string{"a", "b", "c"}, "a\nx\nc\n", " a\n-b\n+x\n c\n"},
		{"any lines", []string{"a", "…", "z"}, "a\nb\nc\nz\n", ""},
		{"any lines, none there", []string{"a", "…", "z"}, "a\nz\n", ""},
		{"any lines, all", []string{"…"}, "a\nb\n", ""},
		{"any lines, nothing", []string{"…"}, "", ""},
		{"any lines, and one is missing", []string{"…", "y", "…", "z"}, "a\nz\n", "-y\n a\n z\n"},
		{"lines that agree are found among others", []string{"x", "b", "…", "y"}, "a\nb\nc\n", "-x\n+a\n b\n c\n-y\n"},
		{"shapes are shown as printed", []string{"1: a", "b"}, "7: a\nx\n", " 7: a\n-b\n+x\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Match(c.expect, c.output); got != c.diff {
				t.Errorf("unexpected diff: want\n%s\ngot\n%s", c.diff, got)
			}
		})
	}
}

func TestVerify(t *testing.T) {
	for _, c := range []struct {
		name    string
		command Command
		record  Record
		want    string
	}{
		{"right", Command{Expect: []string{"a"}}, Record{Output: "a\n"}, ""},
		{"right to fail", Command{MustFail: true, Expect: []string{"no"}}, Record{Output: "no\n", Status: 2}, ""},
		{"failed", Command{}, Record{Output: "no\n", Status: 2}, "it failed: its exit status is 2\n+no\n"},
		{"did not fail", Command{MustFail: true}, Record{}, "it should have failed, and its exit status is 0\n"},
		{"left after a failure", Command{}, Record{Command: "exit", Status: 1}, ""},
		{"left with a number", Command{}, Record{Command: "exit 1", Status: 1}, "it failed: its exit status is 1\n"},
		{"other output", Command{Expect: []string{"a"}}, Record{Output: "b\n"}, "-a\n+b\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Verify(c.command, c.record); got != c.want {
				t.Errorf("unexpected mismatch: want %q, got %q", c.want, got)
			}
		})
	}
}

// FuzzMatch holds that an output agrees with itself, whatever it is.
func FuzzMatch(f *testing.F) {
	f.Add("1: lo: <UP>\n    link/ether ce:47:38:33:e6:91\n")
	f.Add("a …b… c\n…\n\n")
	f.Fuzz(func(t *testing.T, output string) {
		if len(output) > 1000 {
			t.Skip("too long for a table of lines by lines")
		}
		if diff := Match(strings.Split(strings.TrimSuffix(output, "\n"), "\n"), output); diff != "" && output != "" {
			t.Errorf("unexpected diff of %q with itself:\n%s", output, diff)
		}
	})
}
