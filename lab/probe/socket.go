//go:build linux

package probe

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"vethlab/lab/inet"
	"vethlab/lab/netns"
)

const (
	icmpHeader  = 8  // bytes: type, code, checksum, id, sequence
	ipHeader    = 20 // without options
	packetLimit = 1 << 16

	echoRequest4, echoReply4 = 8, 0
	echoRequest6, echoReply6 = 128, 129
)

// refusal is a system call of the preparations that failed: "connect", "bind".
type refusal struct {
	call string
	err  error
}

func (r *refusal) Error() string { return r.call + ": " + strerror(r.err) }

func (r *refusal) Unwrap() error { return r.err }

// socket is a raw ICMP socket inside a namespace (raw(7)), with the kernel's error queue switched on (IP_RECVERR, ip(7)).
type socket struct {
	at     *netns.Namespace
	file   *os.File
	raw    syscall.RawConn
	to     unix.Sockaddr
	v6     bool
	id     uint16
	source netip.Addr // from which the kernel would send
	dest   netip.Addr // who is asked: the host itself where that is 0.0.0.0, and with the name of its link for that's number

	onDevice  bool // source is an address of the echo's device
	broadcast bool // the kernel asked whether a broadcast is meant
}

// open makes the socket of an echo. broadcast allows a broadcast address, as ping -b does.
func open(at *netns.Namespace, e Echo, broadcast bool) (*socket, error) {
	s := &socket{at: at, v6: e.To.Is6(), id: uint16(rand.Uint32()), dest: e.To}
	err := at.Do(func() (err error) {
		if s.to, err = sockaddr(e.To, 0); err != nil {
			return err
		}
		if to, six := s.to.(*unix.SockaddrInet6); six && inet.HasLink(e.To) {
			if link, err := net.InterfaceByIndex(int(to.ZoneId)); err == nil {
				s.dest = e.To.WithZone(link.Name)
			}
		}
		if err := s.findSource(e, broadcast); err != nil {
			return err
		}
		return s.prepare(e, broadcast)
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// findSource asks the routes with a UDP socket that sends nothing, as ping does: its connect tells early that there is no
// way, and its name is the source address. Where the source is given, ping asks for nothing, and what cannot be sent is lost.
func (s *socket) findSource(e Echo, broadcast bool) error {
	if e.Source.IsValid() && !e.Source.IsUnspecified() {
		s.setSource(e.Source)
		return nil
	}
	fd, err := unix.Socket(s.family(), unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return &refusal{"socket", err}
	}
	defer unix.Close(fd)
	if err := bindTo(fd, e); err != nil {
		return err
	}
	const anyPort = 1025
	to, err := sockaddr(e.To, anyPort)
	if err != nil {
		return err
	}
	if !vague(e.To) {
		err = unix.Connect(fd, to)
	}
	if errors.Is(err, unix.EACCES) && broadcast {
		s.broadcast = true
		if err = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_BROADCAST, 1); err == nil {
			err = unix.Connect(fd, to)
		}
	}
	if err != nil {
		return &refusal{"connect", err}
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		return &refusal{"getsockname", err}
	}
	s.setSource(addrOf(name))
	s.onDevice = isOn(s.source, e.Device)
	return nil
}

// setSource takes an address for the source; who asks 0.0.0.0 asks that.
func (s *socket) setSource(source netip.Addr) {
	s.source = source
	if s.dest.Is4() && s.dest.IsUnspecified() {
		s.dest = source
	}
}

// isOn tells whether an address is one of a device's.
func isOn(a netip.Addr, device string) bool {
	link, err := net.InterfaceByName(device)
	if err != nil {
		return false
	}
	// Without a list it is on none.
	list, _ := link.Addrs()
	for _, one := range list {
		prefix, err := netip.ParsePrefix(one.String())
		if err == nil && prefix.Addr() == a {
			return true
		}
	}
	return false
}

// vague tells whether an address is on a link that no route tells: ping asks none for it, and leaves the source to the kernel.
func vague(a netip.Addr) bool {
	return a.Is6() && (a.IsLinkLocalUnicast() || a.IsLinkLocalMulticast())
}

func (s *socket) prepare(e Echo, broadcast bool) error {
	protocol, level, filter := unix.IPPROTO_ICMP, unix.SOL_RAW, icmpFilter(echoReply4)
	options := [][3]int{{unix.SOL_IP, unix.IP_RECVERR, 1}}
	if broadcast {
		options = append(options, [3]int{unix.SOL_SOCKET, unix.SO_BROADCAST, 1})
	}
	if s.v6 {
		protocol, level, filter = unix.IPPROTO_ICMPV6, unix.SOL_ICMPV6, icmp6Filter(echoReply6)
		options = [][3]int{{unix.SOL_IPV6, unix.IPV6_RECVERR, 1}, {unix.SOL_IPV6, unix.IPV6_RECVHOPLIMIT, 1}}
	}
	fd, err := unix.Socket(s.family(), unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, protocol)
	if err != nil {
		return &refusal{"socket", err}
	}
	s.file = os.NewFile(uintptr(fd), "icmp")
	for _, o := range options {
		if err = unix.SetsockoptInt(fd, o[0], o[1], o[2]); err != nil {
			break
		}
	}
	if err == nil {
		// ICMP_FILTER and ICMPV6_FILTER have the same number.
		err = unix.SetsockoptString(fd, level, 1, filter)
	}
	if err != nil {
		err = &refusal{"setsockopt", err}
	}
	if err == nil {
		err = bindTo(fd, e)
	}
	if err == nil {
		err = s.setTTL(fd, e.TTL)
	}
	if err == nil {
		s.raw, err = s.file.SyscallConn()
	}
	if err != nil {
		s.file.Close()
	}
	return err
}

func (s *socket) setTTL(fd, ttl int) error {
	if ttl == 0 {
		return nil
	}
	level, option := unix.SOL_IP, unix.IP_TTL
	if s.v6 {
		level, option = unix.SOL_IPV6, unix.IPV6_UNICAST_HOPS
	}
	if err := unix.SetsockoptInt(fd, level, option, ttl); err != nil {
		return &refusal{"cannot set unicast time-to-live", err}
	}
	return nil
}

func bindTo(fd int, e Echo) error {
	if e.Device != "" {
		if err := unix.BindToDevice(fd, e.Device); err != nil {
			return &refusal{"SO_BINDTODEVICE " + e.Device, err}
		}
	}
	if e.Source.IsValid() {
		from, err := sockaddr(e.Source, 0)
		if err != nil {
			return err
		}
		if err := unix.Bind(fd, from); err != nil {
			return &refusal{"bind", err}
		}
	}
	return nil
}

func (s *socket) family() int {
	if s.v6 {
		return unix.AF_INET6
	}
	return unix.AF_INET
}

func (s *socket) close() { s.file.Close() }

// icmpFilter is a struct icmp_filter that lets one type pass: a bit set is a type dropped.
func icmpFilter(pass uint) string {
	return string(binary.NativeEndian.AppendUint32(nil, ^(uint32(1) << pass)))
}

// icmp6Filter is a struct icmp6_filter that lets one type pass.
func icmp6Filter(pass uint) string {
	var words []byte
	for i := range uint(8) {
		word := ^uint32(0)
		if pass/32 == i {
			word &^= 1 << (pass % 32)
		}
		words = binary.NativeEndian.AppendUint32(words, word)
	}
	return string(words)
}

// errNoZone tells that the link after the % of an address is not there.
var errNoZone = errors.New("no link")

// sockaddr must be called inside the namespace, for the zone's index is its.
func sockaddr(a netip.Addr, port int) (unix.Sockaddr, error) {
	if a.Is4() {
		return &unix.SockaddrInet4{Port: port, Addr: a.As4()}, nil
	}
	to := &unix.SockaddrInet6{Port: port, Addr: a.As16()}
	var ok bool
	if to.ZoneId, ok = inet.ZoneIndex(a); !ok {
		return nil, fmt.Errorf("address %s: %w %s", a, errNoZone, a.Zone())
	}
	return to, nil
}

// addrOf leaves the zone out.
func addrOf(s unix.Sockaddr) netip.Addr {
	switch s := s.(type) {
	case *unix.SockaddrInet4:
		return netip.AddrFrom4(s.Addr)
	case *unix.SockaddrInet6:
		return netip.AddrFrom16(s.Addr)
	}
	return netip.Addr{}
}

// withZone adds to a link-local address the name of its link.
func (s *socket) withZone(a netip.Addr, index uint32) netip.Addr {
	if !a.IsLinkLocalUnicast() || a.Is4() || index == 0 {
		return a
	}
	// A link that is gone by now leaves the address as it is.
	_ = s.at.Do(func() error {
		link, err := net.InterfaceByIndex(int(index))
		if err == nil {
			a = a.WithZone(link.Name)
		}
		return err
	})
	return a
}

// send sends one request with size bytes of data.
func (s *socket) send(seq, size int) error {
	b := make([]byte, icmpHeader+size)
	b[0] = echoRequest4
	if s.v6 {
		b[0] = echoRequest6
	}
	binary.BigEndian.PutUint16(b[4:], s.id)
	binary.BigEndian.PutUint16(b[6:], uint16(seq))
	for i := range size {
		b[icmpHeader+i] = byte(i)
	}
	if !s.v6 {
		// The kernel computes that of ICMPv6 itself.
		binary.BigEndian.PutUint16(b[2:], checksum(b))
	}
	var sent error
	if err := s.raw.Control(func(fd uintptr) { sent = unix.Sendto(int(fd), b, 0, s.to) }); err != nil {
		return err
	}
	return sent
}

// checksum is the Internet checksum (RFC 1071).
func checksum(b []byte) uint16 {
	var sum uint32
	for i := 0; i+1 < len(b); i += 2 {
		sum += uint32(binary.BigEndian.Uint16(b[i:]))
	}
	if len(b)%2 == 1 {
		sum += uint32(b[len(b)-1]) << 8
	}
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}

// received is what came back: an answer, or a report of the error queue.
type received struct {
	Reply
	at    time.Time
	local bool // an error of this very machine, Reason tells it
}

// receive waits for what comes back, until a time or the end of ctx; ok tells that something did.
func (s *socket) receive(ctx context.Context, until time.Time) (r received, ok bool, err error) {
	if err := s.file.SetReadDeadline(until); err != nil {
		return r, false, err
	}
	stop := context.AfterFunc(ctx, func() { _ = s.file.SetReadDeadline(time.Unix(1, 0)) })
	defer stop()
	err = s.raw.Read(func(fd uintptr) bool {
		for {
			var again bool
			if r, ok, again = s.next(int(fd)); ok || !again {
				return ok
			}
		}
	})
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = nil
	}
	return r, ok, err
}

// next takes the next message, of the error queue first. again tells that one was taken that is not for us.
func (s *socket) next(fd int) (r received, ok, again bool) {
	packet, control := make([]byte, packetLimit), make([]byte, 512)
	n, controls, _, _, err := unix.Recvmsg(fd, packet, control, unix.MSG_ERRQUEUE|unix.MSG_DONTWAIT)
	if err == nil {
		r, ok = s.report(packet[:n], control[:controls])
		return r, ok, true
	}
	n, controls, _, from, err := unix.Recvmsg(fd, packet, control, unix.MSG_DONTWAIT)
	if err != nil {
		// An error of the socket was told by the queue already; reading it here has cleared it.
		return r, false, !errors.Is(err, unix.EAGAIN)
	}
	r, ok = s.answer(packet[:n], control[:controls], from)
	return r, ok, true
}

func (s *socket) answer(packet, control []byte, from unix.Sockaddr) (received, bool) {
	r := received{at: time.Now(), Reply: Reply{Outcome: Answered}}
	want := byte(echoReply4)
	if s.v6 {
		want = echoReply6
		r.TTL = hopLimit(control)
	} else {
		if len(packet) < ipHeader {
			return r, false
		}
		r.TTL = int(packet[8])
		packet = packet[min(int(packet[0]&0xf)*4, len(packet)):]
	}
	if len(packet) < icmpHeader || packet[0] != want || binary.BigEndian.Uint16(packet[4:]) != s.id {
		return r, false
	}
	r.Seq, r.Bytes = int(binary.BigEndian.Uint16(packet[6:])), len(packet)
	r.From = addrOf(from)
	if six, ok := from.(*unix.SockaddrInet6); ok {
		r.From = s.withZone(r.From, six.ZoneId)
	}
	return r, true
}

func hopLimit(control []byte) int {
	messages, _ := unix.ParseSocketControlMessage(control)
	for _, m := range messages {
		if m.Header.Level == unix.SOL_IPV6 && m.Header.Type == unix.IPV6_HOPLIMIT && len(m.Data) >= 4 {
			return int(binary.NativeEndian.Uint32(m.Data))
		}
	}
	return 0
}

// report reads a message of the error queue (struct sock_extended_err, ip(7)): packet is what we had sent.
func (s *socket) report(packet, control []byte) (received, bool) {
	r := received{at: time.Now(), Reply: Reply{Outcome: Unreachable}}
	messages, _ := unix.ParseSocketControlMessage(control)
	for _, m := range messages {
		const size = int(unsafe.Sizeof(unix.SockExtendedErr{}))
		wanted := m.Header.Type == unix.IP_RECVERR && m.Header.Level == unix.SOL_IP ||
			m.Header.Type == unix.IPV6_RECVERR && m.Header.Level == unix.SOL_IPV6
		if !wanted || len(m.Data) < size {
			continue
		}
		number := binary.NativeEndian.Uint32(m.Data)
		origin, kind, code, info := m.Data[4], m.Data[5], m.Data[6], binary.NativeEndian.Uint32(m.Data[8:])
		if origin == unix.SO_EE_ORIGIN_LOCAL {
			r.local, r.Reason = true, localReason(unix.Errno(number), info, s.v6)
			return r, true
		}
		if len(packet) < icmpHeader || binary.BigEndian.Uint16(packet[4:]) != s.id {
			return r, false
		}
		r.Seq = int(binary.BigEndian.Uint16(packet[6:]))
		r.From = s.offender(m.Data[size:])
		r.Reason = reason4(kind, code, info)
		if s.v6 {
			r.Reason = reason6(kind, code, info)
		}
		return r, true
	}
	return r, false
}

// offender is who sent the error: the struct sockaddr behind the struct sock_extended_err.
func (s *socket) offender(b []byte) netip.Addr {
	if !s.v6 && len(b) >= 8 {
		return netip.AddrFrom4([4]byte(b[4:8]))
	}
	if s.v6 && len(b) >= 28 {
		return s.withZone(netip.AddrFrom16([16]byte(b[8:24])), binary.NativeEndian.Uint32(b[24:]))
	}
	return netip.Addr{}
}
