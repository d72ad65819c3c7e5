package topo

import (
	"fmt"
	"testing"
)

// TestRules holds what is understood of a rule's text.
func TestRules(t *testing.T) {
	for _, test := range []struct{ text, masquerades, publishes string }{
		{`ip saddr 172.17.0.0/16 oifname != "docker0" counter masquerade`, "172.17.0.0/16 docker0", ""},
		{`oifname "eth0" masquerade`, "invalid Prefix ", ""},
		{`ip saddr 10.0.0.2 counter masquerade fully-random`, "10.0.0.2/32 ", ""},
		{`ip6 saddr fd00::/64 oifname != "br-0" masquerade`, "fd00::/64 br-0", ""},
		{`iifname != "docker0" tcp dport 8080 counter dnat to 172.17.0.2:80`, "", "tcp 8080 172.17.0.2:80"},
		{`udp dport 53 dnat ip to 172.17.0.3:5353`, "", "udp 53 172.17.0.3:5353"},
		{`tcp dport 80 dnat to [fd00::2]:80`, "", "tcp 80 [fd00::2]:80"},
		{`tcp dport { 80, 81 } dnat to 10.0.0.1:80`, "", ""},
		{`tcp dport 80 accept`, "", ""},
		{`dnat to 10.0.0.1`, "", ""},
		{`counter jump DOCKER`, "", ""},
		{``, "", ""},
		{`tcp dport`, "", ""},
		{`masquerade oifname !=`, "invalid Prefix ", ""},
	} {
		masquerades, publishes := "", ""
		if from, notOut, ok := (Rule{Text: test.text}).Masquerades(); ok {
			masquerades = fmt.Sprint(from, " ", notOut)
		}
		if protocol, port, to, ok := (Rule{Text: test.text}).Publishes(); ok {
			publishes = fmt.Sprint(protocol, " ", port, " ", to)
		}
		if masquerades != test.masquerades || publishes != test.publishes {
			t.Errorf("unexpected meaning of %q: want %q and %q, got %q and %q",
				test.text, test.masquerades, test.publishes, masquerades, publishes)
		}
	}
}

// FuzzRules holds that no text of a rule is too odd.
func FuzzRules(f *testing.F) {
	f.Add(`ip saddr 172.17.0.0/16 oifname != "docker0" counter masquerade`)
	f.Add(`iifname != "docker0" tcp dport 8080 counter dnat to 172.17.0.2:80`)
	f.Fuzz(func(t *testing.T, text string) {
		r := Rule{Text: text}
		if _, _, to, ok := r.Publishes(); ok && !to.IsValid() {
			t.Errorf("published to nowhere: %q", text)
		}
		r.Masquerades()
	})
}
