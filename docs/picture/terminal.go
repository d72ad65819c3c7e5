//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is a program in a pseudo-terminal, with an emulator that shows what it writes.
type terminal struct {
	command *exec.Cmd
	file    *os.File
	copying sync.WaitGroup
	ended   chan struct{} // closed when nothing more comes from the program

	mu      sync.Mutex // guards what follows; the emulator's Read needs no lock, since it is a pipe's
	screen  *vt.Emulator
	changed chan struct{} // closed at each change, and made anew
}

// start starts a command in a terminal of that size, whose colours are those of the theme; close ends both.
func start(words, environment []string, width, height int, look theme) (*terminal, error) {
	c := exec.Command(words[0], words[1:]...)
	c.Env = environment
	t := &terminal{command: c, ended: make(chan struct{}), screen: vt.NewEmulator(width, height), changed: make(chan struct{})}
	t.screen.SetDefaultForegroundColor(look.fore)
	t.screen.SetDefaultBackgroundColor(look.back)
	var err error
	if t.file, err = pty.StartWithSize(c, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		return nil, fmt.Errorf("run %s: %w", words[0], err)
	}
	t.copying.Go(t.show)
	t.copying.Go(func() {
		// What the emulator answers to questions, until either side is closed.
		_, _ = io.Copy(t.file, t.screen)
	})
	return t, nil
}

// show writes what comes from the program to the emulator, until the program has ended.
func (t *terminal) show() {
	defer close(t.ended)
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

// close ends the program, and all that it started in its session's first process group, and waits for both copiers.
func (t *terminal) close() {
	// It may have ended by itself.
	_ = syscall.Kill(-t.command.Process.Pid, syscall.SIGKILL)
	_ = t.command.Wait()
	if c, ok := t.screen.InputPipe().(io.Closer); ok {
		c.Close()
	}
	t.file.Close()
	t.copying.Wait()
}

// look is the text that is on the screen, and what is closed when that changes.
func (t *terminal) look() (screen string, changed <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen.String(), t.changed
}

// until waits for the screen to be right.
func (t *terminal) until(what string, patience time.Duration, right func(screen string) bool) error {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		screen, changed := t.look()
		if right(screen) {
			return nil
		}
		select {
		case <-changed:
		case <-t.ended:
			if screen, _ = t.look(); right(screen) {
				return nil
			}
			return fmt.Errorf("wait for %s: %s has ended, and left on the screen:\n%s", what, t.command.Path, screen)
		case <-limit.C:
			return fmt.Errorf("wait for %s: %v have passed, and on the screen is:\n%s", what, patience, screen)
		}
	}
}

// settle waits until the screen has been as it is for a moment: that it is finished, nothing announces. One that always moves is
// waited for a little longer, and then taken as it is.
func (t *terminal) settle() {
	const still, enough = 150 * time.Millisecond, time.Second
	limit := time.NewTimer(enough)
	defer limit.Stop()
	for {
		_, changed := t.look()
		moment := time.NewTimer(still)
		select {
		case <-changed:
			moment.Stop()
		case <-moment.C:
			return
		case <-limit.C:
			moment.Stop()
			return
		}
	}
}

// cells are the rows of the screen.
func (t *terminal) cells() [][]uv.Cell {
	t.mu.Lock()
	defer t.mu.Unlock()
	rows := make([][]uv.Cell, t.screen.Height())
	for y := range rows {
		rows[y] = make([]uv.Cell, t.screen.Width())
		for x := range rows[y] {
			rows[y][x] = uv.EmptyCell
			if c := t.screen.CellAt(x, y); c != nil {
				rows[y][x] = *c
			}
		}
	}
	return rows
}
