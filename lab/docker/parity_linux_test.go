package docker

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"mvdan.cc/sh/v3/shell"

	"vethlab/lab/sandbox/sandboxtest"
)

// few is how many scripts stand for one as an ordinary user, for whom the same code runs.
const few = 3

// TestParity runs each script of testdata/parity through the real docker and through ours, on the same real Engine, one after the
// other. What differs from run to run is compared by its shape.
func TestParity(t *testing.T) {
	scripts, err := filepath.Glob("testdata/parity/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	needRealClient(t)
	socket := engineOf(t)
	ours := clientOf(t, socket)
	clean := func() {
		speakOurs(t.Context(), ours, "", append([]string{"rm", "-f"}, strings.Fields(speakOurs(t.Context(), ours, "", []string{"ps", "-aq"}).out)...))
		speakOurs(t.Context(), ours, "", []string{"network", "prune", "-f"})
	}
	for i, path := range scripts {
		if i%few != 0 && !sandboxtest.AsRoot(t) {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lines := commandsOf(t, string(text))
			var want []spoken
			for _, words := range lines {
				want = append(want, speakReal(t, socket, "some input\n", words))
			}
			clean()
			for i, words := range lines {
				got := speakOurs(t.Context(), ours, "some input\n", words)
				if a, b := shape(want[i]), shape(got); a != b {
					t.Errorf("unexpected words of docker %s:\n%s", strings.Join(words, " "), udiff.Unified("want", "got", a.String(), b.String()))
				}
			}
			clean()
		})
	}
}

// commandsOf are a script's commands, a line each; a # begins a comment.
func commandsOf(t *testing.T, script string) [][]string {
	t.Helper()
	var commands [][]string
	for line := range strings.Lines(script) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		words, err := shell.Fields(line, func(string) string { return "" })
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		commands = append(commands, words[1:])
	}
	return commands
}

// shape replaces what two runs of one command cannot share.
func shape(s spoken) spoken {
	for _, r := range []struct{ pattern, with string }{
		{`\b[0-9a-f]{64}\b`, "ID64"},
		{`\b[0-9a-f]{12}\b`, "ID12"},
		{`\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b`, "MAC"},
		{`\d{4}-\d\d-\d\d[T ][0-9:.]+(Z|[ 0-9+A-Z]*)`, "TIME"},
		{`(Less than a second|About a minute|\d+ (seconds?|minutes?)) ago *`, "SOME ago  "},
		{`Up (Less than a second|About a minute|\d+ (seconds?|minutes?)) *`, "Up SOME  "},
		{`time="TIME" level=error msg="error waiting for container: context canceled"\n`, ""},
		{`  +`, "  "},
		{`"CAP_`, `"`}, // Moby's client writes them out
		{`"Pid": \d+`, `"Pid": N`},
		{`(?m)\b[a-z]+_[a-z]+$`, "NAME"},
		{`"/[a-z]+_[a-z]+"`, `"/NAME"`},
		{`\b(4915[3-9]|49[2-9]\d\d|5\d{4}|6[0-5]\d{3}|3[2-9]\d{3}|4[0-8]\d{3})\b`, "PORT"},
	} {
		re := regexp.MustCompile(r.pattern)
		s.out, s.err = re.ReplaceAllString(s.out, r.with), re.ReplaceAllString(s.err, r.with)
	}
	return s
}
