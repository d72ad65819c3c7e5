//go:build linux

package container

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"vethlab/lab/netfilter"
)

// firstRules are those that Docker 20.10 makes before its first network, as iptables-nft leaves them in the kernel.
const firstRules = `
add table ip nat
add chain ip nat DOCKER
add chain ip nat PREROUTING { type nat hook prerouting priority dstnat; policy accept; }
add chain ip nat INPUT { type nat hook input priority 100; policy accept; }
add chain ip nat OUTPUT { type nat hook output priority -100; policy accept; }
add chain ip nat POSTROUTING { type nat hook postrouting priority srcnat; policy accept; }
add table ip filter
add chain ip filter DOCKER
add chain ip filter DOCKER-ISOLATION-STAGE-1
add chain ip filter DOCKER-ISOLATION-STAGE-2
add chain ip filter INPUT { type filter hook input priority filter; policy accept; }
add chain ip filter FORWARD { type filter hook forward priority filter; policy drop; }
add chain ip filter OUTPUT { type filter hook output priority filter; policy accept; }
add chain ip filter DOCKER-USER
add rule ip nat PREROUTING fib daddr type local counter jump DOCKER
add rule ip nat OUTPUT ip daddr != 127.0.0.0/8 fib daddr type local counter jump DOCKER
add rule ip filter FORWARD counter jump DOCKER-USER
add rule ip filter FORWARD counter jump DOCKER-ISOLATION-STAGE-1
add rule ip filter DOCKER-ISOLATION-STAGE-1 counter return
add rule ip filter DOCKER-ISOLATION-STAGE-2 counter return
add rule ip filter DOCKER-USER counter return
`

// rules are those of one network. What others of that kind there are does not matter: isolation goes by two chains.
func (b *bridge) rules([]*bridge) string {
	var s strings.Builder
	add := func(chain, format string, args ...any) {
		fmt.Fprintf(&s, "insert rule ip %s "+format+"\n", append([]any{chain}, args...)...)
	}
	if b.internal {
		add("filter DOCKER-ISOLATION-STAGE-1", "ip saddr != %s oifname \"%s\" counter drop", b.subnet, b.link)
		add("filter DOCKER-ISOLATION-STAGE-1", "ip daddr != %s iifname \"%s\" counter drop", b.subnet, b.link)
		fmt.Fprintf(&s, "add rule ip filter FORWARD iifname \"%s\" oifname \"%[1]s\" counter accept\n", b.link)
		return s.String()
	}
	add("nat POSTROUTING", "ip saddr %s oifname != \"%s\" counter masquerade", b.subnet, b.link)
	add("nat DOCKER", "iifname \"%s\" counter return", b.link)
	for _, rule := range []string{
		"oifname \"%[1]s\" ct state related,established counter accept",
		"oifname \"%[1]s\" counter jump DOCKER",
		"iifname \"%[1]s\" oifname != \"%[1]s\" counter accept",
		"iifname \"%[1]s\" oifname \"%[1]s\" counter accept",
	} {
		fmt.Fprintf(&s, "add rule ip filter FORWARD "+rule+"\n", b.link)
	}
	add("filter DOCKER-ISOLATION-STAGE-1", "iifname \"%[2]s\" oifname != \"%[2]s\" counter jump DOCKER-ISOLATION-STAGE-2", b.link)
	add("filter DOCKER-ISOLATION-STAGE-2", "oifname \"%s\" counter drop", b.link)
	return s.String()
}

// dropRules deletes the rules of the host that keep is false for.
func (e *Builtin) dropRules(ctx context.Context, gone func(text string) bool) error {
	tables, err := netfilter.Read(e.config.Host)
	if err != nil {
		return err
	}
	var script strings.Builder
	for _, t := range tables {
		for _, c := range t.Chains {
			for _, r := range c.Rules {
				if t.Family == "ip" && gone(r.Text) {
					fmt.Fprintf(&script, "delete rule ip %s %s handle %d\n", t.Name, c.Name, r.Handle)
				}
			}
		}
	}
	if script.Len() == 0 {
		return nil
	}
	return e.nft(e.config.Host, script.String())
}

// names tells whether a rule names the bridge's link or subnet.
func (b *bridge) names(text string) bool {
	return strings.Contains(text, `"`+b.link+`"`) || slices.Contains(strings.Fields(text), b.subnet.String())
}

// publishing gives the three rules of a published port: what comes to the host's port goes to the container, may pass, and is
// masqueraded where the container speaks to itself.
func (p *publishedPort) rules() string {
	to := netip.AddrPortFrom(p.endpoint.address.Addr(), p.port)
	link := p.endpoint.bridge.link
	var host string
	if a := p.host.Addr(); !a.IsUnspecified() {
		host = "ip daddr " + a.String() + " "
	}
	var s strings.Builder
	fmt.Fprintf(&s, "add rule ip nat POSTROUTING ip saddr %s ip daddr %[1]s %s dport %d counter masquerade\n", to.Addr(), p.protocol, p.port)
	fmt.Fprintf(&s, "add rule ip nat DOCKER iifname != \"%s\" %s%s dport %d counter dnat to %s\n", link, host, p.protocol, p.host.Port(), to)
	fmt.Fprintf(&s, "add rule ip filter DOCKER ip daddr %s iifname != \"%s\" oifname \"%[2]s\" %s dport %d counter accept\n", to.Addr(), link, p.protocol, p.port)
	return s.String()
}

// texts are the rules as they are read back, without their verb and chain.
func (p *publishedPort) texts() []string {
	if p.host.Addr().Is6() {
		return nil
	}
	var list []string
	for line := range strings.Lines(p.rules()) {
		list = append(list, strings.Join(strings.Fields(line)[5:], " "))
	}
	return list
}
