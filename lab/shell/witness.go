//go:build linux

package shell

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// kept is how much a witness keeps, in bytes.
const kept = 4096

// witness keeps the end of what a line typed at the prompt says, by which its error is explained. It hears our own commands, words
// of bash and the programs that only report; of any other program, which may need the terminal itself, it hears nothing.
type witness struct {
	mu   sync.Mutex
	said []byte // mu holds it
}

// witness has what the shell writes to files heard from now on.
func (s *Shell) witness() *witness {
	w := &witness{}
	for _, stream := range []*io.Writer{&s.config.Stdout, &s.config.Stderr} {
		if f, ok := (*stream).(*os.File); ok {
			*stream = witnessed{file: f, by: w}
		}
	}
	return w
}

// take gives what was kept, and forgets it.
func (w *witness) take() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	said := string(w.said)
	w.said = nil
	return said
}

// witnessed is a file that a witness hears. It embeds none: of the file's methods some write too.
type witnessed struct {
	file *os.File
	by   *witness
}

func (w witnessed) Write(p []byte) (int, error) {
	w.by.mu.Lock()
	w.by.said = append(w.by.said, p...)
	w.by.said = w.by.said[max(0, len(w.by.said)-kept):]
	w.by.mu.Unlock()
	return w.file.Write(p)
}

// Fd lets those who ask whether this is a terminal see that it is.
func (w witnessed) Fd() uintptr { return w.file.Fd() }

// plain gives the file behind a writer that a program of the machine's is handed.
func plain(w io.Writer) io.Writer {
	switch w := w.(type) {
	case witnessed:
		return w.file
	case *pipe:
		return w.file
	}
	return w
}

// reports tells whether a program of the machine's does nothing with its standard error but report there: it may be a pipe.
func reports(program string) bool {
	const list = " arping bridge brctl cat chmod chown cp ethtool ip ip6tables iptables kill ln ls mkdir mount mv nft rm rmdir tc touch umount "
	return strings.Contains(list, " "+filepath.Base(program)+" ")
}
