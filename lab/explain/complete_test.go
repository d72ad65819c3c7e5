package explain

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"vethlab/lab/topo"
)

// held is a lab of two named namespaces and a container, with a bridge.
func held() Held {
	veth := func(name, address string) topo.Link {
		return topo.Link{Name: name, Kind: "veth", Addrs: []topo.Addr{{Family: "inet", Local: netip.MustParseAddr(address), PrefixLen: 24}}}
	}
	return Held{
		Topology: topo.Topology{Namespaces: []topo.Namespace{
			{Name: topo.HostName, Links: []topo.Link{{Name: "lo"}, {Name: "br0", Kind: "bridge", Index: 2},
				{Name: "port", Kind: "veth", Index: 3, Master: 2}, veth("veth0", "192.168.5.1")},
				Routes: []topo.Route{
					{Dst: netip.MustParsePrefix("0.0.0.0/0"), Table: topo.TableMain}, {Dst: netip.MustParsePrefix("10.5.0.0/16"), Table: topo.TableMain},
					{Dst: netip.MustParsePrefix("10.6.0.1/32"), Table: topo.TableMain}, {Dst: netip.MustParsePrefix("10.7.0.0/16"), Table: topo.TableLocal},
				},
				Tables: []topo.Table{
					{Family: "ip", Name: "nat", Chains: []topo.Chain{{Name: "pre"}, {Name: "post", Hook: "postrouting"}}},
					{Family: "inet", Name: "fw", Chains: []topo.Chain{{Name: "in"}}},
				}},
			{Name: "red", Links: []topo.Link{{Name: "lo"}, veth("veth1", "192.168.5.2")}, Neighbours: []topo.Neighbour{
				{Dst: netip.MustParseAddr("192.168.5.1"), Dev: 2}, {Dst: netip.MustParseAddr("fe80::1"), Dev: 2},
			}},
			{Name: "web", Path: "/proc/9/ns/net", Containers: []topo.Container{{Name: "web", Mode: "shop"}}, Links: []topo.Link{{Name: "lo"}, veth("eth0", "172.17.0.2")}},
		}},
		Files:    func(prefix string) []string { return []string{prefix + "1.sh", prefix + "2.sh"} },
		Networks: func() []string { return []string{"bridge", "app"} },
		Program:  func(name string) bool { return name == "awk" || name == "echo" || name == "docker" },
	}
}

func TestComplete(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, want string }{
		{"ip l", "link"},
		{"ip netns exec ", "red"},
		{"ip netns del r", "red"},
		{"ip netns add ", ""},
		{"ip -n red link set v", "veth1 vrf"},
		{"ip netns exec red ip link set ve", "veth1"},
		{"docker exec web ip addr show dev ", "lo eth0"},
		{"ip link set veth0 master ", "br0"},
		{"ip link set veth0 netns ", "red"},
		{"ip link add x type br", "bridge bridge_slave"},
		{"ip link set veth0 u", "up"},
		{"sudo ip link set dev ve", "veth0"},
		{"ip link; ip ro", "route"},
		{"echo $(ip l) | ip -br ad", "address"},
		{"for n in a b; do ip netns ex", "exec"},
		{"ip addr del ", "192.168.5.1/24 peer broadcast brd anycast dev label scope metric valid_lft preferred_lft secondary nodad optimistic home mngtmpaddr noprefixroute autojoin"},
		{"ip -n red route add default via ", "192.168.5.1 172.17.0.2"},
		{"ping -c 1 192", "192.168.5.2"},
		{"docker rm w", "web"},
		{"docker run --net co", "container:web"},
		{"docker run --rm", "--rm"},
		{"brctl addif br0 v", "veth0"},
		{"brctl stp br0 ", "on off"},
		{"bridge f", "fdb"},
		{"bridge -com", "-compressvlans"},
		{"bridge vlan global s", "show set"},
		{"bridge link set dev veth0 state f", "forwarding"},
		{"bridge fdb show br ", "br0"},
		{"cat x >a", "a1.sh a2.sh"},
		{"echo '", "1.sh 2.sh"},
		{"frobnicate ", "1.sh 2.sh"},
		{"ip link add v0 type vxlan l", "local learning l2miss l3miss label"},
		{"ip link set v0 addrgenmode r", "random"},
		{"nft de", "delete destroy describe"},
		{"nft list tab", "tables table"},
		{"nft list table ", "ip ip6 inet arp bridge netdev nat"},
		{"nft list table ip ", "nat"},
		{"nft add rule inet ", "fw"},
		{"nft add rule ip nat ", "pre post"},
		{"nft add rule ip nat post oif", "oifname"},
		{"nft add rule ip nat post oifname v", "veth0 vmap"},
		{"nft add rule ip nat post jump ", "pre"},
		{"nft add rule ip nat post oifname ", "lo br0 port veth0 != { vmap"},
		{"nft add chain ip nat x ho", "hook"},
		{"nft delete chain inet fw ", "in"},
		{"nft delete chain fw ", ""},
		{"ip -n red neigh del 1", "192.168.5.1"},
		{"ip link add x type bridge mcast_ro", "mcast_router"},
		{"ip link add x type bridge u", ""},
		{"ip link add x type veth ", "peer"},
		{"ip link add x type veth peer na", "name"},
		{"ip link del ", "lo br0 port veth0 dev type group"},
		{"ip route del 10", "10.5.0.0/16 10.6.0.1"},
		{"ip route add 10", ""},
		{"ip route del de", "default dev"},
		{"brctl addif br0 ", "veth0"},
		{"brctl delif br0 ", "port"},
		{"docker network connect ", "bridge shop app"},
		{"docker network connect shop ", "web"},
		{"docker network rm a", "app"},
		{"echo $(ip ad", "address"},
		{"x=$(ip -n red addr show dev ve", "veth1"},
		{"explain ip ro", "route"},
		{"ip route get 10.0.0.1 ", "fibmatch to from iif oif tos mark uid notify"},
		{"ping 10.0.0.1 1", ""},
		{"docker run --net=ap", "app"},
		{"docker run --net=co", "container:web"},
		{"docker run --network=sh", "shop"},
		{"docker bu", ""},
		{"aw", "awk"},
		{"ip netns exec red tcpd", ""},
		{"sudo e", "echo"},
		{"docker image ", "ls pull"},
		{"docker exec web s", "sysctl sleep sh"},
		{"sysctl net.ipv4.", "net.ipv4.1.sh net.ipv4.2.sh"},
	} {
		var got []string
		for _, c := range w.Complete(test.line, len(test.line), held(), "en").Candidates {
			got = append(got, c.Word)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("unexpected candidates for %q: want %q, got %q", test.line, test.want, got)
		}
	}
}

func TestMarks(t *testing.T) {
	w := tables(t)
	const letters = ".pkvo!" // plain, program, keyword, value, operator, wrong
	for _, test := range []struct{ line, want string }{
		{"ip link set veth0 up", "p k k v k"},
		{"ip link set veth0 frob x", "p k k v ! v"},
		{"ip frob", "p !"},
		{"ip lin", "p k"},
		{"ip netns exec red ip addr frob", "p k k v p k !"},
		{"ip addr add 10.0.0.300/24 dev veth0", "p k k ! k v"},
		{"ip addr add $a dev veth0", "p k k v k v"},
		{"ip link add a1 type veth peer name b && ip link show | awk x > y", "p k k v k k k k v o p k k o p v o v"},
		{"frobnicate -x; ./frob; for i in a b; do echo $i; done", "! . o p o o o o o o o o p v o o"},
		{"docker frob", "p !"},
		{"docker run -d x", "p k k v"},
		{"docker start x", "p k v"},
		{"docker container ls", "p k k"},
		{"docker images", "p k"},
		{"docker image ls", "p k k"},
		{"docker image frob", "p k !"},
		{"docker system prune -a", "p k k ."},
		{"ip maddr show", "p k ."},
		{"nft lsit ruleset", "p ! ."},
		{"nft list ruleset", "p k k"},
		{"nft 'add table ip t'", "p ."},
		{"nft table ip t", "p k . ."},
		{"nft list flowtables", "p k k"},
		{"nft list rulset", "p k !"},
		{"nft list rule", "p k !"},
		{"nft add rule ip t c th dport 5", "p k k k v v k k v"},
		{"docker volume ls", "p k ."},
		{"docker network frob", "p k !"},
		{"nft add rule ip nat post masquerade", "p k k k v v k"},
		{"brctl shwo", "p !"},
		{"sysctl -Z x", "p ! v"},
		{"ping -Z -c3 -nc1 1.2.3.4", "p ! k k v"},
		{"ip link add toolongname12345678 type veth", "p k k ! k k"},
		{"[[ -n $x ]]", "p k v k"},
		{"f() { ip link; }; f", "p o o o p k o o o p"},
		{"bridge frob", "p !"},
		{"X=1 ip link", "v p k"},
		{"ip link add a1 type veth per name b", "p k k v k k ! . ."},
		{"ip link add br0 type bridge frob 5", "p k k v k k ! ."},
		{"ip link set br0 type bridge ageing_time x", "p k k v k k ! v"},
		{"ip link add br0 type bridge ageing_time", "p k k v k k k"},
	} {
		var got []string
		for _, m := range sorted(w.Marks(test.line+" ", len(test.line)+1, held())) {
			got = append(got, string(letters[m.Role]))
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("unexpected marks of %q: want %q, got %q", test.line, test.want, strings.Join(got, " "))
		}
	}
	for _, line := range []string{"ip lin", "ip addr add 10.0.", "ip link set veth0 nets", "doc", "frob"} {
		marks := w.Marks(line, len(line), held())
		wrong := marks[len(marks)-1].Role == Wrong
		if want := line == "frob" || strings.HasSuffix(line, "nets"); wrong != want {
			t.Errorf("unexpected mark at the cursor in %q: want wrong %v, got %v", line, want, wrong)
		}
	}
}

func sorted(marks []Mark) []Mark {
	for i := range marks {
		for j := i; j > 0 && marks[j].From < marks[j-1].From; j-- {
			marks[j], marks[j-1] = marks[j-1], marks[j]
		}
	}
	return marks
}

// TestCompleteSigns holds how a name is written that has signs which mean something to the shell.
func TestCompleteSigns(t *testing.T) {
	w := tables(t)
	lab := Held{
		Topology: topo.Topology{Namespaces: []topo.Namespace{{Name: topo.HostName}, {Name: "q 's", Links: []topo.Link{{Name: "a$b"}}}}},
		Files:    func(string) []string { return []string{"my file"} },
	}
	for line, want := range map[string]string{
		"ip netns exec ": `q\ \'s`, `ip netns exec q\ `: `q\ \'s`, `ip -n q\ \'s link show dev `: `a\$b`, "cat m": `my\ file`, `cat "m`: "my file", "echo x > ": `my\ file`,
	} {
		var got []string
		for _, c := range w.Complete(line, len(line), lab, "en").Candidates {
			got = append(got, c.Word)
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("unexpected candidates for %q: want %q, got %q", line, want, got)
		}
	}
}

// FuzzTyping completes, marks and explains any line at any place: nothing panics or goes on for ever, and the parts are in the line, one
// after the other.
func FuzzTyping(f *testing.F) {
	for _, line := range []string{"docker run -dp 8080:80 base", "docker run -itp 8", "A=1 ip a", "ip link set veth0 up", "a 'b", "$(ip", "for i in", "2>&1 x", "ip netns exec", "X=1", "`", "a\\", "${", "ip -n"} {
		f.Add(line, 3)
	}
	w := tables(f)
	f.Fuzz(func(t *testing.T, line string, at int) {
		at = max(0, min(at, len(line)))
		if c := w.Complete(line, at, held(), "en"); c.From > at || c.From < 0 {
			t.Errorf("unexpected beginning of %q at %d: %d", line, at, c.From)
		}
		w.Line(line, "en")
		w.Advice(line, line, held(), "en")
		last := 0
		for _, m := range sorted(w.Marks(line, at, held())) {
			if m.From < last || m.To <= m.From || m.To > len(line) {
				t.Errorf("unexpected mark in %q: %+v after %d", line, m, last)
			}
			last = m.To
		}
	})
}

func TestWhole(t *testing.T) {
	for word, want := range map[string]string{"link": "link ", "net.ipv4.": "net.ipv4.", "/etc/": "/etc/"} {
		if got := (Candidate{Word: word}).Whole(); got != want {
			t.Errorf("unexpected end of %q: want %q, got %q", word, want, got)
		}
	}
}

// TestUsageOfRule names what stands before a rule's own words, and takes none of that for a word to explain.
func TestUsageOfRule(t *testing.T) {
	line := "nft add rule ip nat post oifname "
	c := tables(t).Complete(line, len(line), Held{}, "en")
	if c.Command != "nft add rule" || len(c.Forms) < 3 || !slices.Equal(c.Forms[:2], []string{"<TABLE>", "<CHAIN>"}) {
		t.Errorf("unexpected usage: %q %q", c.Command, c.Forms)
	}
}
