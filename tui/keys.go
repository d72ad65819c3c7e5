package tui

import "charm.land/bubbles/v2/key"

// keys are all keys of the program. The line at the bottom and the help are made of them, so that neither can tell of a key
// that does nothing.
type keys struct {
	// In the list.
	up, down, open key.Binding
	// In a lesson.
	run, next, previous, jump, reset, focus, prompt, zoom, hint, solve, stop key.Binding
	// Everywhere.
	language, help, back, page, pageBack, choose key.Binding
	// In what lies over the rest.
	cancel, confirm key.Binding
}

func bind(help, text string, names ...string) key.Binding {
	return key.NewBinding(key.WithKeys(names...), key.WithHelp(help, text))
}

func newKeys(w words) keys {
	k := w.keys
	return keys{
		up: bind("↑ k", k.up, "up", "k"), down: bind("↓ j", k.down, "down", "j"), open: bind("enter", k.open, "enter"),

		run: bind("enter", k.run, "enter"), next: bind("→ n", k.next, "right", "n", "l"),
		previous: bind("← p", k.previous, "left", "p", "h"), jump: bind("g", k.jump, "g"), reset: bind("r", k.reset, "r"),
		focus: bind("tab", k.focus, "tab", "shift+tab"), prompt: bind(":", k.prompt, ":", "："), zoom: bind("z", k.zoom, "z"),
		hint: bind("i", k.hint, "i"), solve: bind("s", k.solve, "s"), stop: bind("ctrl+c", k.stop, "ctrl+c"),

		language: bind("L", k.language, "L"), help: bind("?", k.help, "?", "？"), back: bind("q", k.back, "q"),
		page: bind("pgdn", k.page, "pgdown", "space", "ctrl+d"), pageBack: bind("pgup", k.pageBack, "pgup", "b", "ctrl+u"),
		choose: bind("1…9", k.choose, "1", "2", "3", "4", "5", "6", "7", "8", "9"),

		cancel: bind("esc", k.cancel, "esc"), confirm: bind("enter", k.confirm, "enter"),
	}
}

// inList are the keys that mean something in the list.
func (k keys) inList() []key.Binding {
	return []key.Binding{k.open, k.up, k.down, k.language, k.help, k.back}
}

// inLesson are the keys that mean something in a lesson; yourTurn is a step that the learner does alone.
func (k keys) inLesson(yourTurn bool) []key.Binding {
	list := []key.Binding{k.run, k.next, k.previous}
	if yourTurn {
		list = []key.Binding{k.prompt, k.hint, k.solve, k.next, k.previous}
	}
	for _, b := range []key.Binding{k.prompt, k.zoom, k.focus, k.jump, k.reset, k.language} {
		if !yourTurn || b.Help().Key != ":" {
			list = append(list, b)
		}
	}
	return append(list, k.help, k.back)
}

// all are the keys of the help, in the order in which it tells them.
func (k keys) all() []key.Binding {
	return []key.Binding{
		k.run, k.next, k.previous, k.jump, k.reset, k.prompt, k.stop, k.choose, k.hint, k.solve, k.focus, k.up, k.down, k.page,
		k.pageBack, k.zoom, k.language, k.help, k.cancel, k.back,
	}
}
