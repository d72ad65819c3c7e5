//go:build linux

package shell

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/ergochat/readline"
	"golang.org/x/term"

	"vethlab/lab/explain"
)

// usageKey is ctrl+o, which tells what may stand in the command at the cursor.
const usageKey = 'o' & 0x1f

// helper helps the one who types at the prompt: it completes, colours, and tells the usage of a command.
type helper struct {
	ctx   context.Context
	shell *Shell
	words explain.Words
	edit  *readline.Instance
	line  string // as it stood after the last key, and the byte of it where the cursor was
	at    int

	searching bool   // in the history
	typed     *typed // before that, nil where it stays behind

	entered string       // what runs
	before  explain.Held // of a line that may move a device: what the lab held when it was entered
	meant   string       // the line that it may have been meant to be, empty for none: tab writes it
}

// typed is a line, and the letter of it where the cursor was.
type typed struct {
	line []rune
	at   int
}

// held is what the lab holds. It is read from the kernel when it is asked for; what cannot be read is not offered.
func (h *helper) held() explain.Held {
	t, _ := h.shell.config.Kernel.Topology(h.ctx)
	return explain.Held{
		Topology: t, Here: h.shell.Namespace(), Files: h.files, Variable: h.variable, Program: h.shell.Runs, Networks: h.shell.config.Networks,
	}
}

// variable is the value of one of the shell's; empty for none, and for an array.
func (h *helper) variable(name string) string { return h.shell.top().runner.Vars[name].Str }

// files are the names that begin with a prefix, seen from where the shell stands; hidden ones for who types the dot.
func (h *helper) files(prefix string) []string {
	folder, begun := filepath.Split(prefix)
	b := h.shell.top()
	// What cannot be read is not offered.
	entries, _ := b.readDir(h.ctx, inDir(b.runner.Dir, cmp.Or(folder, ".")))
	var list []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, begun) || begun == "" && name[0] == '.' {
			continue
		}
		if e.IsDir() {
			name += "/"
		}
		list = append(list, folder+name)
	}
	return list
}

// Do gives the ends of the words that may stand at the cursor (readline.AutoCompleter).
func (h *helper) Do(line []rune, pos int) (ends [][]rune, length int) {
	if len(line) == 0 && h.meant != "" {
		return [][]rune{[]rune(h.meant)}, 0
	}
	before := string(line[:pos])
	c := h.words.Complete(before, len(before), h.held(), h.language())
	typed := []rune(before[c.From:])
	for _, candidate := range c.Candidates {
		word := []rune(candidate.Whole())
		if len(word) < len(typed) || !slices.Equal(word[:len(typed)], typed) {
			continue // what is quoted stays as it is
		}
		ends = append(ends, word[len(typed):])
	}
	return ends, len(typed)
}

// paint colours the line, and underlines what will be refused; a part of it stays as it is.
func (h *helper) paint(line []rune, pos int) []rune {
	if string(line) != h.line {
		return line
	}
	text := string(line)
	held := explain.Held{Program: h.shell.Runs}
	look := style
	if os.Getenv("NO_COLOR") != "" {
		look = styleWithoutColour
	}
	marks := h.words.Marks(text, len(string(line[:min(pos, len(line))])), held)
	slices.SortFunc(marks, func(a, b explain.Mark) int { return a.From - b.From })
	var b strings.Builder
	done := 0
	for _, m := range marks {
		b.WriteString(text[done:m.From])
		b.WriteString(look(m.Role) + text[m.From:m.To] + "\x1b[m")
		done = m.To
	}
	b.WriteString(text[done:])
	return []rune(b.String())
}

// style is how a word looks, in the terminal's own colours (console_codes(4), ECMA-48 SGR).
func style(r explain.Role) string {
	switch r {
	case explain.Program:
		return "\x1b[1m"
	case explain.Keyword:
		return "\x1b[36m"
	case explain.Value:
		return "\x1b[32m"
	case explain.Operator:
		return "\x1b[2m"
	case explain.Wrong:
		return "\x1b[4;31m"
	}
	return "\x1b[m"
}

// styleWithoutColour marks only what is wrong.
func styleWithoutColour(r explain.Role) string {
	if r == explain.Wrong {
		return "\x1b[4m"
	}
	return ""
}

// listen keeps the line, and has it drawn anew after each key: readline itself writes only the letter that was added. While the
// history is searched it has just drawn it, and what is searched for under it, which would go.
func (h *helper) listen(line []rune, pos int, key rune) (changed []rune, at int, ok bool) {
	if key == readline.CharBell && h.typed != nil {
		line, pos = h.typed.line, h.typed.at
		h.typed = nil
	}
	h.line, h.at = string(line), len(string(line[:min(pos, len(line))]))
	return line, pos, len(line) > 0 && !h.searching
}

// deleteWord stands for Alt-d, a letter of nobody's (Unicode's private use) until filter sees it.
const deleteWord = '\uE000'

// filter takes the key that asks for the usage, and drops Ctrl-Z: readline would stop this process, the first of its pid
// namespace, which the kernel does not stop and nobody lets go on.
func (h *helper) filter(r rune) (rune, bool) {
	searched := h.searching
	switch r {
	case readline.CharBckSearch, readline.CharFwdSearch:
		h.searching = true
		if !searched {
			h.typed = &typed{[]rune(h.line), len([]rune(h.line[:h.at]))}
		}
	case readline.CharBell:
		h.searching = false
	case readline.CharBackspace, readline.CharCtrlH:
	default:
		h.searching = searched && r >= ' '
		if !h.searching {
			h.typed = nil
		}
	}
	if searched && !h.searching {
		// What is searched for would stay on the screen.
		h.edit.Refresh()
	}
	switch r {
	case usageKey:
		fmt.Fprint(h.edit.Stdout(), h.usage())
		return r, false
	case readline.CharCtrlZ:
		return r, false
	case deleteWord:
		return readline.MetaDelete, true
	}
	return r, true
}

// usage is all that may stand in the command at the cursor, and what its words mean; the names of commands where none is known there.
func (h *helper) usage() string {
	c := h.words.Complete(h.line, h.at, explain.Held{}, h.language())
	list := append([]string{c.Command}, bracketed(c.Forms)...)
	if c.Command == "" {
		list = nil
		for _, candidate := range h.words.Complete("", 0, explain.Held{}, h.language()).Candidates {
			list = append(list, candidate.Word)
		}
	}
	var b strings.Builder
	for _, e := range h.words.Command(strings.Fields(c.Command), h.language()) {
		fmt.Fprintf(&b, "%s: %s\n", e.Words, e.Text)
	}
	width, line := h.shell.width(), 0
	for i, word := range list {
		switch n := ansi.StringWidth(word); {
		case i == 0:
			line += n
		case line+1+n > width:
			b.WriteString("\n    ")
			line = 4 + n
		default:
			b.WriteByte(' ')
			line += 1 + n
		}
		b.WriteString(word)
	}
	return b.String() + "\n"
}

// lang is the language of what is said beside the programs.
func (s *Shell) lang() string { return cmp.Or(s.config.Lang, "en") }

// width is that of the terminal, in columns.
func (s *Shell) width() int {
	width, _, err := term.GetSize(int(s.stdin.Fd()))
	if err != nil {
		return usualWidth
	}
	return width
}

// usualWidth is that of a terminal that does not tell its own.
const usualWidth = 80

// bracketed are the forms as a usage writes what may be left out.
func bracketed(forms []string) []string {
	list := make([]string, len(forms))
	for i, f := range forms {
		list[i] = "[" + f + "]"
		if strings.HasPrefix(f, "<") {
			list[i] = strings.Trim(f, "<>")
		}
	}
	return list
}

func (h *helper) language() string { return h.shell.lang() }

// arrow sets advice apart.
const arrow = "→ "

// advise tells, after an error, what it means, or else what a line that went well may not have meant: on standard error, set apart
// by an arrow.
func (h *helper) advise(w *witness, status int) {
	var advice string
	h.meant = ""
	// What is wrong in the help must not end the lab, and all that was built in it.
	defer func() { _ = recover() }()
	switch {
	case status != 0:
		said := w.take()
		if strings.Contains(said, "\x1b[2m"+arrow) || strings.Contains(said, "\n"+arrow) {
			return // a prompt inside a container has told it already
		}
		advice = h.words.Advice(h.entered, said, h.held(), h.language())
	default:
		advice = h.words.Hint(h.entered, h.before, h.language())
	}
	if advice == "" {
		return
	}
	if h.meant = explain.Meant(advice, h.language()); h.meant != "" {
		advice += map[string]string{"en": " tab writes it.", "zh": "按 tab 写入。"}[h.language()]
	}
	before, after := "\x1b[2m", "\x1b[m"
	if os.Getenv("NO_COLOR") != "" {
		before, after = "", ""
	}
	fmt.Fprintf(h.edit.Stderr(), "%s%s%s\n", before, ansi.Wrap(arrow+advice, h.shell.width(), ""), after)
}
