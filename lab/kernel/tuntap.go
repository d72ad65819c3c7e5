//go:build linux

package kernel

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

const tunPath = "/dev/net/tun"

// tunTapAdd is `ip tuntap add` (iptuntap.c, tap_add_ioctl).
func (c *call) tunTapAdd(a ipcmd.TunTapAdd) error {
	owner, err := ownerNumber("user", a.User, func(name string) (string, error) {
		u, err := user.Lookup(name)
		if err != nil {
			return "", err
		}
		return u.Uid, nil
	})
	if err != nil {
		return err
	}
	group, err := ownerNumber("group", a.Group, func(name string) (string, error) {
		g, err := user.LookupGroup(name)
		if err != nil {
			return "", err
		}
		return g.Gid, nil
	})
	if err != nil {
		return err
	}
	return c.tunTap(a.TunTap, unix.IFF_TUN_EXCL, []tunRequest{
		{"TUNSETOWNER", unix.TUNSETOWNER, owner}, {"TUNSETGROUP", unix.TUNSETGROUP, group}, {"TUNSETPERSIST", unix.TUNSETPERSIST, 1},
	})
}

// tunTapDelete is `ip tuntap delete` (tap_del_ioctl): a device that is not there is made, and goes again.
func (c *call) tunTapDelete(a ipcmd.TunTapDelete) error {
	return c.tunTap(a.TunTap, 0, []tunRequest{{"TUNSETPERSIST", unix.TUNSETPERSIST, 0}})
}

// tunRequest is an ioctl(2) on a tunnel device; one with a value of -1 is left out.
type tunRequest struct {
	name    string
	request uint
	value   int64
}

// tunTap attaches to a device and asks for changes. The device is in the namespace in which /dev/net/tun was opened.
func (c *call) tunTap(t ipcmd.TunTap, flags uint16, requests []tunRequest) error {
	fd := -1
	err := c.ns.Do(func() (err error) {
		fd, err = unix.Open(tunPath, unix.O_RDWR|unix.O_CLOEXEC, 0)
		return err
	})
	if err != nil {
		return failed(1, "open: %s\n", because(err))
	}
	defer unix.Close(fd)
	r, err := unix.NewIfreq(t.Name)
	if err != nil {
		return err
	}
	r.SetUint16(t.Flags() | flags)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, r); err != nil {
		return failed(1, "ioctl(TUNSETIFF): %s\n", because(err))
	}
	for _, q := range requests {
		if q.value == -1 {
			continue
		}
		if err := unix.IoctlSetInt(fd, q.request, int(q.value)); err != nil {
			return failed(1, "ioctl(%s): %s\n", q.name, because(err))
		}
	}
	return nil
}

// ownerNumber is the number of a user or group, which may be given by number itself; -1 for none.
func ownerNumber(key, word string, lookUp func(name string) (string, error)) (int64, error) {
	if word == "" {
		return -1, nil
	}
	n, err := strconv.ParseInt(word, 10, 64)
	if errors.Is(err, strconv.ErrSyntax) {
		number, err := lookUp(word)
		if err != nil {
			return 0, failed(255, "invalid %s \"%s\"\n", key, word)
		}
		n, err = strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("read the number of %s %s: %w", key, word, err)
		}
	}
	// The kernel has 32 bits for it, of which -1 is none.
	if uint32(n) == 1<<32-1 {
		return -1, nil
	}
	return int64(uint32(n)), nil
}

// tunTapShow is `ip tuntap show`, which reads /sys: netlink does not tell all of the flags.
func (c *call) tunTapShow() error {
	all, err := c.h.links()
	if err != nil {
		return err
	}
	var names []string
	for _, l := range all {
		if l.Kind == "tun" {
			names = append(names, l.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	var b strings.Builder
	err = c.ns.DoMounted(c.options.Netns, func() error {
		for _, name := range names {
			flags, none := tunProperty(name, "tun_flags")
			owner, noOwner := tunProperty(name, "owner")
			group, noGroup := tunProperty(name, "group")
			// A device that has gone meanwhile is left out.
			if errors.Join(none, noOwner, noGroup) == nil {
				b.WriteString(ipcmd.TunTapText(name, uint64(flags), owner, group))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(c.stdout, b.String())
	return err
}

// tunProperty reads a number that /sys tells of a link.
func tunProperty(link, name string) (int64, error) {
	text, err := os.ReadFile("/sys/class/net/" + link + "/" + name)
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(strings.TrimSpace(string(text)), 0, 64)
}
