package tool

import (
	"io"
	"os"
	"testing"
)

// TestUntil ends a reader to which nothing comes: what comes later is for the next one.
func TestUntil(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	input, ended := until(r)
	read := make(chan error)
	go func() {
		_, err := input.Read(make([]byte, 8))
		read <- err
	}()
	ended()
	if err := <-read; err != io.EOF {
		t.Errorf("unexpected end of the first reader: %v", err)
	}
	if _, err := w.WriteString("later"); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 8)
	if n, err := r.Read(got); err != nil || string(got[:n]) != "later" {
		t.Errorf("unexpected input of the next reader: %q, %v", got[:n], err)
	}
}
