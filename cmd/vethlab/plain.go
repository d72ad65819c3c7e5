package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/probe"
	"vethlab/lessons"
	"vethlab/tui/diagram"
)

// plainWidth is the width to which running text is wrapped without a screen.
const plainWidth = 78

// plain plays a lesson as linear text, for pipes and screen readers: no boxes, states in words.
type plain struct {
	*settings
	w      io.Writer
	lesson *lessons.Lesson
	player lessons.Player
	words  plainWords
	failed bool
}

// plainWords are the words of the linear form in one language.
type plainWords struct {
	about, step, ask, right, wrong, hint, solution, network, status, mismatch, recording string
	steps, minutes, colon                                                                string
	outcomes                                                                             map[probe.Outcome]string
	diagram                                                                              diagram.Words
}

func plainWordsIn(lang string) plainWords {
	if lang == "zh" {
		return plainWords{
			about: "共 %s，约 %s", steps: "%d 步", minutes: "%d 分钟", step: "第 %d 步，共 %d 步：%s", ask: "预测：", right: "（对）", wrong: "（不对）",
			hint: "提示：", solution: "答案：", network: "现在的网络：", status: "（退出状态 %d）",
			colon: "：",
			outcomes: map[probe.Outcome]string{
				probe.Answered: "有回应", probe.NoAnswer: "没有回应", probe.Unreachable: "没有回应", probe.NotSent: "没有发出", "": "录像中不测量",
			},
			mismatch: "与课文不符：", recording: "这是一份录像：这台机器上什么也没有发生。", diagram: diagram.Chinese(),
		}
	}
	return plainWords{
		about: "%s, about %s", steps: "%d steps", minutes: "%d minutes", step: "Step %d of %d: %s", ask: "Predict: ", right: " (right)", wrong: " (wrong)",
		hint: "Hint: ", solution: "The solution:", network: "The network now:", status: "(exit status %d)",
		colon: ": ",
		outcomes: map[probe.Outcome]string{
			probe.Answered: "answered", probe.NoAnswer: "no answer", probe.Unreachable: "no answer", probe.NotSent: "not sent", "": "not measured in a recording",
		},
		mismatch: "This is not what the lesson says:", recording: "This is a recording: nothing of it happens on this machine.",
		diagram: diagram.English(),
	}
}

// play plays from step number from (0 is the first) to the end. It tells whether all did what the lesson says.
func (p *plain) play(ctx context.Context, from int) (ok bool, err error) {
	steps, minutes := p.count(p.words.steps, len(p.lesson.Steps)), p.count(p.words.minutes, p.lesson.Minutes)
	fmt.Fprintf(p.w, "%s\n%s\n", p.lesson.Title, fmt.Sprintf(p.words.about, steps, minutes))
	if from == 0 {
		if err := p.blocks(ctx, 0, p.lesson.Intro); err != nil {
			return false, err
		}
	} else if _, err := p.player.Seek(ctx, from); err != nil {
		return false, err
	}
	for i := from; i < len(p.lesson.Steps); i++ {
		step := p.lesson.Steps[i]
		fmt.Fprintf(p.w, "\n%s\n\n", fmt.Sprintf(p.words.step, i+1, len(p.lesson.Steps), step.Title))
		if err := p.blocks(ctx, i, step.Blocks); err != nil {
			return false, err
		}
		if len(step.Commands()) > 0 {
			p.network()
		}
		if err := p.pings(ctx, step.Pings); err != nil {
			return false, err
		}
	}
	return !p.failed, nil
}

func (p *plain) blocks(ctx context.Context, step int, blocks []lessons.Block) error {
	command := 0
	for _, b := range blocks {
		switch b := b.(type) {
		case lessons.Paragraph:
			p.paragraph(b)
		case lessons.Hint:
			fmt.Fprintf(p.w, "%s\n\n", wrap(p.words.hint+b.Text.String()))
		case lessons.Question:
			p.question(b)
		case lessons.Console:
			if b.Solution {
				fmt.Fprintf(p.w, "%s\n\n", p.words.solution)
			}
			for _, c := range b.Commands {
				if err := p.command(ctx, step, command, c); err != nil {
					return err
				}
				command++
			}
			fmt.Fprintln(p.w)
		}
	}
	return nil
}

// count is so many of something: English has another word for one.
func (p *plain) count(format string, n int) string {
	text := fmt.Sprintf(format, n)
	if n == 1 {
		text = strings.TrimSuffix(text, "s")
	}
	return text
}

// pings measures each once, all at the same time, and tells what came of it.
func (p *plain) pings(ctx context.Context, list []lessons.Ping) error {
	outcomes, errs := make([]probe.Outcome, len(list)), make([]error, len(list))
	var measuring sync.WaitGroup
	for i, ping := range list {
		measuring.Go(func() {
			once, stop := context.WithCancel(ctx)
			defer stop()
			err := p.player.Ping(once, ping, func(r probe.Reply) {
				if once.Err() == nil {
					outcomes[i] = r.Outcome
				}
				stop()
			})
			if !errors.Is(err, lessons.ErrRecording) {
				errs[i] = err
			}
		})
	}
	measuring.Wait()
	for i, ping := range list {
		fmt.Fprintf(p.w, "Ping%s%s → %s%s%s\n", p.words.colon, ping.From, ping.To, p.words.colon, p.words.outcomes[outcomes[i]])
	}
	return errors.Join(errs...)
}

// network tells what stands now, a paragraph for each namespace.
func (p *plain) network() {
	fmt.Fprintln(p.w, p.words.network)
	for line := range strings.Lines(diagram.Text(p.player.Topology(), p.words.diagram)) {
		wrapped := ansi.Wrap(strings.TrimSuffix(line, "\n"), plainWidth-4, "")
		fmt.Fprintf(p.w, "  %s\n", strings.ReplaceAll(wrapped, "\n", "\n    "))
	}
}

func (p *plain) paragraph(b lessons.Paragraph) {
	text := b.Text.String()
	if b.Bullet != "" {
		text = "  " + b.Bullet + " " + text
	}
	fmt.Fprintf(p.w, "%s\n\n", wrap(text))
}

func (p *plain) question(q lessons.Question) {
	fmt.Fprintln(p.w, wrap(p.words.ask+q.Ask.String()))
	for i, o := range q.Options {
		verdict := p.words.wrong
		if o.Right {
			verdict = p.words.right
		}
		fmt.Fprintln(p.w, wrap(fmt.Sprintf("  %d. %s%s", i+1, o.Text.String(), verdict)))
	}
	fmt.Fprintln(p.w)
}

func (p *plain) command(ctx context.Context, step, number int, c lessons.Command) error {
	prompt := "$"
	if ns := p.player.Namespace(); ns != "host" {
		prompt = ns + " $"
	}
	fmt.Fprintf(p.w, "%s %s\n", prompt, c.Transcript())
	r, err := p.player.Run(ctx, step, number, p.w)
	if err != nil {
		return err
	}
	if r.Status != 0 {
		fmt.Fprintf(p.w, p.words.status+"\n", r.Status)
	}
	if mismatch := lessons.Verify(c, r); mismatch != "" {
		p.failed = true
		fmt.Fprintf(p.w, "%s\n%s", p.words.mismatch, indent(p.saidOf(mismatch)))
	}
	return nil
}

func wrap(s string) string { return ansi.Wrap(s, plainWidth, "") }

func indent(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n  ") + "\n"
}
