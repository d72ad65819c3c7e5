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
			b.WriteString("→ " + w.Advice(line, output, lang) + "\n")
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

// TestRespelt holds that a misspelt word is named as it was meant, in the line as it was typed, where the error is about it.
func TestRespelt(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, output, want string }{
		{"ip lnik add", "Object \"lnik\" is unknown, try \"ip help\".\n", "Was `ip link add` meant?"},
		{"true && ip -n red  adr shwo | cat", "Object \"adr\" is unknown, try \"ip help\".\n", "Was `true && ip -n red  addr show | cat` meant?"},
		{"ipp link", "bash: line 1: ipp: command not found\n", "Was `ip link` meant?"},
		{"docker rnu base", "docker: 'rnu' is not a docker command.\nSee 'docker --help'\n", "Was `docker run base` meant?"},
		{"ip link shwo", "Cannot find device \"veth0\"\n", "There is no device of that name in this namespace: `ip link` lists those that are here."},
		{"ip frob", "Object \"frob\" is unknown, try \"ip help\".\n", "That word is not known. `help` in its place lists those that are."},
	} {
		if got := w.Advice(test.line, test.output, "en"); got != test.want {
			t.Errorf("unexpected advice on %s: want %q, got %q", test.line, test.want, got)
		}
	}
}
