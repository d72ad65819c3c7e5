package lab

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkFirstPing is from `docker run -d` to the first ping that the container answers the host, on both engines in one run: the
// median of ten on each, in milliseconds, and how many times faster the built-in one is.
func BenchmarkFirstPing(b *testing.B) {
	needDocker20(b)
	program := vethlab(b)
	for b.Loop() {
		real := firstPing(b, Options{Engine: EngineDocker, Program: program})
		ours := firstPing(b, Options{Engine: EngineBuiltin, Program: program})
		b.ReportMetric(milliseconds(real), "docker-ms")
		b.ReportMetric(milliseconds(ours), "builtin-ms")
		b.ReportMetric(float64(real)/float64(ours), "times")
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// firstPing is the median of ten.
func firstPing(b *testing.B, o Options) time.Duration {
	b.Helper()
	l, err := OpenWith(b.Context(), o)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	run := func(script string) {
		if status, err := l.Script(b.Context(), "", strings.NewReader(script), Stdio{}); status != 0 || err != nil {
			b.Fatalf("unexpected outcome of %s: want status 0, got %d, error %v", script, status, err)
		}
	}
	var took []time.Duration
	for i := range 11 {
		begun := time.Now()
		run("docker run -d --name one base sleep 1000; until ping -c 1 -W 1 172.17.0.2; do :; done")
		// The first is slower: docker0 has to be made, and the image to be known.
		if i > 0 {
			took = append(took, time.Since(begun))
		}
		run("docker rm -f one")
	}
	slices.Sort(took)
	return took[len(took)/2]
}
