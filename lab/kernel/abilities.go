//go:build linux

package kernel

import (
	"fmt"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
)

// TryKind makes a link of a kind in a namespace, to see whether the kernel can: veth, bridge, dummy, vxlan, macvlan or vlan.
// What it makes is left there, and bears the kind's name.
func TryKind(ns *netns.Namespace, kind string) error {
	return ns.Do(func() error {
		h, err := netlink.NewHandle(unix.NETLINK_ROUTE)
		if err != nil {
			return err
		}
		defer h.Close()
		attributes := netlink.NewLinkAttrs()
		attributes.Name = kind
		if kind == "macvlan" || kind == "vlan" {
			below := netlink.NewLinkAttrs()
			below.Name = "below-" + kind
			if err := h.LinkAdd(&netlink.Veth{LinkAttrs: below, PeerName: "other-" + kind}); err != nil {
				return fmt.Errorf("make a veth below it: %w", err)
			}
			link, err := h.LinkByName(below.Name)
			if err != nil {
				return err
			}
			attributes.ParentIndex = link.Attrs().Index
		}
		link, err := linkOf(kind, attributes)
		if err != nil {
			return err
		}
		return h.LinkAdd(link)
	})
}

func linkOf(kind string, a netlink.LinkAttrs) (netlink.Link, error) {
	switch kind {
	case "veth":
		return &netlink.Veth{LinkAttrs: a, PeerName: "far"}, nil
	case "bridge":
		return &netlink.Bridge{LinkAttrs: a}, nil
	case "dummy":
		return &netlink.Dummy{LinkAttrs: a}, nil
	case "vxlan":
		return &netlink.Vxlan{LinkAttrs: a, VxlanId: 42, Port: 4789}, nil
	case "macvlan":
		return &netlink.Macvlan{LinkAttrs: a, Mode: netlink.MACVLAN_MODE_BRIDGE}, nil
	case "vlan":
		return &netlink.Vlan{LinkAttrs: a, VlanId: 42}, nil
	}
	return nil, fmt.Errorf("no link of kind %s is known", kind)
}

// TryNFTables asks nf_tables for its generation (NFT_MSG_GETGEN of nf_tables.h), which the kernel answers if it has it.
func TryNFTables(ns *netns.Namespace) error {
	const subsystem, getGeneration = 10, 16
	return ns.Do(func() error {
		r := nl.NewNetlinkRequest(subsystem<<8|getGeneration, 0)
		r.AddData(&nl.Nfgenmsg{NfgenFamily: unix.AF_UNSPEC})
		_, err := r.Execute(unix.NETLINK_NETFILTER, 0)
		return err
	})
}
