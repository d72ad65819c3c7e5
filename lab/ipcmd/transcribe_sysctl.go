package ipcmd

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// usualSysctl is what the kernel is compiled with.
func usualSysctl(name string) string {
	switch name {
	case "net.ipv4.ip_unprivileged_port_start":
		return "1024"
	case "net.ipv4.ping_group_range":
		return "1\t0"
	case "net.ipv6.conf.default.accept_dad":
		return "1"
	}
	return "0"
}

// follows is the setting that sets another along, empty if none does (devinet_sysctl_forward, addrconf_disable_change).
func follows(name string) string {
	switch name {
	case "net.ipv4.conf.default.forwarding":
		return "net.ipv4.ip_forward"
	case "net.ipv6.conf.default.forwarding", "net.ipv6.conf.default.disable_ipv6":
		return strings.Replace(name, ".default.", ".all.", 1)
	}
	return ""
}

// isWide tells whether a setting is one of a whole namespace.
func isWide(name string) bool {
	_, _, scope := confKey(name)
	return scope == "" || scope == "all" || scope == "default"
}

// wideSysctls sets what is of a whole namespace, before there are new links in it: what sets others along comes first.
func (t *transcriber) wideSysctls(s *space) {
	now := map[string]string{}
	if s.old != nil {
		maps.Copy(now, s.old.Sysctls)
	}
	s.sysctls, s.spread = now, map[string]string{}
	names := map[string]bool{}
	for _, list := range []map[string]string{now, s.to.Sysctls} {
		for name := range list {
			if isWide(name) {
				names[name] = true
			}
		}
	}
	rank := func(name string) int {
		switch _, _, scope := confKey(name); {
		case name == "net.ipv4.ip_forward":
			return 0
		case scope == "all":
			return 1
		case scope == "default":
			return 2
		}
		return 3
	}
	order := slices.SortedFunc(maps.Keys(names), func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b)) })
	for _, name := range order {
		if value := t.wideSysctl(s.to.Sysctls, name); value != t.wideSysctl(now, name) {
			t.sysctl(s, name, value)
			now[name] = value
			t.spread(s, name, value)
			if name == "net.ipv6.conf.all.disable_ipv6" && value != "0" {
				for _, e := range t.ends {
					if e.space == s {
						t.loseInet6(e)
					}
				}
			}
		}
	}
}

// wideSysctl is the value of a setting in a namespace that tells those.
func (t *transcriber) wideSysctl(told map[string]string, name string) string {
	if value, ok := told[name]; ok {
		return value
	}
	if other := follows(name); other != "" {
		return t.wideSysctl(told, other)
	}
	return usualSysctl(name)
}

// spread takes note of what a setting sets along.
func (t *transcriber) spread(s *space, name, value string) {
	family, setting, scope := confKey(name)
	all := name == "net.ipv4.ip_forward" || scope == "all" && follows("net."+family+".conf.default."+setting) == name
	// A default of IPv4 goes to all links that were given no value of their own, nor an address (devinet_copy_dflt_conf): to which
	// nobody can see.
	all4 := scope == "default" && family == "ipv4" && setting != "forwarding"
	if name == "net.ipv4.ip_forward" {
		family, setting = "ipv4", "forwarding"
	}
	if !all && !all4 {
		return
	}
	s.spread[family+"."+setting] = value
	if all {
		maps.DeleteFunc(s.sysctls, func(other, _ string) bool {
			f, s, scope := confKey(other)
			return f == family && s == setting && scope != "all"
		})
	}
}

// confKey takes the name of a setting apart: net.FAMILY.conf.SCOPE.SETTING; all are empty for another. Dots of a link are dots again.
func confKey(name string) (family, setting, scope string) {
	left, rest, ok := strings.Cut(name, ".conf.")
	if !ok {
		return "", "", ""
	}
	scope, setting, _ = strings.Cut(rest, ".")
	return strings.TrimPrefix(left, "net."), setting, strings.ReplaceAll(scope, "/", ".")
}

// linkSysctls sets what is of one link. A link that is new, or came from elsewhere, has the defaults of its namespace.
func (t *transcriber) linkSysctls(e *end) {
	told := func(list map[string]string, link string) map[string]string {
		found := map[string]string{}
		for name, value := range list {
			if family, setting, scope := confKey(name); scope == link && link != "" && !isWide(name) {
				found[family+"."+setting] = value
			}
		}
		return found
	}
	stays := e.was != "" && e.space.old != nil
	now, to := map[string]string{}, told(e.space.to.Sysctls, e.to.Name)
	if stays {
		now = told(e.space.sysctls, e.was)
	}
	for _, l := range linkSettings() {
		wide := "net." + strings.Replace(l, ".", ".conf.default.", 1)
		after := t.wideSysctl(e.space.to.Sysctls, wide)
		before, certain := after, true
		if stays {
			before = t.wideSysctl(e.space.old.Sysctls, wide)
			if value, ok := e.space.spread[l]; ok {
				certain = strings.HasSuffix(l, "forwarding") || strings.HasPrefix(l, "ipv6") || value == before
				before = value
			}
			if value, ok := now[l]; ok {
				before, certain = value, true
			}
		}
		if after = cmp.Or(to[l], after); before == after && certain || isFixed(e, l) {
			continue
		}
		family, setting, _ := strings.Cut(l, ".")
		t.sysctl(e.space, topo.LinkSysctl(family == "ipv6", e.to.Name, setting), after)
		if setting == "disable_ipv6" && after != "0" {
			t.loseInet6(e)
		}
	}
}

// loseInet6 takes note that a link has no IPv6 any more (addrconf_ifdown of addrconf.c).
func (t *transcriber) loseInet6(e *end) {
	e.now.Addrs = slices.DeleteFunc(slices.Clone(e.now.Addrs), func(a topo.Addr) bool { return a.Family == "inet6" })
	e.space.routes = slices.DeleteFunc(e.space.routes, func(r topo.Route) bool { return r.Family == "inet6" && leavesBy(r, e.now.Index) })
	t.forgetNeighbours(e, "inet6")
}

// linkSettings are those of a link that a topology tells, by family and setting.
func linkSettings() []string {
	return []string{
		"ipv4.forwarding", "ipv4.rp_filter", "ipv4.proxy_arp", "ipv4.route_localnet", "ipv4.arp_ignore",
		"ipv6.disable_ipv6", "ipv6.forwarding", "ipv6.accept_dad",
	}
}

// isFixed tells whether the kernel gives a link its own value whatever the default is: where no duplicate can be.
func isFixed(e *end, setting string) bool {
	return setting == "ipv6.accept_dad" && e.to.Type == "loopback"
}

func (t *transcriber) sysctl(s *space, name, value string) {
	t.say(s, "sysctl", "-w", name+"="+strings.ReplaceAll(value, "\t", " "))
}
