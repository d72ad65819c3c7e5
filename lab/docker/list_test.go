package docker

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
)

func TestContainerTable(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	ago := func(d time.Duration) int64 { return now.Add(-d).Unix() }
	list := []container.Summary{
		{ID: strings.Repeat("a1", 32), Names: []string{"/web", "/other/alias"}, Image: "nginx:1@sha256:" + strings.Repeat("0", 64),
			Command: "nginx -g 'daemon off;' and more", Created: ago(2 * time.Second), Status: "Up 2 seconds", State: "running",
			Labels: map[string]string{"b": "2", "a": "1"}, NetworkSettings: &container.NetworkSettingsSummary{
				Networks: map[string]*network.EndpointSettings{"two": nil, "bridge": nil}},
			Ports: []container.Port{{IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp"}, {PrivatePort: 90, Type: "tcp"}}},
		{ID: strings.Repeat("b2", 32), Names: []string{"/done"}, Image: "sha256:" + strings.Repeat("c3", 32), ImageID: "sha256:" + strings.Repeat("c3", 32),
			Command: "true", Created: ago(3 * time.Hour), Status: "Exited (0) 3 hours ago", State: "exited"},
	}
	var out strings.Builder
	for _, test := range []struct {
		format     string
		quiet, all bool
	}{
		{}, {all: true}, {quiet: true}, {quiet: true, all: true}, {format: "raw"}, {format: "{{json .}}"},
		{format: `table {{.Names}}\t{{.Networks}}\t{{.Label "a"}}\t{{.Labels}}\t{{upper .State}}`},
		{format: `{{.ID}}: {{.Names}}{{"\t"}}{{.RunningFor}}`}, {format: "table {{.Names}}", quiet: true}, {format: "{{.Nothing}}"},
	} {
		l := containerListing(false)
		var rows []containerRow
		for _, c := range list {
			r := rowOf(c, now, !test.all)
			r.CreatedAt = "AT"
			rows = append(rows, r)
		}
		out.WriteString("--- " + test.format + "\n")
		if err := l.write(&out, l.format(test.format, test.quiet), rows); err != nil {
			out.WriteString("error: " + err.Error() + "\n")
		}
	}
	golden.RequireEqual(t, out.String())
}

func TestPortsText(t *testing.T) {
	port := func(ip string, private, public uint16, protocol string) container.Port {
		return container.Port{IP: ip, PrivatePort: private, PublicPort: public, Type: protocol}
	}
	for _, test := range []struct {
		ports []container.Port
		want  string
	}{
		{nil, ""},
		{[]container.Port{port("", 80, 0, "tcp")}, "80/tcp"},
		{[]container.Port{port("", 82, 0, "tcp"), port("", 80, 0, "tcp"), port("", 81, 0, "tcp"), port("", 90, 0, "tcp")}, "80-82/tcp, 90/tcp"},
		{[]container.Port{port("0.0.0.0", 80, 80, "tcp"), port("0.0.0.0", 81, 81, "tcp")}, "0.0.0.0:80-81->80-81/tcp"},
		{[]container.Port{port("0.0.0.0", 80, 8080, "tcp"), port("::", 80, 8080, "tcp"), port("", 53, 0, "udp")},
			"53/udp, 0.0.0.0:8080->80/tcp, :::8080->80/tcp"},
	} {
		if got := portsText(test.ports); got != test.want {
			t.Errorf("unexpected ports: want %q, got %q", test.want, got)
		}
	}
}

func TestNatural(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"net9", "net10", -1}, {"a", "a", 0}, {"b", "a", 1}, {"a", "a1", -1}, {"n01", "n1", 0}, {"n2x", "n2y", -1}, {"x", "1", 1}} {
		got := natural(test.a, test.b)
		if got > 0 && test.want != 1 || got < 0 && test.want != -1 || got == 0 && test.want != 0 {
			t.Errorf("unexpected order of %s and %s: want %d, got %d", test.a, test.b, test.want, got)
		}
	}
}

// TestRefused holds what is docker's own refusal here and not in the real one.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		line, want string
		status     int
	}{
		{"run -v /a:/b img", `invalid argument "/a:/b" for "-v, --volume" flag: ` +
			"a container of a lab has its own small root, and none of the machine's files\nSee 'docker run --help'.\n", 125},
		{"create -m 1g img", `invalid argument "1g" for "-m, --memory" flag: ` + "a lab limits no resources\nSee 'docker create --help'.\n", 125},
		{"run --sig-proxy img", `invalid argument "true" for "--sig-proxy" flag: ` +
			"the lab does not have this option of docker\nSee 'docker run --help'.\n", 125},
		{"build .", "docker: 'build' is a docker command that the lab does not have.\nSee 'docker --help'\n", 1},
	} {
		got := speakOurs(t.Context(), nil, "", strings.Fields(test.line))
		if want := (spoken{"", test.want, test.status}); got != want {
			t.Errorf("unexpected words of docker %s: want %s, got %s", test.line, want, got)
		}
	}
}

// TestInterrupted holds the status of a Ctrl-C that comes before anything is attached.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	nowhere := clientOf(t, "/nonexistent")
	for _, words := range []string{"ps", "run image", "run -d image", "create image", "rm a", "inspect a", "network ls", "stop a", "wait a", "port a"} {
		if got := speakOurs(ctx, nowhere, "", strings.Fields(words)); got.status != 130 || got.err != "" {
			t.Errorf("unexpected status of docker %s: want 130, got %s", words, got)
		}
	}
}

// TestHelp holds the help that is shorter than docker's.
func TestHelp(t *testing.T) {
	var out strings.Builder
	for _, line := range []string{"--help", "run --help", "create --help", "exec --help", "logs --help", "container --help", "images --help"} {
		out.WriteString("$ docker " + line + "\n" + speakOurs(t.Context(), nil, "", strings.Fields(line)).String())
	}
	golden.RequireEqual(t, out.String())
}
