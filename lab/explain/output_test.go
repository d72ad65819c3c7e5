package explain

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// shownNames are the names in testdata/shown.txt: of devices, namespaces, chains and containers.
var shownNames = regexp.MustCompile(`^(veth\w+|v[23x]\w*|br0|br-\w+|mv[01]|t[012]|docker0|red|blue|base|web|db|old|n1|bridgeone|hello|all|[0-9a-f]{12}|DOCKER[-\w]*|ps|"?(true|/bin/sh)"?)$`)

// TestShown shows what the words are said to mean that commands print in a lab with containers and bridges, each meaning once a
// command: a file for each language. No word lacks an entry.
func TestShown(t *testing.T) {
	w := tables(t)
	for _, lang := range []string{"en", "zh"} {
		t.Run(lang, func(t *testing.T) {
			var b strings.Builder
			seen := map[string]bool{}
			for line := range strings.Lines(string(readFile(t, "testdata/shown.txt"))) {
				if strings.HasPrefix(line, "$ ") {
					seen = map[string]bool{}
					b.WriteString(line)
					continue
				}
				for _, e := range w.Output(line, lang) {
					said := fmt.Sprintf("    %s = %s\n", e.Words, e.Text)
					if e.Unknown && !shownNames.MatchString(strings.Trim(e.Words, ":()")) {
						t.Errorf("%q: %q has no entry", line, e.Words)
					} else if !e.Unknown && !seen[e.Topic()] {
						seen[e.Topic()] = true
						b.WriteString(said)
					}
				}
			}
			golden.RequireEqual(t, b.String())
		})
	}
}

// TestShownError takes an error as a whole: what helps is told where it is the same whichever command said it.
func TestShownError(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, want string }{
		{"Error: Nexthop has invalid gateway.", "Nexthop has invalid gateway. = The gateway is not in a network that a device here is up in."},
		{"Error: something that nobody has seen.", ""},
		{"bash: line 3: frob: command not found", "bash: line 3: = the shell says this, and not a program; frob: command not found = There is no such program here. Was it spelled right?"},
		{"bash: frob: something", "bash: = the shell says this, and not a program"},
		{"RTNETLINK answers: File exists", "RTNETLINK answers: = the kernel refuses it, and says why; File exists = It is there already."},
		{`Cannot find device "x"`, `Cannot find device "x" = There is no device of that name in this namespace: ` + "`ip link` lists those that are here."},
	} {
		var got []string
		for _, e := range w.Output(test.line, "en") {
			if e.Unknown {
				t.Errorf("%s: unexpected unknown word %q", test.line, e.Words)
			}
			if e.Words != "Error:" {
				got = append(got, e.Words+" = "+e.Text)
			}
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: want %q, got %q", test.line, test.want, got)
		}
	}
}

// TestShownWords holds what some words mean that depend on their line, or that are rare.
func TestShownWords(t *testing.T) {
	w := tables(t)
	for line, want := range map[string]string{
		"1 packets transmitted, 1 received, 0% packet loss, time 0ms": "received = 收到几个回应",
		"32765:\tfrom all iif nosuch [detached] lookup 5":             "[detached] = 现在没有这个设备：规则对什么都不起作用",
		"    cache users 2 used 7 age 3sec":                           "users 2 = 有几处在用它",
	} {
		if got := text(w.Output(line, "zh")); !strings.Contains("\n"+got, "\n"+want+"\n") {
			t.Errorf("unexpected explanation of %s: want %s in\n%s", line, want, got)
		}
	}
	for _, test := range []struct{ line, want string }{
		{"Connection to 10.0.0.2 80 port [tcp/http] succeeded!", "port = the port: which program there is meant"},
		{"nc: connect to 10.0.0.1 port 80 (tcp) failed: Connection refused", "port = the port: which program there is meant"},
		{"    bridge_slave state forwarding priority 32 cost 2 hairpin off", "hairpin off = whether frames may leave by the port that they came by"},
		{"    bridge_slave state forwarding priority 32 locked on", "locked on = whether it takes frames from known addresses only"},
		{"    bridge forward_delay 1500 mcast_router 1", "mcast_router 1 = whether a multicast router is here: 0 never, 1 finds out by itself, 2 always"},
		{"4: mv0@br0: <BROADCAST,M-DOWN> mtu 1500", "M-DOWN = the other end, or the device beneath, is off"},
		{"1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever", "lo = the device that leads back to oneself"},
		{"unreachable default dev lo metric 1024 error -101", "error -101 = the number of the error that the sender gets"},
		{"From 10.0.0.1 icmp_seq=1 Time to live exceeded", "Time to live exceeded = it has passed as many routers as it may"},
		{"From 10.0.0.1 icmp_seq=2 Redirect Host(New nexthop: 10.0.0.3)", "Redirect Host(New nexthop: = a router tells of a shorter way, by this one"},
		{"ping: local error: message too long, mtu=1400", "local error: message too long = longer than the device takes"},
		{"1 packets transmitted, 1 received, +2 errors, 0% packet loss, time 0ms", "received = how many answers came"},
		{"32765:\tfrom all iif nosuch [detached] lookup 5", "[detached] = there is no such device now: the rule fits nothing"},
		{"    cache users 2 used 7 age 3sec", "users 2 = how many use it"},
		{`LISTEN 0      1            0.0.0.0:80        0.0.0.0:*    users:(("nc",pid=1,fd=31))`, "users: = the program that has it, with the numbers of its process and of its file"},
		{"State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess", "Local Address:Port = the address and port of this side"},
		{"Chain FORWARD (policy DROP 0 packets, 0 bytes)", "(policy DROP = packets that no rule is for vanish"},
		{"-A POSTROUTING -s 10.0.0.0/24 -j MASQUERADE", "-j MASQUERADE = they leave with this host's address as sender"},
		{"4026532255 net         2   1 root nc", "net = devices, addresses, routes: a network of its own"},
		{"no answer yet for icmp_seq=1", "no answer yet for icmp_seq 1 = this question was not answered in time"},
		{"64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.2 ms (DUP!)", "(DUP!) = the same answer has come before"},
		{"WARNING: pinging broadcast address", "pinging broadcast address = all in the network are asked"},
		{"ping: nope: Temporary failure in name resolution", "Temporary failure in name resolution = nobody here knows that name"},
	} {
		if got := text(w.Output(test.line, "en")); !strings.Contains("\n"+got, "\n"+test.want+"\n") {
			t.Errorf("unexpected explanation of %s: want %s in\n%s", test.line, test.want, got)
		}
	}
}

// TestShownAlone holds what is said of a line that is one word: an id is no route, nor is a number, or an address that no route was asked for.
func TestShownAlone(t *testing.T) {
	w := tables(t)
	const id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	for _, test := range []struct{ line, english, chinese string }{
		{id[:12], id[:12] + " = the id of a container", id[:12] + " = 容器的 id"},
		{id, id + " = the id of a container", id + " = 容器的 id"},
		{id + "\r\n", id + " = the id of a container", id + " = 容器的 id"},
		{"31", "", ""},
		{"1234567890", "", ""},
		{"172.17.0.2", "", ""},
		{"12:30:45", "", ""},
		{"02:42:ac:11:00:02", "", ""},
		{"10.0.0.0/24 ", "10.0.0.0/24 = where it leads", "10.0.0.0/24 = 去往这些地址的路由"},
		{"10.0.0.7 ", "10.0.0.7 = where it leads", "10.0.0.7 = 去往这些地址的路由"},
		{"fd00::/64", "fd00::/64 = where it leads", "fd00::/64 = 去往这些地址的路由"},
		{"default ", "default = every other address", "default = 其他所有地址"},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := text(w.Output(test.line, lang)); !strings.HasPrefix(got, want) || want == "" && got != "" {
				t.Errorf("unexpected explanation of %q: want %q, got %q", test.line, want, got)
			}
		}
	}
}
