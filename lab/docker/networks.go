package docker

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/docker/api/types/filters"
	"github.com/docker/docker/api/types/network"
	"github.com/spf13/pflag"
)

// NetworkCreate is `docker network create`.
type NetworkCreate struct {
	Name                        string
	Driver, IPAMDriver          string
	Options, Labels, AuxAddress []string // KEY=VALUE
	Internal, IPv6, Attachable  bool
	Subnets, Gateways, IPRanges []string
}

// Args are the command's words.
func (c *NetworkCreate) Args() []string { return wordsOf(c) }
func (c *NetworkCreate) String() string { return lineOf(c.Args()) }
func (c *NetworkCreate) name() string   { return "network create" }
func (c *NetworkCreate) options(f *pflag.FlagSet) {
	f.StringVarP(&c.Driver, "driver", "d", c.Driver, "Driver to manage the Network")
	f.VarP(mapping{list{&c.Options, "map", nil}}, "opt", "o", "Set driver specific options")
	f.Var(list{&c.Labels, "list", checkLabel}, "label", "Set metadata on a network")
	f.BoolVar(&c.Internal, "internal", c.Internal, "Restrict external access to the network")
	f.BoolVar(&c.IPv6, "ipv6", c.IPv6, "Enable IPv6 networking")
	f.BoolVar(&c.Attachable, "attachable", c.Attachable, "Enable manual container attachment")
	f.StringVar(&c.IPAMDriver, "ipam-driver", c.IPAMDriver, "IP Address Management Driver")
	f.Var(commas{&c.Subnets}, "subnet", "Subnet in CIDR format that represents a network segment")
	f.Var(commas{&c.IPRanges}, "ip-range", "Allocate container ip from a sub-range")
	f.Var(commas{&c.Gateways}, "gateway", "IPv4 or IPv6 Gateway for the master subnet")
	f.Var(mapping{list{&c.AuxAddress, "map", nil}}, "aux-address", "Auxiliary IPv4 or IPv6 addresses used by Network driver")
}
func (c *NetworkCreate) take(operands []string) { c.Name = operands[0] }
func (c *NetworkCreate) operands() []string     { return []string{c.Name} }
func (c *NetworkCreate) run(ctx context.Context, s *session) error {
	config, err := c.ipam()
	if err != nil {
		return err
	}
	made, err := s.engine.NetworkCreate(ctx, c.Name, network.CreateOptions{
		Driver: c.Driver, Options: pairs(c.Options), Labels: pairs(c.Labels),
		Internal: c.Internal, EnableIPv6: &c.IPv6, Attachable: c.Attachable,
		IPAM: &network.IPAM{Driver: c.IPAMDriver, Config: config, Options: map[string]string{}},
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, made.ID)
	return nil
}

// ipam puts together the subnets with their ranges, gateways and other addresses.
func (c *NetworkCreate) ipam() ([]network.IPAMConfig, error) {
	if len(c.Subnets) < len(c.IPRanges) || len(c.Subnets) < len(c.Gateways) {
		return nil, errors.New("every ip-range or gateway must have a corresponding subnet")
	}
	configs := []network.IPAMConfig{}
	for _, subnet := range c.Subnets {
		for _, other := range configs {
			inside, err := holds(subnet, other.Subnet)
			if err != nil {
				return nil, err
			}
			around, err := holds(other.Subnet, subnet)
			if err != nil {
				return nil, err
			}
			if inside || around {
				return nil, errors.New("multiple overlapping subnet configuration is not supported")
			}
		}
		configs = append(configs, network.IPAMConfig{Subnet: subnet, AuxAddress: map[string]string{}})
	}
	for _, r := range c.IPRanges {
		err := place(configs, "range", r, func(p *network.IPAMConfig) error {
			if p.IPRange != "" {
				return fmt.Errorf("cannot configure multiple ranges (%s, %s) on the same subnet (%s)", r, p.IPRange, p.Subnet)
			}
			p.IPRange = r
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, g := range c.Gateways {
		err := place(configs, "gateway", g, func(p *network.IPAMConfig) error {
			if p.Gateway != "" {
				return fmt.Errorf("cannot configure multiple gateways (%s, %s) for the same subnet (%s)", g, p.Gateway, p.Subnet)
			}
			p.Gateway = g
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for name, a := range pairs(c.AuxAddress) {
		err := place(configs, "aux-address", a, func(p *network.IPAMConfig) error { p.AuxAddress[name] = a; return nil })
		if err != nil {
			return nil, err
		}
	}
	return configs, nil
}

// place sets a value in the subnets that have it in them, of which there must be one.
func place(configs []network.IPAMConfig, kind, value string, set func(*network.IPAMConfig) error) error {
	found := false
	for i := range configs {
		ok, err := holds(configs[i].Subnet, value)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		found = true
		if err := set(&configs[i]); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("no matching subnet for %s %s", kind, value)
	}
	return nil
}

// holds tells whether a subnet has an address, or the beginning of another subnet, in it.
func holds(subnet, value string) (bool, error) {
	_, s, err := net.ParseCIDR(subnet)
	if err != nil {
		return false, fmt.Errorf("invalid subnet: %w", err)
	}
	ip := net.ParseIP(value)
	if strings.Contains(value, "/") {
		if ip, _, err = net.ParseCIDR(value); err != nil {
			return false, err
		}
	}
	return s.Contains(ip), nil
}

// NetworkConnect is `docker network connect`.
type NetworkConnect struct {
	IP, IP6            string
	Aliases            []string
	Links              []string
	LinkLocalIPs       []string
	DriverOpts         []string // KEY=VALUE
	Network, Container string
}

// Args are the command's words.
func (c *NetworkConnect) Args() []string { return wordsOf(c) }
func (c *NetworkConnect) String() string { return lineOf(c.Args()) }
func (c *NetworkConnect) name() string   { return "network connect" }
func (c *NetworkConnect) options(f *pflag.FlagSet) {
	f.StringVar(&c.IP, "ip", c.IP, "IPv4 address (e.g., 172.30.100.104)")
	f.StringVar(&c.IP6, "ip6", c.IP6, "IPv6 address (e.g., 2001:db8::33)")
	f.Var(list{&c.Links, "list", nil}, "link", "Add link to another container")
	f.Var(commas{&c.LinkLocalIPs}, "link-local-ip", "Add a link-local address for the container")
	f.Var(commas{&c.Aliases}, "alias", "Add network-scoped alias for the container")
	f.Var(commas{&c.DriverOpts}, "driver-opt", "driver options for the network")
}
func (c *NetworkConnect) take(operands []string) { c.Network, c.Container = operands[0], operands[1] }
func (c *NetworkConnect) operands() []string     { return []string{c.Network, c.Container} }
func (c *NetworkConnect) run(ctx context.Context, s *session) error {
	for _, o := range c.DriverOpts {
		if !strings.Contains(o, "=") {
			return errors.New("invalid key/value pair format in driver options")
		}
	}
	return s.engine.NetworkConnect(ctx, c.Network, c.Container, &network.EndpointSettings{
		IPAMConfig: &network.EndpointIPAMConfig{IPv4Address: c.IP, IPv6Address: c.IP6, LinkLocalIPs: c.LinkLocalIPs},
		Links:      c.Links, Aliases: c.Aliases, DriverOpts: pairs(c.DriverOpts),
	})
}

// NetworkDisconnect is `docker network disconnect`.
type NetworkDisconnect struct {
	Force              bool
	Network, Container string
}

// Args are the command's words.
func (c *NetworkDisconnect) Args() []string { return wordsOf(c) }
func (c *NetworkDisconnect) String() string { return lineOf(c.Args()) }
func (c *NetworkDisconnect) name() string   { return "network disconnect" }
func (c *NetworkDisconnect) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Force, "force", "f", c.Force, "Force the container to disconnect from a network")
}
func (c *NetworkDisconnect) take(operands []string) {
	c.Network, c.Container = operands[0], operands[1]
}
func (c *NetworkDisconnect) operands() []string { return []string{c.Network, c.Container} }
func (c *NetworkDisconnect) run(ctx context.Context, s *session) error {
	return s.engine.NetworkDisconnect(ctx, c.Network, c.Container, c.Force)
}

// NetworkRemove is `docker network rm`.
type NetworkRemove struct{ Networks []string }

// Args are the command's words.
func (c *NetworkRemove) Args() []string           { return wordsOf(c) }
func (c *NetworkRemove) String() string           { return lineOf(c.Args()) }
func (c *NetworkRemove) name() string             { return "network rm" }
func (c *NetworkRemove) options(f *pflag.FlagSet) {}
func (c *NetworkRemove) take(operands []string)   { c.Networks = operands }
func (c *NetworkRemove) operands() []string       { return c.Networks }
func (c *NetworkRemove) run(ctx context.Context, s *session) error {
	var failed error
	for _, name := range c.Networks {
		if err := s.engine.NetworkRemove(ctx, name); err != nil {
			fmt.Fprintln(s.err, missing(err, "network", name))
			failed = &failure{status: 1}
			continue
		}
		fmt.Fprintln(s.out, name)
	}
	return failed
}

// NetworkPrune is `docker network prune`.
type NetworkPrune struct {
	Force   bool
	Filters []string
}

// Args are the command's words.
func (c *NetworkPrune) Args() []string { return wordsOf(c) }
func (c *NetworkPrune) String() string { return lineOf(c.Args()) }
func (c *NetworkPrune) name() string   { return "network prune" }
func (c *NetworkPrune) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Force, "force", "f", c.Force, "Do not prompt for confirmation")
	f.Var(filter(&c.Filters), "filter", "Provide filter values (e.g. 'until=<timestamp>')")
}
func (c *NetworkPrune) take([]string)      {}
func (c *NetworkPrune) operands() []string { return nil }
func (c *NetworkPrune) run(ctx context.Context, s *session) error {
	if !c.Force {
		fmt.Fprint(s.out, "WARNING! This will remove all custom networks not used by at least one container.\n"+
			"Are you sure you want to continue? [y/N] ")
		var answer string
		// No answer is no.
		_, _ = fmt.Fscanln(s.in, &answer)
		if !strings.EqualFold(answer, "y") {
			return nil
		}
	}
	deleted, err := s.prune(ctx, filtersOf(c.Filters))
	if err != nil {
		return err
	}
	if len(deleted) > 0 {
		fmt.Fprintf(s.out, "Deleted Networks:\n%s\n\n", strings.Join(deleted, "\n"))
	}
	return nil
}

// prune removes the networks without containers, by the engine's own prune if it has one, and gives their names.
func (s *session) prune(ctx context.Context, which filters.Args) ([]string, error) {
	if e, ok := s.engine.(interface {
		NetworksPrune(context.Context, filters.Args) (network.PruneReport, error)
	}); ok {
		report, err := e.NetworksPrune(ctx, which)
		return report.NetworksDeleted, err
	}
	all, err := s.engine.NetworkList(ctx, network.ListOptions{Filters: which})
	if err != nil {
		return nil, err
	}
	var deleted []string
	for _, n := range all {
		if slices.Contains([]string{"bridge", "host", "none"}, n.Name) {
			continue
		}
		of, err := s.engine.NetworkInspect(ctx, n.ID, network.InspectOptions{})
		if err != nil {
			return deleted, err
		}
		if len(of.Containers) > 0 {
			continue
		}
		if err := s.engine.NetworkRemove(ctx, n.ID); err != nil {
			return deleted, err
		}
		deleted = append(deleted, n.Name)
	}
	return deleted, nil
}

// NetworkList is `docker network ls`.
type NetworkList struct {
	Quiet, NoTrunc bool
	Format         string
	Filters        []string
}

// Args are the command's words.
func (c *NetworkList) Args() []string { return wordsOf(c) }
func (c *NetworkList) String() string { return lineOf(c.Args()) }
func (c *NetworkList) name() string   { return "network ls" }
func (c *NetworkList) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Quiet, "quiet", "q", c.Quiet, "Only display network IDs")
	f.BoolVar(&c.NoTrunc, "no-trunc", c.NoTrunc, "Do not truncate the output")
	f.StringVar(&c.Format, "format", c.Format, "Pretty-print networks using a Go template")
	f.VarP(filter(&c.Filters), "filter", "f", "Provide filter values (e.g. 'driver=bridge')")
}
func (c *NetworkList) take([]string)      {}
func (c *NetworkList) operands() []string { return nil }

func (c *NetworkList) run(ctx context.Context, s *session) error {
	all, err := s.engine.NetworkList(ctx, network.ListOptions{Filters: filtersOf(c.Filters)})
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b network.Summary) int { return natural(a.Name, b.Name) })
	var rows []networkRow
	for _, n := range all {
		r := networkRow{
			ID: n.ID, Name: n.Name, Driver: n.Driver, Scope: n.Scope, IPv6: strconv.FormatBool(n.EnableIPv6),
			Internal: strconv.FormatBool(n.Internal), Labels: joinLabels(n.Labels), CreatedAt: n.Created.String(),
			label: func(name string) string { return n.Labels[name] },
		}
		if !c.NoTrunc {
			r.ID = short(n.ID)
		}
		rows = append(rows, r)
	}
	l := networkListing()
	return l.write(s.out, l.format(c.Format, c.Quiet), rows)
}

// networkRow is what a template of `docker network ls` sees of a network.
type networkRow struct {
	CreatedAt, Driver, ID, IPv6, Internal, Labels, Name, Scope string

	label func(name string) string
}

// Label is the value of one label.
func (r networkRow) Label(name string) string { return r.label(name) }

func networkListing() listing[networkRow] {
	return listing[networkRow]{
		table: "{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}",
		raw:   "network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n",
		head: networkRow{
			ID: "NETWORK ID", Name: "NAME", Driver: "DRIVER", Scope: "SCOPE", IPv6: "IPV6", Internal: "INTERNAL", Labels: "LABELS",
			CreatedAt: "CREATED AT", label: labelHeading,
		},
	}
}

// natural orders names as people do: numbers in them by their value.
func natural(a, b string) int {
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	number := func(s string) (digits, rest string) {
		i := 0
		for i < len(s) && digit(s[i]) {
			i++
		}
		return strings.TrimLeft(s[:i], "0"), s[i:]
	}
	for a != "" && b != "" {
		if digit(a[0]) && digit(b[0]) {
			m, restA := number(a)
			n, restB := number(b)
			if len(m) != len(n) {
				return len(m) - len(n)
			}
			if m != n {
				return strings.Compare(m, n)
			}
			a, b = restA, restB
			continue
		}
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}
