package tui

import (
	"sync"

	tea "charm.land/bubbletea/v2"

	"vethlab/lab/probe"
	"vethlab/lessons"
)

// What a lesson's goroutines tell the model.
type (
	outputMsg   struct{ text string }
	topologyMsg struct{} // there is another than was shown
	ranMsg      struct {
		step, command int
		record        lessons.Record
		err           error
	}
	soughtMsg struct {
		step    int
		records []lessons.Record
		err     error
	}
	typedMsg struct {
		status int
		err    error
	}
	learntMsg struct {
		recording *lessons.Recording
		err       error
	}
	pingMsg struct {
		watch *watch
		reply probe.Reply
	}
	pingEndMsg struct {
		watch *watch
		err   error
	}
)

// fedMsg is all that was told since the last one.
type fedMsg struct {
	from *feed
	list []tea.Msg
}

// feed gathers what goroutines tell, so that none of them ever waits for the screen, and the screen takes all at once. The
// order is kept.
type feed struct {
	mu     sync.Mutex
	list   []tea.Msg
	closed bool
	ready  chan struct{} // has room for one: there is something, or it is closed
}

func newFeed() *feed { return &feed{ready: make(chan struct{}, 1)} }

// push adds a message. Output that follows output is one; so are topologies that follow each other.
func (f *feed) push(m tea.Msg) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.list); n > 0 {
		switch now := m.(type) {
		case outputMsg:
			if last, ok := f.list[n-1].(outputMsg); ok {
				text := last.text + now.text
				// No more is kept than an entry keeps, and one byte, by which it knows that something was dropped.
				text = text[max(len(text)-outputLimit-1, 0):]
				f.list[n-1] = outputMsg{text}
				return
			}
		case topologyMsg:
			if f.list[n-1] == now {
				return
			}
		}
	}
	f.list = append(f.list, m)
	f.wake()
}

func (f *feed) wake() {
	select {
	case f.ready <- struct{}{}:
	default:
	}
}

// close ends next, once what was told is taken.
func (f *feed) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	f.wake()
}

// next waits for something, and gives all there is; nil at the end. It is a tea.Cmd.
func (f *feed) next() tea.Msg {
	<-f.ready
	f.mu.Lock()
	defer f.mu.Unlock()
	list := f.list
	f.list = nil
	if len(list) == 0 && f.closed {
		return nil
	}
	if f.closed {
		f.wake()
	}
	return fedMsg{f, list}
}

// Write takes what a command prints; a screen is not drawn anew for nothing.
func (f *feed) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	f.push(outputMsg{string(p)})
	return len(p), nil
}
