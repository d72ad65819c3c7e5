//go:build linux

package container

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	api "github.com/docker/docker/api/types/container"
	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
)

// ContainerStart makes the container's namespaces, wires its network and starts its process.
func (e *Builtin) ContainerStart(ctx context.Context, id string, _ api.StartOptions) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	c, err := e.find(id)
	if err != nil {
		return err
	}
	if e.closed {
		return fmt.Errorf("start %s: %w", id, os.ErrClosed)
	}
	if c.process != nil {
		return nil
	}
	if err := e.start(ctx, c); err != nil {
		if c.state.ExitCode == 0 {
			c.state.ExitCode = startFailed
		}
		c.state.Error = strings.TrimPrefix(err.Error(), "Error response from daemon: ")
		e.unwire(context.WithoutCancel(ctx), c)
		if c.autoRemove {
			err = errors.Join(err, e.remove(c))
		}
		return err
	}
	e.config.Changed()
	return nil
}

// startFailed is the exit code of a container that did not start for a reason that is not its command's.
const startFailed = 128

// start does it; what it leaves when it fails, unwire takes away.
func (e *Builtin) start(ctx context.Context, c *record) error {
	lastID, lastKey := c.sandboxID, c.sandboxKey
	if err := e.openSandbox(ctx, c); err != nil {
		return err
	}
	waiting, err := c.hatch()
	if err != nil {
		return err
	}
	if err := e.wire(ctx, c); err != nil {
		waiting.drop()
		if len(c.endpoints) == 0 {
			// Docker makes a sandbox for the first endpoint.
			c.sandboxID, c.sandboxKey = lastID, lastKey
		}
		return err
	}
	if err := errors.Join(c.writeFiles(), c.setOwn()); err != nil {
		waiting.drop()
		return c.refused(err)
	}
	p, err := c.begin(waiting)
	if err != nil {
		return c.refused(err)
	}
	c.process, c.exited = p, make(chan struct{})
	c.started = time.Now()
	c.state = api.State{Status: api.StateRunning, Running: true, Pid: p.pid}
	c.tell()
	e.running.Go(func() { e.follow(c, p) })
	return nil
}

// refused says in Docker's words why a container's command has not begun, where that is its own fault.
func (c *record) refused(err error) error {
	var r *refusal
	if !errors.As(err, &r) {
		return err
	}
	c.state = api.State{Status: api.StateCreated, ExitCode: r.Status}
	return invalid("failed to create shim task: OCI runtime create failed: runc create failed: %s: unknown", r.Text)
}

// setOwn sets what --sysctl says in the container's namespace.
func (c *record) setOwn() error {
	return c.sandbox.ns.Do(func() error {
		for _, key := range slices.Sorted(maps.Keys(c.host.Sysctls)) {
			if c.mode().IsHost() {
				return &refusal{startFailed, fmt.Sprintf("sysctl %q not allowed in host network namespace", key)}
			}
			path := "/proc/sys/" + strings.ReplaceAll(key, ".", "/")
			if err := os.WriteFile(path, []byte(c.host.Sysctls[key]), 0); err != nil {
				return &refusal{startFailed, fmt.Sprintf(notStarted+"error during container init: %v", err)}
			}
		}
		return nil
	})
}

// tell wakes those who wait for the container's state. The lock is held.
func (c *record) tell() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// follow waits for the end of a container's process, and clears up after it.
func (e *Builtin) follow(c *record, p *process) {
	status := p.wait()
	c.output.end()
	e.mu.Lock()
	c.process = nil
	c.exits++
	c.finished = time.Now()
	c.state = api.State{Status: api.StateExited, ExitCode: status, Error: ""}
	e.unwire(context.Background(), c)
	c.tell()
	exited := c.exited
	if c.autoRemove {
		// A folder that stays is in the lab's own tmpfs.
		_ = e.remove(c)
	}
	e.mu.Unlock()
	close(exited)
	e.config.Changed()
}

// sandbox is the network namespace of a container, in Docker's word.
type sandbox struct {
	id    string
	ns    *netns.Namespace // a handle of this container's own, or the engine's of the host
	key   string           // the path by which it is found
	files string           // the folder of what stands in /etc of all that are in it
	first bool             // it was made for this container, and loses its name with it
}

// openSandbox gives the container the namespace that its mode says.
func (e *Builtin) openSandbox(ctx context.Context, c *record) error {
	mode := c.mode()
	switch {
	case mode.IsHost():
		c.sandbox = &sandbox{id: newID(), ns: e.config.Host, key: Dir + "/netns/default", files: c.dir()}
		c.sandboxID, c.sandboxKey = c.sandbox.id, c.sandbox.key
		if c.config.Hostname == "" {
			c.config.Hostname, _ = os.Hostname()
		}
		return nil
	case mode.IsContainer():
		other, err := e.find(mode.ConnectedContainer())
		if err != nil {
			return err
		}
		if other.process == nil {
			return conflict("cannot join network of a non running container: %s", other.id)
		}
		return e.join(c, other)
	}
	return e.newSandbox(ctx, c)
}

// join gives the container the namespace in which the other is: that may be one whose first container has ended, or runs in another.
func (e *Builtin) join(c, other *record) error {
	s := *other.sandbox
	s.first = false
	if s.ns != e.config.Host {
		ns, err := netns.Open(s.ns.Path())
		if err != nil {
			return failed("join the network namespace of %s: %v", other.name, err)
		}
		s.ns = ns
	}
	c.sandbox, c.config.Hostname = &s, other.config.Hostname
	return nil
}

func (e *Builtin) newSandbox(ctx context.Context, c *record) error {
	ns, err := netns.New()
	if err != nil {
		return failed("create a network namespace: %v", err)
	}
	s := &sandbox{id: newID(), ns: ns, files: c.dir(), first: true}
	if err := os.MkdirAll(Dir+"/netns", 0o755); err != nil {
		ns.Close()
		return err
	}
	path := filepath.Join(Dir, "netns", s.id[:12])
	if err := ns.Bind(path); err != nil {
		ns.Close()
		return fmt.Errorf("name the network namespace of %s: %w", c.name, err)
	}
	s.key = path
	c.sandbox, c.sandboxID, c.sandboxKey, c.links, c.names = s, s.id, s.key, 0, nil
	if err := ns.Do(setSysctls); err != nil {
		return fmt.Errorf("set up the network namespace of %s: %w", c.name, err)
	}
	return e.ip(ctx, ns, "link", "set", "lo", "up")
}

// setSysctls writes what Docker writes in a container's namespace: the calling thread is in it.
func setSysctls() error {
	values := [][2]string{{"ipv4/ip_unprivileged_port_start", "0"}, {"ipv4/ping_group_range", "0 2147483647"}}
	for _, who := range []string{"all", "default", "lo"} {
		values = append(values, [2]string{"ipv6/conf/" + who + "/disable_ipv6", "1"})
	}
	for _, v := range values {
		// In a user namespace the groups above the mapped are refused.
		if err := writeSysctl(v[0], v[1]); err != nil && !errors.Is(err, unix.EINVAL) {
			return err
		}
	}
	return nil
}

// dropSandbox lets go of the namespace. One that others have joined stays theirs.
func (c *record) dropSandbox() error {
	s := c.sandbox
	c.sandbox = nil
	if s == nil || s.ns == c.engine.config.Host {
		return nil
	}
	c.engine.config.Kernel.Forget(s.ns.ID())
	var unnamed error
	if s.first {
		unnamed = netns.Unbind(s.key)
	}
	return errors.Join(unnamed, s.ns.Close())
}

// kill ends the container's process, if it runs. The lock is held.
func (c *record) kill() {
	if c.process != nil {
		// It may have ended just now.
		_ = unix.Kill(c.process.pid, unix.SIGKILL)
	}
}
