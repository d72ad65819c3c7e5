//go:build linux

package kernel

import (
	"errors"
	"io"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// ioctl asks for one of the SIOCBR* of sockios.h, as brctl does: they refuse other things than rtnetlink, such as to delete a
// bridge that is up. The netlink socket will do for it, as any that was made in the namespace. The error is a [unix.Errno].
func (h *Handle) ioctl(request uint, bridge string, index int) error {
	r, err := unix.NewIfreq(cut(bridge))
	if err != nil {
		return err
	}
	if index != 0 {
		r.SetUint32(uint32(index))
	}
	return unix.IoctlIfreq(h.socket.fd, request, r)
}

// cut is the part of a name that fits where the kernel keeps one (strlcpy with IFNAMSIZ).
func cut(name string) string { return name[:min(len(name), unix.IFNAMSIZ-1)] }

// ifIndex is if_nametoindex(3), which takes no name that is too long; 0 if there is none.
func (h *Handle) ifIndex(name string) int {
	if name != cut(name) {
		return 0
	}
	l, err := h.link(name)
	if err != nil {
		return 0
	}
	return l.Index
}

// because is the text of an error number of ioctl(2).
func because(err error) string {
	var number unix.Errno
	if errors.As(err, &number) {
		return strerror(number)
	}
	return err.Error()
}

func (c *call) brctlAddBridge(a ipcmd.BrctlAddBridge) error {
	err := c.h.ioctl(unix.SIOCBRADDBR, a.Name, 0)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EEXIST):
		return failed(1, "device %s already exists; can't create bridge with the same name\n", a.Name)
	}
	return failed(1, "add bridge failed: %s\n", because(err))
}

func (c *call) brctlDeleteBridge(a ipcmd.BrctlDeleteBridge) error {
	err := c.h.ioctl(unix.SIOCBRDELBR, a.Name, 0)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENXIO):
		return failed(1, "bridge %s doesn't exist; can't delete it\n", a.Name)
	case errors.Is(err, unix.EBUSY):
		return failed(1, "bridge %s is still up; can't delete it\n", a.Name)
	}
	return failed(1, "can't delete bridge %s: %s\n", a.Name, because(err))
}

func (c *call) brctlAddInterface(a ipcmd.BrctlAddInterface) error {
	for _, dev := range a.Devs {
		err := c.brctlPort(unix.SIOCBRADDIF, a.Bridge, dev)
		switch {
		case err == nil:
			continue
		case errors.Is(err, unix.EBUSY):
			return failed(1, "device %s is already a member of a bridge; can't add it to bridge %s.\n", dev, a.Bridge)
		case errors.Is(err, unix.ELOOP):
			return failed(1, "device %s is a bridge device itself; can't add a bridge device to a bridge device.\n", dev)
		case errors.Is(err, unix.ENODEV):
			return c.brctlMissing(a.Bridge, dev)
		}
		return failed(1, "can't add %s to bridge %s: %s\n", dev, a.Bridge, because(err))
	}
	return nil
}

func (c *call) brctlDeleteInterface(a ipcmd.BrctlDeleteInterface) error {
	for _, dev := range a.Devs {
		err := c.brctlPort(unix.SIOCBRDELIF, a.Bridge, dev)
		switch {
		case err == nil:
			continue
		case errors.Is(err, unix.EINVAL):
			return failed(1, "device %s is not a port of %s\n", dev, a.Bridge)
		case errors.Is(err, unix.ENODEV):
			return c.brctlMissing(a.Bridge, dev)
		}
		return failed(1, "can't delete %s from %s: %s\n", dev, a.Bridge, because(err))
	}
	return nil
}

// brctlPort adds or takes a port.
func (c *call) brctlPort(request uint, bridge, dev string) error {
	index := c.h.ifIndex(dev)
	if index == 0 {
		return unix.ENODEV
	}
	return c.h.ioctl(request, bridge, index)
}

// brctlMissing tells which of the two is not there.
func (c *call) brctlMissing(bridge, dev string) error {
	if c.h.ifIndex(dev) == 0 {
		return failed(1, "interface %s does not exist!\n", dev)
	}
	return failed(1, "bridge %s does not exist!\n", bridge)
}

// bridgeNamed finds a bridge by one of its names, under which it is shown, or says that it is none as brctl does.
func bridgeNamed(name string, all []topo.Link) (topo.Link, error) {
	l, ok := linkNamed(name, all)
	switch {
	case !ok:
		return l, failed(1, "bridge %s does not exist!\n", name)
	case l.Bridge == nil:
		return l, failed(1, "device %s is not a bridge!\n", name)
	}
	l.Name = name
	return l, nil
}

// linkNamed finds a link by its name or another that it has, of as many bytes as the kernel's calls take.
func linkNamed(name string, all []topo.Link) (topo.Link, bool) {
	name = cut(name)
	for _, l := range all {
		if l.Name == name || slices.Contains(l.AltNames, name) {
			return l, true
		}
	}
	return topo.Link{}, false
}

func (c *call) brctlShow(a ipcmd.BrctlShow) error {
	all, err := c.h.links()
	if err != nil {
		return err
	}
	names := a.Bridges
	if len(names) == 0 {
		for _, l := range all {
			if l.Bridge != nil {
				names = append(names, l.Name)
			}
		}
		slices.Sort(names)
	}
	header := ipcmd.BrctlHeader
	var wrong error
	for _, name := range names {
		l, err := bridgeNamed(name, all)
		if err != nil {
			report(err, c.stderr)
			wrong = failed(1, "")
			continue
		}
		if _, err := io.WriteString(c.stdout, header+ipcmd.BrctlBridgeText(l, all)); err != nil {
			return err
		}
		header = ""
	}
	return wrong
}

// brctlShowMACs leaves out what /sys/class/net/BRIDGE/brforward does: entries for the bridge itself, and those that have expired.
func (c *call) brctlShowMACs(a ipcmd.BrctlShowMACs) error {
	all, err := c.h.links()
	if err != nil {
		return err
	}
	l, ok := linkNamed(a.Bridge, all)
	switch {
	case !ok:
		return failed(1, "read of forward table failed: %s\n", strerror(unix.ENODEV))
	case l.Bridge == nil:
		return failed(1, "read of forward table failed: %s\n", strerror(unix.EOPNOTSUPP))
	}
	bridge := l.Index
	entries, err := c.h.fdbDump(0, bridge)
	if err != nil {
		return err
	}
	numbers := map[int]int{}
	for _, l := range all {
		if l.Port != nil {
			numbers[l.Index] = l.Port.Number
		}
	}
	var list []ipcmd.BrctlMAC
	for _, e := range entries {
		if e.Master != bridge || e.Dev == bridge || e.State == "stale" {
			continue
		}
		m := ipcmd.BrctlMAC{Port: numbers[e.Dev], Address: e.Address, Local: e.State == "permanent"}
		if e.State == "" {
			m.Age = e.updated
		}
		list = append(list, m)
	}
	_, err = io.WriteString(c.stdout, ipcmd.BrctlMACsText(list))
	return err
}

func (c *call) brctlShowSTP(a ipcmd.BrctlShowSTP) error {
	all, err := c.h.detailedLinks(skipStats, addDetails)
	if err != nil {
		return err
	}
	l, err := bridgeNamed(a.Bridge, all)
	if err != nil {
		return err
	}
	_, err = io.WriteString(c.stdout, ipcmd.BrctlSTPText(l, ipcmd.BrctlPorts(l, all)))
	return err
}
