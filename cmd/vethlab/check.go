package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"vethlab/lab"
	"vethlab/lab/sandbox"
	"vethlab/lessons"
)

func checkCommand(s *settings) *cobra.Command {
	var engine engineFlags
	c := &cobra.Command{
		Use:   "check FILE…",
		Short: "Play lessons and compare every output with what they say",
		Long:  "Plays the lessons in files, and compares every output with what they say. A command that runs for a minute,\nor prints without end, is ended.",
		Args:  arguments(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, files []string) error {
			if err := engine.check(); err != nil {
				return err
			}
			parsed, wrong := parseFiles(files)
			out := c.OutOrStdout()
			tell := func() {
				for _, err := range wrong {
					fmt.Fprintln(os.Stderr, s.saidOfFile(err.Error()))
				}
			}
			if len(parsed) == 0 {
				tell()
				return status(exitFailed)
			}
			err := s.inLab(func() error {
				tell()
				err := checkAll(c.Context(), out, parsed, engine)
				if err == nil && len(wrong) > 0 {
					return status(exitFailed)
				}
				return err
			})
			if refusal := (*sandbox.Refusal)(nil); errors.As(err, &refusal) {
				tell()
			}
			return err
		},
	}
	engine.add(c, s)
	return c
}

// parseFiles reads all files, before anything is played; wrong has an error for each that is no lesson.
func parseFiles(files []string) (list []*lessons.Lesson, wrong []error) {
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err == nil {
			var l *lessons.Lesson
			if l, err = lessons.Parse(f, src); err == nil {
				err = lessons.Apart(list, l)
			}
			if err == nil {
				list = append(list, l)
				continue
			}
		}
		wrong = append(wrong, err)
	}
	return list, wrong
}

func checkAll(ctx context.Context, w io.Writer, list []*lessons.Lesson, engine engineFlags) error {
	failed, ok := false, "%s: ok\n"
	if engine.lang == "zh" {
		ok = "%s：与课文一致\n"
	}
	for _, l := range list {
		differences, err := checkOne(ctx, l, engine)
		if err != nil && ctx.Err() != nil {
			return fmt.Errorf("%s: %w", l.File, err)
		}
		if err != nil {
			// The next may be played all the same.
			fmt.Fprintf(os.Stderr, "vethlab: %s: %s\n", l.File, engine.saidOfFile(err.Error()))
			failed = true
			continue
		}
		for _, d := range differences {
			fmt.Fprintln(w, engine.difference(d))
			failed = true
		}
		if len(differences) == 0 {
			fmt.Fprintf(w, ok, l.File)
		}
	}
	if failed {
		return status(exitFailed)
	}
	return nil
}

// patience is for a lesson whose commands should end: nobody sits before it who ends them.
func (s *settings) patience(l *lessons.Lesson) lessons.Patience {
	w := lessons.Patience{Limit: time.Minute, Slow: 3 * time.Second}
	format := "%s:%d: $ %s\n    runs still; after a minute it is ended\n"
	if s.lang == "zh" {
		format = "%s:%d: $ %s\n    还在执行；满一分钟就会被结束\n"
	}
	if term.IsTerminal(int(os.Stderr.Fd())) {
		w.Tell = func(c lessons.Command) { fmt.Fprintf(os.Stderr, format, l.File, c.Number, c.Transcript()) }
	}
	return w
}

// difference is what a lesson's command did otherwise, in the language.
func (s *settings) difference(d lessons.Difference) string {
	d.What = s.saidOf(d.What)
	return d.String()
}

// saidOf is what differs in the language, but for the lines of a diff.
func (s *settings) saidOf(what string) string {
	var b strings.Builder
	for line := range strings.Lines(what) {
		if line = strings.TrimSuffix(line, "\n"); !strings.ContainsAny(line[:min(1, len(line))], "+- ") {
			line = s.said(line)
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// checkOne plays a lesson on the engine that the lesson wishes for, or the built-in one; on no other than that of the flag.
func checkOne(ctx context.Context, l *lessons.Lesson, engine engineFlags) ([]lessons.Difference, error) {
	open := engine.openTold
	if engine.name == lab.EngineDocker {
		open = engine.open
	}
	engine.tellLacking(ctx, l)
	world, refused, err := open(ctx, l)
	if err != nil {
		return nil, err
	}
	if engine.name == lab.EngineDocker && refused != nil {
		return nil, errors.Join(engine.noEngine(refused), world.Close())
	}
	p, err := lessons.Live(ctx, l, world, engine.patience(l))
	if err != nil {
		return nil, err
	}
	defer p.Close()
	return lessons.Check(ctx, l, p)
}
