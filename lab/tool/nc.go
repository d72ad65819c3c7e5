package tool

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
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

const ncUsage = "usage: nc [-46hklNnuvz] [-p source_port] [-q seconds] [-w timeout] [destination] [port]\n"

func nc(ctx context.Context, p Process) int {
	n, ok := parseNetcat(p)
	if !ok {
		io.WriteString(p.Stderr, ncUsage)
		return 1
	}
	if n.listen {
		return n.serve(ctx)
	}
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

func parseNetcat(p Process) (netcat, bool) {
	n := netcat{p: p, quit: -1}
	o, ok := p.parse("lukvznN46hd", "pwqsi")
	if !ok || o.set['h'] {
		return n, false
	}
	n.listen, n.udp, n.verbose, n.scan, n.keep, n.numeric, n.shut = o.set['l'], o.set['u'], o.set['v'], o.set['z'], o.set['k'], o.set['n'], o.set['N']
	n.source = o.values['p']
	for letter, to := range map[byte]*time.Duration{'w': &n.wait, 'q': &n.quit} {
		if !o.set[letter] {
			continue
		}
		seconds, err := strconv.Atoi(o.values[letter])
		if err != nil {
			return n, false
		}
		*to = time.Duration(seconds) * time.Second
	}
	switch {
	case n.listen && len(o.rest) == 0 && n.source != "":
		n.ports = []string{n.source}
		return n, true
	case n.listen && len(o.rest) == 1 && n.source != "":
		n.host, n.ports = o.rest[0], []string{n.source}
		return n, true
	case n.listen && len(o.rest) == 1:
		n.ports = o.rest
		return n, true
	case len(o.rest) != 2:
		return n, false
	}
	n.host = o.rest[0]
	n.ports, ok = portRange(o.rest[1])
	return n, ok
}

// portRange is a port, or two with a dash between them.
func portRange(word string) ([]string, bool) {
	first, last, many := strings.Cut(word, "-")
	if !many {
		return []string{first}, first != ""
	}
	from, err := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err != nil || err2 != nil || from > to || to > 65535 {
		return nil, false
	}
	var list []string
	for port := from; port <= to; port++ {
		list = append(list, strconv.Itoa(port))
	}
	return list, true
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
	err := n.p.do(func() (err error) {
		d := net.Dialer{Timeout: n.wait}
		if n.source != "" && n.udp {
			d.LocalAddr, err = net.ResolveUDPAddr("udp", ":"+n.source)
		} else if n.source != "" {
			d.LocalAddr, err = net.ResolveTCPAddr("tcp", ":"+n.source)
		}
		if err != nil {
			return err
		}
		conn, err = d.DialContext(ctx, n.network(), net.JoinHostPort(n.host, port))
		return err
	})
	var unknown *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &unknown):
		n.p.complain("getaddrinfo for host \"%s\" port %s: Name or service not known", n.host, port)
	case errors.As(err, &timeout) && timeout.Timeout() && n.verbose:
		n.p.complain("connect to %s port %s (%s) timed out: Operation now in progress", n.host, port, n.network())
	case err != nil && n.verbose:
		n.p.complain("connect to %s port %s (%s) failed: %s", n.host, port, n.network(), strerror(err))
	case err == nil && n.verbose:
		fmt.Fprintf(n.p.Stderr, "Connection to %s %s port [%s/%s] succeeded!\n", n.host, port, n.network(), n.service(port))
	}
	return conn, err
}

// service is the port's name in /etc/services, or an asterisk.
func (n netcat) service(port string) string {
	file, err := os.Open("/etc/services")
	if err != nil || n.numeric {
		return "*"
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if words := strings.Fields(lines.Text()); len(words) > 1 && words[1] == port+"/"+n.network() {
			return words[0]
		}
	}
	return "*"
}

func (n netcat) serve(ctx context.Context) int {
	if n.udp {
		return n.servePackets(ctx)
	}
	var listener net.Listener
	err := n.p.do(func() (err error) {
		listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp4", net.JoinHostPort(n.address(), n.ports[0]))
		return err
	})
	if err != nil {
		n.p.complain("%s", strerror(err))
		return 1
	}
	defer context.AfterFunc(ctx, func() { listener.Close() })()
	defer listener.Close()
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
		socket, err = (&net.ListenConfig{}).ListenPacket(ctx, "udp4", net.JoinHostPort(n.address(), n.ports[0]))
		return err
	})
	if err != nil {
		n.p.complain("%s", strerror(err))
		return 1
	}
	defer socket.Close()
	defer context.AfterFunc(ctx, func() { socket.Close() })()
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

// exchange copies both ways until the other side closes, or standard input has ended and -q says to leave.
func (n netcat) exchange(ctx context.Context, conn net.Conn) {
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	// A reader that blocks cannot be waited for; it ends with its input, or at the first write to a closed connection.
	go func() {
		_, _ = io.Copy(conn, n.p.stdin())
		if tcp, ok := conn.(*net.TCPConn); ok && n.shut {
			_ = tcp.CloseWrite()
		}
		if n.quit >= 0 {
			_ = conn.SetReadDeadline(time.Now().Add(n.quit))
		}
	}()
	buffer := make([]byte, 32<<10)
	for {
		if n.wait > 0 {
			_ = conn.SetReadDeadline(time.Now().Add(n.wait))
		}
		count, err := conn.Read(buffer)
		if count > 0 {
			if _, err := n.p.Stdout.Write(buffer[:count]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
