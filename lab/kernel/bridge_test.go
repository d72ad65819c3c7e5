//go:build linux

package kernel_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// tool carries out a line of `bridge` or `brctl`, and gives its output and status.
func (w world) tool(parse func([]string) (ipcmd.Command, error), line string) (string, int) {
	w.Helper()
	c, err := parse(strings.Fields(line))
	if err != nil {
		w.Fatalf("unexpected error of %s: %v", line, err)
	}
	var out bytes.Buffer
	status, _ := w.k.Run(context.Background(), w.host, c, &out, &out)
	return out.String(), status
}

// The other end of a port is told by its index where it is elsewhere, whether that index is somebody's here or not.
func TestBridgeLinkElsewhere(t *testing.T) {
	w := newWorld(t)
	w.must("netns add n1")
	w.must("link add br0 index 70 type bridge")
	w.must("link add stranger index 80 type veth peer name other")
	w.must("link add p0 index 71 type veth peer name q0 index 80 netns n1")
	w.must("link add p1 index 81 type veth peer name q1 index 81 netns n1")
	w.must("link set p0 master br0")
	w.must("link set p1 master br0")
	want := "71: p0@if80: <BROADCAST,MULTICAST> mtu 1500 master br0 state disabled priority 32 cost 2 \n" +
		"81: p1@if81: <BROADCAST,MULTICAST> mtu 1500 master br0 state disabled priority 32 cost 2 \n"
	if got, status := w.tool(ipcmd.ParseBridge, "link"); got != want || status != 0 {
		t.Errorf("unexpected ports: want %q and 0, got %q and %d", want, got, status)
	}
}

// A topology has the settings of bridges and ports, and none of the details, among which there are timers.
func TestTopologyPort(t *testing.T) {
	w := newWorld(t)
	w.must("link add br0 type bridge forward_delay 400 priority 4096")
	w.must("link add p0 type veth peer name q0")
	w.must("link set p0 master br0")
	for _, line := range []string{
		"link set dev p0 hairpin on learning off isolated on",
		"fdb add 02:00:00:00:00:01 dev p0 master static",
	} {
		if out, status := w.tool(ipcmd.ParseBridge, line); status != 0 {
			t.Fatalf("unexpected end of bridge %s: %d, %s", line, status, out)
		}
	}
	host := w.topology().Namespaces[0]
	seen := 0
	for _, l := range host.Links {
		if l.Bridge != nil || l.Port != nil {
			seen++
		}
		if l.Details != nil {
			t.Errorf("unexpected details of %s: want none, got %v", l.Name, l.Details)
		}
		if b := l.Bridge; b != nil && (b.ForwardDelay != 400 || b.Priority != 4096 || b.HelloTime != 200 || b.AgeingTime != 30000) {
			t.Errorf("unexpected bridge: %+v", *b)
		}
		want := topo.Port{
			State: "disabled", Cost: 2, Priority: 32, Number: 1, Hairpin: true, Flood: true, MulticastFlood: true,
			BroadcastFlood: true, Isolated: true, MulticastRouter: 1,
		}
		if l.Port != nil && *l.Port != want {
			t.Errorf("unexpected port: want %+v, got %+v", want, *l.Port)
		}
	}
	if seen != 2 {
		t.Errorf("unexpected number of bridges and ports: want 2, got %d", seen)
	}
	static := 0
	for _, e := range host.FDB {
		if e.Address == "02:00:00:00:00:01" && e.State == "static" {
			static++
		}
	}
	if static != 1 {
		t.Errorf("unexpected forwarding entries: want one that is static, got %v", host.FDB)
	}
}

// brctl's calls refuse what netlink would do: a bridge that is up stays.
func TestBrctlKeepsBridgeThatIsUp(t *testing.T) {
	w := newWorld(t)
	if out, status := w.tool(ipcmd.ParseBrctl, "addbr br0"); status != 0 {
		t.Fatalf("unexpected end of addbr: %d, %s", status, out)
	}
	w.must("link set br0 up")
	want := "bridge br0 is still up; can't delete it\n"
	if out, status := w.tool(ipcmd.ParseBrctl, "delbr br0"); out != want || status != 1 {
		t.Errorf("unexpected end of delbr: want %q and 1, got %q and %d", want, out, status)
	}
	w.must("link set br0 down")
	if out, status := w.tool(ipcmd.ParseBrctl, "delbr br0"); out != "" || status != 0 {
		t.Errorf("unexpected end of delbr: want silence and 0, got %q and %d", out, status)
	}
}
