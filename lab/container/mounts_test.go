//go:build linux

package container

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	api "github.com/docker/docker/api/types/container"
	"github.com/docker/docker/pkg/stdcopy"
)

// said is what a container prints until it ends.
func said(t *testing.T, e *Builtin, config *api.Config, host api.HostConfig) string {
	t.Helper()
	made, err := e.ContainerCreate(t.Context(), config, &host, nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	result, _ := e.ContainerWait(t.Context(), made.ID, api.WaitConditionNextExit)
	if err := e.ContainerStart(t.Context(), made.ID, api.StartOptions{}); err != nil {
		t.Fatal(err)
	}
	<-result
	logs, err := e.ContainerLogs(t.Context(), made.ID, api.LogsOptions{ShowStdout: true, ShowStderr: true})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := stdcopy.StdCopy(&out, &out, logs); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(out.String())
}

// TestMachine holds that a container cannot write to what it has of the machine, whatever it may do.
func TestMachine(t *testing.T) {
	e := open(t, Config{})
	words := append([]string{"/bin/" + boxName}, libraries(e.config.Program)...)
	words = slices.DeleteFunc(words, func(path string) bool {
		_, err := os.Stat(path)
		return err != nil && filepath.Base(path) != boxName
	})
	for name, host := range map[string]api.HostConfig{"usual": {}, "privileged": {Privileged: true}, "mounting": {CapAdd: []string{"SYS_ADMIN"}}} {
		if got := said(t, e, &api.Config{Cmd: append([]string{"spoil"}, words...)}, host); got != "" && got != "written to /bin/"+boxName {
			t.Errorf("unexpected words of a container that is %s: want none, got %q", name, got)
		}
		for _, dir := range words[1:] {
			if err := os.Remove(filepath.Join(dir, spoiled)); err == nil {
				t.Errorf("unexpected file of a container that is %s: in %s of the machine", name, dir)
			}
		}
	}
}

// TestSettings holds what a container may set of the kernel. The engine itself has set what Docker sets, also where the container may not.
func TestSettings(t *testing.T) {
	e := open(t, Config{})
	const setting, firmware = "/proc/sys/net/ipv4/conf/lo/forwarding", "/sys/firmware"
	for name, test := range map[string]struct {
		host api.HostConfig
		path string
		want string
	}{
		"usual":      {api.HostConfig{}, setting, ""},
		"networking": {api.HostConfig{CapAdd: []string{"NET_ADMIN"}}, setting, ""},
		"privileged": {api.HostConfig{Privileged: true}, setting, "written to " + setting},
		"wrong path": {api.HostConfig{}, firmware, ""},
	} {
		if got := said(t, e, &api.Config{Cmd: []string{"spoil", test.path}}, test.host); got != test.want {
			t.Errorf("unexpected words of a %s container: want %q, got %q", name, test.want, got)
		}
	}
	if got := said(t, e, &api.Config{Cmd: []string{"show", "/proc/sys/net/ipv6/conf/all/disable_ipv6"}}, api.HostConfig{}); got != "1" {
		t.Errorf("unexpected setting: want disable_ipv6 1, got %q", got)
	}
	if got := said(t, e, &api.Config{Cmd: []string{"show", "/proc/timer_list"}}, api.HostConfig{}); got != "" {
		t.Errorf("unexpected words of what is masked: want none, got %q", got)
	}
}
