//go:build linux

package shell

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
	"mvdan.cc/sh/v3/interp"
)

// within runs f with a path, as the bash's namespace has it: what stands in /proc and /sys is another in each. f is given where it is
// found meanwhile.
func (b *bash) within(path string, f func(path string) error) error {
	if !ofKernel(path) {
		return f(path)
	}
	return b.place.ns.Do(func() error {
		rest, ok := strings.CutPrefix(path, "/sys/")
		if !ok || b.place.ns.ID() == b.shell.config.Host.ID() {
			return f(threadPath(path))
		}
		// The mount on /sys shows the host's links (sysfs(5)).
		mount, err := mountSysfs()
		if err != nil {
			return f(path)
		}
		defer unix.Close(mount)
		return f(fmt.Sprintf("/proc/self/fd/%d/%s", mount, rest))
	})
}

// ofKernel tells whether a path leads to what the kernel makes as it is looked at.
func ofKernel(path string) bool {
	return strings.HasPrefix(path, "/proc/") || strings.HasPrefix(path, "/sys/")
}

// threadPath makes /proc/net, and what names the namespace, the calling thread's, whose namespace may be another than the process's.
func threadPath(path string) string {
	for from, to := range map[string]string{"/proc/net/": "net/", "/proc/self/net/": "net/", "/proc/self/ns/net": "ns/net"} {
		if rest, ok := strings.CutPrefix(path, from); ok {
			return "/proc/thread-self/" + to + rest
		}
	}
	return path
}

// mountSysfs mounts the calling thread's namespace's sysfs nowhere: the mount lasts as long as the descriptor (fsmount(2)).
func mountSysfs() (fd int, err error) {
	about, err := unix.Fsopen("sysfs", unix.FSOPEN_CLOEXEC)
	if err != nil {
		return -1, err
	}
	defer unix.Close(about)
	if err := unix.FsconfigCreate(about); err != nil {
		return -1, err
	}
	return unix.Fsmount(about, unix.FSMOUNT_CLOEXEC, unix.MOUNT_ATTR_NOSUID|unix.MOUNT_ATTR_NODEV|unix.MOUNT_ATTR_NOEXEC)
}

// stream is the standard stream that a path means, nil for any other file. The process's own may be another one.
func stream(hc interp.HandlerContext, path string) any {
	switch path {
	case "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0":
		return hc.Stdin
	case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1":
		return hc.Stdout
	case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2":
		return hc.Stderr
	}
	return nil
}

// fileOf is the file behind a stream; nil where there is none.
func fileOf(stream any) *os.File {
	if w, ok := stream.(io.Writer); ok {
		stream = plain(unsaid(w))
	}
	f, _ := stream.(*os.File)
	return f
}

// descriptor runs f with the number of a file's descriptor. os.File's own Fd would have all that read it wait in the kernel.
func descriptor(file *os.File, f func(fd int) error) error {
	raw, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var result error
	err = raw.Control(func(fd uintptr) { result = f(int(fd)) })
	return cmp.Or(err, result)
}

func isTerminal(stream any) (is bool) {
	if f := fileOf(stream); f != nil {
		_ = descriptor(f, func(fd int) error {
			is = term.IsTerminal(fd)
			return nil
		})
	}
	return is
}

// beside is a stream that is opened once more, but that has no file.
type beside struct {
	io.Reader
	io.Writer
}

func (beside) Close() error { return nil }

// reopen opens the file of a stream once more, as Linux does by such a path.
func reopen(stream any, flag int) (opened io.ReadWriteCloser, err error) {
	f := fileOf(stream)
	if w, writes := stream.(io.Writer); f == nil && writes {
		return beside{strings.NewReader(""), w}, nil
	}
	if f == nil {
		return nil, unix.ENOENT
	}
	err = descriptor(f, func(fd int) error {
		opened, err = os.OpenFile(fmt.Sprintf("/proc/self/fd/%d", fd), flag, 0)
		return err
	})
	return opened, err
}

// open opens the file of a redirection in the bash's namespace.
func (b *bash) open(ctx context.Context, path string, flag int, _ os.FileMode) (io.ReadWriteCloser, error) {
	hc := interp.HandlerCtx(ctx)
	if number, further := strings.CutPrefix(path, fdPath); further {
		return b.duplicate(hc, number, flag&(os.O_WRONLY|os.O_RDWR) == 0)
	}
	path, clobbers := strings.CutPrefix(path, clobberPath)
	full := inDir(hc.Dir, path)
	if flag&os.O_TRUNC != 0 && !clobbers && hc.Env.Get(noClobber).String() != "" {
		if info, err := b.stat(ctx, full, true); err == nil && info.Mode().IsRegular() {
			return nil, &os.PathError{Op: b.prefix(), Path: path, Err: errors.New("cannot overwrite existing file")}
		}
	}
	if network, address, port, is := socketPath(full); is {
		f, err := b.connect(ctx, network, address, port)
		if err != nil {
			fmt.Fprintf(unsaid(hc.Stderr), "%s: connect: %s\n", b.name, strerror(err))
			return nil, &os.PathError{Op: b.prefix(), Path: path, Err: errors.New(strerror(err))}
		}
		if flag&os.O_WRONLY != 0 {
			return heard{f, said{f, b}}, nil
		}
		return f, nil
	}
	if s := stream(hc, full); s != nil {
		f, err := reopen(s, flag)
		if err != nil {
			return nil, &os.PathError{Op: b.prefix(), Path: path, Err: errors.New(strerror(err))}
		}
		return f, nil
	}
	var written func() // nil where it is no setting
	if flag&(os.O_WRONLY|os.O_RDWR) != 0 && ofKernel(full) {
		written = b.shell.config.Kernel.Unheard()
	}
	var f *os.File
	err := b.within(full, func(path string) error {
		return umasked(hc.Env, func() (err error) {
			f, err = os.OpenFile(path, flag, 0o666)
			return err
		})
	})
	if err != nil {
		if written != nil {
			written()
		}
		// Printed as it is: "bash: line 1: FILE: No such file or directory".
		return nil, &os.PathError{Op: b.prefix(), Path: path, Err: errors.New(strerror(err))}
	}
	if written != nil {
		return heard{untold{f, written}, said{untold{f, written}, b}}, nil
	}
	if flag&os.O_WRONLY != 0 {
		return heard{f, said{f, b}}, nil
	}
	return f, nil
}

// readDir reads a folder for a pattern.
func (b *bash) readDir(_ context.Context, path string) (entries []fs.DirEntry, err error) {
	err = b.within(path, func(path string) (err error) {
		entries, err = os.ReadDir(path)
		return err
	})
	return entries, err
}

// stat looks at a file for a test.
func (b *bash) stat(_ context.Context, path string, follow bool) (info fs.FileInfo, err error) {
	err = b.within(path, func(path string) (err error) {
		if follow {
			info, err = os.Stat(path)
		} else {
			info, err = os.Lstat(path)
		}
		return err
	})
	return info, err
}

// access tells what the user may do with a file (access(2)).
func (b *bash) access(_ context.Context, path string, mode interp.AccessMode) error {
	return b.within(path, func(path string) error { return unix.Access(path, uint32(mode)) })
}

// untold is a file of settings: that one was written is no event.
type untold struct {
	*os.File
	written func()
}

func (u untold) Close() error {
	defer u.written()
	return u.File.Close()
}
