package tui

import (
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// goal is what the step leads to that the learner does alone: the network before it, and the one that is asked for next. Where the lesson's own
// commands lead back to where they began, the learner has to have been where they lead in between. It needs a recording.
func (s *session) goal() (from, to topo.Topology) {
	from, to = s.recording.Goal(s.step)
	switch between, back := s.recording.Between(s.step); {
	case !back:
		return from, to
	case s.between[s.step]:
		return between, to
	default:
		return from, between
	}
}

// pass notes that the network is what the learner has to have it be in between.
func (s *session) pass(t topo.Topology) {
	if s.recording == nil || !s.now().YourTurn || s.between[s.step] {
		return
	}
	if _, back := s.recording.Between(s.step); !back {
		return
	}
	from, between := s.goal()
	s.between[s.step] = topo.Reaches(t, from, between)
}

// reaches tells whether a network is what the step asks the learner for, as far as that is known.
func (s *session) reaches(t topo.Topology) bool {
	if s.recording == nil {
		return false
	}
	if _, back := s.recording.Between(s.step); back && !s.between[s.step] {
		return false
	}
	from, to := s.goal()
	return topo.Reaches(t, from, to)
}

// parts tells how many of the parts of what the learner is asked for a network has, and how many there are; none where that is not known,
// and where the way leads back.
func (s *session) parts(t topo.Topology) (there, all int) {
	if s.recording == nil || !s.now().YourTurn {
		return 0, 0
	}
	if _, back := s.recording.Between(s.step); back {
		return 0, 0
	}
	from, to := s.goal()
	return topo.Parts(t, from, to)
}

// missing is one part of what the learner is asked for that the network has not, the plainest; empty where none is, or that is not known.
func (s *session) missing() string {
	if s.recording == nil || !s.now().YourTurn {
		return ""
	}
	from, to := s.goal()
	list := topo.Missing(s.topology, from, to)
	if len(list) == 0 {
		return ""
	}
	// A namespace, or a container, goes before what is in it.
	weight := func(part string) int { return len(part) + 1000*strings.Count(part, ": ") }
	return slices.MinFunc(list, func(a, b string) int { return weight(a) - weight(b) })
}

// manages tells whether the network now is what the step asks the learner for, for the first time.
func (s *session) manages() bool {
	s.pass(s.player.Topology())
	if !s.now().YourTurn || s.isDone(s.step) || !s.reaches(s.player.Topology()) {
		return false
	}
	s.managed[s.step], s.undone, s.fleeting, s.lines = true, false, false, len(s.entries)
	s.watch()
	return true
}

// looksBack compares what is there with what was managed. What goes by itself, before the learner's next line, was never there to stay: a
// container, for one, whose command ends at once.
func (s *session) looksBack(t topo.Topology) {
	s.pass(t)
	s.undone = s.managed[s.step] && !s.reaches(t)
	if s.undone && s.lines == len(s.entries) {
		delete(s.managed, s.step)
		s.undone, s.fleeting = false, true
	}
}
