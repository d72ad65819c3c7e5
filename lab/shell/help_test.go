//go:build linux

package shell

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

// TestExplainWord has the shell's own explain do what that of vethlab does: with - it reads what a command has shown, by a pipe or from a file.
func TestExplainWord(t *testing.T) {
	for _, test := range []struct {
		lang, line string
		status     int
		want       string
	}{
		{"en", "ip -n a addr | explain -", 0, "\nLOOPBACK "},
		{"zh", "ip -n a addr | explain -", 0, "通回自己的设备\n"},
		{"en", "explain - <<< 'frob default via 10.0.0.1'", 0, "names, or words that vethlab does not know: frob"},
		{"en", "explain - < /dev/null", 1, "there was nothing on standard input that has an explanation"},
		{"zh", "explain - < /dev/null", 1, "标准输入里没有能解释的内容"},
		{"en", "explain - <&-", 1, "there was nothing on standard input that has an explanation"},
		{"en", "explain masquerade", 0, "they leave with this host's address as sender"},
		{"zh", "explain masquerade", 0, "改用本机地址作发送方"},
		{"en", "explain frob", 1, "vethlab does not know this word"},
		{"zh", "explain frob", 1, "vethlab 不认识这个词"},
	} {
		s := newShell(t)
		s.config.Lang = test.lang
		if status, err := s.Run(t.Context(), "ip netns add a", io.Discard, io.Discard); status != 0 || err != nil {
			t.Fatalf("unexpected outcome: %d, %v", status, err)
		}
		var out bytes.Buffer
		if status, err := s.Run(t.Context(), test.line, &out, &out); status != test.status || err != nil || !strings.Contains(out.String(), test.want) {
			t.Errorf("unexpected outcome of %q: want %d and %q, got %d, %v and\n%s", test.line, test.status, test.want, status, err, out.String())
		}
		if status, err := s.Run(t.Context(), "ip netns del a", io.Discard, io.Discard); status != 0 || err != nil {
			t.Fatalf("unexpected outcome: %d, %v", status, err)
		}
	}
}

// TestHelp names the keys that help at a prompt: that of the usage where it is one.
func TestHelp(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"\nctrl+r           search what was typed before\n", "\n… | explain -    say the same of what a command shows\n"},
		"zh": {"\nctrl+r           搜索以前输入的命令\n", "\n… | explain -    说明命令打印的内容\n"},
	} {
		for _, terminal := range []bool{false, true} {
			s := newShell(t)
			s.config.Lang = lang
			s.terminal.Store(terminal)
			var out bytes.Buffer
			status, err := s.Run(t.Context(), "help", &out, &out)
			s.terminal.Store(false)
			if status != 0 || err != nil || strings.Contains(out.String(), "\nctrl+o  ") != terminal {
				t.Errorf("unexpected help in %s at a terminal, %v: %d, %v\n%s", lang, terminal, status, err, out.String())
			}
			for _, row := range want {
				if !strings.Contains(out.String(), row) {
					t.Errorf("unexpected help in %s: want %q in\n%s", lang, row, out.String())
				}
			}
		}
	}
}
