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
	*settings
	name string // empty if it was not given: then a lesson's own wish counts
	bip  string // empty if it was not given
}

func (e *engineFlags) add(c *cobra.Command, s *settings) {
	e.settings = s
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
	o.Lang, o.OnMain = e.lang, e.onMain
	if e.name != "" {
		o.Engine = e.name
	}
	if e.bip != "" {
		o.BIP = e.bip
	}
	return o
}

// open opens a lab, and shows on the terminal what takes time. refused is why the lab has not the engine that was wished for.
func (e engineFlags) open(ctx context.Context, l *lessons.Lesson) (world *lab.Lab, refused, err error) {
	o, done := e.options(l), func() {}
	if term.IsTerminal(int(os.Stderr.Fd())) {
		o.Progress, done = e.progress(os.Stderr)
	}
	world, err = lab.OpenWith(ctx, o)
	done()
	if err != nil {
		return nil, nil, err
	}
	_, refused = world.Engine()
	return world, refused, nil
}

// openTold is as open, and tells what was refused.
func (e engineFlags) openTold(ctx context.Context, l *lessons.Lesson) (world *lab.Lab, refused, err error) {
	world, refused, err = e.open(ctx, l)
	if refused != nil {
		goesOn := "its own, built-in engine goes on"
		if e.lang == "zh" {
			goesOn = "改用自己内置的引擎"
		}
		fmt.Fprintf(os.Stderr, "vethlab: %v\nvethlab: %s\n", e.noEngine(refused), goesOn)
	}
	return world, refused, err
}

// tellLacking tells what the lesson needs and this machine has not.
func (e engineFlags) tellLacking(ctx context.Context, l *lessons.Lesson) {
	format := "vethlab: %s needs %s: %s; cure: %s\n"
	if e.lang == "zh" {
		format = "vethlab：%s 需要 %s：%s；解决办法：%s\n"
	}
	for _, a := range lab.Lacking(ctx, l.Needs) {
		fmt.Fprintf(os.Stderr, format, l.File, e.said(a.Name), e.said(a.Why), e.said(a.Cure))
	}
}

// noEngine says that there is no Docker Engine, and why.
func (e engineFlags) noEngine(refused error) error {
	if e.lang == "zh" {
		return fmt.Errorf("这里没有 Docker Engine：%s", e.said(refused.Error()))
	}
	return fmt.Errorf("no Docker Engine here: %w", refused)
}

// progress shows one line, in place of the last, until done is called.
func (e engineFlags) progress(w io.Writer) (show func(text string), done func()) {
	const back = "\r\x1b[K"
	shown := false
	show = func(text string) {
		shown = true
		fmt.Fprintf(w, "%s%s …", back, e.said(text))
	}
	done = func() {
		if shown {
			fmt.Fprint(w, back)
		}
	}
	return show, done
}

// noted is the lesson with words before its own that tell why it has not the engine that it should have.
func (e engineFlags) noted(l *lessons.Lesson, refused error) *lessons.Lesson {
	text := fmt.Sprintf("There is no Docker Engine here: %v. vethlab's own, built-in engine takes its place.", refused)
	if e.lang == "zh" {
		text = fmt.Sprintf("%v。本课改用 vethlab 内置的引擎。", e.noEngine(refused))
	}
	with := *l
	with.Intro = append([]lessons.Block{lessons.Paragraph{Text: lessons.Text{{Text: text}}}}, l.Intro...)
	return &with
}
