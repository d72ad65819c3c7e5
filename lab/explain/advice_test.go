package explain

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// TestAdvice shows what is advised on each error of testdata/errors.txt: lines and what they printed, recorded in a lab.
func TestAdvice(t *testing.T) {
	w := tables(t)
	var b strings.Builder
	for said := range strings.SplitSeq(strings.TrimPrefix(string(readFile(t, "testdata/errors.txt")), "$ "), "\n$ ") {
		line, output, _ := strings.Cut(said, "\n")
		b.WriteString("$ " + line + "\n" + strings.TrimSuffix(output, "\n") + "\n")
		for _, lang := range []string{"en", "zh"} {
			b.WriteString("→ " + w.Advice(line, output, lang) + "\n")
		}
	}
	golden.RequireEqual(t, b.String())
}
