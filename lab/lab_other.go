//go:build !linux

package lab

import (
	"context"
	"errors"
	"io"
	"net/netip"

	"vethlab/lab/explain"
	"vethlab/lab/topo"
)

// Lab cannot be had here: network namespaces are Linux's.
type Lab struct{}

// Open gives an error that is errors.ErrUnsupported, and so does every method.
func Open(context.Context) (*Lab, error) { return nil, errors.ErrUnsupported }

// OpenWith gives an error that is errors.ErrUnsupported.
func OpenWith(context.Context, Options) (*Lab, error) { return nil, errors.ErrUnsupported }

// Engine cannot be had here.
func (*Lab) Engine() (name string, refused error) { return "", errors.ErrUnsupported }

// EngineMissing is errors.ErrUnsupported here.
func EngineMissing() error { return errors.ErrUnsupported }

// Run cannot be had here.
func (*Lab) Run(context.Context, string, io.Writer) (int, error) { return 0, errors.ErrUnsupported }

// Script cannot be had here.
func (*Lab) Script(context.Context, string, io.Reader, Stdio, ...string) (int, error) {
	return 0, errors.ErrUnsupported
}

// Interact cannot be had here.
func (*Lab) Interact(context.Context, Stdio) (int, error) { return 0, errors.ErrUnsupported }

// Databases gives none here.
func Databases() explain.Databases { return nil }

// Namespace cannot be had here.
func (*Lab) Namespace() string { return topo.HostName }

// Runs cannot be had here.
func (*Lab) Runs(string) bool { return true }

// Read cannot be had here.
func (*Lab) Read(context.Context) (topo.Topology, error) {
	return topo.Topology{}, errors.ErrUnsupported
}

// Topology cannot be had here.
func (*Lab) Topology() topo.Topology { return topo.Topology{} }

// Empty cannot be had here.
func (*Lab) Empty() topo.Topology { return topo.Topology{} }

// Changes cannot be had here.
func (*Lab) Changes() <-chan topo.Topology { return nil }

// Ping cannot be had here.
func (*Lab) Ping(context.Context, string, netip.Addr, func(Reply)) error {
	return errors.ErrUnsupported
}

// Reset cannot be had here.
func (*Lab) Reset(context.Context) error { return errors.ErrUnsupported }

// Close cannot be had here.
func (*Lab) Close() error { return nil }
