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
	file  string
	mu    sync.Mutex                  // holds steps
	steps map[string]map[int]struct{} // the steps that are done, from 1, by the lesson's id
}

// saved is a lesson in the file: {"veth": {"steps": [1, 2, 3]}}.
type saved struct {
	Steps []int `json:"steps"` // those that are done, from 1, in order
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
	steps, err := readSteps(file)
	p.steps = steps
	return p, err
}

// readSteps reads the file; one that is broken is renamed.
func readSteps(file string) (map[string]map[int]struct{}, error) {
	steps := map[string]map[int]struct{}{}
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return steps, nil
	}
	if err != nil {
		return steps, fmt.Errorf("read the progress: %w", err)
	}
	var all map[string]saved
	if broken := json.Unmarshal(b, &all); broken != nil {
		aside := file + ".broken-" + time.Now().UTC().Format("20060102T150405.000000000")
		if err := os.Rename(file, aside); err != nil {
			return steps, fmt.Errorf("put the broken %s aside: %w", file, errors.Join(err, broken))
		}
		return steps, fmt.Errorf("read the progress: it is now in %s: %w", aside, broken)
	}
	for id, l := range all {
		merge(steps, id, l.Steps...)
	}
	return steps, nil
}

func merge(steps map[string]map[int]struct{}, id string, done ...int) {
	if steps[id] == nil {
		steps[id] = map[int]struct{}{}
	}
	for _, step := range done {
		if step > 0 {
			steps[id][step] = struct{}{}
		}
	}
}

// Done is the number of steps of a lesson that are done.
func (p *Progress) Done(id string) int {
	if p == nil {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.steps[id])
}

// Has tells whether a step, from 0, of a lesson is done.
func (p *Progress) Has(id string, step int) bool {
	if p == nil {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_, done := p.steps[id][step+1]
	return done
}

// Mark notes that a step, from 0, of a lesson is done; Save keeps it.
func (p *Progress) Mark(id string, step int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.steps == nil {
		p.steps = map[string]map[int]struct{}{}
	}
	merge(p.steps, id, step+1)
}

// Save writes the progress down, together with what another vethlab has written since: nothing that was done gets lost.
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
	others, broken := readSteps(p.file)
	for id, done := range others {
		merge(p.steps, id, slices.Collect(maps.Keys(done))...)
	}
	if err := p.write(); err != nil {
		return fmt.Errorf("save the progress: %w", err)
	}
	return broken
}

func (p *Progress) write() error {
	all := map[string]saved{}
	for id, done := range p.steps {
		all[id] = saved{slices.Sorted(maps.Keys(done))}
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
