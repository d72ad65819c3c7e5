package docker

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/docker/api/types/versions"
	"github.com/spf13/pflag"
)

// ContainerRun is `docker run`.
type ContainerRun struct {
	Making
	Detach bool
}

// Args are the command's words.
func (c *ContainerRun) Args() []string { return wordsOf(c) }
func (c *ContainerRun) String() string { return lineOf(c.Args()) }
func (c *ContainerRun) name() string   { return "run" }
func (c *ContainerRun) options(f *pflag.FlagSet) {
	c.Making.options(f)
	f.BoolVarP(&c.Detach, "detach", "d", c.Detach, "Run container in background and print container ID")
}

// ContainerCreate is `docker create`.
type ContainerCreate struct{ Making }

// Args are the command's words.
func (c *ContainerCreate) Args() []string { return wordsOf(c) }
func (c *ContainerCreate) String() string { return lineOf(c.Args()) }
func (c *ContainerCreate) name() string   { return "create" }

func (c *ContainerCreate) run(ctx context.Context, s *session) error {
	r, err := c.request(s.env)
	if err != nil {
		return refuse("create", 125, err)
	}
	made, err := s.create(ctx, r, &c.Making)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, made)
	return nil
}

func (c *ContainerRun) run(ctx context.Context, s *session) error {
	r, err := c.request(s.env)
	if err != nil {
		return refuse("run", 125, err)
	}
	switch {
	case c.Detach && len(c.Attach) > 0:
		return errors.New("Conflicting options: -a and -d")
	case c.Detach:
		r.config.AttachStdin, r.config.AttachStdout, r.config.AttachStderr, r.config.StdinOnce = false, false, false, false
	default:
		if err := s.checkTTY(r.config.AttachStdin, r.config.Tty); err != nil {
			return err
		}
	}
	id, err := s.create(ctx, r, &c.Making)
	if err != nil {
		return refuse("run", startStatus(err), err)
	}
	if !r.config.AttachStdout && !r.config.AttachStderr {
		fmt.Fprintln(s.out, id)
	}
	if c.Detach {
		err = s.engine.ContainerStart(ctx, id, container.StartOptions{})
	} else {
		err = s.attended(ctx, attendance{
			id: id, tty: r.config.Tty, stdin: r.config.AttachStdin, stdout: r.config.AttachStdout, stderr: r.config.AttachStderr,
			autoRemove: c.AutoRemove, start: true,
		})
	}
	var refused *startError
	if c.Detach && err != nil {
		refused = &startError{err}
	}
	if refused != nil || errors.As(err, &refused) {
		return &failure{startStatus(refused.error), "docker: " + strings.TrimSuffix(refused.Error(), ".") + ".", refused}
	}
	return err
}

// startError is a container that could not be started.
type startError struct{ error }

func (e *startError) Unwrap() error { return e.error }

// create makes the container and gives its id.
func (s *session) create(ctx context.Context, r request, m *Making) (id string, err error) {
	if err := checkImage(m.Image); err != nil {
		return "", err
	}
	for _, address := range m.DNS {
		if strings.HasPrefix(address, "127.") || address == "::1" {
			fmt.Fprintf(s.err, "WARNING: Localhost DNS setting (--dns=%s) may fail in containers.\n", address)
			break
		}
	}
	e, ok := s.engine.(interface{ ClientVersion() string })
	if ok && m.MACAddress != "" && versions.GreaterThanOrEqualTo(e.ClientVersion(), "1.44") {
		giveMAC(r, m.MACAddress)
	}
	made, err := s.engine.ContainerCreate(ctx, r.config, r.host, r.networking, nil, m.Name)
	if err != nil {
		return "", err
	}
	for _, w := range made.Warnings {
		fmt.Fprintf(s.err, "WARNING: %s\n", w)
	}
	return made.ID, nil
}

// giveMAC says the MAC address where engines from API 1.44 on look for it: at the end in the first network.
func giveMAC(r request, mac string) {
	mode := r.host.NetworkMode
	if mode.IsHost() || mode.IsNone() || mode.IsContainer() {
		return
	}
	end := r.networking.EndpointsConfig[string(mode)]
	if end == nil {
		end = new(network.EndpointSettings)
		r.networking.EndpointsConfig[string(mode)] = end
	}
	end.MacAddress = mac
}

// checkTTY refuses a terminal in the container for an input that is none.
func (s *session) checkTTY(stdin, tty bool) error {
	if stdin && tty && s.terminal == nil {
		return errors.New("the input device is not a TTY")
	}
	return nil
}

// attendance says how a container is attended.
type attendance struct {
	id                    string
	tty                   bool
	stdin, stdout, stderr bool
	autoRemove            bool
	start                 bool // it does not run yet
}

// grace is how long a container that got SIGINT has before SIGKILL: the first process of a pid namespace is spared the signals
// that it has no handler for (pid_namespaces(7)).
const grace = 2 * time.Second

// attended attaches to a container, starts it if it is to be, and waits for its end. A *startError is one that did not begin; a
// *failure without text is its own exit code.
func (s *session) attended(ctx context.Context, a attendance) error {
	// Ctrl-C is the container's: the requests go on.
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	response, err := s.engine.ContainerAttach(work, a.id, container.AttachOptions{
		Stream: true, Stdin: a.stdin, Stdout: a.stdout, Stderr: a.stderr,
	})
	if err != nil {
		return err
	}
	t, err := s.converse(response, a.tty, a.stdin)
	if err != nil {
		response.Close()
		return err
	}
	defer t.close()
	condition := container.WaitConditionNextExit
	switch {
	case a.autoRemove:
		condition = container.WaitConditionRemoved
	case !a.start:
		condition = container.WaitConditionNotRunning
	}
	exits, failures := s.engine.ContainerWait(work, a.id, condition)
	if a.start {
		if err := s.engine.ContainerStart(work, a.id, container.StartOptions{}); err != nil {
			if a.autoRemove {
				select {
				case <-exits:
				case <-failures:
				case <-ctx.Done():
				}
			}
			return &startError{err}
		}
	}
	if a.tty {
		t.follow(work, s, func(ctx context.Context, o container.ResizeOptions) error {
			return s.engine.ContainerResize(ctx, a.id, o)
		})
	}
	return s.await(ctx, a.id, t, exits, failures)
}

// await waits for the end of an attended container and of what it wrote.
func (s *session) await(ctx context.Context, id string, t *stream, exits <-chan container.WaitResponse,
	failures <-chan error) error {
	work := context.WithoutCancel(ctx)
	interrupt, output := ctx.Done(), t.output
	var lost <-chan time.Time
	for {
		select {
		case err := <-output:
			if err != nil {
				return err
			}
			output = nil
		case <-t.detached:
			t.leave(s)
			return nil
		case <-interrupt:
			interrupt = nil
			// It may have ended just now; that is then what comes next.
			_ = s.engine.ContainerKill(work, id, "SIGINT")
			timer := time.NewTimer(grace)
			defer timer.Stop()
			lost = timer.C
		case <-lost:
			_ = s.engine.ContainerKill(work, id, "SIGKILL")
		case err := <-failures:
			fmt.Fprintf(s.err, "error waiting for container: %v\n", err)
			return &failure{status: 125}
		case r := <-exits:
			if output != nil {
				if err := <-output; err != nil {
					return err
				}
			}
			if r.Error != nil {
				fmt.Fprintf(s.err, "Error waiting for container: %s\n", r.Error.Message)
				return &failure{status: 125}
			}
			if r.StatusCode != 0 {
				return &failure{status: int(r.StatusCode)}
			}
			return nil
		}
	}
}
