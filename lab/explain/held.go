package explain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// Held is what a lab holds right now, of which a word may be the name.
type Held struct {
	Topology topo.Topology
	Here     string                        // the name of the namespace where the shell stands; empty is topo.HostName
	Files    func(prefix string) []string  // names of files that begin so, folders with a slash behind; nil has none
	Variable func(name string) string      // the value of a variable of the shell; nil knows none
	Networks func() []string               // the names of Docker's networks that were made; nil knows those alone in which containers are
	Program  func(name string) (runs bool) // whether a program or command of the shell has that name; nil says so of all
}

func (h Held) files(typed string) []string {
	if h.Files == nil {
		return nil
	}
	return h.Files(typed)
}

// values are the names that the lab has for a value of a pattern, in the order of the topology.
func (h Held) values(value string, r row, p place, typed string) []string {
	// What is made has a new name, and a command is about one device.
	if value == "<DEV>" && (p.at == "ip link add" || p.stood > 0 && !strings.HasPrefix(p.at, "brctl")) {
		return nil
	}
	// What stands by itself is said once.
	if said := strings.Trim(value, "<>"); (said == "ADDRESS" || said == "PREFIX") && p.stood > 0 && r.pattern[0] == value {
		return nil
	}
	switch strings.Trim(value, "<>") {
	case "DEV":
		if r.pattern[0] == "master" || r.pattern[0] == "br" {
			return h.links(p.netns, func(l topo.Link) bool { return l.Kind == "bridge" })
		}
		return h.links(p.netns, h.fits(p))
	case "BRIDGE":
		return h.links(p.netns, func(l topo.Link) bool { return l.Kind == "bridge" })
	case "NETNS":
		return h.namespaces()
	case "CONTAINER":
		return h.containers()
	case "NETWORK":
		return h.networks(r)
	case "ADDRESS", "PREFIX":
		if strings.HasPrefix(p.at, "ip route") && value == "<PREFIX>" {
			return h.routes(p)
		}
		return h.addresses(r, p)
	case "SWITCH":
		return []string{"on", "off"}
	case "SCOPE":
		return []string{"global", "link", "host"}
	case "TABLE":
		if strings.HasPrefix(p.at, "nft ") {
			return h.tables(p)
		}
		return []string{"main", "local", "default"}
	case "CHAIN":
		return h.chains(p, r.pattern[0] == "jump" || r.pattern[0] == "goto")
	case "NAME":
		if p.at == "sysctl" {
			return h.switches(typed)
		}
	case "STATE":
		return []string{"permanent", "reachable", "stale", "noarp", "none", "incomplete", "delay", "probe", "failed"}
	case "FILE", "FOLDER", "WORD":
		return h.files(typed)
	}
	return nil
}

// namespace is the one of a name or a container; the one where the shell stands for none.
func (h Held) namespace(name string) *topo.Namespace {
	if name == "" {
		name = h.Here
	}
	if name == "" {
		name = topo.HostName
	}
	if n := h.Topology.Namespace(name); n != nil {
		return n
	}
	for i, n := range h.Topology.Namespaces {
		if slices.ContainsFunc(n.Containers, func(c topo.Container) bool { return c.Name == name }) {
			return &h.Topology.Namespaces[i]
		}
	}
	return nil
}

func (h Held) links(namespace string, wanted func(topo.Link) bool) (list []string) {
	if n := h.namespace(namespace); n != nil {
		for _, l := range n.Links {
			if wanted(l) {
				list = append(list, l.Name)
			}
		}
	}
	return list
}

// fits tells which devices a command may mean, where it cannot be all: a port of the bridge that was named, or what is no port yet.
func (h Held) fits(p place) func(topo.Link) bool {
	bridge := 0
	if n := h.namespace(p.netns); n != nil {
		for _, l := range n.Links {
			if l.Name == p.bridge {
				bridge = l.Index
			}
		}
	}
	switch p.at {
	case "brctl addif":
		return func(l topo.Link) bool { return l.Kind != "bridge" && l.Master == 0 && l.Name != "lo" }
	case "brctl delif", "brctl hairpin", "brctl setpathcost", "brctl setportprio":
		return func(l topo.Link) bool { return l.Master == bridge && bridge != 0 }
	}
	return func(topo.Link) bool { return true }
}

// networks are those that containers may be in. A container is attached to others only with a network of Docker's.
func (h Held) networks(r row) []string {
	list := []string{"bridge"}
	for _, n := range h.Topology.Namespaces {
		for _, c := range n.Containers {
			if own := c.Mode; own != "host" && own != "none" && own != "default" && own != "" && !strings.HasPrefix(own, "container:") && !slices.Contains(list, own) {
				list = append(list, own)
			}
		}
	}
	if h.Networks != nil {
		for _, name := range h.Networks() {
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	if r.pattern[0] == "<NETWORK>" {
		return list
	}
	list = append(list, "host", "none")
	for _, name := range h.containers() {
		list = append(list, "container:"+name)
	}
	return list
}

// routes are the networks that the main table leads to; a route that is made is a new one.
func (h Held) routes(p place) (list []string) {
	n := h.namespace(p.netns)
	if n == nil || strings.HasSuffix(p.at, " add") {
		return []string{"default"}
	}
	for _, r := range n.Routes {
		switch {
		case r.Table != topo.TableMain && r.Table != 0:
		case r.Dst.Bits() == 0:
			list = append(list, "default")
		case r.Dst.IsSingleIP():
			list = append(list, r.Dst.Addr().String())
		default:
			list = append(list, r.Dst.String())
		}
	}
	return list
}

// tables are nft's.
func (h Held) tables(p place) (list []string) {
	if n := h.namespace(p.netns); n != nil {
		for _, t := range n.Tables {
			if cmp.Or(p.family, "ip") == t.Family {
				list = append(list, t.Name)
			}
		}
	}
	return list
}

// chains are those of the table of nft's that was named; to be jumped to, those without a hook.
func (h Held) chains(p place, jumped bool) (list []string) {
	if n := h.namespace(p.netns); n != nil {
		for _, t := range n.Tables {
			if t.Name != p.table || cmp.Or(p.family, "ip") != t.Family {
				continue
			}
			for _, c := range t.Chains {
				if !jumped || c.Hook == "" {
					list = append(list, c.Name)
				}
			}
		}
	}
	return list
}

// switches are the files of /proc/sys as sysctl names them, with a dot behind what leads on.
func (h Held) switches(typed string) (list []string) {
	const root = "/proc/sys/"
	for _, file := range h.files(root + strings.ReplaceAll(typed, ".", "/")) {
		list = append(list, strings.ReplaceAll(strings.TrimPrefix(file, root), "/", "."))
	}
	return list
}

func (h Held) namespaces() (list []string) {
	for i, n := range h.Topology.Namespaces {
		if i > 0 && n.Path == "" {
			list = append(list, n.Name)
		}
	}
	return list
}

func (h Held) containers() (list []string) {
	for _, n := range h.Topology.Namespaces {
		for _, c := range n.Containers {
			list = append(list, c.Name)
		}
	}
	return list
}

// addresses are those that a command may mean: what is to be taken away is here, and what is to be reached is elsewhere.
func (h Held) addresses(r row, p place) (list []string) {
	own := r.pattern[0] == "src" || strings.HasPrefix(p.at, "ip addr")
	lengths := strings.HasPrefix(p.at, "ip addr")
	if strings.HasPrefix(p.at, "ip addr") && strings.HasSuffix(p.at, " add") {
		return nil
	}
	here := h.namespace(p.netns)
	if strings.HasPrefix(p.at, "ip neigh") && !strings.HasSuffix(p.at, " add") && here != nil {
		for _, n := range here.Neighbours {
			list = append(list, n.Dst.String())
		}
		return list
	}
	for i := range h.Topology.Namespaces {
		n := &h.Topology.Namespaces[i]
		if own != (n == here) {
			continue
		}
		for _, l := range n.Links {
			for _, a := range l.Addrs {
				switch {
				case lengths && l.Name != "lo":
					list = append(list, a.Local.String()+"/"+strconv.Itoa(a.PrefixLen))
				case !lengths && !a.Local.IsLoopback() && !a.Local.IsLinkLocalUnicast():
					list = append(list, a.Local.String())
				}
			}
		}
	}
	return list
}
