//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// socketPath takes /dev/tcp/HOST/PORT and /dev/udp/HOST/PORT apart, which redirections open as connections (bash(1), REDIRECTION).
func socketPath(path string) (network, host, port string, is bool) {
	words := strings.Split(path, "/")
	if len(words) != 5 || words[0] != "" || words[1] != "dev" || words[2] != "tcp" && words[2] != "udp" || words[3] == "" || words[4] == "" {
		return "", "", "", false
	}
	return words[2], words[3], words[4], true
}

// connect opens a connection from the bash's namespace. The file blocks: programs inherit it.
func (b *bash) connect(ctx context.Context, network, host, port string) (f *os.File, err error) {
	b.shell.config.Kernel.SettleCarriers()
	err = b.place.ns.Do(func() error {
		conn, err := (&net.Dialer{FallbackDelay: -1}).DialContext(ctx, network, net.JoinHostPort(host, port))
		if err != nil {
			return fmt.Errorf("connect to %s port %s: %w", host, port, err)
		}
		defer conn.Close()
		raw, ok := conn.(syscall.Conn)
		if !ok {
			return errors.ErrUnsupported
		}
		connected, err := raw.SyscallConn()
		if err != nil {
			return err
		}
		var failed error
		err = connected.Control(func(fd uintptr) {
			var twin int
			if twin, failed = unix.FcntlInt(fd, unix.F_DUPFD_CLOEXEC, 0); failed == nil {
				failed = unix.SetNonblock(twin, false)
				f = os.NewFile(uintptr(twin), network+" "+host+" "+port)
			}
		})
		return errors.Join(err, failed)
	})
	return f, err
}
