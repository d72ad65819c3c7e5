package tool

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// netcat is one call of nc, with the options of netcat-openbsd.
type netcat struct {
	p       Process
	listen  bool          // -l
	udp     bool          // -u
	verbose bool          // -v
	scan    bool          // -z
	keep    bool          // -k
	numeric bool          // -n
	shut    bool          // -N: the end of standard input is sent on
	wait    time.Duration // -w; 0 is for ever
	quit    time.Duration // -q: how long after the end of standard input; negative is for ever
	source  string        // -p
	host    string
	ports   []string
}

const ncUsage = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
	  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
	  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
	  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
	  [destination] [port]
`

func nc(ctx context.Context, p Process) int {
	n, err := parseNetcat(p)
	switch {
	case err == errSaid:
		io.WriteString(p.Stderr, ncUsage)
		return 1
	case err != nil:
		p.complain("%v", err)
		return 1
	case n.listen:
		return n.serve(ctx)
	}
	p.ready()
	status := 1
	for _, port := range n.ports {
		conn, err := n.connect(ctx, port)
		if err != nil {
			continue
		}
		status = 0
		if !n.scan {
			n.exchange(ctx, conn)
		}
		conn.Close()
	}
	return status
}

// parseNetcat takes the words apart. errSaid asks for the usage.
func parseNetcat(p Process) (netcat, error) {
	n := netcat{p: p, quit: -1}
	o, ok := p.parse("lukvznN46hd", "pwqsi")
	if !ok || o.set['h'] {
		return n, errSaid
	}
	n.listen, n.udp, n.verbose, n.scan, n.keep, n.numeric, n.shut = o.set['l'], o.set['u'], o.set['v'], o.set['z'], o.set['k'], o.set['n'], o.set['N']
	n.source = o.values['p']
	for _, timer := range []struct {
		letter byte
		name   string
		to     *time.Duration
	}{{'w', "timeout", &n.wait}, {'q', "quit timer", &n.quit}} {
		if !o.set[timer.letter] {
			continue
		}
		seconds, err := strconv.ParseInt(o.values[timer.letter], 10, 32)
		if err != nil {
			return n, fmt.Errorf("%s invalid: %s", timer.name, o.values[timer.letter])
		}
		*timer.to = time.Duration(seconds) * time.Second
	}
	words := o.rest
	port := ""
	switch {
	case len(words) == 0 && n.listen && n.source != "":
		port = n.source
	case len(words) == 1 && n.listen && n.source != "":
		n.host, port = words[0], n.source
	case len(words) == 1 && n.listen:
		port = words[0]
	case len(words) == 1:
		return n, errors.New("missing port number")
	case len(words) >= 2:
		n.host, port = words[0], words[1]
	default:
		return n, errSaid
	}
	switch {
	case n.listen && n.scan:
		return n, errors.New("cannot use -z and -l")
	case n.keep && !n.listen:
		return n, errors.New("must use -l with -k")
	}
	var err error
	n.ports, err = n.portRange(port)
	return n, err
}

// portRange is a port, the name of a service, or two ports with a dash between them (build_ports of netcat-openbsd).
func (n netcat) portRange(word string) ([]string, error) {
	if number, ok := serviceNumber(word, n.network()); ok {
		return []string{number}, nil
	}
	first, last, many := strings.Cut(word, "-")
	from, err := portNumber(first)
	if err != nil {
		return nil, err
	}
	if !many {
		return []string{strconv.Itoa(from)}, nil
	}
	if n.listen {
		return nil, errors.New("cannot use -l with a range of ports")
	}
	to, err := portNumber(last)
	if err != nil {
		return nil, err
	}
	var list []string
	for port := min(from, to); port <= max(from, to); port++ {
		list = append(list, strconv.Itoa(port))
	}
	return list, nil
}

func portNumber(word string) (int, error) {
	number, err := strconv.Atoi(word)
	switch {
	case err != nil:
		return 0, fmt.Errorf("port number invalid: %s", word)
	case number < 1:
		return 0, fmt.Errorf("port number too small: %s", word)
	case number > 65535:
		return 0, fmt.Errorf("port number too large: %s", word)
	}
	return number, nil
}

func (n netcat) network() string {
	if n.udp {
		return "udp"
	}
	return "tcp"
}

// connect connects to a port, and says with -v how that went.
func (n netcat) connect(ctx context.Context, port string) (net.Conn, error) {
	var conn net.Conn
	var addresses []string
	err := n.p.do(func() (err error) {
		addresses, err = net.DefaultResolver.LookupHost(ctx, n.host)
		if n.numeric && net.ParseIP(n.host) == nil {
			err = &net.DNSError{Name: n.host, Err: "not an address", IsNotFound: true}
		}
		if err != nil {
			n.p.complain("getaddrinfo for host \"%s\" port %s: %s", n.host, port, noAddress(err))
			return err
		}
		for _, address := range addresses {
			if conn, err = n.dial(ctx, address, port); err == nil {
				return nil
			}
		}
		return err
	})
	if err == nil && n.udp && (n.verbose || n.scan) {
		if err = n.probe(ctx, conn); err != nil {
			conn.Close()
			return nil, err
		}
	}
	if err == nil && n.verbose {
		fmt.Fprintf(n.p.Stderr, "Connection to %s %s port [%s/%s] succeeded!\n", n.named(remote(conn)), port, n.network(), n.service(port))
	}
	return conn, err
}

func remote(conn net.Conn) string {
	host, _, _ := net.SplitHostPort(conn.RemoteAddr().String())
	return host
}

// named is the host as it was given, with its address if that is another word.
func (n netcat) named(address string) string {
	if address == n.host {
		return n.host
	}
	return n.host + " (" + address + ")"
}

// noAddress is getaddrinfo(3)'s reason for a name that has none.
func noAddress(err error) string {
	var unknown *net.DNSError
	if errors.As(err, &unknown) && unknown.IsNotFound {
		return "Name or service not known"
	}
	return "Temporary failure in name resolution"
}

func (n netcat) dial(ctx context.Context, address, port string) (conn net.Conn, err error) {
	d := net.Dialer{Timeout: n.wait}
	if n.source != "" && n.udp {
		d.LocalAddr, err = net.ResolveUDPAddr("udp", ":"+n.source)
	} else if n.source != "" {
		d.LocalAddr, err = net.ResolveTCPAddr("tcp", ":"+n.source)
	}
	if err != nil {
		return nil, err
	}
	conn, err = d.DialContext(ctx, n.network(), net.JoinHostPort(address, port))
	var timeout net.Error
	var call *os.SyscallError
	switch {
	case err == nil:
	case errors.As(err, &call) && call.Syscall == "bind":
		n.p.complain("bind failed: %s", strerror(err))
	case !n.verbose:
	case errors.As(err, &timeout) && timeout.Timeout():
		n.p.complain("connect to %s port %s (%s) timed out: Operation now in progress", n.named(address), port, n.network())
	default:
		n.p.complain("connect to %s port %s (%s) failed: %s", n.named(address), port, n.network(), strerror(err))
	}
	return conn, err
}

// probe sends packets for as long as -w says, or three seconds: that nobody is there comes back as an error (udptest of nc).
func (n netcat) probe(ctx context.Context, conn net.Conn) error {
	wait := n.wait
	if wait == 0 {
		wait = 3 * time.Second
	}
	for i := range 2 + int(wait/time.Second) {
		if i > 1 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
		}
		if _, err := conn.Write([]byte("X")); err != nil {
			return err
		}
	}
	return nil
}

// service is the port's name in /etc/services, or an asterisk.
func (n netcat) service(port string) string {
	name := "*"
	if !n.numeric {
		services(func(known []string) bool {
			if known[1] == port+"/"+n.network() {
				name = known[0]
			}
			return name == "*"
		})
	}
	return name
}

func serviceNumber(name, network string) (number string, ok bool) {
	services(func(known []string) bool {
		if port, of, _ := strings.Cut(known[1], "/"); of == network && slices.Contains(append(known[2:], known[0]), name) {
			number, ok = port, true
		}
		return !ok
	})
	return number, ok
}

// services shows the lines of services(5): a name, port/protocol, and other names, until more says that it has seen enough.
func services(more func(words []string) bool) {
	file, err := os.Open("/etc/services")
	if err != nil {
		return
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if words := strings.Fields(text); len(words) > 1 && !more(words) {
			return
		}
	}
}

func (n netcat) serve(ctx context.Context) int {
	if _, err := netip.ParseAddr(n.address()); err != nil {
		// A name may be looked for a long time.
		n.p.ready()
	}
	if n.udp {
		return n.servePackets(ctx)
	}
	var listener net.Listener
	err := n.p.do(func() (err error) {
		listener, err = shared().Listen(ctx, "tcp4", net.JoinHostPort(n.address(), n.ports[0]))
		return err
	})
	if err != nil {
		n.p.complain("%s", strerror(err))
		return 1
	}
	defer context.AfterFunc(ctx, func() { listener.Close() })()
	defer listener.Close()
	n.p.ready()
	for {
		if n.verbose {
			fmt.Fprintf(n.p.Stderr, "Listening on %s %s\n", n.address(), n.ports[0])
		}
		conn, err := listener.Accept()
		if err != nil {
			return interrupted
		}
		if n.verbose {
			host, port, _ := net.SplitHostPort(conn.RemoteAddr().String())
			fmt.Fprintf(n.p.Stderr, "Connection received on %s %s\n", host, port)
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

// shared is how netcat listens: another of the same user may have the same port (SO_REUSEPORT of socket(7)).
func shared() *net.ListenConfig {
	return &net.ListenConfig{Control: func(_, _ string, c syscall.RawConn) error {
		var refused error
		err := c.Control(func(fd uintptr) { refused = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1) })
		return errors.Join(err, refused)
	}}
}

func (n netcat) address() string {
	if n.host == "" {
		return "0.0.0.0"
	}
	return n.host
}

// servePackets answers whoever sends the first packet, and nobody else.
func (n netcat) servePackets(ctx context.Context) int {
	var socket net.PacketConn
	err := n.p.do(func() (err error) {
		socket, err = shared().ListenPacket(ctx, "udp4", net.JoinHostPort(n.address(), n.ports[0]))
		return err
	})
	if err != nil {
		n.p.complain("%s", strerror(err))
		return 1
	}
	defer socket.Close()
	defer context.AfterFunc(ctx, func() { socket.Close() })()
	n.p.ready()
	if n.verbose {
		fmt.Fprintf(n.p.Stderr, "Bound on %s %s\n", n.address(), n.ports[0])
	}
	buffer := make([]byte, 65535)
	var answering sync.Once
	for {
		count, from, err := socket.ReadFrom(buffer)
		if err != nil {
			return 0
		}
		if _, err := n.p.Stdout.Write(buffer[:count]); err != nil {
			return 1
		}
		answering.Do(func() {
			if n.verbose {
				host, port, _ := net.SplitHostPort(from.String())
				fmt.Fprintf(n.p.Stderr, "Connection received on %s %s\n", host, port)
			}
			// A reader that blocks cannot be waited for; it ends with its input.
			go func() { _, _ = io.Copy(writerTo{socket, from}, n.p.stdin()) }()
		})
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

// exchange copies both ways, and ends as netcat-openbsd does (readwrite): when both sides have no more to say, when nothing can be
// sent any more, and, where it listens, as soon as the other side has no more to say. -q and -w end it earlier.
func (n netcat) exchange(ctx context.Context, conn net.Conn) {
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	typed := make(chan struct{})
	// A reader that blocks cannot be waited for; it ends with its input, or at the first write to a closed connection.
	go func() {
		defer close(typed)
		_, err := io.Copy(conn, n.p.stdin())
		if tcp, ok := conn.(*net.TCPConn); ok && n.shut {
			_ = tcp.CloseWrite()
		}
		if n.quit >= 0 || err != nil {
			_ = conn.SetReadDeadline(time.Now().Add(max(n.quit, 0)))
		}
	}()
	err := n.receive(conn)
	if errors.Is(err, os.ErrDeadlineExceeded) || n.listen && !waiting(n.p.stdin()) {
		return
	}
	var idle <-chan time.Time
	if n.wait > 0 {
		timer := time.NewTimer(n.wait)
		defer timer.Stop()
		idle = timer.C
	}
	select {
	case <-typed:
	case <-idle:
	case <-ctx.Done():
	}
}

// receive shows what comes until there is no more.
func (n netcat) receive(conn net.Conn) error {
	buffer := make([]byte, 32<<10)
	for {
		if n.wait > 0 {
			_ = conn.SetReadDeadline(time.Now().Add(n.wait))
		}
		count, err := conn.Read(buffer)
		if count > 0 {
			if _, err := n.p.Stdout.Write(buffer[:count]); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}

// waiting is whether input is there to be read, so that a copy of it does not block. What is no file never blocks.
func waiting(input io.Reader) bool {
	file, ok := input.(*os.File)
	if !ok {
		return true
	}
	poll := []unix.PollFd{{Fd: int32(file.Fd()), Events: unix.POLLIN}}
	ready, err := unix.Poll(poll, 0)
	return err == nil && ready > 0
}
