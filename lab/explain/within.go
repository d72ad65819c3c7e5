package explain

import (
	"regexp"
	"slices"

	"vethlab/lab/topo"
)

// actsIn is the namespace, or the container, in which the commands act that a row is for; empty for where the shell stands, and where it
// cannot be told which of several has failed. Where the error names a device, it is one that has this name in it.
func (w Words) actsIn(commands [][]string, a advice, output string) string {
	var all, naming []string
	for _, command := range commands {
		places, words := w.leads(command)
		if !a.fits(places, words, output) {
			continue
		}
		_, p := w.follow(command)
		all = append(all, p.netns)
		if slices.Contains(words, missing(output)) {
			naming = append(naming, p.netns)
		}
	}
	for _, names := range [][]string{naming, all} {
		if names = slices.Compact(names); len(names) == 1 {
			return names[0]
		}
	}
	return ""
}

// within writes the commands of a text so that they act in the namespace, or the container, of that name: `ip link` becomes `ip -n red link`.
// Those in brackets are for any namespace, and those of ip netns are about all.
func (h Held) within(name, text string) string {
	ns := h.namespace(name)
	if ns == nil || name == "" || name == h.Here || name == topo.HostName {
		return text
	}
	look := regexp.MustCompile("([^(（]|^)`(?:(ip|bridge) ((?:-d )?(?:addr|address flush|fdb|link|neigh|route|rule|tuntap|vlan)\\b)|((?:brctl|nft|sysctl) ))")
	return look.ReplaceAllStringFunc(text, func(found string) string {
		part := look.FindStringSubmatch(found)
		switch before, program := part[1]+"`", part[2]; {
		case ns.Path != "" || ns.Name != name:
			return before + "docker exec " + name + " " + found[len(before):]
		case program != "":
			return before + program + " -n " + name + " " + part[3]
		default:
			return before + "ip netns exec " + name + " " + part[4]
		}
	})
}
