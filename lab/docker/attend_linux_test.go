package docker

import (
	"context"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/term"

	"vethlab/lab/container"
)

// TestAttended holds what a container that is attached hears and says.
func TestAttended(t *testing.T) {
	e := clientOf(t, engineOf(t))
	t.Run("Ctrl-C", func(t *testing.T) { testInterrupt(t, e) })
	t.Run("Ctrl-C that is not heeded", func(t *testing.T) { testUnheeded(t, e) })
	t.Run("Ctrl-C while a log is followed", func(t *testing.T) { testFollow(t, e) })
	t.Run("input that is not read", func(t *testing.T) { testUnread(t, e) })
	t.Run("input from a file", func(t *testing.T) { testFile(t, e) })
	t.Run("broken pipe", func(t *testing.T) { testBrokenPipe(t, e) })
	t.Run("terminal", func(t *testing.T) { testTerminal(t, e) })
	t.Run("detached", func(t *testing.T) { testDetached(t, e) })
	t.Run("exec in a terminal", func(t *testing.T) { testExecTerminal(t, e) })
	t.Run("variable", func(t *testing.T) { testVariable(t, e) })
}

// cue is a writer that calls when a word was written.
type cue struct {
	mu   sync.Mutex
	said strings.Builder
	at   map[string]func()
}

func (c *cue) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said.Write(b)
	for word, do := range c.at {
		if strings.Contains(c.said.String(), word) {
			delete(c.at, word)
			do()
		}
	}
	return len(b), nil
}

func testInterrupt(t *testing.T, e container.Engine) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &cue{at: map[string]func(){"waiting": cancel}}
	if status := Main(ctx, e, []string{"run", "--rm", "tools", "wait"}, Streams{Out: out, Err: out}); status != 42 {
		t.Errorf("unexpected status: want 42, got %d: %s", status, out.said.String())
	}
}

func testUnheeded(t *testing.T, e container.Engine) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &cue{at: map[string]func(){"ready": cancel}}
	if status := Main(ctx, e, []string{"run", "--rm", "tools", "deaf"}, Streams{Out: out, Err: out}); status != 137 {
		t.Errorf("unexpected status: want 137, got %d: %s", status, out.said.String())
	}
}

func testFollow(t *testing.T, e container.Engine) {
	speakOurs(t.Context(), e, "", []string{"run", "-d", "--name", "follow", "tools", "wait"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &cue{at: map[string]func(){"waiting": cancel}}
	if status := Main(ctx, e, []string{"logs", "-f", "follow"}, Streams{Out: out, Err: out}); status != 130 {
		t.Errorf("unexpected status: want 130, got %d", status)
	}
	if got := out.said.String(); got != "waiting\n" {
		t.Errorf("unexpected words: want waiting, got %q", got)
	}
	speakOurs(t.Context(), e, "", []string{"rm", "-f", "follow"})
}

// testUnread holds that a container's end does not wait for an input that nobody writes.
func testUnread(t *testing.T, e container.Engine) {
	in, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer writer.Close()
	var out strings.Builder
	if status := Main(t.Context(), e, []string{"run", "--rm", "-i", "tools", "exit", "4"}, Streams{In: in, Out: &out, Err: &out}); status != 4 {
		t.Errorf("unexpected status: want 4, got %d: %s", status, out.String())
	}
	if _, err := writer.WriteString("kept"); err != nil {
		t.Fatal(err)
	}
	kept := make([]byte, 4)
	if _, err := in.Read(kept); err != nil || string(kept) != "kept" {
		t.Errorf("unexpected rest of the input: want kept, got %q, %v", kept, err)
	}
}

// testBrokenPipe holds that docker ends with whoever read it.
func testBrokenPipe(t *testing.T, e container.Engine) {
	reader, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	reader.Close()
	var said strings.Builder
	if status := Main(t.Context(), e, []string{"run", "--rm", "tools", "wait"}, Streams{Out: out, Err: &said}); status != 141 || said.Len() > 0 {
		t.Errorf("unexpected status: want 141, got %d: %s", status, said.String())
	}
}

func testFile(t *testing.T, e container.Engine) {
	for _, path := range []string{"testdata/parity/exec.txt", os.DevNull} {
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		var out strings.Builder
		status := Main(t.Context(), e, []string{"run", "--rm", "-i", "tools", "cat"}, Streams{In: in, Out: &out, Err: &out})
		if status != 0 || out.String() != string(want) {
			t.Errorf("unexpected words from %s: want %q, got %q, status %d", path, want, out.String(), status)
		}
	}
}

// desk is a terminal of the tests.
type desk struct {
	file    *os.File
	resized chan struct{}
	mu      sync.Mutex
	rows    uint
	raw     int
}

func (d *desk) Raw() (func(), error) {
	old, err := term.MakeRaw(int(d.file.Fd()))
	if err != nil {
		return nil, err
	}
	d.raw++
	return func() { d.raw--; term.Restore(int(d.file.Fd()), old) }, nil
}

func (d *desk) Size() (rows, cols uint) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rows, 80
}

func (d *desk) Resized() <-chan struct{} { return d.resized }

func (d *desk) resize() {
	d.mu.Lock()
	d.rows++
	d.mu.Unlock()
	d.resized <- struct{}{}
}

// sit runs a command at a terminal: at each word that it says, something is done with the keys.
func sit(t *testing.T, e container.Engine, words []string, at func(keys io.Writer, d *desk) map[string]func()) (said string, status int) {
	t.Helper()
	keys, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer keys.Close()
	defer tty.Close()
	d := &desk{file: tty, resized: make(chan struct{}, 8), rows: 24}
	out := &cue{at: at(keys, d)}
	status = Main(t.Context(), e, words, Streams{In: tty, Out: out, Err: out, Terminal: d})
	if d.raw != 0 {
		t.Errorf("the terminal was not restored")
	}
	return out.said.String(), status
}

func testTerminal(t *testing.T, e container.Engine) {
	said, status := sit(t, e, []string{"run", "--rm", "-it", "tools", "size"}, func(_ io.Writer, d *desk) map[string]func() {
		return map[string]func(){"ready": d.resize}
	})
	if status != 0 || said != "ready\r\nresized\r\n" {
		t.Errorf("unexpected words: want ready and resized, got %q, status %d", said, status)
	}
	said, status = sit(t, e, []string{"run", "--rm", "-it", "tools", "wait"}, func(keys io.Writer, _ *desk) map[string]func() {
		return map[string]func(){"waiting": func() { keys.Write([]byte{3}) }}
	})
	if status != 42 {
		t.Errorf("unexpected status after ^C: want 42, got %d: %q", status, said)
	}
}

func testDetached(t *testing.T, e container.Engine) {
	said, status := sit(t, e, []string{"run", "--name", "left", "-it", "tools", "wait"}, func(keys io.Writer, _ *desk) map[string]func() {
		return map[string]func(){"waiting": func() { keys.Write([]byte{16, 17}) }}
	})
	if status != 0 || said != "waiting\r\n\n" {
		t.Errorf("unexpected words after ^P^Q: want waiting, and a line's end for the next prompt, got %q, status %d", said, status)
	}
	if got := speakOurs(t.Context(), e, "", []string{"inspect", "-f", "{{.State.Running}}", "left"}).out; got != "true\n" {
		t.Errorf("unexpected state after ^P^Q: want true, got %q", got)
	}
	speakOurs(t.Context(), e, "", []string{"rm", "-f", "left"})
}

func testExecTerminal(t *testing.T, e container.Engine) {
	speakOurs(t.Context(), e, "", []string{"run", "-d", "--name", "base", "tools"})
	said, status := sit(t, e, []string{"exec", "-it", "base", "cat"}, func(keys io.Writer, _ *desk) map[string]func() {
		keys.Write([]byte("typed\r"))
		return map[string]func(){"typed\r\n": func() { keys.Write([]byte{4}) }}
	})
	if status != 0 || !strings.Contains(said, "typed") {
		t.Errorf("unexpected words: want typed, got %q, status %d", said, status)
	}
	speakOurs(t.Context(), e, "", []string{"rm", "-f", "base"})
}

func testVariable(t *testing.T, e container.Engine) {
	var out strings.Builder
	env := func(name string) (string, bool) { return "of the caller", name == "GIVEN" }
	Main(t.Context(), e, []string{"run", "--rm", "-e", "GIVEN", "-e", "NOT", "tools", "env"}, Streams{Out: &out, Err: &out, Env: env})
	if got := out.String(); !strings.Contains(got, "GIVEN=of the caller\n") || strings.Contains(got, "NOT") {
		t.Errorf("unexpected environment: want GIVEN alone, got %q", got)
	}
}
