package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is the one before which the user sits, as it was before the lab. The zero terminal is none.
type terminal struct {
	file      *os.File
	before    unix.Termios
	aliveRead *os.File // for the guard: it ends when no process that holds the other end lives
	write     *os.File
	guard     *exec.Cmd
	unguarded error // why there is no guard
}

// leave brings a terminal back from a full screen: no alternate screen, no mouse, no pasting in brackets, the cursor shown, no
// colour (ctlseqs of xterm).
const leave = "\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l\x1b[?2004l\x1b[?2027l\x1b[<u\x1b[?25h\x1b[0m\r\n"

// openTerminal remembers the terminal that is standard input, if it is one.
func openTerminal() *terminal {
	settings, err := unix.IoctlGetTermios(int(os.Stdin.Fd()), unix.TCGETS)
	if err != nil {
		return &terminal{}
	}
	// Opened anew, so that the guard holds nothing of what this process reads and writes.
	file, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return &terminal{}
	}
	t := &terminal{file: file, before: *settings}
	if t.aliveRead, t.write, err = os.Pipe(); err != nil {
		t.unguarded = err
		return t
	}
	// The first that the guard reads is what the terminal was like; it starts too late to see that itself.
	t.unguarded = json.NewEncoder(t.write).Encode(settings)
	return t
}

// alive is what the lab's process has to hold, so that the guard knows that it lives.
func (t *terminal) alive() []*os.File {
	if t.write == nil {
		return nil
	}
	return []*os.File{t.write}
}

func (t *terminal) close() {
	for _, f := range []*os.File{t.file, t.aliveRead, t.write} {
		if f != nil {
			f.Close()
		}
	}
}

// startGuard starts the process that puts the terminal right where this one and the lab were both killed. It is in a process
// group of its own, so that no key of the terminal ends it.
func (t *terminal) startGuard() error {
	if t.file == nil || t.unguarded != nil {
		return t.unguarded
	}
	c := self(stageGuard)
	c.Dir = "/"
	c.ExtraFiles = []*os.File{t.file, t.aliveRead}
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		return err
	}
	t.guard = c
	return nil
}

// pass gives the lab a signal that this process got. The lab may have ended just now.
func (t *terminal) pass(s unix.Signal, lab *os.Process) {
	switch s {
	case unix.SIGINT:
		// The terminal sent it to the lab as well, which decides what it is for.
		if t.file == nil {
			_ = lab.Signal(s)
		}
	case unix.SIGTSTP, unix.SIGTTIN, unix.SIGTTOU:
		// A full screen is not left for the shell: nothing would draw it anew.
		if (s != unix.SIGTSTP || t.untouched()) && !orphaned() {
			stop(lab)
		}
	default:
		_ = lab.Signal(s)
	}
}

// stop stops the lab, which as process 1 does not stop by itself, and this process. SIGCONT is then for both.
func stop(lab *os.Process) {
	_ = lab.Signal(unix.SIGSTOP)
	// Until it has stopped, or ended, which is left for others to wait for.
	_ = unix.Waitid(unix.P_PID, lab.Pid, nil, unix.WSTOPPED|unix.WEXITED|unix.WNOWAIT, nil)
	_ = unix.Kill(os.Getpid(), unix.SIGSTOP)
}

// orphaned tells whether no shell is there that could let this process group go on (setpgid(2)): then the kernel stops none of it
// at a key, and it would stay stopped for ever.
func orphaned() bool {
	session, _ := unix.Getsid(0)
	for pid := unix.Getppid(); pid != 0; {
		if group, err := unix.Getpgid(pid); err != nil || group != unix.Getpgrp() {
			other, err := unix.Getsid(pid)
			return err != nil || other != session
		}
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return true
		}
		// The name in brackets may hold anything; then come the state and the parent (proc(5)).
		pid = 0
		_, _ = fmt.Sscanf(string(stat[bytes.LastIndexByte(stat, ')')+1:]), " %s %d", new(string), &pid)
	}
	return true
}

// TakeTerminal brings a terminal, whose descriptor is fd, back from a program of the lab that kept it: an interactive shell makes a process
// group of its own the one that may read, and cannot give that back, since the lab's own group has no number inside. It does nothing where
// the terminal is the lab's, and outside of one.
func TakeTerminal(fd int) {
	var life unix.Stat_t
	if os.Getpid() != 1 || !kept(fd) || unix.Fstat(lifeFile, &life) != nil || life.Mode&unix.S_IFMT != unix.S_IFSOCK {
		return
	}
	var done [2]int
	if unix.Pipe2(done[:], unix.O_CLOEXEC) != nil {
		return
	}
	defer unix.Close(done[0])
	err := unix.Sendmsg(lifeFile, []byte{1}, unix.UnixRights(done[1]), nil, unix.MSG_NOSIGNAL)
	unix.Close(done[1])
	if err != nil {
		return
	}
	// The process outside closes its end of the pipe when it is done; it may be stopped.
	answer := []unix.PollFd{{Fd: int32(done[0]), Events: unix.POLLIN}}
	for end := time.Now().Add(takeLimit); time.Now().Before(end); {
		if _, err := unix.Poll(answer, int(time.Until(end).Milliseconds())+1); err != unix.EINTR {
			return
		}
	}
}

// takeLimit is how long TakeTerminal waits at most.
const takeLimit = 200 * time.Millisecond

// kept tells whether the terminal is that of a process group of the lab; one outside has no number here.
func kept(fd int) bool {
	group, err := unix.IoctlGetInt(fd, unix.TIOCGPGRP)
	return err == nil && group != 0
}

// takeFor makes the lab's process group, which is that of this process, the terminal's whenever the lab asks for it, until life ends. With
// each byte comes the end of a pipe, which is closed when that is done.
func (t *terminal) takeFor(life *os.File, signals chan<- os.Signal) {
	socket, err := life.SyscallConn()
	if err != nil {
		return
	}
	for {
		asked, pipe := receive(socket)
		if !asked {
			return
		}
		if t.file != nil {
			t.take(signals)
		}
		for _, fd := range pipe {
			unix.Close(fd)
		}
	}
}

// receive waits for a byte, and gives the descriptors that came with it (unix(7), SCM_RIGHTS).
func receive(socket syscall.RawConn) (ok bool, descriptors []int) {
	rights, n := make([]byte, unix.CmsgSpace(4)), 0
	var size int
	err := socket.Read(func(fd uintptr) bool {
		err := error(unix.EINTR)
		for err == unix.EINTR {
			n, size, _, _, err = unix.Recvmsg(int(fd), make([]byte, 1), rights, unix.MSG_CMSG_CLOEXEC)
		}
		return err != unix.EAGAIN
	})
	if err != nil || n <= 0 {
		return false, nil
	}
	messages, _ := unix.ParseSocketControlMessage(rights[:size])
	for _, m := range messages {
		list, _ := unix.ParseUnixRights(&m)
		descriptors = append(descriptors, list...)
	}
	return true, descriptors
}

// take makes this process's group the terminal's. Who does that from the background is stopped, unless the signal is ignored, of which
// signals hears otherwise.
func (t *terminal) take(signals chan<- os.Signal) {
	signal.Ignore(unix.SIGTTOU)
	defer signal.Notify(signals, unix.SIGTTOU)
	_ = unix.IoctlSetPointerInt(int(t.file.Fd()), unix.TIOCSPGRP, unix.Getpgrp())
}

// untouched tells whether the terminal is as it was, or there is none.
func (t *terminal) untouched() bool {
	if t.file == nil {
		return true
	}
	now, err := unix.IoctlGetTermios(int(t.file.Fd()), unix.TCGETS)
	return err != nil || *now == t.before
}

// restore puts the terminal right if the lab left it otherwise than it was, and dismisses the guard.
func (t *terminal) restore() {
	if t.file == nil {
		return
	}
	// In the background the terminal is another's.
	group, err := unix.IoctlGetInt(int(t.file.Fd()), unix.TIOCGPGRP)
	if err == nil && group == unix.Getpgrp() && !t.untouched() {
		reset(int(t.file.Fd()), &t.before)
	}
	// Last, since this process may be killed at any moment: until then the guard would do it in its place.
	if t.guard != nil {
		_ = t.guard.Process.Kill()
		_ = t.guard.Wait()
	}
}

// reset brings the terminal back from whatever was on it. A terminal that was closed refuses, and needs nothing.
func reset(fd int, before *unix.Termios) {
	_, _ = unix.Write(fd, []byte(leave))
	_ = unix.IoctlSetTermios(fd, unix.TCSETSW, before)
}

// guard waits until neither the process outside nor the lab lives, and puts the terminal right. Where all is well it is killed
// before.
func guard() {
	const terminalFile, aliveFile = 3, 4
	signal.Ignore(unix.SIGTTOU, unix.SIGTTIN, unix.SIGINT, unix.SIGQUIT, unix.SIGTSTP, unix.SIGHUP, unix.SIGTERM)
	alive := json.NewDecoder(os.NewFile(aliveFile, "alive"))
	var before unix.Termios
	if err := alive.Decode(&before); err != nil {
		return
	}
	group, err := unix.IoctlGetInt(terminalFile, unix.TIOCGPGRP)
	if err != nil {
		return
	}
	// Nothing else is ever written: this returns when both are gone.
	_ = alive.Decode(&struct{}{})
	now, err := unix.IoctlGetInt(terminalFile, unix.TIOCGPGRP)
	if err != nil {
		return
	}
	if now != group {
		// A shell has the terminal again, with settings of its own; the screen is still to be left.
		_, _ = unix.Write(terminalFile, []byte(leave))
		return
	}
	reset(terminalFile, &before)
}
