package tui

import (
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// line is what stands in the prompt, the cursor marked.
func (s *screen) line() string {
	v, at := s.m.prompt.area.Value(), s.m.prompt.cursor()
	return v[:at] + "|" + v[at:]
}

// TestComplete completes words of the language, and names of what the lab holds.
func TestComplete(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{}).to(8).press(":")
	for _, test := range []struct {
		typed string
		keys  []string
		want  string
	}{
		{"ip netns ex", []string{"tab"}, "ip netns exec |"},
		{"ip netns exec ", []string{"tab"}, "ip netns exec test0 |"},
		{"ip netns del te", []string{"tab"}, "ip netns del test0 |"},
		{"ip -n test0 link set dev ", []string{"tab"}, "ip -n test0 link set dev |"},
		{"ip -n test0 link set dev ", []string{"tab", "tab"}, "ip -n test0 link set dev lo|"},
		{"ip -n test0 link set dev ", []string{"tab", "tab", "tab"}, "ip -n test0 link set dev veth1|"},
		{"ip -n test0 link set dev ", []string{"tab", "tab", "tab", "tab"}, "ip -n test0 link set dev lo|"},
		{"ip -n test0 link set dev ", []string{"tab", "shift+tab"}, "ip -n test0 link set dev veth1|"},
		{"ip link set veth0 m", []string{"tab"}, "ip link set veth0 m|"},
		{"ip link set veth0 mt", []string{"tab"}, "ip link set veth0 mtu |"},
		{"ip li set", []string{"left", "left", "left", "left", "tab"}, "ip link | set|"},
		{"frobnicate ", []string{"tab"}, "frobnicate |"},
	} {
		s.typed(test.typed).press(test.keys...)
		want := test.want
		if strings.Count(want, "|") == 2 {
			want = want[:len(want)-1]
		}
		if got := s.line(); got != want {
			t.Errorf("unexpected line after %q and %q: want %q, got %q", test.typed, test.keys, want, got)
		}
		s.press("ctrl+c")
	}
	if s.m.mode != promptMode {
		t.Errorf("the prompt is closed:\n%s", s.text())
	}
}

// TestWrongWord underlines what `ip` will refuse, and not what may still become right.
func TestWrongWord(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{}).to(8).press(":").typed("ip frob veth0")
	const underlined = "\x1b[4"
	if row, _ := s.m.painted("ip frob veth0", 13, 60); !strings.Contains(row, underlined) {
		t.Errorf("the wrong word is not marked: %q", row)
	}
	for _, line := range []string{"ip li", "ip link set veth0 up", "ip netns exec test0 ip a"} {
		if row, _ := s.m.painted(line, len(line), 60); strings.Contains(row, underlined) {
			t.Errorf("a word is marked as wrong: %q", row)
		}
	}
	const long = "ip link add a-very-long-name type veth peer name 网络网络"
	if row, column := s.m.painted(long, len(long), 20); column >= 20 || !strings.Contains(s.m.theme.Text.Render(row), "网") {
		t.Errorf("unexpected end of a long line: %q, the cursor at %d", row, column)
	}
}

// TestHistory finds the lines of an earlier start, by the arrow and by their words.
func TestHistory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "history")
	s := newScreen(t, "en", 80, 24, Options{Open: openBroken, History: file}).to(8).press(":")
	for _, line := range []string{"ip link", "ip addr", "ip route", "ip addr", "true"} {
		s.typed(line).press("enter")
	}
	s = newScreen(t, "en", 80, 24, Options{Open: openBroken, History: file}).to(8).press(":")
	for _, test := range []struct {
		keys []string
		want string
	}{
		{[]string{"up"}, "true|"},
		{[]string{"ctrl+r", "a", "d", "d", "right"}, "ip addr|"},
		{[]string{"ctrl+r", "i", "p", "ctrl+r", "left"}, "ip rout|e"},
		{[]string{"ctrl+r", "i", "p", "ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r", "left"}, "ip lin|k"},
		{[]string{"ctrl+r", "z", "z", "right"}, "|"},
		{[]string{"ctrl+r", "i", "p", "esc"}, "|"},
	} {
		if s.press(test.keys...); s.line() != test.want {
			t.Errorf("unexpected line after %q: want %q, got %q", test.keys, test.want, s.line())
		}
		s.press("ctrl+c")
	}
	if text := s.press("ctrl+r", "r", "o").text(); !strings.Contains(text, "search ro: ip route") {
		t.Errorf("the search is not on the screen:\n%s", text)
	}
}

// TestAhead types a line while another runs: it waits for its turn, as in a shell.
func TestAhead(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openBroken}).to(8).press(":")
	for _, line := range []string{"ip link", "ip addr"} {
		s.typed(line)
		s.m.Update(keyOf("enter"))
	}
	if text := s.text(); !strings.Contains(text, "runs when this one has ended") || strings.Contains(text, "# ip addr") {
		t.Errorf("unexpected screen while the first runs:\n%s", text)
	}
	s.settle()
	if text := s.text(); !strings.Contains(text, "# ip link") || !strings.Contains(text, "# ip addr") || strings.Contains(text, "has ended") {
		t.Errorf("unexpected screen after both:\n%s", text)
	}
}

// TestLinesOfCommand goes on with a command that is not whole, typed or pasted, and keeps it as one line.
func TestLinesOfCommand(t *testing.T) {
	const loop, whole = "for i in 1 2; do\n\tip link\ndone", "for i in 1 2; do ip link; done"
	ran := func(s *screen) int {
		n := 0
		for _, e := range s.m.session.entries {
			if strings.HasPrefix(e.line, "for i") && e.line != loop {
				t.Errorf("unexpected command: want %q, got %q", loop, e.line)
			} else if e.line == loop {
				n++
			}
		}
		return n
	}
	file := filepath.Join(t.TempDir(), "history")
	s := newScreen(t, "en", 80, 24, Options{Open: openBroken, History: file}).to(8).press(":")
	s.m.Update(tea.PasteMsg{Content: loop + "\nip li"})
	if s.settle(); ran(s) != 1 || s.line() != "ip li|" {
		t.Errorf("unexpected commands after a paste: %d of the loop, then %q", ran(s), s.line())
	}
	if s.press("up"); s.line() != whole+"|" {
		t.Errorf("unexpected line of the history: want %q, got %q", whole, s.line())
	}
	for _, drop := range []string{"ctrl+c", "esc"} {
		s.press("ctrl+c").typed("for i in 1 2; do").press("enter").typed("ip link").press("enter")
		if text := s.text(); !strings.Contains(text, "# for i in 1 2; do") || !strings.Contains(text, "> ip link") || ran(s) != 1 {
			t.Errorf("the lines that were typed are not on the screen:\n%s", text)
		}
		if s.press(drop); s.m.prompt.begun != "" {
			t.Errorf("%s does not drop the lines that were typed", drop)
		}
	}
	s = newScreen(t, "en", 80, 24, Options{Open: openBroken, History: file}).to(8).press(":").press("up")
	if s.line() != whole+"|" {
		t.Errorf("unexpected line of the history at the next start: want %q, got %q", whole, s.line())
	}
}

// TestLookAtLesson holds that the lesson can be looked at while a line is typed, which stays as it is.
func TestLookAtLesson(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{Open: openBroken}).press("enter", ":").typed("ip netns ad").press("esc")
	if s.m.mode != lessonMode {
		t.Fatalf("esc does not show the lesson:\n%s", s.text())
	}
	if s.press(":"); s.line() != "ip netns ad|" {
		t.Errorf("unexpected line after a look at the lesson: %q", s.line())
	}
}

// TestLeavePrompt says that ctrl+d has left the prompt, as a shell does when it is left.
func TestLeavePrompt(t *testing.T) {
	for lang, w := range map[string]words{"en": english(), "zh": chinese()} {
		s := newScreen(t, lang, 80, 24, Options{Open: openBroken}).press("enter", ":", "ctrl+d")
		if text := s.text(); s.m.mode != lessonMode || !strings.Contains(text, w.leftPrompt) {
			t.Errorf("unexpected screen after ctrl+d: want %q:\n%s", w.leftPrompt, text)
		}
	}
}

// TestReadsKeys says why a command that reads what is typed ended at once.
func TestReadsKeys(t *testing.T) {
	s := newScreen(t, "en", 120, 40, Options{Open: openWilling(false)}).press("enter", ":").typed("cat").press("enter")
	s.settle()
	if text := s.text(); !strings.Contains(text, "cat reads what is typed") {
		t.Errorf("unexpected screen after cat:\n%s", text)
	}
}

// TestTask holds that what is to be done can be read while it is typed, where the lesson itself is not seen, until it is done.
func TestTask(t *testing.T) {
	for lang, goal := range map[string]string{"en": "blue has the end blue0", "zh": "blue 里是 blue0 这一端"} {
		s := newScreen(t, lang, 80, 24, Options{Open: openWilling(false)}).to(12).press(":").typed("true").press("enter").typed("网络")
		text := s.text()
		if !strings.Contains(text, "▶ "+goal) {
			t.Errorf("%s: the task is not told:\n%s", lang, text)
		}
		rows := strings.Split(text, "\n")
		if c := s.m.View().Cursor; c == nil || !strings.Contains(rows[c.Y], "# 网络") {
			t.Errorf("%s: the cursor is not where is typed: %+v\n%s", lang, c, text)
		}
		s.m.session.managed[11] = true
		if text := s.text(); strings.Contains(text, "▶ "+goal) {
			t.Errorf("%s: the task is told though it is done:\n%s", lang, text)
		}
	}
	if text := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).to(3).press(":").text(); strings.Contains(text, "One command makes both ends") {
		t.Errorf("a step that is not the learner's takes room:\n%s", text)
	}
}

// TestHelpAtPrompt holds that ? helps also where a command is typed, unless it is a part of one.
func TestHelpAtPrompt(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{Open: openWilling(false)}).press("enter", ":")
	if text := s.text(); !strings.Contains(text, "? help") {
		t.Errorf("the key is not told of:\n%s", text)
	}
	if s.press("?"); s.m.mode != helpMode {
		t.Errorf("there is no help:\n%s", s.text())
	}
	if s.press("esc"); s.m.mode != promptMode {
		t.Errorf("the prompt does not come back:\n%s", s.text())
	}
	if s.typed("echo ?"); s.m.mode != promptMode || s.m.prompt.area.Value() != "echo ?" || strings.Contains(s.text(), "? help") {
		t.Errorf("the sign is not a part of the command:\n%s", s.text())
	}
}
