package tui

import (
	"context"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/probe"
	"vethlab/lab/topo"
	"vethlab/lessons"
	"vethlab/tui/theme"
)

// TestPingsWhenDue holds that nothing is measured, and no row for it shown, before the step has pinged.
func TestPingsWhenDue(t *testing.T) {
	const row = "host → 192.168.5.3"
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		s := newScreen(t, "en", size[0], size[1], Options{Open: openBroken}).to(8)
		if text := s.text(); strings.Contains(text, row) || len(s.m.session.watches) > 0 {
			t.Errorf("%v: a ping is measured before there was one:\n%s", size, text)
		}
		s.press(":").typed("ip link").press("enter")
		if text := s.text(); strings.Contains(text, row) {
			t.Errorf("%v: a ping is measured after another command:\n%s", size, text)
		}
		s.typed("echo ping 192.168.5.3").press("enter", "esc")
		if text := s.text(); !strings.Contains(text, row) {
			t.Errorf("%v: there is no row though the learner has pinged:\n%s", size, text)
		}
		s = newScreen(t, "en", size[0], size[1], Options{Open: openBroken}).to(8).press("enter")
		if text := s.text(); !strings.Contains(text, row) {
			t.Errorf("%v: there is no row though the lesson has pinged:\n%s", size, text)
		}
		if text := s.press("p").text(); strings.Contains(text, row) {
			t.Errorf("%v: a row of another step is shown:\n%s", size, text)
		}
		if text := s.press("n").text(); !strings.Contains(text, row) {
			t.Errorf("%v: there is no row though the step had pinged:\n%s", size, text)
		}
	}
}

// TestPingsWhenDone measures in a step that the learner did alone without a ping.
func TestPingsWhenDone(t *testing.T) {
	open := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		p, err := lessons.Replay(l)
		if err != nil {
			return nil, err
		}
		recording, err := lessons.Recorded(l)
		if err != nil {
			return nil, err
		}
		before, _ := recording.Goal(11)
		return managing{p, &before}, nil
	}
	const row = "red → 10.1.1.2"
	s := newScreen(t, "en", 120, 40, Options{Open: open}).to(12).press(":").typed("not yet").press("enter")
	if text := s.text(); strings.Contains(text, row) {
		t.Errorf("a ping is measured before the step is done:\n%s", text)
	}
	if text := s.typed("do it").press("enter").text(); !strings.Contains(text, row) {
		t.Errorf("there is no row though the step is done:\n%s", text)
	}
}

// TestPingsAtOnce measures at once where no command of the step pings.
func TestPingsAtOnce(t *testing.T) {
	l, err := lessons.Find("veth", "en")
	if err != nil {
		t.Fatal(err)
	}
	with := *l
	with.Steps = append([]lessons.Step{}, l.Steps...)
	with.Steps[0].Pings = l.Steps[7].Pings
	s := newScreen(t, "en", 120, 40, Options{Lesson: &with, Open: func(context.Context, *lessons.Lesson) (lessons.Player, error) {
		p, err := lessons.Replay(&with)
		return broken{p}, err
	}})
	s.settle()
	if text := s.text(); !strings.Contains(text, topo.HostName+" → 192.168.5.3") {
		t.Errorf("there is no row:\n%s", text)
	}
}

// TestNoLossOfUnsent tells no loss beside an echo that could not be sent.
func TestNoLossOfUnsent(t *testing.T) {
	w := &watch{}
	line := func() string {
		return ansi.Strip(w.line(wordsIn("en"), func(text string) string { return text }, theme.New(theme.Terminal{}), 4, 80, quiet))
	}
	w.add(probe.Reply{Outcome: probe.Answered, RTT: quiet})
	if text := line(); !strings.Contains(text, "loss 0 %") {
		t.Errorf("unexpected row after an answer: %s", text)
	}
	w.add(probe.Reply{Outcome: probe.NotSent, Reason: "Network is unreachable"})
	if text := line(); strings.Contains(text, "loss") || !strings.Contains(text, "not sent (Network is unreachable)") {
		t.Errorf("unexpected row after an echo that was not sent: %s", text)
	}
}
