package tui

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
)

// keys are all keys of the program. The line at the bottom, the help and what lies over the rest are made of them, so that
// none can tell of a key that does nothing.
type keys struct {
	// In the list.
	up, down, open, quit key.Binding
	// In a lesson.
	run, next, previous, jump, reset, focus, prompt, zoom, hint, solve, unfold, explain, stop key.Binding
	// While a question is open.
	choose, skip key.Binding
	// In the enlarged drawing.
	left, right key.Binding
	// In the drawing.
	nearer, farther key.Binding
	// At the prompt.
	send, complete, older, newer, search, readBack, readOn, exit, clear, leave key.Binding
	// Everywhere else.
	language, help, back, page, pageBack, first, last key.Binding
	// In what lies over the rest.
	cancel, confirm, anew key.Binding
}

func bind(help, text string, names ...string) key.Binding {
	return key.NewBinding(key.WithKeys(names...), key.WithHelp(help, text))
}

// early is what enter gives while the terminal is not ours yet: it makes the end of a line of it (ICRNL of termios(3)).
const early = "ctrl+j"

func newKeys(w words) keys {
	k := w.keys
	return keys{
		up: bind("↑ k", k.up, "up", "k"), down: bind("↓ j", k.down, "down", "j"), open: bind("enter", k.open, "enter", early),
		quit: bind("q", k.quit, "q"),

		run: bind("enter", k.run, "enter", early), next: bind("→ n", k.next, "right", "n", "l"),
		previous: bind("← p", k.previous, "left", "p", "h"), jump: bind("g", k.jump, "g"), reset: bind("r", k.reset, "r"),
		focus: bind("tab", k.focus, "tab", "shift+tab"), prompt: bind(":", k.prompt, ":", "："), zoom: bind("z", k.zoom, "z"),
		hint: bind("i", k.hint, "i"), solve: bind("s", k.solve, "s"), unfold: bind("u", k.unfold, "u"), explain: bind("e", k.explain, "e"),
		stop: bind("ctrl+c", k.stop, "ctrl+c"),

		choose: bind("1…9", k.choose, "1", "2", "3", "4", "5", "6", "7", "8", "9"), skip: bind("0", k.skip, "0"),

		left: bind("← h", k.left, "left", "h"), right: bind("→ l", k.right, "right", "l"),

		nearer: bind("+", k.nearer, "+", "="), farther: bind("-", k.farther, "-"),

		send: bind("enter", k.run, "enter", early), older: bind("↑", k.older, "up", "ctrl+p"),
		newer: bind("↓", k.newer, "down", "ctrl+n"), clear: bind("ctrl+c", k.clear, "ctrl+c"),
		leave: bind("esc", k.leave, "esc"), complete: bind("tab", k.complete, "tab", "shift+tab"), search: bind("ctrl+r", k.search, "ctrl+r"),

		readBack: bind("pgup", k.pageBack, "pgup"), readOn: bind("pgdn", k.page, "pgdown"), exit: bind("ctrl+d", k.exit, "ctrl+d"),

		language: bind("L", k.language, "L"), help: bind("?", k.help, "?", "？"), back: bind("q", k.back, "q"),
		page: bind("pgdn", k.page, "pgdown", "space", "ctrl+d"), pageBack: bind("pgup", k.pageBack, "pgup", "b", "ctrl+u"),
		first: bind("home", k.first, "home"), last: bind("end", k.last, "end"),

		cancel: bind("esc", k.cancel, "esc"), confirm: bind("enter", k.confirm, "enter", early), anew: bind("a", k.anew, "a"),
	}
}

// others are the names of a key that its help does not tell first, but for what only the terminal gives, and signs of full width.
func others(b key.Binding) []string {
	signs := map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "pgdown": "pgdn"}
	told := strings.Fields(b.Help().Key)
	digits := strings.Contains(b.Help().Key, "…")
	return slices.DeleteFunc(slices.Clone(b.Keys()), func(name string) bool {
		return slices.Contains(told, cmp.Or(signs[name], name)) || name == early || name[0] > unicode.MaxASCII || digits
	})
}

// group is keys that mean something in one place, with the place's name.
type group struct {
	title string
	keys  []key.Binding
}

// inList are the keys that mean something in the list.
func (k keys) inList() []key.Binding {
	return []key.Binding{k.open, k.up, k.down, k.page, k.pageBack, k.first, k.last, k.language, k.help, k.quit}
}

// inLesson are the keys that mean something in a lesson; yourTurn is a step that the learner does alone, and managed one that was done so.
func (k keys) inLesson(yourTurn, managed bool) []key.Binding {
	switch {
	case managed:
		return []key.Binding{
			k.run, k.solve, k.next, k.previous, k.prompt, k.focus, k.explain, k.zoom, k.jump, k.reset, k.language, k.help, k.back,
		}
	case yourTurn:
		return []key.Binding{
			k.prompt, k.hint, k.solve, k.next, k.previous, k.focus, k.explain, k.zoom, k.jump, k.reset, k.language, k.help, k.back,
		}
	}
	return []key.Binding{
		k.run, k.next, k.previous, k.prompt, k.focus, k.explain, k.zoom, k.jump, k.reset, k.language, k.help, k.back,
	}
}

// whileRunning are the keys that matter while a command runs.
func (k keys) whileRunning() []key.Binding {
	return []key.Binding{k.stop, k.prompt, k.focus, k.zoom, k.up, k.down, k.language, k.help, k.back}
}

// atPrompt are the keys that mean something while a line is typed; the way out comes last.
func (k keys) atPrompt() []key.Binding {
	return []key.Binding{k.send, k.complete, k.older, k.newer, k.search, k.readBack, k.readOn, k.exit, k.clear, k.leave}
}

// onSearch are the keys that mean something while the lines typed before are searched.
func (k keys) onSearch() []key.Binding {
	k.search.SetHelp("ctrl+r", k.older.Help().Desc)
	return []key.Binding{k.send, k.search, k.cancel}
}

// onJump and onReset are the keys of what lies over the rest.
func (k keys) onJump() []key.Binding {
	k.confirm.SetHelp("enter", k.jump.Help().Desc)
	return []key.Binding{k.up, k.down, k.confirm, k.cancel}
}

func (k keys) onReset() []key.Binding { return []key.Binding{k.confirm, k.anew, k.cancel} }

// onLeave are those of the box that asks before something takes away what was built.
func (k keys) onLeave(enter, stay string) []key.Binding {
	k.confirm.SetHelp("enter", enter)
	k.cancel.SetHelp("esc", stay)
	return []key.Binding{k.confirm, k.cancel}
}

// groups are the keys of the help, in the order in which it tells them.
func (k keys) groups(w words, inLesson bool) []group {
	if !inLesson {
		return []group{{w.lessons, k.inList()}}
	}
	return []group{
		{w.lesson, []key.Binding{
			k.run, k.next, k.previous, k.jump, k.reset, k.prompt, k.stop, k.focus, k.up, k.down, k.page, k.pageBack, k.first, k.last, k.zoom,
			k.explain, k.unfold, k.language, k.help, k.cancel, k.back,
		}},
		{w.predict, []key.Binding{k.choose, k.skip}},
		{w.turn, []key.Binding{k.hint, k.solve}},
		{w.network, []key.Binding{k.left, k.right, k.nearer, k.farther}},
		{w.prompt, k.atPrompt()},
		{w.again, k.onReset()},
	}
}
