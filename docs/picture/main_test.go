//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun takes a picture of a program that asks, and holds the clear errors.
func TestRun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "picture.svg")
	ask := []string{"sh", "-c", `printf 'who?  '; read name; printf 'it is %s\n' "$name"; read stay`}
	tests := []struct {
		name  string
		flags []string
		holds string // of the picture, or of the error
		fails bool
	}{
		{"in order", []string{"-wait", "who?", "-type", "me", "-key", "enter", "-wait", "it is me"}, ">me</text>", false},
		{"ended", []string{"-key", "ctrl+c", "-wait", "it is"}, "has ended, and left on the screen:\nwho?", true},
		{"key", []string{"-key", "hyper"}, "no such key", true},
		{"size", []string{"-size", "80"}, "want columns and rows", true},
		{"file", []string{"-o", "picture.gif"}, ".svg or .png", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			flags := append([]string{"-o", file, "-patience", "20s"}, test.flags...)
			err := run(append(append(flags, "--"), ask...))
			if test.fails {
				if err == nil || !strings.Contains(err.Error(), test.holds) {
					t.Errorf("unexpected error: want %q, got %v", test.holds, err)
				}
				return
			}
			picture, missing := os.ReadFile(file)
			if err != nil || missing != nil || !strings.Contains(string(picture), test.holds) {
				t.Errorf("unexpected picture: want %q, got %v, %v\n%s", test.holds, err, missing, picture)
			}
		})
	}
	if err := run([]string{"-o", file, "--"}); err == nil || !strings.Contains(err.Error(), "want a command") {
		t.Errorf("unexpected error without a command: %v", err)
	}
	if err := run([]string{"-o", file, "--", "/no/such/program"}); err == nil || !strings.Contains(err.Error(), "/no/such/program") {
		t.Errorf("unexpected error of a command that is not there: %v", err)
	}
}
