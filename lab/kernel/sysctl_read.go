//go:build linux

package kernel

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
	"vethlab/lab/topo"
)

// freshSysctls are the values that the kernel gives a new namespace, read once from one that is made for it: they depend on the
// machine (net.core.devconf_inherit_init_net), not on the lab.
type freshSysctls struct {
	once   sync.Once
	values []string
	err    error
}

func (f *freshSysctls) read() ([]string, error) {
	f.once.Do(func() {
		ns, err := netns.New()
		if err != nil {
			f.err = err
			return
		}
		defer ns.Close()
		f.values, f.err = wideSysctls(ns)
	})
	return f.values, f.err
}

// TrustHost says that the host is new, and nobody has changed a sysctl in it yet: by it the Kernel knows what every new namespace is
// given, and need not make one to look. It comes before the first reading.
//
// The host then forwards nothing, as a machine that has just been installed. A new namespace has the setting of the machine's first one
// (inet_init_net), which is another where Docker runs, and a dockerd that finds forwarding on does not close the chain FORWARD.
func (k *Kernel) TrustHost() error {
	h, release, err := k.use(k.host)
	if err != nil {
		return err
	}
	defer release()
	k.fresh.once.Do(func() { k.fresh.values, k.fresh.err = h.wideSysctls(k.host) })
	if k.fresh.err != nil {
		return fmt.Errorf("read the sysctls of a fresh namespace: %w", k.fresh.err)
	}
	if k.fresh.values[0] == "0" {
		return nil
	}
	if err := k.host.Do(func() error { return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("0"), 0) }); err != nil {
		return fmt.Errorf("have the host forward nothing: %w", err)
	}
	if k.hostSysctls, err = h.wideSysctls(k.host); err != nil {
		return fmt.Errorf("read the sysctls of the host: %w", err)
	}
	return nil
}

// usualSysctls are those that a namespace began with.
func (k *Kernel) usualSysctls(ns *netns.Namespace) ([]string, error) {
	if k.hostSysctls != nil && ns.ID() == k.host.ID() {
		return k.hostSysctls, nil
	}
	return k.fresh.read()
}

// wideSysctl is a setting of a whole namespace.
type wideSysctl struct {
	name string
	// follows is the setting that sets this one along, empty for none: net.ipv4.ip_forward sets the default for new links.
	// One that has the value of the other is not told.
	follows string
}

// wideSettings are those that decide how packets pass, and what containers are given (Documentation/networking/ip-sysctl.rst). That of
// forwarding is the first.
// net.ipv4.conf.all.forwarding is left out: it is ip_forward under another name.
func wideSettings() []wideSysctl {
	return []wideSysctl{
		{"net.ipv4.ip_forward", ""}, {"net.ipv4.conf.default.forwarding", "net.ipv4.ip_forward"},
		{"net.ipv4.conf.all.rp_filter", ""}, {"net.ipv4.conf.default.rp_filter", ""},
		{"net.ipv4.conf.all.proxy_arp", ""}, {"net.ipv4.conf.default.proxy_arp", ""},
		{"net.ipv4.conf.all.route_localnet", ""}, {"net.ipv4.conf.default.route_localnet", ""},
		{"net.ipv4.ip_unprivileged_port_start", ""}, {"net.ipv4.ping_group_range", ""},
		{"net.ipv6.conf.all.disable_ipv6", ""}, {"net.ipv6.conf.default.disable_ipv6", "net.ipv6.conf.all.disable_ipv6"},
		{"net.ipv6.conf.all.forwarding", ""}, {"net.ipv6.conf.default.forwarding", "net.ipv6.conf.all.forwarding"},
		{"net.ipv6.conf.all.accept_dad", ""}, {"net.ipv6.conf.default.accept_dad", ""},
		{"net.ipv4.conf.all.arp_ignore", ""}, {"net.ipv4.conf.default.arp_ignore", ""},
		{"net.ipv4.icmp_echo_ignore_all", ""},
	}
}

// linkSysctl is a setting that each link has, by its place in the list that the kernel tells of a link.
type linkSysctl struct {
	family uint16 // AF_INET, AF_INET6
	place  int
	name   string
	wide   int // the place in wideSettings of the value that a new link is given
}

// linkSysctls have the numbers of IPV4_DEVCONF_* less one (ip.h), and DEVCONF_* (ipv6.h).
func linkSysctls() []linkSysctl {
	return []linkSysctl{
		{unix.AF_INET, 0, "forwarding", 1}, {unix.AF_INET, 7, "rp_filter", 3}, {unix.AF_INET, 2, "proxy_arp", 5},
		{unix.AF_INET, 25, "route_localnet", 7}, {unix.AF_INET, 18, "arp_ignore", 17},
		{unix.AF_INET6, 26, "disable_ipv6", 11}, {unix.AF_INET6, 0, "forwarding", 13}, {unix.AF_INET6, 27, "accept_dad", 15},
	}
}

// sysctls gives those of a namespace that differ from a fresh one's, and those of its links that differ from what a new link would
// be given there; nil if none does. A kernel without IPv6 has no settings for it.
func (k *Kernel) sysctls(
	read func(*netns.Namespace) ([]string, error), ns *netns.Namespace, links []topo.Link, settings map[int]linkSettings,
) (map[string]string, error) {
	fresh, err := k.usualSysctls(ns)
	if err != nil {
		return nil, fmt.Errorf("read the sysctls of a fresh namespace: %w", err)
	}
	values, err := read(ns)
	if err != nil {
		return nil, fmt.Errorf("read sysctls: %w", err)
	}
	var found map[string]string
	tell := func(name, value string) {
		if found == nil {
			found = map[string]string{}
		}
		found[name] = value
	}
	of := make(map[string]string, len(values))
	for i, s := range wideSettings() {
		usual := fresh[i]
		if s.follows != "" {
			usual = of[s.follows]
		}
		if of[s.name] = values[i]; values[i] != usual {
			tell(s.name, values[i])
		}
	}
	for _, l := range links {
		tellSettings(l.Name, settings[l.Index], values, tell)
	}
	return found, nil
}

// wideSysctls reads the values of wideSettings, in their order; empty for what the kernel does not have.
func wideSysctls(ns *netns.Namespace) ([]string, error) {
	files, err := openSysctls(ns)
	if err != nil {
		return nil, err
	}
	defer files.close()
	return files.read()
}

// sysctlFiles are the open files of wideSettings in one namespace, -1 for what the kernel does not have. An open one tells the
// settings of the namespace in which it was opened, whoever reads it (proc_sys_lookup of proc_sysctl.c), and does not keep that alive:
// to read it anew costs a tenth of going there.
type sysctlFiles []int

// openSysctls goes to the namespace for that.
func openSysctls(ns *netns.Namespace) (sysctlFiles, error) {
	var files sysctlFiles
	err := ns.Do(func() error {
		for _, s := range wideSettings() {
			fd, err := unix.Open("/proc/sys/"+strings.ReplaceAll(s.name, ".", "/"), unix.O_RDONLY|unix.O_CLOEXEC, 0)
			if err != nil && !errors.Is(err, unix.ENOENT) {
				return fmt.Errorf("open %s: %w", s.name, err)
			}
			files = append(files, fd)
		}
		return nil
	})
	if err != nil {
		files.close()
		return nil, err
	}
	return files, nil
}

func (f sysctlFiles) read() ([]string, error) {
	values := make([]string, len(f))
	var buffer [64]byte
	for i, fd := range f {
		if fd < 0 {
			continue
		}
		n, err := unix.Pread(fd, buffer[:], 0)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", wideSettings()[i].name, err)
		}
		values[i] = string(bytes.TrimSpace(buffer[:n]))
	}
	return values, nil
}

func (f sysctlFiles) close() {
	for _, fd := range f {
		if fd >= 0 {
			unix.Close(fd)
		}
	}
}

// wideSysctls is as the function of that name, but keeps the files open with the handle, unless there are too many already.
func (h *Handle) wideSysctls(ns *netns.Namespace) ([]string, error) {
	h.sysctlsOnce.Do(func() {
		// Who cannot open them now reads them without keeping them, and is told why if that fails too.
		h.sysctlFiles, _ = openSysctls(ns)
	})
	if h.sysctlFiles == nil {
		return wideSysctls(ns)
	}
	return h.sysctlFiles.read()
}

// linkSettings are the settings of a link, by family, as it comes with them (IFLA_AF_SPEC): that is cheaper than a file for each.
type linkSettings map[uint16][]byte

// decodeSettings reads them from an RTM_NEWLINK.
func decodeSettings(message []byte) linkSettings {
	settings := linkSettings{}
	for kind, value := range attributes(message[min(unix.SizeofIfInfomsg, len(message)):]) {
		if kind != unix.IFLA_AF_SPEC {
			continue
		}
		for family, nest := range attributes(value) {
			settings[family] = linkConf(family, nest)
		}
	}
	return settings
}

// tellSettings tells the settings of a link that differ from the defaults among values.
func tellSettings(link string, settings linkSettings, values []string, tell func(name, value string)) {
	for _, s := range linkSysctls() {
		conf := settings[s.family]
		if len(conf) < 4*(s.place+1) || values[s.wide] == "" {
			continue
		}
		value := int32(number32(conf[4*s.place:]))
		// Where no duplicate can be when IPv6 begins on a link, the kernel says so itself (ipv6_add_dev).
		if s.name == "accept_dad" && value == -1 {
			continue
		}
		if text := strconv.Itoa(int(value)); text != values[s.wide] {
			tell(topo.LinkSysctl(s.family == unix.AF_INET6, link, s.name), text)
		}
	}
}

// linkConf is IFLA_INET_CONF or IFLA_INET6_CONF: the list of a link's settings, four bytes each.
func linkConf(family uint16, nest []byte) []byte {
	const inetConf, inet6Conf = 1, 2
	wanted := uint16(inetConf)
	if family == unix.AF_INET6 {
		wanted = inet6Conf
	}
	for kind, value := range attributes(nest) {
		if kind == wanted {
			return value
		}
	}
	return nil
}
