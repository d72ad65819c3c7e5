//go:build linux

package kernel

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
)

// answer is what the kernel refused, in the words and with the exit status that iproute2 has for it.
type answer struct {
	text   string // as it stands on standard error, line ends included
	status int
	err    error
}

func (a *answer) Error() string { return strings.TrimSuffix(a.text, "\n") }

func (a *answer) Unwrap() error { return a.err }

// refused puts an error of netlink in iproute2's words (lib/libnetlink.c, rtnl_talk_error): the kernel's own text where
// it sent one (an extended acknowledgement), else that of the error number. Nil stays nil.
func refused(err error) error {
	if err == nil {
		return nil
	}
	var number unix.Errno
	if !errors.As(err, &number) {
		return err
	}
	// The library appends the extended acknowledgement to the number's text.
	text, found := strings.CutPrefix(err.Error(), number.Error()+": ")
	if !found {
		return &answer{"RTNETLINK answers: " + strerror(number) + "\n", 2, err}
	}
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return &answer{"Error: " + text + "\n", 2, err}
}

// failed is an error of `ip` itself, with that status.
func failed(status int, format string, v ...any) error {
	return &answer{text: fmt.Sprintf(format, v...), status: status}
}

// report writes an error as `ip` does, and gives its exit status.
func report(err error, stderr io.Writer) int {
	var wrong *ipcmd.Error
	var no *answer
	var file *fs.PathError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &wrong):
		io.WriteString(stderr, wrong.Text)
		return wrong.Status
	case errors.As(err, &no):
		io.WriteString(stderr, no.text)
		return no.status
	case errors.As(err, &file) && file.Op == "write" && errors.Is(err, unix.ENOSPC):
		// iproute2 does not look how its output ends.
		return 0
	default:
		fmt.Fprintf(stderr, "ip: %v\n", err)
		return 1
	}
}

// notBuiltIn names what a command would have to show and cannot: that it is there only the reading tells.
type notBuiltIn struct{ what string }

// tell writes what was printed, if nothing of it is beyond what is built in: a word of an object of `ip`, empty for none.
func (c *call) tell(p *ipcmd.Printer, object, beyond string) error {
	if beyond != "" {
		return &notBuiltIn{"ip " + object + " " + beyond}
	}
	return p.Flush(c.stdout)
}

func (n *notBuiltIn) Error() string { return n.what + " is not built in" }
