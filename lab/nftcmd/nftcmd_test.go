package nftcmd

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is written again is what nft would list, or type.
func TestString(t *testing.T) {
	for text, want := range map[string]string{
		"add table t": "add table ip t\n",
		"table inet t { chain c { tcp dport 80 accept; }; }":                        "add table inet t\nadd chain inet t c\nadd rule inet t c tcp dport 80 accept\n",
		"add rule t c tcp dport { 443, 80, 443 } accept":                            "add rule ip t c tcp dport { 80, 443 } accept\n",
		"add rule t c ip saddr 10.1.2.3/8 masquerade":                               "add rule ip t c ip saddr 10.0.0.0/8 masquerade\n",
		"add rule t c ct state related,established accept":                          "add rule ip t c ct state established,related accept\n",
		"add rule t c iifname lo counter":                                           "add rule ip t c iifname \"lo\" counter packets 0 bytes 0\n",
		"add set t s { type ipv4_addr; flags interval; elements = { 10.0.0.0/8 } }": "add set ip t s { type ipv4_addr; flags interval; elements = { 10.0.0.0/8 }; }\n",
		"define x = { 22, 80 }\nadd rule t c tcp dport $x accept":                   "add rule ip t c tcp dport { 22, 80 } accept\n",
		"add element t s { 1.1.1.1 timeout 5m, 1.1.1.2 . 80 : accept }":             "add element ip t s { 1.1.1.1 timeout 5m, 1.1.1.2 . 80 : accept }\n",
		"add rule t c tcp flags & (syn|ack) == syn":                                 "add rule ip t c tcp flags syn / syn,ack\n",
		"add rule t c tcp flags & syn == ack":                                       "add rule ip t c tcp flags & syn == ack\n",
		"add rule t c dnat to numgen inc mod 2 map { 1: 10.0.0.3, 0 : 10.0.0.2 }":   "add rule ip t c dnat to numgen inc mod 2 map { 0 : 10.0.0.2, 1 : 10.0.0.3 }\n",
		"add rule t c tcp dport { 80-90, 85-95, 22 }":                               "add rule ip t c tcp dport { 22, 80-95 }\n",
		"add rule t c ip saddr 10.0.0.0-10.0.0.255 tcp dport { 5-5 }":               "add rule ip t c ip saddr 10.0.0.0-10.0.0.255 tcp dport 5-5\n",
		"add rule t c meta l4proto 6 dnat to 10.0.0.1:80":                           "add rule ip t c meta l4proto tcp dnat to 10.0.0.1:80\n",
		"delete rule ip t c handle 5":                                               "delete rule ip t c handle 5\n",
		"insert rule ip t c position 5 drop # why":                                  "insert rule ip t c handle 5 drop\n",
		"flush ruleset\nlist ruleset":                                               "flush ruleset\nlist ruleset\n",
		"add chain t c { type nat hook prerouting priority dstnat; }":               "add chain ip t c { type nat hook prerouting priority dstnat; }\n",
		"add chain t c { type filter hook input priority 5; policy drop; }":         "add chain ip t c { type filter hook input priority filter + 5; policy drop; }\n",
	} {
		s, err := ParseScript(text)
		if err != nil {
			t.Errorf("unexpected error of %q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, s.String()); diff != "" {
			t.Errorf("unexpected text of %q (-want +got):\n%s", text, diff)
		}
	}
}

// What is not known, or wrong, is left to the real nft.
func TestForeign(t *testing.T) {
	for _, text := range []string{
		"nosuch", "add", "add table", "add set t s", "add rule t c tcp dport 70000", "add rule t c", "add rule t c nosuch 5", "define x", "add rule t c x $y",
		"add rule t c ip saddr fd00::1", "add table t }", "add chain t fwd", "add rule t c log prefix \"%d\"", "table t { chain c {", "add rule t c tcp dport { }",
		"table t { chain c { accept } }", "add rule t c tcp dport { 22, }, accept", "add rule t c ip saddr . tcp dport 5", "add rule t c limit rate 5/fortnight",
	} {
		if s, err := ParseScript(text); !errors.Is(err, ErrForeign) {
			t.Errorf("unexpected success of %q: got %q, %v", text, s, err)
		}
	}
}

// Whatever is understood can be written, and is understood again as the same.
func FuzzParseScript(f *testing.F) {
	f.Add("table ip nat {\n\tchain post {\n\t\ttype nat hook postrouting priority srcnat; policy accept;\n\t\tip saddr 10.0.0.0/8 counter masquerade\n\t}\n}\n")
	f.Add("add rule inet t c tcp dport { 80, 443 } ct state new,established limit rate over 5/minute burst 7 packets log prefix \"x\" reject with tcp reset")
	f.Add("insert rule ip t c position 5 iifname != \"veth*\" meta mark 0x10 ip daddr 10.0.0.1-10.0.0.5 snat to 10.0.0.1:5 random")
	lines, err := os.ReadFile("testdata/commands.nft")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(lines)) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseScript(text)
		if err != nil || len(s.Misread) > 0 || slices.ContainsFunc(s.Places, func(at Places) bool { return len(at.Faults) > 0 }) {
			return
		}
		again, err := ParseScript(s.String())
		if err != nil {
			t.Fatalf("unexpected error of its own text %q: %v", s, err)
		}
		if diff := cmp.Diff(s.Commands, again.Commands); diff != "" {
			t.Errorf("unexpected meaning of its own text %q (-first +second):\n%s", s, diff)
		}
	})
}
