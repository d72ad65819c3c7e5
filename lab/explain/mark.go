package explain

import (
	"slices"
	"strings"
)

// Role is what a part of a line is for.
type Role int

// The roles of words.
const (
	Plain    Role = iota // a word of which nothing is known
	Program              // the name of a program
	Keyword              // a word of its language: link, add, dev
	Value                // a name, an address, a number
	Operator             // the shell's own: |, &&, if
	Wrong                // a word that the program will refuse
)

// Mark is a part of a line, from one byte of it to another, and its role.
type Mark struct {
	From, To int
	Role     Role
}

// Marks tells what the parts of a line are while it is typed. Wrong is what the parser of its program refuses, or a program that
// is not there; never the word at the cursor, a byte of the line, while it may still become another. Nothing is looked up but
// what held tells.
func (w Words) Marks(line string, cursor int, held Held) []Mark {
	var marks []Mark
	list := tokens(line)
	held.Program = orFunction(held.Program, list)
	for _, t := range list {
		if t.operator {
			marks = append(marks, Mark{t.from, t.to, Operator})
		}
	}
	for _, s := range commands(list) {
		for _, t := range s.shell {
			marks = append(marks, Mark{t.from, t.to, Operator})
		}
		for _, t := range s.files {
			marks = append(marks, Mark{t.from, t.to, Value})
		}
		for i, role := range w.roles(s, held) {
			t := s.words[i]
			if role == Wrong && t.to == cursor && (isOpen(t.text) || len(w.Complete(line, cursor, held, "en").Candidates) > 0) {
				role = Plain
			}
			marks = append(marks, Mark{t.from, t.to, role})
		}
	}
	return marks
}

// orFunction tells of programs as before, and of the functions that the line itself makes: f() { …; }.
func orFunction(runs func(string) bool, list []token) func(string) bool {
	if runs == nil {
		return nil
	}
	return func(name string) bool {
		for i, t := range list[:max(0, len(list)-2)] {
			if t.text == name && !t.operator && list[i+1].text == "(" && list[i+2].text == ")" {
				return true
			}
		}
		return name == "[[" || runs(name)
	}
}

// isOpen tells whether a word may be the beginning of an address, a number or a name that is still being typed.
func isOpen(word string) bool { return strings.ContainsAny(word, ".:/0123456789") }

// roles are those of the words of one command.
func (w Words) roles(s simple, held Held) []Role {
	words := s.texts()
	roles := make([]Role, 0, len(words))
	steps, p := w.follow(words)
	for _, step := range steps {
		for i := range step.count {
			role := Keyword
			switch {
			case step.at == "" && len(step.rows) == 0 && len(roles) == p.program:
				role = Program
				if held.Program != nil && !strings.Contains(words[len(roles)], "/") &&
					!isExpanded(words[len(roles)]) && !held.Program(words[len(roles)]) {
					role = Wrong
				}
			case len(step.rows) == 0 && w.refuses(step.at, words[len(roles)]):
				role = Wrong
			case len(step.rows) == 0:
				role = Plain
			case step.value:
				role = Value
			case step.at == "":
				role = Program
			case isValueOf(step.rows[len(step.rows)-1], i):
				role = Value
			}
			roles = append(roles, role)
		}
	}
	if r := w.refusal(p, words); r.at >= 0 && !isExpanded(words[r.at]) {
		roles[r.at] = Wrong
	}
	return roles
}

// isValueOf tells whether a word of what a row is about is a value: of switches that stand together the last may have one.
func isValueOf(r row, word int) bool { return word < len(r.pattern) && isValue(r.pattern[word]) }

// refuses tells whether a program has no switch of that letter: of those whose switches the tables have all.
func (w Words) refuses(at, word string) bool {
	if at != "ping" && at != "ping6" && at != "sysctl" || len(word) < 2 || word[0] != '-' || word[1] == '-' {
		return false
	}
	return !slices.ContainsFunc(w.commands[at], func(r row) bool { return r.pattern[0] == word[:2] })
}

// isExpanded tells whether the shell makes something else of a word.
func isExpanded(word string) bool { return strings.ContainsAny(word, "$`*?{~") }
