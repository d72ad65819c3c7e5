//go:build linux

package kernel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// netnsMonitor is `ip netns monitor` (netns_monitor of ipnetns.c): it tells of the names of namespaces as they come and go, until the
// context ends; that is no error.
func (c *call) netnsMonitor() error {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return failed(1, "inotify_init failed: %s\n", reason(err))
	}
	events := os.NewFile(uintptr(fd), "inotify")
	defer events.Close()
	if err := unix.Mkdir(RunDir, 0o755); err != nil && !errors.Is(err, unix.EEXIST) {
		return failed(1, "mkdir %s failed: %s\n", RunDir, reason(err))
	}
	if _, err := unix.InotifyAddWatch(fd, RunDir, unix.IN_CREATE|unix.IN_DELETE); err != nil {
		return failed(1, "inotify_add_watch failed: %s\n", reason(err))
	}
	defer interruptReads(c.ctx, events)()
	buffer := make([]byte, 4096)
	for {
		n, err := events.Read(buffer)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return nil
		case err != nil:
			return failed(1, "read failed: %s\n", reason(err))
		}
		if err := c.tellNames(buffer[:n]); err != nil {
			return err
		}
	}
}

// tellNames tells of events of inotify(7).
func (c *call) tellNames(events []byte) error {
	for len(events) >= unix.SizeofInotifyEvent {
		native := binary.NativeEndian
		mask, end := native.Uint32(events[4:]), unix.SizeofInotifyEvent+int(native.Uint32(events[12:]))
		if end > len(events) {
			return fmt.Errorf("an event of %d bytes in %d: %w", end, len(events), unix.EBADMSG)
		}
		name := text(events[unix.SizeofInotifyEvent:end])
		for _, e := range []struct {
			bit  uint32
			word string
		}{{unix.IN_CREATE, "add"}, {unix.IN_DELETE, "delete"}} {
			if mask&e.bit == 0 {
				continue
			}
			if _, err := fmt.Fprintf(c.stdout, "%s %s\n", e.word, name); err != nil {
				return err
			}
		}
		events = events[end:]
	}
	return nil
}
