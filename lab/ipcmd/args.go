package ipcmd

import (
	"fmt"
	"strings"
)

// args walks over the words of a command line with the manners of iproute2's lib/utils.c.
type args struct {
	words []string
	at    int
}

// more tells whether a word is left at the cursor.
func (a *args) more() bool { return a.at < len(a.words) }

// word is the word at the cursor, empty past the end.
func (a *args) word() string {
	if !a.more() {
		return ""
	}
	return a.words[a.at]
}

// skip moves to the next word.
func (a *args) skip() { a.at++ }

// next moves to the next word, which must be there (NEXT_ARG).
func (a *args) next() (string, error) {
	a.at++
	if !a.more() {
		return "", incomplete()
	}
	return a.words[a.at], nil
}

// matches tells whether word is full or the beginning of it, as iproute2's matches() does; the empty word is none.
func matches(word, full string) bool { return word != "" && strings.HasPrefix(full, word) }

func incomplete() error {
	return &Error{Text: "Command line is not complete. Try option \"help\"\n", Status: 255}
}

func invalid(message, word string) error {
	return &Error{Text: fmt.Sprintf("Error: argument \"%s\" is wrong: %s\n", word, message), Status: 255}
}

func duplicate(key, word string) error {
	return &Error{Text: fmt.Sprintf("Error: duplicate \"%s\": \"%s\" is the second value.\n", key, word), Status: 255}
}

func garbage(key, word string) error {
	return &Error{Text: fmt.Sprintf("Error: either \"%s\" is duplicate, or \"%s\" is a garbage.\n", key, word), Status: 255}
}

func missing(key string) error {
	return &Error{Text: fmt.Sprintf("Error: argument \"%s\" is required\n", key), Status: 255}
}
