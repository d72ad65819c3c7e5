package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vethlab/lab"
	"vethlab/lessons"
)

func TestBareWithoutTerminal(t *testing.T) {
	r := play(t, "")
	if r.status != 0 || !strings.Contains(r.out, "veth") || !strings.Contains(r.out, "vethlab run LESSON") {
		t.Errorf("unexpected list: %+v", r)
	}
}

func TestWrongUse(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.md")
	if err := os.WriteFile(broken, []byte("---\nid: broken\ntitel: x\n---\n\n## One\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		words  []string
		status int
		err    string
	}{
		{[]string{"run", "vet"}, 2, `did you mean "veth"`},
		{[]string{"run", "veth", "--step", "99"}, 2, "no step 99"},
		{[]string{"run", "veth", "--step", "abc"}, 2, `--step "abc": want a number`},
		{[]string{"run", "veth", "--plian"}, 2, `did you mean "--plain"`},
		{[]string{"run", "veth", "--plain", "--json"}, 2, "plain"},
		{[]string{"run"}, 2, "run needs a lesson, such as `vethlab run veth`"},
		{[]string{"export", "veth", "--lang", "zh", "docker-none"}, 2, "export 一次只能写一课，而这里有 2 个词"},
		{[]string{"veth"}, 2, "vethlab run veth"},
		{[]string{"docter"}, 2, `did you mean "doctor"`},
		{[]string{"run", "veth", "--lang", "fr"}, 2, "en, zh"},
		{[]string{"sh", "--topology", "xml", "-c", "true"}, 2, "json, text"},
		{[]string{"check"}, 2, "arg"},
		{[]string{"check", broken}, 1, broken + ":3:"},
		{[]string{"run", broken}, 1, broken + ":3:"},
		{[]string{"check", "/nowhere.md"}, 1, "/nowhere.md"},
		{[]string{"sh", "/nowhere.sh"}, 127, "/nowhere.sh"},
	} {
		r := play(t, "", test.words...)
		if r.status != test.status || !strings.Contains(r.err, test.err) || r.out != "" {
			t.Errorf("vethlab %q: want status %d and %q, got %+v", test.words, test.status, test.err, r)
		}
	}
}

func TestExplain(t *testing.T) {
	for _, test := range []struct {
		input  string
		words  []string
		status int
		out    []string
		err    string
	}{
		{"", []string{"ip", "link", "add", "veth0", "type", "veth", "peer", "name", "veth1"}, 0, []string{"\nlink ", "\nadd ", "type veth", "\nname veth1 "}, ""},
		{"", []string{"ip", "-br", "a"}, 0, []string{"-br", "\na "}, ""},
		{"", []string{"--lang", "zh", "ip", "link", "show"}, 0, []string{"网"}, ""},
		{"2: veth0@if3: <NO-CARRIER,BROADCAST,UP> mtu 1500\n", []string{"-"}, 0, []string{"@if3", "NO-CARRIER", "mtu 1500"}, ""},
		{"nothing of the kind\n", []string{"-"}, 1, nil, "ip addr | vethlab explain -"},
		{"", []string{"frobnicate"}, 1, []string{"vethlab does not know this word"}, ""},
		{"", []string{"--lang", "zh", "frobnicate"}, 1, []string{"vethlab 不认识这个词"}, ""},
		{"", []string{"NO-CARRIER"}, 0, []string{"NO-CARRIER  on, but"}, ""},
		{"", nil, 2, nil, "for example: vethlab explain ip link"},
		{"", []string{"--lang", "zh"}, 2, nil, "例如：vethlab explain ip link"},
		{"", []string{"--lang", "zh", "-"}, 1, nil, "例如：ip addr"},
		{"", []string{"-", "--lang", "zh"}, 1, nil, "例如：ip addr"},
		{"", []string{"-", "ip"}, 2, nil, "takes no \"ip\""},
		{"", []string{"--lang", "xx", "ip"}, 2, nil, "unknown language"},
		{"", []string{"ip link | grep veth"}, 0, []string{"\n| ", "\ngrep "}, ""},
		{"frob 1: veth0@if3: mtu 1500\n", []string{"-"}, 0, []string{"that vethlab does not know: frob"}, ""},
		{"frob 1: veth0@if3: mtu 1500\n", []string{"-", "--lang", "zh"}, 0, []string{"vethlab 不认识的词：frob"}, ""},
	} {
		r := play(t, test.input, append([]string{"explain"}, test.words...)...)
		if r.status != test.status || !strings.Contains(r.err, test.err) {
			t.Errorf("vethlab explain %q: want status %d and %q, got %+v", test.words, test.status, test.err, r)
		}
		for _, want := range test.out {
			if !strings.Contains("\n"+r.out, want) {
				t.Errorf("vethlab explain %q: want %q in\n%s", test.words, want, r.out)
			}
		}
	}
}

// TestUnknownLesson tells where the lessons are listed.
func TestUnknownLesson(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "vethlab: unknown lesson \"vth\"; did you mean \"veth\"?\n`vethlab list` tells which there are.\n",
		"zh": "可用 `vethlab list` 查看有哪些课程。\n",
	} {
		if r := play(t, "", "run", "vth", "--lang", lang); r.status != 2 || r.out != "" || !strings.HasSuffix(r.err, want) {
			t.Errorf("vethlab run vth: want status 2 and %q, got %+v", want, r)
		}
	}
}

func TestShell(t *testing.T) {
	needLab(t)
	script := filepath.Join(t.TempDir(), "script.sh")
	if err := os.WriteFile(script, []byte("ip netns add $1\nip netns list\nexit 7\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, stdin string
		words       []string
		want        result
	}{
		{"lines", "", []string{"sh", "-c", "ip netns add a; ip netns list; false"}, result{"a\n", "", 1}},
		{"file", "", []string{"sh", script, "red"}, result{"red\n", "", 7}},
		{"stdin", "ip netns add b\nip netns exec b bash\nip -br link\nexit\nexit 3\n", []string{"sh"},
			result{"lo               DOWN           00:00:00:00:00:00 <LOOPBACK> \n", "", 3}},
		{"error", "", []string{"sh", "-c", "ip link set x up"}, result{"", "Cannot find device \"x\"\n", 1}},
		{"kill of the lab", "", []string{"sh", "-c", "kill -0 1 && kill -l 1 && ! kill -9 1 && ! sudo kill 1"}, result{"HUP\n",
			strings.Repeat("bash: line 1: kill: (1) - that is this shell itself, the first process here: `exit` leaves it\n", 2), 0}},
		{"flag of the script", "", []string{"sh", script, "red", "--topology"},
			result{"red\n", "vethlab: --topology is handed to the script; for vethlab itself write it before the file\n", 7}},
		{"flag of the script, meant", "", []string{"sh", "--", script, "red", "--topology"}, result{"red\n", "", 7}},
		{"explain", "", []string{"sh", "-c", "explain ip addr"},
			result{"ip    show and change devices, addresses, routes and namespaces\naddr  IP addresses of devices\n", "", 0}},
		{"real program", "", []string{"sh", "-c", "id -u"}, result{"0\n", "", 0}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := play(t, test.stdin, test.words...); got != test.want {
				t.Errorf("unexpected result:\nwant: %+v\n got: %+v", test.want, got)
			}
		})
	}
}

// TestOwnNames gives a table of routes a name, as one does with /etc/iproute2: in the lab, and not on the machine.
func TestOwnNames(t *testing.T) {
	needLab(t)
	const tables = "/etc/iproute2/rt_tables"
	before, err := os.ReadFile(tables)
	if err != nil {
		t.Fatal(err)
	}
	r := play(t, "", "sh", "-c", `echo "200 custom" >> `+tables+`
ip rule add from 192.0.2.1 table custom; ip rule show table custom; /sbin/ip rule show table custom`)
	const rule = "32765:\tfrom 192.0.2.1 lookup custom\n"
	if want := (result{rule + rule, "", 0}); r != want {
		t.Errorf("unexpected result: want %+v, got %+v", want, r)
	}
	if after, err := os.ReadFile(tables); err != nil || string(after) != string(before) {
		t.Errorf("the machine's %s was changed: %v\n%s", tables, err, after)
	}
}

// TestMonitorLacks has ip monitor say by name what it leaves out of a route.
func TestMonitorLacks(t *testing.T) {
	needLab(t)
	r := play(t, "", "sh", "-c", `ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; ip addr add 10.0.0.1/24 dev v0
> /run/told; ip monitor route >> /run/told 2>&1 &
until grep -q 10.9.0.0 /run/told; do ip route add 10.9.0.0/16 via 10.0.0.2; ip route del 10.9.0.0/16; done
/sbin/ip nexthop add id 7 via 10.0.0.2 dev v0; /sbin/ip route add 10.8.0.0/16 nhid 7
until grep -q ^10.8.0.0 /run/told; do :; done
kill $!; grep -B1 ^10.8.0.0 /run/told`)
	want := result{"vethlab: ip route nhid is not built in, and is left out here:\n10.8.0.0/16 via 10.0.0.2 dev v0 \n", "", 0}
	if r != want {
		t.Errorf("unexpected result: want %+v, got %+v", want, r)
	}
}

// TestWebServers runs what introductions to Docker run first.
func TestWebServers(t *testing.T) {
	needLab(t)
	r := play(t, "", "sh", "-c", `docker run -d --name web -p 8080:80 nginx:alpine > /dev/null; docker run -d --name other -P docker.io/library/httpd > /dev/null
until nc -z 127.0.0.1 8080; do :; done
docker exec web wget -qO- http://localhost/ > /dev/null && docker ps --format '{{.Names}} {{.Command}} {{.Ports}}'`)
	const want = "other \"httpd\" 0.0.0.0:32768->80/tcp, :::32768->80/tcp\nweb \"httpd\" 0.0.0.0:8080->80/tcp, :::8080->80/tcp\n"
	if r.out != want || r.status != 0 {
		t.Errorf("unexpected result: want %q, got %+v", want, r)
	}
}

func TestTopology(t *testing.T) {
	needLab(t)
	r := play(t, "", "sh", "--topology", "json", "-c", "ip netns add test0; ip link add veth0 type veth peer name veth1 netns test0")
	var got struct {
		Namespaces []struct{ Name string }
	}
	if err := json.Unmarshal([]byte(r.out), &got); err != nil {
		t.Fatalf("topology is no JSON: %v\n%s", err, r.out)
	}
	if len(got.Namespaces) != 2 || got.Namespaces[0].Name != "host" || got.Namespaces[1].Name != "test0" {
		t.Errorf("unexpected namespaces: %+v", got)
	}
	if r := play(t, "", "sh", "--topology", "text", "-c", "true"); !strings.Contains(r.out, "host") {
		t.Errorf("unexpected text: %+v", r)
	}
}

// TestTwoLabs opens a second lab while the first stands.
func TestTwoLabs(t *testing.T) {
	needLab(t)
	outer := "ip netns add only-here; " + program() + " sh -c 'ip netns list; ip -br link' >&2; ip netns list"
	first := play(t, "", "sh", "-c", outer)
	if first.status != 0 || strings.Contains(first.err, "only-here") || first.out != "only-here\n" {
		t.Errorf("one lab sees another: %+v", first)
	}
}

func TestPlain(t *testing.T) {
	needLab(t)
	for _, lang := range []string{"en", "zh"} {
		r := play(t, "", "run", "veth", "--plain", "--lang", lang)
		if r.status != 0 || r.err != "" {
			t.Errorf("unexpected end: status %d, %s", r.status, r.err)
		}
		ping := map[string]string{"en": "Ping: host → 192.168.5.3: answered\n", "zh": "Ping：host → 192.168.5.3：有回应\n"}[lang]
		for _, want := range []string{"ip netns add test0", "NO-CARRIER", "64 bytes from 192.168.5.3", ping} {
			if !strings.Contains(r.out, want) {
				t.Errorf("%s: %q is not in the plain lesson", lang, want)
			}
		}
		if strings.ContainsAny(r.out, "│╭\x1b") {
			t.Errorf("%s: the plain lesson has boxes or colours", lang)
		}
	}
}

func TestJSONLines(t *testing.T) {
	needLab(t)
	r := play(t, "", "run", "veth", "--json")
	if r.status != 0 || r.err != "" {
		t.Fatalf("unexpected end: status %d, %s", r.status, r.err)
	}
	l, err := lessons.Find("veth", "en")
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, s := range l.Steps {
		want += len(s.Commands())
	}
	lines := strings.Split(strings.TrimSuffix(r.out, "\n"), "\n")
	if len(lines) != want {
		t.Errorf("want an object a command, %d, got %d", want, len(lines))
	}
	for _, line := range lines {
		var all map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &all); err != nil {
			t.Fatal(err)
		}
		for _, field := range []string{"step", "namespace", "command", "output", "status", "duration_ns", "topology"} {
			if _, ok := all[field]; !ok {
				t.Errorf("no %s in %s", field, line)
			}
		}
	}
}

// TestWithoutLab runs on a kernel that refuses network namespaces.
func TestWithoutLab(t *testing.T) {
	needLab(t)
	r := command(t, "", withoutLab(t, "run", "veth", "--plain"))
	if r.status != 3 || !strings.Contains(r.out, "recording") || !strings.Contains(r.out, "64 bytes from") {
		t.Errorf("unexpected plain recording: status %d, %s", r.status, r.err)
	}
	if !strings.Contains(r.err, "max_net_namespaces") {
		t.Errorf("the cause and cure are not told: %s", r.err)
	}
	for _, words := range [][]string{{"run", "veth", "--json"}, {"sh", "-c", "true"}} {
		if r := command(t, "", withoutLab(t, words...)); r.status != 3 || r.out != "" {
			t.Errorf("%q: want status 3 and nothing on standard output, got %+v", words, r)
		}
	}
	r = command(t, "", withoutLab(t, "doctor"))
	if r.status != 3 || !strings.Contains(r.out, "max_net_namespaces") {
		t.Errorf("unexpected doctor: %+v", r)
	}
}

func TestDoctor(t *testing.T) {
	needLab(t)
	r := play(t, "", "doctor", "--json")
	var list []lab.Ability
	if err := json.Unmarshal([]byte(r.out), &list); err != nil {
		t.Fatalf("%v\n%+v", err, r)
	}
	names := map[string]lab.Ability{}
	for _, a := range list {
		names[a.Name] = a
		if !a.OK && (a.Why == "" || a.Cure == "") {
			t.Errorf("%s: no cause or no cure: %+v", a.Name, a)
		}
	}
	for _, name := range []string{"veth", "bridge", "mounts", "namespaces", "icmp"} {
		if !names[name].OK {
			t.Errorf("%s does not work here, but the other tests need it: %+v", name, names[name])
		}
	}
}

// TestNeeds holds that a lesson's file which needs what this machine has not says so, whoever plays it.
func TestNeeds(t *testing.T) {
	needLab(t)
	var list []lab.Ability
	if err := json.Unmarshal([]byte(play(t, "", "doctor", "--json").out), &list); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "own.md")
	src := strings.Replace(ownLesson, "needs: []", "needs: [veth, vlan, dummy, docker]", 1)
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{{"check", file}, {"run", "--plain", file}, {"export", file}} {
		r := play(t, "", words...)
		for _, a := range list {
			needs := strings.Contains("veth vlan dummy docker", a.Name)
			if told := strings.Contains(r.err, "needs "+a.Name+": "+a.Why+"; cure: "+a.Cure+"\n"); told != (needs && !a.OK) {
				t.Errorf("vethlab %q: it was told that it lacks %s: %v, and it has it: %v: %+v", words, a.Name, told, a.OK, r)
			}
		}
	}
}

// A kernel that lets nobody make user namespaces lacks them alone.
func TestDoctorWithoutUserNamespaces(t *testing.T) {
	needLab(t)
	r := command(t, "", without(t, "user", "doctor"))
	if !strings.Contains(r.out, "user namespace   no: make one: no space left on device") || !strings.Contains(r.out, "veth             yes") {
		t.Errorf("unexpected doctor: %+v", r)
	}
}

func TestCheck(t *testing.T) {
	needLab(t)
	src, err := os.ReadFile("../../lessons/content/en/veth.md")
	if err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(t.TempDir(), "veth.md")
	if err := os.WriteFile(wrong, []byte(strings.ReplaceAll(string(src), "LOWERLAYERDOWN", "DORMANT")), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := play(t, "", "check", "../../lessons/content/en/veth.md"); r.status != 0 {
		t.Errorf("the lesson does not hold: %+v", r)
	}
	r := play(t, "", "check", wrong)
	if r.status != 1 || !strings.Contains(r.out, "LOWERLAYERDOWN") || !strings.Contains(r.out, "DORMANT") ||
		!strings.Contains(r.out, wrong+":") {
		t.Errorf("no diff of what differs: %+v", r)
	}
}

// TestCheckAll holds that a file which is no lesson keeps no other from being played, and what is told in Chinese.
func TestCheckAll(t *testing.T) {
	needLab(t)
	folder := t.TempDir()
	own, broken, failing := filepath.Join(folder, "own.md"), filepath.Join(folder, "broken.md"), filepath.Join(folder, "failing.md")
	for file, src := range map[string]string{
		own: ownLesson, broken: strings.Replace(ownLesson, "title:", "titel:", 1),
		failing: strings.NewReplacer("id: veth\n", "id: fails\n", "$ ip netns add red\n", "$ false\n…\n").Replace(ownLesson),
	} {
		if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for lang, want := range map[string][]string{
		"en": {own + ": ok\n", broken + ":3:1: head: unknown key `titel`; did you mean `title`?\n", failing + ":12: $ false\n    it failed: its exit status is 1\n"},
		"zh": {own + "：与课文一致\n", broken + ":3:1: 文件头：没有 `titel` 这个键；是不是 `title`？\n", failing + ":12: $ false\n    命令失败了：退出状态是 1\n"},
	} {
		r := play(t, "", "check", "--lang", lang, broken, failing, own)
		if r.status != 1 || !strings.Contains(r.out, want[0]) || r.err != want[1] || !strings.Contains(r.out, want[2]) {
			t.Errorf("%s: want status 1 and %q, got %+v", lang, want, r)
		}
	}
	copied := filepath.Join(folder, "copied.md")
	if err := os.WriteFile(copied, []byte(ownLesson), 0o644); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": `the id "veth" is that of `, "zh": "id “veth”与 "} {
		if r := play(t, "", "check", "--lang", lang, own, copied); r.status != 1 || !strings.Contains(r.err, want+own+":2") {
			t.Errorf("%s: unexpected answer to two lessons of one id: %+v", lang, r)
		}
	}
	// A translation whose original is no lesson cannot be compared.
	for _, lang := range []string{"en", "zh"} {
		if err := os.Mkdir(filepath.Join(folder, lang), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	translation := filepath.Join(folder, "zh", "x.md")
	for file, src := range map[string]string{filepath.Join(folder, "en", "x.md"): "no lesson", translation: ownLesson} {
		if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := play(t, "", "check", translation, own)
	if r.status != 1 || r.out != own+": ok\n" || !strings.Contains(r.err, "en/x.md:1:1: a lesson begins with") {
		t.Errorf("unexpected result: want status 1, and the other file played, got %+v", r)
	}
	if r := play(t, "", "run", "--plain", own); !strings.Contains(r.out, "\n2 steps, about 1 minute\n") {
		t.Errorf("unexpected lesson: %+v", r)
	}
}

// TestLanguage takes it from the environment.
func TestLanguage(t *testing.T) {
	c := exec.Command(program(), "list")
	c.Env = append(environment(t), "LC_ALL=zh_CN.UTF-8")
	if r := command(t, "", c); r.status != 0 || !strings.Contains(r.out, "命名空间") {
		t.Errorf("unexpected list: %+v", r)
	}
}

// TestLimits lets a lab run into each of its limits: the error is the one of a shell on a machine that is full, and the lab goes on.
func TestLimits(t *testing.T) {
	needLab(t)
	if _, err := exec.LookPath("unshare"); err != nil {
		need(t, "util-linux's unshare is not installed")
	}
	for _, test := range []struct{ name, script, want string }{
		{"namespaces", "for i in $(seq 1100); do ip netns add n$i || break; done; ip -br link",
			"No space left on device"},
		{"programs", "for i in $(seq 450); do sleep 600 || : >/run/full & done; until test -e /run/full; do :; done; ip -br link", "fork: Resource temporarily unavailable"},
		{"subshells", "f() { f | f & }; f; ip -br link", ""},
		{"processes", "timeout -s KILL 1 bash -c ':(){ :|:& };:' >/dev/null 2>&1; ip -br link", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			words := []string{"--user", "--map-root-user", program(), "sh", "-c", test.script}
			r := command(t, "", exec.Command("unshare", words...))
			if r.status != 0 || !strings.Contains(r.err, test.want) || !strings.HasPrefix(r.out, "lo ") {
				t.Errorf("want %q and a lab that goes on, got status %d, %.300s\n%.300s", test.want, r.status, r.out, r.err)
			}
		})
	}
}
