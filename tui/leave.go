package tui

import tea "charm.land/bubbletea/v2"

// departure is what takes away all that the learner built: what the box is called that asks first, what enter does in it, and that.
type departure struct {
	title, enter string
	why          string // it is asked for
	begin        func()
	quits        bool // who asks for it again means it
}

// depart asks, if the learner may have built something, and begins at once otherwise.
func (m *model) depart(d departure) {
	if !m.session.astray() {
		d.begin()
		return
	}
	m.ask(d, m.words.askAgain)
}

func (m *model) ask(d departure, why string) {
	d.why = why
	m.mode, m.departure = leaveMode, d
}

// interrupts tells that leaving now would end a command that somebody waits for.
func (m *model) interrupts() bool {
	return m.list.refusal == nil && m.session.busy() && m.session.target < 0
}

// leaveFor goes to the beginning of a step, where the lab is as the lesson left it; key is what was asked for.
func (m *model) leaveFor(step int, key string) {
	steps := m.session.lesson.Steps
	if step >= 0 && step < len(steps) {
		m.depart(departure{title: key + m.words.colon + steps[step].Title, enter: key, begin: func() { m.seek(step) }})
	}
}

// pressLeave takes a key of the box that asks. One that is none of its own stays here; that of the prompt opens it, as it does without.
func (m *model) pressLeave(msg tea.KeyPressMsg) {
	m.mode = lessonMode
	switch {
	case matches(msg, m.keys.confirm), m.departure.quits && matches(msg, m.keys.back):
		m.departure.begin()
	case matches(msg, m.keys.prompt):
		m.openPrompt()
	}
}
