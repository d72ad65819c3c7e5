//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// BenchmarkStar joins 100 namespaces to a bridge, and 300: through bash with iproute2, through vethlab, and with a bare program that
// speaks to the kernel alone, in turn. It tells the medians, from the start of each program to its end, how many times faster than bash
// vethlab is, and how many times slower than the bare program.
func BenchmarkStar(b *testing.B) {
	needLab(b)
	bare := buildBare(b)
	for _, count := range []int{100, 300} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			script := filepath.Join(b.TempDir(), "star.sh")
			if err := os.WriteFile(script, []byte(star(count)), 0o644); err != nil {
				b.Fatal(err)
			}
			took := map[string][]time.Duration{}
			for b.Loop() {
				for name, words := range map[string][]string{
					"bash":    apart("mkdir /run/netns && ip link set lo up && . " + script),
					"vethlab": {program(), "sh", script},
					"bare":    apart("exec " + bare + " " + fmt.Sprint(count)),
				} {
					took[name] = append(took[name], timed(b, words...))
					// The kernel clears up in the background, and tells nobody when it is done.
					time.Sleep(clearing)
				}
			}
			for name, list := range took {
				b.ReportMetric(float64(median(list).Milliseconds()), name+"-ms")
			}
			b.ReportMetric(float64(median(took["bash"]))/float64(median(took["vethlab"])), "times-faster-than-bash")
			b.ReportMetric(float64(median(took["vethlab"]))/float64(median(took["bare"])), "times-bare")
		})
	}
}

// buildBare builds the program that speaks to the kernel alone.
func buildBare(b *testing.B) string {
	b.Helper()
	bare := filepath.Join(b.TempDir(), "bare")
	if out, err := exec.Command("go", "build", "-o", bare, "./testdata/bare").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	return bare
}

// clearing is how long the kernel is given for what a run has left.
const clearing = 3 * time.Second

// apart are the words that run a line of bash in fresh namespaces, with a /run of its own.
func apart(line string) []string {
	words := []string{"unshare", "--net", "--mount", "--pid", "--fork", "--mount-proc"}
	if os.Geteuid() != 0 {
		words = append(words, "--user", "--map-root-user")
	}
	return append(words, "bash", "-c", "mount -t tmpfs none /run && "+line)
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

func timed(b *testing.B, words ...string) time.Duration {
	b.Helper()
	start := time.Now()
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil || len(out) > 0 {
		b.Fatalf("%q: %v\n%s", words, err, out)
	}
	return time.Since(start)
}

// BenchmarkMany is a lab with 300 namespaces on the screen: from the start of the program to a lesson's step drawn that makes them, and on
// to its end, with all processes gone, and then with all namespaces gone. Beside it stands the bare program that only makes them, and ends.
func BenchmarkMany(b *testing.B) {
	needLab(b)
	const count = 300
	lesson := filepath.Join(b.TempDir(), "many.md")
	text := fmt.Sprintf(`---
id: many
title: Many
summary: Many namespaces at one bridge.
minutes: 1
needs: [bridge, veth]
---

## All at once

%sconsole
$ ip link add br0 type bridge; ip link set br0 up; ip addr add 10.0.0.1/16 dev br0
$ for i in $(seq 0 %d); do ip netns add n$i; ip link add v$i type veth peer name eth0 netns n$i; ip link set v$i master br0; ip link set v$i up; ip -n n$i addr add 10.0.$((i/250)).$((i%%250+2))/16 dev eth0; ip -n n$i link set eth0 up; done
%s
`, "```", count-1, "```")
	if err := os.WriteFile(lesson, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
	bare := buildBare(b)
	took := map[string][]time.Duration{}
	note := func(name string, start time.Time) { took[name] = append(took[name], time.Since(start)) }
	for b.Loop() {
		start := time.Now()
		timed(b, apart("exec "+bare+" "+fmt.Sprint(count))...)
		note("bare", start)
		awaitGone(b)
		note("bare-gone", start)
		time.Sleep(clearing)
		start = time.Now()
		c := exec.Command(program(), "run", lesson)
		c.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+b.TempDir())
		m := open(b, 120, 40, c)
		m.shows("host")
		note("opened", start)
		m.send(enter)
		m.shows("✓ ip link add")
		m.send(enter)
		m.shows("The end of this lesson")
		note("drawn", start)
		m.send("qq")
		m.status()
		note("left", start)
		awaitGone(b)
		note("gone", start)
		m.close()
		time.Sleep(clearing)
	}
	for name, list := range took {
		b.ReportMetric(float64(median(list).Milliseconds()), name+"-ms")
	}
	b.ReportMetric(float64(median(took["left"]))/float64(median(took["bare"])), "times-bare")
	b.ReportMetric(float64(median(took["gone"]))/float64(median(took["bare-gone"])), "times-bare-gone")
}

// awaitGone waits until the kernel has cleared up what ended before: it takes namespaces in their order, so a link goes whose other end
// was in one that ended after them (cleanup_net in net_namespace.c).
func awaitGone(b *testing.B) {
	b.Helper()
	timed(b, apart("ip netns add last && ip link add near type veth peer name far netns last && ip netns del last && "+
		"while ip link show near >/dev/null 2>&1; do :; done")...)
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
