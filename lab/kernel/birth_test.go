//go:build linux

package kernel_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"vethlab/lab/topo"
)

// descriptors are how many files the process has open.
func (w world) descriptors() int {
	w.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		w.Fatal(err)
	}
	return len(list)
}

// TestAhead makes namespaces one after the other, of which from the second on the next is made ahead: each is one of its own, as fresh as
// any, and after Rest there is no descriptor and no goroutine of the one that nobody asked for.
func TestAhead(t *testing.T) {
	w := newWorld(t)
	w.must("netns add warm")
	w.k.Rest()
	files, goroutines := w.descriptors(), runtime.NumGoroutine()
	const count = 5
	for i := range count {
		w.must(fmt.Sprintf("netns add n%d", i))
		w.must(fmt.Sprintf("-n n%d link set lo mtu %d", i, 1000+i))
	}
	// A handle of each is kept, and a file of the one ahead and of its handle.
	if got, atLeast := w.descriptors(), files+count; got < atLeast {
		t.Errorf("unexpected descriptors before Rest: want %d or more, got %d", atLeast, got)
	}
	w.k.Rest()
	w.k.Rest()
	if got, want := w.descriptors(), files+count; got != want {
		t.Errorf("unexpected descriptors after Rest: want %d, got %d", want, got)
	}
	// One that has said that it is done takes a moment to end.
	for limit := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > goroutines && time.Now().Before(limit); {
		runtime.Gosched()
	}
	if got := runtime.NumGoroutine(); got > goroutines {
		t.Errorf("unexpected goroutines after Rest: want %d, got %d", goroutines, got)
	}
	ids := map[topo.ID]string{}
	for _, ns := range w.topology().Namespaces {
		if other, is := ids[ns.ID]; is {
			t.Errorf("unexpected namespace of %s: want one of its own, got that of %s", ns.Name, other)
		}
		ids[ns.ID] = ns.Name
	}
	if got, want := len(ids), count+2; got != want {
		t.Errorf("unexpected count of namespaces: want %d, got %d", want, got)
	}
	for i := range count {
		want := fmt.Sprintf("1: lo: <LOOPBACK> mtu %d qdisc noop state DOWN mode DEFAULT group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n", 1000+i)
		if got := w.must(fmt.Sprintf("-n n%d link", i)); got != want {
			t.Errorf("unexpected links of n%d: want %q, got %q", i, want, got)
		}
	}
}

// TestAheadOfWatch has one made ahead while nobody watches, and it heard of from its birth all the same.
func TestAheadOfWatch(t *testing.T) {
	w := newWorld(t)
	w.must("netns add n0")
	w.must("netns add n1")
	changed := w.watch()
	w.await(changed, "n1", func(t topo.Topology) bool { return len(t.Namespaces) == 3 })
	w.must("netns add n2")
	w.must("netns add n3")
	w.await(changed, "n3", func(t topo.Topology) bool { return len(t.Namespaces) == 5 })
	for _, name := range []string{"n2", "n3"} {
		w.must("-n " + name + " link set lo up")
		w.await(changed, "lo of "+name, func(t topo.Topology) bool {
			ns := t.Namespace(name)
			return ns != nil && len(ns.Links) == 1 && ns.Links[0].Flags&topo.FlagUp != 0
		})
	}
}
