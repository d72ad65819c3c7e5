package tool

import (
	"cmp"
	"context"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// sortLines prints the lines of files in the order of their bytes, or of the numbers with which they begin.
func sortLines(_ context.Context, p Process) (status int) {
	o, ok := p.parse("nru", "")
	if !ok {
		return 2
	}
	names := o.rest
	if len(names) == 0 {
		names = []string{"-"}
	}
	var lines []string
	for _, name := range names {
		text, err := p.read(name)
		if err != nil {
			what := "cannot read"
			if info, err := os.Stat(p.path(name)); err == nil && info.IsDir() {
				what = "read failed"
			}
			p.complain("%s: %s: %s", what, name, strerror(err))
			return 2
		}
		for line := range strings.Lines(text) {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	order := strings.Compare
	if o.set['n'] {
		order = func(a, b string) int { return cmp.Compare(leading(a), leading(b)) }
	}
	slices.SortStableFunc(lines, func(a, b string) int {
		n := order(a, b)
		if n == 0 && !o.set['u'] {
			n = strings.Compare(a, b)
		}
		if o.set['r'] {
			return -n
		}
		return n
	})
	if o.set['u'] {
		lines = slices.CompactFunc(lines, func(a, b string) bool { return order(a, b) == 0 })
	}
	for _, line := range lines {
		io.WriteString(p.Stdout, line+"\n")
	}
	return 0
}

// leading is the number with which a line begins, 0 where it begins with none.
func leading(line string) float64 {
	n, _ := strconv.ParseFloat(strings.TrimSpace(regexp.MustCompile(`^\s*-?[0-9]*\.?[0-9]*`).FindString(line)), 64)
	return n
}

// read reads a file; "-" is standard input.
func (p Process) read(name string) (string, error) {
	if name == "-" {
		text, err := io.ReadAll(p.stdin())
		return string(text), err
	}
	text, err := os.ReadFile(p.path(name))
	return string(text), err
}
