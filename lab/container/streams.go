//go:build linux

package container

import (
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/creack/pty"
	"github.com/docker/docker/pkg/stdcopy"
)

// streams are the standard streams of a process, seen from both sides.
type streams struct {
	child  [3]*os.File
	master *os.File       // of a terminal, else nil
	input  io.WriteCloser // nil where standard input is closed
	out    [2]*os.File    // standard output and error; of a terminal the first alone
}

// openStreams makes a terminal, or pipes, with standard input or without.
func openStreams(tty, stdin bool) (*streams, error) {
	s := &streams{}
	if tty {
		master, slave, err := pty.Open()
		if err != nil {
			return nil, err
		}
		s.master, s.child, s.out[0] = master, [3]*os.File{slave, slave, slave}, master
		if stdin {
			s.input = keepOpen{master}
		}
		return s, nil
	}
	if err := s.pipes(stdin); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *streams) pipes(stdin bool) (err error) {
	if stdin {
		var in *os.File
		if s.child[0], in, err = os.Pipe(); err != nil {
			return err
		}
		s.input = in
	} else if s.child[0], err = os.Open(os.DevNull); err != nil {
		return err
	}
	for i := range s.out {
		if s.out[i], s.child[i+1], err = os.Pipe(); err != nil {
			return err
		}
	}
	return nil
}

// keepOpen is a terminal's input: whoever goes away does not end it.
type keepOpen struct{ *os.File }

func (keepOpen) Close() error { return nil }

// started lets go of the process's ends.
func (s *streams) started() {
	for i, f := range s.child {
		if f != nil && (i == 0 || f != s.child[0]) {
			f.Close()
		}
	}
	s.child = [3]*os.File{}
}

func (s *streams) close() {
	s.started()
	if s.input != nil {
		s.input.Close()
	}
	for _, f := range s.out {
		if f != nil {
			f.Close()
		}
	}
}

// straggle is how long the output is waited for of what a process that ended has left behind.
const straggle = 100 * time.Millisecond

// finish says that the process has ended: what it printed is still there, but whoever it left behind may hold the streams open.
func (s *streams) finish() {
	for _, f := range s.out {
		if f != nil {
			// A terminal has no deadlines on some kernels; it ends by itself.
			_ = f.SetReadDeadline(time.Now().Add(straggle))
		}
	}
}

// pump hands on what the process prints, until all its streams have ended, and closes them.
func (s *streams) pump(write func(kind stdcopy.StdType, text []byte)) {
	var all sync.WaitGroup
	for i, f := range s.out {
		if f == nil {
			continue
		}
		kind := stdcopy.Stdout
		if i == 1 {
			kind = stdcopy.Stderr
		}
		all.Go(func() {
			buffer := make([]byte, 32<<10)
			for {
				n, err := f.Read(buffer)
				if n > 0 {
					write(kind, buffer[:n])
				}
				if err != nil {
					return
				}
			}
		})
	}
	all.Wait()
	s.close()
}

// output is what a container has printed, and whoever listens to it.
type output struct {
	mu      sync.Mutex
	entries []entry
	size    int
	ended   bool          // no run goes on
	news    chan struct{} // closed at each change, and made anew
	sinks   map[*sink]bool
	input   io.WriteCloser
}

// entry is something that was printed at once.
type entry struct {
	kind stdcopy.StdType
	when time.Time
	text []byte
}

// mostLog is how many bytes of a container's output are kept; the oldest go first.
const mostLog = 1 << 20

func newOutput() *output {
	return &output{ended: true, news: make(chan struct{}), sinks: map[*sink]bool{}}
}

// sink is somebody who is attached.
type sink struct {
	mu   sync.Mutex
	conn io.WriteCloser
	want map[stdcopy.StdType]bool
	raw  bool
	done chan struct{} // closed when nothing more comes
}

func newSink(conn io.WriteCloser, raw, stdout, stderr bool) *sink {
	return &sink{conn: conn, raw: raw, want: map[stdcopy.StdType]bool{stdcopy.Stdout: stdout, stdcopy.Stderr: stderr}, done: make(chan struct{})}
}

// write gives the sink what was printed; one that is gone is not written to again.
func (s *sink) write(kind stdcopy.StdType, text []byte) error {
	if !s.want[kind] {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	to := io.Writer(s.conn)
	if !s.raw {
		to = stdcopy.NewStdWriter(s.conn, kind)
	}
	_, err := to.Write(text)
	return err
}

func (o *output) tell() {
	close(o.news)
	o.news = make(chan struct{})
}

// begin says that a run begins, with that standard input, which may be nil.
func (o *output) begin(input io.WriteCloser) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended, o.input = false, input
	o.tell()
}

func (o *output) write(kind stdcopy.StdType, text []byte) {
	o.mu.Lock()
	o.entries = append(o.entries, entry{kind, time.Now(), append([]byte(nil), text...)})
	for o.size += len(text); o.size > mostLog && len(o.entries) > 1; o.entries = o.entries[1:] {
		o.size -= len(o.entries[0].text)
	}
	sinks := make([]*sink, 0, len(o.sinks))
	for s := range o.sinks {
		sinks = append(sinks, s)
	}
	o.tell()
	o.mu.Unlock()
	for _, s := range sinks {
		if s.write(kind, text) != nil {
			o.detach(s)
		}
	}
}

// attach has somebody hear what is printed from now on, and gives what was printed before, and whether a run goes on.
func (o *output) attach(s *sink) (before []entry, running bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sinks[s] = true
	return slices.Clone(o.entries), !o.ended
}

// printed is what was printed until now.
func (o *output) printed() []entry {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.entries)
}

func (o *output) detach(s *sink) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.drop(s)
}

// drop ends what a sink hears. The lock is held.
func (o *output) drop(s *sink) {
	if o.sinks[s] {
		delete(o.sinks, s)
		s.conn.Close()
		close(s.done)
	}
}

// end says that the run has ended: who is attached hears no more.
func (o *output) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for s := range o.sinks {
		o.drop(s)
	}
	o.ended, o.input = true, nil
	o.tell()
}
