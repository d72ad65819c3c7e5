//go:build linux

package shell

import (
	"path/filepath"
	"testing"
)

// BenchmarkStar joins 100 namespaces to one bridge, with bash and the real ip and with our shell in turn, and reports how
// many times faster ours is.
func BenchmarkStar(b *testing.B) {
	script, err := filepath.Abs("testdata/star.sh")
	if err != nil {
		b.Fatal(err)
	}
	seconds := map[string]float64{}
	for b.Loop() {
		for _, mode := range []string{"bash", "shell"} {
			w, err := newWorld(mode, script)
			if err != nil {
				b.Fatal(err)
			}
			if w.Status != 0 {
				b.Errorf("unexpected status of %s: want 0, got %d: %s", mode, w.Status, w.outcome.Stderr)
			}
			seconds[mode] += w.Seconds
			w.close()
		}
	}
	b.ReportMetric(seconds["bash"]*1000/float64(b.N), "bash-ms/op")
	b.ReportMetric(seconds["shell"]*1000/float64(b.N), "shell-ms/op")
	b.ReportMetric(seconds["bash"]/seconds["shell"], "times-faster")
}
