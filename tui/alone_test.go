package tui

import (
	"context"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"vethlab/lab/probe"
	"vethlab/lessons"
)

// willing is a player on which every line of the learner's succeeds, but for one that waits for its end, and the lesson's own commands
// fail where it says so.
type willing struct {
	lessons.Player
	failing bool
}

func (willing) Type(ctx context.Context, line string, out io.Writer) (int, error) {
	switch line {
	case "clear":
		io.WriteString(out, "\x1b[H\x1b[2J\x1b[3J")
	case "ip exec red ip link":
		io.WriteString(out, "Object \"exec\" is unknown, try \"ip help\".\n")
		return 1, nil
	case "vim":
		io.WriteString(out, "\x1b[?1049h\x1b[22;0;0t~\n~\n")
		fallthrough
	case "wait":
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

// Seek builds everything anew, as a lab does in which something was typed.
func (w willing) Seek(ctx context.Context, step int) ([]lessons.Record, error) {
	if _, err := w.Player.Seek(ctx, 0); err != nil {
		return nil, err
	}
	return w.Player.Seek(ctx, step)
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

// TestTypedHints holds what is said of lines that went well.
func TestTypedHints(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter", ":")
	for _, test := range []struct{ line, want string }{
		{"exit", "esc leaves the prompt"},
		{"ip addr add 10.0.0.1 dev veth0", "Was a length meant, such as 10.0.0.1/24?"},
		{"ip addr add 10.0.0.1/24 dev veth0", ""},
		{"ip addr add 10.0.0.2 dev veth0", "such as 10.0.0.2/24?"},
	} {
		s.typed(test.line).press("enter")
		if got := s.m.session.last().advice; !strings.Contains(got, test.want) || (test.want == "") != (got == "") {
			t.Errorf("unexpected words on %s: want %q, got %q", test.line, test.want, got)
		}
	}
}

// TestTakeMeant writes by tab the line that was most likely meant, at an empty prompt.
func TestTakeMeant(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter", ":").typed("ip exec red ip link").press("enter")
	const meant = "ip netns exec red ip link"
	if text := s.text(); !strings.Contains(text, "→ Was "+meant+" meant?") || !strings.Contains(text, "# tab writes "+meant) {
		t.Errorf("unexpected screen after a slip:\n%s", text)
	}
	if got := s.press("tab").line(); got != meant+"|" {
		t.Errorf("unexpected line: want %q, got %q", meant+"|", got)
	}
	s.press("ctrl+c")
	if got := s.typed("ip ").press("tab").line(); strings.Contains(got, meant) {
		t.Errorf("tab writes %q to what was typed", got)
	}
	s.press("ctrl+c", "esc", "L", ":")
	if text := s.text(); !strings.Contains(text, "按 tab 写入 "+meant) || s.press("tab").line() != meant+"|" {
		t.Errorf("unexpected screen in Chinese:\n%s", text)
	}
}

// TestWholeScreen stops a program that wants the whole screen, and says why; clear clears the pane.
func TestWholeScreen(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter", ":").typed("vim").press("enter")
	if text := s.text(); !strings.Contains(text, "wants the whole screen") || strings.Contains(text, "~") || strings.Contains(text, "exit status") {
		t.Errorf("unexpected screen after an editor:\n%s", text)
	}
	s.press("esc", "L")
	if text := s.text(); strings.Contains(text, "wants the whole screen") || !strings.Contains(text, "整个屏幕") {
		t.Errorf("what was said is not said in the other language:\n%s", text)
	}
	s.press(":").typed("clear").press("enter")
	if text := s.text(); strings.Contains(text, "vim") || strings.Contains(text, "# clear") {
		t.Errorf("unexpected screen after clear:\n%s", text)
	}
	s.typed("true").press("enter")
	if text := s.text(); !strings.Contains(text, "# true") || strings.Contains(text, "# clear") {
		t.Errorf("unexpected screen after the command behind clear:\n%s", text)
	}
}

// TestSearchKeys tells what ctrl+r does while the lines typed before are searched.
func TestSearchKeys(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).press("enter", ":").typed("true").press("enter", "ctrl+r")
	if text := s.text(); !strings.Contains(text, "ctrl+r earlier line") || strings.Contains(text, "ctrl+r search") {
		t.Errorf("unexpected keys while searching:\n%s", text)
	}
}

// TestLossOfTheSent counts what was lost among what was sent, as ping does.
func TestLossOfTheSent(t *testing.T) {
	of := func(list ...probe.Outcome) (replies []probe.Reply) {
		for _, o := range list {
			replies = append(replies, probe.Reply{Outcome: o})
		}
		return replies
	}
	for _, test := range []struct {
		replies []probe.Reply
		percent int
		sent    bool
	}{
		{of(probe.NotSent, probe.NotSent), 0, false},
		{of(probe.NotSent, probe.NotSent, probe.Answered), 0, true},
		{of(probe.Answered, probe.NoAnswer, probe.Unreachable, probe.Answered, probe.NotSent), 50, true},
	} {
		if percent, sent := loss(test.replies); percent != test.percent || sent != test.sent {
			t.Errorf("unexpected loss of %v: want %d, %t, got %d, %t", test.replies, test.percent, test.sent, percent, sent)
		}
	}
}

// TestLeaving holds that what the learner typed is not thrown away unasked: going to another step asks first, but for the next one once the
// step is through, which leaves the lab as it is.
func TestLeaving(t *testing.T) {
	typed := func() *screen {
		return newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).to(4).press("0", "enter").press(":").typed("true").press("enter", "esc")
	}
	for key, says := range map[string]string{"n": "enter next step", "g": "enter go to a step"} {
		s := typed().press(key)
		if key == "g" {
			s.press("enter")
		}
		if text := s.text(); !strings.Contains(text, "goes away") || !strings.Contains(text, says) {
			t.Errorf("%s: it was not asked:\n%s", key, text)
		}
		if s.press("esc"); s.m.session.step != 3 || !s.m.session.astray() {
			t.Errorf("%s, esc: what was typed is gone:\n%s", key, s.text())
		}
		if s.press(key); key == "g" {
			s.press("enter")
		}
		if s.press("enter"); s.m.mode != lessonMode || s.m.session.astray() {
			t.Errorf("%s, enter: nothing came of it:\n%s", key, s.text())
		}
	}
	if s := typed().press("q"); s.m.mode != leaveMode || !strings.Contains(s.text(), "enter leave") {
		t.Errorf("q: it was not asked:\n%s", s.text())
	} else if s.press("q"); s.m.mode != listMode {
		t.Errorf("q, q: the lesson is still there:\n%s", s.text())
	}
	if s := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).to(4).press("q"); s.m.mode != listMode {
		t.Errorf("q: it was asked, though nothing was typed:\n%s", s.text())
	}
	s := typed().press("g")
	x, y := corner(80, 24, s.m.jumpBox())
	for range 2 {
		s.m.Update(tea.MouseClickMsg{X: x + 3, Y: y + 2, Button: tea.MouseLeft})
	}
	if s.m.mode != leaveMode || !strings.Contains(s.text(), s.m.session.lesson.Steps[1].Title) {
		t.Errorf("a click: it was not asked:\n%s", s.text())
	}
	s = newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).to(12).press(":").typed("true").press("enter", "esc", "s")
	if text := s.text(); !strings.Contains(text, "goes away") || !strings.Contains(text, "enter solve it") {
		t.Errorf("s: it was not asked:\n%s", text)
	}
	if s.press("enter"); !s.m.session.solved[11] {
		t.Errorf("s, enter: the solution is not shown:\n%s", s.text())
	}
	s = typed()
	for !s.m.session.through() {
		s.press("enter")
	}
	if s.press("n"); s.m.session.step != 4 || !s.m.session.astray() {
		t.Errorf("the step was through, and n threw away what was typed:\n%s", s.text())
	}
}

// TestManagedMeanwhile holds that a step is done as soon as the network is what was asked for, though the command that did it goes on.
func TestManagedMeanwhile(t *testing.T) {
	open := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		r, err := lessons.Recorded(l)
		if err != nil {
			return nil, err
		}
		_, to := r.Goal(11)
		p, err := lessons.Replay(l)
		return many{willing{p, false}, to}, err
	}
	s := newScreen(t, "en", 120, 40, Options{Open: open}).to(12)
	s.m.session.managed = map[int]bool{}
	s.press(":").typed("wait").m.Update(keyOf("enter"))
	s.m.told(s.m.session, topologyMsg{})
	if !s.m.session.managed[11] || !s.m.session.last().running || !strings.Contains(s.text(), "Done: the network is what") {
		t.Errorf("nothing is said of it:\n%s", s.text())
	}
	s.press("ctrl+c")
}

// TestElsewhere holds that a command of the lesson's does not run unasked where the lesson does not run it: once it is said, enter does.
func TestElsewhere(t *testing.T) {
	open := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		p, err := lessons.Replay(l)
		return astray{willing{p, false}}, err
	}
	s := newScreen(t, "en", 80, 24, Options{Open: open}).to(3).press(":").typed("true").press("enter", "esc", "enter")
	if text := s.text(); s.m.session.next != 0 || !strings.Contains(text, "This is for host, you are in red: exit goes back, enter runs it here.") {
		t.Errorf("it was not said:\n%s", text)
	}
	if s.press("enter"); s.m.session.next != 1 {
		t.Errorf("enter does not run it:\n%s", s.text())
	}
	if text := strings.Join(strings.Fields(s.text()), " "); !strings.Contains(text, "it ran in red, the lesson runs it in host") {
		t.Errorf("it is not said where it ran:\n%s", s.text())
	}
	for !s.m.session.through() {
		s.press("enter")
	}
	if s.m.session.isDone(2) {
		t.Errorf("a step whose commands ran elsewhere counts as done:\n%s", s.text())
	}
	// What names its namespace itself may run anywhere.
	s = newScreen(t, "en", 80, 24, Options{Open: open}).to(9).press(":").typed("true").press("enter", "esc", "enter", "enter", "enter", "enter")
	if e := s.m.session.ran[place{8, 1}]; e == nil || e.verdict != asTold {
		t.Errorf("unexpected verdict of what names its namespace:\n%s", s.text())
	}
	// A failed command has built nothing, and nobody is asked.
	s = newScreen(t, "en", 80, 24, Options{Open: openBroken}).to(4).press("0", ":").typed("nothing").press("enter", "esc", "n")
	if s.m.mode == leaveMode || s.m.session.step != 4 {
		t.Errorf("it was asked for nothing:\n%s", s.text())
	}
}

// astray is a player whose shell stands in another namespace.
type astray struct{ willing }

func (astray) Namespace() string { return "red" }

// TestOtherwise holds that the words behind a command that went wrong are said to be of what the lesson shows.
func TestOtherwise(t *testing.T) {
	for _, failing := range []bool{false, true} {
		s := newScreen(t, "en", 120, 40, Options{Open: openWilling(failing)}).to(3)
		for !s.m.session.through() {
			s.press("enter")
		}
		if text := s.text(); strings.Contains(text, "Here a command did something else") != failing {
			t.Errorf("failing %t:\n%s", failing, text)
		}
	}
}

// TestExplainWhose holds that words that another command printed are not shown as those of the one that is explained.
func TestExplainWhose(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{}).to(8).press("enter")
	if text := s.press("e").text(); !strings.Contains(text, "What ping -c 2 192.168.5.3 showed:") {
		t.Errorf("it does not say whose words these are:\n%s", text)
	}
}

// TestWaiting counts the lines that wait, and those that ctrl+c takes away.
func TestWaiting(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter", ":").typed("wait")
	s.m.Update(keyOf("enter"))
	for range 2 {
		s.typed("true").m.Update(keyOf("enter"))
	}
	if text := s.text(); !strings.Contains(text, "(2 waiting)") {
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
