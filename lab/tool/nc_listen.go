package tool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/inet"
)

// serve waits for whoever comes.
func (n netcat) serve(ctx context.Context) int {
	if _, err := netip.ParseAddr(n.host); err != nil && n.host != "" {
		// A name may be looked for a long time.
		n.p.ready()
	}
	socket, err := n.bind(ctx)
	if err != nil {
		n.p.complain("%v", err)
		return 1
	}
	defer socket.Close()
	if n.udp {
		return n.servePackets(ctx, socket)
	}
	listener, err := net.FileListener(socket)
	if err != nil {
		n.p.complain("%s", strerror(err))
		return 1
	}
	socket.Close()
	defer context.AfterFunc(ctx, func() { listener.Close() })()
	defer listener.Close()
	n.p.ready()
	for {
		if n.verbose {
			fmt.Fprintf(n.p.Stderr, "Listening on %s\n", n.shown(listener.Addr()))
		}
		conn, err := listener.Accept()
		if err != nil {
			return interrupted
		}
		if n.verbose {
			fmt.Fprintf(n.p.Stderr, "Connection received on %s\n", n.shown(conn.RemoteAddr()))
		}
		if !n.keep {
			listener.Close()
		}
		n.exchange(ctx, conn)
		conn.Close()
		if !n.keep || ctx.Err() != nil {
			return 0
		}
	}
}

// bind gives a socket at the first of the host's addresses that can be had.
func (n netcat) bind(ctx context.Context) (socket *os.File, err error) {
	port, err := portOf(n.ports[0], n.network())
	if err != nil {
		return nil, fmt.Errorf("getaddrinfo: %w", err)
	}
	err = n.p.do(func() error {
		list, err := n.listening(ctx)
		if err != nil {
			return fmt.Errorf("getaddrinfo: %w", err)
		}
		for _, a := range list {
			if socket, err = n.bindTo(a, int(port)); err == nil {
				return nil
			}
		}
		return errors.New(strerror(err))
	})
	return socket, err
}

// listening are the addresses to listen on: without a host, all of a family.
func (n netcat) listening(ctx context.Context) ([]netip.Addr, error) {
	switch {
	case n.host != "":
		return n.addresses(ctx, n.host, n.family)
	case n.family == 6:
		return []netip.Addr{netip.IPv6Unspecified()}, nil
	}
	return []netip.Addr{netip.IPv4Unspecified()}, nil
}

// bindTo makes the socket. Package net's own would take no IPv4 on an IPv6 one, and netcat's does where net.ipv6.bindv6only allows it.
// Another of the same user may have the same port (SO_REUSEPORT of socket(7)).
func (n netcat) bindTo(a netip.Addr, port int) (*os.File, error) {
	kind := unix.SOCK_STREAM
	if n.udp {
		kind = unix.SOCK_DGRAM
	}
	family, at := socketAddress(a, port)
	// No child may begin in between. Only Linux has flags for it.
	syscall.ForkLock.RLock()
	fd, err := unix.Socket(family, kind, 0)
	if err == nil {
		unix.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, err
	}
	err = unix.SetNonblock(fd, true)
	for _, option := range []int{unix.SO_REUSEADDR, unix.SO_REUSEPORT} {
		if err == nil {
			err = unix.SetsockoptInt(fd, unix.SOL_SOCKET, option, 1)
		}
	}
	if err == nil {
		err = unix.Bind(fd, at)
	}
	if err == nil && !n.udp {
		err = unix.Listen(fd, 1)
	}
	if err != nil {
		unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), n.network()), nil
}

// socketAddress is an address as bind(2) takes it, and its family.
func socketAddress(a netip.Addr, port int) (family int, at unix.Sockaddr) {
	if a.Is4() {
		return unix.AF_INET, &unix.SockaddrInet4{Port: port, Addr: a.As4()}
	}
	six := &unix.SockaddrInet6{Port: port, Addr: a.As16()}
	// That it is known was asked before.
	six.ZoneId, _ = inet.ZoneIndex(a)
	return unix.AF_INET6, six
}

// servePackets answers whoever sends the first packet, and nobody else.
func (n netcat) servePackets(ctx context.Context, bound *os.File) int {
	socket, err := net.FilePacketConn(bound)
	if err != nil {
		n.p.complain("%s", strerror(err))
		return 1
	}
	bound.Close()
	defer socket.Close()
	defer context.AfterFunc(ctx, func() { socket.Close() })()
	n.p.ready()
	if n.verbose {
		fmt.Fprintf(n.p.Stderr, "Bound on %s\n", n.shown(socket.LocalAddr()))
	}
	input, ended := until(n.p.stdin())
	defer ended()
	buffer := make([]byte, 65535)
	var answering sync.Once
	for {
		count, from, err := socket.ReadFrom(buffer)
		if err != nil {
			return 0
		}
		answering.Do(func() {
			if n.verbose {
				fmt.Fprintf(n.p.Stderr, "Connection received on %s\n", n.shown(from))
			}
			if n.detached {
				return
			}
			// One that is no file may block, and cannot be waited for; it ends with its input.
			go func() { _, _ = io.Copy(writerTo{socket, from}, input) }()
		})
		if _, err := n.p.Stdout.Write(buffer[:count]); err != nil {
			return 1
		}
		if n.wait > 0 {
			_ = socket.SetReadDeadline(time.Now().Add(n.wait))
		}
	}
}

// writerTo sends what is written to one address.
type writerTo struct {
	socket net.PacketConn
	to     net.Addr
}

func (w writerTo) Write(p []byte) (int, error) { return w.socket.WriteTo(p, w.to) }
