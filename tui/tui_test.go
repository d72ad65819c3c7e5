package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab"
	"vethlab/lab/probe"
	"vethlab/lab/topo"
	"vethlab/lessons"
	"vethlab/tui/theme"
)

// screen is a model with nobody before it: keys are given to Update, and what its goroutines tell is waited for.
type screen struct {
	t testing.TB
	m *model
}

func newScreen(t testing.TB, lang string, width, height int, o Options) *screen {
	t.Helper()
	if o.Open == nil {
		o.Open = func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) { return lessons.Replay(l) }
	}
	o.Lang = lang
	ctx, cancel := context.WithCancel(context.Background())
	m, err := newModel(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t, m}
	m.Init()
	m.Update(tea.WindowSizeMsg{Width: width, Height: height})
	t.Cleanup(func() {
		cancel()
		m.effects.Wait()
		if m.session != nil {
			m.session.close()
		}
	})
	return s
}

// settle takes what is told until nothing runs any more, and every ping has told something.
func (s *screen) settle() {
	s.t.Helper()
	for s.m.opening != nil && s.m.session == nil {
		s.m.Update(s.m.feed.next())
	}
	for s.m.session != nil && s.waits() {
		s.m.Update(s.m.session.feed.next())
	}
}

func (s *screen) waits() bool {
	for _, w := range s.m.session.watches {
		if w.err == nil && len(w.replies) == 0 {
			return true
		}
	}
	return s.m.session.busy()
}

// press gives keys by their names, and lets what they begin come to its end.
func (s *screen) press(keys ...string) *screen {
	s.t.Helper()
	for _, k := range keys {
		s.m.Update(keyOf(k))
		s.settle()
		s.m.View() // as Bubble Tea does after every message
	}
	return s
}

// typed types text, a key a letter.
func (s *screen) typed(text string) *screen {
	s.t.Helper()
	for _, r := range text {
		s.m.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return s
}

func keyOf(name string) tea.KeyPressMsg {
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
	}
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// times is a key several times.
func times(n int, key string) []string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = key
	}
	return keys
}

func (s *screen) text() string { return ansi.Strip(s.m.View().Content) }

// to goes to a step of the lesson that is first in the list.
func (s *screen) to(step int) *screen {
	s.t.Helper()
	return s.press("enter").press(times(step-1, "n")...)
}

// TestScreens holds what is seen at the sizes and in the languages that matter.
func TestScreens(t *testing.T) {
	for _, view := range []struct {
		name string
		make func(*screen)
	}{
		{"list", func(*screen) {}},
		{"first step", func(s *screen) { s.to(1) }},
		{"question", func(s *screen) { s.to(2) }},
		{"answered wrong", func(s *screen) { s.to(2).press("1") }},
		{"output", func(s *screen) { s.to(3).press("enter", "enter") }},
		{"one end up", func(s *screen) { s.to(6).press("3", "enter", "enter", "enter") }},
		{"ping", func(s *screen) { s.to(8).press("enter") }},
		{"your turn", func(s *screen) { s.to(12).press("i", "i") }},
		{"help", func(s *screen) { s.to(3).press("?") }},
		{"jump", func(s *screen) { s.to(3).press("g", "down") }},
		{"again", func(s *screen) { s.to(3).press("r") }},
		{"zoom", func(s *screen) { s.to(4).press("z") }},
		{"typing", func(s *screen) { s.to(8).press(":").typed("ip netns exec test0 ip link set v") }},
		{"choosing", func(s *screen) { s.to(8).press(":").typed("ip netns exec test0 ip address ").press("tab", "tab") }},
		{"looking back", func(s *screen) { s.to(5).press("p") }},
		{"terminal", func(s *screen) { s.to(3).press("enter", "tab", "tab") }},
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			for _, lang := range []string{"en", "zh"} {
				t.Run(fmt.Sprintf("%s/%dx%d/%s", view.name, size[0], size[1], lang), func(t *testing.T) {
					s := newScreen(t, lang, size[0], size[1], Options{})
					view.make(s)
					golden.RequireEqual(t, s.text()+"\n")
				})
			}
		}
	}
}

// TestOnlyEnter walks through the whole lesson as a newcomer would, and looks at how far one is.
func TestOnlyEnter(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{}).press("enter")
	steps := len(s.m.session.lesson.Steps)
	for range 200 {
		if s.m.session.step == steps-1 {
			break
		}
		s.press("enter")
	}
	if s.m.session.step != steps-1 {
		t.Fatalf("unexpected step: want the last, %d, got %d", steps, s.m.session.step+1)
	}
	for i := range steps - 1 {
		if !s.m.session.isDone(i) {
			t.Errorf("step %d is not done", i+1)
		}
	}
	s.press("s")
	for s.m.session.busy() {
		s.settle()
	}
	if !s.m.session.isDone(steps-1) || !strings.Contains(s.text(), "The end of this lesson") {
		t.Errorf("the last step is not solved by one key:\n%s", s.text())
	}
}

// TestKeys holds that every key of the help does what it says.
func TestKeys(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{})
	s.press("j", "k", "enter")
	for _, test := range []struct {
		key  string
		want func(m *model) bool
	}{
		{"n", func(m *model) bool { return m.session.step == 1 }},
		{"right", func(m *model) bool { return m.session.step == 2 }},
		{"enter", func(m *model) bool { return m.session.next == 1 }},
		{"left", func(m *model) bool { return m.session.step == 1 && m.session.through() }},
		{"p", func(m *model) bool { return m.session.step == 0 }},
		{"n", func(m *model) bool { return m.session.step == 1 }},
		{"r", func(m *model) bool { return m.mode == resetMode }},
		{"enter", func(m *model) bool { return m.session.step == 1 && m.session.question() != nil }},
		{"2", func(m *model) bool { return m.session.answers[1] == 1 }},
		{"tab", func(m *model) bool { return m.focus == networkPane }},
		{"shift+tab", func(m *model) bool { return m.focus == lessonPane }},
		{"z", func(m *model) bool { return m.zoom && m.focus == networkPane }},
		{"esc", func(m *model) bool { return !m.zoom }},
		{"L", func(m *model) bool { return m.words.lang == "zh" && m.session.lesson.Lang == "zh" }},
		{"L", func(m *model) bool { return m.words.lang == "en" }},
		{"?", func(m *model) bool { return m.mode == helpMode }},
		{"esc", func(m *model) bool { return m.mode == lessonMode }},
		{"g", func(m *model) bool { return m.mode == jumpMode }},
		{"2", func(m *model) bool { return m.jump == 1 }},
		{"1", func(m *model) bool { return m.jump == 0 }},
		{"0", func(m *model) bool { return m.jump == 9 }},
		{"1", func(m *model) bool { return m.jump == 0 }},
		{"2", func(m *model) bool { return m.jump == 11 }},
		{"enter", func(m *model) bool { return m.mode == lessonMode && m.session.step == 11 }},
		{"i", func(m *model) bool { return m.session.hints[11] == 1 }},
		{"r", func(m *model) bool { return m.mode == resetMode }},
		{"a", func(m *model) bool { return m.mode == lessonMode && m.session.step == 0 }},
		{"pgdown", func(m *model) bool { return m.held[lessonPane] }},
		{"q", func(m *model) bool { return m.mode == listMode && m.session == nil }},
	} {
		s.press(test.key)
		if !test.want(s.m) {
			t.Fatalf("unexpected screen after %q:\n%s", test.key, s.text())
		}
	}
	if _, cmd := s.m.Update(keyOf("q")); cmd == nil {
		t.Errorf("q does not leave the list")
	}
}

// broken is a player on which the learner's lines fail.
type broken struct{ lessons.Player }

func (broken) Type(_ context.Context, line string, out io.Writer) (int, error) {
	if strings.HasPrefix(line, "echo ") {
		_, err := fmt.Fprintln(out, strings.TrimPrefix(line, "echo "))
		return 0, err
	}
	if line == "endless" {
		_, err := io.WriteString(out, strings.Repeat("yes\n", outputLimit))
		return 0, err
	}
	fmt.Fprintf(out, "Cannot find device \"veth7\"\n")
	return 1, nil
}

func openBroken(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
	p, err := lessons.Replay(l)
	return broken{p}, err
}

func (broken) Ping(_ context.Context, p lessons.Ping, each func(probe.Reply)) error {
	each(probe.Reply{Seq: 1, Outcome: probe.Answered, RTT: 44000})
	each(probe.Reply{Seq: 2, Outcome: probe.NoAnswer})
	each(probe.Reply{Seq: 3, Outcome: probe.Unreachable, Reason: "Destination Host Unreachable"})
	return nil
}

// TestLessonOfThePlayer shows the words that whoever opened the lab put before the lesson's own.
func TestLessonOfThePlayer(t *testing.T) {
	noted := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		with := *l
		with.Intro = append([]lessons.Block{lessons.Paragraph{Text: lessons.Text{{Text: "Something is missing."}}}}, l.Intro...)
		return lessons.Replay(&with)
	}
	if text := newScreen(t, "en", 80, 24, Options{Open: noted}).press("enter").text(); !strings.Contains(text, "Something is missing.") {
		t.Errorf("unexpected lesson: want the words of the one that is played, got\n%s", text)
	}
}

// managing is a player on which the learner's lines do what the step asks for.
type managing struct {
	lessons.Player
	now *topo.Topology
}

func (p managing) Topology() topo.Topology { return *p.now }

func (p managing) Type(_ context.Context, line string, _ io.Writer) (int, error) {
	if line == "do it" {
		r, err := lessons.Recorded(p.Lesson())
		if err != nil {
			return 0, err
		}
		_, *p.now = r.Goal(len(p.Lesson().Steps) - 1)
	}
	return 0, nil
}

// TestManage does alone what the last step asks for: it is seen, and the lesson is done.
func TestManage(t *testing.T) {
	open := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		r, err := lessons.Recorded(l)
		if err != nil {
			return nil, err
		}
		before, _ := r.Goal(len(l.Steps) - 1)
		p, err := lessons.Replay(l)
		return managing{p, &before}, err
	}
	s := newScreen(t, "en", 120, 40, Options{Open: open}).to(12)
	last := len(s.m.session.lesson.Steps) - 1
	s.press(":").typed("not yet").press("enter")
	if s.m.session.isDone(last) {
		t.Error("unexpected end: want a step that is not done before anything was")
	}
	s.typed("do it").press("enter")
	if !s.m.session.isDone(last) || !strings.Contains(s.text(), "the network is what was asked for") {
		t.Errorf("unexpected step: want it done, got\n%s", s.text())
	}
	if s.press("esc"); !strings.Contains(s.text(), "The end of this lesson") {
		t.Errorf("unexpected step: want the end of the lesson, got\n%s", s.text())
	}
	done := s.m.session.topology
	before, _ := s.m.session.recording.Goal(last)
	now := s.m.session.player.(managing).now
	show := func(t topo.Topology) {
		*now = t
		s.m.told(s.m.session, topologyMsg{})
	}
	if show(before); s.m.session.isDone(last) || !strings.Contains(s.text(), "Not done after all") || !strings.Contains(s.text(), "▶ Your turn") {
		t.Errorf("what went by itself counts as done:\n%s", s.text())
	}
	if show(done); !s.m.session.isDone(last) || !strings.Contains(s.text(), "✓ Done:") {
		t.Errorf("what came again by itself does not count:\n%s", s.text())
	}
	s.press(":").typed("look").press("enter", "esc")
	s.m.session.read(before)
	if text := s.text(); strings.Contains(text, "✓ Done:") || !strings.Contains(text, "is another now") || !s.m.session.isDone(last) {
		t.Errorf("it is not said that the network is another by now:\n%s", text)
	}
	if s.m.session.read(done); !strings.Contains(s.text(), "✓ Done:") {
		t.Errorf("unexpected words where it is again what was asked for:\n%s", s.text())
	}
	if s.press("s"); s.m.mode != leaveMode {
		t.Errorf("nobody was asked before what was built goes away:\n%s", s.text())
	}
	s.press("enter")
	for s.m.session.busy() {
		s.settle()
	}
	if !s.m.session.allRan(last) {
		t.Error("unexpected solution: want it run after one's own")
	}
}

// TestPrompt types lines of one's own, which fail; the lesson goes on.
func TestPrompt(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openBroken}).to(8).press("enter")
	s.press(":").typed("ip link set veth7 up").press("enter")
	text := s.text()
	for _, want := range []string{
		"# ip link set veth7 up", `Cannot find device "veth7"`, "exit status 1", "There is no device of that name",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the screen:\n%s", want, text)
		}
	}
	for len(s.m.session.watches[0].replies) < 3 {
		s.m.Update(s.m.session.feed.next())
	}
	if text := s.text(); !strings.Contains(text, "no answer (Destination Host Unreachable)") {
		t.Errorf("the ping is not told in words:\n%s", text)
	}
	s.press("up")
	if got := s.m.prompt.area.Value(); got != "ip link set veth7 up" {
		t.Errorf("unexpected line of the history: %q", got)
	}
	s.press("down").typed("网络")
	// The frame and a blank, the prompt, and two characters of two cells each.
	at := s.m.layout().panes[terminalPane].x + 2 + len("# ") + 4
	if c := s.m.View().Cursor; c == nil || c.X != at {
		t.Errorf("unexpected cursor after Chinese: %+v", c)
	}
	if s.press("esc", "enter"); s.m.session.next != 2 {
		t.Errorf("the lesson does not go on:\n%s", s.text())
	}
}

// TestNotOpened shows why a lesson could not be opened, and goes on.
func TestNotOpened(t *testing.T) {
	open := func(context.Context, *lessons.Lesson) (lessons.Player, error) { return nil, errors.New("no such luck") }
	s := newScreen(t, "en", 80, 24, Options{Open: open}).press("enter")
	if !strings.Contains(s.text(), "no such luck") || s.m.mode != listMode {
		t.Errorf("unexpected screen:\n%s", s.text())
	}
}

// TestRecording says that it is one, why, and what would allow more.
func TestRecording(t *testing.T) {
	const why, cure = "clone: operation not permitted", "sudo sysctl -w a=1"
	s := newScreen(t, "en", 120, 40, Options{Refusal: errors.New(why), Cure: cure})
	if text := s.text(); !strings.Contains(text, why) || !strings.Contains(text, cure) {
		t.Errorf("the list tells no cause or no cure:\n%s", text)
	}
	s.press("enter")
	if text := s.text(); !strings.Contains(text, "no lab here: clone: operation") || !strings.Contains(text, "enter run") {
		t.Errorf("the lesson tells no cause, or no key to go on:\n%s", text)
	}
	s.press("enter")
	if text := s.text(); !strings.Contains(text, "recording") || !strings.Contains(text, "test0") {
		t.Errorf("unexpected lesson:\n%s", text)
	}
	if s.press(":"); s.m.mode != lessonMode || !strings.Contains(s.text(), "cannot run your own commands") {
		t.Errorf("unexpected prompt in a recording:\n%s", s.text())
	}
}

// TestAbilities tells what a lesson needs and this machine has not.
func TestAbilities(t *testing.T) {
	list := []lab.Ability{
		{Name: "veth", Why: "this kernel has no veth", Cure: "sudo modprobe veth"},
		{Name: "vlan", Why: "this kernel has no vlan, nor a module for it"}, {Name: "icmp", Why: "permission denied"},
	}
	for lang, says := range map[string][]string{
		"en": {"! this kernel has no veth; this lesson needs it", "  this kernel has no vlan, nor a module", "  icmp: permission denied"},
		"zh": {"! 这个内核没有 veth；本课需要它", "  这个内核没有 vlan，也没有", "  icmp：没有权限"},
	} {
		s := newScreen(t, lang, 80, 60, Options{Abilities: func(context.Context) []lab.Ability { return list }})
		s.m.Update(s.m.feed.next())
		text := s.text()
		for _, want := range append(says, "sudo modprobe veth") {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in the list:\n%s", want, text)
			}
		}
		if text := s.press("enter").text(); !strings.Contains(text, says[0]) || !strings.Contains(text, "sudo modprobe veth") {
			t.Errorf("unexpected lesson:\n%s", text)
		}
	}
}

// TestChart holds how outcomes are drawn.
func TestChart(t *testing.T) {
	replies := []probe.Reply{
		{Outcome: probe.Answered, RTT: 0}, {Outcome: probe.Answered, RTT: 50000}, {Outcome: probe.NoAnswer},
		{Outcome: probe.Answered, RTT: 100000},
	}
	if got := chart(replies, 10, quiet); got != "▁▄×▇" {
		t.Errorf("unexpected chart: %s", got)
	}
	if got := chart(append(replies, probe.Reply{Outcome: probe.NotSent}), 3, quiet); got != "×▇·" {
		t.Errorf("unexpected chart with one that was not sent: %s", got)
	}
	if got := chart(replies, 2, quiet); got != "×▇" {
		t.Errorf("unexpected chart of the newest: %s", got)
	}
	look := theme.New(theme.Terminal{})
	want := look.Good.Render("▁▄") + look.Bad.Render("××") + look.Dim.Render("··") + look.Good.Render("▇")
	if got := coloured("▁▄××··▇", look); got != want {
		t.Errorf("unexpected colours of a chart: want %q, got %q", want, got)
	}
}

// TestWrap holds the rules of breaking lines.
func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  string
	}{
		{"a cable with two ends", 10, "a cable|with two|ends"},
		{"averyveryverylongword", 8, "averyver|yverylon|gword"},
		{"网络命名空间，很独立。", 12, "网络命名空|间，很独立。"},
		{"", 5, ""},
	} {
		var lines []string
		for _, l := range wrap([]run{{text: test.text}}, test.width) {
			lines = append(lines, ansi.Strip(l))
		}
		if got := strings.Join(lines, "|"); got != test.want {
			t.Errorf("%q at %d: want %q, got %q", test.text, test.width, test.want, got)
		}
	}
}
