package lessons

import (
	"context"
	"fmt"
	"io"
	"strings"
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

// Play plays all commands of l in order, and calls each after every one: step and command from 0, and the mismatch that
// [Verify] gives. It goes on after a mismatch, and ends early only where a command could not be run at all.
func Play(ctx context.Context, p Player, l *Lesson,
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

// Check plays l whole, and gives what differed. A translation of a lesson in the catalogue is also compared with that.
func Check(ctx context.Context, l *Lesson, p Player) ([]Difference, error) {
	var list []Difference
	if l.Lang != original {
		if of, err := Find(l.ID, original); err == nil {
			list = CompareTranslation(of, l)
		}
	}
	err := Play(ctx, p, l, func(_, _ int, c Command, _ Record, mismatch string) {
		if mismatch != "" {
			list = append(list, Difference{l.File, c.Number, c.Line, mismatch})
		}
	})
	return list, err
}
