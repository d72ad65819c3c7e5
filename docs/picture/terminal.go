//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is a program in a pseudo-terminal, with an emulator that shows what it writes.
type terminal struct {
	command *exec.Cmd
	file    *os.File
	copying sync.WaitGroup

	mu      sync.Mutex
	screen  *vt.Emulator
	changed chan struct{} // closed at each change, and made anew
}

func start(words []string, width, height int) (*terminal, error) {
	c := exec.Command(words[0], words[1:]...)
	c.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	file, err := pty.StartWithSize(c, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", words[0], err)
	}
	t := &terminal{command: c, file: file, screen: vt.NewEmulator(width, height), changed: make(chan struct{})}
	t.copying.Go(t.show)
	t.copying.Go(func() {
		// What the emulator answers, until one of the two is closed.
		_, _ = io.Copy(file, t.screen)
	})
	return t, nil
}

func (t *terminal) show() {
	buffer := make([]byte, 1<<16)
	for {
		n, err := t.file.Read(buffer)
		t.mu.Lock()
		t.screen.Write(buffer[:n])
		close(t.changed)
		t.changed = make(chan struct{})
		t.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// close ends the program.
func (t *terminal) close() {
	_ = t.command.Process.Kill()
	_ = t.command.Wait()
	t.file.Close()
	if c, ok := t.screen.InputPipe().(io.Closer); ok {
		c.Close()
	}
	t.copying.Wait()
}

// do carries out one step of -do.
func (t *terminal) do(step string, patience time.Duration) error {
	kind, rest, _ := strings.Cut(step, ":")
	switch kind {
	case "wait":
		return t.wait(rest, patience)
	case "key":
		key, ok := map[string]string{
			"enter": "\r", "esc": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
		}[rest]
		if !ok {
			return fmt.Errorf("key:%s: no such key", rest)
		}
		return t.press(key)
	}
	return t.press(step)
}

func (t *terminal) press(keys string) error {
	_, err := t.file.WriteString(keys)
	if err == nil {
		t.quiet()
	}
	return err
}

// still is how long a screen has to stay as it is to be taken as finished: nothing announces that.
const still = 150 * time.Millisecond

func (t *terminal) quiet() {
	for {
		t.mu.Lock()
		changed := t.changed
		t.mu.Unlock()
		select {
		case <-changed:
		case <-time.After(still):
			return
		}
	}
}

func (t *terminal) wait(text string, patience time.Duration) error {
	limit := time.After(patience)
	for {
		t.mu.Lock()
		screen, changed := t.screen.String(), t.changed
		t.mu.Unlock()
		if strings.Contains(strings.Join(strings.Fields(screen), " "), strings.Join(strings.Fields(text), " ")) {
			return nil
		}
		select {
		case <-changed:
		case <-limit:
			return fmt.Errorf("%q did not appear on the screen:\n%s", text, screen)
		}
	}
}
