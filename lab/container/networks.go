//go:build linux

package container

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/docker/docker/api/types/network"
)

// NetworkCreate makes a user network: a bridge of its own, its rules, and its addresses.
func (e *Builtin) NetworkCreate(ctx context.Context, name string, o network.CreateOptions) (network.CreateResponse, error) {
	if err := e.begin(ctx); err != nil {
		return network.CreateResponse{}, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	b := &bridge{id: newID(), name: name, created: time.Now(), internal: o.Internal, options: o}
	b.link = "br-" + b.id[:12]
	if link := o.Options[bridgeName]; link != "" {
		b.link = link
	}
	if err := e.checkNetwork(b); err != nil {
		return network.CreateResponse{}, err
	}
	if err := lackedByNetwork(o); err != nil {
		return network.CreateResponse{}, err
	}
	if err := b.setAddresses(e.networks); err != nil {
		return network.CreateResponse{}, err
	}
	if err := e.addBridge(ctx, b); err != nil {
		return network.CreateResponse{}, failed("%v", err)
	}
	e.config.Changed()
	return network.CreateResponse{ID: b.id}, nil
}

// bridgeName is the driver's option that names the link.
const bridgeName = "com.docker.network.bridge.name"

func (e *Builtin) checkNetwork(b *bridge) error {
	switch {
	case b.name == "host" || b.name == "none" || b.name == defaultNetwork || b.name == "default":
		return forbidden("operation is not permitted on predefined %s network", b.name)
	case b.options.Driver != "" && b.options.Driver != "bridge":
		return notFound("plugin %q not found", b.options.Driver)
	case b.name == "", slices.ContainsFunc(e.networks, func(o *bridge) bool { return o.name == b.name }):
		return conflict("network with name %s already exists", b.name)
	}
	return nil
}

// pools are the networks that Docker takes in turn where none was named (libnetwork/ipamutils).
func pools() []netip.Prefix {
	var list []netip.Prefix
	for i := 17; i < 32; i++ {
		list = append(list, netip.PrefixFrom(netip.AddrFrom4([4]byte{172, byte(i), 0, 0}), 16))
	}
	for i := 0; i < 256; i += 16 {
		list = append(list, netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 168, byte(i), 0}), 20))
	}
	return list
}

// setAddresses takes what was asked for, or the first pool that overlaps with no other network.
func (b *bridge) setAddresses(others []*bridge) error {
	overlaps := func(p netip.Prefix) bool {
		return slices.ContainsFunc(others, func(o *bridge) bool { return o.subnet.Overlaps(p) })
	}
	var asked network.IPAMConfig
	if b.options.IPAM != nil && len(b.options.IPAM.Config) > 0 {
		asked = b.options.IPAM.Config[0]
	}
	if asked.Subnet == "" {
		all := pools()
		i := slices.IndexFunc(all, func(p netip.Prefix) bool { return !overlaps(p) })
		if i < 0 {
			return invalid("could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network")
		}
		b.subnet, b.gateway = all[i], all[i].Addr().Next()
		b.asked.Subnet, b.asked.Gateway = b.subnet.String(), b.gateway.String()
		return nil
	}
	b.asked = asked
	subnet, err := netip.ParsePrefix(asked.Subnet)
	if err != nil {
		return invalid("Invalid subnet %s : invalid CIDR address: %s", asked.Subnet, asked.Subnet)
	}
	if b.subnet, b.given = subnet.Masked(), true; overlaps(b.subnet) {
		return forbidden("Pool overlaps with other one on this address space")
	}
	if asked.IPRange != "" {
		if b.pool, err = netip.ParsePrefix(asked.IPRange); err != nil {
			return invalid("invalid ip-range %s", asked.IPRange)
		}
		b.pool = b.pool.Masked()
	}
	if subnet.Bits() > 30 && asked.Gateway == "" {
		return invalid("failed to allocate gateway (): No available addresses on this pool")
	}
	b.gateway = b.subnet.Addr().Next()
	if b.pool.IsValid() && b.pool.Addr() != b.subnet.Addr() {
		b.gateway = b.pool.Addr()
	}
	if asked.Gateway != "" {
		if b.gateway, err = netip.ParseAddr(asked.Gateway); err != nil {
			return invalid("invalid gateway %s", asked.Gateway)
		}
		if !b.subnet.Contains(b.gateway) {
			return invalid("no matching subnet for gateway %s", b.gateway)
		}
	}
	return nil
}

// Networks are the names of the networks that bridges make, docker0's among them, as they were made; none before the engine's first use.
func (e *Builtin) Networks() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var list []string
	for _, b := range e.networks {
		list = append(list, e.inspect(b).Name)
	}
	return list
}

// NetworkList lists all networks by name.
func (e *Builtin) NetworkList(ctx context.Context, o network.ListOptions) ([]network.Summary, error) {
	if err := e.begin(ctx); err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	list := []network.Summary{e.predefined("host"), e.predefined("none")}
	for _, b := range e.networks {
		list = append(list, e.inspect(b))
	}
	list = slices.DeleteFunc(list, func(n network.Summary) bool {
		kind := "custom"
		if n.Name == "host" || n.Name == "none" || n.Name == defaultNetwork {
			kind = "builtin"
		}
		f := o.Filters
		return !f.Match("name", n.Name) || !f.Match("id", n.ID) || !f.ExactMatch("driver", n.Driver) || !f.ExactMatch("type", kind) ||
			!f.MatchKVList("label", n.Labels) || !f.ExactMatch("scope", n.Scope)
	})
	slices.SortFunc(list, func(a, b network.Summary) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

// predefinedID is a lasting id of something that is no bridge.
func predefinedID(name string) string {
	sum := sha256.Sum256([]byte("vethlab " + name))
	return hex.EncodeToString(sum[:])
}

// predefined is the network host or none, whose driver has the same name but for null.
func (e *Builtin) predefined(name string) network.Inspect {
	driver := name
	if name == "none" {
		driver = "null"
	}
	n := network.Inspect{
		Name: name, ID: predefinedID(name), Scope: "local", Driver: driver, IPAM: network.IPAM{Driver: "default", Config: []network.IPAMConfig{}},
		Containers: map[string]network.EndpointResource{}, Options: map[string]string{}, Labels: map[string]string{},
	}
	for _, c := range e.containers {
		if c.process != nil && c.wanted[name] != nil {
			n.Containers[c.id] = network.EndpointResource{Name: c.name, EndpointID: predefinedID(name + "-endpoint")}
		}
	}
	return n
}

func (e *Builtin) inspect(b *bridge) network.Inspect {
	n := network.Inspect{
		Name: b.name, ID: b.id, Created: b.created, Scope: "local", Driver: "bridge", Internal: b.internal,
		IPAM:       network.IPAM{Driver: "default", Options: map[string]string{}, Config: []network.IPAMConfig{b.asked}},
		Containers: map[string]network.EndpointResource{}, Options: b.options.Options, Labels: b.options.Labels,
	}
	if b.name == defaultNetwork {
		n.IPAM.Options = nil
	}
	if n.Options == nil {
		n.Options = map[string]string{}
	}
	if n.Labels == nil {
		n.Labels = map[string]string{}
	}
	for _, c := range e.containers {
		for _, p := range c.endpoints {
			if p.bridge == b {
				n.Containers[c.id] = network.EndpointResource{Name: c.name, EndpointID: p.id, MacAddress: p.mac, IPv4Address: p.address.String()}
			}
		}
	}
	return n
}

// NetworkInspect tells all that is known of a network.
func (e *Builtin) NetworkInspect(ctx context.Context, id string, _ network.InspectOptions) (network.Inspect, error) {
	if err := e.begin(ctx); err != nil {
		return network.Inspect{}, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if name := predefinedName(id); name != "" {
		return e.predefined(name), nil
	}
	b, err := e.ofName(id)
	if err != nil {
		return network.Inspect{}, err
	}
	return e.inspect(b), nil
}

// predefinedName is host or none, if the word is that or its id; else it is empty.
func predefinedName(word string) string {
	for _, name := range []string{"host", "none"} {
		if word == name || len(word) > 3 && strings.HasPrefix(predefinedID(name), word) {
			return name
		}
	}
	return ""
}

// NetworkConnect plugs a container into one more network.
func (e *Builtin) NetworkConnect(ctx context.Context, id, container string, settings *network.EndpointSettings) error {
	if err := e.begin(ctx); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	c, err := e.find(container)
	if err != nil {
		return err
	}
	mode := c.mode()
	switch {
	case id == "host":
		return forbidden(hostNetwork)
	case id == "none" || mode.IsNone():
		return forbidden("container cannot be connected to multiple networks with one of the networks in private (none) mode")
	case mode.IsHost():
		return forbidden("container sharing network namespace with another container or host cannot be connected to any other network")
	case mode.IsContainer():
		return forbidden("container sharing network namespace with another container or host cannot be connected to any other network")
	}
	b, err := e.ofName(id)
	if err != nil {
		return err
	}
	if err := lacking(ofEnd(settings)); err != nil {
		return err
	}
	if settings == nil {
		settings = &network.EndpointSettings{}
	}
	if b.user() {
		settings.Aliases = append(slices.Clone(settings.Aliases), c.id[:12])
	} else if settings.Aliases == nil {
		settings.Aliases = []string{}
	}
	if c.wanted[b.name] != nil {
		return forbidden("endpoint with name %s already exists in network %s", c.name, b.name)
	}
	if c.process != nil {
		was := c.gateway()
		if err := e.connect(ctx, c, b, settings, "eth"+strconv.Itoa(c.links)); err != nil {
			return err
		}
		if err := c.raise(ctx, c.endpoints[len(c.endpoints)-1]); err != nil {
			return err
		}
		if err := e.lead(ctx, c, was); err != nil {
			return err
		}
		if err := c.writeFiles(); err != nil {
			return err
		}
	}
	c.wanted[b.name] = settings
	e.config.Changed()
	return nil
}

// hostNetwork refuses what is done to the network host.
const hostNetwork = "container cannot be disconnected from host network or connected to host network"

// NetworkDisconnect takes a container out of a network.
func (e *Builtin) NetworkDisconnect(ctx context.Context, id, container string, _ bool) error {
	if err := e.begin(ctx); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if id == "host" {
		return forbidden(hostNetwork)
	}
	b, err := e.ofName(id)
	if id == "none" {
		b, err = &bridge{name: id}, nil
	}
	if err != nil {
		return err
	}
	c, err := e.find(container)
	if err != nil {
		return err
	}
	if c.wanted[b.name] == nil {
		return forbidden("container %s is not connected to network %s", c.id, b.name)
	}
	delete(c.wanted, b.name)
	i := slices.IndexFunc(c.endpoints, func(p *endpoint) bool { return p.bridge == b })
	if i < 0 {
		return nil
	}
	p, was := c.endpoints[i], c.gateway()
	c.names = slices.DeleteFunc(c.names, func(n hostName) bool { return n.network == b && b.user() })
	e.unplug(ctx, p)
	c.endpoints = slices.Delete(c.endpoints, i, i+1)
	if err := e.lead(ctx, c, was); err != nil {
		return err
	}
	e.config.Changed()
	return c.writeFiles()
}

// NetworkRemove takes a user network away, which no container may be in.
func (e *Builtin) NetworkRemove(ctx context.Context, id string) error {
	if err := e.begin(ctx); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if id == "host" || id == "none" || id == defaultNetwork {
		return forbidden("%s is a pre-defined network and cannot be removed", id)
	}
	b, err := e.ofName(id)
	if err != nil {
		return err
	}
	if len(b.used) > 1 {
		return forbidden("error while removing network: network %s id %s has active endpoints", b.name, b.id)
	}
	if err := e.dropRules(ctx, b.names); err != nil {
		return failed("%v", err)
	}
	if err := e.ip(ctx, e.config.Host, "link", "del", b.link); err != nil {
		return failed("%v", err)
	}
	e.networks = slices.DeleteFunc(e.networks, func(o *bridge) bool { return o == b })
	e.config.Changed()
	return nil
}

// leadOut gives a container the default route of the network that leads out, if one does.
func (c *record) leadOut(ctx context.Context) error {
	p := c.gateway()
	if p == nil {
		return nil
	}
	return c.engine.ip(ctx, c.sandbox.ns, "route", "replace", "default", "via", p.bridge.gateway.String(), "dev", p.name)
}

// lead leads a container that runs out by another network than before, and its published ports in by it. was is by which it did.
func (e *Builtin) lead(ctx context.Context, c *record, was *endpoint) error {
	if c.gateway() == was {
		return nil
	}
	if err := c.leadOut(ctx); err != nil {
		return err
	}
	e.unpublish(ctx, c)
	return e.publish(ctx, c)
}

// randomMAC gives the last count bytes of a MAC address, each after a colon.
func randomMAC(count int) string {
	b := make([]byte, count)
	// It never fails (crypto/rand).
	_, _ = rand.Read(b)
	var s strings.Builder
	for _, v := range b {
		fmt.Fprintf(&s, ":%02x", v)
	}
	return s.String()
}

// randomName is an adjective and a networker; where many are taken, a number follows.
func randomName(try int) string {
	adjectives := strings.Fields("brave calm clever eager fast gentle happy jolly keen kind lucid merry nifty proud quick quiet sharp silent sturdy swift vivid warm wise zen")
	people := strings.Fields("baran bush cerf clark crocker davies floyd hamilton hopper jacobson kahn kleinrock lamarr licklider metcalfe mockapetris perlman postel pouzin roberts shannon taylor tomlinson turing")
	b := make([]byte, 2)
	_, _ = rand.Read(b)
	name := adjectives[int(b[0])%len(adjectives)] + "_" + people[int(b[1])%len(people)]
	if try > 0 {
		name += fmt.Sprint(try)
	}
	return name
}
