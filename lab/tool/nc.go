package tool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// netcat is one call of nc, with the options of netcat-openbsd.
type netcat struct {
	p        Process
	listen   bool          // -l
	udp      bool          // -u
	verbose  bool          // -v
	scan     bool          // -z
	keep     bool          // -k
	numeric  bool          // -n
	shut     bool          // -N: the end of standard input is sent on
	detached bool          // -d: standard input is not read
	family   int           // 4 of -4, 6 of -6, or 0 for either
	wait     time.Duration // -w; 0 is for ever
	quit     time.Duration // -q: how long after the end of standard input; negative is for ever
	from     string        // -s: an address of ours
	source   string        // -p
	host     string
	ports    []string
}

// elsewhere has the options of netcat-openbsd that are not built in: those that stand alone, and those that are followed by a value.
const (
	elsewhereAlone = "bCDFrStUZ"
	elsewhereWith  = "iIMmOPTVWXx"
)

// errElsewhere is a command line for another netcat.
var errElsewhere = errors.New("an option that is not built in")

func nc(ctx context.Context, p Process) int {
	n, err := parseNetcat(p)
	switch {
	case err == errHelp:
		io.WriteString(p.Stderr, ncVersion+ncUsage+ncHelp)
		return 0
	case err == errSaid:
		io.WriteString(p.Stderr, ncUsage)
		return 1
	case err == errElsewhere:
		return p.elsewhere(ctx)
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
		if err == errSaid {
			return 1
		}
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

// parseNetcat takes the words apart. errSaid asks for the usage, errHelp for the whole help.
func parseNetcat(p Process) (netcat, error) {
	n := netcat{p: p, quit: -1}
	o, ok := p.getopt("lukvznN46hd"+elsewhereAlone, "pwqs"+elsewhereWith)
	switch {
	case !ok:
		return n, errSaid
	case o.set['h']:
		return n, errHelp
	case strings.ContainsAny(o.order, elsewhereAlone+elsewhereWith):
		return n, errElsewhere
	}
	n.listen, n.udp, n.verbose, n.scan, n.keep, n.numeric, n.shut = o.set['l'], o.set['u'], o.set['v'], o.set['z'], o.set['k'], o.set['n'], o.set['N']
	n.detached, n.from, n.source = o.set['d'], o.values['s'], o.values['p']
	if last := strings.LastIndexAny(o.order, "46"); last >= 0 {
		n.family = int(o.order[last] - '0')
	}
	if err := n.timers(o); err != nil {
		return n, err
	}
	err := n.destination(o.rest)
	switch {
	case err != nil:
		return n, err
	case n.listen && n.scan:
		return n, errors.New("cannot use -z and -l")
	case n.keep && !n.listen:
		return n, errors.New("must use -l with -k")
	case !n.listen:
		n.ports, err = portRanges(n.ports, n.network())
	}
	return n, err
}

// timers reads -w and -q.
func (n *netcat) timers(o options) error {
	for _, timer := range []struct {
		letter byte
		name   string
		to     *time.Duration
		least  int64
		most   int64
	}{{'w', "timeout", &n.wait, 0, math.MaxInt32 / 1000}, {'q', "quit timer", &n.quit, math.MinInt32, math.MaxInt32}} {
		if !o.set[timer.letter] {
			continue
		}
		seconds, wrong := within(o.values[timer.letter], timer.least, timer.most)
		if wrong != "" {
			return fmt.Errorf("%s %s: %s", timer.name, wrong, o.values[timer.letter])
		}
		*timer.to = time.Duration(seconds) * time.Second
	}
	return nil
}

// destination is the host and its ports, or what to listen on: a port, an address and a port, or those of -s and -p.
func (n *netcat) destination(words []string) error {
	given := n.from != "" || n.source != ""
	switch {
	case n.listen && len(words) == 0 && n.source != "":
		n.host, n.ports = n.from, []string{n.source}
	case len(words) == 0 && n.listen, len(words) == 1 && !n.listen:
		return errors.New("missing port number")
	case len(words) == 0, n.listen && (given || len(words) > 2):
		return errSaid
	case len(words) == 1:
		n.ports = words
	default:
		n.host, n.ports = words[0], words[1:]
	}
	return nil
}

func (n netcat) network() string {
	if n.udp {
		return "udp"
	}
	return "tcp"
}

// connect connects to a port, and says with -v how that went. errSaid ends all.
func (n netcat) connect(ctx context.Context, port string) (net.Conn, error) {
	var conn net.Conn
	err := n.p.do(func() error {
		addresses, err := n.addresses(ctx, n.host, n.family)
		if err != nil {
			n.p.complain("getaddrinfo for host \"%s\" port %s: %v", n.host, port, err)
			return errSaid
		}
		for _, address := range addresses {
			if conn, err = n.dial(ctx, address, port); err == nil || err == errSaid {
				break
			}
		}
		return err
	})
	if err == nil && n.udp && n.verbose {
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

// named is the host as it was given, with its address if that is another word, unless -n wants numbers alone.
func (n netcat) named(address string) string {
	if n.numeric || address == n.host {
		return n.host
	}
	return n.host + " (" + address + ")"
}

func (n netcat) dial(ctx context.Context, to netip.Addr, port string) (conn net.Conn, err error) {
	local, err := n.local(ctx, to)
	if err != nil {
		n.p.complain("getaddrinfo: %v", err)
		return nil, errSaid
	}
	address := to.String()
	d := net.Dialer{Timeout: n.wait, LocalAddr: local}
	conn, err = d.DialContext(ctx, n.network(), net.JoinHostPort(address, port))
	var timeout net.Error
	var call *os.SyscallError
	switch {
	case err == nil:
	case errors.As(err, &call) && call.Syscall == "bind":
		n.p.complain("bind failed: %s", strerror(err))
		err = errSaid
	case !n.verbose:
	case errors.As(err, &timeout) && timeout.Timeout():
		n.p.complain("connect to %s port %s (%s) timed out: Operation now in progress", n.named(address), port, n.network())
	default:
		n.p.complain("connect to %s port %s (%s) failed: %s", n.named(address), port, n.network(), strerror(err))
	}
	return conn, err
}

// local is what -s and -p say of our side of a connection; nil where they say nothing.
func (n netcat) local(ctx context.Context, to netip.Addr) (net.Addr, error) {
	if n.from == "" && n.source == "" {
		return nil, nil
	}
	port, err := portOf(n.source, n.network())
	if err != nil {
		return nil, err
	}
	family := 4
	from := []netip.Addr{netip.IPv4Unspecified()}
	if to.Is6() {
		family, from[0] = 6, netip.IPv6Unspecified()
	}
	if n.from != "" {
		// Of -s nc asks for a name's address also with -n.
		n.numeric = false
		if from, err = n.addresses(ctx, n.from, family); err != nil {
			return nil, err
		}
	}
	if n.udp {
		return net.UDPAddrFromAddrPort(netip.AddrPortFrom(from[0], port)), nil
	}
	return net.TCPAddrFromAddrPort(netip.AddrPortFrom(from[0], port)), nil
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

// exchange copies both ways, and ends as netcat-openbsd does (readwrite): when both sides have no more to say, when nothing can be
// sent any more, and, where it listens, as soon as the other side has no more to say. -q and -w end it earlier.
func (n netcat) exchange(ctx context.Context, conn net.Conn) {
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	input, ended := until(n.p.stdin())
	defer ended()
	typed := make(chan struct{})
	// A reader that is no file may block, and cannot be waited for; it ends with its input, or at the first write to a closed connection.
	go func() {
		defer close(typed)
		if n.detached {
			return
		}
		// By its Write alone: in its ReadFrom the connection could not be closed before something is typed.
		_, err := io.Copy(struct{ io.Writer }{conn}, input)
		if tcp, ok := conn.(*net.TCPConn); ok && n.shut {
			_ = tcp.CloseWrite()
		}
		if n.quit >= 0 || err != nil {
			_ = conn.SetReadDeadline(time.Now().Add(max(n.quit, 0)))
		}
	}()
	err := n.receive(conn)
	if errors.Is(err, os.ErrDeadlineExceeded) || n.listen && !n.detached && !waiting(n.p.stdin()) {
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
