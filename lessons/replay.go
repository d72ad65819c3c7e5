package lessons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// ErrRecording is what a player gives that plays a recording, where a kernel would be needed.
var ErrRecording = errors.New("this is a recording: it plays the lesson's own commands only")

// Replay gives a player that plays l from the recording of it that is embedded in the program.
func Replay(l *Lesson) (Player, error) {
	r, err := Recorded(l)
	if err != nil {
		return nil, err
	}
	return r.replay(l), nil
}

func (r *Recording) replay(l *Lesson) Player {
	return &replay{lesson: l, Recording: r, changes: make(chan topo.Topology, 1)}
}

type replay struct {
	*Recording
	lesson *Lesson

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
