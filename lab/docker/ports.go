package docker

import (
	"encoding/csv"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/go-connections/nat"
)

// ports are the ports that --publish and --expose name.
func (m *Making) ports() (nat.PortSet, nat.PortMap, error) {
	var specs []string
	for _, p := range m.Publish {
		spec, err := publishSpec(p)
		if err != nil {
			return nil, nil, err
		}
		specs = append(specs, spec)
	}
	ports, bindings, err := nat.ParsePortSpecs(specs)
	if err != nil {
		return nil, nil, portError(err)
	}
	for _, e := range m.Expose {
		if strings.Contains(e, ":") {
			return nil, nil, fmt.Errorf("invalid port format for --expose: %s", e)
		}
		protocol, numbers := nat.SplitProtoPort(e)
		first, last, err := nat.ParsePortRange(numbers)
		if err != nil {
			return nil, nil, fmt.Errorf("invalid range format for --expose: %s, error: %w", e, rangeError(numbers))
		}
		for n := first; n <= last; n++ {
			ports[nat.Port(strconv.FormatUint(n, 10)+"/"+protocol)] = struct{}{}
		}
	}
	return ports, bindings, nil
}

// publishSpec turns the long form published=8080,target=80,protocol=tcp into the short one.
func publishSpec(spec string) (string, error) {
	if !strings.Contains(spec, "=") {
		return spec, nil
	}
	words := map[string]string{"protocol": "tcp"}
	for word := range strings.SplitSeq(spec, ",") {
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			return "", fmt.Errorf("invalid publish opts format (should be name=value but got '%s')", word)
		}
		value, _, _ = strings.Cut(value, "=")
		words[key] = value
	}
	return fmt.Sprintf("%s:%s/%s", words["published"], words["target"], words["protocol"]), nil
}

// portError says go-connections' errors in the words of docker 20.10, whose go-connections wrote them with a capital.
func portError(err error) error {
	text := err.Error()
	if ip, ok := strings.CutPrefix(text, "invalid IP address: "); ok {
		if _, _, err := net.SplitHostPort(ip + ":"); err != nil {
			return fmt.Errorf("Invalid ip address %s: %w", ip, err)
		}
		return errors.New("Invalid ip address: " + ip)
	}
	for now, then := range map[string]string{
		"invalid containerPort: ":  "Invalid containerPort: ",
		"invalid hostPort: ":       "Invalid hostPort: ",
		"invalid proto: ":          "Invalid proto: ",
		"invalid ranges specified": "Invalid ranges specified",
		"no port specified: ":      "No port specified: ",
		"invalid IP address ":      "Invalid ip address ",
	} {
		if rest, ok := strings.CutPrefix(text, now); ok {
			return errors.New(then + rest)
		}
	}
	return err
}

// rangeError is what docker 20.10 said of a range of ports that it could not read.
func rangeError(numbers string) error {
	if numbers == "" {
		return errors.New("empty string specified for ports")
	}
	first, last, _ := strings.Cut(numbers, "-")
	for _, n := range []string{first, last} {
		if n == "" && last == "" {
			continue
		}
		if _, wrong := strconv.ParseUint(n, 10, 16); wrong != nil {
			return wrong
		}
	}
	return fmt.Errorf("Invalid range specified for the Port: %s", numbers)
}

// attachment is one --network, short or long: name=X,alias=Y,ip=Z.
type attachment struct {
	target     string
	aliases    []string
	ip, ip6    string
	driverOpts map[string]string
}

func parseAttachment(value string) (attachment, error) {
	if !regexp.MustCompile(`\w+=\w+(,\w+=\w+)*`).MatchString(value) {
		return attachment{target: value}, nil
	}
	fields, err := csv.NewReader(strings.NewReader(value)).Read()
	if err != nil {
		return attachment{}, err
	}
	var a attachment
	for _, field := range fields {
		key, v, ok := strings.Cut(field, "=")
		if !ok {
			return attachment{}, fmt.Errorf("invalid field %s", field)
		}
		v = strings.TrimSpace(strings.ToLower(v))
		switch key = strings.TrimSpace(strings.ToLower(key)); key {
		case "name":
			a.target = v
		case "alias":
			a.aliases = append(a.aliases, v)
		case "ip":
			a.ip = v
		case "ip6":
			a.ip6 = v
		case "driver-opt":
			name, setting, ok := strings.Cut(v, "=")
			if !ok {
				return attachment{}, errors.New("invalid key value pair format in driver options")
			}
			if a.driverOpts == nil {
				a.driverOpts = map[string]string{}
			}
			a.driverOpts[strings.TrimSpace(name)] = strings.TrimSpace(setting)
		default:
			return attachment{}, fmt.Errorf("invalid field key %s", key)
		}
	}
	if a.target == "" {
		return attachment{}, errors.New("network name/id is not specified")
	}
	return a, nil
}

func checkNetwork(value string) (string, error) {
	_, err := parseAttachment(value)
	return value, err
}

// mode is the network mode: the first of the networks.
func (m *Making) mode() string {
	if len(m.Network) == 0 {
		return "default"
	}
	a, err := parseAttachment(m.Network[0])
	if err != nil {
		return m.Network[0]
	}
	return a.target
}

// endpoints are the settings of each network that say more than its name.
func (m *Making) endpoints() (map[string]*network.EndpointSettings, error) {
	all := map[string]*network.EndpointSettings{}
	var own, predefined bool
	for i, value := range m.Network {
		a, err := parseAttachment(value)
		if err != nil {
			return nil, err
		}
		user := container.NetworkMode(a.target).IsUserDefined()
		own, predefined = own || user, predefined || !user
		if i == 0 {
			if err := m.complete(&a); err != nil {
				return nil, err
			}
		}
		switch {
		case strings.TrimSpace(a.target) == "":
			return nil, errors.New("no name set for network")
		case !user && len(a.aliases) > 0:
			return nil, errors.New("network-scoped aliases are only supported for user-defined networks")
		case !user && i == 0 && len(m.Link) > 0:
			return nil, errors.New("links are only supported for user-defined networks")
		case all[a.target] != nil:
			return nil, fmt.Errorf("network %q is specified multiple times", a.target)
		}
		settings := &network.EndpointSettings{Aliases: a.aliases, DriverOpts: a.driverOpts}
		if i == 0 {
			settings.Links = m.Link
		}
		if a.ip != "" || a.ip6 != "" {
			settings.IPAMConfig = &network.EndpointIPAMConfig{IPv4Address: a.ip, IPv6Address: a.ip6}
		}
		bare := len(settings.Aliases) == 0 && len(settings.Links) == 0 && settings.DriverOpts == nil && settings.IPAMConfig == nil
		if len(m.Network) == 1 && bare {
			continue
		}
		all[a.target] = settings
	}
	if own && predefined {
		return nil, errors.New("conflicting options: cannot attach both user-defined and non-user-defined network-modes")
	}
	return all, nil
}

// complete gives the first network what the options --network-alias, --ip and --ip6 say.
func (m *Making) complete(a *attachment) error {
	switch {
	case len(a.aliases) > 0 && len(m.NetworkAlias) > 0:
		return errors.New("conflicting options: cannot specify both --network-alias and per-network alias")
	case a.ip != "" && m.IP != "":
		return errors.New("conflicting options: cannot specify both --ip and per-network IPv4 address")
	case a.ip6 != "" && m.IP6 != "":
		return errors.New("conflicting options: cannot specify both --ip6 and per-network IPv6 address")
	}
	if len(m.NetworkAlias) > 0 {
		a.aliases = m.NetworkAlias
	}
	if m.IP != "" {
		a.ip = m.IP
	}
	if m.IP6 != "" {
		a.ip6 = m.IP6
	}
	return nil
}
