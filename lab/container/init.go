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
	for _, step := range []func() error{o.mountRoot, o.mountKernel, o.mountDevices, o.hideKernel, o.enter} {
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
