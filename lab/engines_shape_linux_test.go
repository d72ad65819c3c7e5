package lab

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/go-connections/nat"

	"vethlab/lab/topo"
)

// allowed are the rows of the table in docs/engines.md, each with what makes a section (its name, its text) the same on both engines.
func allowed() map[string]func(section, text string) string {
	replace := func(of, pattern, with string) func(section, text string) string {
		re := regexp.MustCompile(pattern)
		return func(section, text string) string {
			if section != of {
				return text
			}
			return re.ReplaceAllString(text, with)
		}
	}
	return map[string]func(section, text string) string{
		"names that nobody has":  replace("standard error", `(Temporary failure in name resolution|Name or service not known)`, "UNKNOWN"),
		"every name is an image": replace("standard output", `(?m)(ancestor=.*\n)((?:[^=$].*\n)*)`, "$1"),
		"fields of the API":      replace("standard output", `(?m)^\{"IPAMConfig".*$`, "ENDPOINT"),
	}
}

// always are the rows that hold for every script: what they tell is not compared.
func always() []string {
	return []string{
		"a complaint of Docker's command line", "nftables rules", "what iptables lists", "beginning", "userland proxy", "options", "drivers, images and files",
	}
}

// shaper replaces what differs from run to run: ids and names that are made of them by the order in which they appear, MAC addresses,
// times, process numbers and names that were drawn by their shape. The zero shaper has seen nothing.
type shaper struct{ ids []string }

// id is the place of an id, by its first twelve digits.
func (s *shaper) id(text string) int {
	i := slices.Index(s.ids, text[:12])
	if i < 0 {
		i = len(s.ids)
		s.ids = append(s.ids, text[:12])
	}
	return i + 1
}

// words are what a script has printed.
func (s *shaper) words(text string) string {
	for _, r := range []struct{ pattern, with string }{
		{`\bveth[0-9a-f]{7}\b`, "vethXXXXXXX"},
		{`\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b`, "MAC"},
		{`\d{4}-\d\d-\d\d[T ][0-9:.]+(Z|( [+-]\d{4} UTC)?)`, "TIME"},
		{`(Less than a second|About a minute|\d+ (seconds?|minutes?)) ago`, "SOME ago"},
		{`Up (Less than a second|\d+ seconds?)`, "Up SOME"},
		{`\b[a-z]+_[a-z]+\b(?m:$)`, "DRAWN"},
		{`"Pid": \d+`, `"Pid": N`},
		{`time=[0-9.]+ ms`, "time=T ms"},
		{`(min/avg/max/mdev = |ipg/ewma )[0-9./]+ ms`, "${1}T ms"},
		{`, time \d+ms`, ", time Tms"},
		// Whether it is told is a matter of milliseconds.
		{`time="TIME" level=error msg="error waiting for container: .*"\n`, ""},
		{` {2,}`, "  "},
	} {
		text = regexp.MustCompile(r.pattern).ReplaceAllString(text, r.with)
	}
	return s.numbered(sortedPorts(text))
}

// sortedPorts puts what `docker port` tells into an order: Docker's 20.10 has that of a Go map.
func sortedPorts(text string) string {
	return regexp.MustCompile(`(\d+/(tcp|udp) -> .*\n)+`).ReplaceAllStringFunc(text, func(block string) string {
		lines := strings.SplitAfter(strings.TrimSuffix(block, "\n"), "\n")
		lines[len(lines)-1] += "\n"
		slices.Sort(lines)
		return strings.Join(lines, "")
	})
}

// numbered replaces ids, long, short or in a bridge's name.
func (s *shaper) numbered(text string) string {
	return regexp.MustCompile(`\b([0-9a-f]{64}|[0-9a-f]{12})\b`).ReplaceAllStringFunc(text, func(id string) string {
		return fmt.Sprintf("ID%d/%d", s.id(id), len(id))
	})
}

// topology is a topology's shape (topo.Shape) with its containers, without the rules, whose work is compared instead, and without
// what traffic has left behind.
func (s *shaper) topology(now topo.Topology) string {
	type namespace struct {
		topo.Namespace
		Containers []topo.Container
	}
	var list []namespace
	shape := topo.Shape(now)
	for i, ns := range shape.Namespaces {
		ns.Tables, ns.Neighbours, ns.FDB = nil, nil, nil
		carrier(&ns)
		out := namespace{Namespace: ns}
		for _, c := range now.Namespaces[i].Containers {
			c.Pid = 0
			slices.SortFunc(c.Ports, func(a, b topo.Published) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			out.Containers = append(out.Containers, c)
		}
		list = append(list, out)
	}
	text := indented(list)
	return s.numbered(regexp.MustCompile(`\bveth[0-9a-f]{7}\b`).ReplaceAllString(text, "vethXXXXXXX"))
}

// carrier says of each bridge without ports that it has no carrier: the kernel takes it away a second after the last port.
func carrier(ns *topo.Namespace) {
	for i, l := range ns.Links {
		if l.Kind != "bridge" || slices.ContainsFunc(ns.Links, func(p topo.Link) bool { return p.Master == l.Index }) {
			continue
		}
		ns.Links[i].OperState, ns.Links[i].Flags = "DOWN", l.Flags&^(topo.FlagLowerUp|topo.FlagRunning)
		for j, r := range ns.Routes {
			if r.Dev == l.Index {
				ns.Routes[j].Flags = []string{"linkdown"}
			}
		}
	}
}

func indented(v any) string {
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(text) + "\n"
}

// known is the network part of what `docker inspect` tells of a container.
type known struct {
	Name            string
	State           api.State
	NetworkMode     api.NetworkMode
	PortBindings    nat.PortMap
	Hostname        string
	ExposedPorts    nat.PortSet
	NetworkSettings *api.NetworkSettings
}

// inspect is what the engine knows of all containers, and of all networks.
func (s *shaper) inspect(t *testing.T, e engine) string {
	t.Helper()
	containers, err := e.ContainerList(t.Context(), api.ListOptions{All: true})
	if err != nil {
		t.Fatal(err)
	}
	var list []any
	slices.SortFunc(containers, func(a, b api.Summary) int { return strings.Compare(a.Names[0], b.Names[0]) })
	for _, summary := range containers {
		c, err := e.ContainerInspect(t.Context(), summary.ID)
		if err != nil {
			t.Fatal(err)
		}
		state := *c.State
		state.Pid, state.StartedAt, state.FinishedAt = min(state.Pid, 1), "", ""
		c.NetworkSettings.SandboxKey = path.Base(c.NetworkSettings.SandboxKey)
		list = append(list, known{
			c.Name, state, c.HostConfig.NetworkMode, c.HostConfig.PortBindings, c.Config.Hostname, c.Config.ExposedPorts, c.NetworkSettings,
		})
	}
	networks, err := e.NetworkList(t.Context(), network.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(networks, func(a, b network.Summary) int { return strings.Compare(a.Name, b.Name) })
	for _, summary := range networks {
		n, err := e.NetworkInspect(t.Context(), summary.ID, network.InspectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		n.Created = time.Time{}
		// By name, which has an order.
		members := map[string]network.EndpointResource{}
		for id, c := range n.Containers {
			members[c.Name+" "+id] = c
		}
		n.Containers = members
		list = append(list, n)
	}
	return s.numbered(indented(list))
}
