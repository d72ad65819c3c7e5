//go:build linux

package kernel

import (
	"strings"

	"golang.org/x/sys/unix"
)

// strerror is glibc's text for an error number: Go's but for a capital letter at the beginning.
func strerror(number unix.Errno) string {
	text := number.Error()
	return strings.ToUpper(text[:1]) + text[1:]
}
