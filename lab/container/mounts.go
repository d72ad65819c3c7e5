//go:build linux

package container

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

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
	if err := o.program(); err != nil {
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
		if err := o.lend(dir, to); err != nil {
			return err
		}
	}
	return o.files()
}

// program puts the binary in /bin. One without a name, as that of a test may be, is copied.
func (o order) program() error {
	at := filepath.Join(o.Root, "bin", boxName)
	from, err := filepath.EvalSymlinks(o.Program)
	if o.Program == running || err != nil {
		text, err := os.ReadFile(o.Program)
		if err != nil {
			return err
		}
		return os.WriteFile(at, text, 0o755)
	}
	if err := os.WriteFile(at, nil, 0o755); err != nil {
		return err
	}
	// Only a folder can be lent: from a place that nobody needs yet the file is mounted where it belongs.
	folder := filepath.Join(o.Root, "run")
	if err := o.lend(filepath.Dir(from), folder); err != nil {
		return err
	}
	if err := mount(filepath.Join(folder, filepath.Base(from)), at, "", unix.MS_BIND, ""); err != nil {
		return err
	}
	if err := readOnly(at); err != nil {
		return err
	}
	return os.NewSyscallError("umount", unix.Unmount(folder, unix.MNT_DETACH))
}

// lend shows a folder of the machine in the root, which nobody in there can write to. An overlay that has no upper layer is refused to
// be mounted otherwise, whatever the container may do. Where there are no overlays, a read-only mount holds those who may not mount.
func (o order) lend(from, to string) error {
	second := filepath.Join(filepath.Dir(o.Root), "nothing") // an overlay wants two layers
	if err := os.MkdirAll(second, 0o755); err != nil {
		return err
	}
	// As the current folder, for a path may have what is special in options.
	if err := os.Chdir(from); err != nil {
		return err
	}
	err := mount("overlay", to, "overlay", unix.MS_RDONLY, "lowerdir=.:"+second)
	switch {
	case err == nil:
		return nil
	case o.Capabilities&(1<<unix.CAP_SYS_ADMIN) != 0:
		return fmt.Errorf("a container that may mount could write to %s of the machine, for there are no overlays: %w", from, err)
	}
	if err := mount(from, to, "", unix.MS_BIND, ""); err != nil {
		return err
	}
	return readOnly(to)
}

// readOnly makes a mount read-only, and leaves its other flags: those of the machine are locked in a user namespace.
func readOnly(at string) error {
	var now unix.Statfs_t
	if err := unix.Statfs(at, &now); err != nil {
		return &os.PathError{Op: "statfs", Path: at, Err: err}
	}
	const kept = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC | unix.MS_NOATIME | unix.MS_NODIRATIME
	return mount("", at, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY|uintptr(now.Flags)&kept, "")
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

// files puts Docker's three files in /etc, and the users that programs look for.
func (o order) files() error {
	for name, from := range o.Files {
		if _, err := os.Stat(from); errors.Is(err, os.ErrNotExist) {
			// They have gone with the container that was joined, or with the one that it had joined.
			continue
		}
		if err := o.bind(from, "etc/"+name); err != nil {
			return err
		}
		if o.ReadOnly {
			if err := readOnly(filepath.Join(o.Root, "etc", name)); err != nil {
				return err
			}
		}
	}
	// By this one scripts tell that they are in a container.
	if err := os.WriteFile(filepath.Join(o.Root, ".dockerenv"), nil, 0o755); err != nil {
		return err
	}
	for name, text := range Etc(o.Lang) {
		if err := os.WriteFile(filepath.Join(o.Root, "etc", name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// bind mounts a file on a new one in the root.
func (o order) bind(from, to string) error {
	at := filepath.Join(o.Root, to)
	if err := os.WriteFile(at, nil, 0o755); err != nil {
		return err
	}
	return mount(from, at, "", unix.MS_BIND, "")
}

// device makes a device file as the machine has it. Where that is not allowed, as in a user namespace, it is the machine's own.
func (o order) device(name string) error {
	var of unix.Stat_t
	if err := unix.Stat("/dev/"+name, &of); err != nil {
		return &os.PathError{Op: "stat", Path: "/dev/" + name, Err: err}
	}
	at := filepath.Join(o.Root, "dev", name)
	if err := unix.Mknod(at, unix.S_IFCHR, int(of.Rdev)); err == nil {
		// Not what the umask leaves.
		return os.Chmod(at, 0o666)
	}
	if err := o.bind("/dev/"+name, "dev/"+name); err != nil {
		return err
	}
	return readOnly(at)
}

// mountKernel mounts the kernel's views of the container's own namespaces.
func (o order) mountKernel() error {
	const still = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	if err := mount("proc", filepath.Join(o.Root, "proc"), "proc", still, ""); err != nil {
		return err
	}
	return mount("sysfs", filepath.Join(o.Root, "sys"), "sysfs", still, "")
}

// hideKernel keeps a container from the machine's settings, as Docker does (oci/defaults.go): some it can only read, some it does not
// see. One that is privileged has them all.
func (o order) hideKernel() error {
	if o.Privileged {
		return nil
	}
	if err := readOnly(filepath.Join(o.Root, "sys")); err != nil {
		return err
	}
	for _, name := range strings.Fields("asound acpi kcore keys latency_stats timer_list timer_stats sched_debug scsi") {
		if err := o.mask(filepath.Join(o.Root, "proc", name)); err != nil {
			return err
		}
	}
	if err := o.mask(filepath.Join(o.Root, "sys/firmware")); err != nil {
		return err
	}
	for _, name := range strings.Fields("bus fs irq sys sysrq-trigger") {
		at := filepath.Join(o.Root, "proc", name)
		if _, err := os.Stat(at); err != nil {
			continue
		}
		if err := mount(at, at, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
			return err
		}
		if err := readOnly(at); err != nil {
			return err
		}
	}
	return nil
}

// mask puts an empty folder, or /dev/null, on what is not to be seen. What is not there needs none.
func (o order) mask(at string) error {
	info, err := os.Stat(at)
	switch {
	case err != nil:
		return nil
	case info.IsDir():
		return mount("tmpfs", at, "tmpfs", unix.MS_RDONLY, "")
	}
	return mount(filepath.Join(o.Root, "dev/null"), at, "", unix.MS_BIND, "")
}

// mountDevices makes a small /dev.
func (o order) mountDevices() error {
	dev := filepath.Join(o.Root, "dev")
	if err := mount("tmpfs", dev, "tmpfs", unix.MS_NOSUID, "mode=755,size=64k"); err != nil {
		return err
	}
	for _, name := range []string{"null", "zero", "full", "random", "urandom", "tty"} {
		if err := o.device(name); err != nil {
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
