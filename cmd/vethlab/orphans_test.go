package main

import (
	"strings"
	"testing"
)

// TestOrphans leaves many processes without their parent, beside programs whose status somebody waits for: the first process of the
// lab takes the orphans, and nothing but them.
func TestOrphans(t *testing.T) {
	needLab(t)
	const script = `
for i in $(seq 40); do
  sh -c '(sh -c "exit 3" &) ; (true &) ; exit 7' || echo $?
done
for i in $(seq 1000); do
  cat /proc/[0-9]*/status 2>/dev/null | grep -q '^State:.Z' || { echo none is left; break; }
done
`
	want := result{strings.Repeat("7\n", 40) + "none is left\n", "", 0}
	if got := play(t, "", "sh", "-c", script); got != want {
		t.Errorf("unexpected outcome:\nwant %+v\n got %+v", want, got)
	}
}
