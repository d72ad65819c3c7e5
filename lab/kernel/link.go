//go:build linux

package kernel

import (
	"fmt"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// link gives the link of that name; the error is iproute2's `Cannot find device "x"`, status 1.
func (h *Handle) link(name string) (topo.Link, error) {
	list, err := h.links()
	if err != nil {
		return topo.Link{}, err
	}
	for _, l := range list {
		if l.Name == name {
			return l, nil
		}
	}
	return topo.Link{}, failed(1, "Cannot find device \"%s\"\n", name)
}

// links gives all links, in the kernel's order.
func (h *Handle) links() ([]topo.Link, error) {
	return nil, fmt.Errorf("not yet")
}

func decodeLink(m []byte) (topo.Link, error) {
	return topo.Link{}, fmt.Errorf("not yet")
}

func (c *call) linkAdd(a ipcmd.LinkAdd) error       { return nil }
func (c *call) linkSet(a ipcmd.LinkSet) error       { return nil }
func (c *call) linkDelete(a ipcmd.LinkDelete) error { return nil }
func (c *call) linkShow(a ipcmd.LinkShow) error     { return nil }
