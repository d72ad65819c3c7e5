package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vethlab/lessons"
)

// TestTypeWhileRunning types while a command of the lesson runs, from where no prompt is open: the line is kept, and runs when that has
// ended. A key that is refused meanwhile tells of the prompt.
func TestTypeWhileRunning(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		s := newScreen(t, "en", size[0], size[1], Options{Open: openWilling(false)}).to(4).press("0")
		s.m.Update(keyOf("enter"))
		if text := s.text(); !s.m.session.busy() || !strings.Contains(text, ": type") {
			t.Fatalf("%v: the prompt is not told of while a command runs:\n%s", size, text)
		}
		s.m.Update(keyOf("r"))
		if text := s.text(); s.m.mode != lessonMode || !strings.Contains(text, ": types what runs next") {
			t.Errorf("%v: a key that is refused does not tell of the prompt:\n%s", size, text)
		}
		s.typed(":ip addr")
		if text := s.text(); s.m.mode != promptMode || !strings.Contains(text, "# ip addr") {
			t.Errorf("%v: what was typed is not at the prompt:\n%s", size, text)
		}
		s.m.Update(keyOf("enter"))
		if text := s.text(); !strings.Contains(text, "runs when this one has ended") {
			t.Errorf("%v: nobody is told that the line waits:\n%s", size, text)
		}
		s.settle()
		if e := s.m.session.last(); e.line != "ip addr" || !e.own || e.running || s.m.session.next != 1 {
			t.Errorf("%v: the line has not run after the lesson's command:\n%s", size, s.text())
		}
	}
}

// TestTypeWithoutPrompt types a command while another runs, without asking for the prompt: letters that are keys are kept as well.
func TestTypeWithoutPrompt(t *testing.T) {
	for _, line := range []string{"ip addr", "ping -c 1 192.168.5.3", "nft list ruleset", "docker ps"} {
		s := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).to(4).press("0")
		s.m.Update(keyOf("enter"))
		s.typed(line)
		if text := s.text(); s.m.mode != promptMode || !strings.Contains(text, "# "+line) {
			t.Errorf("%q is not at the prompt:\n%s", line, text)
		}
		s.m.Update(keyOf("enter"))
		s.settle()
		if e := s.m.session.last(); e.line != line || s.m.session.step != 3 {
			t.Errorf("%q has not run:\n%s", line, s.text())
		}
	}
	s := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).to(4).press("0")
	s.m.Update(keyOf("enter"))
	if s.typed("n"); s.m.mode != lessonMode || !strings.Contains(s.text(), "running") {
		t.Errorf("a key alone opens the prompt:\n%s", s.text())
	}
	s.settle()
	if s.press("n"); s.m.session.step != 4 {
		t.Errorf("a key that was refused has an effect later:\n%s", s.text())
	}
}

// TestTypeWhileGoing types while the lab is taken to another step, and further: the line runs there.
func TestTypeWhileGoing(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter")
	for _, key := range []string{"n", "n"} {
		s.m.Update(keyOf(key))
	}
	s.typed(":ip addr").press("enter")
	if e := s.m.session.last(); e.line != "ip addr" || s.m.session.step != 2 {
		t.Errorf("the line has not run where one was going:\n%s", s.text())
	}
}

// TestHintWhileRunning gives a hint though something runs.
func TestHintWhileRunning(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).to(12).press(":").typed("wait")
	for _, key := range []string{"enter", "esc", "i"} {
		s.m.Update(keyOf(key))
	}
	if text := s.text(); !s.m.session.busy() || !strings.Contains(text, "Hint:") {
		t.Errorf("there is no hint while a command runs:\n%s", text)
	}
	s.press("ctrl+c")
}

// TestStopDrops holds that ctrl+c drops what waits also where the prompt was left, as a terminal does.
func TestStopDrops(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter", ":").typed("wait")
	s.m.Update(keyOf("enter"))
	s.typed("true").m.Update(keyOf("enter"))
	s.m.Update(keyOf("esc"))
	if text := s.press("ctrl+c").text(); !strings.Contains(text, "stopped; 1 that waited do not run") {
		t.Errorf("what waited ran:\n%s", text)
	}
}

// TestLookBack goes back in the middle of a step: nothing is run anew, asked or lost, and the way forth comes to where one was.
func TestLookBack(t *testing.T) {
	for lang, says := range map[string]string{"en": "the lab stays as it is. r starts", "zh": "实验环境不变"} {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			s := newScreen(t, lang, size[0], size[1], Options{Open: openWilling(false)}).to(5).press("enter")
			s.press(":").typed("true").press("enter", "esc", "p")
			l, text := s.m.session, s.text()
			if l.step != 3 || s.m.mode != lessonMode || !strings.Contains(text, says) || !strings.Contains(text, l.now().Title) {
				t.Fatalf("%s %v: unexpected screen:\n%s", lang, size, text)
			}
			if !l.astray() || !l.through() {
				t.Errorf("%s %v: what was done is lost:\n%s", lang, size, text)
			}
			if size[1] == 40 && !strings.Contains(text, "✓ 2") {
				t.Errorf("%s %v: the answer of a question that was passed is not told:\n%s", lang, size, text)
			}
			if s.press("n"); l.step != 4 || l.next != 1 || !l.astray() {
				t.Errorf("%s %v: n does not come to where one was:\n%s", lang, size, s.text())
			}
		}
	}
}

// TestLookBackFromTheFirst says that there is nothing before the first step.
func TestLookBackFromTheFirst(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{}).press("enter", "enter", "enter", "p")
	if text := s.text(); s.m.session.step != 0 || s.m.session.next == 0 || !strings.Contains(text, "This is the first step") {
		t.Errorf("unexpected screen:\n%s", text)
	}
}

// TestLookBackOnTheWay turns round while the lab is taken further.
func TestLookBackOnTheWay(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{}).to(3)
	s.m.Update(keyOf("n"))
	if s.press("p"); s.m.session.step != 2 || !s.m.session.through() {
		t.Errorf("unexpected screen:\n%s", s.text())
	}
}

// TestLookBackAtTurn shows the solution of a step that was the learner's, and was played to come further.
func TestLookBackAtTurn(t *testing.T) {
	l, err := lessons.Find("veth", "en")
	if err != nil {
		t.Fatal(err)
	}
	with := *l
	with.Steps = slices.Clone(l.Steps)
	turn := &with.Steps[3]
	turn.YourTurn, turn.Blocks = true, slices.Clone(turn.Blocks)
	for i, b := range turn.Blocks {
		if c, ok := b.(lessons.Console); ok {
			c.Solution = true
			turn.Blocks[i] = c
		}
	}
	s := newScreen(t, "en", 120, 40, Options{Lesson: &with, Step: 4, Open: func(context.Context, *lessons.Lesson) (lessons.Player, error) {
		return lessons.Replay(&with)
	}})
	s.settle()
	if text := s.press("p").text(); s.m.session.step != 3 || strings.Contains(text, "Your turn") || !strings.Contains(text, "✓ ip link set veth1 netns test0") {
		t.Errorf("unexpected screen:\n%s", text)
	}
}

// TestDoneHere tells in the line at the top that the step where one is is done, as the list of steps does.
func TestDoneHere(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{}).press("enter")
	last := len(s.m.session.lesson.Steps)
	s.press("g", "end", "enter")
	if text := s.text(); !strings.Contains(text, "◐") {
		t.Errorf("unexpected line at the top of a step that is to be done:\n%s", text)
	}
	s.press("s")
	if text := s.text(); strings.Contains(text, "◐") || !strings.Contains(text, fmt.Sprintf("step %d of %d %s◉", last, last, strings.Repeat("●", last-1))) {
		t.Errorf("unexpected line at the top after the last step:\n%s", text)
	}
}

// TestLessonStays holds that the lesson does not move because another pane is looked at: who comes to a question there has not seen how
// the step begins.
func TestLessonStays(t *testing.T) {
	for _, away := range [][]string{{"tab"}, {"tab", "tab"}, {"tab", "esc"}, {"z"}} {
		s := newScreen(t, "en", 80, 24, Options{}).to(2)
		before := s.text()
		if s.press(away...); s.m.focus != lessonPane {
			s.press("enter")
		}
		if text := s.text(); text != before {
			t.Errorf("%v: the lesson is not where it was:\n%s", away, text)
		}
		s.press("pgdn", "pgdown")
		read := s.m.scroll[lessonPane]
		if s.press("tab", "shift+tab"); read == 0 || s.m.scroll[lessonPane] != read {
			t.Errorf("%v: what was read on is gone: row %d, then %d", away, read, s.m.scroll[lessonPane])
		}
	}
}

// TestFooterTellsPanes tells of tab where the panes do not all fit.
func TestFooterTellsPanes(t *testing.T) {
	for lang, does := range map[string]string{"en": "tab pane", "zh": "tab 换窗格"} {
		for step := range 12 {
			s := newScreen(t, lang, 80, 24, Options{Open: openWilling(false)}).to(step + 1)
			rows := strings.Split(s.text(), "\n")
			if footer := rows[len(rows)-1]; !strings.Contains(footer, does) {
				t.Errorf("%s: step %d does not tell of tab: %s", lang, step+1, footer)
			}
		}
	}
}
