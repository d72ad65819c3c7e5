//go:build linux

package container

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/ipcmd"
	"vethlab/lab/netfilter"
	"vethlab/lab/netns"
	"vethlab/lab/nftcmd"
)

// endpoint is one end of a container in a network: eth0 and its veth.
type endpoint struct {
	id      string
	bridge  *bridge
	name    string // in the container, such as eth0
	port    string // in the host, vethXXXXXXX
	address netip.Prefix
	mac     string
	aliases []string
}

// ip carries out an ip command in a namespace.
func (e *Builtin) ip(ctx context.Context, at *netns.Namespace, words ...string) error {
	c, err := ipcmd.Parse(words)
	if err != nil {
		return fmt.Errorf("ip %s: %w", strings.Join(words, " "), err)
	}
	var said strings.Builder
	if status, _ := e.config.Kernel.Run(ctx, at, c, io.Discard, &said); status != 0 {
		return fmt.Errorf("%s: %s", c, strings.TrimSpace(said.String()))
	}
	return nil
}

// nft carries out a script of nft in a namespace, all of it or nothing.
func (e *Builtin) nft(at *netns.Namespace, script string) error {
	parsed, err := nftcmd.ParseScript(script)
	if err == nil {
		err = netfilter.Run(at, parsed, io.Discard)
	}
	if err != nil {
		return fmt.Errorf("nft: %w", err)
	}
	return nil
}

// plug joins a container's namespace to a bridge: the pair is born with one end in each, and with the indexes that it would have if
// it had been made in the host and moved, as Docker does; a move takes the kernel fifty times longer.
func (e *Builtin) plug(ctx context.Context, c *record, p *endpoint) error {
	h, ns := e.config.Host, c.sandbox.ns
	p.port = "veth" + newID()[:7]
	index, err := e.nextIndex(2)
	if err != nil {
		return err
	}
	err = e.ip(ctx, h, "link", "add", "name", p.port, "index", strconv.Itoa(index+1), "mtu", "1500", "txqueuelen", "0", "type", "veth",
		"peer", "name", p.name, "index", strconv.Itoa(index), "address", p.mac, "mtu", "1500", "txqueuelen", "0", "netns", c.sandbox.key)
	if err != nil {
		return err
	}
	steps := []struct {
		at    *netns.Namespace
		words []string
	}{
		{h, []string{"link", "set", p.port, "master", p.bridge.link, "up"}},
		{ns, []string{"addr", "add", p.address.String(), "broadcast", lastAddr(p.address).String(), "dev", p.name}},
	}
	for _, s := range steps {
		if err := e.ip(ctx, s.at, s.words...); err != nil {
			return err
		}
	}
	return nil
}

// raise sets the container's end up: the bridge has a carrier then.
func (c *record) raise(ctx context.Context, p *endpoint) error {
	return c.engine.ip(ctx, c.sandbox.ns, "link", "set", p.name, "up")
}

// nextIndex gives the first of count indexes that no link of the host has, nor had while this engine was there.
func (e *Builtin) nextIndex(count int) (int, error) {
	links, err := e.config.Kernel.Links(e.config.Host)
	if err != nil {
		return 0, fmt.Errorf("list the links of the host: %w", err)
	}
	for _, l := range links {
		e.lastIndex = max(e.lastIndex, l.Index)
	}
	first := e.lastIndex + 1
	e.lastIndex += count
	return first, nil
}

// gateway is the endpoint that has the default route, nil if there is none. In an internal network too: there the rules drop what would
// go out.
func (c *record) gateway() *endpoint {
	if len(c.endpoints) == 0 {
		return nil
	}
	return slices.MinFunc(c.endpoints, func(a, b *endpoint) int { return leads(a.bridge, b.bridge) })
}

// opens tells whether the container is in a network in which ports can be published.
func (c *record) opens() bool {
	p := c.gateway()
	return p != nil && !p.bridge.internal
}

// unplug takes the pair away. Where the namespace is gone, the kernel did already, or does so now.
func (e *Builtin) unplug(ctx context.Context, p *endpoint) {
	if p.port != "" {
		_ = e.ip(ctx, e.config.Host, "link", "del", p.port)
	}
	delete(p.bridge.used, p.address.Addr())
}

// macOf is the MAC address that Docker makes of an address: 02:42 and its four bytes.
func macOf(a netip.Addr) string {
	b := a.As4()
	return fmt.Sprintf("02:42:%02x:%02x:%02x:%02x", b[0], b[1], b[2], b[3])
}

// lastAddr is the broadcast address of a prefix.
func lastAddr(p netip.Prefix) netip.Addr {
	b := p.Addr().As4()
	for i := p.Bits(); i < 32; i++ {
		b[i/8] |= 1 << (7 - i%8)
	}
	return netip.AddrFrom4(b)
}
