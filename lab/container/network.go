//go:build linux

package container

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
)

// bridge is a network of the bridge driver.
type bridge struct {
	id       string
	name     string
	link     string // docker0, or br- and the first twelve digits of the id
	created  time.Time
	subnet   netip.Prefix
	gateway  netip.Addr
	given    bool         // the subnet was asked for
	pool     netip.Prefix // of --ip-range; the zero Prefix is the whole subnet
	internal bool
	options  network.CreateOptions
	used     map[netip.Addr]bool // the gateway's and the containers'
}

// defaultNetwork is the name of docker0's network.
const defaultNetwork = "bridge"

// user tells whether the network is one that a user made: names are resolved in it, and addresses can be asked for.
func (b *bridge) user() bool { return b.name != defaultNetwork }

// beginNetworks makes docker0 and the rules that all networks share.
func (e *Builtin) beginNetworks(ctx context.Context) error {
	b := &bridge{id: newID(), name: defaultNetwork, link: "docker0", created: time.Now(), subnet: e.config.BIP.Masked(), gateway: e.config.BIP.Addr()}
	b.options = network.CreateOptions{Driver: "bridge", Options: map[string]string{
		"com.docker.network.bridge.default_bridge": "true", "com.docker.network.bridge.enable_icc": "true",
		"com.docker.network.bridge.enable_ip_masquerade": "true", "com.docker.network.bridge.host_binding_ipv4": "0.0.0.0",
		"com.docker.network.bridge.name": "docker0", "com.docker.network.driver.mtu": "1500",
	}}
	if err := e.config.Host.Do(forward); err != nil {
		return err
	}
	if err := e.nft(e.config.Host, firstRules); err != nil {
		return err
	}
	return e.addBridge(ctx, b)
}

// addBridge makes the link and the rules of a network.
func (e *Builtin) addBridge(ctx context.Context, b *bridge) error {
	b.used = map[netip.Addr]bool{b.gateway: true}
	h := e.config.Host
	address := netip.PrefixFrom(b.gateway, b.subnet.Bits())
	for _, words := range [][]string{
		{"link", "add", "name", b.link, "address", "02:42" + randomMAC(4), "type", "bridge"},
		{"addr", "add", address.String(), "broadcast", lastAddr(address).String(), "dev", b.link},
		{"link", "set", b.link, "up"},
	} {
		if err := e.ip(ctx, h, words...); err != nil {
			return err
		}
	}
	if err := e.nft(h, b.rules(e.networks)); err != nil {
		return err
	}
	e.networks = append(e.networks, b)
	return nil
}

// ofName gives the network with that name, id or prefix of an id. The engine's lock is held.
func (e *Builtin) ofName(word string) (*bridge, error) {
	var prefixed []*bridge
	for _, b := range e.networks {
		if b.name == word || b.id == word {
			return b, nil
		}
		if word != "" && strings.HasPrefix(b.id, word) {
			prefixed = append(prefixed, b)
		}
	}
	switch len(prefixed) {
	case 0:
		return nil, notFound("network %s not found", word)
	case 1:
		return prefixed[0], nil
	}
	return nil, invalid("network %s is ambiguous (%d matches found based on ID prefix)", word, len(prefixed))
}

// take gives an address of the network: the one that is wanted, or the next that is free.
func (b *bridge) take(want netip.Addr) (netip.Prefix, error) {
	if want.IsValid() {
		switch {
		case !b.subnet.Contains(want):
			return netip.Prefix{}, invalid("Invalid address %s: It does not belong to any of this network's subnets", want)
		case b.used[want]:
			return netip.Prefix{}, forbidden("Address already in use")
		}
		b.used[want] = true
		return netip.PrefixFrom(want, b.subnet.Bits()), nil
	}
	pool := b.subnet
	if b.pool.IsValid() {
		pool = b.pool
	}
	last := lastAddr(b.subnet)
	for a := pool.Addr(); pool.Contains(a); a = a.Next() {
		if a == b.subnet.Addr() || a == last || b.used[a] {
			continue
		}
		b.used[a] = true
		return netip.PrefixFrom(a, b.subnet.Bits()), nil
	}
	return netip.Prefix{}, failed("no available IPv4 addresses on this network's address pools: %s (%s)", b.name, b.id)
}

// wire joins a container that starts to its networks, in the order of their names, as Docker does, the first before all.
func (e *Builtin) wire(ctx context.Context, c *record) error {
	mode := c.mode()
	if mode.IsHost() || mode.IsContainer() || mode.IsNone() {
		return nil
	}
	names := make([]string, 0, len(c.wanted))
	for name := range c.wanted {
		names = append(names, name)
	}
	slices.Sort(names)
	first := mode.NetworkName()
	slices.SortStableFunc(names, func(a, b string) int { return before(a == first, b == first) })
	for _, name := range names {
		if name == "none" || name == "host" {
			continue
		}
		b, err := e.ofName(name)
		if err != nil {
			return err
		}
		if _, err := e.connect(ctx, c, b, c.wanted[name]); err != nil {
			return err
		}
	}
	return e.publish(ctx, c)
}

func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// connect plugs a container into a network.
func (e *Builtin) connect(ctx context.Context, c *record, b *bridge, want *network.EndpointSettings) (*endpoint, error) {
	address, mac, err := asked(c, b, want)
	if err != nil {
		return nil, err
	}
	p := &endpoint{id: newID(), bridge: b, name: c.freeName()}
	if p.address, err = b.take(address); err != nil {
		return nil, err
	}
	if p.mac = mac; mac == "" {
		p.mac = macOf(p.address.Addr())
	}
	if b.user() {
		p.aliases = append(slices.Clone(want.Aliases), c.id[:12])
	}
	if err := e.plug(ctx, c, p); err != nil {
		e.unplug(ctx, p)
		return nil, failed("failed to create endpoint %s on network %s: %v", c.name, b.name, err)
	}
	c.endpoints = append(c.endpoints, p)
	return p, e.resolve(ctx, c)
}

// asked gives the address and the MAC that were asked for, if any were.
func asked(c *record, b *bridge, want *network.EndpointSettings) (address netip.Addr, mac string, err error) {
	if want != nil && want.IPAMConfig != nil && want.IPAMConfig.IPv4Address != "" {
		if address, err = netip.ParseAddr(want.IPAMConfig.IPv4Address); err != nil {
			return address, "", invalid("invalid IPv4 address: %s", want.IPAMConfig.IPv4Address)
		}
		switch {
		case !b.user():
			return address, "", invalid("user specified IP address is supported on user defined networks only")
		case !b.given:
			return address, "", invalid("user specified IP address is supported only when connecting to networks with user configured subnets")
		}
	}
	mac = c.config.MacAddress
	if want != nil && want.MacAddress != "" {
		mac = want.MacAddress
	}
	return address, mac, nil
}

// unwire takes a container out of its networks, with its ports and its namespace. The engine's lock is held.
func (e *Builtin) unwire(ctx context.Context, c *record) {
	e.unpublish(ctx, c)
	for _, p := range c.endpoints {
		if e.closed {
			break
		}
		e.unplug(ctx, p)
	}
	c.endpoints = nil
	c.resolver.close()
	c.resolver = nil
	if !e.closed {
		e.sweep(ctx, c)
		// A name that stays is in the lab's own tmpfs.
		_ = c.dropSandbox()
	}
}

// sweep deletes the links that somebody has put into a namespace that ends now: the kernel would do it a moment later, and
// Docker's `rm` has waited for that.
func (e *Builtin) sweep(ctx context.Context, c *record) {
	s := c.sandbox
	if s == nil || s.owner != c || e.joined(c) {
		return
	}
	links, err := e.config.Kernel.Links(s.ns)
	if err != nil {
		return
	}
	for _, l := range links {
		if l.Name != "lo" {
			_ = e.ip(ctx, s.ns, "link", "del", l.Name)
		}
	}
}

// joined tells whether another container runs in c's namespace.
func (e *Builtin) joined(c *record) bool {
	return slices.ContainsFunc(e.containers, func(o *record) bool {
		return o != c && o.process != nil && o.sandbox != nil && o.sandbox.owner == c
	})
}

// checkCreate refuses what cannot be, before a container is noted, in Docker's words.
func (e *Builtin) checkCreate(c *record, networking *network.NetworkingConfig) (warnings []string, err error) {
	mode := c.mode()
	shared := mode.IsHost() || mode.IsContainer()
	switch {
	case mode.IsContainer() && c.config.Hostname != "":
		return nil, invalid("conflicting options: hostname and the network mode")
	case shared && c.config.MacAddress != "":
		return nil, invalid("conflicting options: mac-address and the network mode")
	case mode.IsContainer() && len(c.host.PortBindings) > 0:
		return nil, invalid("conflicting options: port publishing and the container type network mode")
	case mode.IsContainer() && len(c.config.ExposedPorts) > 0:
		return nil, invalid("conflicting options: port exposing and the container type network mode")
	}
	if mode.IsHost() && len(c.host.PortBindings) > 0 {
		warnings = append(warnings, "Published ports are discarded when using host network mode")
	}
	c.wanted = map[string]*network.EndpointSettings{}
	if mode.IsContainer() {
		other, err := e.find(mode.ConnectedContainer())
		if err != nil {
			return nil, err
		}
		c.host.NetworkMode = api.NetworkMode("container:" + other.id)
		return warnings, nil
	}
	name := mode.NetworkName()
	c.wanted[name] = &network.EndpointSettings{}
	if networking != nil {
		for given, settings := range networking.EndpointsConfig {
			if given == "default" {
				given = defaultNetwork
			}
			if settings != nil {
				c.wanted[given] = settings
			}
		}
	}
	return warnings, e.checkAddress(c.wanted[name], name)
}

// checkAddress refuses an address that can be had in no network of that name.
func (e *Builtin) checkAddress(want *network.EndpointSettings, name string) error {
	if want.IPAMConfig == nil || want.IPAMConfig.IPv4Address == "" {
		return nil
	}
	if name == defaultNetwork || name == "host" || name == "none" {
		return invalid("user specified IP address is supported on user defined networks only")
	}
	return nil
}

// forward lets the host pass packets on: the calling thread is in its namespace.
func forward() error {
	if err := writeSysctl("ipv4/ip_forward", "1"); err != nil {
		return fmt.Errorf("let the host forward: %w", err)
	}
	return nil
}
