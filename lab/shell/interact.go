//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/ergochat/readline"
	"mvdan.cc/sh/v3/syntax"

	"vethlab/lab/explain"
	"vethlab/lab/history"
)

// Interact reads lines from a terminal, the Config's Stdin, with line editing and history, and runs them until the shell
// is left; the status is then that of the last command, or of exit. Ctrl-C ends the command that runs, Ctrl-D leaves
// the shell where one stands.
func (s *Shell) Interact(ctx context.Context) (status int, err error) {
	defer s.keys()()
	s.prompting = true
	words, err := explain.Read()
	if err != nil {
		return 1, err
	}
	h := &helper{ctx: ctx, shell: s, words: words.With(Databases(io.Discard))}
	asked := &answers{Writer: s.config.Stdout, quiet: h.quiet, pages: map[string]string{
		"en": "-- more: tab, then k and j --", "zh": "-- 还有：先按 tab，再按 k、j 翻页 --",
	}[s.lang()]}
	edit, err := readline.NewFromConfig(&readline.Config{
		Stdin: &strokes{terminal: s.stdin, alone: h.escapes, answers: asked}, Stdout: asked, Stderr: s.config.Stderr, HistoryFile: history.File(),
		DisableAutoSaveHistory: true, // it would keep each line of a command by itself
		AutoComplete:           h, Painter: h.paint, Listener: h.listen, FuncFilterInputRune: h.filter,
	})
	if err != nil {
		return 1, fmt.Errorf("open the line editor: %w", err)
	}
	h.edit = edit
	if s.config.Greet {
		fmt.Fprintln(s.config.Stdout, ansi.Wrap(greeting(s.lang()), s.width(), ""))
	}
	w := s.witness()
	stop := context.AfterFunc(ctx, func() { edit.Close() })
	defer func() {
		if stop() {
			edit.Close()
		}
	}()
	defer s.refuseStops()()
	for !s.exited {
		s.top().jobs.report(s.config.Stderr)
		statements, err := s.ask(edit, h)
		// What an earlier line said, or one in the background, is not this line's.
		w.take()
		switch {
		case ctx.Err() != nil:
			return status, ctx.Err()
		case errors.Is(err, io.EOF):
			fmt.Fprintln(s.config.Stdout, "exit")
			s.top().finish(ctx, status)
			s.leave(ctx, status)
		case errors.Is(err, readline.ErrInterrupt):
			status = interrupted
			s.top().setStatus(ctx, status)
		case err != nil:
			status = s.top().syntaxError(s.config.Stderr, err, h.entered)
			s.top().setStatus(ctx, status)
			h.advise(w, status)
		default:
			if status, err = s.interruptible(ctx, statements, status); err != nil {
				return status, err
			}
			h.advise(w, status)
		}
	}
	return status, nil
}

// ask reads a line, and more of them while the command is not whole.
func (s *Shell) ask(edit *readline.Instance, h *helper) ([]*syntax.Stmt, error) {
	edit.SetPrompt(s.Prompt())
	for text := ""; ; edit.SetPrompt("> ") {
		line, err := edit.ReadLine()
		// Nothing is kept: the arrows begin at the newest line again. Of an error of the file nobody needs to hear.
		_ = edit.SaveToHistory("")
		if errors.Is(err, io.EOF) && text != "" {
			// It ends the command that is not whole, and not the shell.
			fmt.Fprintln(s.config.Stdout)
			if _, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), ""); err != nil {
				return nil, err
			}
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		text += line + "\n"
		h.entered = text
		if !history.Whole(text) {
			continue
		}
		for _, entry := range history.Entries(text) {
			_ = edit.SaveToHistory(entry)
		}
		file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
		if err != nil {
			return nil, err
		}
		if h.before = (explain.Held{}); strings.Contains(text, "netns") {
			h.before = h.held()
		}
		return file.Stmts, nil
	}
}

// interruptible runs statements until their end or Ctrl-C.
func (s *Shell) interruptible(ctx context.Context, statements []*syntax.Stmt, last int) (status int, err error) {
	caught, release := s.interruptions(ctx)
	defer release()
	both, stop := s.during(caught)
	defer stop()
	status = last
	for _, st := range statements {
		status, err = s.one(both, st, s.config.Stdout, s.config.Stderr)
		switch {
		case ctx.Err() != nil:
			return status, ctx.Err()
		case caught.Err() != nil:
			fmt.Fprintln(s.config.Stdout)
			return interrupted, nil
		case err != nil || s.exited || s.top().dropped:
			return status, err
		}
	}
	return status, nil
}
