package topo

import (
	"fmt"
	"testing"
)

// The texts are those of both engines: nftables' own order, and that of what iptables has made.
func TestMasquerades(t *testing.T) {
	for text, want := range map[string]string{
		`ip saddr 172.17.0.0/16 oifname != "docker0" counter masquerade`:  "172.17.0.0/16 docker0",
		`oifname != "docker0" ip saddr 172.17.0.0/16 counter masquerade`:  "172.17.0.0/16 docker0",
		`ip saddr 10.0.0.0/8 masquerade random`:                           "10.0.0.0/8 ",
		`ip saddr 172.17.0.2 ip daddr 172.17.0.2 tcp dport 80 masquerade`: "",
		`masquerade`:                    "",
		`ip saddr 172.17.0.0/16 accept`: "",
	} {
		from, notOut, ok := Rule{Text: text}.Masquerades()
		got := ""
		if ok {
			got = from.String() + " " + notOut
		}
		if got != want {
			t.Errorf("unexpected network of %s: want %q, got %q", text, want, got)
		}
	}
}

func TestPublishes(t *testing.T) {
	for text, want := range map[string]string{
		`iifname != "docker0" tcp dport 8080 counter dnat to 172.17.0.2:80`: "tcp 8080 172.17.0.2:80",
		`ip daddr 127.0.0.1 udp dport 53 dnat to 10.0.0.2:53`:               "udp 53 10.0.0.2:53",
		`tcp dport 8080 accept`:            "",
		`iifname "docker0" counter return`: "",
	} {
		protocol, port, to, ok := Rule{Text: text}.Publishes()
		got := ""
		if ok {
			got = fmt.Sprint(protocol, " ", port, " ", to)
		}
		if got != want {
			t.Errorf("unexpected port of %s: want %q, got %q", text, want, got)
		}
	}
}
