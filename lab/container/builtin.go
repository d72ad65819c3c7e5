//go:build linux

package container

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	cerrdefs "github.com/containerd/errdefs"
	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/go-connections/nat"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/topo"
)

// Dir is where the built-in engine keeps what belongs to its containers: the lab's own /run, as /var/lib/docker is the machine's.
const Dir = "/run/docker"

// Config is what a Builtin is made of. Kernel and Host are needed, and stay the caller's to close.
type Config struct {
	Kernel *kernel.Kernel
	Host   *netns.Namespace // in which docker0 and the published ports are
	// Program is the binary that a container's programs are; empty is the running one. Each name in Names calls it by this name.
	Program string
	Names   []string
	// BIP is docker0's address, as dockerd's --bip; the zero Prefix is 172.17.0.1/16.
	BIP  netip.Prefix
	Lang string // of the help at a prompt in a container, "en" or "zh"; empty is "en"
	// Changed is called when a container begins, ends or moves; it must not block. It may be nil.
	Changed func()
}

// Builtin is the engine that needs nothing: each container is a process in namespaces of its own, wired as Docker 20.10 wires it.
// Its methods may be called from several goroutines.
type Builtin struct {
	config Config

	mu         sync.Mutex // holds what follows; no program is waited for under it
	begun      bool
	containers []*record // in the order in which they were made
	networks   []*bridge // user networks and docker0, in the order in which they were made
	ports      map[publication]bool
	lastPorts  map[publication]int // that were given out at an address, by a publication without a port
	execs      map[string]*execution
	closed     bool
	lastIndex  int // of a link that was made in the host

	ctx     context.Context // ends with Close
	cancel  context.CancelFunc
	running sync.WaitGroup // the goroutines of processes, streams, proxies and resolvers
}

// running is the running program, wherever its file has gone.
const running = "/proc/self/exe"

// defaultBIP is docker0's address where none is said.
func defaultBIP() netip.Prefix { return netip.MustParsePrefix("172.17.0.1/16") }

// New gives an engine without containers. Nothing is made in the kernel before the first use.
func New(c Config) *Builtin {
	if !c.BIP.IsValid() {
		c.BIP = defaultBIP()
	}
	if c.Program == "" {
		c.Program = running
		// A bind mount wants the path: /proc/self/exe leads into the mounts of the namespace in which the program was started.
		if path, err := os.Executable(); err == nil {
			if _, err := os.Stat(path); err == nil {
				c.Program = path
			}
		}
	}
	if c.Changed == nil {
		c.Changed = func() {}
	}
	e := &Builtin{config: c, ports: map[publication]bool{}, lastPorts: map[publication]int{}, execs: map[string]*execution{}}
	e.ctx, e.cancel = context.WithCancel(context.Background())
	return e
}

// Close kills every container and waits for the end of all that belongs to them. Links and rules are left to whoever drops the
// host's namespace.
func (e *Builtin) Close() error {
	e.mu.Lock()
	e.closed = true
	e.cancel()
	for _, c := range e.containers {
		c.autoRemove = false
		c.kill()
		for _, p := range c.published {
			p.close()
		}
	}
	e.mu.Unlock()
	e.running.Wait()
	e.mu.Lock()
	defer e.mu.Unlock()
	var errs []error
	for _, c := range e.containers {
		errs = append(errs, c.dropSandbox())
	}
	e.containers = nil
	return errors.Join(errs...)
}

// begin makes docker0 and its rules, at the first use.
func (e *Builtin) begin(ctx context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.closed:
		return fmt.Errorf("the container engine: %w", os.ErrClosed)
	case e.begun:
		return nil
	}
	if err := e.beginNetworks(ctx); err != nil {
		return fmt.Errorf("begin the container engine: %w", err)
	}
	e.begun = true
	return nil
}

// record is a container.
type record struct {
	engine  *Builtin
	id      string // 64 hexadecimal digits
	name    string
	created time.Time
	config  api.Config
	host    api.HostConfig
	wanted  map[string]*network.EndpointSettings // what was asked, by the network's name

	capabilities uint64

	state      api.State
	started    time.Time
	finished   time.Time
	autoRemove bool

	sandbox *sandbox // nil but while it runs
	// sandboxID and sandboxKey are those of the last sandbox of its own.
	sandboxID, sandboxKey string
	endpoints             []*endpoint
	links                 int        // that the sandbox has had: each new one takes the next ethN
	names                 []hostName // in /etc/hosts
	published             []*publishedPort
	resolver              *resolver // of the names in user networks; nil outside them
	process               *process  // nil but while it runs
	output                *output
	exited                chan struct{} // closed when the run ends, made anew at each start
	removed               chan struct{} // closed when it is removed
	changed               chan struct{} // closed when it begins or ends to run, and made anew
	exits                 int           // how many of its runs have ended
}

// daemonError is what Docker's daemon answers; kind is one of containerd/errdefs.
type daemonError struct {
	kind error
	text string
}

func (e *daemonError) Error() string { return "Error response from daemon: " + e.text }
func (e *daemonError) Unwrap() error { return e.kind }

func notFound(format string, args ...any) error {
	return &daemonError{cerrdefs.ErrNotFound, fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return &daemonError{cerrdefs.ErrConflict, fmt.Sprintf(format, args...)}
}

func invalid(format string, args ...any) error {
	return &daemonError{cerrdefs.ErrInvalidArgument, fmt.Sprintf(format, args...)}
}

func forbidden(format string, args ...any) error {
	return &daemonError{cerrdefs.ErrPermissionDenied, fmt.Sprintf(format, args...)}
}

func failed(format string, args ...any) error {
	return &daemonError{cerrdefs.ErrInternal, fmt.Sprintf(format, args...)}
}

// newID gives 64 random hexadecimal digits. The first twelve are never all decimal, so that the short id may be a host's name.
func newID() string {
	for {
		b := make([]byte, 32)
		// It never fails (crypto/rand).
		_, _ = rand.Read(b)
		id := hex.EncodeToString(b)
		if strings.ContainsAny(id[:12], "abcdef") {
			return id
		}
	}
}

// find gives the container with that name, id or prefix of an id. The engine's lock is held.
func (e *Builtin) find(word string) (*record, error) {
	name := strings.TrimPrefix(word, "/")
	var prefixed []*record
	for _, c := range e.containers {
		if c.id == word || c.name == name {
			return c, nil
		}
		if word != "" && strings.HasPrefix(c.id, word) {
			prefixed = append(prefixed, c)
		}
	}
	switch len(prefixed) {
	case 0:
		return nil, notFound("No such container: %s", word)
	case 1:
		return prefixed[0], nil
	}
	return nil, invalid("Multiple IDs found with provided prefix: %s", word)
}

// validName is what Docker takes as a name (daemon/names).
func validName(name string) bool {
	return regexp.MustCompile(`^/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$`).MatchString(name)
}

// ContainerCreate notes a container; its namespaces are made when it starts.
func (e *Builtin) ContainerCreate(ctx context.Context, config *api.Config, host *api.HostConfig, networking *network.NetworkingConfig,
	_ *ocispec.Platform, name string) (api.CreateResponse, error) {
	if err := e.begin(ctx); err != nil {
		return api.CreateResponse{}, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	c := &record{engine: e, id: newID(), created: time.Now(), config: *config, host: *host, removed: make(chan struct{}), changed: make(chan struct{}), output: newOutput()}
	c.state = api.State{Status: api.StateCreated}
	warnings, err := e.checkCreate(c, networking)
	if err != nil {
		return api.CreateResponse{}, err
	}
	if c.capabilities, err = capabilities(host.Privileged, host.CapAdd, host.CapDrop); err != nil {
		return api.CreateResponse{}, err
	}
	if c.name, err = e.takeName(name); err != nil {
		return api.CreateResponse{}, err
	}
	c.complete()
	e.containers = append(e.containers, c)
	return api.CreateResponse{ID: c.id, Warnings: warnings}, nil
}

// takeName gives the name, or one that nobody has where it is empty. The engine's lock is held.
func (e *Builtin) takeName(name string) (string, error) {
	if name == "" {
		for try := 0; ; try++ {
			name = randomName(try)
			if _, err := e.find(name); err != nil {
				return name, nil
			}
		}
	}
	if !validName(name) {
		return "", invalid("Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed", name)
	}
	name = strings.TrimPrefix(name, "/")
	for _, c := range e.containers {
		if c.name == name {
			return "", conflict("Conflict. The container name \"/%s\" is already in use by container \"%s\". You have to remove (or rename) that container to be able to reuse that name.", name, c.id)
		}
	}
	return name, nil
}

// serves tells whether an image is known as a web server's, which begins to serve where no command was given.
func serves(image string) bool {
	name := image[strings.LastIndexByte(image, '/')+1:]
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ":")
	return name == "nginx" || name == "httpd"
}

// complete fills in what Docker takes where nothing was said.
func (c *record) complete() {
	mode := c.host.NetworkMode
	if mode == "" || mode.IsDefault() {
		c.host.NetworkMode = "default"
	}
	if c.config.Hostname == "" && !mode.IsHost() {
		c.config.Hostname = c.id[:12]
	}
	if len(c.config.Cmd) == 0 && len(c.config.Entrypoint) == 0 {
		c.config.Cmd = []string{"/bin/sh"}
		if serves(c.config.Image) {
			c.config.Cmd = []string{"httpd"}
			if len(c.config.ExposedPorts) == 0 {
				c.config.ExposedPorts = nat.PortSet{"80/tcp": {}}
			}
		}
	}
	if !slices.ContainsFunc(c.config.Env, func(v string) bool { return strings.HasPrefix(v, "PATH=") }) {
		c.config.Env = append(slices.Clone(c.config.Env), defaultPath)
	}
	if len(c.config.ExposedPorts) == 0 {
		c.config.ExposedPorts = nil
	}
	c.autoRemove = c.host.AutoRemove
}

const defaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// argv is the command with its words.
func (c *record) argv() []string { return slices.Concat(c.config.Entrypoint, c.config.Cmd) }

// dir is where the container's files are kept.
func (c *record) dir() string { return filepath.Join(Dir, "containers", c.id) }

// ContainerRemove takes a container away; with Force it is killed first.
func (e *Builtin) ContainerRemove(ctx context.Context, id string, o api.RemoveOptions) error {
	e.mu.Lock()
	c, err := e.find(id)
	if err == nil {
		err = lacking([]given{{"--link", o.RemoveLinks}})
	}
	if err == nil && c.process != nil && !o.Force {
		err = conflict("You cannot remove a running container %s. Stop the container before attempting removal or force remove", c.id)
	}
	if err != nil {
		e.mu.Unlock()
		return err
	}
	c.autoRemove = false
	exited := c.exited
	c.kill()
	e.mu.Unlock()
	if err := await(ctx, exited); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.remove(c)
}

// remove forgets a container that does not run. The lock is held.
func (e *Builtin) remove(c *record) error {
	i := slices.Index(e.containers, c)
	if i < 0 {
		return nil
	}
	e.containers = slices.Delete(e.containers, i, i+1)
	err := os.RemoveAll(c.dir())
	close(c.removed)
	return err
}

// await waits for a channel that is closed; nil is closed already.
func await(ctx context.Context, done <-chan struct{}) error {
	if done == nil {
		return nil
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Containers are those that run or have exited, the oldest first, as a topology has them.
func (e *Builtin) Containers() []topo.Container {
	e.mu.Lock()
	defer e.mu.Unlock()
	var list []topo.Container
	for _, c := range e.containers {
		t := topo.Container{ID: c.id, Name: c.name, Image: c.config.Image, Mode: string(c.mode())}
		switch {
		case c.process == nil && c.state.Status == api.StateExited:
			list = append(list, t)
			continue
		case c.process == nil:
			continue
		}
		t.Pid = c.process.pid
		for _, p := range c.published {
			t.Ports = append(t.Ports, topo.Published{Protocol: p.protocol, Host: p.host, Port: p.port})
		}
		list = append(list, t)
	}
	return list
}

// mode is the network mode, "bridge" for the default.
func (c *record) mode() api.NetworkMode {
	if c.host.NetworkMode.IsDefault() || c.host.NetworkMode == "" {
		return "bridge"
	}
	return c.host.NetworkMode
}
