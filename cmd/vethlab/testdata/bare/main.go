//go:build linux

// Bare joins as many namespaces as it is told to one bridge, as the star of the benchmarks does, with nothing between it and the kernel
// but vishvananda/netlink. It is to be run where it can do no harm: in fresh namespaces for the network and for mounts, with a /run of
// its own.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

func main() {
	runtime.LockOSThread()
	count, err := strconv.Atoi(os.Args[1])
	if err == nil {
		err = star(count)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func star(count int) error {
	host, err := netns.Get()
	if err != nil {
		return err
	}
	h, err := netlink.NewHandle(unix.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	if err := h.LinkAdd(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: "br0"}}); err != nil {
		return err
	}
	bridge, err := h.LinkByName("br0")
	if err != nil {
		return err
	}
	if err := up(h, bridge, "10.0.0.1/16"); err != nil {
		return err
	}
	if err := os.Mkdir("/run/netns", 0o755); err != nil {
		return err
	}
	for i := range count {
		if err := arm(host, h, bridge, i); err != nil {
			return fmt.Errorf("namespace %d: %w", i, err)
		}
	}
	return nil
}

// arm is one namespace, joined to the bridge.
func arm(host netns.NsHandle, h *netlink.Handle, bridge netlink.Link, i int) error {
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return err
	}
	path := fmt.Sprintf("/run/netns/n%d", i)
	if err := os.WriteFile(path, nil, 0o444); err != nil {
		return err
	}
	if err := unix.Mount("/proc/thread-self/ns/net", path, "none", unix.MS_BIND, ""); err != nil {
		return err
	}
	here, err := netns.Get()
	if err != nil {
		return err
	}
	defer here.Close()
	inside, err := netlink.NewHandle(unix.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	if err := netns.Set(host); err != nil {
		return err
	}
	veth := &netlink.Veth{LinkAttrs: netlink.LinkAttrs{Name: fmt.Sprint("v", i)}, PeerName: "eth0", PeerNamespace: netlink.NsFd(here)}
	if err := h.LinkAdd(veth); err != nil {
		return err
	}
	if err := h.LinkSetMaster(veth, bridge); err != nil {
		return err
	}
	if err := h.LinkSetUp(veth); err != nil {
		return err
	}
	eth0, err := inside.LinkByName("eth0")
	if err != nil {
		return err
	}
	return up(inside, eth0, fmt.Sprintf("10.0.%d.%d/16", i/250, i%250+2))
}

func up(h *netlink.Handle, l netlink.Link, address string) error {
	a, err := netlink.ParseAddr(address)
	if err != nil {
		return err
	}
	if err := h.AddrAdd(l, a); err != nil {
		return err
	}
	return h.LinkSetUp(l)
}
