package tui

import (
	"context"
	"strings"
	"testing"

	"vethlab/lessons"
)

// TestExplain opens the box that tells what the command at hand means, before anything has run and after; in both languages and sizes.
func TestExplain(t *testing.T) {
	for _, test := range []struct {
		lang          string
		width, height int
		before, after string
		shown         string
	}{
		{"en", 80, 24, "exec test0", "LOOPBACK", "What was shown:"},
		{"zh", 120, 40, "exec test0", "LOOPBACK", "输出里的词"},
	} {
		l, err := lessons.Find("veth", test.lang)
		if err != nil {
			t.Fatal(err)
		}
		s := newScreen(t, test.lang, test.width, test.height, Options{Lesson: l, Step: 1})
		s.settle()
		closed := s.text()
		if text := s.press("e").text(); !strings.Contains(text, test.before) || strings.Contains(text, test.after) {
			t.Errorf("unexpected box before the first command: want %q and no %q:\n%s", test.before, test.after, text)
		}
		if text := s.press("esc").text(); text != closed {
			t.Errorf("unexpected screen after esc:\n%s", text)
		}
		s.press("0")
		for range 4 {
			if s.press("enter"); strings.Contains(s.text(), "LOOPBACK") {
				break
			}
		}
		if text := s.press("e").text(); !strings.Contains(text, test.shown) || !strings.Contains(text, test.after) {
			t.Errorf("unexpected box after the command: want %q:\n%s", test.after, text)
		}
	}
}

// TestExplainAnew tells nothing of what the step before showed.
func TestExplainAnew(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{}).to(4)
	s.settle()
	if len(s.m.session.entries) == 0 {
		t.Fatal("unexpected terminal: want what the steps before showed")
	}
	if text := s.press("e").text(); !strings.Contains(text, "netns test0") || strings.Contains(text, "showed:") {
		t.Errorf("unexpected box before the step's first command:\n%s", text)
	}
}

// TestExplainOwn explains the line that the learner has just typed, beside the lesson's next command, and then that alone again.
func TestExplainOwn(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{}).to(8).press(":").typed("ip -br neigh").press("enter", "esc")
	s.settle()
	if text := s.press("e").text(); !strings.Contains(text, "▶ ip -br neigh") {
		t.Errorf("unexpected box after a line of one's own:\n%s", text)
	}
	next := "┃ ▶ " + s.m.session.nextLine()
	if text := s.text(); strings.Index(text, next) < strings.Index(text, "┃ ▶ ip -br neigh") {
		t.Errorf("unexpected box after a line of one's own: want the lesson's next command behind it:\n%s", text)
	}
	s.m.session.last().status = 1
	s.press("esc")
	if text := s.press("e").text(); !strings.Contains(text, next) || strings.Index(text, next) > strings.Index(text, "┃ ▶ ip -br neigh") {
		t.Errorf("unexpected box after a slip: want the lesson's next command before it:\n%s", text)
	}
	s.press("esc", "enter")
	s.settle()
	if text := s.press("e").text(); strings.Contains(text, "▶ ip -br neigh") || !strings.Contains(text, "▶ ") {
		t.Errorf("unexpected box after the lesson's next command:\n%s", text)
	}
}

// TestMoved tells, at a lesson's prompt, what a device lost that a line moved.
func TestMoved(t *testing.T) {
	open := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		p, err := lessons.Replay(l)
		return willing{Player: p}, err
	}
	s := newScreen(t, "en", 120, 40, Options{Open: open}).to(8).press(":").typed("ip link set veth0 netns test0").press("enter")
	s.settle()
	if got, want := s.m.session.last().advice, "A device that moves loses its addresses and is switched off: give veth0 192.168.5.2/24 again in test0"; !strings.HasPrefix(got, want) {
		t.Errorf("unexpected hint: want %q, got %q", want, got)
	}
}
