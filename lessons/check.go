package lessons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// command gives command number command of step number step, both from 0.
func (l *Lesson) command(step, command int) (Command, error) {
	if step < 0 || step >= len(l.Steps) {
		return Command{}, fmt.Errorf("%s has no step %d", l.ID, step+1)
	}
	list := l.Steps[step].Commands()
	if command < 0 || command >= len(list) {
		return Command{}, fmt.Errorf("step %d of %s has no command %d", step+1, l.ID, command+1)
	}
	return list[command], nil
}

// Difference is a command that did not do what its lesson says.
type Difference struct {
	File    string
	Line    int    // of the command in the file, from 1
	Command string // empty where it is of no command
	What    string // as Verify gives it, or in words
}

// String is the place, the command and what differs, in several lines without a newline at the end.
func (d Difference) String() string {
	what := strings.ReplaceAll(strings.TrimSuffix(d.What, "\n"), "\n", "\n    ")
	if d.Command == "" {
		return fmt.Sprintf("%s:%d: %s", d.File, d.Line, what)
	}
	command := strings.ReplaceAll(Transcript(d.Command), "\n", "\n    ")
	return fmt.Sprintf("%s:%d: $ %s\n    %s", d.File, d.Line, command, what)
}

// Failures are the commands of l that failed though they should not have, or did not though they should, by their records from the first
// on. What they printed is told, and not compared.
func Failures(l *Lesson, records []Record) []Difference {
	var list []Difference
	for i, at := range plan(l)[:len(records)] {
		c, r := l.Steps[at.step].Commands()[at.command], records[i]
		if wrong := wrongStatus(c, r); wrong != "" {
			list = append(list, Difference{l.File, c.Number, c.Line, wrong + indented(r.Output)})
		}
	}
	return list
}

// Failure is an error: a lesson's own command does not do what it should.
type Failure struct{ Difference }

func (f *Failure) Error() string { return f.String() }

// Apart is an error, with its place, where l has the id of another lesson of its language: the progress of the two would be one.
func Apart(others []*Lesson, l *Lesson) error {
	for _, other := range others {
		if other.ID == l.ID && other.Lang == l.Lang && filepath.Clean(other.File) != filepath.Clean(l.File) {
			return fmt.Errorf("%s:%d:1: head: the id %q is that of %s:%d", l.File, l.idLine, l.ID, other.File, other.idLine)
		}
	}
	return nil
}

// Check plays l whole, and gives what differed. A translation is also compared with its original.
func Check(ctx context.Context, l *Lesson, p Player) ([]Difference, error) {
	of, err := translated(l)
	if err != nil {
		return nil, err
	}
	var list []Difference
	if of != nil {
		list = CompareTranslation(of, l)
	}
	for i, step := range l.Steps {
		seen := places(p.Topology())
		for j, c := range step.Commands() {
			r, err := p.Run(ctx, i, j, io.Discard)
			ended := (*Failure)(nil)
			if errors.As(err, &ended) {
				list = append(list, ended.Difference)
			} else if err != nil {
				return list, err
			} else if mismatch := Verify(c, r); mismatch != "" {
				list = append(list, Difference{l.File, c.Number, c.Line, mismatch})
			}
			seen = append(seen, places(p.Topology())...)
		}
		for _, ping := range step.Pings {
			if !slices.Contains(seen, ping.From) {
				what := fmt.Sprintf("in this step there is no namespace %s to ping from%s\n", ping.From, suggestion(ping.From, seen))
				list = append(list, Difference{File: l.File, Line: ping.Number, What: what})
			}
		}
	}
	return list, nil
}

// translated is the lesson of which l is a translation: the file of its name in the folder en beside its own, or one of the catalogue. It is nil
// for an original, and where there is none.
func translated(l *Lesson) (*Lesson, error) {
	if l.Lang == original {
		return nil, nil
	}
	file := filepath.Join(filepath.Dir(filepath.Dir(l.File)), original, filepath.Base(l.File))
	src, err := os.ReadFile(file)
	if err == nil {
		return Parse(file, src)
	}
	of, err := Find(l.ID, original)
	if unknown := (*UnknownError)(nil); errors.As(err, &unknown) {
		return nil, nil
	}
	return of, err
}

// places are the names from which a ping can be sent.
func places(t topo.Topology) []string {
	var names []string
	for _, ns := range t.Namespaces {
		names = append(names, ns.Name)
		for _, c := range ns.Containers {
			names = append(names, c.Name)
		}
	}
	return names
}

// ending is as much of an output as tells where it stood.
func ending(output string) string {
	const most, mostBytes = 10, 16 << 10
	list := lines(output[max(len(output)-mostBytes, 0):])
	return strings.Join(list[max(len(list)-most, 0):], "\n")
}
