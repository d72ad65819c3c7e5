package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"vethlab/lab"
	"vethlab/lessons"
)

func checkCommand(s *settings) *cobra.Command {
	var engine engineFlags
	c := &cobra.Command{
		Use:   "check FILE…",
		Short: "Play lessons and compare every output with what they say",
		Args:  arguments(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, files []string) error {
			if err := engine.check(); err != nil {
				return err
			}
			parsed, err := parseFiles(files)
			if err != nil {
				return err
			}
			out := c.OutOrStdout()
			return s.inLab(func() error { return checkAll(c.Context(), out, parsed, engine) })
		},
	}
	engine.add(c, s)
	return c
}

// parseFiles reads all files, so that an author sees the errors of each at once, before anything is played.
func parseFiles(files []string) ([]*lessons.Lesson, error) {
	var list []*lessons.Lesson
	bad := 0
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err == nil {
			var l *lessons.Lesson
			if l, err = lessons.Parse(f, src); err == nil {
				list = append(list, l)
				continue
			}
		}
		fmt.Fprintln(os.Stderr, err)
		bad++
	}
	if bad > 0 {
		return nil, status(exitFailed)
	}
	return list, nil
}

func checkAll(ctx context.Context, w io.Writer, list []*lessons.Lesson, engine engineFlags) error {
	failed := false
	for _, l := range list {
		differences, err := checkOne(ctx, l, engine)
		if err != nil {
			return fmt.Errorf("%s: %w", l.File, err)
		}
		for _, d := range differences {
			fmt.Fprintln(w, engine.difference(d))
			failed = true
		}
		if len(differences) == 0 {
			fmt.Fprintf(w, "%s: ok\n", l.File)
		}
	}
	if failed {
		return status(exitFailed)
	}
	return nil
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
	p, err := lessons.Live(ctx, l, world)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	return lessons.Check(ctx, l, p)
}
