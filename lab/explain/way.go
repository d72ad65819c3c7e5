package explain

import (
	"net/netip"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// way is how packets go from a namespace to an address, as far as the topology shows for sure.
type way struct {
	to       netip.Addr
	hops     []hop
	reached  *topo.Namespace // which has the address; nil where it is not reached, or not for sure
	without  *topo.Namespace // where there is no route to the address; else nil
	next     netip.Addr      // which nobody behind the last hop's device has or takes; the zero Addr where that is not why the way ends
	off      device          // which has the address's network, and is off, where there is no route
	refused  *topo.Namespace // where a route refuses the address, or drops what is for it; else nil
	refusing topo.Route      // that route
	policy   topo.PolicyRule // which led there; the zero rule where no rule of the lab's own did
	in       *topo.Link      // by which packets come to where they are for
	circles  bool            // whether the last hop leads back to where the way has been
}

// hop is a namespace that packets leave, and the device by which they do.
type hop struct {
	ns    *topo.Namespace
	in    *topo.Link // by which they have come; nil for the first
	out   *topo.Link
	route topo.Route
}

// longestWay is how many hops are followed: more are a loop.
const longestWay = 16

// wayTo is how a packet goes from a namespace. It ends where something may lead elsewhere that the topology
// does not show, or where a device is off on the way.
func (h Held) wayTo(from *topo.Namespace, p packet) (w way) {
	to := p.to
	w.to = to
	for here := from; len(w.hops) < longestWay && isPlain(here, p.protocol == "icmp"); {
		if isOwn(*here, to) {
			w.reached, w.in = here, p.inLink
			return w
		}
		r, rule, ok, sure := policed(here, p)
		switch {
		case !sure:
			return w
		case !ok && !slices.ContainsFunc(here.Links, isOff):
			w.without = here
			return w
		case !ok:
			w.off = offFor(here, to)
			return w
		case slices.Contains([]string{"unreachable", "prohibit", "blackhole"}, r.Type):
			w.refused, w.refusing, w.policy = here, r, rule
			return w
		}
		out := here.LinkByIndex(r.Dev)
		if out == nil || r.Type != "unicast" || len(r.NextHops) > 0 {
			return w
		}
		w.hops = append(w.hops, hop{here, p.inLink, out, r})
		next := to
		if r.Gateway.IsValid() {
			next = r.Gateway
		}
		at := h.neighbour(here, out, next)
		if at.link == nil {
			w.next = next
			return w
		}
		if source := w.hops[0].source(to); len(w.hops) == 1 && !p.from.IsValid() {
			p.from = source.Addr()
		}
		if rewrites(here) {
			p.from = netip.Addr{}
		}
		here, p.in, p.inLink = at.ns, at.link.Name, at.link
		if slices.ContainsFunc(w.hops, func(hop hop) bool { return hop.ns == here }) {
			w.circles = true
			return w
		}
	}
	return w
}

// offFor is the device of a namespace that is off and has an address in a network with another; the zero device for none.
func offFor(ns *topo.Namespace, address netip.Addr) device {
	for i, l := range ns.Links {
		if isOff(l) && isNear(l, address) {
			return device{ns, &ns.Links[i]}
		}
	}
	return device{}
}

// isPlain tells whether only routes by the address decide where packets go: no rule of a packet filter rewrites where they go, and no
// route is for some kinds of packets alone.
func isPlain(ns *topo.Namespace, pings bool) bool {
	for _, table := range ns.Tables {
		for _, chain := range table.Chains {
			if slices.ContainsFunc(chain.Rules, func(r topo.Rule) bool { return leadsElsewhere(r, pings) }) {
				return false
			}
		}
	}
	return !slices.ContainsFunc(ns.Routes, func(r topo.Route) bool { return r.TOS != 0 })
}

// leadsElsewhere tells whether a rule may send packets to another place than their address; one for a port does nothing to a ping.
func leadsElsewhere(r topo.Rule, pings bool) bool {
	if _, _, _, publishes := r.Publishes(); publishes && pings {
		return false
	}
	elsewhere := func(word string) bool {
		return slices.Contains([]string{"dnat", "redirect", "tproxy", "fwd", "queue", "mark"}, word)
	}
	return slices.ContainsFunc(strings.Fields(r.Text), elsewhere)
}

// isOff tells whether a device takes no packets: it is down, or has no carrier. lo leads nowhere.
func isOff(l topo.Link) bool {
	const works = topo.FlagUp | topo.FlagLowerUp
	return l.Name != "lo" && l.Flags&works != works
}

// routeTo is the route of the table main to an address.
func routeTo(ns *topo.Namespace, to netip.Addr) (topo.Route, bool) {
	return routeIn(ns, to, topo.TableMain)
}

// neighbour is where packets arrive that a device leads to an address without a router; the zero device for nowhere.
func (h Held) neighbour(ns *topo.Namespace, out *topo.Link, address netip.Addr) device {
	for _, end := range h.attached(ns, out) {
		if isOwn(*end.ns, address) {
			return device{end.ns, end.out}
		}
	}
	return device{}
}

// attached are the devices to which one leads by cables and bridges: those that are on, and take packets for their own namespace.
func (h Held) attached(ns *topo.Namespace, link *topo.Link) (list []hop) {
	if link.Master != 0 {
		return nil
	}
	if link.Kind == "bridge" {
		return h.behindPorts(ns, link, 0, nil)
	}
	return h.behind(link, nil)
}

// behind are those at the other end of a veth; seen are the bridges that packets have come through.
func (h Held) behind(link *topo.Link, seen []topo.End) []hop {
	if link.Kind != "veth" || link.Peer == nil || isOff(*link) {
		return nil
	}
	ns, far := h.Topology.Link(*link.Peer)
	if far == nil || isOff(*far) {
		return nil
	}
	if far.Master == 0 {
		return []hop{{ns: ns, out: far}}
	}
	bridge := ns.LinkByIndex(far.Master)
	if bridge == nil || bridge.Kind != "bridge" || !passes(*far) {
		return nil
	}
	return append(h.behindPorts(ns, bridge, far.Index, seen), hop{ns: ns, out: bridge})
}

// behindPorts are those behind the ports of a bridge but the one that packets came by.
func (h Held) behindPorts(ns *topo.Namespace, bridge *topo.Link, by int, seen []topo.End) (list []hop) {
	here := topo.End{Namespace: ns.ID, Index: bridge.Index}
	if isOff(*bridge) || bridge.Bridge != nil && bridge.Bridge.VLANFiltering != 0 || slices.Contains(seen, here) {
		return nil
	}
	for i, port := range ns.Links {
		if port.Master == bridge.Index && port.Index != by && passes(port) {
			list = append(list, h.behind(&ns.Links[i], append(slices.Clone(seen), here))...)
		}
	}
	return list
}

// passes tells whether a port of a bridge passes packets to and from all others.
func passes(port topo.Link) bool {
	return port.Port == nil || port.Port.State == "forwarding" && !port.Port.Isolated && !port.Port.Locked
}
