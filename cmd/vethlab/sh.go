package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"vethlab/lab"
	"vethlab/lab/topo"
)

func shCommand(s *settings) *cobra.Command {
	var lines string
	var formats []string
	var transcribe bool
	var engine engineFlags
	c := &cobra.Command{
		Use:   "sh [FILE [ARG…]] [-c LINES]",
		Short: "Run a script, standard input or a prompt in a fresh lab",
		Long: "Runs bash's language in a fresh lab: a script from FILE, LINES or standard input, or a prompt where that is a\n" +
			"terminal. ip, bridge, brctl, nft, nc, ping, sysctl and docker are vethlab's own; any other program runs for real.\n" +
			"Ends with the script's status. Flags stand before FILE: what follows it is the script's.",
		RunE: func(c *cobra.Command, words []string) error {
			for _, f := range formats {
				if !slices.Contains([]string{"json", "text"}, f) {
					return usage(fmt.Errorf("unknown --topology %q; there are: json, text", f))
				}
			}
			if err := engine.check(); err != nil {
				return err
			}
			run := script{args: words, out: c.OutOrStdout(), formats: formats, transcribe: transcribe, engine: engine}
			if c.Flags().Changed("command") {
				run.lines = &lines
			}
			return s.inLab(func() error {
				if len(words) > 0 && c.ArgsLenAtDash() < 0 {
					s.flagsOfScript(c, words[1:])
				}
				return run.run(c.Context())
			})
		},
	}
	c.Flags().StringVarP(&lines, "command", "c", "", "run these lines")
	c.Flags().StringSliceVar(&formats, "topology", nil, "print the lab's topology after the script: json, text")
	c.Flags().BoolVar(&transcribe, "transcribe", false, "print what changed after the script, as commands for bash")
	engine.add(c, s)
	// What follows the script's name is the script's.
	c.Flags().SetInterspersed(false)
	return c
}

// flagsOfScript tells of flags of ours that stand where they are the script's: it may be that they were meant for vethlab.
func (s *settings) flagsOfScript(c *cobra.Command, words []string) {
	for _, word := range words {
		name, long := strings.CutPrefix(word, "--")
		name, _, _ = strings.Cut(name, "=")
		if !long || c.Flags().Lookup(name) == nil {
			continue
		}
		fmt.Fprintf(c.ErrOrStderr(), map[string]string{
			"en": "vethlab: --%s is handed to the script; for vethlab itself write it before the file\n",
			"zh": "vethlab：--%s 传给了脚本；若是给 vethlab 的，请写在文件名之前\n",
		}[s.lang], name)
	}
}

// script is what `vethlab sh` was asked to run.
type script struct {
	lines   *string  // of -c, nil without it
	args    []string // FILE and its arguments; with -c the arguments alone
	formats []string
	engine  engineFlags
	out     io.Writer

	transcribe bool // print what changed
}

func (s script) run(ctx context.Context) error {
	world, _, err := s.engine.openTold(ctx, nil)
	if err != nil {
		return err
	}
	code, err := s.play(ctx, world)
	if err == nil && s.transcribe {
		err = s.changes(ctx, world)
	}
	if err == nil {
		err = s.topology(ctx, world)
	}
	if closed := world.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return status(code)
}

func (s script) play(ctx context.Context, world *lab.Lab) (int, error) {
	stdio := lab.Stdio{In: os.Stdin, Out: s.out, Err: os.Stderr}
	switch {
	case s.lines != nil:
		return world.Script(ctx, "", strings.NewReader(*s.lines), stdio, s.args...)
	case len(s.args) > 0:
		f, err := os.Open(s.args[0])
		if err != nil {
			return 0, &exitError{127, err}
		}
		defer f.Close()
		return world.Script(ctx, s.args[0], f, stdio, s.args[1:]...)
	case term.IsTerminal(int(os.Stdin.Fd())):
		return world.Interact(ctx, stdio)
	default:
		return world.Script(ctx, "", os.Stdin, stdio)
	}
}

// topology prints the lab as it stands in each of the formats that were asked for.
func (s script) topology(ctx context.Context, world *lab.Lab) error {
	if len(s.formats) == 0 {
		return nil
	}
	t, err := world.Read(ctx)
	if err != nil {
		return err
	}
	for _, f := range s.formats {
		if err := printTopology(s.out, t, f); err != nil {
			return err
		}
	}
	return nil
}

// changes prints what has become of the lab, as a script that does the same. What an engine made before the lines ran is part of it:
// where the script is run there is none.
func (s script) changes(ctx context.Context, world *lab.Lab) error {
	now, err := world.Read(ctx)
	if err != nil {
		return err
	}
	about := "What the script did to the network."
	if s.engine.lang == "zh" {
		about = "脚本对网络做了这些改动。"
	}
	_, err = io.WriteString(s.out, s.engine.transcript(about, world.Empty(), now))
	return err
}

func printTopology(w io.Writer, t topo.Topology, format string) error {
	if format == "text" {
		_, err := io.WriteString(w, t.Text())
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(t)
}
