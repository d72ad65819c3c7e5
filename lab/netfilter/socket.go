//go:build linux

package netfilter

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
)

// socket is a netlink socket of a namespace.
type socket struct {
	fd  int
	seq uint32
}

// open gives a socket in a namespace; it keeps that, so it is not kept for long.
func open(ns *netns.Namespace, protocol int) (s *socket, err error) {
	err = ns.Do(func() error {
		fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, protocol)
		if err != nil {
			return os.NewSyscallError("socket", err)
		}
		s = &socket{fd: fd}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, option := range []int{unix.NETLINK_EXT_ACK, unix.NETLINK_CAP_ACK} {
		// An old kernel without them says less of an error.
		_ = unix.SetsockoptInt(s.fd, unix.SOL_NETLINK, option, 1)
	}
	for _, option := range []int{unix.SO_SNDBUF, unix.SO_RCVBUF} {
		_ = unix.SetsockoptInt(s.fd, unix.SOL_SOCKET, option, buffer)
	}
	return s, nil
}

// buffer is how much a transaction may be, and what the kernel says of it.
const buffer = 1 << 20

func (s *socket) close() error { return unix.Close(s.fd) }

// message is one message of a family's, without its headers.
type message struct {
	kind  int
	flags int
	body  []byte
}

// bytes puts the header before a message.
func (s *socket) bytes(m message) []byte {
	b := binary.NativeEndian.AppendUint32(nil, uint32(unix.NLMSG_HDRLEN+len(m.body)))
	b = binary.NativeEndian.AppendUint16(b, uint16(m.kind))
	b = binary.NativeEndian.AppendUint16(b, uint16(m.flags|unix.NLM_F_REQUEST))
	b = binary.NativeEndian.AppendUint32(b, s.seq)
	b = binary.NativeEndian.AppendUint32(b, 0)
	s.seq++
	b = append(b, m.body...)
	for len(b)%unix.NLMSG_ALIGNTO != 0 {
		b = append(b, 0)
	}
	return b
}

// dump asks for all of something, and gives each to f.
func (s *socket) dump(m message, f func(kind int, body []byte)) error {
	m.flags |= unix.NLM_F_DUMP
	return s.ask(m, f)
}

// ask sends a message, and gives each answer to f.
func (s *socket) ask(m message, f func(kind int, body []byte)) error {
	if m.flags&unix.NLM_F_DUMP == 0 {
		m.flags |= unix.NLM_F_ACK
	}
	if err := unix.Sendto(s.fd, s.bytes(m), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return os.NewSyscallError("sendto", err)
	}
	in := make([]byte, 1<<16)
	interrupted := false
	for {
		n, _, err := unix.Recvfrom(s.fd, in, 0)
		if err != nil {
			return os.NewSyscallError("recvfrom", err)
		}
		done := false
		err = walk(in[:n], func(kind, flags int, _ uint32, body []byte) error {
			interrupted = interrupted || flags&unix.NLM_F_DUMP_INTR != 0
			switch kind {
			case unix.NLMSG_DONE:
				done = true
			case unix.NLMSG_ERROR:
				done = true
				if code := refusal(body); code != nil {
					return code
				}
			default:
				f(kind, slices.Clone(body))
			}
			return nil
		})
		if err != nil {
			return err
		}
		if done && interrupted {
			return unix.EINTR
		}
		if done {
			return nil
		}
	}
}

// walk cuts what was received into messages.
func walk(in []byte, f func(kind, flags int, seq uint32, body []byte) error) error {
	for len(in) >= unix.NLMSG_HDRLEN {
		length := int(binary.NativeEndian.Uint32(in))
		if length < unix.NLMSG_HDRLEN || length > len(in) {
			return fmt.Errorf("a netlink message of %d bytes: %w", length, unix.EBADMSG)
		}
		kind, flags := int(binary.NativeEndian.Uint16(in[4:])), int(binary.NativeEndian.Uint16(in[6:]))
		if err := f(kind, flags, binary.NativeEndian.Uint32(in[8:]), in[unix.NLMSG_HDRLEN:length]); err != nil {
			return err
		}
		in = in[min(len(in), (length+unix.NLMSG_ALIGNTO-1)&^(unix.NLMSG_ALIGNTO-1)):]
	}
	return nil
}

// refusal is the error of an error message, or nil.
func refusal(body []byte) error {
	if len(body) < 4 {
		return unix.EBADMSG
	}
	if code := int32(binary.NativeEndian.Uint32(body)); code != 0 {
		return unix.Errno(-code)
	}
	return nil
}

// refused is what the kernel says of one message of a transaction: which it is, and the byte of it that is wrong.
type refused struct {
	message int
	offset  int // 0 is none
	err     unix.Errno
}

// transact sends messages, of which the kernel does all or nothing; with check it does nothing, but says what it would say.
func (s *socket) transact(messages []message, check bool) ([]refused, error) {
	marker := func(kind int) message {
		return message{kind: kind, body: header(unix.AF_UNSPEC, unix.NFNL_SUBSYS_NFTABLES)}
	}
	s.seq = 0
	out := s.bytes(marker(unix.NFNL_MSG_BATCH_BEGIN))
	for _, m := range messages {
		out = append(out, s.bytes(m)...)
	}
	if !check {
		out = append(out, s.bytes(marker(unix.NFNL_MSG_BATCH_END))...)
	}
	if err := unix.Sendto(s.fd, out, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return nil, os.NewSyscallError("sendto", err)
	}
	// The kernel has done its work when sendto is done: what it has to say is there.
	var all []refused
	in := make([]byte, 1<<16)
	for {
		n, _, err := unix.Recvfrom(s.fd, in, unix.MSG_DONTWAIT)
		if errors.Is(err, unix.EAGAIN) {
			return all, nil
		}
		if err != nil {
			return all, os.NewSyscallError("recvfrom", err)
		}
		err = walk(in[:n], func(kind, flags int, seq uint32, body []byte) error {
			if kind != unix.NLMSG_ERROR {
				return nil
			}
			var code unix.Errno
			if err := refusal(body); err == nil || !errors.As(err, &code) {
				return err
			}
			r := refused{message: int(seq) - 1, err: code}
			if flags&unix.NLM_F_ACK_TLVS != 0 && len(body) >= 4+unix.NLMSG_HDRLEN {
				at := read(body[4+unix.NLMSG_HDRLEN:])[unix.NLMSGERR_ATTR_OFFS]
				if len(at) == 4 {
					r.offset = int(binary.NativeEndian.Uint32(at))
				}
			}
			all = append(all, r)
			return nil
		})
		if err != nil {
			return all, err
		}
	}
}

// header is what a message of nfnetlink begins with.
func header(family uint8, resource uint16) []byte {
	return binary.BigEndian.AppendUint16([]byte{family, unix.NFNETLINK_V0}, resource)
}

// nft is a message of nf_tables.
func nft(kind, flags int, family uint8, body attrs) message {
	return message{unix.NFNL_SUBSYS_NFTABLES<<8 | kind, flags, append(header(family, 0), body...)}
}
