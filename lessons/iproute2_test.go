//go:build linux

package lessons

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// TestIproute2 pastes every lesson into a root shell with the real tools, in a fresh world, and compares what they print
// with what the lesson says.
func TestIproute2(t *testing.T) {
	list, err := Catalogue(original)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list {
		// Where there are containers, an engine must be there to paste to: TestRealEngine has one.
		if !l.containers() {
			t.Run(l.ID, func(t *testing.T) { pasted(t, l) })
		}
	}
}

func pasted(t *testing.T, l *Lesson) {
	const world = "mount -t tmpfs none /run && ip link set lo up && exec bash"
	const mark = "@@end@@"
	var script strings.Builder
	for _, at := range plan(l) {
		// The mark is printed by whichever shell reads it: after a nested one was opened, by that.
		line := l.Steps[at.step].Commands()[at.command].Line
		fmt.Fprintf(&script, "%s\necho %s $?\n", line, mark)
		if strings.HasSuffix(line, " up") {
			// The kernel tells of a carrier at most once a second (net/core/link_watch.c); a person reads that long.
			script.WriteString("sleep 1.1\n")
		}
	}
	c := exec.CommandContext(t.Context(), "unshare", "--net", "--mount", "--pid", "--fork",
		"--mount-proc", "bash", "-c", world)
	c.Stdin = strings.NewReader(script.String())
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Run(); err != nil {
		if os.Getenv("CI") == "" && out.Len() < 200 {
			t.Skipf("the real tools do not run here: %v: %s", err, out.String())
		}
		t.Fatalf("%v\n%s", err, out.String())
	}
	parts := strings.Split(out.String(), mark+" ")
	if want := len(plan(l)) + 1; len(parts) != want {
		t.Fatalf("unexpected number of commands that ended: want %d, got %d:\n%s", want, len(parts), out.String())
	}
	for i, at := range plan(l) {
		command := l.Steps[at.step].Commands()[at.command]
		output := parts[i]
		if i > 0 {
			_, output, _ = strings.Cut(output, "\n")
		}
		number, _, _ := strings.Cut(parts[i+1], "\n")
		status, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(err)
		}
		if mismatch := Verify(command, Record{Output: output, Status: status}); mismatch != "" {
			t.Error(Difference{l.File, command.Number, command.Line, mismatch})
		}
	}
}
