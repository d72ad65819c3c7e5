//go:build linux

package kernel_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vethlab/lab/kernel"
	"vethlab/lab/topo"
)

func (w world) topology() topo.Topology {
	w.Helper()
	t, err := w.k.Topology(context.Background())
	if err != nil {
		w.Fatalf("unexpected error of Topology: %v", err)
	}
	return t
}

// real runs the real ip in the world's host.
func (w world) real(line string) {
	w.Helper()
	w.k.Stranger()
	err := w.host.Do(func() error {
		out, err := exec.Command("ip", strings.Fields(line)...).CombinedOutput()
		if err != nil {
			return fmt.Errorf("ip %s: %w: %s", line, err, out)
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
}

func needIP(t testing.TB) {
	if _, err := exec.LookPath("ip"); err != nil && os.Getenv("CI") == "" {
		t.Skip("there is no ip")
	}
}

func TestTopologyPairs(t *testing.T) {
	tests := map[string]struct {
		lines []string
		pairs []string // "namespace/link namespace/link", both ways
	}{
		"both here":                    {[]string{"link add a1 type veth peer name b1"}, []string{"host/a1 host/b1"}},
		"one moved":                    {[]string{"netns add x", "link add a1 type veth peer name b1", "link set b1 netns x"}, []string{"host/a1 x/b1"}},
		"the same index on both sides": {[]string{"netns add x", "link add a1 type veth peer name b1 netns x"}, []string{"host/a1 x/b1"}},
		"same indexes all over": {
			[]string{
				"netns add x", "netns add y", "netns add z",
				"-n x link add e0 type veth peer name e0 netns y",
				"-n y link add e1 type veth peer name e1 netns z",
				"-n z link add e2 type veth peer name e2 netns x",
				"link add e3 type veth peer name e3 netns x",
			},
			[]string{"x/e0 y/e0", "y/e1 z/e1", "z/e2 x/e2", "host/e3 x/e3"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			for _, line := range test.lines {
				w.must(line)
			}
			all := w.topology()
			for _, pair := range test.pairs {
				a, b, _ := strings.Cut(pair, " ")
				if far := farEnd(t, all, a); far != b {
					t.Errorf("unexpected other end of %s: want %s, got %s", a, b, far)
				}
				if far := farEnd(t, all, b); far != a {
					t.Errorf("unexpected other end of %s: want %s, got %s", b, a, far)
				}
			}
		})
	}
}

func farEnd(t *testing.T, all topo.Topology, at string) string {
	t.Helper()
	namespace, name, _ := strings.Cut(at, "/")
	ns := all.Namespace(namespace)
	if ns == nil || ns.Link(name) == nil {
		t.Fatalf("unexpected topology: want %s in it, got\n%s", at, all.Text())
	}
	l := ns.Link(name)
	if l.Peer == nil {
		return "none"
	}
	far, end := all.Link(*l.Peer)
	if end == nil {
		return "nowhere"
	}
	if want := far.Name; l.LinkNetns != want && want != topo.HostName && far.ID != ns.ID {
		t.Errorf("unexpected link_netns of %s: want %q, got %q", at, want, l.LinkNetns)
	}
	return far.Name + "/" + end.Name
}

// A peer in a namespace without a name is no link of the topology, whatever index it has.
func TestTopologyPeerElsewhere(t *testing.T) {
	w := newWorld(t)
	w.must("netns add x")
	w.must("link add a1 type veth peer name b1 netns x")
	hold, err := kernel.OpenNamed("x")
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	w.must("netns del x")
	w.must("netns add x") // its lo has index 1, and it has no a1
	if far := farEnd(t, w.topology(), "host/a1"); far != "none" {
		t.Errorf("unexpected other end: want none, got %s", far)
	}
}

func TestTopologyOddNames(t *testing.T) {
	w := newWorld(t)
	w.must("netns add b")
	w.must("netns add c")
	odd := map[string]func(path string) error{
		"0-empty":    func(path string) error { return os.WriteFile(path, nil, 0o644) },
		"0-dangling": func(path string) error { return os.Symlink("/proc/1/nothing", path) },
		"0-dir":      func(path string) error { return os.Mkdir(path, 0o755) },
		"0-other":    func(path string) error { return os.Symlink("/proc/self/ns/mnt", path) },
		"a-first":    func(path string) error { return os.Symlink(filepath.Join(kernel.RunDir, "b"), path) },
		"z-second":   func(path string) error { return os.Symlink(filepath.Join(kernel.RunDir, "c"), path) },
	}
	for name, create := range odd {
		path := filepath.Join(kernel.RunDir, name)
		if err := create(path); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(path)
	}
	var got []string
	for _, ns := range w.topology().Namespaces {
		got = append(got, ns.Name)
	}
	if want := "host a-first c"; strings.Join(got, " ") != want {
		t.Errorf("unexpected namespaces: want %s, got %s", want, strings.Join(got, " "))
	}
}

// What is read while it is taken away may be there or not, but is no error.
func TestTopologyWhileNamesVanish(t *testing.T) {
	w := newWorld(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 50 {
			w.run(new(strings.Builder), fmt.Sprintf("netns add n%d", i%3))
			w.run(new(strings.Builder), fmt.Sprintf("link add v%d type veth peer name p netns n%d", i, i%3))
			w.run(new(strings.Builder), fmt.Sprintf("netns del n%d", i%3))
		}
	}()
	for reading := true; reading; {
		select {
		case <-done:
			reading = false
		default:
		}
		if _, err := w.k.Topology(context.Background()); err != nil {
			t.Errorf("unexpected error of Topology: %v", err)
		}
	}
	<-done
}

func TestTopologyOfTheRealTool(t *testing.T) {
	needIP(t)
	w := newWorld(t)
	for _, line := range []string{
		"link set lo up",
		"link add br0 type bridge", "addr add 10.1.0.1/24 dev br0", "link set br0 up",
		"netns add red", "link add r0 type veth peer name eth0 netns red", "link set r0 master br0 up",
		"-n red addr add 10.1.0.2/24 dev eth0", "-n red link set eth0 up", "-n red route add default via 10.1.0.1",
		"neigh add 10.1.0.9 lladdr 02:00:00:00:00:09 dev br0",
	} {
		w.real(line)
	}
	all := w.topology()
	host, red := all.Namespace("host"), all.Namespace("red")
	br0, r0, eth0 := host.Link("br0"), host.Link("r0"), red.Link("eth0")
	for what, ok := range map[string]bool{
		"br0 is a bridge":           br0.Kind == "bridge" && br0.Bridge != nil,
		"r0 is its port":            r0.Master == br0.Index && r0.Port != nil,
		"eth0 is up":                eth0.Flags&topo.FlagLowerUp != 0 && eth0.OperState == "UP",
		"eth0's address":            len(eth0.Addrs) > 0 && eth0.Addrs[0].String() == "10.1.0.2/24",
		"red's default route":       len(red.Routes) > 0 && red.Routes[0].String() == "default via 10.1.0.1 dev eth0",
		"the neighbour put in":      len(host.Neighbours) == 1 && host.Neighbours[0].Address == "02:00:00:00:00:09",
		"the bridge's entries":      len(host.FDB) > 0,
		"no entry but the bridge's": len(red.FDB) == 0,
	} {
		if !ok {
			t.Errorf("unexpected topology: want that %s, got\n%s", what, all.Text())
		}
	}
}

// A name that is deleted takes the namespace with it: nothing of ours may hold it.
func TestTopologyLetsNamespacesGo(t *testing.T) {
	needIP(t)
	w := newWorld(t)
	w.must("netns add test0")
	w.must("link add veth0 type veth peer name veth1 netns test0")
	w.topology()
	gone := w.expectGone("veth0")
	w.real("netns del test0")
	w.topology() // reads the names, and lets go of what has none
	gone()
}

func BenchmarkTopology100(b *testing.B) {
	w := newBench(b, 100)
	defer w.close(b)
	for b.Loop() {
		if _, err := w.k.Topology(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirst300 reads 300 namespaces of which nothing is open yet.
func BenchmarkFirst300(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := newBench(b, 300)
		k := kernel.New(w.host)
		b.StartTimer()
		if _, err := k.Topology(context.Background()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		k.Close()
		w.close(b)
		b.StartTimer()
	}
}
