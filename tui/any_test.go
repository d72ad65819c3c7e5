package tui

import (
	"context"
	"flag"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vethlab/lessons"
)

var (
	anyKeys = flag.Int("keys", 600, "how many keys are pressed at random")
	anySeed = flag.Uint64("keys.seed", 1, "the seed of their choice")
)

// TestAnyKeys presses keys and mouse buttons as they come, in every state of the program that they lead to: nothing may break, and the screen
// is always whole.
func TestAnyKeys(t *testing.T) {
	keys := strings.Fields(`enter enter enter enter esc esc tab shift+tab up down left right pgdown pgup ctrl+c ctrl+d ctrl+r ctrl+u ctrl+p ctrl+n ctrl+j
		q p n g r z : : : i s u e k j l h + - = L ? 1 2 3 0 a b ： ？ 网 x home end`)
	lines := []string{
		"ip link", "ip exec red ip link", "A=1", "'a b'", "clear", "exit", "echo '", "网络", "ip netns exec test0 ", "\x00\x1b[", "ip addr add 10.0.0.1 dev veth0",
		"for i in 1 2", "# x", "<(", "ip link set veth0 netns test0", strings.Repeat("long ", 60), "ip -n ", "docker run --", "ping ", "a\tb",
	}
	for _, lang := range []string{"en", "zh"} {
		random := rand.New(rand.NewPCG(*anySeed, uint64(len(lang))))
		s := newScreen(t, lang, 80, 24, Options{Open: func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
			p, err := lessons.Replay(l)
			return willing{p, random.IntN(3) == 0}, err
		}})
		var pressed []string
		t.Cleanup(func() {
			if t.Failed() {
				t.Logf("the last keys: %q", pressed[max(0, len(pressed)-40):])
			}
		})
		for range *anyKeys {
			key := keys[random.IntN(len(keys))]
			switch n := random.IntN(30); {
			case n == 0:
				key = lines[random.IntN(len(lines))]
				pressed = append(pressed, key)
				s.typed(key)
			case n == 1:
				pressed = append(pressed, "paste")
				s.m.Update(tea.PasteMsg{Content: lines[random.IntN(len(lines))] + "\n" + lines[random.IntN(len(lines))]})
			case n < 4:
				pressed = append(pressed, "click")
				at := tea.Mouse{X: random.IntN(s.m.width + 1), Y: random.IntN(s.m.height + 1), Button: tea.MouseLeft}
				s.m.Update(tea.MouseClickMsg(at))
				s.m.Update(tea.MouseReleaseMsg(at))
				at.Button = tea.MouseWheelDown
				s.m.Update(tea.MouseWheelMsg(at))
			default:
				pressed = append(pressed, key)
				s.m.Update(keyOf(key))
			}
			if random.IntN(3) > 0 {
				s.settle()
			}
			s.check(random)
		}
	}
}

// TestLowPrompt types a command of several lines where the terminal has two rows.
func TestLowPrompt(t *testing.T) {
	s := newScreen(t, "en", 80, 24, Options{Open: openBroken}).press("enter", ":")
	s.m.Update(tea.PasteMsg{Content: "for i in 1 2\ndo\n echo $i\n"})
	s.typed("done")
	if rows, _, y := s.m.promptRows(60, 2); len(rows) != 2 || y != 0 || !strings.Contains(ansi.Strip(rows[0]), "> done") {
		t.Errorf("unexpected rows, the cursor in %d: %q", y, rows)
	}
	if rows, _, _ := s.m.promptRows(60, 12); len(rows) < 4 {
		t.Errorf("the lines before are not shown: %q", rows)
	}
	if rows, offset := window([]string{"a"}, 1, -1); len(rows) != 0 || offset < 0 {
		t.Errorf("unexpected rows of a pane without room: %q at %d", rows, offset)
	}
}
