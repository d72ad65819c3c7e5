package topo

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Reaches tells whether now has all that leads from one topology to another, a goal: what the goal has and the first had not, and nothing of
// what went. How it was done, and what is there beside it, does not count: names of links that carry no address, sysctls, MAC addresses that
// nobody chose, what neighbours were met. False where the two do not differ in that sense: there is nothing to reach.
func Reaches(now, from, goal Topology) bool {
	there, all := Parts(now, from, goal)
	return there == all && all > 0
}

// Parts counts what leads from one topology to another, a goal, as Reaches sees it: how much of it now has, and how much there is.
func Parts(now, from, goal Topology) (there, all int) {
	before, after, have := traits(from), traits(goal), traits(now)
	for trait, count := range after {
		if more := count - before[trait]; more > 0 {
			all += more
			there += min(max(have[trait]-before[trait], 0), more)
		}
	}
	for trait, count := range before {
		if less := count - after[trait]; less > 0 {
			all += less
			there += min(max(count-have[trait], 0), less)
		}
	}
	return there, all
}

// traits are what a goal is made of, with how many there are of each.
func traits(t Topology) map[string]int {
	t.Namespaces = slices.Clone(t.Namespaces)
	list := map[string]int{}
	names := map[ID]string{}
	for i, n := range t.Namespaces {
		// What name a container's has in /run/netns is anybody's choice.
		if i > 0 && len(n.Containers) > 0 {
			t.Namespaces[i].Name = n.Containers[0].Name
		}
		names[n.ID] = t.Namespaces[i].Name
	}
	for _, n := range t.Namespaces {
		list["namespace "+n.Name]++
		for _, c := range n.Containers {
			list["container "+c.Name+" in "+n.Name]++
		}
		for _, l := range n.Links {
			for _, trait := range append(linkTraits(t, n, l, names), kindTraits(n, l, names)...) {
				list[n.Name+": "+trait]++
			}
		}
		for _, r := range n.Routes {
			if r.Protocol != "kernel" && r.Table != TableLocal {
				list[n.Name+": route "+r.String()]++
			}
		}
		for _, trait := range n.policyTraits() {
			list[n.Name+": "+trait]++
		}
		for _, table := range n.Tables {
			for _, c := range table.Chains {
				for _, r := range c.Rules {
					list[fmt.Sprintf("%s: rule %s %s %s %s", n.Name, table.Family, table.Name, c.Name, withoutCounts(r.Text))]++
				}
			}
		}
	}
	return list
}

// linkTraits are those of a link that carries an address: that, whether it is up, and where it leads.
func linkTraits(t Topology, n Namespace, l Link, names map[ID]string) (list []string) {
	up := "down"
	if l.Flags&FlagUp != 0 {
		up = "up"
	}
	for _, a := range l.Addrs {
		if a.Local.IsLinkLocalUnicast() {
			continue
		}
		at := fmt.Sprintf("%s on %s", a, l.Name)
		list = append(list, at, at+" "+up)
		if a.Broadcast.IsValid() {
			list = append(list, at+" broadcast "+a.Broadcast.String())
		}
		if strings.HasPrefix(l.Address, "02:42:") {
			list = append(list, at+" "+l.Address)
		}
		if l.TxQueue == 0 {
			list = append(list, at+" without a queue")
		}
		if l.Peer == nil {
			continue
		}
		_, end := t.Link(*l.Peer)
		list = append(list, at+" leads to "+names[l.Peer.Namespace])
		if end != nil && end.Flags&FlagUp != 0 {
			list = append(list, at+" leads to an end that is up")
		}
		if end != nil && end.Master != 0 {
			list = append(list, at+" leads to a port of a bridge")
		}
	}
	return list
}

// kindTraits are those of any link, whatever its name: of which kind one is there, whether it is up, in a bridge, and where it leads.
func kindTraits(n Namespace, l Link, names map[ID]string) []string {
	one := "a " + cmp.Or(l.Kind, "device")
	list := []string{one}
	if l.Flags&FlagUp != 0 {
		list = append(list, one+" that is up")
	}
	if master := n.LinkByIndex(l.Master); l.Master != 0 && master != nil {
		list = append(list, one+" in a "+master.Kind)
	}
	if l.Peer != nil {
		list = append(list, one+" that leads to "+names[l.Peer.Namespace])
	}
	return list
}

// withoutCounts is a rule without what its counters show.
func withoutCounts(rule string) string {
	if !strings.Contains(rule, "packets ") {
		return rule // This is asked of every rule, at every drawing.
	}
	return regexp.MustCompile(`packets \d+ bytes \d+ ?`).ReplaceAllString(rule, "")
}

// Missing are the parts, as Parts counts them, that lead to the goal and that now has not, in order: "red: 10.1.1.1/24 on red0". What is to
// go, and is there, is none of them.
func Missing(now, from, goal Topology) []string {
	before, after, have := traits(from), traits(goal), traits(now)
	var list []string
	for trait, count := range after {
		if count > before[trait] && have[trait] < count {
			list = append(list, trait)
		}
	}
	slices.Sort(list)
	return list
}
