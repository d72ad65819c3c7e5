//go:build linux

package container

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"github.com/docker/docker/api/types"
	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/pkg/stdcopy"

	"vethlab/lab/netns"
)

// execution is a command of `docker exec`.
type execution struct {
	id      string
	c       *record
	options api.ExecOptions
	process *process // nil but while it runs
	pid     int
	status  int
}

// ContainerExecCreate notes a command that is to run in a container.
func (e *Builtin) ContainerExecCreate(_ context.Context, id string, o api.ExecOptions) (api.ExecCreateResponse, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c, err := e.find(id)
	if err != nil {
		return api.ExecCreateResponse{}, err
	}
	if c.process == nil {
		return api.ExecCreateResponse{}, conflict("Container %s is not running", c.id)
	}
	if len(o.Cmd) == 0 {
		return api.ExecCreateResponse{}, invalid("No exec command specified")
	}
	if err := lacking([]given{{"--user", !isRoot(o.User)}}); err != nil {
		return api.ExecCreateResponse{}, err
	}
	x := &execution{id: newID(), c: c, options: o}
	e.execs[x.id] = x
	return api.ExecCreateResponse{ID: x.id}, nil
}

// ContainerExecAttach starts the command, and gives a connection to its streams.
func (e *Builtin) ContainerExecAttach(_ context.Context, id string, o api.ExecAttachOptions) (types.HijackedResponse, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	x := e.execs[id]
	if x == nil {
		return types.HijackedResponse{}, notFound("No such exec instance: %s", id)
	}
	theirs, ours, err := connection()
	if err != nil {
		return types.HijackedResponse{}, err
	}
	out := newOutput()
	s := newSink(closeWrite{ours}, x.options.Tty, x.options.AttachStdout, x.options.AttachStderr)
	out.attach(s)
	if err := e.startExec(x, out); err != nil {
		// Docker tells it in the stream.
		text := strings.TrimPrefix(err.Error(), "Error response from daemon: ") + "\r\n"
		e.serve(ours, s, nil, x.c.removed)
		_ = s.write(stdcopy.Stdout, []byte(text))
		out.end()
		return response(theirs, x.options.Tty), nil
	}
	var input io.WriteCloser
	if x.options.AttachStdin {
		input = &lateInput{output: out, once: !x.options.Tty, over: s.done}
	}
	e.serve(ours, s, input, x.c.removed)
	return response(theirs, x.options.Tty), nil
}

// ContainerExecStart starts the command, and leaves its streams alone.
func (e *Builtin) ContainerExecStart(_ context.Context, id string, _ api.ExecStartOptions) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	x := e.execs[id]
	if x == nil {
		return notFound("No such exec instance: %s", id)
	}
	return e.startExec(x, newOutput())
}

// startExec starts the command inside the container's namespaces.
func (e *Builtin) startExec(x *execution, out *output) error {
	c := x.c
	if c.process == nil {
		return conflict("Container %s is not running", c.id)
	}
	s, err := openStreams(x.options.Tty, x.options.AttachStdin)
	if err != nil {
		return err
	}
	run := &exec.Cmd{Args: x.options.Cmd, Env: c.environment(x.options.Env...), Stdin: s.child[0], Stdout: s.child[1], Stderr: s.child[2]}
	run.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: s.master != nil}
	if run.Dir = x.options.WorkingDir; run.Dir == "" {
		run.Dir = c.order().Dir
	}
	set := c.capabilities
	if x.options.Privileged {
		set = allCapabilities
	}
	run.Env = append(run.Env, stage+"="+strconv.FormatUint(set, 16))
	x.status = 126
	if err := begin(run, c.process.pid); err != nil {
		s.close()
		return invalid("OCI runtime exec failed: exec failed: %s: unknown", err)
	}
	s.started()
	p := &process{pid: run.Process.Pid, command: run, streams: s, pumped: make(chan struct{})}
	x.process, x.pid = p, p.pid
	out.begin(s.input)
	e.running.Go(func() {
		defer close(p.pumped)
		s.pump(out.write)
	})
	e.running.Go(func() {
		status := p.wait()
		e.mu.Lock()
		x.status, x.process = status, nil
		e.mu.Unlock()
		out.end()
	})
	return nil
}

// begin starts our own program inside the container, and waits until it has become the command.
func begin(run *exec.Cmd, inside int) error {
	report, reportIn, err := os.Pipe()
	if err != nil {
		return err
	}
	defer report.Close()
	run.Path, run.ExtraFiles = "/bin/"+boxName, []*os.File{reportIn}
	err = netns.DoInside(inside, func() error {
		if _, err := os.Stat(run.Dir); err != nil {
			return fmt.Errorf(notStarted+"chdir to cwd (%q) set in config.json failed: %s", run.Dir, strerror(err))
		}
		if err := run.Start(); err != nil {
			return fmt.Errorf(notStarted+"exec: %q: %s", run.Args[0], strerror(err))
		}
		return nil
	})
	reportIn.Close()
	if err != nil {
		return err
	}
	if err := heed(report); err != nil {
		// It ends by itself.
		_ = run.Wait()
		return err
	}
	return nil
}

// ContainerExecInspect tells how the command goes.
func (e *Builtin) ContainerExecInspect(_ context.Context, id string) (api.ExecInspect, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	x := e.execs[id]
	if x == nil {
		return api.ExecInspect{}, notFound("No such exec instance: %s", id)
	}
	return api.ExecInspect{ExecID: id, ContainerID: x.c.id, Running: x.process != nil, ExitCode: x.status, Pid: x.pid}, nil
}

// ContainerExecResize tells the command's terminal how large it is.
func (e *Builtin) ContainerExecResize(_ context.Context, id string, o api.ResizeOptions) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	x := e.execs[id]
	if x == nil || x.process == nil {
		return notFound("No such exec instance: %s", id)
	}
	return resize(x.process, o)
}
