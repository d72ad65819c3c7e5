//go:build linux

package kernel_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
)

// Namespaces come and go in the same places of the kernel's memory: one of so many lies where an earlier one was.
const (
	proxyWorlds = 20
	laterWorlds = 60
)

// TestProxyEnds holds that a proxy entry without a device ends with its namespace, which the kernel does not see to.
func TestProxyEnds(t *testing.T) {
	for name, at := range map[string]string{"close": "", "netns delete": "-n red "} {
		t.Run(name, func(t *testing.T) {
			// One of its own, so that what a failure leaves on the machine is not found again.
			address := fmt.Sprintf("198.18.%d.%d", rand.IntN(256), rand.IntN(256))
			for range proxyWorlds {
				w := newProxyWorld(t)
				w.must("netns add red")
				w.must(at + "neigh add proxy " + address)
				w.must(at + "neigh add proxy 198.19.0.1")
				w.must(at + "neigh del proxy 198.19.0.1")
				w.must("netns delete red")
				w.end()
			}
			// The kernel frees them in its own time, and nothing tells when.
			time.Sleep(200 * time.Millisecond)
			for range laterWorlds {
				w := newProxyWorld(t)
				defer w.end()
				if found := w.must("neigh show proxy"); strings.Contains(found, address+" ") {
					t.Errorf("unexpected entries of a namespace that has ended: %s", found)
					w.run(io.Discard, "neigh del proxy "+address)
				}
			}
		})
	}
}

func newProxyWorld(t *testing.T) world {
	t.Helper()
	host, err := netns.New()
	if err != nil {
		t.Fatalf("unexpected error of netns.New: %v", err)
	}
	return world{t, kernel.New(host), host}
}

func (w world) end() {
	w.k.Close()
	w.host.Close()
}
