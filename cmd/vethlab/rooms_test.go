package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// goPackage is what `go list -json` tells of a package.
type goPackage struct {
	ImportPath string
	Dir        string
	Imports    []string
	GoFiles    []string
}

func goList(t *testing.T) []goPackage {
	t.Helper()
	c := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", "vethlab/...")
	out, err := c.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// TestRooms holds who may import whom among the packages of the program.
func TestRooms(t *testing.T) {
	rules := map[string][]string{
		"lab/topo":    {},
		"lab/ipcmd":   {"lab/topo"},
		"lab/netns":   {"lab/topo"},
		"lab/nftcmd":  {},
		"lab/inet":    {},
		"lab/tool":    {"lab/inet"},
		"lab/explain": {"lab/topo", "lab/inet", "lab/ipcmd", "lab/spell"},
		"lab/history": {},
		"lab/pace":    {},
		"lab/spell":   {},

		"lab/programs": {},

		"lab/netfilter": {"lab/topo", "lab/netns", "lab/nftcmd"},
		"lab/container": {"lab/topo", "lab/ipcmd", "lab/kernel", "lab/netns", "lab/netfilter", "lab/nftcmd"},
		"lab/box":       {"lab/tool", "lab/shell", "lab/kernel", "lab/netns"},

		"lab/kernel":   {"lab/topo", "lab/ipcmd", "lab/netns", "lab/netfilter", "lab/pace"},
		"lab/sandbox":  {},
		"lab/probe":    {"lab/topo", "lab/netns", "lab/inet"},
		"lab/shell":    {"lab/explain", "lab/history", "lab/topo", "lab/ipcmd", "lab/kernel", "lab/netns", "lab/probe", "lab/netfilter", "lab/nftcmd", "lab/programs"},
		"lab":          {"lab/..."},
		"lab/docker":   {"lab/container"},
		"lab/dockerd":  {"lab/topo", "lab/netns", "lab/programs"},
		"lessons":      {"lab", "lab/history", "lab/topo", "lab/ipcmd", "lab/probe", "lab/spell"},
		"tui/diagram":  {"lab/topo"},
		"tui/theme":    {"tui/diagram"},
		"tui":          {"lab", "lessons", "lab/explain", "lab/history", "lab/pace", "lab/topo", "lab/probe", "tui/..."},
		"cmd/vethlab":  {"..."},
		"docs/picture": {},

		"lab/sandbox/sandboxtest": {"lab/sandbox", "lab/netns"},
	}
	allowed := func(by, name string) bool {
		return slices.ContainsFunc(rules[by], func(rule string) bool {
			room, deep := strings.CutSuffix(rule, "...")
			return name == rule || deep && strings.HasPrefix(name+"/", room) && !strings.HasPrefix(name, "cmd/")
		})
	}
	for _, p := range goList(t) {
		name := strings.TrimPrefix(p.ImportPath, "vethlab/")
		if _, known := rules[name]; !known {
			t.Errorf("unexpected package %s: it has no place in the rules of this test", name)
			continue
		}
		for _, i := range p.Imports {
			if own, ok := strings.CutPrefix(i, "vethlab/"); ok && !allowed(name, own) {
				t.Errorf("%s must not import %s", name, own)
			}
		}
	}
}

// TestSoleImporters holds that an effect has one door: netlink in kernel, the switching of namespaces in netns.
func TestSoleImporters(t *testing.T) {
	doors := map[string]string{
		"github.com/vishvananda/netlink":    "vethlab/lab/kernel",
		"github.com/vishvananda/netlink/nl": "vethlab/lab/kernel",
		"github.com/vishvananda/netns":      "vethlab/lab/netns",
		"github.com/google/nftables":        "vethlab/lab/netfilter",
		"mvdan.cc/sh/v3/interp":             "vethlab/lab/shell",
	}
	for _, p := range goList(t) {
		for _, i := range p.Imports {
			if door, ok := doors[i]; ok && p.ImportPath != door {
				t.Errorf("%s imports %s, which only %s may", p.ImportPath, i, door)
			}
		}
	}
}

// TestThreads holds that threads are locked in netns alone, and by the one init of this command.
func TestThreads(t *testing.T) {
	lock := regexp.MustCompile(`runtime\.LockOSThread\(\)`)
	begin := regexp.MustCompile(`(?m)^func init\(\)`)
	for _, p := range goList(t) {
		for _, f := range p.GoFiles {
			path := filepath.Join(p.Dir, f)
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			here := p.ImportPath == "vethlab/cmd/vethlab" && f == "main.go"
			if lock.Match(src) && p.ImportPath != "vethlab/lab/netns" && !here {
				t.Errorf("%s locks a thread", path)
			}
			if begin.Match(src) && !here {
				t.Errorf("%s has an init()", path)
			}
		}
	}
}
