package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// setUp makes what is around a lab, from inside. What is refused is told to the process outside, and ends this one.
func setUp() error {
	os.Unsetenv(stage)
	if os.Getpid() != 1 {
		return fmt.Errorf("%s is set, but this is no sandbox", stage)
	}
	// Waited for by the poller: a read that blocks would keep a thread.
	_ = unix.SetNonblock(lifeFile, true)
	life, report := os.NewFile(lifeFile, "life"), os.NewFile(reportFile, "report")
	for _, fd := range []int{lifeFile, reportFile, aliveFile} {
		// Only this process may hold them; the last is there on a terminal alone.
		unix.CloseOnExec(fd)
	}
	// It was started as /proc/self/exe, and would be called exe in ps.
	if name, err := unix.BytePtrFromString(filepath.Base(os.Args[0])); err == nil {
		_ = unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(name)), 0, 0, 0)
	}
	go dieWith(life)
	dieOfSignals()
	for _, step := range []func() error{mounts, databases, loopback, limits, settings} {
		if err := step(); err != nil {
			refuse(report, err)
		}
	}
	return report.Close()
}

// dieWith ends the lab when the process outside has ended. PR_SET_PDEATHSIG does that too, but not where that process ended before
// this one asked for it. It lasts as long as the program.
func dieWith(life *os.File) {
	_, _ = life.Read(make([]byte, 1))
	os.Exit(128 + int(unix.SIGKILL))
}

// dieOfSignals ends the lab by the signals that end a program, with the status that a shell gives for them: the kernel would not
// end process 1. Whoever wants one of them for something else calls [signal.Reset] first. It lasts as long as the program.
func dieOfSignals() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGINT, unix.SIGQUIT, unix.SIGTERM, unix.SIGHUP)
	go func() {
		s := <-signals
		os.Exit(128 + int(s.(unix.Signal)))
	}()
}

// refuse tells what was refused, and ends this process.
func refuse(to *os.File, err error) {
	said := report{Call: "set up", Err: err.Error()}
	var call *os.SyscallError
	var path *os.PathError
	switch {
	case errors.As(err, &call):
		said.Call = call.Syscall
	case errors.As(err, &path):
		said.Call = path.Op + " " + path.Path
	}
	errors.As(err, &said.Errno)
	_ = json.NewEncoder(to).Encode(said)
	os.Exit(1)
}

// mounts makes /run, /proc and /sys the lab's own. Nothing of it is seen outside.
func mounts() error {
	const still = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	for _, m := range []struct {
		kind, target string
		flags        uintptr
		data         string
	}{
		{"", "/", unix.MS_REC | unix.MS_PRIVATE, ""},
		{"tmpfs", "/run", unix.MS_NOSUID | unix.MS_NODEV, fmt.Sprintf("mode=755,size=64m,nr_inodes=%d", mostRunFiles)},
		{"proc", "/proc", still, ""},
		{"sysfs", "/sys", still, ""},
		// A name is a file, so that this bounds root too, whom no other limit counts.
		{"tmpfs", "/run/netns", still, fmt.Sprintf("mode=755,size=4m,nr_inodes=%d", mostNamespaces)},
	} {
		name := "make / private"
		if m.kind != "" {
			name = "mount " + m.kind + " on " + m.target
			// What is there already is right.
			_ = os.Mkdir(m.target, 0o755)
		}
		if err := unix.Mount(m.kind, m.target, m.kind, m.flags, m.data); err != nil {
			return os.NewSyscallError(name, err)
		}
	}
	return nil
}

// databaseDir is where iproute2 has names for numbers, such as those of tables of routes.
const databaseDir = "/etc/iproute2"

// databases gives the lab a copy of iproute2's names: who adds one in a lab, as for a table of routes one does, may do so, and the machine
// has its own unchanged.
func databases() error {
	files := map[string][]byte{}
	// What cannot be read is not there.
	_ = filepath.WalkDir(databaseDir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return nil
		}
		if text, err := os.ReadFile(path); err == nil {
			files[path] = text
		}
		return nil
	})
	if len(files) == 0 {
		return nil
	}
	const still = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	if err := unix.Mount("tmpfs", databaseDir, "tmpfs", still, "mode=755,size=4m"); err != nil {
		return os.NewSyscallError("mount tmpfs on "+databaseDir, err)
	}
	for path, text := range files {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// loopback sets lo up in the sandbox's own namespace. Nobody needs it there; but Ubuntu's AppArmor lets a user namespace be
// made, and then refuses what is done in it, and this shows it before a lesson does.
func loopback() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return os.NewSyscallError("socket", err)
	}
	defer unix.Close(fd)
	request, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	request.SetUint16(unix.IFF_UP)
	return os.NewSyscallError("set lo up", unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, request))
}

// The most that a lab can have. What goes beyond gets the kernel's own error: EAGAIN of fork(2), EMFILE of open(2), ENOSPC of
// unshare(2).
const (
	mostProcesses  = 4096
	mostFiles      = 65536
	mostNamespaces = 1024
	mostRunFiles   = 16384
)

// limits keeps a runaway loop in the lab. Each limit counts this lab alone, or is not set: those of root outside a user
// namespace would be the machine's.
func limits() error {
	for what, most := range map[int]uint64{unix.RLIMIT_NPROC: mostProcesses, unix.RLIMIT_NOFILE: mostFiles, unix.RLIMIT_CORE: 0} {
		var l unix.Rlimit
		if err := unix.Getrlimit(what, &l); err != nil {
			return os.NewSyscallError("getrlimit", err)
		}
		l.Cur, l.Max = min(l.Max, most), min(l.Max, most)
		if err := unix.Setrlimit(what, &l); err != nil {
			return os.NewSyscallError("setrlimit", err)
		}
	}
	if inUserNamespace() {
		for _, kind := range []string{"net", "mnt"} {
			if err := lower("/proc/sys/user/max_"+kind+"_namespaces", mostNamespaces); err != nil {
				return err
			}
		}
	}
	if pidMaxIsOurs() {
		return lower("/proc/sys/kernel/pid_max", mostProcesses)
	}
	return nil
}

// settings keeps root from changing the machine's own settings: outside a user namespace the kernel asks nobody else. Those of the
// network are each namespace's own, and stay as they are. It comes after limits, which sets one of the others.
func settings() error {
	if inUserNamespace() {
		return nil
	}
	const still = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	for _, m := range []struct {
		path  string
		flags uintptr
	}{{"/proc/sys", unix.MS_RDONLY}, {"/proc/sys/net", 0}, {"/proc/sysrq-trigger", unix.MS_RDONLY}, {"/proc/irq", unix.MS_RDONLY}} {
		if _, err := os.Stat(m.path); err != nil {
			continue
		}
		if err := unix.Mount(m.path, m.path, "", unix.MS_BIND, ""); err != nil {
			return os.NewSyscallError("mount "+m.path, err)
		}
		if err := unix.Mount("", m.path, "", unix.MS_BIND|unix.MS_REMOUNT|still|m.flags, ""); err != nil {
			return os.NewSyscallError("remount "+m.path, err)
		}
	}
	return nil
}

// lower writes a sysctl, if it is higher.
func lower(path string, most int) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if now, err := strconv.Atoi(strings.TrimSpace(string(text))); err != nil || now <= most {
		return err
	}
	return os.WriteFile(path, []byte(strconv.Itoa(most)), 0)
}

// inUserNamespace tells whether this process is in another user namespace than the machine's first: that one maps every id to
// itself (user_namespaces(7)).
func inUserNamespace() bool {
	text, err := os.ReadFile("/proc/self/uid_map")
	return err == nil && strings.Join(strings.Fields(string(text)), " ") != "0 0 4294967295"
}

// pidMaxIsOurs tells whether kernel.pid_max is that of this pid namespace alone, as since Linux 6.14.
func pidMaxIsOurs() bool {
	var u unix.Utsname
	if unix.Uname(&u) != nil {
		return false
	}
	var major, minor int
	if _, err := fmt.Sscanf(unix.ByteSliceToString(u.Release[:]), "%d.%d", &major, &minor); err != nil {
		return false
	}
	return major > 6 || major == 6 && minor >= 14
}

// Reap waits for processes that lost their parent, until stop is called: they are process 1's to wait for, and would else stay
// as zombies. Those that this program started itself are left to it. For that the main thread must start no process: what
// lost its parent is given to that thread (find_new_reaper of kernel/exit.c), and what another thread started is not.
func Reap() (stop func()) {
	died := make(chan os.Signal, 1)
	signal.Notify(died, unix.SIGCHLD)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range died {
			reapOrphans()
		}
	}()
	return func() {
		signal.Stop(died)
		close(died)
		<-done
	}
}

func reapOrphans() {
	text, err := os.ReadFile("/proc/1/task/1/children")
	if err != nil {
		return
	}
	for _, word := range strings.Fields(string(text)) {
		if pid, err := strconv.Atoi(word); err == nil {
			// It may live still, and is then left.
			_, _ = unix.Wait4(pid, nil, unix.WNOHANG, nil)
		}
	}
}
