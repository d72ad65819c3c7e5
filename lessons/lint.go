package lessons

import "slices"

// abilities are the names by which a lesson's head says what a machine must be able to do, those of `vethlab doctor`.
func abilities() []string {
	return []string{"veth", "bridge", "vxlan", "macvlan", "vlan", "dummy", "nftables", "ping", "capture", "sysctl", "docker"}
}

// lint refuses what can be read and is no lesson.
func (p *parser) lint() {
	l := p.lesson
	for _, need := range l.Needs {
		if !slices.Contains(abilities(), need) {
			p.errorf(p.key("needs"), "unknown ability %q in needs%s", need, suggestion(need, abilities()))
		}
	}
	if len(l.Steps) == 0 {
		p.errorf(len(p.src), "the lesson has no steps: `##` begins one")
	}
	titles := map[string]int{}
	for _, s := range l.Steps {
		if first, twice := titles[s.Title]; twice {
			p.errorf(p.line(s.Line), "the step in line %d has the same title", first)
		}
		titles[s.Title] = s.Line
		p.lintStep(s)
	}
}

func suggestion(word string, known []string) string {
	if near := Nearest(word, known); near != "" {
		return "; did you mean `" + near + "`?"
	}
	return ""
}

func (p *parser) lintStep(s Step) {
	if len(s.Blocks) == 0 {
		p.errorf(p.line(s.Line), "the step is empty")
	}
	asked, ran := false, false
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case Question:
			switch {
			case asked:
				p.errorf(p.line(b.Line), "a second question in one step")
			case ran:
				p.errorf(p.line(b.Line), "a question behind the commands: it is asked before they run")
			}
			asked = true
			p.lintQuestion(b)
		case Console:
			ran = true
			at := p.line(b.Commands[0].Number)
			switch {
			case s.YourTurn && !b.Solution:
				p.errorf(at, "the commands of a step that the learner does alone stand in <details>")
			case !s.YourTurn && b.Solution:
				p.errorf(at, "commands in <details>: only a step whose title begins \"Your turn\" has a solution")
			}
		}
	}
	if s.YourTurn && !ran {
		p.errorf(p.line(s.Line), "a step that the learner does alone has no solution")
	}
}

func (p *parser) lintQuestion(q Question) {
	right := 0
	for _, o := range q.Options {
		if o.Right {
			right++
		}
		if o.Text.String() == "" {
			p.errorf(p.line(q.Line), "an answer without words")
		}
	}
	if right != 1 || len(q.Options) < 2 {
		p.errorf(p.line(q.Line), "a question has two answers or more, and one right one (`[x]`); this one has %d, and %d right",
			len(q.Options), right)
	}
}
