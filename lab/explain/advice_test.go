package explain

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/topo"
)

// TestAdvice shows what is advised on each error of testdata/errors.txt: lines and what they printed, recorded in a lab.
func TestAdvice(t *testing.T) {
	w := tables(t)
	var b strings.Builder
	for said := range strings.SplitSeq(strings.TrimPrefix(string(readFile(t, "testdata/errors.txt")), "$ "), "\n$ ") {
		line, output, _ := strings.Cut(said, "\n")
		b.WriteString("$ " + line + "\n" + strings.TrimSuffix(output, "\n") + "\n")
		for _, lang := range []string{"en", "zh"} {
			b.WriteString("→ " + w.Advice(line, output, Held{}, lang) + "\n")
		}
	}
	golden.RequireEqual(t, b.String())
}

func TestHint(t *testing.T) {
	w := tables(t)
	for line, want := range map[string]string{
		"ip addr add 10.0.0.1 dev veth0":                 "10.0.0.1 stands alone in its network, as /32. Was a length meant, such as 10.0.0.1/24?",
		"ip -n red a add 10.0.0.1 dev veth0":             "10.0.0.1 stands alone in its network, as /32. Was a length meant, such as 10.0.0.1/24?",
		"ip addr add 10.0.0.1/32 dev veth0":              "",
		"ip addr add 10.0.0.1 peer 10.0.0.2 dev veth0":   "",
		"ip addr add 10.0.0.1/24 brd 10.0.0.7 dev veth0": "",
		"ip addr add fe80::1 dev veth0":                  "",
		"ip addr add 10.0.0.1 dev lo":                    "",
		"ip addr del 10.0.0.1 dev veth0":                 "",
		"ip route add 10.0.0.1 dev veth0":                "",
	} {
		if got := w.Hint(line, Held{}, "en"); got != want {
			t.Errorf("unexpected hint on %s: want %q, got %q", line, want, got)
		}
	}
}

// TestTyped holds which commands would read what is typed.
func TestTyped(t *testing.T) {
	w := tables(t)
	for line, want := range map[string]bool{
		"cat": true, "cat -n": true, "cat -": true, "less": true, "sort -u": true, "grep up": true, "read name": true,
		"cat /etc/hosts": false, "ip addr | cat": false, "cat < file": false, "cat <<< word": false, "grep up file": false, "true": false, "": false,
	} {
		for lang, said := range map[string]string{"en": "reads what is typed", "zh": "键盘输入"} {
			if got := w.Typed(line, lang); strings.Contains(got, said) != want || !want && got != "" {
				t.Errorf("unexpected words on %q: %q", line, got)
			}
		}
	}
}

// TestRespelt holds that a misspelt word is named as it was meant, in the line as it was typed, where the error is about it; and where the
// device is that is not here.
func TestRespelt(t *testing.T) {
	w := tables(t)
	const tooMany = "There is a word too many, or it is in the wrong place."
	garbage := func(first, word string) string {
		return "Error: either \"" + first + "\" is duplicate, or \"" + word + "\" is a garbage.\n"
	}
	for _, test := range []struct{ line, output, want string }{
		{"ip lnik add\n", "Object \"lnik\" is unknown, try \"ip help\".\n", "Was `ip link add` meant?"},
		{"true && ip -n red  adr shwo | cat", "Object \"adr\" is unknown, try \"ip help\".\n", "Was `true && ip -n red  addr show | cat` meant?"},
		{"ipp link", "bash: line 1: ipp: command not found\n", "Was `ip link` meant?"},
		{"ssh 10.0.0.1", "ssh: connect to host 10.0.0.1 port 22: Connection refused\n", ""},
		{"docker rnu base", "docker: 'rnu' is not a docker command.\nSee 'docker --help'\n", "Was `docker run base` meant?"},
		{"ip frob", "Object \"frob\" is unknown, try \"ip help\".\n", "That word is not known. Put `help` there instead, to see which are."},
		{"ip netns remove red", "Command \"remove\" is unknown, try \"ip netns help\".\n", "Was `ip netns delete red` meant?"},
		{"ip link add v0 tpye veth", garbage("dev", "tpye"), "Was `ip link add v0 type veth` meant?"},
		{"ip link add v0 type veht peer name v1", "Garbage instead of arguments \"peer ...\". Try \"ip link help\".\n", "Was `ip link add v0 type veth peer name v1` meant?"},
		{"ip link set dev veth0 upp", garbage("dev", "upp"), "Was `ip link set dev veth0 up` meant?"},
		{"ip link set veth0 nets red", garbage("dev", "nets"), "Was `ip link set veth0 netns red` meant?"},
		{"ip addr add 10.0.0.1/24 dve lo", garbage("local", "dve"), "Was `ip addr add 10.0.0.1/24 dev lo` meant?"},
		{"ip route add defualt via 10.0.0.2", "Error: any valid prefix is expected rather than \"defualt\".\n", "Was `ip route add default via 10.0.0.2` meant?"},
		{"ip addr add 10.0.0.1/24 veth0", garbage("local", "veth0"), "Is `dev` missing before veth0?"},
		{"ip addr add 10.0.0.1/24 veth7", garbage("local", "veth7"), "Was `ip addr add 10.0.0.1/24 dev veth7` meant?"},
		{"ip addr add 10.0.0.1/24 dev lo veth7", garbage("local", "veth7"), tooMany},
		{"ip add 10.0.0.1/24 dev veth1", "Command \"10.0.0.1/24\" is unknown, try \"ip address help\".\n", "Was `ip addr add 10.0.0.1/24 dev veth1` meant?"},
		{"ip a 10.0.0.1/24 dev lo", "Command \"10.0.0.1/24\" is unknown, try \"ip address help\".\n", "Was `ip a add 10.0.0.1/24 dev lo` meant?"},
		{"ip addr add 10.0.0.1 24 dev v1", garbage("local", "24"), "Was `ip addr add 10.0.0.1/24 dev v1` meant?"},
		{"ip -n red a add 10.0.0.1 /24 dev v1; true", garbage("local", "/24"), "Was `ip -n red a add 10.0.0.1/24 dev v1; true` meant?"},
		{"ip link add veth9 veth peer name v8", garbage("dev", "veth"), "Was `ip link add veth9 type veth peer name v8` meant?"},
		{"ip link add d9 dummy", garbage("dev", "dummy"), "Was `ip link add d9 type dummy` meant?"},
		{"sudo ip link add br9 bridge", garbage("dev", "bridge"), "Was `sudo ip link add br9 type bridge` meant?"},
		{"ip link set v1 on", garbage("dev", "on"), "Was `ip link set v1 up` meant?"},
		{"ip link set v1 off", garbage("dev", "off"), "Was `ip link set v1 down` meant?"},
		{"ip link v1 up", "Command \"v1\" is unknown, try \"ip link help\".\n", "Was `ip link set v1 up` meant?"},
		{"ip route add default 10.0.0.2", garbage("to", "10.0.0.2"), "Was `ip route add default via 10.0.0.2` meant?"},
		{"ip route add default veth0", garbage("to", "veth0"), "Is `dev` missing before veth0?"},
		{"ip route add default veth7", garbage("to", "veth7"), "Was `ip route add default dev veth7` meant?"},
		{"ip link set veth0 red", garbage("dev", "red"), "Is `netns` missing before red?"},
		{"ip link set veth0 br0", garbage("dev", "br0"), "Is `master` missing before br0?"},
		{"ip link set veth0 port", garbage("dev", "port"), tooMany},
		{"ip link add bridge br9", garbage("dev", "br9"), "Was `ip link add br9 type bridge` meant?"},
		{"ip addr add 10.0.0.1/24 on lo", garbage("local", "on"), "Was `ip addr add 10.0.0.1/24 dev lo` meant?"},
		{"ip route add default gateway 10.0.0.1", garbage("to", "gateway"), "Was `ip route add default via 10.0.0.1` meant?"},
		{"ip route default via 10.0.0.1", "Command \"default\" is unknown, try \"ip route help\".\n", "Was `ip route add default via 10.0.0.1` meant?"},
		{"brctl add br9", "never heard of command [add]\n", "Was `brctl addbr br9` meant?"},
		{"quit", "bash: quit: command not found\n", "Was `exit` meant?"},
		{"cat nope", "cat: nope: No such file or directory\n", "There is no file or folder of that name: `ls` lists those of a folder."},
		{"sysctl net.ipv4.ip_forward 1", "sysctl: cannot stat /proc/sys/1: No such file or directory\n",
			"A new value comes right after `=`, without blanks: `sysctl -w net.ipv4.ip_forward=1`."},
		{"ip addr veth0", "Command \"veth0\" is unknown, try \"ip address help\".\n", "Was `ip addr show veth0` meant?"},
		{"ip netns red ip link", "Command \"red\" is unknown, try \"ip netns help\".\n", "Was `ip netns exec red ip link` meant?"},
		{"netns list", "bash: line 1: netns: command not found\n", "Was `ip netns list` meant?"},
		{"true; link set veth0 up", "bash: line 1: link: command not found\n", "Was `true; ip link set veth0 up` meant?"},
		{"network ls", "bash: line 1: network: command not found\n", "Was `docker network ls` meant?"},
		{"list ruleset", "bash: line 1: list: command not found\n", "Was `nft list ruleset` meant?"},
		{"route add default via 10.0.0.2", "bash: line 1: route: command not found\n", "Was `ip route add default via 10.0.0.2` meant?"},
		{"show", "bash: line 1: show: command not found\n", "There is no such program here. Was it spelled right?"},
		{"ip link set veth1 up", "Cannot find device \"veth1\"\n", "veth1 is in the namespace red: write `ip netns exec red ip`, or `ip -n red`, for `ip`."},
		{"ip netns exec red ip link set veth0 up", "Cannot find device \"veth0\"\n", "veth0 is on the host, not in this namespace."},
		{"ip link set eth0 up", "Cannot find device \"eth0\"\n", "eth0 is in the container web: `docker exec web ip …` acts there."},
		{"ip link show veth1", "Device \"veth1\" does not exist.\n", "veth1 is in the namespace red: write `ip netns exec red ip`, or `ip -n red`, for `ip`."},
		{"bridge link show dev veth1", "Cannot find device \"veth1\"\n", "veth1 is in the namespace red: write `ip netns exec red bridge`, or `bridge -n red`, for `bridge`."},
		{"bridge vlan add dev veth1 vid 5", "Cannot find bridge device \"veth1\"\n", "veth1 is in the namespace red: write `ip netns exec red bridge`, or `bridge -n red`, for `bridge`."},
		{"brctl addif br0 veth1", "interface veth1 does not exist!\n", "veth1 is in the namespace red: write `ip netns exec red brctl` for `brctl`."},
		{"ping -I veth1 10.0.0.2", "ping: SO_BINDTODEVICE veth1: No such device\n", "veth1 is in the namespace red: write `ip netns exec red ping` for `ping`."},
		{"ping -I veth1 10.0.0.2", "ping: unknown iface: veth1\n", "veth1 is in the namespace red: write `ip netns exec red ping` for `ping`."},
		{"ip netns exec blue ip link set veth1 up", "Cannot find device \"veth1\"\n", "veth1 is in the namespace red: write red for blue."},
		{"brctl delbr br0", "bridge br0 is still up; can't delete it\n", "Switch the bridge off first: `ip link set NAME down`."},
		{"ip link set veth7 up", "Cannot find device \"veth7\"\n", "There is no device of that name in this namespace: `ip link` lists those that are here."},
	} {
		if got := w.Advice(test.line, test.output, held(), "en"); got != test.want {
			t.Errorf("unexpected advice on %s: want %q, got %q", test.line, test.want, got)
		}
	}
}

// near is a lab of which one side has an address without a length, and no lo is up: the host's 10.4.0.1, and b's of red.
func near(here, there int) Held {
	addr := func(address string, length int) []topo.Addr {
		return []topo.Addr{{Family: "inet", Local: netip.MustParseAddr(address), PrefixLen: length}}
	}
	return Held{Topology: topo.Topology{Namespaces: []topo.Namespace{
		{Name: topo.HostName, ID: 1, Links: []topo.Link{{Name: "lo"}, {Name: "a", Addrs: addr("10.4.0.1", here)}}},
		{Name: "red", ID: 2, Links: []topo.Link{{Name: "lo"}, {Name: "b", Addrs: addr("10.4.0.2", there)}}},
		{Name: "web", ID: 3, Path: "/proc/9/ns/net", Links: []topo.Link{{Name: "lo", Flags: topo.FlagUp, Addrs: addr("127.0.0.1", 8)}}},
	}}}
}

// twice is near, with the address of red a second time, with its length.
func twice() Held {
	h := near(24, 32)
	b := &h.Topology.Namespaces[1].Links[1]
	b.Addrs = append(b.Addrs, topo.Addr{Family: "inet", Local: b.Addrs[0].Local, PrefixLen: 24})
	return h
}

// TestUnreached holds that what the lab holds shows why an address was not reached: in both languages.
func TestUnreached(t *testing.T) {
	w := tables(t)
	const lost, unreachable = "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n", "ping: connect: Network is unreachable\n"
	const generally = "Nothing came back. Are both ends up (`ip link`), with an address (`ip addr`) and a route (`ip route`), and does no rule drop it (`nft list ruleset`)?"
	for _, test := range []struct {
		line, output     string
		held             Held
		english, chinese string
	}{
		{"ping -c1 10.4.0.1", lost, near(24, 24), "10.4.0.1 is this host's own address. It is reached through lo, which is down: `ip link set lo up`.",
			"10.4.0.1 是本机自己的地址，要经过 lo，而 lo 未启用：用 `ip link set lo up` 启用它。"},
		{"ip netns exec red ping 127.0.0.1", unreachable, near(24, 24), "127.0.0.1 is this host's own address. It is reached through lo, which is down: `ip -n red link set lo up`.",
			"127.0.0.1 是本机自己的地址，要经过 lo，而 lo 未启用：用 `ip -n red link set lo up` 启用它。"},
		{"nc -z 10.4.0.1 80", "", near(24, 24), "10.4.0.1 is this host's own address. It is reached through lo, which is down: `ip link set lo up`.",
			"10.4.0.1 是本机自己的地址，要经过 lo，而 lo 未启用：用 `ip link set lo up` 启用它。"},
		{"docker exec web nc -zw1 127.0.0.1 80", "", near(24, 24), "Without `-v` nc does not say why. Most often nothing listens on that port there.",
			"不加 `-v`，nc 不说明原因。多半是那边没有程序在监听这个端口。"},
		{"ping 10.4.0.2", unreachable, near(32, 24), "10.4.0.1 stands alone in its network, as /32: there is no route to its neighbours. " +
			"Delete it with `ip addr del 10.4.0.1/32 dev a`, and add it with its length: `ip addr add 10.4.0.1/24 dev a`.",
			"10.4.0.1 独自成为一个网络（/32），没有到邻居的路由。先用 `ip addr del 10.4.0.1/32 dev a` 删掉，再带上长度添加：`ip addr add 10.4.0.1/24 dev a`。"},
		{"ping 10.4.0.2", unreachable, near(32, 30), "10.4.0.1 stands alone in its network, as /32: there is no route to its neighbours. " +
			"Delete it with `ip addr del 10.4.0.1/32 dev a`, and add it with its length: `ip addr add 10.4.0.1/30 dev a`.",
			"10.4.0.1 独自成为一个网络（/32），没有到邻居的路由。先用 `ip addr del 10.4.0.1/32 dev a` 删掉，再带上长度添加：`ip addr add 10.4.0.1/30 dev a`。"},
		{"ping 10.4.0.2", lost, near(24, 32), "10.4.0.2 stands alone in its network, as /32: it has no route back. " +
			"Delete it with `ip -n red addr del 10.4.0.2/32 dev b`, and add it with its length: `ip -n red addr add 10.4.0.2/24 dev b`.",
			"10.4.0.2 独自成为一个网络（/32），没有回来的路由。先用 `ip -n red addr del 10.4.0.2/32 dev b` 删掉，再带上长度添加：`ip -n red addr add 10.4.0.2/24 dev b`。"},
		{"ping 10.4.0.2", lost, near(24, 24), generally, "没有收到任何回应。两端都启用了吗（`ip link`）？有地址（`ip addr`）和路由（`ip route`）吗？有没有规则丢弃它（`nft list ruleset`）？"},
		{"ping 10.4.0.2", lost, twice(), generally, "没有收到任何回应。两端都启用了吗（`ip link`）？有地址（`ip addr`）和路由（`ip route`）吗？有没有规则丢弃它（`nft list ruleset`）？"},
		{"ping 10.4.0.2", lost, Held{}, generally, "没有收到任何回应。两端都启用了吗（`ip link`）？有地址（`ip addr`）和路由（`ip route`）吗？有没有规则丢弃它（`nft list ruleset`）？"},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := w.Advice(test.line, test.output, test.held, lang); got != want {
				t.Errorf("unexpected advice on %s: want %q, got %q", test.line, want, got)
			}
		}
	}
}

// TestAbsentPrograms holds that who asks for an older program, or for what a lab's docker cannot do, is told what there is.
func TestAbsentPrograms(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, output, english, chinese string }{
		{"docker build .", "docker: 'build' is a docker command that the lab does not have.\nSee 'docker --help'\n",
			"The lab's own docker only runs containers and joins networks, from images that are there: `docker images`.",
			"实验环境自带的 docker 只能运行容器、连接网络，镜像只有现成的：用 `docker images` 看看。"},
		{"arp -n", "bash: line 1: arp: command not found\n", "`ip neigh` does the same.", "`ip neigh` 也能做到。"},
		{"route add default gw 10.0.0.1", "bash: line 1: route: command not found\n", "`ip route` does the same: `ip route add default via 10.0.0.1`.",
			"`ip route` 也能做到：`ip route add default via 10.0.0.1`。"},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := w.Advice(test.line, test.output, Held{}, lang); got != want {
				t.Errorf("unexpected advice on %s: want %q, got %q", test.line, want, got)
			}
		}
	}
}
