package lessons

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"vethlab/lab/topo"
)

// record plays l whole, and gives its recording: the state before the first command, and a record of each. The topologies
// are those that settled gives.
func record(ctx context.Context, p Player, l *Lesson, settled func() topo.Topology) ([]Record, error) {
	records := []Record{{Namespace: p.Namespace(), Topology: settled()}}
	err := playWhole(ctx, p, l, func(_, _ int, _ Command, r Record, _ string) {
		r.Topology = settled()
		records = append(records, r)
	})
	return records, err
}

// playWhole plays all commands of l in order, and calls each after every one: step and command from 0, and the mismatch that
// [Verify] gives. It goes on after a mismatch, and ends early only where a command could not be run at all.
func playWhole(ctx context.Context, p Player, l *Lesson,
	each func(step, command int, c Command, r Record, mismatch string)) error {
	for _, at := range plan(l) {
		c := l.Steps[at.step].Commands()[at.command]
		r, err := p.Run(ctx, at.step, at.command, io.Discard)
		if err != nil {
			return err
		}
		each(at.step, at.command, c, r, Verify(c, r))
	}
	return nil
}

// TestMakeRecording makes one that is read again, and none of a lesson whose own command fails.
func TestMakeRecording(t *testing.T) {
	l := counting(1, 2)
	for _, fails := range []bool{false, true} {
		p, err := newLive(t.Context(), l, &fake{}, Patience{})
		if err != nil {
			t.Fatal(err)
		}
		l.Steps[1].Blocks[1].(Console).Commands[0].MustFail = fails
		var b bytes.Buffer
		err = MakeRecording(t.Context(), p, l, &b)
		var failure *Failure
		if fails {
			if !errors.As(err, &failure) || failure.Command != "2a" {
				t.Errorf("unexpected error: want one of the command 2a, got %v", err)
			}
			continue
		}
		r, again := ReadRecording(l, &b)
		if err := errors.Join(err, again); err != nil {
			t.Fatal(err)
		}
		if from, to := r.Goal(1); from.Namespaces[0].Name != "1a" || to.Namespaces[0].Name != "2b" {
			t.Errorf("unexpected goal of the second step: %v to %v", from, to)
		}
	}
}
