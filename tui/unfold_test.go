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
	}{{"en", 80, 24, "u: as ip commands"}, {"zh", 120, 40, "u：相当于"}} {
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
		const did = "master docker0 up"
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
