//go:build linux

package container

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
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
	asked    network.IPAMConfig // what was asked for; where that is no subnet, the subnet and the gateway that were taken
	given    bool               // the subnet was asked for
	pool     netip.Prefix       // of --ip-range; the zero Prefix is the whole subnet
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
	// Docker asks for no gateway where nobody has said an address, and tells none then.
	b.asked.Subnet = b.subnet.String()
	if e.config.BIP != defaultBIP() {
		b.asked.Gateway = b.gateway.String()
	}
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
	index, err := e.nextIndex(1)
	if err != nil {
		return err
	}
	for _, words := range [][]string{
		{"link", "add", "name", b.link, "index", strconv.Itoa(index), "address", "02:42" + randomMAC(4), "txqueuelen", "0", "type", "bridge"},
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
		case b.used[want], want == b.subnet.Addr(), want == lastAddr(b.subnet):
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

// wire joins a container that starts to its networks: docker0's before all, then by their names. Docker names the links in the order
// in which the networks lead out.
func (e *Builtin) wire(ctx context.Context, c *record) error {
	mode := c.mode()
	if mode.IsHost() || mode.IsNone() {
		return checkAddress(c.wanted[mode.NetworkName()])
	}
	if mode.IsContainer() {
		return nil
	}
	c.endpoints = nil
	names := make([]string, 0, len(c.wanted))
	for name := range c.wanted {
		names = append(names, name)
	}
	slices.Sort(names)
	slices.SortStableFunc(names, func(a, b string) int { return before(a == defaultNetwork, b == defaultNetwork) })
	var bridges []*bridge
	for _, name := range names {
		if name == "none" || name == "host" {
			continue
		}
		if id := c.wanted[name].NetworkID; id != "" {
			// Another may have its name by now.
			name = id
		}
		b, err := e.ofName(name)
		if err != nil {
			return err
		}
		bridges = append(bridges, b)
	}
	leading := slices.SortedFunc(slices.Values(bridges), leads)
	for _, b := range bridges {
		link := "eth" + strconv.Itoa(slices.Index(leading, b))
		if err := e.connect(ctx, c, b, c.wanted[b.name], link); err != nil {
			return err
		}
	}
	if err := e.publish(ctx, c); err != nil {
		return err
	}
	for _, p := range c.endpoints {
		if err := c.raise(ctx, p); err != nil {
			return err
		}
	}
	return c.leadOut(ctx)
}

// leads orders networks by who gives a container its way out: those that are not internal first, then by name (libnetwork's
// endpoint.Less).
func leads(a, b *bridge) int {
	return cmp.Or(before(!a.internal, !b.internal), strings.Compare(a.name, b.name))
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

// connect plugs a container into a network, with a link of that name that is still down.
func (e *Builtin) connect(ctx context.Context, c *record, b *bridge, want *network.EndpointSettings, link string) error {
	if b.user() && !slices.Contains(want.Aliases, c.id[:12]) {
		want.Aliases = append(slices.Clone(want.Aliases), c.id[:12])
	}
	address, mac, err := asked(c, b, want)
	if err != nil {
		return err
	}
	p := &endpoint{id: newID(), bridge: b, name: link, aliases: want.Aliases}
	if p.address, err = b.take(address); err != nil {
		return err
	}
	if p.mac = mac; mac == "" {
		p.mac = macOf(p.address.Addr())
	}
	if err := e.plug(ctx, c, p); err != nil {
		e.unplug(ctx, p)
		return failed("failed to create endpoint %s on network %s: %v", c.name, b.name, err)
	}
	want.NetworkID = b.id
	c.endpoints = append(c.endpoints, p)
	c.links++
	c.names = append(c.names, hostName{p.address.Addr(), b})
	return e.resolve(ctx, c)
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
	if c.mode().NetworkName() == b.name {
		//lint:ignore SA1019 Engine 20.10, which this follows, takes it here.
		mac = c.config.MacAddress
	}
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

// sweep deletes the links that somebody has put into a namespace that ends now with its last container: the kernel would do it a moment later, and
// Docker's `rm` has waited for that.
func (e *Builtin) sweep(ctx context.Context, c *record) {
	s := c.sandbox
	if s == nil || s.ns == e.config.Host || e.joined(c) {
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
		return o != c && o.process != nil && o.sandbox != nil && o.sandbox.ns.ID() == c.sandbox.ns.ID()
	})
}

// checkCreate refuses what cannot be, before a container is noted, in Docker's words.
func (e *Builtin) checkCreate(c *record, networking *network.NetworkingConfig) (warnings []string, err error) {
	if dir := c.config.WorkingDir; dir != "" && !strings.HasPrefix(dir, "/") {
		return nil, invalid("the working directory '%s' is invalid, it needs to be an absolute path", dir)
	}
	if word := c.config.StopSignal; word != "" {
		if _, ok := signalOf(word); !ok {
			return nil, invalid("Invalid signal: %s", word)
		}
	}
	if networking != nil && len(networking.EndpointsConfig) > 1 {
		names := slices.Sorted(maps.Keys(networking.EndpointsConfig))
		return nil, invalid("Container cannot be connected to network endpoints: %s", strings.Join(names, ", "))
	}
	if err := lackedBy(&c.config, &c.host, networking); err != nil {
		return nil, err
	}
	mode := c.mode()
	shared := mode.IsHost() || mode.IsContainer()
	switch {
	case mode == "container:":
		return nil, invalid("Invalid network mode: invalid container format container:<name|id>")
	case mode.IsContainer() && len(c.host.DNS) > 0:
		return nil, invalid("conflicting options: dns and the network mode")
	case mode.IsContainer() && len(c.host.ExtraHosts) > 0:
		return nil, invalid("conflicting options: custom host-to-IP mapping and the network mode")
	case mode.IsContainer() && c.config.Hostname != "":
		return nil, invalid("conflicting options: hostname and the network mode")
	//lint:ignore SA1019 Engine 20.10, which this follows, takes it here.
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
		// One that is not there yet may be when the container starts.
		if other, err := e.find(mode.ConnectedContainer()); err == nil {
			c.host.NetworkMode = api.NetworkMode("container:" + other.id)
		}
		return warnings, nil
	}
	name := mode.NetworkName()
	c.wanted[name] = &network.EndpointSettings{}
	if networking != nil {
		for given, settings := range networking.EndpointsConfig {
			if given == "default" {
				given = defaultNetwork
			}
			if settings == nil {
				continue
			}
			if a := settings.IPAMConfig; a != nil && a.IPv4Address != "" {
				if _, err := netip.ParseAddr(a.IPv4Address); err != nil {
					return nil, invalid("invalid IPv4 address: %s", a.IPv4Address)
				}
			}
			c.wanted[given] = settings
		}
	}
	return warnings, nil
}

// checkAddress refuses an address in a network in which none can be asked for.
func checkAddress(want *network.EndpointSettings) error {
	if want == nil || want.IPAMConfig == nil || want.IPAMConfig.IPv4Address == "" {
		return nil
	}
	return invalid("user specified IP address is supported on user defined networks only")
}

// forward lets the host pass packets on: the calling thread is in its namespace.
func forward() error {
	if err := writeSysctl("ipv4/ip_forward", "1"); err != nil {
		return fmt.Errorf("let the host forward: %w", err)
	}
	return nil
}
