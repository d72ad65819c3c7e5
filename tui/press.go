package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"vethlab/lab/topo"
)

// press takes a key: what lies over the rest has it first, then the pane with the focus, then everything else.
func (m *model) press(msg tea.KeyPressMsg) tea.Cmd {
	refused := m.refused
	m.refused = ""
	if m.session != nil && m.opening == nil {
		m.session.calm()
		m.session.notice = ""
	}
	if m.mode != openingMode {
		m.failure = ""
	}
	switch m.mode {
	case helpMode, explainMode:
		m.pressHelp(msg)
		return nil
	case jumpMode:
		m.pressJump(msg)
		return nil
	case resetMode:
		m.pressReset(msg)
		return nil
	case leaveMode:
		m.pressLeave(msg)
		return nil
	case promptMode:
		return m.pressPrompt(msg)
	}
	if cmd, done := m.pressGlobal(msg); done {
		return cmd
	}
	switch m.mode {
	case listMode:
		m.pressList(msg)
	case openingMode:
		m.pressOpening(msg)
	case lessonMode:
		if !m.pressPane(msg) {
			m.pressLesson(msg, refused)
		}
	}
	return nil
}

// pressOpening keeps a key until the lesson is there. Who presses enter again and again, because nothing comes, means it once.
func (m *model) pressOpening(msg tea.KeyPressMsg) {
	if n := len(m.early); n > 0 && matches(msg, m.keys.run) && matches(m.early[n-1], m.keys.run) {
		return
	}
	m.early = append(m.early, msg)
}

// pressGlobal takes the keys that mean the same wherever one is.
func (m *model) pressGlobal(msg tea.KeyPressMsg) (cmd tea.Cmd, done bool) {
	switch {
	case matches(msg, m.keys.help):
		m.under, m.mode, m.help = m.mode, helpMode, 0
	case matches(msg, m.keys.language):
		if err := m.speak(m.words.other); err != nil {
			m.failure = err.Error()
		}
	case matches(msg, m.keys.stop):
		if m.session == nil {
			return tea.Quit, true
		}
		// One that comes after what it was meant for has ended must not take the lab away: q leaves.
		if m.session.busy() {
			m.session.interrupt()
		}
	case matches(msg, m.keys.back), matches(msg, m.keys.quit), matches(msg, m.keys.cancel):
		return m.goBack(msg), true
	default:
		return nil, false
	}
	return nil, true
}

// goBack leaves the zoom, the lesson, the program. Escape leaves only what lies over something.
func (m *model) goBack(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.mode == lessonMode && m.zoom:
		m.setZoom(false)
	case matches(msg, m.keys.cancel) && m.focus != lessonPane:
		m.giveFocus(lessonPane)
	case matches(msg, m.keys.cancel):
		m.unhold()
	case m.mode == lessonMode:
		d := departure{title: m.session.lesson.Title, enter: m.words.keys.away, begin: m.leave, quits: true}
		if m.interrupts() {
			// Who types a command while another runs did not mean the key.
			m.ask(d, m.words.askRunning)
		} else {
			m.depart(d)
		}
	default:
		return tea.Quit
	}
	return nil
}

func (m *model) pressList(msg tea.KeyPressMsg) {
	switch {
	case matches(msg, m.keys.up):
		m.list.move(-1)
	case matches(msg, m.keys.down):
		m.list.move(1)
	case matches(msg, m.keys.first):
		m.list.move(-len(m.list.lessons))
	case matches(msg, m.keys.last):
		m.list.move(len(m.list.lessons))
	case matches(msg, m.keys.page), matches(msg, m.keys.pageBack):
		by := m.height - 5
		if matches(msg, m.keys.pageBack) {
			by = -by
		}
		_, offset := m.listRows()
		m.list.top = max(offset+by, 0)
	case matches(msg, m.keys.open):
		m.openSelected()
	}
}

// openSelected opens the lesson that is selected in the list, where the learner left off.
func (m *model) openSelected() {
	l := m.list.selected()
	if l == nil {
		return
	}
	step, notice := m.list.progress.Resume(l.ID, len(l.Steps)), ""
	if step > 0 {
		notice = fmt.Sprintf(m.words.resumed, step+1)
	}
	m.open(l, step, notice)
}

// pressPane takes the keys with which the pane that has the focus is scrolled, or an answer chosen.
func (m *model) pressPane(msg tea.KeyPressMsg) bool {
	_, height := m.layout().panes[m.focus].inner()
	switch {
	case m.readOn(msg):
	case m.session.question() != nil && m.pressQuestion(msg):
	case matches(msg, m.keys.up):
		m.scrollBy(m.focus, -1)
	case matches(msg, m.keys.down):
		m.scrollBy(m.focus, 1)
	case matches(msg, m.keys.page):
		m.scrollBy(m.focus, height-1)
	case matches(msg, m.keys.pageBack):
		m.scrollBy(m.focus, 1-height)
	case matches(msg, m.keys.first):
		m.scrollBy(m.focus, -m.scroll[m.focus])
	case matches(msg, m.keys.last):
		m.scrollBy(m.focus, farDown)
	case m.zoom && m.focus == networkPane && matches(msg, m.keys.left):
		m.column = max(m.column-8, 0)
	case m.zoom && m.focus == networkPane && matches(msg, m.keys.right):
		m.column += 8
	default:
		return false
	}
	return true
}

// readOn lets enter page through a lesson until what it would act on can be seen.
func (m *model) readOn(msg tea.KeyPressMsg) bool {
	l := m.layout()
	_, height := l.panes[lessonPane].inner()
	if !matches(msg, m.keys.run) || height == 0 || !m.unread || m.session.busy() {
		return false
	}
	m.scrollBy(lessonPane, height-1)
	return true
}

// pressQuestion takes the keys of an open question. In another pane enter only goes to it: nobody answers unseen.
func (m *model) pressQuestion(msg tea.KeyPressMsg) bool {
	s := m.session
	options := len(s.question().Options)
	switch {
	case m.focus != lessonPane && matches(msg, m.keys.run):
		m.setZoom(false)
		m.giveFocus(lessonPane)
		return true
	case m.focus != lessonPane:
		return false
	case matches(msg, m.keys.up):
		s.option = max(s.option-1, 0)
	case matches(msg, m.keys.down):
		s.option = min(s.option+1, options-1)
	case matches(msg, m.keys.choose) && int(msg.String()[0]-'0') <= options:
		s.answers[s.step] = int(msg.String()[0] - '1')
	case matches(msg, m.keys.skip):
		s.answers[s.step] = skipped
	case matches(msg, m.keys.run) && s.option < 0:
		// Who pages on with enter has not chosen yet, but comes to the end with enter alone.
		s.option, s.notice = 0, m.words.answer
	case matches(msg, m.keys.run):
		s.answers[s.step] = s.option
	default:
		return false
	}
	m.unhold()
	return true
}

func (m *model) pressLesson(msg tea.KeyPressMsg, refused string) {
	s := m.session
	switch {
	case matches(msg, m.keys.zoom):
		m.setZoom(!m.zoom)
	case matches(msg, m.keys.nearer):
		m.resize(larger(m.size))
	case matches(msg, m.keys.farther):
		m.resize(smaller(m.size))
	case matches(msg, m.keys.unfold):
		m.unfold()
	case matches(msg, m.keys.explain):
		m.openExplanation()
	case matches(msg, m.keys.focus):
		m.moveFocus(msg.String() == "shift+tab")
	case s.target >= 0 && (matches(msg, m.keys.next) || matches(msg, m.keys.previous)):
		// Keys that come faster than the lab can go count all the same.
		by := 1
		if matches(msg, m.keys.previous) {
			by = -1
		}
		s.target = max(min(s.target+by, len(s.lesson.Steps)-1), 0)
		s.notice = m.words.seeking
	case matches(msg, m.keys.prompt):
		// Also while something runs: what is typed then waits for its turn.
		m.openPrompt()
	case s.now().YourTurn && matches(msg, m.keys.hint):
		m.hint()
	case s.busy():
		m.pressBusy(msg, refused)
	case matches(msg, m.keys.run):
		m.forward()
	case matches(msg, m.keys.next) && s.through():
		m.forward()
	case matches(msg, m.keys.next):
		m.leaveFor(s.step+1, m.words.keys.next)
	case matches(msg, m.keys.previous):
		m.lookBack(s.step - 1)
	case matches(msg, m.keys.jump):
		m.mode, m.jump, m.typed = jumpMode, s.step, 0
	case matches(msg, m.keys.reset):
		m.mode = resetMode
	case s.now().YourTurn && matches(msg, m.keys.solve):
		m.depart(departure{title: m.words.solution, enter: m.words.keys.solve, begin: m.solve})
	}
}

// pressBusy takes a key that has to wait for what runs. A letter that is none begins a command: the prompt opens with it, and with those
// before it that were refused as keys.
func (m *model) pressBusy(msg tea.KeyPressMsg, refused string) {
	s, k := m.session, m.keys
	isKey := key.Matches(msg, k.run, k.next, k.previous, k.jump, k.reset) || s.now().YourTurn && matches(msg, k.solve)
	switch {
	case m.list.refusal != nil:
		s.notice = m.words.running
	case isKey || msg.Text == "":
		s.notice, m.refused = m.words.runningKeys, refused+msg.Text
	default:
		m.openPrompt()
		m.prompt.area.InsertString(refused + msg.Text)
	}
}

// setZoom shows the pane that has the focus alone; from the lesson, which is there to be read, that is the drawing.
func (m *model) setZoom(on bool) {
	if m.zoom == on {
		return
	}
	m.zoom = on
	if !on {
		m.focus = m.unzoom
		return
	}
	m.unzoom = m.focus
	if m.focus == lessonPane {
		m.focus = networkPane
	}
}

// moveFocus goes to the next pane, or the one before.
func (m *model) moveFocus(back bool) {
	by := pane(1)
	if back {
		by = panes - 1
	}
	m.giveFocus((m.focus + by) % panes)
}

// giveFocus goes to a pane. The lesson stays where it is read; what shows the lab follows it again.
func (m *model) giveFocus(p pane) {
	m.focus = p
	m.held[networkPane], m.held[terminalPane] = false, false
}

// forward does what enter does: the next command, or the next step.
func (m *model) forward() {
	s := m.session
	switch {
	case s.ready():
		if meant := s.elsewhere(); meant != "" {
			way := m.words.goBack
			if meant != topo.HostName {
				way = m.words.goThere
			}
			s.notice = fmt.Sprintf(m.words.elsewhere, meant, s.player.Namespace(), way)
			return
		}
		s.run()
	case s.now().YourTurn && !s.isDone(s.step) && m.list.refusal != nil:
		m.solve()
	case s.now().YourTurn && !s.isDone(s.step):
		m.openPrompt()
	case s.step < len(s.lesson.Steps)-1:
		if len(s.now().Commands()) == 0 {
			m.mark(s)
		}
		s.arrive(s.step+1, nil)
		m.stand(s)
		m.atTop()
		return
	default:
		s.notice = m.words.theEnd
	}
	m.unhold()
}

// lookBack shows an earlier step as it was left. The lab stays as it is: nothing that was built is lost by reading.
func (m *model) lookBack(step int) {
	s := m.session
	if step < 0 {
		s.notice = m.words.firstStep
		return
	}
	s.enter(step)
	m.atTop()
	s.notice = m.words.lookingBack
}

// seek goes to the beginning of a step, if there is one.
func (m *model) seek(step int) {
	s := m.session
	if step < 0 || step >= len(s.lesson.Steps) {
		return
	}
	// A solution that was shown before is not what is asked for now.
	s.notice, s.pasted, s.solving = m.words.seeking, nil, false
	s.seek(step)
}

func (m *model) openPrompt() {
	if m.list.refusal != nil {
		m.session.notice = m.words.notRecorded
		return
	}
	m.setZoom(false)
	m.mode = promptMode
	m.prompt.area.Focus()
}

// hint shows the next one of the step.
func (m *model) hint() {
	s := m.session
	s.hints[s.step]++
	if s.hints[s.step] > len(hintsOf(s.now())) {
		s.notice = m.words.noMoreHints
	}
	m.unhold()
}

// solve shows the solution of a step, and runs it from a clean beginning: what the learner built may be in its way.
func (m *model) solve() {
	s := m.session
	if s.allRan(s.step) {
		return
	}
	s.solved[s.step], s.managed[s.step], s.solving = true, false, true
	s.notice = m.words.seeking
	s.seek(s.step)
}

func (m *model) pressHelp(msg tea.KeyPressMsg) {
	switch {
	case matches(msg, m.keys.down), matches(msg, m.keys.page):
		m.help++
	case matches(msg, m.keys.up), matches(msg, m.keys.pageBack):
		m.help = max(m.help-1, 0)
	case matches(msg, m.keys.first):
		m.help = 0
	case matches(msg, m.keys.last):
		m.help = farDown
	default:
		m.mode = m.under
	}
}

func (m *model) pressJump(msg tea.KeyPressMsg) {
	last := len(m.session.lesson.Steps) - 1
	switch {
	case matches(msg, m.keys.up):
		m.jump = max(m.jump-1, 0)
	case matches(msg, m.keys.down):
		m.jump = min(m.jump+1, last)
	case matches(msg, m.keys.first):
		m.jump = 0
	case matches(msg, m.keys.last):
		m.jump = last
	case matches(msg, m.keys.page), matches(msg, m.keys.pageBack):
		_, by := m.jumpTop()
		if matches(msg, m.keys.pageBack) {
			by = -by
		}
		m.jump = max(min(m.jump+by, last), 0)
	case matches(msg, m.keys.confirm):
		m.mode = lessonMode
		m.leaveFor(m.jump, m.words.keys.jump)
	case matches(msg, m.keys.choose):
		m.typeJump(int(msg.String()[0]-'0'), last)
	case matches(msg, m.keys.skip) && m.typed > 0:
		m.typeJump(0, last)
	default:
		m.mode = lessonMode
	}
}

// typeJump takes a digit of a step's number; one of two digits is typed one after the other.
func (m *model) typeJump(digit, last int) {
	m.typed = m.typed*10 + digit
	if m.typed > last+1 {
		m.typed = digit
	}
	m.jump = max(min(m.typed-1, last), 0)
}

func (m *model) pressReset(msg tea.KeyPressMsg) {
	m.mode = lessonMode
	switch s := m.session; {
	case matches(msg, m.keys.confirm):
		s.forget(s.step, s.step)
		m.seek(s.step)
	case matches(msg, m.keys.anew):
		s.forget(0, len(s.lesson.Steps)-1)
		m.seek(0)
	case matches(msg, m.keys.prompt):
		m.openPrompt()
	}
}
