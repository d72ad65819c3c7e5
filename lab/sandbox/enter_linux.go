package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// stage in the environment tells a process what it was started for.
const (
	stage      = "VETHLAB_SANDBOX"
	stageLab   = "lab"
	stageGuard = "guard"
)

// The files that a lab's process is given beside its standard ones.
const (
	lifeFile   = 3 // a socket that ends with the process outside, which takes each byte in it for a wish of TakeTerminal
	reportFile = 4 // a pipe for what the machine refused; closed without a word when all is well
	aliveFile  = 5 // a pipe that the guard watches; only on a terminal
)

// Enter runs this program once more, inside a sandbox, and waits for it there. Outside it gives the exit status of that, 128
// and the signal's number if one ended it. Inside it gives true, once all is set up.
//
// Where the machine does not allow it the error is a [*Refusal]; nothing was printed then.
//
// It must be called from the main thread, and the main thread must live as long as the program: when the thread that started
// it ends, the kernel ends the lab.
func Enter() (inside bool, status int, err error) {
	switch os.Getenv(stage) {
	case stageGuard:
		guard()
		os.Exit(0)
	case stageLab:
		return true, 0, setUp()
	}
	status, err = outside()
	return false, status, err
}

// outside starts the lab's process, and waits for its end.
func outside() (status int, err error) {
	flags := uintptr(unix.CLONE_NEWNET | unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC)
	if os.Geteuid() != 0 {
		flags |= unix.CLONE_NEWUSER
	}
	status, err = start(flags)
	// Root that lacks CAP_SYS_ADMIN, in a container, is as good as an ordinary user.
	if errors.Is(err, unix.EPERM) && flags&unix.CLONE_NEWUSER == 0 {
		if status, again := start(flags | unix.CLONE_NEWUSER); again == nil {
			return status, nil
		}
	}
	return status, err
}

// start runs the lab's process in new namespaces, and guards the terminal meanwhile.
func start(flags uintptr) (status int, err error) {
	life, labLife, err := socketPair()
	if err != nil {
		return 0, err
	}
	var asking sync.WaitGroup
	defer asking.Wait()
	defer life.Close()
	reportRead, reportWrite, err := os.Pipe()
	if err != nil {
		labLife.Close()
		return 0, err
	}
	defer reportRead.Close()
	screen := openTerminal()
	defer screen.close()
	c := self(stageLab)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.ExtraFiles = append([]*os.File{labLife, reportWrite}, screen.alive()...)
	c.SysProcAttr = attributes(flags)

	signals := make(chan os.Signal, 8)
	signal.Notify(signals, unix.SIGINT, unix.SIGQUIT, unix.SIGTERM, unix.SIGHUP,
		unix.SIGTSTP, unix.SIGTTIN, unix.SIGTTOU, unix.SIGCONT)
	defer signal.Stop(signals)

	err = c.Start()
	labLife.Close()
	reportWrite.Close()
	if err != nil {
		return 0, cloneRefused(err)
	}
	asking.Go(func() { screen.takeFor(life, signals) })
	if err := screen.startGuard(); err != nil {
		// Without a guard only the terminal is at risk, and only where both processes are killed.
		screen.unguarded = err
	}
	// A signal before it is set up would be lost: process 1 gets none that it does not listen for (pid_namespaces(7)).
	refused := readReport(reportRead)
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for {
		select {
		case s := <-signals:
			screen.pass(s.(unix.Signal), c.Process)
		case err := <-ended:
			screen.restore()
			if refused != nil {
				err = refused
			}
			return exitStatus(c, err)
		}
	}
}

// socketPair gives two ends, each of which can be waited for by the poller.
func socketPair() (a, b *os.File, err error) {
	ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, nil, os.NewSyscallError("socketpair", err)
	}
	return os.NewFile(uintptr(ends[0]), "life"), os.NewFile(uintptr(ends[1]), "life"), nil
}

// self is this program, to be started once more for a stage.
func self(what string) *exec.Cmd {
	c := exec.Command("/proc/self/exe", os.Args[1:]...)
	c.Args[0] = os.Args[0]
	c.Env = append(os.Environ(), stage+"="+what)
	return c
}

func attributes(flags uintptr) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Cloneflags: flags, Pdeathsig: unix.SIGKILL}
	if flags&unix.CLONE_NEWUSER != 0 {
		a.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
		a.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	return a
}

func exitStatus(c *exec.Cmd, err error) (int, error) {
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	if w, ok := c.ProcessState.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return 128 + int(w.Signal()), nil
	}
	return c.ProcessState.ExitCode(), nil
}

// report is what the lab's process tells of a call that was refused.
type report struct {
	Call  string
	Errno unix.Errno
	Err   string
}

// readReport waits until the lab is set up, or gives why it could not be. It is nil also if the lab was killed meanwhile.
func readReport(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil || len(text) == 0 {
		return nil
	}
	var said report
	if err := json.Unmarshal(text, &said); err != nil {
		return fmt.Errorf("set up a sandbox: %s", text)
	}
	if said.Errno == 0 {
		return fmt.Errorf("set up a sandbox: %s: %s", said.Call, said.Err)
	}
	return setUpRefused(said.Call, said.Errno)
}
