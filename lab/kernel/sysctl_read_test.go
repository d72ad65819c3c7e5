//go:build linux

package kernel_test

import (
	"maps"
	"os"
	"strings"
	"testing"

	"vethlab/lab/kernel"
)

// setSysctl writes a setting in the world's host, or in a namespace of that name.
func (w world) setSysctl(ns, assignment string) {
	w.Helper()
	name, value, _ := strings.Cut(assignment, "=")
	at := w.host
	if ns != "host" {
		var err error
		if at, err = kernel.OpenNamed(ns); err != nil {
			w.Fatal(err)
		}
		defer at.Close()
	}
	path := "/proc/sys/" + strings.NewReplacer(".", "/", "/", ".").Replace(name)
	if err := at.Do(func() error { return os.WriteFile(path, []byte(value), 0) }); err != nil {
		w.Fatalf("unexpected error of %s in %s: %v", assignment, ns, err)
	}
}

func TestTopologySysctls(t *testing.T) {
	tests := map[string]struct {
		lines []string // of ip
		set   []string // in the host
		want  map[string]string
	}{
		"nothing": {lines: []string{"link set lo up", "link add aa type bridge", "link set aa up"}},
		"forwarding sets links and the default along": {
			lines: []string{"link add aa type bridge"},
			set:   []string{"net.ipv4.ip_forward=1"},
			want:  map[string]string{"net.ipv4.ip_forward": "1"},
		},
		"forwarding, but for a link": {
			lines: []string{"link add aa type bridge"},
			set:   []string{"net.ipv4.ip_forward=1", "net.ipv4.conf.aa.forwarding=0"},
			want:  map[string]string{"net.ipv4.ip_forward": "1", "net.ipv4.conf.aa.forwarding": "0"},
		},
		"no IPv6 but on lo": {
			set:  []string{"net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.lo.disable_ipv6=0"},
			want: map[string]string{"net.ipv6.conf.all.disable_ipv6": "1", "net.ipv6.conf.lo.disable_ipv6": "0"},
		},
		"links": {
			lines: []string{"link add aa type veth peer name b.1"},
			set: []string{
				"net.ipv4.conf.b/1.rp_filter=2", "net.ipv4.conf.aa.proxy_arp=1", "net.ipv4.conf.aa.route_localnet=1",
				"net.ipv6.conf.aa.accept_dad=0", "net.ipv6.conf.aa.disable_ipv6=1", "net.ipv6.conf.b/1.forwarding=1",
			},
			want: map[string]string{
				"net.ipv4.conf.b/1.rp_filter": "2", "net.ipv4.conf.aa.proxy_arp": "1", "net.ipv4.conf.aa.route_localnet": "1",
				"net.ipv6.conf.aa.accept_dad": "0", "net.ipv6.conf.aa.disable_ipv6": "1", "net.ipv6.conf.b/1.forwarding": "1",
			},
		},
		"what answers": {
			lines: []string{"link add aa type bridge"},
			set:   []string{"net.ipv4.icmp_echo_ignore_all=1", "net.ipv4.conf.all.arp_ignore=1", "net.ipv4.conf.aa.arp_ignore=8"},
			want: map[string]string{
				"net.ipv4.icmp_echo_ignore_all": "1", "net.ipv4.conf.all.arp_ignore": "1", "net.ipv4.conf.aa.arp_ignore": "8",
			},
		},
		"what Docker sets": {
			set:  []string{"net.ipv4.ip_unprivileged_port_start=0", "net.ipv4.ping_group_range=0 0"},
			want: map[string]string{"net.ipv4.ip_unprivileged_port_start": "0", "net.ipv4.ping_group_range": "0\t0"},
		},
		"defaults": {
			set: []string{"net.ipv4.conf.default.rp_filter=1", "net.ipv4.conf.all.rp_filter=2", "net.ipv6.conf.default.accept_dad=0"},
			want: map[string]string{
				"net.ipv4.conf.default.rp_filter": "1", "net.ipv4.conf.all.rp_filter": "2", "net.ipv6.conf.default.accept_dad": "0",
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if err := w.k.TrustHost(); err != nil {
				t.Fatal(err)
			}
			for _, line := range test.lines {
				w.must(line)
			}
			for _, s := range test.set {
				w.setSysctl("host", s)
			}
			if got := w.topology().Namespaces[0].Sysctls; !maps.Equal(got, test.want) {
				t.Errorf("unexpected sysctls: want %v, got %v", test.want, got)
			}
		})
	}
}
