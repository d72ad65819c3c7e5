package docker

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/docker/docker/api/types/container"
	"github.com/spf13/pflag"
)

// ContainerExec is `docker exec`.
type ContainerExec struct {
	Interactive, TTY, Detach, Privileged bool
	User, Workdir                        string
	Env                                  []string
	Container                            string
	Cmd                                  []string
}

// Args are the command's words.
func (c *ContainerExec) Args() []string { return wordsOf(c) }
func (c *ContainerExec) String() string { return lineOf(c.Args()) }
func (c *ContainerExec) name() string   { return "exec" }
func (c *ContainerExec) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Interactive, "interactive", "i", c.Interactive, "Keep STDIN open even if not attached")
	f.BoolVarP(&c.TTY, "tty", "t", c.TTY, "Allocate a pseudo-TTY")
	f.BoolVarP(&c.Detach, "detach", "d", c.Detach, "Detached mode: run command in the background")
	f.StringVarP(&c.User, "user", "u", c.User, "Username or UID (format: <name|uid>[:<group|gid>])")
	f.BoolVar(&c.Privileged, "privileged", c.Privileged, "Give extended privileges to the command")
	f.VarP(list{&c.Env, "list", checkEnv}, "env", "e", "Set environment variables")
	f.StringVarP(&c.Workdir, "workdir", "w", c.Workdir, "Working directory inside the container")
	for _, name := range []string{"env-file", "detach-keys"} {
		refuseOption(f, name, errors.New("the lab does not have this option of docker"))
	}
}
func (c *ContainerExec) take(operands []string) { c.Container, c.Cmd = operands[0], operands[1:] }
func (c *ContainerExec) operands() []string     { return append([]string{c.Container}, c.Cmd...) }
func (c *ContainerExec) run(ctx context.Context, s *session) error {
	if _, err := s.engine.ContainerInspect(ctx, c.Container); err != nil {
		return missing(err, "container", c.Container)
	}
	if !c.Detach {
		if err := s.checkTTY(c.Interactive, c.TTY); err != nil {
			return err
		}
	}
	made, err := s.engine.ContainerExecCreate(ctx, c.Container, container.ExecOptions{
		User: c.User, Privileged: c.Privileged, Tty: c.TTY, Cmd: c.Cmd, WorkingDir: c.Workdir, Env: withValues(c.Env, s.env),
		AttachStdin: c.Interactive && !c.Detach, AttachStdout: !c.Detach, AttachStderr: !c.Detach,
	})
	if err != nil {
		return err
	}
	if c.Detach {
		return s.engine.ContainerExecStart(ctx, made.ID, container.ExecStartOptions{Detach: true, Tty: c.TTY})
	}
	return s.execute(ctx, made.ID, c.TTY, c.Interactive)
}

// execute starts a process that was made, and carries what it reads and writes until its end. The end of ctx leaves it
// running, as docker does.
func (s *session) execute(ctx context.Context, id string, tty, stdin bool) error {
	response, err := s.engine.ContainerExecAttach(ctx, id, container.ExecAttachOptions{Tty: tty})
	if err != nil {
		return err
	}
	t, err := s.converse(response, tty, stdin)
	if err != nil {
		response.Close()
		return err
	}
	defer t.close()
	if tty {
		t.follow(ctx, s, func(ctx context.Context, o container.ResizeOptions) error {
			return s.engine.ContainerExecResize(ctx, id, o)
		})
	}
	select {
	case err = <-t.output:
	case <-t.detached:
		t.leave(s)
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
	t.close()
	if err != nil {
		return err
	}
	ended, err := s.engine.ContainerExecInspect(ctx, id)
	if err != nil {
		return err
	}
	if ended.ExitCode != 0 {
		return &failure{status: ended.ExitCode}
	}
	return nil
}

// ContainerStart is `docker start`.
type ContainerStart struct {
	Attach, Interactive bool
	Containers          []string
}

// Args are the command's words.
func (c *ContainerStart) Args() []string { return wordsOf(c) }
func (c *ContainerStart) String() string { return lineOf(c.Args()) }
func (c *ContainerStart) name() string   { return "start" }
func (c *ContainerStart) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Attach, "attach", "a", c.Attach, "Attach STDOUT/STDERR and forward signals")
	f.BoolVarP(&c.Interactive, "interactive", "i", c.Interactive, "Attach container's STDIN")
}
func (c *ContainerStart) take(operands []string) { c.Containers = operands }
func (c *ContainerStart) operands() []string     { return c.Containers }
func (c *ContainerStart) run(ctx context.Context, s *session) error {
	if c.Attach || c.Interactive {
		if len(c.Containers) > 1 {
			return errors.New("you cannot start and attach multiple containers at once")
		}
		of, err := s.engine.ContainerInspect(ctx, c.Containers[0])
		if err != nil {
			return missing(err, "container", c.Containers[0])
		}
		err = s.attended(ctx, attendance{
			id: of.ID, tty: of.Config.Tty, stdin: c.Interactive && of.Config.OpenStdin, stdout: true, stderr: true,
			autoRemove: of.HostConfig.AutoRemove, start: true,
		})
		var refused *startError
		if errors.As(err, &refused) {
			return refused.error
		}
		return err
	}
	var failed []string
	for _, name := range c.Containers {
		if err := s.engine.ContainerStart(ctx, name, container.StartOptions{}); err != nil {
			fmt.Fprintln(s.err, err)
			failed = append(failed, name)
			continue
		}
		fmt.Fprintln(s.out, name)
	}
	if len(failed) > 0 {
		return fmt.Errorf("Error: failed to start containers: %s", strings.Join(failed, ", "))
	}
	return nil
}

// ContainerAttach is `docker attach`.
type ContainerAttach struct {
	NoStdin   bool
	Container string
}

// Args are the command's words.
func (c *ContainerAttach) Args() []string { return wordsOf(c) }
func (c *ContainerAttach) String() string { return lineOf(c.Args()) }
func (c *ContainerAttach) name() string   { return "attach" }
func (c *ContainerAttach) options(f *pflag.FlagSet) {
	f.BoolVar(&c.NoStdin, "no-stdin", c.NoStdin, "Do not attach STDIN")
}
func (c *ContainerAttach) take(operands []string) { c.Container = operands[0] }
func (c *ContainerAttach) operands() []string     { return []string{c.Container} }
func (c *ContainerAttach) run(ctx context.Context, s *session) error {
	of, err := s.engine.ContainerInspect(ctx, c.Container)
	if err != nil {
		return missing(err, "container", c.Container)
	}
	if !of.State.Running {
		return errors.New("You cannot attach to a stopped container, start it first")
	}
	if err := s.checkTTY(!c.NoStdin, of.Config.Tty); err != nil {
		return err
	}
	return s.attended(ctx, attendance{
		id: of.ID, tty: of.Config.Tty, stdin: !c.NoStdin && of.Config.OpenStdin, stdout: true, stderr: true,
	})
}
