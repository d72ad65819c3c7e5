package lab

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// silence is how long an answer is waited for: what comes at all comes within a hundredth of it.
const silence = 700 * time.Millisecond

// place is a namespace of the lab from which others are tried.
type place struct {
	name      string
	ns        *netns.Namespace
	addresses []netip.Addr
	services  []service // that others try
}

// service is a port at which somebody may listen. It is comparable.
type service struct {
	protocol string
	port     uint16
}

// reach is who reaches whom: from every namespace, every address of every other by ping, and its services: port 80 of all, a container's
// published ports, and those of the host. Where nobody listens at such a port, somebody does now, who tells whose address it saw: what
// the rules have made of a packet.
func reach(t *testing.T, w *world, now topo.Topology) string {
	t.Helper()
	places := placesOf(t, w, now)
	ctx, stop := context.WithCancel(t.Context())
	var listening sync.WaitGroup
	defer listening.Wait()
	defer stop()
	for _, p := range places {
		defer p.ns.Close()
		for _, s := range p.services {
			listen(ctx, p, s, &listening)
		}
	}
	var mu sync.Mutex
	var lines []string
	var trying sync.WaitGroup
	room := make(chan struct{}, 48)
	try := func(what string, f func() string) {
		trying.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			line := what + ": " + f() + "\n"
			mu.Lock()
			defer mu.Unlock()
			lines = append(lines, line)
		})
	}
	for _, from := range places {
		for _, to := range places {
			for _, a := range to.addresses {
				if a.IsLoopback() != (from.name == to.name) {
					continue
				}
				try(fmt.Sprintf("%s pings %s %s", from.name, to.name, a), func() string { return echo(ctx, from, a) })
				for _, s := range to.services {
					try(fmt.Sprintf("%s to %s %s:%d/%s", from.name, to.name, a, s.port, s.protocol), func() string { return call(ctx, from, a, s) })
				}
			}
		}
	}
	trying.Wait()
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// placesOf opens the namespaces of a topology.
func placesOf(t *testing.T, w *world, now topo.Topology) []place {
	t.Helper()
	var published []service
	for _, ns := range now.Namespaces {
		for _, c := range ns.Containers {
			for _, p := range c.Ports {
				published = append(published, service{p.Protocol, p.Host.Port()})
			}
		}
	}
	var places []place
	for i, ns := range now.Namespaces {
		path := ns.Path
		switch {
		case i == 0:
			path = w.host.Path()
		case path == "":
			path = filepath.Join(kernel.RunDir, ns.Name)
		}
		open, err := netns.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		p := place{name: ns.Name, ns: open, services: []service{{"tcp", 80}}}
		for _, l := range ns.Links {
			for _, a := range l.Addrs {
				if a.Local.Is4() {
					p.addresses = append(p.addresses, a.Local)
				}
			}
		}
		if i == 0 {
			p.services = append(p.services, published...)
		}
		for _, c := range ns.Containers {
			for _, port := range c.Ports {
				p.services = append(p.services, service{port.Protocol, port.Port})
			}
		}
		slices.SortFunc(p.services, func(a, b service) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		p.services = slices.Compact(p.services)
		places = append(places, p)
	}
	return places
}

// listen answers at a port with the address of who calls, until ctx ends. Where somebody listens already, it leaves it to them.
func listen(ctx context.Context, at place, s service, running *sync.WaitGroup) {
	address := fmt.Sprintf("0.0.0.0:%d", s.port)
	if s.protocol == "udp" {
		var socket net.PacketConn
		if at.ns.Do(func() (err error) { socket, err = net.ListenPacket("udp4", address); return err }) != nil {
			return
		}
		stop := context.AfterFunc(ctx, func() { socket.Close() })
		running.Go(func() {
			defer stop()
			buffer := make([]byte, 100)
			for {
				_, from, err := socket.ReadFrom(buffer)
				if err != nil {
					return
				}
				_, _ = socket.WriteTo([]byte(sees(from)), from)
			}
		})
		return
	}
	var listener net.Listener
	if at.ns.Do(func() (err error) { listener, err = net.Listen("tcp4", address); return err }) != nil {
		return
	}
	stop := context.AfterFunc(ctx, func() { listener.Close() })
	running.Go(func() {
		defer stop()
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() {
				defer c.Close()
				_ = c.SetDeadline(time.Now().Add(silence))
				_, _ = io.WriteString(c, sees(c.RemoteAddr()))
				// Until the other has read it: an end with something unread would take it away (RFC 1122, 4.2.2.13).
				_, _ = io.Copy(io.Discard, c)
			})
		}
	})
}

func sees(from net.Addr) string {
	host, _, _ := net.SplitHostPort(from.String())
	return "sees " + host + "\n"
}

// call speaks to a service, and gives the first line of its answer.
func call(ctx context.Context, from place, to netip.Addr, s service) string {
	ctx, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	var c net.Conn
	err := from.ns.Do(func() (err error) {
		c, err = (&net.Dialer{}).DialContext(ctx, s.protocol+"4", netip.AddrPortFrom(to, s.port).String())
		return err
	})
	if err != nil {
		return outcome(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(silence))
	// A server of HTTP answers this.
	if _, err := io.WriteString(c, "GET / HTTP/1.0\r\n\r\n"); err != nil {
		return outcome(err)
	}
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		return outcome(err)
	}
	return strings.TrimSpace(line)
}

// outcome is why there is no answer. One who takes the call and hangs up may do so in two ways.
func outcome(err error) string {
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return "silence"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused"
	case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "hung up"
	case errors.Is(err, syscall.ENETUNREACH):
		return "network unreachable"
	case errors.Is(err, syscall.EHOSTUNREACH):
		return "host unreachable"
	}
	return err.Error()
}

// echo pings once.
func echo(ctx context.Context, from place, to netip.Addr) string {
	said := "nothing"
	err := probe.Run(ctx, from.ns, probe.Echo{To: to, Count: 1, Wait: silence}, func(r probe.Reply) {
		if said = string(r.Outcome); r.Reason != "" {
			said += " (" + r.Reason + ")"
		}
	})
	if err != nil {
		return err.Error()
	}
	return said
}
