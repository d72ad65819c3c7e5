//go:build linux

package container

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// boxName is the binary's own name in a container's /bin; the programs are links to it.
const boxName = "vethlab"

// Init makes the running process a container's first, if it was started to be that: its root, its /proc, /sys and /dev, its name.
// It returns if the command is one of our own programs, which the caller then carries out by os.Args; any other takes its place.
// The caller calls begun when signals no longer end the program in another way than they should: the engine waits for that.
// What keeps it from beginning is told to the engine, and ends the process. It must run on the main thread, before others begin.
func Init() (begun func()) {
	what := os.Getenv(stage)
	if what == "" {
		return func() {}
	}
	os.Unsetenv(stage)
	if set, err := strconv.ParseUint(what, 16, 64); err == nil {
		// A command of `docker exec`: all is there but for what it may do.
		if err := give(set); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(126)
		}
		return func() {}
	}
	report := os.NewFile(reportFile, "report")
	unix.CloseOnExec(reportFile)
	file := os.NewFile(orderFile, "order")
	var o order
	err := json.NewDecoder(file).Decode(&o)
	file.Close()
	if err == nil {
		err = o.carryOut()
	}
	if err != nil {
		refuse(report, 125, err.Error())
	}
	path, err := lookPath(os.Args[0], os.Getenv("PATH"))
	if err != nil {
		status, text := 127, fmt.Sprintf("exec: %q: %v", os.Args[0], err)
		if errors.Is(err, unix.EACCES) {
			status = 126
		}
		refuse(report, status, text)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil && filepath.Base(real) == boxName {
		name, _ := unix.BytePtrFromString(filepath.Base(path))
		// The name that ps shows would be that of the binary.
		_ = unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(name)), 0, 0, 0)
		if err := give(o.Capabilities); err != nil {
			refuse(report, 126, err.Error())
		}
		return func() { report.Close() }
	}
	if _, err := keepOnly(o.Capabilities); err != nil {
		refuse(report, 126, err.Error())
	}
	err = unix.Exec(path, os.Args, os.Environ())
	refuse(report, 126, fmt.Sprintf("exec: %q: %s", os.Args[0], strerror(err)))
	return nil
}

func refuse(to *os.File, status int, text string) {
	_ = json.NewEncoder(to).Encode(refusal{status, text})
	os.Exit(status)
}

// lookPath finds a program as runc does, with its words.
func lookPath(name, path string) (string, error) {
	if strings.Contains(name, "/") {
		return name, executable(name, "stat "+name+": no such file or directory")
	}
	for dir := range strings.SplitSeq(path, ":") {
		if at := filepath.Join(dir, name); executable(at, "") == nil {
			return at, nil
		}
	}
	return "", errors.New("executable file not found in $PATH")
}

func executable(path, missing string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return errors.New(missing)
	case info.IsDir(), info.Mode()&0o111 == 0:
		return fmt.Errorf("%w", unix.EACCES)
	}
	return nil
}

// carryOut makes the container's view of the machine.
func (o order) carryOut() error {
	for _, step := range []func() error{o.mountRoot, o.mountKernel, o.mountDevices, o.enter} {
		if err := step(); err != nil {
			return err
		}
	}
	if o.Hostname != "" {
		if err := unix.Sethostname([]byte(o.Hostname)); err != nil {
			return os.NewSyscallError("sethostname", err)
		}
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return err
	}
	return os.Chdir(o.Dir)
}

func mount(from, to, kind string, flags uintptr, data string) error {
	if err := unix.Mount(from, to, kind, flags, data); err != nil {
		return &os.PathError{Op: "mount", Path: to, Err: err}
	}
	return nil
}

// mountRoot makes a root in memory, with our programs in /bin.
func (o order) mountRoot() error {
	if err := mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return err
	}
	if err := os.MkdirAll(o.Root, 0o755); err != nil {
		return err
	}
	if err := mount("tmpfs", o.Root, "tmpfs", unix.MS_NODEV, "mode=755,size=64m"); err != nil {
		return err
	}
	for _, dir := range []string{"bin", "dev", "etc", "home", "proc", "root", "run", "sbin", "sys", "tmp", "usr/bin", "usr/sbin", "var/run"} {
		if err := os.MkdirAll(filepath.Join(o.Root, dir), 0o755); err != nil {
			return err
		}
	}
	if err := os.Chmod(filepath.Join(o.Root, "tmp"), os.ModeSticky|0o777); err != nil {
		return err
	}
	if err := o.bind(o.Program, "bin/"+boxName); err != nil {
		return err
	}
	for _, name := range o.Names {
		if err := os.Symlink(boxName, filepath.Join(o.Root, "bin", name)); err != nil {
			return err
		}
	}
	for _, dir := range o.Folders {
		// What the machine does not have, the binary does not need.
		if _, err := os.Stat(dir); err != nil {
			continue
		}
		to := filepath.Join(o.Root, dir)
		if err := os.MkdirAll(to, 0o755); err != nil {
			return err
		}
		if err := mount(dir, to, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
			return err
		}
	}
	return o.files()
}

// Etc are the files in a container's /etc that are the same in each: the users that programs look for, and the language in which a
// prompt helps where it is not English, as in Debian (locale.conf(5)).
func Etc(lang string) map[string]string {
	files := map[string]string{"passwd": "root:x:0:0:root:/root:/bin/sh\n", "group": "root:x:0:\n"}
	if lang == "zh" {
		files["locale.conf"] = "LANG=zh_CN.UTF-8\n"
	}
	return files
}

// files puts Docker's three files in /etc, and those of all containers.
func (o order) files() error {
	for name, from := range o.Files {
		if err := o.bind(from, "etc/"+name); err != nil {
			return err
		}
	}
	for name, text := range Etc(o.Lang) {
		if err := os.WriteFile(filepath.Join(o.Root, "etc", name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// bind mounts a file on a new one in the root. Where the file has no name any more, as the program of a test may not, it is copied.
func (o order) bind(from, to string) error {
	at := filepath.Join(o.Root, to)
	if err := os.WriteFile(at, nil, 0o755); err != nil {
		return err
	}
	err := mount(from, at, "", unix.MS_BIND, "")
	if from == o.Program && (errors.Is(err, unix.ENOENT) || errors.Is(err, unix.EINVAL)) {
		text, failed := os.ReadFile(from)
		if failed != nil {
			return failed
		}
		return os.WriteFile(at, text, 0o755)
	}
	return err
}

// mountKernel mounts the kernel's views of the container's own namespaces.
func (o order) mountKernel() error {
	const still = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	if err := mount("proc", filepath.Join(o.Root, "proc"), "proc", still, ""); err != nil {
		return err
	}
	return mount("sysfs", filepath.Join(o.Root, "sys"), "sysfs", still, "")
}

// mountDevices makes a small /dev: device files are the machine's, for a user namespace may make none.
func (o order) mountDevices() error {
	dev := filepath.Join(o.Root, "dev")
	if err := mount("tmpfs", dev, "tmpfs", unix.MS_NOSUID, "mode=755,size=64k"); err != nil {
		return err
	}
	for _, name := range []string{"null", "zero", "full", "random", "urandom", "tty"} {
		if err := o.bind("/dev/"+name, "dev/"+name); err != nil {
			return err
		}
	}
	for _, dir := range []string{"pts", "shm"} {
		if err := os.Mkdir(filepath.Join(dev, dir), 0o755); err != nil {
			return err
		}
	}
	if err := mount("devpts", filepath.Join(dev, "pts"), "devpts", unix.MS_NOSUID|unix.MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620"); err != nil {
		return err
	}
	if err := mount("shm", filepath.Join(dev, "shm"), "tmpfs", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "mode=1777,size=64m"); err != nil {
		return err
	}
	for name, to := range map[string]string{"ptmx": "pts/ptmx", "fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2"} {
		if err := os.Symlink(to, filepath.Join(dev, name)); err != nil {
			return err
		}
	}
	if !o.Console {
		return nil
	}
	// By its path: the open file belongs to the mounts of the namespace in which the terminal was made.
	path, err := os.Readlink("/proc/self/fd/0")
	if err != nil {
		return err
	}
	return o.bind(path, "dev/console")
}

// enter makes the new root the only one (pivot_root(2)).
func (o order) enter() error {
	if err := os.Chdir(o.Root); err != nil {
		return err
	}
	if err := unix.PivotRoot(".", "."); err != nil {
		return os.NewSyscallError("pivot_root", err)
	}
	// The old root lies on the new one now.
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return os.NewSyscallError("umount", err)
	}
	return os.Chdir("/")
}
