package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"vethlab/lessons"
)

// recordCommand is for the program itself: what plays a lesson's file out of sight, beside the lab on the screen.
func recordCommand(s *settings) *cobra.Command {
	var engine engineFlags
	c := &cobra.Command{
		Use: "record FILE", Hidden: true, Args: arguments(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, words []string) error {
			l, err := findLesson(words[0], s.lang)
			if err != nil {
				return err
			}
			return s.inLab(func() error { return makeRecording(c.Context(), c.OutOrStdout(), l, engine) })
		},
	}
	engine.add(c, s)
	return c
}

func makeRecording(ctx context.Context, w io.Writer, l *lessons.Lesson, engine engineFlags) error {
	// What the machine lacks is told on the screen.
	world, _, err := engine.openTold(ctx, l)
	if err != nil {
		return err
	}
	p, err := lessons.Live(ctx, l, world, engine.patience(l))
	if err != nil {
		return err
	}
	return errors.Join(lessons.MakeRecording(ctx, p, l, w), p.Close())
}

// learn plays the file of a lesson in a second lab, by this program once more: one process has one lab. The second is inside the first, and
// ends with it, or with ctx. It has no terminal, so that no key reaches it.
func (e engineFlags) learn(ctx context.Context, l *lessons.Lesson) (*lessons.Recording, error) {
	words := []string{"record", "--lang", e.lang, "--engine", e.name, "--bip", e.bip, "--", l.File}
	c := exec.CommandContext(ctx, "/proc/self/exe", words...)
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	var told bytes.Buffer
	c.Stderr = &told
	text, err := c.Output()
	if err != nil {
		if why := strings.Join(strings.Fields(told.String()), " "); why != "" {
			return nil, errors.New(strings.TrimPrefix(why, "vethlab: "))
		}
		return nil, fmt.Errorf("play %s: %w", l.File, err)
	}
	return lessons.ReadRecording(l, bytes.NewReader(text))
}
