package tui

import (
	"context"
	"io"
	"strings"
	"testing"

	"vethlab/lab/topo"
	"vethlab/lessons"
)

// TestThereAndBack does alone a step whose commands take away again what they made: it is done only by who was there in between.
func TestThereAndBack(t *testing.T) {
	open := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		r, err := lessons.Recorded(l)
		if err != nil {
			return nil, err
		}
		from, _ := r.Goal(len(l.Steps) - 1)
		p, err := lessons.Replay(l)
		return managing{p, &from}, err
	}
	lesson, err := lessons.Find("docker-host", "en")
	if err != nil {
		t.Fatal(err)
	}
	last := len(lesson.Steps) - 1
	s := newScreen(t, "en", 120, 40, Options{Lesson: lesson, Step: last, Open: open})
	s.settle()
	now := s.m.session.player.(managing).now
	typed := func(after topo.Topology) {
		*now = after
		s.press(":").typed("a line").press("enter", "esc")
	}
	from, to := s.m.session.recording.Goal(last)
	between, back := s.m.session.recording.Between(last)
	if !back {
		t.Fatal("the lesson no longer leads back")
	}
	if typed(from); s.m.session.isDone(last) {
		t.Errorf("nothing was done, and counts:\n%s", s.text())
	}
	if typed(between); s.m.session.isDone(last) || !s.m.session.between[last] {
		t.Errorf("half of it counts, or it was not seen:\n%s", s.text())
	}
	if typed(to); !s.m.session.isDone(last) || !strings.Contains(s.text(), "✓ Done:") {
		t.Errorf("unexpected step: want it done, got\n%s", s.text())
	}
}

// halfway is a player on which the learner's lines do a part of what the step asks for.
type halfway struct {
	managing
	half topo.Topology
}

func (p halfway) Type(context.Context, string, io.Writer) (int, error) {
	*p.now = p.half
	return 0, nil
}

// TestParts tells after a line how much of what is asked for is there.
func TestParts(t *testing.T) {
	open := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		r, err := lessons.Recorded(l)
		if err != nil {
			return nil, err
		}
		now, half := r.Goal(len(l.Steps) - 1)
		half.Namespaces = half.Namespaces[:2]
		p, err := lessons.Replay(l)
		return halfway{managing{p, &now}, half}, err
	}
	for lang, want := range map[string]string{"en": "→ So far ", "zh": "→ 目前做到了题目要求的"} {
		s := newScreen(t, lang, 120, 40, Options{Open: open}).to(12)
		s.press(":").typed("half").press("enter")
		if text := s.text(); !strings.Contains(text, want) {
			t.Errorf("nothing is said of what is there:\n%s", text)
		}
		s.press("esc")
		missing := map[string]string{"en": "Still missing, for one: namespace red", "zh": "还缺，例如：namespace red"}[lang]
		for range hintsOf(s.m.session.now()) {
			if s.press("i"); strings.Contains(s.text(), missing) {
				t.Errorf("what is missing is said before the hints are:\n%s", s.text())
			}
		}
		if s.press("i"); !strings.Contains(s.text(), missing) {
			t.Errorf("nothing is said of what is missing:\n%s", s.text())
		}
	}
}
