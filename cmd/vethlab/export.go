package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"vethlab/lab/topo"
	"vethlab/lessons"
)

func exportCommand(s *settings) *cobra.Command {
	var step int
	var engine engineFlags
	c := &cobra.Command{
		Use:   "export LESSON",
		Short: "Write a bash script that builds a lesson's network from nothing",
		Long: "Plays a lesson of `vethlab list`, or one in a file of your own (LESSON.md), and writes a bash script to standard\n" +
			"output that builds what stands at its end, or before a step of it, with ip, sysctl and the like. Ends with 1 where a\n" +
			"command of the lesson failed: the script then builds what the others made.",
		Args: oneLesson,
		RunE: func(c *cobra.Command, words []string) error {
			l, err := findLesson(words[0], s.lang)
			if err != nil {
				return err
			}
			given := c.Flags().Changed("step")
			if given && (step < 1 || step > len(l.Steps)) {
				return usage(fmt.Errorf("lesson %s has no step %d; it has 1 to %d", l.ID, step, len(l.Steps)))
			}
			if !given {
				step = len(l.Steps) + 1
			}
			if err := engine.check(); err != nil {
				return err
			}
			return s.inLab(func() error { return export(c.Context(), c.OutOrStdout(), l, step-1, engine) })
		},
	}
	c.Flags().IntVar(&step, "step", 0, "build what stands before this step (the end, if not given)")
	engine.add(c, s)
	return c
}

// export plays a lesson up to a step from 0, and writes the script that builds what stands there.
func export(ctx context.Context, w io.Writer, l *lessons.Lesson, step int, engine engineFlags) error {
	p, err := openLive(ctx, l, engine, engine.patience(l))
	if err != nil {
		return err
	}
	first := p.Topology()
	records, err := p.Seek(ctx, step)
	last := p.Topology()
	if closed := p.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, engine.transcript(aboutExport(l, step, engine.lang), bare(first), last)); err != nil {
		return err
	}
	failures := lessons.Failures(l, records)
	for _, f := range failures {
		fmt.Fprintln(os.Stderr, engine.difference(f))
	}
	if len(failures) > 0 {
		return status(exitFailed)
	}
	return nil
}

// aboutExport is what the script of a lesson is, up to a step from 0.
func aboutExport(l *lessons.Lesson, step int, lang string) string {
	atEnd := step >= len(l.Steps)
	switch {
	case lang == "zh" && atEnd:
		return fmt.Sprintf("课程“%s”结束时的网络，从零搭起。", l.Title)
	case lang == "zh":
		return fmt.Sprintf("课程“%s”第 %d 步“%s”开始前的网络，从零搭起。", l.Title, step+1, l.Steps[step].Title)
	case atEnd:
		return fmt.Sprintf("The network of the lesson %q at its end, from nothing.", l.Title)
	}
	return fmt.Sprintf("The network of the lesson %q before step %d, %q, from nothing.", l.Title, step+1, l.Steps[step].Title)
}

// bare is a host in which nothing was done, lo not set up either.
func bare(first topo.Topology) topo.Topology {
	host := first.Namespaces[0]
	lo := host.Links[slices.IndexFunc(host.Links, func(l topo.Link) bool { return l.Type == "loopback" })]
	lo.Addrs, lo.Flags = nil, lo.Flags&^topo.FlagUp
	return topo.Topology{Namespaces: []topo.Namespace{{Name: host.Name, ID: host.ID, Links: []topo.Link{lo}}}}
}
