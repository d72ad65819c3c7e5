//go:build unix

package main

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// step is one thing that is done in the terminal; it takes no longer than the patience.
type step func(t *terminal, patience time.Duration) error

// wait waits until a line of the screen holds the text; how many spaces stand between words does not matter.
func wait(text string) step {
	words := strings.Join(strings.Fields(text), " ")
	return func(t *terminal, patience time.Duration) error {
		return t.until(fmt.Sprintf("%q to appear", text), patience, func(screen string) bool {
			for line := range strings.Lines(screen) {
				if strings.Contains(strings.Join(strings.Fields(line), " "), words) {
					return true
				}
			}
			return false
		})
	}
}

// pause lets the program go on.
func pause(length time.Duration) step {
	return func(t *terminal, _ time.Duration) error {
		select {
		case <-t.ended:
		case <-time.After(length):
		}
		return nil
	}
}

// press sends what a key sends, once what came before has been drawn.
func press(bytes string) step {
	return func(t *terminal, _ time.Duration) error {
		t.settle()
		if _, err := t.file.WriteString(bytes); err != nil {
			return fmt.Errorf("press %q: %w", bytes, err)
		}
		return nil
	}
}

const keyNames = "enter, esc, tab, shift+tab, space, backspace, up, down, left, right,\nhome, end, pgup, pgdown"

// key is what a terminal sends when the key is pressed.
func key(name string) (bytes string, err error) {
	known := map[string]string{
		"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
		"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
		"home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
	}
	if bytes, ok := known[name]; ok {
		return bytes, nil
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok && len(letter) == 1 && letter >= "a" && letter <= "z" {
		return string(letter[0] & 0x1f), nil
	}
	if utf8.RuneCountInString(name) == 1 {
		return name, nil
	}
	return "", fmt.Errorf("no such key: want one character, ctrl+a to ctrl+z, or one of %s", strings.ReplaceAll(keyNames, "\n", " "))
}
