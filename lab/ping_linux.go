package lab

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// Ping sends an echo a second from a namespace, "host", a name of `ip netns`, or a container's name or the beginning of its id, and
// calls each with every outcome, until ctx ends or the lab is closed. While there is no such namespace it says so once and waits for one, and it
// lets go of one that lost its name: a socket would keep it alive.
func (l *Lab) Ping(ctx context.Context, namespace string, to netip.Addr, each func(Reply)) error {
	l.heed()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// A namespace that comes or goes is heard of.
	l.heed()
	told := false
	for ctx.Err() == nil {
		// Taken before the name is looked up, so that no news is missed.
		news := l.next()
		ns, err := l.named(namespace)
		if err != nil {
			if !told {
				told = true
				each(Reply{Outcome: probe.NotSent, Reason: "no namespace " + namespace})
			}
			if !l.await(ctx, news) {
				return nil
			}
			continue
		}
		told = false
		err = l.pingIn(ctx, ns, namespace, news, to, each)
		err = errors.Join(err, ns.Close())
		select {
		case <-l.closing:
			return nil
		default:
		}
		if err != nil && ctx.Err() == nil {
			return fmt.Errorf("ping %s from %s: %w", to, namespace, err)
		}
	}
	return nil
}

// named opens a namespace by its name.
func (l *Lab) named(namespace string) (*netns.Namespace, error) {
	w, err := l.current()
	if err != nil {
		return nil, err
	}
	if namespace == topo.HostName {
		return netns.Open(w.host.Path())
	}
	ns, err := kernel.OpenNamed(namespace)
	if err == nil {
		return ns, nil
	}
	running := w.engine.Containers()
	for _, is := range []func(c topo.Container) bool{
		func(c topo.Container) bool { return c.Pid != 0 && c.Name == namespace },
		func(c topo.Container) bool { return c.Pid != 0 && strings.HasPrefix(c.ID, namespace) },
	} {
		if i := slices.IndexFunc(running, is); i >= 0 {
			return netns.Open(fmt.Sprintf("/proc/%d/ns/net", running[i].Pid))
		}
	}
	return nil, err
}

// echoWait is how long an echo is waited for: a learner who breaks the cable should see it at once.
const echoWait = 1500 * time.Millisecond

// pingIn pings until the name is no more that of ns.
func (l *Lab) pingIn(
	ctx context.Context, ns *netns.Namespace, name string, news <-chan struct{}, to netip.Addr, each func(Reply),
) error {
	during, stop := context.WithCancel(ctx)
	var watch sync.WaitGroup
	defer watch.Wait()
	defer stop()
	watch.Go(func() {
		defer stop()
		for l.await(during, news) {
			news = l.next()
			there, err := l.named(name)
			if err != nil {
				return
			}
			same := there.ID() == ns.ID()
			if err := there.Close(); err != nil || !same {
				return
			}
		}
	})
	return probe.Run(during, ns, probe.Echo{To: to, Size: 56, Wait: echoWait}, each)
}

// next is closed at the next change of topology.
func (l *Lab) next() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.news
}

// await waits for news; false tells that ctx ended before, or the lab.
func (l *Lab) await(ctx context.Context, news <-chan struct{}) bool {
	select {
	case <-ctx.Done():
		return false
	case <-l.closing:
		return false
	case <-news:
		return true
	}
}
