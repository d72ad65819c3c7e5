//go:build linux

package kernel_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/topo"
)

// patience is how long an event may take before it counts as lost.
const patience = 10 * time.Second

// watch watches the world until the test is over, and gives the tokens of what changed.
func (w world) watch() <-chan struct{} {
	w.Helper()
	ctx, stop := context.WithCancel(context.Background())
	changed, ended := make(chan struct{}, 1), make(chan error, 1)
	go func() {
		ended <- w.k.Watch(ctx, func() {
			select {
			case changed <- struct{}{}:
			default:
			}
		})
	}()
	w.Cleanup(func() {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				w.Errorf("unexpected error of Watch: %v", err)
			}
		case <-time.After(patience):
			w.Errorf("unexpected Watch: want its end with its context, got none")
		}
	})
	return changed
}

// await reads after each change until the topology is right.
func (w world) await(changed <-chan struct{}, what string, right func(topo.Topology) bool) {
	w.Helper()
	for end := time.After(patience); !right(w.topology()); {
		select {
		case <-changed:
		case <-end:
			w.Fatalf("unexpected silence: want an event that tells %s, got none; there is\n%s", what, w.topology().Text())
		}
	}
}

func TestWatchHearsTheRealTool(t *testing.T) {
	needIP(t)
	w := newWorld(t)
	changed := w.watch()
	link := func(namespace, name string, right func(topo.Link) bool) func(topo.Topology) bool {
		return func(all topo.Topology) bool {
			ns := all.Namespace(namespace)
			return ns != nil && ns.Link(name) != nil && right(*ns.Link(name))
		}
	}
	for _, step := range []struct {
		line  string
		right func(topo.Topology) bool
	}{
		{"netns add red", func(all topo.Topology) bool { return all.Namespace("red") != nil }},
		{"link add v0 type veth peer name v1", link("host", "v1", func(l topo.Link) bool { return l.Peer != nil })},
		{"link set v1 netns red", link("red", "v1", func(l topo.Link) bool { return l.Peer != nil })},
		{"-n red addr add 10.0.0.1/24 dev v1", link("red", "v1", func(l topo.Link) bool { return len(l.Addrs) == 1 })},
		{"-n red link set v1 up", link("red", "v1", func(l topo.Link) bool { return l.Flags&topo.FlagUp != 0 })},
		{"link set v0 up", link("red", "v1", func(l topo.Link) bool { return l.OperState == "UP" })},
		{"-n red route add default via 10.0.0.9", func(all topo.Topology) bool {
			routes := all.Namespace("red").Routes
			return len(routes) > 0 && routes[0].String() == "default via 10.0.0.9 dev v1"
		}},
		{"-n red neigh add 10.0.0.9 lladdr 02:00:00:00:00:01 dev v1", func(all topo.Topology) bool {
			return len(all.Namespace("red").Neighbours) == 1
		}},
		{"-n red link set v1 name eth0", link("red", "eth0", func(topo.Link) bool { return true })},
		{"netns del red", func(all topo.Topology) bool {
			return all.Namespace("red") == nil && all.Namespace("host").Link("v0") == nil
		}},
	} {
		w.real(step.line)
		w.await(changed, "of ip "+step.line, step.right)
	}
}

// Not even a watched namespace is kept alive: with its name it goes, and the pair into it too, though nobody reads.
func TestWatchLetsNamespacesGo(t *testing.T) {
	needIP(t)
	w := newWorld(t)
	w.must("netns add test0")
	w.must("link add veth0 type veth peer name veth1 netns test0")
	changed := w.watch()
	// A change in test0 that is heard tells that it is watched.
	w.await(changed, "nothing yet", func(topo.Topology) bool { return true })
	gone := w.expectGone("veth0")
	w.real("netns del test0")
	gone()
}

// Reading and watching give no ids to namespaces: these would show in the real tool's output.
func TestReadingLeavesNoTrace(t *testing.T) {
	w := newWorld(t)
	w.must("netns add red")
	changed := w.watch()
	w.must("-n red link set lo up")
	w.await(changed, "that lo is up", func(all topo.Topology) bool {
		return all.Namespace("red").Links[0].Flags&topo.FlagUp != 0
	})
	if got := w.must("netns list"); got != "red\n" {
		t.Errorf("unexpected list of namespaces: want red without an id, got %q", got)
	}
}

// A flood that overruns the sockets' buffers is followed by silence, and what is read then is what is there.
func TestWatchFlood(t *testing.T) {
	w := newWorld(t)
	changed := w.watch()
	w.must("link add br0 type bridge")
	for i := range 300 {
		w.must(fmt.Sprintf("link set br0 mtu %d", 1000+i))
		w.must(fmt.Sprintf("addr add 10.0.%d.%d/32 dev br0", i/200, i%200+1))
	}
	w.await(changed, "of all addresses", func(all topo.Topology) bool {
		return len(all.Namespace("host").Link("br0").Addrs) == 300
	})
}

func TestWatchMany(t *testing.T) {
	w := newWorld(t)
	changed := w.watch()
	for i := range 30 {
		w.must(fmt.Sprintf("netns add n%d", i))
	}
	w.await(changed, "of 30 namespaces", func(all topo.Topology) bool { return len(all.Namespaces) == 31 })
	w.must("-n n29 link set lo up")
	w.await(changed, "of lo in the last", func(all topo.Topology) bool {
		return all.Namespace("n29").Links[0].Flags&topo.FlagUp != 0
	})
}

// expectGone begins to listen; what it gives waits until the host's link of that name is deleted.
func (w world) expectGone(link string) func() {
	w.Helper()
	var events *nl.NetlinkSocket
	err := w.host.Do(func() (err error) {
		events, err = nl.Subscribe(unix.NETLINK_ROUTE, unix.RTNLGRP_LINK)
		return err
	})
	if err != nil {
		w.Fatalf("unexpected error of subscribing: %v", err)
	}
	w.Cleanup(events.Close)
	events.SetReceiveTimeout(&unix.Timeval{Sec: int64(patience / time.Second)})
	return func() {
		w.Helper()
		for {
			messages, _, err := events.Receive()
			if err != nil {
				w.Fatalf("unexpected error of waiting for %s to go: %v", link, err)
			}
			for _, m := range messages {
				if m.Header.Type == unix.RTM_DELLINK && strings.Contains(string(m.Data), link+"\x00") {
					return
				}
			}
		}
	}
}

// bench is a star of 100 namespaces around a bridge.
type bench struct {
	k    *kernel.Kernel
	host *netns.Namespace
}

func newBench(b *testing.B, namespaces int) bench {
	host, err := netns.New()
	if err != nil {
		b.Fatal(err)
	}
	w := bench{kernel.New(host), host}
	w.run(b, "link add br0 type bridge")
	for i := range namespaces {
		for _, line := range []string{
			"netns add n%[1]d", "link add v%[1]d type veth peer name eth0 netns n%[1]d", "link set v%[1]d master br0 up",
			"-n n%[1]d addr add 10.0.%[2]d.%[3]d/16 dev eth0", "-n n%[1]d link set eth0 up",
		} {
			w.run(b, fmt.Sprintf(line, i, i/250, i%250))
		}
	}
	return w
}

func (w bench) close(b *testing.B) {
	w.run(b, "-all netns delete")
	w.k.Close()
	w.host.Close()
}

func (w bench) run(b *testing.B, line string) {
	c, err := ipcmd.Parse(strings.Fields(line))
	if err != nil {
		b.Fatal(err)
	}
	if status, _ := w.k.Run(context.Background(), w.host, c, io.Discard, io.Discard); status != 0 {
		b.Fatalf("ip %s: status %d", line, status)
	}
}
