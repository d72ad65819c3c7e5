//go:build linux

package shell

import (
	"fmt"
	"strconv"

	"vethlab/lab/history"
)

// pastWord is bash's history: the interpreter has none.
const pastWord = ourMark + "history"

// past gives the command for the words of a history: at a prompt it lists the lines that were typed, or the last of them (bash(1), HISTORY).
// A script has none, and with other words it is left to who knows them.
func (b *bash) past(argv []string) []string {
	switch {
	case len(argv) > 2, len(argv) == 2 && !isCount(argv[1]):
		return argv
	case b.interactive():
		return append([]string{pastWord}, argv[1:]...)
	}
	return []string{complaint, "", "0"}
}

func isCount(word string) bool {
	n, err := strconv.Atoi(word)
	return err == nil && n >= 0
}

// listPast carries out pastWord.
func (c *command) listPast(words []string) (status int, err error) {
	lines, err := history.Read(history.File())
	if err != nil {
		fmt.Fprintf(c.stderr, "history: %v\n", err)
		return 1, nil
	}
	first := 0
	if len(words) == 1 {
		count, _ := strconv.Atoi(words[0])
		first = max(0, len(lines)-count)
	}
	for i, line := range lines[first:] {
		fmt.Fprintf(c.stdout, "%5d  %s\n", first+i+1, line)
	}
	return 0, nil
}
