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
