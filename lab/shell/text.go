//go:build linux

package shell

import (
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// The interpreter reads the text of an eval, or of a trap, by itself. So it is given the text of what was prepared.

// eval gives the words of an eval as the interpreter is to carry it out.
func (b *bash) eval(argv []string) []string {
	text, failed := b.preparedText("eval:", strings.Join(argv[1:], " "), func(script *syntax.File) { leaveLists(script) })
	if failed != nil {
		return failed
	}
	// What is within an eval counts its lines from that one on.
	return []string{"eval", strings.Repeat("\n", max(0, int(b.line.Load())-1)) + text}
}

// trap carries out the words of a trap, and gives the command that is left for the interpreter.
func (b *bash) trap(argv []string) []string {
	words := unmarked(argv)
	subshell := len(words) < len(argv)
	left := b.traps.set(words, subshell)
	switch {
	case left[0] != "trap" || len(left) < 3:
		return left
	case left[1] == "-" && subshell:
		return trapSubshell(left)
	case left[1] == "-":
		return left
	}
	if !subshell && slices.Contains(left[2:], "ERR") {
		return b.trapErrors(left)
	}
	text, failed := b.preparedText("trap:", left[1], func(script *syntax.File) {
		if !subshell && slices.Contains(left[2:], "EXIT") {
			markExits(script, word(endMark))
		}
	})
	if failed != nil {
		return failed
	}
	left[1] = text
	if subshell {
		return trapSubshell(left)
	}
	return left
}

// preparedText is a script as text, prepared; first is what is done with it before. Where that changes nothing it stays as it was written, each
// command on its line. failed is the command that says why it cannot be prepared.
func (b *bash) preparedText(what, text string, first func(*syntax.File)) (prepared string, failed []string) {
	script, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		line, words := syntaxFault(err, text)
		line += uint(max(1, b.line.Load())) - 1
		if !b.numbers {
			return "", []string{usage, b.prefix() + " " + words[0]}
		}
		return "", syntaxComplaint(b.name+": "+what, line, words)
	}
	before := textOfScript(script)
	first(script)
	if _, beyond := b.prepareAll(script.Stmts, ""); beyond != "" {
		return "", []string{complaint, notBuiltIn(beyond), strconv.Itoa(syntaxErrorStatus)}
	}
	if prepared = textOfScript(script); prepared == before {
		return text, nil
	}
	return prepared, nil
}

// textOfScript is a script as text: in one line where the printer is able to; it forgets the ; behind some an esac.
func textOfScript(script *syntax.File) string {
	print := func(options ...syntax.PrinterOption) string {
		var b strings.Builder
		// What cannot be printed is a script of nothing, and the parser has read it.
		_ = syntax.NewPrinter(options...).Print(&b, script)
		return b.String()
	}
	if len(script.Stmts) > 0 && script.Stmts[0].Pos().Line() == script.Stmts[len(script.Stmts)-1].End().Line() {
		line := print(syntax.SingleLine(true))
		if _, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(line), ""); err == nil {
			return line
		}
	}
	return print()
}
