package tui

import (
	"strings"
	"testing"
)

// TestQuitWhileRunning asks before a key that may be the beginning of a command ends what runs.
func TestQuitWhileRunning(t *testing.T) {
	for lang, w := range map[string]words{"en": english(), "zh": chinese()} {
		s := newScreen(t, lang, 80, 24, Options{Open: openWilling(false)}).to(4).press("0")
		s.m.Update(keyOf("enter"))
		if text := s.text(); !strings.Contains(text, ": "+w.keys.promptLong) {
			t.Errorf("%s: it is not told how to type while something runs:\n%s", lang, text)
		}
		s.m.Update(keyOf("q"))
		if text := s.text(); s.m.mode != leaveMode || !strings.Contains(text, w.askRunning) {
			t.Fatalf("%s: q leaves what runs unasked:\n%s", lang, text)
		}
		if s.m.Update(keyOf("esc")); s.m.mode != lessonMode || s.m.session == nil {
			t.Errorf("%s: esc does not stay", lang)
		}
		s.settle()
		if s.press("q"); s.m.session != nil {
			t.Errorf("%s: q does not leave once nothing runs:\n%s", lang, s.text())
		}
	}
}

// TestLeaveAfterLooking leaves at once where nothing was built, and asks where something may have been.
func TestLeaveAfterLooking(t *testing.T) {
	for line, asks := range map[string]bool{
		"ip addr": false, "ip -n test0 route show": false, "ip netns exec test0 ip -br link": false, "docker ps": false, "nft list ruleset": false,
		"ip link add dummy0 type dummy": true, "ip addr > file": true, "ip -batch file": true, "ip netns exec test0 bash": true, "x=1": true,
		"nft -f list": true, "docker run -d alpine": true,
	} {
		if onlyShows(line) == asks {
			t.Errorf("unexpected judgement of %q", line)
		}
	}
	s := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).to(4).press(":").typed("ip addr").press("enter", "esc", "q")
	if s.m.session != nil {
		t.Errorf("it is asked though nothing was built:\n%s", s.text())
	}
}

// TestPromptFromBox opens the prompt from a box that asks, as its key does without.
func TestPromptFromBox(t *testing.T) {
	for _, key := range []string{"q", "r"} {
		s := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).to(4).press(":").typed("true").press("enter", "esc", key)
		if s.typed(":ip"); s.m.mode != promptMode || s.line() != "ip|" {
			t.Errorf("the prompt is not open after %s:\n%s", key, s.text())
		}
	}
}

// TestKeptLine says that escape keeps a line that is not whole, and how a long output is read at the prompt.
func TestKeptLine(t *testing.T) {
	for lang, w := range map[string]words{"en": english(), "zh": chinese()} {
		s := newScreen(t, lang, 80, 24, Options{Open: openBroken}).press("enter", ":").typed("ip netns ad").press("esc")
		if text := s.text(); !strings.Contains(text, w.lineKept) {
			t.Errorf("%s: it is not told that the line is kept:\n%s", lang, text)
		}
		s.press(":", "ctrl+c").typed("endless").press("enter")
		text := s.text()
		if !strings.Contains(text, w.readBack) {
			t.Errorf("%s: it is not told how to read back:\n%s", lang, text)
		}
		at := s.m.scroll[terminalPane]
		if s.press("pgup"); s.m.scroll[terminalPane] >= at || s.m.mode != promptMode {
			t.Errorf("%s: pgup does not read back", lang)
		}
		if s.press("pgdown"); s.text() != text {
			t.Errorf("%s: pgdn does not read on:\n%s", lang, s.text())
		}
	}
}

// TestAfresh begins a step again whose solution was shown: it is as it was.
func TestAfresh(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{}).to(12)
	// Where things stand in the drawing may differ.
	told := func() string {
		lesson, _, _ := strings.Cut(s.text(), "─ Network ─")
		return lesson
	}
	before := told()
	s.press("i", "s")
	if !strings.Contains(s.text(), "◉") {
		t.Errorf("the step is not done:\n%s", s.text())
	}
	s.press("r", "enter")
	if text := told(); text != before {
		t.Errorf("the step is not as fresh:\n%s\nwant:\n%s", text, before)
	}
}
