//go:build linux

package dockerd

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/docker/docker/client"
	"golang.org/x/sys/unix"

	"vethlab/lab/programs"
)

// mark is in the environment of all that the engine starts but the containers themselves; its value is the engine's folder.
const mark = "VETHLAB_DOCKERD"

// controlGroups is where the engine expects them. Only version 2 lets runc go without (its --rootless, where no path is given).
const controlGroups = "/sys/fs/cgroup"

// runcScript is called in place of runc.
//
//go:embed runc.sh
var runcScript string

// settings is dockerd's configuration file (dockerd(8), daemon.json).
type settings struct {
	DataRoot       string             `json:"data-root"`
	ExecRoot       string             `json:"exec-root"`
	PidFile        string             `json:"pidfile"`
	Hosts          []string           `json:"hosts"`
	Group          string             `json:"group"`
	LogLevel       string             `json:"log-level"`
	ExecOptions    []string           `json:"exec-opts"`
	Runtimes       map[string]runtime `json:"runtimes"`
	DefaultRuntime string             `json:"default-runtime"`
	BIP            string             `json:"bip,omitempty"`
	UserlandProxy  bool               `json:"userland-proxy"`
	KeyPath        string             `json:"deprecated-key-path,omitempty"`
}

type runtime struct {
	Path string `json:"path"`
}

// inner is dockerd's own socket; clients use that of Engine.Socket.
func (e *Engine) inner() string { return filepath.Join(e.dir, "dockerd.sock") }

// settings are those of dockerd of a version such as "20.10.24".
func (e *Engine) settings(version string) settings {
	s := settings{
		DataRoot: e.data(), ExecRoot: filepath.Join(e.dir, "exec"), PidFile: filepath.Join(e.dir, "dockerd.pid"),
		Hosts: []string{"unix://" + e.inner()}, Group: "root", LogLevel: "warn",
		// The systemd of the machine knows nothing of the lab.
		ExecOptions: []string{"native.cgroupdriver=cgroupfs"},
		Runtimes:    map[string]runtime{"lab": {Path: filepath.Join(e.dir, "runc.sh")}}, DefaultRuntime: "lab",
		BIP: e.config.BIP, UserlandProxy: programs.Find("docker-proxy") != "",
	}
	// Before 23.0 it made a key in /etc/docker, which is the machine's; later versions refuse a word that they do not know.
	if major, _, _ := strings.Cut(version, "."); len(major) == 2 && major < "23" {
		s.KeyPath = filepath.Join(e.dir, "key.json")
	}
	return s
}

// version asks dockerd for it: "Docker version 20.10.24+dfsg1, build 5d6db84".
func version(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, programs.Find("dockerd"), "--version").Output()
	if err != nil {
		return "", fmt.Errorf("dockerd --version: %w", err)
	}
	words := strings.Fields(string(out))
	if len(words) < 3 {
		return "", fmt.Errorf("dockerd --version: unexpected answer %q", out)
	}
	return strings.TrimSuffix(words[2], ","), nil
}

// write makes the files that dockerd reads.
func (e *Engine) write(ctx context.Context) error {
	v, err := version(ctx)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(e.settings(v), "", "  ")
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(e.dir, "daemon.json"), text, 0o600),
		os.WriteFile(filepath.Join(e.dir, "runc.sh"), []byte(runcScript), 0o755),
	)
}

// startDaemon starts dockerd and waits until it says that it is ready (sd_notify(3)).
func (e *Engine) startDaemon(ctx context.Context) error {
	if err := e.write(ctx); err != nil {
		return err
	}
	notify, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(e.dir, "notify"), Net: "unixgram"})
	if err != nil {
		return err
	}
	log, err := os.Create(e.log())
	if err != nil {
		return errors.Join(err, notify.Close())
	}
	defer log.Close()
	e.daemon = e.command(log)
	if err := e.config.Host.Do(e.daemon.Start); err != nil {
		e.daemon = nil
		return errors.Join(err, notify.Close())
	}
	e.serving.Go(e.await)
	ready := make(chan error, 1)
	go func() { ready <- untilReady(notify) }()
	select {
	case err = <-ready:
	case <-e.done:
		err = e.err
	case <-ctx.Done():
		err = ctx.Err()
	}
	notify.Close()
	if err != nil {
		return err
	}
	e.direct, err = client.NewClientWithOpts(client.WithHost("unix://"+e.inner()), client.WithAPIVersionNegotiation())
	return err
}

// command is dockerd to be, in a cgroup namespace of its own, without which an ordinary user may mount no control groups. They are
// mounted read-only: nothing is to be made there.
func (e *Engine) command(log *os.File) *exec.Cmd {
	const mount = "mount -t cgroup2 -o ro,nosuid,nodev,noexec cgroup2 " + controlGroups + ` && exec "$@"`
	c := exec.Command("/bin/sh", "-c", mount, "sh", programs.Find("dockerd"), "--config-file", filepath.Join(e.dir, "daemon.json"))
	c.Stdout, c.Stderr, c.Dir = log, log, "/"
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); name != "PATH" && !strings.HasPrefix(name, "DOCKER_") {
			c.Env = append(c.Env, v)
		}
	}
	// TMPDIR is where containerd writes what it was doing when dockerd takes it for hung, and that would be left.
	c.Env = append(c.Env, mark+"="+e.dir, "PATH="+programs.Path(os.Getenv("PATH")), "NOTIFY_SOCKET="+filepath.Join(e.dir, "notify"), "TMPDIR="+e.dir)
	// A terminal's keys are not for it.
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Cloneflags: unix.CLONE_NEWCGROUP}
	return c
}

// untilReady reads what dockerd tells of itself, until it is ready or the socket is closed.
func untilReady(notify *net.UnixConn) error {
	text := make([]byte, 4096)
	for {
		n, err := notify.Read(text)
		if err != nil {
			return err
		}
		if bytes.Contains(text[:n], []byte("READY=1")) {
			return nil
		}
	}
}

// await waits for the end of dockerd, and tells why it ended.
func (e *Engine) await() {
	err := e.daemon.Wait()
	select {
	case <-e.closing:
	default:
		e.err = e.words(err)
	}
	close(e.done)
}

// words tells of the end of dockerd under the lab. err is nil where it ended with 0.
func (e *Engine) words(err error) error {
	who := fmt.Sprintf("dockerd (process %d)", e.daemon.Process.Pid)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return fmt.Errorf("%s: %w", who, err)
	}
	if status := e.daemon.ProcessState.Sys().(syscall.WaitStatus); status.Signaled() {
		// Whoever kills it is not in its log.
		return fmt.Errorf("%s was ended by a signal: %v", who, status.Signal())
	}
	text := fmt.Sprintf("%s ended with status %d", who, e.daemon.ProcessState.ExitCode())
	if said := lastWords(e.log()); said != "" {
		text += "; it said: " + said
	}
	return errors.New(text)
}

func (e *Engine) log() string { return filepath.Join(e.dir, "dockerd.log") }

// lastWords is the last line of a log that tells of an error, without its time and level; empty if there is none.
func lastWords(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	last := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case !strings.HasPrefix(line, "time="):
			// What ends dockerd is said without a time.
			if line != "" {
				last = line
			}
		case strings.Contains(line, "level=error"), strings.Contains(line, "level=fatal"):
			_, last, _ = strings.Cut(line, " msg=")
		}
	}
	return last
}
