// Package container makes containers: processes in namespaces of their own, wired as Docker's Engine wires them.
//
// There are two engines behind one interface, [Engine], which is a part of Moby's own client: a *client.Client that speaks to a
// real dockerd is one, and [Builtin] is the other, which needs neither Docker nor root.
package container

import (
	"context"
	"io"

	"github.com/docker/docker/api/types"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// Engine is what runs containers. Methods, values and errors are those of Moby's Go client (pkg.go.dev/github.com/docker/docker/client);
// an id may be a container's name, its id, or a prefix of that. Errors read "Error response from daemon: …" and are told apart by
// github.com/containerd/errdefs.
type Engine interface {
	ContainerCreate(ctx context.Context, config *container.Config, host *container.HostConfig, networking *network.NetworkingConfig,
		platform *ocispec.Platform, name string) (container.CreateResponse, error)
	ContainerStart(ctx context.Context, id string, options container.StartOptions) error
	ContainerAttach(ctx context.Context, id string, options container.AttachOptions) (types.HijackedResponse, error)
	ContainerWait(ctx context.Context, id string, condition container.WaitCondition) (<-chan container.WaitResponse, <-chan error)
	ContainerInspect(ctx context.Context, id string) (container.InspectResponse, error)
	ContainerList(ctx context.Context, options container.ListOptions) ([]container.Summary, error)
	ContainerLogs(ctx context.Context, id string, options container.LogsOptions) (io.ReadCloser, error)
	ContainerResize(ctx context.Context, id string, options container.ResizeOptions) error
	ContainerStop(ctx context.Context, id string, options container.StopOptions) error
	ContainerKill(ctx context.Context, id, signal string) error
	ContainerRemove(ctx context.Context, id string, options container.RemoveOptions) error

	ContainerExecCreate(ctx context.Context, id string, options container.ExecOptions) (container.ExecCreateResponse, error)
	ContainerExecAttach(ctx context.Context, exec string, options container.ExecAttachOptions) (types.HijackedResponse, error)
	ContainerExecStart(ctx context.Context, exec string, options container.ExecStartOptions) error
	ContainerExecInspect(ctx context.Context, exec string) (container.ExecInspect, error)
	ContainerExecResize(ctx context.Context, exec string, options container.ResizeOptions) error

	NetworkCreate(ctx context.Context, name string, options network.CreateOptions) (network.CreateResponse, error)
	NetworkList(ctx context.Context, options network.ListOptions) ([]network.Summary, error)
	NetworkInspect(ctx context.Context, id string, options network.InspectOptions) (network.Inspect, error)
	NetworkConnect(ctx context.Context, id, container string, config *network.EndpointSettings) error
	NetworkDisconnect(ctx context.Context, id, container string, force bool) error
	NetworkRemove(ctx context.Context, id string) error
}

// NotBuiltIn is an option of Docker's that the built-in engine does not have, and refuses rather than to go on without.
type NotBuiltIn struct{ Option string }

func (e *NotBuiltIn) Error() string { return e.Option + " is not built in; --engine docker has it" }
