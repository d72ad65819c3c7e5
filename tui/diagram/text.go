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
	t = housed(t)
	for _, ns := range t.Namespaces {
		var parts []string
		for _, c := range ns.Containers {
			parts = append(parts, containerText(c, w))
		}
		for _, l := range ns.Links {
			parts = append(parts, linkText(t, ns, l, w))
		}
		for _, r := range ns.Routes {
			if r.Dst.IsValid() && r.Dst.Bits() == 0 && (r.Table == topo.TableMain || r.Table == 0) {
				parts = append(parts, defaultText(r, w))
			}
		}
		parts = append(parts, doorsText(t, ns, w)...)
		if len(parts) == 0 {
			parts = []string{w.OnlyLo}
		}
		b.WriteString(nameText(ns, w) + w.Colon + strings.Join(parts, w.Semicolon) + w.Stop + "\n")
	}
	return b.String()
}

// nameText is what a namespace is called: its first container's name, as in the drawing.
func nameText(ns topo.Namespace, w Words) string {
	name := shortName(ns)
	switch {
	case ns.Name == topo.HostName:
		return w.Host
	case ns.Name == outsideName:
		return fmt.Sprintf(w.Beyond, name)
	case name != clean(ns.Name):
		return name + w.Comma + "netns " + clean(ns.Name)
	}
	return name
}

func shortName(ns topo.Namespace) string {
	if ns.Name != topo.HostName && len(ns.Containers) > 0 {
		return clean(ns.Containers[0].Name)
	}
	return clean(ns.Name)
}

func containerText(c topo.Container, w Words) string {
	if c.Pid == 0 {
		return fmt.Sprintf(w.Gone, clean(c.Name))
	}
	parts := []string{fmt.Sprintf(w.Container, clean(c.Name))}
	if c.Image != "" {
		parts = append(parts, fmt.Sprintf(w.Image, clean(c.Image)))
	}
	return strings.Join(append(parts, fmt.Sprintf(w.Process, c.Pid)), w.Comma)
}

// doorsText tells where packets get other addresses.
func doorsText(t topo.Topology, ns topo.Namespace, w Words) []string {
	var list []string
	for _, n := range masquerades(ns) {
		from := "*"
		if n.from.IsValid() {
			from = n.from.String()
		}
		text := fmt.Sprintf(w.Masquerade, from)
		if n.notOut != "" {
			text += w.Comma + fmt.Sprintf(w.But, clean(n.notOut))
		}
		list = append(list, text)
	}
	for _, p := range doorsOf(t, ns, ns.Name == topo.HostName) {
		to := fmt.Sprintf(w.Container, clean(p.name))
		switch {
		case !p.to.IsValid():
			to = fmt.Sprintf("%s:%d", to, p.inner)
		case p.name != "":
			to = p.to.String() + w.Comma + to
		default:
			to = p.to.String()
		}
		list = append(list, fmt.Sprintf(w.LeadsTo, clean(p.protocol), p.port, to))
	}
	return list
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
		if l.Port != nil && stateOf(l) == stateUp && portWord(l.Port.State, w) != "" {
			parts = append(parts, portWord(l.Port.State, w))
		}
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
		where = fmt.Sprintf(w.In, where, shortName(*far))
	}
	return []string{fmt.Sprintf(w.OtherEnd, where)}
}

func defaultText(r topo.Route, w Words) string {
	if r.Gateway.IsValid() {
		return fmt.Sprintf(w.Default, r.Gateway, clean(r.DevName))
	}
	return fmt.Sprintf(w.DefaultOn, clean(r.DevName))
}
