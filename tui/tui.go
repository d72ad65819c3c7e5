// Package tui is the screen: the list of lessons, and a lesson with its words and commands, a terminal, a live drawing of the
// network, and live pings.
//
//	 vethlab  Two namespaces, one cable     step 5 of 13 ●●●●◐○○○○○○○○      live · en     the bar
//	┏━ Lesson ━━━━━━━━━━━━━━━━━━━━━━┓╭─ Network ───────────────────────────────────────╮
//	┃ words, questions, commands    ┃│ the drawing                                     │
//	┃                               ┃╰─────────────────────────────────────────────────╯
//	┃                               ┃╭─ Ping ──────────────────────────────────────────╮
//	┃                               ┃│ host → 192.168.5.3  ▁▁▂▁▁  0.044 ms  loss 0 %   │
//	┃                               ┃╰─────────────────────────────────────────────────╯
//	┃                               ┃╭─ Terminal ──────────────────────────────────────╮
//	┃                               ┃│ commands, and what they printed                 │
//	┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛╰─────────────────────────────────────────────────╯
//	 enter run   → n next step   : type   z enlarge   ? help   q back                      the keys
//
// [model] is the only tea.Model. What is shown is a pure function of its fields; what takes time runs in goroutines of the
// [session], which tell the model through a [feed]. Nothing ticks: without a message nothing is drawn.
package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vethlab/lab"
	"vethlab/lab/explain"
	"vethlab/lessons"
)

// Options say what is shown, and where its effects come from.
type Options struct {
	Lesson *lessons.Lesson // opened at once; nil opens the list
	Step   int             // at which it is opened, from 0
	Lang   string          // "en" or "zh"

	// Refusal is why this machine allows no lab, and Cure what would allow it. Lessons are then played from their
	// recordings, which Open has to give. Nil where there are labs.
	Refusal error
	Cure    string

	In      io.Reader // the terminal
	Out     io.Writer // the terminal
	NoColor bool      // nothing is coloured; bold and faint remain

	// Open gives a player for a lesson. It is called again only after the last player was closed.
	Open func(context.Context, *lessons.Lesson) (lessons.Player, error)
	// Learn plays a lesson that has no recording in a second lab, which nobody sees. Nil where there is none.
	Learn func(context.Context, *lessons.Lesson) (*lessons.Recording, error)
	// Abilities tells what this machine allows; it may take its time. Nil is not asked.
	Abilities func(context.Context) []lab.Ability
	Progress  *lessons.Progress // nil keeps none
	Databases explain.Databases // the lab's own names for numbers; nil has none
	History   string            // the file of the lines that were typed (package history); empty keeps none
}

// framesPerSecond is how often Bubble Tea looks whether there is something to draw, which is all that an idle screen costs.
const framesPerSecond = 30

// input is a terminal that tells when it is gone.
type input struct {
	*os.File
	gone func()
}

// watched makes the end of what is read the end of the program. Bubble Tea would stay: it counts on SIGHUP, which does not
// reach a program without a controlling terminal (su -c, setsid).
func watched(in io.Reader, gone func()) io.Reader {
	if file, ok := in.(*os.File); ok {
		return input{file, gone}
	}
	return in
}

func (i input) Read(p []byte) (int, error) {
	n, err := i.File.Read(p)
	if err != nil {
		i.gone()
	}
	return n, err
}

// Run shows the screen until the user leaves it, or ctx ends. Everything that it opened is closed when it returns.
func Run(ctx context.Context, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	m, err := newModel(ctx, o)
	if err != nil {
		return err
	}
	settings := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithInput(watched(o.In, cancel)), tea.WithOutput(o.Out), tea.WithFPS(framesPerSecond),
	}
	if o.NoColor {
		settings = append(settings, tea.WithColorProfile(colorprofile.ASCII))
	}
	_, err = tea.NewProgram(m, settings...).Run()
	// A lab that was being opened, or asked about, when the user left is waited for.
	cancel()
	m.effects.Wait()
	if m.session != nil {
		err = errors.Join(err, m.session.close())
	}
	if errors.Is(err, tea.ErrProgramKilled) || errors.Is(err, tea.ErrInterrupted) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	return nil
}
