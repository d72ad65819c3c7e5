package lab

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/docker/docker/api/types/network"
	"github.com/docker/docker/client"

	"vethlab/lab/box"
	"vethlab/lab/container"
	"vethlab/lab/dockerd"
	"vethlab/lab/topo"
)

// engine is what runs the containers of a world.
type engine interface {
	container.Engine
	Containers() []topo.Container
	Close() error
}

// realEngine is a Docker Engine of the world's own.
type realEngine struct {
	*client.Client
	daemon *dockerd.Engine
}

func (r realEngine) Containers() []topo.Container { return r.daemon.Containers() }

func (r realEngine) Close() error { return r.daemon.Close() }

// check refuses options that no lab can have.
func (o Options) check() error {
	if o.BIP != "" {
		if _, err := netip.ParsePrefix(o.BIP); err != nil {
			return fmt.Errorf("docker0's address: %w", err)
		}
	}
	switch o.Engine {
	case "", EngineBuiltin, EngineDocker:
		return nil
	}
	return fmt.Errorf("unknown engine %q; there are: %s, %s", o.Engine, EngineBuiltin, EngineDocker)
}

// engineRefused is why a real engine could not be started.
type engineRefused struct{ err error }

func (e *engineRefused) Error() string { return e.err.Error() }

func (e *engineRefused) Unwrap() error { return e.err }

// startEngine gives the world the engine that was wished for. A real one is started, or gives an *engineRefused; the built-in one
// begins at its first use, which may be here.
func (w *world) startEngine(ctx context.Context, o Options, changed func()) error {
	if o.Engine == EngineDocker {
		daemon, err := dockerd.Start(ctx, dockerd.Config{
			Host: w.host, Program: o.Program, Names: box.Names(), BIP: o.BIP, Etc: container.Etc(o.Lang), Progress: o.Progress,
			Changed: func() {
				// Who reads is told why it cannot; here it is for what has ended.
				_ = w.kernel.Settle()
				changed()
			},
		})
		if err != nil {
			return &engineRefused{err}
		}
		w.engine = realEngine{daemon.Client(), daemon}
		w.kernel.SetContainers(daemon.Containers)
		return nil
	}
	c := container.Config{Kernel: w.kernel, Host: w.host, Program: o.Program, Names: box.Names(), Lang: o.Lang, Changed: changed}
	if o.BIP != "" {
		bip, err := netip.ParsePrefix(o.BIP)
		if err != nil {
			return err
		}
		c.BIP = bip
	}
	own := container.New(c)
	w.engine = own
	w.kernel.SetContainers(own.Containers)
	if o.Docker0 {
		_, err := own.NetworkList(ctx, network.ListOptions{})
		return err
	}
	return nil
}

// variables are those of the environment with which Docker's own command line speaks to the world's engine: none where that is ours.
func (w *world) variables() []string {
	if r, ok := w.engine.(realEngine); ok {
		return r.daemon.Env()
	}
	return nil
}

// isReal tells that the world's engine is a real one.
func (w *world) isReal() bool {
	_, ok := w.engine.(realEngine)
	return ok
}

// Engine is the engine that the lab's containers have: EngineBuiltin or EngineDocker. refused is why it is not the one that was wished
// for: nil where it is.
func (l *Lab) Engine() (name string, refused error) {
	w, err := l.current()
	if err != nil {
		return "", err
	}
	if w.isReal() {
		return EngineDocker, nil
	}
	return EngineBuiltin, w.refused
}

// EngineMissing is what keeps this machine from running a Docker Engine in a lab, and how to get it; nil if nothing is known that does.
func EngineMissing() error {
	if lack := dockerd.Need(); lack != nil {
		return lack
	}
	return nil
}
