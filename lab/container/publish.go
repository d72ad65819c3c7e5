//go:build linux

package container

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/docker/go-connections/nat"
)

// publication is a port of the host that is taken. It is comparable.
type publication struct {
	protocol string
	host     netip.AddrPort
}

// publishedPort is a port of a container that the host listens to.
type publishedPort struct {
	publication
	port     uint16
	endpoint *endpoint
	close    func() // ends what listens on the host's port
}

// The ports that are given out where none was named (Docker's libnetwork/portallocator).
const (
	firstPort = 49153
	lastPort  = 65535
)

// publish opens the container's ports on the host.
func (e *Builtin) publish(ctx context.Context, c *record) error {
	i := slices.IndexFunc(c.endpoints, func(p *endpoint) bool { return !p.bridge.internal })
	if i < 0 {
		return nil
	}
	ports := make([]nat.Port, 0, len(c.host.PortBindings))
	for p := range c.host.PortBindings {
		ports = append(ports, p)
	}
	nat.SortPortMap(ports, nil)
	slices.SortFunc(ports, func(a, b nat.Port) int { return a.Int() - b.Int() })
	for _, port := range ports {
		for _, binding := range c.host.PortBindings[port] {
			if err := e.publishOne(ctx, c, c.endpoints[i], port, binding); err != nil {
				return failed("driver failed programming external connectivity on endpoint %s (%s): %v", c.name, c.endpoints[i].id, err)
			}
		}
	}
	return nil
}

func (e *Builtin) publishOne(ctx context.Context, c *record, at *endpoint, port nat.Port, binding nat.PortBinding) error {
	host := netip.IPv4Unspecified()
	if binding.HostIP != "" {
		a, err := netip.ParseAddr(binding.HostIP)
		if err != nil {
			return err
		}
		host = a
	}
	number, err := e.hostPort(port.Proto(), host, binding.HostPort)
	if err != nil {
		return err
	}
	p := &publishedPort{
		publication: publication{port.Proto(), netip.AddrPortFrom(host, number)}, port: uint16(port.Int()), endpoint: at, close: func() {},
	}
	if e.taken(p.publication) {
		return fmt.Errorf("Bind for %s failed: port is already allocated", p.host)
	}
	if err := e.proxy(p); err != nil {
		return fmt.Errorf("Error starting userland proxy: listen %s4 %s: bind: %s", p.protocol, p.host, strerror(err))
	}
	e.ports[p.publication] = true
	c.published = append(c.published, p)
	return e.nft(e.config.Host, p.rules())
}

// hostPort gives the port of the host: the one that was named, the first free of a range, or any.
func (e *Builtin) hostPort(protocol string, host netip.Addr, named string) (uint16, error) {
	low, high := firstPort, lastPort
	if named != "" {
		var err error
		var start, end uint64
		if start, end, err = nat.ParsePortRange(named); err != nil {
			return 0, err
		}
		if low, high = int(start), int(end); low == high {
			return uint16(low), nil
		}
	}
	for n := low; n <= high; n++ {
		if !e.taken(publication{protocol, netip.AddrPortFrom(host, uint16(n))}) {
			return uint16(n), nil
		}
	}
	return 0, errors.New("all ports are allocated")
}

// taken tells whether a port of the host is published already, there or on all addresses.
func (e *Builtin) taken(want publication) bool {
	for p := range e.ports {
		same := p.protocol == want.protocol && p.host.Port() == want.host.Port()
		if same && (p.host.Addr() == want.host.Addr() || p.host.Addr().IsUnspecified() || want.host.Addr().IsUnspecified()) {
			return true
		}
	}
	return false
}

// unpublish closes the ports again.
func (e *Builtin) unpublish(ctx context.Context, c *record) {
	e.unpublishFrom(ctx, c, nil)
}

// unpublishFrom closes the ports that go to an endpoint; nil is any.
func (e *Builtin) unpublishFrom(ctx context.Context, c *record, at *endpoint) {
	var texts []string
	c.published = slices.DeleteFunc(c.published, func(p *publishedPort) bool {
		if at != nil && p.endpoint != at {
			return false
		}
		p.close()
		delete(e.ports, p.publication)
		texts = append(texts, p.texts()...)
		return true
	})
	if len(texts) > 0 && !e.closed {
		_ = e.dropRules(ctx, func(text string) bool { return slices.Contains(texts, text) })
	}
}

// proxy listens on the host's port, as docker-proxy does: it takes the port, and serves those whom the rules do not reach, which are
// the host's own connections to 127.0.0.1.
func (e *Builtin) proxy(p *publishedPort) error {
	to := netip.AddrPortFrom(p.endpoint.address.Addr(), p.port).String()
	switch p.protocol {
	case "tcp":
		return e.proxyTCP(p, to)
	case "udp":
		return e.proxyUDP(p, to)
	}
	return nil
}

func (e *Builtin) proxyTCP(p *publishedPort, to string) error {
	var listener net.Listener
	err := e.config.Host.Do(func() (err error) {
		listener, err = net.Listen("tcp4", p.host.String())
		return err
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	p.close = func() { stop(); listener.Close() }
	e.running.Go(func() {
		var open sync.WaitGroup
		defer open.Wait()
		for {
			from, err := listener.Accept()
			if err != nil {
				return
			}
			open.Go(func() { e.pass(ctx, from, to) })
		}
	})
	return nil
}

// pass copies both ways between a connection and the container's port, until both have ended.
func (e *Builtin) pass(ctx context.Context, from net.Conn, to string) {
	defer from.Close()
	var far net.Conn
	err := e.config.Host.Do(func() (err error) {
		dialer := net.Dialer{Timeout: dialTimeout}
		far, err = dialer.DialContext(ctx, "tcp4", to)
		return err
	})
	if err != nil {
		return
	}
	defer far.Close()
	defer context.AfterFunc(ctx, func() { from.Close(); far.Close() })()
	var both sync.WaitGroup
	copyHalf := func(to, from net.Conn) {
		_, _ = io.Copy(to, from)
		_ = to.(*net.TCPConn).CloseWrite()
	}
	both.Go(func() { copyHalf(far, from) })
	both.Go(func() { copyHalf(from, far) })
	both.Wait()
}

// dialTimeout is how long the proxy waits for a container's port.
const dialTimeout = 10 * time.Second

func (e *Builtin) proxyUDP(p *publishedPort, to string) error {
	var socket net.PacketConn
	err := e.config.Host.Do(func() (err error) {
		socket, err = net.ListenPacket("udp4", p.host.String())
		return err
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	p.close = func() { stop(); socket.Close() }
	e.running.Go(func() { e.passPackets(ctx, socket, to) })
	return nil
}

// passPackets gives each sender a socket of its own towards the container, by which the answers come back.
func (e *Builtin) passPackets(ctx context.Context, socket net.PacketConn, to string) {
	far := map[string]net.Conn{}
	var answers sync.WaitGroup
	defer answers.Wait()
	defer func() {
		for _, c := range far {
			c.Close()
		}
	}()
	buffer := make([]byte, 65535)
	for {
		n, from, err := socket.ReadFrom(buffer)
		if err != nil {
			return
		}
		c := far[from.String()]
		if c == nil {
			err := e.config.Host.Do(func() (err error) {
				c, err = (&net.Dialer{}).DialContext(ctx, "udp4", to)
				return err
			})
			if err != nil {
				continue
			}
			far[from.String()] = c
			answers.Go(func() {
				answer := make([]byte, 65535)
				for {
					n, err := c.Read(answer)
					if errors.Is(err, syscall.ECONNREFUSED) {
						continue
					}
					if err != nil {
						return
					}
					_, _ = socket.WriteTo(answer[:n], from)
				}
			})
		}
		_, _ = c.Write(buffer[:n])
	}
}

// portMap is what `docker inspect` shows: published ports, and those that are only exposed.
func (c *record) portMap() nat.PortMap {
	m := nat.PortMap{}
	if c.process == nil {
		return m
	}
	for p := range c.config.ExposedPorts {
		m[p] = nil
	}
	for _, p := range c.published {
		key := nat.Port(strconv.Itoa(int(p.port)) + "/" + p.protocol)
		m[key] = append(m[key], nat.PortBinding{HostIP: p.host.Addr().String(), HostPort: strconv.Itoa(int(p.host.Port()))})
	}
	return m
}
