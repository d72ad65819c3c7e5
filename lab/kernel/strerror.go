//go:build linux

package kernel

import "golang.org/x/sys/unix"

// strerror is glibc's text for an error number; Go's own differs in the case of the first letter.
func strerror(number unix.Errno) string {
	text := number.Error()
	switch number {
	case unix.ENOTSUP:
		return "Operation not supported"
	}
	if text == "" {
		return text
	}
	if c := text[0]; c >= 'a' && c <= 'z' {
		return string(c-'a'+'A') + text[1:]
	}
	return text
}
