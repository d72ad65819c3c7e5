package lessons

import (
	"net/netip"
	"slices"
	"strings"

	"vethlab/lab"
)

// abilities are the names by which a lesson's head says what a machine must be able to do, those of `vethlab doctor`.
func abilities() []string {
	return []string{"veth", "bridge", "vxlan", "macvlan", "vlan", "dummy", "nftables", "icmp", "capture", "sysctl", "docker"}
}

// lintHead refuses a head that lacks something. The id becomes a word on the command line and a file's name.
func (p *parser) lintHead() {
	l := p.lesson
	for _, key := range []struct {
		name  string
		empty bool
	}{{"id", l.ID == ""}, {"title", l.Title == ""}, {"summary", l.Summary == ""}, {"minutes", l.Minutes <= 0}} {
		_, there := p.keys[key.name]
		told := key.name == "minutes" && there || slices.Contains(p.meant, key.name)
		if key.empty && !told {
			p.errorf(p.keys[key.name], "the head has no %s", key.name)
		}
	}
	if strings.Trim(l.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.HasPrefix(l.ID, "-") {
		p.errorf(p.keys["id"], "%q cannot be an id: it is made of small letters, digits and `-`", l.ID)
	}
	for _, need := range l.Needs {
		if !slices.Contains(abilities(), need) {
			near := suggestion(need, abilities())
			if near == "" {
				near = "; there are: " + strings.Join(abilities(), ", ")
			}
			p.errorf(p.keys["needs"], "unknown ability %q in needs%s", need, near)
		}
	}
	engines := []string{lab.EngineBuiltin, lab.EngineDocker}
	if l.Engine != "" && !slices.Contains(engines, l.Engine) {
		p.errorf(p.keys["engine"], "unknown engine %q%s", l.Engine, suggestion(l.Engine, engines))
	}
	if prefix, err := netip.ParsePrefix(l.BIP); l.BIP != "" && (err != nil || !prefix.Addr().Is4()) {
		p.errorf(p.keys["bip"], "%q is no IPv4 address with its prefix, such as 172.17.42.1/16", l.BIP)
	}
}

// lint refuses what can be read and is no lesson.
func (p *parser) lint() {
	l := p.lesson
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
