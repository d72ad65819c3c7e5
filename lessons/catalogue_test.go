package lessons

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// TestCatalogue holds that the order names every lesson once, that each is under its own id, and that every translation is
// of a lesson and says the same.
func TestCatalogue(t *testing.T) {
	ids, err := order()
	if err != nil {
		t.Fatal(err)
	}
	originals, err := Catalogue(original)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range originals {
		if l.ID != ids[i] {
			t.Errorf("unexpected id in %s: want %s, got %s", l.File, ids[i], l.ID)
		}
	}
	files, err := fs.Glob(content, "content/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		lang, id := path.Base(path.Dir(file)), strings.TrimSuffix(path.Base(file), ".md")
		at := slices.Index(ids, id)
		if at < 0 {
			t.Errorf("unexpected file %s: order.txt does not have %s", file, id)
			continue
		}
		l, err := Find(id, lang)
		if err != nil {
			t.Error(err)
			continue
		}
		if l.Lang != lang {
			t.Errorf("unexpected language of %s: want %s, got %s", file, lang, l.Lang)
		}
		for _, d := range CompareTranslation(originals[at], l) {
			t.Error(d)
		}
	}
}

func TestFind(t *testing.T) {
	l, err := Find("veth", "xx")
	if err != nil || l.Lang != original {
		t.Errorf("unexpected lesson in a language that there is not: want it in %s, got %v, %v", original, l, err)
	}
	_, err = Find("vteh", "en")
	var unknown *UnknownError
	if !errors.As(err, &unknown) || unknown.ID != "vteh" || unknown.Nearest != "veth" {
		t.Errorf("unexpected error: want an UnknownError near veth, got %v", err)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"bridge", "veth", "docker", "--lang"}
	for word, want := range map[string]string{
		"veth": "veth", "vethh": "veth", "vteh": "veth", "ve": "veth", "brigde": "bridge", "dock": "docker",
		"--lnag": "--lang", "zebra": "", "": "", "x": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("unexpected word near %q: want %q, got %q", word, want, got)
		}
	}
}

func TestCompareTranslation(t *testing.T) {
	of, err := Parse("right.md", read(t, "testdata/right.md"))
	if err != nil {
		t.Fatal(err)
	}
	src := string(read(t, "testdata/right.md"))
	for _, change := range [][2]string{
		{"netns add test1", "netns add testl"}, {"> **Hint:** Really.\n", ""}, {"- [x] *that*", "- [ ] *that*"},
		{"- [ ] this", "- [x] this"}, {"id: right", "id: wrong"}, {"bridge]", "veth]"}, {"→ 192.168.5.3", "→ 192.168.5.2"},
		{"$ ! ip", "$ ip"}, {"## 轮到你：再来一次", "## 再来一次"}, {"<details><summary>答案</summary>", ""},
		{"## 再来一次", "## Another\n\nText.\n\n## 再来一次"},
	} {
		if !strings.Contains(src, change[0]) {
			t.Fatalf("right.md has no %q", change[0])
		}
		src = strings.Replace(src, change[0], change[1], 1)
	}
	// The last step is no longer the learner's, so nothing may hide its commands.
	src = strings.TrimSuffix(strings.TrimSpace(src), "</details>")
	translation, err := Parse("translated.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range CompareTranslation(of, translation) {
		b.WriteString(d.String() + "\n")
	}
	golden.RequireEqual(t, []byte(b.String()))
	if list := CompareTranslation(of, of); len(list) > 0 {
		t.Errorf("unexpected differences of a lesson with itself: %v", list)
	}
}
