//go:build linux

// Package dockerd runs a real Docker Engine inside a lab: private to it, and as gone afterwards as the lab.
//
// It is Docker as it is in a user namespace, whoever runs it. dockerd and its containerd keep everything in the lab's own tmpfs;
// containers join no control group, since one that is made outlives a lab that is killed; and nothing is needed of an ordinary user
// but the packages. Instead of runc(8) the engine is given a script that takes out of a container's config.json (the OCI runtime
// specification) what a single mapped user cannot have, and then calls runc.
//
// Between the engine and its clients stands a socket of ours that makes an image known the moment its name is used, so that every
// name is one: all are the same image, made of our own binary.
package dockerd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"github.com/docker/docker/client"
	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
	"vethlab/lab/programs"
	"vethlab/lab/topo"
)

// Config is what an engine is made of. Host is needed, and stays the caller's to close.
type Config struct {
	Host *netns.Namespace // in which docker0, its rules and the published ports are

	// Program is the binary that the image's programs are; empty is the running one. Each name in Names calls it by that name.
	Program string
	Names   []string

	Dir  string // of sockets, logs and data; empty is a new folder of /run, which must be the lab's own
	Size int64  // of what images and containers write, in bytes; 0 is 512 MiB
	// Etc are the texts of files in a container's /etc, by name.
	Etc map[string]string
	BIP string // docker0's address, as dockerd's --bip: "172.17.42.1/16"; empty is Docker's default

	// Changed is called when a container or a network changes, and when dockerd ends; it must not block. It may be nil.
	Changed func()
	// Progress is called, while the engine starts, with what it does. It may be nil.
	Progress func(text string)
}

// defaultSize is the room for what images and containers write.
const defaultSize = 512 << 20

// Engine is a Docker Engine that runs. Its methods may be called from several goroutines.
type Engine struct {
	config Config
	dir    string
	made   bool // dir was made here

	commands string // a folder that goes before those of PATH; empty if there is none

	others []string // folders that the engine's programs make elsewhere, and that Close takes away
	daemon *exec.Cmd
	files  []string // that the image needs beside the program
	image  string   // its id

	direct  *client.Client     // to dockerd itself
	client  *client.Client     // through our socket
	proxy   *proxy             // nil until it serves
	serving sync.WaitGroup     // the goroutines that wait for the end of dockerd, and for its events
	deaf    context.CancelFunc // ends the latter; nil until there is one

	importing sync.Mutex // one name at a time

	reading sync.Mutex
	running []topo.Container // that were there at the last reading; reading holds them
	closing chan struct{}    // closed by Close
	once    sync.Once
	done    chan struct{} // closed when dockerd has ended
	err     error         // why; to be read after done is closed
	closed  error         // what Close gave
}

// Start starts dockerd in the host's namespace, waits until it answers, and gives it its image. What is missing on this machine is told
// by a [*Lack]. It needs the lab's own mounts and process 1 (package sandbox): control groups are mounted on /sys/fs/cgroup, where
// Close takes them away. On an error nothing is left.
func Start(ctx context.Context, c Config) (*Engine, error) {
	if lack := Need(); lack != nil {
		return nil, lack
	}
	if c.Progress == nil {
		c.Progress = func(string) {}
	}
	if c.Size == 0 {
		c.Size = defaultSize
	}
	if c.Program == "" {
		// Not /proc/self: others read it too.
		c.Program = fmt.Sprintf("/proc/%d/exe", os.Getpid())
	}
	e := &Engine{config: c, closing: make(chan struct{}), done: make(chan struct{})}
	if err := e.start(ctx); err != nil {
		return nil, fmt.Errorf("start a Docker Engine: %w", errors.Join(err, e.Close()))
	}
	return e, nil
}

func (e *Engine) start(ctx context.Context) error {
	steps := []struct {
		text string
		do   func(context.Context) error
	}{
		{"", e.findLibraries},
		{"", e.makeDir},
		{"", e.linkCommandLine},
		{"starting dockerd", e.startDaemon},
		{"making the image", e.makeImage},
		{"", e.serve},
		{"", e.listen},
	}
	for _, s := range steps {
		if s.text != "" {
			e.config.Progress(s.text)
		}
		if err := s.do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Socket is the path of the socket at which the engine is spoken to: DOCKER_HOST is "unix://" and this.
func (e *Engine) Socket() string { return filepath.Join(e.dir, "docker.sock") }

// Env are the variables with which Docker's own command line is found, speaks to the engine, and heeds no settings of the user's for
// another.
func (e *Engine) Env() []string {
	list := []string{
		"DOCKER_HOST=unix://" + e.Socket(), "DOCKER_CONFIG=" + filepath.Join(e.dir, "client"), "DOCKER_CONTEXT=", "DOCKER_TLS_VERIFY=",
		"DOCKER_API_VERSION=", "DOCKER_CLI_HINTS=false",
	}
	if e.commands != "" {
		list = append(list, "PATH="+programs.Path(e.commands+":"+os.Getenv("PATH")))
	}
	return list
}

// linkCommandLine makes a folder in which `docker` is the command line that fits the engine, where PATH has another before it.
func (e *Engine) linkCommandLine(context.Context) error {
	path := CommandLine()
	if path == programs.Find("docker") {
		return nil
	}
	e.commands = filepath.Join(e.dir, "bin")
	if err := os.Mkdir(e.commands, 0o755); err != nil {
		return err
	}
	return os.Symlink(path, filepath.Join(e.commands, "docker"))
}

// Client speaks to the engine, and is closed by Close.
func (e *Engine) Client() *client.Client { return e.client }

// Done is closed when dockerd has ended, by Close or under the lab.
func (e *Engine) Done() <-chan struct{} { return e.done }

// Err is why dockerd ended under the lab. It is nil while dockerd runs, and after Close ended it.
func (e *Engine) Err() error {
	select {
	case <-e.done:
		return e.err
	default:
		return nil
	}
}

// full are the words for a data root without room.
func (e *Engine) full() string {
	return fmt.Sprintf("the disk of the lab's Docker Engine is full: %d MiB of memory for all that containers write; `docker rm -f` frees "+
		"what one wrote", e.config.Size>>20)
}

func (e *Engine) data() string { return filepath.Join(e.dir, "data") }

// makeDir makes the folder of the engine, and mounts its data root, a tmpfs of its own: it is gone with the lab's mounts, and bounded.
func (e *Engine) makeDir(context.Context) error {
	e.dir = e.config.Dir
	if e.dir == "" {
		dir, err := os.MkdirTemp("/run", "docker-")
		if err != nil {
			return err
		}
		e.dir, e.made = dir, true
	}
	// The places of shims' sockets, of plugins and of mount(8) cannot be chosen.
	for _, dir := range []string{"/run/containerd", "/run/docker", "/run/mount"} {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			e.others = append(e.others, dir)
		}
	}
	if err := os.MkdirAll(e.data(), 0o711); err != nil {
		return err
	}
	options := fmt.Sprintf("mode=711,size=%d", e.config.Size)
	if err := unix.Mount("tmpfs", e.data(), "tmpfs", unix.MS_NODEV, options); err != nil {
		return fmt.Errorf("mount a tmpfs on %s: %w", e.data(), err)
	}
	return nil
}
