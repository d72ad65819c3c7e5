//go:build linux

package kernel

import (
	"sync"

	"golang.org/x/sys/unix"
)

// indexes are those under which the links of a namespace were found last, by name. None is believed before the kernel has said that it
// still has that name: a link asked for by name is told with all its attributes, its index alone with next to nothing (netdevice(7),
// SIOCGIFNAME). The first time it has to be asked for by name, as ip asks: that settles its carrier (linkwatch_sync_dev), and without it
// a link that is set up at once stays DOWN for a moment where it would be LOWERLAYERDOWN. SIOCGIFINDEX would be shorter still, but it loads a kernel module where there is no such link (dev_load in
// net/core/dev_ioctl.c), and with it may change the host.
type indexes struct {
	mu     sync.Mutex
	byName map[string]int
}

// of is 0 for a name of which nothing is known, and one that has gone to another link.
func (i *indexes) of(name string, s *socket) int {
	i.mu.Lock()
	defer i.mu.Unlock()
	index := i.byName[name]
	if index == 0 {
		return 0
	}
	request, err := unix.NewIfreq("")
	if err != nil {
		return 0
	}
	request.SetUint32(uint32(index))
	if unix.IoctlIfreq(s.fd, unix.SIOCGIFNAME, request) != nil || request.Name() != name {
		delete(i.byName, name)
		return 0
	}
	return index
}

func (i *indexes) keep(name string, index int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.byName == nil {
		i.byName = map[string]int{}
	}
	i.byName[name] = index
}
