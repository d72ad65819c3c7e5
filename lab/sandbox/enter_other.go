//go:build !linux

package sandbox

import (
	"errors"
	"runtime"
)

// Enter refuses: network namespaces are Linux's.
func Enter() (inside bool, status int, err error) {
	return false, 0, &Refusal{
		Call: "network namespaces", Why: "they are part of Linux, and this is " + runtime.GOOS,
		Cure: "run vethlab on Linux, in a virtual machine for example", Err: errors.ErrUnsupported,
	}
}

// Reap does nothing here.
func Reap() (stop func()) { return func() {} }
