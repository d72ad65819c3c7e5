package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vethlab/lab"
	"vethlab/lab/explain"
	"vethlab/lab/history"
	"vethlab/lab/topo"
	"vethlab/lessons"
	"vethlab/tui/diagram"
	"vethlab/tui/theme"
)

// mode is what has the keys.
type mode int

const (
	listMode mode = iota
	openingMode
	lessonMode
	promptMode // a line is typed
	helpMode
	explainMode // what words mean is shown
	jumpMode
	resetMode // it is asked whether to start again
	leaveMode // it is asked whether to leave what the learner built
)

// model is the whole screen.
type model struct {
	tables  func() explain.Words // what words mean, read when that is first asked
	ctx     context.Context
	options Options
	effects sync.WaitGroup // what was begun beside the program, but for the session's own
	feed    *feed          // in which the effects tell their end
	closing chan struct{}  // closed when the last lab is; nil before there was one

	words words
	keys  keys
	theme *theme.Theme

	terminal theme.Terminal
	width    int
	height   int

	mode      mode
	under     mode // what comes back when help closes
	list      list
	session   *session          // nil outside of a lesson
	opening   *lessons.Lesson   // the one that is opened, until the learner can act in it; nil otherwise
	early     []tea.KeyPressMsg // what was pressed meanwhile, and counts then
	prompt    prompt
	refused   string    // the letters that were pressed last as keys while something ran that they had to wait for
	departure departure // what is asked for in leaveMode
	jump      int       // the step that the cursor is on, in jumpMode
	typed     int       // the number that was typed there so far
	help      int       // how far the help is scrolled
	failure   string

	focus    pane
	zoom     bool
	unzoom   pane       // what had the focus before
	scroll   [panes]int // how far a pane is scrolled; the lesson's and the terminal's only while held
	held     [panes]bool
	size     diagram.Zoom // of what is drawn
	placed   placed       // where it was drawn
	column   int          // how far the drawing is scrolled sideways
	unread   bool         // what enter would act on is below what the lesson's pane shows
	foldable bool         // a command that can be unfolded is in view
	drawing  drawing      // the last one
	measured measured
}

// Messages of effects that are the model's own.
type (
	openedMsg struct {
		lesson *lessons.Lesson
		step   int
		notice string // told when one stands there
		player lessons.Player
		err    error
	}
	abilitiesMsg struct{ list []lab.Ability }
	savedMsg     struct{ err error }
)

func newModel(ctx context.Context, o Options) (*model, error) {
	tables := sync.OnceValue(func() explain.Words {
		// A test has seen to it that they can be read.
		words, _ := explain.Read()
		return words.With(o.Databases)
	})
	m := &model{ctx: ctx, options: o, feed: newFeed(), terminal: theme.Terminal{Plain: o.NoColor}, tables: tables}
	// Without what was typed before the prompt is still good.
	before, _ := history.Read(o.History)
	m.prompt = newPrompt(before)
	m.theme = theme.New(m.terminal)
	m.list.tables, m.list.progress, m.list.refusal, m.list.cure = tables, o.Progress, o.Refusal, o.Cure
	return m, m.speak(o.Lang)
}

// speak changes the language, of the lesson too.
func (m *model) speak(lang string) error {
	catalogue, err := lessons.Catalogue(lang)
	if err != nil {
		return err
	}
	m.words = wordsIn(lang)
	m.keys = newKeys(m.words)
	m.list.lessons = catalogue
	if m.session != nil {
		for _, e := range m.session.entries {
			if e.advise != nil {
				e.tell(m.words, e.advise)
			}
		}
		for _, l := range catalogue {
			if m.session.listed && l.ID == m.session.lesson.ID {
				m.session.lesson = l
			}
		}
	}
	return nil
}

// Init asks for the colour of the background, and begins what takes time.
func (m *model) Init() tea.Cmd {
	if m.options.Abilities != nil {
		m.effects.Go(func() { m.feed.push(abilitiesMsg{m.options.Abilities(m.ctx)}) })
	}
	if m.options.Lesson != nil {
		m.open(m.options.Lesson, m.options.Step, "")
	}
	return tea.Batch(tea.RequestBackgroundColor, m.feed.next)
}

// open begins a lesson in a lab of its own, once the last one is closed: they would share the names of namespaces.
func (m *model) open(l *lessons.Lesson, step int, notice string) {
	m.mode, m.failure, m.opening = openingMode, "", l
	closing := m.closing
	m.effects.Go(func() {
		if closing != nil {
			<-closing
		}
		p, err := m.options.Open(m.ctx, l)
		if err == nil && m.ctx.Err() != nil {
			// The user left meanwhile.
			err = errors.Join(m.ctx.Err(), p.Close())
		}
		m.feed.push(openedMsg{l, step, notice, p, err})
	})
}

// Update takes a message.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.terminal.Light = !msg.IsDark()
		m.theme = theme.New(m.terminal)
	case tea.ColorProfileMsg:
		m.terminal.Sixteen = msg.Profile == colorprofile.ANSI
		m.theme = theme.New(m.terminal)
	case tea.KeyPressMsg:
		return m, m.press(msg)
	case tea.PasteMsg:
		if m.mode == promptMode {
			return m, m.paste(msg.Content)
		}
	case tea.MouseWheelMsg:
		m.wheel(msg.Mouse())
	case tea.MouseClickMsg:
		m.click(msg.Mouse())
	case fedMsg:
		return m, m.fed(msg)
	}
	return m, nil
}

func (m *model) opened(msg openedMsg) tea.Cmd {
	if msg.err != nil {
		m.mode, m.failure, m.opening, m.early = listMode, fmt.Sprintf(m.words.failed, msg.err), nil, nil
		return nil
	}
	m.session = newSession(m.ctx, msg.player.Lesson(), msg.player)
	m.session.learn(m.options.Learn)
	m.session.first, m.session.welcome = msg.step, msg.notice
	m.session.listed = slices.ContainsFunc(m.list.lessons, func(l *lessons.Lesson) bool { return l.File == msg.lesson.File })
	m.focus, m.zoom = lessonPane, false
	m.prompt.forget()
	m.held = [panes]bool{}
	if msg.step > 0 {
		m.session.notice = m.words.seeking
		m.session.seek(msg.step)
	} else {
		m.session.enter(0)
		m.begin()
	}
	return m.session.feed.next
}

// begin gives the lesson that was opened to the learner, unless it was given before.
func (m *model) begin() {
	if m.opening == nil {
		return
	}
	m.opening = nil
	if m.mode == openingMode {
		m.mode = lessonMode
	} else {
		m.under = lessonMode
	}
}

// pressEarly presses the keys that came before the lesson was there. What a key does may depend on what is in view.
func (m *model) pressEarly() []tea.Cmd {
	var cmds []tea.Cmd
	for len(m.early) > 0 && m.opening == nil {
		msg := m.early[0]
		m.early = m.early[1:]
		m.View()
		cmds = append(cmds, m.press(msg))
	}
	return cmds
}

// fed takes what goroutines told, and listens on.
func (m *model) fed(msg fedMsg) tea.Cmd {
	if msg.from == m.feed {
		cmds := []tea.Cmd{m.feed.next}
		for _, told := range msg.list {
			switch told := told.(type) {
			case abilitiesMsg:
				m.list.abilities = told.list
			case savedMsg:
				m.failure = fmt.Sprintf(m.words.failed, told.err)
			case openedMsg:
				cmds = append(cmds, m.opened(told))
			}
		}
		return tea.Batch(append(cmds, m.pressEarly()...)...)
	}
	if m.session == nil || msg.from != m.session.feed {
		return nil
	}
	for _, told := range msg.list {
		m.told(m.session, told)
	}
	return tea.Batch(append(m.pressEarly(), msg.from.next)...)
}

func (m *model) told(s *session, msg tea.Msg) {
	switch msg := msg.(type) {
	case outputMsg:
		m.printed(s, s.last(), msg.text)
	case topologyMsg:
		// One that was read meanwhile is newer than that which was told.
		s.read(s.player.Topology())
		if s.last().running || s.fleeting {
			// What does it may go on: a server, for one.
			m.recognise(s)
		}
		m.retract(s)
	case learntMsg:
		s.recording, s.unlearnt, s.learning = msg.recording, msg.err, false
		s.learn(m.options.Learn)
		m.recognise(s)
	case pingMsg:
		msg.watch.add(msg.reply)
	case pingEndMsg:
		msg.watch.err = msg.err
	case ranMsg:
		m.ran(s, msg)
	case typedMsg:
		m.typedEnded(s, msg)
	case soughtMsg:
		m.sought(s, msg)
	}
	s.nextPasted()
}

// sought takes that a step was come to, or that it could not be.
func (m *model) sought(s *session, msg soughtMsg) {
	s.ended()
	s.notice, s.welcome = s.welcome, ""
	target := s.target
	s.target = -1
	s.learn(m.options.Learn)
	m.begin()
	if msg.err != nil && s.ctx.Err() == nil {
		m.failure = fmt.Sprintf(m.words.failed, msg.err)
		return
	}
	if len(s.entries) == 0 {
		// Nobody has seen where things stood on the way.
		m.placed, m.column, m.scroll[networkPane] = placed{}, 0, 0
	}
	solving := s.solving
	s.arrive(msg.step, msg.records)
	if target > msg.step {
		// A key asked for more meanwhile.
		s.notice = m.words.seeking
		s.seek(target)
		return
	}
	if solving && s.next < len(s.now().Commands()) {
		s.solving = true
		s.run()
	}
	m.stand(s)
	m.atTop()
	if target < msg.step {
		m.lookBack(target)
	}
}

// typedEnded takes the end of a line of the learner's own.
func (m *model) typedEnded(s *session, msg typedMsg) {
	e := s.last()
	e.running, e.status = false, msg.status
	e.done(s.player.Topology())
	s.ended()
	m.judge(e, lessons.Failed(e.line, msg.status), msg.err)
	// That it is done may have been told while it ran.
	if e.status == 0 && e.advice == "" {
		before := explain.Held{Topology: s.found, Here: e.namespace}
		e.tell(m.words, func(w words) string { return m.tables().Hint(e.line, before, w.lang) })
	}
	if e.advice == "" && !e.stopped && m.tables().Typed(e.line, m.words.lang) != "" {
		e.tell(m.words, func(w words) string { return m.tables().Typed(e.line, w.lang) })
	}
	if strings.TrimSpace(e.line) == "exit" && e.namespace == topo.HostName {
		e.tell(m.words, func(w words) string { return w.exitHere })
	}
	s.read(s.player.Topology())
	m.recognise(s)
	before, _ := s.parts(s.found)
	if there, all := s.parts(s.topology); e.advice == "" && there != before && !s.managed[s.step] {
		e.tell(m.words, func(w words) string { return fmt.Sprintf(w.partly, there, all) })
	}
}

// recognise tells the learner, whose last line did it, that a step is done.
func (m *model) recognise(s *session) {
	if e := s.last(); e.own && s.manages() {
		e.tell(m.words, func(w words) string { return w.managed + w.managedTyping })
		m.mark(s)
	}
}

// retract takes back that a step is done, where what was done went by itself.
func (m *model) retract(s *session) {
	if s.fleeting = s.fleeting && s.lines == len(s.entries); !s.fleeting {
		return
	}
	s.last().tell(m.words, func(w words) string { return w.fleeting })
	if p := m.options.Progress; p != nil && s.news {
		s.news = false
		p.Unmark(s.lesson.ID, s.step)
		m.save(p)
	}
}

// printed takes what a command prints. One that wants the whole screen is stopped: in a pane it could only draw over itself.
func (m *model) printed(s *session, e *entry, text string) {
	e.print(text)
	if e.running && !e.whole && e.wantsScreen() && s.busy() {
		e.whole, e.output, e.cleared = true, "", false
		e.tell(m.words, func(w words) string { return w.wholeScreen })
		s.stop()
	}
	if e.whole {
		e.output = ""
	}
	m.unhold()
}

func (m *model) ran(s *session, msg ranMsg) {
	e := s.ran[place{msg.step, msg.command}]
	c := s.lesson.Steps[msg.step].Commands()[msg.command]
	s.ended()
	e.running, e.status, e.output, e.cut = false, msg.record.Status, "", false
	e.print(msg.record.Output)
	e.done(msg.record.Topology)
	if msg.err == nil {
		e.verdict = verdictOf(c, msg.record)
	}
	m.judge(e, e.verdict == wentWrong, msg.err)
	if e.meant = s.meant(msg.step, msg.command, e.namespace); e.meant != "" && msg.err == nil {
		e.verdict = wentAstray
	}
	s.read(s.player.Topology())
	if msg.step != s.step {
		return
	}
	s.next = msg.command + 1
	m.unhold()
	if s.next < len(s.now().Commands()) {
		if s.solving && msg.err == nil {
			s.run()
		}
		return
	}
	if s.isDone(s.step) {
		m.mark(s)
	}
}

// judge adds what there is to say of a command that went wrong.
func (m *model) judge(e *entry, failed bool, err error) {
	switch {
	case e.whole:
		e.stopped, e.output = true, ""
	case errors.Is(err, context.Canceled):
		e.stopped = true
		e.output += m.words.stopped
		if n := m.session.dropped; n > 0 {
			e.output += fmt.Sprintf(m.words.dropped, n)
			m.session.dropped = 0
		}
		e.output += "\n"
	case err != nil:
		e.output += fmt.Sprintf(m.words.failed, err) + "\n"
	case failed:
		has := m.has()
		e.tell(m.words, func(w words) string { return m.tables().Advice(e.line, e.output, has, w.lang) })
	}
}

// mark keeps that a step was done. Of a lesson that is not in the catalogue nothing is kept.
func (m *model) mark(s *session) {
	delete(s.afresh, s.step)
	s.news = false
	if p := m.options.Progress; p != nil && s.listed {
		s.news = p.Mark(s.lesson.ID, s.step)
		m.save(p)
	}
}

// stand keeps at which step one is, for the next time.
func (m *model) stand(s *session) {
	if p := m.options.Progress; s.listed && p.Stand(s.lesson.ID, s.step) {
		m.save(p)
	}
}

func (m *model) save(p *lessons.Progress) {
	m.effects.Go(func() {
		if err := p.Save(); err != nil {
			m.feed.push(savedMsg{err})
		}
	})
}

// atTop shows a step from its beginning, also where the terminal stood before the lesson.
func (m *model) atTop() {
	m.unhold()
	if m.focus == terminalPane && m.width < wideFrom && !m.zoom {
		m.focus = lessonPane
	}
	m.session.arrived = true
}

// unhold lets the panes follow what is new again.
func (m *model) unhold() {
	m.held = [panes]bool{}
	if m.session != nil {
		m.session.arrived = false
	}
}

// leave goes back to the list, and closes the lab before another can be opened.
func (m *model) leave() {
	m.prompt.forget()
	s, closing := m.session, make(chan struct{})
	m.session, m.mode, m.closing = nil, listMode, closing
	m.effects.Go(func() {
		defer close(closing)
		// Nobody is there any more to be told; the sandbox takes what is left.
		_ = s.close()
	})
}

func matches(msg tea.KeyPressMsg, b key.Binding) bool { return key.Matches(msg, b) }
