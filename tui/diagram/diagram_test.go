package diagram

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/topo"
)

func read(t testing.TB, name string) topo.Topology {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var top topo.Topology
	if err := json.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	return top
}

func draw(t testing.TB, name string, o Options) string {
	t.Helper()
	if o.Words.Up == "" {
		o.Words = English()
	}
	return Draw(read(t, name), o).Render(Style{})
}

// TestDraw holds the drawings of the lesson and of larger networks, at the sizes that panes have.
func TestDraw(t *testing.T) {
	for _, test := range []struct {
		name          string
		width, height int
		here          string
	}{
		{"host", 76, 9, "host"}, {"second", 76, 9, "host"}, {"pair", 76, 9, "host"}, {"moved", 76, 9, "host"},
		{"oneup", 76, 9, "test0"}, {"alive", 76, 9, "host"}, {"alive", 56, 6, "host"}, {"alive", 38, 20, "host"},
		{"alive", 64, 20, "host"}, {"alive", 90, 30, "host"}, {"oneup", 64, 20, ""}, {"pair", 64, 20, "host"},
		{"pair", 38, 20, "host"}, {"same-index", 76, 20, "red"}, {"router", 76, 20, "host"}, {"router", 120, 30, "host"},
		{"bridge", 76, 24, "host"}, {"bridge", 120, 30, "host"}, {"star", 136, 43, "host"}, {"star", 76, 20, "host"},
	} {
		t.Run(fmt.Sprintf("%s-%dx%d", test.name, test.width, test.height), func(t *testing.T) {
			golden.RequireEqual(t, draw(t, test.name, Options{Width: test.width, Height: test.height, Here: test.here}))
		})
	}
}

func TestDrawChinese(t *testing.T) {
	golden.RequireEqual(t, draw(t, "oneup", Options{Width: 64, Height: 14, Here: "test0", Words: Chinese()}))
}

// TestChanged holds the marks of what is new, which tell it without colour.
func TestChanged(t *testing.T) {
	from, to := read(t, "oneup"), read(t, "alive")
	// They were read in two labs: the second is put into the first's place.
	for i := range to.Namespaces {
		to = renamed(to, to.Namespaces[i].ID, from.Namespaces[i].ID)
	}
	o := Options{Width: 64, Height: 14, Here: "host", Words: English(), Changed: topo.Diff(from, to)}
	golden.RequireEqual(t, Draw(to, o).Render(Style{}))
}

// TestChangedRoute holds that no route is taken for new because another is, which leads the same way but stands in another table, or
// whose gateway begins alike.
func TestChangedRoute(t *testing.T) {
	way := func(gateway string, table int) topo.Route {
		return topo.Route{Dst: netip.MustParsePrefix("0.0.0.0/0"), Gateway: netip.MustParseAddr(gateway), Table: table, Protocol: "boot"}
	}
	old := way("10.0.0.1", topo.TableMain)
	with := func(routes ...topo.Route) topo.Topology {
		return topo.Topology{Namespaces: []topo.Namespace{{Name: topo.HostName, ID: 1, Routes: routes}}}
	}
	n := newNews(topo.Diff(with(old), with(old, way("10.0.0.1", 100), way("10.0.0.11", topo.TableMain))))
	if mark := n.route(1, old); mark != "" {
		t.Errorf("unexpected mark of the old route: want none, got %q", mark)
	}
	if mark := n.route(1, way("10.0.0.11", topo.TableMain)); mark != markAdded {
		t.Errorf("unexpected mark of the new route: want %q, got %q", markAdded, mark)
	}
}

// renamed gives a topology in which a namespace has another identity.
func renamed(t topo.Topology, from, to topo.ID) topo.Topology {
	for i := range t.Namespaces {
		ns := &t.Namespaces[i]
		if ns.ID == from {
			ns.ID = to
		}
		for j := range ns.Links {
			if p := ns.Links[j].Peer; p != nil && p.Namespace == from {
				p.Namespace = to
			}
		}
	}
	return t
}

func TestText(t *testing.T) {
	var b strings.Builder
	for _, name := range []string{"host", "pair", "oneup", "alive", "router", "bridge"} {
		b.WriteString(name + "\n" + Text(read(t, name), English()) + Text(read(t, name), Chinese()) + "\n")
	}
	golden.RequireEqual(t, b.String())
}

// TestScroll holds that offsets are clamped, and that a part is a part of the whole.
func TestScroll(t *testing.T) {
	all := Options{Width: 136, Height: 200, Words: English()}
	whole := strings.Split(draw(t, "star", all), "\n")
	part := Draw(read(t, "star"), Options{Width: 40, Height: 10, OffsetX: 1000, OffsetY: 1000, Words: English()})
	if w, h := part.Size(); w < 40 || h < 10 {
		t.Errorf("unexpected size of the whole: %dx%d", w, h)
	}
	if strings.TrimSpace(whole[0]) == "" {
		t.Errorf("the whole begins with nothing")
	}
	if text := part.Render(Style{}); strings.TrimSpace(text) == "" {
		t.Errorf("the end of the drawing is not in view")
	}
	if !strings.Contains(draw(t, "star", Options{Width: 40, Height: 10}), "↓") {
		t.Errorf("nothing says that there is more below")
	}
}

// TestAnySize holds that a picture has exactly the cells it was given, for any topology and any size.
func TestAnySize(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		top := randomTopology(r)
		o := Options{
			Width: 1 + r.IntN(180), Height: 1 + r.IntN(60), OffsetX: r.IntN(40) - 20, OffsetY: r.IntN(40) - 20,
			Words: []Words{English(), Chinese()}[r.IntN(2)], Here: "host", Changed: topo.Diff(topo.Topology{}, top),
			Zoom: Zoom(r.IntN(3)),
		}
		o.Places = Draw(randomTopology(r), o).Places()
		lines := strings.Split(Draw(top, o).Render(Style{}), "\n")
		if len(lines) != o.Height {
			t.Fatalf("unexpected height: want %d, got %d", o.Height, len(lines))
		}
		for _, l := range lines {
			if w := ansi.StringWidth(l); w != o.Width {
				t.Fatalf("unexpected width: want %d, got %d: %q", o.Width, w, l)
			}
		}
	}
}

// randomTopology is one that no kernel need have made.
func randomTopology(r *rand.Rand) topo.Topology {
	names := []string{"a", "测试网络命名空间", "a-very-long-name-of-a-namespace-that-does-not-fit", "\x1b[31m", "é\u0301", "net"}
	var t topo.Topology
	for i := range 1 + r.IntN(12) {
		ns := topo.Namespace{Name: names[r.IntN(len(names))], ID: topo.ID(i + 1)}
		if i == 0 {
			ns.Name = topo.HostName
		}
		for j := range r.IntN(6) {
			l := topo.Link{
				Index: j + 1, Name: names[r.IntN(len(names))], Flags: topo.LinkFlags(r.Uint32()), Kind: "veth", Master: r.IntN(6),
				OperState: "UP", Address: "02:00:00:00:00:01",
			}
			if r.IntN(4) == 0 {
				l.Kind = "bridge"
			}
			if r.IntN(2) == 0 {
				l.Port = &topo.Port{State: []string{"forwarding", "blocking", "what"}[r.IntN(3)]}
			}
			if r.IntN(2) == 0 {
				l.Peer = &topo.End{Namespace: topo.ID(1 + r.IntN(12)), Index: 1 + r.IntN(6)}
			}
			ns.Links = append(ns.Links, l)
		}
		for range r.IntN(3) {
			c := topo.Container{Name: names[r.IntN(len(names))], Pid: r.IntN(2), Mode: "container:" + names[r.IntN(len(names))]}
			ns.Containers = append(ns.Containers, c)
		}
		if r.IntN(6) == 0 {
			ns.Name = outsideName
		}
		t.Namespaces = append(t.Namespaces, ns)
	}
	return t
}

// TestGlyphs holds which lines leave which cell.
func TestGlyphs(t *testing.T) {
	var b strings.Builder
	for _, l := range []line{solid, dashed, dotted, heavy} {
		for m := range mask(16) {
			b.WriteString(cell{sides: m, line: l}.glyph())
		}
		b.WriteByte('\n')
	}
	want := " ╵╶╰╷│╭├╴╯─┴╮┤┬┼\n ╵╶╰╷╎╭├╴╯╌┴╮┤┬┼\n ╵╶╰╷┊╭├╴╯┄┴╮┤┬┼\n ╹╶┖╻┃┎┠╴┚─┸┒┨┰╂\n"
	if b.String() != want {
		t.Errorf("unexpected glyphs: want\n%sgot\n%s", want, &b)
	}
}

// BenchmarkFrame draws 20 namespaces for a screen of 140x45.
func BenchmarkFrame(b *testing.B) {
	top := read(b, "star")
	o := Options{Width: 136, Height: 43, Words: English(), Here: "host"}
	b.ReportAllocs()
	for b.Loop() {
		Draw(top, o).Render(Style{})
	}
}
