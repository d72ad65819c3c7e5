//go:build !linux

package sandbox

import (
	"errors"
	"runtime"
)

// Enter refuses: network namespaces are Linux's.
func Enter() (inside bool, status int, err error) {
	return false, 0, &Refusal{
		Call: "network namespaces", Why: "this is " + runtime.GOOS + ", and network namespaces are part of Linux",
		Cure: "run vethlab in a Linux machine, a virtual one too", Err: errors.ErrUnsupported,
	}
}

// Inside tells whether this process is a lab's.
func Inside() bool { return false }
