package tui

import (
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// prompt is the line in which the learner types commands, with the lines that were typed before. It is a textarea of one row:
// the library's textinput puts the cursor in the wrong place after Chinese.
type prompt struct {
	area    textarea.Model
	history []string
	at      int    // the line of the history that is shown; len(history) is the new one
	draft   string // the new line, while an old one is shown
}

func newPrompt() prompt {
	a := textarea.New()
	a.Prompt = ""
	a.ShowLineNumbers = false
	a.CharLimit = 0
	a.MaxHeight = 1
	a.SetHeight(1)
	a.SetVirtualCursor(false)
	a.KeyMap.InsertNewline.SetEnabled(false)
	return prompt{area: a}
}

// forget drops what was being typed; the history stays.
func (p *prompt) forget() {
	p.area.Reset()
	p.at, p.draft = len(p.history), ""
}

func (p *prompt) update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	p.area, cmd = p.area.Update(msg)
	return cmd
}

// take gives the line, and keeps it in the history.
func (p *prompt) take() string {
	line := p.area.Value()
	if n := len(p.history); line != "" && (n == 0 || p.history[n-1] != line) {
		p.history = append(p.history, line)
	}
	p.forget()
	return line
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
