package explain

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// routed tells why an IPv4 address was not reached, by the routes and the addresses of the lab: nobody has it, or somewhere there is no route
// on or back, or a router does not pass on what is not its own. It tells nothing where that is not sure, nor of a device that is off.
func (h Held) routed(here *topo.Namespace, target netip.Addr, lang string) string {
	if !target.Is4() || target.IsMulticast() {
		return ""
	}
	if text := h.nobody(here, target, lang); text != "" {
		return text
	}
	there := h.wayTo(here, target)
	if len(there.hops) == 0 {
		return ""
	}
	if there.reached == nil {
		return h.noRoute(there, there.without, netip.PrefixFrom(target, target.BitLen()), lang)
	}
	source := there.hops[0].source(target)
	if !source.IsValid() {
		return ""
	}
	back := h.wayTo(there.reached, source.Addr())
	if back.reached == nil || back.reached.ID != here.ID {
		return h.noRoute(there, back.without, source, lang)
	}
	return h.closed(append(there.routers(), back.routers()...), target, lang)
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
		return text + fmt.Sprintf(map[string]string{"en": ". `%s` makes one.", "zh": "。用 `%s` 添加。"}[lang], command)
	}
	return text + fmt.Sprintf(map[string]string{"en": ". `%s` lists those that it has.", "zh": "。用 `%s` 看看它有哪些。"}[lang], acting(*without, h, "route"))
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

// closed tells of the first of some routers that does not pass packets on; empty for none. A container cannot change it.
func (h Held) closed(routers []*topo.Namespace, target netip.Addr, lang string) string {
	const setting = "net.ipv4.ip_forward"
	for _, ns := range routers {
		if ns.Sysctls[setting] == "1" {
			continue
		}
		if ns.Path != "" || !h.mayAct(ns) {
			return ""
		}
		command := "sysctl -w " + setting + "=1"
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

// nobody tells that no namespace has an address that is in a network at hand, and who else is there; empty where that is not so.
func (h Held) nobody(here *topo.Namespace, target netip.Addr, lang string) string {
	r, ok := routeTo(here, target)
	out := here.LinkByIndex(r.Dev)
	if !ok || out == nil || r.Gateway.IsValid() || r.Type != "unicast" || len(r.NextHops) > 0 || isForAll(r.Dst, target) || h.isHad(target) {
		return ""
	}
	var others []string
	for _, end := range h.attached(here, out) {
		for _, a := range end.out.Addrs {
			if r.Dst.Contains(a.Local) {
				others = append(others, fmt.Sprintf(map[string]string{"en": "%s (%s)", "zh": "%s（%s）"}[lang], a.Local, end.ns.Name))
			}
		}
	}
	if len(others) > 0 {
		text := map[string]string{
			"en": "Nobody in the lab has the address %s. In its network: %s.",
			"zh": "实验里没有谁有 %s 这个地址。那个网络里有：%s。",
		}[lang]
		and := map[string]string{"en": ", ", "zh": "、"}[lang]
		return fmt.Sprintf(text, target, strings.Join(others[:min(len(others), mostOthers)], and))
	}
	text := map[string]string{
		"en": "Nobody in the lab has the address %s: `%s` gives it to a device.",
		"zh": "实验里没有谁有 %s 这个地址：用 `%s` 加给一个设备。",
	}[lang]
	return fmt.Sprintf(text, target, h.giving(out, netip.PrefixFrom(target, r.Dst.Bits()), lang))
}

// mostOthers is how many of those in a network are named.
const mostOthers = 4

// giving is the command that gives an address to the device at the other end of one, or to one that is to be named.
func (h Held) giving(out *topo.Link, address netip.Prefix, lang string) string {
	device := map[string]string{"en": "NAME", "zh": "名字"}[lang]
	if out.Peer != nil {
		ns, far := h.Topology.Link(*out.Peer)
		if far != nil && far.Master == 0 && ns.Path == "" && h.mayAct(ns) {
			return acting(*ns, h, fmt.Sprintf("addr add %s dev %s", address, far.Name))
		}
	}
	return fmt.Sprintf("ip addr add %s dev %s", address, device)
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
