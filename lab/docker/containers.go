package docker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/pkg/stdcopy"
	"github.com/docker/go-connections/nat"
	"github.com/spf13/pflag"
)

// ContainerKill is `docker kill`.
type ContainerKill struct {
	Signal     string
	Containers []string
}

// Args are the command's words.
func (c *ContainerKill) Args() []string { return wordsOf(c) }
func (c *ContainerKill) String() string { return lineOf(c.Args()) }
func (c *ContainerKill) name() string   { return "kill" }
func (c *ContainerKill) options(f *pflag.FlagSet) {
	f.StringVarP(&c.Signal, "signal", "s", c.Signal, "Signal to send to the container")
}
func (c *ContainerKill) take(operands []string) { c.Containers = operands }
func (c *ContainerKill) operands() []string     { return c.Containers }
func (c *ContainerKill) run(ctx context.Context, s *session) error {
	return s.each(c.Containers, func(id string) error { return s.engine.ContainerKill(ctx, id, c.Signal) })
}

// ContainerStop is `docker stop`.
type ContainerStop struct {
	Time       *int // seconds before SIGKILL; nil is the container's own, 10 by default
	Containers []string
}

// Args are the command's words.
func (c *ContainerStop) Args() []string { return wordsOf(c) }
func (c *ContainerStop) String() string { return lineOf(c.Args()) }
func (c *ContainerStop) name() string   { return "stop" }
func (c *ContainerStop) options(f *pflag.FlagSet) {
	f.VarP(optionalInt(&c.Time), "time", "t", "Seconds to wait for stop before killing it")
	f.Lookup("time").DefValue = "10"
}
func (c *ContainerStop) take(operands []string) { c.Containers = operands }
func (c *ContainerStop) operands() []string     { return c.Containers }
func (c *ContainerStop) run(ctx context.Context, s *session) error {
	return s.each(c.Containers, func(id string) error {
		return s.engine.ContainerStop(ctx, id, container.StopOptions{Timeout: c.Time})
	})
}

// ContainerRestart is `docker restart`.
type ContainerRestart struct {
	Time       *int // as in ContainerStop
	Containers []string
}

// Args are the command's words.
func (c *ContainerRestart) Args() []string { return wordsOf(c) }
func (c *ContainerRestart) String() string { return lineOf(c.Args()) }
func (c *ContainerRestart) name() string   { return "restart" }
func (c *ContainerRestart) options(f *pflag.FlagSet) {
	f.VarP(optionalInt(&c.Time), "time", "t", "Seconds to wait for stop before killing the container")
	f.Lookup("time").DefValue = "10"
}
func (c *ContainerRestart) take(operands []string) { c.Containers = operands }
func (c *ContainerRestart) operands() []string     { return c.Containers }
func (c *ContainerRestart) run(ctx context.Context, s *session) error {
	stop := container.StopOptions{Timeout: c.Time}
	return s.each(c.Containers, func(id string) error {
		if e, ok := s.engine.(interface {
			ContainerRestart(context.Context, string, container.StopOptions) error
		}); ok {
			return e.ContainerRestart(ctx, id, stop)
		}
		if err := s.engine.ContainerStop(ctx, id, stop); err != nil {
			return err
		}
		if err := s.engine.ContainerStart(ctx, id, container.StartOptions{}); err != nil {
			const daemon = "Error response from daemon: "
			return fmt.Errorf("%sCannot restart container %s: %s", daemon, id, strings.TrimPrefix(err.Error(), daemon))
		}
		return nil
	})
}

// ContainerRemove is `docker rm`.
type ContainerRemove struct {
	Force, Volumes, Link bool
	Containers           []string
}

// Args are the command's words.
func (c *ContainerRemove) Args() []string { return wordsOf(c) }
func (c *ContainerRemove) String() string { return lineOf(c.Args()) }
func (c *ContainerRemove) name() string   { return "rm" }
func (c *ContainerRemove) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Volumes, "volumes", "v", c.Volumes, "Remove anonymous volumes associated with the container")
	f.BoolVarP(&c.Link, "link", "l", c.Link, "Remove the specified link")
	f.BoolVarP(&c.Force, "force", "f", c.Force, "Force the removal of a running container (uses SIGKILL)")
}
func (c *ContainerRemove) take(operands []string) { c.Containers = operands }
func (c *ContainerRemove) operands() []string     { return c.Containers }
func (c *ContainerRemove) run(ctx context.Context, s *session) error {
	errs := together(c.Containers, func(name string) error {
		id := strings.Trim(name, "/")
		if id == "" {
			return errors.New("Container name cannot be empty")
		}
		err := s.engine.ContainerRemove(ctx, id, container.RemoveOptions{RemoveVolumes: c.Volumes, RemoveLinks: c.Link, Force: c.Force})
		return missing(err, "container", id)
	})
	var wrong []error
	for i, err := range errs {
		switch {
		case err == nil:
			fmt.Fprintln(s.out, c.Containers[i])
		case c.Force && errdefs.IsNotFound(err):
			fmt.Fprintln(s.err, err)
		default:
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}

// ContainerLogs is `docker logs`.
type ContainerLogs struct {
	Follow, Timestamps bool
	Since, Until, Tail string
	Container          string
}

// Args are the command's words.
func (c *ContainerLogs) Args() []string { return wordsOf(c) }
func (c *ContainerLogs) String() string { return lineOf(c.Args()) }
func (c *ContainerLogs) name() string   { return "logs" }
func (c *ContainerLogs) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Follow, "follow", "f", c.Follow, "Follow log output")
	const when = "timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)"
	f.StringVar(&c.Since, "since", c.Since, "Show logs since "+when)
	f.StringVar(&c.Until, "until", c.Until, "Show logs before a "+when)
	f.BoolVarP(&c.Timestamps, "timestamps", "t", c.Timestamps, "Show timestamps")
	f.StringVarP(&c.Tail, "tail", "n", c.Tail, "Number of lines to show from the end of the logs")
}
func (c *ContainerLogs) take(operands []string) { c.Container = operands[0] }
func (c *ContainerLogs) operands() []string     { return []string{c.Container} }
func (c *ContainerLogs) run(ctx context.Context, s *session) error {
	of, err := s.engine.ContainerInspect(ctx, c.Container)
	if err != nil {
		return missing(err, "container", c.Container)
	}
	r, err := s.engine.ContainerLogs(ctx, of.ID, container.LogsOptions{
		ShowStdout: true, ShowStderr: true, Since: c.Since, Until: c.Until, Timestamps: c.Timestamps, Follow: c.Follow, Tail: c.Tail,
	})
	if err != nil {
		return missing(err, "container", of.ID)
	}
	defer r.Close()
	if of.Config.Tty {
		_, err = io.Copy(s.out, r)
	} else {
		_, err = stdcopy.StdCopy(s.out, s.err, r)
	}
	if ctx.Err() != nil {
		// What was read is closed then, which is no news.
		return ctx.Err()
	}
	return err
}

// ContainerPort is `docker port`.
type ContainerPort struct {
	Container string
	Port      string // such as 80 or 53/udp; empty is every one
}

// Args are the command's words.
func (c *ContainerPort) Args() []string           { return wordsOf(c) }
func (c *ContainerPort) String() string           { return lineOf(c.Args()) }
func (c *ContainerPort) name() string             { return "port" }
func (c *ContainerPort) options(f *pflag.FlagSet) {}
func (c *ContainerPort) take(operands []string) {
	c.Container = operands[0]
	if len(operands) > 1 {
		c.Port = operands[1]
	}
}
func (c *ContainerPort) operands() []string {
	if c.Port == "" {
		return []string{c.Container}
	}
	return []string{c.Container, c.Port}
}
func (c *ContainerPort) run(ctx context.Context, s *session) error {
	of, err := s.engine.ContainerInspect(ctx, c.Container)
	if err != nil {
		return missing(err, "container", c.Container)
	}
	var published nat.PortMap
	if of.NetworkSettings != nil {
		published = of.NetworkSettings.Ports
	}
	if c.Port == "" {
		var lines []string
		for port, bindings := range published {
			for _, b := range bindings {
				lines = append(lines, fmt.Sprintf("%s -> %s:%s\n", port, b.HostIP, b.HostPort))
			}
		}
		// Docker 20.10 leaves the order to chance.
		slices.Sort(lines)
		_, err := io.WriteString(s.out, strings.Join(lines, ""))
		return err
	}
	number, protocol, _ := strings.Cut(c.Port, "/")
	if protocol == "" {
		number, protocol = c.Port, "tcp"
	}
	port, err := nat.NewPort(protocol, number)
	if err != nil {
		return rangeError(number)
	}
	bindings := published[port]
	if bindings == nil {
		return fmt.Errorf("Error: No public port '%s/%s' published for %s", number, protocol, c.Container)
	}
	for _, b := range bindings {
		fmt.Fprintf(s.out, "%s:%s\n", b.HostIP, b.HostPort)
	}
	return nil
}

// ContainerTop is `docker top`.
type ContainerTop struct {
	Container string
	Words     []string // for ps
}

// Args are the command's words.
func (c *ContainerTop) Args() []string           { return wordsOf(c) }
func (c *ContainerTop) String() string           { return lineOf(c.Args()) }
func (c *ContainerTop) name() string             { return "top" }
func (c *ContainerTop) options(f *pflag.FlagSet) {}
func (c *ContainerTop) take(operands []string)   { c.Container, c.Words = operands[0], operands[1:] }
func (c *ContainerTop) operands() []string       { return append([]string{c.Container}, c.Words...) }
func (c *ContainerTop) run(ctx context.Context, s *session) error {
	e, ok := s.engine.(interface {
		ContainerTop(context.Context, string, []string) (container.TopResponse, error)
	})
	if !ok {
		return errors.New("docker top: this engine does not list processes: use `docker exec CONTAINER ps`")
	}
	list, err := e.ContainerTop(ctx, c.Container, c.Words)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 20, 1, 3, ' ', 0)
	fmt.Fprintln(w, strings.Join(list.Titles, "\t"))
	for _, p := range list.Processes {
		fmt.Fprintln(w, strings.Join(p, "\t"))
	}
	return w.Flush()
}

// ContainerWait is `docker wait`.
type ContainerWait struct{ Containers []string }

// Args are the command's words.
func (c *ContainerWait) Args() []string           { return wordsOf(c) }
func (c *ContainerWait) String() string           { return lineOf(c.Args()) }
func (c *ContainerWait) name() string             { return "wait" }
func (c *ContainerWait) options(f *pflag.FlagSet) {}
func (c *ContainerWait) take(operands []string)   { c.Containers = operands }
func (c *ContainerWait) operands() []string       { return c.Containers }
func (c *ContainerWait) run(ctx context.Context, s *session) error {
	var wrong []error
	for _, name := range c.Containers {
		exits, failures := s.engine.ContainerWait(ctx, name, container.WaitConditionNotRunning)
		select {
		case r := <-exits:
			fmt.Fprintf(s.out, "%d\n", r.StatusCode)
		case err := <-failures:
			if ctx.Err() != nil {
				return ctx.Err()
			}
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}
