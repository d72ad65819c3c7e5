//go:build linux

package shell

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkShow shows much: 500 addresses and 10,000 routes, with the real ip as a process each and in our shell. It reports how
// long one showing takes, and how many times faster ours is.
func BenchmarkShow(b *testing.B) {
	folder := b.TempDir()
	var batch strings.Builder
	batch.WriteString("link add v0 type veth peer name v1\nlink set v0 up\nlink set v1 up\n")
	for i := range 500 {
		fmt.Fprintf(&batch, "addr add 10.1.%d.%d/32 dev v0\n", i/250, i%250+1)
	}
	for i := range 10000 {
		fmt.Fprintf(&batch, "route add 10.%d.%d.0/24 dev v1\n", 100+i/250, i%250)
	}
	lines := filepath.Join(folder, "lines")
	if err := os.WriteFile(lines, []byte(batch.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	const often = 20
	seconds := func(b *testing.B, mode, command string) float64 {
		script := filepath.Join(folder, "script")
		text := "ip -batch " + lines + "\n" + strings.Repeat(command+" >/dev/null\n", often)
		if err := os.WriteFile(script, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		w, err := newWorld(mode, script)
		if err != nil {
			b.Fatal(err)
		}
		defer w.close()
		if w.Status != 0 {
			b.Errorf("unexpected status of %s: want 0, got %d: %s", mode, w.Status, w.outcome.Stderr)
		}
		return w.Seconds
	}
	for _, command := range []string{"ip addr", "ip -j addr", "ip route", "ip -j route"} {
		b.Run(command, func(b *testing.B) {
			took := map[string]float64{}
			for b.Loop() {
				for _, mode := range []string{"bash", "shell"} {
					took[mode] += seconds(b, mode, command) - seconds(b, mode, ":")
				}
			}
			for mode, t := range took {
				b.ReportMetric(t*1000/float64(b.N*often), mode+"-ms")
			}
			b.ReportMetric(took["bash"]/took["shell"], "times-faster")
		})
	}
}
