package explain

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/ipcmd"
)

func tables(t testing.TB) Words {
	t.Helper()
	w, err := Read()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// text is entries in lines.
func text(list []Entry) string {
	var b strings.Builder
	for _, e := range list {
		switch {
		case e.Unknown:
			b.WriteString(e.Words + " ?\n")
		case e.Meant != "":
			b.WriteString(e.Words + " ≈ " + e.Meant + " = " + e.Text + "\n")
		default:
			b.WriteString(e.Words + " = " + e.Text + "\n")
		}
	}
	return b.String()
}

func TestCommand(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, want string }{
		{"ip link add veth0 type veth peer name veth1", "ip = show and change devices, addresses, routes and namespaces\n" +
			"link = network devices, real and virtual\nadd = make a new device\nveth0 = the device\n" +
			"type veth = a veth: a cable with two ends\npeer = what follows is about the other end\nname veth1 = the device's name; with set, its new name\n"},
		{"ip l s veth0 up", "ip = show and change devices, addresses, routes and namespaces\nl = network devices, real and virtual\n" +
			"s = change a device\nveth0 = the device\nup = switch it on\n"},
		{"sudo ip netns exec red cat x", "sudo = do what follows as root; in a lab you are root already\n" +
			"ip = show and change devices, addresses, routes and namespaces\nnetns = network namespaces\nexec = run a command inside a namespace\n" +
			"red = the namespace\ncat = print a file\nx = the file\n"},
		{"docker run -dit --net=container:web base true", "docker = make and look at containers\nrun = make a container and start it\n" +
			"-d = in the background\n-i = keep its input open\n-t = with a terminal\n--net=container:web = in which network\n" +
			"base = the image: the files that the container sees\ntrue = succeed, and do nothing else\n"},
		{"docker run --net=none base", "docker = make and look at containers\nrun = make a container and start it\n" +
			"--net=none = with no network but lo\nbase = the image: the files that the container sees\n"},
		{"bridge v global set vid 1", "bridge = show and change bridges and their ports\nv = which vlans pass which port\n" +
			"global = settings of whole bridges\nset = change one\nvid 1 = that VLAN, or a range of them\n"},
		{"frobnicate -x", "frobnicate ?\n-x ?\n"},
		{"ip lnk add", "ip = show and change devices, addresses, routes and namespaces\nlnk ≈ link = network devices, real and virtual\nadd = make a new device\n"},
		{"ip l shwo", "ip = show and change devices, addresses, routes and namespaces\nl = network devices, real and virtual\nshwo ≈ show = list devices\n"},
		{"ip frob add", "ip = show and change devices, addresses, routes and namespaces\nfrob ?\nadd ?\n"},
		{"docker exec c1 ipp addr", "docker = make and look at containers\nexec = run one more program in a container\nc1 = the container\n" +
			"ipp ≈ ip = show and change devices, addresses, routes and namespaces\naddr = IP addresses of devices\n"},
		{"ip link set type macvlan mode brigde", "ip = show and change devices, addresses, routes and namespaces\nlink = network devices, real and virtual\n" +
			"set = change a device\ntype macvlan = a macvlan: another MAC address on a device\nmode brigde ≈ bridge = among themselves, at once\n"},
		{"nosuch", "nosuch ?\n"}, // two letters from touch
		{"ping -c3 10.0.0.1", "ping = ask a host for an answer, and time it\n-c3 = that many times, then stop\n10.0.0.1 = whom to ask\n"},
		{"kill -9 7", "kill = end a process\n-9 = at once; the process cannot refuse\n7 = the process\n"},
		{"docker logs -f web", "docker = make and look at containers\nlogs = what a container has printed\n-f = go on showing what comes\nweb = the container\n"},
		{"nft add rule ip t c udp dport { 53, 67} accept", `nft = the kernel's packet filter: who may pass, and whose address is rewritten
add = add something
rule = a rule: what to look at, and what to do then
ip = for IPv4
t = the table
c = the chain
udp dport { 53, 67} = UDP packets to one of these ports
accept = they may pass
`},
		{"nft add rule ip t c udp dport { 53, 67-68 } accept", `nft = the kernel's packet filter: who may pass, and whose address is rewritten
add = add something
rule = a rule: what to look at, and what to do then
ip = for IPv4
t = the table
c = the chain
udp dport { 53, 67-68 } = UDP packets to one of these ports
accept = they may pass
`},
		{"nc -z 10.0.0.1 80", "nc = open one connection, or wait for one\n-z = connect, send nothing, and leave: is anybody there?\n10.0.0.1 = the address\n80 = the port\n"},
		{"nc -zvw1 10.0.0.1 80", "nc = open one connection, or wait for one\n-z = connect, send nothing, and leave: is anybody there?\n" +
			"-v = say how it went\n-w1 = how long to wait\n10.0.0.1 = the address\n80 = the port\n"},
		{"nc -zw 1 10.0.0.1 80", "nc = open one connection, or wait for one\n-z = connect, send nothing, and leave: is anybody there?\n" +
			"-w 1 = how long to wait\n10.0.0.1 = the address\n80 = the port\n"},
		{"nc -lvp 80", "nc = open one connection, or wait for one\n-l = wait for a connection\n-v = say how it went\n-p 80 = the port of this side\n"},
		{"nc -l 80", "nc = open one connection, or wait for one\n-l = wait for a connection\n80 = the port\n"},
		{"nc -l 10.0.0.1 80", "nc = open one connection, or wait for one\n-l = wait for a connection\n10.0.0.1 = the address\n80 = the port\n"},
		{"docker run --frob x base ls", "docker = make and look at containers\nrun = make a container and start it\n--frob ?\nx ?\nbase ?\nls ?\n"},
		{"docker rmi base", "docker = make and look at containers\nrmi = delete an image\nbase ?\n"},
		{"curl --frob 3 10.0.0.1", "curl = fetch a page\n--frob ?\n3 ?\n10.0.0.1 = the page\n"},
		{"curl --frob=3 10.0.0.1", "curl = fetch a page\n--frob=3 ?\n10.0.0.1 = the page\n"},
		{"iptables --frob 3 -j DROP", "iptables = the older program for the packet filter; nft does the same\n--frob ?\n3 ?\n-j DROP = they vanish\n"},
		{"iptables --lst", "iptables = the older program for the packet filter; nft does the same\n--lst ?\n"},
		{"nsenter --net ip a", "nsenter = run a command in the namespaces of a process\n--net = its network namespace\n" +
			"ip = show and change devices, addresses, routes and namespaces\na = IP addresses of devices\n"},
		{"nsenter --net=x ip a", "nsenter = run a command in the namespaces of a process\n--net=x = the network namespace of that file\n" +
			"ip = show and change devices, addresses, routes and namespaces\na = IP addresses of devices\n"},
		{"docker system prune -a", "docker = make and look at containers\nsystem = all commands for the engine\nprune = delete what nobody uses any more\n-a ?\n"},
		{"ip maddr show", "ip = show and change devices, addresses, routes and namespaces\nmaddr = the groups from which a device takes frames\nshow ?\n"},
		{"head -5 x", "head = print only the first lines\n-5 = that many lines\nx = the file\n"},
		{"iptables -L -n", "iptables = the older program for the packet filter; nft does the same\n-L = list the rules\n-n = with numbers in place of names\n"},
		{"ip link set v0 promisc off", "ip = show and change devices, addresses, routes and namespaces\nlink = network devices, real and virtual\n" +
			"set = change a device\nv0 = the device\npromisc off = switched off: take every frame, not only its own\n"},
		{"ip -all netns exec ip link", "ip = show and change devices, addresses, routes and namespaces\n-all = in every namespace that has a name\n" +
			"netns = network namespaces\nexec = run a command inside a namespace\n" +
			"ip = show and change devices, addresses, routes and namespaces\nlink = network devices, real and virtual\n"},
		{"ip -y link", "ip = show and change devices, addresses, routes and namespaces\n-y ?\nlink = network devices, real and virtual\n"},
	} {
		if got := text(w.Command(strings.Fields(test.line), "en")); got != test.want {
			t.Errorf("unexpected explanation of %s:\nwant\n%sgot\n%s", test.line, test.want, got)
		}
	}
}

// TestRefused holds what is said of words that the program refuses, and of those without a word that is missing.
func TestRefused(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, word, english, chinese string }{
		{"ip addr add 10.0.0.1/24 eth0", "eth0", "? did you mean dev eth0: of which device", "？是不是 dev eth0：哪个设备的"},
		{"ip route add default eth0", "eth0", "? did you mean dev eth0: out of this device", "？是不是 dev eth0：从这个设备出去"},
		{"ip addr add 10.0.0.300/24 dev eth0", "10.0.0.300/24", "? Each of the four numbers of an address is 255 at most.", "？地址的四个数字每个最大 255。"},
		{"ip addr add 10.0.0.1 24 dev eth0", "10.0.0.1 24", "? did you mean 10.0.0.1/24: the address; after / how many of its bits are the network's", "？是不是 10.0.0.1/24：地址；/ 后面是网络部分占多少位"},
		{"ip link add v0 veth peer name v1", "veth", "? did you mean type veth: a veth: a cable with two ends", "？是不是 type veth：veth：有两端的一根网线"},
		{"ip link set v0 on", "on", "? did you mean up: switch it on", "？是不是 up：启用"},
		{"netns list", "netns", "? did you mean ip netns: show and change devices, addresses, routes and namespaces", "？是不是 ip netns：查看和修改网络设备、地址、路由与命名空间"},
		{"ip link set v0 mtu abc", "mtu abc", "? A number of bytes is expected: `mtu 1400`.", "？这里要写字节数，例如 `mtu 1400`。"},
		{"docker frob", "frob", "? docker refuses this", "？docker 不接受这样写"},
		{"frob", "frob", "? vethlab does not know this word", "？vethlab 不认识这个词"},
		{"ip addr add $a dev eth0", "$a", "the address; after / how many of its bits are the network's", "地址；/ 后面是网络部分占多少位"},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			list := w.Line(test.line, lang)
			at := slices.IndexFunc(list, func(e Entry) bool { return e.Words == test.word })
			if at < 0 || list[at].Say(lang) != want {
				t.Errorf("unexpected explanation of %s in %s: want %s  %s, got\n%s", test.word, test.line, test.word, want, text(list))
			}
		}
	}
}

// TestUsual shows what is said of the commands that introductions to networking and to the shell begin with: a file for each language. All
// their words have an entry.
func TestUsual(t *testing.T) {
	w := tables(t)
	for _, lang := range []string{"en", "zh"} {
		t.Run(lang, func(t *testing.T) {
			var b strings.Builder
			for line := range strings.Lines(string(readFile(t, "testdata/usual.txt"))) {
				list := w.Line(strings.TrimSpace(line), lang)
				if slices.ContainsFunc(list, func(e Entry) bool { return e.Unknown || e.Meant != "" }) {
					t.Errorf("%q: a word has no entry:\n%s", line, text(list))
				}
				b.WriteString("$ " + line + text(list))
			}
			golden.RequireEqual(t, b.String())
		})
	}
}

// TestLine holds that a line is taken apart as the shell and nft do.
func TestLine(t *testing.T) {
	w := tables(t)
	const nft = "nft = the kernel's packet filter: who may pass, and whose address is rewritten\nadd = add something\n"
	for _, test := range []struct{ line, want string }{
		{"ip link | grep veth", "ip = show and change devices, addresses, routes and namespaces\nlink = network devices, real and virtual\n" +
			"| = what comes before prints into what follows\ngrep = print only the lines that have a word in them\n" +
			"veth = the word or expression, then the files\n"},
		{"nft add rule ip nat post ip saddr 10.0.0.0/24 oifname != br0 masquerade", nft +
			"rule = a rule: what to look at, and what to do then\nip = for IPv4\nnat = the table\npost = the chain\n" +
			"ip saddr 10.0.0.0/24 = packets from there\noifname != br0 = packets that leave by any device but this\n" +
			"masquerade = they leave with this host's address as sender\n"},
		{"nft 'add chain ip nat pre { type nat hook prerouting priority dstnat; policy drop; }'", nft +
			"chain = a chain: rules that packets go through in order\nip = for IPv4\nnat = the table\npre = the chain\n{ = here it begins\n" +
			"type nat = the chain rewrites senders or receivers\nhook prerouting = as soon as packets have come in\n" +
			"priority dstnat = before the others: the usual place for rewriting receivers\npolicy drop = packets that no rule is for vanish\n" +
			"} = here it ends\n"},
		{"for n in a b; do ip netns add $n 2>/dev/null; done > names", "for n in a b = for each of these words, once\ndo = do this each time\n" +
			"ip = show and change devices, addresses, routes and namespaces\nnetns = network namespaces\nadd = make a namespace and give it a name\n" +
			"$n = the name, a file in /var/run/netns\n2> /dev/null = its errors are dropped\ndone = the end of what is repeated\n" +
			"> names = what it prints goes into that file\n"},
		{"if ! echo a 2>&1; then wait; fi", "if = if this succeeds\n! = the other way round: failing counts as success\necho = print the words that follow\n" +
			"a = what is printed\n2>&1 = goes where that one goes: 1 is what it prints, 2 its errors\nthen = do this\nwait = wait until what runs in the background has ended\n" +
			"fi = the end of the if\n"},
	} {
		if got := text(w.Line(test.line, "en")); got != test.want {
			t.Errorf("unexpected explanation of %s:\nwant\n%sgot\n%s", test.line, test.want, got)
		}
	}
}

func TestOutput(t *testing.T) {
	w := tables(t)
	const line = "2: veth1@if3: <NO-CARRIER,UP> mtu 1500 qdisc noqueue state LOWERLAYERDOWN frob"
	want := "@if3 = 另一端是另一个命名空间里的 3 号设备\nNO-CARRIER = 已启用，但另一端没启用或不存在；或者是没有已启用端口的网桥\nUP = 已启用\nmtu 1500 = 能通过的最大的包（字节）\n" +
		"qdisc noqueue = 包立刻发出，不排队\nstate LOWERLAYERDOWN = 已启用，但另一端未启用\nfrob ?\n"
	if got := text(w.Output(line, "zh")); got != want {
		t.Errorf("unexpected explanation:\nwant\n%sgot\n%s", want, got)
	}
}

// TestTables holds that each row says something in both languages, in a line, and that the wrong ones are told.
func TestTables(t *testing.T) {
	w := tables(t)
	var rows []row
	for _, f := range w.shown {
		rows = slices.Concat(rows, f.rows)
	}
	for _, list := range w.commands {
		rows = slices.Concat(rows, list)
	}
	for _, r := range rows {
		for lang, said := range r.texts {
			if (said == "") != (r.pattern[0] == "<COMMAND>") || ansi.StringWidth(said) > 90 {
				t.Errorf("unexpected text of %q in %s: want 1 to 90 columns, got %q", r.pattern, lang, said)
			}
		}
	}
	for _, wrong := range []string{"word | only English\n", "word | a | b | c\n"} {
		if err := eachRow(wrong, func(string, row) {}); err == nil || !strings.HasPrefix(err.Error(), "line 1: ") {
			t.Errorf("unexpected error of %q: want one of line 1, got %v", wrong, err)
		}
	}
}

// TestSaid says in Chinese what varies, too, and leaves alone what the table does not have.
func TestSaid(t *testing.T) {
	w := tables(t)
	for text, want := range map[string]string{
		"this machine has no dockerd, no runc, no cgroup2 in its kernel; sudo apt install docker.io; use a kernel with CONFIG_CGROUPS": "这台机器上没有 dockerd、runc、内核的 cgroup2；解决办法：sudo apt install docker.io；换用带 CONFIG_CGROUPS 的内核",
		"mount proc on /proc: operation not permitted (a seccomp filter refuses it, as in a plain container)":                          "把 proc 挂载到 /proc：没有权限进行这个操作（seccomp 过滤器不允许，普通容器里就是这样）",
		"docker run --privileged …, or --cap-add SYS_ADMIN …":                                                                          "docker run --privileged …，或者 --cap-add SYS_ADMIN …",
		"no space left on the moon": "no space left on the moon",
	} {
		if got := w.Said(text, "zh"); got != want {
			t.Errorf("unexpected Chinese of %q:\nwant %s\ngot  %s", text, want, got)
		}
		if got := w.Said(text, "en"); got != text {
			t.Errorf("unexpected English: want %s, got %s", text, got)
		}
	}
}

// TestAdviceOnPrograms says what an error of a program of the machine's means, too.
func TestAdviceOnPrograms(t *testing.T) {
	const line, said = "sudo iptables -t nat -L", "iptables v1.8.9 (nf_tables): table `nat' is incompatible, use 'nft' tool.\n"
	for lang, want := range map[string]string{"en": "nftables' own", "zh": "nftables 自己的"} {
		if got := tables(t).Advice(line, said, Held{}, lang); !strings.Contains(got, want) || !strings.Contains(got, "`nft list ruleset`") {
			t.Errorf("unexpected advice in %s: want %q, got %q", lang, want, got)
		}
	}
}

// TestLessons holds that no word of any lesson lacks an entry: of its commands, and of what they show.
func TestLessons(t *testing.T) {
	w := tables(t)
	files, err := filepath.Glob("../../lessons/content/en/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no recordings: %v", err)
	}
	for _, f := range files {
		recording, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		names := namesIn(t, recording)
		for line := range strings.Lines(string(recording)) {
			var r record
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatal(err)
			}
			for _, part := range strings.FieldsFunc(r.Command, func(c rune) bool { return strings.ContainsRune("|&;", c) }) {
				part = regexp.MustCompile(`'[^']*'|\$\([^)]*\)|"[^"]*"`).ReplaceAllString(part, "VALUE")
				for _, e := range w.Command(strings.Fields(part), "en") {
					if (e.Unknown || e.Meant != "") && !isSyntax(part) {
						t.Errorf("%s: unexpected word in %q: %q has no entry", filepath.Base(f), r.Command, e.Words)
					}
				}
			}
			for shown := range strings.Lines(r.Output) {
				for _, e := range w.Output(shown, "en") {
					if e.Unknown && !names(e.Words) {
						t.Errorf("%s: unexpected word in %q: %q has no entry", filepath.Base(f), strings.TrimSpace(shown), e.Words)
					}
				}
			}
		}
	}
}

// isSyntax tells whether a part of a line is bash's own language.
func isSyntax(part string) bool { return regexp.MustCompile(`^\s*(for|do|done)\b`).MatchString(part) }

// record is a line of a recording, as far as it is needed.
type record struct{ Command, Output string }

// namesIn tells which words are names in a lesson: those that its commands gave, ids, and those of Docker's links.
func namesIn(t *testing.T, recording []byte) func(word string) bool {
	t.Helper()
	given := map[string]bool{"docker0": true}
	for line := range strings.Lines(string(recording)) {
		var r record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		for _, word := range strings.FieldsFunc(r.Command, func(c rune) bool { return strings.ContainsRune(" '\"/=:{}.", c) }) {
			given[word] = true
		}
	}
	drawn := regexp.MustCompile(`^(veth[0-9a-f]{7}|[0-9a-f]{12}|[0-9a-f]{64})$`)
	return func(word string) bool {
		word = strings.Trim(word, `"':;,()`)
		return given[word] || drawn.MatchString(word)
	}
}

// TestKeywords holds that the tables have every word of the usage that our own tools print, but for those that they leave to the real ones.
func TestKeywords(t *testing.T) {
	foreign := strings.Fields(string(readFile(t, "testdata/foreign.txt")))
	for _, of := range []string{
		"ip link", "ip address", "ip route", "ip rule", "ip neigh", "ip netns", "ip tuntap",
		"ip link veth", "ip link bridge", "ip link bridge_slave", "ip link vlan", "ip link vxlan", "ip link macvlan", "ip link ipvlan",
		"bridge link", "bridge fdb", "bridge vlan", "brctl",
	} {
		at := of
		if strings.HasPrefix(of, "ip ") {
			at = "" // the words of a kind stand apart
		}
		known, usage := wordsAt(tables(t), at), usageOf(of)
		found := regexp.MustCompile(`[A-Za-z0-9_.-]+`).FindAllString(usage, -1)
		if len(found) < 10 {
			t.Errorf("%s help: no usage: %q", of, usage)
		}
		for _, word := range found {
			if regexp.MustCompile(`^[a-z][a-z0-9_]+$`).MatchString(word) && !known[word] && !slices.Contains(foreign, word) {
				t.Errorf("%s help: no entry for %s", of, word)
			}
		}
	}
}

// wordsAt are all that may stand somewhere after those words.
func wordsAt(w Words, at string) map[string]bool {
	known := map[string]bool{}
	for _, word := range strings.Fields(at) {
		known[word] = true
	}
	for place, rows := range w.commands {
		for _, r := range rows {
			for _, word := range r.pattern {
				if strings.HasPrefix(place, at) {
					known[word] = true
				}
			}
		}
	}
	return known
}

// usageOf is what a tool prints when it is asked how something is written: of brctl, which says it in prose, the commands.
func usageOf(of string) string {
	words := strings.Fields(of)
	parse := map[string]func([]string) (ipcmd.Command, error){"ip": ipcmd.Parse, "bridge": ipcmd.ParseBridge, "brctl": ipcmd.ParseBrctl}[words[0]]
	if words[0] == "brctl" {
		c, _ := parse([]string{"--help"})
		return strings.Join(regexp.MustCompile(`(?m)^\t\w+`).FindAllString(c.Action.(ipcmd.Reply).Out, -1), "")
	}
	c, err := parse(slices.Insert(words[1:], 1, "help"))
	if reply, ok := c.Action.(ipcmd.Reply); ok {
		return reply.Out + reply.Err
	}
	return fmt.Sprint(err)
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestAdding follows the example of CONTRIBUTING.md: the row that it shows is there, and all that it promises comes of it.
func TestAdding(t *testing.T) {
	guide := string(readFile(t, "../../CONTRIBUTING.md"))
	_, section, _ := strings.Cut(guide, "## Adding a keyword of `ip`")
	section, _, _ = strings.Cut(section, "\n## ")
	example := regexp.MustCompile(`(?m)^    (\w+\("(\w+)", \d+\)\.means\("(\w+)", "([^"]+)", "([^"]+)"\),)$`).FindStringSubmatch(section)
	if example == nil {
		t.Fatalf("no example in %s", section)
	}
	row, word, value, english, chinese := example[1], example[2], example[3], example[4], example[5]
	if table := string(readFile(t, "../ipcmd/kind_bridge.go")); !strings.Contains(table, row) {
		t.Errorf("kind_bridge.go has no %s", row)
	}
	line := "ip link add br0 type bridge " + word + " 7"
	c, err := ipcmd.Parse(strings.Fields(line)[1:])
	if err != nil || c.String() != line {
		t.Errorf("unexpected command of %s: %s, %v", line, c, err)
	}
	// What is wrong after the kind is told when the command is carried out, once its devices have been looked up.
	if c, err := ipcmd.Parse(strings.Fields(line + "x")[1:]); err == nil && c.Action.(ipcmd.LinkAdd).Wrong == nil {
		t.Errorf("no error of %sx", line)
	}
	w := tables(t)
	for lang, want := range map[string]string{"en": english, "zh": chinese} {
		if got := text(w.Command(strings.Fields(line), lang)); !strings.Contains(got, want) {
			t.Errorf("unexpected explanation: want %q in\n%s", want, got)
		}
		typed := "ip link add br0 type bridge " + word[:4]
		c := w.Complete(typed, len(typed), Held{}, lang)
		if !slices.Contains(c.Candidates, Candidate{Word: word, Text: want}) {
			t.Errorf("unexpected candidates for %q: %v", typed, c.Candidates)
		}
		if !slices.Contains(c.Forms, word+" "+value) {
			t.Errorf("unexpected usage of %q: %v", typed, c.Forms)
		}
	}
}
