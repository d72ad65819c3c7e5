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
		return h.closed(there, target, lang)
	}
	if text := h.filteredBack(there, source.Addr(), lang); text != "" {
		return text
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
		return h.closed(there, target, lang)
	case back.reached == nil || back.reached.ID != here.ID:
		return h.noRoute(there, back.without, source, lang)
	}
	for _, text := range []string{
		h.closed(there, target, lang), h.closed(back, source.Addr(), lang),
		h.filteredBack(back, target, lang), h.unheard(there, p, lang),
	} {
		if text != "" {
			return text
		}
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

// closed tells of the first router on a way that does not pass packets on; empty for none. A container cannot change it.
func (h Held) closed(w way, target netip.Addr, lang string) string {
	for _, hop := range w.hops[min(1, len(w.hops)):] {
		setting, value := forwards(hop.ns, hop.in)
		if value == "1" {
			continue
		}
		if !h.mayChange(hop.ns) {
			return ""
		}
		text := map[string]string{
			"en": "The way to %[1]s leads through %[2]s, which does not forward packets. `%[3]s` makes it do so.",
			"zh": "去 %[1]s 要经过 %[2]s，而它不转发包。用 `%[3]s` 打开转发。",
		}[lang]
		if setting != forwarding {
			text = map[string]string{
				"en": "The way to %[1]s leads through %[2]s, which does not forward what comes by %[4]s. `%[3]s` makes it do so.",
				"zh": "去 %[1]s 要经过 %[2]s，而它不转发从 %[4]s 来的包。用 `%[3]s` 打开转发。",
			}[lang]
		}
		return fmt.Sprintf(text+"%.0[4]s", target, called(hop.ns, lang), h.inside(hop.ns, "sysctl -w "+setting+"=1"), hop.in.Name)
	}
	return ""
}

// forwards is the setting that decides whether a namespace passes on what comes by a device, and its value.
func forwards(ns *topo.Namespace, in *topo.Link) (setting, value string) {
	wide := ns.Sysctls[forwarding]
	for _, name := range []string{topo.LinkSysctl(false, in.Name, "forwarding"), topo.LinkSysctl(false, "default", "forwarding")} {
		if value, told := ns.Sysctls[name]; told && value != wide {
			// What the whole namespace does sets all its devices along.
			if wide != "1" {
				return forwarding, value
			}
			return topo.LinkSysctl(false, in.Name, "forwarding"), value
		}
	}
	return forwarding, wide
}

// filteredBack tells of a device on a way that takes nothing from an address to which another device leads (rp_filter, RFC 3704).
func (h Held) filteredBack(w way, from netip.Addr, lang string) string {
	for _, hop := range append(slices.Clone(w.hops[min(1, len(w.hops)):]), h.end(w)...) {
		setting := topo.LinkSysctl(false, hop.in.Name, "rp_filter")
		values := []string{hop.ns.Sysctls[setting], hop.ns.Sysctls[topo.LinkSysctl(false, "all", "rp_filter")]}
		if values[0] == "" {
			values[0] = hop.ns.Sysctls[topo.LinkSysctl(false, "default", "rp_filter")]
		}
		r, _, ok, sure := policed(hop.ns, packet{to: from, from: w.to})
		strict := slices.Contains(values, "1") && !slices.Contains(values, "2")
		if rewrites(hop.ns) || !sure {
			return ""
		}
		if !strict || !ok || r.Type != "unicast" || len(r.NextHops) > 0 || r.Dev == hop.in.Index {
			continue
		}
		if !h.mayChange(hop.ns) {
			return ""
		}
		text := map[string]string{
			"en": "%[1]s takes no packets of %[2]s that come by %[3]s: its own way there is another (rp_filter). `%[4]s` lets them in.",
			"zh": "%[1]s 不收从 %[3]s 来的 %[2]s 的包：它自己去那里走另一条路（rp_filter）。用 `%[4]s` 放行。",
		}[lang]
		return fmt.Sprintf(text, called(hop.ns, lang), from, hop.in.Name, h.inside(hop.ns, "sysctl -w "+setting+"=2"))
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

// mayChange tells whether the learner may change what a namespace passes on from where the shell stands: in a container only its engine may.
func (h Held) mayChange(ns *topo.Namespace) bool { return ns.Path == "" && h.mayAct(ns) }

// called is what a namespace is called in a sentence.
func called(ns *topo.Namespace, lang string) string {
	if ns.Name == topo.HostName {
		return map[string]string{"en": "the host", "zh": "主机"}[lang]
	}
	return ns.Name
}
