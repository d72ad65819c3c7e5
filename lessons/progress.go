package lessons

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"
)

// Progress is how far a learner is. Its methods may be called from several goroutines, and on nil, which is nobody's.
type Progress struct {
	file   string
	mu     sync.Mutex         // holds learnt
	learnt map[string]*learnt // by the lesson's id
}

// learnt is how far a lesson is learnt. Steps count from 1.
type learnt struct {
	steps map[int]struct{} // those that are done
	taken map[int]struct{} // those that were taken back, which the file may have
	at    int              // where the learner was last; 0 for nowhere
	moved bool             // at was told by this program, and is newer than the file's
}

// saved is a lesson in the file: {"veth": {"steps": [1, 2, 3], "at": 4}}.
type saved struct {
	Steps []int `json:"steps"` // those that are done, in order
	At    int   `json:"at,omitempty"`
}

// LoadProgress reads the learner's progress from $XDG_STATE_HOME/vethlab/progress.json, by default in ~/.local/state. No
// file is no progress. A file that cannot be understood is renamed, never overwritten, and told of in err. The Progress is
// good to use beside an error too.
func LoadProgress() (*Progress, error) {
	file, err := progressFile()
	if err != nil {
		return &Progress{}, err
	}
	return loadProgress(file)
}

func progressFile() (string, error) {
	dir := os.Getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(dir) { // the specification says to ignore a relative one
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("find a place for the progress: %w", err)
		}
		dir = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(dir, "vethlab", "progress.json"), nil
}

func loadProgress(file string) (*Progress, error) {
	p := &Progress{file: file}
	all, err := readLearnt(file)
	p.learnt = all
	return p, err
}

// readLearnt reads the file; one that is broken is renamed.
func readLearnt(file string) (map[string]*learnt, error) {
	list := map[string]*learnt{}
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return list, nil
	}
	if err != nil {
		return list, fmt.Errorf("read the progress: %w", err)
	}
	var all map[string]saved
	if broken := json.Unmarshal(b, &all); broken != nil {
		aside := file + ".broken-" + time.Now().UTC().Format("20060102T150405.000000000")
		if err := os.Rename(file, aside); err != nil {
			return list, fmt.Errorf("put the broken %s aside: %w", file, errors.Join(err, broken))
		}
		return list, fmt.Errorf("read the progress: it is now in %s: %w", aside, broken)
	}
	for id, l := range all {
		list[id] = &learnt{steps: map[int]struct{}{}, at: max(l.At, 0)}
		list[id].do(l.Steps...)
	}
	return list, nil
}

// do notes steps as done.
func (l *learnt) do(steps ...int) {
	for _, step := range steps {
		if step > 0 {
			l.steps[step] = struct{}{}
		}
	}
}

// of is what is known of a lesson; mu is held.
func (p *Progress) of(id string) *learnt {
	if p.learnt == nil {
		p.learnt = map[string]*learnt{}
	}
	if p.learnt[id] == nil {
		p.learnt[id] = &learnt{steps: map[int]struct{}{}}
	}
	return p.learnt[id]
}

// Done is the number of steps of a lesson that are done.
func (p *Progress) Done(id string) int {
	if p == nil {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.of(id).steps)
}

// Has tells whether a step, from 0, of a lesson is done.
func (p *Progress) Has(id string, step int) bool {
	if p == nil {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_, done := p.of(id).steps[step+1]
	return done
}

// Mark notes that a step, from 0, of a lesson is done, and tells whether that is news; Save keeps it.
func (p *Progress) Mark(id string, step int) bool {
	if p == nil {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.of(id)
	_, done := l.steps[step+1]
	l.do(step + 1)
	delete(l.taken, step+1)
	return !done
}

// Unmark takes back that a step, from 0, of a lesson is done; Save keeps that, too.
func (p *Progress) Unmark(id string, step int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.of(id)
	delete(l.steps, step+1)
	if l.taken == nil {
		l.taken = map[int]struct{}{}
	}
	l.taken[step+1] = struct{}{}
}

// Stand notes that the learner is at a step, from 0, of a lesson, and tells whether that is news; Save keeps it.
func (p *Progress) Stand(id string, step int) bool {
	if p == nil {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.of(id)
	news := l.at != step+1
	l.at, l.moved = step+1, true
	return news
}

// Resume is the step, from 0, at which a lesson of that many is gone on with: where the learner was last, or the first behind that, or of all,
// that is not done. Of a lesson that is done, or was never begun, it is the first.
func (p *Progress) Resume(id string, steps int) int {
	if p == nil {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.of(id)
	from := min(max(l.at-1, 0), steps)
	for i := range steps {
		step := (from + i) % steps
		if _, done := l.steps[step+1]; !done {
			return step
		}
	}
	return 0
}

// Save writes the progress down, together with what another vethlab has written since: nothing that was done gets lost, but
// for what was taken back.
// The file is replaced whole, or not at all. Where there is no place for it (see LoadProgress) Save does nothing.
func (p *Progress) Save() error {
	if p == nil || p.file == "" {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	dir := filepath.Dir(p.file)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("save the progress: %w", err)
	}
	lock, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("save the progress: %w", err)
	}
	defer lock.Close() // gives the lock back
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("save the progress: lock %s: %w", dir, err)
	}
	others, broken := readLearnt(p.file)
	for id, other := range others {
		l := p.of(id)
		maps.Copy(l.steps, other.steps)
		for step := range l.taken {
			delete(l.steps, step)
		}
		if !l.moved {
			l.at = other.at
		}
	}
	if err := p.write(); err != nil {
		return fmt.Errorf("save the progress: %w", err)
	}
	return broken
}

func (p *Progress) write() error {
	all := map[string]saved{}
	for id, l := range p.learnt {
		if l.at > 0 || len(l.steps) > 0 {
			all[id] = saved{slices.Sorted(maps.Keys(l.steps)), l.at}
		}
	}
	b, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(p.file), ".progress-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already, if all went well
	_, err = f.Write(append(b, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), p.file)
}
