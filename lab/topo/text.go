package topo

import (
	"fmt"
	"strings"
)

// Text tells the topology in plain lines, a namespace after the other, indented by what belongs to what: it is what
// `vethlab sh --topology text` prints. States are the kernel's own words.
func (t Topology) Text() string {
	var b strings.Builder
	for _, ns := range t.Namespaces {
		fmt.Fprintf(&b, "%s\n", ns.Name)
		for _, c := range ns.Containers {
			fmt.Fprintf(&b, "  container %s %s pid %d network %s\n", c.Name, c.Image, c.Pid, c.Mode)
		}
		for _, l := range ns.Links {
			t.textLink(&b, ns, l)
		}
		for _, r := range ns.Routes {
			fmt.Fprintf(&b, "  route %s\n", r)
		}
		for _, r := range ns.policyLines() {
			fmt.Fprintf(&b, "  %s\n", r)
		}
		for _, n := range ns.Neighbours {
			fmt.Fprintf(&b, "  neighbour %s dev %s %s\n", n.key(), n.DevName, strings.Join(n.State, ","))
		}
		for _, r := range ns.ruleset() {
			fmt.Fprintf(&b, "  %s\n", r)
		}
		for _, s := range ns.sysctls() {
			fmt.Fprintf(&b, "  sysctl %s\n", s)
		}
	}
	for _, c := range t.Exited {
		fmt.Fprintf(&b, "exited container %s %s network %s\n", c.Name, c.Image, c.Mode)
	}
	return b.String()
}

func (t Topology) textLink(b *strings.Builder, ns Namespace, l Link) {
	fmt.Fprintf(b, "  link %s", l.Name)
	if l.Kind != "" {
		fmt.Fprintf(b, " %s", l.Kind)
	}
	fmt.Fprintf(b, " %s", l.OperState)
	if l.Flags&FlagUp != 0 && l.Flags&FlagLowerUp == 0 {
		// Whether it was set up is not in the state alone: that can be DOWN either way.
		b.WriteString(" no carrier")
	}
	if l.Address != "" && l.Type != "loopback" {
		fmt.Fprintf(b, " %s", l.Address)
	}
	if l.MTU != 0 {
		fmt.Fprintf(b, " mtu %d", l.MTU)
	}
	if m := ns.LinkByIndex(l.Master); m != nil {
		fmt.Fprintf(b, " master %s", m.Name)
	}
	if l.Peer != nil {
		if far, end := t.Link(*l.Peer); end != nil {
			fmt.Fprintf(b, " peer %s in %s", end.Name, far.Name)
		}
	}
	b.WriteString("\n")
	for _, a := range l.Addrs {
		fmt.Fprintf(b, "    %s %s scope %s\n", a.Family, a, a.Scope)
	}
}
