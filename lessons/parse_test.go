package lessons

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

func read(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestParse(t *testing.T) {
	l, err := Parse("right.md", read(t, "testdata/right.md"))
	if err != nil {
		t.Fatal(err)
	}
	golden.RequireEqual(t, []byte(dump(l)))
}

// TestParseErrors has a file for each kind of mistake; its golden has all errors, one a line.
func TestParseErrors(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("unexpected files: want some, got %v, %v", files, err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(strings.TrimSuffix(name, ".md"), func(t *testing.T) {
			l, err := Parse(name, read(t, file))
			if err == nil || l != nil {
				t.Fatalf("unexpected lesson: want an error, got %v", l)
			}
			golden.RequireEqual(t, []byte(err.Error()+"\n"))
		})
	}
}

// FuzzParse holds that no file makes the parser panic, and that each error tells its place.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/wrong/*.md")
	for _, file := range append(files, "testdata/right.md", "content/en/veth.md") {
		f.Add(string(read(f, file)))
	}
	f.Fuzz(func(t *testing.T, src string) {
		l, err := Parse("f.md", []byte(src))
		if err == nil {
			plan(l)
			return
		}
		for _, line := range strings.Split(err.Error(), "\n") {
			var row, column int
			if n, _ := fmt.Sscanf(line, "f.md:%d:%d: ", &row, &column); n != 2 || row < 1 || column < 1 {
				t.Errorf("unexpected error: want f.md:LINE:COLUMN: …, got %q", line)
			}
		}
	})
}

// dump writes all of a lesson in lines.
func dump(l *Lesson) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q %q %d %v %s\n", l.ID, l.Title, l.Summary, l.Minutes, l.Needs, l.File)
	dumpBlocks(&b, l.Intro)
	for _, s := range l.Steps {
		fmt.Fprintf(&b, "step %q line %d yours %v pings %v\n", s.Title, s.Line, s.YourTurn, s.Pings)
		dumpBlocks(&b, s.Blocks)
	}
	return b.String()
}

func dumpBlocks(b *strings.Builder, blocks []Block) {
	for _, block := range blocks {
		switch block := block.(type) {
		case Paragraph:
			fmt.Fprintf(b, "  paragraph %q%s\n", block.Bullet, dumpText(block.Text))
		case Hint:
			fmt.Fprintf(b, "  hint%s\n", dumpText(block.Text))
		case Question:
			fmt.Fprintf(b, "  question line %d%s\n", block.Line, dumpText(block.Ask))
			for _, o := range block.Options {
				fmt.Fprintf(b, "    %v%s\n", o.Right, dumpText(o.Text))
			}
		case Console:
			fmt.Fprintf(b, "  console solution %v\n", block.Solution)
			for _, c := range block.Commands {
				fmt.Fprintf(b, "    line %d %q fail %v %q\n", c.Number, c.Line, c.MustFail, c.Expect)
			}
		}
	}
}

func dumpText(t Text) string {
	var b strings.Builder
	for _, s := range t {
		fmt.Fprintf(&b, " %s%q", [...]string{"", "strong", "emph", "code"}[s.Style], s.Text)
	}
	return b.String()
}

// TestParseAsEditorsSave takes what some editors leave in a file, and nobody sees.
func TestParseAsEditorsSave(t *testing.T) {
	const src = "---\nid: one\ntitle: One\nsummary: Words.\nminutes: 1 # about: one\n---\n\n## One\n\nText.\n"
	for name, saved := range map[string]string{
		"byte order mark": "\uFEFF" + src, "blanks behind the fences": strings.ReplaceAll(src, "---\n", "--- \t\n"),
		"line ends of Windows": strings.ReplaceAll(src, "\n", "\r\n"),
	} {
		if l, err := Parse("one.md", []byte(saved)); err != nil || l.Title != "One" || len(l.Steps) != 1 {
			t.Errorf("%s: unexpected lesson: %+v, %v", name, l, err)
		}
	}
}
