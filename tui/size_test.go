package tui

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/topo"
	"vethlab/lessons"
)

// sizes are some of those that matter: the least, the usual, the largest, those at which the layout changes; and one at
// random.
func sizes(random *rand.Rand) [][2]int {
	list := [][2]int{
		{60, 18}, {80, 24}, {wideFrom - 1, 24}, {wideFrom, 18}, {140, 45}, {250, 70}, {60, 70}, {250, 18},
	}
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return append(list[:2], [2]int{60 + random.IntN(191), 18 + random.IntN(53)})
}

// check holds that the screen has exactly its rows, none with too many cells, and tells no key that the help does not.
func (s *screen) check(random *rand.Rand) {
	s.t.Helper()
	for _, size := range sizes(random) {
		s.m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		rows := strings.Split(s.m.View().Content, "\n")
		if len(rows) != size[1] {
			s.t.Fatalf("unexpected rows at %v: %d\n%s", size, len(rows), s.text())
		}
		for _, row := range rows {
			if w := ansi.StringWidth(row); w != size[0] {
				s.t.Fatalf("unexpected width at %v: %d\n%s", size, w, s.text())
			}
		}
	}
	if s.m.mode == helpMode {
		return
	}
	told := s.m.keys.groups(s.m.words, s.m.session != nil)
	for _, b := range s.m.keysNow() {
		if !slices.ContainsFunc(told, func(g group) bool {
			for _, known := range g.keys {
				if known.Help().Key == b.Help().Key {
					return true
				}
			}
			return false
		}) {
			s.t.Errorf("the help does not tell of %q", b.Help().Key)
		}
	}
}

// TestAnySize goes through the lesson and everything that can lie over it, in many sizes.
func TestAnySize(t *testing.T) {
	const seed = 7
	for _, lang := range []string{"en", "zh"} {
		for _, o := range []Options{{Open: openBroken}, {Refusal: errors.New("clone: operation not permitted"), Cure: "sudo -i"}} {
			random := rand.New(rand.NewPCG(seed, seed))
			s := newScreen(t, lang, 80, 24, o)
			s.check(random)
			s.press("enter")
			for range 90 {
				s.check(random)
				s.press("enter")
				if s.m.session.now().YourTurn {
					break
				}
			}
			for _, key := range []string{
				"i", "i", "?", "down", "esc", "g", "up", "esc", "r", "esc", "z", "right", "z", "tab", "z", "z", "tab", ":", "网", "x",
				"enter", "up", "esc", "q",
			} {
				s.press(key)
				s.check(random)
			}
		}
	}
}

// TestOver lays boxes over wide characters: whatever is cut in two, what lies beside the box stays where it is.
func TestOver(t *testing.T) {
	const width = 20
	row := "│" + strings.Repeat("网", (width-2)/2) + "│"
	for wide := 4; wide < width-4; wide++ {
		box := []string{strings.Repeat("x", wide)}
		got := over([]string{row}, width, box)[0]
		if ansi.StringWidth(got) != width || !strings.HasPrefix(got, "│") || !strings.HasSuffix(got, "│") {
			t.Errorf("unexpected row under a box of %d: %q", wide, got)
		}
	}
}

// TestLongList pages to what the list has no room for: why this machine allows no lab, and what would.
func TestLongList(t *testing.T) {
	why := errors.New(strings.Repeat("a long reason ", 60))
	s := newScreen(t, "en", 60, 18, Options{Refusal: why, Cure: "sudo sysctl -w kernel.allow=1"})
	if strings.Contains(s.text(), "kernel.allow") || !strings.Contains(s.text(), "↓ more") {
		t.Errorf("unexpected list:\n%s", s.text())
	}
	if text := s.press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown").text(); !strings.Contains(text, "kernel.allow") {
		t.Errorf("the cure is not reached:\n%s", text)
	}
	if text := s.press("up").text(); !strings.Contains(text, "▶ Two namespaces") {
		t.Errorf("the selected lesson is not in view again:\n%s", text)
	}
}

// TestTooSmall says so in one line, which is no wider than the screen.
func TestTooSmall(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {20, 5}, {59, 18}, {60, 17}} {
		s := newScreen(t, "en", size[0], size[1], Options{})
		text := s.text()
		if strings.Contains(text, "\n") || ansi.StringWidth(text) > size[0] {
			t.Errorf("unexpected screen at %v: %q", size, text)
		}
		if size[0] > 40 && !strings.Contains(text, "vethlab needs 60x18") {
			t.Errorf("unexpected screen at %v: %q", size, text)
		}
	}
}

// TestArrange holds where the panes stand.
func TestArrange(t *testing.T) {
	for _, test := range []struct {
		name  string
		shape shape
		want  layout
	}{
		{"narrow", shape{width: 80, height: 24, drawing: 20}, layout{
			panes: [panes]rectangle{{0, 1, 80, 11}, {0, 12, 80, 11}, {}},
		}},
		{"narrow, a low drawing", shape{width: 80, height: 24, drawing: 3}, layout{
			panes: [panes]rectangle{{0, 1, 80, 15}, {0, 16, 80, 7}, {}},
		}},
		{"narrow, pings", shape{width: 80, height: 24, drawing: 20, pings: 2}, layout{
			panes: [panes]rectangle{{0, 1, 80, 9}, {0, 10, 80, 11}, {}}, pings: rectangle{0, 21, 80, 2},
		}},
		{"narrow, typing", shape{width: 80, height: 24, drawing: 20, prompt: true}, layout{
			panes: [panes]rectangle{{}, {0, 12, 80, 11}, {0, 1, 80, 11}},
		}},
		{"wide", shape{width: 120, height: 40}, layout{
			panes: [panes]rectangle{{0, 1, 46, 38}, {46, 1, 74, 20}, {46, 21, 74, 18}}, wide: true,
		}},
		{"wide, pings", shape{width: 140, height: 45, pings: 2}, layout{
			panes: [panes]rectangle{{0, 1, 53, 43}, {53, 1, 87, 23}, {53, 28, 87, 16}}, pings: rectangle{53, 24, 87, 4}, wide: true,
		}},
		{"enlarged", shape{width: 140, height: 45, zoom: true, focus: networkPane}, layout{
			panes: [panes]rectangle{{}, {0, 1, 140, 43}, {}}, wide: true,
		}},
	} {
		if got := arrange(test.shape); got != test.want {
			t.Errorf("%s: want %+v, got %+v", test.name, test.want, got)
		}
	}
}

// TestArrangeFills holds that the panes fill the screen, and none lies over another.
func TestArrangeFills(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		s := shape{
			width: 60 + random.IntN(191), height: 18 + random.IntN(53), focus: pane(random.IntN(int(panes))),
			zoom: random.IntN(4) == 0, prompt: random.IntN(4) == 0, pings: random.IntN(6), drawing: random.IntN(60),
		}
		l := arrange(s)
		without := s
		without.pings = 0
		if drawing := arrange(without).panes[networkPane]; !s.zoom && s.height >= 24 && l.panes[networkPane].height != drawing.height {
			t.Fatalf("%+v: the pings take from the drawing: want %+v, got %+v", s, drawing, l.panes[networkPane])
		}
		cells := 0
		all := append(l.panes[:], l.pings)
		for i, r := range all {
			cells += r.width * r.height
			if r.height == 0 {
				continue
			}
			if r.x < 0 || r.y < 1 || r.x+r.width > s.width || r.y+r.height > s.height-1 || r != l.pings && r.height < 3 {
				t.Fatalf("%+v: unexpected place %+v", s, r)
			}
			for _, other := range all[i+1:] {
				if other.height > 0 && r.x < other.x+other.width && other.x < r.x+r.width && r.y < other.y+other.height &&
					other.y < r.y+r.height {
					t.Fatalf("%+v: %+v lies over %+v", s, r, other)
				}
			}
		}
		if cells != s.width*(s.height-2) {
			t.Fatalf("%+v: unexpected cells: want %d, got %d", s, s.width*(s.height-2), cells)
		}
	}
}

// many is a player that shows a star of 20 namespaces.
type many struct {
	lessons.Player
	star topo.Topology
}

func (p many) Topology() topo.Topology { return p.star }

func star(b testing.TB) topo.Topology {
	b.Helper()
	src, err := os.ReadFile("diagram/testdata/star.json")
	if err != nil {
		b.Fatal(err)
	}
	var t topo.Topology
	if err := json.Unmarshal(src, &t); err != nil {
		b.Fatal(err)
	}
	return t
}

func newStar(b testing.TB) *screen {
	t := star(b)
	open := func(_ context.Context, l *lessons.Lesson) (lessons.Player, error) {
		p, err := lessons.Replay(l)
		return many{p, t}, err
	}
	return newScreen(b, "en", 140, 45, Options{Open: open}).to(8)
}

// BenchmarkView shows a lesson with 20 namespaces at 140x45 again, of which nothing has changed.
func BenchmarkView(b *testing.B) {
	s := newStar(b)
	for b.Loop() {
		s.m.View()
	}
}

// BenchmarkChange shows it after the kernel told of a change.
func BenchmarkChange(b *testing.B) {
	s := newStar(b)
	for b.Loop() {
		s.m.session.read(s.m.session.topology)
		s.m.View()
	}
}
