package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/pflag"
)

// TestTranslate holds that the help says nothing in English where it is asked for in Chinese.
func TestTranslate(t *testing.T) {
	c := root(&settings{})
	translate(c)
	for _, sub := range append(c.Commands(), c) {
		texts := map[string]string{"short": sub.Short, "long": sub.Long}
		sub.Flags().VisitAll(func(f *pflag.Flag) { texts["--"+f.Name] = f.Usage })
		sub.PersistentFlags().VisitAll(func(f *pflag.Flag) { texts["--"+f.Name] = f.Usage })
		for of, text := range texts {
			if text != "" && !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s, %s: unexpected text: want Chinese, got %q", sub.Name(), of, text)
			}
			// fang begins a flag's text with a capital.
			if first, _, _ := strings.Cut(text, " "); strings.HasPrefix(of, "--") && strings.ContainsFunc(first, func(r rune) bool { return r < 0x80 }) {
				t.Errorf("%s, %s: unexpected text: want no Latin letter in the first word, got %q", sub.Name(), of, text)
			}
		}
	}
}

func TestSpoken(t *testing.T) {
	for _, test := range []struct {
		environment string
		words       []string
		want        string
	}{
		{"en_US.UTF-8", nil, "en"}, {"zh_CN.UTF-8", nil, "zh"}, {"", nil, "en"},
		{"en_US.UTF-8", []string{"run", "--lang", "zh"}, "zh"}, {"zh_CN", []string{"--lang=en", "list"}, "en"},
		{"zh_CN", []string{"list", "--lang", "fr"}, "zh"}, {"zh_CN", []string{"list", "--lang"}, "zh"},
		{"en_US", []string{"explain", "--", "--lang", "zh"}, "en"},
	} {
		t.Setenv("LC_ALL", test.environment)
		t.Setenv("LC_MESSAGES", "")
		t.Setenv("LANG", "")
		if got := language(test.words); got != test.want {
			t.Errorf("unexpected language of %q with %q: want %s, got %s", test.words, test.environment, test.want, got)
		}
	}
	for _, test := range []struct {
		words []string
		err   string
	}{
		{[]string{"run", "vet", "--lang", "zh"}, "vethlab: 没有“vet”这一课；是不是“veth”？\n可用 `vethlab list` 查看有哪些课程。\n"},
		{[]string{"run", "--lang", "zh", "--plian"}, "vethlab: 没有“--plian”这个选项；是不是“--plain”？\n可用 `vethlab --help` 查看用法。\n"},
		{[]string{"--lang", "zh", "list", "x"}, "vethlab: 多了“x”：“vethlab list”不需要它\n可用 `vethlab --help` 查看用法。\n"},
	} {
		if r := play(t, "", test.words...); r.status != exitUsage || r.err != test.err {
			t.Errorf("vethlab %q: want status %d and %q, got %+v", test.words, exitUsage, test.err, r)
		}
	}
}

// TestTranslateErrors holds that what is wrong with a lesson's file is said in Chinese too.
func TestTranslateErrors(t *testing.T) {
	files, err := filepath.Glob("../../lessons/testdata/TestParseErrors/*.golden")
	if err != nil || len(files) == 0 {
		t.Fatalf("unexpected files: want some, got %v, %v", files, err)
	}
	s := &settings{lang: "zh", spoken: "zh"}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if said := s.saidOfFile(strings.TrimSpace(line)); !strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("unexpected text: want Chinese, got %q", said)
			}
		}
	}
}
