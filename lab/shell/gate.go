//go:build linux

package shell

import (
	"io"
	"os"
	"sync"
)

// gate passes writes on, one at a time, until it is shut: what a background program prints after the line that started
// it goes nowhere.
type gate struct {
	mu sync.Mutex
	w  io.Writer // nil once shut
}

// newGates gives a gate for each of the two streams; the same one if they are the same.
func newGates(stdout, stderr io.Writer) (out, errs *gate) {
	out = &gate{w: stdout}
	if stdout == stderr {
		return out, out
	}
	return out, &gate{w: stderr}
}

// oneAtATime gives writers that the commands of a pipeline may write to at once, as they may to files.
func oneAtATime(stdout, stderr io.Writer) (out, errs io.Writer) {
	out, errs = newGates(stdout, stderr)
	if _, ok := stdout.(*os.File); ok {
		out = stdout
	}
	if _, ok := stderr.(*os.File); ok {
		errs = stderr
	}
	return out, errs
}

func (g *gate) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.w == nil {
		return len(p), nil
	}
	return g.w.Write(p)
}

func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.w = nil
}
