// Package history keeps the lines that were typed at a prompt, from one start of the program to the next.
package history

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Limit is how many lines are given at most, the newest.
const Limit = 500

// File is where the lines are kept, $XDG_STATE_HOME/vethlab/history, by default in ~/.local/state (XDG Base Directory
// Specification); it makes the folder. Empty, and none are kept, where that cannot be made.
func File() string {
	folder := os.Getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(folder) { // the specification says to ignore a relative one
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		folder = filepath.Join(home, ".local", "state")
	}
	folder = filepath.Join(folder, "vethlab")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return ""
	}
	return filepath.Join(folder, "history")
}

// Read gives the lines of a file, the oldest first. A file that is not there, or an empty name, has none.
func Read(file string) ([]string, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	defer f.Close()
	var lines []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := strings.TrimSpace(s.Text()); line != "" {
			lines = append(lines, line)
		}
	}
	return lines[max(0, len(lines)-Limit):], nil
}

// Add puts a line at the end of a file, which others may do at the same time. With an empty name it does nothing.
func Add(file, line string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep the line in the history: %w", err)
	}
	_, err = f.WriteString(strings.ReplaceAll(line, "\n", " ") + "\n")
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("keep the line in the history: %w", err)
	}
	return nil
}
