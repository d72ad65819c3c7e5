//go:build linux

package shell

import (
	"bytes"
	"io"
	"sync/atomic"

	"github.com/ergochat/readline"
	"golang.org/x/sys/unix"
)

// strokes are the keys of a terminal, with a Ctrl-G before each Ctrl-C: it ends readline's lists of candidates and its search, where
// a Ctrl-C alone would do no more than that. They come one by one: what is typed behind a line is for the program that the line starts.
type strokes struct {
	terminal io.Reader
	rest     []byte
	alone    func() bool // tells, after an escape, that it stands for itself; nil where it never does
	answers  *answers    // nil where no question is put to the terminal
}

// answers are those of a terminal to the question where its cursor is, which readline puts before each prompt, and waits for as long as it
// takes. Not all terminals answer: a pipe's other end, an editor's window. For them the answer is that it is at the beginning of a row.
type answers struct {
	io.Writer
	asked atomic.Bool                 // and not answered yet
	quiet func(milliseconds int) bool // tells that the terminal sends nothing in that time
	mute  bool                        // it did not answer the last time
	begun string                      // what was read of an answer
	pages string                      // what is said under a list of candidates that goes on, in the place of readline's own words
}

// readlinesPages are readline's words under a list of candidates: its keys are letters until tab leads into the list.
const readlinesPages = "-- (j: prev page) (k: next page) --"

const (
	question = "\x1b[6n"   // where is the cursor? (ctlseqs of xterm, DSR)
	assumed  = "\x1b[1;1R" // at the beginning of a row; which one does not matter
	// answerTime is how long an answer may take, in milliseconds: a slow line's, too. One that comes later is passed over by readline.
	answerTime = 300
)

// Write writes to the terminal.
func (a *answers) Write(p []byte) (int, error) {
	if string(p) == question {
		a.asked.Store(true)
	}
	if a.pages != "" && bytes.Contains(p, []byte(readlinesPages)) {
		_, err := a.Writer.Write(bytes.ReplaceAll(p, []byte(readlinesPages), []byte(a.pages)))
		return len(p), err
	}
	return a.Writer.Write(p)
}

// instead is the answer that the terminal does not give: it waits for as long as one may take, or until a key comes, which is none.
func (a *answers) instead() []byte {
	if a == nil || !a.asked.Load() || a.begun != "" {
		return nil
	}
	patience := answerTime
	if a.mute {
		patience = 0
	}
	if !a.quiet(patience) {
		return nil
	}
	a.asked.Store(false)
	a.mute = true
	return []byte(assumed)
}

// hear looks for an answer among what the terminal sends: an escape, a bracket, numbers and an R.
func (a *answers) hear(keys []byte) {
	if a == nil {
		return
	}
	for _, c := range keys {
		switch {
		case c == readline.CharEsc, a.begun == "\x1b" && c == '[', len(a.begun) > 1 && (c >= '0' && c <= '9' || c == ';'):
			if c == readline.CharEsc {
				a.begun = ""
			}
			a.begun += string(c)
		case len(a.begun) > 2 && c == 'R':
			a.asked.Store(false)
			a.mute, a.begun = false, ""
		default:
			a.begun = ""
		}
	}
}

// Read gives a key. Of what Alt sends, an escape and a key, readline knows the letters b and f alone: here are those with which bash deletes a word.
func (s *strokes) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		s.rest = s.answers.instead()
	}
	if len(s.rest) == 0 {
		keys := make([]byte, 1, 2)
		if _, err := io.ReadFull(s.terminal, keys); err != nil {
			return 0, err
		}
		switch {
		case keys[0] != readline.CharEsc:
		case s.alone != nil && s.alone():
			keys = []byte(endSearch)
		default:
			// readline waits for what follows an escape, too.
			if _, err := io.ReadFull(s.terminal, keys[1:2]); err != nil {
				return 0, err
			}
			keys = keys[:2]
		}
		s.answers.hear(keys)
		s.rest = stroke(keys)
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// stroke is a key as readline is to see it.
func stroke(keys []byte) []byte {
	switch string(keys) {
	case "\x03":
		return []byte{readline.CharBell, readline.CharInterrupt}
	case "\x1b\x7f", "\x1b\b":
		return []byte{readline.CharCtrlW}
	case "\x1bd":
		return []byte(string(deleteWord))
	}
	return keys
}

// endSearch is shift-tab, which ends a search and does nothing else.
const endSearch = "\x1b[Z"

// escapeTime is how long the rest of a key that begins with an escape may take, in milliseconds.
const escapeTime = 100

// escapes tells that an escape which was read ends a search: while the history is searched, and nothing comes behind it. Elsewhere it
// is the first half of a key, however long the other takes, as in bash. The keys are read one by one, each after the one before was
// acted upon.
func (h *helper) escapes() bool { return h.searching && h.quiet(escapeTime) }

// quiet tells that the terminal sends nothing in a time.
func (h *helper) quiet(milliseconds int) bool {
	more := []unix.PollFd{{Fd: int32(h.shell.stdin.Fd()), Events: unix.POLLIN}}
	n, err := unix.Poll(more, milliseconds)
	for err == unix.EINTR {
		n, err = unix.Poll(more, milliseconds)
	}
	return n == 0 && err == nil
}
