package docker

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/spf13/pflag"
)

// Inspect is `docker inspect`, `docker container inspect` and `docker network inspect`.
type Inspect struct {
	Kind   string // container or network, where the command says it; else empty
	Format string
	Type   string // --type
	Size   bool   // accepted: no container here has a size of its own
	Names  []string
}

// Args are the command's words.
func (c *Inspect) Args() []string { return wordsOf(c) }
func (c *Inspect) String() string { return lineOf(c.Args()) }
func (c *Inspect) name() string {
	if c.Kind != "" {
		return c.Kind + " inspect"
	}
	return "inspect"
}
func (c *Inspect) options(f *pflag.FlagSet) {
	f.StringVarP(&c.Format, "format", "f", c.Format, "Format the output using the given Go template")
	switch c.Kind {
	case "network":
		f.BoolVarP(&c.Size, "verbose", "v", c.Size, "Verbose output for diagnostics")
	case "container":
		f.BoolVarP(&c.Size, "size", "s", c.Size, "Display total file sizes")
	default:
		f.StringVar(&c.Type, "type", c.Type, "Return JSON for specified type")
		f.BoolVarP(&c.Size, "size", "s", c.Size, "Display total file sizes if the type is container")
	}
}
func (c *Inspect) take(operands []string) { c.Names = operands }
func (c *Inspect) operands() []string     { return c.Names }

func (c *Inspect) run(ctx context.Context, s *session) error {
	kind := c.Kind + c.Type
	known := []string{"", "container", "image", "node", "network", "service", "volume", "task", "plugin", "secret"}
	if !slices.Contains(known, kind) {
		return fmt.Errorf("%q is not a valid value for --type", kind)
	}
	return writeObjects(s.out, c.Format, c.Names, func(name string) (object, error) {
		switch kind {
		case "container":
			return s.containerObject(ctx, name)
		case "network":
			return s.networkObject(ctx, name)
		case "":
			for _, get := range []func(context.Context, string) (object, error){s.containerObject, s.networkObject} {
				if o, err := get(ctx, name); !errdefs.IsNotFound(err) {
					return o, err
				}
			}
			return object{}, &absent{"object", name, nil}
		}
		return object{}, &absent{kind, name, nil}
	})
}

// containerObject asks for a container, in the daemon's own JSON where the engine has it.
func (s *session) containerObject(ctx context.Context, name string) (object, error) {
	if e, ok := s.engine.(interface {
		ContainerInspectWithRaw(context.Context, string, bool) (container.InspectResponse, []byte, error)
	}); ok {
		typed, raw, err := e.ContainerInspectWithRaw(ctx, name, false)
		return object{typed, raw}, missing(err, "container", name)
	}
	typed, err := s.engine.ContainerInspect(ctx, name)
	if err != nil {
		return object{}, missing(err, "container", name)
	}
	raw, err := json.Marshal(typed)
	return object{typed, raw}, err
}

// networkObject asks for a network, as containerObject does.
func (s *session) networkObject(ctx context.Context, name string) (object, error) {
	if e, ok := s.engine.(interface {
		NetworkInspectWithRaw(context.Context, string, network.InspectOptions) (network.Inspect, []byte, error)
	}); ok {
		typed, raw, err := e.NetworkInspectWithRaw(ctx, name, network.InspectOptions{})
		return object{typed, raw}, missing(err, "network", name)
	}
	typed, err := s.engine.NetworkInspect(ctx, name, network.InspectOptions{})
	if err != nil {
		return object{}, missing(err, "network", name)
	}
	raw, err := json.Marshal(typed)
	return object{typed, raw}, err
}
