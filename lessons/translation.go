package lessons

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// CompareTranslation tells where a translation of a lesson is another lesson: it must have the same id, needs, engine, steps,
// commands with their output, pings, hints, and right answers. Only words may differ.
func CompareTranslation(of, translation *Lesson) []Difference {
	var list []Difference
	differ := func(line int, format string, a ...any) {
		list = append(list, Difference{File: translation.File, Line: line, What: fmt.Sprintf(format, a...) + "\n"})
	}
	if translation.ID != of.ID {
		differ(1, "the id is %s, of %s it is %s", translation.ID, of.File, of.ID)
	}
	if translation.Minutes != of.Minutes || !slices.Equal(translation.Needs, of.Needs) {
		differ(1, "minutes and needs are %d %v, of %s they are %d %v",
			translation.Minutes, translation.Needs, of.File, of.Minutes, of.Needs)
	}
	if translation.Engine != of.Engine || translation.BIP != of.BIP {
		differ(1, "engine and bip are %q and %q, of %s they are %q and %q",
			translation.Engine, translation.BIP, of.File, of.Engine, of.BIP)
	}
	if len(translation.Steps) != len(of.Steps) {
		differ(1, "there are %d steps, in %s there are %d", len(translation.Steps), of.File, len(of.Steps))
	}
	for i := range min(len(of.Steps), len(translation.Steps)) {
		is, should := outline(translation.Steps[i]), outline(of.Steps[i])
		if diff := unified(should, is); diff != "" {
			differ(translation.Steps[i].Line, "step %d is not as in line %d of %s:\n%s",
				i+1, of.Steps[i].Line, of.File, diff)
		}
	}
	return list
}

// unified is a diff, and "" if nothing differs; other than in [Match] every letter counts.
func unified(should, is []string) string {
	a, b := strings.Join(should, "\n")+"\n", strings.Join(is, "\n")+"\n"
	return strings.TrimSuffix(udiff.Unified("original", "translation", a, b), "\n")
}

// outline is all of a step that a translation has to keep, in lines.
func outline(s Step) (lines []string) {
	if s.YourTurn {
		lines = append(lines, "the learner's turn")
	}
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case Question:
			for i, o := range b.Options {
				lines = append(lines, fmt.Sprintf("answer %d right: %v", i+1, o.Right))
			}
		case Hint:
			lines = append(lines, "hint")
		case Console:
			lines = append(lines, "console")
			for _, c := range b.Commands {
				lines = append(lines, fmt.Sprintf("command, must fail %v: %s", c.MustFail, c.Line))
				lines = append(lines, c.Expect...)
			}
		}
	}
	for _, p := range s.Pings {
		lines = append(lines, fmt.Sprintf("ping %s → %s", p.From, p.To))
	}
	return lines
}
