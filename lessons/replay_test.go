package lessons

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"vethlab/lab/topo"
)

// recorded is the recording of a lesson made by a live player in a fake world.
func recorded(t *testing.T, l *Lesson) []Record {
	t.Helper()
	p, err := newLive(t.Context(), l, &fake{}, Patience{})
	if err != nil {
		t.Fatal(err)
	}
	records, err := record(t.Context(), p, l, p.Topology)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func replayed(t *testing.T, l *Lesson) Player {
	t.Helper()
	r, err := newRecording(l, recorded(t, l))
	if err != nil {
		t.Fatal(err)
	}
	return r.replay(l)
}

// TestReplay plays moves, and holds what a replay shows after each: the newest topology, whose namespace is named after
// the last command that was played.
func TestReplay(t *testing.T) {
	for _, c := range []struct{ name, moves, want string }{
		{"one by one", "R1.1 R1.2 R2.1", "1a 1b 2a"},
		{"forward", "S3 R3.1", "2a 3a"},
		{"past a step without commands", "S4 S5", "3b 3b"},
		{"back", "S3 S2 S1", "2a 1b -"},
		{"again, and out of order", "R3.2 R1.1 R1.1", "3b 1a 1a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := replayed(t, counting(2, 1, 2, 0, 1))
			var got []string
			for _, move := range strings.Fields(c.moves) {
				play(t, p, move)
				changed, now := <-p.Changes(), p.Topology()
				if changed.Namespaces[0].Name != now.Namespaces[0].Name {
					t.Errorf("unexpected change after %s: want %v, got %v", move, now, changed)
				}
				name := now.Namespaces[0].Name
				if name == "" {
					name = "-"
				}
				got = append(got, name)
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("unexpected states: want %q, got %q", c.want, got)
			}
		})
	}
}

func TestReplayNewestWins(t *testing.T) {
	p := replayed(t, counting(3))
	play(t, p, "R1.1")
	play(t, p, "R1.2")
	if got := (<-p.Changes()).Namespaces[0].Name; got != "1b" {
		t.Errorf("unexpected change: want 1b, got %s", got)
	}
	select {
	case change := <-p.Changes():
		t.Errorf("unexpected change: want none, got %v", change)
	default:
	}
	play(t, p, "R1.3")
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Fatal(err)
	}
	play(t, p, "S1")
	if change, open := <-p.Changes(); !open || change.Namespaces[0].Name != "1c" {
		t.Errorf("unexpected change: want the last before Close, got %v", change)
	}
	if change, open := <-p.Changes(); open {
		t.Errorf("unexpected change after Close: %v", change)
	}
}

func TestReplayRecords(t *testing.T) {
	p := replayed(t, counting(2, 1, 1))
	var out strings.Builder
	r, err := p.Run(t.Context(), 0, 1, &out)
	if err != nil || r.Command != "1b" || out.String() != "did 1b\n" {
		t.Errorf("unexpected record: want that of 1b, got %+v, %q, %v", r, out.String(), err)
	}
	for _, c := range []struct {
		step int
		want string
	}{{2, "2a"}, {2, ""}, {1, "1a 1b"}, {0, ""}} {
		records, err := p.Seek(t.Context(), c.step)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range records {
			got = append(got, r.Command)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("unexpected records of going to step %d: want %q, got %q", c.step+1, c.want, got)
		}
	}
	if _, err := p.Run(t.Context(), 0, 2, io.Discard); err == nil {
		t.Error("unexpected success of a command that there is not")
	}
	if _, err := p.Type(t.Context(), "x", io.Discard); !errors.Is(err, ErrRecording) {
		t.Errorf("unexpected error of typing: want ErrRecording, got %v", err)
	}
	if err := p.Ping(t.Context(), Ping{}, nil); !errors.Is(err, ErrRecording) {
		t.Errorf("unexpected error of a ping: want ErrRecording, got %v", err)
	}
}

// TestReplayNamespace holds that the namespace is the one in which the next line runs.
func TestReplayNamespace(t *testing.T) {
	l := counting(1, 1, 1)
	records := recorded(t, l)
	records[2].Namespace = "test0" // of the second command
	r, err := newRecording(l, records)
	if err != nil {
		t.Fatal(err)
	}
	p := r.replay(l)
	for _, c := range []struct{ move, want string }{
		{"S1", topo.HostName}, {"R1.1", "test0"}, {"R2.1", topo.HostName}, {"R3.1", topo.HostName}, {"S2", "test0"},
	} {
		play(t, p, c.move)
		if got := p.Namespace(); got != c.want {
			t.Errorf("unexpected namespace after %s: want %s, got %s", c.move, c.want, got)
		}
	}
}

func TestRecordingRoundTrip(t *testing.T) {
	l := counting(2, 1)
	records := recorded(t, l)
	records[2].Topology = records[1].Topology // a command that changes nothing
	var b bytes.Buffer
	if err := writeRecording(&b, records); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), `"topology"`); got != 3 {
		t.Errorf("unexpected topologies in the recording: want 3, got %d:\n%s", got, &b)
	}
	again, err := readRecording(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	var second bytes.Buffer
	if err := writeRecording(&second, again); err != nil {
		t.Fatal(err)
	}
	if second.String() != b.String() || !same(again[2].Topology, records[2].Topology) {
		t.Errorf("unexpected recording after reading and writing: want\n%s\ngot\n%s", &b, &second)
	}
}

func TestRecordingOfAnotherLesson(t *testing.T) {
	records := recorded(t, counting(1, 1))
	for _, l := range []*Lesson{counting(1, 1, 1), counting(2), counting(1)} {
		if _, err := newRecording(l, records); err == nil {
			t.Errorf("unexpected success: want a recording to count for its own lesson alone, it did for %v", l.Steps)
		}
	}
	veth, err := Find("veth", "en")
	if err != nil {
		t.Fatal(err)
	}
	other := *veth
	other.BIP = "172.17.42.1/16"
	for l, has := range map[*Lesson]bool{veth: true, &other: false, {ID: "veth", Steps: counting(1).Steps}: false} {
		if _, err := Recorded(l); (err == nil) != has {
			t.Errorf("unexpected recording of a lesson of %d steps with the id veth: want %v, got the error %v", len(l.Steps), has, err)
		}
	}
	if _, err := readRecording(strings.NewReader("{\"step\": 1}\n{")); err == nil {
		t.Error("unexpected success of reading a broken recording")
	}
}

// TestGoals holds that what a step asks for is known, that the lesson's own solution is it, and that nothing is not. Of a step that takes
// away what it made, what it made is asked for first.
func TestGoals(t *testing.T) {
	all, err := Catalogue("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		r, err := Recorded(l)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range l.Steps {
			if !s.YourTurn {
				continue
			}
			from, to := r.Goal(i)
			if between, back := r.Between(i); back {
				if !topo.Reaches(between, from, between) || !topo.Reaches(to, between, to) || topo.Reaches(from, from, between) {
					t.Errorf("%s, step %d: unexpected way there and back", l.ID, i+1)
				}
				continue
			}
			if got := topo.Reaches(to, from, to); !got || topo.Reaches(from, from, to) {
				t.Errorf("%s, step %d: unexpected judgement of the solution: %v", l.ID, i+1, got)
			}
		}
	}
}
