package explain

import (
	"fmt"
	"net/netip"
	"slices"

	"vethlab/lab/topo"
)

// routed tells why a ping, or something else, did not reach an IPv4 address, by the links, the routes and the addresses of the lab: a device
// is off or not plugged in on the way, nobody has the address, or somewhere there is no route on or back, or a router does not pass on what is
// not its own. It tells nothing where that is not sure.
func (h Held) routed(here *topo.Namespace, p packet, lang string) string {
	target := p.to
	if !target.Is4() || target.IsMulticast() {
		return ""
	}
	there := h.wayTo(here, p)
	if len(there.hops) == 0 {
		if there.refused != nil && !there.refusing.Dst.IsValid() {
			return h.astray(there, target, lang)
		}
		return ""
	}
	p.from = there.hops[0].source(target).Addr()
	if text := h.dropped(there, p, lang); text != "" {
		return text
	}
	if text := h.broken(there, target, lang); text != "" {
		return text
	}
	if text := h.noRoute(there, there.without, netip.PrefixFrom(target, target.BitLen()), lang); text != "" {
		return text
	}
	source := there.hops[0].source(target)
	if there.reached == nil || !source.IsValid() {
		return h.closed(there.routers(), target, lang)
	}
	answers := there.reached
	masked := slices.ContainsFunc(there.hops, func(hop hop) bool { return rewrites(hop.ns) })
	if masked && len(there.hops) > 1 {
		// Beyond the first router packets may have another source; it knows whose answer it is, and sends that on.
		answers = there.hops[1].ns
	}
	answer := packet{from: target, to: source.Addr(), protocol: p.protocol, port: p.port, answers: true}
	back := h.wayTo(answers, answer)
	if back.refused != nil {
		return h.astray(back, source.Addr(), lang)
	}
	if text := h.broken(back, source.Addr(), lang); text != "" {
		return text
	}
	switch {
	case masked:
		return h.closed(there.routers(), target, lang)
	case back.reached == nil || back.reached.ID != here.ID:
		return h.noRoute(there, back.without, source, lang)
	}
	if text := h.closed(append(there.routers(), back.routers()...), target, lang); text != "" {
		return text
	}
	return h.dropped(back, answer, lang)
}

// source is the address, with its length, with which packets leave; the zero Prefix if that is not sure.
func (h hop) source(target netip.Addr) netip.Prefix {
	next := target
	if h.route.Gateway.IsValid() {
		next = h.route.Gateway
	}
	for _, a := range h.out.Addrs {
		in := netip.PrefixFrom(a.Local, a.PrefixLen)
		if h.route.PrefSrc == a.Local || !h.route.PrefSrc.IsValid() && in.Masked().Contains(next) {
			return in
		}
	}
	return netip.Prefix{}
}

// routers are the namespaces that pass packets on, on the way.
func (w way) routers() (list []*topo.Namespace) {
	for i, hop := range w.hops {
		if i > 0 {
			list = append(list, hop.ns)
		}
	}
	return list
}

// noRoute tells of a namespace on the way there, or at its end, that has no route to an address. The command that makes one is told where the
// hop before is the router to there: the address is then behind it. A container may change no routes.
func (h Held) noRoute(there way, without *topo.Namespace, to netip.Prefix, lang string) string {
	if without == nil {
		return ""
	}
	at := slices.IndexFunc(there.hops, func(hop hop) bool { return hop.ns == without })
	if at == 0 {
		return "" // the program says so itself
	}
	if at < 0 && there.reached == without {
		at = len(there.hops)
	}
	if !h.mayAct(without) {
		return ""
	}
	text := map[string]string{"en": "The way ends at %s, which has no route to %s", "zh": "路到 %s 就断了：它没有到 %s 的路由"}[lang]
	if there.reached != nil {
		text = map[string]string{"en": "The answer finds no way back: %s has no route to %s", "zh": "应答回不来：%s 没有到 %s 的路由"}[lang]
	}
	text = fmt.Sprintf(text, called(without, lang), to.Addr())
	if gateway := there.gateway(at); there.reached != nil && gateway.IsValid() && without.Path == "" {
		command := acting(*without, h, fmt.Sprintf("route add %s via %s", to.Masked(), gateway))
		text += fmt.Sprintf(map[string]string{"en": ". `%s` makes one.", "zh": "。用 `%s` 添加。"}[lang], command)
		if to.Addr().IsPrivate() && !isPrivate(there.hops[at-1].out) {
			text += fmt.Sprintf(map[string]string{"en": " With masquerade on %s it needs none.", "zh": "若在%s上做 masquerade，就不需要。"}[lang], called(there.hops[at-1].ns, lang))
		}
		return text
	}
	return text + fmt.Sprintf(map[string]string{"en": ". `%s` lists those that it has.", "zh": "。用 `%s` 看看它有哪些。"}[lang], acting(*without, h, "route"))
}

// isPrivate tells whether a device has a private IPv4 address: others are not routed to such ones from elsewhere.
func isPrivate(l *topo.Link) bool {
	return slices.ContainsFunc(l.Addrs, func(a topo.Addr) bool { return a.Local.Is4() && a.Local.IsPrivate() })
}

// gateway is the address by which the namespace at a place of the way sees the router before it; the zero Addr where that is no router.
func (w way) gateway(at int) netip.Addr {
	if at < 2 {
		return netip.Addr{}
	}
	ns := w.reached
	if at < len(w.hops) {
		ns = w.hops[at].ns
	}
	for _, a := range w.hops[at-1].out.Addrs {
		if a.Local.Is4() && ns != nil && hasNear(*ns, a.Local) {
			return a.Local
		}
	}
	return netip.Addr{}
}

// forwarding is the setting by which a namespace passes on what is not its own.
const forwarding = "net.ipv4.ip_forward"

// closed tells of the first of some routers that does not pass packets on; empty for none. A container cannot change it.
func (h Held) closed(routers []*topo.Namespace, target netip.Addr, lang string) string {
	for _, ns := range routers {
		if ns.Sysctls[forwarding] == "1" {
			continue
		}
		if ns.Path != "" || !h.mayAct(ns) {
			return ""
		}
		command := "sysctl -w " + forwarding + "=1"
		if here := h.namespace(""); here == nil || here.ID != ns.ID {
			command = "ip netns exec " + ns.Name + " " + command
		}
		text := map[string]string{
			"en": "The way to %[1]s leads through %[2]s, which does not forward packets. `%[3]s` makes it do so.",
			"zh": "去 %[1]s 要经过 %[2]s，而它不转发包。用 `%[3]s` 打开转发。",
		}[lang]
		return fmt.Sprintf(text, target, called(ns, lang), command)
	}
	return ""
}

// isHad tells whether any namespace takes an address for its own.
func (h Held) isHad(address netip.Addr) bool {
	return slices.ContainsFunc(h.Topology.Namespaces, func(ns topo.Namespace) bool {
		local := func(r topo.Route) bool { return r.Type == "local" && r.Dst.Contains(address) }
		return isOwn(ns, address) || slices.ContainsFunc(ns.Routes, local)
	})
}

// isForAll tells whether an address is for all in a network, or names the network itself.
func isForAll(network netip.Prefix, address netip.Addr) bool {
	if network.Bits() >= address.BitLen()-1 {
		return false
	}
	return address == network.Masked().Addr() || !network.Contains(address.Next())
}

// mayAct tells whether a command acts in a namespace from where the shell stands: from inside one none acts on the lab's host.
func (h Held) mayAct(ns *topo.Namespace) bool {
	here := h.namespace("")
	return ns.Name != topo.HostName || here == nil || here.Name == topo.HostName
}

// called is what a namespace is called in a sentence.
func called(ns *topo.Namespace, lang string) string {
	if ns.Name == topo.HostName {
		return map[string]string{"en": "the host", "zh": "主机"}[lang]
	}
	return ns.Name
}
