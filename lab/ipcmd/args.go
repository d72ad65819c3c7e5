package ipcmd

import (
	"fmt"
	"strconv"
	"strings"
)

// args walks over the words of a command line with the manners of iproute2's lib/utils.c.
type args struct {
	words []string
	at    int
	names Names     // nil where nothing is looked up
	own   *ownNames // of the machine, nil for none
	verb  Verb      // what follows the object, written out
	// foreign tells that something was said that only the machine's own tool understands, and what is its name: `type "geneve"`.
	foreign bool
	what    string
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

// rest are the words from the cursor on.
func (a *args) rest() []string { return a.words[min(a.at, len(a.words)):] }

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

// nonempty is as next, for a value of which an empty one would mean here that none was given: what it means to iproute2 that says itself.
func (a *args) nonempty() (string, error) {
	word, err := a.next()
	if err == nil && word == "" {
		err = a.leave()
	}
	return word, err
}

// leave leaves the command to the machine's own tool, for the word at the cursor.
func (a *args) leave() error {
	if word := a.word(); strings.HasPrefix(word, "-") {
		return a.leaveFor(word)
	}
	return a.leaveFor(strconv.Quote(a.word()))
}

// leaveFor is as leave, for what has that name.
func (a *args) leaveFor(what string) error {
	if !a.foreign {
		a.foreign, a.what = true, what
	}
	return nil
}

// matches tells whether word is full or the beginning of it, as iproute2's matches() does; the empty word is none.
func matches(word, full string) bool { return word != "" && strings.HasPrefix(full, word) }

// refuse is an [*Error] with that status and text.
func refuse(status int, format string, v ...any) error {
	return &Error{Text: fmt.Sprintf(format, v...), Status: status}
}

// quote writes a word so that a shell reads it back as one.
func quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:,@%+=", r)
	}
	if word != "" && strings.TrimLeftFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

func quoteAll(words []string) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = quote(w)
	}
	return list
}

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

// isColor tells whether a flag is -color or its beginning, with or without a value (lib/color.c, matches_color).
func isColor(option string) bool {
	name, value, _ := strings.Cut(option, "=")
	return matches(name, "-color") && (value == "" || value == "always" || value == "auto" || value == "never")
}
