package explain

import (
	"fmt"
	"net/netip"
	"strings"

	"vethlab/lab/topo"
)

// noWay tells why a namespace has no route to an IPv4 address at all: its device in that network is off, it has no device or no address, or
// another namespace was meant. It is empty where there are devices and addresses, of another network.
func (h Held) noWay(here *topo.Namespace, target netip.Addr, program, lang string) string {
	if !target.Is4() {
		return ""
	}
	var devices []topo.Link
	addresses := 0
	for _, l := range here.Links {
		if l.Name == "lo" {
			continue
		}
		devices = append(devices, l)
		off := l.Flags&topo.FlagUp == 0
		for _, a := range l.Addrs {
			if a.Family != "inet" {
				continue
			}
			addresses++
			if off && a.Prefix().Contains(target) && h.mayChange(here) {
				return fmt.Sprintf(map[string]string{
					"en": "%s has an address in the network of %s, but is off: `%s`.", "zh": "%s 有 %s 所在网络的地址，但没有启用：`%s`。",
				}[lang], l.Name, target, acting(*here, h, "link set "+l.Name+" up"))
			}
		}
	}
	there, network := h.neighbourOf(here, target)
	if by := nearTo(here, there); by.IsValid() && h.mayChange(here) {
		return fmt.Sprintf(map[string]string{
			"en": "Nothing leads from %s to %s: `%s` leads there, by %s.", "zh": "%s没有通往 %s 的路：用 `%s` 经过 %s 过去。",
		}[lang], spaced(called(here, lang), lang), target, acting(*here, h, fmt.Sprintf("route add %s via %s", network, by)), called(there, lang))
	}
	if there != nil && h.mayAct(there) {
		return fmt.Sprintf(map[string]string{
			"en": "Nothing leads from %s to %s; %s has an address in its network: `%s …`.", "zh": "%s没有通往 %s 的路；%s 有那个网络的地址：`%s …`。",
		}[lang], spaced(called(here, lang), lang), target, called(there, lang), h.inside(there, program))
	}
	switch {
	case len(devices) == 0:
		return fmt.Sprintf(map[string]string{"en": "There is no device but lo %s: nothing leads out.", "zh": "%s除了 lo 没有别的设备，什么也出不去。"}[lang], h.whereabouts(here, lang))
	case addresses > 0 || !h.mayChange(here):
		return ""
	case len(devices) > 1:
		return fmt.Sprintf(map[string]string{"en": "No device %s has an address: `%s` shows them.", "zh": "%s没有一个设备有地址：用 `%s` 看看。"}[lang], h.whereabouts(here, lang), acting(*here, h, "addr"))
	}
	return fmt.Sprintf(map[string]string{
		"en": "%s has no address: `%s` gives it one, with an address of the network of %s.", "zh": "%s 没有地址：用 `%s` 给它一个 %s 所在网络的地址。",
	}[lang], devices[0].Name, acting(*here, h, "addr add ADDRESS/24 dev "+devices[0].Name), target)
}

// whereabouts says that something is in a namespace.
func (h Held) whereabouts(ns *topo.Namespace, lang string) string {
	if here := h.namespace(""); here != nil && here.ID == ns.ID {
		return map[string]string{"en": "here", "zh": "这里"}[lang]
	}
	return map[string]string{"en": "in " + called(ns, lang), "zh": spaced(called(ns, lang), lang) + "里"}[lang]
}

// spaced sets a Latin name apart from the Chinese that comes after it.
func spaced(name, lang string) string {
	if lang == "zh" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == "" {
		return name + " "
	}
	return name
}

// neighbourOf is a namespace, another than that one, that has an address in the network of an address that is not its own, and that network;
// nil for none.
func (h Held) neighbourOf(here *topo.Namespace, target netip.Addr) (*topo.Namespace, netip.Prefix) {
	for i := range h.Topology.Namespaces {
		ns := &h.Topology.Namespaces[i]
		if ns.ID == here.ID || ns.Path != "" || isOwn(*ns, target) {
			continue
		}
		for _, l := range ns.Links {
			for _, a := range l.Addrs {
				if l.Name != "lo" && l.Flags&topo.FlagUp != 0 && a.Prefix().Contains(target) {
					return ns, a.Prefix()
				}
			}
		}
	}
	return nil, netip.Prefix{}
}

// nearTo is an address of there, which may be nil, in a network of here's; the zero Addr for none.
func nearTo(here, there *topo.Namespace) netip.Addr {
	if there == nil {
		return netip.Addr{}
	}
	for _, own := range here.Links {
		for _, network := range own.Addrs {
			for _, l := range there.Links {
				for _, a := range l.Addrs {
					if a.Family == "inet" && own.Name != "lo" && own.Flags&topo.FlagUp != 0 && network.Prefix().Contains(a.Local) {
						return a.Local
					}
				}
			}
		}
	}
	return netip.Addr{}
}
