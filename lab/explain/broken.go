package explain

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// device is one with the namespace in which it is; the zero device is none.
type device struct {
	ns   *topo.Namespace
	link *topo.Link
}

// broken tells why the last hop of a way leads to nobody who takes the packets: a device is off, or not plugged in, or nobody has the address
// to which it leads, which may be a router's. It is empty where that is not why the way ends, or not sure.
func (h Held) broken(w way, target netip.Addr, lang string) string {
	if len(w.hops) == 0 {
		return ""
	}
	switch {
	case w.circles || w.refused != nil:
		return h.astray(w, target, lang)
	case w.off.link != nil:
		if off := h.off(w.off); off.link != nil {
			return h.isDown(off, target, lang)
		}
		return ""
	case !w.next.IsValid():
		return ""
	}
	last := w.hops[len(w.hops)-1]
	out, owner := device{last.ns, last.out}, h.owner(w.next)
	for _, end := range []device{out, owner} {
		if off := h.off(end); off.link != nil {
			return h.isDown(off, target, lang)
		}
	}
	if text := h.unplugged(out, owner, lang); text != "" {
		return text
	}
	if r, ok := routeTo(last.ns, w.next); ok && owner.link == nil && !r.Gateway.IsValid() && !isForAll(r.Dst, w.next) && !h.isHad(w.next) {
		return h.nobody(out, netip.PrefixFrom(w.next, r.Dst.Bits()), w.next != target, lang)
	}
	return ""
}

// astray tells of a route on the way that refuses the address, or that leads back. The sender's own is told by its program.
func (h Held) astray(w way, target netip.Addr, lang string) string {
	ns := w.refused
	if w.circles {
		ns = w.hops[len(w.hops)-1].ns
	}
	if !h.mayAct(ns) {
		return ""
	}
	if w.circles {
		text := map[string]string{
			"en": "The way to %s goes round in a circle: %s sends it back. `%s` shows by which route.",
			"zh": "去 %s 的路绕成了圈：%s 又把包送了回来。用 `%s` 看看走的是哪条路由。",
		}[lang]
		return fmt.Sprintf(text, target, called(ns, lang), acting(*ns, h, "route get "+target.String()))
	}
	if !w.refusing.Dst.IsValid() {
		text := map[string]string{
			"en": "The way to %s ends at %s, whose rule `%s` lets nothing through. `%s` takes it away.",
			"zh": "去 %s 的路到 %s 就断了：它的规则 `%s` 什么都不放行。用 `%s` 删掉它。",
		}[lang]
		return fmt.Sprintf(text, target, called(ns, lang), w.policy, acting(*ns, h, fmt.Sprintf("rule del pref %d", w.policy.Priority)))
	}
	text := map[string]string{
		"en": "The way to %s ends at %s, whose route `%s` lets nothing through. `%s` takes it away.",
		"zh": "去 %s 的路到 %s 就断了：它的路由 `%s` 什么都不放行。用 `%s` 删掉它。",
	}[lang]
	to := w.refusing.Dst.String()
	if w.refusing.Dst.IsSingleIP() {
		to = w.refusing.Dst.Addr().String()
	}
	if !isMain(w.refusing) {
		to += fmt.Sprintf(" table %d", w.refusing.Table)
	}
	return fmt.Sprintf(text, target, called(ns, lang), w.refusing.Type+" "+to, acting(*ns, h, "route del "+w.refusing.Type+" "+to))
}

func isMain(r topo.Route) bool { return r.Table == 0 || r.Table == topo.TableMain }

// owner is the device with an address; the zero device for none.
func (h Held) owner(address netip.Addr) device {
	for i := range h.Topology.Namespaces {
		ns := &h.Topology.Namespaces[i]
		for j := range ns.Links {
			if slices.ContainsFunc(ns.Links[j].Addrs, func(a topo.Addr) bool { return a.Local == address }) {
				return device{ns, &ns.Links[j]}
			}
		}
	}
	return device{}
}

// far is the other end of a veth's cable; the zero device for what is no veth, or leads out of the lab.
func (h Held) far(d device) device {
	if d.link == nil || d.link.Kind != "veth" || d.link.Peer == nil {
		return device{}
	}
	ns, link := h.Topology.Link(*d.link.Peer)
	return device{ns, link}
}

// bridge is the one in which a device is plugged; the zero device for none.
func (d device) bridge() device {
	if d.link == nil || d.link.Master == 0 {
		return device{}
	}
	link := d.ns.LinkByIndex(d.link.Master)
	if link == nil || link.Kind != "bridge" {
		return device{}
	}
	return device{d.ns, link}
}

// off is what is switched off from a device on: itself, the other end of its cable, or the bridge in which that is plugged.
func (h Held) off(d device) device {
	far := h.far(d)
	for _, d := range []device{d, far, far.bridge()} {
		if d.link != nil && d.link.Flags&topo.FlagUp == 0 {
			return d
		}
	}
	return device{}
}

func (h Held) isDown(d device, target netip.Addr, lang string) string {
	texts := map[string]string{"en": "The way to %s leads through %s in %s, which is down", "zh": "去 %[1]s 要经过 %[3]s 里的 %[2]s，而它未启用"}
	if d.ns.Name == topo.HostName {
		texts = map[string]string{"en": "The way to %s leads through %s on %s, which is down", "zh": "去 %[1]s 要经过%[3]s上的 %[2]s，而它未启用"}
	}
	text := fmt.Sprintf(texts[lang], target, d.link.Name, called(d.ns, lang))
	if !h.mayChange(d.ns) {
		return text + map[string]string{"en": ".", "zh": "。"}[lang]
	}
	return text + fmt.Sprintf(map[string]string{"en": ": `%s`.", "zh": "：用 `%s` 启用它。"}[lang], acting(*d.ns, h, "link set "+d.link.Name+" up"))
}

// unplugged tells of a cable on the way that is in no bridge, though the other end of the way is in one there, or is one; and of several in
// one namespace that nothing joins. Where that is not so, or the shell cannot act there, it is empty.
func (h Held) unplugged(out, owner device, lang string) string {
	here, there := h.far(out), h.far(owner)
	if out.isBridge() {
		here = out
	}
	if owner.isBridge() {
		there = owner
	}
	switch {
	case here.link == nil || !h.mayAct(here.ns):
		return ""
	case owner.link == nil && here.isLoose():
		return h.unjoined(here, h.besides(here, out), lang)
	case there.link == nil || there.ns.ID != here.ns.ID || here.link == there.link:
		return ""
	case here.isLoose() && there.isLoose():
		return h.unjoined(here, []string{there.link.Name}, lang)
	case here.isLoose():
		return h.plug(here, there, lang)
	case there.isLoose():
		return h.plug(there, here, lang)
	}
	return ""
}

func (d device) isBridge() bool { return d.link != nil && d.link.Kind == "bridge" }

// isLoose tells of an end of a cable that has no address and is in no bridge.
func (d device) isLoose() bool {
	has4 := func(a topo.Addr) bool { return a.Local.Is4() }
	return d.link != nil && d.link.Kind == "veth" && d.link.Master == 0 && !slices.ContainsFunc(d.link.Addrs, has4)
}

// besides are the other loose ends in a namespace whose cables lead to addresses in a network of out's.
func (h Held) besides(loose, out device) (names []string) {
	for i := range loose.ns.Links {
		other := device{loose.ns, &loose.ns.Links[i]}
		far := h.far(other)
		if other.link == loose.link || !other.isLoose() || far.link == nil {
			continue
		}
		if slices.ContainsFunc(far.link.Addrs, func(a topo.Addr) bool { return isNear(*out.link, a.Local) }) {
			names = append(names, other.link.Name)
		}
	}
	return names
}

// unjoined tells that no bridge joins a loose end and others; empty if there are none.
func (h Held) unjoined(loose device, others []string, lang string) string {
	if len(others) == 0 {
		return ""
	}
	text := map[string]string{
		"en": "No bridge joins %s and %s: `%s` makes one, `%s` plugs in an end.",
		"zh": "没有网桥连接 %s 和 %s：用 `%s` 建一个，用 `%s` 把一端插上。",
	}[lang]
	name := map[string]string{"en": "NAME", "zh": "名字"}[lang]
	and := map[string]string{"en": ", ", "zh": "、"}[lang]
	return fmt.Sprintf(text, loose.link.Name, strings.Join(others[:min(len(others), mostOthers)], and),
		acting(*loose.ns, h, "link add "+name+" type bridge"), acting(*loose.ns, h, "link set "+loose.link.Name+" master "+name))
}

// plug tells that a loose end is not in the bridge in which another device is, or which that is; empty if that is in none.
func (h Held) plug(loose, joined device, lang string) string {
	bridge := joined.bridge()
	if joined.isBridge() {
		bridge = joined
	}
	if bridge.link == nil {
		return ""
	}
	text := map[string]string{
		"en": "%s, which leads to %s, is in no bridge: `%s` plugs it in.",
		"zh": "%s 的另一端在 %s，它却没有插在网桥上：用 `%s` 插上。",
	}[lang]
	to := h.far(loose)
	return fmt.Sprintf(text, loose.link.Name, called(to.ns, lang), acting(*loose.ns, h, "link set "+loose.link.Name+" master "+bridge.link.Name))
}

// nobody tells that no namespace has an address in a network that a device leads to, and who else is there: of a router's how to give it.
func (h Held) nobody(out device, address netip.Prefix, router bool, lang string) string {
	var others []string
	forwards := false
	for _, end := range h.attached(out.ns, out.link) {
		for _, a := range end.out.Addrs {
			if address.Masked().Contains(a.Local) {
				forwards = forwards || end.ns.Sysctls[forwarding] == "1"
				others = append(others, fmt.Sprintf(map[string]string{"en": "%s (%s)", "zh": "%s（%s）"}[lang], a.Local, end.ns.Name))
			}
		}
	}
	if len(others) > 0 && (!router || forwards) {
		text := map[string]string{
			"en": "Nobody in the lab has the address %s. In its network: %s.",
			"zh": "实验里没有谁有 %s 这个地址。那个网络里有：%s。",
		}[lang]
		if router {
			text = map[string]string{
				"en": "The route leads by %s, which nobody in the lab has. In its network: %s.",
				"zh": "路由要经过 %s，而实验里没有谁有这个地址。那个网络里有：%s。",
			}[lang]
		}
		and := map[string]string{"en": ", ", "zh": "、"}[lang]
		return fmt.Sprintf(text, address.Addr(), strings.Join(others[:min(len(others), mostOthers)], and))
	}
	text := map[string]string{
		"en": "Nobody in the lab has the address %s: `%s` gives it to a device.",
		"zh": "实验里没有谁有 %s 这个地址：用 `%s` 加给一个设备。",
	}[lang]
	return fmt.Sprintf(text, address.Addr(), h.giving(out, address, lang))
}

// mostOthers is how many of those in a network are named.
const mostOthers = 4

// giving is the command that gives an address to the device at the other end of one, or to the bridge in which that is, or to one that is to be
// named.
func (h Held) giving(out device, address netip.Prefix, lang string) string {
	to := h.far(out)
	if bridge := to.bridge(); bridge.link != nil {
		to = bridge
	}
	if to.link != nil && to.link.Master == 0 && h.mayChange(to.ns) {
		return acting(*to.ns, h, fmt.Sprintf("addr add %s dev %s", address, to.link.Name))
	}
	return fmt.Sprintf("ip addr add %s dev %s", address, map[string]string{"en": "NAME", "zh": "名字"}[lang])
}
