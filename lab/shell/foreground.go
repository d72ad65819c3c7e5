//go:build linux

package shell

import (
	"context"
	"strings"
	"sync"
	"time"
)

// foreground are the commands that Ctrl-C reaches, and what they make of it. As bash does, the shell waits for those that may handle it
// themselves, as ping does and any program may, and ends what else it runs only where they were killed by it.
type foreground struct {
	mu      sync.Mutex
	takers  map[*taker]bool
	others  int           // commands that run and end at Ctrl-C with all that is around them
	pressed chan struct{} // closed by Ctrl-C while takers run
	handled bool          // one of the takers that were there then has handled it
	killed  bool          // it has killed one of them
	missed  bool          // one of them may have come too late for it
	taken   bool          // Ctrl-C ended nothing but what handled it: a trap may wait for that
}

// taker is a command that may handle Ctrl-C itself.
type taker struct {
	take  func() // tells it of the key
	after bool   // it came after the key
}

// reaction is what a taker made of the key.
type reaction int

const (
	handledIt reaction = iota
	killedByIt
	// perhapsMissed is that of a program which ended without an error, and of which nobody saw whether it was there at the key: the last of a
	// pipeline may not have been, whose first the key has killed.
	perhapsMissed
)

// isPressed tells whether takers still have to say what they make of Ctrl-C. It needs mu.
func (f *foreground) isPressed() bool {
	select {
	case <-f.pressed:
		return true
	default:
		return false
	}
}

// begin notes a taker.
func (f *foreground) begin(t *taker) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.takers) == 0 {
		f.takers, f.pressed, f.handled, f.killed, f.missed = map[*taker]bool{}, make(chan struct{}), false, false, false
	}
	f.takers[t] = true
	if f.isPressed() {
		t.after = true
		t.take()
	}
}

// end notes the end of a taker, and tells whether the shell has to end what it runs.
func (f *foreground) end(t *taker, how reaction) (interrupted bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.takers, t)
	switch {
	case how == killedByIt || t.after:
		f.killed = true
	case how == perhapsMissed:
		f.missed = true
	default:
		f.handled = true
	}
	if len(f.takers) > 0 || !f.isPressed() {
		return false
	}
	f.taken = f.handled || f.missed && !f.killed
	return !f.taken
}

// beside notes a command that handles no Ctrl-C, until done is called.
func (f *foreground) beside() (done func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.others++
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.others--
	}
}

// press tells the takers of Ctrl-C; it tells false where it is not only theirs.
func (f *foreground) press() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.takers) == 0 || f.others > 0 {
		return false
	}
	if !f.isPressed() {
		close(f.pressed)
	}
	for t := range f.takers {
		t.take()
	}
	return true
}

// wasTaken tells, once, that Ctrl-C was handled by what ran.
func (f *foreground) wasTaken() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	taken := f.taken
	f.taken = false
	return taken
}

// takes notes that the command may handle Ctrl-C itself, of which take tells it. ended says how that went, and waits until the shell
// has heard of the key, too, and has ended what it has to end. What is in the background is not asked; of $( ) bash ends with Ctrl-C whatever
// its commands do.
func (c *command) takes(ctx context.Context, take func()) (ended func(how reaction)) {
	f := &c.b.shell.foreground
	if c.job != "" {
		return func(reaction) {}
	}
	if _, substitution := c.stdout.(*strings.Builder); substitution {
		done := f.beside()
		return func(reaction) { done() }
	}
	t := &taker{take: take}
	f.begin(t)
	return func(how reaction) {
		if c.b.shell.terminal.Load() {
			c.b.shell.hear()
		}
		if !f.end(t, how) {
			return
		}
		c.b.shell.interrupt()
		select {
		case <-ctx.Done():
		case <-time.After(keyDelay):
		}
	}
}
