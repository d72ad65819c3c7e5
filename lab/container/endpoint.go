//go:build linux

package container

import (
	"context"
	"fmt"
	"io"
	"net/netip"
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
	if e.config.Kernel.Run(ctx, at, c, io.Discard, &said) != 0 {
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
	index, err := e.nextIndexes()
	if err != nil {
		return err
	}
	err = e.ip(ctx, h, "link", "add", "name", p.port, "index", strconv.Itoa(index+1), "mtu", "1500", "txqueuelen", "0", "type", "veth",
		"peer", "name", p.name, "index", strconv.Itoa(index), "address", p.mac, "mtu", "1500", "txqueuelen", "0", "netns", c.sandbox.key)
	if err != nil {
		return err
	}
	gateway := p.bridge.gateway
	steps := []struct {
		at    *netns.Namespace
		words []string
	}{
		{h, []string{"link", "set", p.port, "master", p.bridge.link, "up"}},
		{ns, []string{"addr", "add", p.address.String(), "broadcast", lastAddr(p.address).String(), "dev", p.name}},
		{ns, []string{"link", "set", p.name, "up"}},
	}
	for _, s := range steps {
		if err := e.ip(ctx, s.at, s.words...); err != nil {
			return err
		}
	}
	if p.bridge.internal || c.hasDefault() {
		return nil
	}
	return e.ip(ctx, ns, "route", "add", "default", "via", gateway.String(), "dev", p.name)
}

// nextIndexes gives the first of two indexes that no link of the host has, nor had while this engine was there.
func (e *Builtin) nextIndexes() (int, error) {
	links, err := e.config.Kernel.Links(e.config.Host)
	if err != nil {
		return 0, fmt.Errorf("list the links of the host: %w", err)
	}
	for _, l := range links {
		e.lastIndex = max(e.lastIndex, l.Index)
	}
	e.lastIndex += 2
	return e.lastIndex - 1, nil
}

// hasDefault tells whether one of the endpoints that are plugged in leads out.
func (c *record) hasDefault() bool {
	for _, p := range c.endpoints {
		if !p.bridge.internal {
			return true
		}
	}
	return false
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

// freeName gives the next ethN that the container does not have.
func (c *record) freeName() string {
	for i := 0; ; i++ {
		name := "eth" + strconv.Itoa(i)
		taken := false
		for _, p := range c.endpoints {
			taken = taken || p.name == name
		}
		if !taken {
			return name
		}
	}
}
