//go:build linux

package shell

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/sandbox/sandboxtest"
)

// The test binary is its own helper: with worldMode set it is the first process of a fresh world.
const (
	worldMode   = "VETHLAB_TEST_WORLD" // "bash" or "shell"
	worldScript = "VETHLAB_TEST_SCRIPT"
	// byStdin in a script's first line has it read from standard input, as a person would type it.
	byStdin = "# by standard input"
)

func TestMain(m *testing.M) {
	if mode := os.Getenv(worldMode); mode != "" {
		if err := worldMain(mode, os.Getenv(worldScript)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	// Most of their time the tests wait for the kernel: as many run at once as their places allow, however few processors there are.
	if err := flag.Set("test.parallel", fmt.Sprint(2*atOnce)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	sandboxtest.Main(m)
}

// outcome is what a script did, as far as one can see it from outside.
type outcome struct {
	Stdout, Stderr string
	Status         int
	Seconds        float64
}

// world is a process in fresh net, mount and pid namespaces that ran a script, and tells the state it left.
type world struct {
	outcome
	command *exec.Cmd
	in      io.WriteCloser
	out     *json.Decoder
	errors  bytes.Buffer
}

func newWorld(mode, script string) (*world, error) {
	w := &world{command: exec.Command("/proc/self/exe")}
	w.command.Env = append(os.Environ(), worldMode+"="+mode, worldScript+"="+script)
	w.command.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: unix.CLONE_NEWNS | unix.CLONE_NEWNET | unix.CLONE_NEWPID | unix.CLONE_NEWIPC | unix.CLONE_NEWUTS,
	}
	w.command.Stderr = &w.errors
	out, err := w.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if w.in, err = w.command.StdinPipe(); err != nil {
		return nil, err
	}
	if err := w.command.Start(); err != nil {
		return nil, err
	}
	w.out = json.NewDecoder(out)
	if err := w.out.Decode(&w.outcome); err != nil {
		w.close()
		return nil, fmt.Errorf("world of %s: %w: %s", mode, err, w.errors.String())
	}
	return w, nil
}

// state asks for the kernel's state as the real ip tells it.
func (w *world) state() (string, error) {
	if _, err := io.WriteString(w.in, "\n"); err != nil {
		return "", err
	}
	var text string
	err := w.out.Decode(&text)
	return text, err
}

func (w *world) close() {
	w.in.Close()
	// It ends at the end of its input; the status was read from its output.
	_ = w.command.Wait()
}

// worldMain is the first process of a world.
func worldMain(mode, script string) error {
	if err := furnish(); err != nil {
		return err
	}
	run := map[string]func(string, *os.File, *os.File, *os.File) (int, error){"bash": runBash, "shell": runShell}[mode]
	var o outcome
	var err error
	out, errs, in := file("stdout"), file("stderr"), input(script)
	start := now()
	if o.Status, err = run(script, in, out, errs); err != nil {
		return err
	}
	o.Seconds = now() - start
	o.Stdout, o.Stderr = content("stdout"), content("stderr")
	to := json.NewEncoder(os.Stdout)
	if err := to.Encode(o); err != nil {
		return err
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		if err := to.Encode(kernelState()); err != nil {
			return err
		}
	}
	return nil
}

// furnish makes the world what a lab is: private mounts, /run empty, /sys and /proc its own, lo up.
func furnish() error {
	steps := []struct{ source, target, kind string }{
		{"tmpfs", "/run", "tmpfs"}, {"proc", "/proc", "proc"}, {"sysfs", "/sys", "sysfs"},
	}
	if err := unix.Mount("", "/", "", unix.MS_PRIVATE|unix.MS_REC, ""); err != nil {
		return fmt.Errorf("make / private: %w", err)
	}
	for _, s := range steps {
		if err := unix.Mount(s.source, s.target, s.kind, 0, ""); err != nil {
			return fmt.Errorf("mount %s: %w", s.target, err)
		}
	}
	// What is the machine's own stays as it is, whatever a script sets.
	for _, m := range []struct {
		path  string
		flags uintptr
	}{{"/proc/sys", unix.MS_RDONLY}, {"/proc/sys/net", 0}} {
		if err := unix.Mount(m.path, m.path, "", unix.MS_BIND, ""); err != nil {
			return fmt.Errorf("mount %s: %w", m.path, err)
		}
		if err := unix.Mount("", m.path, "", unix.MS_BIND|unix.MS_REMOUNT|m.flags, ""); err != nil {
			return fmt.Errorf("remount %s: %w", m.path, err)
		}
	}
	for _, folder := range []string{"/run/netns", "/run/here"} {
		if err := os.Mkdir(folder, 0o755); err != nil {
			return err
		}
	}
	if err := os.Chdir("/run/here"); err != nil {
		return err
	}
	if err := os.Setenv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"); err != nil {
		return err
	}
	return exec.Command("ip", "link", "set", "lo", "up").Run()
}

func runBash(script string, in, out, errs *os.File) (int, error) {
	c := exec.Command("bash")
	if in == nil {
		c.Args = append(c.Args, script)
	} else {
		c.Stdin = in
	}
	c.Stdout, c.Stderr = out, errs
	err := c.Run()
	if exit := new(exec.ExitError); err != nil && !asExit(err, &exit) {
		return 0, err
	}
	return c.ProcessState.ExitCode(), nil
}

func runShell(script string, in, out, errs *os.File) (int, error) {
	host, err := netns.Current()
	if err != nil {
		return 0, err
	}
	k := kernel.New(host)
	defer k.Close()
	c := Config{Kernel: k, Host: host, Stdout: out, Stderr: errs}
	name, from := script, in
	if in != nil {
		c.Stdin, name = in, ""
	} else if from, err = os.Open(script); err != nil {
		return 0, err
	}
	s, err := New(c)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	return s.Script(context.Background(), name, from)
}

// ruleset is what the real nft tells of a namespace, whose name is empty for the first.
func ruleset(name string) string {
	words := []string{"nft", "-a", "list", "ruleset"}
	if name != "" {
		words = append([]string{"ip", "netns", "exec", name}, words...)
	}
	// Where there is no nft, both worlds say so.
	text, _ := exec.Command(words[0], words[1:]...).CombinedOutput()
	return string(text)
}

// kernelState is what the real ip tells of every namespace.
func kernelState() string {
	var b strings.Builder
	names, _ := exec.Command("ip", "netns", "list").CombinedOutput()
	fmt.Fprintf(&b, "names: %s", names)
	where := []string{""}
	for line := range strings.Lines(string(names)) {
		where = append(where, strings.Fields(line)[0])
	}
	for _, name := range where {
		for _, what := range []string{"-d link show", "addr show", "-4 route show table all", "-6 route show table all", "neigh show"} {
			words := append([]string{"-j"}, strings.Fields(what)...)
			if name != "" {
				words = append([]string{"-n", name}, words...)
			}
			text, _ := exec.Command("ip", words...).CombinedOutput()
			list := strings.Split(strings.ReplaceAll(strings.Trim(string(text), "[]\n"), "},{", "}\n{"), "\n")
			if what == "neigh show" {
				// Five seconds after it was used the kernel asks whether a neighbour is still there (neigh_timer_handler). On a busy
				// machine reading all of this takes as long.
				for i := range list {
					list[i] = strings.NewReplacer(`["DELAY"]`, `["REACHABLE"]`, `["PROBE"]`, `["REACHABLE"]`).Replace(list[i])
				}
				slices.Sort(list) // the kernel keeps them in a hash table: their order is chance
			}
			fmt.Fprintf(&b, "%s %s:\n%s\n", name, what, strings.Join(list, "\n"))
		}
		b.WriteString(name + " nft:\n" + ruleset(name))
	}
	return b.String()
}
