//go:build linux

package container

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/docker/pkg/stdcopy"
	"github.com/docker/go-connections/nat"

	"vethlab/lab/topo"
)

type wish struct {
	name, mode string
	argv       []string
	ports      []string
	ip         string
}

// run creates a container and starts it.
func run(t testing.TB, e *Builtin, w wish) (id string, err error) {
	t.Helper()
	exposed, bindings, err := nat.ParsePortSpecs(w.ports)
	if err != nil {
		t.Fatal(err)
	}
	networking := &network.NetworkingConfig{}
	if w.ip != "" {
		networking.EndpointsConfig = map[string]*network.EndpointSettings{w.mode: {IPAMConfig: &network.EndpointIPAMConfig{IPv4Address: w.ip}}}
	}
	made, err := e.ContainerCreate(t.Context(), &api.Config{Image: "base", Cmd: w.argv, ExposedPorts: exposed},
		&api.HostConfig{NetworkMode: api.NetworkMode(w.mode), PortBindings: bindings}, networking, nil, w.name)
	if err != nil {
		return "", err
	}
	return made.ID, e.ContainerStart(t.Context(), made.ID, api.StartOptions{})
}

func mustRun(t testing.TB, e *Builtin, w wish) string {
	t.Helper()
	id, err := run(t, e, w)
	if err != nil {
		t.Fatalf("unexpected error of %s: %v", w.name, err)
	}
	return id
}

// inside runs a command in a container, and gives what it prints.
func inside(t testing.TB, e *Builtin, id string, argv ...string) string {
	t.Helper()
	made, err := e.ContainerExecCreate(t.Context(), id, api.ExecOptions{Cmd: argv, AttachStdout: true, AttachStderr: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.ContainerExecAttach(t.Context(), made.ID, api.ExecAttachOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var out bytes.Buffer
	if _, err := stdcopy.StdCopy(&out, &out, r.Reader); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(out.String())
}

func read(t testing.TB, e *Builtin) topo.Topology {
	t.Helper()
	all, err := e.config.Kernel.Topology(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestBridge(t *testing.T) {
	e := open(t, Config{})
	began := time.Now()
	a := mustRun(t, e, wish{name: "one", argv: []string{"greet", ":80"}, ports: []string{"8080:80"}})
	t.Logf("run: %v", time.Since(began))
	began = time.Now()
	b := mustRun(t, e, wish{name: "two", argv: []string{"wait"}})
	t.Logf("run: %v", time.Since(began))
	all := read(t, e)
	one := all.Namespace("one")
	if one == nil || one.Link("eth0") == nil {
		t.Fatalf("unexpected topology: want one with eth0, got\n%s", all.Text())
	}
	if got := one.Link("eth0").Addrs[0].String(); got != "172.17.0.2/16" {
		t.Errorf("unexpected address: want 172.17.0.2/16, got %s", got)
	}
	for _, test := range []struct{ from, to, want string }{
		{b, "172.17.0.2:80", "I am " + a[:12]},
		{b, "172.17.0.1:8080", "I am " + a[:12]},
		{a, "172.17.0.1:8080", "I am " + a[:12]},
	} {
		if got := inside(t, e, test.from, "dial", test.to); got != test.want {
			t.Errorf("unexpected answer of %s to %s: want %q, got %q", test.to, test.from[:12], test.want, got)
		}
	}
	if err := e.ContainerRemove(t.Context(), a, api.RemoveOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	after := read(t, e)
	if after.Namespace("one") != nil || len(after.Namespace(topo.HostName).Links) != 3 {
		t.Errorf("unexpected topology: want no one, and lo, docker0 and a veth, got\n%s", after.Text())
	}
	if err := e.ContainerStop(t.Context(), b, api.StopOptions{}); err != nil {
		t.Fatal(err)
	}
	i, err := e.ContainerInspect(t.Context(), "two")
	if err != nil {
		t.Fatal(err)
	}
	if i.State.ExitCode != 143 || i.State.Running {
		t.Errorf("unexpected state: want 143, got %+v", i.State)
	}
}

// TestReady holds that a server listens as soon as it is said to run.
func TestReady(t *testing.T) {
	e := open(t, Config{})
	client := mustRun(t, e, wish{name: "client", argv: []string{"wait"}})
	server := mustRun(t, e, wish{name: "server", argv: []string{"late", ":80"}, ports: []string{"8080:80"}})
	for _, to := range []string{"172.17.0.3:80", "172.17.0.1:8080"} {
		if got, want := inside(t, e, client, "dial", to), "I am "+server[:12]; got != want {
			t.Errorf("unexpected answer of %s at once: want %q, got %q", to, want, got)
		}
	}
	made, err := e.ContainerExecCreate(t.Context(), server, api.ExecOptions{Cmd: []string{"late", ":81"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.ContainerExecStart(t.Context(), made.ID, api.ExecStartOptions{Detach: true}); err != nil {
		t.Fatal(err)
	}
	if got, want := inside(t, e, client, "dial", "172.17.0.3:81"), "I am "+server[:12]; got != want {
		t.Errorf("unexpected answer of docker exec -d at once: want %q, got %q", want, got)
	}
	for _, words := range [][]string{{"/nowhere"}, {"nosuch"}} {
		if got := inside(t, e, client, words...); !strings.Contains(got, "OCI runtime exec failed: exec failed: unable to start container process: exec: ") {
			t.Errorf("unexpected words of docker exec %s: got %q", words[0], got)
		}
	}
	if err := e.ContainerStop(t.Context(), client, api.StopOptions{}); err != nil {
		t.Fatal(err)
	}
	if i, err := e.ContainerInspect(t.Context(), client); err != nil || i.State.ExitCode != 143 {
		t.Errorf("unexpected exit code: want 143, got %+v, %v", i.State, err)
	}
}

func TestModes(t *testing.T) {
	e := open(t, Config{})
	host := mustRun(t, e, wish{name: "host1", mode: "host", argv: []string{"wait"}})
	none := mustRun(t, e, wish{name: "none1", mode: "none", argv: []string{"wait"}})
	first := mustRun(t, e, wish{name: "first", argv: []string{"greet", "127.0.0.1:7000"}})
	mustRun(t, e, wish{name: "second", mode: "container:first", argv: []string{"wait"}})
	all := read(t, e)
	names := func(ns *topo.Namespace) (list []string) {
		for _, c := range ns.Containers {
			list = append(list, c.Name)
		}
		return list
	}
	for name, want := range map[string][]string{topo.HostName: {"host1"}, "none1": {"none1"}, "first": {"first", "second"}} {
		if ns := all.Namespace(name); ns == nil || !slices.Equal(names(ns), want) {
			t.Errorf("unexpected containers in %s: want %v, got\n%s", name, want, all.Text())
		}
	}
	if links := all.Namespace("none1").Links; len(links) != 1 || links[0].Name != "lo" {
		t.Errorf("unexpected links of none1: want lo, got %v", links)
	}
	got, want := inside(t, e, "second", "dial", "127.0.0.1:7000"), "I am "+first[:12]
	for range 100 {
		// The first may not have got so far as to listen.
		if !strings.Contains(got, "connection refused") {
			break
		}
		got = inside(t, e, "second", "dial", "127.0.0.1:7000")
	}
	if got != want {
		t.Errorf("unexpected answer over lo: want %q, got %q", want, got)
	}
	if err := e.ContainerRemove(t.Context(), first, api.RemoveOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	after := read(t, e)
	if ns := after.Namespace("second"); ns == nil || len(ns.Links) != 1 {
		t.Errorf("unexpected namespace of second after first's end: want lo alone, got\n%s", after.Text())
	}
	for _, id := range []string{host, none} {
		if err := e.ContainerKill(t.Context(), id, ""); err != nil {
			t.Errorf("unexpected error of kill: %v", err)
		}
	}
}

func TestUserNetwork(t *testing.T) {
	e := open(t, Config{})
	_, err := e.NetworkCreate(t.Context(), "front", network.CreateOptions{IPAM: &network.IPAM{Config: []network.IPAMConfig{{Subnet: "10.9.0.0/29"}}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.NetworkCreate(t.Context(), "back", network.CreateOptions{Internal: true}); err != nil {
		t.Fatal(err)
	}
	mustRun(t, e, wish{name: "web", mode: "front", argv: []string{"greet", ":80"}, ip: "10.9.0.5"})
	mustRun(t, e, wish{name: "client", mode: "front", argv: []string{"wait"}})
	mustRun(t, e, wish{name: "lonely", argv: []string{"wait"}})
	if got := inside(t, e, "client", "lookup", "web"); got != "10.9.0.5" {
		t.Errorf("unexpected address of web: want 10.9.0.5, got %q", got)
	}
	if err := e.NetworkConnect(t.Context(), "back", "client", nil); err != nil {
		t.Fatal(err)
	}
	if ns := read(t, e).Namespace("client"); ns.Link("eth1") == nil {
		t.Errorf("unexpected links of client: want eth1, got %v", ns.Links)
	}
	if err := e.NetworkDisconnect(t.Context(), "front", "client", false); err != nil {
		t.Fatal(err)
	}
	if err := e.NetworkRemove(t.Context(), "back"); err == nil || !strings.Contains(err.Error(), "has active endpoints") {
		t.Errorf("unexpected error: want active endpoints, got %v", err)
	}
	before := read(t, e)
	for _, name := range []string{"web", "client"} {
		if err := e.ContainerRemove(t.Context(), name, api.RemoveOptions{Force: true}); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"front", "back"} {
		if err := e.NetworkRemove(t.Context(), name); err != nil {
			t.Errorf("unexpected error: %v", err)
		}
	}
	host := read(t, e).Namespace(topo.HostName)
	if len(host.Links) != 3 {
		t.Errorf("unexpected links: want lo, docker0 and one veth, got\n%s, before\n%s", read(t, e).Text(), before.Text())
	}
}

func TestStreams(t *testing.T) {
	e := open(t, Config{})
	id := mustRun(t, e, wish{name: "said", argv: []string{"say", "hello"}})
	result, errs := e.ContainerWait(t.Context(), id, api.WaitConditionNotRunning)
	select {
	case r := <-result:
		if r.StatusCode != 3 {
			t.Errorf("unexpected status: want 3, got %d", r.StatusCode)
		}
	case err := <-errs:
		t.Fatal(err)
	}
	logs, err := e.ContainerLogs(t.Context(), id, api.LogsOptions{ShowStdout: true, ShowStderr: true})
	if err != nil {
		t.Fatal(err)
	}
	var out, errout bytes.Buffer
	if _, err := stdcopy.StdCopy(&out, &errout, logs); err != nil {
		t.Fatal(err)
	}
	if out.String() != "hello\n" || errout.String() != "to stderr\n" {
		t.Errorf("unexpected logs: got %q and %q", out.String(), errout.String())
	}
}

func TestInput(t *testing.T) {
	e := open(t, Config{})
	made, err := e.ContainerCreate(t.Context(), &api.Config{Cmd: []string{"copy"}, OpenStdin: true, StdinOnce: true}, &api.HostConfig{AutoRemove: true}, nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.ContainerAttach(t.Context(), made.ID, api.AttachOptions{Stream: true, Stdin: true, Stdout: true, Stderr: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	result, _ := e.ContainerWait(t.Context(), made.ID, api.WaitConditionRemoved)
	if err := e.ContainerStart(t.Context(), made.ID, api.StartOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Conn.Write([]byte("over and out\n")); err != nil {
		t.Fatal(err)
	}
	if err := r.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := stdcopy.StdCopy(&out, &out, r.Reader); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != "over and out\n" {
		t.Errorf("unexpected echo: got %q", got)
	}
	if r := <-result; r.StatusCode != 0 {
		t.Errorf("unexpected status: want 0, got %d", r.StatusCode)
	}
	if list, _ := e.ContainerList(t.Context(), api.ListOptions{All: true}); len(list) != 0 {
		t.Errorf("unexpected containers: want none, got %v", list)
	}
}

func TestRefusals(t *testing.T) {
	e := open(t, Config{})
	id := mustRun(t, e, wish{name: "taken", argv: []string{"wait"}, ports: []string{"81:80"}})
	for want, w := range map[string]wish{
		`Conflict. The container name "/taken" is already in use by container "` + id: {name: "taken", argv: []string{"wait"}},
		"executable file not found in $PATH":                                          {name: "nothing", argv: []string{"nosuch"}},
		"network nowhere not found":                                                   {name: "lost", mode: "nowhere", argv: []string{"wait"}},
		"No such container: nobody":                                                   {name: "friend", mode: "container:nobody", argv: []string{"wait"}},
		"Bind for 0.0.0.0:81 failed: port is already allocated":                       {name: "late", argv: []string{"wait"}, ports: []string{"81:80"}},
		"Invalid container name (a!), only":                                           {name: "a!", argv: []string{"wait"}},
		"user specified IP address is supported on user defined networks only":        {name: "fixed", mode: "bridge", ip: "172.17.0.9", argv: []string{"wait"}},
		"conflicting options: port publishing and the container type network mode":    {name: "both", mode: "container:taken", ports: []string{"82:80"}, argv: []string{"wait"}},
	} {
		if _, err := run(t, e, w); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("unexpected error of %s: want %q, got %v", w.name, want, err)
		}
	}
	if err := e.ContainerRemove(t.Context(), "taken", api.RemoveOptions{}); err == nil || !strings.Contains(err.Error(), "You cannot remove a running container "+id) {
		t.Errorf("unexpected error: got %v", err)
	}
	if n := len(read(t, e).Namespaces); n != 2 {
		t.Errorf("unexpected namespaces after refusals: want the host and one, got\n%s", read(t, e).Text())
	}
}
