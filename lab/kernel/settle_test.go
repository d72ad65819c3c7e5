//go:build linux

package kernel_test

import (
	"testing"

	"github.com/vishvananda/netlink"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
)

// TestSettleCarriers holds that both ends of a cable are up before anything is sent over it, however soon that is.
func TestSettleCarriers(t *testing.T) {
	w := newWorld(t)
	w.must("netns add n1")
	n1, err := kernel.OpenNamed("n1")
	if err != nil {
		t.Fatal(err)
	}
	defer n1.Close()
	for range 50 {
		w.must("link add v0 type veth peer name v1 netns n1")
		w.must("link set v0 up")
		w.must("-n n1 link set v1 up")
		w.k.SettleCarriers()
		for _, ns := range []*netns.Namespace{w.host, n1} {
			// A dump settles nothing by itself.
			var links []netlink.Link
			err := ns.Do(func() (err error) {
				links, err = netlink.LinkList()
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range links {
				if l.Type() == "veth" && l.Attrs().OperState != netlink.OperUp {
					t.Errorf("unexpected state of %s: want up, got %v", l.Attrs().Name, l.Attrs().OperState)
				}
			}
		}
		w.must("link del v0")
	}
}
