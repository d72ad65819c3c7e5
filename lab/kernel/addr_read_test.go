//go:build linux

package kernel

import (
	"errors"
	"net/netip"
	"testing"

	"golang.org/x/sys/unix"

	"vethlab/lab/topo"
)

// addrMessage is an RTM_NEWADDR of 10.0.0.1 peer 10.0.0.2/24 on link 3, with flags that need more than a byte.
func addrMessage() []byte {
	return []byte{
		unix.AF_INET, 24, 0x80, 253, 3, 0, 0, 0, // struct ifaddrmsg
		8, 0, 1, 0, 10, 0, 0, 2, // IFA_ADDRESS
		8, 0, 2, 0, 10, 0, 0, 1, // IFA_LOCAL
		8, 0, 8, 0, 0x80, 0x02, 0, 0, // IFA_FLAGS
		7, 0, 3, 0, 'v', '0', 0, 0, // IFA_LABEL
		20, 0, 6, 0, 5, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // IFA_CACHEINFO
	}
}

func TestDecodeAddr(t *testing.T) {
	got, err := decodeAddr(addrMessage())
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
	want := topo.Addr{
		Family: "inet", Local: netip.MustParseAddr("10.0.0.1"), Peer: netip.MustParseAddr("10.0.0.2"), PrefixLen: 24,
		Scope: "link", Label: "v0", Flags: topo.AddrPermanent | topo.AddrNoPrefixRoute, Valid: 9, Preferred: 5,
	}
	if got.Addr != want || got.link != 3 {
		t.Errorf("unexpected address: want %+v on 3, got %+v on %d", want, got.Addr, got.link)
	}
}

// multipathMessage is an RTM_NEWROUTE of 10.1.0.0/16 with two ways, the first by an IPv6 gateway.
func multipathMessage() []byte {
	return []byte{
		unix.AF_INET, 16, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0, // struct rtmsg
		8, 0, 1, 0, 10, 1, 0, 0, // RTA_DST
		12, 0, 8, 0, 8, 0, 2, 0, 0x78, 5, 0, 0, // RTA_METRICS: mtu 1400
		44, 0, 9, 0, // RTA_MULTIPATH
		32, 0, 4, 2, 7, 0, 0, 0, // struct rtnexthop: onlink, weight 3, dev 7
		22, 0, 18, 0, 10, 0, 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // RTA_VIA
		0, 0,
		8, 0, 16, 0, 8, 0, 0, 0, // struct rtnexthop: linkdown, weight 1, dev 8
	}
}

func TestDecodeRoute(t *testing.T) {
	r, err := decodeRoute(multipathMessage())
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
	if r.Dst.String() != "10.1.0.0/16" || r.Protocol != "static" || r.Scope != "global" || r.Table != topo.TableMain {
		t.Errorf("unexpected route: %+v", r.Route)
	}
	if len(r.Metrics) != 1 || r.Metrics[0] != (topo.Metric{Name: "mtu", Value: 1400}) {
		t.Errorf("unexpected metrics: want mtu 1400, got %+v", r.Metrics)
	}
	if len(r.NextHops) != 2 {
		t.Fatalf("unexpected ways: want 2, got %+v", r.NextHops)
	}
	one, two := r.NextHops[0], r.NextHops[1]
	if one.Gateway.String() != "fe80::" || one.Dev != 7 || one.Weight != 3 || one.Flags[0] != "onlink" {
		t.Errorf("unexpected way: want fe80:: by 7, weight 3, onlink, got %+v", one)
	}
	if two.Gateway.IsValid() || two.Dev != 8 || two.Weight != 1 || two.Flags[0] != "linkdown" {
		t.Errorf("unexpected way: want 8, weight 1, linkdown, got %+v", two)
	}
}

func TestErrorOf(t *testing.T) {
	no := []byte{0xfe, 0xff, 0xff, 0xff} // -ENOENT
	text := []byte{8, 0, 1, 0, 'g', 'o', 'n', 'e'}
	echo := []byte{16, 0, 0, 0, 26, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0}
	for _, test := range []struct {
		name, want string
		kind       uint16
		data       []byte
	}{
		{"done without text", "no such file or directory", unix.NLMSG_DONE, no},
		{"done with text", "no such file or directory: gone", unix.NLMSG_DONE, append(no[:4:4], text...)},
		{"error with text", "no such file or directory: gone", unix.NLMSG_ERROR, append(append(no[:4:4], echo...), text...)},
	} {
		err := errorOf(test.data, test.kind)
		if !errors.Is(err, unix.ENOENT) || err.Error() != test.want {
			t.Errorf("unexpected error of %s: want %q, got %v", test.name, test.want, err)
		}
	}
	if err := errorOf(make([]byte, 4), unix.NLMSG_DONE); err != nil {
		t.Errorf("unexpected error of success: %v", err)
	}
}

// FuzzDecode holds that no message of whatever bytes stops the program.
func FuzzDecode(f *testing.F) {
	f.Add(addrMessage())
	f.Add(multipathMessage())
	f.Fuzz(func(t *testing.T, message []byte) {
		if a, err := decodeAddr(message); err == nil && a.Peer == a.Local && a.Peer.IsValid() {
			t.Errorf("unexpected peer: the address itself, %v", a.Peer)
		}
		if r, err := decodeRoute(message); err == nil && len(r.NextHops) > len(message)/unix.SizeofRtNexthop {
			t.Errorf("unexpected ways: %d of %d bytes", len(r.NextHops), len(message))
		}
		if n, err := decodeNeighbour(message); err == nil && n.Dev != int(number32(message[4:])) {
			t.Errorf("unexpected device: %d", n.Dev)
		}
		if e, err := decodeFDB(message); err == nil && e.Dev != int(number32(message[4:])) {
			t.Errorf("unexpected device: %d", e.Dev)
		}
		if len(message) >= 4 {
			_ = errorOf(message, unix.NLMSG_DONE)
			_ = errorOf(message, unix.NLMSG_ERROR)
		}
	})
}
