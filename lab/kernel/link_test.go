//go:build linux

package kernel_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/kernel"
	"vethlab/lab/netns"
)

// world is a host namespace with a kernel on it; what it made in /run/netns is gone after the test.
type world struct {
	*testing.T
	k    *kernel.Kernel
	host *netns.Namespace
}

func newWorld(t *testing.T) world {
	t.Helper()
	host, err := netns.New()
	if err != nil {
		t.Fatalf("unexpected error of netns.New: %v", err)
	}
	w := world{t, kernel.New(host), host}
	t.Cleanup(func() {
		w.run(io.Discard, "-all netns delete")
		w.k.Close()
		host.Close()
	})
	return w
}

// run carries a command out, with both outputs to the same writer.
func (w world) run(out io.Writer, line string) int {
	w.Helper()
	c, err := ipcmd.Parse(strings.Fields(line))
	var wrong *ipcmd.Error
	if errors.As(err, &wrong) {
		io.WriteString(out, wrong.Text)
		return wrong.Status
	}
	status, _ := w.k.Run(context.Background(), w.host, c, out, out)
	return status
}

// must carries a command out that has to succeed, and gives its output.
func (w world) must(line string) string {
	w.Helper()
	var out bytes.Buffer
	if status := w.run(&out, line); status != 0 {
		w.Fatalf("unexpected status of ip %s: want 0, got %d: %s", line, status, &out)
	}
	return out.String()
}

// transcript plays the lines of a file of testdata, each a command, and gives them with what they said.
func (w world) transcript(file string) []byte {
	w.Helper()
	script, err := os.ReadFile(file)
	if err != nil {
		w.Fatal(err)
	}
	var out bytes.Buffer
	for line := range strings.Lines(string(script)) {
		out.WriteString("# " + line)
		if status := w.run(&out, strings.TrimPrefix(strings.TrimSpace(line), "ip ")); status != 0 {
			fmt.Fprintf(&out, "(status %d)\n", status)
		}
	}
	return out.Bytes()
}

func TestLinks(t *testing.T) {
	golden.RequireEqual(t, newWorld(t).transcript("testdata/links.sh"))
}

func TestNamespaces(t *testing.T) {
	golden.RequireEqual(t, newWorld(t).transcript("testdata/namespaces.sh"))
}

// The kernel leaves the index of the other end out of its message where it is the link's own.
func TestEqualIndexes(t *testing.T) {
	w := newWorld(t)
	w.must("netns add left")
	w.must("netns add right")
	w.must("-n left link add index 2 v0 type veth peer name v0 netns right index 2")
	for _, side := range []string{"left", "right"} {
		got := w.must("-n " + side + " link show v0")
		if !strings.HasPrefix(got, "2: v0@if2: ") {
			t.Errorf("unexpected link in %s: want 2: v0@if2, got %s", side, got)
		}
	}
	if got := w.must("-n left link show v0"); !strings.HasSuffix(got, " link-netns right\n") {
		t.Errorf("unexpected link: want link-netns right, got %s", got)
	}
}

// A kept socket must not keep a namespace alive whose name is gone: the pair into it goes with it.
func TestDeleteFreesNamespace(t *testing.T) {
	w := newWorld(t)
	w.must("netns add test0")
	w.must("link add v0 type veth peer name v1 netns test0")
	w.must("-n test0 link show v1")
	var events *nl.NetlinkSocket
	err := w.host.Do(func() (err error) {
		events, err = nl.Subscribe(unix.NETLINK_ROUTE, unix.RTNLGRP_LINK)
		return err
	})
	if err != nil {
		t.Fatalf("unexpected error of subscribing: %v", err)
	}
	defer events.Close()
	events.SetReceiveTimeout(&unix.Timeval{Sec: 10})

	w.must("netns delete test0")
	for {
		messages, _, err := events.Receive()
		if err != nil {
			t.Fatalf("unexpected error of waiting for v0 to go: %v", err)
		}
		for _, m := range messages {
			if m.Header.Type == unix.RTM_DELLINK {
				return
			}
		}
	}
}

// Many commands at once, in namespaces of their own and through the one socket of the host.
func TestRunTogether(t *testing.T) {
	w := newWorld(t)
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			name := fmt.Sprintf("n%d", i)
			for _, line := range []string{
				"netns add " + name,
				fmt.Sprintf("link add v%d type veth peer name eth0 netns %s", i, name),
				"-n " + name + " link set eth0 up",
				fmt.Sprintf("link set v%d up", i),
			} {
				var out bytes.Buffer
				if status := w.run(&out, line); status != 0 {
					t.Errorf("unexpected status of ip %s: want 0, got %d: %s", line, status, &out)
				}
			}
		})
	}
	group.Wait()
	if got := strings.Count(w.must("-br link show up"), "@if"); got != 20 {
		t.Errorf("unexpected number of links that are up: want 20, got %d", got)
	}
}
