package tui

import (
	"fmt"
	"slices"
	"strings"

	"vethlab/lab"
	"vethlab/lab/explain"
	"vethlab/lessons"
	"vethlab/tui/theme"
)

// list is the list of lessons.
type list struct {
	lessons   []*lessons.Lesson
	at        int
	top       int               // the first row that is shown, where one has paged further than to the selected lesson
	progress  *lessons.Progress // nil is none
	abilities []lab.Ability     // nil until they are known
	tables    func() explain.Words
	refusal   error // why there is no lab at all, nil if there is one
	cure      string
}

// move selects another lesson, which is then in view.
func (l *list) move(by int) {
	l.top = 0
	l.at = max(min(l.at+by, len(l.lessons)-1), 0)
}

func (l *list) selected() *lessons.Lesson {
	if len(l.lessons) == 0 {
		return nil
	}
	return l.lessons[l.at]
}

func (l *list) done(lesson *lessons.Lesson) int { return l.progress.Done(lesson.ID) }

// listRows are the rows of the list, and for each the lesson that it is of, -1 for none.
type listRows struct {
	lines []string
	of    []int
}

func (r *listRows) add(lesson int, lines ...string) {
	for _, l := range lines {
		r.lines, r.of = append(r.lines, l), append(r.of, lesson)
	}
}

// rows tells everything there is in the list; failure is what went wrong just now, empty for nothing.
func (l *list) rows(w words, t *theme.Theme, width int, failure string) listRows {
	var r listRows
	if failure != "" {
		r.add(-1, wrap([]run{{"✗ " + failure, t.Bad}}, width)...)
		r.add(-1, "")
	}
	r.add(-1, t.Dim.Render(w.choose), "")
	if len(l.lessons) == 0 {
		r.add(-1, w.noLessons)
	}
	for i, lesson := range l.lessons {
		sign, style := "  ", t.Strong
		if i == l.at {
			sign, style = "▶ ", t.Title
		}
		r.add(i, t.Next.Render(sign)+style.Render(lesson.Title))
		for _, row := range wrap([]run{{lesson.Summary, t.Text}}, width-2) {
			r.add(i, "  "+row)
		}
		r.add(i, "  "+t.Dim.Render(fmt.Sprintf(w.minutes, lesson.Minutes)+" · ")+l.state(w, t, lesson))
		for _, a := range l.missing(lesson) {
			r.add(i, l.ability(w, t, a, width)...)
		}
		r.add(-1, "")
	}
	r.add(-1, l.machine(w, t, width)...)
	return r
}

func (l *list) state(w words, t *theme.Theme, lesson *lessons.Lesson) string {
	switch done := l.done(lesson); done {
	case 0:
		return t.Dim.Render("○ " + w.fresh)
	case len(lesson.Steps):
		return t.Good.Render("✓ " + w.finished)
	default:
		return t.Warn.Render("◐ " + fmt.Sprintf(w.done, done, len(lesson.Steps)))
	}
}

// missing are the abilities that a lesson needs and this machine has not.
func (l *list) missing(lesson *lessons.Lesson) []lab.Ability {
	var list []lab.Ability
	for _, a := range l.abilities {
		if !a.OK && slices.Contains(lesson.Needs, a.Name) {
			list = append(list, a)
		}
	}
	return list
}

// said is a text about this machine, which is English, in the language.
func (l *list) said(w words, text string) string {
	if w.lang == "en" {
		return text
	}
	return l.tables().Said(text, w.lang)
}

// lack says what this machine lacks, and why; once, where the one names the other.
func (l *list) lack(w words, a lab.Ability) string {
	between := func(r rune) bool { return strings.ContainsRune(" ,:;", r) }
	if slices.Contains(strings.FieldsFunc(a.Why, between), a.Name) {
		return l.said(w, a.Why)
	}
	return l.said(w, a.Name) + w.colon + l.said(w, a.Why)
}

// machine is what this machine cannot do.
func (l *list) machine(w words, t *theme.Theme, width int) []string {
	var lines []string
	if l.refusal != nil {
		lines = append(lines, wrap([]run{{"! " + w.cannot + " ", t.Warn.Bold(true)}, {l.said(w, l.refusal.Error()), t.Warn}}, width)...)
		return append(lines, wrap([]run{{"  " + w.cure + w.colon, t.Strong}, {l.said(w, l.cure), t.Text}}, width)...)
	}
	for _, a := range l.abilities {
		if a.OK {
			continue
		}
		if lines == nil {
			lines = append(lines, t.Dim.Render(w.absent))
		}
		lines = append(lines, wrap([]run{{"  " + l.lack(w, a), t.Dim}}, width)...)
	}
	return lines
}

func (l *list) ability(w words, t *theme.Theme, a lab.Ability, width int) []string {
	lines := wrap([]run{{"! " + fmt.Sprintf(w.needed, l.lack(w, a)), t.Warn}}, width-2)
	lines = append(lines, wrap([]run{{w.cure + w.colon + l.said(w, a.Cure), t.Text}}, width-2)...)
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	return lines
}
