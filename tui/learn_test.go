package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"vethlab/lessons"
)

// own is a player of a lesson in somebody's file, on which each line does what its last step asks for.
type own struct {
	many
	lesson *lessons.Lesson
}

func (o own) Lesson() *lessons.Lesson { return o.lesson }

// TestLearn holds that a lesson without a recording learns its goals beside the screen, that it says so meanwhile and where it cannot, and
// that what the learner did before they were known counts.
func TestLearn(t *testing.T) {
	veth, err := lessons.Find("veth", "en")
	if err != nil {
		t.Fatal(err)
	}
	r, err := lessons.Recorded(veth)
	if err != nil {
		t.Fatal(err)
	}
	file := *veth
	file.ID, file.File = "own", "own.md"
	open := func(context.Context, *lessons.Lesson) (lessons.Player, error) {
		p, err := lessons.Replay(veth)
		_, to := r.Goal(11)
		return own{many{willing{p, false}, to}, &file}, err
	}
	begun, goOn := make(chan struct{}, 9), make(chan error)
	learn := func(_ context.Context, l *lessons.Lesson) (*lessons.Recording, error) {
		begun <- struct{}{}
		return r, <-goOn
	}
	s := newScreen(t, "en", 120, 40, Options{Lesson: &file, Step: 11, Open: open, Learn: learn})
	s.settle()
	session := s.m.session
	<-begun
	if text := s.text(); !strings.Contains(text, "the solution is being tried") {
		t.Errorf("nothing is said of it:\n%s", text)
	}
	s.press(":").typed("true").press("enter")
	if session.managed[11] {
		t.Error("unexpected step: want one that is not known to be done")
	}
	goOn <- nil
	for session.recording == nil {
		s.m.Update(session.feed.next())
	}
	if !session.managed[11] || !strings.Contains(s.text(), "Done: the network is what") {
		t.Errorf("what was done before counts for nothing:\n%s", s.text())
	}

	fails := func(context.Context, *lessons.Lesson) (*lessons.Recording, error) {
		return nil, errors.New("own.md:7: it failed")
	}
	s = newScreen(t, "en", 120, 40, Options{Lesson: &file, Step: 11, Open: open, Learn: fails})
	s.settle()
	for s.m.session.learning {
		s.m.Update(s.m.session.feed.next())
	}
	if text := s.text(); !strings.Contains(text, "in vain: own.md:7: it failed") {
		t.Errorf("nothing is said of it:\n%s", text)
	}
}

// TestSeveralLines shows a command of several lines as a terminal does.
func TestSeveralLines(t *testing.T) {
	const src = "---\nid: one\ntitle: One\nsummary: Words.\nminutes: 1\n---\n\n## One\n\n" +
		"```console\n$ for i in a b; do\n>   ip netns add $i\n> done\n```\n"
	l, err := lessons.Parse("one.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	open := func(context.Context, *lessons.Lesson) (lessons.Player, error) {
		veth, err := lessons.Find("veth", "en")
		if err != nil {
			return nil, err
		}
		p, err := lessons.Replay(veth)
		return own{many{willing{p, false}, p.Topology()}, l}, err
	}
	s := newScreen(t, "en", 120, 40, Options{Lesson: l, Open: open})
	s.settle()
	s.press(":").typed("for i in a b; do").press("enter").typed("ip netns add $i").press("enter").typed("done").press("enter")
	text := s.text()
	for _, want := range []string{"✓ for i in a b; do ", "│     >   ip netns add $i", "│     > done", "┃ # for i in a b; do", "┃     >   ip netns add $i"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the screen:\n%s", want, text)
		}
	}
}
