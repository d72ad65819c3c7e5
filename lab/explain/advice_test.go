package explain

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
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
		if got := w.Hint(line, "en"); got != want {
			t.Errorf("unexpected hint on %s: want %q, got %q", line, want, got)
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
		{"ip addr add 10.0.0.1/24 veth7", garbage("local", "veth7"), tooMany},
		{"ip link set veth1 up", "Cannot find device \"veth1\"\n", "veth1 is in the namespace red: write `ip -n red` for `ip`."},
		{"ip netns exec red ip link set veth0 up", "Cannot find device \"veth0\"\n", "veth0 is on the host, not in this namespace."},
		{"ip link set eth0 up", "Cannot find device \"eth0\"\n", "eth0 is in the container web: `docker exec web ip …` acts there."},
		{"ip link show veth1", "Device \"veth1\" does not exist.\n", "veth1 is in the namespace red: write `ip -n red` for `ip`."},
		{"bridge link show dev veth1", "Cannot find device \"veth1\"\n", "veth1 is in the namespace red: write `bridge -n red` for `bridge`."},
		{"bridge vlan add dev veth1 vid 5", "Cannot find bridge device \"veth1\"\n", "veth1 is in the namespace red: write `bridge -n red` for `bridge`."},
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
