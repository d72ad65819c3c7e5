package lab

import (
	"context"
	"net/netip"
	"strings"
	"testing"
	"time"

	"vethlab/lab/probe"
)

// TestPingContainer pings from containers, by a name and by the beginning of an id, which end and begin again meanwhile.
func TestPingContainer(t *testing.T) {
	l := ours(t)
	id := strings.TrimSpace(must(t, l, "docker run -d --name client base sleep infinity"))
	for _, name := range []string{"client", id[:12]} {
		ctx, stop := context.WithCancel(t.Context())
		replies, ended := make(chan Reply), make(chan error, 1)
		go func() {
			ended <- l.Ping(ctx, name, netip.MustParseAddr("172.17.0.1"), func(r Reply) {
				select {
				case replies <- r:
				case <-ctx.Done():
				}
			})
		}()
		next := func(what string, want probe.Outcome) {
			t.Helper()
			for end := time.After(patience); ; {
				select {
				case r := <-replies:
					if r.Outcome == want {
						return
					}
				case <-end:
					t.Fatalf("unexpected silence of the ping from %s: want %s", name, what)
				}
			}
		}
		next("an answer", probe.Answered)
		must(t, l, "docker stop client")
		next("that there is no such namespace", probe.NotSent)
		must(t, l, "docker start client")
		next("an answer again", probe.Answered)
		stop()
		if err := <-ended; err != nil {
			t.Errorf("unexpected error of the ping from %s: %v", name, err)
		}
	}
}
