package tui

import (
	"strings"
	"testing"

	"vethlab/lessons"
)

// TestUnfold shows what a docker command did as the commands that it amounted to, and hides it again; in both languages and sizes.
func TestUnfold(t *testing.T) {
	for _, test := range []struct {
		lang          string
		width, height int
		folded        string
	}{{"en", 80, 24, "u: the commands that do the same"}, {"zh", 120, 40, "u：做同样事情的命令"}} {
		l, err := lessons.Find("docker-bridge", test.lang)
		if err != nil {
			t.Fatal(err)
		}
		s := newScreen(t, test.lang, test.width, test.height, Options{Lesson: l, Step: 3})
		for range 3 {
			if !strings.Contains(s.text(), test.folded) {
				s.press("enter")
			}
		}
		const did = "disable_ipv6=1"
		if text := s.text(); !strings.Contains(text, test.folded) || strings.Contains(text, did) {
			t.Errorf("unexpected screen before u: want %q, and no %q:\n%s", test.folded, did, text)
		}
		if text := s.press("u").text(); !strings.Contains(text, did) {
			t.Errorf("unexpected screen after u: want %q:\n%s", did, text)
		}
		if text := s.press("u").text(); strings.Contains(text, did) {
			t.Errorf("unexpected screen after a second u: want no %q:\n%s", did, text)
		}
	}
}

// TestUnfoldInView shows the beginning of what u opened, and the command that it belongs to, where not all of it has room.
func TestUnfoldInView(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		l, err := lessons.Find("docker-bridge", "en")
		if err != nil {
			t.Fatal(err)
		}
		s := newScreen(t, "en", size[0], size[1], Options{Lesson: l, Step: 3})
		for range 3 {
			if !strings.Contains(s.text(), foldSign) {
				s.press("enter")
			}
		}
		if text := s.press("u").text(); !strings.Contains(text, openSign) || !strings.Contains(text, "docker run -d --name client") {
			t.Errorf("unexpected screen at %v after u: want the beginning of what it opened:\n%s", size, text)
		}
	}
}

// TestUnfoldAfterSeek has a row for the first command of a lesson, too, that was played on the way; and tells where there is none.
func TestUnfoldAfterSeek(t *testing.T) {
	l, err := lessons.Find("docker-modes", "en")
	if err != nil {
		t.Fatal(err)
	}
	const folded, footer = "u: the commands that do the same", "u unfold"
	s := newScreen(t, "en", 120, 60, Options{Lesson: l, Step: 1})
	s.settle()
	if got := s.m.session.entries[0]; got.did == "" {
		t.Errorf("unexpected entry of %s after a seek: want what it did", got.line)
	}
	if text := s.text(); !strings.Contains(text, folded) || !strings.Contains(text, footer) {
		t.Errorf("unexpected screen: want %q and %q:\n%s", folded, footer, text)
	}
	// Below each other there is room for the step alone, which has none.
	s = newScreen(t, "en", 80, 24, Options{Lesson: l, Step: 1})
	s.settle()
	if text := s.text(); strings.Contains(text, footer) {
		t.Errorf("unexpected screen: want no %q:\n%s", footer, text)
	}
	if text := s.press("u").text(); !strings.Contains(text, english().nothingToUnfold) {
		t.Errorf("unexpected screen after u: want %q:\n%s", english().nothingToUnfold, text)
	}
}
