//go:build linux

package netfilter

import (
	"encoding/binary"
	"fmt"

	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
)

// links are the indexes of a namespace's devices, by their names.
func links(ns *netns.Namespace) (map[string]uint32, error) {
	s, err := open(ns, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, fmt.Errorf("open rtnetlink: %w", err)
	}
	defer s.close()
	return s.links()
}

func (s *socket) links() (map[string]uint32, error) {
	all := map[string]uint32{}
	err := s.dump(message{kind: unix.RTM_GETLINK, body: make([]byte, unix.SizeofIfInfomsg)}, func(_ int, body []byte) {
		if len(body) < unix.SizeofIfInfomsg {
			return
		}
		all[read(body[unix.SizeofIfInfomsg:]).text(unix.IFLA_IFNAME)] = binary.NativeEndian.Uint32(body[4:])
	})
	if err != nil {
		return nil, fmt.Errorf("read links: %w", err)
	}
	return all, nil
}
