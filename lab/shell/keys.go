//go:build linux

package shell

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// keys lets the keys of a terminal, if stdin is one, reach the programs that run, until done is called.
func (s *Shell) keys() (done func()) {
	s.terminal.Store(term.IsTerminal(int(s.stdin.Fd())))
	if !s.terminal.Load() {
		return func() { s.terminal.Store(false) }
	}
	// A sandbox ends at Ctrl-C where nobody else hears of it. Between two commands it is for nothing, and must not end this process.
	signal.Reset(os.Interrupt)
	unheard := make(chan os.Signal, 1)
	signal.Notify(unheard, os.Interrupt)
	return func() {
		signal.Stop(unheard)
		s.terminal.Store(false)
	}
}

// refuseStops has Ctrl-Z stop nothing, and says so, until done is called: our own commands are no processes, and a program is in the
// group of this process, which cannot be stopped.
func (s *Shell) refuseStops() (done func()) {
	if !s.terminal.Load() {
		return func() {}
	}
	stops := make(chan os.Signal, 1)
	signal.Notify(stops, unix.SIGTSTP)
	end := make(chan struct{})
	var listening sync.WaitGroup
	listening.Go(func() {
		for {
			select {
			case <-stops:
				// The group of the terminal, which hears of the key.
				_ = unix.Kill(0, unix.SIGCONT)
				fmt.Fprintln(s.config.Stderr, map[string]string{
					"en": "\nvethlab: ctrl+z stops nothing here; ctrl+c ends what runs, and & behind a line has it run in the background",
					"zh": "\nvethlab：这里 ctrl+z 什么也不会暂停；ctrl+c 结束正在运行的命令，行尾的 & 让它在后台运行",
				}[s.lang()])
			case <-end:
				return
			}
		}
	})
	return func() {
		signal.Stop(stops)
		close(end)
		listening.Wait()
	}
}

// interruptions gives a context that ends also with Ctrl-C, unless what runs handles that itself, until release is called.
func (s *Shell) interruptions(ctx context.Context) (caught context.Context, release func()) {
	caught, s.interrupt = context.WithCancel(ctx)
	s.foreground.wasTaken() // by an earlier line
	keys, asked := make(chan os.Signal, 1), make(chan chan struct{})
	signal.Notify(keys, os.Interrupt)
	s.hear = func() {
		awaitSignal(syscall.SIGINT)
		heard := make(chan struct{})
		select {
		case asked <- heard:
			<-heard
		case <-caught.Done():
		}
	}
	var listening sync.WaitGroup
	listening.Go(func() { s.listen(caught, keys, asked) })
	return caught, func() {
		signal.Stop(keys)
		s.interrupt()
		listening.Wait()
	}
}

// listen tells what runs of Ctrl-C until a context ends. Who asks is answered when all that has come is told.
func (s *Shell) listen(ctx context.Context, keys <-chan os.Signal, asked <-chan chan struct{}) {
	press := func() {
		if !s.foreground.press() {
			s.interrupt()
		}
	}
	for {
		select {
		case <-keys:
			press()
		case heard := <-asked:
			select {
			case <-keys:
				press()
			default:
			}
			close(heard)
		case <-ctx.Done():
			return
		}
	}
}

// awaitSignal waits until a signal that the kernel has for this process (ShdPnd of proc_pid_status(5)) is in the channels that are notified of it:
// on a busy machine it may come long after another process of the terminal's has had it.
func awaitSignal(s syscall.Signal) {
	for limit := time.Now().Add(keyDelay); signalSet("self", "ShdPnd", s) && time.Now().Before(limit); {
		runtime.Gosched()
	}
	// Stop waits for what is underway.
	none := make(chan os.Signal, 1)
	signal.Notify(none, s)
	signal.Stop(none)
}

// signalSet tells whether a signal is in a set of a process.
func signalSet(process, set string, s syscall.Signal) bool {
	mask, err := strconv.ParseUint(statusLine(process, set), 16, 64)
	return err == nil && mask&(1<<(s-1)) != 0
}

// statusLine is what a line of proc_pid_status(5) says of a process, empty where that is gone.
func statusLine(process, name string) string {
	status, _ := os.ReadFile("/proc/" + process + "/status")
	_, rest, _ := strings.Cut(string(status), "\n"+name+":")
	text, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(text)
}
