//go:build linux

package dockerd

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestCure(t *testing.T) {
	for _, test := range []struct {
		missing []string
		want    string
	}{
		{[]string{"dockerd", "containerd", "containerd-shim-runc-v2", "runc", "iptables"},
			"this machine has no dockerd, no containerd, no containerd-shim-runc-v2, no runc, no iptables; sudo apt install docker.io iptables"},
		{[]string{"iptables"}, "this machine has no iptables; sudo apt install iptables"},
		{[]string{"runc", "cgroup2 in its kernel"},
			"this machine has no runc, no cgroup2 in its kernel; sudo apt install docker.io; use a kernel with CONFIG_CGROUPS"},
	} {
		if got := (&Lack{Pieces: test.missing, Cure: cure(test.missing)}).Error(); got != test.want {
			t.Errorf("unexpected words:\nwant %s\ngot  %s", test.want, got)
		}
	}
}

func TestLastWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	for _, test := range []struct{ log, want string }{
		{"", ""},
		{"time=\"2026-11-23T18:38:24Z\" level=info msg=\"starting\"\n", ""},
		{"time=\"2026-11-23T18:38:24Z\" level=error msg=\"first\"\ntime=\"2026-11-23T18:38:25Z\" level=fatal msg=\"second\"\n", `"second"`},
		{"time=\"2026-11-23T18:38:24Z\" level=error msg=\"first\"\nfailed to start daemon: why\n\n", "failed to start daemon: why"},
	} {
		if err := os.WriteFile(path, []byte(test.log), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := lastWords(path); got != test.want {
			t.Errorf("unexpected last words of\n%s\nwant %q, got %q", test.log, test.want, got)
		}
	}
}

// TestCommandLine takes the docker that came with dockerd before one that PATH has earlier.
func TestCommandLine(t *testing.T) {
	dir := t.TempDir()
	program := func(path string) string {
		path = filepath.Join(dir, path)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o755)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	program("usr/sbin/dockerd")
	t.Setenv("PATH", filepath.Join(dir, "local/bin")+":"+filepath.Join(dir, "usr/sbin"))
	for _, path := range []string{"local/bin/docker", "usr/bin/docker", "usr/sbin/docker"} {
		want := program(path)
		if got := CommandLine(); got != want {
			t.Errorf("unexpected command line: want %s, got %s", want, got)
		}
	}
}

// TestKeyPath keeps versions that make a key in /etc/docker from it, and others from a word that they refuse.
func TestKeyPath(t *testing.T) {
	e := &Engine{dir: "/run/docker-1"}
	for version, want := range map[string]string{
		"20.10.24+dfsg1": "/run/docker-1/key.json", "19.03.15": "/run/docker-1/key.json", "23.0.1": "", "28.5.2": "", "9.0": "", "100.1": "",
	} {
		if got := e.settings(version).KeyPath; got != want {
			t.Errorf("unexpected place of the key of %s: want %q, got %q", version, want, got)
		}
	}
}
