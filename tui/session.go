package tui

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"vethlab/lab/pace"
	"vethlab/lab/topo"
	"vethlab/lessons"
)

// session is a lesson that is being played. Its fields are the model's alone; its goroutines tell what they did through the
// feed. The model tells them one thing, took.
type session struct {
	lesson *lessons.Lesson
	listed bool // it is one of the catalogue, not a file of the user's: it has progress, and translations
	player lessons.Player
	feed   *feed

	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup     // everything that uses the player, but for what listens to its changes
	listen sync.WaitGroup     // what listens to its changes: ended by the player's Close
	stop   context.CancelFunc // of what runs now; nil while nothing runs

	target   int // where one is going while it seeks, from 0; -1 while it does not
	step     int // where one is, from 0
	next     int // the command of the step that runs next, from 0
	solving  bool
	ran      map[place]*entry
	answers  map[int]int // the option that was chosen, by step
	option   int         // the option that the cursor is on; -1 for none yet
	hints    map[int]int // how many were shown, by step
	solved   map[int]bool
	managed  map[int]bool   // the steps that the learner did alone, as the network shows
	between  map[int]bool   // those on whose way the network was what it has to have been
	news     bool           // that the last step to be done was so for the first time
	lines    int            // how many entries there were when the last was managed
	undone   bool           // that the step where one is was managed, and the network is another by now
	fleeting bool           // that it was managed, and what was there went by itself
	afresh   map[int]bool   // the steps that were begun again, and are yet to be done once more
	told     map[place]bool // the commands of which it was asked where they run

	// What is known of the lesson's own way: its recording, or one that is learnt in a second lab, which takes a moment.
	recording *lessons.Recording // nil until it is known
	unlearnt  error              // why it is not
	learning  bool
	seeks     int // how often the lab was, or may have been, built anew: that ends all that runs in it
	learntAt  int // the last of them before learning began

	unfolded bool // what docker's commands did is shown, where they did something

	entries  []*entry // the terminal's
	topology topo.Topology
	found    topo.Topology // what the learner's last line found
	base     topo.Topology // that of the last key: what differs is lit
	version  int           // counts the changes of these two
	took     atomic.Int64  // how long the last drawing took, in nanoseconds
	watches  []*watch
	unwatch  context.CancelFunc
	notice   string   // a line that tells what is going on, until the next key
	arrived  bool     // one has just come to the step, and reads it from its beginning
	came     int      // how many entries there were when one came to it
	first    int      // the step with which the lesson was opened
	welcome  string   // the notice when one stands there
	pasted   []string // commands that wait for their turn
	dropped  int      // how many of them the last stop took away
}

// skipped is the answer of those who would rather see.
const skipped = -1

// place is where a command stands; both from 0.
type place struct{ step, command int }

func newSession(ctx context.Context, l *lessons.Lesson, p lessons.Player) *session {
	s := &session{
		seeks:  1,
		lesson: l, player: p, feed: newFeed(), ran: map[place]*entry{}, answers: map[int]int{}, hints: map[int]int{},
		solved: map[int]bool{}, managed: map[int]bool{}, between: map[int]bool{}, afresh: map[int]bool{}, told: map[place]bool{}, target: -1, topology: p.Topology(), base: p.Topology(),
	}
	s.ctx, s.cancel = context.WithCancel(ctx)
	s.listen.Go(s.follow)
	return s
}

// follow tells of each change of the network. Those that come while a drawing stands are told as one.
func (s *session) follow() {
	for range s.player.Changes() {
		s.feed.push(topologyMsg{})
		select {
		case <-s.ctx.Done():
		case <-time.After(pace.Rest(time.Duration(s.took.Load()), 0)):
		}
	}
}

// close ends everything that runs, then the lab, and waits for both.
func (s *session) close() error {
	s.cancel()
	s.work.Wait()
	err := s.player.Close()
	s.listen.Wait()
	s.feed.close()
	return err
}

func (s *session) now() lessons.Step { return s.lesson.Steps[s.step] }

// busy tells that something runs that uses the shell.
func (s *session) busy() bool { return s.stop != nil }

// question is the step's, if it still has to be answered.
func (s *session) question() *lessons.Question {
	q := s.now().Question()
	if _, answered := s.answers[s.step]; q == nil || answered || s.next > 0 {
		return nil
	}
	return q
}

// through tells that nothing is left to do in the step, and another follows.
func (s *session) through() bool {
	todo := s.question() != nil || s.ready() || s.now().YourTurn && !s.isDone(s.step)
	return !todo && s.step < len(s.lesson.Steps)-1
}

// astray tells whether the learner typed something since the lab was last built anew that may have changed it.
func (s *session) astray() bool {
	return slices.ContainsFunc(s.entries, func(e *entry) bool {
		// One command that failed has built nothing.
		return e.own && (e.running || e.status == 0 && !onlyShows(e.line) || strings.ContainsAny(e.line, ";&|\n"))
	})
}

// forget makes steps as they were before the learner came to them, but for the answers.
func (s *session) forget(from, to int) {
	for step := from; step <= to; step++ {
		delete(s.solved, step)
		delete(s.hints, step)
		s.afresh[step] = true
	}
}

// elsewhere is the namespace in which the lesson runs the next command, where the learner has gone to another; empty otherwise. It is told
// once: who goes on means it.
func (s *session) elsewhere() string {
	at := place{s.step, s.next}
	if !s.astray() || s.told[at] {
		return ""
	}
	s.told[at] = true
	return s.meant(s.step, s.next, s.player.Namespace())
}

// meant is the namespace in which the lesson runs a command; empty where that is here, is not known, or makes no difference.
func (s *session) meant(step, command int, here string) string {
	if s.recording == nil || anywhere(s.lesson.Steps[step].Commands()[command].Line) {
		return ""
	}
	if meant := s.recording.Place(step, command); meant != here {
		return meant
	}
	return ""
}

// anywhere tells that a line does the same in whatever namespace it runs: it names the namespace that it means, or goes to none.
func anywhere(line string) bool {
	words := strings.Fields(line)
	return slices.Equal(words, []string{"exit"}) || len(words) > 2 && words[0] == "ip" && (words[1] == "netns" || words[1] == "-n")
}

// ready tells that a command of the step can be run.
func (s *session) ready() bool {
	return s.next < len(s.now().Commands()) && (!s.now().YourTurn || s.solving)
}

// begin starts what uses the shell, one thing at a time.
func (s *session) begin(what func(ctx context.Context)) {
	ctx, stop := context.WithCancel(s.ctx)
	s.stop = stop
	s.work.Go(func() { what(ctx) })
}

// ended is called when it has told its end; that it runs is no news any more.
func (s *session) ended() {
	s.stop()
	s.stop, s.notice = nil, ""
}

// interrupt stops what runs; what waited for its end is dropped, as a terminal drops what was typed before ctrl+c.
func (s *session) interrupt() {
	s.dropped, s.pasted = len(s.pasted), nil
	s.stop()
}

// run begins the next command.
func (s *session) run() {
	step, command := s.step, s.next
	line := s.now().Commands()[command].Line
	e := s.enterLine(line)
	s.ran[place{step, command}] = e
	s.watch()
	s.begin(func(ctx context.Context) {
		r, err := s.player.Run(ctx, step, command, s.feed)
		s.feed.push(ranMsg{step, command, r, err})
	})
}

// enterLine puts a line that begins to run into the terminal.
func (s *session) enterLine(line string) *entry {
	e := &entry{said: said{namespace: s.player.Namespace(), line: line, running: true, unfolded: s.unfolded}}
	e.begun(s.player.Topology())
	s.entries = append(s.entries, e)
	return e
}

// typed begins a line of the learner's own.
func (s *session) typed(line string) {
	s.found = s.player.Topology()
	s.enterLine(line).own = true
	s.watch()
	s.begin(func(ctx context.Context) {
		status, err := s.player.Type(ctx, line, s.feed)
		s.feed.push(typedMsg{status, err})
	})
}

// nextPasted begins the next of the commands that were pasted, or typed while another ran, if nothing runs.
func (s *session) nextPasted() {
	for len(s.pasted) > 0 && !s.busy() {
		line := s.pasted[0]
		s.pasted, s.notice = s.pasted[1:], ""
		switch {
		case strings.TrimSpace(line) == "":
		case s.ready() && slices.Equal(strings.Fields(line), strings.Fields(s.now().Commands()[s.next].Line)):
			// It is the lesson's own next command, which somebody rather types.
			s.run()
		default:
			s.typed(line)
		}
	}
}

// seek begins to go to the beginning of a step.
func (s *session) seek(step int) {
	s.target = step
	s.seeks++
	s.begin(func(ctx context.Context) {
		records, err := s.player.Seek(ctx, step)
		s.feed.push(soughtMsg{step, records, err})
	})
}

// arrive stands at the beginning of a step, after what led there was played.
func (s *session) arrive(step int, records []lessons.Record) {
	s.read(s.player.Topology())
	// What was built there is gone.
	for _, made := range []map[int]bool{s.managed, s.between} {
		maps.DeleteFunc(made, func(of int, _ bool) bool { return of >= step })
	}
	before := 0
	for _, earlier := range s.lesson.Steps[:step] {
		before += len(earlier.Commands())
	}
	if len(records) == before {
		// It was all built anew: nothing of it is news.
		s.entries, s.ran = nil, map[place]*entry{}
		s.calm()
	}
	counts := map[int]int{}
	for _, r := range records {
		e := &entry{said: said{namespace: r.Namespace, line: r.Command, status: r.Status, unfolded: s.unfolded}}
		e.print(r.Output)
		e.begun(r.Before)
		e.done(r.Topology)
		s.entries = append(s.entries, e)
		at := place{r.Step - 1, counts[r.Step]}
		// What of a step had run before is not played once more, and not told.
		for s.ran[at] != nil {
			at.command++
		}
		counts[r.Step] = at.command + 1
		if commands := s.lesson.Steps[at.step].Commands(); at.command < len(commands) {
			e.verdict = verdictOf(commands[at.command], r)
		}
		s.ran[at] = e
	}
	s.enter(step)
}

// read takes a topology that was read from the kernel.
func (s *session) read(t topo.Topology) {
	s.topology, s.version = t, s.version+1
	s.looksBack(t)
}

// calm lets what is lit be as everything else.
func (s *session) calm() { s.base, s.version = s.topology, s.version+1 }

// enter makes a step the one where one is.
func (s *session) enter(step int) {
	s.step, s.next, s.option, s.solving, s.arrived, s.came = step, 0, -1, false, true, len(s.entries)
	for s.ran[place{step, s.next}] != nil {
		s.next++
	}
	s.undone = s.managed[step] && !s.reaches(s.topology)
	s.unwatchAll()
	s.watch()
}

// last is the entry of the terminal that is being written to.
func (s *session) last() *entry {
	if len(s.entries) == 0 {
		return &entry{}
	}
	return s.entries[len(s.entries)-1]
}

// lit is what changed since the last key.
func (s *session) lit() []topo.Change { return topo.Diff(s.base, s.topology) }

// hintsOf are the step's hints in order.
func hintsOf(step lessons.Step) []lessons.Hint {
	var list []lessons.Hint
	for _, b := range step.Blocks {
		if h, ok := b.(lessons.Hint); ok {
			list = append(list, h)
		}
	}
	return list
}

// learn finds out what the lesson's own commands lead to, unless that is known, or was tried since the lab was last built anew.
func (s *session) learn(by func(context.Context, *lessons.Lesson) (*lessons.Recording, error)) {
	if s.recording != nil || s.learning || s.target >= 0 || s.learntAt == s.seeks {
		return
	}
	s.learntAt = s.seeks
	if s.recording, s.unlearnt = lessons.Recorded(s.lesson); s.recording != nil || by == nil || !s.hasTurn() {
		return
	}
	s.learning, s.unlearnt = true, nil
	lesson := s.lesson
	s.work.Go(func() {
		r, err := by(s.ctx, lesson)
		s.feed.push(learntMsg{r, err})
	})
}

// hasTurn tells whether the learner does a step alone.
func (s *session) hasTurn() bool {
	return slices.ContainsFunc(s.lesson.Steps, func(step lessons.Step) bool { return step.YourTurn })
}

// isDone tells whether all commands of a step did what the lesson says, or the learner did it alone.
func (s *session) isDone(step int) bool { return s.managed[step] || s.allRan(step) && !s.failed(step) }

func (s *session) allRan(step int) bool {
	n := len(s.lesson.Steps[step].Commands())
	return n > 0 && !slices.Contains(s.outcomes(step, n), nil)
}

// failed tells whether a command of a step did not do what the lesson says.
func (s *session) failed(step int) bool {
	return slices.ContainsFunc(s.outcomes(step, len(s.lesson.Steps[step].Commands())), func(e *entry) bool {
		return e != nil && e.verdict.wrong()
	})
}

func (s *session) outcomes(step, commands int) []*entry {
	list := make([]*entry, commands)
	for i := range list {
		list[i] = s.ran[place{step, i}]
	}
	return list
}
