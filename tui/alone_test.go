package tui

import (
	"context"
	"io"
	"strings"
	"testing"

	"vethlab/lessons"
)

// willing is a player on which every line of the learner's succeeds, but for one that waits for its end, and the lesson's own commands
// fail where it says so.
type willing struct {
	lessons.Player
	failing bool
}

func (willing) Type(ctx context.Context, line string, _ io.Writer) (int, error) {
	if line == "wait" {
		<-ctx.Done()
		return 130, ctx.Err()
	}
	return 0, nil
}

func (w willing) Run(ctx context.Context, step, command int, out io.Writer) (lessons.Record, error) {
	r, err := w.Player.Run(ctx, step, command, out)
	if w.failing {
		r.Status = 1
	}
	return r, err
}

func openWilling(failing bool) func(context.Context, *lessons.Lesson) (lessons.Player, error) {
	return func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		p, err := lessons.Replay(l)
		return willing{p, failing}, err
	}
}

// TestTypeTheNext holds that the lesson's own next command counts as such when it is typed.
func TestTypeTheNext(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openBroken}).press("enter", ":")
	line := s.m.session.now().Commands()[0].Line
	s.typed(strings.ReplaceAll(line, " ", "  ")).press("enter")
	if e := s.m.session.last(); s.m.session.next != 1 || e.verdict != asTold {
		t.Errorf("the lesson has not gone on:\n%s", s.text())
	}
}

// TestTypedHints holds what is said of lines that went well, once.
func TestTypedHints(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter", ":")
	for _, test := range []struct{ line, want string }{
		{"exit", "esc leaves the prompt"},
		{"ip addr add 10.0.0.1 dev veth0", "Was a length meant, such as 10.0.0.1/24?"},
		{"ip addr add 10.0.0.2 dev veth0", ""},
	} {
		s.typed(test.line).press("enter")
		if got := s.m.session.last().advice; !strings.Contains(got, test.want) || (test.want == "") != (got == "") {
			t.Errorf("unexpected words on %s: want %q, got %q", test.line, test.want, got)
		}
	}
}

// TestWaiting counts the lines that wait, and those that ctrl+c takes away.
func TestWaiting(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter", ":").typed("wait")
	s.m.Update(keyOf("enter"))
	for range 2 {
		s.typed("true").m.Update(keyOf("enter"))
	}
	if text := s.text(); !strings.Contains(text, "(2 wait)") {
		t.Errorf("nobody is told that two lines wait:\n%s", text)
	}
	if text := s.press("ctrl+c").text(); !strings.Contains(text, "stopped; 2 that waited do not run") {
		t.Errorf("nobody is told that two lines are gone:\n%s", text)
	}
}

// TestWentWrong holds that a step whose commands failed is not done, and that the way out is named.
func TestWentWrong(t *testing.T) {
	for _, failing := range []bool{false, true} {
		s := newScreen(t, "en", 120, 40, Options{Open: openWilling(failing)}).press("enter")
		s.press(times(len(s.m.session.now().Commands()), "enter")...)
		if got := s.m.session.isDone(0); got == failing {
			t.Errorf("unexpected state of a step, failing %v: done %v", failing, got)
		}
		if strings.Contains(s.text(), "the key r starts this step again") != failing {
			t.Errorf("unexpected words, failing %v:\n%s", failing, s.text())
		}
	}
}

// TestEarlyLine holds that a whole line which is typed while the lab opens runs, also where enter came before the terminal was ours.
func TestEarlyLine(t *testing.T) {
	l, err := lessons.Find("veth", "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, enter := range []string{"enter", "ctrl+j"} {
		s := newScreen(t, "en", 120, 40, Options{Lesson: l, Open: openWilling(false)}).typed(":ip link show")
		s.m.Update(keyOf(enter))
		s.settle()
		if e := s.m.session.last(); e.line != "ip link show" || e.running {
			t.Errorf("%s: the line has not run:\n%s", enter, s.text())
		}
	}
}
