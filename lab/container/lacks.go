//go:build linux

package container

import (
	"maps"
	"slices"
	"strings"

	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
)

// given is an option, and whether it asks for more than what is so anyway.
type given struct {
	option string
	more   bool
}

// lacking gives the first option that asks for more as an error, nil if none does.
func lacking(options []given) error {
	i := slices.IndexFunc(options, func(o given) bool { return o.more })
	if i < 0 {
		return nil
	}
	return &NotBuiltIn{options[i].option}
}

// lackedBy refuses what a container of the built-in engine cannot be.
func lackedBy(c *api.Config, h *api.HostConfig, ends *network.NetworkingConfig) error {
	options := []given{
		{"--user", !isRoot(c.User)}, {"--domainname", c.Domainname != ""}, {"--init", h.Init != nil && *h.Init},
		{"--restart " + string(h.RestartPolicy.Name), h.RestartPolicy.Name != "" && !h.RestartPolicy.IsNone()},
		{"--pid", h.PidMode != ""}, {"--ipc", h.IpcMode != "" && h.IpcMode != "private"}, {"--uts", h.UTSMode != ""}, {"--link", len(h.Links) > 0},
	}
	for _, o := range h.SecurityOpt {
		// There is nothing to be confined by.
		options = append(options, given{"--security-opt " + o, !strings.HasSuffix(o, "=unconfined") && o != "label=disable"})
	}
	for _, key := range slices.Sorted(maps.Keys(h.Sysctls)) {
		options = append(options, given{"--sysctl " + key, !strings.HasPrefix(key, "net.")})
	}
	if ends != nil {
		for _, name := range slices.Sorted(maps.Keys(ends.EndpointsConfig)) {
			options = append(options, ofEnd(ends.EndpointsConfig[name])...)
		}
	}
	return lacking(options)
}

// isRoot tells whether a user is the one that there is.
func isRoot(user string) bool {
	name, group, _ := strings.Cut(user, ":")
	root := func(word string) bool { return word == "" || word == "0" || word == "root" }
	return root(name) && root(group)
}

// ofEnd are the options of a container's end in a network.
func ofEnd(s *network.EndpointSettings) []given {
	if s == nil {
		return nil
	}
	options := []given{{"--link", len(s.Links) > 0}, {"--driver-opt", len(s.DriverOpts) > 0}}
	if a := s.IPAMConfig; a != nil {
		options = append(options, given{"--ip6", a.IPv6Address != ""}, given{"--link-local-ip", len(a.LinkLocalIPs) > 0})
	}
	return options
}

// lackedByNetwork refuses what a network of the built-in engine cannot be.
func lackedByNetwork(o network.CreateOptions) error {
	options := []given{
		{"--ipv6", o.EnableIPv6 != nil && *o.EnableIPv6}, {"--attachable", o.Attachable}, {"--ingress", o.Ingress},
		{"--config-only", o.ConfigOnly}, {"--config-from", o.ConfigFrom != nil},
	}
	for _, key := range slices.Sorted(maps.Keys(o.Options)) {
		// What no driver knows, Docker takes and does nothing with.
		known := strings.HasPrefix(key, "com.docker.network.") && key != bridgeName
		options = append(options, given{"--opt " + key, known})
	}
	if i := o.IPAM; i != nil {
		options = append(options, given{"--ipam-driver", i.Driver != "" && i.Driver != "default"}, given{"a second --subnet", len(i.Config) > 1})
		for _, c := range i.Config {
			options = append(options, given{"--aux-address", len(c.AuxAddress) > 0})
		}
	}
	return lacking(options)
}
