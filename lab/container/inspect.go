//go:build linux

package container

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/filters"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/go-connections/nat"
	"github.com/docker/go-units"
)

// ContainerInspect tells all that is known of a container, in Docker's fields.
func (e *Builtin) ContainerInspect(ctx context.Context, id string) (api.InspectResponse, error) {
	if err := e.begin(ctx); err != nil {
		return api.InspectResponse{}, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	c, err := e.find(id)
	if err != nil {
		return api.InspectResponse{}, err
	}
	state, host, config := c.state, c.host, c.config
	state.StartedAt, state.FinishedAt = stamp(c.started), stamp(c.finished)
	argv := c.argv()
	base := &api.ContainerJSONBase{
		ID: c.id, Created: stamp(c.created), Path: argv[0], Args: argv[1:], State: &state, Image: imageID(c.config.Image),
		ResolvConfPath: c.dir() + "/resolv.conf", HostnamePath: c.dir() + "/hostname", HostsPath: c.dir() + "/hosts",
		Name: "/" + c.name, Driver: "vethlab", Platform: "linux", HostConfig: &host,
	}
	return api.InspectResponse{ContainerJSONBase: base, Mounts: []api.MountPoint{}, Config: &config, NetworkSettings: c.networkSettings()}, nil
}

// stamp is a time as Docker writes it, the zero one too.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// imageID is an image's id: each name stands for the same programs.
func imageID(string) string { return "sha256:" + strings.Repeat("0", 64) }

func (c *record) networkSettings() *api.NetworkSettings {
	s := &api.NetworkSettings{Networks: c.networks()}
	s.Ports = c.portMap()
	if s.SandboxID = c.sandboxID; c.sandboxKey != "" {
		s.SandboxKey = "/var" + c.sandboxKey
	}
	if b := s.Networks[defaultNetwork]; b != nil {
		//lint:ignore SA1019 Engine 20.10, which this follows, has them, and scripts read them.
		s.EndpointID, s.Gateway, s.IPAddress, s.IPPrefixLen, s.MacAddress = b.EndpointID, b.Gateway, b.IPAddress, b.IPPrefixLen, b.MacAddress
	}
	return s
}

// networks are those that the container is in, or will be in when it runs.
func (c *record) networks() map[string]*network.EndpointSettings {
	m := map[string]*network.EndpointSettings{}
	for name, want := range c.wanted {
		settings := *want
		m[name] = &settings
	}
	for name := range m {
		if (name == "host" || name == "none") && c.process != nil {
			m[name].EndpointID, m[name].NetworkID = predefinedID(name+"-endpoint"), predefinedID(name)
		}
	}
	for _, p := range c.endpoints {
		settings := m[p.bridge.name]
		if settings == nil {
			settings = &network.EndpointSettings{}
			m[p.bridge.name] = settings
		}
		settings.NetworkID, settings.EndpointID, settings.MacAddress = p.bridge.id, p.id, p.mac
		settings.IPAddress, settings.IPPrefixLen = p.address.Addr().String(), p.address.Bits()
		settings.Aliases = p.aliases
		settings.Gateway = p.bridge.gateway.String()
	}
	return m
}

// ContainerList lists the containers that run, or all, the newest first.
func (e *Builtin) ContainerList(ctx context.Context, o api.ListOptions) ([]api.Summary, error) {
	if err := e.begin(ctx); err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	limit := o.Limit
	if o.Latest {
		limit = 1
	}
	all := o.All || limit > 0 || o.Filters.Contains("status") || o.Filters.Contains("exited")
	list := []api.Summary{}
	for _, c := range slices.Backward(e.containers) {
		if (!all && c.process == nil) || !c.matches(o.Filters) || (limit > 0 && len(list) == limit) {
			continue
		}
		list = append(list, c.summary())
	}
	return list, nil
}

// matches tells whether a container passes the filters of `docker ps`.
func (c *record) matches(f filters.Args) bool {
	networks := slices.Collect(maps.Keys(c.networks()))
	exited := fmt.Sprint(c.state.ExitCode)
	return c.near(f) && c.offers(f.Get("publish"), true) && c.offers(f.Get("expose"), false) && !f.Contains("volume") &&
		(f.Match("name", c.name) || f.Match("name", "/"+c.name)) && f.Match("id", c.id) && f.ExactMatch("status", string(c.state.Status)) &&
		f.MatchKVList("label", c.config.Labels) && f.ExactMatch("ancestor", c.config.Image) &&
		(!f.Contains("exited") || c.state.Status == api.StateExited && f.ExactMatch("exited", exited)) &&
		(!f.Contains("network") || slices.ContainsFunc(networks, func(n string) bool { return f.ExactMatch("network", n) }))
}

// near tells whether a container was made before, and after, those that the filters name. The lock is held.
func (c *record) near(f filters.Args) bool {
	all := c.engine.containers
	at := slices.Index(all, c)
	for _, word := range f.Get("before") {
		if o, err := c.engine.find(word); err == nil && at >= slices.Index(all, o) {
			return false
		}
	}
	for _, word := range f.Get("since") {
		if o, err := c.engine.find(word); err == nil && at <= slices.Index(all, o) {
			return false
		}
	}
	return true
}

// offers tells whether one of the ports ("80", "80/udp") is published or, else, exposed; where none is asked for it is true.
func (c *record) offers(ports []string, published bool) bool {
	return len(ports) == 0 || slices.ContainsFunc(ports, func(word string) bool {
		number, protocol, _ := strings.Cut(word, "/")
		if protocol == "" {
			protocol = "tcp"
		}
		if _, exposed := c.config.ExposedPorts[nat.Port(number+"/"+protocol)]; exposed && !published {
			return true
		}
		return published && slices.ContainsFunc(c.published, func(p *publishedPort) bool {
			return fmt.Sprint(p.host.Port()) == number && p.protocol == protocol
		})
	})
}

func (c *record) summary() api.Summary {
	s := api.Summary{
		ID: c.id, Names: []string{"/" + c.name}, Image: c.config.Image, ImageID: imageID(c.config.Image), Command: commandLine(c.argv()),
		Created: c.created.Unix(), Labels: c.config.Labels, State: c.state.Status, Status: c.status(), Mounts: []api.MountPoint{},
		NetworkSettings: &api.NetworkSettingsSummary{Networks: c.networks()}, Ports: []api.Port{},
	}
	s.HostConfig.NetworkMode = string(c.host.NetworkMode)
	if c.process == nil || !c.opens() {
		return s
	}
	published := map[string]bool{}
	for _, p := range c.published {
		s.Ports = append(s.Ports, api.Port{IP: p.host.Addr().String(), PrivatePort: p.port, PublicPort: p.host.Port(), Type: p.protocol})
		published[fmt.Sprintf("%d/%s", p.port, p.protocol)] = true
	}
	for p := range c.config.ExposedPorts {
		if !published[string(p)] {
			s.Ports = append(s.Ports, api.Port{PrivatePort: uint16(p.Int()), Type: p.Proto()})
		}
	}
	return s
}

// commandLine is a command as `docker ps` has it: arguments with a space are quoted, however they may look inside.
func commandLine(argv []string) string {
	words := slices.Clone(argv)
	for i, w := range words {
		if i > 0 && strings.Contains(w, " ") {
			words[i] = "'" + w + "'"
		}
	}
	return strings.Join(words, " ")
}

// status is how `docker ps` tells the state.
func (c *record) status() string {
	switch {
	case c.process != nil:
		return "Up " + units.HumanDuration(time.Since(c.started))
	case c.state.Status == api.StateExited:
		return fmt.Sprintf("Exited (%d) %s ago", c.state.ExitCode, units.HumanDuration(time.Since(c.finished)))
	}
	return "Created"
}
