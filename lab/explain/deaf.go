package explain

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"vethlab/lab/topo"
)

// unheard tells of a namespace at the end of a way, or on it, that answers neither pings nor the question who has an address, since it is set
// not to; empty for none.
func (h Held) unheard(w way, p packet, lang string) string {
	for i, hop := range w.hops {
		next := h.end(w)
		if i+1 < len(w.hops) {
			next = w.hops[i+1 : i+2]
		}
		asked := w.to
		if hop.route.Gateway.IsValid() {
			asked = hop.route.Gateway
		}
		if len(next) == 0 || next[0].in == nil {
			return ""
		}
		if setting := ignoresARP(next[0].ns, next[0].in, asked); setting != "" {
			text := map[string]string{
				"en": "%[1]s does not answer who has %[2]s when it is asked by %[3]s (arp_ignore)%[4]s",
				"zh": "有人从 %[3]s 问谁有 %[2]s 时，%[1]s 不应答（arp_ignore）%[4]s",
			}[lang]
			return fmt.Sprintf(text, called(next[0].ns, lang), asked, next[0].in.Name, h.unset(next[0].ns, setting, lang))
		}
	}
	if w.reached == nil {
		return ""
	}
	return h.deaf(w.reached, p, lang)
}

// deaf tells that a namespace answers no pings; empty where it does, and of other packets.
func (h Held) deaf(ns *topo.Namespace, p packet, lang string) string {
	const setting = "net.ipv4.icmp_echo_ignore_all"
	if p.protocol != "icmp" || !p.to.Is4() || cmp.Or(ns.Sysctls[setting], "0") == "0" {
		return ""
	}
	text := map[string]string{"en": "%s answers no pings (icmp_echo_ignore_all)%s", "zh": "%s 不应答 ping（icmp_echo_ignore_all）%s"}[lang]
	return fmt.Sprintf(text, called(ns, lang), h.unset(ns, setting, lang))
}

// unset ends a sentence with the command that sets a setting to 0, if who asks may do that.
func (h Held) unset(ns *topo.Namespace, setting, lang string) string {
	if !h.mayChange(ns) {
		return map[string]string{"en": ".", "zh": "。"}[lang]
	}
	return fmt.Sprintf(map[string]string{"en": ": `%s` has it answer.", "zh": "：用 `%s` 让它应答。"}[lang], h.inside(ns, "sysctl -w "+setting+"=0"))
}

// ignoresARP is the setting by which a namespace surely does not tell that it has an address when it is asked by a device; empty for none.
// The larger of two values counts (IN_DEV_ARP_IGNORE of inetdevice.h).
func ignoresARP(ns *topo.Namespace, in *topo.Link, asked netip.Addr) (setting string) {
	values := map[string]string{}
	all, one := topo.LinkSysctl(false, "all", "arp_ignore"), topo.LinkSysctl(false, in.Name, "arp_ignore")
	values[all] = ns.Sysctls[all]
	values[one] = cmp.Or(ns.Sysctls[one], ns.Sysctls[topo.LinkSysctl(false, "default", "arp_ignore")])
	largest := 0
	for _, name := range []string{all, one} {
		if value, err := strconv.Atoi(values[name]); err == nil && value > largest {
			setting, largest = name, value
		}
	}
	has := slices.ContainsFunc(in.Addrs, func(a topo.Addr) bool { return a.Local == asked })
	if largest == 8 || (largest == 1 || largest == 2) && !has {
		return setting
	}
	return ""
}

// without6 tells that IPv6 is switched off in a namespace, on all devices by which an address could be reached; empty where it is not, and of
// IPv4.
func (h Held) without6(ns *topo.Namespace, target netip.Addr, lang string) string {
	if !target.Is6() || target.Is4In6() {
		return ""
	}
	var off []string
	for _, l := range ns.Links {
		if (l.Name == "lo") != target.IsLoopback() {
			continue
		}
		if disabled6(ns, l.Name) != "1" {
			return ""
		}
		off = append(off, topo.LinkSysctl(true, l.Name, "disable_ipv6"))
	}
	if len(off) == 0 || !h.mayChange(ns) {
		return ""
	}
	setting := off[0]
	if all := topo.LinkSysctl(true, "all", "disable_ipv6"); len(off) > 1 || ns.Sysctls[all] == "1" {
		setting = all
	}
	text := map[string]string{"en": "IPv6 is switched off here: `%s` switches it on.", "zh": "这里关掉了 IPv6：用 `%s` 打开。"}
	if here := h.namespace(""); here == nil || here.ID != ns.ID {
		text = map[string]string{"en": "IPv6 is switched off in %[2]s: `%[1]s` switches it on.", "zh": "%[2]s 里关掉了 IPv6：用 `%[1]s` 打开。"}
	}
	return fmt.Sprintf(text[lang]+"%.0[2]s", h.inside(ns, "sysctl -w "+setting+"=0"), called(ns, lang))
}

// disabled6 is the value of disable_ipv6 of a device. What a namespace says of all is said of new ones along, and that of those that say
// nothing themselves.
func disabled6(ns *topo.Namespace, link string) string {
	for _, scope := range []string{link, "default", "all"} {
		if value := ns.Sysctls[topo.LinkSysctl(true, scope, "disable_ipv6")]; value != "" {
			return value
		}
	}
	return "0"
}
