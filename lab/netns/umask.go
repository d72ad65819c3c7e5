//go:build linux

package netns

import (
	"fmt"
	"runtime"

	"golang.org/x/sys/unix"
)

// WithUmask runs f on the calling thread with another umask, which files and processes that f makes have. The thread shares its umask and its
// folder with the others no longer: the program must change neither.
func WithUmask(mask int, f func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Unshare(unix.CLONE_FS); err != nil {
		return fmt.Errorf("unshare the umask: %w", err)
	}
	defer unix.Umask(unix.Umask(mask))
	return f()
}
