//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// star is the script that joins n namespaces to one bridge.
func star(n int) string {
	var b strings.Builder
	b.WriteString("ip link add br0 type bridge\nip link set br0 up\nip addr add 10.0.0.1/16 dev br0\n")
	for i := range n {
		fmt.Fprintf(&b, "ip netns add n%d\nip link add v%d type veth peer name eth0 netns n%d\n", i, i, i)
		fmt.Fprintf(&b, "ip link set v%d master br0\nip link set v%d up\n", i, i)
		fmt.Fprintf(&b, "ip -n n%d addr add 10.0.%d.%d/16 dev eth0\nip -n n%d link set eth0 up\n", i, i/250, i%250+2, i)
	}
	return b.String()
}

// BenchmarkStar runs the star of 100 namespaces through bash with iproute2 and through vethlab, in turn, and tells how many
// times faster the second is: from the start of the program to its end.
func BenchmarkStar(b *testing.B) {
	needLab(b)
	script := filepath.Join(b.TempDir(), "star.sh")
	if err := os.WriteFile(script, []byte(star(100)), 0o644); err != nil {
		b.Fatal(err)
	}
	real := []string{"unshare", "--net", "--mount", "--pid", "--fork"}
	if os.Geteuid() != 0 {
		real = append(real, "--user", "--map-root-user")
	}
	real = append(real, "bash", "-c", "mount -t tmpfs none /run && mkdir /run/netns && ip link set lo up && . "+script)
	var bash, ours time.Duration
	for b.Loop() {
		bash += timed(b, real...)
		ours += timed(b, program(), "sh", script)
	}
	b.ReportMetric(float64(bash)/float64(ours), "times-faster")
	b.ReportMetric(float64(bash.Milliseconds())/float64(b.N), "bash-ms")
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "vethlab-ms")
}

func timed(b *testing.B, words ...string) time.Duration {
	b.Helper()
	start := time.Now()
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil || len(out) > 0 {
		b.Fatalf("%q: %v\n%s", words, err, out)
	}
	return time.Since(start)
}

// BenchmarkOpen opens a lab and closes it: a whole run of the program.
func BenchmarkOpen(b *testing.B) {
	needLab(b)
	for b.Loop() {
		timed(b, program(), "sh", "-c", "true")
	}
}

// BenchmarkLesson plays the whole lesson, pings included.
func BenchmarkLesson(b *testing.B) {
	needLab(b)
	for b.Loop() {
		if out, err := exec.Command(program(), "run", "veth", "--json").Output(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
}

// BenchmarkFirstFrame is from the start of the program to the list, and to a lesson's first frame with its lab read.
func BenchmarkFirstFrame(b *testing.B) {
	for name, words := range map[string][]string{"list": nil, "lesson": {"run", "veth"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				c := exec.Command(program(), words...)
				c.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+b.TempDir())
				m := open(b, 80, 24, c)
				m.shows(map[string]string{"list": "min", "lesson": "host"}[name])
				b.StopTimer()
				m.close()
				b.StartTimer()
			}
		})
	}
}
