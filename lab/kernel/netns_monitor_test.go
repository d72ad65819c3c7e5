//go:build linux

package kernel_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"vethlab/lab/ipcmd"
)

// Names are told as they come and go, until the context ends.
func TestNetnsMonitor(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	command, err := ipcmd.Parse(strings.Fields("netns monitor"))
	if err != nil {
		t.Fatal(err)
	}
	told, out := io.Pipe()
	ended := make(chan int)
	go func() {
		status, _ := w.k.Run(ctx, w.host, command, out, io.Discard)
		ended <- status
		out.Close()
	}()
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(told); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	every := time.NewTicker(5 * time.Millisecond)
	defer every.Stop()
	// When it has begun to listen nobody tells: the first name that it hears of does.
	last := ""
	for made := 0; last == ""; {
		select {
		case last = <-lines:
		case <-every.C:
			w.must(fmt.Sprintf("netns add n%d", made))
			made++
		}
	}
	name, found := strings.CutPrefix(last, "add ")
	if !found {
		t.Fatalf("unexpected line: want add and a name, got %q", last)
	}
	w.must("netns delete " + name)
	for line := range lines {
		if line == "delete "+name {
			break
		}
		if !strings.HasPrefix(line, "add n") {
			t.Errorf("unexpected line: want an add or the delete, got %q", line)
		}
	}
	cancel()
	go func() {
		for range lines {
		}
	}()
	if status := <-ended; status != 0 {
		t.Errorf("unexpected status: want 0, got %d", status)
	}
}
