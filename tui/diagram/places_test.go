package diagram

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/topo"
)

// remove is `docker rm -f`: the namespace goes, and with it both ends of its pairs.
func (w *world) remove(name string) {
	ns := w.ns(name)
	host := w.ns(topo.HostName)
	host.Links = slices.DeleteFunc(host.Links, func(l topo.Link) bool { return l.Peer != nil && l.Peer.Namespace == ns.ID })
	w.t.Namespaces = slices.DeleteFunc(w.t.Namespaces, func(n topo.Namespace) bool { return n.Name == name })
}

// TestPlaces holds that boxes stay where they are while others come and go: they move only when there are more than ever before,
// and there is no room left; or when more than half of what had to be scrolled is empty; and hardly ever because what stands is so
// scattered that boxes would have to become lines. What is outside gives way. And what is drawn twice stands where it stood.
func TestPlaces(t *testing.T) {
	moves, needless, steps := 0, 0, 0
	for seed := range uint64(16) {
		r := rand.New(rand.NewPCG(seed, 7))
		size := [][2]int{{66, 17}, {76, 20}, {76, 9}, {78, 20}, {116, 36}, {136, 41}}[r.IntN(6)]
		o := Options{Width: size[0], Height: size[1], Here: topo.HostName, Words: English()}
		w := newWorld()
		if r.IntN(2) == 0 {
			w.beyond()
		}
		w.bridge("docker0", "172.17.0.1/16")
		w.masquerade("172.17.0.0/16", "docker0")
		var names []string
		most, next := 0, 100
		for step := range 60 {
			if add := len(names) == 0 || r.IntN(2) == 0 && len(names) < 14; add {
				next++
				names = append(names, fmt.Sprintf("c%d", next))
				w.join(names[len(names)-1], "nginx", "docker0", fmt.Sprintf("172.17.0.%d/16", next))
			} else {
				i := r.IntN(len(names))
				w.remove(names[i])
				names = slices.Delete(names, i, i+1)
			}
			p := Draw(w.t, o)
			before := o.Places
			steps++
			if moved := movedBoxes(before, p.Places()); len(moved) > 0 && !slices.Equal(moved, []string{outsideName}) {
				emptied := before.rows > o.Height && p.Places().rows*2 <= before.rows
				if moves++; len(names) <= most && !emptied {
					t.Logf("seed %d, step %d: boxes moved without need: %v", seed, step, moved)
					needless++
				}
				most = 0
			}
			most = max(most, len(names))
			o.Places = p.Places()
			if again := Draw(w.t, o); len(movedBoxes(p.Places(), again.Places())) > 0 {
				t.Fatalf("seed %d, step %d: unexpected second drawing:\n%s", seed, step, again.Render(Style{}))
			}
		}
	}
	if needless*50 > steps {
		t.Errorf("boxes moved without need in %d of %d steps", needless, steps)
	}
	if moves == 0 {
		t.Error("no box ever had to move: the networks are too small to test it")
	}
}

// movedBoxes are the namespaces that stand elsewhere than before; all of them may if only the host is left of those before.
func movedBoxes(before, after Places) []string {
	var moved []string
	stayed := 0
	for _, b := range before.boxes {
		for _, a := range after.boxes {
			if a.id == b.id {
				stayed++
				if a.x != b.x || a.y != b.y {
					moved = append(moved, a.key)
				}
			}
		}
	}
	return moved
}

// TestPlacesOfTwo holds that boxes on two bridges hardly ever move: what comes to the upper one pushes the ports of the other down,
// and sometimes there is no room for that.
func TestPlacesOfTwo(t *testing.T) {
	moves, steps := 0, 0
	for seed := range uint64(16) {
		r := rand.New(rand.NewPCG(seed, 11))
		o := Options{Width: 66 + r.IntN(70), Height: 16 + r.IntN(26), Here: topo.HostName, Words: English()}
		w := newWorld()
		w.bridge("docker0", "172.17.0.1/16")
		w.bridge("br0", "172.18.0.1/16")
		var names []string
		for next := range 60 {
			if len(names) == 0 || r.IntN(2) == 0 && len(names) < 12 {
				names = append(names, fmt.Sprintf("c%d", 100+next))
				on := r.IntN(2)
				w.join(names[len(names)-1], "nginx", []string{"docker0", "br0"}[on], fmt.Sprintf("172.%d.0.%d/16", 17+on, 100+next))
			} else {
				i := r.IntN(len(names))
				w.remove(names[i])
				names = slices.Delete(names, i, i+1)
			}
			p := Draw(w.t, o)
			steps++
			if len(movedBoxes(o.Places, p.Places())) > 0 {
				moves++
			}
			o.Places = p.Places()
			if again := Draw(w.t, o); len(movedBoxes(p.Places(), again.Places())) > 0 {
				t.Fatalf("seed %d: unexpected second drawing: want\n%s\ngot\n%s", seed, p.Render(Style{}), again.Render(Style{}))
			}
		}
	}
	if moves*20 > steps {
		t.Errorf("boxes moved in %d of %d steps", moves, steps)
	}
}

// TestPlacesElsewhere holds that places are of no use for another size, and that a world that was built anew keeps them by name.
func TestPlacesElsewhere(t *testing.T) {
	w := newWorld()
	many(w, 4)
	o := Options{Width: 116, Height: 36, Words: English()}
	p := Draw(w.t, o)
	o.Places = p.Places()
	small := Options{Width: 66, Height: 17, Words: English()}
	want := Draw(w.t, small).Render(Style{})
	small.Places = p.Places()
	if got := Draw(w.t, small).Render(Style{}); got != want {
		t.Errorf("unexpected drawing with the places of another size: want\n%s\ngot\n%s", want, got)
	}
	w.remove("web2")
	anew := newWorld()
	anew.next = 500
	many(anew, 4)
	anew.remove("web2")
	if want, got := Draw(w.t, o).Places(), Draw(anew.t, o).Places(); len(want.boxes) != len(got.boxes) {
		t.Errorf("unexpected boxes: want %v, got %v", want.boxes, got.boxes)
	} else {
		for i := range want.boxes {
			if want.boxes[i].x != got.boxes[i].x || want.boxes[i].y != got.boxes[i].y {
				t.Errorf("unexpected place of %s: want %v, got %v", got.boxes[i].key, want.boxes[i], got.boxes[i])
			}
		}
	}
}

// TestPlacesInOrder holds that in a view of another size the boxes keep at least their order, whatever the kernel's is.
func TestPlacesInOrder(t *testing.T) {
	w := newWorld()
	w.bridge("docker0", "172.17.0.1/16")
	w.join("bridged", "base", "docker0", "172.17.0.2/16")
	o := Options{Width: 83, Height: 22, Words: English()}
	o.Places = Draw(w.t, o).Places()
	w.join("alone", "base", "docker0", "172.17.0.9/16")
	host := w.ns(topo.HostName)
	// Its end got an index that was free, before the other's.
	last := len(host.Links) - 1
	host.Links = slices.Insert(host.Links[:last], last-1, host.Links[last])
	row := func(text, name string) int {
		return slices.IndexFunc(strings.Split(text, "\n"), func(l string) bool { return strings.Contains(l, name) })
	}
	for _, size := range [][2]int{{83, 22}, {83, 20}, {76, 9}, {116, 36}} {
		o.Width, o.Height = size[0], size[1]
		p := Draw(w.t, o)
		if text := p.Render(Style{}); row(text, "bridged") > row(text, "alone") {
			t.Errorf("%v: unexpected order:\n%s", size, text)
		}
		o.Places = p.Places()
	}
}

// TestGrowing holds how one container after the other comes, and an internet, one drawing after the other, each with the places of the
// one before: no more is told of a box than before, and the order stays.
func TestGrowing(t *testing.T) {
	for _, size := range [][2]int{{76, 9}, {70, 18}, {83, 21}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			var b strings.Builder
			o := Options{Width: size[0], Height: size[1], Here: topo.HostName, Words: English()}
			w := newWorld()
			for _, next := range []func(){
				func() { w.bridge("docker0", "172.17.0.1/16") },
				func() { w.join("web", "base", "docker0", "172.17.0.2/16") },
				func() { w.join("client", "base", "docker0", "172.17.0.3/16") },
				w.beyond,
				func() { w.join("shop", "base", "docker0", "172.17.0.4/16") },
				func() { w.publish("shop", 8080, 80) },
			} {
				next()
				p := Draw(w.t, o)
				o.Places = p.Places()
				b.WriteString(p.Render(Style{}) + "\n")
			}
			golden.RequireEqual(t, b.String())
		})
	}
}

// TestRecipe holds how a container is wired by hand, one drawing after the other, each with the places of the one before.
func TestRecipe(t *testing.T) {
	for _, size := range [][2]int{{66, 17}, {76, 9}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			var b strings.Builder
			o := Options{Width: size[0], Height: size[1], Here: topo.HostName, Words: English()}
			last := topo.Topology{}
			for _, build := range []func(*world){
				func(w *world) { w.bridge("docker0", "172.17.42.1/16") },
				func(w *world) {
					w.bridge("docker0", "172.17.42.1/16")
					w.run("web", "busybox")
				},
				byHand,
				func(w *world) {
					byHandWired(w)
					ns := w.ns("27")
					l := &ns.Links[1]
					l.Name, l.Addrs, l.Flags, l.OperState, ns.Routes = "B", nil, broadcast, "DOWN", nil
					a := w.ns(topo.HostName).Link("A")
					a.Flags, a.OperState, a.Port.State = idle, "LOWERLAYERDOWN", "disabled"
				},
				byHandWired,
				dead,
				func(w *world) { w.bridge("docker0", "172.17.42.1/16") },
			} {
				w := newWorld()
				build(w)
				o.Changed = topo.Diff(last, w.t)
				p := Draw(w.t, o)
				o.Places, last = p.Places(), w.t
				b.WriteString(p.Render(Style{}) + "\n")
			}
			golden.RequireEqual(t, b.String())
		})
	}
}
