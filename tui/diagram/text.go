package diagram

import (
	"fmt"
	"strings"

	"vethlab/lab/topo"
)

// Text tells a topology in sentences, a line a namespace, with states in words: for those who listen to the screen.
//
//	test0: lo is down; veth1 is up, 192.168.5.3/24, its other end is veth0 in host.
func Text(t topo.Topology, w Words) string {
	var b strings.Builder
	for _, ns := range t.Namespaces {
		name := clean(ns.Name)
		if ns.Name == topo.HostName {
			name = w.Host
		}
		var parts []string
		for _, l := range ns.Links {
			parts = append(parts, linkText(t, ns, l, w))
		}
		for _, r := range ns.Routes {
			if r.Dst.IsValid() && r.Dst.Bits() == 0 && (r.Table == topo.TableMain || r.Table == 0) {
				parts = append(parts, defaultText(r, w))
			}
		}
		if len(parts) == 0 {
			parts = []string{w.OnlyLo}
		}
		b.WriteString(name + w.Colon + strings.Join(parts, w.Semicolon) + w.Stop + "\n")
	}
	return b.String()
}

func linkText(t topo.Topology, ns topo.Namespace, l topo.Link, w Words) string {
	state := stateOf(l).word(w)
	if stateOf(l) == stateNoCarrier {
		state = w.WithoutCarrier
	}
	parts := []string{fmt.Sprintf(w.Link, clean(l.Name), state)}
	if l.Kind != "" && l.Kind != "veth" && l.Kind != "bridge" {
		parts = append(parts, fmt.Sprintf(w.Kind, clean(l.Kind)))
	}
	if l.Kind == "bridge" {
		var ports []string
		for _, p := range ns.Links {
			if p.Master == l.Index {
				ports = append(ports, clean(p.Name))
			}
		}
		if len(ports) == 0 {
			parts = append(parts, w.NoPorts)
		} else {
			parts = append(parts, fmt.Sprintf(w.Ports, strings.Join(ports, w.List)))
		}
	}
	if m := ns.LinkByIndex(l.Master); m != nil && l.Master != 0 {
		parts = append(parts, fmt.Sprintf(w.PortOf, clean(m.Name)))
	}
	for _, a := range l.Addrs {
		parts = append(parts, addrText(a))
	}
	if len(l.Addrs) == 0 {
		parts = append(parts, w.NoAddress)
	}
	return strings.Join(append(parts, endText(t, ns, l, w)...), w.Comma)
}

// endText tells where the other end of a veth is.
func endText(t topo.Topology, ns topo.Namespace, l topo.Link, w Words) []string {
	if l.Kind != "veth" {
		return nil
	}
	if l.Peer == nil {
		return []string{w.LostEnd}
	}
	far, end := t.Link(*l.Peer)
	if end == nil {
		return []string{w.LostEnd}
	}
	where := clean(end.Name)
	if far.ID != ns.ID {
		where = fmt.Sprintf(w.In, where, clean(far.Name))
	}
	return []string{fmt.Sprintf(w.OtherEnd, where)}
}

func defaultText(r topo.Route, w Words) string {
	if r.Gateway.IsValid() {
		return fmt.Sprintf(w.Default, r.Gateway, clean(r.DevName))
	}
	return fmt.Sprintf(w.DefaultOn, clean(r.DevName))
}
