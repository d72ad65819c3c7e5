package sandbox

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// stage in the environment tells a process that it is the lab's first.
const stage = "VETHLAB_SANDBOX"

// Inside tells whether this process is a lab's.
func Inside() bool { return os.Getpid() == 1 && os.Getenv(stage) != "" }

// Enter runs this program anew in fresh namespaces, and gives its exit status; there, it gives inside.
func Enter() (inside bool, status int, err error) {
	if Inside() {
		return true, 0, setUp()
	}
	lifeRead, lifeWrite, err := os.Pipe()
	if err != nil {
		return false, 0, err
	}
	defer lifeWrite.Close()
	reportRead, reportWrite, err := os.Pipe()
	if err != nil {
		return false, 0, err
	}
	defer reportRead.Close()
	c := exec.Command("/proc/self/exe", os.Args[1:]...)
	c.Args[0] = os.Args[0]
	c.Env = append(os.Environ(), stage+"=1")
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.ExtraFiles = []*os.File{lifeRead, reportWrite}
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: unix.CLONE_NEWNET | unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC,
		Pdeathsig:  unix.SIGKILL,
	}
	if os.Geteuid() != 0 {
		c.SysProcAttr.Cloneflags |= unix.CLONE_NEWUSER
		c.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
		c.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	err = c.Start()
	lifeRead.Close()
	reportWrite.Close()
	if err != nil {
		return false, 0, &Refusal{Call: "clone", Why: err.Error(), Cure: "see `vethlab doctor`", Err: err}
	}
	report, _ := io.ReadAll(reportRead)
	err = c.Wait()
	if len(report) > 0 {
		return false, 0, &Refusal{Call: string(report), Why: string(report), Cure: "see `vethlab doctor`", Err: errors.New("refused")}
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return false, 0, err
	}
	if w := c.ProcessState.Sys().(syscall.WaitStatus); w.Signaled() {
		return false, 128 + int(w.Signal()), nil
	}
	return false, c.ProcessState.ExitCode(), nil
}

func setUp() error {
	os.Unsetenv(stage)
	life, report := os.NewFile(3, "life"), os.NewFile(4, "report")
	unix.CloseOnExec(3)
	unix.CloseOnExec(4)
	go func() {
		_, _ = life.Read(make([]byte, 1))
		os.Exit(128 + int(unix.SIGKILL))
	}()
	for _, m := range []struct {
		source, target, kind string
		flags                uintptr
		data                 string
	}{
		{"", "/", "", unix.MS_REC | unix.MS_PRIVATE, ""},
		{"run", "/run", "tmpfs", unix.MS_NOSUID | unix.MS_NODEV, "mode=755"},
		{"proc", "/proc", "proc", unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC, ""},
		{"sysfs", "/sys", "sysfs", unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC, ""},
	} {
		if err := unix.Mount(m.source, m.target, m.kind, m.flags, m.data); err != nil {
			fmt.Fprintf(report, "mount %s on %s: %v", m.kind, m.target, err)
			os.Exit(3)
		}
	}
	if err := os.Mkdir("/run/netns", 0o755); err != nil {
		return err
	}
	return report.Close()
}
