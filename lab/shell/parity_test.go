//go:build linux

package shell

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"

	"vethlab/lab/sandbox/sandboxtest"
)

const (
	// few is how many scripts stand for one as an ordinary user, for whom the same code runs.
	few = 6
	// atOnce scripts run at the same time: most of their time they wait.
	atOnce = 3
	// tries is how often a script may differ: what the kernel does in its own time (a link's state, a neighbour's) can
	// fall before or after a command that shows it.
	tries = 3
	// settling is how long the kernel may take until both states are at rest (duplicate address detection).
	settling = 4 * time.Second
)

// TestParity runs each script through bash with the real tools in one world, and through our shell in another. Both must print
// the same, end with the same status, and leave the kernel in the same state.
func TestParity(t *testing.T) {
	need(t, "bash", "ip", "bridge", "ping", "sysctl")
	t.Parallel()
	files, err := filepath.Glob("testdata/parity/*.sh")
	if err != nil {
		t.Fatal(err)
	}
	places := make(chan struct{}, atOnce)
	t.Run("scripts", func(t *testing.T) {
		for i, f := range files {
			if i%few != 0 && !sandboxtest.AsRoot(t) {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(f), ".sh"), func(t *testing.T) {
				if text, err := os.ReadFile(f); err != nil || strings.Contains(string(text), "brctl ") {
					need(t, "brctl")
				}
				t.Parallel()
				places <- struct{}{}
				defer func() { <-places }()
				difference := "?"
				for try := 0; try < tries && difference != ""; try++ {
					difference = parity(t, f)
				}
				if difference != "" {
					t.Errorf("unexpected difference (-bash +shell):\n%s", difference)
				}
			})
		}
	})
}

// need skips a test where one of the real tools is not installed.
func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") == "" {
			t.Skipf("no real %s to compare with", tool)
		}
	}
}

// TestParityScripts holds the number of scripts, and of wrong uses among them.
func TestParityScripts(t *testing.T) {
	all, _ := filepath.Glob("testdata/parity/*.sh")
	wrong, _ := filepath.Glob("testdata/parity/wrong-*.sh")
	if len(all) < 250 || len(wrong) < 80 {
		t.Errorf("unexpected number of scripts: want 250 and 80 of them wrong uses, got %d and %d", len(all), len(wrong))
	}
}

func parity(t *testing.T, script string) string {
	t.Helper()
	path, err := filepath.Abs(script)
	if err != nil {
		t.Fatal(err)
	}
	real, err := newWorld("bash", path)
	if err != nil {
		t.Fatal(err)
	}
	defer real.close()
	ours, err := newWorld("shell", path)
	if err != nil {
		t.Fatal(err)
	}
	defer ours.close()
	if d := udiff.Unified("bash", "shell", real.text(), ours.text()); d != "" {
		return d
	}
	every := time.NewTicker(settling / 20)
	defer every.Stop()
	for end := time.Now().Add(settling); ; <-every.C {
		d := udiff.Unified("bash", "shell", stateOf(t, real), stateOf(t, ours))
		if d == "" || time.Now().After(end) {
			return d
		}
	}
}

func stateOf(t *testing.T, w *world) string {
	t.Helper()
	text, err := w.state()
	if err != nil {
		t.Fatalf("unexpected end of a world: %v: %s", err, w.errors.String())
	}
	return sortRoutes(normalise(text))
}

// sortRoutes puts the IPv6 routes of each namespace in order: the kernel keeps them by address, and those made from a link's
// random address stand where chance has it.
func sortRoutes(state string) string {
	lines := strings.SplitAfter(state, "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.HasSuffix(lines[i], " -6 route show table all:\n") {
			continue
		}
		begin := i + 1
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "{") {
			i++
		}
		slices.Sort(lines[begin : i+1])
	}
	return strings.Join(lines, "")
}

func TestSortRoutes(t *testing.T) {
	in := " -4 route show table all:\n{\"b\"}\n{\"a\"}\nx -6 route show table all:\n{\"b\"}\n{\"a\"}\n neigh show:\n"
	want := " -4 route show table all:\n{\"b\"}\n{\"a\"}\nx -6 route show table all:\n{\"a\"}\n{\"b\"}\n neigh show:\n"
	if got := sortRoutes(in); got != want {
		t.Errorf("unexpected state: want %q, got %q", want, got)
	}
}

func (o outcome) text() string {
	return fmt.Sprintf("output:\n%serrors:\n%sstatus: %d\n", normalise(o.Stdout), normalise(o.Stderr), o.Status)
}

// patterns are the regular expressions that were compiled: thousands of texts are compared by the same few.
var patterns sync.Map

func pattern(text string) *regexp.Regexp {
	if known, ok := patterns.Load(text); ok {
		return known.(*regexp.Regexp)
	}
	compiled := regexp.MustCompile(text)
	patterns.Store(text, compiled)
	return compiled
}

// normalise puts a word for what differs from run to run: a link's random address, and what is made from it, is a word of its own
// in the order in which they appear; indexes and times are N. That the real tool carries something out is left out. Nothing else.
func normalise(text string) string {
	text = pattern(`vethlab: (?s:.*?) is not built in; \S+ does it\n`).ReplaceAllString(text, "")
	names := map[string]string{}
	numbered := func(kind string) func(string) string {
		return func(s string) string {
			if s == "00:00:00:00:00:00" || s == "ff:ff:ff:ff:ff:ff" {
				return s
			}
			if names[s] == "" {
				names[s] = fmt.Sprintf("%s%d", kind, len(names)+1)
			}
			return names[s]
		}
	}
	// A bridge's id has the bytes of its address without leading zeros.
	text = pattern(`\b[0-9a-f]{4}\.([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}\b`).ReplaceAllStringFunc(text, func(id string) string {
		return pattern(`([.:])([0-9a-f])\b`).ReplaceAllString(id, "${1}0$2")
	})
	// bridge-utils writes it without colons.
	text = pattern(`\b([0-9a-f]{4}\.)([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b`).
		ReplaceAllString(text, "$1$2:$3:$4:$5:$6:$7")
	// The multicast address for a neighbour's link-local address ends as that does.
	text = pattern(`\b33:33:ff:([0-9a-f]{2}:){2}[0-9a-f]{2}\b`).ReplaceAllString(text, "GROUP")
	text = pattern(`\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b`).ReplaceAllStringFunc(text, numbered("MAC"))
	text = pattern(`\bfe80::[0-9a-f:]*ff:fe[0-9a-f:]+`).ReplaceAllStringFunc(text, numbered("LL"))
	for _, p := range []struct{ pattern, with string }{
		{`(?m)^[0-9]+: `, "N: "}, // an index
		{`@if[0-9]+`, "@ifN"},
		{`"(ifindex|link_index)":[0-9]+`, `"$1":N`},
		{`\bexpires [0-9]+sec`, "expires Nsec"},
		{`time=[0-9.]+ ms`, "time=N ms"},
		{`time [0-9]+ms`, "time Nms"},
		{`= [0-9.]+/[0-9.]+/[0-9.]+/[0-9.]+ ms`, "= N/N/N/N ms"},
		{`ipg/ewma [0-9.]+/[0-9.]+ ms`, "ipg/ewma N/N ms"},
		{`(?m)^\[[0-9]+\.[0-9]{6}\]`, "[N]"},
		{`"([a-z_]+_timer)": *[0-9.]+`, `"$1":N`},
		{`\b([a-z_]+_timer) +[0-9]+\.[0-9]{2} `, "$1 N "},    // of ip -d link
		{`( timer\t+) *[0-9]+\.[0-9]{2}`, "${1}N"},           // of brctl showstp
		{`(?m)(\t(yes|no)\t\t) *[0-9]+\.[0-9]{2}$`, "${1}N"}, // of brctl showmacs
		{`\bused [0-9]+/[0-9]+ `, "used N/N "},
		{`\bused [0-9]+/[0-9]+/[0-9]+`, "used N/N/N"},
		{`"(used|confirmed|updated)":[0-9]+`, `"$1":N`},
	} {
		text = pattern(p.pattern).ReplaceAllString(text, p.with)
	}
	return text
}

func TestNormalise(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2: v0@if3: <UP> mtu 1500", "N: v0@ifN: <UP> mtu 1500"},
		{"link/ether 4e:5f:10:00:00:01 brd ff:ff:ff:ff:ff:ff", "link/ether MAC1 brd ff:ff:ff:ff:ff:ff"},
		{"4e:5f:10:00:00:01 4e:5f:10:00:00:02 4e:5f:10:00:00:01", "MAC1 MAC2 MAC1"},
		{"4e:5f:10:00:00:01 8000.4e:5f:10:0:0:1 8000.0:0:0:0:0:0", "MAC1 8000.MAC1 8000.00:00:00:00:00:00"},
		{"inet6 fe80::4c5f:10ff:fe00:1/64", "inet6 LL1/64"},
		{"inet6 fe80::1/64", "inet6 fe80::1/64"},
		{"br0\t\t8000.4e5f10000001\tno", "br0\t\t8000.MAC1\tno"},
		{"33:33:ff:00:00:01 dev v0 self permanent", "GROUP dev v0 self permanent"},
		{"hello_timer    1.02 tcn_timer    0.00 gc_timer  299.70 x", "hello_timer N tcn_timer N gc_timer N x"},
		{" hello timer\t\t   1.02\t\t\ttcn timer\t\t   0.00", " hello timer\t\tN\t\t\ttcn timer\t\tN"},
		{"  1\tMAC\tno\t\t   0.11", "  1\tMAC\tno\t\tN"},
		{"used 0/17 master br0", "used N/N master br0"},
		{" used 3/0/1probes 0 STALE", " used N/N/Nprobes 0 STALE"},
		{"icmp_seq=1 ttl=64 time=0.084 ms", "icmp_seq=1 ttl=64 time=N ms"},
		{"rtt min/avg/max/mdev = 0.1/0.2/0.3/0.000 ms", "rtt min/avg/max/mdev = N/N/N/N ms"},
		{"mtu 1400 qlen 1000", "mtu 1400 qlen 1000"},
	} {
		if got := normalise(c.in); got != c.want {
			t.Errorf("unexpected text: want %q, got %q", c.want, got)
		}
	}
}

func asExit(err error, exit **exec.ExitError) bool { return errors.As(err, exit) }

func now() float64 { return float64(time.Now().UnixNano()) / 1e9 }

func file(name string) *os.File {
	f, err := os.Create("/run/" + name)
	if err != nil {
		panic(err)
	}
	return f
}

func content(name string) string {
	text, err := os.ReadFile("/run/" + name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// input is the script in a pipe, as if it were typed; nil where it is a file to bash. From a regular file a nested bash would read
// a whole block, and leave nothing for the outer one.
func input(script string) *os.File {
	text, err := os.ReadFile(script)
	if err != nil {
		panic(err)
	}
	if !strings.HasPrefix(string(text), byStdin) {
		return nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	// A script is shorter than a pipe is long.
	if _, err := w.Write(text); err != nil {
		panic(err)
	}
	w.Close()
	return r
}
