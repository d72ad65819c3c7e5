package lessons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// fake is a world without a kernel: it notes what is done to it, and its only namespace is named after the last line.
type fake struct {
	did    []string
	last   string
	fail   string // this line cannot be run
	hang   string // this one does not end by itself
	floods bool   // each prints more than is kept, until it is ended
	closed bool
}

func (f *fake) Run(ctx context.Context, line string, out io.Writer) (int, error) {
	if line == f.hang {
		<-ctx.Done()
		// As a ping that is interrupted.
		return 0, nil
	}
	for i := 0; f.floods && i <= mostOutput>>20 && ctx.Err() == nil; i++ {
		if _, err := out.Write(make([]byte, 1<<20)); err != nil {
			return 0, err
		}
	}
	f.did = append(f.did, line)
	if line == f.fail {
		return 0, errors.New("broken")
	}
	f.last = line
	fmt.Fprintf(out, "did %s\n", line)
	return 0, nil
}
func (f *fake) Namespace() string { return topo.HostName }
func (f *fake) Runs(string) bool  { return true }
func (f *fake) Read(context.Context) (topo.Topology, error) {
	if f.fail == "read" {
		return topo.Topology{}, errors.New("broken")
	}
	return f.Topology(), nil
}
func (f *fake) Topology() topo.Topology {
	return topo.Topology{Namespaces: []topo.Namespace{{Name: f.last}}}
}
func (f *fake) Changes() <-chan topo.Topology                                     { return nil }
func (f *fake) Ping(context.Context, string, netip.Addr, func(probe.Reply)) error { return nil }
func (f *fake) Reset(context.Context) error {
	f.did, f.last = append(f.did, "RESET"), ""
	return nil
}
func (f *fake) Close() error {
	f.closed = true
	return nil
}

// counting is a lesson whose commands are named by their step.
func counting(commands ...int) *Lesson {
	l := &Lesson{ID: "counting"}
	for i, n := range commands {
		var c Console
		for j := range n {
			c.Commands = append(c.Commands, Command{Line: fmt.Sprintf("%d%c", i+1, 'a'+j)})
		}
		l.Steps = append(l.Steps, Step{Blocks: []Block{Paragraph{}, c}})
	}
	return l
}

// TestLive plays moves, and holds what each does to the world.
func TestLive(t *testing.T) {
	for _, c := range []struct {
		name  string
		moves string // "S3" seeks step 3, "R2.1" runs command 1 of step 2, ":x" types x; all from 1
		want  string
	}{
		{"one by one", "R1.1 R1.2 S2 R2.1", "1a 1b 2a"},
		{"forward runs what lies between", "R1.1 S3 R3.1", "1a 1b 2a 3a"},
		{"forward from the beginning", "S4", "1a 1b 2a 3a 3b"},
		{"nowhere", "S1", ""},
		{"past a step without commands", "S4 S5", "1a 1b 2a 3a 3b"},
		{"to where one is", "S3 S3", "1a 1b 2a"},
		{"back is a reset and a replay", "S3 S2", "1a 1b 2a RESET 1a 1b"},
		{"back to the beginning", "S3 S1", "1a 1b 2a RESET"},
		{"back within a step", "S2 R2.1 S2", "1a 1b 2a RESET 1a 1b"},
		{"again the same command", "R1.1 R1.1 S2", "1a 1a RESET 1a 1b"},
		{"out of order", "R1.2 S2", "1b RESET 1a 1b"},
		{"typed", "R1.1 :x R1.2", "1a x 1b"},
		{"typed, then to another step", "R1.1 :x R1.2 S2", "1a x 1b RESET 1a 1b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := &fake{}
			p, err := newLive(t.Context(), counting(2, 1, 2, 0, 1), w, Patience{})
			if err != nil {
				t.Fatal(err)
			}
			for _, move := range strings.Fields(c.moves) {
				play(t, p, move)
			}
			if got := strings.Join(w.did, " "); got != c.want {
				t.Errorf("unexpected commands: want %q, got %q", c.want, got)
			}
		})
	}
}

func play(t *testing.T, p Player, move string) {
	t.Helper()
	var step, command int
	var err error
	switch move[0] {
	case 'S':
		fmt.Sscanf(move, "S%d", &step)
		_, err = p.Seek(t.Context(), step-1)
	case 'R':
		fmt.Sscanf(move, "R%d.%d", &step, &command)
		_, err = p.Run(t.Context(), step-1, command-1, io.Discard)
	case ':':
		_, err = p.Type(t.Context(), move[1:], io.Discard)
	}
	if err != nil {
		t.Fatalf("%s: %v", move, err)
	}
}

func TestLiveRecords(t *testing.T) {
	p, err := newLive(t.Context(), counting(1, 2), &fake{}, Patience{})
	if err != nil {
		t.Fatal(err)
	}
	records, err := p.Seek(t.Context(), 1)
	if err != nil || len(records) != 1 {
		t.Fatalf("unexpected records: want one, got %v, %v", records, err)
	}
	var out strings.Builder
	r, err := p.Run(t.Context(), 1, 1, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		record         Record
		step           int
		command, wrote string
	}{{records[0], 1, "1a", ""}, {r, 2, "2b", out.String()}} {
		r, output := c.record, "did "+c.command+"\n"
		if r.Step != c.step || r.Command != c.command || r.Output != output || r.Namespace != topo.HostName ||
			r.Topology.Namespaces[0].Name != c.command || r.Duration <= 0 {
			t.Errorf("unexpected record of %s: got %+v", c.command, r)
		}
		if c.wrote != "" && c.wrote != output {
			t.Errorf("unexpected output: want %q, got %q", output, c.wrote)
		}
	}
	if before := r.Before.Namespaces[0].Name; before != "1a" {
		t.Errorf("unexpected network before 2b: want that of 1a, got %s", before)
	}
}

func TestLiveGoesBackAfterAnError(t *testing.T) {
	w := &fake{fail: "2a"}
	p, err := newLive(t.Context(), counting(1, 1, 1), w, Patience{})
	if err != nil {
		t.Fatal(err)
	}
	records, err := p.Seek(t.Context(), 2)
	if err == nil || len(records) != 1 || !strings.Contains(err.Error(), "step 2: 2a: broken") {
		t.Errorf("unexpected outcome: want the first record and an error of 2a, got %v, %v", records, err)
	}
	w.fail = ""
	if records, err = p.Seek(t.Context(), 2); err != nil || len(records) != 2 {
		t.Errorf("unexpected outcome: want two records, got %v, %v", records, err)
	}
	if want := []string{"1a", "2a", "RESET", "1a", "2a"}; !slices.Equal(w.did, want) {
		t.Errorf("unexpected commands: want %v, got %v", want, w.did)
	}
}

func TestLiveWithoutALab(t *testing.T) {
	w := &fake{fail: "read"}
	if p, err := newLive(t.Context(), counting(1), w, Patience{}); err == nil || p != nil || !w.closed {
		t.Errorf("unexpected player: want an error and a closed world, got %v, %v, closed %v", p, err, w.closed)
	}
}

func TestHurry(t *testing.T) {
	for _, c := range []struct {
		command Command
		want    string
	}{
		{Command{Line: "ping -c 2 192.168.5.3"}, "ping -i 0.002 -c 2 192.168.5.3"},
		{Command{Line: "ip netns exec test0 ping -c 2 192.168.5.2"}, "ip netns exec test0 ping -i 0.002 -c 2 192.168.5.2"},
		{Command{Line: "sudo ping -c 1 10.0.0.1"}, "sudo ping -i 0.002 -c 1 10.0.0.1"},
		{Command{Line: "ping -c 1 -W 1 10.0.0.1", MustFail: true}, "ping -i 0.002 -c 1 -W 0.02 10.0.0.1"},
		{Command{Line: "ping -c 1 -W 1 10.0.0.1"}, "ping -i 0.002 -c 1 -W 1 10.0.0.1"},
		{Command{Line: "ping -i 3 -c 2 10.0.0.1"}, "ping -i 3 -c 2 10.0.0.1"},
		{Command{Line: "ping -c 2 $a"}, "ping -c 2 $a"},
		{Command{Line: "true; ping -c 2 10.0.0.1"}, "true; ping -c 2 10.0.0.1"},
		{Command{Line: "echo ping"}, "echo ping"},
		{Command{Line: "sleep 0.5"}, "sleep 0.5"},
		{Command{Line: "sleep 0.05"}, "sleep 0.05"},
		{Command{Line: "sleep 1; true"}, "sleep 1; true"},
		{Command{Line: "sleep $a"}, "sleep $a"},
		{Command{Line: "ip link  show"}, "ip link  show"},
	} {
		if got := hurry(c.command); got != c.want {
			t.Errorf("unexpected line for %q: want %q, got %q", c.command.Line, c.want, got)
		}
	}
}

// TestCheckPings holds that a ping from where there is nothing in its step is a difference.
func TestCheckPings(t *testing.T) {
	l := counting(2, 1)
	for _, s := range l.Steps {
		for i := range s.Commands() {
			s.Blocks[1].(Console).Commands[i].Expect = []string{"…"}
		}
	}
	l.Steps[0].Pings = []Ping{{From: "1a", Number: 3}, {From: "1b", Number: 4}, {From: "2a", Number: 5}}
	l.Steps[1].Pings = []Ping{{From: "1b", Number: 6}, {From: "1a", Number: 7}}
	p, err := newLive(t.Context(), l, &fake{}, Patience{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := Check(t.Context(), l, p)
	if err != nil || len(list) != 2 || list[0].Line != 5 || list[1].Line != 7 || !strings.Contains(list[0].What, "no namespace 2a") {
		t.Errorf("unexpected differences: want those of the lines 5 and 7, got %v, %v", list, err)
	}
}

// TestPatience holds that a command which does not end is told of, ended and named, and that the lesson is played on.
func TestPatience(t *testing.T) {
	l := counting(2)
	for i := range 2 {
		l.Steps[0].Blocks[1].(Console).Commands[i].Expect = []string{"…"}
	}
	f, slow := &fake{hang: "1a"}, make(chan string, 9)
	p, err := newLive(t.Context(), l, f, Patience{Limit: 50 * time.Millisecond, Tell: func(c Command) { slow <- c.Line }})
	if err != nil {
		t.Fatal(err)
	}
	list, err := Check(t.Context(), l, p)
	if err != nil || len(list) != 1 || list[0].Command != "1a" || !strings.Contains(list[0].What, "did not end within 50ms") {
		t.Errorf("unexpected differences: want that 1a did not end, got %v, %v", list, err)
	}
	if !slices.Equal(f.did, []string{"1b"}) {
		t.Errorf("the lesson was not played on: %v", f.did)
	}
	if got := <-slow; got != "1a" {
		t.Errorf("unexpected command that is slow: %s", got)
	}
	if _, err := p.Seek(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	f.hang = "1b"
	_, err = p.Seek(t.Context(), 1)
	if failure := (*Failure)(nil); !errors.As(err, &failure) || failure.Command != "1b" || !strings.HasPrefix(err.Error(), l.File+":") {
		t.Errorf("unexpected error of going beyond it: want a failure of 1b with its place, got %v", err)
	}
}

// TestEndlessOutput holds that of a command which prints without end little is kept, and that it is ended; where a learner may end it, it
// runs on.
func TestEndlessOutput(t *testing.T) {
	l := counting(1)
	for _, waits := range []Patience{{Limit: time.Minute}, {}} {
		p, err := newLive(t.Context(), l, &fake{floods: true}, waits)
		if err != nil {
			t.Fatal(err)
		}
		r, err := p.Run(t.Context(), 0, 0, io.Discard)
		if len(r.Output) != mostOutput {
			t.Errorf("unexpected length of what is kept: want %d, got %d", mostOutput, len(r.Output))
		}
		ended := err != nil && strings.Contains(err.Error(), "it printed more than 16 MiB, and was ended")
		if want := waits.Limit > 0; ended != want {
			t.Errorf("unexpected end with %+v: want %v, got %v: %v", waits, want, ended, err)
		}
	}
}

// TestTranslated finds the original of a translation in somebody's own folders.
func TestTranslated(t *testing.T) {
	folder := t.TempDir()
	src := "---\nid: one\ntitle: One\nsummary: Words.\nminutes: 1\n---\n\n## One\n\n```console\n$ true\n```\n"
	for _, lang := range []string{"en", "zh"} {
		if err := os.Mkdir(filepath.Join(folder, lang), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "en", "one.md"), []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := Parse(filepath.Join(folder, "zh", "one.md"), []byte(strings.Replace(src, "$ true", "$ :", 1)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := newLive(t.Context(), l, &fake{}, Patience{})
	if err != nil {
		t.Fatal(err)
	}
	l.Steps[0].Blocks[0].(Console).Commands[0].Expect = []string{"…"}
	list, err := Check(t.Context(), l, p)
	if err != nil || len(list) != 1 || !strings.Contains(list[0].What, "step 1 is not as in line 8 of "+folder) {
		t.Errorf("unexpected differences: want that of the command, got %v, %v", list, err)
	}
}

// TestApart refuses a second lesson of an id, but for a translation and the same file.
func TestApart(t *testing.T) {
	lesson := func(file string) *Lesson {
		l, err := Parse(file, []byte("---\ntitle: One\nid: one\nsummary: Words.\nminutes: 1\n---\n\n## One\n\n```console\n$ true\n```\n"))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	first := []*Lesson{lesson("a.md")}
	if err := Apart(first, lesson("b.md")); err == nil || err.Error() != `b.md:3:1: head: the id "one" is that of a.md:3` {
		t.Errorf("unexpected error: want one with the places of both ids, got %v", err)
	}
	for _, file := range []string{"./a.md", "zh/a.md"} {
		if err := Apart(first, lesson(file)); err != nil {
			t.Errorf("unexpected error of %s: %v", file, err)
		}
	}
}
