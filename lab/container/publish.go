//go:build linux

package container

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/netip"
	"os"
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

// portRange is from which to which a port is given out where none was named (Docker's libnetwork/portallocator): the calling thread is
// in the host's namespace.
func portRange() (first, last int) {
	text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err == nil {
		_, err = fmt.Sscan(string(text), &first, &last)
	}
	if err != nil {
		return 49153, 65535
	}
	return first, last
}

// publish opens the container's ports on the host.
func (e *Builtin) publish(ctx context.Context, c *record) error {
	if !c.opens() {
		return nil
	}
	at, bindings := c.gateway(), maps.Clone(c.host.PortBindings)
	if c.host.PublishAllPorts {
		bindings = nat.PortMap{}
		for p := range c.config.ExposedPorts {
			if bindings[p] = c.host.PortBindings[p]; len(bindings[p]) == 0 {
				bindings[p] = []nat.PortBinding{{}}
			}
		}
	}
	ports := slices.Collect(maps.Keys(bindings))
	nat.SortPortMap(ports, bindings)
	for _, port := range ports {
		for _, binding := range bindings[port] {
			if err := e.publishOne(ctx, c, at, port, binding); err != nil {
				return failed("driver failed programming external connectivity on endpoint %s (%s): %v", c.name, at.id, err)
			}
		}
	}
	return nil
}

// publishOne opens a port at the address that is said; where none is, at all addresses of both families.
func (e *Builtin) publishOne(ctx context.Context, c *record, at *endpoint, port nat.Port, binding nat.PortBinding) error {
	hosts := []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()}
	if binding.HostIP != "" {
		a, err := netip.ParseAddr(binding.HostIP)
		if err != nil {
			return err
		}
		hosts = []netip.Addr{a}
	}
	number, err := e.hostPort(port.Proto(), hosts[0], binding.HostPort)
	if err != nil {
		return err
	}
	for i, host := range hosts {
		p := &publishedPort{
			publication: publication{port.Proto(), netip.AddrPortFrom(host, number)}, port: uint16(port.Int()), endpoint: at, close: func() {},
		}
		if e.taken(p.publication) {
			return fmt.Errorf("Bind for %s failed: port is already allocated", p.host)
		}
		err := e.proxy(p)
		switch {
		case i > 0 && (errors.Is(err, syscall.EAFNOSUPPORT) || errors.Is(err, syscall.EADDRNOTAVAIL)):
			// The host has no IPv6.
			continue
		case err != nil:
			return fmt.Errorf("Error starting userland proxy: listen %s %s: bind: %s", p.network(), p.host, strerror(err))
		}
		e.ports[p.publication] = true
		c.published = append(c.published, p)
		if host.Is6() {
			// The container has no IPv6: the proxy alone leads there.
			continue
		}
		if err := e.nft(e.config.Host, p.rules()); err != nil {
			return err
		}
	}
	return nil
}

// network is the protocol with its family, as package net calls it.
func (p publication) network() string {
	if p.host.Addr().Is6() {
		return p.protocol + "6"
	}
	return p.protocol + "4"
}

// hostPort gives the port of the host: the one that was named, the first free of a range, or any.
func (e *Builtin) hostPort(protocol string, host netip.Addr, named string) (uint16, error) {
	var low, high int
	if named == "" {
		if err := e.config.Host.Do(func() error { low, high = portRange(); return nil }); err != nil {
			return 0, err
		}
	} else {
		start, end, err := nat.ParsePortRange(named)
		if err != nil {
			return 0, err
		}
		if low, high = int(start), int(end); low == high {
			return uint16(low), nil
		}
	}
	// Docker goes on after the last that it gave out, so that a port that was just freed is not taken again at once.
	last := publication{protocol, netip.AddrPortFrom(host, 0)}
	from := max(low, e.lastPorts[last]+1)
	if named != "" || from > high {
		from = low
	}
	for i := range high - low + 1 {
		n := low + (from-low+i)%(high-low+1)
		if !e.taken(publication{protocol, netip.AddrPortFrom(host, uint16(n))}) {
			if named == "" {
				e.lastPorts[last] = n
			}
			return uint16(n), nil
		}
	}
	return 0, errors.New("all ports are allocated")
}

// taken tells whether a port of the host is published already at that very address. Where others overlap with it, to bind it fails.
func (e *Builtin) taken(want publication) bool { return e.ports[want] }

// unpublish closes the ports again.
func (e *Builtin) unpublish(ctx context.Context, c *record) {
	var texts []string
	for _, p := range c.published {
		p.close()
		delete(e.ports, p.publication)
		texts = append(texts, p.texts()...)
	}
	c.published = nil
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
		listener, err = net.Listen(p.network(), p.host.String())
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
		socket, err = net.ListenPacket(p.network(), p.host.String())
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
	if c.process == nil || !c.opens() {
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
