package lessons

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"

	"vethlab/lab/topo"
)

// Recording is what the commands of a lesson did when they were played. It is of that lesson alone.
type Recording struct {
	plan    []place
	records []Record // records[i+1] is of plan[i]; the first has the state before all commands
}

// Recorded gives the recording of l that is embedded in the program. A lesson that only goes by the id of another has none.
func Recorded(l *Lesson) (*Recording, error) {
	b, err := content.ReadFile(path.Join("content", original, l.ID+".jsonl"))
	if err != nil {
		return nil, fmt.Errorf("there is no recording of %s: %w", l.ID, err)
	}
	of, err := load(l.ID, original)
	if err != nil {
		return nil, err
	}
	if l.Engine != of.Engine || l.BIP != of.BIP {
		return nil, fmt.Errorf("the recording of %s is of a lab with other containers", l.ID)
	}
	return ReadRecording(l, bytes.NewReader(b))
}

// ReadRecording reads a recording of l, as [MakeRecording] writes it: JSON Lines, a [Record] each.
func ReadRecording(l *Lesson, r io.Reader) (*Recording, error) {
	records, err := readRecording(r)
	if err != nil {
		return nil, fmt.Errorf("recording of %s: %w", l.ID, err)
	}
	return newRecording(l, records)
}

func newRecording(l *Lesson, records []Record) (*Recording, error) {
	places := plan(l)
	if len(records) != len(places)+1 {
		return nil, fmt.Errorf("the recording of %s has %d records; with the first state and its commands it should have %d",
			l.ID, len(records), len(places)+1)
	}
	for i, at := range places {
		r, line := records[i+1], l.Steps[at.step].Commands()[at.command].Line
		if r.Step != at.step+1 || r.Command != line {
			return nil, fmt.Errorf("the recording of %s has %q in step %d; the lesson has %q in step %d",
				l.ID, r.Command, r.Step, line, at.step+1)
		}
	}
	return &Recording{places, records}, nil
}

// MakeRecording plays l in a lab where nothing was done yet, and writes the recording. Nobody looks on, so that pings do not wait. A lesson
// whose own commands fail has none: the error is a [Failure].
func MakeRecording(ctx context.Context, p Player, l *Lesson, w io.Writer) error {
	records := []Record{{Namespace: p.Namespace(), Topology: p.Topology()}}
	played, err := p.Seek(ctx, len(l.Steps))
	if err != nil {
		return err
	}
	if list := Failures(l, played); len(list) > 0 {
		return &Failure{list[0]}
	}
	return writeRecording(w, append(records, played...))
}

// Goal is what a step from 0 that the learner does alone leads to: the network before its commands and after them.
func (r *Recording) Goal(step int) (from, to topo.Topology) {
	from = r.records[0].Topology
	for i, at := range r.plan {
		switch {
		case at.step < step:
			from = r.records[i+1].Topology
		case at.step == step:
			to = r.records[i+1].Topology
		}
	}
	return from, to
}

// Between is a network to which the commands of a step from 0 lead, where they lead back to the one before them: the first that differs from it.
// It is false where they do not lead back, or nowhere.
func (r *Recording) Between(step int) (between topo.Topology, leadsBack bool) {
	from, to := r.Goal(step)
	if topo.Reaches(to, from, to) {
		return topo.Topology{}, false
	}
	for i, at := range r.plan {
		if t := r.records[i+1].Topology; at.step == step && topo.Reaches(t, from, t) {
			return t, true
		}
	}
	return topo.Topology{}, false
}

// Place is the namespace in which a command, both from 0, ran; empty for one that there is not.
func (r *Recording) Place(step, command int) string {
	i := slices.Index(r.plan, place{step, command})
	if i < 0 {
		return ""
	}
	return r.records[i+1].Namespace
}

// readRecording reads a recording: JSON Lines, a [Record] each. The first has step 0 and no command, and the topology
// before all commands; a record without a topology has that of the one before it.
func readRecording(r io.Reader) ([]Record, error) {
	var list []Record
	for d := json.NewDecoder(r); ; {
		line := struct {
			Record
			Topology *topo.Topology `json:"topology"`
		}{}
		switch err := d.Decode(&line); {
		case errors.Is(err, io.EOF):
			return list, nil
		case err != nil:
			return nil, fmt.Errorf("record %d: %w", len(list)+1, err)
		case line.Topology != nil:
			line.Record.Topology = *line.Topology
		case len(list) > 0:
			line.Record.Topology = list[len(list)-1].Topology
		}
		if len(list) > 0 {
			line.Record.Before = list[len(list)-1].Topology
		}
		list = append(list, line.Record)
	}
}

// writeRecording writes what [readRecording] reads.
func writeRecording(w io.Writer, records []Record) error {
	e := json.NewEncoder(w)
	for i, r := range records {
		line := struct {
			Record
			Topology *topo.Topology `json:"topology,omitempty"`
		}{Record: r, Topology: &r.Topology}
		if i > 0 && same(records[i-1].Topology, r.Topology) {
			line.Topology = nil
		}
		if err := e.Encode(line); err != nil {
			return fmt.Errorf("write record %d: %w", i+1, err)
		}
	}
	return nil
}

func same(a, b topo.Topology) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
