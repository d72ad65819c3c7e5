//go:build linux

package dockerd

import (
	"os"
	"path/filepath"
	"strings"

	"vethlab/lab/programs"
)

// Lack is what keeps this machine from running a Docker Engine in a lab.
type Lack struct {
	Pieces []string // programs that are not installed, or what the kernel does not have
	Cure   string   // how to get them
}

func (l *Lack) Error() string {
	return "this machine has no " + strings.Join(l.Pieces, ", no ") + "; " + l.Cure
}

// pieces are the programs that the engine is made of. docker-proxy is none: without it the engine publishes ports by rules alone.
func pieces() []string {
	return []string{"dockerd", "containerd", "containerd-shim-runc-v2", "runc", "iptables"}
}

// CommandLine is the path of Docker's own command line, empty if it is not installed. The one that came with the dockerd that is started
// goes before others: a newer one may send what that does not know.
func CommandLine() string {
	folder := filepath.Dir(programs.Find("dockerd"))
	for _, beside := range []string{folder, filepath.Join(filepath.Dir(folder), "bin")} {
		if path := filepath.Join(beside, "docker"); programs.Runnable(path) {
			return path
		}
	}
	return programs.Find("docker")
}

// Missing are the pieces of a Docker Engine that this machine lacks: none where it can run.
func Missing() []string {
	var missing []string
	for _, name := range pieces() {
		if programs.Find(name) == "" {
			missing = append(missing, name)
		}
	}
	// Control groups are mounted for the engine, version 2 as the kernel of any distribution has it.
	if text, err := os.ReadFile("/proc/filesystems"); err == nil && !strings.Contains(string(text), "\tcgroup2\n") {
		missing = append(missing, "cgroup2 in its kernel")
	}
	return missing
}

// Need tells what keeps this machine from running an engine, and how to get it; nil if nothing does.
func Need() *Lack {
	missing := Missing()
	if len(missing) == 0 {
		return nil
	}
	return &Lack{Pieces: missing, Cure: cure(missing)}
}

// cure is the command that installs what is missing, in Debian's and Ubuntu's words: docker.io brings containerd and runc.
func cure(missing []string) string {
	var packages []string
	kernel := false
	for _, m := range missing {
		switch {
		case m == "iptables":
			packages = append(packages, "iptables")
		case strings.HasPrefix(m, "cgroup2"):
			kernel = true
		case len(packages) == 0 || packages[0] != "docker.io":
			packages = append([]string{"docker.io"}, packages...)
		}
	}
	var deeds []string
	if len(packages) > 0 {
		deeds = append(deeds, "sudo apt install "+strings.Join(packages, " "))
	}
	if kernel {
		deeds = append(deeds, "use a kernel with CONFIG_CGROUPS")
	}
	return strings.Join(deeds, "; ")
}
