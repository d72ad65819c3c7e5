package docker

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/distribution/reference"
	"github.com/docker/docker/api/types/blkiodev"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/docker/api/types/strslice"
	"github.com/docker/go-connections/nat"
	"github.com/spf13/pflag"
)

// Making is what `docker run` and `docker create` make a container from; the fields are docker's long options.
type Making struct {
	Name  string
	Image string
	Cmd   []string

	Attach      []string // stdin, stdout, stderr; none is both outputs
	Interactive bool
	TTY         bool
	AutoRemove  bool // --rm
	Env         []string
	Entrypoint  *string // nil: the image's; empty: none
	Workdir     string
	User        string
	Hostname    string
	Domainname  string
	Labels      []string
	Init        bool
	ReadOnly    bool
	Restart     string
	StopSignal  string
	StopTimeout *int // seconds

	Privileged  bool
	CapAdd      []string
	CapDrop     []string
	SecurityOpt []string
	Sysctls     []string
	PID         string
	IPC         string
	UTS         string

	Network      []string
	NetworkAlias []string
	IP           string
	IP6          string
	MACAddress   string
	Publish      []string
	PublishAll   bool
	Expose       []string
	DNS          []string
	DNSOption    []string
	DNSSearch    []string
	AddHost      []string
	Link         []string
}

// defaults are the options that are not empty where they are not given.
func defaults() Making { return Making{Restart: "no"} }

func (m *Making) options(f *pflag.FlagSet) {
	f.StringVar(&m.Name, "name", m.Name, "Assign a name to the container")
	f.VarP(list{&m.Attach, "list", checkStream}, "attach", "a", "Attach to STDIN, STDOUT or STDERR")
	f.BoolVarP(&m.Interactive, "interactive", "i", m.Interactive, "Keep STDIN open even if not attached")
	f.BoolVarP(&m.TTY, "tty", "t", m.TTY, "Allocate a pseudo-TTY")
	f.BoolVar(&m.AutoRemove, "rm", m.AutoRemove, "Automatically remove the container when it exits")
	f.VarP(list{&m.Env, "list", checkEnv}, "env", "e", "Set environment variables")
	f.Var(optionalString(&m.Entrypoint), "entrypoint", "Overwrite the default ENTRYPOINT of the image")
	f.StringVarP(&m.Workdir, "workdir", "w", m.Workdir, "Working directory inside the container")
	f.StringVarP(&m.User, "user", "u", m.User, "Username or UID (format: <name|uid>[:<group|gid>])")
	f.StringVarP(&m.Hostname, "hostname", "h", m.Hostname, "Container host name")
	f.StringVar(&m.Domainname, "domainname", m.Domainname, "Container NIS domain name")
	f.VarP(list{&m.Labels, "list", checkLabel}, "label", "l", "Set meta data on a container")
	f.BoolVar(&m.Init, "init", m.Init, "Run an init inside the container that forwards signals and reaps processes")
	f.BoolVar(&m.ReadOnly, "read-only", m.ReadOnly, "Mount the container's root filesystem as read only")
	f.StringVar(&m.Restart, "restart", m.Restart, "Restart policy to apply when a container exits")
	f.StringVar(&m.StopSignal, "stop-signal", m.StopSignal, "Signal to stop a container")
	f.Var(optionalInt(&m.StopTimeout), "stop-timeout", "Timeout (in seconds) to stop a container")

	f.BoolVar(&m.Privileged, "privileged", m.Privileged, "Give extended privileges to this container")
	f.Var(list{&m.CapAdd, "list", nil}, "cap-add", "Add Linux capabilities")
	f.Var(list{&m.CapDrop, "list", nil}, "cap-drop", "Drop Linux capabilities")
	f.Var(list{&m.SecurityOpt, "list", nil}, "security-opt", "Security Options")
	f.Var(mapping{list{&m.Sysctls, "map", checkSysctl}}, "sysctl", "Sysctl options")
	f.StringVar(&m.PID, "pid", m.PID, "PID namespace to use")
	f.StringVar(&m.IPC, "ipc", m.IPC, "IPC mode to use")
	f.StringVar(&m.UTS, "uts", m.UTS, "UTS namespace to use")
	m.networkOptions(f)
	refuseOptions(f)
}

// refuseOptions names the options that docker has and the lab has not, so that nobody takes them for misspelt.
func refuseOptions(f *pflag.FlagSet) {
	files := errors.New("a container of a lab has its own small root, and none of the machine's files")
	for _, name := range strings.Fields(`volume/v mount volumes-from volume-driver tmpfs device env-file label-file cidfile
		storage-opt`) {
		refuseOption(f, name, files)
	}
	groups := errors.New("a lab limits no resources")
	for _, name := range strings.Fields(`blkio-weight blkio-weight-device cgroup-parent cgroupns cpu-period cpu-quota cpu-rt-period
		cpu-rt-runtime cpu-shares/c cpus cpuset-cpus cpuset-mems device-cgroup-rule device-read-bps device-read-iops device-write-bps
		device-write-iops gpus kernel-memory memory/m memory-reservation memory-swap memory-swappiness oom-score-adj pids-limit
		shm-size ulimit`) {
		refuseOption(f, name, groups)
	}
	others := errors.New("the lab does not have this option of docker")
	for _, name := range strings.Fields(`detach-keys group-add health-cmd health-interval health-retries health-start-period
		health-timeout isolation link-local-ip log-driver log-opt platform pull runtime userns`) {
		refuseOption(f, name, others)
	}
	for _, name := range []string{"disable-content-trust", "no-healthcheck", "oom-kill-disable", "sig-proxy"} {
		refuseOption(f, name, others)
		f.Lookup(name).NoOptDefVal = "true"
	}
}

// refuseOption refuses an option, NAME or NAME/LETTER, with a reason.
func refuseOption(f *pflag.FlagSet, name string, reason error) {
	name, letter, _ := strings.Cut(name, "/")
	f.VarP(list{new([]string), "list", func(string) (string, error) { return "", reason }}, name, letter, "")
	// The error says that there is no such flag.
	_ = f.MarkHidden(name)
}

func (m *Making) networkOptions(f *pflag.FlagSet) {
	net, alias := list{&m.Network, "network", checkNetwork}, list{&m.NetworkAlias, "list", nil}
	f.Var(net, "network", "Connect a container to a network")
	f.Var(net, "net", "Connect a container to a network")
	f.Var(alias, "network-alias", "Add network-scoped alias for the container")
	f.Var(alias, "net-alias", "Add network-scoped alias for the container")
	f.StringVar(&m.IP, "ip", m.IP, "IPv4 address (e.g., 172.30.100.104)")
	f.StringVar(&m.IP6, "ip6", m.IP6, "IPv6 address (e.g., 2001:db8::33)")
	f.StringVar(&m.MACAddress, "mac-address", m.MACAddress, "Container MAC address (e.g., 92:d0:c6:0a:29:33)")
	f.VarP(list{&m.Publish, "list", nil}, "publish", "p", "Publish a container's port(s) to the host")
	f.BoolVarP(&m.PublishAll, "publish-all", "P", m.PublishAll, "Publish all exposed ports to random ports")
	f.Var(list{&m.Expose, "list", nil}, "expose", "Expose a port or a range of ports")
	f.Var(list{&m.DNS, "list", checkAddress}, "dns", "Set custom DNS servers")
	options := list{&m.DNSOption, "list", nil}
	f.Var(options, "dns-option", "Set DNS options")
	f.Var(options, "dns-opt", "Set DNS options")
	f.Var(list{&m.DNSSearch, "list", nil}, "dns-search", "Set custom DNS search domains")
	f.Var(list{&m.AddHost, "list", checkHost}, "add-host", "Add a custom host-to-IP mapping (host:ip)")
	f.Var(list{&m.Link, "list", nil}, "link", "Add link to another container")
	for _, old := range []string{"net", "net-alias", "dns-opt"} {
		// The error says that there is no such flag.
		_ = f.MarkHidden(old)
	}
}

func (m *Making) take(operands []string) { m.Image, m.Cmd = operands[0], slices.Clone(operands[1:]) }

func (m *Making) operands() []string { return append([]string{m.Image}, m.Cmd...) }

// request is what the engine is asked to make.
type request struct {
	config     *container.Config
	host       *container.HostConfig
	networking *network.NetworkingConfig
}

// request gives docker's own request for these options, or docker's words on what is wrong with them. env finds the value of a
// variable that was named alone.
func (m *Making) request(env func(string) (string, bool)) (request, error) {
	if m.MACAddress != "" {
		if _, err := net.ParseMAC(strings.TrimSpace(m.MACAddress)); err != nil {
			return request{}, fmt.Errorf("%s is not a valid mac address", m.MACAddress)
		}
	}
	ports, bindings, err := m.ports()
	if err != nil {
		return request{}, err
	}
	restart, err := restartPolicy(m.Restart)
	if err != nil {
		return request{}, err
	}
	if m.AutoRemove && !restart.IsNone() {
		return request{}, errors.New("Conflicting options: --restart and --rm")
	}
	endpoints, err := m.endpoints()
	if err != nil {
		return request{}, err
	}
	return request{m.config(ports, env), m.hostConfig(bindings, restart), &network.NetworkingConfig{EndpointsConfig: endpoints}}, nil
}

func (m *Making) config(ports nat.PortSet, env func(string) (string, bool)) *container.Config {
	stream := func(name string) bool { return slices.Contains(m.Attach, name) }
	c := &container.Config{
		Hostname: m.Hostname, Domainname: m.Domainname, User: m.User, ExposedPorts: ports,
		Tty: m.TTY, OpenStdin: m.Interactive, AttachStdin: m.Interactive || stream("stdin"),
		AttachStdout: len(m.Attach) == 0 || stream("stdout"), AttachStderr: len(m.Attach) == 0 || stream("stderr"),
		Env: withValues(m.Env, env), Cmd: m.Cmd, Image: m.Image, WorkingDir: m.Workdir,
		Labels: pairs(m.Labels), StopSignal: m.StopSignal, StopTimeout: m.StopTimeout,
		//lint:ignore SA1019 engines before API 1.44 know no other place for it
		MacAddress: m.MACAddress,
	}
	if len(m.Cmd) == 0 {
		c.Cmd = nil
	}
	if m.Entrypoint != nil {
		c.Entrypoint = strslice.StrSlice{*m.Entrypoint}
	}
	c.StdinOnce = c.OpenStdin && c.AttachStdin
	return c
}

// withValues gives each variable that was named alone the value that it has where docker was called, as docker does.
func withValues(names []string, env func(string) (string, bool)) []string {
	var list []string
	for _, v := range names {
		if !strings.Contains(v, "=") && env != nil {
			if value, ok := env(v); ok {
				v += "=" + value
			}
		}
		list = append(list, v)
	}
	return list
}

func (m *Making) hostConfig(bindings nat.PortMap, restart container.RestartPolicy) *container.HostConfig {
	none := func(l []string) []string { return append([]string{}, l...) }
	swappiness, oom, pids := int64(-1), false, int64(0)
	h := &container.HostConfig{
		AutoRemove: m.AutoRemove, Privileged: m.Privileged, PortBindings: bindings, PublishAllPorts: m.PublishAll, Links: m.Link,
		DNS: none(m.DNS), DNSOptions: none(m.DNSOption), DNSSearch: none(m.DNSSearch), ExtraHosts: m.AddHost,
		NetworkMode: container.NetworkMode(m.mode()), PidMode: container.PidMode(m.PID), IpcMode: container.IpcMode(m.IPC),
		UTSMode: container.UTSMode(m.UTS), CapAdd: m.CapAdd, CapDrop: m.CapDrop, SecurityOpt: m.SecurityOpt,
		RestartPolicy: restart, ReadonlyRootfs: m.ReadOnly, Sysctls: pairs(m.Sysctls),
		LogConfig: container.LogConfig{Config: map[string]string{}},
		Resources: container.Resources{
			BlkioWeightDevice: []*blkiodev.WeightDevice{}, Devices: []container.DeviceMapping{},
			MemorySwappiness: &swappiness, OomKillDisable: &oom, PidsLimit: &pids,
		},
	}
	if m.Init {
		h.Init = &m.Init
	}
	return h
}

func restartPolicy(policy string) (container.RestartPolicy, error) {
	name, count, counted := strings.Cut(policy, ":")
	p := container.RestartPolicy{Name: container.RestartPolicyMode(name)}
	if strings.Contains(count, ":") {
		return p, errors.New("invalid restart policy format")
	}
	if counted {
		n, err := strconv.Atoi(count)
		if err != nil {
			return p, errors.New("maximum retry count must be an integer")
		}
		p.MaximumRetryCount = n
	}
	return p, nil
}

// checkImage refuses what is no name of an image.
func checkImage(name string) error {
	if _, err := reference.ParseAnyReference(name); err != nil {
		text := err.Error()
		if strings.HasSuffix(text, "must be lowercase") {
			text = "invalid reference format: repository name must be lowercase"
		}
		return errors.New(text)
	}
	return nil
}
