package explain

import (
	"strings"
	"testing"
)

// TestAsked holds what is told of a word alone: what it means where it is shown, or else in a command; of one that is a program, that.
func TestAsked(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ word, english, chinese string }{
		{"NO-CARRIER", "NO-CARRIER = on, but its other end is off or missing; or a bridge without a port that is up",
			"NO-CARRIER = 已启用，但另一端没启用或不存在；或者是没有已启用端口的网桥"},
		{"LOWER_UP,", "LOWER_UP = there is a carrier; of a veth: its other end is on, too", "LOWER_UP = 有载波，也就是来自另一端的信号；对 veth 来说，另一端也启用了"},
		{"masquerade", "nft … masquerade = they leave with this host's address as sender", "nft … masquerade = 改用本机地址作发送方"},
		{"MASQUERADE", "iptables … -j MASQUERADE = they leave with this host's address as sender", "iptables … -j MASQUERADE = 改用本机地址作发送方"},
		{"via", "via ADDRESS = through the router with this address", "via ADDRESS = 经过有这个地址的路由器"},
		{"noqueue", "qdisc noqueue = packets are sent at once, none waits", "qdisc noqueue = 包立刻发出，不排队"},
		{"add", "ip link add = make a new device", "ip link add = 新建一个设备"},
		{"ping", "ping = ask a host for an answer, and time it", "ping = 向一台主机要一个回应，并计时"},
		{"frob", "frob ?", "frob ?"},
		{`Object "lnik" is unknown, try "ip help".`, `Object "lnik" is unknown, try "ip help". = That word is not known. Put ` + "`help` there instead, to see which are.",
			`Object "lnik" is unknown, try "ip help". = 不认识这个词。把它换成 ` + "`help`，就能看到有哪些。"},
		{"Cannot do what nobody has seen", "Cannot do what nobody has seen ?", "Cannot do what nobody has seen ?"},
		{"ADDRESS", "ADDRESS ?", "ADDRESS ?"},
		{"ip lnik", "lnik ≈ link = network devices, real and virtual", "lnik ≈ link = 网络设备，真实的和虚拟的"},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := text(w.Asked([]string{test.word}, lang)); !strings.Contains("\n"+got, "\n"+want+"\n") {
				t.Errorf("unexpected words on %s: want %s in\n%s", test.word, want, got)
			}
		}
	}
	if got := text(w.Asked([]string{"ip", "link"}, "en")); !strings.HasPrefix(got, "ip = ") {
		t.Errorf("unexpected words on a command: want ip first, got\n%s", got)
	}
}
