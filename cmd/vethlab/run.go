package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"vethlab/lab"
	"vethlab/lab/history"
	"vethlab/lab/sandbox"
	"vethlab/lessons"
	"vethlab/tui"
)

// lessonRun is what `vethlab run` was asked to do.
type lessonRun struct {
	*settings
	engine  engineFlags
	lesson  *lessons.Lesson
	step    int // from 0
	asPlain bool
	asJSON  bool
	out     io.Writer
}

func runCommand(s *settings) *cobra.Command {
	r := lessonRun{settings: s}
	var step int
	c := &cobra.Command{
		Use:   "run LESSON",
		Short: "Open a lesson, or play it without a screen",
		Long: "Opens a lesson of `vethlab list`, or one in a file of your own (LESSON.md). Without a terminal it is --plain.\n" +
			"Ends with 0 only if every command did what the lesson says.",
		Args: oneLesson,
		RunE: func(c *cobra.Command, words []string) error {
			if r.asPlain && r.asJSON {
				return usage(errors.New("--plain and --json are two ways of playing a lesson: choose one"))
			}
			if err := r.engine.check(); err != nil {
				return err
			}
			var err error
			if r.lesson, err = findLesson(words[0], s.lang); err != nil {
				return err
			}
			if step < 1 || step > len(r.lesson.Steps) {
				return usage(fmt.Errorf("lesson %s has no step %d; it has 1 to %d", r.lesson.ID, step, len(r.lesson.Steps)))
			}
			r.step, r.out = step-1, c.OutOrStdout()
			return r.start(c.Context())
		},
	}
	r.engine.add(c, s)
	c.Flags().IntVar(&step, "step", 1, "begin at this step")
	c.Flags().BoolVar(&r.asPlain, "plain", false, "play it as plain text")
	c.Flags().BoolVar(&r.asJSON, "json", false, "play it as JSON Lines, an object a command")
	return c
}

// findLesson takes a lesson's id, or the path of a lesson's file.
func findLesson(word, lang string) (*lessons.Lesson, error) {
	if strings.HasSuffix(word, ".md") || strings.ContainsRune(word, os.PathSeparator) {
		src, err := os.ReadFile(word)
		if err != nil {
			return nil, err
		}
		return lessons.Parse(word, src)
	}
	l, err := lessons.Find(word, lang)
	var none *lessons.UnknownError
	if errors.As(err, &none) {
		return nil, usage(err)
	}
	return l, err
}

func (r lessonRun) start(ctx context.Context) error {
	if !r.asPlain && !r.asJSON && onTerminal() {
		return r.screen(ctx, r.lesson, r.step, r.engine)
	}
	err := r.engine.inLab(func() error {
		waits := r.patience(r.lesson)
		if !r.asJSON {
			waits.Tell = nil // what it prints is seen
		}
		p, err := openLive(ctx, r.lesson, r.engine, waits)
		if err != nil {
			return err
		}
		return r.play(ctx, p)
	})
	var refusal *sandbox.Refusal
	if !errors.As(err, &refusal) || r.asJSON {
		return err
	}
	// Plain text has a recording to fall back on; it says so, and the status does too.
	p, replayErr := lessons.Replay(r.lesson)
	if replayErr != nil {
		return err
	}
	r.printRefusal(os.Stderr, refusal)
	fmt.Fprintln(r.out, plainWordsIn(r.lang).recording)
	if err := r.play(ctx, p); err != nil {
		return err
	}
	return status(exitNotHere)
}

// play plays the lesson without a screen, and closes the player.
func (r lessonRun) play(ctx context.Context, p lessons.Player) error {
	ok, err := r.playAll(ctx, p)
	if closed := p.Close(); err == nil {
		err = closed
	}
	if err == nil && !ok {
		err = status(exitFailed)
	}
	return err
}

func (r lessonRun) playAll(ctx context.Context, p lessons.Player) (ok bool, err error) {
	if r.asJSON {
		return r.playJSON(ctx, r.out, r.lesson, p, r.step)
	}
	linear := plain{settings: r.settings, w: r.out, lesson: r.lesson, player: p, words: plainWordsIn(r.lang)}
	return linear.play(ctx, r.step)
}

// playJSON prints the record of each command, from step number from (0 is the first) to the end.
func (s *settings) playJSON(ctx context.Context, w io.Writer, l *lessons.Lesson, p lessons.Player, from int) (ok bool, err error) {
	if from > 0 {
		if _, err := p.Seek(ctx, from); err != nil {
			return false, err
		}
	}
	ok = true
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := from; i < len(l.Steps); i++ {
		for j, c := range l.Steps[i].Commands() {
			r, err := p.Run(ctx, i, j, io.Discard)
			if err != nil {
				return false, err
			}
			if err := e.Encode(r); err != nil {
				return false, err
			}
			if mismatch := lessons.Verify(c, r); mismatch != "" {
				fmt.Fprintln(os.Stderr, s.difference(lessons.Difference{File: l.File, Line: c.Number, Command: c.Line, What: mismatch}))
				ok = false
			}
		}
	}
	return ok, nil
}

// openLive opens a lab for a lesson; the player closes it.
func openLive(ctx context.Context, l *lessons.Lesson, engine engineFlags, waits lessons.Patience) (lessons.Player, error) {
	engine.tellLacking(ctx, l)
	world, _, err := engine.openTold(ctx, l)
	if err != nil {
		return nil, err
	}
	return lessons.Live(ctx, l, world, waits)
}

// start is bare vethlab: the list of lessons, on a screen if there is one.
func (s *settings) start(c *cobra.Command) error {
	if onTerminal() {
		return s.screen(c.Context(), nil, 0, engineFlags{settings: s})
	}
	list, err := catalogue(s.lang)
	if err != nil {
		return err
	}
	w := c.OutOrStdout()
	printList(w, list, s.lang)
	fmt.Fprintln(w, "\n`vethlab run LESSON` plays one; in a terminal, `vethlab` opens the list on a screen.")
	return nil
}

// screen opens a lesson at a step from 0, or the list where lesson is nil. Where this machine allows no lab, the same screen plays
// recordings.
func (s *settings) screen(ctx context.Context, lesson *lessons.Lesson, step int, engine engineFlags) error {
	progress, err := lessons.LoadProgress()
	if err != nil {
		// It is kept beside; what was done is not worth refusing the lesson for.
		fmt.Fprintf(os.Stderr, "vethlab: %v\n", err)
	}
	options := tui.Options{
		Lesson: lesson, Step: step, Lang: s.lang, In: os.Stdin, Out: os.Stdout, NoColor: os.Getenv("NO_COLOR") != "",
		Abilities: lab.Diagnose, Progress: progress, History: history.File(), Databases: lab.Databases(),
	}
	err = s.inLab(func() error { return live(ctx, options, engine) })
	var refusal *sandbox.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	options.Refusal, options.Cure = refusal, refusal.Cure
	options.Open = func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) { return lessons.Replay(l) }
	options.Abilities = func(context.Context) []lab.Ability { return lab.Refused(refusal) }
	return tui.Run(ctx, options)
}

// live runs the screen on labs. A lab for a real Docker Engine is opened before the screen: that takes a moment, and may be refused.
func live(ctx context.Context, o tui.Options, engine engineFlags) error {
	ready := make(chan *lab.Lab, 1)
	if o.Lesson != nil && engine.options(o.Lesson).Engine == lab.EngineDocker {
		world, refused, err := engine.openTold(ctx, o.Lesson)
		if err != nil {
			return err
		}
		if refused != nil {
			o.Lesson = engine.noted(o.Lesson, refused)
		}
		ready <- world
	}
	o.Learn = engine.learn
	o.Open = func(ctx context.Context, l *lessons.Lesson) (lessons.Player, error) {
		select {
		case world := <-ready:
			return lessons.Live(ctx, l, world, lessons.Patience{})
		default:
		}
		// Nothing may be printed beside the screen.
		world, err := lab.OpenWith(ctx, engine.options(l))
		if err != nil {
			return nil, err
		}
		if _, refused := world.Engine(); refused != nil {
			l = engine.noted(l, refused)
		}
		return lessons.Live(ctx, l, world, lessons.Patience{})
	}
	err := tui.Run(ctx, o)
	select {
	case world := <-ready:
		return errors.Join(err, world.Close())
	default:
		return err
	}
}
