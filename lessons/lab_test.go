package lessons

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab"
	"vethlab/lab/sandbox"
	"vethlab/lab/sandbox/sandboxtest"
	"vethlab/lab/topo"
)

// onKernel gives a player on the kernel.
func onKernel(t testing.TB, l *Lesson) Player {
	t.Helper()
	sandboxtest.Need(t)
	world, err := lab.OpenWith(t.Context(), l.Options())
	if err != nil {
		t.Fatal(err)
	}
	p, err := Live(t.Context(), l, world, Patience{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// TestRecordings plays every lesson on the kernel and compares: with what the lesson says, and with its recording, by
// shape. With -update it writes the recording.
func TestRecordings(t *testing.T) {
	list, err := Catalogue(original)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list {
		t.Run(l.ID, func(t *testing.T) {
			p := onKernel(t, l)
			if update := flag.Lookup("update"); update.Value.String() == "true" {
				rewrite(t, p, l)
				return
			}
			compareRecording(t, p, l)
		})
	}
}

// TestRealEngine plays every lesson that has containers with a Docker Engine of the lab's own: the lesson is as true of that.
func TestRealEngine(t *testing.T) {
	sandboxtest.Need(t)
	list, err := Catalogue(original)
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, l := range list {
		if !l.containers() {
			continue
		}
		played++
		t.Run(l.ID, func(t *testing.T) {
			options := l.Options()
			options.Engine = "docker"
			world, err := lab.OpenWith(t.Context(), options)
			if err != nil {
				if os.Getenv("CI") == "" {
					t.Skipf("no Docker Engine: %v", err)
				}
				t.Fatal(err)
			}
			p, err := Live(t.Context(), l, world, Patience{})
			if err != nil {
				t.Fatal(err)
			}
			err = playWhole(t.Context(), p, l, func(_, _ int, c Command, _ Record, mismatch string) {
				if mismatch != "" {
					t.Errorf("%s:%d: %s\n%s", l.File, c.Number, c.Line, mismatch)
				}
			})
			if err := errors.Join(err, p.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	if played < 5 {
		t.Errorf("unexpected number of lessons with containers: want 5 at least, got %d", played)
	}
}

// recordingLimit keeps the program small.
const recordingLimit = 300_000

func rewrite(t *testing.T, p Player, l *Lesson) {
	records, err := record(t.Context(), p, l, func() topo.Topology { return settled(p) })
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := writeRecording(&b, records); err != nil {
		t.Fatal(err)
	}
	if b.Len() > recordingLimit {
		t.Errorf("unexpected size of the recording: want %d bytes at most, got %d", recordingLimit, b.Len())
	}
	if err := os.WriteFile(filepath.Join("content", original, l.ID+".jsonl"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// settled waits until nothing has changed for longer than the kernel takes to find a carrier (a second), and gives the
// state: one that every run comes to.
func settled(p Player) topo.Topology {
	for {
		select {
		case <-p.Changes():
		case <-time.After(1500 * time.Millisecond):
			return p.Topology()
		}
	}
}

func compareRecording(t *testing.T, p Player, l *Lesson) {
	recording, err := Replay(l)
	if err != nil {
		t.Fatal(err)
	}
	reach(t, p, recording.Topology(), "before the first command")
	recorded, played := lot{}, lot{}
	err = playWhole(t.Context(), p, l, func(step, command int, c Command, r Record, mismatch string) {
		where := fmt.Sprintf("%s:%d: %s", l.File, c.Number, c.Line)
		if mismatch != "" {
			t.Errorf("%s\n%s", where, mismatch)
		}
		was, err := recording.Run(t.Context(), step, command, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		if was.Namespace != r.Namespace || was.Status != r.Status {
			t.Errorf("%s: unexpected namespace and status: want %s and %d as recorded, got %s and %d",
				where, was.Namespace, was.Status, r.Namespace, r.Status)
		}
		now := p.Topology()
		if diff := Match(lines(recorded.shaped(was.Output, was.Topology)), played.shaped(r.Output, now)); diff != "" {
			t.Errorf("%s: other output than was recorded:\n%s", where, diff)
		}
		reach(t, p, was.Topology, where)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// reach waits until the player's topology is the one that is wanted: a link comes up, and an address is given, a moment
// after the command that led to it. What was in a namespace that ended goes when the kernel has cleared up all that ended before it on
// the machine.
func reach(t *testing.T, p Player, want topo.Topology, where string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	wanted := shapeJSON(t, want)
	for now := shapeJSON(t, p.Topology()); now != wanted; {
		select {
		case got := <-p.Changes():
			now = shapeJSON(t, got)
		case <-ctx.Done():
			t.Fatalf("%s: another topology than was recorded:\n%s", where, udiff.Unified("recorded", "now", wanted, now))
		}
	}
}

// shapeJSON is a topology as it is in every run, in lines.
func shapeJSON(t *testing.T, of topo.Topology) string {
	t.Helper()
	b, err := json.MarshalIndent(topo.Shape(of), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	// Only root may write this one, whose values are groups.
	text := regexp.MustCompile(`(?m)^ *"net.ipv4.ping_group_range": .*\n`).ReplaceAllString(string(b), "")
	return lot{}.shaped(text, of) + "\n"
}

// lot is what Docker and the kernel draw by lot in one playing of a lesson: the processes of its containers, so far.
type lot map[int]bool

// shaped is a text without what is drawn by lot, nor what the clock says.
func (l lot) shaped(text string, of topo.Topology) string {
	for _, ns := range of.Namespaces {
		for _, c := range ns.Containers {
			l[c.Pid] = c.Pid != 0
		}
	}
	for pid, known := range l {
		if known {
			text = regexp.MustCompile(fmt.Sprintf(`(?m)(^|["/])%d($|["/])`, pid)).ReplaceAllString(text, "${1}<PID>${2}")
		}
	}
	for _, r := range []struct{ pattern, with string }{
		{`\b(veth[0-9a-f]{7}|br-[0-9a-f]{12})\b`, "<LINK>"}, {`\b[0-9a-f]{64}\b`, "<ID>"},
		{`(?m)^ +\d+ root `, "<PID> root "}, {`\bUp (Less than a second|About a minute|\d+ \w+)`, "Up <TIME>"},
	} {
		text = regexp.MustCompile(r.pattern).ReplaceAllString(text, r.with)
	}
	return text
}

// TestSeekOnKernel goes to the end and back to each step, and holds that the state is that of playing one by one.
func TestSeekOnKernel(t *testing.T) {
	l, err := Find("veth", original)
	if err != nil {
		t.Fatal(err)
	}
	p, recording := onKernel(t, l), embedded(t, l)
	for _, step := range []int{len(l.Steps) - 1, 0, 6, 5, 7, 6, 2, len(l.Steps) - 1, 9} {
		if _, err := p.Seek(t.Context(), step); err != nil {
			t.Fatal(err)
		}
		if _, err := recording.Seek(t.Context(), step); err != nil {
			t.Fatal(err)
		}
		if p.Namespace() != recording.Namespace() {
			t.Errorf("unexpected namespace in step %d: want %s, got %s", step+1, recording.Namespace(), p.Namespace())
		}
		reach(t, p, recording.Topology(), fmt.Sprintf("step %d", step+1))
	}
}

func embedded(t *testing.T, l *Lesson) Player {
	t.Helper()
	p, err := Replay(l)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestCheck plays a lesson that is right in its first step only.
func TestCheck(t *testing.T) {
	l, err := Parse("differs.md", read(t, "testdata/differs.md"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := Check(t.Context(), l, onKernel(t, l))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintln(&b, d)
	}
	golden.RequireEqual(t, []byte(b.String()))
}

// TestTypedLines holds that what a learner types is carried out where the lesson stands, and gone after a step back.
func TestTypedLines(t *testing.T) {
	l, err := Find("veth", original)
	if err != nil {
		t.Fatal(err)
	}
	p := onKernel(t, l)
	if _, err := p.Seek(t.Context(), 5); err != nil { // inside test0
		t.Fatal(err)
	}
	var out strings.Builder
	for _, line := range []string{"ip netns identify", "ip link del veth1", "ip netns add other", "exit", "exit"} {
		if _, err := p.Type(t.Context(), line, &out); err != nil {
			t.Fatal(err)
		}
	}
	if want := "test0\n"; out.String() != want {
		t.Errorf("unexpected output: want %q, got %q", want, out.String())
	}
	if got := p.Namespace(); got != topo.HostName {
		t.Errorf("unexpected namespace: want %s, got %s", topo.HostName, got)
	}
	if _, err := p.Seek(t.Context(), 5); err != nil {
		t.Fatal(err)
	}
	recording := embedded(t, l)
	if _, err := recording.Seek(t.Context(), 5); err != nil {
		t.Fatal(err)
	}
	if got := p.Namespace(); got != "test0" {
		t.Errorf("unexpected namespace: want test0, got %s", got)
	}
	reach(t, p, recording.Topology(), "step 6")
}

// TestAbilities holds that a lesson can need only what `vethlab doctor` knows.
func TestAbilities(t *testing.T) {
	known := map[string]bool{}
	for _, a := range lab.Refused(&sandbox.Refusal{Err: os.ErrPermission}) {
		known[a.Name] = true
	}
	for _, name := range abilities() {
		if !known[name] {
			t.Errorf("unexpected ability %q: the doctor does not know it", name)
		}
	}
}

// BenchmarkSeek jumps to the last step of the lesson veth, and back to the first.
func BenchmarkSeek(b *testing.B) {
	l, err := Find("veth", original)
	if err != nil {
		b.Fatal(err)
	}
	p := onKernel(b, l)
	var there, back time.Duration
	for b.Loop() {
		began := time.Now()
		if _, err := p.Seek(b.Context(), len(l.Steps)-1); err != nil {
			b.Fatal(err)
		}
		arrived := time.Now()
		if _, err := p.Seek(b.Context(), 0); err != nil {
			b.Fatal(err)
		}
		there, back = there+arrived.Sub(began), back+time.Since(arrived)
	}
	b.ReportMetric(float64(there.Milliseconds())/float64(b.N), "there-ms")
	b.ReportMetric(float64(back.Milliseconds())/float64(b.N), "back-ms")
}
