//go:build linux

package shell

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aymanbagabas/go-udiff"

	"vethlab/lab/sandbox/sandboxtest"
)

var (
	randomCount = flag.Int("random", 0, "how many random sequences of commands to run both ways; 0 is 2000 for root where CI is set, else 100")
	randomSeed  = flag.Uint64("random-seed", 1, "the seed of the first of them")
)

const (
	// randomBatch sequences are one script: what they cost is then the commands alone.
	randomBatch = 50
	// randomLength is how many commands a sequence has at most.
	randomLength = 8
)

// sequence is the script of one seed: a namespace of its own, a few things to begin with, random lines, and the state that they left
// as the real ip tells it. With slow there is time after each line for what the kernel settles by and by.
func sequence(seed uint64, slow bool) string {
	l := lines{rand.New(rand.NewPCG(seed, 0))}
	var b strings.Builder
	fmt.Fprintf(&b, "echo '### %d'; echo '### %d' >&2\nip netns add s; ip netns add N\nip netns exec s bash <<'END'\n", seed, seed)
	b.WriteString("sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0\n")
	// One process for all of it, the same both ways.
	b.WriteString("/usr/sbin/ip -force -batch - 2>/dev/null <<'BEGIN'\n")
	for _, line := range []string{
		"link set lo up", "link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02", "link add br0 address 02:00:00:00:00:03 type bridge",
		"link set v0 up", "link set v1 up", "addr add 10.0.0.1/24 dev v0", "addr add 2001:db8::1/64 dev v0 nodad",
	} {
		if l.IntN(8) > 0 {
			b.WriteString(line + "\n")
		}
	}
	b.WriteString("BEGIN\n")
	for range 1 + l.IntN(randomLength) {
		line := l.any()
		quoted := strings.ReplaceAll(line, "'", `'\''`)
		fmt.Fprintf(&b, "echo '$ %s'; echo '$ %s' >&2\n%s\necho \"= $?\"\n", quoted, quoted, line)
		if slow {
			b.WriteString("sleep 1.2\n")
		}
	}
	b.WriteString("END\n")
	b.WriteString("echo state:; /usr/sbin/ip -n s -j -d -batch - <<'END'\nlink\naddr\nroute show table all\nneigh show nud all\nrule\nEND\nip -all netns del\n")
	return b.String()
}

// sequences are random scripts, one of each seed. The script tells its seed before all else, on both its outputs.
type sequences struct {
	script  func(seed uint64, slow bool) string
	settled func(text string) string // what a script said, without what differs from run to run
}

// runBoth runs sequences as one script both ways, and gives what each did: by mode, then by seed.
func (s sequences) runBoth(t *testing.T, seeds []uint64, slow bool) (map[string]map[string]string, error) {
	t.Helper()
	var script strings.Builder
	for _, seed := range seeds {
		script.WriteString(s.script(seed, slow))
	}
	path := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(path, []byte(script.String()), 0o644); err != nil {
		return nil, err
	}
	did := map[string]map[string]string{}
	for _, mode := range []string{"bash", "shell"} {
		w, err := newWorld(mode, path)
		if err != nil {
			return nil, err
		}
		w.close()
		did[mode] = map[string]string{}
		for _, stream := range []string{w.Stdout, w.Stderr} {
			for _, part := range strings.Split("\n"+stream, "\n### ")[1:] {
				seed, text, _ := strings.Cut(part, "\n")
				did[mode][seed] += "--\n" + s.settled(text)
			}
		}
	}
	return did, nil
}

// settledText is what a sequence said without what differs from run to run; the state's lists, which the kernel keeps in an order by
// chance, are sorted.
func settledText(text string) string {
	// When the kernel tells its groups to others, and so has a neighbour for them, is a matter of chance.
	text = pattern(`(?m)^(\x1b\[34m)?(ff02::|224\.0\.0\.22\b).*\n|\{"dst":"(ff02::|224\.0\.0\.22")[^}]*\},?|,\{"dst":"(ff02::|224\.0\.0\.22")[^}]*\}`).ReplaceAllString(text, "")
	// Of two links whose carrier comes at the same time, either is first to get its route.
	text = pattern(`(?m)(^(?:unicast )?fe80::/64 dev .*\n){2,}`).ReplaceAllStringFunc(text, func(routes string) string {
		return strings.Join(slices.Sorted(strings.Lines(routes)), "")
	})
	text = pattern(`("dst": ?"(?:fe80::/64|ff00::/8)",\s*"dev": ?)"[^"]*"`).ReplaceAllString(text, "${1}CHANCE")
	head, state, found := strings.Cut(text, "\nstate:\n")
	if found {
		var sorted []string
		for line := range strings.Lines(state) {
			list := strings.Split(strings.ReplaceAll(strings.Trim(line, "[],\n"), "},{", "}\n{"), "\n")
			slices.Sort(list)
			sorted = append(sorted, list...)
		}
		head += "\nstate:\n" + strings.Join(sorted, "\n")
	}
	head = normalise(pattern(`\x1b\[(\d+)m`).ReplaceAllString(head, "<$1>"))
	for _, p := range []struct{ pattern, with string }{
		// Which of two ends of a link's life the kernel tells of is a matter of milliseconds.
		{`\b\d+sec\b`, "Nsec"}, {`"(valid|preferred)_life_time":\d{1,9}\b`, `"$1":N`}, {`"expires":\d+`, `"expires":N`},
	} {
		head = pattern(p.pattern).ReplaceAllString(head, p.with)
	}
	return head
}

// differing gives the seeds whose sequences did not do the same both ways. Most of their time they wait for the kernel, so several
// batches run at once.
func (s sequences) differing(t *testing.T, count int) []uint64 {
	t.Helper()
	var mu sync.Mutex
	var differ []uint64
	batches := make(chan uint64)
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for first := range batches {
				var seeds []uint64
				for seed := first; seed < min(first+randomBatch, *randomSeed+uint64(count)); seed++ {
					seeds = append(seeds, seed)
				}
				did, err := s.runBoth(t, seeds, false)
				mu.Lock()
				if err != nil {
					t.Error(err)
				}
				for _, seed := range seeds {
					if key := fmt.Sprint(seed); err == nil && did["bash"][key] != did["shell"][key] {
						differ = append(differ, seed)
					}
				}
				mu.Unlock()
			}
		})
	}
	for first := 0; first < count; first += randomBatch {
		batches <- *randomSeed + uint64(first)
	}
	close(batches)
	workers.Wait()
	slices.Sort(differ)
	return differ
}

// compare runs so many sequences both ways, and tells of each that did not do the same, with its script.
func (s sequences) compare(t *testing.T, count int) {
	t.Helper()
	differ := s.differing(t, count)
	// What the kernel does in its own time falls before a line or after it.
	for _, seed := range differ {
		key := fmt.Sprint(seed)
		var did map[string]map[string]string
		for try := range tries {
			var err error
			if did, err = s.runBoth(t, []uint64{seed}, try == tries-1); err != nil {
				t.Fatal(err)
			}
			if did["bash"][key] == did["shell"][key] {
				break
			}
		}
		if d := udiff.Unified("bash", "shell", did["bash"][key], did["shell"][key]); d != "" {
			t.Errorf("unexpected difference with seed %d (-bash +shell):\n%s\nof the script:\n%s", seed, d, s.script(seed, false))
		}
	}
	t.Logf("%d sequences, of which %d differed at first", count, len(differ))
}

// TestRandom runs random sequences of commands through bash with the real tools and through our shell: the same output, the same
// exit codes, the same state.
func TestRandom(t *testing.T) {
	need(t, "bash", "ip", "bridge", "sysctl")
	t.Parallel()
	count := *randomCount
	if count == 0 {
		count = 100
		if os.Getenv("CI") != "" && sandboxtest.AsRoot(t) {
			count = 2000
		}
	}
	sequences{sequence, settledText}.compare(t, count)
}
