package explain

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// widestWord is how wide the column of words is at most, in cells; what is longer pushes its text to the right.
const widestWord = 28

// Write writes a row for each entry: its words, and what they mean in the language, "en" or "zh". Texts go on below themselves where a row
// would be wider than a screen of that many cells; 0 is one without an end. What w refuses is left out.
func Write(w io.Writer, list []Entry, lang string, screen int) {
	column := 0
	for _, e := range list {
		column = max(column, min(widestWord, ansi.StringWidth(e.Words)))
	}
	column += 2
	for _, e := range list {
		text := e.Say(lang)
		if room := screen - column; room >= widestWord {
			text = strings.ReplaceAll(ansi.Wrap(text, room, ""), "\n", "\n"+strings.Repeat(" ", column))
		}
		fmt.Fprintf(w, "%s%s%s\n", e.Words, strings.Repeat(" ", max(2, column-ansi.StringWidth(e.Words))), text)
	}
}
