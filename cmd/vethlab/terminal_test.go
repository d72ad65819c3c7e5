//go:build linux

package main

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// patience is how long a test waits for what must come; it is a limit for what hangs, not a measure.
const patience = 60 * time.Second

// terminal is a pty with the program in it, and an emulator that shows what a person would see.
type terminal struct {
	t       testing.TB
	command *exec.Cmd
	master  *os.File
	slave   *os.File // kept open, so that its settings can be read after the program
	before  unix.Termios
	ended   chan struct{} // closed when the program has ended

	mu      sync.Mutex
	screen  *vt.Emulator
	raw     strings.Builder
	changed chan struct{} // closed and made anew at each write of the program

	copying sync.WaitGroup
}

// open starts a command in a terminal of that size.
func open(t testing.TB, width, height int, c *exec.Cmd) *terminal {
	t.Helper()
	blocking, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	// A file that blocks is not closed while somebody reads it.
	fd, err := unix.Dup(int(blocking.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	blocking.Close()
	unix.CloseOnExec(fd)
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	master := os.NewFile(uintptr(fd), "/dev/ptmx")
	m := &terminal{
		t: t, command: c, master: master, slave: slave, ended: make(chan struct{}),
		screen: vt.NewEmulator(width, height), changed: make(chan struct{}),
	}
	size := &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}
	if err := pty.Setsize(slave, size); err != nil {
		t.Fatal(err)
	}
	m.before = m.termios()
	if c.Env == nil {
		c.Env = environment(t)
	}
	c.Stdin, c.Stdout, c.Stderr = slave, slave, slave
	c.SysProcAttr = &unix.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	m.copying.Add(3)
	go m.show()
	go m.answer()
	go func() {
		defer m.copying.Done()
		// Why it ended is asked of ProcessState.
		_ = c.Wait()
		close(m.ended)
	}()
	t.Cleanup(m.close)
	return m
}

// show writes what comes from the program to the emulator, until the terminal is closed.
func (m *terminal) show() {
	defer m.copying.Done()
	buffer := make([]byte, 1<<16)
	for {
		n, err := m.master.Read(buffer)
		m.mu.Lock()
		m.screen.Write(buffer[:n])
		m.raw.Write(buffer[:n])
		close(m.changed)
		m.changed = make(chan struct{})
		m.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// answer gives the program what the emulator has to say (the colour of the background, …).
func (m *terminal) answer() {
	defer m.copying.Done()
	// The end of either side ends it.
	_, _ = io.Copy(m.master, m.screen)
}

// close ends the program if it still runs, and waits for the goroutines.
func (m *terminal) close() {
	select {
	case <-m.ended:
	default:
		m.command.Process.Kill()
		<-m.ended
	}
	m.slave.Close()
	m.master.Close()
	if c, ok := m.screen.InputPipe().(io.Closer); ok {
		c.Close()
	}
	m.copying.Wait()
}

func (m *terminal) termios() unix.Termios {
	m.t.Helper()
	settings, err := unix.IoctlGetTermios(int(m.slave.Fd()), unix.TCGETS)
	if err != nil {
		m.t.Fatal(err)
	}
	return *settings
}

// send types keys.
func (m *terminal) send(keys string) {
	m.t.Helper()
	if _, err := m.master.WriteString(keys); err != nil {
		m.t.Fatal(err)
	}
}

func (m *terminal) resize(width, height int) {
	m.t.Helper()
	m.mu.Lock()
	m.screen.Resize(width, height)
	m.mu.Unlock()
	if err := pty.Setsize(m.slave, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		m.t.Fatal(err)
	}
}

// text is the screen without colours, a line a row.
func (m *terminal) text() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.screen.String()
}

// bytes is all that the program wrote.
func (m *terminal) bytes() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.raw.String()
}

// until waits for the screen, and what else right looks at, to be as it must: the settings of a terminal change without a word.
func (m *terminal) until(what string, right func(screen string) bool) string {
	m.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	ended := m.ended
	for {
		m.mu.Lock()
		screen, changed := m.screen.String(), m.changed
		m.mu.Unlock()
		if right(screen) {
			return screen
		}
		select {
		case <-changed:
		case <-again.C:
		case <-ended:
			// Its last words may still be on their way through the terminal.
			ended = nil
			limit.Reset(2 * time.Second)
		case <-limit.C:
			m.t.Fatalf("no %s (%v); screen:\n%s", what, m.command.ProcessState, screen)
		}
	}
}

// shows waits until all words are on the screen.
func (m *terminal) shows(words ...string) string {
	m.t.Helper()
	return m.until(strings.Join(words, ", "), func(screen string) bool {
		for _, w := range words {
			if !strings.Contains(screen, w) {
				return false
			}
		}
		return true
	})
}

// status waits for the program's end.
func (m *terminal) status() int {
	m.t.Helper()
	select {
	case <-m.ended:
		return m.command.ProcessState.ExitCode()
	case <-time.After(patience):
		m.t.Fatalf("the program does not end; screen:\n%s", m.text())
		return 0
	}
}
