package lessons

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestProgressIsKept(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	p, err := LoadProgress()
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []int{0, 3, 3} {
		p.Mark("veth", step)
	}
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	again, err := LoadProgress()
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Done("veth"); got != 2 {
		t.Errorf("unexpected number of steps done: want 2, got %d", got)
	}
	if !again.Has("veth", 3) || again.Has("veth", 1) {
		t.Errorf("unexpected steps done: want the first and the fourth, got %v", again.learnt["veth"].steps)
	}
	if got := again.Done("other"); got != 0 {
		t.Errorf("unexpected number of steps done of a lesson never opened: want 0, got %d", got)
	}
}

// TestProgressOfSeveral has several programs save at once; each has read the file before the others wrote it.
func TestProgressOfSeveral(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	const programs = 8
	var all sync.WaitGroup
	for i := range programs {
		p, err := LoadProgress()
		if err != nil {
			t.Fatal(err)
		}
		p.Mark("veth", i)
		all.Go(func() {
			if err := p.Save(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	p, err := LoadProgress()
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Done("veth"); got != programs {
		t.Errorf("unexpected number of steps done: want %d, got %d", programs, got)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(p.file), ".progress-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("unexpected files left: want none, got %v, %v", left, err)
	}
}

// TestProgressResumes goes on where the learner was, or behind that.
func TestProgressResumes(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	for _, test := range []struct {
		done []int
		at   int // -1 for nowhere
		want int
	}{
		{nil, -1, 0}, {nil, 2, 2}, {[]int{0, 1}, -1, 2}, {[]int{0, 1}, 3, 3}, {[]int{0, 3}, 3, 1}, {[]int{3}, 3, 0},
		{[]int{0, 1, 2, 3}, 2, 0}, {[]int{0}, 99, 1},
	} {
		p := &Progress{}
		for _, step := range test.done {
			p.Mark("veth", step)
		}
		if test.at >= 0 && !p.Stand("veth", test.at) {
			t.Errorf("%+v: that the learner is there is no news", test)
		}
		if got := p.Resume("veth", 4); got != test.want || p.Resume("other", 4) != 0 {
			t.Errorf("unexpected step for %+v: got %d", test, got)
		}
	}
	// The newest of several programs tells where.
	first, _ := LoadProgress()
	second, _ := LoadProgress()
	first.Stand("veth", 2)
	second.Stand("bridge", 1)
	for _, p := range []*Progress{first, second} {
		if err := p.Save(); err != nil {
			t.Fatal(err)
		}
	}
	again, err := LoadProgress()
	if err != nil || again.Resume("veth", 4) != 2 || again.Resume("bridge", 4) != 1 || again.Done("veth") != 0 || again.Stand("veth", 2) {
		t.Errorf("unexpected progress: %v, %v", again.learnt, err)
	}
}

func TestProgressBrokenIsPutAside(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_STATE_HOME", dir)
	file := filepath.Join(dir, "vethlab", "progress.json")
	const text = `{"veth": {"steps": [1, 2`
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := LoadProgress()
	if err == nil || !strings.Contains(err.Error(), file+".broken-") {
		t.Errorf("unexpected error: want one that tells where the broken file is, got %v", err)
	}
	p.Mark("veth", 0)
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	aside, _ := filepath.Glob(file + ".broken-*")
	if len(aside) != 1 {
		t.Fatalf("unexpected files put aside: want one, got %v", aside)
	}
	if b, err := os.ReadFile(aside[0]); err != nil || string(b) != text {
		t.Errorf("unexpected content of the file put aside: want %q, got %q, %v", text, b, err)
	}
}

func TestProgressOfNobody(t *testing.T) {
	var p *Progress
	p.Mark("veth", 0)
	if p.Done("veth") != 0 || p.Has("veth", 0) || p.Save() != nil || p.Stand("veth", 1) || p.Resume("veth", 3) != 0 {
		t.Error("unexpected progress of nobody: want none")
	}
}

// TestUnmark takes back what was done, also where the file has it already, and lets it be done again.
func TestUnmark(t *testing.T) {
	file := filepath.Join(t.TempDir(), "progress.json")
	p, err := loadProgress(file)
	if err != nil {
		t.Fatal(err)
	}
	save := func() *Progress {
		t.Helper()
		if err := p.Save(); err != nil {
			t.Fatal(err)
		}
		again, err := loadProgress(file)
		if err != nil {
			t.Fatal(err)
		}
		return again
	}
	if !p.Mark("veth", 1) || p.Mark("veth", 1) || !save().Has("veth", 1) {
		t.Error("unexpected news of a step that is done")
	}
	if p.Unmark("veth", 1); p.Has("veth", 1) || save().Has("veth", 1) {
		t.Error("what was taken back is done")
	}
	if !p.Mark("veth", 1) || !save().Has("veth", 1) {
		t.Error("what was done again is not done")
	}
	var nobody *Progress
	if nobody.Unmark("veth", 1); nobody.Mark("veth", 1) {
		t.Error("unexpected progress of nobody")
	}
}
