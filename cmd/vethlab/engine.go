package main

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"vethlab/lab"
	"vethlab/lessons"
)

// engineFlags are the flags of the commands that open a lab: which engine its containers have.
type engineFlags struct {
	name string // empty if it was not given: then a lesson's own wish counts
	bip  string // empty if it was not given
}

func (e *engineFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&e.name, "engine", "", "what runs containers: builtin, or docker, a real Docker Engine of the lab's own")
	c.Flags().StringVar(&e.bip, "bip", "", "docker0's address, as dockerd's --bip (172.17.0.1/16, if not given)")
}

// check refuses what cannot be meant, before a lab is opened.
func (e engineFlags) check() error {
	switch e.name {
	case "", lab.EngineBuiltin, lab.EngineDocker:
	default:
		return usage(fmt.Errorf("unknown --engine %q; there are: %s, %s", e.name, lab.EngineBuiltin, lab.EngineDocker))
	}
	if e.bip == "" {
		return nil
	}
	if p, err := netip.ParsePrefix(e.bip); err != nil || !p.Addr().Is4() {
		return usage(fmt.Errorf("--bip %q is no IPv4 address with its prefix, such as 172.17.42.1/16", e.bip))
	}
	return nil
}

// options are those of a lab for a lesson; l is nil where there is none.
func (e engineFlags) options(l *lessons.Lesson) lab.Options {
	var o lab.Options
	if l != nil {
		o = l.Options()
	}
	if e.name != "" {
		o.Engine = e.name
	}
	if e.bip != "" {
		o.BIP = e.bip
	}
	return o
}

// openTold opens a lab, shows on the terminal what takes time, and tells there why the lab has not the engine that was wished for;
// refused is that too.
func openTold(ctx context.Context, o lab.Options) (world *lab.Lab, refused, err error) {
	done := func() {}
	if term.IsTerminal(int(os.Stderr.Fd())) {
		o.Progress, done = progress(os.Stderr)
	}
	world, err = lab.OpenWith(ctx, o)
	done()
	if err != nil {
		return nil, nil, err
	}
	if _, refused = world.Engine(); refused != nil {
		fmt.Fprintf(os.Stderr, "vethlab: no Docker Engine here: %v\nvethlab: its own, built-in engine goes on\n", refused)
	}
	return world, refused, nil
}

// progress shows one line, in place of the last, until done is called.
func progress(w io.Writer) (show func(text string), done func()) {
	const back = "\r\x1b[K"
	shown := false
	show = func(text string) {
		shown = true
		fmt.Fprintf(w, "%s%s …", back, text)
	}
	done = func() {
		if shown {
			fmt.Fprint(w, back)
		}
	}
	return show, done
}

// noted is the lesson with words before its own that tell why it has not the engine that it should have.
func noted(l *lessons.Lesson, lang string, refused error) *lessons.Lesson {
	before, after := "There is no Docker Engine here: ", ". vethlab's own, built-in engine takes its place."
	if lang == "zh" {
		before, after = "这里没有 Docker Engine：", "。由 vethlab 内置的引擎代替。"
	}
	with := *l
	with.Intro = append([]lessons.Block{lessons.Paragraph{Text: lessons.Text{{Text: before + refused.Error() + after}}}}, l.Intro...)
	return &with
}
