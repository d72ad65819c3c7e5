package explain

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// shownNames are the names in testdata/shown.txt: of devices, namespaces, chains and containers.
var shownNames = regexp.MustCompile(`^(veth\w+|v[23x]\w*|br0|br-\w+|mv[01]|t[012]|docker0|red|blue|base|web|db|old|n1|bridgeone|hello|all|[0-9a-f]{12}|DOCKER[-\w]*|ps|"?(true|/bin/sh)"?)$`)

// TestShown shows what the words are said to mean that commands print in a lab with containers and bridges, each meaning once a
// command: a file for each language. No word lacks an entry.
func TestShown(t *testing.T) {
	w := tables(t)
	for _, lang := range []string{"en", "zh"} {
		t.Run(lang, func(t *testing.T) {
			var b strings.Builder
			seen := map[string]bool{}
			for line := range strings.Lines(string(readFile(t, "testdata/shown.txt"))) {
				if strings.HasPrefix(line, "$ ") {
					seen = map[string]bool{}
					b.WriteString(line)
					continue
				}
				for _, e := range w.Output(line, lang) {
					said := fmt.Sprintf("    %s = %s\n", e.Words, e.Text)
					if e.Unknown && !shownNames.MatchString(strings.Trim(e.Words, ":()")) {
						t.Errorf("%q: %q has no entry", line, e.Words)
					} else if !e.Unknown && !seen[e.Topic()] {
						seen[e.Topic()] = true
						b.WriteString(said)
					}
				}
			}
			golden.RequireEqual(t, b.String())
		})
	}
}

// TestShownError takes an error as a whole: what helps is told where it is the same whichever command said it.
func TestShownError(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, want string }{
		{"Error: Nexthop has invalid gateway.", "Nexthop has invalid gateway. = The gateway is not in a network that a device here is up in."},
		{"Error: something that nobody has seen.", ""},
	} {
		var got []string
		for _, e := range w.Output(test.line, "en") {
			if e.Unknown {
				t.Errorf("%s: unexpected unknown word %q", test.line, e.Words)
			}
			if e.Words != "Error:" {
				got = append(got, e.Words+" = "+e.Text)
			}
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: want %q, got %q", test.line, test.want, got)
		}
	}
}
