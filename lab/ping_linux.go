package lab

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// Ping sends an echo a second from a namespace, "host" or a name of `ip netns`, and calls each with every outcome, until ctx ends.
// While there is no such namespace it waits for one, and it lets go of one that lost its name: a socket would keep it alive.
func (l *Lab) Ping(ctx context.Context, namespace string, to netip.Addr, each func(Reply)) error {
	for ctx.Err() == nil {
		ns, err := l.named(namespace)
		if err != nil {
			each(Reply{Outcome: probe.NotSent, Reason: "no namespace " + namespace})
			l.await(ctx, func(t topo.Topology) bool { return t.Namespace(namespace) != nil })
			continue
		}
		err = l.pingIn(ctx, ns, namespace, to, each)
		err = errors.Join(err, ns.Close())
		if err != nil && ctx.Err() == nil {
			return fmt.Errorf("ping %s from %s: %w", to, namespace, err)
		}
	}
	return nil
}

func (l *Lab) named(namespace string) (*netns.Namespace, error) {
	if namespace == topo.HostName {
		return netns.Open(l.current().host.Path())
	}
	return kernel.OpenNamed(namespace)
}

// pingIn pings until the name is no more that of ns.
func (l *Lab) pingIn(ctx context.Context, ns *netns.Namespace, name string, to netip.Addr, each func(Reply)) error {
	during, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.await(during, func(t topo.Topology) bool {
			there := t.Namespace(name)
			return there == nil || there.ID != ns.ID()
		})
		stop()
	}()
	err := probe.Run(during, ns, probe.Echo{To: to, Size: 56}, each)
	stop()
	<-done
	return err
}

// await waits for a topology that is as it should be, or for the end of ctx.
func (l *Lab) await(ctx context.Context, right func(topo.Topology) bool) {
	for {
		l.mu.Lock()
		t, news := l.topology, l.news
		l.mu.Unlock()
		if right(t) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-news:
		}
	}
}
