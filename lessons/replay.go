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
	"sync"

	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// ErrRecording is what a player gives that plays a recording, where a kernel would be needed.
var ErrRecording = errors.New("this is a recording: it plays the lesson's own commands only")

// Replay gives a player that plays l from the recording of it that is embedded in the program.
func Replay(l *Lesson) (Player, error) {
	b, err := content.ReadFile(path.Join("content", original, l.ID+".jsonl"))
	if err != nil {
		return nil, fmt.Errorf("there is no recording of %s: %w", l.ID, err)
	}
	records, err := readRecording(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("recording of %s: %w", l.ID, err)
	}
	return newReplay(l, records)
}

// Goal is what a step that the learner does alone leads to by the recording: the network before its commands and after them. ok is false for
// a lesson that has no recording, or another one.
func (l *Lesson) Goal(step int) (from, to topo.Topology, ok bool) {
	p, err := Replay(l)
	if err != nil {
		return from, to, false
	}
	r := p.(*replay)
	from = r.records[0].Topology
	for i, at := range r.plan {
		switch {
		case at.step < step:
			from = r.records[i+1].Topology
		case at.step == step:
			to, ok = r.records[i+1].Topology, true
		}
	}
	return from, to, ok
}

// Place is the namespace in which a command of a lesson, both from 0, runs by the recording; ok is as of Goal.
func (l *Lesson) Place(step, command int) (namespace string, ok bool) {
	p, err := Replay(l)
	if err != nil {
		return "", false
	}
	r := p.(*replay)
	i := slices.Index(r.plan, place{step, command})
	if i < 0 {
		return "", false
	}
	return r.records[i+1].Namespace, true
}

func newReplay(l *Lesson, records []Record) (Player, error) {
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
	p := &replay{lesson: l, plan: places, records: records, changes: make(chan topo.Topology, 1)}
	return p, nil
}

type replay struct {
	lesson  *Lesson
	plan    []place
	records []Record // records[i+1] is of plan[i]; the first has the state before all commands

	mu      sync.Mutex // holds what follows
	done    int        // how many commands were played
	closed  bool
	changes chan topo.Topology
}

func (p *replay) Lesson() *Lesson { return p.lesson }

func (p *replay) Run(_ context.Context, step, command int, out io.Writer) (Record, error) {
	if _, err := p.lesson.command(step, command); err != nil {
		return Record{}, err
	}
	number := 0
	for p.plan[number] != (place{step, command}) {
		number++
	}
	r := p.to(number + 1)
	if _, err := io.WriteString(out, r.Output); err != nil {
		return r, fmt.Errorf("step %d: %s: %w", step+1, r.Command, err)
	}
	return r, nil
}

// to goes to the state after that many commands, and gives the last one's record.
func (p *replay) to(done int) Record {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done = done
	r := p.records[done]
	if p.closed {
		return r
	}
	select { // newest wins
	case <-p.changes:
	default:
	}
	p.changes <- r.Topology
	return r
}

func (p *replay) Seek(_ context.Context, step int) ([]Record, error) {
	target := 0
	for target < len(p.plan) && p.plan[target].step < step {
		target++
	}
	p.mu.Lock()
	from := p.done
	p.mu.Unlock()
	if from > target {
		from = 0
	}
	p.to(target)
	return append([]Record(nil), p.records[from+1:target+1]...), nil
}

func (p *replay) Type(context.Context, string, io.Writer) (int, error) { return 0, ErrRecording }

// Runs says so of all: a recording knows nothing of the machine.
func (*replay) Runs(string) bool { return true }

func (p *replay) Namespace() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done+1 < len(p.records) {
		return p.records[p.done+1].Namespace
	}
	return topo.HostName
}

func (p *replay) Topology() topo.Topology {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.records[p.done].Topology
}

func (p *replay) Changes() <-chan topo.Topology { return p.changes }

func (p *replay) Ping(context.Context, Ping, func(probe.Reply)) error { return ErrRecording }

func (p *replay) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.closed = true
		close(p.changes)
	}
	return nil
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
