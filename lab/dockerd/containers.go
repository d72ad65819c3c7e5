//go:build linux

package dockerd

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strings"

	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/events"
	"github.com/docker/docker/api/types/filters"

	"vethlab/lab/topo"
)

// Containers are those that run or have exited, the oldest first, as a topology has them. Where dockerd does not answer they are those that were
// known and live on.
func (e *Engine) Containers() []topo.Container {
	e.reading.Lock()
	defer e.reading.Unlock()
	list, err := e.direct.ContainerList(context.Background(), api.ListOptions{All: true})
	if err != nil {
		e.running = slices.DeleteFunc(e.running, func(c topo.Container) bool { return !lives(c.Pid) })
		return slices.Clone(e.running)
	}
	// Docker tells the newest first.
	slices.Reverse(list)
	var known, running []topo.Container
	for _, summary := range list {
		switch summary.State {
		case api.StateExited:
			known = append(known, described(summary, 0))
		case api.StateCreated, api.StateDead, api.StateRemoving:
		default:
			if pid := e.pid(summary.ID); pid > 0 {
				running = append(running, described(summary, pid))
				known = append(known, running[len(running)-1])
			}
		}
	}
	e.running = running
	return known
}

// pid is the first process of a container that runs, 0 if it has just ended. One that is known and lives is not asked for again.
func (e *Engine) pid(id string) int {
	for _, c := range e.running {
		if c.ID == id && lives(c.Pid) {
			return c.Pid
		}
	}
	c, err := e.direct.ContainerInspect(context.Background(), id)
	if err != nil || c.State == nil {
		return 0
	}
	return c.State.Pid
}

func lives(pid int) bool {
	_, err := os.Stat(fmt.Sprintf("/proc/%d/ns/net", pid))
	return err == nil
}

// described is a container of `docker ps` in a topology's words.
func described(s api.Summary, pid int) topo.Container {
	c := topo.Container{ID: s.ID, Image: s.Image, Pid: pid, Mode: s.HostConfig.NetworkMode}
	if c.Mode == "default" || c.Mode == "" {
		c.Mode = "bridge"
	}
	// Names of links to it have another slash.
	for _, name := range s.Names {
		if name := strings.TrimPrefix(name, "/"); !strings.Contains(name, "/") {
			c.Name = name
		}
	}
	for _, p := range s.Ports {
		host, err := netip.ParseAddr(p.IP)
		if err != nil || p.PublicPort == 0 {
			// It is exposed, and not published.
			continue
		}
		c.Ports = append(c.Ports, topo.Published{
			Protocol: p.Type, Host: netip.AddrPortFrom(host, p.PublicPort), Port: p.PrivatePort,
		})
	}
	return c
}

// listen begins to call Changed at each event of containers and networks, and at the end of dockerd.
func (e *Engine) listen(context.Context) error {
	if e.config.Changed == nil {
		return nil
	}
	ctx, deaf := context.WithCancel(context.Background())
	e.deaf = deaf
	of := filters.NewArgs(filters.Arg("type", string(events.ContainerEventType)), filters.Arg("type", string(events.NetworkEventType)))
	news, ended := e.direct.Events(ctx, events.ListOptions{Filters: of})
	e.serving.Go(func() {
		for {
			select {
			case <-news:
				e.config.Changed()
			case <-ended:
				e.config.Changed()
				return
			}
		}
	})
	return nil
}
