package lessons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"vethlab/lab"
	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// Live gives a player that plays l on the kernel. The world becomes the player's, and Close closes it; if Live fails it
// has closed it. waits is for the lesson's own commands, and not for what is typed.
func Live(ctx context.Context, l *Lesson, world *lab.Lab, waits Patience) (Player, error) {
	return newLive(ctx, l, world, waits)
}

// world is what a player needs of a lab; the lab's own documentation says what each does.
type world interface {
	Run(ctx context.Context, line string, out io.Writer) (status int, err error)
	Namespace() string
	Runs(name string) bool
	Read(ctx context.Context) (topo.Topology, error)
	Topology() topo.Topology
	Changes() <-chan topo.Topology
	Ping(ctx context.Context, namespace string, to netip.Addr, each func(probe.Reply)) error
	Reset(ctx context.Context) error
	Close() error
}

func newLive(ctx context.Context, l *Lesson, w world, waits Patience) (Player, error) {
	if _, err := w.Read(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("play %s: %w", l.ID, err), w.Close())
	}
	return &live{lesson: l, world: w, waits: waits, plan: plan(l), namespace: w.Namespace()}, nil
}

type live struct {
	lesson *Lesson
	world  world
	waits  Patience
	plan   []place

	mu     sync.Mutex // holds done and astray, and lets one line run at a time
	done   int        // how many commands of the plan have run, in its order
	astray bool       // the learner typed something, or jumped: the state may not be that of the plan

	here      sync.Mutex // holds namespace, which may be asked for while a line runs
	namespace string
}

// place is where a command stands; both from 0.
type place struct{ step, command int }

// plan is all commands of a lesson in order.
func plan(l *Lesson) []place {
	var list []place
	for i, s := range l.Steps {
		for j := range s.Commands() {
			list = append(list, place{i, j})
		}
	}
	return list
}

func (p *live) Lesson() *Lesson { return p.lesson }

func (p *live) Runs(name string) bool { return p.world.Runs(name) }

func (p *live) Run(ctx context.Context, step, command int, out io.Writer) (Record, error) {
	c, err := p.lesson.command(step, command)
	if err != nil {
		return Record{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if at := (place{step, command}); p.done < len(p.plan) && p.plan[p.done] == at {
		p.done++
	} else {
		p.astray = true
	}
	r, err := p.run(ctx, step, c, c.Line, out)
	p.astray = p.astray || err != nil
	return r, err
}

// run carries out a command by a line, which may be another for those in a hurry.
func (p *live) run(ctx context.Context, step int, c Command, line string, out io.Writer) (Record, error) {
	during, full, stop := p.waits.limited(ctx, c)
	defer stop()
	printed := &kept{full: full, out: out}
	r := Record{Step: step + 1, Namespace: p.world.Namespace(), Command: c.Line, Before: p.world.Topology()}
	began := time.Now()
	status, err := p.world.Run(during, line, printed)
	r.Duration, r.Status, r.Output, r.Topology = time.Since(began), status, printed.text.String(), p.world.Topology()
	p.stand()
	if why := p.waits.endless(during); why != "" && ctx.Err() == nil {
		// What is interrupted may end well, as a ping does.
		return r, &Failure{Difference{p.lesson.File, c.Number, c.Line, why + "\n" + indented(ending(r.Output))}}
	}
	if err != nil {
		return r, fmt.Errorf("step %d: %s: %w", step+1, c.Line, err)
	}
	return r, nil
}

// stand notes where the next line runs.
func (p *live) stand() {
	namespace := p.world.Namespace()
	p.here.Lock()
	defer p.here.Unlock()
	p.namespace = namespace
}

func (p *live) Seek(ctx context.Context, step int) ([]Record, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	target := 0
	for target < len(p.plan) && p.plan[target].step < step {
		target++
	}
	if p.done > target || p.astray {
		p.astray = true
		if err := p.world.Reset(ctx); err != nil {
			return nil, fmt.Errorf("go to step %d: %w", step+1, err)
		}
		p.stand()
		p.done, p.astray = 0, false
	}
	var records []Record
	for p.done < target {
		at := p.plan[p.done]
		c := p.lesson.Steps[at.step].Commands()[at.command]
		r, err := p.run(ctx, at.step, c, hurry(c), io.Discard)
		if err != nil {
			p.astray = true
			return records, err
		}
		records = append(records, r)
		p.done++
	}
	return records, nil
}

// hurry is a command's line for those who do not look on: a ping sends its echoes without a pause, and does not wait long
// for an answer that the lesson says will not come. What they leave in the kernel is the same. A sleep lasts as long as it says: it is for
// what the kernel clears up by itself, which takes longer on a busy machine.
func hurry(c Command) string {
	words := strings.Fields(c.Line)
	at := slices.Index(words, "ping")
	alone := at == 0 || at > 0 && (words[0] == "ip" || words[0] == "sudo")
	if !alone || slices.Contains(words, "-i") || strings.ContainsAny(c.Line, "|&;<>()$`\"'\\\n") {
		return c.Line
	}
	if wait := slices.Index(words, "-W"); c.MustFail && wait > at && wait+1 < len(words) {
		words[wait+1] = "0.02"
	}
	return strings.Join(slices.Insert(words, at+1, "-i", "0.002"), " ")
}

func (p *live) Type(ctx context.Context, line string, out io.Writer) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.astray = true
	defer p.stand()
	return p.world.Run(ctx, line, out)
}

func (p *live) Namespace() string {
	p.here.Lock()
	defer p.here.Unlock()
	return p.namespace
}

func (p *live) Topology() topo.Topology { return p.world.Topology() }

func (p *live) Changes() <-chan topo.Topology { return p.world.Changes() }

func (p *live) Ping(ctx context.Context, ping Ping, each func(probe.Reply)) error {
	return p.world.Ping(ctx, ping.From, ping.To, each)
}

func (p *live) Close() error { return p.world.Close() }
