//go:build linux

package kernel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// socket is a socket of rtnetlink. It speaks of the namespace in which it was opened, whoever uses it (netlink(7)).
//
// It is not the library's: that one goes through the poller, and takes 64 kB anew for each part of an answer, where the kernel answers
// at once and with a few hundred bytes.
type socket struct {
	fd      int
	buffers *sync.Pool // of answers, *[]byte

	mu  sync.Mutex
	seq uint32
}

// answerSize is the most that the kernel gives at once (netlink_dump of af_netlink.c gives 32 kB, or what the reader has room for).
const answerSize = 1 << 16

func newBuffers() *sync.Pool {
	return &sync.Pool{New: func() any { return new(make([]byte, answerSize)) }}
}

// openSocket opens one in the calling thread's namespace, which tells more than errno of what it refuses, and checks dumps strictly: it
// filters them then itself, as it does for iproute2.
func openSocket(buffers *sync.Pool) (*socket, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	for _, option := range []int{unix.NETLINK_EXT_ACK, unix.NETLINK_GET_STRICT_CHK} {
		if err == nil {
			err = os.NewSyscallError("setsockopt", unix.SetsockoptInt(fd, unix.SOL_NETLINK, option, 1))
		}
	}
	if err == nil {
		err = os.NewSyscallError("bind", unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}))
	}
	if err != nil {
		unix.Close(fd)
		return nil, err
	}
	return &socket{fd: fd, buffers: buffers}, nil
}

func (s *socket) close() { unix.Close(s.fd) }

// request is a message to the kernel, and the socket through which it goes.
type request struct {
	*nl.NetlinkRequest
	socket *socket
}

// execute sends the request and gives the answers of that type; 0 stands for any. The error is a [unix.Errno], which the kernel's own
// text may follow, or [nl.ErrDumpInterrupted].
func (r *request) execute(answer uint16) (answers [][]byte, err error) {
	err = r.each(answer, func(data []byte) { answers = append(answers, slices.Clone(data)) })
	if err != nil && !errors.Is(err, nl.ErrDumpInterrupted) {
		return nil, err
	}
	return answers, err
}

// each is as execute, for many answers: f gets each of them, and must not keep it.
func (r *request) each(answer uint16, f func(data []byte)) error {
	s := r.socket
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	r.Seq = s.seq
	if err := unix.Sendto(s.fd, r.Serialize(), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return err
	}
	buffer := s.buffers.Get().(*[]byte)
	defer s.buffers.Put(buffer)
	e := exchange{request: r, answer: answer, each: f}
	for !e.done {
		part, err := s.receive(*buffer)
		if err != nil {
			return err
		}
		if err := e.take(part); err != nil {
			return err
		}
	}
	return e.interrupted
}

// receive reads the next part of an answer into the buffer.
func (s *socket) receive(buffer []byte) ([]byte, error) {
	for {
		n, _, err := unix.Recvfrom(s.fd, buffer, unix.MSG_TRUNC)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return nil, err
		case n > len(buffer):
			return nil, fmt.Errorf("an answer of %d bytes: %w", n, unix.EMSGSIZE)
		default:
			return buffer[:n], nil
		}
	}
}

// exchange is a request whose answers come back.
type exchange struct {
	*request
	answer      uint16
	each        func(data []byte)
	interrupted error
	done        bool
}

func (e *exchange) take(part []byte) error {
	return eachMessage(part, func(h unix.NlMsghdr, data []byte) error {
		// What answers an earlier request was given up.
		if h.Seq != e.Seq || e.done {
			return nil
		}
		if h.Flags&unix.NLM_F_DUMP_INTR != 0 {
			e.interrupted = nl.ErrDumpInterrupted
		}
		switch h.Type {
		case unix.NLMSG_ERROR, unix.NLMSG_DONE:
			e.done = true
			return errorOf(data, h.Type)
		}
		if h.Type == e.answer || e.answer == 0 {
			e.each(data)
			// One answer is all, but where an acknowledgement was asked for.
			e.done = h.Flags&unix.NLM_F_MULTI == 0 && e.Flags&unix.NLM_F_ACK == 0
		}
		return nil
	})
}

// errorOf reads the error number that ends an answer, and the text that may come with it (netlink(7), NETLINK_EXT_ACK). The end of a dump
// may have none.
func errorOf(data []byte, kind uint16) error {
	if len(data) < 4 {
		return nil
	}
	number := unix.Errno(-int32(number32(data)))
	if number == 0 {
		return nil
	}
	rest := data[4:]
	if kind == unix.NLMSG_ERROR && len(rest) >= unix.SizeofNlMsghdr {
		echo := unix.SizeofNlMsghdr
		if length := int(binary.NativeEndian.Uint32(rest)); length > 0 && (length+3)&^3 <= len(rest) {
			echo = (length + 3) &^ 3
		}
		rest = rest[echo:]
	}
	values, err := valuesAfter(rest, 0)
	if message, ok := values[unix.NLMSGERR_ATTR_MSG]; err == nil && ok {
		return fmt.Errorf("%w: %s", number, text(message))
	}
	return number
}
