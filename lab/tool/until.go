package tool

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// until gives an input that ends when ended is called, though nothing comes: who went on reading from a terminal would take away what is
// typed for the next program. What is no file is given as it is.
func until(input io.Reader) (r io.Reader, ended func()) {
	file, ok := input.(*os.File)
	if !ok {
		return input, func() {}
	}
	wake, end, err := os.Pipe()
	if err != nil {
		return input, func() {}
	}
	// The other end is the reader's, which may still look at it.
	return &ending{file, wake}, func() { end.Close() }
}

// ending reads from a file until nobody holds the other end of a pipe any more.
type ending struct{ file, wake *os.File }

func (e *ending) Read(p []byte) (int, error) {
	poll := []unix.PollFd{{Fd: int32(e.file.Fd()), Events: unix.POLLIN}, {Fd: int32(e.wake.Fd()), Events: unix.POLLIN}}
	for {
		_, err := unix.Poll(poll, -1)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return 0, os.NewSyscallError("poll", err)
		case poll[1].Revents != 0:
			e.wake.Close()
			return 0, io.EOF
		}
		n, err := e.file.Read(p)
		if err != nil {
			e.wake.Close()
		}
		return n, err
	}
}
