package diagram

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"vethlab/lab/topo"
)

// world builds topologies with consistent indexes, as a kernel gives them.
type world struct {
	t    topo.Topology
	next int // the index of the host's next link
	pid  int
}

const (
	broadcast = topo.LinkFlags(1<<1 | 1<<12) // IFF_BROADCAST, IFF_MULTICAST
	loopback  = topo.LinkFlags(1 << 3)       // IFF_LOOPBACK
	running   = topo.FlagUp | topo.FlagLowerUp | topo.FlagRunning | broadcast
	idle      = topo.FlagUp | broadcast
)

func newWorld() *world {
	w := &world{next: 2, pid: 20}
	w.add(topo.Namespace{Name: topo.HostName, Links: []topo.Link{lo(true)}})
	return w
}

func lo(up bool) topo.Link {
	l := topo.Link{Index: 1, Name: "lo", Flags: loopback, MTU: 65536, OperState: "DOWN", Type: "loopback", Address: "00:00:00:00:00:00"}
	if up {
		l.Flags |= topo.FlagUp | topo.FlagLowerUp | topo.FlagRunning
		l.OperState = "UNKNOWN"
		l.Addrs = []topo.Addr{addr("127.0.0.1/8", "host")}
	}
	return l
}

func addr(prefix, scope string) topo.Addr {
	p := netip.MustParsePrefix(prefix)
	family := "inet"
	if p.Addr().Is6() {
		family = "inet6"
	}
	return topo.Addr{Family: family, Local: p.Addr(), PrefixLen: p.Bits(), Scope: scope, Valid: topo.Forever, Preferred: topo.Forever}
}

// add gives a namespace its identity.
func (w *world) add(ns topo.Namespace) *topo.Namespace {
	ns.ID = topo.ID(4026532000 + w.next*100 + len(w.t.Namespaces))
	w.next++
	w.t.Namespaces = append(w.t.Namespaces, ns)
	return &w.t.Namespaces[len(w.t.Namespaces)-1]
}

func (w *world) ns(name string) *topo.Namespace { return w.t.Namespace(name) }

// netns is `ip netns add`.
func (w *world) netns(name string) { w.add(topo.Namespace{Name: name, Links: []topo.Link{lo(false)}}) }

// run is `docker run --net none`: a namespace with a container in it.
func (w *world) run(name, image string) {
	w.pid += 7
	ns := w.add(topo.Namespace{Name: name, Path: fmt.Sprintf("/proc/%d/ns/net", w.pid), Links: []topo.Link{lo(true)}})
	w.contain(ns, name, image, "none")
}

func (w *world) contain(ns *topo.Namespace, name, image, mode string) *topo.Container {
	id := strings.Repeat(fmt.Sprintf("%04x", len(name)*257+int(name[0])), 16)
	ns.Containers = append(ns.Containers, topo.Container{ID: id, Name: name, Image: image, Pid: w.pid, Mode: mode})
	return &ns.Containers[len(ns.Containers)-1]
}

// bridge is `ip link add NAME type bridge` with an address, up.
func (w *world) bridge(name, address string) {
	host := w.ns(topo.HostName)
	host.Links = append(host.Links, topo.Link{
		Index: w.next, Name: name, Kind: "bridge", Flags: idle, MTU: 1500, OperState: "DOWN", Type: "ether", Address: mac(w.next),
		Addrs: []topo.Addr{addr(address, "global")}, Bridge: &topo.Bridge{ID: "8000." + strings.ReplaceAll(mac(w.next), ":", "")},
	})
	w.next++
	w.connected(host, address, name)
}

func mac(n int) string { return fmt.Sprintf("02:42:ac:%02x:%02x:%02x", n>>16&255, n>>8&255, n&255) }

func (w *world) connected(ns *topo.Namespace, address, dev string) {
	p := netip.MustParsePrefix(address)
	ns.Routes = append(ns.Routes, topo.Route{
		Family: "inet", Type: "unicast", Dst: p.Masked(), Dev: ns.Link(dev).Index, DevName: dev, Protocol: "kernel", Scope: "link",
		PrefSrc: p.Addr(), Table: topo.TableMain,
	})
}

// pair is a veth pair between the host and a namespace, both ends up.
func (w *world) pair(near, name, far, address string) {
	host, ns := w.ns(topo.HostName), w.ns(name)
	i, j := w.next, 2
	for ns.LinkByIndex(j) != nil {
		j++
	}
	w.next++
	host.Links = append(host.Links, topo.Link{
		Index: i, Name: near, Kind: "veth", Flags: running, MTU: 1500, OperState: "UP", Type: "ether", Address: mac(i), Parent: j,
		Peer: &topo.End{Namespace: ns.ID, Index: j},
	})
	l := topo.Link{
		Index: j, Name: far, Kind: "veth", Flags: running, MTU: 1500, OperState: "UP", Type: "ether", Address: mac(i + 4096), Parent: i,
		Peer: &topo.End{Namespace: host.ID, Index: i},
	}
	if address != "" {
		l.Addrs = []topo.Addr{addr(address, "global")}
	}
	ns.Links = append(ns.Links, l)
	if address != "" {
		w.connected(ns, address, far)
	}
}

// port is `ip link set NAME master BRIDGE`.
func (w *world) port(name, bridge string) {
	host := w.ns(topo.HostName)
	p, b := host.Link(name), host.Link(bridge)
	p.Master, p.Port = b.Index, &topo.Port{State: "forwarding", Cost: 2}
	b.Flags, b.OperState = running, "UP"
}

func (w *world) via(name, gateway, dev string) {
	ns := w.ns(name)
	ns.Routes = slices.Insert(ns.Routes, 0, topo.Route{
		Family: "inet", Type: "unicast", Dst: netip.MustParsePrefix("0.0.0.0/0"), Gateway: netip.MustParseAddr(gateway),
		Dev: ns.Link(dev).Index, DevName: dev, Table: topo.TableMain,
	})
}

// join is `docker run --net BRIDGE`: a container, its pair, its port and its routes.
func (w *world) join(name, image, bridge, address string) {
	w.run(name, image)
	w.ns(name).Containers[0].Mode = "bridge"
	veth := fmt.Sprintf("veth%07x", w.next*7919%0xfffffff)
	w.pair(veth, name, "eth0", address)
	w.port(veth, bridge)
	gateway := w.ns(topo.HostName).Link(bridge).Addrs[0].Local
	w.via(name, gateway.String(), "eth0")
}

func (w *world) rule(chain, text string) {
	host := w.ns(topo.HostName)
	if len(host.Tables) == 0 {
		host.Tables = []topo.Table{{Family: "ip", Name: "nat"}}
	}
	t := &host.Tables[0]
	i := slices.IndexFunc(t.Chains, func(c topo.Chain) bool { return c.Name == chain })
	if i < 0 {
		i, t.Chains = len(t.Chains), append(t.Chains, topo.Chain{Name: chain})
	}
	t.Chains[i].Rules = append(t.Chains[i].Rules, topo.Rule{Handle: uint64(len(t.Chains[i].Rules) + 1), Text: text})
}

func (w *world) masquerade(prefix, bridge string) {
	w.rule("POSTROUTING", fmt.Sprintf("ip saddr %s oifname != %q counter masquerade", prefix, bridge))
}

// publish is `-p HOST:PORT`.
func (w *world) publish(name string, host, port uint16) {
	ns := w.ns(name)
	c := &ns.Containers[0]
	c.Ports = append(c.Ports, topo.Published{
		Protocol: "tcp", Host: netip.AddrPortFrom(netip.IPv4Unspecified(), host), Port: port,
	})
	to := netip.AddrPortFrom(ns.Link("eth0").Addrs[0].Local, port)
	w.rule("DOCKER", fmt.Sprintf("iifname != \"docker0\" tcp dport %d counter dnat to %s", host, to))
}

// beyond gives the host a way to the namespace internet.
func (w *world) beyond() {
	w.netns(outsideName)
	w.ns(outsideName).Links[0] = lo(true)
	w.pair("uplink", outsideName, "eth0", "198.51.100.1/24")
	host := w.ns(topo.HostName)
	host.Link("uplink").Addrs = []topo.Addr{addr("198.51.100.2/24", "global")}
	w.connected(host, "198.51.100.2/24", "uplink")
	w.via(topo.HostName, "198.51.100.1", "uplink")
}

// resolve gives a namespace the rules by which Docker leads its questions for names to its own server, as in every user network.
func (w *world) resolve(name string) {
	ns := w.ns(name)
	ns.Tables = []topo.Table{{Family: "ip", Name: "nat", Chains: []topo.Chain{{Name: "DOCKER_OUTPUT", Rules: []topo.Rule{
		{Handle: 1, Text: "ip daddr 127.0.0.11 tcp dport 53 counter dnat to 127.0.0.11:33773"},
		{Handle: 2, Text: "ip daddr 127.0.0.11 udp dport 53 counter dnat to 127.0.0.11:48274"},
	}}}}}
}

// worlds are networks as Docker and those who do without it make them.
func worlds() map[string]topo.Topology {
	m := map[string]topo.Topology{}
	for name, build := range map[string]func(*world){
		"by-hand": byHand, "by-hand-wired": byHandWired, "bridge": dockerBridge, "host": hostMode, "container": containerMode,
		"user": userNetwork, "internal": internal, "three": func(w *world) { many(w, 3) }, "12": func(w *world) { many(w, 12) },
		"40": func(w *world) { many(w, 40) }, "modes": modes, "dead": dead, "several": several, "exited": exited,
	} {
		w := newWorld()
		build(w)
		m[name] = w.t
	}
	return m
}

// byHand is the recipe for a container without a network, half way: the pair is there, one end on the bridge, not up.
func byHand(w *world) {
	w.bridge("docker0", "172.17.42.1/16")
	w.run("web", "busybox")
	w.ns("web").Name, w.ns("web").Path = "27", ""
	host := w.ns(topo.HostName)
	a, b := w.next, w.next+1
	w.next += 2
	host.Links = append(host.Links,
		topo.Link{Index: a, Name: "A", Kind: "veth", Flags: broadcast, MTU: 1500, OperState: "DOWN", Type: "ether", Address: mac(a),
			Peer: &topo.End{Namespace: host.ID, Index: b}},
		topo.Link{Index: b, Name: "B", Kind: "veth", Flags: broadcast, MTU: 1500, OperState: "DOWN", Type: "ether", Address: mac(b),
			Peer: &topo.End{Namespace: host.ID, Index: a}})
	host.Link("A").Master, host.Link("A").Port = host.Link("docker0").Index, &topo.Port{State: "disabled"}
}

func byHandWired(w *world) {
	w.bridge("docker0", "172.17.42.1/16")
	w.run("web", "busybox")
	w.pair("A", "web", "eth0", "172.17.42.99/16")
	w.port("A", "docker0")
	w.via("web", "172.17.42.1", "eth0")
	w.ns("web").Name, w.ns("web").Path = "27", ""
}

func dockerBridge(w *world) {
	w.beyond()
	w.bridge("docker0", "172.17.0.1/16")
	w.masquerade("172.17.0.0/16", "docker0")
	w.join("web", "nginx", "docker0", "172.17.0.2/16")
	w.join("db", "postgres", "docker0", "172.17.0.3/16")
	w.publish("web", 8080, 80)
}

func hostMode(w *world) {
	w.beyond()
	w.bridge("docker0", "172.17.0.1/16")
	w.masquerade("172.17.0.0/16", "docker0")
	w.pid += 7
	w.contain(w.ns(topo.HostName), "web", "nginx", "host")
}

func containerMode(w *world) {
	w.bridge("docker0", "172.17.0.1/16")
	w.masquerade("172.17.0.0/16", "docker0")
	w.join("web", "nginx", "docker0", "172.17.0.2/16")
	w.pid += 7
	w.contain(w.ns("web"), "log", "busybox", "container:"+w.ns("web").Containers[0].ID)
}

func userNetwork(w *world) {
	w.beyond()
	w.bridge("docker0", "172.17.0.1/16")
	w.masquerade("172.17.0.0/16", "docker0")
	w.bridge("br-5f0c1ab2c3d4", "172.18.0.1/16")
	w.masquerade("172.18.0.0/16", "br-5f0c1ab2c3d4")
	w.join("web", "nginx", "docker0", "172.17.0.2/16")
	w.join("api", "busybox", "br-5f0c1ab2c3d4", "172.18.0.2/16")
	w.join("db", "postgres", "br-5f0c1ab2c3d4", "172.18.0.3/16")
	w.pair("veth77aa01b", "web", "eth1", "172.18.0.4/16")
	w.port("veth77aa01b", "br-5f0c1ab2c3d4")
	w.publish("web", 8080, 80)
	for _, name := range []string{"web", "api", "db"} {
		w.resolve(name)
	}
}

func internal(w *world) {
	w.beyond()
	w.bridge("docker0", "172.17.0.1/16")
	w.masquerade("172.17.0.0/16", "docker0")
	w.bridge("br-0a1b2c3d4e5f", "172.19.0.1/16")
	w.join("db", "postgres", "br-0a1b2c3d4e5f", "172.19.0.2/16")
	w.join("api", "busybox", "br-0a1b2c3d4e5f", "172.19.0.3/16")
	w.ns("db").Routes, w.ns("api").Routes = w.ns("db").Routes[1:], w.ns("api").Routes[1:]
}

func many(w *world, n int) {
	w.beyond()
	w.bridge("docker0", "172.17.0.1/16")
	w.masquerade("172.17.0.0/16", "docker0")
	for i := range n {
		w.join(fmt.Sprintf("web%d", i+1), "nginx", "docker0", fmt.Sprintf("172.17.%d.%d/16", (i+2)/256, (i+2)%256))
	}
	w.publish("web1", 8080, 80)
}

// modes are all four side by side.
func modes(w *world) {
	w.beyond()
	w.bridge("docker0", "172.17.0.1/16")
	w.masquerade("172.17.0.0/16", "docker0")
	w.join("web", "nginx", "docker0", "172.17.0.2/16")
	w.pid += 7
	w.contain(w.ns("web"), "log", "busybox", "container:"+w.ns("web").Containers[0].ID)
	w.run("alone", "busybox")
	w.pid += 7
	w.contain(w.ns(topo.HostName), "proxy", "haproxy", "host")
}

// dead is a container whose process ended, while the namespace has a name and stays.
func dead(w *world) {
	byHandWired(w)
	w.ns("27").Containers[0].Pid = 0
}

// exited are containers that the engine keeps, with no namespace.
func exited(w *world) {
	dockerBridge(w)
	for _, name := range []string{"job", "another-job"} {
		w.t.Exited = append(w.t.Exited, topo.Container{ID: name, Name: name, Image: "busybox", Mode: "bridge"})
	}
}

// several are links with more than one address, of the host and of containers.
func several(w *world) {
	modes(w)
	w.join("db", "postgres", "docker0", "172.17.0.3/16")
	for _, add := range []struct{ namespace, link, address string }{
		{topo.HostName, "docker0", "10.9.0.1/24"}, {topo.HostName, "uplink", "198.51.100.3/24"}, {"db", "eth0", "10.9.0.3/24"}, {"db", "eth0", "10.9.0.4/24"},
	} {
		l := w.ns(add.namespace).Link(add.link)
		l.Addrs = append(l.Addrs, addr(add.address, "global"))
	}
}

// TestCounted holds that the sign for addresses that are not told is lit with them.
func TestCounted(t *testing.T) {
	first := piece{text: "10.0.0.1/24", role: roleAddress}
	if got := counted([]piece{first}); len(got) != 1 || got[0] != first {
		t.Errorf("unexpected address: %+v", got)
	}
	want := piece{text: "10.0.0.1/24 +2", role: roleChanged}
	if got := counted([]piece{first, first, {text: "10.0.0.3/24", role: roleChanged}}); len(got) != 1 || got[0] != want {
		t.Errorf("unexpected addresses: want %+v, got %+v", want, got)
	}
}

// TestDocker holds the drawings of containers, at the sizes that panes have.
func TestDocker(t *testing.T) {
	all := worlds()
	for _, name := range []string{
		"by-hand", "by-hand-wired", "bridge", "host", "container", "user", "internal", "three", "12", "40", "modes", "dead", "several", "exited",
	} {
		for _, size := range [][2]int{{76, 9}, {76, 20}, {66, 17}, {116, 36}, {78, 20}, {136, 41}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				o := Options{Width: size[0], Height: size[1], Here: topo.HostName}
				var b strings.Builder
				for _, o.Words = range []Words{English(), Chinese()} {
					b.WriteString(Draw(all[name], o).Render(Style{}) + "\n")
				}
				golden.RequireEqual(t, b.String())
			})
		}
	}
}

// TestZoom holds the sizes that a reader may choose, and a drawing that is scrolled.
func TestZoom(t *testing.T) {
	all := worlds()
	for _, test := range []struct {
		name          string
		world         string
		width, height int
		zoom          Zoom
		down          int
		here          string
	}{
		{"compact", "bridge", 116, 20, Compact, 0, "db"}, {"compact", "modes", 66, 17, Compact, 0, "alone"},
		{"full", "12", 78, 30, Full, 0, topo.HostName}, {"full-down", "12", 78, 30, Full, 40, "web5"},
		{"fit-down", "40", 66, 17, Fit, 100, topo.HostName}, {"narrow", "bridge", 50, 16, Fit, 0, "web"},
		{"narrow", "12", 50, 17, Fit, 0, topo.HostName},
		{"narrow", "user", 50, 17, Fit, 0, topo.HostName}, {"narrow", "by-hand", 56, 8, Fit, 0, topo.HostName},
		{"narrow", "container", 56, 8, Fit, 0, topo.HostName},
		{"narrowest", "bridge", 30, 20, Fit, 0, "web"},
	} {
		t.Run(fmt.Sprintf("%s-%s-%dx%d", test.name, test.world, test.width, test.height), func(t *testing.T) {
			golden.RequireEqual(t, Draw(all[test.world], Options{
				Width: test.width, Height: test.height, Zoom: test.zoom, OffsetY: test.down, Here: test.here, Words: English(),
			}).Render(Style{}))
		})
	}
}

// TestExitedNews marks a container that has just exited as changed, not as new, in boxes and in lines.
func TestExitedNews(t *testing.T) {
	before, w := worlds()["bridge"], newWorld()
	dockerBridge(w)
	after := w.t
	for i, ns := range after.Namespaces {
		if ns.Name == "db" {
			after.Namespaces = slices.Delete(slices.Clone(after.Namespaces), i, i+1)
			after.Exited = []topo.Container{{ID: "db", Name: "db", Image: "postgres", Mode: "bridge"}}
		}
	}
	for _, height := range []int{9, 20} {
		o := Options{Width: 76, Height: height, Here: topo.HostName, Words: English()}
		o.Places = Draw(before, o).Places()
		o.Changed = topo.Diff(before, after)
		text := Draw(after, o).Render(Style{})
		if !strings.Contains(text, "• × db") && !strings.Contains(text, "╭ • db") || !strings.Contains(text, "exited") {
			t.Errorf("unexpected drawing %d rows high:\n%s", height, text)
		}
	}
}

// TestNews holds the marks of a container that has just come, in boxes and in lines, and of one that went.
func TestNews(t *testing.T) {
	before, after := newWorld(), newWorld()
	dockerBridge(before)
	dockerBridge(after)
	after.join("cache", "redis", "docker0", "172.17.0.4/16")
	var b strings.Builder
	for _, pair := range [][2]topo.Topology{{before.t, after.t}, {after.t, before.t}} {
		for _, zoom := range []Zoom{Fit, Compact} {
			b.WriteString(Draw(pair[1], Options{
				Width: 116, Height: 36, Zoom: zoom, Here: topo.HostName, Words: English(), Changed: topo.Diff(pair[0], pair[1]),
			}).Render(Style{}) + "\n")
		}
	}
	golden.RequireEqual(t, b.String())
}

// TestFollow holds that what is lit comes into view, by as few rows as that needs, and that the last row cuts no word in two.
func TestFollow(t *testing.T) {
	before, after := newWorld(), newWorld()
	many(before, 12)
	many(after, 12)
	after.publish("web12", 9090, 80)
	o := Options{Width: 76, Height: 9, Here: topo.HostName, Words: English(), Changed: topo.Diff(before.t, after.t)}
	if text := Draw(after.t, o).Render(Style{}); strings.Contains(text, ":9090") || strings.Contains(text, "172.17 ") {
		t.Errorf("unexpected drawing that is not scrolled:\n%s", text)
	}
	o.Follow = true
	p := Draw(after.t, o)
	if text := p.Render(Style{}); !strings.Contains(text, "+ :9090") {
		t.Errorf("what is new is out of view:\n%s", text)
	}
	_, down := p.Offset()
	o.OffsetY, o.Changed = down, nil
	if _, still := Draw(after.t, o).Offset(); still != down {
		t.Errorf("unexpected row at the top where nothing is lit: want %d, got %d", down, still)
	}
	o.Changed = topo.Diff(topo.Topology{}, after.t)
	if _, top := Draw(after.t, o).Offset(); top != 0 {
		t.Errorf("unexpected row at the top where all is lit: want 0, got %d", top)
	}
}

// TestDockerText holds what is told of containers to those who listen.
func TestDockerText(t *testing.T) {
	var b strings.Builder
	all := worlds()
	for _, name := range []string{"by-hand", "by-hand-wired", "bridge", "user", "container", "modes", "dead", "exited"} {
		b.WriteString(name + "\n" + Text(all[name], English()) + Text(all[name], Chinese()) + "\n")
	}
	golden.RequireEqual(t, b.String())
}

// TestLegend holds what the signs mean.
func TestLegend(t *testing.T) {
	var b strings.Builder
	for _, w := range []Words{English(), Chinese()} {
		for _, s := range Legend(w) {
			b.WriteString(s.Mark + "  " + s.Meaning + "\n")
		}
	}
	golden.RequireEqual(t, b.String())
}
