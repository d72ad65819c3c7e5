//go:build linux

package container

import (
	"debug/elf"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// process is a program that runs for a container: its first, or one of `docker exec`.
type process struct {
	pid     int
	command *exec.Cmd
	streams *streams
	pumped  chan struct{} // closed when all that it printed has been taken
}

// wait waits for the end of the process and of its streams, and gives its status, 128 and the signal's number where that ended it.
func (p *process) wait() int {
	// How it ended is in its state.
	_ = p.command.Wait()
	p.streams.finish()
	<-p.pumped
	state := p.command.ProcessState.Sys().(syscall.WaitStatus)
	if state.Signaled() {
		return 128 + int(state.Signal())
	}
	return state.ExitStatus()
}

// The descriptors that a container's process finds beside the usual three.
const (
	reportFile = 3 // where a refusal is written to; it ends when the command has begun
	orderFile  = 4 // an order, in JSON, to its end; of the first process alone
)

// stage is the variable that tells our own program that it is a container's process, and how far it is: first, again, or, of a command
// of `docker exec`, the capabilities that it keeps, in hexadecimal.
const (
	stage      = "VETHLAB_CONTAINER"
	stageFirst = "first"
	stageAgain = "again" // all is done: it has taken its own place
)

// order is what the first process makes of its namespaces before it becomes the container's command.
type order struct {
	Root     string            // a folder on which its root is mounted
	Program  string            // the path of the binary that all its programs are
	Names    []string          // of these programs
	Folders  []string          // of the machine, that a dynamically linked binary needs
	Files    map[string]string // in /etc, by the paths of what stands there
	Hostname string
	Dir      string
	Console  bool
	// Capabilities are those that it keeps.
	Capabilities uint64
	Privileged   bool
	ReadOnly     bool
	Lang         string
}

// refusal is why the command did not begin.
type refusal struct {
	Status int
	Text   string
}

func (r *refusal) Error() string { return r.Text }

// pending is a container's first process that waits for its order: it comes up while its network is made.
type pending struct {
	run     *exec.Cmd
	streams *streams
	order   *os.File // written once
	report  *os.File // ends when the command has begun, or says why it cannot
}

// hatch starts the container's process in its namespace.
func (c *record) hatch() (*pending, error) {
	s, err := openStreams(c.config.Tty, c.config.OpenStdin)
	if err != nil {
		return nil, err
	}
	p := &pending{streams: s}
	if err := p.start(c); err != nil {
		p.close()
		s.close()
		return nil, failed("start the process of %s: %v", c.name, err)
	}
	s.started()
	return p, nil
}

func (p *pending) start(c *record) error {
	orderOut, orderIn, err := os.Pipe()
	if err != nil {
		return err
	}
	defer orderOut.Close()
	p.order = orderIn
	reportOut, reportIn, err := os.Pipe()
	if err != nil {
		return err
	}
	defer reportIn.Close()
	p.report = reportOut
	run, s := exec.Command(c.engine.config.Program), p.streams
	run.Args, run.Env = c.argv(), append(c.environment(), stage+"="+stageFirst)
	run.Stdin, run.Stdout, run.Stderr = s.child[0], s.child[1], s.child[2]
	run.ExtraFiles = []*os.File{reportIn, orderOut}
	run.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: unix.CLONE_NEWPID | unix.CLONE_NEWNS | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC,
		Setsid:     true, Setctty: s.master != nil,
	}
	p.run = run
	return c.sandbox.ns.Do(run.Start)
}

func (p *pending) close() {
	for _, f := range []*os.File{p.order, p.report} {
		if f != nil {
			f.Close()
		}
	}
}

// drop ends a process that is not to begin.
func (p *pending) drop() {
	_ = p.run.Process.Kill()
	_ = p.run.Wait()
	p.streams.close()
	p.close()
}

// begin gives the process its order, and waits until it has become its command. A *refusal is why it has not.
func (c *record) begin(p *pending) (*process, error) {
	err := json.NewEncoder(p.order).Encode(c.order())
	p.order.Close()
	if err = errors.Join(err, heed(p.report)); err != nil {
		p.drop()
		if refused := (*refusal)(nil); errors.As(err, &refused) {
			return nil, refused
		}
		return nil, failed("start the process of %s: %v", c.name, err)
	}
	p.close()
	c.output.begin(p.streams.input)
	begun := &process{pid: p.run.Process.Pid, command: p.run, streams: p.streams, pumped: make(chan struct{})}
	c.engine.running.Go(func() {
		defer close(begun.pumped)
		p.streams.pump(c.output.write)
	})
	return begun, nil
}

// heed waits until a process has become its command, which listens if it is a server, or has ended. A *refusal is why it has not begun.
func heed(report *os.File) error {
	said, err := io.ReadAll(report)
	if err != nil || len(said) == 0 {
		return err
	}
	var r refusal
	if err := json.Unmarshal(said, &r); err != nil {
		return fmt.Errorf("read why the command has not begun: %w", err)
	}
	return &r
}

// environment is what Docker gives a process: PATH, HOSTNAME, TERM on a terminal, what was asked for, more, and HOME.
func (c *record) environment(more ...string) []string {
	hostname := c.config.Hostname
	if hostname == "" {
		hostname, _ = os.Hostname()
	}
	env := []string{defaultPath, "HOSTNAME=" + hostname}
	if c.config.Tty {
		env = append(env, "TERM=xterm")
	}
	for _, v := range slices.Concat(c.config.Env, more) {
		env = setVariable(env, v)
	}
	if !slices.ContainsFunc(env, func(v string) bool { return strings.HasPrefix(v, "HOME=") }) {
		env = append(env, "HOME=/root")
	}
	return env
}

// setVariable puts a variable in the place of the one that has its name, or at the end.
func setVariable(env []string, v string) []string {
	name, _, _ := strings.Cut(v, "=")
	i := slices.IndexFunc(env, func(old string) bool { return strings.HasPrefix(old, name+"=") })
	if i < 0 {
		return append(env, v)
	}
	env[i] = v
	return env
}

func (c *record) order() order {
	o := order{
		Root: filepath.Join(c.dir(), "root"), Program: c.engine.config.Program, Names: c.engine.config.Names, Hostname: c.config.Hostname,
		Dir: c.config.WorkingDir, Console: c.config.Tty, Capabilities: c.capabilities, Privileged: c.host.Privileged, ReadOnly: c.host.ReadonlyRootfs, Files: map[string]string{}, Folders: libraries(c.engine.config.Program),
		Lang: c.engine.config.Lang,
	}
	// Whoever joins a namespace has its names too.
	for _, name := range []string{"hosts", "resolv.conf", "hostname"} {
		o.Files[name] = filepath.Join(c.sandbox.files, name)
	}
	if o.Dir == "" {
		o.Dir = "/"
	}
	return o
}

// libraries are the folders that a dynamically linked binary needs from the machine; none for a static one.
func libraries(program string) []string {
	f, err := elf.Open(program)
	if err != nil {
		return nil
	}
	defer f.Close()
	if !slices.ContainsFunc(f.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP }) {
		return nil
	}
	return []string{"/lib", "/lib64", "/usr/lib"}
}

// strerror is what the C library says of an error of a system call.
func strerror(err error) string {
	for e := err; e != nil; {
		if n, ok := e.(syscall.Errno); ok {
			return n.Error()
		}
		u, ok := e.(interface{ Unwrap() error })
		if !ok {
			break
		}
		e = u.Unwrap()
	}
	return fmt.Sprint(err)
}
