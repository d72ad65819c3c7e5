package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"mvdan.cc/sh/v3/syntax"

	"vethlab/lab/dockerd"
	"vethlab/lab/sandbox/sandboxtest"
)

// seen is all that one engine shows of a script: what each command said, and the state that it left, as text by the name of the section.
type seen map[string]string

// TestEngines runs each script of testdata/engines on a real Docker Engine and on the built-in one, and compares what they say, the
// topologies that they leave, what they know of containers and networks, and who reaches whom. What may differ is a row of the table in
// docs/engines.md, which a script names ("# differs: row"); the test fails where that row is no longer needed.
func TestEngines(t *testing.T) {
	needDocker20(t)
	scripts, err := filepath.Glob("testdata/engines/*.sh")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	switch share := os.Getenv(engineShare); {
	case share == "" && sandboxtest.AsRoot(t):
		shareEngines(t)
		return
	case share == "":
		scripts = every(scripts, 0, few)
	default:
		first, err := strconv.Atoi(share)
		if err != nil {
			t.Fatal(err)
		}
		scripts = every(scripts, first, engineShares)
	}
	program := vethlab(t)
	for _, path := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".sh"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			difference := "?"
			for try := 0; try < attempts && difference != ""; try++ {
				want := look(t, Options{Engine: EngineDocker, Program: program}, string(text))
				got := look(t, Options{Engine: EngineBuiltin, Program: program}, string(text))
				difference = compare(t, want, got, named(string(text)))
			}
			if difference != "" {
				t.Error(difference)
			}
		})
	}
}

// shareEngines runs the scripts in several processes at once, each in a sandbox of its own: mostly they wait for the engine, and two
// worlds in one sandbox would meet in /run.
func shareEngines(t *testing.T) {
	environment := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "VETHLAB_") })
	var shares sync.WaitGroup
	for share := range engineShares {
		shares.Go(func() {
			c := exec.CommandContext(t.Context(), "/proc/self/exe", "-test.run=^TestEngines$", "-test.v")
			c.Env = append(slices.Clone(environment), fmt.Sprintf("%s=%d", engineShare, share))
			if said, err := c.CombinedOutput(); err != nil || !bytes.Contains(said, []byte("--- PASS: TestEngines/")) {
				t.Errorf("share %d: %v\n%s", share, err, said)
			}
		})
	}
	shares.Wait()
}

// every gives each step'th of a list, from first.
func every(list []string, first, step int) []string {
	var some []string
	for i := first; i < len(list); i += step {
		some = append(some, list[i])
	}
	return some
}

const (
	// few is how many scripts stand for one as an ordinary user, for whom the same code runs.
	few = 12
	// attempts is how often a script may differ: whether a server listens already is a matter of time.
	attempts = 3
	// engineShares is among how many processes root's scripts are shared out, and engineShare tells one its number.
	engineShares = 3
	engineShare  = "VETHLAB_TEST_SHARE"
)

// needDocker20 leaves a test out where there is no Docker Engine 20.10, whose words and rules the built-in engine's are.
func needDocker20(t testing.TB) {
	t.Helper()
	var lack error
	if l := dockerd.Need(); l != nil {
		lack = l
	} else if said, err := exec.Command("dockerd", "--version").CombinedOutput(); err != nil || !bytes.Contains(said, []byte("version 20.10.")) {
		lack = errors.Join(err, fmt.Errorf("not a Docker Engine 20.10: %s", said))
	}
	switch {
	case lack != nil && os.Getenv("CI") != "":
		t.Fatal(lack)
	case lack != nil:
		t.Skip(lack)
	}
}

// named are the rows of the table of differences that a script names.
func named(script string) []string {
	var rows []string
	for _, m := range regexp.MustCompile(`(?m)^# differs: (.+)$`).FindAllStringSubmatch(script, -1) {
		rows = append(rows, m[1])
	}
	return rows
}

// compare tells where the two engines differ beyond the rows, and which row is not needed; empty where nothing is to be told.
func compare(t *testing.T, want, got seen, rows []string) string {
	t.Helper()
	var told strings.Builder
	all := allowed()
	known := func(s seen, rows []string) seen {
		s = maps.Clone(s)
		for _, row := range rows {
			for section := range s {
				s[section] = all[row](section, s[section])
			}
		}
		return s
	}
	for i, row := range rows {
		if all[row] == nil {
			t.Fatalf("unexpected difference: want a row of docs/engines.md, got %q", row)
		}
		others := slices.Concat(rows[:i], rows[i+1:])
		if maps.Equal(known(want, others), known(got, others)) {
			fmt.Fprintf(&told, "unexpected sameness: the script names the difference %q, and without it the engines agree too\n", row)
		}
	}
	want, got = known(want, rows), known(got, rows)
	for _, section := range slices.Sorted(maps.Keys(want)) {
		if want[section] != got[section] {
			fmt.Fprintf(&told, "unexpected %s:\n%s", section, udiff.Unified("want", "got", want[section], got[section]))
		}
	}
	return told.String()
}

// prelude makes what is beyond the host: an internet with a documentation address, which knows the way to the host's networks. What a
// script waits for comes after a moment: a server that listens.
const prelude = `
docker ps
ip netns add internet
ip link add wan type veth peer name eth0 netns internet
ip addr add 203.0.113.1/24 dev wan
ip link set wan up
ip netns exec internet ip link set lo up
ip netns exec internet ip addr add 203.0.113.2/24 dev eth0
ip netns exec internet ip link set eth0 up
ip netns exec internet ip route add default via 203.0.113.1
`

// ready waits until a container listens.
const ready = `ready() { until docker exec "$1" nc -z 127.0.0.1 "$2" 2>/dev/null; do sleep 0.02; done; }
`

// look runs a script on an engine.
func look(t *testing.T, o Options, script string) seen {
	t.Helper()
	l, err := OpenWith(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}()
	if name, refused := l.Engine(); name != o.Engine {
		t.Fatalf("unexpected engine: want %s, got %s: %v", o.Engine, name, refused)
	}
	must(t, l, prelude)
	var out, complaints bytes.Buffer
	ctx, stop := context.WithTimeout(t.Context(), patience*3)
	defer stop()
	if _, err := l.Script(ctx, "script", strings.NewReader(ready+labelled(t, script)), Stdio{Out: &out, Err: &complaints}); err != nil {
		t.Fatalf("unexpected error of the script on %s: %v\n%s\n%s", o.Engine, err, &out, &complaints)
	}
	now, err := l.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := shaper{}
	return seen{
		"standard output": s.words(out.String()), "standard error": s.words(complaints.String()), "topology": s.topology(now),
		"inspect": s.inspect(t, l.world.engine), "reach": s.words(reach(t, l.world, now)),
	}
}

// labelled puts each command before what it says on both streams, and its exit code behind.
func labelled(t *testing.T, script string) string {
	t.Helper()
	file, err := syntax.NewParser().Parse(strings.NewReader(script), "script")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range file.Stmts {
		text := script[s.Pos().Offset():s.End().Offset()]
		quoted, err := syntax.Quote("$ "+text, syntax.LangBash)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "echo %s; echo %s >&2\n%s\necho = $?\n", quoted, quoted, text)
	}
	return b.String()
}

// TestDifferences holds that the table in docs/engines.md has the differences that the scripts name, and no others.
func TestDifferences(t *testing.T) {
	text, err := os.ReadFile("../docs/engines.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, m := range regexp.MustCompile(`(?m)^\| ([a-z][^|]*?) +\|`).FindAllStringSubmatch(string(text), -1) {
		rows = append(rows, m[1])
	}
	// Its head.
	rows = slices.DeleteFunc(rows, func(r string) bool { return r == "what" })
	slices.Sort(rows)
	if names := slices.Sorted(slices.Values(append(always(), slices.Collect(maps.Keys(allowed()))...))); !slices.Equal(names, rows) {
		t.Errorf("unexpected rows of docs/engines.md:\nwant %q\ngot  %q", names, rows)
	}
	scripts, err := filepath.Glob("testdata/engines/*.sh")
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for _, path := range scripts {
		script, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(filepath.Base(path), "wrong-") {
			wrong++
		}
		for _, row := range named(string(script)) {
			rows = slices.DeleteFunc(rows, func(r string) bool { return r == row })
		}
	}
	rows = slices.DeleteFunc(rows, func(r string) bool { return slices.Contains(always(), r) })
	if len(rows) > 0 {
		t.Errorf("unexpected differences that no script shows: %q", rows)
	}
	if len(scripts) < 40 || wrong < 12 {
		t.Errorf("unexpected number of scripts: want at least 40, 12 of them wrong uses, got %d and %d", len(scripts), wrong)
	}
}
