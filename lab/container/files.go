//go:build linux

package container

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
)

// writeFiles writes what stands in the container's /etc, as Docker does.
func (c *record) writeFiles() error {
	if err := os.MkdirAll(c.dir(), 0o755); err != nil {
		return err
	}
	hostname := c.config.Hostname
	if hostname == "" {
		hostname, _ = os.Hostname()
	}
	files := map[string]string{"hostname": hostname + "\n", "hosts": c.hosts(hostname), "resolv.conf": c.resolvConf()}
	for name, text := range files {
		path := filepath.Join(c.dir(), name)
		if c.mode().IsHost() && name != "hostname" {
			if machine, err := os.ReadFile("/etc/" + name); err == nil {
				text = string(machine)
			}
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return fmt.Errorf("write the files of %s: %w", c.name, err)
		}
	}
	return nil
}

// hostName is a line of /etc/hosts for the container itself. One of docker0's stays when the container leaves that network.
type hostName struct {
	address netip.Addr
	network *bridge
}

// hosts is /etc/hosts: the names of the machine itself, what --add-host says, and the container's own name at each of its addresses.
func (c *record) hosts(hostname string) string {
	var b strings.Builder
	b.WriteString("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\n" +
		"ff00::0\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n")
	for _, extra := range c.host.ExtraHosts {
		name, address, _ := strings.Cut(extra, ":")
		if address == "host-gateway" {
			address = c.engine.config.BIP.Addr().String()
		}
		fmt.Fprintf(&b, "%s\t%s\n", address, name)
	}
	if short, _, dotted := strings.Cut(hostname, "."); dotted {
		hostname += " " + short
	}
	for _, n := range c.names {
		fmt.Fprintf(&b, "%s\t%s\n", n.address, hostname)
	}
	return b.String()
}

// resolvConf is /etc/resolv.conf: the engine's own resolver in a user network, else what --dns says, else the machine's.
func (c *record) resolvConf() string {
	if c.resolver != nil {
		return "nameserver 127.0.0.11\noptions ndots:0\n"
	}
	var b strings.Builder
	if len(c.host.DNSSearch) > 0 {
		fmt.Fprintf(&b, "search %s\n", strings.Join(c.host.DNSSearch, " "))
	}
	for _, server := range c.host.DNS {
		fmt.Fprintf(&b, "nameserver %s\n", server)
	}
	if len(c.host.DNSOptions) > 0 {
		fmt.Fprintf(&b, "options %s\n", strings.Join(c.host.DNSOptions, " "))
	}
	if len(c.host.DNS) > 0 {
		return b.String()
	}
	text, err := os.ReadFile("/etc/resolv.conf")
	if err != nil || c.mode().IsNone() {
		return string(text)
	}
	return withoutLoopback(string(text))
}

// withoutLoopback leaves out the servers that a container cannot reach, and takes Docker's where none is left.
func withoutLoopback(text string) string {
	var b strings.Builder
	servers := 0
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "nameserver" {
			a, err := netip.ParseAddr(words[1])
			if err != nil || a.IsLoopback() {
				continue
			}
			servers++
		}
		b.WriteString(line)
	}
	if servers == 0 {
		b.WriteString("\nnameserver 8.8.8.8\nnameserver 8.8.4.4\n")
	}
	return b.String()
}

// writeSysctl writes a file of /proc/sys/net in the calling thread's namespace. A kernel that does not have it needs none.
func writeSysctl(name, value string) error {
	err := os.WriteFile("/proc/sys/net/"+name, []byte(value), 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
