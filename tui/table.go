package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// shown is what a program printed as rows of a width. A table, whose columns are tabs apart, is broken between the same two columns in
// each of its lines; what else is too long is folded.
func shown(output string, width int) []string {
	lines := bare(output)
	var rows []string
	for len(lines) > 0 {
		n := tableAt(lines)
		part := expanded(lines[:max(n, 1)])
		if at := breakOf(part, width); n > 0 && at > 0 {
			part = brokenAt(part, at)
		}
		rows, lines = append(rows, folded(part, width)...), lines[max(n, 1):]
	}
	return rows
}

// tableAt is how many lines the table has that they begin with; 0 for none. Tabs at the beginning of a line alone indent it, unless the
// columns before are empty.
func tableAt(lines []string) int {
	if !strings.Contains(strings.TrimLeft(lines[0], "\t"), "\t") {
		return 0
	}
	end := slices.IndexFunc(lines, func(l string) bool { return !strings.Contains(l, "\t") })
	if end < 0 {
		return len(lines)
	}
	return end
}

// tabStop is how many cells tabs are apart.
const tabStop = 8

// breakOf is the last cell at which a column begins in each line of a table that is too wide; 0 where it is not, or has no such.
func breakOf(lines []string, width int) int {
	if !slices.ContainsFunc(lines, func(l string) bool { return ansi.StringWidth(l) > width }) {
		return 0
	}
	for at := width / tabStop * tabStop; at > width/3; at -= tabStop {
		torn, begins := false, false
		for _, l := range lines {
			head := ansi.Truncate(l, at, "")
			rest := l[len(head):]
			torn = torn || rest != "" && (ansi.StringWidth(head) < at || !strings.HasSuffix(head, " "))
			begins = begins || rest != "" && rest[0] != ' '
		}
		if begins && !torn {
			return at
		}
	}
	return 0
}

// brokenAt puts what of each line stands from a cell on beneath it, indented.
func brokenAt(lines []string, at int) []string {
	const indent = "      "
	var rows []string
	for _, l := range lines {
		head := ansi.Truncate(l, at, "")
		rest := l[len(head):]
		if head = strings.TrimRight(head, " "); head != "" || rest == "" {
			rows = append(rows, head)
		}
		if rest != "" {
			rows = append(rows, indent+rest)
		}
	}
	return rows
}
