package explain

import (
	"fmt"
	"strings"
	"testing"

	"vethlab/lab/topo"
)

// slipCase is a command that went wrong, and how it was meant; empty for what nobody knows.
type slipCase struct{ line, output, want string }

func slipCases() []slipCase {
	garbage := func(first, word string) string {
		return "Error: either \"" + first + "\" is duplicate, or \"" + word + "\" is a garbage.\n"
	}
	noNamespace := func(name string) string {
		return "Cannot open network namespace \"" + name + "\": No such file or directory\n"
	}
	const invalid = "Error: argument \"%s\" is wrong: Invalid \"netns\" value\n"
	return []slipCase{
		{"exec red ip addr", "bash: exec: red: not found\n", "ip netns exec red ip addr"},
		{"exec pink ip addr", "bash: exec: pink: not found\n", ""},
		{"netns exec red ip addr", "bash: netns: command not found\n", "ip netns exec red ip addr"},
		{"true; ip exec red ip addr | cat", "Object \"exec\" is unknown, try \"ip help\".\n", "true; ip netns exec red ip addr | cat"},
		{"ip netns red exec ip link", "Command \"red\" is unknown, try \"ip netns help\".\n", "ip netns exec red ip link"},
		{"ip netns exec red addr add 10.0.0.1/24 dev veth1", "exec of \"addr\" failed: No such file or directory\n", "ip netns exec red ip addr add 10.0.0.1/24 dev veth1"},
		{"ip netns exec red frob", "exec of \"frob\" failed: No such file or directory\n", ""},
		{"ip netns exec ip link", noNamespace("ip"), "ip netns exec red ip link"},
		{"ip netns exec rde ip link", noNamespace("rde"), "ip netns exec red ip link"},
		{"ip -n erd link", noNamespace("erd"), "ip -n red link"},
		{"ip netns exec pink ip link", noNamespace("pink"), ""},
		{"ip link set red netns veth0", fmt.Sprintf(invalid, "veth0"), "ip link set veth0 netns red"},
		{"sudo ip link set veth0 netns rde", fmt.Sprintf(invalid, "rde"), "sudo ip link set veth0 netns red"},
		{"ip link set veth0 netns pink", fmt.Sprintf(invalid, "pink"), ""},
		{"ip link set vteh0 up", "Cannot find device \"vteh0\"\n", "ip link set veth0 up"},
		{"ip netns exec red ip link set vteh1 up", "Cannot find device \"vteh1\"\n", "ip netns exec red ip link set veth1 up"},
		{"ip link show prot", "Device \"prot\" does not exist.\n", "ip link show port"},
		{"ip link set veth0 master bro", "Error: argument \"bro\" is wrong: Device does not exist\n", "ip link set veth0 master br0"},
		{"ip link set veth7 up", "Cannot find device \"veth7\"\n", ""},
		{"ip link add v0 peer v1", garbage("dev", "peer"), "ip link add v0 type veth peer name v1"},
		{"ip link add v0 peer name v1", garbage("dev", "peer"), "ip link add v0 type veth peer name v1"},
		{"ip link set veth0 10.0.0.1/24", garbage("dev", "10.0.0.1/24"), "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip link set dev veth0 address 10.0.0.1/24", "\"10.0.0.1/24\" is invalid lladdr.\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip addr 10.0.0.1/24 add dev veth0", "Command \"10.0.0.1/24\" is unknown, try \"ip address help\".\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip addr set 10.0.0.1/24 dev veth0", "Command \"set\" is unknown, try \"ip address help\".\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip link up veth0", "Command \"up\" is unknown, try \"ip link help\".\n", "ip link set veth0 up"},
		{"ip set veth0 up", "Object \"set\" is unknown, try \"ip help\".\n", "ip link set veth0 up"},
		{"docker exec wbe ip addr", "Error: No such container: wbe\n", "docker exec web ip addr"},
		{"docker exec echo hello", "Error: No such container: echo\n", "docker exec web echo hello"},
		{"docker exec pink ip addr", "Error: No such container: pink\n", ""},
		{"docker run web2 base httpd", "docker: exec: \"base\": executable file not found in $PATH: unknown.\n", "docker run --name web2 base httpd"},
		{"docker run base frob", "docker: exec: \"frob\": executable file not found in $PATH: unknown.\n", ""},
		{"exec red link", "bash: exec: red: not found\n", "ip netns exec red ip link"},
		{"ip exec red link", "Object \"exec\" is unknown, try \"ip help\".\n", "ip netns exec red ip link"},
		{"ip red link", "Object \"red\" is unknown, try \"ip help\".\n", "ip netns exec red ip link"},
		{"ip pink link", "Object \"pink\" is unknown, try \"ip help\".\n", ""},
		{"ip netns red", "Command \"red\" is unknown, try \"ip netns help\".\n", "ip netns exec red bash"},
		{"ip netns exec red link set veth1 up", "link: extra operand ‘up’\nTry 'link --help' for more information.\n", "ip netns exec red ip link set veth1 up"},
		{"ip netns exec red link set veth1 up", "", "ip netns exec red ip link set veth1 up"},
		{"link old new", "", ""},
		{"ip netns exec addr show", noNamespace("addr"), "ip netns exec red ip addr show"},
		{"ip -n addr", noNamespace("addr"), "ip -n red addr"},
		{"ip netns del erd", "Cannot remove namespace file \"/run/netns/erd\": No such file or directory\n", "ip netns del red"},
		{"ip netns del pink", "Cannot remove namespace file \"/run/netns/pink\": No such file or directory\n", ""},
		{"ip link add veth v0 peer name v1", garbage("dev", "v0"), "ip link add v0 type veth peer name v1"},
		{"ip link add veth v0 type veth peer name v1", garbage("dev", "v0"), "ip link add v0 type veth peer name v1"},
		{"ip link add v0 veth v1", garbage("dev", "veth"), "ip link add v0 type veth peer name v1"},
		{"ip link add v0 and v1 type veth", garbage("dev", "and"), "ip link add v0 type veth peer name v1"},
		{"ip -n red link add v0 v1 type veth", garbage("dev", "v1"), "ip -n red link add v0 type veth peer name v1"},
		{"ip link add type veth v0 peer name v1 netns red", "Usage: ip link <options> type veth [peer <options>]\n", "ip link add v0 type veth peer name v1 netns red"},
		{"ip link add v0 v1 type bridge", garbage("dev", "v1"), ""},
		{"ip link add v0 mtu 1400 veth v1", garbage("dev", "veth"), ""},
		{"ip link add v0 type veth peer name v1", "RTNETLINK answers: File exists\n", ""},
		{"ip addr add veth0 10.0.0.1/24", "Error: any valid prefix is expected rather than \"veth0\".\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip a veth0 add 10.0.0.1/24", "Command \"veth0\" is unknown, try \"ip address help\".\n", "ip a add 10.0.0.1/24 dev veth0"},
		{"ip addr add 10.0.0.1/33 dev veth0", "Error: any valid prefix is expected rather than \"10.0.0.1/33\".\n", ""},
		{"ip addr show 10.0.0.1/24 veth0", garbage("dev", "veth0"), ""},
		{"ip route default 10.0.0.1", "Command \"default\" is unknown, try \"ip route help\".\n", "ip route add default via 10.0.0.1"},
		{"ip link rename veth0 v5", "Command \"rename\" is unknown, try \"ip link help\".\n", "ip link set veth0 name v5"},
		{"ip link set veth0 rename v5", garbage("dev", "rename"), "ip link set veth0 name v5"},
		{"ip link set name veth0 v5", "Cannot find device \"v5\"\n", "ip link set veth0 name v5"},
		{"ip link set veth0 bridge br0", garbage("dev", "bridge"), "ip link set veth0 master br0"},
		{"ip link set veth0 add br0", "Invalid address length 1 - must be 6 bytes\n", "ip link set veth0 master br0"},
		{"ip link set br0 master veth0", "RTNETLINK answers: Operation not supported\n", "ip link set veth0 master br0"},
		{"ip link set veth0 master br0", "RTNETLINK answers: Operation not supported\n", ""},
		{"ip link set veth0 mtu=1400 up", garbage("dev", "mtu=1400"), "ip link set veth0 mtu 1400 up"},
		{"brctl addif veth0 br0", "can't add br0 to bridge veth0: Operation not supported\n", "brctl addif br0 veth0"},
		{"brctl br0 addif veth0", "never heard of command [br0]\n", "brctl addif br0 veth0"},
		{"brctl add br0 veth0", "never heard of command [add]\n", "brctl addif br0 veth0"},
		{"brctl add br5", "never heard of command [add]\n", ""},
		{"docker web exec ip addr", "docker: 'web' is not a docker command.\n", "docker exec web ip addr"},
		{"docker ip addr", "docker: 'ip' is not a docker command.\n", "docker exec web ip addr"},
		{"docker list", "docker: 'list' is not a docker command.\n", "docker ps"},
		{"docker network connect web net", "Error response from daemon: No such container: net\n", "docker network connect net web"},
		{"docker run -d -p 80 80 base httpd", "docker: exec: \"base\": executable file not found in $PATH: unknown.\n", "docker run -d -p 80:80 base httpd"},
		{"pid = 5", "bash: pid: command not found\n", "pid=5"},
		{"pid=docker inspect -f x web", "bash: line 1: inspect: command not found\n", "pid=$(docker inspect -f x web)"},
		{"pid=5 inspect", "bash: line 1: inspect: command not found\n", ""},
		{"docker run -d --name nn -P 8081:80 base httpd", "docker: exec: \"base\": executable file not found in $PATH: unknown.\n", "docker run -d --name nn -p 8081:80 base httpd"},
		{"ip link add v0 type veth peer", "RTNETLINK answers: File exists\n", "ip link add v0 type veth peer name v1"},
		{"ip link add v0 type veth peer name", "Command line is not complete. Try option \"help\"\n", "ip link add v0 type veth peer name v1"},
		{"ip link add veth0 type veth peer", "RTNETLINK answers: File exists\n", ""},
		{"ip link move veth0 red", "Command \"move\" is unknown, try \"ip link help\".\n", "ip link set veth0 netns red"},
		{"ip link set veth0 in red", garbage("dev", "in"), "ip link set veth0 netns red"},
		{"ip link set veth0 red", garbage("dev", "red"), "ip link set veth0 netns red"},
		{"ip link veth0 set netns red", "Command \"veth0\" is unknown, try \"ip link help\".\n", "ip link set veth0 netns red"},
		{"ip link del veth0 port", garbage("dev", "port"), "ip link del veth0; ip link del port"},
		{"ip add addr 10.0.0.1/24 dev veth0", "Command \"addr\" is unknown, try \"ip address help\".\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip ns add blue", "Object \"ns\" is unknown, try \"ip help\".\n", "ip netns add blue"},
		{"ip bridge add br5", "Object \"bridge\" is unknown, try \"ip help\".\n", "ip link add br5 type bridge"},
		{"ip up veth0", "Object \"up\" is unknown, try \"ip help\".\n", "ip link set veth0 up"},
		{"docker run -d --net=container web base", "docker: Error response from daemon: network container not found.\n", "docker run -d --net=container:web base"},
		{"docker run --net=hots base", "docker: Error response from daemon: network hots not found.\n", "docker run --net=host base"},
		{"docker run --network=docker0 base", "docker: Error response from daemon: network docker0 not found.\n", "docker run --network=bridge base"},
		{"docker run --net=shop base", "docker: Error response from daemon: network shop not found.\n", ""},
		{"ip netns exec red ip link set veth1 netns host", fmt.Sprintf(invalid, "host"), "ip netns exec red ip link set veth1 netns 1"},
		{"ip netns exec web ip addr", noNamespace("web"), "docker exec web ip addr"},
		{"ip -n web addr", noNamespace("web"), "docker exec web ip addr"},
		{"root@host:~# ip addr", "bash: root@host:~#: command not found\n", "ip addr"},
		{"IP link", "bash: IP: command not found\n", "ip link"},
		{"ip link set veth0 UP", garbage("dev", "UP"), "ip link set veth0 up"},
		{"ip link show LO", "Device \"LO\" does not exist.\n", "ip link show lo"},
		{"ip link set veth0 FROB", garbage("dev", "FROB"), ""},
		{"ip addr -n red", "Device \"-n\" does not exist.\n", "ip -n red addr"},
		{"ip link show --brief veth0", "Device \"--brief\" does not exist.\n", "ip -brief link show veth0"},
		{"ip netns exec red \"ip addr\"", "exec of \"ip addr\" failed: No such file or directory\n", "ip netns exec red ip addr"},
		{"ip netns exec red -- ip addr", "exec of \"--\" failed: No such file or directory\n", "ip netns exec red ip addr"},
		{"ip netns blue add", "Command \"blue\" is unknown, try \"ip netns help\".\n", "ip netns add blue"},
		{"ip link add vethA vethB", garbage("dev", "vethB"), "ip link add vethA type veth peer name vethB"},
		{"ip link add v8 v9", garbage("dev", "v9"), ""},
		{"ip link add v8 type veth peer=v9", "Usage: ip link <options> type veth [peer <options>]\n", "ip link add v8 type veth peer name v9"},
		{"docker run --it base sh", "unknown flag: --it\n", "docker run -it base sh"},
		{"docker run --publish 8080 80 base httpd", "docker: exec: \"base\": executable file not found in $PATH: unknown.\n", "docker run --publish 8080:80 base httpd"},
		{"docker exec --privileged web ip link set por up", "Cannot find device \"por\"\n", ""},
		{"explian ip addr", "bash: explian: command not found\n", "explain ip addr"},
		{"ip -n red ip addr", "Object \"ip\" is unknown, try \"ip help\".\n", "ip -n red addr"},
		{"ip netns exec ip addr red", noNamespace("ip"), "ip netns exec red ip addr"},
		{"ip netns enter red", "Command \"enter\" is unknown, try \"ip netns help\".\n", "ip netns exec red bash"},
		{"ip netns set veth0 red", fmt.Sprintf("Error: argument \"%s\" is wrong: Invalid \"netnsid\" value\n", "red"), "ip link set veth0 netns red"},
		{"ip netns attach red veth0", "No netns name and PID specified\n", "ip link set veth0 netns red"},
		{"ip netns move veth0 pink", "Command \"move\" is unknown, try \"ip netns help\".\n", ""},
		{"nsenter -t red ip addr", "nsenter: failed to parse pid: 'red'\n", "ip netns exec red ip addr"},
		{"nsenter red", "", "ip netns exec red bash"},
		{"ip link set veth0 mac 02:00:00:00:00:01", garbage("dev", "mac"), "ip link set veth0 address 02:00:00:00:00:01"},
		{"ip route add via 10.0.0.1", "Usage: ip route { list | flush } SELECTOR\n", "ip route add default via 10.0.0.1"},
		{"ip route add 10.5.0.1/24 via 10.0.0.1", "Error: Invalid prefix for given prefix length.\n", ""},
		{"ip route add 10.5.0.0 255.255.255.0 via 10.0.0.1", garbage("to", "255.255.255.0"), "ip route add 10.5.0.0/24 via 10.0.0.1"},
		{"ip addr add 10.0.0.1 netmask 255.255.0.0 dev veth0", garbage("local", "netmask"), "ip addr add 10.0.0.1/16 dev veth0"},
		{"ip addr add 10.0.0.1 255.0.255.0 dev veth0", garbage("local", "255.0.255.0"), ""},
		{"ip addr add 10.0.0.1/24dev veth0", "Error: any valid prefix is expected rather than \"10.0.0.1/24dev\".\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip neigh add 10.0.0.2 02:00:00:00:00:01 dev veth0", garbage("to", "02:00:00:00:00:01"), "ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:01 dev veth0"},
		{"ip neigh show veth0", "Error: any valid prefix is expected rather than \"veth0\".\n", "ip neigh show dev veth0"},
		{"docker run --net = none base ip addr", "docker: Error response from daemon: network = not found.\n", "docker run --net=none base ip addr"},
		{"docker run -d -p 8080 : 80 base httpd", "docker: invalid reference format.\n", "docker run -d -p 8080:80 base httpd"},
		{"docker run Base", "docker: invalid reference format.\n", ""},
		{"docker network conect net web", "\nUsage:  docker network COMMAND\n", "docker network connect net web"},
		{"docker network list", "\nUsage:  docker network COMMAND\n", "docker network ls"},
		{"nft list chain ip Nat POST", "Error: No such file or directory\n", "nft list chain ip nat post"},
		{"nft list table ip frob", "Error: No such file or directory\n", ""},
		{"nft delete table nta", "Error: No such file or directory; did you mean table ‘nat’ in family ip?\n", "nft delete table nat"},
		{"ping -n red 10.0.0.1", "ping: red: Temporary failure in name resolution\n", "ip netns exec red ping 10.0.0.1"},
		{"ping 10.0.0.1 -n red", "", "ip netns exec red ping 10.0.0.1"},
		{"ping -n 3 10.0.0.2", "ping: connect: Network is unreachable\n", "ping -c 3 10.0.0.2"},
		{"ping -n 10.0.0.2", "ping: connect: Network is unreachable\n", ""},
		{"sysctl -w ip_forward=1", "sysctl: cannot stat /proc/sys/ip_forward: No such file or directory\n", "sysctl -w net.ipv4.ip_forward=1"},
		{"sysctl net.ipv4.ip_foward", "sysctl: cannot stat /proc/sys/net/ipv4/ip_foward: No such file or directory\n", "sysctl net.ipv4.ip_forward"},
		{"sysctl net.ipv4.frob", "sysctl: cannot stat /proc/sys/net/ipv4/frob: No such file or directory\n", ""},
		{"ping -c 1 red", "ping: red: Temporary failure in name resolution\n", "ping -c 1 192.168.5.2"},
		{"ping web", "ping: web: Name or service not known\n", "ping 172.17.0.2"},
		{"ping pink", "ping: pink: Temporary failure in name resolution\n", ""},
	}
}

// TestSlips holds how commands were meant that are often written wrongly, by what the lab holds.
func TestSlips(t *testing.T) {
	w := tables(t)
	for _, test := range slipCases() {
		if got := w.slipped(test.line, test.output, held()); got != test.want {
			t.Errorf("unexpected meaning of %s: want %q, got %q", test.line, test.want, got)
		}
	}
	if got, want := w.Advice("ip link del veth0 port", "Error: either \"dev\" is duplicate, or \"port\" is a garbage.\n", held(), "en"), "Was `ip link del veth0; ip link del port` meant?"; got != want {
		t.Errorf("unexpected advice: want %q, got %q", want, got)
	}
	for line, want := range map[string]string{"> docker net": "docker net", "> frob net": ""} {
		if got := behindPrompt(line, "bash: net: command not found\n", held()); got != want {
			t.Errorf("unexpected meaning of %s: want %q, got %q", line, want, got)
		}
	}
	const line, output = "ip exec red ip addr", "Object \"exec\" is unknown, try \"ip help\".\n"
	for lang, want := range map[string]string{"en": "Was `ip netns exec red ip addr` meant?", "zh": "是不是想写 `ip netns exec red ip addr`？"} {
		if got := w.Advice(line, output, held(), lang); got != want {
			t.Errorf("unexpected advice: want %q, got %q", want, got)
		}
	}
}

// FuzzAdvice looks for a line and an output at which an advice breaks, or proposes what was typed.
func FuzzAdvice(f *testing.F) {
	for _, c := range slipCases() {
		f.Add(c.line, c.output)
		f.Add(c.line+"\n", c.output)
	}
	w := tables(f)
	f.Fuzz(func(t *testing.T, line, output string) {
		for _, lang := range []string{"en", "zh"} {
			advice := w.Advice(line, output, held(), lang)
			if meant := Meant(advice, lang); meant != "" && meant == line {
				t.Errorf("what was typed is proposed: %q after %q", advice, output)
			}
			w.Hint(line, held(), lang)
			w.Typed(line, lang)
		}
	})
}

// TestUnheeded holds what is said of words that were passed over, or handed on, without an error.
func TestUnheeded(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, en, zh string }{
		{"ip netns add red", "", ""},
		{"echo a\n", "", ""},
		{"explain ip netns add red blue", "", ""},
		{"ip netns add red blue", "ip made red and passed over blue: `ip netns add blue` makes that.", "ip 只创建了 red，没有理会 blue：用 `ip netns add blue` 创建它。"},
		{"ip addr add 010.0.0.1/24 dev veth0", "ip read 010.0.0.1/24 as 8.0.0.1/24: write all four numbers, without a zero before them.", "ip 把 010.0.0.1/24 读成了 8.0.0.1/24：四个数字都要写，前面不要加 0。"},
		{"ip route add 10.1/16 dev veth0", "ip read 10.1/16 as 10.0.0.1/16: write all four numbers, without a zero before them.", "ip 把 10.1/16 读成了 10.0.0.1/16：四个数字都要写，前面不要加 0。"},
		{"ip addr add 10.0.0.1/24 dev veth0", "", ""},
		{"ip netns add red；ip netns list", "`red；ip` has full-width letters or signs: switch the input method to half width.", "`red；ip` 里有全角字符：把输入法切换到半角，重新输入。"},
		{"ip netns add “red”", "`“red”` has a dash or a quote as printed texts have them: type `-`, `'` or `\"` instead.", "`“red”` 里有排版用的破折号或引号：改成 `-`、`'` 或 `\"`。"},
		{"ip netns del red blue", "ip deleted red alone, and passed over blue: `ip netns del blue` deletes that.", "ip 只删除了 red，没有理会 blue：用 `ip netns del blue` 删除它。"},
		{"ip route add 0.0.0.0 via 10.0.0.1", "0.0.0.0 alone is one address, as /32: the way to everywhere is `default`.", "单独的 0.0.0.0 只是一个地址（/32）：通往所有地方的路由写 `default`。"},
		{"ip route add 0.0.0.0/0 via 10.0.0.1", "", ""},
		{"ip link set veth0 state up", "`state` switches nothing: `ip link set veth0 up` does.", "`state` 不会启用或停用设备，要用 `ip link set veth0 up`。"},
		{"A=1", "", ""},
		{"'a b'", "", ""},
		{"docker run -d -it --name web base httpd", "", ""},
		{"docker run -d -p 80:80 --net=none base httpd -p 80", "", ""},
		{"docker run -d --ip 172.17.0.9 base", "Without `--net`, docker takes no notice of `--ip`: make a network with `--subnet`, and name it.",
			"没有 `--net` 时 docker 不理会 `--ip`：先用 `--subnet` 建一个网络，再写上它。"},
		{"docker run -d --net=net --ip 10.1.0.9 base", "", ""},
		{"docker run -d base ping --ip", "", ""},
		{"docker run -d base httpd --name web", "What stands behind the image is the command's own: write `--name` before the image.",
			"镜像后面的词都属于容器里的命令：把 `--name` 写到镜像前面。"},
		{"docker run -d base sleep 9 -p 8080:80", "What stands behind the image is the command's own: write `-p` before the image.",
			"镜像后面的词都属于容器里的命令：把 `-p` 写到镜像前面。"},
		{"docker run base ip addr --net=host", "What stands behind the image is the command's own: write `--net` before the image.",
			"镜像后面的词都属于容器里的命令：把 `--net` 写到镜像前面。"},
	} {
		if en, zh := w.Hint(test.line, Held{}, "en"), w.Hint(test.line, Held{}, "zh"); en != test.en || zh != test.zh {
			t.Errorf("unexpected hint on %s: %q, %q", test.line, en, zh)
		}
	}
}

// TestMeant holds which line an advice proposes.
func TestMeant(t *testing.T) {
	w := tables(t)
	for _, lang := range []string{"en", "zh"} {
		for line, want := range map[string]string{"ip exec red link": "ip netns exec red ip link", "ip exec red link\n": "ip netns exec red ip link", "ip frob": ""} {
			advice := w.Advice(line, "Object \"exec\" is unknown, try \"ip help\".\n", held(), lang)
			if got := Meant(advice, lang); got != want {
				t.Errorf("unexpected line of %s: want %q, got %q", advice, want, got)
			}
		}
	}
}

// TestMoved holds what is said of a device that is to be moved, and is there already.
func TestMoved(t *testing.T) {
	w := tables(t)
	const en, zh = "veth1 is in the namespace red already.", "veth1 已经在命名空间 red 里了。"
	for _, test := range []struct{ line, output string }{
		{"ip link set veth1 netns red", "Cannot find device \"veth1\"\n"},
		{"ip link set dev veth1 netns red", "Cannot find device \"veth1\"\n"},
		{"ip link set red netns veth1", "Error: argument \"veth1\" is wrong: Invalid \"netns\" value\n"},
	} {
		for lang, want := range map[string]string{"en": en, "zh": zh} {
			if got := w.Advice(test.line, test.output, held(), lang); got != want {
				t.Errorf("unexpected advice on %s: want %q, got %q", test.line, want, got)
			}
		}
	}
}

// TestOfRun holds that what a new container lacks is not looked for in another one.
func TestOfRun(t *testing.T) {
	got := tables(t).Advice("docker run --rm --network none base ip addr add 10.0.0.1/24 dev eth0", "Cannot find device \"eth0\"\n", held(), "en")
	if strings.Contains(got, "docker exec") || got == "" {
		t.Errorf("unexpected advice: %q", got)
	}
}

// TestApartFromBridge holds what is said of a port that is in another namespace than its bridge.
func TestApartFromBridge(t *testing.T) {
	w, lab := tables(t), held()
	for i := range lab.Topology.Namespaces {
		lab.Topology.Namespaces[i].ID = topo.ID(i + 1)
	}
	const en, zh = "veth1 is in the namespace red, and br0 takes devices of its own: `ip netns exec red ip link set veth1 netns 1` brings it here.",
		"veth1 在命名空间 red 里，而 br0 只接自己命名空间里的设备：用 `ip netns exec red ip link set veth1 netns 1` 把它移到这里。"
	for _, test := range []struct{ line, output string }{
		{"ip link set veth1 master br0", "Cannot find device \"veth1\"\n"},
		{"brctl addif br0 veth1", "interface veth1 does not exist!\n"},
	} {
		for lang, want := range map[string]string{"en": en, "zh": zh} {
			if got := w.Advice(test.line, test.output, lab, lang); got != want {
				t.Errorf("unexpected advice on %s: want %q, got %q", test.line, want, got)
			}
		}
	}
}
