package ipcmd_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

func host(tables ...topo.Table) topo.Namespace {
	return topo.Namespace{Name: topo.HostName, ID: 1, Tables: tables, Links: []topo.Link{{Index: 1, Name: "lo", Type: "loopback", MTU: 65536, TxQueue: 1000}}}
}

func nat(rules ...topo.Rule) topo.Table {
	return topo.Table{Family: "ip", Name: "nat", Chains: []topo.Chain{
		{Name: "POSTROUTING", Type: "nat", Hook: "postrouting", Priority: 100, Policy: "accept", Rules: rules},
	}}
}

func rules(texts ...string) []topo.Rule {
	list := make([]topo.Rule, len(texts))
	for i, text := range texts {
		list[i] = topo.Rule{Handle: uint64(i + 2), Text: text}
	}
	return list
}

func TestTranscribeRules(t *testing.T) {
	const masquerade = `ip saddr 172.17.0.0/16 oifname != "docker0" counter masquerade`
	docker := topo.Chain{Name: "DOCKER", Rules: rules(`iifname "docker0" return`)}
	filter := topo.Table{Family: "ip", Name: "filter", Chains: []topo.Chain{
		{Name: "FORWARD", Type: "filter", Hook: "forward", Policy: "drop", Rules: rules("jump DOCKER")}, docker,
	}}
	open := filter
	open.Chains = []topo.Chain{{Name: "FORWARD", Type: "filter", Hook: "forward", Policy: "accept"}}
	for _, c := range []struct {
		name     string
		from, to []topo.Table
	}{
		{"new tables", nil, []topo.Table{nat(rules(masquerade)...), filter}},
		{"a table gone", []topo.Table{nat(), filter}, []topo.Table{filter}},
		{"a table before another", []topo.Table{filter}, []topo.Table{nat(), filter}},
		{"a chain gone, and the policy open", []topo.Table{filter}, []topo.Table{open}},
		{"a chain more", []topo.Table{open}, []topo.Table{filter}},
		{"a rule at the end", []topo.Table{nat(rules("accept")...)}, []topo.Table{nat(rules("accept", masquerade)...)}},
		{"rules between and before", []topo.Table{nat(rules("ip ttl 1", "ip ttl 2")...)}, []topo.Table{nat(rules("ip ttl 3", "ip ttl 1", "ip ttl 4", "ip ttl 5", "ip ttl 2")...)}},
		{"rules gone and exchanged", []topo.Table{nat(rules("ip ttl 1", "ip ttl 2", "ip ttl 3")...)}, []topo.Table{nat(rules("ip ttl 3", "ip ttl 2")...)}},
		{"another priority", []topo.Table{nat()}, []topo.Table{{Family: "ip", Name: "nat", Chains: []topo.Chain{{Name: "POSTROUTING", Type: "nat", Hook: "postrouting", Priority: -5}}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			from := topo.Topology{Namespaces: []topo.Namespace{host(c.from...)}}
			to := topo.Topology{Namespaces: []topo.Namespace{host(c.to...)}}
			golden.RequireEqual(t, lines(ipcmd.Transcribe(from, to)))
			if steps := ipcmd.Transcribe(to, to); len(steps) > 0 {
				t.Errorf("unexpected steps to itself: %s", steps)
			}
		})
	}
}

func lines(steps []ipcmd.Step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString(s.String() + "\n")
	}
	return b.String()
}

// TestTranscribeContainers holds how namespaces are reached that have no name in /run/netns.
func TestTranscribeContainers(t *testing.T) {
	lo := []topo.Link{{Index: 1, Name: "lo", Type: "loopback", MTU: 65536, TxQueue: 1000}}
	up := []topo.Link{{Index: 1, Name: "lo", Type: "loopback", MTU: 65536, TxQueue: 1000, Flags: topo.FlagUp}}
	up[0].Addrs = []topo.Addr{{Family: "inet", Local: netip.MustParseAddr("127.0.0.1"), PrefixLen: 8, Scope: "host", Label: "lo", Valid: topo.Forever, Preferred: topo.Forever}}
	box := topo.Namespace{Name: "box", ID: 2, Path: "/proc/23/ns/net", Links: lo}
	named := topo.Namespace{Name: "23", ID: 2, Links: lo}
	risen := topo.Namespace{Name: "box", ID: 2, Path: "/proc/23/ns/net", Links: up, Sysctls: map[string]string{"net.ipv4.ip_forward": "1"}}
	near := topo.Link{Index: 2, Name: "A", Kind: "veth", Type: "ether", MTU: 1500, TxQueue: 1000, Peer: &topo.End{Namespace: 1, Index: 3}}
	far := topo.Link{Index: 3, Name: "B", Kind: "veth", Type: "ether", MTU: 1500, TxQueue: 1000, Peer: &topo.End{Namespace: 1, Index: 2}}
	wired, moved := host(), host()
	wired.Links = append(wired.Links, near, far)
	near.Peer = &topo.End{Namespace: 2, Index: 3}
	moved.Links = append(moved.Links, near)
	held := box
	held.Links = append([]topo.Link{}, lo[0], far)
	for _, c := range []struct {
		name     string
		from, to []topo.Namespace
	}{
		{"in both", []topo.Namespace{host(), box}, []topo.Namespace{host(), risen}},
		{"new", []topo.Namespace{host()}, []topo.Namespace{host(), risen}},
		{"gone", []topo.Namespace{host(), box}, []topo.Namespace{host()}},
		{"named", []topo.Namespace{host(), box}, []topo.Namespace{host(), named}},
		{"not named any more", []topo.Namespace{host(), named}, []topo.Namespace{host(), box}},
		{"a link moves there", []topo.Namespace{wired, box}, []topo.Namespace{moved, held}},
	} {
		t.Run(c.name, func(t *testing.T) {
			golden.RequireEqual(t, lines(ipcmd.Transcribe(topo.Topology{Namespaces: c.from}, topo.Topology{Namespaces: c.to})))
		})
	}
}
