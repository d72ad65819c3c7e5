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

// Init makes the running process a container's, if it was started to be that: of its first its root, its /proc, /sys and /dev, its name.
// It returns if the command is one of our own programs, which the caller then carries out by os.Args; any other takes its place.
// The caller calls begun when signals no longer end the program in another way than they should, and a server when it listens: the
// engine waits for that. What keeps it from beginning is told to the engine, and ends the process. It must run on the main thread,
// before others begin.
func Init() (begun func()) {
	what := os.Getenv(stage)
	if what == "" {
		return func() {}
	}
	os.Unsetenv(stage)
	report := os.NewFile(reportFile, "report")
	unix.CloseOnExec(reportFile)
	// Whoever says it twice says nothing new.
	begun = func() { report.Close() }
	if what == stageAgain {
		return begun
	}
	set, err := strconv.ParseUint(what, 16, 64)
	if what == stageFirst {
		set, err = first()
	}
	if err != nil {
		refuse(report, 125, notStarted+err.Error())
	}
	become(report, set)
	return begun
}

// first makes the container's view of the machine, and gives the capabilities that are left in it.
func first() (set uint64, err error) {
	file := os.NewFile(orderFile, "order")
	defer file.Close()
	var o order
	if err := json.NewDecoder(file).Decode(&o); err != nil {
		return 0, fmt.Errorf("read the order: %w", err)
	}
	return o.Capabilities, o.carryOut()
}

// notStarted is what runc says before a reason.
const notStarted = "unable to start container process: "

// become takes the place of this process with the command that os.Args says, or returns where that is our own program.
func become(report *os.File, set uint64) {
	path, err := lookPath(os.Args[0], os.Getenv("PATH"))
	if err != nil {
		status, text := 127, fmt.Sprintf(notStarted+"exec: %q: %v", os.Args[0], err)
		if errors.Is(err, unix.EACCES) {
			status = 126
		}
		refuse(report, status, text)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil && filepath.Base(real) == boxName {
		name, _ := unix.BytePtrFromString(filepath.Base(path))
		// The name that ps shows would be that of the binary.
		_ = unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(name)), 0, 0, 0)
		if err := give(set); err != nil {
			refuse(report, 126, notStarted+err.Error())
		}
		return
	}
	if _, err := keepOnly(set); err != nil {
		refuse(report, 126, notStarted+err.Error())
	}
	err = unix.Exec(path, os.Args, os.Environ())
	refuse(report, 126, fmt.Sprintf(notStarted+"exec: %q: %s", os.Args[0], strerror(err)))
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
	if o.ReadOnly {
		if err := readOnly("/"); err != nil {
			return err
		}
	}
	return os.Chdir(o.Dir)
}
