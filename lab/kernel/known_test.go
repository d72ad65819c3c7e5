//go:build linux

package kernel_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"github.com/vishvananda/netlink"
	vnetns "github.com/vishvananda/netns"
	"golang.org/x/sys/unix"

	"vethlab/lab/kernel"
	"vethlab/lab/topo"
)

// fresh is what a Kernel reads that knows nothing yet.
func (w world) fresh() topo.Topology {
	w.Helper()
	k := kernel.New(w.host)
	defer k.Close()
	t, err := k.Topology(context.Background())
	if err != nil {
		w.Fatalf("unexpected error of Topology: %v", err)
	}
	return t
}

func (w world) text(t topo.Topology) string {
	w.Helper()
	text, err := json.MarshalIndent(t, "", " ")
	if err != nil {
		w.Fatal(err)
	}
	return string(text)
}

// randomChange is a change, or a command that the kernel refuses, in a world of five namespaces.
func randomChange(r *rand.Rand) string {
	spaces := []string{"host", "n0", "n1", "n2", "n3"}
	space := spaces[r.IntN(len(spaces))]
	in, n, m := "", r.IntN(6), r.IntN(6)
	if space != "host" {
		in = "-n " + space + " "
	}
	lines := []string{
		fmt.Sprintf("netns add n%d", r.IntN(4)), fmt.Sprintf("netns del n%d", r.IntN(4)),
		fmt.Sprintf("%slink add v%d type veth peer name p%d netns n%d", in, n, m, r.IntN(4)),
		fmt.Sprintf("%slink add v%d type veth peer name v%d", in, n, m),
		fmt.Sprintf("%slink set v%d up", in, n), fmt.Sprintf("%slink set p%d up", in, n), fmt.Sprintf("%slink set v%d down", in, n),
		fmt.Sprintf("%slink set p%d name q%d", in, n, m), fmt.Sprintf("%slink set v%d mtu %d", in, n, 1000+m),
		fmt.Sprintf("%slink set v%d netns n%d", in, n, r.IntN(4)), fmt.Sprintf("%slink del v%d", in, n),
		fmt.Sprintf("%slink add br%d type bridge", in, n%2), fmt.Sprintf("%slink set v%d master br%d", in, n, m%2),
		fmt.Sprintf("%slink set br%d up", in, n%2),
		fmt.Sprintf("%saddr add 10.0.%d.%d/24 dev v%d", in, n, m+1, n), fmt.Sprintf("%saddr flush dev v%d", in, n),
		fmt.Sprintf("%sroute add 10.9.%d.0/24 dev v%d", in, m, n), fmt.Sprintf("%sroute flush dev v%d", in, n),
		fmt.Sprintf("%sneigh replace 10.0.%d.9 lladdr 02:00:00:00:00:0%d dev v%d", in, n, m, n),
		fmt.Sprintf("%slink set lo up", in),
		fmt.Sprintf("%srule add from 10.0.%d.0/24 lookup 10%d priority %d", in, n, m, m), fmt.Sprintf("%srule del priority %d", in, m),
	}
	return lines[r.IntN(len(lines))]
}

// TestKnown holds that what is known is what would be read: after each change, whoever makes it, at once.
func TestKnown(t *testing.T) {
	needIP(t)
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w := newWorld(t)
			w.watch()
			r, ending := rand.New(rand.NewPCG(seed, 0)), false
			for range 150 {
				line := randomChange(r)
				if r.IntN(4) == 0 {
					// What the real one says of a command that is refused is another test's.
					_ = w.host.Do(func() error { return exec.Command("ip", strings.Fields(line)...).Run() })
				} else {
					w.run(new(strings.Builder), line)
				}
				ending = ending || strings.HasPrefix(line, "netns del")
				for end := time.Now().Add(patience); ; {
					got := w.text(w.topology())
					d := udiff.Unified("read", "known", w.text(w.fresh()), got)
					if d == "" {
						break
					}
					// The links of a namespace that has ended go in the kernel's own time, between two readings too.
					if !ending || time.Now().After(end) {
						t.Fatalf("unexpected topology after ip %s:\n%s", line, d)
					}
				}
			}
		})
	}
}

// TestKnownReadsOnlyWhatChanged holds what is read after a change.
func TestKnownReadsOnlyWhatChanged(t *testing.T) {
	w := newWorld(t)
	w.watch()
	// What IPv6 does by itself comes at a time of its own.
	for i := range 5 {
		w.must(fmt.Sprintf("netns add n%d", i))
		w.withoutIPv6(fmt.Sprint("n", i))
	}
	w.must("-n n1 link add v1 type veth peer name v2 netns n2")
	w.settle(6)
	tests := []struct {
		line    string
		unknown string
	}{
		{"-n n3 link set lo up", "n3"},
		{"link add br0 type bridge", "host"},
		{"-n n4 route show", ""},
		{"-n n1 link set v1 up", "n1 n2"},
	}
	for _, test := range tests {
		w.must(test.line)
		if got := strings.Join(w.k.Unknown(), " "); got != test.unknown {
			t.Errorf("unexpected namespaces to be read after ip %s: want %q, got %q", test.line, test.unknown, got)
		}
		w.settle(6)
	}
	w.k.Doubt()
	if got := len(w.k.Unknown()); got != 6 {
		t.Errorf("unexpected number of namespaces to be read in doubt: want 6, got %d", got)
	}
}

// TestKnownFromBirth holds that a namespace that was listened to from the beginning is asked for no more than can have changed.
func TestKnownFromBirth(t *testing.T) {
	needIP(t)
	w := newWorld(t)
	w.watch()
	w.settle(1)
	born := func(empty, unset string) {
		t.Helper()
		if d := udiff.Unified("read", "known", w.text(w.fresh()), w.text(w.topology())); d != "" {
			t.Errorf("unexpected topology:\n%s", d)
		}
		if e, u := w.k.Born(); strings.Join(e, " ") != empty || strings.Join(u, " ") != unset {
			t.Errorf("unexpected namespaces without rules, and without sysctls: want %q and %q, got %q and %q", empty, unset, e, u)
		}
	}
	for _, name := range []string{"n0", "n1", "n2"} {
		w.must("netns add " + name)
	}
	w.must("-n n1 link add v1 type veth peer name v2 netns n2")
	born("n0 n1 n2", "n0 n1 n2")

	if out, err := exec.Command("ip", "netns", "exec", "n1", "nft", "add table ip t").CombinedOutput(); err != nil {
		t.Fatalf("nft: %v: %s", err, out)
	}
	born("n0 n2", "n0 n1 n2")

	end := w.k.Unheard()
	w.withoutIPv6("n2")
	w.must("netns add n3")
	end()
	end()
	born("n0 n2 n3", "")

	w.must("netns add n4")
	w.must("netns del n0")
	born("n2 n3 n4", "n4")
}

// settle reads until so many namespaces are known. What Known has heard of, nobody else hears of any more: so nothing can be waited for.
func (w world) settle(count int) {
	w.Helper()
	for end := time.Now().Add(patience); len(w.k.Known()) < count; time.Sleep(time.Millisecond) {
		if _, err := w.k.Topology(w.Context()); err != nil {
			w.Fatal(err)
		}
		if time.Now().After(end) {
			w.Fatalf("unexpected namespaces that cannot be known: %v", w.k.Unknown())
		}
	}
}

// withoutIPv6 switches IPv6 off in a namespace.
func (w world) withoutIPv6(name string) {
	w.Helper()
	ns, err := kernel.OpenNamed(name)
	if err != nil {
		w.Fatal(err)
	}
	defer ns.Close()
	for _, of := range []string{"all", "default"} {
		err = errors.Join(err, ns.Do(func() error {
			return os.WriteFile("/proc/sys/net/ipv6/conf/"+of+"/disable_ipv6", []byte("1"), 0o644)
		}))
	}
	if err != nil {
		w.Fatal(err)
	}
	w.k.Doubt()
}

// BenchmarkChange100 reads after one change among a hundred namespaces.
func BenchmarkChange100(b *testing.B) {
	w := newBench(b, 100)
	defer w.close(b)
	ctx, stop := context.WithCancel(context.Background())
	ended, changed := make(chan error, 1), make(chan struct{}, 1)
	go func() {
		ended <- w.k.Watch(ctx, func() {
			select {
			case changed <- struct{}{}:
			default:
			}
		})
	}()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	}()
	w.run(b, "link set lo up")
	for len(w.k.Known()) < 101 {
		if _, err := w.k.Topology(ctx); err != nil {
			b.Fatal(err)
		}
	}
	up := false
	for b.Loop() {
		line := "-n n7 link set lo up"
		if up = !up; !up {
			line = "-n n7 link set lo down"
		}
		w.run(b, line)
		if _, err := w.k.Topology(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReading100 reads a hundred namespaces: all that a topology has, against the links, addresses, routes and neighbours alone, as
// a program with open handles of vishvananda/netlink reads them.
func BenchmarkReading100(b *testing.B) {
	w := newBench(b, 100)
	defer w.close(b)
	var handles []*netlink.Handle
	for i := range 100 {
		ns, err := kernel.OpenNamed(fmt.Sprint("n", i))
		if err != nil {
			b.Fatal(err)
		}
		h, err := netlink.NewHandleAt(vnetns.NsHandle(ns.Fd()), unix.NETLINK_ROUTE)
		if err != nil {
			b.Fatal(err)
		}
		ns.Close()
		defer h.Close()
		handles = append(handles, h)
	}
	host, err := netlink.NewHandleAt(vnetns.NsHandle(w.host.Fd()), unix.NETLINK_ROUTE)
	if err != nil {
		b.Fatal(err)
	}
	defer host.Close()
	handles = append(handles, host)
	// Ours are opened at the first reading, as the others just were.
	if _, err := w.k.Topology(b.Context()); err != nil {
		b.Fatal(err)
	}
	var bare, ours time.Duration
	for b.Loop() {
		began := time.Now()
		for _, h := range handles {
			_, linksErr := h.LinkList()
			_, addrsErr := h.AddrList(nil, netlink.FAMILY_ALL)
			_, routesErr := h.RouteList(nil, netlink.FAMILY_ALL)
			_, neighsErr := h.NeighList(0, netlink.FAMILY_ALL)
			if err := errors.Join(linksErr, addrsErr, routesErr, neighsErr); err != nil {
				b.Fatal(err)
			}
		}
		bare += time.Since(began)
		began = time.Now()
		if _, err := w.k.Topology(b.Context()); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(began)
	}
	b.ReportMetric(float64(ours)/float64(bare), "times-bare")
	b.ReportMetric(float64(bare.Microseconds())/float64(b.N)/1000, "bare-ms")
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N)/1000, "vethlab-ms")
}
