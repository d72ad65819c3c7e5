//go:build linux

package probe

import (
	"bytes"
	"context"
	"net"
	"net/netip"
	"testing"
	"time"

	"vethlab/lab/netns"
	"vethlab/lab/sandbox/sandboxtest"
)

func TestMain(m *testing.M) { sandboxtest.Main(m) }

// TestRun asks lo before there is a way to it, and after.
func TestRun(t *testing.T) {
	ns, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	defer ns.Close()
	for _, to := range []string{"127.0.0.1", "::1"} {
		var got []Reply
		e := Echo{To: netip.MustParseAddr(to), Count: 2, Size: 56, Interval: time.Millisecond, Wait: time.Second}
		if err := Run(t.Context(), ns, e, func(r Reply) { got = append(got, r) }); err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || got[0].Outcome != NotSent || got[0].Reason == "" {
			t.Errorf("unexpected replies of %s in a namespace whose lo is down: want 2 not sent, got %+v", to, got)
		}
	}
}

func TestRunAnswered(t *testing.T) {
	lo, err := net.InterfaceByName("lo")
	if err != nil || lo.Flags&net.FlagUp == 0 {
		t.Fatalf("lo is down in this sandbox: %v", err)
	}
	here, err := netns.Current()
	if err != nil {
		t.Fatal(err)
	}
	defer here.Close()
	var got []Reply
	e := Echo{To: netip.MustParseAddr("127.0.0.1"), Count: 3, Size: 56, Interval: time.Millisecond}
	if err := Run(t.Context(), here, e, func(r Reply) { got = append(got, r) }); err != nil {
		t.Fatal(err)
	}
	for i, r := range got {
		if r.Seq != i+1 || r.Outcome != Answered || r.Bytes != 64 || r.TTL != 64 || r.RTT <= 0 || r.From != e.To {
			t.Errorf("unexpected reply %d: %+v", i+1, r)
		}
	}
	if len(got) != 3 {
		t.Errorf("unexpected number of replies: want 3, got %d", len(got))
	}
}

func TestPingWords(t *testing.T) {
	for _, c := range []struct {
		words  []string
		stderr string
		status int
		known  bool
	}{
		{[]string{"ping"}, "ping: usage error: Destination address required\n", 1, true},
		{[]string{"ping", "-c", "0", "::1"}, "ping: invalid argument: '0': out of range: 1 <= value <= 9223372036854775807\n", 1, true},
		{[]string{"ping", "-4", "::1"}, "ping: ::1: Address family for hostname not supported\n", 2, true},
		{[]string{"ping", "-R", "127.0.0.1"}, "", 0, false},
	} {
		var out, errs bytes.Buffer
		status, known := Ping(context.Background(), nil, c.words, &out, &errs)
		if status != c.status || known != c.known || errs.String() != c.stderr || out.Len() > 0 {
			t.Errorf("unexpected outcome of %q: got %d, %v, %q, %q", c.words, status, known, errs.String(), out.String())
		}
	}
}

func TestMilliseconds(t *testing.T) {
	for _, c := range []struct {
		us   int
		want string
	}{{4, "0.004 ms"}, {999, "0.999 ms"}, {1234, "1.23 ms"}, {12345, "12.3 ms"}, {1028029, "1028 ms"}} {
		if got := milliseconds(time.Duration(c.us) * time.Microsecond); got != c.want {
			t.Errorf("unexpected text of %d us: want %s, got %s", c.us, c.want, got)
		}
	}
}

func FuzzParsePing(f *testing.F) {
	for _, s := range []string{"-c1", "-i0.2x", "-W", "127.1", "-I", "::1"} {
		f.Add(s, "127.0.0.1")
	}
	f.Fuzz(func(t *testing.T, option, target string) {
		o, err := parsePing([]string{"ping", option, target})
		if err == nil && !o.echo.To.IsValid() {
			t.Errorf("unexpected success without an address: %q %q", option, target)
		}
	})
}
