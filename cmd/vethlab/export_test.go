package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"

	"vethlab/lab/topo"
)

// needTools leaves out what carries scripts out with bash and iproute2.
func needTools(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"/bin/bash", "ip", "sysctl"} {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") == "" {
			t.Skipf("no %s to carry it out", tool)
		}
	}
}

// built carries a script out with bash and iproute2 in a lab, and gives what stands there.
func built(t *testing.T, script string) topo.Topology {
	t.Helper()
	file := filepath.Join(t.TempDir(), "script.sh")
	if err := os.WriteFile(file, []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	r := play(t, "", "sh", "--topology", "json", "-c", "/bin/bash "+file+" >&2")
	if r.status != 0 {
		t.Fatalf("unexpected status of the script: want 0, got %d: %s\n%s", r.status, r.err, script)
	}
	var got topo.Topology
	if err := json.Unmarshal([]byte(r.out), &got); err != nil {
		t.Fatalf("topology is no JSON: %v\n%s", err, r.out)
	}
	return got
}

// same compares two topologies, but for neighbours that were asked for: a script pings nobody.
func same(t *testing.T, want, got topo.Topology) {
	t.Helper()
	for _, all := range []*topo.Topology{&want, &got} {
		for i := range all.Namespaces {
			all.Namespaces[i].Neighbours, all.Namespaces[i].FDB = nil, nil
		}
		*all = topo.Shape(*all)
	}
	if d := udiff.Unified("want", "got", want.Text(), got.Text()); d != "" || !topo.Equal(want, got) {
		t.Errorf("unexpected topology: %s", d)
	}
}

func TestExport(t *testing.T) {
	needLab(t)
	needTools(t)
	for _, step := range []string{"", "3", "8"} {
		t.Run("step"+step, func(t *testing.T) {
			words := []string{"export", "veth"}
			if step != "" {
				words = append(words, "--step", step)
			}
			r := play(t, "", words...)
			if r.status != 0 || !strings.HasPrefix(r.out, "#!/bin/bash\n# ") || !strings.Contains(r.out, "\nset -euo pipefail\n") {
				t.Fatalf("unexpected script: %+v", r)
			}
			same(t, before(t, step), built(t, r.out))
		})
	}
	for _, test := range []struct{ lang, lesson, about string }{
		{"en", "veth", "# It needs root and the program ip, and changes the network namespace in which it is run.\nset "},
		{"en", "docker-bridge", "# It needs root and the programs ip, nft and sysctl, and changes"},
		{"zh", "docker-bridge", "# 需要 root 权限，以及程序 ip、nft、sysctl；会改动运行它的那个网络命名空间。\nset "},
	} {
		r := play(t, "", "export", "--lang", test.lang, test.lesson)
		if !strings.Contains(r.out, test.about) {
			t.Errorf("unexpected script: want %q, got %+v", test.about, r)
		}
		for comment := range strings.Lines(r.out) {
			if name, ok := strings.CutPrefix(comment, "# "); ok && test.lang == "zh" && strings.Contains(name, " the ") {
				t.Errorf("unexpected comment in Chinese: %q", comment)
			}
		}
	}
}

// before is the topology that the lesson veth has before a step, or at its end.
func before(t *testing.T, step string) topo.Topology {
	t.Helper()
	var last topo.Topology
	for line := range strings.Lines(play(t, "", "run", "veth", "--json").out) {
		var record struct {
			Step     int           `json:"step"`
			Topology topo.Topology `json:"topology"`
		}
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		if step != "" && record.Step >= int(step[0]-'0') {
			break
		}
		last = record.Topology
	}
	return last
}

// TestExportOfFailure holds that a script which lacks what the lesson has is not given in silence.
func TestExportOfFailure(t *testing.T) {
	needLab(t)
	file := filepath.Join(t.TempDir(), "own.md")
	src := strings.Replace(ownLesson, "$ ip netns add red\n", "$ ip netns add red\n$ ip link set eth7 up\n", 1)
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": "it failed: its exit status is 1", "zh": "命令失败了：退出状态是 1"} {
		r := play(t, "", "export", "--lang", lang, file)
		if r.status != 1 || !strings.Contains(r.out, "blue") || !strings.Contains(r.err, file+":13: $ ip link set eth7 up\n    "+want+"\n     Cannot find device") {
			t.Errorf("unexpected result: want status 1, and what failed where, got %+v", r)
		}
	}
}

func TestTranscribe(t *testing.T) {
	needLab(t)
	needTools(t)
	const script = "ip netns add a0; ip link add br0 type bridge; ip link add va type veth peer name eth0 netns a0; ip link set va master br0 up;" +
		"ip link set br0 up; ip -n a0 addr add 10.0.0.2/24 dev eth0; ip -n a0 link set eth0 up; sysctl -qw net.ipv4.ip_forward=1"
	// The kernel looks for the carrier of a bridge in its own time, within a second, and gives it an address then.
	const arrived = "\ntimeout 30 bash -c 'until ip -6 addr show dev br0 | grep -q fe80; do sleep 0.05; done'"
	r := play(t, "", "sh", "--transcribe", "-c", script+arrived)
	if r.status != 0 {
		t.Fatalf("unexpected result: %+v", r)
	}
	same(t, built(t, script+arrived), built(t, r.out+arrived))
	if r := play(t, "", "sh", "--transcribe", "-c", "ip link; exit 3"); r.status != 3 || !strings.HasSuffix(r.out, "set -euo pipefail\n") {
		t.Errorf("unexpected result of a script that changes nothing: %+v", r)
	}
}
