package tui

import (
	"strings"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"vethlab/lab/explain"
	"vethlab/lab/history"
)

// prompt is the line in which the learner types commands, with the lines that were typed before. It is a textarea of one row:
// the library's textinput puts the cursor in the wrong place after Chinese.
type prompt struct {
	area    textarea.Model
	history []string
	at      int    // the line of the history that is shown; len(history) is the new one
	draft   string // the new line, while an old one is shown
	begun   string // the lines before this one, of a command that goes on

	choice choice
	search *search // nil while none is searched for
}

// choice is what the word at the cursor may become, once it was asked for.
type choice struct {
	candidates []explain.Candidate
	from       int // the byte of the line where the word begins
	picked     int // which of them stands in the line; -1 for none
}

// search is a look through the history for a text.
type search struct {
	text  string
	found int // the line of the history; len(history) for none
}

func newPrompt(history []string) prompt {
	a := textarea.New()
	a.Prompt = ""
	a.ShowLineNumbers = false
	a.CharLimit = 0
	a.MaxHeight = 1
	a.SetHeight(1)
	a.SetVirtualCursor(false)
	a.KeyMap.InsertNewline.SetEnabled(false)
	return prompt{area: a, history: history, at: len(history)}
}

// forget drops what was being typed; the history stays.
func (p *prompt) forget() {
	p.area.Reset()
	p.at, p.draft, p.begun = len(p.history), "", ""
	p.choice, p.search = choice{}, nil
}

func (p *prompt) update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	p.area, cmd = p.area.Update(msg)
	return cmd
}

// take takes a line. It gives the command of which that is the last, and keeps it in the history; fresh are the entries that were
// not the last ones there. It gives none while the command is not whole.
func (p *prompt) take(line string) (command string, fresh []string) {
	text := p.begun + line
	if !history.Whole(text) {
		p.forget()
		p.begun = text + "\n"
		return "", nil
	}
	for _, entry := range history.Entries(text) {
		if n := len(p.history); n == 0 || p.history[n-1] != entry {
			p.history, fresh = append(p.history, entry), append(fresh, entry)
		}
	}
	p.forget()
	return text, fresh
}

// older and newer go through the history.
func (p *prompt) older() { p.show(p.at - 1) }
func (p *prompt) newer() { p.show(p.at + 1) }

func (p *prompt) show(at int) {
	if at < 0 || at > len(p.history) {
		return
	}
	if p.at == len(p.history) {
		p.draft = p.area.Value()
	}
	p.at = at
	text := p.draft
	if at < len(p.history) {
		text = p.history[at]
	}
	p.area.SetValue(text)
	p.area.CursorEnd()
}

// cursor is the byte of the line at which the cursor stands.
func (p *prompt) cursor() int {
	runes := []rune(p.area.Value())
	return len(string(runes[:min(p.area.Column(), len(runes))]))
}

// put replaces the word that begins at a byte of the line, and ends at the cursor.
func (p *prompt) put(from int, word string) {
	line, at := p.area.Value(), p.cursor()
	before := line[:from] + word
	p.area.SetValue(before + line[at:])
	p.area.SetCursorColumn(len([]rune(before)))
}

// complete writes what the word at the cursor must become. Where it may become several, these are kept to be shown, and each
// further step of by puts another one there.
func (p *prompt) complete(c explain.Completion, by int) {
	if n := len(p.choice.candidates); n > 0 {
		picked := p.choice.picked + by
		if p.choice.picked < 0 && by < 0 {
			picked = n - 1
		}
		p.choice.picked = (picked + n) % n
		p.put(p.choice.from, p.choice.candidates[p.choice.picked].Word)
		return
	}
	switch len(c.Candidates) {
	case 0:
	case 1:
		p.put(c.From, c.Candidates[0].Whole())
	default:
		if common := shared(c.Candidates); len(common) > p.cursor()-c.From {
			p.put(c.From, common)
		}
		p.choice = choice{candidates: c.Candidates, from: c.From, picked: -1}
	}
}

// shared is what all candidates begin with.
func shared(list []explain.Candidate) string {
	common := list[0].Word
	for _, c := range list[1:] {
		for !strings.HasPrefix(c.Word, common) {
			common = common[:len(common)-1]
		}
	}
	return strings.ToValidUTF8(common, "")
}

// lookFor searches the history for a text, from a line of it to older ones, and tells whether there is one.
func (p *prompt) lookFor(text string, from int) bool {
	p.search.text = text
	for i := min(from, len(p.history)-1); i >= 0; i-- {
		if strings.Contains(p.history[i], text) && (i == from || p.history[i] != p.found()) {
			p.search.found = i
			return true
		}
	}
	return false
}

// found is the line that a search has come to.
func (p *prompt) found() string {
	if p.search.found < len(p.history) {
		return p.history[p.search.found]
	}
	return ""
}

// pressSearch takes a key while the history is searched; it tells false for a key that ends the search, and is yet to be acted upon.
func (p *prompt) pressSearch(msg tea.KeyPressMsg) bool {
	switch text := p.search.text; {
	case msg.String() == "ctrl+r":
		p.lookFor(text, p.search.found-1)
	case msg.String() == "esc", msg.String() == "ctrl+c", msg.String() == "ctrl+g":
		p.search = nil
	case msg.String() == "backspace":
		runes := []rune(text)
		p.lookFor(string(runes[:max(0, len(runes)-1)]), len(p.history)-1)
	case msg.Text != "":
		if !p.lookFor(text+msg.Text, p.search.found) {
			p.search.found = len(p.history)
		}
	default:
		if line := p.found(); line != "" {
			p.area.SetValue(line)
			p.area.CursorEnd()
		}
		p.search = nil
		return false
	}
	return true
}
