package history

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// Whole tells whether bash would run a text that was typed, and not wait for more lines of it. What is wrong it would refuse: that
// is whole.
func Whole(text string) bool {
	line := strings.TrimSuffix(text, "\n")
	if (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1 {
		return false
	}
	_, err := parse(line + "\n")
	return !syntax.IsIncomplete(err)
}

// Entries are the lines as which a text that was typed is kept: one, with `;` where a line ended, as bash does. What cannot be put
// into one line, as a here-document, stays as it was typed.
func Entries(text string) []string {
	one := strings.TrimSpace(text)
	if strings.Contains(one, "\n") {
		var b strings.Builder
		file, err := parse(one + "\n")
		if err == nil {
			err = syntax.NewPrinter(syntax.SingleLine(true)).Print(&b, file)
		}
		if printed := strings.TrimSpace(b.String()); err == nil && !strings.Contains(printed, "\n") {
			one = printed
		}
	}
	var entries []string
	for line := range strings.SplitSeq(one, "\n") {
		if strings.TrimSpace(line) != "" {
			entries = append(entries, line)
		}
	}
	return entries
}

func parse(text string) (*syntax.File, error) {
	return syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
}
