package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/probe"
	"vethlab/lessons"
	"vethlab/tui/diagram"
)

// state is what a key can change.
func (m *model) state() string {
	s := fmt.Sprint(m.mode, m.focus, m.zoom, m.size, m.column, m.scroll, m.held, m.help, m.jump, m.typed, m.list.at, m.words.lang)
	s += fmt.Sprint(m.prompt.area.Value(), m.prompt.choice, m.prompt.search != nil)
	if l := m.session; l != nil {
		s += fmt.Sprint(l.step, l.next, l.option, l.answers, l.hints, l.solved, len(l.entries), l.notice, l.busy(), l.unfolded)
	}
	return s
}

// where is how to come to a place in which each key does something.
func where() map[string][]string {
	turn := []string{"enter", "g", "1", "2", "enter"}
	return map[string][]string{
		"up": {"enter", "n", "g"}, "down": {"enter", "g"}, "open": {}, "quit": {},
		"run": {"enter"}, "next": {"enter"}, "previous": {"enter", "n"}, "jump": {"enter"}, "reset": {"enter"},
		"focus": {"enter"}, "prompt": {"enter"}, "zoom": {"enter"}, "hint": turn, "solve": turn, "stop": {}, "unfold": {"enter"}, "explain": {"enter"},
		"choose": {"enter", "g"}, "skip": {"enter", "n"},
		"left": {"enter", "z"}, "right": {"enter", "z"},
		"nearer": {"enter", "z"}, "farther": {"enter", "z"},
		"send": {"enter", ":", "x"}, "older": {"enter", ":", "x", "enter"}, "newer": {"enter", ":", "x", "enter", "up"},
		"complete": {"enter", ":", "i"}, "search": {"enter", ":"}, "exit": {"enter", ":"},
		"readBack": {"enter", ":"}, "readOn": {"enter", ":"}, "clear": {"enter", ":", "x"}, "leave": {"enter", ":"},
		"language": {"enter"}, "help": {"enter"}, "back": {"enter"}, "page": {"enter"}, "pageBack": {"enter"}, "first": {"enter", "n", "g"}, "last": {"enter", "g"},
		"cancel": {"enter", "g"}, "confirm": {"enter", "g"}, "anew": {"enter", "n", "r"},
	}
}

// TestEveryKey presses every name of every key where it means something: something has to come of it. And every key has to
// be in the help.
func TestEveryKey(t *testing.T) {
	k := newKeys(english())
	told := map[string]bool{}
	for _, inLesson := range []bool{false, true} {
		for _, g := range k.groups(english(), inLesson) {
			for _, b := range g.keys {
				told[b.Help().Key+" "+b.Help().Desc] = true
			}
		}
	}
	places := where()
	for name, b := range named(k) {
		if !told[b.Help().Key+" "+b.Help().Desc] {
			t.Errorf("the help does not tell of %s (%s)", name, b.Help().Key)
		}
		place, ok := places[name]
		if !ok {
			t.Errorf("no place is known for the key %s", name)
		}
		row := newScreen(t, "en", 80, 24, Options{}).m.helpRow(b, 8)
		for _, pressed := range b.Keys() {
			sign := map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "pgdown": "pgdn"}[pressed]
			isDigit := strings.Contains(b.Help().Key, "…")
			if told := strings.Fields(ansi.Strip(row)); !slices.Contains(told, cmp.Or(sign, pressed)) && !isDigit && pressed != early && pressed[0] < 0x80 {
				t.Errorf("the help does not tell of %s for %s: %s", pressed, name, row)
			}
			t.Run(name+"/"+pressed, func(t *testing.T) {
				s := newScreen(t, "en", 80, 24, Options{Open: openBroken}).press(place...)
				if name == "left" {
					s.m.column = 8
				}
				before := s.m.state()
				_, cmd := s.m.Update(keyOf(pressed))
				if after := s.m.state(); after == before && cmd == nil {
					t.Errorf("nothing comes of it:\n%s", s.text())
				}
				s.settle()
			})
		}
	}
}

// named are the keys by the names of their fields.
func named(k keys) map[string]key.Binding {
	return map[string]key.Binding{
		"up": k.up, "down": k.down, "open": k.open, "quit": k.quit, "run": k.run, "next": k.next, "previous": k.previous,
		"jump": k.jump, "reset": k.reset, "focus": k.focus, "prompt": k.prompt, "zoom": k.zoom, "hint": k.hint,
		"solve": k.solve, "stop": k.stop, "choose": k.choose, "skip": k.skip, "left": k.left, "right": k.right,
		"send": k.send, "older": k.older, "newer": k.newer, "clear": k.clear, "leave": k.leave, "language": k.language,
		"help": k.help, "back": k.back, "page": k.page, "pageBack": k.pageBack, "cancel": k.cancel, "confirm": k.confirm,
		"anew": k.anew, "unfold": k.unfold, "explain": k.explain, "nearer": k.nearer, "farther": k.farther,
		"first": k.first, "last": k.last, "complete": k.complete, "search": k.search,
		"readBack": k.readBack, "readOn": k.readOn, "exit": k.exit,
	}
}

// TestNamed holds that no key is left out of the test above.
func TestNamed(t *testing.T) {
	of := reflect.TypeFor[keys]()
	all := named(keys{})
	for i := range of.NumField() {
		if _, ok := all[of.Field(i).Name]; !ok {
			t.Errorf("the key %s is not tested", of.Field(i).Name)
		}
	}
}

// TestEnds goes to the beginning and the end of the list, of the steps, of a pane and of the help.
func TestEnds(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{}).press("end")
	if last := len(s.m.list.lessons) - 1; s.m.list.at != last || s.press("home").m.list.at != 0 {
		t.Errorf("unexpected lesson after end and home: %d", s.m.list.at)
	}
	s.press("enter", "end")
	if top := s.m.scroll[lessonPane]; top == 0 || s.press("home").m.scroll[lessonPane] != 0 {
		t.Errorf("unexpected rows above after end, and after home: %d, %d", top, s.m.scroll[lessonPane])
	}
	s.press("g", "end")
	if last := len(s.m.session.lesson.Steps) - 1; s.m.mode != jumpMode || s.m.jump != last || s.press("home").m.jump != 0 {
		t.Errorf("unexpected step after end and home: %d", s.m.jump)
	}
	if text := s.press("esc", "?", "end").text(); !strings.Contains(text, "The mouse:") {
		t.Errorf("unexpected end of the help:\n%s", text)
	}
	s.press("home")
	if s.m.mode != helpMode || s.m.help != 0 {
		t.Errorf("unexpected help after home: row %d", s.m.help)
	}
}

// TestSizes draws larger and smaller from any pane, and says so where nothing of it is seen.
func TestSizes(t *testing.T) {
	for lang, w := range map[string]words{"en": english(), "zh": chinese()} {
		s := newScreen(t, lang, 80, 24, Options{}).press("enter")
		for _, next := range []struct {
			key  string
			size diagram.Zoom
		}{{"-", diagram.Compact}, {"-", diagram.Compact}, {"+", diagram.Fit}, {"+", diagram.Full}} {
			if text := s.press(next.key).text(); s.m.size != next.size || !strings.Contains(text, w.sizes[next.size]) {
				t.Errorf("unexpected screen after %s: want %q:\n%s", next.key, w.sizes[next.size], text)
			}
		}
	}
}

// TestEnterAnswersOnlyWhatIsSeen holds that enter in another pane goes to the question, and never runs past it.
func TestEnterAnswersOnlyWhatIsSeen(t *testing.T) {
	for _, away := range [][]string{{"tab"}, {"tab", "tab"}, {"z"}} {
		for _, width := range []int{80, 120} {
			s := newScreen(t, "en", width, 40, Options{}).to(2).press(away...)
			if !strings.Contains(s.text(), "to the question") {
				t.Errorf("%v at %d: enter is not told:\n%s", away, width, s.text())
			}
			s.press("enter")
			if m := s.m; m.focus != lessonPane || m.zoom || m.session.next != 0 || m.session.question() == nil {
				t.Errorf("%v at %d: unexpected screen:\n%s", away, width, s.text())
			}
		}
	}
}

// TestSkip holds that a question need not be answered, and that the answer is told once it can be seen.
func TestSkip(t *testing.T) {
	s := newScreen(t, "en", 80, 40, Options{}).to(2).press("0")
	if text := s.text(); strings.Contains(text, "✓ 3") || !strings.Contains(text, "Skipped") {
		t.Errorf("unexpected screen after skipping:\n%s", text)
	}
	if text := s.press("enter").text(); !strings.Contains(text, "✓ 3") {
		t.Errorf("the answer is not told after the command:\n%s", text)
	}
}

// TestEnterWhileRunning tells that something runs, and no longer than it does.
func TestEnterWhileRunning(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{}).press("enter")
	s.m.Update(keyOf("enter"))
	s.m.Update(keyOf("enter"))
	if text := s.text(); !strings.Contains(text, s.m.words.running) {
		t.Fatalf("it is not told that a command runs:\n%s", text)
	}
	s.settle()
	if text := s.text(); strings.Contains(text, s.m.words.running) || !strings.Contains(text, "enter") {
		t.Errorf("a command is told to run that has ended:\n%s", text)
	}
}

// TestLoss tells of what the chart shows: what was lost before counts no more when it has gone by.
func TestLoss(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{})
	w := &watch{}
	for i := range 2 * kept {
		r := probe.Reply{Outcome: probe.Answered, RTT: time.Millisecond}
		if i < kept {
			r = probe.Reply{Outcome: probe.NoAnswer}
		}
		w.add(r)
	}
	said := func(text string) string { return text }
	if line := ansi.Strip(w.line(s.m.words, said, s.m.theme, 20, 90, time.Millisecond)); !strings.Contains(line, "loss 0 %") || strings.ContainsRune(line, lostMark) {
		t.Errorf("unexpected row of a ping that is answered now: %s", line)
	}
	w.add(probe.Reply{Outcome: probe.NoAnswer})
	if line := ansi.Strip(w.line(s.m.words, said, s.m.theme, 20, 90, time.Millisecond)); !strings.Contains(line, "loss 2 %") {
		t.Errorf("unexpected row of a ping that lost one of forty: %s", line)
	}
}

// TestFolded indents what goes on further than its line.
func TestFolded(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"one two three four five six seven eight", "one two three four\n      five six seven\n      eight"},
		{"        one two three four", "        one two\n         three four"},
	} {
		if got := strings.Join(folded([]string{test.line}, 20), "\n"); got != test.want {
			t.Errorf("unexpected rows of %q:\nwant %q\n got %q", test.line, test.want, got)
		}
	}
}

// TestTable breaks a table that is too wide between the same columns of all its lines, and leaves what is only indented by tabs alone.
func TestTable(t *testing.T) {
	const bridges = "bridge name\tbridge id\t\tSTP enabled\tinterfaces\n" +
		"docker0\t\t8000.0242dfab6a2c\tno\t\tA\n\t\t\t\t\t\t\tveth0\nbr0\t\t8000.000000000000\tno\t\t\nthe end\n"
	for _, test := range []struct {
		output string
		width  int
		want   []string
	}{
		{bridges, 50, []string{
			"bridge name     bridge id", "      STP enabled     interfaces", "docker0         8000.0242dfab6a2c", "      no              A",
			"                      veth0", "br0             8000.000000000000", "      no", "the end",
		}},
		{bridges, 66, []string{
			"bridge name     bridge id               STP enabled     interfaces", "docker0         8000.0242dfab6a2c       no              A",
			"                                                        veth0", "br0             8000.000000000000       no", "the end",
		}},
		{"\tchain c {\n\t\ttype filter hook\n", 20, []string{"        chain c {", "                type", "         filter hook"}},
	} {
		got := shown(test.output, test.width)
		for i := range got {
			got[i] = strings.TrimRight(got[i], " ")
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("unexpected rows of %q at %d:\nwant %q\n got %q", test.output, test.width, test.want, got)
		}
	}
}

// TestOnlyEnterInRecording goes through a recording to its very end, as a newcomer would.
func TestOnlyEnterInRecording(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{Refusal: errors.New("no"), Cure: "none"})
	for range 300 {
		if s.press("enter"); strings.Contains(s.text(), "The end of this lesson") {
			return
		}
	}
	t.Errorf("enter does not lead to the end:\n%s", s.text())
}

// TestResume opens a lesson where the learner left off, and says so.
func TestResume(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	p, err := lessons.LoadProgress()
	if err != nil {
		t.Fatal(err)
	}
	p.Mark("veth", 0)
	s := newScreen(t, "en", 80, 24, Options{Progress: p}).press("enter")
	if s.m.session.step != 1 || !strings.Contains(s.text(), "You left off here: step 2") {
		t.Errorf("unexpected screen:\n%s", s.text())
	}
	// What is played on the way to a step is not done.
	s.press("3", "enter", "g", "5", "enter")
	if text := s.text(); !strings.Contains(text, "●●○○◐○") {
		t.Errorf("unexpected dots: want two steps done:\n%s", text)
	}
	// What is done is kept.
	s.press("q")
	s.m.effects.Wait()
	again, err := lessons.LoadProgress()
	if err != nil || !again.Has("veth", 1) {
		t.Errorf("unexpected progress: %v, %v", again, err)
	}
	if s.press("enter"); s.m.session.step != 4 || !strings.Contains(s.text(), "You left off here: step 5") {
		t.Errorf("unexpected screen where the fifth step was left:\n%s", s.text())
	}
}

// TestMouse scrolls what is under the wheel, and chooses what is clicked.
func TestMouse(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{})
	click := func(x, y int) {
		s.m.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		s.settle()
		s.m.View()
	}
	// row is that of a text on the screen.
	row := func(text string) int {
		t.Helper()
		for y, line := range strings.Split(s.text(), "\n") {
			if strings.Contains(line, text) {
				return y
			}
		}
		t.Fatalf("%q is not on the screen:\n%s", text, s.text())
		return 0
	}
	other := *s.m.list.lessons[0]
	other.ID, other.Title = "other", "Another lesson"
	s.m.list.lessons = append(s.m.list.lessons[:1:1], &other)
	if click(10, row("Another lesson")); s.m.list.at != 1 || s.m.mode != listMode {
		t.Errorf("a click does not choose a lesson:\n%s", s.text())
	}
	click(10, row("Two namespaces"))
	if click(10, row("Two namespaces")); s.m.session == nil {
		t.Fatalf("a click on the selected lesson does not open it:\n%s", s.text())
	}
	s.press("n")
	if click(10, row("of its own")); s.m.session.option != 2 {
		t.Errorf("a click does not choose an answer:\n%s", s.text())
	}
	if click(10, row("of its own")); s.m.session.answers[1] != 2 {
		t.Errorf("a second click does not give the answer:\n%s", s.text())
	}
	if click(10, 20); s.m.focus != networkPane {
		t.Errorf("a click on the drawing does not focus it")
	}
	s.m.Update(tea.MouseWheelMsg{X: 10, Y: 4, Button: tea.MouseWheelDown})
	if !s.m.held[lessonPane] {
		t.Errorf("the wheel over the lesson does not scroll it")
	}
	s.press("g")
	click(40, row(" 5  Walk in"))
	if click(40, row(" 5  Walk in")); s.m.mode != lessonMode || s.m.session.step != 4 {
		t.Errorf("two clicks on a step do not go there:\n%s", s.text())
	}
}

// TestPaste runs whole lines one after the other, and leaves the last to be gone on with.
func TestPaste(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openBroken}).press("enter", ":").typed("ec")
	s.m.Update(tea.PasteMsg{Content: "ho one\r\n\necho two\necho thr"})
	s.settle()
	text := s.text()
	for _, want := range []string{"# echo one", "# echo two"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the screen:\n%s", want, text)
		}
	}
	if got := s.m.prompt.area.Value(); got != "echo thr" || len(s.m.session.entries) != 2 {
		t.Errorf("unexpected line that is left: %q", got)
	}
}

// TestTerminalGone holds that the program ends when nothing can be read any more.
func TestTerminalGone(t *testing.T) {
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	out.Close()
	if err := Run(ctx, Options{Lang: "en", In: in, Out: io.Discard}); err != nil || ctx.Err() != nil {
		t.Errorf("unexpected end: %v, %v", err, ctx.Err())
	}
}

// TestEndless keeps the end of what prints much, and says so.
func TestEndless(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openBroken}).press("enter", ":").typed("endless").press("enter")
	e := s.m.session.last()
	if len(e.output) > outputLimit || !strings.HasSuffix(e.output, "yes\n") || !strings.HasPrefix(e.output, "yes\n") {
		t.Errorf("unexpected output: %d bytes", len(e.output))
	}
	s.press("esc", "tab", "tab", "z")
	for range 40 * outputLimit / 4 / 30 {
		if s.m.scroll[terminalPane] == 0 {
			break
		}
		s.press("pgup")
	}
	if !strings.Contains(s.text(), "earlier output is left out") {
		t.Errorf("it is not said that something is missing:\n%s", s.text())
	}
}

// TestEarly holds that a lesson opens at once as itself, and that a key which comes before its lab does counts when that is there.
func TestEarly(t *testing.T) {
	l, err := lessons.Find("veth", "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		height           int
		from, step, next int
	}{
		{height: 40, from: 0, step: 0, next: 1},
		{height: 40, from: 2, step: 2, next: 1},
		{height: 18, from: 0, step: 0, next: 0}, // enter reads on first
	} {
		there := make(chan struct{})
		s := newScreen(t, "en", 120, test.height, Options{Lesson: l, Step: test.from, Open: func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
			<-there
			return lessons.Replay(l)
		}})
		if text := s.text(); !strings.Contains(text, l.Title) || !strings.Contains(text, "opening the lab") || strings.Contains(text, "Choose a lesson") {
			t.Errorf("the lesson is not what is shown:\n%s", text)
		}
		for range 3 {
			s.m.Update(keyOf("enter"))
		}
		close(there)
		s.settle()
		if got := s.m.session; got.step != test.step || got.next != test.next {
			t.Errorf("unexpected place after enter at step %d: want step %d and command %d, got %d and %d", test.from, test.step, test.next, got.step, got.next)
		}
	}
}

// TestStepIsSeen holds that a new step is seen where the terminal, which hides the lesson on a narrow screen, has the focus.
func TestStepIsSeen(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).press("enter", "tab", "tab", "n")
	if text := s.text(); s.m.session.step != 1 || !strings.Contains(text, "━ Lesson · ") {
		t.Errorf("the new step is not to be seen:\n%s", text)
	}
}

// TestOneEnterTooMany holds that nobody who pages on with enter answers a question without having seen what is chosen.
func TestOneEnterTooMany(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{}).to(2)
	if text := s.text(); strings.Contains(text, "▶ 1") || !strings.Contains(text, "enter choose an answer") {
		t.Errorf("an answer is chosen before anybody did:\n%s", text)
	}
	if text := s.press("enter").text(); s.m.session.question() == nil || !strings.Contains(text, "▶ 1") || !strings.Contains(text, "0 skips it") {
		t.Errorf("one enter answers:\n%s", text)
	}
	if s.press("enter"); s.m.session.question() != nil || s.m.session.answers[1] != 0 {
		t.Errorf("what was chosen is no answer:\n%s", s.text())
	}
	if s = newScreen(t, "en", 120, 40, Options{}).to(2).press("down", "down", "enter"); s.m.session.answers[1] != 1 {
		t.Errorf("unexpected answer: want the second:\n%s", s.text())
	}
}
