//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestOwnTurn does alone what a lesson in somebody's file asks for, which is known from a second lab: also where what is there was thrown
// away meanwhile, and with it all that ran.
func TestOwnTurn(t *testing.T) {
	needLab(t)
	file := filepath.Join(t.TempDir(), "own.md")
	if err := os.WriteFile(file, []byte(ownLesson), 0o644); err != nil {
		t.Fatal(err)
	}
	m := open(t, 120, 40, exec.Command(program(), "run", file, "--step", "2"))
	m.shows("Your turn: press :")
	m.send(":ip netns add green" + enter)
	m.shows("+ green", "type a command")
	m.send("\x1b")
	m.until("lesson without a prompt", func(s string) bool { return !strings.Contains(s, "type a command") && strings.Contains(s, "q back") })
	m.send("r" + enter) // this step again
	m.until("drawing without green", func(s string) bool { return !strings.Contains(s, "green") })
	m.send(":ip netns add blue" + enter)
	m.shows("Done: the network is what was asked for")
}

// TestExample holds that the lesson in CONTRIBUTING.md is one.
func TestExample(t *testing.T) {
	needLab(t)
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(text), "\n    ---\n")
	example, _, _ = strings.Cut(example, "\n    </details>\n")
	src := strings.ReplaceAll("    ---\n"+example+"\n    </details>\n", "\n    ", "\n")
	file := filepath.Join(t.TempDir(), "example.md")
	if err := os.WriteFile(file, []byte(strings.TrimPrefix(src, "    ")), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := play(t, "", "check", file); r.status != 0 || r.err != "" {
		t.Errorf("the example does not hold: %+v", r)
	}
}
